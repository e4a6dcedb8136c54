"""What a sheet of a framework's workbook is made of: columns, each for a key of a framework file.

In: nothing; these are the values that `framework_sheets` lists.
Out: columns and sheets that the writer and the reader both go by.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args, get_type_hints

from audit.domain.frameworks.framework import Provenance


class Form(StrEnum):
    """What a column's cells hold."""

    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"  # one of the column's options
    LINES = "lines"  # a list: one entry a line of the cell
    SEVERAL = "several"  # a list: one entry a column, the headings numbered


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column, or a numbered set of them."""

    key: str
    heading: str
    form: Form = Form.WORDS
    options: tuple[str, ...] = ()
    source: str = ""  # the sheet (or the list) whose entries are offered; empty: nothing is
    width: int = 18  # characters
    help: str = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """One sheet: a row of headings, an example that is not read, then a row for each entry."""

    name: str
    section: str  # of the framework's file
    kinds: tuple[str, ...] = ()  # of the items on it
    columns: tuple[Column, ...]
    about: str  # a sentence for the instructions

    def column(self, key: str) -> Column | None:
        """Return the column for a key; None where the sheet has none."""
        return next((column for column in self.columns if column.key == key), None)


EXAMPLE = "Example:"  # a row whose first cell begins with this is not read
BREAK = "↵"  # stands for a line break inside one entry of a list
INSTRUCTIONS, FRAMEWORK, LISTS = "Instructions", "Framework", "Lists"
STATEMENTS, LINES, THEMES, DESCRIPTORS, SECTORS = "Statements", "Lines of enquiry", "Themes", "Descriptors", "Sectors"
PROVENANCE = tuple(one.value for one in Provenance)


def options_of(cls: type, field: str) -> tuple[str, ...]:
    """Return the words that a field of a framework's class can hold."""
    hint = get_type_hints(cls)[field]
    found = [arg for one in (hint, *get_args(hint)) for arg in get_args(one)]
    return tuple(dict.fromkeys(word for word in found if isinstance(word, str)))
