"""Grades from a table: who graded what, as a CSV file.

In: a CSV file with the columns unit, rater and grade; an empty grade is missing.
Out: each unit's grades as numbers; what cannot be read is refused with the row and column named.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

from audit.errors import WrongInput

COLUMNS = ("unit", "rater", "grade")


def read_grades(path: Path) -> tuple[tuple[float, ...], ...]:
    """Return the grades of each unit, in the file's order; raises WrongInput for a file that cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _units(path.name, csv.DictReader(file))
    except OSError as error:
        raise WrongInput(f"{path}: cannot be opened ({error.strerror}). Check the name and try again.") from error
    except UnicodeDecodeError as error:
        raise WrongInput(f"{path.name}: is not text. Save the table as CSV (UTF-8) and try again.") from error


def _units(name: str, rows: csv.DictReader[str]) -> tuple[tuple[float, ...], ...]:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or [])]
    if missing:
        raise WrongInput(f"{name}: row 1 has no column {missing[0]}. The columns are {', '.join(COLUMNS)}.")
    found: dict[str, dict[str, float | None]] = {}
    for number, row in enumerate(rows, start=2):
        unit, rater, grade = ((row[column] or "").strip() for column in COLUMNS)
        if not unit or not rater:
            raise WrongInput(f"{name}: row {number} lacks its {'rater' if unit else 'unit'}. Fill it in.")
        given = found.setdefault(unit, {})
        if rater in given:
            raise WrongInput(f"{name}: row {number}: {rater} graded {unit} twice. Keep one of the two rows.")
        given[rater] = _number(name, number, grade)
    if not found:
        raise WrongInput(f"{name}: has no rows beneath the column names.")
    return tuple(tuple(grade for grade in given.values() if grade is not None) for given in found.values())


def _number(name: str, row: int, grade: str) -> float | None:
    if not grade:
        return None
    try:
        number = float(grade)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise WrongInput(f"{name}: row {row}, column grade: “{grade}” is not a number. Use 1 for the best grade.")
    return number
