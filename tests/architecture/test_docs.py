"""What stands in `docs/` is what the code says, what it points to exists, and the README stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import generated_docs
from tests.repository import ROOT, name

PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
LINK = re.compile(r"\]\((?![a-z]+:)([^)#]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:audit|tests|frameworks|seed_data|docs)/[\w./-]+)`")
WORDS_OF_README = 1200


@pytest.mark.parametrize("path", generated_docs.documents(), ids=name)
def test_generated_documents_are_up_to_date(path: Path):
    assert path.read_text("utf-8") == generated_docs.documents()[path], "run: python -m tests.generated_docs"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_document_points_to_exists(page: Path):
    text = page.read_text("utf-8")
    wanted = [page.parent / link for link in LINK.findall(text)] + [ROOT / path for path in PATH.findall(text)]
    assert [str(path) for path in wanted if not path.exists()] == []


def test_every_command_is_told_in_short():
    told = (ROOT / "docs/commands-in-short.md").read_text("utf-8")
    assert [command for command in generated_docs.commands() if not re.search(rf"`{command}\b", told)] == []


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text("utf-8")
    assert [path.name for path in folder.glob("[0-9]*.md") if f"({path.name})" not in index] == []


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf-8").split()) < WORDS_OF_README
