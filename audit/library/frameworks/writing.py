"""Writing: a framework as the values of its file, and as the file itself.

In: a framework.
Out: plain values in the shape of a file, or YAML, that read back as the same framework.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

import yaml

from audit.domain.frameworks.framework import Framework, ItemMapping, Key

_LAST = ("scales", "sectors", "items", "mappings")  # the long lists stand at the end of a file
_FIRST = ("id", "edition", "version", "kind", "ref")


def as_data(framework: Framework) -> dict[str, object]:
    """Return a framework as the values of its file; what says nothing beyond the usual is left out."""
    header = {name: value for name, value in _values(framework).items() if name not in _LAST}
    lists: dict[str, object] = {
        name: [_values(part) for part in getattr(framework, name)]
        for name in ("sectors", "scales")
        if _has(framework, name)
    }
    lists["items"] = [_values(item) for item in framework.items]
    if framework.mappings:
        lists["mappings"] = [_mapping(mapping, framework.id) for mapping in framework.mappings]
    return {**header, **lists}


def as_yaml(framework: Framework) -> str:
    """Return a framework as the text of its file."""
    text: str = yaml.safe_dump(as_data(framework), sort_keys=False, allow_unicode=True, width=110)
    return text


def _values(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the classes that a file is read into
    known = {field.name: field for field in fields(value)}
    names = [*(name for name in _FIRST if name in known), *(name for name in known if name not in _FIRST)]
    always = {"kind"}
    return {
        name: _plain(getattr(value, name))
        for name in names
        if name in always or getattr(value, name) != known[name].default
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return _values(value) if hasattr(value, "__dataclass_fields__") else value


def _mapping(mapping: ItemMapping, within: str) -> dict[str, object]:
    written: dict[str, object] = {
        "from": _ref(mapping.from_, within),
        "to": _ref(mapping.to, within),
        "type": mapping.type.value,
        "provenance": mapping.provenance.value,
    }
    return written if mapping.locator is None else {**written, "locator": mapping.locator}


def _ref(key: Key, within: str) -> str:
    return key.ref if key.framework == within else str(key)


def _has(framework: Framework, name: str) -> bool:
    return bool(getattr(framework, name))
