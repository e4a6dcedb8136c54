"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, dates, findings, inspections, moderation, people, rating, rounds, trail

__all__ = ["actions", "dates", "findings", "inspections", "moderation", "people", "rating", "rounds", "trail"]
