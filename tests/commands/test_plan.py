"""The plan command: a Word document, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.__main__ import app
from audit.app import App
from tests.documents.accessibility import all_text, problems
from tests.documents.builders import faults


@pytest.fixture
def at_home(seeded: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to write to, on this computer with the invented partnership."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")
    return tmp_path


def test_the_plans_of_both_rounds_are_sound_and_name_no_case(at_home: Path):
    for audit_round in ("WM25", "WM26"):
        out = at_home / f"{audit_round}.docx"
        assert CliRunner().invoke(app, ["plan", audit_round, "--out", str(out)]).exit_code == 0
        written = out.read_bytes()
        assert problems(written) == []
        assert faults(written, at_home) == []
        assert not [f"{audit_round}-{n}" for n in range(1, 7) if f"{audit_round}-{n}" in all_text(written)]


def test_a_round_that_is_not_there_is_refused(at_home: Path):
    answer = CliRunner().invoke(app, ["plan", "XX99", "--out", str(at_home / "plan.docx")])
    assert answer.exit_code == 1
    assert "There is no round XX99" in answer.stderr
    assert not (at_home / "plan.docx").exists()


def test_a_file_that_would_not_be_word_is_refused(at_home: Path):
    answer = CliRunner().invoke(app, ["plan", "WM25", "--out", str(at_home / "plan.pdf")])
    assert answer.exit_code == 1
    assert "does not end in .docx" in answer.stderr


def test_a_template_that_is_not_there_is_refused(at_home: Path):
    wanted = ["plan", "WM25", "--out", str(at_home / "plan.docx"), "--template", str(at_home / "none.docx")]
    answer = CliRunner().invoke(app, wanted)
    assert answer.exit_code == 1
    assert "cannot be read" in answer.stderr


def test_without_a_place_to_write_it_is_used_wrongly():
    assert CliRunner().invoke(app, ["plan", "WM25"]).exit_code == 2
