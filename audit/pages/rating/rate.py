"""Rate: an agency's own view of each child, given alone.

In: the round, the child and the statement that the address names.
Out: the children to rate, one child, or one statement.

Here too:
- One statement a page: its questions, the difference for the child, and the grade last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Key, LineOfEnquiry
from audit.domain.people.person import ROLE_TITLES, Act
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError
from audit.pages.components import danger, look, place, strip
from audit.pages.components.look import plain
from audit.pages.components.place import arrive
from audit.pages.frameworks import installed
from audit.pages.rating import agency, child, fields
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet


def render(app: App) -> None:
    """Let an agency rate the children of a round, seeing no other agency's view."""
    audit_round = place.current_round(app)
    if not may_rate(app) or audit_round is None:
        look.title("Rate")
        st.write(
            who_may(app) if audit_round is not None else "There is no round yet. The facilitator opens one on Home."
        )
        return
    viewer = agency.settled(app, audit_round)
    if viewer is None:
        _foot(app, audit_round, {})
        return
    case_ref = st.query_params.get("case")
    if case_ref not in {case.ref for case in audit_round.active_cases()}:
        child.draw_children(app, audit_round, viewer)
        _foot(app, audit_round, {})
        return
    with app.reading() as db:
        sheet = rate_sheet.read(db, app, audit_round, audit_round.case(str(case_ref)), viewer)
    _child(app, audit_round, sheet)
    _foot(app, audit_round, {"case": sheet.case.ref})


def may_rate(app: App) -> bool:
    """Say whether the person at the screen may rate at all."""
    return app.person.may(Act.RATE) or app.person.may(Act.ENTER_ON_BEHALF)


def who_may(app: App) -> str:
    """Return, in a sentence, who rates, for a person who may not."""
    roles = " and ".join(ROLE_TITLES[role].lower() for role in app.person.roles) or "nobody in particular"
    return (
        "Auditors rate for their own agency, and the facilitator enters for an agency in the room. "
        f"You are here as {roles}, so there is nothing for you to rate."
    )


def _foot(app: App, audit_round: Round, case: Mapping[str, str]) -> None:
    danger.foot(app)
    place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref, **case)


def _child(app: App, audit_round: Round, sheet: Sheet) -> None:
    key_text = st.query_params.get("statement")
    not_involved = audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is Involvement.NO_INVOLVEMENT
    if not_involved:
        child.draw_child(app, sheet)
    elif sheet.closed or sheet.why_read_only:
        agency.draw(app, sheet)
    elif key_text is None:
        child.draw_child(app, sheet)
    else:
        try:
            statement = audit_round.statement(place.current_statement() or sheet.statements[0].key)
        except AuditError:
            statement = sheet.statements[0]
        draw(app, sheet, statement.key)


_ALL_SAVED = (
    '<p class="ss-p ss-all-saved">✓ Every answer is saved as you give it, and says when.</p>'
    '<p class="ss-p ss-not-saved">What you typed last is not saved yet.</p>'
)


def draw(app: App, sheet: Sheet, key: Key) -> None:
    """Draw a statement's page; `sheet` is open to write in."""
    everything = sheet.audit_round.statements()
    wanted = sheet.audit_round.statement(key)
    statement = next((statement for statement in sheet.statements if statement.key == key), None)
    where = f"statement {wanted.number} of {len(everything)}"
    look.line_above(sheet.case.ref, where, "Rate", _due(sheet.audit_round))
    look.title(plain(wanted.item.title))
    agency.who(app, sheet.audit_round, sheet.viewer)
    st.write(plain(wanted.item.text))
    if provenance.of(wanted.item):
        st.caption(provenance.of(wanted.item))
    if wanted.item.for_the_child:
        st.caption(f"For the child: “{wanted.item.for_the_child}”")
    if says := installed.beside(app, key):
        st.caption(plain(says))
    if statement is None:
        st.info(
            f"This statement is not asked of {plain(sheet.agency.short_name)}: "
            "none of its questions are theirs to answer."
        )
        _progress(sheet, key)
    else:
        _progress(sheet, key)
        _questions(sheet, statement)
        look.html(_ALL_SAVED)
    _steps(sheet, key)
    arrive(f"{sheet.place} {key.ref}", to=st.query_params.get("question", ""))


