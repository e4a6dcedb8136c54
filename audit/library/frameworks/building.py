"""Building: a framework out of a file's values, each part checked by itself.

In: what was read from one file.
Out: the framework as far as its parts are right, and a fault for each part that is not.

Here too:
- Wording: what pydantic found wrong, in plain words.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from audit.domain.frameworks.framework import (
    AnyItem,
    Framework,
    FrameworkKind,
    ItemMapping,
    Key,
    MappingType,
    Provenance,
    Scale,
    Sector,
    Source,
)
from audit.library.frameworks.yaml_values import WHOLE, Fault, Loaded

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


def closest(word: str, words: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return a question that offers the word most like a misspelt one, whatever its capitals, or nothing."""
    known = {other.casefold(): other for other in words}
    close = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=cutoff)
    return f" Did you mean {known[close[0]]}?" if close else ""


def closest_ref(ref: str, refs: Iterable[str]) -> str:
    """Return a question that offers the ref somebody meant; one with another number is another ref."""
    return closest(ref, refs, cutoff=0.95)


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


ITEM_CLASSES: dict[str, type] = {
    kind: cls for cls in get_args(AnyItem) for kind in get_args(get_type_hints(cls)["kind"])
}
_SECTIONS: dict[str, type] = {"scales": Scale, "sectors": Sector}
_LISTS = ("items", "mappings", "scales", "sectors")
_LONGEST = 2_000  # characters of one text: two pages of a phone's screen


_STRICT = {"extra": "forbid"}  # an unknown key is a mistake, never ignored
_Value = TypeVar("_Value")


@dataclass(frozen=True, kw_only=True)
class WrittenMapping:
    """One item bearing on another, as a file writes it."""

    __pydantic_config__ = _STRICT

    from_: Annotated[str, Field(alias="from")]  # a ref of the same file
    to: str  # a ref of the same file, or "framework-id/ref"
    type: MappingType
    provenance: Provenance
    locator: str | None = None  # None: our own reading, with no place in a source


ADAPTERS: dict[type, TypeAdapter[Any]] = {
    cls: TypeAdapter(cls) for cls in (Framework, WrittenMapping, Scale, Sector, *get_args(AnyItem))
}


@dataclass(frozen=True)
class Built:
    """What could be built of one file; later checks say nothing about parts that are not whole."""

    loaded: Loaded
    framework: Framework
    refs: frozenset[str]  # of every item that is written, also of those that are wrong
    faults: tuple[Fault, ...]
    whole: frozenset[str]  # the sections without a fault
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # by section: each part's place as written

    @property
    def file(self) -> str:
        """Return the file's name in a fault."""
        return self.loaded.file

    def fault(self, item: str, field_name: str, message: str, *, entry: int = 0, part: int | str = 0) -> Fault:
        """Return a fault of this file."""
        return Fault(self.file, item, field_name, message, entry=entry, part=part)

    def number(self, section: str, index: int) -> int:
        """Return which entry of a section, from 1, a part that could be built was written as."""
        known = self.numbers.get(section, ())
        return known[index] if index < len(known) else index + 1


