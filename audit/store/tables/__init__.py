"""Every table, so that one import knows the whole database."""

from audit.store.tables import actions, findings, following, form_drafts, moderation, people, rating, rounds, trail

__all__ = ["actions", "findings", "following", "form_drafts", "moderation", "people", "rating", "rounds", "trail"]
