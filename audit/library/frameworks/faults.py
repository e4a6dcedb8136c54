"""Faults: what is wrong with a framework file, and where.

In: the file, the item and the field that a check was looking at, and what is wrong in plain words.
Out: a value that prints as one line, and the refusal that lists every one of them. What was written somewhere else than
in a file, such as a workbook, is named by the same values in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from audit.errors import WrongInput

WHOLE = "(whole file)"  # the item or field of a fault that belongs to no one item or field


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to put right in one file."""

    file: str
    item: str  # a ref, or WHOLE
    field: str  # a key of the file, with a dot before a key inside it, or WHOLE
    message: str
    entry: int = dataclass_field(default=0, compare=False)  # which entry of its list, from 1; 0: the item says which
    part: int | str = dataclass_field(default=0, compare=False)  # which entry or key within the field; 0: all of it

    def __str__(self) -> str:
        return f"{self.file}: item {self.item}: field {self.field}: {self.message}"


def refusal(faults: Sequence[Fault]) -> WrongInput:
    """Return the error that lists every fault on its own line."""
    count = "1 thing in it is" if len(faults) == 1 else f"{len(faults)} things in it are"
    lines = "\n".join(str(fault) for fault in faults)
    return WrongInput(f"The framework cannot be used until {count} put right:\n{lines}")
