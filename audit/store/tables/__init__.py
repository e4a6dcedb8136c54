"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, findings, moderation, over_time, people, rating, rounds, trail

__all__ = ["actions", "findings", "moderation", "over_time", "people", "rating", "rounds", "trail"]
