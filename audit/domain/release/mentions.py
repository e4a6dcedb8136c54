"""Mentions: where a case's reference stands in texts that belong to no round.

In: references, and texts of the register, the checklists and the inspections.
Out: what names one of them; the person who erases a child decides which of it goes too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.rounds.references import remover


class MentionKind(StrEnum):
    """What kind of record names a child."""

    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    REQUEST = "request"
    INSPECTION = "inspection"

    @property
    def goes(self) -> str:
        """Return what erasing it takes away."""
        return {
            "evidence": "the piece of evidence, every description of it",
            "checklist": "everything said of this recommendation",
            "request": "the request",
            "inspection": "the inspection’s note and reasons; its days stay",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One record that names a child."""

    kind: MentionKind
    ref: str  # a piece's ref, a recommendation's key, or the number of a request or an inspection
    says: str  # the text, so that the person can tell whether it is the same child

    @property
    def key(self) -> str:
        """Return what tells it from every other."""
        return f"{self.kind.value} {self.ref}"


def names_any(references: Sequence[str], texts: Sequence[str]) -> bool:
    """Say whether any of the texts names one of the references, however it is spaced or written.

    In doubt it says yes, as in "children A and B" for Child B: a person looks at each before anything goes.
    """
    taken_out, loosely = remover(references), [_loosely(one) for one in references if " " in one.strip()]
    return any(taken_out(text) != text or any(one.search(text) for one in loosely) for text in texts if text)


def _loosely(reference: str) -> re.Pattern[str]:
    first, last = reference.split()[0], reference.split()[-1]
    return re.compile(rf"(?i:\b(?:child(?:ren)?|{re.escape(first)}))\b[^.!?\n]{{0,40}}?(?<!\w){re.escape(last)}(?!\w)")
