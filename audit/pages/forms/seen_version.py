"""What somebody had before them when they began to change a record, or when they pressed a button.

In: the record, or its version, as it is now; and the key of the form's first field, or of the place.
Out: the record or version that the window showed.
"""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def of(field: str, there: T) -> T:
    """Return what the form began with, a record or its version; call it before the field of that key is drawn."""
    name = _began(field)
    if field not in st.session_state or name not in st.session_state:
        st.session_state[name] = there
    began: T = st.session_state[name]
    return began


def now_is(field: str, there: object) -> None:
    """Note that the person has read another version, so that saving again takes its place."""
    st.session_state[_began(field)] = there


def drawn_last(place: str, there: T) -> T:
    """Return what this window showed at a place when a button there was pressed, and note what it shows now."""
    name = f"{place} drawn last"
    shown: T = st.session_state.get(name, there)
    st.session_state[name] = there
    return shown


def _began(field: str) -> str:
    return f"{field} began with version"
