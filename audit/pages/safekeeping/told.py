"""What an act of keeping or erasing did, kept until the page is drawn again, and where its problems are kept.

In: the words of a callback.
Out: the same words, once, on the page that is drawn next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from audit.pages.forms.two_writers import Change, Rows, attempt, in_words

PLACE = "keeping"  # where problems of this page are kept
ERASING = "erase"  # where those of erasing are kept; a round may be gone and the file not rewritten yet
_SAID = "keeping_said"


def say(words: str) -> None:
    """Keep what a callback did, to be told when the page is drawn."""
    st.session_state[_SAID] = words


def keep_day(what: str, write: Callable[[date | None], None], mine: date | None, seen: date | None) -> None:
    """Keep the day until which something is kept; where somebody else set another, both are shown."""

    def rows(theirs: date | None) -> Rows:
        return [("Kept until", in_words(mine) or "no day", in_words(theirs) or "no day")]

    attempt(Change(place=PLACE, what=f"how long {what} is kept", write=write, rows=rows), seen)


def said_from_last_run() -> None:
    """Tell what the last callback did, if anything."""
    words = st.session_state.pop(_SAID, None)
    if words:
        st.success(words, icon=":material/check_circle:")
