"""What one cell of a framework's workbook says, as the value of a framework's file.

In: a column, and the text of a cell.
Out: text, a number, yes or no, or a list; or the reason why it cannot be used.
"""

from __future__ import annotations

import re

from audit.documents.frameworks.columns import BREAK, Column, Form

_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}
_OFFERED_WITH_TITLE = {"to", "themes", "asked_of", "part_of", "themes_from"}
_CODES = {"ref", "from", "id", "edition", "value", "replaces"}
_NAMED = re.compile(r"([A-Za-z0-9._/-]+)\s*:\s.*", re.DOTALL)  # a ref with its title, as drop-downs offer them


def read(column: Column, text: str) -> object:
    """Return what a text says in a column; raises ValueError, saying why, where it cannot be used."""
    if column.form is Form.LINES:
        return [entry.replace(BREAK, "\n") for entry in text.split("\n") if entry.strip()]
    if column.form is Form.NUMBER:
        found = text.strip()
        if not re.fullmatch(r"-?[0-9]{1,9}", found):
            raise ValueError("This must be a whole number.")
        return int(found)
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
    said = text.strip().casefold()
    if said not in _YES | _NO:
        raise ValueError("Choose yes or no, or leave it empty.")
    return said in _YES


def _option(column: Column, text: str) -> object:
    said = "_".join(text.split()).casefold()
    if said not in column.options:
        named = ", ".join(option.replace("_", " ") for option in column.options)
        raise ValueError(f"This is not one of the choices. Choose one of: {named}.")
    return int(said) if said.isdigit() else said
