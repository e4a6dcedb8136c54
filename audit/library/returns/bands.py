"""Bands: what a return's codes and wordings are in the words of a case, too coarse to say who a child is.

In: cells of an Annex A list or an SSDA903 return, with codes, words or both: "U4", "d) U4: Foster placement", "WBRI".
Out: the words of a case. What is not recognised is counted by what it says, and never quietly "Not recorded".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from audit.domain.english import agree, figure, listed
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS
from audit.domain.rounds.sampling import BANDS, NOT_RECORDED

_FOSTER, _KIN, _HOME, _SUPPORTED, _WARD, _SECURE, _ADOPTION, _PARENTS, _GUARDIAN, _OWN, _OTHER = PLACEMENTS
_CODE = re.compile(r"(?<![A-Z0-9])([AHKMPQRSTUZ]\d)(?![0-9])")
_PLACES: Mapping[str, tuple[str, ...]] = {
    _FOSTER: ("U4", "U5", "U6", "Q2"),
    _KIN: ("U1", "U2", "U3", "Q1"),
    _HOME: ("K2",),
    _SUPPORTED: ("H5",),
    _WARD: ("R2",),
    _SECURE: ("K1", "R5"),
    _ADOPTION: ("A3", "A4", "A5", "A6"),
    _PARENTS: ("P1",),
    _OWN: ("P2",),
    _OTHER: ("P3", "R1", "R3", "S1", "T0", "T1", "T2", "T3", "T4", "Z1", "M1", "M2", "M3"),
}  # codes of the SSDA903 return, now and in earlier years
_NO_KIN = re.compile(
    r"\b(not|non|other than)( (with|a|an|the|placed|by|to|any))* (relative|relation|friend|kin|connected \w+)s?"
    r"( (or|and|nor) (relative|friend|kin)s?)*"
)
_PLACE_WORDS = (
    (_GUARDIAN, r"special guardian"),
    (_ADOPTION, r"placed for adoption|^(placed )?(for |with )?(an )?adopt"),
    (_OWN, r"(?<!semi )(?<!supported )\bindependent(ly)? liv|\bown (home|tenancy|flat|accommodation)"),
    (_KIN, r"\b(relatives?|friends?|kinship|kin|connected (person|people|carer)s?)\b"),
    (_FOSTER, r"\bfoster|\bifa\b"),
    (_OTHER, r"family centre|(mother|parent) (and|or|&) (baby|child)|residential (care home|school|employ)"),
    (_OTHER, r"boarding school|temporary|\bmissing\b|whereabouts|\brefuge\b"),
    (_SUPPORTED, r"\bsemi|supported|lodging|hostel(?!s? subject to)|foyer|not subject to|accommodation with support"),
    (_WARD, r"\bnhs\b|hospital|health (trust|establish)|medical|nursing|\bward\b|in ?patient|psychiatric"),
    (_SECURE, r"(?<!non )(?<!not )\bsecure\b|young offender|\byoi\b|prison|custod|remand"),
    (_HOME, r"child(ren)?s? (residential|home)|residential child|hostels? subject to"),
    (_PARENTS, r"\bparents?\b|parental|\bmother\b|\bfather\b"),
    (_OTHER, r"^other( placements?| types? of placement)?$|^placed elsewhere$"),
)  # the first that fits is meant
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "White": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "Mixed or multiple": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "Asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "Black": ("BCRB", "BAFR", "BOTH"),
    "Another group": ("OOTH",),
    NOT_RECORDED: ("NOBT", "REFU"),
}  # codes of the school census and the SSDA903 return
_WHITE, _MIXED, _ASIAN, _BLACK, _ANOTHER, _ = _GROUPS
_GROUP_WORDS: Mapping[str, str] = {
    _ASIAN: r"\b(asian?|indian|pakistani|bangladeshi|chinese|sri lankan)\b",
    _BLACK: r"\b(black|(?<!south )african?|caribbean)\b",
    _WHITE: r"\b(white|gypsy|gypsies|roma|romany|travell?ers?|irish|english|welsh|scottish)\b",
}
_NOT_SAID = re.compile(
    r"(information |details )?(not|never)( \w+)? (obtained|stated|known|recorded|given|available|provided|disclosed|"
    r"collected|applicable|specified)( (or )?(not )?(recorded|known|stated|given))*|"
    r"refused?|declined?|unknown|unspecified|n a|nil|none|null|"
    r"(prefers? not|did not|does not (wish|want)|not wish(ing)?) to (say|answer|state)|indeterminate|unborn|tbc"
)


@dataclass
class Bands:
    """Makes the bands of children one by one, and counts what of their cells was not recognised."""

    unknown: dict[str, Counter[str]] = field(default_factory=dict)  # by band: what cells say; empty is nothing

    def of(self, *, age: int | None, gender: str, ethnic: str, place: str, where: str) -> dict[str, str]:
        """Return the bands of a child, from the cells of a return."""
        bands = {
            "age_band": age_band(age),
            "gender": self._read("gender", gender, gender_of),
            "ethnicity": self._read("ethnicity", ethnic, ethnic_group),
            "placement_type": self._read("placement_type", place, home),
        }
        area = placement_band(where)
        return bands | ({"out_of_area": area} if area else {})

    def notes(self) -> list[str]:
        """Return what is to be said of cells that were empty or not recognised, with how many there are."""
        told = []
        for band, cells in self.unknown.items():
            named = [(cell, count) for cell, count in cells.most_common() if cell]
            names = [f"“{cell[:30]}” ({figure(count, 'child', 'children')})" for cell, count in named]
            more = [f"{len(names) - 5} more"] if len(names) > 5 else []
            if names:
                are = agree(len(names), "is not a code or wording", "are no codes or wordings")
                told.append(f"{BANDS[band]}: {listed([*names[:5], *more])} {are} known; taken as “{NOT_RECORDED}”.")
            if cells[""]:
                told.append(f"{BANDS[band]}: is empty for {figure(cells[''], 'child', 'children')}.")
        return told

    def _read(self, band: str, cell: str, reads: Callable[[str], str | None]) -> str:
        found = reads(cell) if cell else None
        if found is None:
            self.unknown.setdefault(band, Counter())[" ".join(cell.split())] += 1
        return found or NOT_RECORDED


def age_band(age: int | None) -> str:
    """Return the band of an age in years."""
    for band in AGE_BANDS:
        least, most = (int(bound) for bound in band.split("-"))
        if age is not None and least <= age <= most:
            return band
    return NOT_RECORDED


def gender_of(wording: str) -> str | None:
    """Return a gender in words, from a code (1, 2) or a wording such as "b) Female"; None: not recognised."""
    words = _plain(wording)
    for gender, pattern in zip(GENDERS, _GENDER_WORDS, strict=True):
        if re.search(pattern, words):
            return gender
    return None


def home(wording: str) -> str | None:
    """Return a kind of home, from a code such as U4 or a wording such as "Foster placement - long term".

    None: neither code nor wording is recognised. The code goes before the words.
    """
    for code in _CODE.findall(wording.upper()):
        if found := next((place for place, codes in _PLACES.items() if code in codes), None):
            return found
    words = _NO_KIN.sub(" ", _plain(_CODE.sub(" ", wording.upper())))
    if _NOT_SAID.fullmatch(words):
        return NOT_RECORDED
    return next((place for place, pattern in _PLACE_WORDS if re.search(pattern, words)), None)


def ethnic_group(wording: str) -> str | None:
    """Return a broad ethnic group, from a code such as WBRI or a wording such as "White British".

    None: neither is recognised. Two groups in one wording are mixed where one of them is White.
    """
    codes = set(re.findall(r"(?<![A-Z])[A-Z]{4}(?![A-Z])", wording.upper()))
    words = _plain(wording)
    coded = {group for group, those in _GROUPS.items() if codes & set(those) - ({"BOTH"} if " " in words else set())}
    if len(coded) == 1:
        return coded.pop()
    if _NOT_SAID.fullmatch(words):
        return NOT_RECORDED
    if re.search(r"\b(mixed|multiple|dual|biracial)\b", words):
        return _MIXED
    if re.search(r"\barab\b|^(any )?other( ethnic)?( group| background| ethnicity)?$", words):
        return _ANOTHER
    named = [group for group, pattern in _GROUP_WORDS.items() if re.search(pattern, words)]
    if len(named) > 1 and _WHITE in named:
        return _MIXED
    return named[0] if len(named) == 1 else None


def placement_band(wording: str) -> str | None:
    """Return whether a home is in the council's own area; None where the return does not say so."""
    words = _plain(wording)
    if words.startswith("out"):
        return "Outside the area"
    return "In the area" if words == "in" or words.startswith(("in ", "inside", "within")) else None


_GENDER_WORDS = (
    r"^(2|f|2 f|f 2)$|\b(female|girl|woman)\b",
    r"^(1|m|1 m|m 1)$|\b(male|boy|man)\b",
    r"\bnon ?binary\b|^(other|another|neither)\b|\b(trans|transgender|intersex|gender ?fluid|agender)\b",
    rf"^(9|0|3|u|x|{_NOT_SAID.pattern})$",
)  # in the order of GENDERS


def _plain(wording: str) -> str:
    """Return a wording in small letters with single spaces, without the letter or number that a list puts before it."""
    text = re.sub(r"^\s*\(?[a-z0-9]{1,2}[).:]\s*(?=\S)", "", wording.casefold())
    text = re.sub(r"['’‘`]", "", text)
    return " ".join(re.findall(r"[a-z0-9&]+", text))
