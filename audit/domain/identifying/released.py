"""Released: text that may leave the audit group, told apart from text as somebody typed it.

In: what `release` lets through; nothing else makes such a text.
Out: a text that papers, slides, calendars and pages for others take; and which fields of a record people type in.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_type_hints

R = TypeVar("R")

_TYPED = "typed by a person"
Typed = Annotated[str, _TYPED]  # a field that people write in: it leaves the audit group only as Released
_HELD = "Held back until somebody has checked it"
_NOT_WALKED = ("audit.domain.frameworks.framework",)  # words of published frameworks


class _Maker(Enum):
    """Who makes released text: this room and nobody else."""

    THIS_ROOM = "here"


class Released(str):
    """Text that may leave; a plain text becomes one only in `release`."""

    __slots__ = ()

    def __new__(cls, text: str, *, made: _Maker) -> Released:
        """Refuse to be made elsewhere: `made` is this room's own."""
        if made is not _Maker.THIS_ROOM:
            raise TypeError("released text is made by audit.domain.release.decisions alone")
        return super().__new__(cls, text)

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, _Maker]]:
        """Say how a copy is made, so that what holds it can be kept in memory."""
        return (str(self),), {"made": _Maker.THIS_ROOM}

    @property
    def held(self) -> bool:
        """Say whether the place stands empty until somebody has decided."""
        return self == _HELD

    @property
    def headline(self) -> Released:
        """Return the first sentence, without its full stop."""
        return _released(first_sentence(self))

    def named(self, ref: str) -> str:
        """Return the title of what has a ref, to stand in a sentence; the ref alone while the title is held back."""
        return ref if self.held else str(self)

    def within(self, before: str, after: str = "") -> Released:
        """Return the text inside a sentence of ours."""
        return _released(f"{before}{self}{after}")

    def begun_small(self) -> Released:
        """Return the text with a small letter at its beginning, unless it begins with a name or an acronym."""
        small = self[1:2].islower() or self[:2] == "A "
        return _released(self[:1].lower() + self[1:]) if small else self


def first_sentence(text: str) -> str:
    """Return a text's first sentence, or its first line where that is shorter, without its full stop."""
    return parted(text)[0]


def parted(text: str) -> tuple[str, str]:
    """Return a text's first sentence or line, and what follows it with its lines as they were typed."""
    first, _, more = text.strip().partition("\n")
    first = " ".join(first.split())
    ends = (at for at in range(21, len(first)) if first[at] in ".?!" and first[at + 1 : at + 2] in ("", " "))
    end = next(ends, len(first) - first.endswith("."))
    end += first[end : end + 1] in ("?", "!")
    return first[:end].rstrip(":"), f"{first[end:]}\n{more}".lstrip(". \n").rstrip()


def ours(text: str) -> Released:
    """Return words of ours as text that may leave; never for what somebody typed."""
    return _released(text)


def as_released(text: str) -> Released:
    """Return a text that was released before a record took it in; raises TypeError for any other."""
    if isinstance(text, Released):
        return text
    if text:
        raise TypeError("a text would leave that nobody released")
    return NOTHING


def _released(text: str) -> Released:
    return Released(text, made=_Maker.THIS_ROOM)


HELD_BACK = _released(_HELD)
NOTHING = _released("")


def typed_fields(record: type) -> tuple[str, ...]:
    """Return the fields of a record that people write in."""
    return _typed_fields(record)


@lru_cache(maxsize=256)
def _typed_fields(record: Any) -> tuple[str, ...]:  # noqa: ANN401 - a record's class
    hints = get_type_hints(record, include_extras=True)
    return tuple(field.name for field in fields(record) if _TYPED in getattr(hints[field.name], "__metadata__", ()))


def withheld(record: R) -> R:
    """Return a record with each typed text held back, and those of the records in it."""
    values: dict[str, Any] = {
        name: HELD_BACK if getattr(record, name) else NOTHING for name in typed_fields(type(record))
    }
    for field in fields(record):  # type: ignore[arg-type]
        inner = getattr(record, field.name)
        if isinstance(inner, tuple) and inner and is_dataclass(inner[0]) and typed_fields(type(inner[0])):
            values[field.name] = tuple(withheld(inner_record) for inner_record in inner)
    return replace(record, **values)  # type: ignore[type-var]


def unreleased(value: Any, where: str = "") -> list[str]:  # noqa: ANN401 - any record, or a group of them
    """Return where, inside a record, stands a text that somebody typed and that was not released."""
    if is_dataclass(value) and not isinstance(value, type):
        if type(value).__module__ in _NOT_WALKED:
            return []
        typed, where = typed_fields(type(value)), where or type(value).__name__
        own = [f"{where}.{name}" for name in typed if not isinstance(getattr(value, name) or NOTHING, Released)]
        untyped = [field.name for field in fields(value) if field.name not in typed]
        return own + [place for name in untyped for place in unreleased(getattr(value, name), f"{where}.{name}")]
    if isinstance(value, dict):
        return [place for inner in value.values() for place in unreleased(inner, where)]
    if isinstance(value, list | tuple):
        return [place for inner in value for place in unreleased(inner, where)]
    return []


def must_be_released(*values: object) -> None:
    """Raise TypeError where a paper would hold a text that nobody released; it is a fault of the programme."""
    places = [where for value in values for where in unreleased(value)]
    if places:
        raise TypeError(f"not released: {', '.join(places[:5])}")
