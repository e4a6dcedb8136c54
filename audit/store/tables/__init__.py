"""Every table, so that one import knows the whole database."""

from audit.store.tables import (
    actions,
    board,
    dates,
    editions,
    findings,
    journeys,
    moderation,
    over_time,
    people,
    rating,
    rounds,
    trail,
)

__all__ = [
    "actions",
    "board",
    "dates",
    "editions",
    "findings",
    "journeys",
    "moderation",
    "people",
    "rating",
    "rounds",
    "trail",
]

__all__ = ["actions", "findings", "moderation", "over_time", "people", "rating", "rounds", "trail"]
