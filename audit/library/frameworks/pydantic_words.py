"""Wording: what pydantic found wrong, in plain words.

In: one of its errors, and the class that the value was read into.
Out: the field that is wrong and a sentence that says what it should be.
"""

from __future__ import annotations

import datetime
import difflib
from dataclasses import fields
from typing import Any

from pydantic_core import ErrorDetails

_A_LIST = "must be a list: lines that begin with a hyphen, or words in square brackets"
_A_MAP = "must be a map: lines of “key: value”"
_WANTED = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false, without quotation marks",
    "tuple_type": _A_LIST,
    "list_type": _A_LIST,
    "dict_type": _A_MAP,
    "mapping_type": _A_MAP,
    "dataclass_type": _A_MAP,
}


def field_of(error: ErrorDetails) -> str:
    """Return the key that an error is about, with a dot before a key inside another."""
    return ".".join(_plain(part) for part in error["loc"] if isinstance(part, str))


def entry_of(error: ErrorDetails) -> int:
    """Return which entry of a list, from 1, an error is about; 0 where it is about no list."""
    return next((part + 1 for part in reversed(error["loc"]) if isinstance(part, int)), 0)


def message_of(error: ErrorDetails, cls: type, value: object) -> str:
    """Return what is wrong with a value read into a class, in a sentence or two."""
    numbers = [part + 1 for part in error["loc"] if isinstance(part, int)]
    entry = f"entry {numbers[-1]} " if numbers else ""
    return entry + _message(error, cls, value_at(value, error["loc"]))


def value_at(value: object, place: tuple[int | str, ...]) -> object:
    """Return what is written at a place, or None where nothing is."""
    for part in place:
        try:
            value = value[part]  # type: ignore[index]  # what is no map or list raises TypeError
        except (TypeError, LookupError):
            return None
    return value


def closest(word: str, words: list[str]) -> str:
    """Return a question that offers the word most like a misspelt one, or nothing."""
    close = difflib.get_close_matches(word, words, n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _message(error: ErrorDetails, cls: type, written: object) -> str:
    kind = error["type"]
    if kind == "missing":
        return "is missing. Add it."
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = [_plain(field.name) for field in fields(cls)]
        nested = len(error["loc"]) > 1
        hint = "" if nested else closest(str(error["loc"][-1]), known)
        return f"is not a key that is known here.{hint or ' Correct its spelling or take it out.'}"
    if kind in {"enum", "literal_error"}:
        expected = str(error["ctx"]["expected"]).replace("'", "")
        return f"must be {expected}, and says {_written(written)}."
    if kind in _WANTED:
        return f"{_WANTED[kind]}, and is {_written(written)}.{_quotes(kind, written)}"
    return f"cannot be used: {error['msg']}."


def _written(value: object) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”"


def _quotes(kind: str, value: object) -> str:
    names: list[tuple[type[Any], str]] = [(bool, "yes or no"), (int, "a number"), (float, "a number")]
    names += [(datetime.date, "a date")]
    for cls, name in names:
        if kind == "string_type" and isinstance(value, cls):
            return f" Put it in quotation marks: without them it is read as {name}."
    return ""


def _plain(part: str) -> str:
    return part.rstrip("_")  # `from` is a word of Python, so the value's own name for it is `from_`
