"""The partnership's own lists, read once and again when a file of theirs changes.

In: the data folder.
Out: rules, words and names; where a list of their own cannot be used, ours stand in and `problems` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TypeVar

from audit import settings
from audit.domain.identifying.kinder_words import KinderWord
from audit.domain.inspection.clock import ClockStep
from audit.domain.rating.coherence import Rule
from audit.errors import AuditError
from audit.library.names import lists
from audit.library.own_files import local_lists

T = TypeVar("T")


def coherence_rules() -> tuple[Rule, ...]:
    """Return what is asked once more before a form is submitted."""
    return _read(local_lists.coherence_rules)


def kinder_words() -> tuple[KinderWord, ...]:
    """Return the words for which there is a kinder one."""
    return _read(local_lists.kinder_words)


def inspection_clock() -> tuple[ClockStep, ...]:
    """Return the steps of an inspection as they are here.

    Raises WrongInput where the partnership's own are wrong: a day counted by other steps would mislead.
    """
    folder = settings.load().folder
    steps: tuple[ClockStep, ...] = _read_cached(local_lists.inspection_clock, folder, _changed(folder))
    return steps


def problems() -> tuple[str, ...]:
    """Return, in sentences, which of the partnership's own lists cannot be used."""
    sentences = []
    for read in (local_lists.coherence_rules, local_lists.kinder_words):
        try:
            read(settings.load().folder)
        except AuditError as error:
            sentences.append(str(error))
    return tuple(sentences)


def warm() -> None:
    """Read the long lists of names before anybody types; it takes half a second, beside what else is done."""
    Thread(target=lists.names, daemon=True).start()


def _read(read: Callable[[Path | None], T]) -> T:
    folder = settings.load().folder
    try:
        entries: T = _read_cached(read, folder, _changed(folder))
    except AuditError:
        entries = _read_cached(read, None, ())
    return entries


@cache
def _read_cached(read: Callable[[Path | None], T], folder: Path | None, _as_of: tuple[int, ...]) -> T:
    return read(folder)


def _changed(folder: Path) -> tuple[int, ...]:
    own = [folder / name for name in local_lists.OWN]
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in own)
