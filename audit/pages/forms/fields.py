"""Fields: a label with its hint, in sight and read aloud together."""

from __future__ import annotations


def hinted(label: str, hint: str) -> str:
    """Return a field's label with its hint after it, in small letters."""
    return f"{label}{'' if label.endswith('?') else '.'} :small[{hint}]"
