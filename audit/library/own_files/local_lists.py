"""The partnership's own lists: coherence rules, kinder words and the steps of an inspection.

In: YAML files, the installed ones unless the data folder holds its own.
Out: rules, words and steps; a file that is wrong is refused with its entry and field named.

Here too:
- The file of an inspection's steps: the partnership's own, kept in its data folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from audit.domain.identifying.kinder_words import KinderWord
from audit.domain.inspection.clock import ClockStep, must_be_a_method
from audit.domain.rating.coherence import Rule
from audit.errors import AuditError, WrongInput

_INSTALLED_FOLDER = Path(__file__).parent
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
    path = own if own is not None and own.exists() else _INSTALLED_FOLDER / name
    return checked(name, key, kind, lambda: path.read_text(encoding="utf-8"))


def _place(error: ValidationError, key: str) -> str:
    first = error.errors()[0]
    at, field = (*first["loc"], None, None)[:2]
    entry = f"entry {at + 1}" if isinstance(at, int) else key
    return f"{entry}{f', field {field}' if field is not None else ''}: {first['msg']}"


_ABOUT = (
    "# The steps of an inspection here. day: the working day from notification, which is day 1. after_fieldwork:\n"
    "# calendar days after the last day on site. after_letter: working days after the letter, whose day is 0.\n"
    "# mark: what else goes by the day (request, lists, audits, together). sure: false where no rule says the day.\n"
)


def own_clock(folder: Path) -> bool:
    """Say whether the folder holds steps of an inspection of the partnership's own."""
    return (folder / CLOCK).exists()


def clock_text(folder: Path | None = None) -> str:
    """Return the file of an inspection's steps as it stands, the folder's own where it has one."""
    own = folder / CLOCK if folder is not None else None
    return (own if own is not None and own.exists() else Path(__file__).parent / CLOCK).read_text(encoding="utf-8")


def read_clock(content: bytes, name: str) -> tuple[ClockStep, ...]:
    """Return the steps that a file holds; raises WrongInput naming the file, the entry and the field."""
    steps = checked(name, "steps", STEPS, lambda: content.decode("utf-8"))
    must_stand(steps, name)
    return steps


def clock_as_file(steps: Sequence[ClockStep]) -> bytes:
    """Return steps as a file that reads back as the same steps."""
    entries = [{name: value for name, value in asdict(step).items() if value not in (None, False)} for step in steps]
    plain = [{**entry, "sure": step.sure} for entry, step in zip(entries, steps, strict=True)]
    text = yaml.safe_dump({"steps": [_plain(entry) for entry in plain]}, sort_keys=False, allow_unicode=True, width=110)
    return (_ABOUT + str(text)).encode()


def _plain(step: dict[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in step.items()}
