"""The fields of a form: what each asks, how it is answered, and what is wrong with an answer.

In: a label, a hint, and what an answer must be.
Out: what a browser draws it from; and what somebody entered, as the values that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, ClassVar

from audit.domain import english

LONGEST = 8000  # characters; enough for any note, too few to paste a case file
YES = "yes"
_BETWEEN = "\n"  # stands between the choices of several


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that a form asks."""

    control: ClassVar[str] = ""
    verb: ClassVar[str] = "Enter"
    name: str
    label: str
    hint: str = ""
    needed: bool = False  # what is not needed says "(optional)" after its label
    missing: str = ""  # what to say where it is needed and empty; empty: made from the label
    start: str = ""  # what it begins with: what is kept now, or nothing
    remark: str = ""  # a sentence beneath it that changes with what is typed

    def fault(self, value: str) -> str:
        """Return what is wrong with an answer, and what to do; empty where nothing is."""
        if value.strip():
            return self.wrong(value)
        return (self.missing or f"{self.verb} {_asked(self.label)}.") if self.needed else ""

    def wrong(self, value: str) -> str:
        """Return what is wrong with an answer that is not empty."""
        del value
        return ""

    def words(self, value: str) -> str:
        """Return an answer as people read it."""
        return value

    def drawn(self) -> dict[str, Any]:
        """Return what a browser needs to draw the field, besides what every field has."""
        return {}


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A text of one line or several."""

    control: ClassVar[str] = "text"
    rows: int = 1
    most: int = LONGEST  # characters
    short: str = ""  # what it is called where something in it may identify somebody; empty: nothing is looked for
    kinder: bool = True  # kinder words are offered; not for what a child said
    wide: bool = True

    def wrong(self, value: str) -> str:
        """Return that it is too long, and by how much."""
        over = len(value) - self.most
        if over <= 0:
            return ""
        return f"Shorten {_asked(self.label)} by {english.figure(over, 'character')}: it holds {self.most:,} at most."

    def drawn(self) -> dict[str, Any]:
        """Return its size."""
        return {"rows": self.rows, "most": self.most, "wide": self.wide}


@dataclass(frozen=True, kw_only=True)
class SecretField(Field):
    """A passphrase: never shown, and never kept in a draft."""

    control: ClassVar[str] = "secret"

    def words(self, value: str) -> str:
        """Return that there is one."""
        return "entered" if value else ""


@dataclass(frozen=True, kw_only=True)
class NumberField(Field):
    """A number, whole unless it says otherwise."""

    control: ClassVar[str] = "number"
    least: int = 0
    most: int = 1_000_000
    decimal: bool = False

    def wrong(self, value: str) -> str:
        """Return that it is no number, or outside its limits."""
        pattern = r"[0-9]+([.][0-9]+)?" if self.decimal else r"[0-9]+"
        figure = value.strip().replace(",", "")
        if re.fullmatch(pattern, figure) and self.least <= float(figure) <= self.most:
            return ""
        kind = "number" if self.decimal else "whole number"
        return f"Enter {_asked(self.label)} as a {kind} from {self.least:,} to {self.most:,}."

    def drawn(self) -> dict[str, Any]:
        """Return which keys a telephone offers."""
        return {"decimal": self.decimal}


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """A day."""

    control: ClassVar[str] = "date"
    least: date | None = None
    most: date | None = None

    def wrong(self, value: str) -> str:
        """Return that it is no day, or too early or late."""
        day = _date(value)
        if day is None:
            return f"Enter {_asked(self.label)} as a day, month and year, such as 18/12/2026."
        if self.least is not None and day < self.least and value != self.start:
            return f"Enter {_asked(self.label)}: {english.long_day(self.least)} or later."
        if self.most is not None and day > self.most and value != self.start:
            return f"Enter {_asked(self.label)}: {english.long_day(self.most)} or earlier."
        return ""

    def words(self, value: str) -> str:
        """Return the day as people read it."""
        day = _date(value)
        return english.day(day) if day else value

    def drawn(self) -> dict[str, Any]:
        """Return its limits."""
        return {"least": day_text(self.least), "most": day_text(self.most)}


@dataclass(frozen=True, kw_only=True)
class TimeField(Field):
    """A time of day."""

    control: ClassVar[str] = "time"

    def wrong(self, value: str) -> str:
        """Return that it is no time."""
        return "" if _time(value) else f"Enter {_asked(self.label)} as hours and minutes, such as 14:25."


@dataclass(frozen=True, kw_only=True)
class _Choice(Field):
    verb: ClassVar[str] = "Choose"
    options: Mapping[str, str]  # words by value
    captions: Mapping[str, str] = field(default_factory=dict)  # by value: what it means, beneath it

    def drawn(self) -> dict[str, Any]:
        """Return its options."""
        return {"options": [[value, words, self.captions.get(value, "")] for value, words in self.options.items()]}


@dataclass(frozen=True, kw_only=True)
class RadioField(_Choice):
    """One of a few, all in sight."""

    control: ClassVar[str] = "radios"
    side_by_side: bool = False

    def wrong(self, value: str) -> str:
        """Return that it is none of the choices."""
        return "" if value in self.options else f"Choose {_asked(self.label)} again."

    def words(self, value: str) -> str:
        """Return the choice's words."""
        return self.options.get(value, value)

    def drawn(self) -> dict[str, Any]:
        """Return its options, and whether they stand side by side."""
        return {**super().drawn(), "side_by_side": self.side_by_side}


