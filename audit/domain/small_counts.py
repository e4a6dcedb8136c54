"""Small counts: a row of counts of children, made safe to show outside the audit group.

In: counts that add up to a total that is known.
Out: the counts as text, with c for those from 1 to 5, and for one more where it could be worked out by taking away.
"""

from __future__ import annotations

from collections.abc import Sequence

HIDDEN = "c"
LEAST_SHOWN = 6  # counts of 1 to 5 are hidden; nought is shown
RULE = (
    "c stands for a count from 1 to 5, or for a larger one that is hidden so that nobody can work out a small one by "
    "taking away."
)


def shown(counts: Sequence[int]) -> tuple[str, ...]:
    """Return counts as text, those from 1 to 5 hidden; where only one is hidden, the next smallest is too."""
    hidden = {place for place, count in enumerate(counts) if 0 < count < LEAST_SHOWN}
    if len(hidden) == 1:
        others = [place for place, count in enumerate(counts) if count >= LEAST_SHOWN]
        hidden |= {min(others, key=lambda place: counts[place])} if others else set()
    return tuple(HIDDEN if place in hidden else str(count) for place, count in enumerate(counts))
