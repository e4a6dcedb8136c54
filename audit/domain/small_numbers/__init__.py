"""Counts of children, and which of them may be shown."""
