"""Where statements come from, said on every screen and in every export that shows them.

In: an item, or the statements of a round.
Out: a sentence; empty where the source itself says it.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.framework import Item, Provenance
from audit.domain.rounds import Asked

_SAYS = {
    Provenance.PUBLISHED: "",
    Provenance.DERIVED: "Reconstructed: our reading of the source, not its own wording.",
    Provenance.UNVERIFIED: "Known second-hand only: check it against the source.",
}


def of(item: Item) -> str:
    """Return where an item comes from; empty where it was seen in its source."""
    return _SAYS[item.provenance]


def of_statements(asked: Sequence[Asked]) -> str:
    """Return which of the statements are not their source's wording; empty where all are."""
    ours = [str(one.number) for one in asked if one.item.provenance is not Provenance.PUBLISHED]
    if not ours:
        return ""
    if len(ours) == 1:
        return f"Statement {ours[0]} is reconstructed: our reading of the source, not its own wording."
    numbers = f"{', '.join(ours[:-1])} and {ours[-1]}"
    return f"Statements {numbers} are reconstructed: our reading of the source, not its own wording."
