"""Two windows, one event or tie: what each says, and a choice; nothing is lost silently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from audit.domain.ecomap import Tie
from audit.domain.pathway import Event
from audit.errors import Conflict
from audit.pages.components import lists, look
from audit.pages.components.plain import plain

Thing = TypeVar("Thing", Event, Tie)
Facts = list[tuple[str, str]]


def keep(key: str, *, mine: Event | Tie, conflict: Conflict) -> None:
    """Keep both versions until the person has chosen."""
    st.session_state[_key(key)] = (mine, conflict.theirs, str(conflict))


def draw(key: str, facts: Callable[[Thing], Facts], save: Callable[[Thing], None], take: Callable[[], None]) -> None:
    """Draw what differs and the choice; nothing where nobody else wrote.

    `facts` says what a version holds; `save` is called with mine at their version, `take` where theirs stays.
    """
    found = st.session_state.get(_key(key))
    if found is None:
        return
    mine, theirs, message = found
    pairs = zip(facts(mine), facts(theirs), strict=True)
    rows = [(name, ours or "empty", said or "empty") for (name, ours), (_, said) in pairs if ours != said]
    with st.container(border=True):
        look.card_title("Somebody else changed it too")
        st.error(f"{plain(message)} Yours is not saved yet.", icon=":material/error:")
        if rows:
            look.html(lists.table("Where the two differ", ("", "Yours", "Theirs"), rows))
        with st.container(horizontal=True):
            mine_now = replace(mine, version=theirs.version)
            st.button("Keep mine", key=f"{key} keep mine", on_click=_choose, args=(key, lambda: save(mine_now)))
            st.button("Take theirs", key=f"{key} take theirs", on_click=_choose, args=(key, take))


def _choose(key: str, then: Callable[[], None]) -> None:
    st.session_state.pop(_key(key), None)
    then()


def _key(key: str) -> str:
    return f"{key} conflict"
