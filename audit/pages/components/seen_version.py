"""Which version of a record somebody had before them when they began to change it.

In: the record's version now, and the key of the form's first field.
Out: the version the form was first drawn with, until it is saved or left.
"""

from __future__ import annotations

import streamlit as st


def of(field: str, version: int) -> int:
    """Return the version that the form began with; call it before the field of that key is drawn."""
    name = f"{field} began with version"
    if field not in st.session_state or name not in st.session_state:
        st.session_state[name] = version
    return int(st.session_state[name])


def now_is(field: str, version: int) -> None:
    """Note that the person has read another version, so that saving again takes its place."""
    st.session_state[f"{field} began with version"] = version