def _questions(sheet: Sheet, statement: RoundStatement) -> None:
    """Draw what is answered, each question by itself: a click draws its own part of the page again and no other."""
    form = _Form(statement=statement, done=sheet.draft.done(statement), fresh=[sheet] * (len(statement.lines) + 1))
    for number, line in enumerate(statement.lines, start=1):
        _part(sheet, form, partial(_card, statement=statement, line=line, number=number))
    _part(sheet, form, partial(_end, statement=statement))


def _card(sheet: Sheet, *, statement: RoundStatement, line: LineOfEnquiry, number: int) -> None:
    with rate_sheet.folded(sheet, statement, line, number):
        fields.card(sheet, statement.line_key(line), line, number)


@dataclass(frozen=True)
class _Form:
    """What the parts of a drawn page share."""

    statement: RoundStatement
    done: bool  # whether the statement was done when the page was drawn, as its progress says
    fresh: list[Sheet]  # the form as read for the whole page, once for each part


@st.fragment
def _part(sheet: Sheet, form: _Form, draw_part: Callable[[Sheet], None]) -> None:
    if (place.current_statement() or form.statement.key) != form.statement.key:
        st.rerun()
    now = form.fresh.pop() if form.fresh else rate_sheet.read_again(sheet)
    if now.draft.done(form.statement) != form.done:
        st.rerun()  # the progress at the top changes with it
    draw_part(now)


def _end(sheet: Sheet, *, statement: RoundStatement) -> None:
    rate_sheet.leave_rest(sheet, statement)
    fields.difference(sheet)
    fields.grade(sheet, statement)


def _progress(sheet: Sheet, key: Key) -> None:
    with st.container(border=True):
        own = strip.strip(rate_sheet.cells(sheet), about=f"{sheet.case.ref}, {sheet.agency.short_name}’s own grades")
        count = f"{sheet.case.ref}. {rate_sheet.progress(sheet)}"
        look.html(f'<p class="ss-p"><b>{look.escape_html(count)}</b> Your own grades so far:</p>{own}')
        everything = sheet.audit_round.statements()
        position = next(number for number, statement in enumerate(everything, start=1) if statement.key == key)
        name = f"{sheet.place} pages {key.ref}"
        st.pagination(
            len(everything),
            default=position,
            key=name,
            on_change=lambda: _turn(str(everything[st.session_state[name] - 1].key)),
        )


def _turn(key: str) -> None:
    place.put(statement=key)


def _steps(sheet: Sheet, key: Key) -> None:
    keys = [statement.key for statement in sheet.statements]
    numbers = {statement.key: statement.number for statement in sheet.audit_round.statements()}
    before = [page_key for page_key in keys if numbers[page_key] < numbers[key]]
    after = [page_key for page_key in keys if numbers[page_key] > numbers[key]]
    with st.container(horizontal=True):
        back = st.button("Back", icon=":material/arrow_back:", key=f"{sheet.place} back")
        label = "Save and next" if after else "Save and check"
        onward = st.button(label, type="primary", key=f"{sheet.place} next")
        check = after and st.button("Check and submit", key=f"{sheet.place} check")
    if back:
        _go(sheet, before[-1] if before else None)
    if onward and after:
        _go(sheet, after[0])
    if check or (onward and not after):
        place.go("check", round=sheet.audit_round.ref, case=sheet.case.ref, statement=None)


def _go(sheet: Sheet, key: Key | None) -> None:
    """Go to another statement, or to the page about the child."""
    st.query_params.pop("question", None)
    place.put(case=sheet.case.ref, statement=None if key is None else str(key))
    st.rerun()


def _due(audit_round: Round) -> str:
    return f"due {english.day(audit_round.dates.audits_due)}" if audit_round.dates.audits_due else ""
