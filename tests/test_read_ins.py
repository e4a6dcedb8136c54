"""Every workbook that comes back: each text that it would bring is shown, marked, before anything is taken in."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.documents.frameworks.columns import EXAMPLE, INSTRUCTIONS
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.rounds.audit_round import Stage
from audit.services.rating import workbooks
from tests.builders import NOON
from tests.databases import close
from tests.pages.on_screen import drawn, words
from tests.repository import ROOT
from tests.scenes import ROUND, a_scene
from tests.services.plan.test_plan_workbooks import filled as filled_plan
from tests.services.plan.test_plan_workbooks import written as written_plan

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME, BORN, PHONE = "Keziah Okonkwo", "14/05/2011", "07700 900123"
TEXT = f"no. {{}} {NAME} (dob {BORN}, {PHONE}) *a* :red[b] <i>"
MARKED = f"no. {{}} <mark>{NAME}</mark> (dob <mark>{BORN}</mark>, <mark>{PHONE}</mark>) *a* :red[b] &lt;i&gt;"
Cell = tuple[str, str]  # sheet and cell
CODES = {"Ref", "Statement", "Scale", "Grade", "From", "Replaces", "Name of the framework", "Name of your edition"}
NO_TEXTS = {"rounds.choose_cases": "a data return, of which only references and bands come into the round"}


@dataclass(frozen=True, kw_only=True)
class ReadIn:
    """A way in for a workbook: the page and the command that take it in, and what goes out."""

    module: str  # of the page's part in which the file is chosen
    page: str
    place: Mapping[str, str]
    command: tuple[str, ...]
    written: Callable[[App], bytes]
    rows: Mapping[str, tuple[int, ...]]  # the rows of each sheet that are filled in; empty: all of every sheet
    not_taken_in: tuple[Cell, ...] = ()  # cells that are not read here


def written_audit(app: App) -> bytes:
    with app.reading() as db:
        form = workbooks.form_for(db, viewer=app.viewer(), round_ref=ROUND, agency_ref="CSC", today=NOON.date())
    return write_audit_workbook(form)


def by_command(*arguments: str) -> Callable[[App], bytes]:
    def written(app: App) -> bytes:
        out = Path(str(app.engine.url.database)).with_name("out.xlsx")
        result = CliRunner().invoke(command_line, [*arguments, "--out", str(out)])
        assert result.exit_code == 0, result.output
        return out.read_bytes()

    return written


def with_a_new_action(app: App) -> bytes:
    given = {"finding": "F1", "lead": "CAMHS", "due": "31/03/2027"}
    return filled_plan(written_plan(app), {("New 1", name): text for name, text in given.items()})


def with_new_evidence(app: App) -> bytes:
    def add(book: Workbook) -> None:
        for column, text in {"C": "Record audit", "E": "Strength", "F": "J7", "I": "01/06/2026"}.items():
            book["Evidence"][f"{column}{NEW_EVIDENCE}"] = text

    return changed(by_command("evidence", "write")(app), add)


NEW_ACTION, NEW_EVIDENCE = 7, 27
CORRECTION = "H27"  # why a rating that was submitted is changed; taken in only with such a change
READ_INS = (
    ReadIn(
        module="plan.workbook",
        page="plan-workbook",
        place={"round": "WM26"},
        command=("actions", "read"),
        written=with_a_new_action,
        rows={"Actions": (5, NEW_ACTION)},
        not_taken_in=(("Actions", f"A{NEW_ACTION}"),),
    ),
    ReadIn(
        module="readiness.evidence",
        page="evidence",
        place={},
        command=("evidence", "read"),
        written=with_new_evidence,
        rows={"Evidence": (5, NEW_EVIDENCE)},
        not_taken_in=(("Evidence", f"A{NEW_EVIDENCE}"),),
    ),
    ReadIn(
        module="rating.workbooks",
        page="workbooks",
        place={"round": ROUND},
        command=("workbook", "read"),
        written=written_audit,
        rows={},
        not_taken_in=(("Instructions", "B3"), ("Child B", CORRECTION)),
    ),
    ReadIn(
        module="frameworks.workbook",
        page="framework-workbook",
        place={},
        command=("frameworks", "read"),
        written=by_command("frameworks", "template", "ewg-quality-statements-2017-wrenmere"),
        rows={},
    ),
)
each_read_in = pytest.mark.parametrize("read_in", READ_INS, ids=lambda read_in: read_in.module)


@pytest.fixture
def here(read_in: ReadIn, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> App:
    """Return the app of a partnership in which the workbook can be taken in by the person at this computer."""
    if read_in.page == "workbooks":
        scene = a_scene(request.getfixturevalue("app"), cases=("Child A", "Child B"))
        scene.fill_in(scene.viewer("CSC"))  # so that its sheet needs the reason for a change
        scene.owner_rates_for("CSC")
        found = scene.app.as_owner()
    else:
        found = request.getfixturevalue("seeded")
    monkeypatch.setenv("DATABASE_URL", found.engine.url.render_as_string(hide_password=False))
    return found


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    book, made = load_workbook(BytesIO(data)), BytesIO()
    change(book)
    book.save(made)
    return made.getvalue()


def cells(data: bytes, read_in: ReadIn) -> Iterator[Cell]:
    """Yield every cell that somebody can fill in; of a list, in the rows that are named."""
    for sheet in load_workbook(BytesIO(data)):
        if sheet.sheet_state != "visible":
            continue
        if read_in.page == "framework-workbook":
            yield from ((sheet.title, at) for at in _framework_cells(sheet))
            continue
        rows = read_in.rows.get(sheet.title, ()) if read_in.rows else range(1, sheet.max_row + 1)
        for cell in (cell for row in rows for cell in sheet[row]):
            if not (cell.protection.locked and sheet.protection.sheet):
                yield sheet.title, cell.coordinate


def _framework_cells(sheet: Any) -> Iterator[str]:
    """Yield the cells of the first entry of a framework's sheet, its codes left out: what names them would be wrong."""
    if sheet.title == "Framework":
        yield from (f"B{cell.row}" for cell in sheet["A"][1:] if cell.value not in CODES)
    elif sheet.title != INSTRUCTIONS:
        first = [cell.row for cell in sheet["A"][1:] if cell.value and not cell.value.startswith(EXAMPLE)][:1]
        for cell in (cell for row in first for cell in sheet[row]):
            if sheet.cell(1, cell.column).value not in CODES:
                yield cell.coordinate


