"""A function is never over 40 lines, a module never over 400, and a folder holds what can be looked over."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, modules, name

LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
MOST_ENTRIES = 20  # of a folder
MOST_MODULES = 430  # without __init__ and migrations


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


def test_no_folder_holds_more_than_can_be_looked_over():
    folders = {path.parent for path in modules() if "migrations" not in path.parts}
    entries = {str(folder): len(list(_entries(folder))) for folder in folders if folder.is_relative_to(ROOT / "audit")}
    assert {folder: count for folder, count in entries.items() if count > MOST_ENTRIES} == {}


def test_the_house_does_not_grow_in_modules():
    ours = [path for path in (ROOT / "audit").rglob("*.py") if "migrations" not in path.parts]
    assert len([path for path in ours if path.name != "__init__.py"]) <= MOST_MODULES


def test_the_formatter_alone_decides_about_lines():
    assert [str(path) for path in modules() if "fmt: " + "skip" in path.read_text("utf-8")] == []


def _entries(folder: Path) -> Iterator[Path]:
    return (entry for entry in folder.iterdir() if entry.name not in ("__pycache__", "__init__.py"))


def test_a_function_of_41_lines_is_found():
    body = "\n".join(f"    x{number} = {number}" for number in range(40))
    assert long_functions(f"def too_long():\n{body}\n") == {"too_long": 41}
