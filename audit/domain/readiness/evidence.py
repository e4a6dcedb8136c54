"""Evidence: what the partnership could show somebody, and which way it points.

In: something that was read, counted, heard or seen, and where it is kept; never the thing itself.
Out: a piece of evidence that says what it shows, about what, and until when it is worth showing.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from audit.domain.english import Worded
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import Typed
from audit.errors import AuditError

USUAL_MONTHS = 12  # after which evidence is stale, until the partnership sets its own period
LONGEST_MONTHS = 60


class EvidenceKind(Worded):
    """What a piece of evidence is."""

    DOCUMENT = "document", "Document"
    DATA = "data", "Data"
    RECORD_AUDIT = "record_audit", "Record audit"
    CONVERSATION = "conversation", "Conversation with children or carers"
    STAFF = "staff", "Staff"
    OBSERVATION = "observation", "Observation"


class Way(StrEnum):
    """Which way something points."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """Return the way in words."""
        return self.value.capitalize()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One piece of evidence, as it was last described."""

    ref: str
    title: Typed
    kind: EvidenceKind
    shows: Typed
    way: Way
    about: tuple[Key, ...]  # criteria and statements
    owner: Typed  # a role, not a name
    kept_at: Typed  # a reference to where it is; the tool keeps no case files
    dated: date
    looked_at_by: Typed = ""
    review_by: date | None = None  # None: no day is set
    version: int = 1
    said_by: str = ""  # who described it so
    said_at_utc: datetime | None = None  # None: not stored yet

    def tidied(self) -> Evidence:
        """Return the piece without space around its texts, and with the line ends that every system keeps."""
        texts = {name: getattr(self, name) for name in ("title", "shows", "owner", "kept_at", "looked_at_by")}
        return replace(self, **{name: text.replace("\r\n", "\n").strip() for name, text in texts.items()})

    def must_be_sound(self, today: date) -> None:
        """Raise AuditError naming the first thing that is missing or cannot be so."""
        wanted = {
            "Give the piece of evidence a title.": self.title,
            "Say in a sentence what it shows.": self.shows,
            "Say who owns it, by role.": self.owner,
            "Say where it is kept, so that somebody else could find it.": self.kept_at,
        }
        for message, text in wanted.items():
            if not text.strip():
                raise AuditError(message)
        if not self.about:
            raise AuditError("Choose at least one criterion or statement that it is about.")
        if self.dated > today:
            raise AuditError("The date of the evidence is still to come. Give the day that it is of.")
        if self.review_by is not None and self.review_by < self.dated:
            raise AuditError("It is to be looked at again before the day that it is of. Change one of them.")


def stale_from(dated: date, months: int) -> date:
    """Return the first day on which something of a day is stale: the day after `months` months have passed.

    A month ends on the same day of the month, or on its last day where there is none.
    """
    year, month = divmod(dated.year * 12 + dated.month - 1 + months, 12)
    last = date(year, month + 1, min(dated.day, monthrange(year, month + 1)[1]))
    return date.fromordinal(last.toordinal() + 1)


def is_stale(dated: date, *, months: int, today: date) -> bool:
    """Say whether something of a day is too old to be shown as current."""
    return today >= stale_from(dated, months)


def must_be_a_period(months: int) -> None:
    """Raise AuditError unless evidence may be stale after so many months."""
    if not 1 <= months <= LONGEST_MONTHS:
        raise AuditError(f"Evidence can be current for 1 to {LONGEST_MONTHS} months. Give a number between them.")
