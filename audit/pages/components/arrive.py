"""Arriving: after a step within one page, the new part is in sight and the keyboard is at its start.

In: where one is, and the id of what was asked for.
Out: the focus there.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_ARRIVE = st.components.v2.component(
    "seven_statements.arrive",
    html="<span></span>",
    js=(Path(__file__).parent / "arrive.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def arrive(at: str, *, to: str = "") -> None:
    """Go to the element `to`, else to the page's title, whenever `at` is another place than before."""
    _ARRIVE(key="arrive", data={"at": at, "to": to}, height=1)
