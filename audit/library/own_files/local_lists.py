"""The partnership's own lists: coherence rules, kinder words and the steps of an inspection.

In: YAML files, the installed ones unless the data folder holds its own.
Out: rules, words and steps; a file that is wrong is refused with its entry and field named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from audit.domain.identifying.kinder_words import KinderWord
from audit.domain.inspection.clock import ClockStep, must_be_a_method
from audit.domain.rating.coherence import Rule
from audit.errors import AuditError, WrongInput

_HERE = Path(__file__).parent
_RULES = TypeAdapter(tuple[Rule, ...])
_WORDS = TypeAdapter(tuple[KinderWord, ...])
STEPS = TypeAdapter(tuple[ClockStep, ...])
T = TypeVar("T")
CLOCK = "inspection_clock.yaml"
_RULES_FILE, _WORDS_FILE = "coherence.yaml", "kinder_words.yaml"
OWN = (_RULES_FILE, _WORDS_FILE, CLOCK)  # what a partnership may keep of its own in the data folder


def coherence_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the coherence rules, the folder's own where it has some; raises WrongInput for a wrong file."""
    return _read(_RULES_FILE, "rules", _RULES, folder)


def kinder_words(folder: Path | None = None) -> tuple[KinderWord, ...]:
    """Return the kinder words, the folder's own where it has some; raises WrongInput for a wrong file."""
    return _read(_WORDS_FILE, "words", _WORDS, folder)


def inspection_clock(folder: Path | None = None) -> tuple[ClockStep, ...]:
    """Return the steps of an inspection, the folder's own where it has some; raises WrongInput for a wrong file."""
    steps = _read(CLOCK, "steps", STEPS, folder)
    must_stand(steps, CLOCK)
    return steps


def own_files(folder: Path) -> dict[str, bytes]:
    """Return the partnership's own files by name, as they are."""
    return {name: (folder / name).read_bytes() for name in OWN if (folder / name).is_file()}


def must_stand(steps: Sequence[ClockStep], name: str) -> None:
    """Raise WrongInput naming the file and the entry where the steps are no method."""
    try:
        must_be_a_method(steps)
    except AuditError as error:
        raise WrongInput(f"{name}: {error}") from error


def checked(name: str, key: str, kind: TypeAdapter[T], text: Callable[[], str]) -> T:
    """Return what a list says; raises WrongInput naming the file, the entry and the field."""
    try:
        content: Any = yaml.safe_load(text())
        return kind.validate_python(content[key])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError) as error:
        raise WrongInput(f"{name} cannot be read. It needs a list called “{key}”; correct or remove it.") from error
    except ValidationError as error:
        raise WrongInput(f"{name}: {_place(error, key)}. Correct it, or remove the file to use ours.") from error


def _read(name: str, key: str, kind: TypeAdapter[T], folder: Path | None) -> T:
    own = folder / name if folder is not None else None
    path = own if own is not None and own.exists() else _HERE / name
    return checked(name, key, kind, lambda: path.read_text(encoding="utf-8"))


def _place(error: ValidationError, key: str) -> str:
    first = error.errors()[0]
    at, field = (*first["loc"], None, None)[:2]
    entry = f"entry {at + 1}" if isinstance(at, int) else key
    return f"{entry}{f', field {field}' if field is not None else ''}: {first['msg']}"
