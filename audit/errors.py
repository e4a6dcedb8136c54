"""Errors whose message is written for the person at the screen.

In: what happened to what, and what to do next.
Out: an exception that pages and commands show as it is, without a traceback.
"""

from __future__ import annotations

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
