"""Ofsted's Annex A workbook: the children looked after (List 8), as a frame to draw from.

In: the bytes of the workbook, which stay in memory.
Out: each child in care with bands; those whose care has ended are not in scope.

Here too:
- Bands: what a return's codes are in the words of a case, coarse enough to say nothing about who a child is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd

from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS
from audit.domain.rounds.sampling import NOT_RECORDED, InFrame
from audit.domain.timescales.child_dates import age_on
from audit.errors import WrongInput
from audit.library.returns.return_tables import Frame, Unreadable

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
        least, most = (int(bound) for bound in band.split("-"))
        if age is not None and least <= age <= most:
            return band
    return NOT_RECORDED


def gender(wording: str) -> str:
    """Return a gender in words, from a code (1, 2) or a wording such as "b) Female"."""
    word = wording.strip().casefold()
    if word in ("2", "f") or "female" in word:
        return GENDERS[0]
    if word in ("1", "m") or re.search(r"\bmale\b", word):
        return GENDERS[1]
    return GENDERS[3]


def home(wording: str) -> str:
    """Return a kind of home, from a code such as U4 or a wording such as "d) U4: Foster placement - long term"."""
    match = _CODE.search(wording.upper())
    if match is None:
        return NOT_RECORDED
    return _PLACES.get(match[1], _OTHER)


def ethnic_group(wording: str) -> str:
    """Return a broad ethnic group, from a code such as WBRI or a wording such as "a) WBRI"."""
    match = re.search(r"[A-Z]{4}", wording.upper())
    return next((name for name, codes in _GROUPS if match and match[0] in codes), NOT_RECORDED)


def placement_band(wording: str) -> str | None:
    """Return whether a home is in the council's own area; None where the return does not say so."""
    word = re.sub(r"^[a-z]\)\s*", "", wording.strip().casefold())
    if word.startswith("out"):
        return "Outside the area"
    return "In the area" if word == "in" or word.startswith(("in ", "inside", "within")) else None


_SHEET = re.compile(r"list\s*8\b", re.IGNORECASE)
_ID, _ENDED = "Child Unique ID", "Date Ceased to be Looked After"
_COLUMNS = (_ID, "Gender", "Ethnicity", "Date of Birth", "Age", _ENDED, "Placement Type")


def read(name: str, data: bytes) -> Frame:
    """Return the frame of a workbook; raises WrongInput, naming file, sheet and column, where it cannot be used."""
    sheet, table = _list_8(name, data)
    missing = [column for column in _COLUMNS if column not in table.columns]
    if missing:
        raise WrongInput(
            f"{name}, {sheet}: has no column “{missing[0]}”. Use the Annex A headings as Ofsted gives them."
        )
    latest = max((day for column in table.columns for cell in table[column] if (day := _day(cell))), default=None)
    entries: list[InFrame] = []
    unreadable: list[Unreadable] = []
    ended = 0
    for number, row in enumerate(table.to_dict("records"), start=2):
        if not _text(row[_ID]):
            continue
        if _text(row[_ENDED]):
            ended += 1
            continue
        age = _age(row, latest)
        if age is None:
            unreadable.append(
                Unreadable(f"{name}, {sheet}", number, "Age", "neither age nor date of birth can be read")
            )
        entries.append(InFrame(child=_text(row[_ID]), age=age, bands=_bands(row, age)))
    notes = (f"Care has ended for {ended} of the children listed, so they are not in the frame.",) if ended else ()
    return Frame(tuple(entries), tuple(unreadable), notes)


def _list_8(name: str, data: bytes) -> tuple[str, pd.DataFrame]:
    try:
        with pd.ExcelFile(BytesIO(data), engine="openpyxl") as book:
            sheet = next((str(sheet_name) for sheet_name in book.sheet_names if _SHEET.search(str(sheet_name))), None)
            if sheet is None:
                raise WrongInput(
                    f"{name}: has no sheet “List 8”, the children looked after. Choose an Annex A workbook."
                )
            table = pd.read_excel(book, sheet_name=sheet, dtype=object)
    except WrongInput:
        raise
    except Exception as fault:  # a file that is no workbook fails in as many ways as there are files
        raise WrongInput(f"{name}: is not an Excel workbook that can be read. Save it as .xlsx.") from fault
    table.columns = pd.Index([str(column).strip() for column in table.columns])
    return sheet, table


def _bands(row: Mapping[Any, Any], age: int | None) -> dict[str, str]:
    bands = {
        "age_band": age_band(age),
        "gender": gender(_text(row["Gender"])),
        "ethnicity": ethnic_group(_text(row["Ethnicity"])),
        "placement_type": home(_text(row["Placement Type"])),
    }
    where = placement_band(_text(row.get("Placement Location")))
    return bands | ({"out_of_area": where} if where else {})


def _age(row: Mapping[Any, Any], latest: date | None) -> int | None:
    age = row["Age"]
    if isinstance(age, int | float) and not isinstance(age, bool) and not pd.isna(age) and 0 <= age < 30:
        return int(age)
    born = _day(row["Date of Birth"])
    return age_on(born, latest) if born and latest and born <= latest else None


def _day(cell: object) -> date | None:
    return cell.date() if isinstance(cell, datetime) and not pd.isna(cell) else None


def _text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and pd.isna(cell)) or cell is pd.NaT:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
