"""Tables and counts on the command line.

In: headings and rows; or how many there are.
Out: plain text in columns, which a person can read and a screen reader can follow; or a figure with its noun.
"""

from __future__ import annotations

from collections.abc import Sequence


def text(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """Return rows under their headings, each column as wide as its widest cell; numbers stand to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[place]) for line in (list(headings), *lines)) for place in range(len(headings))]
    right = [bool(rows) and all(isinstance(row[place], int) for row in rows) for place in range(len(headings))]
    return "\n".join(_line(line, widths, right) for line in (list(headings), ["-" * width for width in widths], *lines))


def counted(count: int, one: str, more: str = "") -> str:
    """Return a figure with its noun: "1 action", "8 actions"."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(fitted).rstrip()
