"""Workbooks on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from audit.__main__ import app as command_line
from audit.app import App
from tests.databases import close
from tests.scenes import ROUND, Scene, a_scene
from tests.services.rating.test_workbooks import CHILD, HIDDEN, changed, filled

Run = Callable[..., Result]


@pytest.fixture
def scene(app: App) -> Scene:
    """Return a round of two children at its rating."""
    return a_scene(app, cases=(CHILD, "Child B"))


@pytest.fixture
def run(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command on the scene's database."""
    close(scene.app.engine)
    monkeypatch.setenv("DATABASE_URL", scene.app.engine.url.render_as_string(hide_password=False))
    return lambda *arguments: CliRunner().invoke(command_line, ["workbook", *map(str, arguments)])


@pytest.mark.parametrize("before", [(), ("write",)])
def test_a_workbook_is_written_with_or_without_the_word(run: Run, before: tuple[str, ...], tmp_path: Path):
    out = tmp_path / "csc.xlsx"
    assert run(*before, ROUND, "CSC", "--out", out).exit_code == 0
    assert run("--out", out, ROUND, "CSC").exit_code == 0
    assert out.stat().st_mode & 0o077 == 0
    said = json.loads(run("read", out, "--dry-run", "--json").stdout)
    assert said["wrong"] == []
    usual = {"new": 0, "changed": 0, "unchanged": 0, "missing": [], "submitted": False}
    assert said["cases"] == [{"ref": CHILD, **usual}, {"ref": "Child B", **usual}]


def test_a_dry_run_writes_nothing_and_then_it_is_taken_in_once(scene: Scene, run: Run, tmp_path: Path):
    file = tmp_path / "back.xlsx"
    file.write_bytes(filled(scene, CHILD))
    dry = json.loads(run("read", file, "--dry-run", "--json").stdout)["cases"][0]
    done = json.loads(run("read", file, "--json").stdout)["cases"][0]
    again = json.loads(run("read", file, "--json").stdout)["cases"][0]
    assert (dry["new"], dry["submitted"]) == (20, False)
    assert (done["new"], done["submitted"]) == (20, True)
    assert (again["new"], again["changed"], again["unchanged"], again["submitted"]) == (0, 0, 20, True)


def test_a_wrong_cell_is_named_and_nothing_is_written_unless_told_to(scene: Scene, run: Run, tmp_path: Path):
    file = tmp_path / "back.xlsx"
    file.write_bytes(changed(filled(scene, CHILD), CHILD, C10=HIDDEN))
    result = run("read", file, "--json")
    assert result.exit_code == 1
    assert [(one["sheet"], one["cell"]) for one in json.loads(result.stdout)["wrong"]] == [(CHILD, "C10")]
    assert HIDDEN not in result.output
    assert json.loads(run("read", file, "--dry-run", "--json").stdout)["cases"][0]["unchanged"] == 0
    marked = tmp_path / "marked.xlsx"
    assert run("read", file, "--without-wrong", "--marked", marked).exit_code == 0
    assert "not one of the choices" in load_workbook(marked)[CHILD]["C10"].comment.text
    assert json.loads(run("read", marked, "--dry-run", "--json").stdout)["wrong"] == json.loads(result.stdout)["wrong"]
    assert json.loads(run("read", file, "--dry-run", "--json").stdout)["cases"][0]["unchanged"] == 19


def test_what_is_not_a_workbook_is_refused(run: Run, tmp_path: Path):
    file = tmp_path / "letter.xlsx"
    file.write_bytes(b"%PDF-1.7")
    result = run("read", file, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not an Excel workbook" in result.stderr
    assert run("read", tmp_path / "nothing.xlsx").exit_code == 1
    assert run(ROUND, "CSC", "--out", tmp_path / "x.docx").exit_code == 1
    assert run(ROUND, "NOBODY", "--out", tmp_path / "x.xlsx").exit_code == 1


def test_a_round_may_be_called_read(run: Run, tmp_path: Path):
    result = run("read", "CSC", "--out", tmp_path / "x.xlsx")
    assert "There is no round read" in result.stderr
