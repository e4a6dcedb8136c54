"""Copies of frameworks and scales, as text in a row, and whatever else a row keeps as JSON.

In: a framework, a scale, or a value of any type.
Out: canonical JSON that reads back as the same value, and its hash.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from audit.domain.frameworks.framework import Framework, Scale
from audit.errors import WrongInput

_FRAMEWORK = TypeAdapter(Framework)
_SCALE = TypeAdapter(Scale)


def framework_text(framework: Framework) -> str:
    """Return a framework as JSON."""
    return _FRAMEWORK.dump_json(framework, exclude_none=True).decode()


@lru_cache(maxsize=64)
def framework_from(text: str) -> Framework:
    """Return the framework that a text holds; the same text gives the same value.

    Raises WrongInput for a text that `framework_text` did not make.
    """
    try:
        return _FRAMEWORK.validate_json(text)
    except ValidationError as why:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in why.errors()[:5])
        raise WrongInput(
            f"The kept copy of this framework cannot be read ({problems}). Restore it from a backup."
        ) from why


def scale_text(scale: Scale) -> str:
    """Return a scale as JSON."""
    return _SCALE.dump_json(scale).decode()


@lru_cache(maxsize=64)
def scale_from(text: str) -> Scale:
    """Return the scale that a text holds."""
    return _SCALE.validate_json(text)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


class Json:
    """How values of a type are written as plain data and read from it."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - any type there is
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def plain(self, value: object) -> object:
        """Return a value as JSON has it; what has no order is put in one."""
        plain: Any = self._adapter.dump_python(value, mode="json")
        return sorted(plain) if isinstance(value, frozenset) else plain

    def value(self, plain: object) -> object:
        """Return the value that plain data stands for."""
        return self._adapter.validate_python(plain)
