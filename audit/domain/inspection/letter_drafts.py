"""A letter that is being checked: what was read of it, and what has been put right so far.

In: a letter as read, with its lines; and what its checker changes.
Out: the draft, which belongs to whoever checks it, until its findings are kept or it is thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from audit.domain.inspection import letter_facts
from audit.domain.inspection.letter_facts import Letter
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding, Line
from audit.errors import AuditError

LONGEST = 8000  # characters of a finding's text
MOST = 400  # findings of one letter; published ones have up to about ninety


@dataclass(frozen=True, kw_only=True)
class DraftFinding:
    """One finding of a letter as it stands now."""

    id: int  # 0: not stored yet
    kind: FoundKind
    text: str
    page: int  # on which it begins, from 1
    lines: tuple[int, ...] = ()  # the places of its lines in the letter; empty: written by hand
    left_out: bool = False
    looked_at: bool = False

    def must_be_sound(self) -> None:
        """Raise AuditError where the text is missing or longer than can be kept."""
        if not self.text.strip():
            raise AuditError("Write what the letter says, or leave the finding out.")
        if len(self.text) > LONGEST:
            raise AuditError(f"This is longer than {LONGEST:,} characters. Split it in two.")


@dataclass(frozen=True, kw_only=True)
class SaidOfInspection:
    """What a letter says of the inspection, as far as it was read or filled in; empty or None: not yet."""

    area: str = ""
    theme: str = ""
    principal_authority: str = ""
    inspection_start: date | None = None
    inspection_end: date | None = None
    published: date | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class LetterDraft:
    """A letter while it is checked."""

    id: int
    mark: str  # the digest of its file; the same file has the same
    name: str  # of its file
    lines: tuple[Line, ...]
    inspection: SaidOfInspection
    findings: tuple[DraftFinding, ...]  # in the letter's order
    saved_at_utc: datetime

    def looked_at(self) -> int:
        """Return how many findings somebody has looked at."""
        return sum(finding.looked_at for finding in self.findings)

    def on(self, page: int) -> tuple[DraftFinding, ...]:
        """Return the findings that begin on a page."""
        return tuple(finding for finding in self.findings if finding.page == page)

    def pages(self) -> tuple[int, ...]:
        """Return the letter's pages, those on which nothing stands too."""
        return tuple(range(1, max((line.page for line in self.lines), default=1) + 1))

    def next_page(self, after: int) -> int | None:
        """Return the next page with a finding nobody looked at, from the start again; None where there is none."""
        waiting = sorted({finding.page for finding in self.findings if not finding.looked_at})
        return next((page for page in waiting if page > after), waiting[0] if waiting else None)

    def number(self, finding: DraftFinding) -> int:
        """Return a finding's number in the letter's order, from 1."""
        return self.findings.index(finding) + 1

    def must_be_whole(self) -> None:
        """Raise AuditError where something is left to do before the findings can be kept."""
        waiting = sorted({finding.page for finding in self.findings if not finding.looked_at})
        if waiting:
            pages = ", ".join(str(page) for page in waiting)
            raise AuditError(f"Not every finding was looked at. Look at page {pages}.")
        empty = [self.number(finding) for finding in self.findings if not finding.left_out and not finding.text.strip()]
        if empty:
            raise AuditError(f"Finding {empty[0]} has no text. Write what the letter says, or leave it out.")

    def findings_to_keep(self) -> tuple[LetterFinding, ...]:
        """Return the findings to keep: all but those left out."""
        return tuple(
            LetterFinding(kind=finding.kind, text=finding.text.strip(), page=finding.page, lines=finding.lines)
            for finding in self.findings
            if not finding.left_out
        )

    def finding(self, finding_id: int) -> DraftFinding:
        """Return one finding; raises AuditError where it is gone, because it was joined to another."""
        finding = next((finding for finding in self.findings if finding.id == finding_id), None)
        if finding is None:
            raise AuditError("This finding was joined to another, perhaps in another window. Look at the page again.")
        return finding


def inspection_of(letter: Letter) -> SaidOfInspection:
    """Return what was read of the inspection."""
    return SaidOfInspection(
        area=letter.area or "",
        theme=letter.theme or "",
        principal_authority=letter.principal_authority or "",
        inspection_start=letter.inspection_start,
        inspection_end=letter.inspection_end,
        published=letter.published,
        due=letter.due,
    )


@lru_cache(maxsize=2)
def _as_read(lines: tuple[Line, ...]) -> Letter:
    """Return what was read of a letter; it stays the same, and is asked for whenever a page about it is drawn."""
    return letter_facts.read(lines)


def doubts(draft: LetterDraft) -> Mapping[str, str]:
    """Return by field why what stands in it may be read wrongly; one that was put right is in no doubt any more."""
    letter = _as_read(draft.lines)
    read = inspection_of(letter)
    return {
        doubt.field: doubt.why
        for doubt in letter.doubts
        if doubt.field == "findings" or getattr(draft.inspection, doubt.field) == getattr(read, doubt.field)
    }


def findings_of(letter: Letter) -> tuple[DraftFinding, ...]:
    """Return what was found, nobody having looked at it; raises AuditError for more than a letter can hold."""
    if len(letter.findings) > MOST:
        raise AuditError(f"{len(letter.findings)} findings were read, far more than a letter has. Choose the letter.")
    return tuple(
        DraftFinding(id=0, kind=finding.kind, text=finding.text, page=finding.page, lines=finding.lines)
        for finding in letter.findings
    )


def join(findings: Sequence[DraftFinding], first: int) -> tuple[DraftFinding, DraftFinding]:
    """Return a finding with the text of the one after it put behind its own, and the one that goes.

    A place among the findings is given, from 0. Raises AuditError where no finding follows.
    """
    if first + 1 >= len(findings):
        raise AuditError("No finding follows this one, so there is none to join it with.")
    finding, other = findings[first], findings[first + 1]
    text = f"{finding.text.strip()} {other.text.strip()}".strip()
    return replace(finding, text=text, lines=(*finding.lines, *other.lines), looked_at=True), other


def split(finding: DraftFinding) -> tuple[DraftFinding, DraftFinding]:
    """Return a finding as two: what stands before its first line break, and what stands after it.

    Raises AuditError where there is no line break with words on both sides.
    """
    before, _, after = finding.text.strip().partition("\n")
    if not before.strip() or not after.strip():
        raise AuditError("Press Enter in the text where the second finding begins, then split it.")
    first = replace(finding, text=before.strip(), looked_at=True)
    return first, replace(first, id=0, text=after.strip())
