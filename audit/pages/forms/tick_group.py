"""A group of checkboxes with a name of its own, so that a screen reader says which question a box belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent
_GROUP = st.components.v2.component(
    "seven_statements.tick_group",
    html=(_FOLDER / "tick_group.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "tick_group.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "tick_group.js").read_text(encoding="utf-8"),
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
    event = st.session_state[key].get("chosen")
    if not event:
        return
    st.session_state[f"{key} heard"] = event["turn"]
    save(frozenset(event["on"]), frozenset(event["off"]))
