"""The young people's page: the same round, told to children and young people on one page.

In: the round that is shown, as the board may see it.
Out: what was found in a child's words, what adults will do, and which of the eleven things that young people asked for
were looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.board import young_people
from audit.domain.board.young_people import FRAMEWORK, AskedFor, stands
from audit.domain.frameworks.framework import Framework, FrameworkKind, Statement
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act
from audit.domain.workshop.suppression import Word
from audit.library.frameworks import loading
from audit.pages.board import parts, reading
from audit.pages.components import look, place, strip
from audit.pages.components.board_texts import BOARD, YOUNG
from audit.pages.components.look import escape_html, plain
from audit.pages.frameworks import installed


def render(app: App) -> None:
    """Tell the round that is shown to children and young people."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title(YOUNG["title"])
        st.write(YOUNG["nothing"] if audit_round is None else BOARD["not yours"])
        return
    view = reading.view(app, audit_round.ref, audience=Audience.PUBLISHED)
    look.line_above(view.title, "for children and young people")
    look.title(YOUNG["title"])
    if not view.workshop_over:
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
    for quotation in view.quoted:
        parts.quoted(quotation)
    st.header(YOUNG["found"], anchor=False)
    st.write(f"**{YOUNG['nobody else']}**")
    look.html("".join(_word_section(word_section) for word_section in young_people.statements_by_word(view)))
    _model(app)
    st.header(YOUNG["doing"], anchor=False)
    look.html(
        "".join(_doing(doing) for doing in young_people.doing(view.actions))
        or f"<p>{escape_html(YOUNG['no doing'])}</p>"
    )
    _eleven(young_people.checked_recommendations(view, _framework()))
    place.link("board", "Back to the board's page", round=audit_round.ref, icon=":material/arrow_back:")


def _word_section(word_section: young_people.WordStatements) -> str:
    says = "".join(f"<li>‘{escape_html(sentence)}’</li>" for sentence in word_section.says)
    return (
        f'<h3 class="ss-ct">{_letter(word_section.word)} {escape_html(word_section.stands)}</h3><ul '
        f'class="ss-points">{says}</ul>'
    )


def _doing(doing: young_people.Doing) -> str:
    listed = "".join(f"<li>{escape_html(action.text)}</li>" for action in doing.actions)
    return f'<h3 class="ss-ct">{escape_html(doing.done)}</h3><ul class="ss-points">{listed}</ul>'


def _eleven(wishes: Sequence[AskedFor]) -> None:
    """Tell what young people asked for: first what was looked at, then what was not."""
    st.header("Eleven things that young people asked for", anchor=False)
    checked, unchecked = [wish for wish in wishes if wish.checked], [wish for wish in wishes if not wish.checked]
    st.write(f"{YOUNG['eleven']} {YOUNG['own'] if checked else ''}")
    if checked:
        look.html(f'<ul class="ss-asked-for">{"".join(_wish(wish, level=3) for wish in checked)}</ul>')
    if unchecked:
        look.card_title(YOUNG["not checked"], level=3)
        look.html(f'<ul class="ss-asked-for">{"".join(_wish(wish, level=4) for wish in unchecked)}</ul>')
    st.caption(YOUNG["ours"])


def _model(app: App) -> None:
    """Tell what a child should be able to say by the model that is in use, beside what was found."""
    says = [
        item.for_the_child or item.text
        for framework in installed.in_use(app)
        if framework.kind is FrameworkKind.MODEL
        for item in framework.items
        if isinstance(item, Statement)
    ]
    if says:
        st.header(YOUNG["model"], anchor=False)
        st.write(YOUNG["model says"])
        look.html(f'<ul class="ss-points">{"".join(f"<li>‘{escape_html(sentence)}’</li>" for sentence in says)}</ul>')


def _wish(wish: AskedFor, *, level: int) -> str:
    lines = "".join(
        f"<li>{escape_html(line.title)}. {_letter(line.word)} <b>{escape_html(stands(line.word))}</b></li>"
        for line in wish.checked
    )
    checked = f'<p>{escape_html(YOUNG["checked"])}:</p><ul class="ss-points">{lines}</ul>' if lines else ""
    return (
        f'<li><h{level} class="ss-ct">{escape_html(wish.title)}</h{level}><p>{escape_html(wish.text)}</p>{checked}</li>'
    )


def _letter(word: Word) -> str:
    return f'<span class="ss-g ss-tag ss-{strip.word_class(word)}" aria-hidden="true">{escape_html(word.letter)}</span>'


@st.cache_resource(show_spinner=False)
def _framework() -> Framework:
    return next(framework for framework in loading.read_all() if framework.id == FRAMEWORK)
