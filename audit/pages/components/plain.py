"""What people typed, shown as they typed it: a star or a bracket in a note is no formatting."""

from __future__ import annotations

import re

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]$~#])")


def plain(words: str) -> str:
    """Return words that Streamlit's texts show letter by letter, with their line breaks."""
    return _MEANS_SOMETHING.sub(r"\\\1", words).replace("\n", "  \n")