def typed(data: bytes, texts: Mapping[Cell, str]) -> bytes:
    def type_in(book: Workbook) -> None:
        for (sheet, at), text in texts.items():
            book[sheet][at].value = text
            book[sheet][at].data_type = "s"

    return changed(data, type_in)


def run(read_in: ReadIn, app: App, data: bytes, *arguments: str) -> Any:
    close(app.engine)
    file = Path(str(app.engine.url.database)).with_name("back.xlsx")
    file.write_bytes(data)
    return CliRunner().invoke(command_line, [*read_in.command, str(file), *arguments])


def looked_at(read_in: ReadIn, app: App, data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(read_in, app, data, "--dry-run", "--json").stdout)
    return found


def with_texts(read_in: ReadIn, app: App) -> tuple[bytes, dict[Cell, str]]:
    """Return a workbook with a text in every cell that takes one: those that refuse it are as they were."""
    data = read_in.written(app)
    texts = {cell: TEXT.format(number) for number, cell in enumerate(cells(data, read_in), start=100)}
    texts = {cell: text for cell, text in texts.items() if cell not in read_in.not_taken_in}
    for _ in range(4):
        refused = {(one["sheet"], one["cell"]) for one in looked_at(read_in, app, typed(data, texts))["wrong"]}
        if not refused:
            return typed(data, texts), texts
        texts = {cell: text for cell, text in texts.items() if cell not in refused}
    raise AssertionError(refused)


def everything(app: App) -> str:
    with app.engine.connect() as connection:
        sqlite = connection.connection.driver_connection
        assert sqlite is not None
        return "\n".join(sqlite.iterdump())


