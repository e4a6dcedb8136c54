"""The fields of a joint judgement: kept one by one as they are filled in, and read as the judgement they make.

In: what was put in each field of the form, by name.
Out: the judgement that the record will say.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.domain.moderation import Dissent, Judgement, Outcome
from audit.domain.rating import Standing, StatementGrade
from audit.domain.scale import Scale
from audit.pages.workshop_sight import Sight

TEXTS = ("reason", "good_practice", "to_develop", "difference")
AS_RATED = "As in its own audit."
OWN_VIEW = "own_view"  # a position in words, told in the reason
_GRADE = "grade:"


def outcomes(scale: Scale) -> dict[str, tuple[str, str]]:
    """Return what can be agreed: a field's value to its label and caption, grades first."""
    return {
        **{_GRADE + step.value: (step.label, step.caption) for step in scale.steps},
        Outcome.NOT_APPLICABLE.value: ("Not applicable", "It does not apply to this child"),
        Outcome.NOT_ENOUGH_EVIDENCE.value: ("Not enough evidence", "Nobody could show enough to judge by"),
        Outcome.NOT_AGREED.value: ("Not agreed", "Every agency's position is kept as it is"),
    }


def fields_of(judgement: Judgement | None) -> dict[str, str]:
    """Return a recorded judgement as the form's fields, to begin again from; none where there is no judgement."""
    if judgement is None:
        return {}
    outcome = _GRADE + (judgement.grade or "") if judgement.outcome is Outcome.GRADE else judgement.outcome.value
    fields = {"outcome": outcome, **{name: getattr(judgement, name) for name in TEXTS}}
    for one in judgement.dissents:
        fields |= {
            f"holds {one.agency}": "yes",
            f"position {one.agency}": one.position,
            f"why {one.agency}": one.reason,
        }
    return fields


def fields_in(sight: Sight) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return fields_of(sight.agreed) | dict(sight.draft.fields)


def proposed(sight: Sight, fields: Mapping[str, str]) -> Judgement:
    """Return the judgement that the fields make, sound or not."""
    said = fields.get("outcome", "")
    graded = said.startswith(_GRADE) or not said
    outcome = Outcome.GRADE if graded else Outcome(said)
    return Judgement(
        case=sight.case.ref,
        statement=sight.statement,
        outcome=outcome,
        grade=said.removeprefix(_GRADE) if said.startswith(_GRADE) else None,
        reason=fields.get("reason", "").strip(),
        good_practice=fields.get("good_practice", "").strip(),
        to_develop=fields.get("to_develop", "").strip(),
        difference=fields.get("difference", "").strip() if sight.statement is None else "",
        dissents=_dissents(sight, fields, outcome),
    )


def position_of(sight: Sight, agency: str, fields: Mapping[str, str]) -> str:
    """Return the position in the form for an agency, at first the one it took in its own rating; empty for none."""
    return fields.get(f"position {agency}") or own_position(sight.rating_grade(agency))


def own_position(grade: StatementGrade | None) -> str:
    """Return an agency's own grade as a position; empty where it gave none."""
    if grade is None:
        return ""
    if grade.grade is not None:
        return grade.grade
    words = {Standing.NOT_APPLICABLE: "Not applicable", Standing.NOT_EVIDENCED: "Not evidenced"}
    return words.get(grade.standing, "") if grade.standing else ""


def positions(scale: Scale) -> dict[str, str]:
    """Return the positions that an agency can hold, value to label."""
    return {step.value: step.label for step in scale.steps} | {
        "Not applicable": "Not applicable",
        "Not evidenced": "Not evidenced",
        OWN_VIEW: "Another view, in words",
    }


def _dissents(sight: Sight, fields: Mapping[str, str], outcome: Outcome) -> tuple[Dissent, ...]:
    everyone = outcome is Outcome.NOT_AGREED
    found = []
    for agency in sight.raters:
        position = position_of(sight, agency.ref, fields)
        reason = fields.get(f"why {agency.ref}", "").strip()
        if everyone and (position or reason):
            found.append(Dissent(agency=agency.ref, position=_told(position), reason=reason or AS_RATED))
        elif not everyone and fields.get(f"holds {agency.ref}") == "yes":
            found.append(Dissent(agency=agency.ref, position=_told(position), reason=reason))
    return tuple(found)


def _told(position: str) -> str:
    return "" if position == OWN_VIEW else position
