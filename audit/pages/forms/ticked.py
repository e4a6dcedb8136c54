"""Boxes to tick, in two columns under a title of their own.

In: the choices, and which of them are chosen so far.
Out: which are ticked now; nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from audit.domain.frameworks.framework import Key
from audit.pages.components import look
from audit.pages.components.plain import plain

T = TypeVar("T", str, Key)


def ticked(title: str, options: Mapping[T, str], before: Sequence[T], key: str) -> tuple[T, ...]:
    """Draw the boxes, and return the ticked choices in their order; each box's key is `key` and its choice."""
    look.card_title(title)
    chosen = []
    columns = st.columns(2)
    half = (len(options) + 1) // 2
    for place, (option, label) in enumerate(options.items()):
        name = f"{key} {option}"
        st.session_state.setdefault(name, option in before)
        if columns[place // half].checkbox(plain(label), key=name, wrap=True):
            chosen.append(option)
    return tuple(chosen)
