"""A value that somebody typed goes into Streamlit's texts through `plain` alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT

TYPED = {  # attributes of the domain's values that hold what people type
    "short_name",
    "name",
    "title",
    "owner",
    "text",
    "reason",
    "saved_by",
    "made_by",
    "verified_by",
    "said_by",
    "kept_by",
    "raised_by",
    "narrative",
    "note",
    "who",
    "what",
    "role",
    "kept_at",
    "shows",
    "answer",
    "theme",
    "role_told",
    "agency_told",
    "line",
    "owed_by",
    "by_name",
    "looked_at",
    "what_was_seen",
    "recommendation",
    "success_measure",
    "source",
    "conflict",
    "synopsis",
    "difference",
    "area",
    "called_off",
    "evidence",
    "chosen_how",
    "how_chosen",
    "placement",
    "gender",
    "marking",
    "what_for",
}
FROM_THE_PRODUCT = {"framework.source", "preview.difference", "start.what", "statement.item.title"}
MARKDOWN = {
    "write",
    "markdown",
    "caption",
    "title",
    "header",
    "subheader",
    "info",
    "warning",
    "success",
    "error",
    "expander",
    "button",
    "checkbox",
    "radio",
    "selectbox",
    "multiselect",
    "text_input",
    "text_area",
    "date_input",
    "number_input",
    "form_submit_button",
    "link_button",
    "download_button",
    "metric",
    "popover",
    "tabs",
    "dialog",
    "file_uploader",
    "toggle",
    "status",
    "badge",
    "toast",
}
SHOWN = {"plain", "text", "len", "sum", "number", "day", "short_day", "moment", "time"}  # calls that return no markup


def unescaped(tree: ast.AST) -> Iterator[str]:
    """Return each typed value that a module hands to one of Streamlit's texts as it is."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in MARKDOWN:
            continue
        words = [*call.args[:1], *(one.value for one in call.keywords if one.arg in ("label", "help", "title"))]
        for word in words:
            yield from (f"line {one.lineno}: {ast.unparse(one)}" for one in _typed(word))


def _typed(node: ast.AST) -> Iterator[ast.Attribute]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SHOWN:
        return
    if isinstance(node, ast.Attribute) and node.attr in TYPED:
        if ast.unparse(node) not in FROM_THE_PRODUCT:
            yield node
        return
    for child in ast.iter_child_nodes(node):
        yield from _typed(child)


@pytest.mark.parametrize("path", sorted((ROOT / "audit/pages").rglob("*.py")), ids=lambda path: path.stem)
def test_what_was_typed_is_shown_letter_by_letter(path: Path):
    assert not list(unescaped(ast.parse(path.read_text("utf-8"))))


def test_a_typed_value_that_is_shown_as_it_is_would_be_found():
    assert list(unescaped(ast.parse('st.write(f"**{action.text}**, {days.day(action.due)}")')))
    assert not list(unescaped(ast.parse('st.write(f"**{plain(action.text)}**")')))
