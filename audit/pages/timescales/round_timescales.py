"""Timescales of a round: what its cases' dates say of each rule, in words over the round and child by child.

In: the dates that were entered for the cases.
Out: results worked out as at today, with the rule and how far it binds; none of them is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.days import day_of
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case, CaseDates
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.rules import Checked, Rules
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.pages.components import look, place
from audit.pages.rounds import top
from audit.services.rounds import dates
from audit.store.queries import rounds as queries

BINDING = {
    "duty": "a duty in law",
    "requirement": "required for a data return",
    "guidance": "statutory guidance",
    "recommendation": "a recommendation, not law",
    "convention": "a convention",
    "derived": "our reading of a rule",
}
CHANGED_ON = date(2026, 12, 1)
CHANGED = (
    (
        "T6 Questionnaire each year",
        "The age counts on the day of the questionnaire. A young person who turned 17 in the year, or a child who "
        "turned 4 in it, is no longer late without one. Children in a series of short breaks are left out.",
    ),
    (
        "T16 Social worker’s visits",
        "A child with a relative or friend on temporary approval, or with a parent under an interim care order, is "
        "seen each week until the first review and then at least every 4 weeks: a gap of 5 weeks was in time and is "
        "late. With a parent whose home is not assessed yet it is each week until the first review, then every 6 "
        "weeks. With a parent under a care order the 3 months of a lasting home never hold. Answer these questions on "
        "the child’s dates; until then the usual figure is taken.",
    ),
    (
        "T1 Care plan",
        "The 10 days do not hold where a court is asked for a care order, nor for homes that began before April 2011.",
    ),
    ("T14 and T15 Education plan", "Children in a series of short breaks are exempt."),
    ("T24 No refusal", "As far as we know, second-hand, it is statutory guidance and not only a recommendation."),
)  # what was put right in the rules, and what it does to a result
ORDER = (Result.LATE, Result.CANNOT_TELL, Result.MET, Result.NOT_DUE, Result.NOT_APPLICABLE)  # what needs a look first


def render(app: App) -> None:
    """Show what the dates of a round's cases say, and lead to each child's dates."""
    audit_round = top.top(app, "Timescales", step="timescales")
    if audit_round is None:
        return
    st.write(
        "Enter when things happened for each child; the tool counts the days. A result shows where to look. It says "
        "nothing of how well something was done."
    )
    with app.reading() as db:
        dates_by_case = queries.dates_of_round(db, audit_round.ref)
        results_by_case = dates.results(
            db, by=app.person, round_ref=audit_round.ref, rules=loading.timescales(), holidays=bank_holidays.england()
        )
    st.header("Child by child", anchor=False)
    if not audit_round.active_cases():
        st.write("No case yet. Add the round’s cases first.")
    for case in audit_round.active_cases():
        _card(case, audit_round.ref, dates_by_case.get(case.ref), results_by_case.get(case.ref, ()))
    if results_by_case:
        _over_the_round(audit_round, results_by_case)
    changed_rules()
    st.header("For the whole council", anchor=False)
    st.write("The same rules can be counted over the SSDA903 return. Nothing of it is kept.")
    place.link("council-timescales", "Check a whole council’s return", round=audit_round.ref)
    top.back(audit_round)


def changed_rules() -> None:
    """Tell which rules were put right and on which day, since a child's result may be another than it was."""
    with st.expander(f"What changed in the rules on {english.long_day(CHANGED_ON)}"):
        st.write("The rules were read again in their sources. A result may be another than it was before that day.")
        look.html(look.summary(CHANGED))


def counts_in_words(results: Sequence[Checked]) -> str:
    """Return in a sentence how many checks have each result."""
    count = Counter(checked.result for checked in results)
    parts = [f"{result.label.lower()}: {count[result]}" for result in ORDER if count[result]]
    return f"{'; '.join(parts)}.".capitalize() if parts else "Nothing is checked."


def over_the_round(rules_: Rules, results_by_case: Mapping[str, Sequence[Checked]]) -> list[tuple[str, str, str]]:
    """Return a row for each rule: which, what the dates say over the round in words, and how far it binds."""
    rows = []
    for rule in rules_:
        by_result: dict[Result, list[str]] = {}
        for ref, results in results_by_case.items():
            for checked in results:
                if checked.check == rule[0].ref:
                    by_result.setdefault(checked.result, []).append(ref)
        words = ". ".join(_children(result, by_result[result]) for result in ORDER if result in by_result)
        rows.append((f"{rule[0].ref} {rule[0].title}", f"{words}." if words else "Not checked.", binding(rule[0])))
    return rows


def binding(rule: object) -> str:
    """Return how far a rule binds, and whether its text has still to be confirmed."""
    confirm = "; its text is to be confirmed" if getattr(rule, "confirm", False) else ""
    words = BINDING[str(getattr(rule, "standing", "derived"))]
    return f"{english.capital(words)}{confirm}"


def _children(result: Result, refs: Sequence[str]) -> str:
    named = result in (Result.LATE, Result.CANNOT_TELL)
    who = ", ".join(refs) if named else english.number(len(refs))
    return f"{result.label}: {who}"


def _card(case: Case, round_ref: str, case_dates: CaseDates | None, results: Sequence[Checked]) -> None:
    with st.container(border=True):
        words, button = st.columns([3, 1], vertical_alignment="center")
        with words:
            look.card_title(case.in_words, 3)
            at = case_dates.kept_at_utc if case_dates is not None else None
            st.caption(f"{counts_in_words(results)} As at {english.short_day(day_of(at))}." if at else "No dates yet.")
        with button:
            place.link("case-dates", f"Dates of {case.ref}", round=round_ref, case=case.ref)


def _over_the_round(audit_round: Round, results_by_case: Mapping[str, Sequence[Checked]]) -> None:
    st.header("Over the round", anchor=False)
    dated, children = len(results_by_case), len(audit_round.active_cases())
    have = f"{english.agree(children, 'child', 'children')} {english.agree(dated or 1, 'has', 'have')}"
    when = "Each is as at the day its dates were saved; days late are calendar days."
    st.write(f"{english.capital(english.part_of(dated, children))} {have} dates. {when}")
    shown = over_the_round(loading.timescales(), results_by_case)
    look.html(look.summary([(check, f"{words} {binds}.") for check, words, binds in shown]))
