"""Errors on the page: a sentence, and nothing lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from audit.errors import AuditError
from audit.pages.components.plain import plain

_LOG = logging.getLogger(__name__)


@contextmanager
def shown() -> Iterator[None]:
    """Show an AuditError where it happened; what was typed stays in its fields."""
    try:
        yield
    except AuditError as error:
        st.error(plain(str(error)), icon=":material/error:")


@contextmanager
def last_resort() -> Iterator[None]:
    """Show a sentence for a fault that nobody foresaw, and keep what happened in the log; no traceback on the page."""
    try:
        yield
    except AuditError as error:
        st.error(plain(str(error)), icon=":material/error:")
    except Exception:  # the page is the last place where a fault can be caught
        _LOG.exception("A page could not be drawn")
        st.error(
            "Something went wrong on this page. Everything that showed as saved is kept. Reload the page; if it "
            "happens again, tell whoever looks after Seven Statements, who will find the details in its log.",
            icon=":material/error:",
        )


def for_next_run(error: AuditError) -> None:
    """Keep an error that happened in a callback, to be shown when the page is drawn."""
    st.session_state["error_for_next_run"] = str(error)


def from_last_run() -> None:
    """Show the error that the last callback left, if any."""
    message = st.session_state.pop("error_for_next_run", None)
    if message:
        st.error(plain(message), icon=":material/error:")
