"""One child's dates, and what they say of each rule.

In: what the coordinator found in the child's record.
Out: a new version of the dates; results that show their dates, their rule and how far it binds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.case_dates import CaseDates, differences, rules_for
from audit.domain.rounds.cases import Case, Population
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.rules import Checked
from audit.library import bank_holidays
from audit.library.frameworks import installed_timescales
from audit.pages.components import days, lists, look, place
from audit.pages.components.plain import plain
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change
from audit.pages.rounds import top
from audit.pages.timescales import case_dates_form
from audit.pages.timescales.round_timescales import ORDER, binding, said
from audit.services.rounds import dates as timescales
from audit.store.queries import dates as queries


def render(app: App) -> None:
    """Show a child's dates and what they say, and let a facilitator change them."""
    ref = place.get("case") or ""
    audit_round = top.top(app, f"Dates of {ref}" if ref else "Dates of a child", step="timescales")
    if audit_round is None:
        return
    if ref not in {case.ref for case in audit_round.cases}:
        st.write("This round has no such case. Choose one from its timescales.")
    else:
        _one(app, audit_round, audit_round.case(ref))
    place.link("timescales", "Back to the timescales", round=audit_round.ref)


def rows(results: Sequence[Checked]) -> dict[Result, list[tuple[str, str]]]:
    """Return results by what they are, what needs a look first: the check, and what, why, the rule and how it binds."""
    return {
        result: [
            (f"{one.check} {one.rule.title}", f"{_told(one)} Rule: {one.rule.figure}. {binding(one.rule)}.")
            for one in results
            if one.result is result
        ]
        for result in ORDER
        if any(one.result is result for one in results)
    }


def _told(one: Checked) -> str:
    """Return the result and why, the result once."""
    return one.why if one.result.label in one.why else f"{result_words(one)}. {one.why}"


def result_words(one: Checked) -> str:
    """Return a result in words: late with its days, else as it is."""
    if one.result is not Result.LATE:
        return one.result.label
    if one.days_late is None:
        return "Not met"
    return f"Late by {'one day' if one.days_late == 1 else f'{days.number(one.days_late)} days'}"


def _one(app: App, audit_round: Round, case: Case) -> None:
    key = f"dates of {audit_round.ref} {case.ref}"
    with app.reading() as db:
        there = queries.dates_of_case(db, audit_round.ref, case.ref)
        results = timescales.results(
            db,
            by=app.person,
            round_ref=audit_round.ref,
            rules=installed_timescales.timescales(),
            holidays=bank_holidays.england(),
        ).get(case.ref, [])
    if case.population is not Population.IN_CARE:
        st.write(f"{case.population.label}: the rules for children in care are not checked. Two questions remain.")
    if there.kept_at_utc is not None:
        st.caption(f"Saved on {days.moment(there.kept_at_utc)} by {plain(there.kept_by)}.")
    two_writers.draw(key)
    if results and there.version:
        st.header("What the dates say", anchor=False)
        st.write(f"{said(results)} As at the day they were saved; days late are calendar days.")
        for result, found in rows(results).items():
            st.subheader(f"{result.label}: {len(found)}", anchor=False)
            look.html(lists.summary(found))
    st.header("The dates", anchor=False)
    if audit_round.stage in (Stage.BOARD, Stage.CLOSED) or case.withdrawn is not None:
        st.write("The round has gone to the board, or the case was withdrawn, so its dates stay as they are.")
        return
    keep = partial(_keep, app, audit_round, case, key)
    case_dates_form.draw(case, there, key, questions=_questions(case), keep=keep)


def _questions(case: Case) -> list[tuple[str, str]]:
    asked = [rule[0] for rule in rules_for(case, installed_timescales.timescales()) if rule[0].check == "question"]
    return [(one.ref, one.text.split("?")[0] + "?") for one in asked]


def _keep(app: App, audit_round: Round, case: Case, key: str, dates: CaseDates) -> None:
    def write(seen: CaseDates) -> None:
        with app.unit_of_work() as db:
            timescales.keep_dates(
                db,
                by=app.person,
                round_ref=audit_round.ref,
                case_ref=case.ref,
                dates=replace(dates, version=seen.version),
                today=app.today(),
                now=app.now(),
            )

    def afresh(_theirs: object = None) -> None:
        case_dates_form.afresh(key)

    change = Change(
        place=key,
        what=f"the dates of {case.ref}",
        write=write,
        done=afresh,
        take=afresh,
        rows=lambda theirs: differences(dates, theirs),
    )
    two_writers.attempt(change, dates)