def on_the_page(read_in: ReadIn, app: App, data: bytes) -> AppTest:
    page = drawn(app, read_in.page, **read_in.place)
    chosen = next(one for one in page.file_uploader if "xlsx" in str(one.allowed_type))
    file = ("back.xlsx", data, EXCEL)
    chosen.set_value([file] if chosen.accept_multiple_files else file)
    page.run(timeout=60)
    assert not page.exception, page.exception
    return page


@each_read_in
def test_every_text_is_shown_marked_before_anything_is_taken_in_and_comes_in_as_it_was_typed(
    read_in: ReadIn, here: App
):
    data, texts = with_texts(read_in, here)
    assert len(texts) > 5
    before = everything(here)
    page = words(on_the_page(read_in, here, data))
    for number in (text.removeprefix("no. ").split()[0] for text in texts.values()):
        assert MARKED.format(number) in page
    shown = {one["text"]: one["found"] for one in looked_at(read_in, here, data)["texts"]}
    for text in texts.values():
        marks = {one["kind"]: text[one["start"] : one["end"]] for one in shown[text]}
        assert marks == {"name": NAME, "date_of_birth": BORN, "phone": PHONE}
    printed = run(read_in, here, data, "--dry-run").stdout
    assert all(f"{text} [found: name, date of birth, phone number]" in printed for text in texts.values())
    assert everything(here) == before
    assert run(read_in, here, data).exit_code == 0
    after = everything(here)
    assert not [text for text in texts.values() if text not in after]


@each_read_in
def test_a_workbook_that_brings_no_text_shows_none(read_in: ReadIn, here: App):
    data = read_in.written(here)
    assert NAME not in words(on_the_page(read_in, here, data))
    assert not [one for one in looked_at(read_in, here, data)["texts"] if one["found"]]


def test_every_way_in_for_a_workbook_is_tried_here():
    takes = {}
    for path in (ROOT / "audit/pages").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        if any(getattr(call.func, "attr", "") == "file_uploader" and "xlsx" in ast.unparse(call) for call in calls):
            name = ".".join(path.relative_to(ROOT / "audit/pages").with_suffix("").parts)
            takes[name] = any(ast.unparse(call.func) in ("marks.draw", "brought.draw") for call in calls)
    assert takes == {read_in.module: True for read_in in READ_INS} | dict.fromkeys(NO_TEXTS, False)
    reads = {
        path.stem
        for path in (ROOT / "audit/commands").rglob("*.py")
        if re.search(r"read_\w+_workbook\(", path.read_text("utf-8"))
    }
    assert reads == {"actions", "evidence", "workbook", "frameworks"}
    assert len(reads) == len({read_in.command for read_in in READ_INS})


def test_who_may_not_read_a_rating_before_the_reveal_is_told_where_to_ask_and_no_word(
    app: App, monkeypatch: pytest.MonkeyPatch
):
    scene = a_scene(app, cases=("Child A",))
    monkeypatch.setenv("DATABASE_URL", app.engine.url.render_as_string(hide_password=False))
    facilitator = app.as_person(scene.facilitator)
    read_in = replace(READ_INS[2], not_taken_in=(("Child A", CORRECTION),))
    data, texts = with_texts(read_in, facilitator)
    page, shown = words(on_the_page(read_in, facilitator, data)), looked_at(read_in, facilitator, data)["texts"]
    of_the_child = [one for one in shown if one["where"].startswith("Child A")]
    assert {kind["kind"] for one in of_the_child for kind in one["found"]} == {"name", "date_of_birth", "phone"}
    assert {one["text"] for one in of_the_child} == {None}
    assert "Ask them to look at the places named here" in page
    assert page.count("Found: name, date of birth, phone number.") == len(of_the_child) == len(texts) - 1
    (auditor,) = (one["text"] for one in shown if one not in of_the_child)
    for text in set(texts.values()) - {auditor}:
        assert text not in page
        assert text[:8] not in page
        assert text[:8] not in json.dumps(shown)
    scene.move_to(Stage.WORKSHOP)
    scene.reveal()
    assert all(one["text"] for one in looked_at(read_in, facilitator, data)["texts"])
