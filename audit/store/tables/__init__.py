"""Every table, so that one import knows the whole database."""

from audit.store.tables import (
    board,
    editions,
    findings,
    inspection,
    moderation,
    over_time,
    people,
    plan,
    rating,
    readiness,
    release,
    rounds,
    trail,
)

__all__ = [
    "board",
    "editions",
    "findings",
    "inspection",
    "moderation",
    "over_time",
    "people",
    "plan",
    "rating",
    "readiness",
    "release",
    "rounds",
    "trail",
]
