"""The key of a draw: which child each reference stands for, as one file for the coordinator.

In: a draw.
Out: a reference for each child, which says nothing of the child, and the key as comma-separated text.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from audit.domain.rounds.draws import spare_ref
from audit.domain.rounds.sampling import Drawn


def refs(drawn: Drawn, *, before: str = "Child", first: int = 1) -> dict[str, str]:
    """Return a reference for each child drawn, by the number in the source: cases first, then reserves."""
    cases = {one.child: f"{before} {number}" for number, one in enumerate(drawn.cases, first)}
    return cases | {one.child: spare_ref(number) for number, one in enumerate(drawn.reserves, 1)}


def text(drawn: Drawn, names: Mapping[str, str]) -> str:
    """Return the key as comma-separated text; a cell is never taken for a formula."""
    made = StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(("reference", "child"))
    for one in (*drawn.cases, *drawn.reserves):
        safe = f"'{one.child}" if one.child[:1] in ("=", "+", "-", "@") else one.child
        writer.writerow((names[one.child], safe))
    return made.getvalue()
