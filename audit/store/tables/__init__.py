"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, board, findings, journeys, moderation, people, rating, rounds, trail

__all__ = ["actions", "board", "findings", "journeys", "moderation", "people", "rating", "rounds", "trail"]
