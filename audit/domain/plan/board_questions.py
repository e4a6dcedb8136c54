"""Questions: what the board asked when it saw a round, and the answers it is owed.

In: what was asked, on which day, and who owes the answer.
Out: questions that come back until they are answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit.domain.identifying.released import Typed
from audit.errors import AuditError

LONGEST = 1000  # characters of a question or an answer


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the board, and its answer once there is one."""

    ref: str
    round_ref: str
    asked_on: date
    text: Typed
    owed_by: Typed  # a role or an agency, never a person's name
    answer: Typed = ""  # empty: still owed
    answered_on: date | None = None  # None: still owed
    version: int = 1

    @property
    def owed(self) -> bool:
        """Say whether the board still waits for the answer."""
        return not self.answer.strip()

    def must_be_sound(self) -> None:
        """Raise AuditError naming what the question still needs."""
        if not self.text.strip():
            raise AuditError("Write down what the board asked.")
        if not self.owed_by.strip():
            raise AuditError("Say who owes the board the answer: a role or an agency.")
        if max(len(self.text), len(self.answer)) > LONGEST:
            raise AuditError(f"Keep the question and the answer under {LONGEST} characters each.")


def owed(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions that still wait for an answer, the oldest first."""
    return tuple(sorted((one for one in questions if one.owed), key=lambda one: one.asked_on))
