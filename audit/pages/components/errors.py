"""Errors on the page: a sentence, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from audit.errors import AuditError


@contextmanager
def shown() -> Iterator[None]:
    """Show an AuditError where it happened; what was typed stays in its fields."""
    try:
        yield
    except AuditError as error:
        st.error(str(error), icon=":material/error:")


def for_next_run(error: AuditError) -> None:
    """Keep an error that happened in a callback, to be shown when the page is drawn."""
    st.session_state["error_for_next_run"] = str(error)


def from_last_run() -> None:
    """Show the error that the last callback left, if any."""
    message = st.session_state.pop("error_for_next_run", None)
    if message:
        st.error(message, icon=":material/error:")
