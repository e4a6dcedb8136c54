"""Form drafts: what somebody has typed in a form and not handed in yet.

In: a form, and the words in its fields.
Out: the draft, which belongs to its writer alone; it is no record of the round until it is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from audit.domain.people.person import Act
from audit.errors import AuditError

LONGEST = 8000  # characters of a field, as many as a text box holds
_LONGEST_ABOUT, _LONGEST_FIELD = 120, 120


class FormKind(StrEnum):
    """Which form it is."""

    FINDING = "finding"
    DECISION = "decision"
    ACTION = "action"
    UPDATE = "update"
    VERIFICATION = "verification"
    ISSUE = "issue"
    CHECK = "check"

    CONCERN = "concern"
    PERSON = "person"

    SET_UP = "set up"
    NEW_ROUND = "new round"
    NEW_CASE = "new case"
    CASE = "case"
    WITHDRAWAL = "withdrawal"
    PROCESS = "process"
    MEETING = "meeting"
    FIGURE = "figure"
    DRAW = "draw"
    ROUND_DATES = "round dates"
    MOVE_ON = "move on"
    STEP_BACK = "step back"
    BOARD_DAY = "board day"
    CASE_DATES = "case dates"

    @property
    def act(self) -> Act:
        """Return what one must be allowed to do to fill the form in."""
        return _ACTS[self]


_ACTS = {
    FormKind.FINDING: Act.DECIDE,
    FormKind.DECISION: Act.DECIDE,
    FormKind.ACTION: Act.DECIDE,
    FormKind.UPDATE: Act.UPDATE_ACTIONS,
    FormKind.VERIFICATION: Act.VERIFY,
    FormKind.ISSUE: Act.DECIDE,
    FormKind.CHECK: Act.CHECK,
    FormKind.CONCERN: Act.TELL_CONCERN,
    FormKind.PERSON: Act.SET_UP,
    FormKind.SET_UP: Act.SET_UP,
    FormKind.NEW_ROUND: Act.SET_UP,
    FormKind.NEW_CASE: Act.SET_UP,
    FormKind.CASE: Act.SET_UP,
    FormKind.WITHDRAWAL: Act.SET_UP,
    FormKind.PROCESS: Act.SET_UP,
    FormKind.MEETING: Act.SET_UP,
    FormKind.FIGURE: Act.SET_UP,
    FormKind.DRAW: Act.SET_UP,
    FormKind.ROUND_DATES: Act.SET_UP,
    FormKind.MOVE_ON: Act.SET_UP,
    FormKind.STEP_BACK: Act.SET_UP,
    FormKind.BOARD_DAY: Act.DECIDE,
    FormKind.CASE_DATES: Act.SET_UP,
}


@dataclass(frozen=True, kw_only=True)
class FormDraft:
    """What stands in a form; fields that nobody touched are not in it."""

    kind: FormKind
    about: str  # such as "F1" for the form that changes finding F1
    fields: Mapping[str, str] = field(default_factory=dict)
    saved_at_utc: datetime | None = None  # None: nothing is kept


def changed_elsewhere(own: Mapping[str, str], other: Mapping[str, str]) -> str:
    """Return what to say where another window of the same person has changed a form: both texts of each field."""
    names = [name for name in dict.fromkeys((*own, *other)) if own.get(name, "") != other.get(name, "")]
    both = "; ".join(f"“{own.get(name, '')}” here, “{other.get(name, '')}” there" for name in names)
    return (
        f"Nothing was saved: this form was changed in another window of yours ({both}). It shows now what that window "
        "holds. Check it, then press again."
    )


def must_fit(about: str, fields: Mapping[str, str]) -> None:
    """Raise AuditError where what was typed is longer than can be kept."""
    if len(about) > _LONGEST_ABOUT or any(len(name) > _LONGEST_FIELD for name in fields):
        raise AuditError("This form cannot keep a draft. Hand it in before you leave the page.")
    if any(len(value) > LONGEST for value in fields.values()):
        raise AuditError(f"This is longer than {LONGEST:,} characters. Shorten it, and it is kept.")
