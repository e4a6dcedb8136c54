"""The report command: each paper of both rounds, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.__main__ import app
from audit.app import App
from audit.documents.board.papers import PaperKind
from audit.store.queries import trail
from tests.documents.accessibility import all_text
from tests.documents.board_builders import faults
from tests.documents.builders import a_council_file
from tests.documents.slide_builders import a_council_presentation


@pytest.fixture
def at_home(seeded: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to write to, on this computer with the invented partnership."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")
    return tmp_path


def report(audit_round: str, kind: str, out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["report", audit_round, "--kind", kind, "--out", str(out), *more])


@pytest.mark.parametrize("kind", PaperKind)
def test_the_papers_of_both_rounds_are_sound_name_no_case_and_are_noted(kind: PaperKind, seeded: App, at_home: Path):
    for audit_round in ("WM25", "WM26"):
        out = at_home / kind.file_name(audit_round)
        assert report(audit_round, kind.value, out).exit_code == 0
        assert faults(kind, out.read_bytes(), at_home) == []
        assert "WM25-" not in all_text(out.read_bytes())
        assert "WM26-" not in all_text(out.read_bytes())
    with seeded.reading() as db:
        noted = [
            line.about for line in trail.lines(db) if line.event.casefold() == f"{kind.label} taken out".casefold()
        ]
    assert sorted(noted) == ["WM25", "WM26"]


def test_a_council_s_files_lend_their_look(at_home: Path):
    word, slides = at_home / "council.docx", at_home / "council.pptx"
    word.write_bytes(a_council_file(numbered=True))
    slides.write_bytes(a_council_presentation())
    for kind, template in ((PaperKind.HEALTHWATCH, word), (PaperKind.SLIDES, slides)):
        out = at_home / kind.file_name("WM25")
        assert report("WM25", kind.value, out, "--template", str(template)).exit_code == 0
        assert "Calibri" in all_text(out.read_bytes())
        assert faults(kind, out.read_bytes(), at_home) == []


@pytest.mark.parametrize(
    ("audit_round", "kind", "name", "template", "says"),
    [
        ("XX99", "board", "out.docx", "", "There is no round XX99"),
        ("WM25", "slides", "out.docx", "", "out.docx does not end in .pptx"),
        ("WM25", "board", "out.pdf", "", "out.pdf does not end in .docx"),
        ("WM25", "board", "out.docx", "none.docx", "cannot be read"),
        ("WM25", "board", "none/out.docx", "", "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_nothing_is_noted(
    audit_round: str, kind: str, name: str, template: str, says: str, seeded: App, at_home: Path
):
    more = ("--template", str(at_home / template)) if template else ()
    answer = report(audit_round, kind, at_home / name, *more)
    assert answer.exit_code == 1
    assert says in answer.stderr
    assert answer.stdout == ""
    assert not (at_home / name).exists()
    with seeded.reading() as db:
        assert not [line for line in trail.lines(db) if line.event.endswith("report taken out")]


def test_a_paper_that_is_not_known_is_used_wrongly(at_home: Path):
    assert report("WM25", "letter", at_home / "out.docx").exit_code == 2
