"""One child's dates, and what they say of each rule.

In: what the coordinator found in the child's record.
Out: a new version of the dates; results that show their dates, their rule and how far it binds.

Here too:
- The dates form: when things happened for a child, what has not been done, and the yes/no questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import FORM_FACTS, ONCE, SERIES, Case, CaseDates, Population, differences, rules_for
from audit.domain.timescales.child_dates import EVENTS, FACTS, Result
from audit.domain.timescales.rules import Checked
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.pages.components import look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change
from audit.pages.rounds import top
from audit.pages.timescales.round_timescales import ORDER, binding, counts_in_words
from audit.services.rounds import dates as timescales
from audit.store.queries import rounds as queries


def render(app: App) -> None:
    """Show a child's dates and what they say, and let a facilitator change them."""
    ref = place.get("case") or ""
    audit_round = top.top(app, f"Dates of {ref}" if ref else "Dates of a child", step="timescales")
    if audit_round is None:
        return
    if ref not in {case.ref for case in audit_round.cases}:
        st.write("This round has no such case. Choose one from its timescales.")
    else:
        _draw_case(app, audit_round, audit_round.case(ref))
    place.link("timescales", "Back to the timescales", round=audit_round.ref)


def rows(results: Sequence[Checked]) -> dict[Result, list[tuple[str, str]]]:
    """Return results by what they are, what needs a look first: the check, and what, why, the rule and how it binds."""
    return {
        result: [
            (
                f"{checked.check} {checked.rule.title}",
                f"{_result_and_why(checked)} Rule: {checked.rule.figure}. {binding(checked.rule)}.",
            )
            for checked in results
            if checked.result is result
        ]
        for result in ORDER
        if any(checked.result is result for checked in results)
    }


def _result_and_why(checked: Checked) -> str:
    """Return the result and why, the result once."""
    return checked.why if checked.result.label in checked.why else f"{result_words(checked)}. {checked.why}"


def result_words(checked: Checked) -> str:
    """Return a result in words: late with its days, else as it is."""
    if checked.result is not Result.LATE:
        return checked.result.label
    if checked.days_late is None:
        return "Not met"
    return f"Late by {english.counted(checked.days_late, 'day')}"


def _draw_case(app: App, audit_round: Round, case: Case) -> None:
    key = f"dates of {audit_round.ref} {case.ref}"
    with app.reading() as db:
        case_dates = queries.dates_of_case(db, audit_round.ref, case.ref)
        results = timescales.results(
            db, by=app.person, round_ref=audit_round.ref, rules=loading.timescales(), holidays=bank_holidays.england()
        ).get(case.ref, [])
    if case.population is not Population.IN_CARE:
        st.write(f"{case.population.label}: the rules for children in care are not checked. 2 questions remain.")
    if case_dates.kept_at_utc is not None:
        st.caption(f"Saved on {english.moment(case_dates.kept_at_utc)} by {plain(case_dates.kept_by)}.")
    two_writers.draw(key)
    if results and case_dates.version:
        st.header("What the dates say", anchor=False)
        st.write(f"{counts_in_words(results)} As at the day they were saved; days late are calendar days.")
        for result, summary_rows in rows(results).items():
            st.subheader(f"{result.label}: {len(summary_rows)}", anchor=False)
            look.html(look.summary(summary_rows))
    st.header("The dates", anchor=False)
    if audit_round.stage in (Stage.BOARD, Stage.CLOSED) or case.withdrawn is not None:
        st.write("The round has gone to the board, or the case was withdrawn, so its dates stay as they are.")
        return
    keep = partial(_keep, app, audit_round, case, key)
    draw(case, case_dates, key, questions=_questions(case), keep=keep)


def _questions(case: Case) -> list[tuple[str, str]]:
    question_rules = [rule[0] for rule in rules_for(case, loading.timescales()) if rule[0].check == "question"]
    return [(rule.ref, rule.text.split("?")[0] + "?") for rule in question_rules]


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

    def afresh(_other: object = None) -> None:
        begin_afresh(key)

    change = Change(
        place=key,
        subject=f"the dates of {case.ref}",
        write=write,
        done=afresh,
        take=afresh,
        rows=lambda other: differences(dates, other),
    )
    two_writers.attempt(change, dates)


