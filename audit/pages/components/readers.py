"""Who will read a paper: asked for each, since what may stand in it depends on them.

In: a kind of paper.
Out: the audience that the person chose.
"""

from __future__ import annotations

import streamlit as st

from audit.check_out import Paper
from audit.domain.passages import Audience


def asked(paper: Paper, *, key: str) -> Audience:
    """Ask who will read a paper, and return the answer; whoever usually reads it is chosen first."""
    options = list(Audience)
    chosen = st.selectbox(
        f"Who will read the {paper.label[:1].lower()}{paper.label[1:]}?",
        options,
        index=options.index(paper.usual),
        format_func=lambda audience: audience.label,
        key=key,
        help="Council committee papers are published.",
    )
    return chosen or paper.usual
