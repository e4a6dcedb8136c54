"""What differs between two versions of a framework, in words and tables.

In: the difference, and what the two versions are called.
Out: sections for what is new, replaced, reworded, newly sourced, otherwise changed and gone.
"""

from __future__ import annotations

import streamlit as st

from audit.domain.frameworks.editions import Change, Difference, What
from audit.domain.frameworks.framework import Provenance
from audit.domain.rounds import provenance
from audit.pages.components import lists, look
from audit.pages.frameworks import words as framework_words

_NAMES = {
    "text": "Text",
    "title": "Title",
    "locator": "Where in the source",
    "provenance": "How far it rests on the source",
    "look_for": "What to look for",
    "asked_of": "Asked of",
    "themes": "Themes",
    "part_of": "Part of",
}
_SECTIONS = (
    (What.REPLACED, "Replaced: another ref, because the meaning changed. Grades are not compared across."),
    (What.WORDING, "Reworded under the same ref. Grades compare."),
    (What.PROVENANCE, "How far it rests on its source changed"),
    (What.OTHER, "Changed otherwise"),
)


def counts(difference: Difference) -> str:
    """Return how much differs, in a sentence."""
    parts = (
        f"{len(difference.of(What.ADDED))} new",
        f"{len(difference.changed())} changed",
        f"{len(difference.of(What.REMOVED))} removed",
        f"{difference.unchanged} the same",
    )
    return f"Items: {', '.join(parts)}."


def draw(difference: Difference, before: str, after: str) -> None:
    """Draw all that differs; a change is shown once, under the first heading that fits."""
    shown: set[str] = set()
    for what, heading in _SECTIONS:
        found = [change for change in difference.of(what) if change.ref not in shown]
        if found:
            st.header(heading, anchor=False)
        for change in found:
            shown.add(change.ref)
            look.html(lists.table(_caption(change), ("What", before, after), rows(change)))
    for what, heading in ((What.ADDED, "Added"), (What.REMOVED, "Removed")):
        found = list(difference.of(what))
        if found:
            st.header(heading, anchor=False)
            look.html(
                lists.table(
                    heading,
                    ("Ref", "Title", "Kind", "How far it rests on the source"),
                    [_row(c) for c in found],
                    captioned=False,
                )
            )
    _rest(difference)


def rows(change: Change) -> list[tuple[str, str, str]]:
    """Return the fields of an item that differ: what it is, as it was and as it is."""
    fields = [name for name in change.fields if name not in ("replaces", "kind")] or ["text"]
    return [
        (_NAMES.get(name, name.replace("_", " ").capitalize()), _said(change.before, name), _said(change.after, name))
        for name in fields
    ]


def _caption(change: Change) -> str:
    old, new = change.before, change.after
    if old is None or new is None:
        return change.ref
    return f"{old.ref}, now {new.ref}: {new.title}" if old.ref != new.ref else f"{new.ref}: {new.title}"


def _row(change: Change) -> tuple[str, str, str, str]:
    item = change.after or change.before
    if item is None:
        return ("", "", "", "")
    return (item.ref, item.title, framework_words.kind(item.kind), provenance.in_words(item.provenance))


def _rest(difference: Difference) -> None:
    said = []
    if difference.whole:
        said.append(f"About the framework itself: {', '.join(name.replace('_', ' ') for name in difference.whole)}.")
    added, gone = len(difference.mappings_added), len(difference.mappings_removed)
    if added or gone:
        said.append(f"Mappings: {added} new, {gone} removed.")
    if said:
        st.header("Besides", anchor=False)
        st.write("  \n".join(said))


def _said(item: object, name: str) -> str:
    value = getattr(item, name, None)
    if isinstance(value, Provenance):
        return provenance.in_words(value)
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, words in value.items())
    return {None: "Nothing", True: "Yes", False: "No"}.get(value, str(value)) if not isinstance(value, str) else value
