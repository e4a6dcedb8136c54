"""How charts look: the colours of grades, answers and findings, and what every figure shares.

In: a grade, an answer, a kind of finding.
Out: its fill, edge, text and hatching. Fills are the same in light, dark and print; only ink changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from audit.charts.chart import Swatch
from audit.charts.drawing.mark import Mark
from audit.domain.findings import finding
from audit.domain.frameworks.framework import Step
from audit.domain.rating.form import Answer
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.own_grades import OwnView

LIGHT, DARK = "#000000", "#FFFFFF"  # ink: text on a light page, text on a dark page
CONFIG = {"staticPlot": True, "displayModeBar": False, "responsive": True}
_BLACK, _WHITE, _HATCH = "#0B0C0C", "#FFFFFF", "#C9CED3"
_HATCHED = f"repeating-linear-gradient(135deg,{_WHITE} 0 5px,{_HATCH} 5px 6.5px)"


_UNSEEN = Mark(label="Not evidenced", fill=_WHITE, hatch=_HATCH, letter="?")

NOT_JUDGED = Mark(label="Not judged", fill="rgba(0,0,0,0)", edge="#6B7680")
OUTCOMES = {
    Outcome.NOT_APPLICABLE: Mark(label="Not applicable", fill=_WHITE, letter="–"),
    Outcome.NOT_ENOUGH_EVIDENCE: replace(_UNSEEN, label="Not enough evidence"),
    Outcome.NOT_AGREED: Mark(label="Not agreed", fill=_WHITE, edge=_BLACK, letter="≠"),
}
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


def grade(step: Step) -> Mark:
    """Return how a grade of any scale is drawn: the darker, the more there is to do."""
    look = finding.SHADES[step.shade]
    return Mark(
        label=step.label, fill=f"#{look.ground}", text=f"#{look.letters}", edge=f"#{look.edge}", letter=step.letter
    )


def legend(marks: Iterable[Mark]) -> tuple[Swatch, ...]:
    """Return the key of a chart, in the order given, each mark once.

    Grades whose letter says it all, as in a scale of numbers, share the entry of their fill.
    """
    groups: dict[object, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.fill if mark.letter == mark.label else mark, []).append(mark)
    return tuple(_swatch(list(dict.fromkeys(group))) for group in groups.values())


def _swatch(group: list[Mark]) -> Swatch:
    mark = group[0]
    return Swatch(
        label=", ".join(mark.label for mark in group),
        fill=_HATCHED if mark.hatch else mark.fill,
        edge=mark.edge,
        letter="" if mark.letter == mark.label else mark.letter,
        text=mark.text,
        round=mark.symbol == "circle",
    )
