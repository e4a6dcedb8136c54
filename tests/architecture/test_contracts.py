"""The import contracts hold, and each of them is caught when it is broken on purpose."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.repository import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
NAMES = {contract["id"]: contract["name"] for contract in SETTINGS["contracts"]}


class Break(NamedTuple):
    contract: str
    module: str
    line: str


BREAKS = (
    Break("house", "audit/domain/rating/form.py", "import audit.services.rating.form"),
    Break("house", "audit/services/rating/form.py", "import audit.pages.home.overview"),
    Break("house", "audit/store/work.py", "import audit.services.rating.form"),
    Break("house", "audit/charts/chart.py", "import audit.store.work"),
    Break("house", "audit/documents/look.py", "import audit.library.frameworks.loading"),
    Break("house", "audit/errors.py", "import audit.domain.people.person"),
    Break("house", "audit/pages/home/overview.py", "import audit.commands.rounds"),
    Break("house", "audit/somewhere_new.py", ""),
    Break("journey", "audit/domain/rating/form.py", "import audit.domain.workshop.moderation"),
    Break("journey", "audit/domain/workshop/moderation.py", "import audit.domain.findings.finding"),
    Break("journey", "audit/domain/somewhere_new.py", ""),
    Break("services", "audit/services/rating/form.py", "import audit.services.rounds.setup"),
    Break("tables", "audit/services/rating/form.py", "import audit.store.tables.rating"),
    Break("tables", "audit/pages/home/overview.py", "import audit.store.tables.rounds"),
    Break("streamlit", "audit/services/rating/form.py", "import streamlit"),
    Break("plotly", "audit/pages/home/overview.py", "import plotly"),
    Break("office", "audit/pages/home/overview.py", "import docx"),
    Break("office", "audit/library/frameworks/loading.py", "import openpyxl"),
    Break("office", "audit/charts/chart.py", "import pptx"),
    Break("letters", "audit/services/inspection/published.py", "import pypdfium2"),
    Break("calendars", "audit/pages/inspection/clock.py", "import icalendar"),
    Break("files", "audit/domain/frameworks/framework.py", "import pydantic"),
    Break("files", "audit/services/rounds/setup.py", "import yaml"),
    Break("rows", "audit/services/rating/form.py", "import sqlmodel"),
    Break("rows", "audit/pages/home/overview.py", "import sqlalchemy"),
    Break("rows", "audit/commands/database.py", "import alembic"),
    Break("locks", "audit/pages/home/overview.py", "import portalocker"),
    Break("pandas", "audit/domain/rating/form.py", "import pandas"),
    Break("cryptography", "audit/services/safekeeping/erasure.py", "import cryptography"),
    Break("calendars", "audit/pages/home/overview.py", "import icalendar"),
    Break("letters", "audit/documents/look.py", "import pypdfium2"),
    Break("holidays", "audit/domain/rating/form.py", "import holidays"),
    Break("typer", "audit/pages/home/overview.py", "import typer"),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "audit", folder / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> str:
    """Return what the check of the import contracts says about the house in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    said = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "300"}
    )
    return said.stdout + said.stderr


def broken(said: str) -> set[str]:
    """Return the ids of the contracts that are said to be broken."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    return {ref for ref, name in NAMES.items() if f"{name} BROKEN" in plain}


def test_every_contract_holds():
    said = lint(ROOT)
    assert "0 broken" in said, said


def test_every_contract_is_broken_on_purpose_at_least_once():
    assert {one.contract for one in BREAKS} == set(NAMES)


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: f"{one.contract}-{Path(one.module).stem}")
def test_a_broken_contract_is_caught(one: Break, copy: Path):
    module = copy / one.module
    before = module.read_text("utf-8") if module.exists() else None
    module.write_text(f"{before or ''}\n{one.line}\n", encoding="utf-8")
    try:
        assert one.contract in broken(lint(copy))
    finally:
        module.unlink() if before is None else module.write_text(before, encoding="utf-8")
