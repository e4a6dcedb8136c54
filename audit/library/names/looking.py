"""Looking through a text for what may point to a child, with the lists of names that come from outside.

In: a text.
Out: what was found in it; a text looked through once is remembered.
"""

from __future__ import annotations

from functools import lru_cache

from audit.domain.identifying.marking import Identifier, identifiers_in
from audit.library.names.lists import names


@lru_cache(maxsize=4096)
def look(text: str) -> tuple[Identifier, ...]:
    """Return what may point to a child in a text, in its order."""
    return identifiers_in(text, names())
