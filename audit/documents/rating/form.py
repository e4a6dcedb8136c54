"""What an agency's audit workbook asks: the round, the agency, its children, and every answer it has room for.

In: a round as one agency sees it.
Out: the form that a workbook is written from and read against, and the spots in it that can be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.domain.frameworks.framework import Key
from audit.domain.frameworks.scale import Scale
from audit.domain.people.danger import RING
from audit.domain.people.person import Agency
from audit.domain.rating.form import Answer, RatingDraft, SeenIn, Standing
from audit.domain.rounds.audit_round import Asked, Round
from audit.domain.rounds.cases import Case, Involvement


class Field(StrEnum):
    """What a cell that can be filled in is for."""

    AUDITOR = "auditor"
    INVOLVEMENT = "involvement"
    SYNOPSIS = "synopsis"
    ANSWER = "answer"
    SEEN_IN = "seen_in"
    NOTE = "note"
    DIFFERENCE = "difference"
    GRADE = "grade"
    REASON = "reason"
    GOOD_PRACTICE = "good_practice"
    TO_DEVELOP = "to_develop"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One thing that can be filled in."""

    field: Field
    case: str = ""  # empty: about the whole workbook
    key: Key | None = None  # of the line or the statement; None: about the child or the workbook
    source: SeenIn | None = None  # None unless the field is "seen in"

    @property
    def code(self) -> str:
        """Return the spot as the workbook's own map names it."""
        parts = (self.case, self.field, self.key or "", self.source or "")
        return "|".join(str(part) for part in parts)


@dataclass(frozen=True, kw_only=True)
class CaseForm:
    """A child that the agency is asked about, and what the workbook says of them to begin with."""

    case: Case
    draft: RatingDraft
    none_found: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkbookForm:
    """One agency's workbook for one round."""

    audit_round: Round
    agency: Agency
    cases: tuple[CaseForm, ...]
    made_on: date
    marking: str = ""  # of the partnership, such as OFFICIAL-SENSITIVE
    in_danger: str = RING  # whom to ring about a child in danger

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Return the statements and lines that the agency answers."""
        return self.audit_round.asked_of(self.agency.ref)

    def case(self, ref: str) -> CaseForm | None:
        """Return a child of the workbook; None where the agency is not asked about that child."""
        return next((one for one in self.cases if one.case.ref == ref), None)


def choices(form: WorkbookForm, field: Field) -> Mapping[str, str]:
    """Return the words to choose from by what they stand for; empty for a field in the auditor's own words."""
    return words_of(form.audit_round.scale, field)


def words_of(scale: Scale, field: Field) -> Mapping[str, str]:
    """Return the words of a field's choices by what they stand for, on a scale."""
    if field is Field.ANSWER:
        return {one.value: one.label for one in Answer}
    if field is Field.SEEN_IN:
        return {"yes": "Yes", "no": "No"}
    if field is Field.GRADE:
        ungraded = {one.value: Answer(one.value).label for one in (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE)}
        return {step.value: step.label for step in scale.steps} | ungraded
    if field is Field.INVOLVEMENT:
        return {Involvement.INVOLVED.value: "Involved", Involvement.NONE_FOUND.value: "No involvement found"}
    return {}


def spots(form: WorkbookForm, case: str) -> Iterator[Spot]:
    """Return everything that can be filled in about a child."""
    yield Spot(field=Field.INVOLVEMENT, case=case)
    yield Spot(field=Field.SYNOPSIS, case=case)
    for asked in form.asked:
        for line in asked.lines:
            key = asked.line_key(line)
            yield Spot(field=Field.ANSWER, case=case, key=key)
            yield from (Spot(field=Field.SEEN_IN, case=case, key=key, source=one) for one in SeenIn)
            yield Spot(field=Field.NOTE, case=case, key=key)
        for field in (Field.GRADE, Field.REASON, Field.GOOD_PRACTICE, Field.TO_DEVELOP):
            yield Spot(field=field, case=case, key=asked.key)
    yield Spot(field=Field.DIFFERENCE, case=case)
    yield Spot(field=Field.CORRECTION, case=case)
