"""Frameworks on the command line: a workbook out and back in, and a file that the check accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from audit.__main__ import app as command_line
from audit.app import App
from tests.builders import SEVEN
from tests.documents.frameworks.test_framework_workbook import at

OURS = f"{SEVEN}-wrenmere"


@pytest.fixture
def folder(seeded: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string())
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command_line, ["frameworks", *map(str, arguments)])


def changed(path: Path, sheet: str, ref: str, heading: str, text: str) -> Path:
    book = load_workbook(path)
    book[sheet][at(book[sheet], ref, heading)] = text
    book.save(path)
    return path


def test_a_workbook_goes_out_and_comes_back_as_a_version(folder: Path):
    out = folder / "ours.xlsx"
    assert run("template", OURS, "--out", out).exit_code == 0
    same = json.loads(run("read", out, "--dry-run", "--json").stdout)
    assert (same["new"], same["changed"], same["unchanged"], same["wrong"]) == ([], [], 48, [])
    changed(out, "Statements", "QS6", "Title", "The child is at the centre")
    looked = json.loads(run("read", out, "--dry-run", "--json").stdout)
    assert [(one["ref"], one["fields"]) for one in looked["changed"]] == [("QS6", ["title"])]
    assert (looked["version"], looked["saved"]) == (4, False)
    saved = run("read", out, "--json")
    assert (saved.exit_code, json.loads(saved.stdout)["saved"]) == (0, True)
    again = run("read", out, "--json")
    assert (again.exit_code, json.loads(again.stdout)["saved"]) == (0, False)


def test_wrong_cells_are_named_and_nothing_is_saved(folder: Path):
    out = folder / "ours.xlsx"
    run("template", SEVEN, "--out", out)
    changed(out, "Statements", "QS6", "Provenance", "hearsay")
    result = run("read", out, "--json", "--marked", folder / "marked.xlsx")
    (wrong,) = json.loads(result.stdout)["wrong"][:1]
    assert (result.exit_code, wrong["sheet"], wrong["cell"]) == (1, "Statements", "E8")
    assert "not one of the choices" in wrong["why"]
    assert wrong["why"] in load_workbook(folder / "marked.xlsx")["Statements"]["E8"].comment.text


def test_an_export_is_a_file_that_the_check_accepts(folder: Path):
    for name in (OURS, SEVEN):
        assert run("export", name, "--out", folder / f"{name}.yaml").exit_code == 0
        checked = run("check", folder / f"{name}.yaml")
        assert (checked.exit_code, checked.stderr) == (0, "")
    assert "version: 2" in _exported(folder, "--version", "2")


def test_a_new_framework_begins_with_a_template(folder: Path):
    out = folder / "new.xlsx"
    assert run("template", "--out", out).exit_code == 0
    assert run("read", out).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("template", "nowhere", "--out", "x.xlsx"), "There is no framework “nowhere”"),
        (("template", SEVEN, "--out", "x.txt"), "does not end in .xlsx"),
        (("export", SEVEN, "--out", "x.txt"), "does not end in .yaml"),
        (("read", "absent.xlsx"), "cannot be opened"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], says: str, folder: Path):
    result = run(*arguments)
    assert (result.exit_code, says in result.stderr) == (1, True), result.output


def _exported(folder: Path, *more: str) -> str:
    path = folder / f"{OURS}.yaml"
    run("export", OURS, "--out", path, *more)
    return path.read_text("utf-8")
