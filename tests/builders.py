"""Builders: values for tests, that fill in what a test does not care about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache

from audit.domain.findings.finding import ChildWords, Finding, FindingKind
from audit.domain.frameworks.framework import Framework, Key, Scale
from audit.domain.people.person import Agency, Person, Role
from audit.domain.rating.form import Account, Answer, LineAnswer, Rating, SeenIn, Standing, StatementGrade
from audit.domain.rounds.audit_round import Dates, FrameworkCopy, Round, Stage
from audit.domain.rounds.cases import Case, Population, Process, ProcessKind
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.own_grades import Compared, OwnAgainstAgreed
from audit.domain.workshop.participation import JudgementRecorded, Participation, Submission, participation
from audit.library.frameworks import loading

SEVEN = "ewg-quality-statements-2017"
THEMES = "leeds-jtai-2020"
NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
_FIRST, _SIXTH, _VOICE = Key(SEVEN, "QS1"), Key(SEVEN, "QS6"), Key(THEMES, "L11")
_AGENCIES = (("CSC", "Children's social care", "Social care", "CSC"), ("CAMHS", "CAMHS", "CAMHS", "CAMHS"))


def statement(number: int) -> Key:
    """Return the key of one of the seven statements, 1 to 7."""
    return Key(SEVEN, f"QS{number}")


def line(ref: str) -> Key:
    """Return the key of a line of enquiry, such as "QS1.1"."""
    return Key(SEVEN, ref)


def theme(number: int) -> Key:
    """Return the key of one of the twelve themes, 1 to 12."""
    return Key(THEMES, f"L{number}")


@cache
def a_framework(framework_id: str = SEVEN) -> Framework:
    """Return one of the frameworks that come with the product."""
    return next(one for one in loading.read_all() if one.id == framework_id)


def a_scale(ref: str = "four-words") -> Scale:
    """Return a scale of the seven statements: four-words, rag, met-not-met or zero-to-ten."""
    return next(one for one in a_framework().scales if one.ref == ref)


def an_agency(ref: str = "CSC", *, name: str = "", sector: str = "") -> Agency:
    """Return an agency; the name and the sector are the ref where they are not given."""
    return Agency(ref=ref, name=name or ref, short_name=name or ref, sector=sector or ref)


def a_person(*roles: Role, agency: str | None = None, id: int = 1) -> Person:  # noqa: A002 - the field's own name
    """Return a person; a facilitator where no role is given."""
    return Person(id=id, name="Sam Field", roles=frozenset(roles or (Role.FACILITATOR,)), agency=agency)


def a_process(kind: ProcessKind = ProcessKind.CARE_PLAN, *, owner: str = "CSC", conflict: str = "") -> Process:
    """Return a statutory process in play."""
    return Process(kind=kind, owner=owner, conflict=conflict)


def a_measurement(
    value: float, on: date = date(2026, 5, 4), kind: MeasurementKind = MeasurementKind.SDQ
) -> Measurement:
    """Return one dated figure."""
    return Measurement(kind=kind, on=on, value=value)


def a_case(
    ref: str = "Child A",
    *,
    processes: Sequence[Process] = (),
    measurements: Sequence[Measurement] = (),
    revealed: bool = True,
    withdrawn: str | None = None,
) -> Case:
    """Return a child of a round, in foster care, aged 13 to 15."""
    return Case(
        ref=ref,
        population=Population.IN_CARE,
        age_band="13-15",
        gender="Not recorded",
        placement="Foster care",
        processes=tuple(processes),
        measurements=tuple(measurements),
        revealed_at_utc=NOON if revealed else None,
        withdrawn=withdrawn,
    )


def a_round(
    *,
    cases: Sequence[Case] | None = None,
    agencies: Sequence[Agency] | None = None,
    scale: Scale | None = None,
    stage: Stage = Stage.FINDINGS,
    framework_ids: Sequence[str] = (SEVEN, THEMES),
) -> Round:
    """Return a round of the seven statements and the twelve themes, with Child A to C and two agencies."""
    everyone = tuple(Agency(ref=r, name=n, short_name=s, sector=x) for r, n, s, x in _AGENCIES)
    return Round(
        id=1,
        ref="AU26",
        title="Being heard, staying put: autumn 2026",
        theme="Being heard",
        stage=stage,
        scale=scale or a_scale(),
        copies=tuple(FrameworkCopy(framework=a_framework(one), digest="") for one in framework_ids),
        agencies=everyone if agencies is None else tuple(agencies),
        look_back_months=6,
        dates=Dates(),
        cases=tuple(a_case(f"Child {letter}") for letter in "ABC") if cases is None else tuple(cases),
        period=(date(2026, 5, 1), date(2026, 10, 31)),
    )


def who_took_part(
    audit_round: Round, *, submitted: Collection[tuple[str, str]] | None = None, judgements: Sequence[Judgement] = ()
) -> Participation:
    """Return who took part in a round; every agency submitted what it was asked for, where `submitted` is not given."""
    asked = [(case.ref, agency.ref) for case in audit_round.cases for agency in audit_round.raters_of(case.ref)]
    people = {agency.ref: number for number, agency in enumerate(audit_round.agencies, start=10)}
    return participation(
        audit_round,
        [
            Submission(case=case, agency=agency, entered_by=frozenset({people[agency]}))
            for case, agency in (asked if submitted is None else submitted)
        ],
        [JudgementRecorded(case=one.case, statement=one.statement, outcome=one.outcome) for one in judgements],
    )


def a_grade(of: Key, grade: str | None = "good", *, standing: Standing = Standing.GRADED) -> StatementGrade:
    """Return an agency's own grade of a statement; for another standing the grade is left out."""
    graded = standing is Standing.GRADED
    return StatementGrade(
        statement=of,
        standing=standing,
        grade=grade if graded else None,
        reason="" if graded else "Not in our records.",
        evidence="In the record." if graded else "",
    )


