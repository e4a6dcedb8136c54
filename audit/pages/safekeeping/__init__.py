"""Keeping safe, and no longer than needed."""
