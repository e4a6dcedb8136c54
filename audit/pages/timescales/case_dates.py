"""One child's dates, and what they say of each rule.

In: what the coordinator found in the child's record.
Out: a new version of the dates; results that show their dates, their rule and how far it binds.

Here too:
- The dates form: when things happened for a child, what has not been done, and the yes/no questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import FORM_FACTS, HOME_FACTS, ONCE, SERIES, Case, CaseDates, Population, rules_for
from audit.domain.timescales.child_dates import EVENTS, FACTS, Result
from audit.domain.timescales.rules import Checked
from audit.errors import AuditError
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    Field,
    Part,
    RadioField,
    TextField,
    TickField,
    day_text,
    yes,
)
from audit.pages.rounds import top
from audit.pages.timescales.round_timescales import ORDER, binding, counts_in_words
from audit.services.rounds import dates as timescales
from audit.store.queries import rounds as queries
from audit.store.work import Db


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
    with app.reading() as db:
        case_dates = queries.dates_of_case(db, audit_round.ref, case.ref)
        results = timescales.results(
            db, by=app.person, round_ref=audit_round.ref, rules=loading.timescales(), holidays=bank_holidays.england()
        ).get(case.ref, [])
    if case.population is not Population.IN_CARE:
        st.write(f"{case.population.label}: the rules for children in care are not checked. 2 questions remain.")
    if case_dates.kept_at_utc is not None:
        st.caption(f"Saved on {english.moment(case_dates.kept_at_utc)} by {plain(case_dates.kept_by)}.")
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
    _form(app, audit_round, case, case_dates)


_EARLIEST = date(2000, 1, 1)
_REVIEWS = 3  # rows for reviews are drawn by threes, and there is always an empty one
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


def _form(app: App, audit_round: Round, case: Case, case_dates: CaseDates) -> None:
    in_care = case.population is Population.IN_CARE
    rules = [rule for rule, *_ in rules_for(case, loading.timescales()) if rule.check == "question"]
    questions = [(rule.ref, rule.text.split("?")[0] + "?") for rule in rules]
    st.write(
        "Enter what the record shows. An empty date means that nobody knows, and the check says so. Tick “not done” "
        "where the record shows that it did not happen."
        if in_care
        else "Answer what you know."
    )
    so_far = form.entered_so_far(app, FormKind.CASE_DATES, about=case.ref, round_ref=audit_round.ref)

    def write(db: Db, entered: Entered) -> None:
        timescales.keep_dates(
            db,
            by=app.person,
            round_ref=audit_round.ref,
            case_ref=case.ref,
            dates=_entered(case_dates, entered, [ref for ref, _ in questions], in_care=in_care),
            today=app.today(),
            now=app.now(),
        )

    form.draw(
        Form(
            app=app,
            kind=FormKind.CASE_DATES,
            about=case.ref,
            round_ref=audit_round.ref,
            parts=(*(_dated(case_dates, so_far, app.today()) if in_care else ()), _asked(case_dates, questions)),
            button=f"Save the dates of {case.ref}",
            write=write,
            seen=str(case_dates.version),
            subject=f"the dates of {case.ref}",
            blames=_blames(),
        )
    )


def _blames() -> dict[str, str]:
    """Return the field that a refusal is about, by the words that it begins with."""
    return {
        **{f"{_title(event)}:": event for event in (*ONCE, *_LINES)},
        **{f"{label}:": event for event, (_, label) in _LINES.items()},
        f"{_title('review')}:": "review 0",
    }


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


def _dated(case_dates: CaseDates, so_far: Mapping[str, str], today: date) -> list[Part]:
    """Return what is asked of a child in care besides the questions."""
    parts = []
    for title, events in _SECTIONS:
        fields = [field for event in events for field in _once(case_dates, event, today)]
        for event, (section, label) in _LINES.items():
            fields += _lines(case_dates, event, label) if section == title else ()
        parts.append(Part(heading=title, level=3, fields=fields))
    parts[0] = Part(heading=parts[0].heading, level=3, fields=(*parts[0].fields, _fact(case_dates, "care_proceedings")))
    facts = [_fact(case_dates, fact) for fact in HOME_FACTS]
    parts[-1] = Part(heading=parts[-1].heading, level=3, fields=(*parts[-1].fields, *facts))
    return [*parts, _reviews(case_dates, so_far, today)]


def _once(case_dates: CaseDates, event: str, today: date) -> list[Field]:
    start = day_text(case_dates.dates.get(event, (None,))[0])
    day = DateField(name=event, label=_title(event), start=start, least=_EARLIEST, most=today)
    return [day] if event == "entry_to_care" else [day, _none(case_dates, event, f"Not done: {EVENTS[event]}")]


def _lines(case_dates: CaseDates, event: str, label: str) -> list[Field]:
    text = "\n".join(f"{day:%d/%m/%Y}" for day in case_dates.dates.get(event, ()))
    hint = "One date a line, such as 12/03/2026."
    lines = TextField(name=event, label=label, hint=hint, rows=4, most=1200, start=text)
    return [lines, _none(case_dates, event, f"None so far: {EVENTS[event]}")]


def _none(case_dates: CaseDates, event: str, label: str) -> TickField:
    return TickField(name=f"{event} none", label=label, start=yes(event in case_dates.none))


def _reviews(case_dates: CaseDates, so_far: Mapping[str, str], today: date) -> Part:
    days = case_dates.dates.get("review", ())
    typed = [int(name.removeprefix("review ")) for name, value in so_far.items() if _is_review(name) and value]
    used = max([len(days), *(number + 1 for number in typed)])
    fields: list[Field] = []
    for number in range(_REVIEWS * (used // _REVIEWS + 1)):
        day = days[number] if number < len(days) else None
        mark = "" if day is None or day not in case_dates.marks else _word(case_dates.marks[day])
        fields += [
            DateField(
                name=f"review {number}", label=f"Review {number + 1}", start=day_text(day), least=_EARLIEST, most=today
            ),
            _choice(f"mark {number}", f"Mental health looked at in review {number + 1}", _YES_NO, mark),
        ]
    return Part(
        heading="Reviews of the care plan",
        level=3,
        text="Enter every review since the entry to care: a missing one shows as a gap.",
        fields=(*fields, _none(case_dates, "review", "No review has been held")),
    )


def _is_review(name: str) -> bool:
    return re.fullmatch(r"review [0-9]+", name) is not None


def _asked(case_dates: CaseDates, questions: Sequence[tuple[str, str]]) -> Part:
    answers = [_choice(ref, text, _ANSWERS, case_dates.answers.get(ref, "")) for ref, text in questions]
    return Part(heading="Questions", level=3, fields=(_fact(case_dates, "adult_services"), *answers))


def _fact(case_dates: CaseDates, fact: str) -> RadioField:
    start = _word(case_dates.facts[fact]) if fact in case_dates.facts else ""
    return _choice(fact, english.capital(FACTS[fact]), _YES_NO, start)


def _choice(name: str, label: str, options: Mapping[str, str], start: str) -> RadioField:
    return RadioField(name=name, label=label, options=options, start=start, side_by_side=True)


def _word(answer: bool) -> str:
    return "yes" if answer else "no"


def _entered(case_dates: CaseDates, entered: Entered, refs: Sequence[str], *, in_care: bool) -> CaseDates:
    """Return what the form holds; for a child who is not in care the dates stay as they were."""
    facts = {fact: entered.chosen(fact) == "yes" for fact in FORM_FACTS if entered.chosen(fact)}
    answers = {ref: entered.chosen(ref) for ref in refs if entered.chosen(ref)}
    version = int(entered.seen)
    if not in_care:
        return replace(case_dates, facts={**case_dates.facts, **facts}, answers=answers, version=version)
    numbers = [name.removeprefix("review ") for name in entered.values if _is_review(name)]
    reviews = {day: entered.chosen(f"mark {number}") for number in numbers if (day := entered.day(f"review {number}"))}
    dates: dict[str, tuple[date, ...]] = {event: (day,) for event in ONCE if (day := entered.day(event))}
    dates |= {event: days_in(entered.text(event), label) for event, (_, label) in _LINES.items()}
    dates["review"] = tuple(sorted(reviews))
    return CaseDates(
        dates={event: days for event, days in dates.items() if days},
        none=frozenset(event for event in (*ONCE, *SERIES) if entered.ticked(f"{event} none")),
        facts=facts,
        marks={day: mark == "yes" for day, mark in reviews.items() if mark},
        answers=answers,
        version=version,
    )


def _title(event: str) -> str:
    return english.capital(EVENTS[event])