@dataclass(frozen=True, kw_only=True)
class SelectField(RadioField):
    """One of many, in a list that opens."""

    control: ClassVar[str] = "select"
    placeholder: str = "Choose"

    def drawn(self) -> dict[str, Any]:
        """Return its options, and what stands there where none is chosen."""
        return {**super().drawn(), "placeholder": self.placeholder}


@dataclass(frozen=True, kw_only=True)
class TicksField(_Choice):
    """Any number of several, each with a box to tick."""

    control: ClassVar[str] = "ticks"

    def wrong(self, value: str) -> str:
        """Return that one of them is none of the choices."""
        return "" if all(each in self.options for each in several(value)) else f"Choose {_asked(self.label)} again."

    def words(self, value: str) -> str:
        """Return the choices' words."""
        return ", ".join(self.options.get(each, each) for each in several(value))


@dataclass(frozen=True, kw_only=True)
class TickField(Field):
    """One box to tick."""

    control: ClassVar[str] = "tick"
    verb: ClassVar[str] = "Tick"

    def fault(self, value: str) -> str:
        """Return that it must be ticked, where it must."""
        return super().fault(value if value == YES else "")

    def words(self, value: str) -> str:
        """Return whether it is ticked."""
        return "ticked" if value == YES else "not ticked"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some fields under a heading, or with a sentence before them."""

    fields: Sequence[Field]
    heading: str = ""
    level: int = 2
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What somebody entered in a form, whole and without a fault."""

    values: Mapping[str, str]
    seen: str = ""  # what the form stood on when it was begun, as its page wrote it
    pressed: str = ""  # which of several buttons; empty: the first
    result: Any = None  # once it is written: what the form's `write` returned

    def text(self, name: str) -> str:
        """Return a text, without what is empty around it."""
        return self.values.get(name, "").strip()

    def chosen(self, name: str) -> str:
        """Return a choice by its value; empty where there is none."""
        return self.values.get(name, "")

    def several(self, name: str) -> tuple[str, ...]:
        """Return the choices that are ticked."""
        return several(self.values.get(name, ""))

    def ticked(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return self.values.get(name, "") == YES

    def day(self, name: str) -> date | None:
        """Return a day; None where it is left empty."""
        return _date(self.values.get(name, ""))

    def time(self, name: str) -> time | None:
        """Return a time of day; None where it is left empty."""
        return _time(self.values.get(name, ""))

    def number(self, name: str) -> int | None:
        """Return a whole number; None where it is left empty."""
        figure = self.decimal(name)
        return None if figure is None else int(figure)

    def decimal(self, name: str) -> float | None:
        """Return a number; None where it is left empty."""
        figure = self.text(name).replace(",", "")
        return float(figure) if figure else None


def begun(fields: Sequence[Field], starts: Mapping[str, str]) -> tuple[Field, ...]:
    """Return fields with what each begins with; one that is not named begins as it does."""
    return tuple(replace(field, start=starts.get(field.name, field.start)) for field in fields)


def several(value: str) -> tuple[str, ...]:
    """Return the choices that a value of several holds."""
    return tuple(each for each in value.split(_BETWEEN) if each)


def joined(choices: Sequence[str]) -> str:
    """Return several choices as the value of one field."""
    return _BETWEEN.join(choices)


def yes(ticked: bool) -> str:
    """Return what a box to tick holds."""
    return YES if ticked else ""


def day_text(day: date | None) -> str:
    """Return what a day's field holds; empty for no day."""
    return day.isoformat() if day else ""


def _asked(label: str) -> str:
    """Return a label as it stands in a sentence that asks for it: “Which child?” in its marks, a noun as it is."""
    name = label.removesuffix(" (optional)").rstrip(".")
    return f"an answer to “{name}”" if name.endswith("?") else f"“{name}”"


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _time(value: str) -> time | None:
    try:
        return time.fromisoformat(value.strip().replace(".", ":").zfill(5))
    except ValueError:
        return None
