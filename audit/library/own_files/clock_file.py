"""The file of an inspection's steps: the partnership's own, kept in its data folder.

In: a file as somebody changed it, or steps.
Out: steps that stand, or a file of them; a wrong one is refused with its entry and field named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from audit.domain.inspection.clock import ClockStep
from audit.library.own_files.local_lists import CLOCK, STEPS, checked, must_stand

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
    kept = [{name: value for name, value in asdict(one).items() if value not in (None, False)} for one in steps]
    plain = [{**one, "sure": step.sure} for one, step in zip(kept, steps, strict=True)]
    text = yaml.safe_dump({"steps": [_plain(one) for one in plain]}, sort_keys=False, allow_unicode=True, width=110)
    return (_ABOUT + str(text)).encode()


def _plain(step: dict[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in step.items()}
