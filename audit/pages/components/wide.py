"""A wider page, for a chart beside its table; not so wide that lines are hard to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_WIDTH = 1120  # pixels; less on a smaller window


def page() -> DeltaGenerator:
    """Return the place to draw in, in the middle of the window."""
    st.set_page_config(layout="wide")
    return st.container(horizontal_alignment="center").container(width=_WIDTH)
