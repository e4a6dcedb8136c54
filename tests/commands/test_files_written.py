"""Every file that a command writes can be read by its owner alone, and holds what was typed as it was typed.

A command that writes without an entry here fails.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import zipfile
from datetime import date
from functools import reduce
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.commands import files
from audit.documents.excel.list_workbook import HEAD
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection
from audit.errors import WrongInput
from audit.library.own_files import local_lists
from audit.services.inspection import published
from tests import databases
from tests.builders import NOON, SEVEN
from tests.command_line import commands
from tests.repository import ROOT
from tests.returns import a_return
from tests.store.test_backups import a_full_disk
from tests.typed_everywhere import make_odd

LETTER = "JTAI-2024-07-12"
TYPED = "9Z<first> line:\n- second\x0bline\x01 &amp; *third*\n"
WRITES: dict[str, tuple[str, ...]] = {  # "{out}" stands for a file to write
    "actions read": ("actions", "read", "{back}", "--dry-run", "--marked", "{out}.xlsx"),
    "actions write": ("actions", "WM25", "--out", "{out}.xlsx", "--ics", "{out}.ics"),
    "backup": ("backup", "{out}.db"),
    "evidence read": ("evidence", "read", "{back}", "--dry-run", "--marked", "{out}.xlsx"),
    "evidence write": ("evidence", "write", "--out", "{out}.xlsx"),
    "feedback": ("feedback", "WM25", "--out", "{out}.docx"),
    "frameworks export": ("frameworks", "export", SEVEN, "--out", "{out}.yaml"),
    "frameworks read": ("frameworks", "read", "{back}", "--dry-run", "--marked", "{out}.xlsx"),
    "frameworks template": ("frameworks", "template", SEVEN, "--out", "{out}.xlsx"),
    "pack": ("pack", "WM26", "--out", "{out}.docx"),
    "plan": ("plan", "WM25", "--out", "{out}.docx", "--with-cases"),
    "report": ("report", "WM25", "--kind", "slides", "--out", "{out}.pptx"),
    "rounds export": ("rounds", "export", "WM26", "{out}.json"),
    "sample": ("sample", "{return}", "--size", "1", "--seed", "1", "--key", "{out}.csv"),
    "self-evaluation": ("self-evaluation", "--out", "{out}.docx"),
    "statement": ("statement", LETTER, "--out", "{out}.docx"),
    "workbook read": ("workbook", "read", "{back}", "--dry-run", "--marked", "{out}.xlsx"),
    "workbook write": ("workbook", "WM26", "CSC", "--out", "{out}.xlsx"),
}
MORE: dict[str, tuple[str, ...]] = {  # other papers of the same commands
    "report board": ("report", "WM25", "--kind", "board", "--out", "{out}.docx"),
    "report briefing": ("report", "WM25", "--kind", "briefing", "--out", "{out}.docx"),
    "report healthwatch": ("report", "WM25", "--kind", "healthwatch", "--out", "{out}.docx"),
}
WITH_CHOICES = ("Priority", "Kind", "Answer or grade")
INTO_THE_REPOSITORY = {"frameworks generate"}  # made from what is in it, for everybody
READS = {"file", "source", "folders", "tables", "template", "passphrase_file"}  # paths that a command reads
OVER = {"backup", "rounds export"}  # here "file" is written


def paths(name: str) -> set[str]:
    """Return the names of a command's parameters that are files it writes."""
    command = commands()[name]
    wanted = {one.name for one in command.params if str(one.metavar).startswith("FILE")}
    return wanted - (READS - ({"file"} if name in OVER else set()))


