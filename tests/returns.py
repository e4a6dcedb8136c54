"""Invented data returns, written to a folder or a workbook: what a council exports, in little."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.given import given

YEARS = given("ssda903-synthetic/20*")
ANNEX_A = given("annex-a-sample.xlsx")
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
OC2 = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT"
DAYS_AS_TEXT: Mapping[str, Callable[[date], str]] = {
    "DD/MM/YYYY": lambda day: f"{day:%d/%m/%Y}",
    "D/M/YYYY": lambda day: f"{day.day}/{day.month}/{day.year}",
    "D/M/YY": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "DD.MM.YYYY": lambda day: f"{day:%d.%m.%Y}",
    "DD-MM-YYYY": lambda day: f"{day:%d-%m-%Y}",
    "DD/MM/YY": lambda day: f"{day:%d/%m/%y}",
    "ISO": date.isoformat,
    "ISO with a time": lambda day: f"{day}T00:00:00",
    "with a time": lambda day: f"{day:%d/%m/%Y} 00:00",
    "short month": lambda day: f"{day:%d-%b-%Y}",
    "short month and year": lambda day: f"{day:%d %b %y}",
    "words": lambda day: f"{day.day} {day:%B %Y}",
    "ordinal": lambda day: f"{day.day}th {day:%B %Y}",
    "weekday": lambda day: f"{day:%A} {day.day} {day:%B %Y}",
    "Excel's number as text": lambda day: str((day - date(1899, 12, 30)).days),
    "Excel's number with a point": lambda day: f"{(day - date(1899, 12, 30)).days}.0",
}  # the ways in which councils write a day
COLUMNS = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age",
    "Date Ceased to be Looked After",
    "Placement Type",
    "Placement Location",
)


def a_return(folder: Path, files: Mapping[str, Sequence[str]] | None = None, *, before: int = 0) -> Path:
    """Write a return of three children, some files changed, and return its folder; `before`: years before 2025-26."""
    folder.mkdir(parents=True, exist_ok=True)
    usual = {
        "header": [HEADER, "101,2,01/05/2012,WBRI,,,", "102,1,29/02/2020,BCRB,,,", "103,1,10/10/2009,AIND,,,"],
        "episodes": [
            EPISODES,
            "101,06/05/2025,S,C2,N1,U4,PR1,,X1,,,,",
            "102,01/09/2023,P,C1,N1,K2,PR1,01/12/25,X1,,,,",
            "102,01/12/2025,P,C1,N1,U1,PR1,,X1,,,,",
            "103,02/06/2025,S,V3,N1,U5,PR1,09/06/25,X1,,,,",
            "103,07/07/2025,P,V3,N1,U5,PR1,14/07/25,X1,,,,",
        ],
        "reviews": [REVIEWS, "101,01/05/2012,03/06/2025,PN1", "101,01/05/2012,04/09/2025,PN1"],
        "oc2": [OC2, "102,29/02/2020,,SDQ2,0,1,1,1,0"],
        "ad1": [""],
    }
    if before:
        for year in (2023, 2024, 2025):
            short, whole = f"/{(year - before) % 100}", f"/{year - before}"
            usual = {
                name: [line.replace(f"/{year % 100},", f"{short},").replace(f"/{year},", f"{whole},") for line in lines]
                for name, lines in usual.items()
            }
    for name, lines in (usual | dict(files or {})).items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def a_workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook of these sheets, row by row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def an_annex_a(children: Sequence[tuple[Any, ...]], *, sheet: str = "List 8") -> bytes:
    """Return a workbook with a list of children looked after."""
    return a_workbook({sheet: [COLUMNS, *children]})


def looked_after(number: int, *, ended: datetime | str | None = None, age: float | None = 13.4) -> tuple[object, ...]:
    """Return a row of List 8."""
    return (number, "b) Female", "a) WBRI", datetime(2008, 1, 2), age, ended, "d) U4: Foster placement", None)  # noqa: DTZ001
