"""The form of a joint judgement: its fields by name, kept one by one while several windows have it open.

In: a recorded judgement, and what was put in the form since.
Out: what stands in the form, and the fields in which two windows differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.domain.workshop.moderation import Judgement, Outcome

GRADE = "grade:"  # an outcome that is a grade begins so
TEXTS = ("reason", "good_practice", "to_develop", "difference")


def fields_of(judgement: Judgement | None) -> dict[str, str]:
    """Return a recorded judgement as the form's fields, to begin again from; none where there is no judgement."""
    if judgement is None:
        return {}
    outcome = GRADE + (judgement.grade or "") if judgement.outcome is Outcome.GRADE else judgement.outcome.value
    fields = {"outcome": outcome, **{name: getattr(judgement, name) for name in TEXTS}}
    for dissent in judgement.dissents:
        fields |= {
            f"holds {dissent.agency}": "yes",
            f"position {dissent.agency}": dissent.position,
            f"why {dissent.agency}": dissent.reason,
        }
    return fields


def in_form(agreed: Judgement | None, drafted: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return fields_of(agreed) | dict(drafted)


def differing(mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields in which two windows differ; a field that is not there is empty."""
    names = dict.fromkeys((*mine, *theirs))
    return tuple(name for name in names if mine.get(name, "") != theirs.get(name, ""))


def is_text(name: str) -> bool:
    """Say whether a field holds words that somebody typed."""
    return name in TEXTS or name.startswith("why ")
