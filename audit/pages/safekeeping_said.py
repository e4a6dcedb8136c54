"""What an act of keeping or erasing did, kept until the page is drawn again, and where its problems are kept.

In: the words of a callback.
Out: the same words, once, on the page that is drawn next.
"""

from __future__ import annotations

import streamlit as st

PLACE = "keeping"  # where problems of this page are kept
ERASING = "erase"  # where those of erasing are kept; a round may be gone and the file not rewritten yet
_SAID = "keeping_said"


def say(words: str) -> None:
    """Keep what a callback did, to be told when the page is drawn."""
    st.session_state[_SAID] = words


def said_from_last_run() -> None:
    """Tell what the last callback did, if anything."""
    words = st.session_state.pop(_SAID, None)
    if words:
        st.success(words, icon=":material/check_circle:")
