"""Values of every kind that the store keeps: each is made, written by the store's own records, and read again.

In: a class; or a scene in whose workshop one case was revealed.
Out: a value in which every field differs from what it is by default; and what was written, beside how it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from audit.domain.frameworks.framework import Framework, Key, Scale
from audit.domain.people.person import Person, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries import rounds as round_queries
from audit.store.queries.drafts import OpenForm, open_form
from audit.store.tables.rounds import RoundRow
from audit.store.work import Db
from tests.builders import NOON, SEVEN, a_framework, a_scale
from tests.scenes import ROUND, Scene

Value = TypeVar("Value")
CASE, FINDING, AGENCY = "Child A", "F1", "CAMHS"
Written = tuple[Any, Callable[[], Any]]  # what was written, and how it is read again
_WHO = ("by", "said_by", "saved_by", "kept_by", "made_by", "raised_by", "recorded_by", "confirmed_by")
_IDS = ("id", "submitted_by", "entered_by")
_WHERE = {"case": CASE, "finding": FINDING, "agency": AGENCY, "round_ref": ROUND}


@dataclass
class Place:
    """Where values are written: a scene's round, as its facilitator; another `db` is where they are read after that."""

    scene: Scene
    db: Db

    @property
    def by(self) -> Person:
        """Return who writes."""
        return self.scene.facilitator

    @property
    def viewer(self) -> Viewer:
        """Return the eyes of who writes."""
        return Viewer.of(self.by)

    @property
    def row(self) -> RoundRow:
        """Return the round's row."""
        return round_queries.row_of(self.db, ROUND)

    @property
    def round_id(self) -> int:
        """Return the round's id."""
        return self.row.id or 0

    @property
    def case_id(self) -> int:
        """Return the case's id."""
        return round_queries.case_row(self.db, ROUND, CASE).id or 0

    @property
    def round(self) -> Round:
        """Return the round as it is now."""
        return round_queries.by_ref(self.db, ROUND)

    @cached_property
    def auditor(self) -> Viewer:
        """Return the eyes of the agency's own auditor."""
        return self.scene.viewer(AGENCY)

    @property
    def form(self) -> OpenForm:
        """Return the agency's form about the case."""
        return open_form(self.db, viewer=self.auditor, round_ref=ROUND, case_ref=CASE)

    def different(self, kind: type[Value], number: int = 1, /, **given: object) -> Value:
        """Return a value in which no field is what it is by default; another number gives another value."""
        hints, own = get_type_hints(kind), dict(given)
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name in own:
                continue
            if field.name in _WHO and hints[field.name] is str:
                own[field.name] = self.by.name
            elif field.name in _WHERE:
                own[field.name] = _WHERE[field.name]
            else:
                default = field.default if field.default is not MISSING else None
                own[field.name] = self._of(hints[field.name], field.name, number, default)
        return kind(**own)

    def _of(self, hint: Any, name: str, number: int, default: object = None) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            hint = next(kind for kind in inner if kind is not NoneType)
            origin, inner = get_origin(hint), get_args(hint)
        if origin is tuple and inner[-1] is not ...:
            return tuple(self._of(kind, name, number + place) for place, kind in enumerate(inner))
        if origin in (tuple, frozenset):
            return origin(self._of(inner[0], name, number + place) for place in range(2))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self._of(inner[0], name, number): self._of(inner[1], name, number)}
        if isinstance(hint, type) and is_dataclass(hint) and hint not in (Framework, Scale):
            return self.different(hint, number)
        return _plain(hint, name, number, default)


def _plain(hint: Any, name: str, number: int, default: object) -> Any:
    if issubclass(hint, Enum):
        return [choice for choice in hint if choice is not default][number % (len(hint) - (default in list(hint)))]
    makers: dict[type, Callable[[], object]] = {
        str: lambda: f"{name} {number}"[-20:],
        bool: lambda: not default,
        int: lambda: 40 + number,
        float: lambda: 4.5 + number,
        datetime: lambda: NOON,
        date: lambda: date(2026, 5, 1) + timedelta(days=number),
        Key: lambda: Key(SEVEN, f"{name[:10]} {number}"),
        Framework: lambda: a_framework(),
        Scale: lambda: a_scale("rag"),
    }
    return makers[hint]()


def read_otherwise(written: Iterable[Written], *, ids: bool = True) -> list[str]:
    """Return which values are not read as they were written; elsewhere they have other ids."""
    return [
        f"{value} was read as {kept}"
        for value, kept in ((value, read()) for value, read in written)
        if _plain_data(value, ids=ids) != _plain_data(kept, ids=ids)
    ]


def _plain_data(value: object, *, ids: bool) -> object:
    """Return every field of a value, those too that are left out where two are compared."""
    if isinstance(value, tuple) and not isinstance(value, Key):
        return [_plain_data(part, ids=ids) for part in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = ((field.name, getattr(value, field.name)) for field in fields(value) if ids or field.name not in _IDS)
    return type(value), {name: _plain_data(part, ids=ids) for name, part in own}


def values_in(value: object) -> Iterator[Any]:
    """Return a value and every value inside it."""
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from values_in(getattr(value, field.name))
    elif isinstance(value, tuple) and not isinstance(value, Key):
        for part in value:
            yield from values_in(part)


def default_of(kind: type, name: str) -> object:
    """Return what a field is by default; something that nothing is equal to where it has no default."""
    field = next(field for field in fields(kind) if field.name == name)
    if field.default_factory is not MISSING:
        return field.default_factory()
    return object() if field.default is MISSING else field.default
