"""A mark: how one category is drawn, so that it can be told apart without its colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One category's look: a fill, and a letter, a number or a hatch beside it."""

    label: str
    fill: str
    text: str = "#0B0C0C"  # the colour of what is written on the fill
    edge: str = "#5B6770"
    letter: str = ""
    hatch: str = ""  # the hatching's colour; empty: none
    symbol: str = "square"  # as a dot in a table-like chart
