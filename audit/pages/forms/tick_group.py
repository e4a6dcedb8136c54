"""A group of checkboxes with a name of its own, so that a screen reader says which question a box belongs to.

In: the choices, and which of them are kept.
Out: what was chosen and what was taken away, handed over at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_GROUP = st.components.v2.component(
    "seven_statements.tick_group",
    html=(_HERE / "tick_group.html").read_text(encoding="utf-8"),
    css=(_HERE / "tick_group.css").read_text(encoding="utf-8"),
    js=(_HERE / "tick_group.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def tick_group(
    legend: str,
    *,
    options: Mapping[str, str],
    chosen: frozenset[str],
    key: str,
    save: Callable[[frozenset[str], frozenset[str]], None],
) -> None:
    """Draw the group; `save` is called with what was added and what was taken away, and deals with its own errors.

    `options` tells the words by value.
    """
    data = {
        "legend": legend,
        "options": list(options.items()),
        "chosen": sorted(chosen),
        "heard": st.session_state.get(f"{key} heard", 0),
    }
    _GROUP(key=key, data=data, on_chosen_change=lambda: _hand_over(key, save))


def _hand_over(key: str, save: Callable[[frozenset[str], frozenset[str]], None]) -> None:
    said = st.session_state[key].get("chosen")
    if not said:
        return
    st.session_state[f"{key} heard"] = said["turn"]
    save(frozenset(said["on"]), frozenset(said["off"]))
