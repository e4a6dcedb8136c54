"""The seal of a workbook: what it says of itself on a sheet that nobody sees, so that an edit there is noticed.

In: rows of words, or the hidden sheet of a workbook that came back.
Out: the rows with their digest beneath, or the same rows checked against it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from audit.documents.excel.sheets import Book
from audit.errors import WrongInput

STRUCTURE = "Structure"
Row = tuple[str, ...]
_EDITED = (
    "This workbook’s hidden sheet “Structure” was edited or lost. Fill in a fresh copy: take the workbook out again."
)


def digest(text: str) -> str:
    """Return a short digest of words; how they are spaced makes no difference."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:12]


def exact(text: str) -> str:
    """Return a short digest of words as they stand, spaces and line ends included."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def sealed(said: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows with the digest of all of them as the last one."""
    return (*said, ("digest", _whole(said)))


def unsealed(said: Sequence[Row]) -> dict[str, list[Row]]:
    """Return what the rows of a hidden sheet say, by their first word; raises WrongInput where they were edited."""
    filled = [tuple(cell for cell in row if cell) for row in said]
    filled = [row for row in filled if row]
    if not filled or filled[-1] != ("digest", _whole(filled[:-1])):
        raise edited()
    values: dict[str, list[Row]] = {}
    for name, *rest in filled[:-1]:
        values.setdefault(name, []).append(tuple(rest))
    return values


def edited() -> WrongInput:
    """Return what is said of a workbook whose hidden sheet makes no sense."""
    return WrongInput(_EDITED)


def rows_in(book: Book, what: str) -> list[Row]:
    """Return the rows of the hidden sheet; raises WrongInput where there is none. `what` is the workbook's name."""
    entry = next((one for one in book.sheets if one.name.casefold() == STRUCTURE.casefold()), None)
    if entry is None:
        raise WrongInput(f"This is not {what} of this tool: it has no sheet “Structure”. Choose another file.")
    rows: dict[int, list[tuple[int, str]]] = {}
    for at, cell in book.sheet(entry).cells.items():
        letters = at.rstrip("0123456789")
        rows.setdefault(int(at[len(letters) :]), []).append((len(letters) * 100 + ord(letters[-1]), cell.text))
    return [tuple(text for _, text in sorted(rows[number])) for number in sorted(rows)]


def _whole(said: Iterable[Row]) -> str:
    return hashlib.sha256("\n".join("\t".join(row) for row in said).encode("utf-8", "replace")).hexdigest()
