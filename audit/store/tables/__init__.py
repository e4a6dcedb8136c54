"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, findings, moderation, people, rating, readiness, rounds, trail

__all__ = ["actions", "findings", "moderation", "people", "rating", "readiness", "rounds", "trail"]
