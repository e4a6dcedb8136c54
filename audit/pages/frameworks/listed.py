"""Frameworks to browse: what audits ask, where it comes from, and what bears on what.

In: every framework that is here, and words to search for.
Out: a list of frameworks, or of the items that hold the words; each leads to its page.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Edition
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.pages.components import days, look, place
from audit.pages.components.plain import plain
from audit.pages.frameworks import words as framework_words
from audit.services.frameworks import shelf

_MOST = 30  # items of a search; more words make it shorter


def render(app: App) -> None:
    """Show what is here, and let it be searched."""
    look.line_above("Frameworks", "what audits ask, and where it comes from")
    look.title("Frameworks")
    st.write("Each item says how far it rests on its source. A round keeps its own copy, so nothing here changes it.")
    with app.reading() as db:
        found = editions.newest(shelf.shelf(db))
    words = st.text_input("Search all frameworks", key="frameworks search", placeholder="For example: waiting")
    if words.strip():
        _hits([one for one in found if not one.retired], words)
    else:
        _shelves(found)
    _ways(app)
    place.link("home", "Back to Home")


def _hits(found: Sequence[Edition], words: str) -> None:
    hits = [(one, item) for one in found for item in editions.matching(one.framework, words)]
    st.header(f"{days.number(len(hits)).capitalize()} {'item' if len(hits) == 1 else 'items'} found", anchor=False)
    if not hits:
        st.write("Nothing holds all of these words. Try fewer, or the beginning of a word.")
    for one, item in hits[:_MOST]:
        place.link("framework", framework_words.label(item.ref, item.title), framework=one.name, item=item.ref)
        st.caption(f"{framework_words.beneath(item)} It is in: {plain(one.framework.short_title)}.")
    if len(hits) > _MOST:
        st.caption(f"And {len(hits) - _MOST} more. Add a word to find fewer.")


def _shelves(found: Sequence[Edition]) -> None:
    shelves = (
        ("Our own", [one for one in found if one.own and not one.retired]),
        ("Came with the product", [one for one in found if not one.own and not one.retired]),
        ("No longer offered", [one for one in found if one.retired]),
    )
    for heading, there in shelves:
        if there:
            st.header(heading, anchor=False)
        for one in there:
            _card(one)


def _card(one: Edition) -> None:
    framework = one.framework
    with st.container(border=True):
        look.card_title(framework.title, 3)
        st.caption(f"{framework_words.KINDS[framework.kind]}. {plain(framework_words.edition(one))}.")
        st.write(plain(framework.summary))
        items = "1 item" if len(framework.items) == 1 else f"{len(framework.items)} items"
        st.caption(f"{items}: {provenance.counted(framework.items)}.")
        whose = f", {framework.edition}" if framework.edition else ""
        place.link("framework", framework_words.label("Open", framework.short_title + whose), framework=one.name)


def _ways(app: App) -> None:
    st.header("Work on frameworks", anchor=False)
    place.link("framework-compare", "Compare two versions")
    if app.person.may(Act.SET_UP):
        place.link("framework-workbook", "Write or change one in a workbook")
    else:
        st.write("A facilitator writes frameworks and puts published wording in place of ours.")
