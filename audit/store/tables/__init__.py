"""Every table, so that one import knows the whole database."""

from audit.store.tables import (
    actions,
    board,
    dates,
    editions,
    findings,
    following,
    form_drafts,
    journeys,
    moderation,
    notified,
    over_time,
    people,
    rating,
    readiness,
    rounds,
    trail,
)

__all__ = [
    "actions",
    "board",
    "dates",
    "editions",
    "findings",
    "following",
    "form_drafts",
    "journeys",
    "moderation",
    "notified",
    "over_time",
    "people",
    "rating",
    "readiness",
    "rounds",
    "trail",
]
