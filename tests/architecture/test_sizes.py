"""A function is never over 40 lines, and a module never over 300."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.repository import modules, name

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300


def long_functions(text: str) -> dict[str, int]:
    """Return the functions that are too long, with their lines; decorators and docstrings are counted."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {one.name: (one.end_lineno or one.lineno) - _first_line(one) + 1 for one in functions}
    return {function: length for function, length in lengths.items() if length > LONGEST_FUNCTION}


def _first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


@pytest.mark.parametrize("path", modules(), ids=name)
def test_nothing_is_too_long_to_read(path: Path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE, "split it by noun"
    if "migrations" not in path.parts:
        assert long_functions(text) == {}


def test_a_function_of_41_lines_is_found():
    body = "\n".join(f"    x{number} = {number}" for number in range(40))
    assert long_functions(f"def too_long():\n{body}\n") == {"too_long": 41}
