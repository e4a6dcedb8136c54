"""Reading: a YAML file as plain values.

In: the path of a framework file.
Out: its keys and values as they are written, with what keeps it from being read and every key that is there twice.

Here too:
- Faults: what is wrong with a framework file, and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

import yaml

from audit.domain.english import agree
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
    count = agree(len(faults), "1 thing in it is", f"{len(faults)} things in it are")
    lines = "\n".join(str(fault) for fault in faults)
    return WrongInput(f"The framework cannot be used until {count} put right:\n{lines}")


try:
    from yaml import CSafeLoader as _Base
except ImportError:  # libyaml is missing: the same rules, more slowly
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_LARGEST = 1_000_000  # bytes; the largest file of this repository is under a tenth of it
_MOST = 20_000  # lists and maps of one file; the largest of this repository has some hundreds
_DEEPEST = 5_000  # brackets, or characters in a line: past these, nesting could exhaust the memory of libyaml
_TAG = "tag:yaml.org,2002:"
_Repeat = tuple[tuple[str | int, ...], int]  # where a key is there twice, and the line of the second
_SECTIONS = ("items", "scales", "sectors")


@dataclass(frozen=True)
class Loaded:
    """A file's values before anything is known about them."""

    path: Path
    file: str  # the path as a person would name it
    data: dict[str, object] | None  # None: the file could not be read at all
    faults: tuple[Fault, ...]


def load(path: Path) -> Loaded:
    """Return the values of a file, or the faults that kept it from being read; raises nothing."""
    file = _named(path)
    try:
        data, repeated = _data(_text(path))
    except _UnreadableError as why:
        return Loaded(path, file, None, (Fault(file, WHOLE, WHOLE, str(why)),))
    return Loaded(path, file, data, tuple(_repeated(file, data, place, line) for place, line in repeated))


class _UnreadableError(Exception):
    """The file is not one map of keys; the message says what it is."""


class _Loader(_Base):
    """YAML's own safe reading, one value a key, however often a key is written."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[_Repeat] = []
        self._left = _MOST

    def whole(self) -> dict[str, object]:
        """Return the file's one map; raises _UnreadableError or YAMLError."""
        node = self.get_single_node()
        value = None if node is None else self._value(node, ())
        if value is None:
            raise _UnreadableError("is empty. Write the framework's id, version, kind and items.")
        if not isinstance(value, dict):
            actual = "a list" if isinstance(value, list) else "a single value"
            raise _UnreadableError(
                f"is {actual} where a map is wanted. Begin with lines such as “id: …” and “version: 1”."
            )
        return value

    def _value(self, node: yaml.Node, place: tuple[str | int, ...]) -> object:
        if isinstance(node, yaml.ScalarNode):
            # Text is the common case, and goes past the machinery that only other values need.
            return node.value if node.tag == _TAG + "str" else self.construct_object(node)
        self._left -= 1  # aliases are written out, and a few lines of them can hold millions of values
        if self._left < 0:
            raise _UnreadableError("holds too many lists and maps once its aliases (*) are written out. Use fewer.")
        if isinstance(node, yaml.MappingNode) and node.tag == _TAG + "map":
            return self._map(node, place)
        if isinstance(node, yaml.SequenceNode) and node.tag == _TAG + "seq":
            return [self._value(child, (*place, index)) for index, child in enumerate(node.value)]
        raise _UnreadableError(f"has the tag {node.tag} in line {_line(node)}. Only plain lists and maps can be read.")

    def _map(self, node: yaml.MappingNode, place: tuple[str | int, ...]) -> dict[str, object]:
        entries: dict[str, object] = {}
        for key_node, value_node in node.value:
            if key_node.tag != _TAG + "str":
                raise _UnreadableError(
                    f"has a key in line {_line(key_node)} that is not text. Put it in quotation marks."
                )
            key = str(key_node.value)
            if key in entries:
                self.repeated.append(((*place, key), _line(key_node)))
            entries[key] = self._value(value_node, (*place, key))
        return entries


def _data(text: str) -> tuple[dict[str, object], list[_Repeat]]:
    try:
        loader = _Loader(text)
        return loader.whole(), loader.repeated
    except yaml.MarkedYAMLError as why:
        raise _UnreadableError(_not_yaml(why)) from why
    except RecursionError as why:
        raise _UnreadableError("is nested too deeply. Write it flatter.") from why
    except (yaml.YAMLError, ValueError) as why:
        raise _UnreadableError(f"is not YAML that can be read: {_single_line(why)}.") from why


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise _UnreadableError("is larger than 1 MB. Check that it is a framework file.")
        return _shallow(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as why:
        raise _UnreadableError(f"is not UTF-8 text (byte {why.start + 1}). Save it again as UTF-8.") from why
    except FileNotFoundError as why:
        raise _UnreadableError("is not there. Check the name and the folder.") from why
    except OSError as why:
        raise _UnreadableError(f"cannot be opened: {why.strerror}. Check that it is a file you may read.") from why


def _shallow(text: str) -> str:
    if text.count("[") + text.count("{") > _DEEPEST or max(map(len, text.splitlines()), default=0) > _DEEPEST:
        raise _UnreadableError("has more brackets or longer lines than a framework. Check that it is a framework file.")
    return text


def _repeated(file: str, data: dict[str, object], place: tuple[str | int, ...], line: int) -> Fault:
    item, keys = WHOLE, [str(part) for part in place if isinstance(part, str)]
    section = data.get(keys[0])
    if (
        len(place) > 2
        and isinstance(section, list)
        and isinstance(place[1], int)
        and isinstance(section[place[1]], dict)
    ):
        item = str(section[place[1]].get("ref", section[place[1]].get("from", f"{keys[0]} {place[1] + 1}")))
        keys = keys[1:] if keys[0] in _SECTIONS else keys
    return Fault(file, item, ".".join(keys), f"is there twice; the second is in line {line}. Keep one of them.")


def _not_yaml(why: yaml.MarkedYAMLError) -> str:
    mark = why.problem_mark or why.context_mark
    where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
    return (
        f"is not YAML{where}: {why.problem or why.context}. "
        "Often a colon inside a text is the reason: put the text in quotation marks."
    )


def _single_line(why: Exception) -> str:
    return " ".join(str(why).split()).rstrip(".")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _named(path: Path) -> str:
    working_folder = Path.cwd()
    return str(path.relative_to(working_folder)) if path.is_relative_to(working_folder) else str(path)
