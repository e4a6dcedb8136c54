"""One statement a page: its questions, the difference for the child, and the grade last.

In: a child, an agency and a statement, from the address.
Out: the page; every change is kept at once.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.cases import Case
from audit.domain.framework import Key
from audit.domain.people import Viewer
from audit.domain.rounds import Asked, Round
from audit.pages import place, rate_agency, rate_grade, rate_line, rate_sheet
from audit.pages.components import days, look, strip
from audit.pages.components.arrive import arrive
from audit.pages.rate_sheet import Sheet


def draw(app: App, sheet: Sheet, key: Key) -> None:
    """Draw a statement's page; `sheet` is open to write in."""
    everything = sheet.audit_round.statements()
    wanted = sheet.audit_round.statement(key)
    asked = next((one for one in sheet.asked if one.key == key), None)
    where = f"statement {wanted.number} of {len(everything)}"
    look.line_above(sheet.case.ref, where, "Rate", _due(sheet.audit_round))
    look.title(wanted.item.title)
    rate_agency.who(app, sheet.audit_round, sheet.viewer)
    st.write(wanted.item.text)
    if wanted.item.for_the_child:
        st.caption(f"For the child: “{wanted.item.for_the_child}”")
    if asked is None:
        st.info(
            f"This statement is not asked of {sheet.agency.short_name}: none of its questions are theirs to answer."
        )
        _progress(sheet, key)
    else:
        _questions(app, sheet.audit_round, sheet.case, sheet.viewer, asked)
    _steps(sheet, key)
    arrive(f"{sheet.place} {key.ref}", to=st.query_params.get("question", ""))


@st.fragment
def _questions(app: App, audit_round: Round, case: Case, viewer: Viewer, asked: Asked) -> None:
    """Draw what is answered; a click draws this part of the page again and no other."""
    if (place.current_statement() or asked.key) != asked.key:
        st.rerun()
    with app.reading() as db:
        sheet = rate_sheet.read(db, app, audit_round, case, viewer)
    _progress(sheet, asked.key)
    for number, line in enumerate(asked.lines, start=1):
        rate_line.card(sheet, asked.line_key(line), line, number)
    rate_grade.difference(sheet)
    rate_grade.grade(sheet, asked)
    look.html(_all_saved(sheet))


def _progress(sheet: Sheet, key: Key) -> None:
    with st.container(border=True):
        own = strip.strip(rate_sheet.cells(sheet), about=f"{sheet.case.ref}, {sheet.agency.short_name}’s own grades")
        count = f"{sheet.case.ref}. {rate_sheet.progress(sheet)}"
        look.html(f'<p class="ss-p"><b>{look.text(count)}</b> Your own grades so far:</p>{own}')
        everything = sheet.audit_round.statements()
        here = next(number for number, one in enumerate(everything, start=1) if one.key == key)
        name = f"{sheet.place} pages {key.ref}"
        st.pagination(
            len(everything),
            default=here,
            key=name,
            on_change=lambda: _turn(str(everything[st.session_state[name] - 1].key)),
        )


def _turn(key: str) -> None:
    place.put(statement=key)


def _steps(sheet: Sheet, key: Key) -> None:
    keys = [one.key for one in sheet.asked]
    numbers = {one.key: one.number for one in sheet.audit_round.statements()}
    before = [one for one in keys if numbers[one] < numbers[key]]
    after = [one for one in keys if numbers[one] > numbers[key]]
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


def _all_saved(sheet: Sheet) -> str:
    draft = sheet.draft
    saved = [one.saved for one in draft.answers.values()] + [one.saved for one in draft.grades.values()]
    saved.append(draft.account.saved)
    last = max((one.at_utc for one in saved if one is not None), default=None)
    said = "Nothing entered yet. Every answer is saved as you give it."
    if last is not None:
        said = f"✓ All saved, last at {sheet.time(last)}"
    return (
        f'<p class="ss-p ss-all-saved">{look.text(said)}</p>'
        '<p class="ss-p ss-not-saved">What you typed last is not saved yet.</p>'
    )


def _due(audit_round: Round) -> str:
    return f"due {days.day(audit_round.dates.audits_due)}" if audit_round.dates.audits_due else ""
