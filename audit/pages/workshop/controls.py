"""The facilitator's controls at the bottom edge; only on screens without fields."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from audit.pages.components import errors, place
from audit.pages.workshop.sight import Sight, after, before, go_to


def draw(sight: Sight, label: str, shortcut: str, icon: str, act: Callable[[], None]) -> None:
    """Draw Back, one main control, Next, and the way to note that a child may be unsafe."""
    errors.from_last_run()
    with st.bottom, st.container(horizontal=True, horizontal_alignment="distribute"):
        with st.container(horizontal=True, width="content"):
            back_button(sight, shortcut="PageUp")
            if label:
                st.button(f"**{label}**", key=f"{sight.key} {label}", icon=icon, shortcut=shortcut, on_click=act)
            next_button(sight, shortcut="PageDown")
        with st.container(horizontal=True, width="content"):
            st.button("All cases", key=f"{sight.key} all", on_click=go_to, args=(None,))
            _unsafe(sight)


def at_the_end(sight: Sight) -> None:
    """Draw Back and Next at the end of a screen with fields, where nothing may float over them."""
    with st.container(horizontal=True):
        back_button(sight)
        next_button(sight)
        st.button("All cases", key=f"{sight.key} all", on_click=go_to, args=(None,))
        _unsafe(sight)


def back_button(sight: Sight, *, shortcut: str | None = None) -> None:
    """Draw Back: to the statement before, or to the list of cases."""
    to = before(sight) or (None, None)
    st.button("Back", key=f"{sight.key} back", icon=":material/arrow_back:", shortcut=shortcut, on_click=go_to, args=to)


def next_button(sight: Sight, *, shortcut: str | None = None) -> None:
    """Draw Next: to the statement after, the overall judgement, the next case, or the list of cases."""
    to = after(sight) or (None, None)
    st.button(
        "Next", key=f"{sight.key} next", icon=":material/arrow_forward:", shortcut=shortcut, on_click=go_to, args=to
    )


def _unsafe(sight: Sight) -> None:
    if st.button("A child may be unsafe now", key=f"{sight.key} concern", icon=":material/warning:"):
        place.go("concern", round=sight.audit_round.ref, case=sight.case.ref)
