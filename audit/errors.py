"""Errors whose message is written for the person at the screen, and what is told of those that nobody expected.

In: what happened to what, and what to do next; or any fault.
Out: an exception that pages and commands show as it is, without a traceback; or where a fault happened, and no text.
"""

from __future__ import annotations

import traceback
from typing import Any, Final

NOT_SHOWN: Final[Any] = object()  # what a command is given that no window stands behind: the command line, a story


class AuditError(Exception):
    """Something the person can put right; the message says how."""


class NotAllowed(AuditError):
    """The person may not do this; the message says who may."""


class Conflict(AuditError):
    """Somebody else wrote first; `stored` is what they wrote and `version` is its version."""

    def __init__(self, message: str, *, stored: object, version: int) -> None:
        super().__init__(message)
        self.stored = stored
        self.version = version


class WrongInput(AuditError):
    """A file, form, address or setting that cannot be used; the message names the place."""


class UnusableDatabase(AuditError):
    """A database that cannot be used until somebody restores it, reaches it or installs another version."""


def must_be_as_seen(stored: object, seen: object, say: str, *, version: int = 0) -> None:
    """Raise Conflict, with what is there, where that is no longer what the person's window showed."""
    if seen is not NOT_SHOWN and stored != seen:
        raise Conflict(say, stored=stored, version=version)


def without_texts(fault: BaseException) -> str:
    """Return a fault as its kind and its place in the code, with those it came from; never its message."""
    frames = reversed(traceback.extract_tb(fault.__traceback__))
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in frames)
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return f"{type(fault).__name__} in {places}{f'; from {without_texts(cause)}' if cause else ''}"
