"""Where statements come from, said on every screen and in every export that shows them.

In: an item, or the statements of a round.
Out: a sentence; empty where the source itself says it.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.english import listed
from audit.domain.frameworks.framework import Item, Provenance
from audit.domain.rounds.audit_round import RoundStatement

_SAYS = {
    Provenance.PUBLISHED: "",
    Provenance.DERIVED: "Reconstructed: our reading of the source, not its own wording.",
    Provenance.UNVERIFIED: "Known second-hand only: check it against the source.",
}
_IN_WORDS = {
    Provenance.PUBLISHED: "Published: the source says this, and it was seen.",
    Provenance.DERIVED: "Derived: our reading of the source, not its own wording.",
    Provenance.UNVERIFIED: "Unverified: known second-hand only. Check it against the source.",
}


def in_words(provenance: Provenance) -> str:
    """Return how far something rests on its source, whichever it is."""
    return _IN_WORDS[provenance]


def counted(items: Sequence[Item]) -> str:
    """Return how many items rest on their source, and how far."""
    words = {
        Provenance.PUBLISHED: "published",
        Provenance.DERIVED: "derived (our reading)",
        Provenance.UNVERIFIED: "unverified (known second-hand)",
    }
    counts = [(sum(item.provenance is provenance for item in items), label) for provenance, label in words.items()]
    return ", ".join(f"{count} {label}" for count, label in counts if count) or "nothing yet"


def of(item: Item) -> str:
    """Return where an item comes from; empty where it was seen in its source."""
    return _SAYS[item.provenance]


def of_statements(statements: Sequence[RoundStatement]) -> str:
    """Return which of the statements are not their source's wording; empty where all are."""
    ours = [str(statement.number) for statement in statements if statement.item.provenance is not Provenance.PUBLISHED]
    if not ours:
        return ""
    if len(ours) == 1:
        return f"Statement {ours[0]} is reconstructed: our reading of the source, not its own wording."
    every = len(ours) == len(statements)
    subject = f"All {len(ours)} statements" if every else f"Statements {listed(ours)}"
    return f"{subject} are reconstructed: our reading of the source, not its own wording."
