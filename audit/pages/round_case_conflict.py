"""Two windows, one case: what each says, and a choice; nothing is lost silently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from audit.domain.cases import Case
from audit.errors import Conflict
from audit.pages.components import lists, look
from audit.pages.components.plain import plain
from audit.pages.round_case_facts import facts


def keep(key: str, *, mine: Case, conflict: Conflict) -> None:
    """Keep both versions until the person has chosen."""
    if isinstance(conflict.theirs, Case):
        st.session_state[_key(key)] = (mine, conflict.theirs, str(conflict))


def draw(key: str, save: Callable[[Case], None], take: Callable[[Case], None]) -> None:
    """Draw what differs and the choice; nothing where nobody else wrote."""
    found = st.session_state.get(_key(key))
    if found is None:
        return
    mine, theirs, message = found
    with st.container(border=True):
        look.card_title(f"Somebody else changed {theirs.ref} too")
        st.error(plain(message), icon=":material/error:")
        look.html(lists.table("Where the two differ", ("", "Yours", "Theirs"), differences(mine, theirs)))
        with st.container(horizontal=True):
            st.button("Keep mine", key=f"{key} keep mine", on_click=_keep_mine, args=(key, mine, theirs, save))
            st.button("Take theirs", key=f"{key} take theirs", on_click=_take_theirs, args=(key, theirs, take))


def differences(mine: Case, theirs: Case) -> list[tuple[str, str, str]]:
    """Return what two versions of a case say differently, in words."""
    pairs = zip(facts(mine), facts(theirs), strict=True)
    found = [(name, my_words or "empty", their_words or "empty") for (name, my_words), (_, their_words) in pairs]
    return [row for row in found if row[1] != row[2]]


def _keep_mine(key: str, mine: Case, theirs: Case, save: Callable[[Case], None]) -> None:
    st.session_state.pop(_key(key), None)
    save(replace(mine, version=theirs.version))


def _take_theirs(key: str, theirs: Case, take: Callable[[Case], None]) -> None:
    st.session_state.pop(_key(key), None)
    take(theirs)


def _key(key: str) -> str:
    return f"{key} conflict"
