"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, editions, findings, moderation, people, rating, rounds, trail

__all__ = ["actions", "editions", "findings", "moderation", "people", "rating", "rounds", "trail"]
