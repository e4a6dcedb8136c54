"""Tables of counts and of grades, read from a CSV file.

In: a file that somebody names.
Out: the counts with their totals, checked; or who graded what.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

from audit.domain.small_numbers.secondary_suppression import MARKS, CountTable, Place
from audit.errors import WrongInput

_MOST = 200  # rows or columns; more is no table that anybody reads


def read_counts(path: Path) -> CountTable:
    """Return the table of a file; z and x may stand for "not applicable" and "not available", and count as nothing.

    Raises WrongInput naming file, row and column, such as "row 3 (10 to 12), column Boys".
    """
    lines = _lines(path)
    if len(lines) < 3 or len(lines[0]) < 3:
        raise WrongInput(
            f"{path.name}: needs a header row, a column of labels, at least one count, and totals in the last column "
            "and the last row. Add what is missing."
        )
    if max(len(lines), len(lines[0])) > _MOST:
        raise WrongInput(f"{path.name}: has more than {_MOST} rows or columns. Split it into smaller tables.")
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(lines[0]):
            raise WrongInput(
                f"{path.name}: row {number} ({line[0]}) has {len(line)} cells and the header has {len(lines[0])}. "
                "Give every row the same number of cells."
            )
    table = _table(path, lines)
    _must_add_up(path, lines, table)
    return table


def _lines(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongInput(f"{path}: cannot be opened ({error.strerror}). Check the name and try again.") from error
    except UnicodeDecodeError as error:
        raise WrongInput(f"{path.name}: is not UTF-8 text. Save it as CSV (UTF-8) and try again.") from error
    try:
        rows = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as error:
        raise WrongInput(f"{path.name}: is not a CSV file ({error}). Save it as CSV (UTF-8) and try again.") from error
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _table(path: Path, lines: list[list[str]]) -> CountTable:
    head, body = lines[0], lines[1:-1]
    counts, marks = [], list[tuple[Place, str]]()
    for row, line in enumerate(body):
        counted = []
        for column, cell in enumerate(line[1:-1]):
            if cell.lower() in MARKS:
                marks.append(((row, column), cell.lower()))
            counted.append(0 if cell.lower() in MARKS else _count(path, lines, row + 1, column + 1))
        counts.append(tuple(counted))
    return CountTable(
        corner=head[0],
        columns=tuple(head[1:-1]),
        rows=tuple(line[0] for line in body),
        counts=tuple(counts),
        marks=tuple(marks),
        totals=(head[-1], lines[-1][0]),
    )


def _must_add_up(path: Path, lines: list[list[str]], table: CountTable) -> None:
    rows, columns = table.size
    for row, column in table.places():
        if row < rows and column < columns:
            continue
        stated, is_ = _count(path, lines, row + 1, column + 1), table.count((row, column))
        if stated != is_:
            raise WrongInput(
                f"{path.name}: {_where(lines, row + 1, column + 1)}: the total says {stated} and the counts add up to "
                f"{is_}. Correct the one that is wrong."
            )


def _count(path: Path, lines: list[list[str]], row: int, column: int) -> int:
    cell = lines[row][column]
    if not (cell.isascii() and cell.replace(",", "").isdigit()):
        problem = f"“{cell}” is not a whole number from 0 up" if cell else "is empty"
        raise WrongInput(
            f"{path.name}: {_where(lines, row, column)}: {problem}. Write a count, or z for not "
            "applicable or x for not "
            "available among the counts."
        )
    return int(cell.replace(",", ""))


def _where(lines: list[list[str]], row: int, column: int) -> str:
    return f"row {row + 1} ({lines[row][0]}), column {lines[0][column]}"


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
    by_unit: dict[str, dict[str, float | None]] = {}
    for number, row in enumerate(rows, start=2):
        unit, rater, grade = ((row[column] or "").strip() for column in COLUMNS)
        if not unit or not rater:
            raise WrongInput(f"{name}: row {number} lacks its {'rater' if unit else 'unit'}. Fill it in.")
        by_rater = by_unit.setdefault(unit, {})
        if rater in by_rater:
            raise WrongInput(f"{name}: row {number}: {rater} graded {unit} twice. Keep one of the 2 rows.")
        by_rater[rater] = _number(name, number, grade)
    if not by_unit:
        raise WrongInput(f"{name}: has no rows beneath the column names.")
    return tuple(tuple(grade for grade in by_rater.values() if grade is not None) for by_rater in by_unit.values())


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
