"""The children of a round, each with its strip: whom to rate next, and who is done.

In: a round and an agency.
Out: a card a child, with one way onward.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import TOLD, Round, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.pages.components import days, look, place, strip
from audit.pages.components.plain import plain
from audit.pages.rating import agency
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet

_RATES = (Stage.RATING, Stage.WORKSHOP)  # the stages at which an agency can rate


def draw(app: App, audit_round: Round, viewer: Viewer) -> None:
    """Draw every child that the agency is asked about."""
    due = audit_round.dates.audits_due
    look.line_above(audit_round.title, "Rate", f"due {days.day(due)}" if due else "")
    with app.reading() as db:
        sheets = [rate_sheet.read(db, app, audit_round, case, viewer) for case in audit_round.active_cases()]
    asked = [one for one in sheets if audit_round.asks(one.case.ref, viewer.agency or "")]
    left = [one for one in asked if not _finished(one)]
    look.title(_headline(audit_round, left, asked))
    agency.who(app, audit_round, viewer)
    if audit_round.stage is Stage.SETUP:
        st.info("The round is still being set up. You can rate when the facilitator opens it for rating.")
    if not asked:
        st.write("Your agency is not asked about any child of this round.")
        _away(sheets)
        return
    of = sum(len(one.asked) for one in asked if _stands(one) is Involvement.INVOLVED)
    done = sum(one.done for one in asked if _stands(one) is Involvement.INVOLVED)
    if left and audit_round.stage in _RATES:
        st.write(
            f"{done} of {of} statements done. Please work separately: other agencies cannot see "
            "your answers in this tool before the reveal."
        )
    elif audit_round.stage in TOLD:
        st.info(f"The round is at “{audit_round.stage.label}”, so ratings stay as they are.")
    for sheet in asked:
        _card(sheet)
    _away(sheets)


def _headline(audit_round: Round, left: list[Sheet], asked: list[Sheet]) -> str:
    if audit_round.stage not in _RATES or not asked:
        return "Rate"
    if not left:
        return "Every child is submitted"
    count = days.number(len(left))
    return f"{count[0].upper()}{count[1:]} {'child' if len(left) == 1 else 'children'} to rate"


def _away(sheets: list[Sheet]) -> None:
    for stands, words in ((Involvement.NOT_ASKED, "Not asked of"), (Involvement.LEFT_OUT, "Left out of the file, for")):
        away = [one.case.ref for one in sheets if _stands(one) is stands]
        if away:
            st.caption(f"{words} {plain(sheets[0].agency.short_name)}: {', '.join(away)}.")


def _card(sheet: Sheet) -> None:
    with st.container(border=True):
        look.card_title(_in_words(sheet.case))
        if sheet.desk is None:
            st.write(f"{sheet.refused}")
            return
        cells = strip.strip(rate_sheet.cells(sheet), about=f"{sheet.case.ref}, your own grades")
        look.html(f'{cells}<p class="ss-p">{look.text(_standing(sheet))}</p>')
        parts = {"round": sheet.audit_round.ref, "agency": sheet.agency.ref, "case": sheet.case.ref}
        if sheet.closed or _stands(sheet) is Involvement.NONE_FOUND or sheet.why_read_only:
            place.link("rate", f"See {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        elif not sheet.draft.answers and not sheet.draft.account.synopsis:
            place.link("rate", f"Begin {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        elif sheet.done == len(sheet.asked):
            place.link("check", f"Check and submit {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        else:
            key = str(sheet.first_unfinished().key)
            place.link("rate", f"Go on with {sheet.case.ref}", icon=":material/arrow_forward:", statement=key, **parts)


def _standing(sheet: Sheet) -> str:
    if _stands(sheet) is Involvement.NONE_FOUND:
        return "No involvement found. This counts as submitted."
    if sheet.closed:
        return "Submitted."
    if sheet.why_read_only:
        return sheet.why_read_only
    again = "Opened again to correct. " if sheet.correcting is not None else ""
    return again + rate_sheet.progress(sheet)


def _stands(sheet: Sheet) -> Involvement:
    return sheet.audit_round.involvement_of(sheet.case.ref, sheet.viewer.agency or "")


def _finished(sheet: Sheet) -> bool:
    return sheet.closed or _stands(sheet) is Involvement.NONE_FOUND


def _in_words(case: Case) -> str:
    return f"{case.in_words}{', outside our area' if case.out_of_area else ''}"
