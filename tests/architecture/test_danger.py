"""Whoever speaks of a child in danger says whom to ring, in the one sentence, which is written in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.domain.people.person import RING

AUDIT = Path(__file__).parents[2] / "audit"
README = Path(__file__).parents[2] / "README.md"
SPEAKS = re.compile(
    r"unsafe|in danger|immediate (?:danger|concern)|\b999\b|emergency duty|social work team", re.IGNORECASE
)
USES = re.compile(r"audit\.domain\.danger|import .*\bdanger\b|\bin_danger\b|emergency\(db\)|\.emergency\b")
LINK = "A child may be unsafe now"  # the name of the page that says it
APART = {
    "domain/people/person.py": "where the sentence is written, and the name of an act in a refusal",
    "services/rounds/setup.py": "the names of two acts in the activity log",
    "pages/components/board_texts.py": "told to young people themselves, with a helpline",
    "settings.py": "settings that are unsafe, not children",
}


def literals(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def speaking() -> list[str]:
    return [
        path.relative_to(AUDIT).as_posix()
        for path in sorted(AUDIT.rglob("*.py"))
        if any(SPEAKS.search(text.replace(LINK, "")) for text in literals(path))
    ]


@pytest.mark.parametrize("module", [one for one in speaking() if one not in APART])
def test_a_module_that_speaks_of_danger_uses_the_one_sentence(module: str):
    assert USES.search((AUDIT / module).read_text(encoding="utf-8")), module


def test_what_stands_apart_still_speaks_of_it():
    assert set(APART) - set(speaking()) <= {"settings.py"}


def test_the_sentence_is_written_once():
    written = [
        path.relative_to(AUDIT).as_posix()
        for path in sorted(AUDIT.rglob("*.py"))
        if any("ring 999" in text or "call 999" in text for text in literals(path))
    ]
    assert written == ["domain/people/person.py", "pages/components/board_texts.py"]


def test_the_readme_says_it_too():
    assert RING in " ".join(README.read_text(encoding="utf-8").split())
