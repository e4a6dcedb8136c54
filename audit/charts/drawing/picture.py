"""A picture drawn as SVG, where a figure of bars and dots does not fit what there is to show.

In: the SVG's text.
Out: something that stands where a figure stands, on a page and in a web page to keep.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass


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
