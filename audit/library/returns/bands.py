"""Bands: what a return's codes are in the words of a case, coarse enough to say nothing about who a child is.

In: codes of the SSDA903 return, or the wording of Ofsted's Annex A lists.
Out: the words that a case is described with.
"""

from __future__ import annotations

import re

from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS
from audit.domain.rounds.sampling import NOT_RECORDED

_CODE = re.compile(r"(?<![A-Z0-9])([AHKPRSTUZ]\d)(?![0-9])")
_FOSTER, _KIN, _HOME, _SUPPORTED, _WARD, _SECURE, _ADOPTION, _PARENTS, _, _OWN, _OTHER = PLACEMENTS
_PLACES = {
    "A3": _ADOPTION,
    "A4": _ADOPTION,
    "A5": _ADOPTION,
    "A6": _ADOPTION,
    "H5": _SUPPORTED,
    "K1": _SECURE,
    "K2": _HOME,
    "P1": _PARENTS,
    "P2": _OWN,
    "R1": _OTHER,
    "R2": _WARD,
    "R3": _OTHER,
    "R5": _SECURE,
    "S1": _OTHER,
    "U1": _KIN,
    "U2": _KIN,
    "U3": _KIN,
    "U4": _FOSTER,
    "U5": _FOSTER,
    "U6": _FOSTER,
}
_GROUPS = (
    ("White", ("WBRI", "WIRI", "WOTH", "WIRT", "WROM")),
    ("Mixed or multiple", ("MWBC", "MWBA", "MWAS", "MOTH")),
    ("Asian", ("AIND", "APKN", "ABAN", "AOTH", "CHNE")),
    ("Black", ("BCRB", "BAFR", "BOTH")),
    ("Another group", ("OOTH",)),
)


def age_band(age: int | None) -> str:
    """Return the band of an age in years."""
    for band in AGE_BANDS:
        least, most = (int(one) for one in band.split("-"))
        if age is not None and least <= age <= most:
            return band
    return NOT_RECORDED


def gender(said: str) -> str:
    """Return a gender in words, from a code (1, 2) or a wording such as "b) Female"."""
    word = said.strip().casefold()
    if word in ("2", "f") or "female" in word:
        return GENDERS[0]
    if word in ("1", "m") or re.search(r"\bmale\b", word):
        return GENDERS[1]
    return GENDERS[3]


def home(said: str) -> str:
    """Return a kind of home, from a code such as U4 or a wording such as "d) U4: Foster placement - long term"."""
    found = _CODE.search(said.upper())
    if found is None:
        return NOT_RECORDED
    return _PLACES.get(found[1], _OTHER)


def ethnic_group(said: str) -> str:
    """Return a broad ethnic group, from a code such as WBRI or a wording such as "a) WBRI"."""
    found = re.search(r"[A-Z]{4}", said.upper())
    return next((name for name, codes in _GROUPS if found and found[0] in codes), NOT_RECORDED)


def where(said: str) -> str | None:
    """Return whether a home is in the council's own area; None where the return does not say so."""
    word = re.sub(r"^[a-z]\)\s*", "", said.strip().casefold())
    if word.startswith("out"):
        return "Outside the area"
    return "In the area" if word == "in" or word.startswith(("in ", "inside", "within")) else None
