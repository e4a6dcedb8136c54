"""Inspections: what a published letter said, kept with the findings that were taken from it.

In: a letter as read and as a person confirmed it.
Out: the inspection, and each finding in the letter's own words with its page.

A letter becomes a round of its own, without cases, at the stage where findings are written: so themes, statements,
decisions and the plan work as they do for an audit, while the inspection beside the round says what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from audit.domain.english import capital
from audit.domain.findings.finding import Finding, FindingKind, FindingSource
from audit.domain.identifying.released import Typed
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.people.person import Agency
from audit.errors import AuditError

_KINDS = {
    FoundKind.STRENGTH: FindingKind.STRENGTH,
    FoundKind.NEEDS_TO_IMPROVE: FindingKind.NEEDS_TO_IMPROVE,
    FoundKind.PRIORITY_ACTION: FindingKind.PRIORITY_ACTION,
    FoundKind.PRACTICE_EXAMPLE: FindingKind.LEARNING,
}
_PARTNERS = {"CSC": "Local authority", "HEALTH": "Integrated care board (ICB)", "POLICE": "Police"}  # by sector
_PARTNER, _PRINCIPAL, _LEADS = "Safeguarding partner", "Principal authority", "Leads an action"
_CARE_BOARD = ("icb", "integrated care board")


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What a letter says of the inspection; a day that is None was neither read nor given."""

    area: Typed
    published: date
    theme: Typed = ""
    inspection_start: date | None = None
    inspection_end: date | None = None
    due: date | None = None  # None: count it from the letter's day
    principal_authority: Typed = ""
    mark: str = field(default="", compare=False)  # the digest of the file it was read from; empty: not known

    def tidied(self) -> Inspection:
        """Return the same without blanks around its texts."""
        area, theme, principal = (text.strip() for text in (self.area, self.theme, self.principal_authority))
        return replace(self, area=area, theme=theme, principal_authority=principal)

    def must_be_sound(self) -> None:
        """Raise AuditError naming what is missing, or which day cannot be."""
        if not self.area.strip():
            raise AuditError("Give the area that was inspected.")
        first, last = self.inspection_start, self.inspection_end
        if first and last and last < first:
            raise AuditError("The last day of the inspection comes before its first. Change one of them.")
        if last and self.published < last:
            raise AuditError("The letter's day comes before the end of the inspection. Change one of them.")
        if self.due and self.due <= self.published:
            raise AuditError("The statement cannot be due before the letter came. Change the day it is due.")


def same_letter(inspection: Inspection, known: Mapping[str, Inspection]) -> str | None:
    """Return the ref under which the very same letter is kept: the same file, or one that says all the same.

    Two inspectorates may publish on one day: another letter of that day is another inspection. None: it is new.
    """
    return next(
        (ref for ref, other in known.items() if (other.mark and other.mark == inspection.mark) or other == inspection),
        None,
    )


def new_ref(published: date, used_refs: Collection[str]) -> str:
    """Return a ref that no round has yet: the letter's day, and a number from its second letter on."""
    first = f"JTAI-{published:%Y-%m-%d}"
    numbered = (f"{first}-{number}" for number in count(2))
    return first if first not in used_refs else next(ref for ref in numbered if ref not in used_refs)


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A finding as the letter worded it; it stays as it is when the finding is changed."""

    finding: str  # its ref
    original: LetterFinding


def quoted_for(quotations: Sequence[Quotation], finding: Finding) -> tuple[Quotation, ...]:
    """Return what the letter said that a finding stands for, itself or by those that were put into it."""
    refs = (finding.ref, *finding.came_from)
    return tuple(quotation for quotation in quotations if quotation.finding in refs)


def finding_of(letter_finding: LetterFinding, inspection: Inspection) -> Finding:
    """Return the finding that stands for what a letter found; raises AuditError for an empty text."""
    day = inspection.published
    evidence = f"{letter_finding.kind.label}. Inspection letter of {day.day} {day:%B %Y}, page {letter_finding.page}."
    finding = Finding(
        ref="",
        kind=_KINDS[letter_finding.kind],
        text=letter_finding.text.strip(),
        evidence=evidence,
        source=FindingSource.LETTER,
    )
    finding.must_be_sound()
    return finding


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Somebody who signs the statement, and as what."""

    who: str
    role: str


def signers(inspection: Inspection, agencies: Sequence[Agency], *, leading: Collection[str]) -> tuple[Signer, ...]:
    """Return who signs: the principal authority, the safeguarding partners, and whoever else leads an action.

    The partners are local authority, integrated care board and police (Working Together to Safeguard Children 2023,
    chapter 2), taken from the partnership's agencies by sector; where it has none of a sector, in plain words.
    """
    going_on = [agency for agency in agencies if agency.form_of is None and agency.successor is None]
    roles: dict[str, list[str]] = {}
    principal = inspection.principal_authority.strip() or _PRINCIPAL
    named = next((agency.name for agency in going_on if agency.name.casefold() == principal.casefold()), principal)
    roles[capital(named)] = [_PRINCIPAL] if inspection.principal_authority.strip() else [""]
    partners: list[Agency] = []
    for sector, plain in _PARTNERS.items():
        sector_agencies = _of_sector(going_on, sector)
        partners += sector_agencies
        for who in [agency.name for agency in sector_agencies] or [plain]:
            roles.setdefault(who, []).append(_PARTNER)
    for agency in going_on:
        if agency.ref in leading and agency not in partners:
            roles.setdefault(agency.name, []).append(_LEADS)
    return tuple(Signer(who=who, role=_in_words(capacities)) for who, capacities in roles.items())


def _of_sector(agencies: Sequence[Agency], sector: str) -> list[Agency]:
    """Return the agencies of a sector; of health's, the care board where one is named so, for it is the partner."""
    sector_agencies = [agency for agency in agencies if agency.sector == sector]
    boards = [agency for agency in sector_agencies if any(word in agency.name.casefold() for word in _CARE_BOARD)]
    return boards if sector == "HEALTH" and boards else sector_agencies


def _in_words(roles: Sequence[str]) -> str:
    named = [role for role in roles if role]
    return " and ".join([role if at == 0 else role[0].lower() + role[1:] for at, role in enumerate(named)])