@dataclass
class _Workbench:
    """One file while it is being built: its values, and the faults found so far."""

    loaded: Loaded
    data: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    built: dict[str, list[int]] = field(default_factory=dict)
    entry: int = 0  # which entry of its list is being built, from 1; 0: none

    def fault(self, section: str, item: str, field_name: str, message: str, part: int = 0) -> None:
        self.faults.append(Fault(self.loaded.file, item, field_name, message, entry=self.entry, part=part))
        self.broken.add(section)

    def entries(self, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each map of a list with the name a person knows it by."""
        listed = self.data.get(section, [])
        if not isinstance(listed, list):
            self.fault(section, WHOLE, section, "must be a list: lines that begin with a hyphen.")
            return
        for self.entry, raw in enumerate(listed, start=1):
            if isinstance(raw, dict):
                yield _name(raw, f"{section} {self.entry}"), raw
            else:
                self.fault(section, f"{section} {self.entry}", section, "must be a map: lines of “key: value”.")
        self.entry = 0

    def value(self, section: str, item: str, cls: type[_Value], raw: object, *, within: str = "") -> _Value | None:
        """Return a value of a class, or None with its faults noted."""
        for place, text in _texts(raw):
            if len(text) > _LONGEST:
                message = f"has {len(text):,} characters; {_LONGEST:,} is the most. Shorten it."
                self.fault(section, item, within + place, message)
        try:
            parsed: _Value = ADAPTERS[cls].validate_json(json.dumps(raw, default=_not_json), strict=True)
            self.built.setdefault(section, []).append(self.entry)
            return parsed
        except ValidationError as why:
            for error in why.errors(include_url=False):
                message = message_of(error, cls, raw)
                place = field_of(error)
                self.fault(section, item, (within + place).rstrip(".") or section, message, entry_of(error))
            return None


def build(loaded: Loaded) -> Built | None:
    """Return what could be built of a file's values, or None where there were none; raises nothing."""
    if loaded.data is None:
        return None
    bench = _Workbench(loaded, loaded.data)
    header = _header(bench)
    refs = frozenset(raw["ref"] for raw in _maps(loaded.data.get("items")) if isinstance(raw.get("ref"), str))
    framework = replace(
        header,
        items=tuple(_items(bench)),
        mappings=tuple(_mappings(bench, header.id)),
        scales=tuple(_section(bench, "scales")),
        sectors=tuple(_section(bench, "sectors")),
    )
    whole = frozenset(_LISTS) | {"header"}
    numbers = {section: tuple(entries) for section, entries in bench.built.items()}
    return Built(loaded, framework, refs, (*loaded.faults, *bench.faults), whole - bench.broken, numbers)


def as_built(framework: Framework) -> Built:
    """Return a framework that was checked before, as the neighbour of one that is being checked."""
    loaded = Loaded(path=Path(f"{framework.name}.yaml"), file=framework.name, data={}, faults=())
    refs = frozenset(item.ref for item in framework.items)
    return Built(loaded, framework, refs, (), frozenset(_LISTS) | {"header"})


def _not_json(value: object) -> dict[str, str]:
    return {type(value).__name__: str(value)}  # a date is no text: as a map it is refused, and the message says date


def _header(bench: _Workbench) -> Framework:
    """Return the framework without its lists; a key that is wrong gets a stand-in, so that reading can go on."""
    header = bench.value("header", WHOLE, Framework, _without_lists(bench))
    if header is not None:
        return header
    return Framework(
        id=_or(bench.data.get("id"), bench.loaded.path.stem),
        version=1,
        kind=FrameworkKind.TIMESCALES,
        title=_or(bench.data.get("title"), bench.loaded.path.stem),
        short_title="",
        summary="",
        source=Source(title="", publisher="", published="", seen=""),
        items=(),
        themes_from=_or(bench.data.get("themes_from"), "") or None,
    )


def _without_lists(bench: _Workbench) -> dict[str, Any]:
    if "items" not in bench.data:
        bench.fault("items", WHOLE, "items", "is missing. Add it.")
    return bench.data | {section: [] for section in _LISTS if section in bench.data or section == "items"}


def _items(bench: _Workbench) -> Iterator[AnyItem]:
    for name, raw in bench.entries("items"):
        kind = raw.get("kind")
        cls = ITEM_CLASSES.get(kind) if isinstance(kind, str) else None
        if cls is None:
            bench.fault("items", name, "kind", _unknown_kind(kind))
            continue
        item = bench.value("items", name, cls, raw)
        if item is not None:
            yield item


def _mappings(bench: _Workbench, framework: str) -> Iterator[ItemMapping]:
    for name, raw in bench.entries("mappings"):
        written = bench.value("mappings", name, WrittenMapping, raw, within="mappings.")
        if written is not None:
            extras = {f.name: getattr(written, f.name) for f in fields(written) if f.name not in {"from_", "to"}}
            from_, to = (Key.parse(ref, within=framework) for ref in (written.from_, written.to))
            yield ItemMapping(from_=from_, to=to, **extras)


def _section(bench: _Workbench, section: str) -> Iterator[Any]:
    for name, raw in bench.entries(section):
        part = bench.value(section, name, _SECTIONS[section], raw, within=f"{section}.")
        if part is not None:
            yield part


def _unknown_kind(kind: object) -> str:
    if kind is None:
        return "is missing. Add it."
    hint = closest(str(kind), list(ITEM_CLASSES))
    return f"“{kind}” is not a kind of item.{hint} Choose one of {', '.join(ITEM_CLASSES)}."


def _maps(listed: object) -> list[dict[str, Any]]:
    return [raw for raw in listed if isinstance(raw, dict)] if isinstance(listed, list) else []


def _name(raw: dict[str, Any], otherwise: str) -> str:
    name = raw.get("ref", raw.get("from"))
    return name if isinstance(name, str) and name.strip() else otherwise


def _or(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, place)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{place}.{key}" if place else key)
