"""What is wrong in a workbook that came back: the sheet, the cell and why; what the cell holds is never said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.documents.excel.sheets import CellFound

MOST = 32_767  # the most UTF-16 units that Excel keeps in a cell


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A cell that cannot be taken in, and why; what it holds is not said."""

    sheet: str
    cell: str
    why: str
    structure: bool = False  # the workbook's own parts were edited, so nothing of it is taken in


def unreadable(found: CellFound) -> str:
    """Return why the words of a cell cannot be taken; empty where they can."""
    if found.formula:
        return "This is a formula. Write the words themselves."
    if found.error:
        return "This cell shows an error. Write the words themselves."
    if len(found.text) > MOST:
        return f"This is too long for a cell. Keep it under {MOST:,} characters."
    return ""


def listed(names: Sequence[str]) -> str:
    """Return choices in words: "A, B or C"."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def places(wrong: Sequence[Wrong]) -> str:
    """Return where the first of several things are wrong, and why, in sentences."""
    said = " ".join(f"{one.sheet}, {one.cell}: {one.why}" for one in wrong[:5])
    return said if len(wrong) <= 5 else f"{said} There are {len(wrong) - 5} more."
