"""A mark: how one category is drawn, so that it can be told apart without its colour.

Here too:
- A picture drawn as SVG, where a figure of bars and dots does not fit what there is to show.
"""

from __future__ import annotations

from base64 import b64encode
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


@dataclass(frozen=True)
class Picture:
    """One drawing; the page around it says the same in words."""

    svg: str

    @property
    def address(self) -> str:
        """Return the drawing as an address that an image can have."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"

    def to_html(self, **_how: object) -> str:
        """Return it as HTML; it needs no script, so how a figure would be drawn does not matter."""
        return self.svg
