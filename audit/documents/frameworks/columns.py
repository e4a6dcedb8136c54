"""What a sheet of a framework's workbook is made of: columns, each for a key of a framework file.

In: nothing; these are the values that `sheets` lists.
Out: columns and sheets, as the writer and the reader of lists go by them.

Here too:
- What one cell of a framework's workbook says, as the value of a framework's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import get_args, get_type_hints

from audit.documents.excel import list_workbook
from audit.documents.excel.list_workbook import EXAMPLE as EXAMPLE
from audit.documents.excel.list_workbook import INSTRUCTIONS as INSTRUCTIONS
from audit.documents.excel.list_workbook import REF
from audit.domain.frameworks.framework import Provenance
from audit.errors import WrongInput


class Form(StrEnum):
    """What a column's cells hold."""

    WORDS = "words"  # or one of the column’s options
    NUMBER = "number"
    YES_NO = "yes or no"
    LINES = "lines"  # a list: one entry a line of the cell
    CONDITIONS = "conditions"  # a list: one entry a line, as a condition is told in words
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
    keys: tuple[str, ...] = (REF,)  # the columns that name a row

    def column(self, key: str) -> Column | None:
        """Return the column for a key; None where the sheet has none."""
        return next((column for column in self.columns if column.key == key), None)


MOST_ENTRIES = 40  # of a list that has a column for each entry
BREAK = "↵"  # stands for a line break inside one entry of a list
FRAMEWORK, LISTS = "Framework", "Lists"
STATEMENTS, LINES, THEMES, DESCRIPTORS, SECTORS = "Statements", "Lines of enquiry", "Themes", "Descriptors", "Sectors"
PROVENANCE = tuple(provenance.value for provenance in Provenance)


def options_of(cls: type, field: str) -> tuple[str, ...]:
    """Return the words that a field of a framework's class can hold."""
    hint = get_type_hints(cls)[field]
    arguments = [arg for part in (hint, *get_args(hint)) for arg in get_args(part)]
    return tuple(dict.fromkeys(word for word in arguments if isinstance(word, str)))


_OFFERED_WITH_TITLE = {"to", "themes", "asked_of", "part_of", "themes_from"}
_CODES = {"ref", "from", "id", "edition", "value", "replaces"}
_NAMED = re.compile(r"([A-Za-z0-9._/-]+)\s*:\s.*", re.DOTALL)  # a ref with its title, as drop-downs offer them
_CONDITION = re.compile(r"\s*(\w+)\s*=\s*([^:]+?)\s*:\s*(.*)", re.DOTALL)
_OFFERED = 400  # the last row whose ref is offered on another sheet


def listed(column: Column, number: int | None = None) -> list_workbook.Column:
    """Return a column as the writer and the reader of lists know it; `number` is that of an entry, from 1.

    0 stands for an entry whose heading has no number, None for a column that has no entries.
    """
    choices = {option: option.replace("_", " ") for option in column.options}
    return list_workbook.Column(
        name=column.key if number is None else f"{column.key}.{number}",
        heading=f"{column.heading} {number}" if number else column.heading,
        width=column.width,
        choices={"yes": "yes", "no": "no"} if column.form is Form.YES_NO else choices,
        prompt=column.help,
        offers=_offers(column.source),
        only=column.source != LISTS,
        read=_reader(column),
        is_optional=number is not None,
    )


def _offers(source: str) -> str:
    """Return the cells whose words are offered, or what the writer calls the list of them."""
    if source in (STATEMENTS, SECTORS, THEMES):
        return f"'{source}'!$A$3:$A${_OFFERED}"
    return f"Scales!$E$3:$E${_OFFERED}" if source == "Scales" else source


def _reader(column: Column) -> Callable[[str], str] | None:
    if column.form is Form.NUMBER:
        return _digits
    if column.form is Form.CONDITIONS:
        return _conditions
    if column.key in _OFFERED_WITH_TITLE:
        return _ref_of
    return str.strip if column.source or column.key in _CODES else None


def _digits(text: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,9}", text.strip()):
        raise WrongInput("This must be a whole number.")
    return str(int(text))


def _conditions(text: str) -> str:
    if not all(_CONDITION.fullmatch(entry) for entry in text.split("\n") if entry.strip()):
        raise WrongInput("Write each line as: area = inside: lived in our area all along.")
    return text


def _ref_of(text: str) -> str:
    named = _NAMED.fullmatch(text.strip())
    return named[1] if named else text.strip()


def value(column: Column, text: str) -> object:
    """Return the text of a cell as a framework's file has it."""
    if column.form is Form.LINES:
        return [entry.replace(BREAK, "\n") for entry in text.split("\n") if entry.strip()]
    if column.form is Form.CONDITIONS:
        return [_condition(entry.replace(BREAK, "\n")) for entry in text.split("\n") if entry.strip()]
    if column.form is Form.YES_NO:
        return text == "yes"
    return int(text) if column.form is Form.NUMBER or (column.options and text.isdigit()) else text


def _condition(entry: str) -> object:
    told = _CONDITION.fullmatch(entry)
    if told is None:
        return entry  # what builds the framework says what is wrong with it
    return {"fact": told[1], "one_of": [part.strip() for part in told[2].split(",")], "because": told[3]}
