"""The note writer: notes that auditors write where a case's own story has nothing to say.

In: notes by line and answer.
Out: each of them once; the rounds take turns, so that no two say the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from audit.domain.frameworks.framework import LineOfEnquiry
from audit.domain.rating.form import Answer
from audit.library.stories.partnership import Notes

_LOOKED_IN = {
    "CSC": "the child's file",
    "CAMHS": "the clinical record",
    "HEALTH": "the health plan and letters",
    "EDUCATION": "the education plan and the school's log",
    "POLICE": "the police record",
    "YJS": "the youth justice plan",
    "AMH": "the adult record",
    "VCS": "the project's own notes",
}


@dataclass(frozen=True)
class NoteWriter:
    """Hands out the notes of one round."""

    notes: Notes
    turn: int  # which of the rounds this is, from 0
    turns: int  # how many rounds there are
    _used: Counter[tuple[str, Answer]] = field(default_factory=Counter)

    def note(self, line: LineOfEnquiry, answer: Answer, agency: str) -> str:
        """Return the next note; where they have run out, what has to be said and no more."""
        pool = self.notes.lines.get(line.ref, {}).get(answer.value, ())[self.turn :: self.turns]
        number = self._used[(line.ref, answer)]
        self._used[(line.ref, answer)] += 1
        if number < len(pool):
            return pool[number]
        unseen = f"{line.title}: nothing in {_LOOKED_IN[agency]} shows it, either way."
        return unseen if answer is Answer.NOT_EVIDENCED else ""
