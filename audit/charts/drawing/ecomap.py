"""The drawing of an eco-map: rings, people and the lines between them, as SVG.

In: a child's ties in order.
Out: a picture that can be told apart in grey: a tie's strength is its line (thick, plain, dashed, crossed out), a
    missing role has none; the arrow says which way care goes. Every person has a number, which the table has too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin
from textwrap import wrap

from audit.charts.drawing.mark import Mark, Picture
from audit.charts.drawing.plot import FONT
from audit.domain.frameworks.framework import Point
from audit.domain.journeys.ecomap import RINGS, Direction, Strength, Tie, ring_of

_WIDTH, _HEIGHT, _NODE, _LINE = 920, 790, 17, 16.5
_RADIUS = {"centre": 132, "middle": 230, "outer": 318}
_NARROW = "@media (max-width:520px){.name{display:none}.node{r:37px}.no{font-size:37px}.child{font-size:24px}}"
LOOKS = {
    Strength.STRONG: Mark(label="Strong: thick line", fill="#12436D", edge="#0B0C0C", text="#FFFFFF", symbol="circle"),
    Strength.SOME: Mark(label="Ordinary: plain line", fill="#6BACE6", edge="#0B0C0C", symbol="circle"),
    Strength.WEAK: Mark(label="Weak: dashed line", fill="#E3EFFA", edge="#0B0C0C", symbol="circle"),
    Strength.BROKEN: Mark(label="Broken: crossed out", fill="#EE7F47", edge="#0B0C0C", symbol="circle"),
    Strength.MISSING: Mark(label="Missing: dashed edge, no line", fill="#FFFFFF", edge="#5B6770", symbol="circle"),
}
_LINES = {
    Strength.STRONG: 'stroke-width="6"',
    Strength.SOME: 'stroke-width="2.5"',
    Strength.WEAK: 'stroke-width="2" stroke-dasharray="3 7" stroke-linecap="round"',
    Strength.BROKEN: 'stroke-width="2.5" stroke-dasharray="14 10"',
}


@dataclass(frozen=True)
class _Spot:
    x: float
    y: float


_MIDDLE = _Spot(_WIDTH / 2, _HEIGHT / 2)


def draw(case: str, ties: Sequence[Tie], roles: Sequence[Point], ink: str) -> Picture:
    """Return the map of one child; what it shows is said beside it, so that it has a name and no more of its own.

    Where it is shown narrower than 520 pixels the numbers grow and the names are left to the table.
    """
    numbers = {id(tie): number for number, tie in enumerate(ties, start=1)}
    placed = _places({ring: ring_of(ties, roles, ring) for ring in RINGS})
    titles = {role.ref: role.title for role in roles}
    rings = "".join(
        f'<circle cx="{_MIDDLE.x:g}" cy="{_MIDDLE.y:g}" r="{_RADIUS[ring]}" fill="none" stroke="currentColor" '
        'stroke-opacity=".25"/>'
        for ring in RINGS
    )
    lines = "".join(_line(tie, spot) for tie, spot in placed if tie.is_present)
    people = "".join(_person(tie, spot, numbers[id(tie)], titles) for tie, spot in placed)
    name = escape(f"Eco-map of {case}; the table says the same", quote=True)
    paper = "#0E1A25" if ink.upper() == "#FFFFFF" else "#FFFFFF"
    return Picture(
        f'<svg role="img" aria-label="{name}" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'xmlns="http://www.w3.org/2000/svg" style="color:{ink};max-width:100%;height:auto" '
        f"font-family='{FONT}'><style>.name{{stroke:{paper};stroke-width:4px;stroke-linejoin:round}}{_NARROW}</style>"
        f"{rings}{lines}{_child(case)}{people}</svg>"
    )


def _places(rings: Mapping[str, Sequence[Tie]]) -> list[tuple[Tie, _Spot]]:
    """Return where everybody stands: each ring spread evenly, and nobody in one line with somebody of another ring."""
    around = [((place + 0.5) / len(ties), ring, tie) for ring, ties in rings.items() for place, tie in enumerate(ties)]
    ordered = sorted(around, key=lambda placing: (placing[0], RINGS.index(placing[1])))
    placed = []
    for place, (_, ring, tie) in enumerate(ordered):
        angle, radius = 2 * pi * place / len(ordered) - pi / 2, _RADIUS[ring]
        placed.append((tie, _Spot(_MIDDLE.x + radius * cos(angle), _MIDDLE.y + radius * sin(angle))))
    return placed


def _line(tie: Tie, to: _Spot) -> str:
    start, end = _part(to, 0.0), to
    line = (
        f'<line x1="{start.x:.1f}" y1="{start.y:.1f}" x2="{end.x:.1f}" y2="{end.y:.1f}" stroke="currentColor" '
        f"{_LINES[tie.strength]}/>"
    )
    if tie.strength is Strength.BROKEN:
        line += _cross(_part(to, 0.45))
    heads = ""
    if tie.direction in (Direction.FROM_CHILD, Direction.BOTH):
        heads += _head(to, 0.70, outward=True)
    if tie.direction in (Direction.TO_CHILD, Direction.BOTH):
        heads += _head(to, 0.60 if tie.direction is Direction.BOTH else 0.66, outward=False)
    return line + heads


def _part(to: _Spot, share: float) -> _Spot:
    return _Spot(_MIDDLE.x + (to.x - _MIDDLE.x) * share, _MIDDLE.y + (to.y - _MIDDLE.y) * share)


def _head(to: _Spot, share: float, *, outward: bool) -> str:
    """Return an arrow's head on a line from the middle, pointing away from it or towards it."""
    length = ((to.x - _MIDDLE.x) ** 2 + (to.y - _MIDDLE.y) ** 2) ** 0.5
    along = _Spot((to.x - _MIDDLE.x) / length, (to.y - _MIDDLE.y) / length)
    way = 1 if outward else -1
    at = _part(to, share)
    tip = _Spot(at.x + along.x * 9 * way, at.y + along.y * 9 * way)
    left = _Spot(at.x - along.x * 6 * way - along.y * 8, at.y - along.y * 6 * way + along.x * 8)
    right = _Spot(at.x - along.x * 6 * way + along.y * 8, at.y - along.y * 6 * way - along.x * 8)
    points = " ".join(f"{corner.x:.1f},{corner.y:.1f}" for corner in (tip, left, right))
    return f'<polygon points="{points}" fill="currentColor"/>'


