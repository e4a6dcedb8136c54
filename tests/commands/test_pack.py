"""The pack and feedback commands: a Word document, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.__main__ import app
from audit.app import App
from tests.documents.accessibility import problems
from tests.documents.builders import faults

RUN = CliRunner()


@pytest.fixture
def at_home(seeded: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to write to, on this computer with the invented partnership."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")
    return tmp_path


@pytest.mark.parametrize("command", ["pack", "feedback"])
def test_the_documents_of_both_rounds_are_sound(command: str, at_home: Path):
    for audit_round in ("WM25", "WM26"):
        out = at_home / f"{audit_round}.docx"
        answer = RUN.invoke(app, [command, audit_round, "--out", str(out)])
        assert answer.exit_code == 0, answer.stderr
        assert problems(out.read_bytes(), turned=(False,)) == []
        assert faults(out.read_bytes(), at_home) == []


def test_the_hours_decide_the_minutes(at_home: Path):
    out = str(at_home / "pack.docx")
    assert "30 minutes a case" in RUN.invoke(app, ["pack", "WM25", "--out", out]).stdout
    assert "50 minutes a case" in RUN.invoke(app, ["pack", "WM25", "--out", out, "--hours", "7"]).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["pack", "XX99", "--out", "{out}.docx"], "There is no round XX99"),
        (["feedback", "XX99", "--out", "{out}.docx"], "There is no round XX99"),
        (["pack", "WM25", "--out", "{out}.pdf"], "does not end in .docx"),
        (["pack", "WM25", "--out", "{out}.docx", "--hours", "1"], "Give the workshop more time"),
        (["feedback", "WM25", "--out", "{out}/no/folder.docx"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(arguments: list[str], says: str, at_home: Path):
    answer = RUN.invoke(app, [one.format(out=at_home / "out") for one in arguments])
    assert answer.exit_code == 1
    assert says in answer.stderr
    assert not list(at_home.glob("out*"))
