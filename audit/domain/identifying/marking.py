"""Identifiers: what must not stand in a note about a child, marked as people write.

In: a text, and lists of names people in England have.
Out: what may identify somebody, where it stands and what to write instead; the person decides.

Here too:
- Incoming texts: what a file would bring in somebody's own words, looked through before anything is taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from audit.domain.identifying.name_cues import Names
from audit.domain.identifying.naming import names_in
from audit.domain.identifying.patterned import patterned_in
from audit.domain.identifying.placing import addresses_in, places_in, schools_in
from audit.domain.identifying.worded_children import events_with_age_in, particular_child_in
from audit.domain.identifying.worded_counts import small_counts_in


class Tier(StrEnum):
    """What a text that others will read needs before it leaves: a decision of its own, or one reading."""

    STOP = "stop"
    ASK = "ask"


class IdentifierKind(StrEnum):
    """What kind of identifier may stand there; the earlier wins where two claim the same text."""

    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    NINO = "nino"
    DATE_OF_BIRTH = "date_of_birth"
    CASE_NUMBER = "case_number"
    CAR = "car"
    ADDRESS = "address"
    EVENT_WITH_AGE = "event_with_age"
    POSTCODE = "postcode"
    PHONE = "phone"
    SCHOOL = "school"
    PLACE = "place"
    NAME = "name"
    SMALL_COUNT = "small_count"
    PARTICULAR_CHILD = "one_child"

    @property
    def tier(self) -> Tier:
        """Return what a text with it needs before it leaves."""
        return Tier.ASK if self is IdentifierKind.PARTICULAR_CHILD else Tier.STOP

    @property
    def is_wording(self) -> bool:
        """Say whether it is how a text is worded, which matters only where the text leaves the audit group."""
        return self in (IdentifierKind.SMALL_COUNT, IdentifierKind.EVENT_WITH_AGE, IdentifierKind.PARTICULAR_CHILD)

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return _KINDS[self][0]

    @property
    def instead(self) -> str:
        """Return what to write instead."""
        return _KINDS[self][1]


_KINDS = {
    IdentifierKind.EMAIL: ("e-mail address", "the role, such as “the social worker”"),
    IdentifierKind.URL: ("web address", "what the page is, in words"),
    IdentifierKind.HANDLE: ("name on social media", "which app, and that there is an account"),
    IdentifierKind.NHS_NUMBER: ("NHS number", "the case reference"),
    IdentifierKind.UPN: ("unique pupil number", "the case reference"),
    IdentifierKind.NINO: ("National Insurance number", "the case reference"),
    IdentifierKind.DATE_OF_BIRTH: ("date of birth", "the age band"),
    IdentifierKind.EVENT_WITH_AGE: ("age or birthday with an event", "the age band, or the event without the age"),
    IdentifierKind.CASE_NUMBER: ("case number", "the case reference"),
    IdentifierKind.CAR: ("car registration", "“a car known to police”"),
    IdentifierKind.ADDRESS: ("address", "“at home” or “at the placement”"),
    IdentifierKind.POSTCODE: ("postcode", "“in the area” or “out of area”"),
    IdentifierKind.PHONE: ("phone number", "the role of whom to ring"),
    IdentifierKind.SCHOOL: ("school", "“the school” or “the college”"),
    IdentifierKind.PLACE: ("place", "“in the area”, “out of area” or “the home”"),
    IdentifierKind.NAME: ("name", "the role or the tie, such as “the aunt”"),
    IdentifierKind.SMALL_COUNT: ("number of children from one to 5", "“some children”, or the share of a larger group"),
    IdentifierKind.PARTICULAR_CHILD: ("text about one child", "the same about children in general"),
}


@dataclass(frozen=True, order=True)
class Identifier:
    """Something that may identify somebody; `start` and `end` count code points."""

    start: int
    end: int
    kind: IdentifierKind
    text: str


def identifiers_in(text: str, names: Names) -> tuple[Identifier, ...]:
    """Return what may identify somebody, in the order of the text; no two overlap."""
    claimed = bytearray(len(text))  # one for each code point that somebody claims
    identifiers = [*_unclaimed((*_patterned(text), *_worded(text, names)), claimed)]
    if not any(identifier.kind.tier is Tier.STOP for identifier in identifiers):
        alone = (
            Identifier(start, end, IdentifierKind.PARTICULAR_CHILD, text[start:end])
            for start, end in particular_child_in(text)
        )
        identifiers += _unclaimed(alone, claimed)
    return tuple(sorted(identifiers))


def _unclaimed(identifiers: Iterable[Identifier], claimed: bytearray) -> Iterator[Identifier]:
    """Yield what no earlier one claims, and claim it."""
    for identifier in identifiers:
        place = slice(identifier.start, identifier.end)
        if identifier.start < identifier.end and not any(claimed[place]):
            claimed[place] = b"\1" * (identifier.end - identifier.start)
            yield identifier


def _patterned(text: str) -> Iterator[Identifier]:
    for kind, start, end in patterned_in(text):
        yield Identifier(start, end, IdentifierKind(kind), text[start:end])


def _worded(text: str, names: Names) -> Iterator[Identifier]:
    for kind, spans in (
        (IdentifierKind.ADDRESS, addresses_in(text)),
        (IdentifierKind.EVENT_WITH_AGE, events_with_age_in(text)),
        (IdentifierKind.SCHOOL, schools_in(text, names)),
        (IdentifierKind.PLACE, places_in(text, names)),
        (IdentifierKind.NAME, names_in(text, names)),
        (IdentifierKind.SMALL_COUNT, small_counts_in(text)),
    ):
        for start, end in spans:
            yield Identifier(start, end, kind, text[start:end])


Look = Callable[[str], Sequence[Identifier]]


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    """A text that a file would bring."""

    row: str  # what it is about, such as an action's ref
    column: str
    text: str | None  # None: the person may not read it before the reveal
    identifiers: tuple[Identifier, ...] = ()  # without words where the text has none

    @property
    def where(self) -> str:
        """Return the place of the text."""
        return f"{self.row}, {self.column}"

    @property
    def kinds(self) -> str:
        """Return the kinds of what was found, in words; empty where nothing was."""
        return ", ".join(dict.fromkeys(mark.kind.label for mark in self.identifiers))


def incoming(row: str, column: str, text: str, look: Look, *, besides: Sequence[IdentifierKind] = ()) -> IncomingText:
    """Return a text with what was found in it; `besides` are kinds that its place asks for, such as a name.

    How a text about one child is worded matters where it leaves the audit group, not where it comes in.
    """
    passed = {IdentifierKind.PARTICULAR_CHILD, *besides}
    identifiers = tuple(mark for mark in look(text) if mark.kind not in passed)
    return IncomingText(row=row, column=column, text=text, identifiers=identifiers)


def unread(text: IncomingText) -> IncomingText:
    """Return a text as somebody sees it who may not read it: what kind of thing was found, and none of its words."""
    return replace(text, text=None, identifiers=tuple(replace(mark, text="") for mark in text.identifiers))


def by_row(texts: Iterable[IncomingText]) -> tuple[tuple[str, tuple[IncomingText, ...]], ...]:
    """Return the texts of each row; rows and texts in which something was found come first."""
    rows: dict[str, list[IncomingText]] = {}
    for text in sorted(texts, key=lambda text: not text.identifiers):  # stable: else the file's order
        rows.setdefault(text.row, []).append(text)
    return tuple((row, tuple(of_row)) for row, of_row in rows.items())
