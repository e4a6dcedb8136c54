"""What a newcomer relies on: everything says what it is for, and nothing is called a rag-bag."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, modules, name

RAG_BAGS = {"utils", "util", "helpers", "helper", "common", "misc"}
CLOCKS = {"now", "utcnow", "today", "open", "input", "print"}


def undocumented(text: str) -> list[str]:
    """Return the public modules, classes and functions that do not say what they are for."""
    tree = ast.parse(text)
    found = [] if ast.get_docstring(tree) else ["the module"]
    return found + [where for where, node in _public(tree) if not ast.get_docstring(node)]


def clocks(text: str) -> list[str]:
    """Return calls that look at a clock or at the world outside."""
    calls = (node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    names = (call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls)
    return [name for name in names if name in CLOCKS]


def _public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_"):
            yield inner.name, inner
            if isinstance(inner, ast.ClassDef):
                yield from ((f"{inner.name}.{deeper}", one) for deeper, one in _public(inner))


@pytest.mark.parametrize("path", [path for path in modules() if "versions" not in path.parts], ids=name)
def test_everything_public_says_what_it_is_for(path: Path):
    assert undocumented(path.read_text("utf-8")) == []


def test_a_public_method_without_words_is_found():
    assert undocumented('"""M."""\nclass A:\n    """A."""\n    def b(self): ...\n') == ["A.b"]


def test_no_module_is_a_rag_bag():
    everywhere = [*modules(), *(ROOT / "tests").rglob("*.py")]
    assert [name(path) for path in everywhere if RAG_BAGS & {path.stem, path.parent.name}] == []


@pytest.mark.parametrize("path", sorted((ROOT / "audit/domain").rglob("*.py")), ids=name)
def test_the_domain_has_no_clock_and_touches_nothing_outside(path: Path):
    assert clocks(path.read_text("utf-8")) == []


def test_a_look_at_the_clock_is_found():
    assert clocks("from datetime import date\nx = date.today()") == ["today"]
