"""Eco-maps: who is around one child, drawn in three rings; and over a round, which roles are missing most.

In: a child's ties, or the roles over a round's children.
Out: charts for the audit group; they name children and do not go to a board.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.charts import palette
from audit.charts.chart import Cell, Chart, Table
from audit.charts.drawing import ecomap as ecomap_drawing
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import OF_CASES, looked_at
from audit.domain.english import capital, counted, inside, listed, number
from audit.domain.frameworks.framework import Point
from audit.domain.journeys import ecomap
from audit.domain.journeys.ecomap import RING_WORDS, RINGS, RoleOver, Strength, Tie
from audit.domain.rounds.audit_round import Round

_OVER = {
    "missing": Mark(label="Missing", fill="#12436D", text="#FFFFFF"),
    "thin": Mark(label="Weak or broken", fill="#6BACE6"),
    "holds": Mark(label="There", fill="#CFE3F5"),
    "not_said": Mark(label="The map does not say", fill="#FFFFFF", hatch="#C9CED3"),
}
_SOURCE = "The rings and roles are those of the EWG’s general eco-map (2017)."


def eco_map(case: str, ties: Sequence[Tie], roles: Sequence[Point], *, ink: str = palette.LIGHT) -> Chart:
    """Draw who is around one child: the rings, a line for each tie by its strength, and who is missing."""
    ordered = ecomap.in_order(ties, roles)
    return Chart(
        title=_title(case, ordered, roles),
        figure=ecomap_drawing.draw(case, ordered, roles, ink) if ordered else plot.nothing(ink),
        sentence=_words(case, ordered, roles),
        table=Table(
            columns=("Who", "Number", "Ring", "Tie", "Which way"),
            rows=tuple(_row(place, tie, roles) for place, tie in enumerate(ordered, start=1)),
        ),
        source=f"{capital(counted(len(ordered), 'mark', 'marks'))} on the map; "
        f"{counted(len(ecomap.unmentioned(ordered, roles)), 'role', 'roles')} of {len(roles)} not spoken of. {_SOURCE} "
        f"{OF_CASES}",
        legend=palette.legend(
            mark for strength, mark in ecomap_drawing.LOOKS.items() if strength in {tie.strength for tie in ordered}
        ),
        ink=ink,
    )


def missing_most(
    audit_round: Round, roles_over: Sequence[RoleOver], *, maps: int, ink: str = palette.LIGHT, most: int = 12
) -> Chart:
    """Draw the roles that are missing, weak or broken for most children; `maps` is how many children have a map."""
    shown = [role_over for role_over in roles_over if role_over.missing or role_over.thin][:most]
    bars = [plot.Bar(label=role_over.role.title, parts=_parts(role_over)) for role_over in shown]
    return Chart(
        title=_missing_title(shown, maps),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink),
        sentence=_missing_words(shown, maps),
        table=Table(
            columns=("Role", "Ring", "Missing", "Weak or broken", "There", "Map does not say"),
            rows=tuple(
                _over_row(role_over)
                for role_over in roles_over
                if role_over.missing or role_over.thin or role_over.holds
            ),
        ),
        source=f"{capital(counted(maps, 'child has', 'children have'))} a map. A role that stands on none is left out. "
        f"{_SOURCE} {looked_at(audit_round)}",
        legend=palette.legend(_OVER.values()) if bars else (),
        ink=ink,
    )


def tie_words(tie: Tie, roles: Sequence[Point]) -> str:
    """Return a tie in words: "advocate, strong, both ways"; a missing one: "friends, missing"."""
    name = inside(ecomap.name_of(tie, roles))
    strength = inside(tie.strength.label)
    return f"{name}, {strength}" if not tie.is_present else f"{name}, {strength}, {inside(tie.direction.label)}"


def _title(case: str, ties: Sequence[Tie], roles: Sequence[Point]) -> str:
    present_ties = [tie for tie in ties if tie.is_present]
    gone = ecomap.missing(ties, roles)
    if not ties:
        return f"Nobody stands on {case}’s map yet"
    strong = sum(tie.strength is Strength.STRONG for tie in present_ties)
    names = [inside(role.title) for role in gone]
    names = [*names[:2], f"{number(len(names) - 2)} more"] if len(names) > 2 else names
    lacks = f"; missing: {listed(names)}" if names else ""
    ties_of = capital(counted(len(present_ties), "tie", "ties"))
    return f"{ties_of} around {case}, {number(strong)} of them strong{lacks}"


def _words(case: str, ties: Sequence[Tie], roles: Sequence[Point]) -> str:
    if not ties:
        return "Nobody is entered yet. Who is close to the child, who helps, and who should be there and is not?"
    sentences = []
    for ring in RINGS:
        ring_ties = [tie for tie in ecomap.ring_of(ties, roles, ring) if tie.is_present]
        if ring_ties:
            sentences.append(
                f"{RING_WORDS[ring]} around {case}: {'; '.join(tie_words(tie, roles) for tie in ring_ties)}."
            )
    gone = ecomap.missing(ties, roles)
    if gone:
        sentences.append(f"Missing: {'; '.join(inside(role.title) for role in gone)}.")
    return " ".join(sentences)


def _row(place: int, tie: Tie, roles: Sequence[Point]) -> tuple[Cell, ...]:
    ring = next((role.ring or "outer" for role in roles if role.ref == tie.role.ref), "outer")
    way = tie.direction.label if tie.is_present else "No tie"
    return (ecomap.name_of(tie, roles), str(place), RING_WORDS[ring], tie.strength.label, way)


def _parts(role_over: RoleOver) -> tuple[tuple[Mark, int], ...]:
    counts = {
        "missing": role_over.missing,
        "thin": role_over.thin,
        "holds": role_over.holds,
        "not_said": role_over.not_said,
    }
    return tuple((_OVER[name], len(cases)) for name, cases in counts.items())


def _missing_title(shown: Sequence[RoleOver], maps: int) -> str:
    if not maps:
        return "No child’s map is drawn yet"
    if not shown or not shown[0].missing:
        return "No role is marked as missing"
    most = len(shown[0].missing)
    roles = [inside(role_over.role.title) for role_over in shown if len(role_over.missing) == most]
    more = f" and {counted(len(roles) - 2, 'other', 'others')}" if len(roles) > 2 else ""
    return f"Missing most: {listed(roles[:2]) if not more else ', '.join(roles[:2])}{more}, for {most} of {maps}"


def _missing_words(shown: Sequence[RoleOver], maps: int) -> str:
    if not maps:
        return "Maps are drawn on each child’s own page."
    sentences = []
    for role_over in shown:
        gone = f"missing for {listed(role_over.missing)}" if role_over.missing else ""
        thin = f"weak or broken for {listed(role_over.thin)}" if role_over.thin else ""
        sentences.append(f"{role_over.role.title}: {', '.join(part for part in (gone, thin) if part)}.")
    return " ".join(sentences) or "No role is marked as missing, weak or broken on the maps drawn so far."


def _over_row(role_over: RoleOver) -> tuple[Cell, ...]:
    cells = (role_over.missing, role_over.thin, role_over.holds, role_over.not_said)
    return (role_over.role.title, RING_WORDS[role_over.role.ring or "outer"], *(", ".join(cases) for cases in cells))
