"""The young people's page: the same round, told to children and young people on one page.

In: the round in sight, as the board may see it.
Out: what was found in a child's words, what adults will do, and which of the eleven things that young people asked for
were looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.board import young_people
from audit.domain.board.young_people import FRAMEWORK, AskedFor, stands
from audit.domain.frameworks.framework import Framework
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act
from audit.domain.workshop.suppression import Word
from audit.library.frameworks import loading
from audit.pages.board import parts, reading
from audit.pages.components import look, place, strip
from audit.pages.components.board_texts import BOARD, YOUNG
from audit.pages.components.look import plain, text


def render(app: App) -> None:
    """Tell the round in sight to children and young people."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title(YOUNG["title"])
        st.write(YOUNG["nothing"] if audit_round is None else BOARD["not yours"])
        return
    view = reading.view(app, audit_round.ref, audience=Audience.PUBLISHED)
    look.line_above(view.title, "for children and young people")
    look.title(YOUNG["title"])
    if not view.told:
        st.write(YOUNG["nothing"])
        place.link("board", "Board", round=audit_round.ref, icon=":material/arrow_back:")
        return
    if view.invented:
        st.caption("Invented: no child, place or person on this page is real.")
    st.write(YOUNG["who"])
    st.write(f"{YOUNG['what']} {plain(view.looked_at.read)} {YOUNG['safe']}")
    st.info(plain(YOUNG["help"]), icon=":material/call:")
    if view.quoted:
        st.header(YOUNG["words"], anchor=False)
    for one in view.quoted:
        parts.quoted(one)
    st.header(YOUNG["found"], anchor=False)
    st.write(f"**{YOUNG['nobody else']}**")
    look.html("".join(_told(one) for one in young_people.told(view)))
    st.header(YOUNG["doing"], anchor=False)
    look.html("".join(_doing(one) for one in young_people.doing(view.actions)) or f"<p>{text(YOUNG['no doing'])}</p>")
    _eleven(young_people.asked_for(view, _framework()))
    place.link("board", "Back to the board's page", round=audit_round.ref, icon=":material/arrow_back:")


def _told(one: young_people.Told) -> str:
    says = "".join(f"<li>‘{text(said)}’</li>" for said in one.says)
    return f'<h3 class="ss-ct">{_letter(one.word)} {text(one.stands)}</h3><ul class="ss-points">{says}</ul>'


def _doing(one: young_people.Doing) -> str:
    listed = "".join(f"<li>{text(action.text)}</li>" for action in one.actions)
    return f'<h3 class="ss-ct">{text(one.done)}</h3><ul class="ss-points">{listed}</ul>'


def _eleven(asked: Sequence[AskedFor]) -> None:
    """Tell what young people asked for: first what was looked at, then what was not."""
    st.header("Eleven things that young people asked for", anchor=False)
    checked, others = [one for one in asked if one.checked], [one for one in asked if not one.checked]
    st.write(f"{YOUNG['eleven']} {YOUNG['own'] if checked else ''}")
    if checked:
        look.html(f'<ul class="ss-asked-for">{"".join(_asked(one, level=3) for one in checked)}</ul>')
    if others:
        look.card_title(YOUNG["not checked"], level=3)
        look.html(f'<ul class="ss-asked-for">{"".join(_asked(one, level=4) for one in others)}</ul>')
    if any(one.provenance for one in asked):
        st.caption(YOUNG["ours"])


def _asked(one: AskedFor, *, level: int) -> str:
    lines = "".join(
        f"<li>{text(line.title)}. {_letter(line.word)} <b>{text(stands(line.word))}</b></li>" for line in one.checked
    )
    checked = f'<p>{text(YOUNG["checked"])}:</p><ul class="ss-points">{lines}</ul>' if lines else ""
    return f'<li><h{level} class="ss-ct">{text(one.title)}</h{level}><p>{text(one.text)}</p>{checked}</li>'


def _letter(word: Word) -> str:
    return f'<span class="ss-g ss-tag ss-{strip.word_class(word)}" aria-hidden="true">{text(word.letter)}</span>'


@st.cache_resource(show_spinner=False)
def _framework() -> Framework:
    return next(one for one in loading.read_all() if one.id == FRAMEWORK)