def a_rating(
    *,
    case: str = "Child A",
    agency: str = "CSC",
    grades: Mapping[Key, str] | None = None,
    answers: Mapping[Key, Answer] | None = None,
    blind: bool = True,
    after_reveal: bool = False,
) -> Rating:
    """Return a submitted rating; `grades` and `answers` say what was given to which statement and line."""
    return Rating(
        case=case,
        agency=agency,
        version=1,
        answers=tuple(
            LineAnswer(line=key, answer=answer, note="In the record.", seen_in=frozenset({SeenIn.RECORD}))
            for key, answer in (answers or {}).items()
        ),
        grades=tuple(a_grade(key, grade) for key, grade in (grades or {}).items()),
        account=Account(synopsis="Lives with carers.", difference="Sleeps better."),
        submitted_at_utc=NOON,
        submitted_by=1,
        blind=blind,
        after_reveal=after_reveal,
    )


def own_grades(
    agency: str, higher: int, same: int, lower: int, *, cases: int = 4, left_out: int = 0
) -> OwnAgainstAgreed:
    """Return an agency's own grades, one step higher, the same, or one lower, spread over so many cases."""
    steps = [1] * higher + [0] * same + [-1] * lower
    grades = tuple(Compared(case=f"Child {number % max(cases, 1)}", steps=step) for number, step in enumerate(steps))
    return OwnAgainstAgreed(agency=agency, grades=grades, left_out=left_out)


def a_judgement(
    case: str = "Child A",
    of: Key | None = _FIRST,
    grade: str | None = "good",
    *,
    outcome: Outcome | None = None,
    version: int = 1,
) -> Judgement:
    """Return what was agreed: a grade, unless another outcome is given; `of` None is the overall judgement."""
    outcome = outcome or Outcome.GRADE
    return Judgement(
        case=case,
        statement=of,
        outcome=outcome,
        grade=grade if outcome is Outcome.GRADE else None,
        reason="Seen in three records.",
        difference="" if of else "Sleeps better.",
        version=version,
    )


def a_finding(
    ref: str = "F1",
    kind: FindingKind = FindingKind.STRENGTH,
    *,
    text: str = "First assessments quote the child.",
    statements: Sequence[Key] = (_SIXTH,),
    themes: Sequence[Key] = (_VOICE,),
    cases: Sequence[str] = (),
    words: Sequence[ChildWords] = (),
    put_into: str = "",
) -> Finding:
    """Return a finding about statement 6 under the theme of voice and influence."""
    return Finding(
        ref=ref,
        kind=kind,
        text=text,
        statements=tuple(statements),
        themes=tuple(themes),
        cases=tuple(cases),
        words=tuple(words),
        put_into=put_into,
    )
