"""The fields of a joint judgement: kept one by one as they are filled in, and read as the judgement they make.

In: what was put in each field of the form, by name.
Out: the judgement that the record will say.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.domain.frameworks.scale import Scale
from audit.domain.rating.form import Standing, StatementGrade
from audit.domain.workshop.judgement_form import GRADE, differing, in_form
from audit.domain.workshop.moderation import Dissent, Judgement, Outcome
from audit.pages.workshop.sight import Sight

AS_RATED = "As in its own audit."
OWN_VIEW = "own_view"  # a position in words, told in the reason
_LABELS = {
    "outcome": "What we agree",
    "reason": "Why",
    "difference": "The difference",
    "good_practice": "Good practice",
    "to_develop": "What to develop",
}


def outcomes(scale: Scale) -> dict[str, tuple[str, str]]:
    """Return what can be agreed: a field's value to its label and caption, grades first."""
    return {
        **{GRADE + step.value: (step.label, step.caption) for step in scale.steps},
        Outcome.NOT_APPLICABLE.value: ("Not applicable", "It does not apply to this child"),
        Outcome.NOT_ENOUGH_EVIDENCE.value: ("Not enough evidence", "Nobody could show enough to judge by"),
        Outcome.NOT_AGREED.value: ("Not agreed", "Every agency's position is kept as it is"),
    }


def fields_in(sight: Sight) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return in_form(sight.agreed, sight.draft.fields)


def both(sight: Sight, mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the fields in which two windows differ, in words: what it is, mine and theirs."""
    return [
        (_label(sight, name), _in_words(sight, name, mine), _in_words(sight, name, theirs))
        for name in differing(mine, theirs)
    ]


def proposed(sight: Sight, fields: Mapping[str, str]) -> Judgement:
    """Return the judgement that the fields make, sound or not."""
    said = fields.get("outcome", "")
    graded = said.startswith(GRADE) or not said
    outcome = Outcome.GRADE if graded else Outcome(said)
    return Judgement(
        case=sight.case.ref,
        statement=sight.statement,
        outcome=outcome,
        grade=said.removeprefix(GRADE) if said.startswith(GRADE) else None,
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


def _label(sight: Sight, name: str) -> str:
    kind, _, ref = name.partition(" ")
    agency = next((one.short_name for one in sight.audit_round.agencies if one.ref == ref), ref)
    of_agency = {"holds": f"{agency} holds another view", "position": f"{agency} says", "why": f"{agency}: why"}
    return _LABELS.get(name) or of_agency.get(kind, name)


def _in_words(sight: Sight, name: str, fields: Mapping[str, str]) -> str:
    value, scale = fields.get(name, ""), sight.audit_round.scale
    if name == "outcome":
        return outcomes(scale)[value][0] if value else ""
    if name.startswith("holds "):
        return "Yes" if value else "No"
    return positions(scale).get(value, value) if name.startswith("position ") else value
