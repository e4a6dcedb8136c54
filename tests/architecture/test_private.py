"""What a library keeps to itself may change with any version: one module for each of two libraries reaches in."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from tests.repository import ROOT, modules, name

ADAPTERS = ("audit/documents/word/xml.py", "audit/documents/powerpoint/xml.py")
INNER = ("docx.oxml", "pptx.oxml")  # public by name alone: what these hold is nowhere described
OPEN = {"_replace", "_asdict", "_fields", "_make", "_value_"}  # a named tuple's and an enum's own, public all the same


def private(text: str) -> list[str]:
    """Return where a module reaches for a private member of something else, or into a library's inner rooms."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and _is_private(node.attr) and not _is_own(node.value):
            found.append(ast.unparse(node))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("audit"):
            inner = node.module.startswith(INNER)
            found += [one.name for one in node.names if inner or _is_private(one.name)]
    return found


def _is_private(attribute: str) -> bool:
    return attribute.startswith("_") and not attribute.startswith("__") and attribute not in OPEN


def _is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


@pytest.mark.parametrize("path", modules(), ids=name)
def test_private_members_are_touched_in_one_module_for_each_library(path: Path):
    found = private(path.read_text("utf-8"))
    assert bool(found) == (name(path) in ADAPTERS), found


def test_the_libraries_that_are_reached_into_stay_below_their_next_version():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {"python-docx<2", "python-pptx<2"} <= set(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "shape._element.ph",
        "slide.shapes._spTree.append(made)",
        "self.part._blob = b''",
        "from docx.oxml.ns import qn",
        "from docx.section import _BaseHeaderFooter",
    ],
)
def test_a_reach_into_a_library_is_found(text: str):
    assert len(private(text)) == 1


@pytest.mark.parametrize(
    "text", ["self._rows", "cls._made", "row._replace(a=1)", "x.__class__", "from docx import Document"]
)
def test_one_s_own_members_are_let_be(text: str):
    assert private(text) == []
