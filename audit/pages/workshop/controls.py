"""The facilitator's controls at the bottom edge; only on screens without fields.

Here too:
- After the reveal: the line-up, how far apart the agencies stand, and where they part most.
- Before the reveal: the statement, who is ready, and the question to ask first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain.english import listed
from audit.domain.frameworks.framework import LineOfEnquiry
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Agency
from audit.domain.rating.form import Rating, sources
from audit.domain.workshop.participation_words import hidden
from audit.pages.components import errors, look, place
from audit.pages.components.look import escape_html, plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Part, TextField
from audit.pages.frameworks import installed
from audit.pages.workshop import wall
from audit.pages.workshop.state import WorkshopState, after, before, go_to, may_write, words_of
from audit.services.workshop import moderation
from audit.store.work import Db


def draw_controls(state: WorkshopState, label: str, shortcut: str, icon: str, act: Callable[[], None]) -> None:
    """Draw Back, one main control, Next, and the way to note that a child may be unsafe."""
    errors.from_last_run()
    with st.bottom, st.container(horizontal=True, horizontal_alignment="distribute"):
        with st.container(horizontal=True, width="content"):
            back_button(state, shortcut="PageUp")
            if label:
                st.button(f"**{label}**", key=f"{state.key} {label}", icon=icon, shortcut=shortcut, on_click=act)
            next_button(state, shortcut="PageDown")
        with st.container(horizontal=True, width="content"):
            st.button("All cases", key=f"{state.key} all", on_click=go_to, args=(None,))
            _unsafe(state)


def at_the_end(state: WorkshopState) -> None:
    """Draw Back and Next at the end of a screen with fields, where nothing may float over them."""
    with st.container(horizontal=True):
        back_button(state)
        next_button(state)
        st.button("All cases", key=f"{state.key} all", on_click=go_to, args=(None,))
        _unsafe(state)


def back_button(state: WorkshopState, *, shortcut: str | None = None) -> None:
    """Draw Back: to the statement before, or to the list of cases."""
    to = before(state) or (None, None)
    st.button("Back", key=f"{state.key} back", icon=":material/arrow_back:", shortcut=shortcut, on_click=go_to, args=to)


def next_button(state: WorkshopState, *, shortcut: str | None = None) -> None:
    """Draw Next: to the statement after, the overall judgement, the next case, or the list of cases."""
    to = after(state) or (None, None)
    st.button(
        "Next", key=f"{state.key} next", icon=":material/arrow_forward:", shortcut=shortcut, on_click=go_to, args=to
    )


def _unsafe(state: WorkshopState) -> None:
    if st.button("A child may be unsafe now", key=f"{state.key} concern", icon=":material/warning:"):
        place.go("concern", round=state.audit_round.ref, case=state.case.ref)


AGREE = "agree"  # the step at which the judgement is written
_LONG = 150  # characters; a longer sentence takes the room of a row of the table, so that nothing has to be scrolled


def draw_after(app: App, state: WorkshopState) -> None:
    """Draw one statement after the reveal, with what was agreed so far."""
    spread = wall.spread(state)
    parts = [wall.heading(state), wall.line_up(state), spread]
    if state.agreed is not None:
        parts.append(_agreed(state))
    parts.append(wall.part_most(state, rows=1 if state.agreed or len(spread) > _LONG else 2))
    look.html(wall.wall("".join(parts)))
    with st.expander("All the answers, and what each agency saw"):
        look.html(evidence(state))
        if state.statement is not None and (says := installed.beside(app, state.statement)):
            st.write(plain(says))
    if state.in_control:
        _controls(app, state)


def evidence(state: WorkshopState) -> str:
    """Return what decided each grade, then the questions with every answer, note and source, widest apart first."""
    statement = state.full_statement
    if statement is None:
        return ""
    return _decided(state) + "".join(_question(state, line) for line in wall.widest_lines(state))


def _decided(state: WorkshopState) -> str:
    """Return what each agency saw that decided its grade; empty where none has said."""
    said = [
        (agency.short_name, grade.evidence)
        for agency in state.audit_round.agencies
        if (grade := state.rating_grade(agency.ref)) is not None and grade.evidence
    ]
    rows = "".join(
        f'<tr><th scope="row">{escape_html(name)}</th><td>{escape_html(text)}</td></tr>' for name, text in said
    )
    return rows and (
        '<table class="ss-tb ss-evidence"><caption>What decided each agency’s grade</caption><thead><tr>'
        f'<th scope="col">Agency</th><th scope="col">In its own words</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _agreed(state: WorkshopState) -> str:
    agreed = state.agreed
    if agreed is None:
        return ""
    tag = wall.outcome_tag(state, agreed)
    return f'<p class="rec ss-agreed"><b>Agreed:</b> {tag} {escape_html(agreed.reason)}</p>'


def _controls(app: App, state: WorkshopState) -> None:
    if may_write(app, state):
        label = "Agree together" if state.agreed is None else "See or re-open the judgement"
    else:
        label = "See the judgement" if state.agreed else ""
    draw_controls(
        state, label, "Alt+J", ":material/handshake:", lambda: go_to(state.case.ref, words_of(state.statement), AGREE)
    )


def _question(state: WorkshopState, line: LineOfEnquiry) -> str:
    rated = [(agency, rating) for agency in state.audit_round.agencies if (rating := state.rating_of(agency.ref))]
    rows = "".join(_row(state, agency, rating, line) for agency, rating in rated)
    return (
        f'<table class="ss-tb ss-evidence"><caption>{escape_html(line.text)}</caption><thead><tr>'
        '<th scope="col">Agency</th><th scope="col">Answer</th><th scope="col">What it saw, and where</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(state: WorkshopState, agency: Agency, rating: Rating, line: LineOfEnquiry) -> str:
    statement = state.full_statement
    answer = rating.answer(statement.line_key(line)) if statement else None
    if answer is None or answer.answer is None:
        return ""
    where = ", ".join(sorted(source.label.lower() for source in sources(answer, rating.account)))
    note = escape_html(answer.note) + (f' <span class="ss-soft">({escape_html(where)})</span>' if where else "")
    return (
        f'<tr><th scope="row">{escape_html(agency.short_name)}</th><td>{escape_html(answer.answer.label)}'
        f"</td><td>{note}</td></tr>"
    )


WITHOUT = "without"  # the step at which a case is revealed although an agency is missing


def draw_before(app: App, state: WorkshopState, step: str | None) -> None:
    """Draw the case before its reveal; `step` asks for the reason to reveal it although an agency is missing."""
    look.html(wall.wall(wall.heading(state) + wall.tiles(state)))
    if state.in_control and step == WITHOUT:
        _why_without(app, state)
        return
    ask = f"<b>Before you reveal, ask:</b> what was this like for {look.escape_html(state.case.ref)}?"
    sentence = look.escape_html(hidden(state.participation, state.case.ref))
    if state.participation.over:
        look.html(wall.wall(f'<p class="sub ss-soft">{sentence}</p>'))
        if state.in_control:
            draw_controls(state, "", "", "", lambda: None)
        return
    look.html(wall.wall(f'<p class="ss-spread ask">{ask}</p><p class="sub ss-soft">{sentence}</p>'))
    if state.in_control:
        place.link(
            "child-journey",
            f"{state.case.ref}: the story so far",
            round=state.audit_round.ref,
            case=state.case.ref,
            icon=":material/timeline:",
        )
        draw_controls(state, "Reveal the grades", "Alt+V", ":material/visibility:", lambda: _reveal(app, state))


def _reveal(app: App, state: WorkshopState) -> None:
    if state.absent:
        go_to(state.case.ref, words_of(state.statement), WITHOUT)
        return
    with errors.caught():
        with app.unit_of_work() as db:
            _open(app, db, state, "")
        go_to(state.case.ref)


def _why_without(app: App, state: WorkshopState) -> None:
    missing = [agency.short_name for agency in state.absent]
    reason = TextField(
        name="reason",
        label=f"Why reveal {state.case.ref} without {listed(missing)}?",
        hint="Agencies that have not submitted cannot use the online form after the reveal. The activity log keeps a "
        "fingerprint of your reason, not its words.",
        rows=3,
        needed=True,
    )
    form.draw(
        Form(
            app=app,
            kind=FormKind.REVEAL,
            about=state.case.ref,
            round_ref=state.audit_round.ref,
            parts=(Part(fields=(reason,)),),
            button=f"Reveal without {listed(missing)}",
            write=lambda db, entered: _open(app, db, state, entered.text("reason")),
            after=lambda _: go_to(state.case.ref),  # the statement that parts the agencies most comes first
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Wait for them", on_click=go_to, args=(state.case.ref, words_of(state.statement)))
        place.link("concern", "A child may be unsafe now", round=state.audit_round.ref, case=state.case.ref)


def _open(app: App, db: Db, state: WorkshopState, reason: str) -> None:
    at: dict[str, Any] = {"round_ref": state.audit_round.ref, "case_ref": state.case.ref}
    moderation.reveal(db, by=app.person, reason=reason, now=app.now(), **at)
