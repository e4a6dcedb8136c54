"""What a sheet of a framework's workbook is made of: columns, each for a key of a framework file.

In: nothing; these are the values that `sheets` lists.
Out: columns and sheets that the writer and the reader both go by.

Here too:
- What one cell of a framework's workbook says, as the value of a framework's file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import get_args, get_type_hints

from audit.documents.excel.sheets import chosen
from audit.domain.frameworks.framework import Provenance
from audit.errors import WrongInput


class Form(StrEnum):
    """What a column's cells hold."""

    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"  # one of the column's options
    LINES = "lines"  # a list: one entry a line of the cell
    SEVERAL = "several"  # a list: one entry a column, the headings numbered


@dataclass(frozen=True)
class Column:
    """One column, or a numbered set of them."""

    key: str
    heading: str
    width: int  # characters
    help: str = ""
    form: Form = field(default=Form.WORDS, kw_only=True)
    options: tuple[str, ...] = field(default=(), kw_only=True)
    source: str = field(default="", kw_only=True)  # the sheet or list whose entries are offered; empty: nothing is
    example: str = field(default="", kw_only=True)


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
PROVENANCE = tuple(provenance.value for provenance in Provenance)


def options_of(cls: type, field: str) -> tuple[str, ...]:
    """Return the words that a field of a framework's class can hold."""
    hint = get_type_hints(cls)[field]
    arguments = [arg for part in (hint, *get_args(hint)) for arg in get_args(part)]
    return tuple(dict.fromkeys(word for word in arguments if isinstance(word, str)))


_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}
_OFFERED_WITH_TITLE = {"to", "themes", "asked_of", "part_of", "themes_from"}
_CODES = {"ref", "from", "id", "edition", "value", "replaces"}
_NAMED = re.compile(r"([A-Za-z0-9._/-]+)\s*:\s.*", re.DOTALL)  # a ref with its title, as drop-downs offer them


def read(column: Column, text: str) -> object:
    """Return what a text says in a column; raises WrongInput, saying why, where it cannot be used."""
    if column.form is Form.LINES:
        return [entry.replace(BREAK, "\n") for entry in text.split("\n") if entry.strip()]
    if column.form is Form.NUMBER:
        digits = text.strip()
        if not re.fullmatch(r"-?[0-9]{1,9}", digits):
            raise WrongInput("This must be a whole number.")
        return int(digits)
    if column.form is Form.YES_NO:
        return _yes(text)
    if column.options:
        return _option(column, text)
    if column.key in _OFFERED_WITH_TITLE:
        named = _NAMED.fullmatch(text.strip())
        return named[1] if named else text.strip()
    return text.strip() if column.source or column.key in _CODES else text


def in_own_words(column: Column, text: str) -> bool:
    """Say whether somebody wrote a text as they liked: no choice, no number, and no code of a single word."""
    if (
        column.options
        or column.source
        or column.key in _OFFERED_WITH_TITLE
        or column.form in (Form.NUMBER, Form.YES_NO)
    ):
        return False
    return len(text.split()) > (1 if column.key in _CODES else 0)


def _yes(text: str) -> bool:
    answer = text.strip().casefold()
    if answer not in _YES | _NO:
        raise WrongInput("Choose yes or no, or leave it empty.")
    return answer in _YES


def _option(column: Column, text: str) -> object:
    choice = chosen(text.replace("_", " "), {option: option.replace("_", " ") for option in column.options})
    return int(choice) if choice.isdigit() else choice