Keep = Callable[[CaseDates], None]
_EARLIEST = date(2000, 1, 1)
_FEWEST_REVIEWS = 3
_SECTIONS = (
    ("Coming into care", ("entry_to_care", "first_placement", "care_plan")),
    ("Health", ("initial_health_assessment", "mental_health_assessment")),
    ("School", ("pep_begun", "pep_ready")),
    ("The present home", ("placement_start", "out_of_area_notice")),
)
_LINES = {
    "health_assessment": ("Health", "Later health assessments"),
    "pep_review": ("School", "Reviews of the education plan"),
    "visit": ("The present home", "Social worker’s visits since the move"),
}
_YES_NO = {"": "Not known", "yes": "Yes", "no": "No"}
_ANSWERS = {"": "Not answered", "yes": "Yes", "no": "No", "not_applicable": "Does not apply"}
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def draw(case: Case, case_dates: CaseDates, key: str, *, questions: Sequence[tuple[str, str]], keep: Keep) -> None:
    """Draw the form for what is there; `keep` is called with what was entered when it is saved."""
    seen = _seen(key, case_dates)
    base = f"{key} {_generation(key)}"
    in_care = case.population is Population.IN_CARE
    st.write(
        "Enter what the record shows. An empty date means that nobody knows, and the check says so. Tick “not done” "
        "where the record shows that it did not happen."
        if in_care
        else "Answer what you know."
    )
    rows = max(_FEWEST_REVIEWS, len(seen.dates.get("review", ())) + 1) + st.session_state.get(f"{key} more", 0)
    with st.form(base, border=False):
        if in_care:
            for title, events in _SECTIONS:
                st.subheader(title, anchor=False)
                _once(seen, events, base)
                for event, (section, label) in _LINES.items():
                    if section == title:
                        _lines(seen, event, label, base)
            _facts(seen, base)
            _reviews(seen, rows, base)
        _draw_questions(seen, questions, base)
        refs = [ref for ref, _ in questions]
        st.form_submit_button(
            f"Save the dates of {case.ref}",
            type="primary",
            on_click=_save,
            args=(seen, base, key, rows if in_care else 0, refs, keep),
        )
    if in_care:
        st.button("Room for 3 more reviews", key=f"{base} more", on_click=_more, args=(key,))


def begin_afresh(key: str) -> None:
    """Draw the form anew with what is kept now."""
    st.session_state.pop(f"{key} seen", None)
    st.session_state.pop(f"{key} more", None)
    st.session_state[f"{key} generation"] = _generation(key) + 1


def days_in(text: str, label: str) -> tuple[date, ...]:
    """Return the dates of a text, one a line, in order; raises AuditError naming the line that is none."""
    dates = set()
    for line in filter(None, (part.strip() for part in re.split(r"[\n,;]", text))):
        match = _DATE.fullmatch(line)
        try:
            dates.add(date(*(int(part) for part in reversed(match.groups())))) if match else _wrong(label, line)
        except ValueError as fault:
            raise AuditError(f"{label}: “{line}” is no day of the calendar.") from fault
    return tuple(sorted(dates))


def _wrong(label: str, line: str) -> None:
    raise AuditError(f"{label}: “{line}” is not a date. Write one date a line, such as 12/03/2026.")


def _once(seen: CaseDates, events: Sequence[str], base: str) -> None:
    for event in events:
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        day = seen.dates.get(event, (None,))[0]
        left.date_input(_title(event), value=day, min_value=_EARLIEST, format="DD/MM/YYYY", key=f"{base} {event}")
        if event != "entry_to_care":
            right.checkbox(f"Not done: {EVENTS[event]}", value=event in seen.none, key=f"{base} {event} none")


def _lines(seen: CaseDates, event: str, label: str, base: str) -> None:
    text = "\n".join(f"{day:%d/%m/%Y}" for day in seen.dates.get(event, ()))
    st.text_area(f"{label}: one date a line, such as 12/03/2026", value=text, max_chars=1200, key=f"{base} {event}")
    st.checkbox(f"None so far: {EVENTS[event]}", value=event in seen.none, key=f"{base} {event} none")


