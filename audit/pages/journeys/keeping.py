"""Adding, changing and taking away one event or tie of a child's journey: one way for both.

In: how a kind of thing is kept, and what somebody typed.
Out: the thing kept with its own version, or what stands in the way; what two people wrote is shown side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import streamlit as st

from audit.app import App
from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.pages.components import problems
from audit.pages.components.plain import plain
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Facts
from audit.store.work import Db

Thing = TypeVar("Thing", Event, Tie)
_NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Keeping(Generic[Thing]):
    """How one kind of thing is kept for a child, and what its buttons say."""

    key: str  # names the child's page in this window
    noun: str  # such as "event"
    add_label: str
    added: Callable[[Thing], str]  # what is said once it is added
    add: Callable[[Db, Thing], object]
    change: Callable[[Db, Thing], object]
    take: Callable[[Db, Thing], object]
    facts: Callable[[Thing], Facts]


def draw_outcome(keeping: Keeping[Thing]) -> None:
    """Draw what came of the last press: two versions to choose from, what stands in the way, or that it is kept."""
    key = keeping.key
    two_writers.draw(key)
    if saved := st.session_state.pop(f"{key} saved", ""):
        st.success(plain(saved), icon=":material/check_circle:")


def base(key: str, start: Thing) -> str:
    """Return the name of a form's fields; another after each save, so that the next one begins empty."""
    return f"{key} {start.id or _NEW} {st.session_state.get(f'{key} generation', 0)}"


def is_open(key: str, one: Thing) -> bool:
    """Say whether a thing that is kept stands open to be changed."""
    return one.id is not None and st.session_state.get(f"{key} open") == one.id


def form_buttons(app: App, keeping: Keeping[Thing], start: Thing, typed: Callable[[], Thing]) -> None:
    """Draw the form's buttons; `typed` returns what stands in its fields, and raises AuditError for what is missing."""
    key, name = keeping.key, base(keeping.key, start)
    args = (app, keeping, start, typed)
    if start.id is None:
        st.button(keeping.add_label, type="primary", key=f"{name} save", on_click=_save, args=args)
        return
    with st.container(horizontal=True):
        st.button(f"Save this {keeping.noun}", key=f"{name} save", on_click=_save, args=args)
        st.button("Leave it as it was", key=f"{name} leave", on_click=_close, args=(key,), type="tertiary")


def row_buttons(app: App, keeping: Keeping[Thing], one: Thing, number: int) -> None:
    """Draw the buttons beneath a thing that is kept: change it, or take it away."""
    key, noun = keeping.key, keeping.noun
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(f"Change {noun} {number}", key=f"{key} change {one.id}", on_click=_open, args=(key, one))
        st.button(
            f"Take away {noun} {number}",
            key=f"{key} away {one.id}",
            on_click=_take,
            args=(app, keeping, one),
            type="tertiary",
        )


def _save(app: App, keeping: Keeping[Thing], start: Thing, typed: Callable[[], Thing]) -> None:
    with problems.caught(keeping.key):
        new = typed()
        if start.id is not None:
            _change(app, keeping, new)
            return
        with app.unit_of_work() as db:
            keeping.add(db, new)
        _close(keeping.key)
        st.session_state[f"{keeping.key} saved"] = keeping.added(new)


def _change(app: App, keeping: Keeping[Thing], new: Thing) -> None:
    key = keeping.key

    def write(seen: Thing) -> None:
        with app.unit_of_work() as db:
            keeping.change(db, replace(new, version=seen.version))

    def done() -> None:
        _close(key)
        st.session_state[f"{key} saved"] = "Saved."

    change = Change(
        place=key,
        what="it",
        write=write,
        done=done,
        take=lambda _: _close(key),
        rows=lambda theirs: two_writers.rows_of_facts(keeping.facts(new), keeping.facts(theirs)),
    )
    two_writers.attempt(change, new)


def _take(app: App, keeping: Keeping[Thing], one: Thing) -> None:
    with problems.caught(keeping.key), app.unit_of_work() as db:
        keeping.take(db, one)


def _open(key: str, one: Thing) -> None:
    st.session_state[f"{key} open"] = one.id


def _close(key: str) -> None:
    st.session_state[f"{key} open"] = None
    st.session_state[f"{key} generation"] = st.session_state.get(f"{key} generation", 0) + 1
