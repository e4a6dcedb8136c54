"""Two windows, one thing: what each says, and a choice; nothing is lost silently.

In: what somebody wants to write, and what their window showed of it.
Out: it is written; or, where somebody else wrote meanwhile, both sides stand on the page until the person has chosen.

Here too:
- What somebody had before them when they pressed a button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

import streamlit as st

from audit.domain import english
from audit.domain.frameworks.framework import Key
from audit.errors import Conflict
from audit.pages.components import errors, look
from audit.pages.components.look import plain

Rows = Sequence[tuple[str, str, str]]  # what it is, mine, theirs


def _nothing() -> None:
    """Do nothing more."""


def _leave_unchanged(_other: object) -> None:
    """Take theirs: they stand already."""


def _other_version(conflict: Conflict) -> Any:  # noqa: ANN401 - whatever the command compares
    return conflict.stored


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that somebody wants to write."""

    place: str  # where the two sides are shown
    write: Callable[[Any], object]  # is given what the window showed, and raises Conflict where that is out of date
    rows: Callable[[Any], Rows]  # is given theirs, and returns what the two say
    done: Callable[[], None] = _nothing  # once it is written
    settled: Callable[[], None] = _nothing  # once the person has chosen, whichever side
    subject: str = "this"  # "Somebody else changed ... too"
    take: Callable[[Any], None] = _leave_unchanged  # once the person has chosen theirs: is given it
    shown_then: Callable[[Conflict], Any] = _other_version  # what the window shows once both sides stand there


def rows_of(
    own: object, other: object, titles: Mapping[str, str], called: Mapping[str, str] = MappingProxyType({})
) -> Rows:
    """Return what two versions of a record say, in words; `titles` names the fields that are held beside each other."""

    def said(side: object, name: str) -> str:
        words = in_words(getattr(side, name, ""))
        return called.get(words, words)

    return [(title, said(own, name), said(other, name)) for name, title in titles.items()]


def differing(rows: Rows) -> Rows:
    """Return the rows whose two sides differ, with a word where a side says nothing."""
    filled = [(name, own or "empty", other or "empty") for name, own, other in rows]
    return [row for row in filled if row[1] != row[2]]


def in_words(value: object) -> str:
    """Return what a field holds as people read it."""
    if isinstance(value, date):
        return english.day(value)
    if isinstance(value, Key):
        return value.ref
    if isinstance(value, tuple | frozenset):
        return ", ".join(in_words(part) for part in value)
    return str(getattr(value, "label", "" if value is None else value))


def attempt(change: Change, seen: Any) -> None:  # noqa: ANN401 - whatever the command compares
    """Write a change, or keep both sides until the person has chosen; what else stands in the way is kept too."""
    with errors.caught(change.place):
        write(change, seen)


def write(change: Change, seen: Any) -> None:  # noqa: ANN401 - whatever the command compares
    """Write a change, or keep both sides; raises what else stands in the way."""
    try:
        change.write(seen)
    except Conflict as conflict:
        hold(change, conflict)
        return
    change.done()
    _begin_afresh(change.place)
    if st.session_state.pop(_key(change.place), None) is not None:
        change.settled()


def hold(change: Change, conflict: Conflict) -> None:
    """Keep both sides until the person has chosen."""
    st.session_state[_key(change.place)] = (change, conflict)


def draw(place: str) -> None:
    """Draw what stands in the way, and both sides with the choice; nothing where nobody else wrote."""
    errors.from_last_run(place)
    held: tuple[Change, Conflict] | None = st.session_state.get(_key(place))
    if held is None:
        return
    change, conflict = held
    with st.container(border=True):
        look.card_title(f"Somebody else changed {change.subject} too")
        st.error(plain(f"{conflict} Yours is not saved yet."), icon=":material/error:")
        if rows := differing(change.rows(conflict.stored)):
            look.html(look.table("Where they differ", ("", "Yours", "Theirs"), rows))
        with st.container(horizontal=True):
            again = (change, change.shown_then(conflict))
            st.button("Keep mine", key=f"{place} keep mine", type="primary", on_click=attempt, args=again)
            st.button("Take theirs", key=f"{place} take theirs", on_click=_take, args=(change, conflict.stored))


def _take(change: Change, other: Any) -> None:  # noqa: ANN401 - whatever the command compares
    with errors.caught(change.place):
        change.take(other)
        change.settled()
        st.session_state.pop(_key(change.place), None)
        _begin_afresh(change.place)


def _begin_afresh(place: str) -> None:
    st.session_state[_turn(place)] = st.session_state.get(_turn(place), 0) + 1


def _turn(place: str) -> str:
    return f"turn of {place}"


def _key(place: str) -> str:
    return f"{place} two writers"


def joined(stored: str, typed: str) -> str:
    """Return two texts as one, neither shortened; a text that holds the other stands for both."""
    if typed in stored:
        return stored
    return typed if stored in typed else f"{stored.rstrip()}\n\n{typed.lstrip()}"


T = TypeVar("T")


def drawn_last(place: str, current: T) -> T:
    """Return what this window showed at a place when a button there was pressed, and note what it shows now."""
    name = f"{place} drawn last"
    shown: T = st.session_state.get(name, current)
    st.session_state[name] = current
    return shown
