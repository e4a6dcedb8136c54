"""How charts look: the colours of answers and findings, and what every figure shares.

In: an answer, a kind of finding.
Out: its fill, edge, text and hatching. Fills are the same in light, dark and print; only ink changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audit.charts.chart import Swatch
from audit.charts.drawing.mark import Mark
from audit.domain.findings import finding
from audit.domain.rating.form import Answer
from audit.domain.workshop.own_grades import OwnView

LIGHT, DARK = "#000000", "#FFFFFF"  # ink: text on a light page, text on a dark page
CONFIG = {"staticPlot": True, "displayModeBar": False, "responsive": True}
_BLACK, _WHITE, _HATCH = "#0B0C0C", "#FFFFFF", "#C9CED3"
_HATCHED = f"repeating-linear-gradient(135deg,{_WHITE} 0 5px,{_HATCH} 5px 6.5px)"


_UNSEEN = Mark(label="Not evidenced", fill=_WHITE, hatch=_HATCH, letter="?")

ANSWERS = {
    Answer.MET: Mark(label="Met", fill="#CFE3F5"),
    Answer.PARTLY_MET: Mark(label="Partly met", fill="#6BACE6"),
    Answer.NOT_MET: Mark(label="Not met", fill="#12436D", text=_WHITE),
    Answer.NOT_EVIDENCED: replace(_UNSEEN, letter=""),
}
OWN = {
    OwnView.HIGHER: Mark(label="Higher than agreed", fill="#12436D", text=_WHITE),
    OwnView.SAME: Mark(label="The same", fill="#D4D8DC"),
    OwnView.LOWER: Mark(label="Lower than agreed", fill="#6BACE6"),
}
FINDINGS = {
    kind: Mark(label=kind.label, fill=f"#{look.ground}", text=f"#{look.letters}", edge=f"#{look.edge}")
    for kind, look in finding.FINDINGS.items()
}
IN_PLAY = Mark(label="In play", fill="#6BACE6", edge=_BLACK, symbol="circle")
NO_LEAD = Mark(label="In play, lead not recorded", fill=_WHITE, edge=_BLACK, symbol="circle", letter="?")
CONFLICT = Mark(label="Conflict with another process", fill="#EE7F47", edge=_BLACK, symbol="square", letter="!")
FIRST = Mark(label="First figure", fill=_WHITE, edge="#2073BC", symbol="circle")
LATEST = Mark(label="Latest figure", fill="#2073BC", edge="#2073BC", symbol="circle")


def legend(marks: Iterable[Mark]) -> tuple[Swatch, ...]:
    """Return the key of a chart, in the order given, each mark once."""
    return tuple(
        Swatch(
            label=mark.label,
            fill=_HATCHED if mark.hatch else mark.fill,
            edge=mark.edge,
            letter=mark.letter,
            text=mark.text,
            round=mark.symbol == "circle",
        )
        for mark in dict.fromkeys(marks)
    )