def _facts(seen: CaseDates, base: str) -> None:
    for fact in FORM_FACTS[:2]:
        _choice(f"{english.capital(FACTS[fact])}", _YES_NO, _word(seen, fact), f"{base} {fact}")


def _reviews(seen: CaseDates, rows: int, base: str) -> None:
    st.subheader("Reviews of the care plan", anchor=False)
    st.caption("Enter every review since the entry to care: a missing one shows as a gap.")
    review_days = seen.dates.get("review", ())
    for number in range(rows):
        day = review_days[number] if number < len(review_days) else None
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        left.date_input(
            f"Review {number + 1}", value=day, min_value=_EARLIEST, format="DD/MM/YYYY", key=f"{base} review {number}"
        )
        with right:
            mark = "" if day is None or day not in seen.marks else "yes" if seen.marks[day] else "no"
            _choice(f"Mental health looked at in review {number + 1}", _YES_NO, mark, f"{base} mark {number}")
    st.checkbox("No review has been held", value="review" in seen.none, key=f"{base} review none")


def _draw_questions(seen: CaseDates, questions: Sequence[tuple[str, str]], base: str) -> None:
    st.subheader("Questions", anchor=False)
    fact = "adult_services"
    _choice(f"{english.capital(FACTS[fact])}", _YES_NO, _word(seen, fact), f"{base} {fact}")
    for ref, text in questions:
        _choice(text, _ANSWERS, seen.answers.get(ref, ""), f"{base} {ref}")


def _choice(label: str, options: dict[str, str], current: str, key: str) -> None:
    names = list(options)
    st.radio(
        label, names, index=names.index(current), format_func=lambda option: options[option], horizontal=True, key=key
    )


def _word(seen: CaseDates, fact: str) -> str:
    return ("yes" if seen.facts[fact] else "no") if fact in seen.facts else ""


def _save(seen: CaseDates, base: str, key: str, rows: int, refs: Sequence[str], keep: Keep) -> None:
    with problems.caught(key):
        keep(_entered(seen, base, rows, refs))


def _entered(seen: CaseDates, base: str, rows: int, refs: Sequence[str]) -> CaseDates:
    """Return what the form holds; for a child who is not in care the dates stay as they were."""
    session = st.session_state
    facts = {fact: session[f"{base} {fact}"] == "yes" for fact in FORM_FACTS if session.get(f"{base} {fact}")}
    answers = {ref: session[f"{base} {ref}"] for ref in refs if session.get(f"{base} {ref}")}
    if not rows:
        return CaseDates(
            dates=seen.dates,
            none=seen.none,
            marks=seen.marks,
            facts={**seen.facts, **facts},
            answers=answers,
            version=seen.version,
        )
    dates: dict[str, tuple[date, ...]] = {
        event: (session[f"{base} {event}"],) for event in ONCE if session.get(f"{base} {event}")
    }
    dates |= {event: days_in(session[f"{base} {event}"], label) for event, (_, label) in _LINES.items()}
    reviews = {session[f"{base} review {number}"]: session[f"{base} mark {number}"] for number in range(rows)}
    reviews.pop(None, None)
    dates["review"] = tuple(sorted(reviews))
    return CaseDates(
        dates={event: days for event, days in dates.items() if days},
        none=frozenset(event for event in (*ONCE, *SERIES) if session.get(f"{base} {event} none")),
        facts=facts,
        marks={day: mark == "yes" for day, mark in reviews.items() if mark},
        answers=answers,
        version=seen.version,
    )


def _seen(key: str, case_dates: CaseDates) -> CaseDates:
    """Return the version that this window has open, as long as its form is on the page."""
    held: CaseDates | None = st.session_state.get(f"{key} seen")
    still_open = any(str(state_key).startswith(f"{key} {_generation(key)} ") for state_key in st.session_state)
    if held is None or not still_open:
        held = case_dates
        st.session_state[f"{key} seen"] = held
    return held


def _more(key: str) -> None:
    st.session_state[f"{key} more"] = st.session_state.get(f"{key} more", 0) + 3


def _generation(key: str) -> int:
    generation: int = st.session_state.get(f"{key} generation", 0)
    return generation


def _title(event: str) -> str:
    words = EVENTS[event]
    return english.capital(words)
