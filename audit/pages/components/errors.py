"""Errors on the page: a sentence, and nothing lost. Whatever a person presses, types or takes out is answered here.

In: a fault, expected or not.
Out: what to tell the person; of a fault that nobody expected the log holds where it happened, and no text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from audit.errors import AuditError, UnusableDatabase, without_texts
from audit.pages.components.look import plain

UNEXPECTED = (
    "Something went wrong, and this was not done. What showed as saved is kept, and what you typed is still here. "
    "Try once more; if it happens again, tell whoever looks after Seven Statements: the log says where it happened."
)
_NOT_DRAWN = (
    "Something went wrong on this page. What showed as saved is kept. Reload the page; if it happens again, tell "
    "whoever looks after Seven Statements: the log says where it happened."
)
_LOG = logging.getLogger(__name__)
_NEXT_RUN = "fault of the last run"
# Streamlit writes the whole message of a fault that reaches it, and a message may hold what somebody typed.
_ALSO_LOGGED_BY = ("streamlit.error_util", "streamlit.runtime.backend_operation_handler")


def sentence_of(fault: Exception, *, unexpected: str = UNEXPECTED) -> str:
    """Return what to tell a person about a fault; one that nobody expected is noted in the log, without any text."""
    if isinstance(fault, AuditError):
        return str(fault)
    _LOG.error("Unexpected fault: %s", without_texts(fault))
    return unexpected


@contextmanager
def reported_to(tell: Callable[[str], None]) -> Iterator[None]:
    """Tell in a sentence what went wrong, whatever it was: no button does nothing, and nothing typed is lost.

    The one place where the pages catch a fault (`tests/architecture/test_answered.py`).
    """
    try:
        yield
    except Exception as fault:
        tell(sentence_of(fault))


@contextmanager
def last_resort() -> Iterator[None]:
    """Show a sentence where a page cannot be drawn; no traceback on the page.

    An UnusableDatabase goes on to where a backup can be restored.
    """
    try:
        yield
    except UnusableDatabase:
        raise
    except Exception as fault:  # the page is the last place where a fault can be caught
        _show(sentence_of(fault, unexpected=_NOT_DRAWN))


def shown() -> AbstractContextManager[None]:
    """Show a fault where it happened, as a sentence; what was typed stays in its fields."""
    return reported_to(_show)


def caught(place: str = "") -> AbstractContextManager[None]:
    """Keep the fault of a callback, to be shown at its place when the page is drawn; empty: at the top."""
    return reported_to(lambda sentence: st.session_state.update({f"{_NEXT_RUN} {place}": sentence}))


def from_last_run(place: str = "") -> None:
    """Show the fault that the last callback left for a place, if any; shown once."""
    message = st.session_state.pop(f"{_NEXT_RUN} {place}", None)
    if message:
        _show(message)


def _show(sentence: str) -> None:
    st.error(plain(sentence), icon=":material/error:")


def keep_texts_out_of_logs() -> None:
    """Let no log of Streamlit's hold the message of a fault; called once, when the app starts."""
    for name in _ALSO_LOGGED_BY:
        logger = logging.getLogger(name)
        if _without_message not in logger.filters:
            logger.addFilter(_without_message)


def _without_message(record: logging.LogRecord) -> bool:
    fault = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if fault is not None:
        record.msg, record.args, record.exc_info = "Unexpected fault: %s", (without_texts(fault),), None
    return True
