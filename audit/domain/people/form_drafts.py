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
    CONFIRMATION = "confirmation"
    MERGE = "merge"
    SPLIT = "split"
    NO_ACTION = "no action"
    EVENT = "event"
    TIE = "tie"
    MISSING = "missing roles"
    NOTIFIED = "notified"
    NOTIFIED_DAY = "notified day"
    NOTIFIED_NOTE = "notified note"
    CALL_OFF = "call off"
    REQUEST = "request"
    STATEMENT_SENT = "statement sent"
    CLOCK_DAYS = "clock days"
    CHOSEN_CHILDREN = "chosen children"
    WORKSHOP_HELD = "workshop held"
    REVEAL = "reveal without"
    CORRECTION = "correction"

    CONCERN = "concern"
    PERSON = "person"

    PARTNERSHIP = "partnership"
    ROLES = "roles"
    DEACTIVATION = "deactivation"
    AGENCY = "agency"
    EMERGENCY = "emergency numbers"
    EVIDENCE_MONTHS = "evidence months"
    SCHOOL_TERMS = "school terms"
    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    BOARD_DAY = "board day"
    BOARD_QUESTION = "board question"
    BOARD_ANSWER = "board answer"
    BOARD_ASKS = "board asks"
    PLANNED = "planned round"
    SETTLEMENT = "settlement"
    KEEP_UNTIL = "keep until"
    OLD_COPIES = "old copies"
    TAKE_IN = "take in"
    HAND_OVER = "hand over"
    ERASURE = "erasure"
    WORDING = "wording"
    RETIREMENT = "retirement"

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
    FormKind.CONFIRMATION: Act.CHECK,
    FormKind.MERGE: Act.DECIDE,
    FormKind.SPLIT: Act.DECIDE,
    FormKind.NO_ACTION: Act.DECIDE,
    FormKind.EVENT: Act.SET_UP,
    FormKind.TIE: Act.SET_UP,
    FormKind.MISSING: Act.SET_UP,
    FormKind.NOTIFIED: Act.SET_UP,
    FormKind.NOTIFIED_DAY: Act.SET_UP,
    FormKind.NOTIFIED_NOTE: Act.SET_UP,
    FormKind.CALL_OFF: Act.SET_UP,
    FormKind.REQUEST: Act.SET_UP,
    FormKind.STATEMENT_SENT: Act.SET_UP,
    FormKind.CLOCK_DAYS: Act.SET_UP,
    FormKind.CHOSEN_CHILDREN: Act.SET_UP,
    FormKind.WORKSHOP_HELD: Act.SET_UP,
    FormKind.REVEAL: Act.MODERATE,
    FormKind.CORRECTION: Act.READ_CASES,  # whoever rates: an agency's auditor, or the facilitator on its behalf
    FormKind.CONCERN: Act.TELL_CONCERN,
    FormKind.PERSON: Act.SET_UP,
    FormKind.PARTNERSHIP: Act.SET_UP,
    FormKind.ROLES: Act.SET_UP,
    FormKind.DEACTIVATION: Act.SET_UP,
    FormKind.AGENCY: Act.SET_UP,
    FormKind.EMERGENCY: Act.SET_UP,
    FormKind.EVIDENCE_MONTHS: Act.SET_UP,
    FormKind.SCHOOL_TERMS: Act.SET_UP,
    FormKind.EVIDENCE: Act.KEEP_EVIDENCE,
    FormKind.CHECKLIST: Act.KEEP_EVIDENCE,
    FormKind.BOARD_DAY: Act.DECIDE,
    FormKind.BOARD_QUESTION: Act.DECIDE,
    FormKind.BOARD_ANSWER: Act.DECIDE,
    FormKind.BOARD_ASKS: Act.DECIDE,
    FormKind.PLANNED: Act.SET_UP,
    FormKind.SETTLEMENT: Act.DECIDE,
    FormKind.KEEP_UNTIL: Act.SET_UP,
    FormKind.OLD_COPIES: Act.SET_UP,
    FormKind.TAKE_IN: Act.SET_UP,
    FormKind.HAND_OVER: Act.SET_UP,
    FormKind.ERASURE: Act.SET_UP,
    FormKind.WORDING: Act.SET_UP,
    FormKind.RETIREMENT: Act.SET_UP,
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
        f"Nothing was saved: this form was changed in another window of yours ({both}). Check it, then press again to "
        "save what stands here."
    )


def must_fit(about: str, fields: Mapping[str, str]) -> None:
    """Raise AuditError where what was typed is longer than can be kept."""
    if len(about) > _LONGEST_ABOUT or any(len(name) > _LONGEST_FIELD for name in fields):
        raise AuditError("This form cannot keep a draft. Hand it in before you leave the page.")
    if any(len(value) > LONGEST for value in fields.values()):
        raise AuditError(f"This is longer than {LONGEST:,} characters. Shorten it, and it is kept.")
