from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.domain.readiness.bands import Band

RUN = CliRunner()


@pytest.fixture(autouse=True)
def here(seeded: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")


def test_readiness_as_json_has_a_row_for_each_criterion_and_statement():
    result = RUN.invoke(command_line, ["readiness", "--json"])
    assert (result.exit_code, result.stderr) == (0, "")
    rows = json.loads(result.stdout)
    assert [one["ref"] for one in rows] == [*(f"J{n}" for n in range(1, 11)), *(f"QS{n}" for n in range(1, 8))]
    for one in rows:
        assert set(one) == {
            "framework",
            "ref",
            "title",
            "band",
            "pieces",
            "kinds",
            "strength",
            "weakness",
            "stale",
            "would_move",
        }
        assert one["strength"] + one["weakness"] <= one["pieces"]
        assert one["would_move"]
    assert {one["band"] for one in rows} <= set(Band)
    assert not {"total", "score", "grade"} & set(rows[0])


def test_people_read_a_table():
    said = RUN.invoke(command_line, ["readiness"]).stdout
    assert said.splitlines()[0].startswith("Ref")
    assert "Drift and delay challenged" in said


def test_the_self_evaluation_is_written_and_names_no_child(tmp_path: Path):
    out = tmp_path / "self.docx"
    result = RUN.invoke(command_line, ["self-evaluation", "--out", str(out)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "17 criteria and statements" in result.stdout
    document = docx.Document(str(out))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert not any(f"WM25-{n}" in text for text in [p.text for p in document.paragraphs] + cells for n in range(1, 7))


def test_another_kind_of_file_is_refused(tmp_path: Path):
    result = RUN.invoke(command_line, ["self-evaluation", "--out", str(tmp_path / "self.pdf")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not end in .docx" in result.stderr
    missing = ["self-evaluation", "--out", str(tmp_path / "s.docx"), "--template", str(tmp_path / "no.docx")]
    assert "cannot be read" in RUN.invoke(command_line, missing).stderr


def test_the_register_goes_out_and_comes_back_and_what_is_right_can_be_taken_in(tmp_path: Path):
    out, marked = tmp_path / "register.xlsx", tmp_path / "marked.xlsx"
    assert RUN.invoke(command_line, ["evidence", "write", "--out", str(out)]).exit_code == 0
    same = json.loads(RUN.invoke(command_line, ["evidence", "read", str(out), "--json"]).stdout)
    assert (len(same["unchanged"]), same["changed"], same["wrong"], same["missing"]) == (22, [], [], [])
    book = load_workbook(out)
    book["Evidence"]["B5"] = "Another title"
    book.save(out)
    for arguments, changed in ((["--dry-run"], 1), ([], 1), ([], 0)):
        result = RUN.invoke(command_line, ["evidence", "read", str(out), "--json", *arguments])
        assert (result.exit_code, len(json.loads(result.stdout)["changed"])) == (0, changed)
    book["Evidence"]["I6"], book["Evidence"]["B7"] = "soon", "A third title"
    book.save(out)
    result = RUN.invoke(command_line, ["evidence", "read", str(out), "--json"])
    assert (result.exit_code, json.loads(result.stdout)["taken_in"]) == (1, False)
    assert "Evidence, I6: This is not a day" in result.stderr
    arguments = ["evidence", "read", str(out), "--without-wrong", "--marked", str(marked)]
    assert "Evidence, I6: This is not a day" in RUN.invoke(command_line, arguments).stdout
    assert "This is not a day" in load_workbook(marked)["Evidence"]["I6"].comment.text
    assert "E3: unchanged" not in RUN.invoke(command_line, [*arguments, "--dry-run"]).stdout
