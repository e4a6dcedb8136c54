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


class IdentifierKind(StrEnum):
    """What kind of identifier may stand there; the earlier wins where two claim the same text."""

    EMAIL = "email"
    URL = "url"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    NINO = "nino"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    PHONE = "phone"
    NAME = "name"

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
    IdentifierKind.NHS_NUMBER: ("NHS number", "the case reference"),
    IdentifierKind.UPN: ("unique pupil number", "the case reference"),
    IdentifierKind.NINO: ("National Insurance number", "the case reference"),
    IdentifierKind.DATE_OF_BIRTH: ("date of birth", "the age band"),
    IdentifierKind.POSTCODE: ("postcode", "“in the area” or “out of area”"),
    IdentifierKind.PHONE: ("phone number", "the role of whom to ring"),
    IdentifierKind.NAME: ("name", "the role or the tie, such as “the aunt”"),
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
    for one in (*_patterned(text), *_named(text, names)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return tuple(sorted(found))


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


def _named(text: str, names: Names) -> Iterator[Identifier]:
    for start, end in names_in(text, names):
        yield Identifier(start, end, IdentifierKind.NAME, text[start:end])
