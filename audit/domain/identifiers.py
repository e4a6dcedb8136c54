"""Identifiers: what must not stand in a note about a child, marked as people write.

In: a text, and lists of names people in England have.
Out: what may identify somebody, where it stands and what to write instead; the person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.naming import Names, names_in
from audit.domain.worded_children import events_with_age_in, one_child_in
from audit.domain.worded_counts import small_counts_in


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
    EVENT_WITH_AGE = "event_with_age"
    CASE_NUMBER = "case_number"
    CAR = "car"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    SCHOOL = "school"
    PLACE = "place"
    NAME = "name"
    SMALL_COUNT = "small_count"
    ONE_CHILD = "one_child"

    @property
    def tier(self) -> Tier:
        """Return what a text with it needs before it leaves."""
        return Tier.ASK if self is IdentifierKind.ONE_CHILD else Tier.STOP

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
    IdentifierKind.ONE_CHILD: ("text about one child", "the same about children in general"),
}


@dataclass(frozen=True, order=True)
class Identifier:
    """Something that may identify somebody; `start` and `end` count code points."""

    start: int
    end: int
    kind: IdentifierKind
    text: str


_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|"
    "G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|"
    "NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|"
    "WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501 - one pattern
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?(?:\d{{4}}|\d{{2}})"
    r"|\d{4}[/.\-]\d{2}[/.\-]\d{2}|\d{2} ?\d{2} ?\d{4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+{_MONTH}\.?,?(?:[\s\-]+(?:\d{{4}}|'?\d{{2}}))?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
)
_BIRTH = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth|\bborn|\bbirth\s?date|\bbirthday|\bbirth)"
_BEFORE_BIRTH = (
    r"\s*[(,:=–-]?\s*(?:(?:is|was|being)\s+)?(?:(?:given|recorded|shown|written|put|down)\s+)*(?:as\s+|for\s+)?"
    r"(?:(?:his|her|their|the|a|my|own|child['’]s)\s+)*"
)
_NUMBER_OF = r"(?:mosaic|lcs|liquid ?logic|care ?director|systmone|system ?one|niche|pnc|urn|rio|case|ref(?:erence)?)"
_PATTERNS: tuple[tuple[IdentifierKind, re.Pattern[str]], ...] = (
    (IdentifierKind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])")),
    (
        IdentifierKind.URL,
        re.compile(
            r"\b(?:https?://|www\.)[^\s<>\"'()]+[^\s<>\"'().,;:!?]"
            r"|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,9}(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|sch\.uk|ac\.uk|police\.uk|com|org|net|info|uk)"
            r"\b(?:/[^\s<>\"'()]*[^\s<>\"'().,;:!?])?",
            re.IGNORECASE,
        ),
    ),
    (
        IdentifierKind.NHS_NUMBER,
        re.compile(r"(?<![\d+])(?<!\+44 )(?<!0044 )\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?!\d)"),
    ),
    (IdentifierKind.UPN, re.compile(r"\b[A-HJ-NP-RT-Z]\d(?:[ -]?\d){10}[ -]?[\dA-Z]\b", re.IGNORECASE)),
    (
        IdentifierKind.NINO,
        re.compile(
            r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
            re.IGNORECASE,
        ),
    ),
    (
        IdentifierKind.DATE_OF_BIRTH,
        re.compile(
            rf"{_BIRTH}[^.\n\d]{{0,40}}?(?P<it>\b{_DATE})|(?P<it2>\b{_DATE}){_BEFORE_BIRTH}{_BIRTH}", re.IGNORECASE
        ),
    ),
    (
        IdentifierKind.POSTCODE,
        re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]?[ \u00a0]?\d(?!st\b|nd\b)[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE),
    ),
    (
        IdentifierKind.CASE_NUMBER,
        re.compile(
            rf"\b{_NUMBER_OF}(?: (?:no|number|id|ref)\.?)?:? ?[A-Z]{{0,3}}\d[\dA-Z/ -]{{3,20}}\b", re.IGNORECASE
        ),
    ),
    (IdentifierKind.HANDLE, re.compile(r"(?<![\w.@])@[\w.]{3,30}\b|\b[\w.]{2,30}#\d{4}\b")),
    (
        IdentifierKind.CAR,
        re.compile(r"\b[A-HJ-PR-Y]{2}\d{2} ?(?!FOR\b|AND\b|OUT\b|NOT\b)[A-HJ-PR-Z]{3}\b", re.IGNORECASE),
    ),
    (
        IdentifierKind.ADDRESS,
        re.compile(r"\b\d{1,4}[a-z]? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Way)\b"),
    ),
    (IdentifierKind.SCHOOL, re.compile(r"\b(?:[A-Z][\w'’-]+ ){1,3}(?:School|Academy|College|Primary|Juniors?|UTC)\b")),
    (IdentifierKind.PLACE, re.compile(r"(?<=\b[Aa]t )(?:The )?[A-Z][\w'’-]+ (?:House|Lodge|View|Bank|Cottage)\b")),
    (IdentifierKind.POSTCODE, re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]? ?\d(?:ST|ND)\b")),
    (IdentifierKind.POSTCODE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b")),
    (
        IdentifierKind.PHONE,
        re.compile(r"(?<![\w.])(?:(?:\+|00)44[\s(-]*(?:0\)?)?|\(?0)[1-9]\d(?:[\s().-]{0,2}\d){6,8}(?!\d)"),
    ),
)


def identifiers_in(text: str, names: Names) -> tuple[Identifier, ...]:
    """Return what may identify somebody, in the order of the text; no two overlap."""
    found: list[Identifier] = []
    for identifier in (*_patterned(text), *_worded(text), *_named(text, names)):
        _add(found, identifier)
    if not any(identifier.kind.tier is Tier.STOP for identifier in found):
        for start, end in one_child_in(text):
            _add(found, Identifier(start, end, IdentifierKind.ONE_CHILD, text[start:end]))
    return tuple(sorted(found))


def _add(found: list[Identifier], identifier: Identifier) -> None:
    if not any(identifier.start < other.end and other.start < identifier.end for other in found):
        found.append(identifier)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits end in the NHS number's check digit (modulus 11, NHS Data Dictionary)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _patterned(text: str) -> Iterator[Identifier]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = next((match.span(name) for name, value in match.groupdict().items() if value), match.span())
            if kind is IdentifierKind.NHS_NUMBER and not is_nhs_number(re.sub(r"\D", "", text[start:end])):
                continue
            yield Identifier(start, end, kind, text[start:end])


def _worded(text: str) -> Iterator[Identifier]:
    for kind, spans in (
        (IdentifierKind.EVENT_WITH_AGE, events_with_age_in(text)),
        (IdentifierKind.SMALL_COUNT, small_counts_in(text)),
    ):
        for start, end in spans:
            yield Identifier(start, end, kind, text[start:end])


def _named(text: str, names: Names) -> Iterator[Identifier]:
    for start, end in names_in(text, names):
        yield Identifier(start, end, IdentifierKind.NAME, text[start:end])
