"""The young people's page: the same round, told to children and young people on one page.

In: the round in sight, as the board may see it.
Out: the eleven things that young people asked for, where each stands, and what adults will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from audit.app import App
from audit.domain.board import ActionTold
from audit.domain.framework import Framework
from audit.domain.people import Act
from audit.domain.suppression import Word
from audit.domain.young_people import FRAMEWORK, AskedFor, asked_for
from audit.library import frameworks
from audit.pages import board_read, place
from audit.pages.board_texts import BOARD, YOUNG
from audit.pages.components import look, strip
from audit.pages.components.look import text
from audit.pages.components.plain import plain


def render(app: App) -> None:
    """Tell the round in sight to children and young people."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title(YOUNG["title"])
        st.write(YOUNG["nothing"] if audit_round is None else BOARD["not yours"])
        return
    view = board_read.view(app, audit_round.ref)
    look.line_above(view.title, "for children and young people")
    look.title(YOUNG["title"])
    if not view.told:
        st.write(YOUNG["nothing"])
        place.link("board", "Board", round=audit_round.ref, icon=":material/arrow_back:")
        return
    if view.invented:
        st.caption("Invented: no child, place or person on this page is real.")
    st.write(YOUNG["who"])
    st.write(f"{YOUNG['what']} {view.looked_at.read} {YOUNG['safe']}")
    st.info(plain(YOUNG["help"]), icon=":material/call:")
    if view.quoted:
        st.header(YOUNG["words"], anchor=False)
    for one in view.quoted:
        look.said(one.text, f"{one.said_by}, who agreed that we may use these words.")
    st.header("Eleven things that young people asked for", anchor=False)
    st.write(YOUNG["eleven"])
    asked = asked_for(view, _framework())
    look.html(f'<ol class="ss-asked-for">{"".join(_each(asked))}</ol>')
    if any(one.provenance for one in asked):
        st.caption(YOUNG["ours"])
    place.link("board", "Back to the board's page", round=audit_round.ref, icon=":material/arrow_back:")


def _each(asked: Sequence[AskedFor]) -> Iterator[str]:
    """Yield each thing that was asked for; an action that bears on several is told once."""
    told: set[str] = set()
    for one in asked:
        yield _one(one, [action for action in one.doing if action.ref not in told])
        told |= {action.ref for action in one.doing}


def _one(one: AskedFor, doing: Sequence[ActionTold]) -> str:
    listed = "".join(f"<li>{text(action.text)} <b>{text(action.done)}.</b></li>" for action in doing)
    plan = f"<p><b>{text(YOUNG['doing'])}:</b></p><ul class='ss-points'>{listed}</ul>"
    none = YOUNG["more doing" if one.doing else "keep" if one.word is Word.STRENGTH else "no doing"]
    word = f'<span class="ss-g ss-tag ss-{strip.word_class(one.word)}" aria-hidden="true">{one.word.letter}</span>'
    return (
        f'<li><h3 class="ss-ct">{text(one.title)}</h3><p>{text(one.text)}</p><p>{word} <b>{text(one.stands)}</b></p>'
        f"{plan if doing else f'<p>{text(none)}</p>'}</li>"
    )


@st.cache_resource(show_spinner=False)
def _framework() -> Framework:
    return next(one for one in frameworks.read_all() if one.id == FRAMEWORK)
