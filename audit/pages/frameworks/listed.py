"""Frameworks to browse: what audits ask, where it comes from, and what bears on what.

In: every framework that is here, and words to search for.
Out: a list of frameworks, or of the items that hold the words; each leads to its page.

Here too:
- Frameworks in words: what kind something is, how one item bears on another, and which edition this is.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Bearing, Edition
from audit.domain.frameworks.framework import AnyItem, Framework, FrameworkKind, MappingType
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.pages.components import errors, look, place
from audit.pages.components.look import plain
from audit.services.frameworks import catalogue

_MOST = 30  # items of a search; more words make it shorter


def render(app: App) -> None:
    """Show what is here, and let it be searched."""
    look.line_above("Frameworks", "what audits ask, and where it comes from")
    look.title("Frameworks")
    st.write("Each item says how far it rests on its source. A round keeps its own copy, so nothing here changes it.")
    with app.reading() as db:
        newest_editions = editions.newest(catalogue.every_edition(db))
    words = st.text_input("Search all frameworks", key="frameworks search", placeholder="For example: waiting")
    if words.strip():
        _hits([framework_edition for framework_edition in newest_editions if not framework_edition.retired], words)
    else:
        _shelves(newest_editions)
    _ways(app)
    place.link("home", "Back to Home")


def _hits(framework_editions: Sequence[Edition], words: str) -> None:
    hits = [
        (framework_edition, item)
        for framework_edition in framework_editions
        for item in editions.matching(framework_edition.framework, words)
    ]
    st.header(f"{english.capital(english.counted(len(hits), 'item'))} found", anchor=False)
    if not hits:
        st.write("Nothing holds all of these words. Try fewer, or the beginning of a word.")
    for framework_edition, item in hits[:_MOST]:
        place.link("framework", label(item.ref, item.title), framework=framework_edition.name, item=item.ref)
        st.caption(f"{beneath(item)} It is in: {plain(framework_edition.framework.short_title)}.")
    if len(hits) > _MOST:
        st.caption(f"And {len(hits) - _MOST} more. Add a word to find fewer.")


def _shelves(framework_editions: Sequence[Edition]) -> None:
    shelves = (
        (
            "Our own",
            [
                framework_edition
                for framework_edition in framework_editions
                if framework_edition.own and not framework_edition.retired
            ],
        ),
        (
            "Came with the product",
            [
                framework_edition
                for framework_edition in framework_editions
                if not framework_edition.own and not framework_edition.retired
            ],
        ),
        (
            "No longer offered",
            [framework_edition for framework_edition in framework_editions if framework_edition.retired],
        ),
    )
    for heading, group in shelves:
        if group:
            st.header(heading, anchor=False)
        for framework_edition in group:
            _card(framework_edition)


def _card(framework_edition: Edition) -> None:
    framework = framework_edition.framework
    with st.container(border=True):
        look.card_title(framework.title, 3)
        st.caption(f"{KINDS[framework.kind]}. {plain(edition(framework_edition))}.")
        st.write(plain(framework.summary))
        items = english.agree(len(framework.items), "1 item", f"{len(framework.items)} items")
        st.caption(f"{items}: {provenance.counted(framework.items)}.")
        whose = f", {framework.edition}" if framework.edition else ""
        place.link("framework", label("Open", framework.short_title + whose), framework=framework_edition.name)


def _ways(app: App) -> None:
    st.header("Work on frameworks", anchor=False)
    place.link("framework-compare", "Compare 2 versions")
    if app.person.may(Act.SET_UP):
        place.link("framework-workbook", "Write or change one in a workbook")
    else:
        st.write("A facilitator writes frameworks and puts published wording in place of ours.")


KINDS = {
    FrameworkKind.STATEMENTS: "Statements that cases are graded against",
    FrameworkKind.CHECKLIST: "A checklist of recommendations",
    FrameworkKind.THEMES: "Themes that findings are gathered under",
    FrameworkKind.CRITERIA: "Criteria that inspectors look at",
    FrameworkKind.STANDARDS: "Standards",
    FrameworkKind.TIMESCALES: "Timescales that are checked from dates",
    FrameworkKind.PATHWAY: "A pathway, its parts and its roles",
}
_OUTWARD = {
    MappingType.SUPPORTS: "Supports",
    MappingType.OVERLAPS: "Overlaps with",
    MappingType.EVIDENCES: "Gives evidence for",
    MappingType.ILLUSTRATES: "Illustrates",
}
_INWARD = {
    MappingType.SUPPORTS: "Supported by",
    MappingType.OVERLAPS: "Overlaps with",
    MappingType.EVIDENCES: "Evidenced by",
    MappingType.ILLUSTRATES: "Illustrated by",
}
DONE, TROUBLE = "framework done", "framework trouble"  # what the last click did, or could not do; said once
_LONGEST = 38  # characters of a link's label


def kind(word: str) -> str:
    """Return an item's kind, such as "Line of enquiry"."""
    return word.replace("_", " ").capitalize()


def bearing(item_bearing: Bearing) -> str:
    """Return how an item bears on another, or the other on it."""
    return (_OUTWARD if item_bearing.outward else _INWARD)[item_bearing.mapping.type]


def edition(framework_edition: Edition) -> str:
    """Return which edition and version something is, and whose."""
    version = f"Version {framework_edition.framework.version}"
    if framework_edition.saved_at_utc is None:
        return f"{version}, as it came with the product"
    whose = (
        f"our own edition “{framework_edition.framework.edition}”" if framework_edition.framework.edition else "our own"
    )
    return (
        f"{version}, {whose}, saved by {framework_edition.saved_by} on {english.moment(framework_edition.saved_at_utc)}"
    )


def source(framework: Framework) -> str:
    """Return the document that a framework was written from."""
    parts = (framework.source.title, framework.source.publisher, framework.source.published)
    return ", ".join(part for part in parts if part)


def beneath(item: AnyItem) -> str:
    """Return what stands beneath the link to an item: its words, its kind, and how far it rests on its source.

    The title comes first where the link had no room for all of it.
    """
    cut = label(item.ref, item.title) != f"{item.ref} {item.title}"
    title = f"{plain(item.title)}.  \n" if cut else ""
    return f"{title}{plain(item.text)}  \n{kind(item.kind)}. {provenance.in_words(item.provenance)}"


def label(*words: str) -> str:
    """Return words as a link's label, cut where they are too long."""
    whole = " ".join(words)
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip()}…"


def show_outcome() -> None:
    """Say what the last click did, or why it could not."""
    errors.from_last_run(TROUBLE)
    done = st.session_state.pop(DONE, None)
    if done:
        st.success(plain(done), icon=":material/check_circle:")
