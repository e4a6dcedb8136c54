"""The board's page of an inspection letter: what inspectors found, and what is done about it.

In: the board's view of a round that was made from a letter.
Out: the findings by kind, the actions, what the board is asked to do, and when it saw them.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents import letter_wording as words
from audit.domain.board.view import BoardView
from audit.domain.inspection.published import Inspection
from audit.pages.board import parts, seen
from audit.pages.components import look, place
from audit.pages.components.board_texts import BOARD
from audit.pages.components.plain import plain


def show(app: App, view: BoardView, letter: Inspection) -> None:
    """Draw the page beneath its line."""
    look.title(view.message)
    if view.invented:
        st.caption("Invented: no child, place or person on this page is real.")
    st.write(plain(words.inspected(letter)))
    st.write(plain(words.raised(view)))
    for kind, title in words.TITLES.items():
        if findings := view.of_kind(kind):
            st.header(title, anchor=False)
            look.html(parts.findings(findings, "", most=len(findings), kinds_named=False))
    st.header("What is being done", anchor=False)
    st.write(plain(" ".join(text for text in (words.answered(view), words.statement_due(view)) if text)))
    if view.actions:
        look.html(parts.actions(view.actions, "Actions that answer the letter"))
    st.header(BOARD["asks"], anchor=False)
    look.html(parts.asks(view))
    seen.show(app, view)
    st.caption(words.NOT_AN_AUDIT)
    place.link("papers", "Papers to take away", icon=":material/article:", round=view.round_ref)