@pytest.fixture(scope="module")
def odd_file(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a database in which everything typed is odd, with a letter."""
    path = tmp_path_factory.mktemp("odd") / "odd.db"
    engine = databases.copied(seeded_file, path)
    app = App(engine=engine).as_owner()
    with app.unit_of_work() as db:
        published.keep(
            db,
            by=app.person,
            inspection=Inspection(area="Wrenmere", published=date(2024, 7, 12)),
            letter_findings=[LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The time children wait.", page=2)],
            steps=local_lists.inspection_clock(),
            now=NOON,
        )
    make_odd(app, TYPED)
    databases.close(engine)
    return path


def run(command: str, out: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Run a command that writes, and return what it wrote."""
    out.parent.mkdir(exist_ok=True)
    shutil.copy(database, out.parent / "copy.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{out.parent / 'copy.db'}")
    folder = a_return(out.parent / "return") if command == "sample" else out.parent
    wanted = (WRITES | MORE)[command]
    back = _came_back(command, out.parent) if "{back}" in wanted else ""
    places = {"{out}": str(out), "{return}": str(folder), "{back}": str(back)}
    arguments = [reduce(lambda text, place: text.replace(*place), places.items(), one) for one in wanted]
    said = CliRunner().invoke(command_line, arguments)
    assert isinstance(said.exception, SystemExit | None), said.exception
    assert said.exit_code == (1 if back else 0), said.output + said.stderr
    return [Path(one) for one in arguments if one.startswith(str(out))]


def _came_back(command: str, folder: Path) -> Path:
    """Return a workbook in which one choice is none of the choices."""
    out = folder / "back"
    made_by = {"frameworks read": "frameworks template"}.get(command, command.replace("read", "write"))
    write = [one.replace("{out}", str(out)) for one in WRITES[made_by]]
    assert CliRunner().invoke(command_line, write).exit_code == 0
    book = load_workbook(out.with_suffix(".xlsx"))
    headings = (cell for sheet in book.worksheets for row in sheet.iter_rows(max_row=HEAD) for cell in row)
    heading = next(cell for cell in headings if cell.value in WITH_CHOICES)
    heading.offset(row=2).value = "Nonsense"
    book.save(out.with_suffix(".xlsx"))
    return out.with_suffix(".xlsx")


def test_every_command_that_writes_has_an_entry():
    assert {name for name in commands() if name not in INTO_THE_REPOSITORY and paths(name)} == set(WRITES)


@pytest.mark.parametrize("command", WRITES | MORE)
def test_what_a_command_writes_is_its_owners_alone_whatever_was_there(
    command: str, odd_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = os.umask(0)
    try:
        for path in run(command, tmp_path / "new" / "out", odd_file, monkeypatch):
            assert path.stat().st_mode & 0o777 == 0o600, path
            _must_keep_lines(path)
            if command not in {*OVER, "sample"}:
                path.chmod(0o666)
        if command not in {*OVER, "sample"}:  # these never write over a file
            for path in run(command, tmp_path / "new" / "out", odd_file, monkeypatch):
                assert path.stat().st_mode & 0o777 == 0o600, f"{path} when it was there before"
    finally:
        os.umask(before)


def _must_keep_lines(path: Path) -> None:
    """Fail where typed lines are run together, or where two words are one because a character went between them."""
    if path.suffix in (".db", ".json", ".yaml", ".csv"):
        return  # these hold it character by character
    text = _text(path)
    assert "secondline" not in text
    assert "line:- second" not in text
    assert not re.search("[\x01\x0b]", text)


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        parts = [package.read(one).decode("utf-8") for one in package.namelist() if one.endswith(".xml")]
    text = re.sub(r"<(?:w:br|a:br|w:p|a:p|si|c|t|is)(?:[ /][^>]*)?>", "\n", "\n".join(parts))
    return re.sub("<[^>]+>", "", text)


def test_typed_lines_are_lines_in_a_workbook_and_in_word(
    odd_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for command in ("evidence write", "pack"):
        (path, *_) = run(command, tmp_path / command.split()[0] / "out", odd_file, monkeypatch)
        assert re.search(r"\n- second line +&amp;amp; \*third\*", _text(path)), command


def test_what_does_not_fit_on_the_disk_leaves_no_half_and_what_was_there(tmp_path: Path):
    (tmp_path / "paper.docx").write_bytes(b"the paper before")
    with a_full_disk(1000):
        with pytest.raises(WrongInput, match="cannot be written"):
            files.write(tmp_path / "paper.docx", b"x" * 5000)
        for write in (files.write, files.write_new):
            with pytest.raises(WrongInput, match="cannot be written"):
                write(tmp_path / "new.docx", b"x" * 5000)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("paper.docx", b"the paper before")]


def test_a_link_to_a_paper_stays_a_link(tmp_path: Path):
    (tmp_path / "paper.docx").write_bytes(b"before")
    (tmp_path / "link.docx").symlink_to(tmp_path / "paper.docx")
    files.write(tmp_path / "link.docx", b"after")
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "paper.docx").read_bytes() == b"after"


def test_no_other_code_writes_files():
    writes = {"write_bytes", "write_text", "fdopen", "mkstemp"}
    generated = "audit/library/frameworks/schema.py"  # what it writes is in the repository, for everybody
    for path in (ROOT / "audit").rglob("*.py"):
        names = {one.attr for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Attribute)}
        place = path.relative_to(ROOT).as_posix()
        assert place in ("audit/store/whole_files.py", generated) or not names & writes, f"{place} writes by itself"