def _cross(at: _Spot) -> str:
    return "".join(
        f'<line x1="{at.x - 9:.1f}" y1="{at.y - 9 * way:.1f}" x2="{at.x + 9:.1f}" y2="{at.y + 9 * way:.1f}" '
        'stroke="currentColor" stroke-width="4"/>'
        for way in (1, -1)
    )


def _child(case: str) -> str:
    return (
        f'<circle cx="{_MIDDLE.x:g}" cy="{_MIDDLE.y:g}" r="52" fill="#12436D" stroke="#DFE7EE" stroke-width="2"/>'
        f'<text x="{_MIDDLE.x:g}" y="{_MIDDLE.y + 6:g}" class="child" text-anchor="middle" font-size="18" '
        f'font-weight="700" fill="#FFFFFF">{escape(case[:12])}</text>'
    )


def _person(tie: Tie, spot: _Spot, number: int, titles: dict[str, str]) -> str:
    look = LOOKS[tie.strength]
    dashed = ' stroke-dasharray="4 4"' if not tie.is_present else ""
    node = (
        f'<circle class="node" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{_NODE}" fill="{look.fill}" '
        f'stroke="{look.edge}" stroke-width="2"{dashed}/>'
        f'<text class="no" x="{spot.x:.1f}" y="{spot.y:.1f}" dy=".35em" text-anchor="middle" font-size="16" '
        f'font-weight="700" fill="{look.text}">{number}</text>'
    )
    return node + _name(tie.who or titles.get(tie.role.ref, tie.role.ref), spot)


def _name(words: str, spot: _Spot) -> str:
    """Return a name beside its node, on the side away from the middle, where no line of its own runs."""
    across, down = spot.x - _MIDDLE.x, spot.y - _MIDDLE.y
    beside = abs(across) > 1.4 * abs(down)
    whole = wrap(words, 17 if beside else 14)
    lines = whole if len(whole) <= 3 else [*whole[:2], f"{whole[2]}…"]
    if beside:
        text_x, anchor = spot.x + (1 if across > 0 else -1) * (_NODE + 7), "start" if across > 0 else "end"
        text_y = spot.y + 5 - (len(lines) - 1) * _LINE / 2
    else:
        text_x, anchor = spot.x, "middle"
        text_y = spot.y + _NODE + 16 if down > 0 else spot.y - _NODE - 7 - (len(lines) - 1) * _LINE
    spans = "".join(
        f'<tspan x="{text_x:.1f}" y="{text_y + place * _LINE:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    how = f'class="name" text-anchor="{anchor}" font-size="15" fill="currentColor" paint-order="stroke"'
    return f"<text {how}>{spans}</text>"
