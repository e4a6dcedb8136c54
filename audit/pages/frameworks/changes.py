"""What differs between two versions of a framework, in words and tables.

In: the difference, and what the two versions are called.
Out: sections for what is new, replaced, reworded, newly sourced, otherwise changed and gone.

Here too:
- Two versions of a framework side by side: added, removed, replaced, reworded, newly sourced.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Change, ChangeKind, Difference
from audit.domain.frameworks.framework import Framework, Provenance
from audit.domain.rounds import provenance
from audit.pages.components import look, place
from audit.pages.frameworks import listed
from audit.services.frameworks import catalogue

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
    (ChangeKind.REPLACED, "Replaced: another ref, because the meaning changed. Grades are not compared across."),
    (ChangeKind.WORDING, "Reworded under the same ref. Grades compare."),
    (ChangeKind.PROVENANCE, "How far it rests on its source changed"),
    (ChangeKind.OTHER, "Changed otherwise"),
)


def counts(difference: Difference) -> str:
    """Return how much differs, in a sentence."""
    parts = (
        f"{len(difference.of(ChangeKind.ADDED))} new",
        f"{len(difference.changed())} changed",
        f"{len(difference.of(ChangeKind.REMOVED))} removed",
        f"{difference.unchanged} the same",
    )
    return f"Items: {', '.join(parts)}."


def draw(difference: Difference, before: str, after: str) -> None:
    """Draw all that differs; a change is shown once, under the first heading that fits."""
    shown: set[str] = set()
    for kind, heading in _SECTIONS:
        changes = [change for change in difference.of(kind) if change.ref not in shown]
        if changes:
            st.header(heading, anchor=False)
        for change in changes:
            shown.add(change.ref)
            look.html(look.table(_caption(change), ("What", before, after), rows(change)))
    for kind, heading in ((ChangeKind.ADDED, "Added"), (ChangeKind.REMOVED, "Removed")):
        changes = list(difference.of(kind))
        if changes:
            st.header(heading, anchor=False)
            look.html(
                look.table(
                    heading,
                    ("Ref", "Title", "Kind", "How far it rests on the source"),
                    [_row(c) for c in changes],
                    captioned=False,
                )
            )
    _draw_framework_changes(difference)


def rows(change: Change) -> list[tuple[str, str, str]]:
    """Return the fields of an item that differ: what it is, as it was and as it is."""
    fields = [name for name in change.fields if name not in ("replaces", "kind")] or ["text"]
    return [
        (
            _NAMES.get(name, name.replace("_", " ").capitalize()),
            _field_words(change.before, name),
            _field_words(change.after, name),
        )
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
    return (item.ref, item.title, listed.kind(item.kind), provenance.in_words(item.provenance))


def _draw_framework_changes(difference: Difference) -> None:
    sentences = []
    if difference.whole:
        sentences.append(
            f"About the framework itself: {', '.join(name.replace('_', ' ') for name in difference.whole)}."
        )
    added, gone = len(difference.mappings_added), len(difference.mappings_removed)
    if added or gone:
        sentences.append(f"Mappings: {added} new, {gone} removed.")
    if sentences:
        st.header("Besides", anchor=False)
        st.write("  \n".join(sentences))


def _field_words(item: object, name: str) -> str:
    value = getattr(item, name, None)
    if isinstance(value, Provenance):
        return provenance.in_words(value)
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, words in value.items())
    return {None: "Nothing", True: "Yes", False: "No"}.get(value, str(value)) if not isinstance(value, str) else value


def render(app: App) -> None:
    """Let two versions be chosen, and show what differs."""
    look.line_above("Frameworks", "versions compared")
    look.title("Compare 2 versions")
    with app.reading() as db:
        known = {
            edition.framework.id: edition.framework
            for edition in reversed(editions.newest(catalogue.every_edition(db)))
        }
        named = st.query_params.get("framework", "")
        versions = {each: catalogue.versions_of(db, each) for each in known}
    several = [each for each in known if len(versions[each]) > 1]
    if not several:
        st.write("Every framework here has one version so far, so there is nothing to compare.")
        place.link("frameworks", "All frameworks")
        return
    preselected = next((each for each in several if named == each or named.startswith(f"{each}-")), several[0])
    if named and not named.startswith(preselected):
        st.write("That framework has one version so far. Here is one with several.")
    chosen = st.selectbox(
        "Framework",
        several,
        index=several.index(preselected),
        format_func=lambda each: known[each].title,
        key="compare which",
    )
    _two(versions[chosen], chosen)
    place.link("frameworks", "All frameworks")


def _two(versions: tuple[tuple[str, Framework], ...], chosen: str) -> None:
    names = list(range(len(versions)))

    def called(number: int) -> str:
        return versions[number][0]

    first = st.selectbox("From", names, index=0, format_func=called, key=f"from {chosen}")
    last = st.selectbox("To", names, index=len(names) - 1, format_func=called, key=f"to {chosen}")
    if first == last:
        st.write("Choose 2 different versions.")
        return
    before, after = versions[first][1], versions[last][1]
    difference = editions.difference(before, after)
    if not difference.any:
        st.write("These two say the same.")
        return
    st.write(counts(difference))
    draw(difference, _short(before), _short(after))


def _short(framework: Framework) -> str:
    return listed.label(f"Version {framework.version}", framework.edition or "")
