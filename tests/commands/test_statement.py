"""The statement command: a Word document, in a council's look where it gives one, or a sentence that says why not."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from audit.__main__ import app as command_line
from audit.app import App
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection
from audit.library.own_files import local_lists
from audit.services.inspection import published
from tests.builders import NOON
from tests.documents.accessibility import all_text, problems
from tests.documents.builders import a_council_file, faults
from tests.scenes import ROUND, a_scene

LETTER = "JTAI-2024-07-12"


@pytest.fixture
def at_home(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to write to, on this computer with a partnership that keeps a letter."""
    scene = a_scene(app)
    found = [LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The time children wait.", page=2)]
    with scene.app.unit_of_work() as db:
        published.keep(
            db,
            by=scene.facilitator,
            inspection=Inspection(area="Wrenmere", published=date(2024, 7, 12)),
            letter_findings=found,
            steps=local_lists.inspection_clock(),
            now=NOON,
        )
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{app.engine.url.database}")
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_statement_is_sound_in_our_own_look_and_in_a_councils(at_home: Path):
    template = at_home / "ours.docx"
    template.write_bytes(a_council_file())
    for name, look in (("own.docx", ()), ("council.docx", ("--template", str(template)))):
        answer = _asked(at_home / name, *look)
        assert answer.exit_code == 0, answer.output
        written = (at_home / name).read_bytes()
        assert problems(written) == []
        assert faults(written, at_home) == []
        text = all_text(written)
        assert "“The time children wait.” " in text
        assert "(letter, page\u00a02)" in text
    foot = docx.Document(BytesIO(written)).sections[0].footer
    assert "Northmoor Council" in "\n".join(one.text for one in foot.paragraphs)


def test_the_due_day_is_counted_by_the_partnerships_own_clock(at_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(at_home))
    own = (
        Path(local_lists.__file__)
        .with_name(local_lists.CLOCK)
        .read_text("utf-8")
        .replace("after_letter: 70", "after_letter: 20")
    )
    (at_home / "inspection_clock.yaml").write_text(own, "utf-8")
    assert _asked(at_home / "own.docx").exit_code == 0
    assert "9\u00a0August 2024" in all_text((at_home / "own.docx").read_bytes())


@pytest.mark.parametrize(
    ("out", "more", "says"),
    [
        ("statement.pdf", (), "does not end in .docx"),
        ("nowhere/statement.docx", (), "Choose a folder that is there"),
        ("statement.docx", ("--template", "gone.docx"), "gone.docx cannot be read"),
    ],
)
def test_what_cannot_be_is_refused(at_home: Path, out: str, more: tuple[str, ...], says: str):
    answer = _asked(at_home / out, *more)
    assert answer.exit_code == 1
    assert says in answer.stderr
    assert not (at_home / out).exists()


def test_an_audit_has_no_statement(at_home: Path):
    answer = CliRunner().invoke(command_line, ["statement", ROUND, "--out", str(at_home / "statement.docx")])
    assert answer.exit_code == 1
    assert f"{ROUND} is an audit" in answer.stderr


def _asked(out: Path, *more: str) -> Result:
    return CliRunner().invoke(command_line, ["statement", LETTER, "--out", str(out), *more])
