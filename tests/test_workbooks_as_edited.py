"""Every workbook as a manager sends it back: what is right is taken in, and each thing that is not has its sentence."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from audit.app import App
from audit.documents.rating.form import HEADINGS
from tests.pages.on_screen import words
from tests.services.plan.test_plan_workbooks import written as written_plan
from tests.test_read_ins import READ_INS, ReadIn, by_command, here, looked_at, on_the_page, run, written_audit

__all__ = ["here"]  # the partnership in which each kind is taken in
At = tuple[str, str]  # the row's ref, and the heading of its column
NOTES = "My notes"


@dataclass(frozen=True, kw_only=True)
class Edited:
    """How somebody edits one kind of workbook."""

    written: Callable[[App], bytes]
    sheet: str
    head: int  # the row of the headings
    right: Mapping[At, str]  # what is typed, and can be taken in
    says: Mapping[At, str]  # what it says when it goes out again
    shown: tuple[str, ...] = ()  # the days that were typed, shown back as they were read
    wrong: At
    hidden: At
    deleted: str  # a row's ref
    called: str = ""  # what the deleted row is called; empty: its ref


NEW = {"Finding": "F1", "The difference for children": "It helps.", "Lead agency": "CAMHS", "Owner, by role": "Lead"}
EDITED = {
    "plan.workbook": Edited(
        written=written_plan,
        sheet="Actions",
        head=4,
        right={
            ("A9", "What will be done"): "Ask every child.",
            ("A9", "What has happened"): "It began late.",
            ("A9", "New due date"): "3/12/27",
            **{(ref, heading): text for ref in ("New 1", "New 2") for heading, text in NEW.items()},
            ("New 1", "What will be done"): "Write to carers.",
            ("New 1", "Due"): "4 Jan 2028",
            ("New 2", "What will be done"): "Meet each month.",
            ("New 2", "Due"): "5th February 2028",
        },
        says={("A9", "What will be done"): "Ask every child."},
        shown=("3 Dec 2027 (typed “3/12/27”)", "Due: 4 Jan 2028", "5 Feb 2028 (typed “5th February 2028”)"),
        wrong=("A9", "Priority"),
        hidden=("A9", "Recommendation"),
        deleted="A10",
    ),
    "readiness.evidence": Edited(
        written=by_command("evidence", "write"),
        sheet="Evidence",
        head=4,
        right={
            ("E1", "Title"): "A better title",
            ("E1", "Date"): "3/12/25",
            ("E2", "Date"): "4 Jan 2025",
            ("E3", "Date"): "5th February 2025",
        },
        says={("E1", "Title"): "A better title"},
        shown=("3 Dec 2025 (typed “3/12/25”)", "Date: 4 Jan 2025", "5 Feb 2025 (typed “5th February 2025”)"),
        wrong=("E2", "Kind"),
        hidden=("E1", "Looked at by"),
        deleted="E4",
    ),
    "rating.workbooks": Edited(
        written=written_audit,
        sheet="Child B",
        head=4,
        right={
            ("1.1", "Answer or grade"): "partly  MET",
            ("1.1", "In your words"): "Seen twice.",
            ("A2", HEADINGS[7]): "X",
        },
        says={
            ("1.1", "Answer or grade"): "Partly met",
            ("1.1", "In your words"): "Seen twice.",
            ("A2", HEADINGS[7]): "X",
        },
        wrong=("1.2", "Answer or grade"),
        hidden=("1.1", HEADINGS[3]),
        deleted="C1a",
        called="Child B, row C1a",
    ),
    "frameworks.workbook": Edited(
        written=by_command("frameworks", "template", "ewg-quality-statements-2017-wrenmere"),
        sheet="Lines of enquiry",
        head=1,
        right={("QS3.1", "Title"): "Asked first", ("QS3.2", "Guards against"): "Drift"},
        says={("QS3.1", "Title"): "Asked first", ("QS3.2", "Guards against"): "Drift"},
        wrong=("QS3.2", "Provenance"),
        hidden=("QS3.1", "Addressed to"),
        deleted="QS4.1",
    ),
}
every_kind = pytest.mark.parametrize("read_in", READ_INS, ids=lambda read_in: read_in.module)


def as_a_manager_edits_it(data: bytes, edited: Edited) -> tuple[bytes, str]:
    """Return a workbook sorted the other way, with columns moved, one added, one hidden, a row deleted and cells typed.

    With it, the cell that is wrong now.
    """
    book, made = load_workbook(BytesIO(data)), BytesIO()
    sheet = book[edited.sheet]
    sheet.protection.sheet = False
    headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=edited.head)]
    typed = {**edited.right, edited.wrong: "Nearly", edited.hidden: "Yes"}
    for (ref, heading), text in typed.items():
        next(row for row in rows if row[0] == ref)[headings.index(heading)] = text
    rows = [row for row in reversed(rows) if row[0] != edited.deleted]
    sheet.delete_rows(edited.head, sheet.max_row)
    for number, row in enumerate([headings, *rows], start=edited.head):
        for place, value in enumerate([*reversed(row), NOTES if row is headings else "mine"], start=1):
            sheet.cell(number, place, value)
    letters = {heading: get_column_letter(len(headings) - place) for place, heading in enumerate(headings)}
    sheet.column_dimensions[letters[edited.hidden[1]]].hidden = True
    book.save(made)
    number = next(number for number, row in enumerate(rows, start=edited.head + 1) if row[0] == edited.wrong[0])
    return made.getvalue(), f"{letters[edited.wrong[1]]}{number}"


def saved_by_another_program(data: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it; as it is where LibreOffice is not there."""
    if shutil.which("soffice") is None:
        return data
    source, home = folder / "sent" / "workbook.xlsx", f"-env:UserInstallation=file://{folder}/office"
    source.parent.mkdir()
    source.write_bytes(data)
    command = ["soffice", "--headless", home, "--convert-to", "xlsx", "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    return (folder / "workbook.xlsx").read_bytes()


def cells(data: bytes, edited: Edited) -> dict[At, Any]:
    headings, *rows = load_workbook(BytesIO(data))[edited.sheet].iter_rows(min_row=edited.head, values_only=True)
    return {(str(row[0]), str(heading)): value for row in rows for heading, value in zip(headings, row, strict=True)}


@every_kind
def test_what_is_right_is_taken_in_and_each_thing_that_is_not_has_one_sentence(
    read_in: ReadIn, here: App, tmp_path: Path
):
    edited = EDITED[read_in.module]
    went_out = edited.written(here)
    data, wrong = as_a_manager_edits_it(went_out, edited)
    data = saved_by_another_program(data, tmp_path)
    printed = run(read_in, here, data, "--dry-run").stdout
    sentences = (
        f"{edited.sheet}, {wrong}: This is not one of the choices.",
        f"The column “{edited.hidden[1]}” is hidden, so what was changed in it is not taken in.",
        f"“{NOTES}” was added, so it is not taken in.",
        f"{edited.called or edited.deleted} is missing: leave it as it is?",
    )
    assert [printed.count(sentence) for sentence in (*sentences, *edited.shown)] == [1] * (4 + len(edited.shown)), (
        printed
    )
    found = looked_at(read_in, here, data)
    not_taken_in = {**found, **found.get("rows", {})}
    assert [len(not_taken_in[name]) for name in ("wrong", "not_read", "missing")] == [1, 2, 1]
    page = on_the_page(read_in, here, data)
    assert all(sentence in words(page).replace("</b>", "") for sentence in sentences)
    labels = [getattr(button, "label", "") for button in page.get("download_button")]
    assert labels.count("Download it with the wrong cells marked") == 1

    run(read_in, here, data, "--without-wrong", "--leave-missing")
    before, after = cells(went_out, edited), cells(edited.written(here), edited)
    assert {at: after[at] for at in edited.says} == edited.says
    stays = (edited.wrong, edited.hidden, *(at for at in before if at[0] == edited.deleted))
    assert {at: after[at] for at in stays} == {at: before[at] for at in stays}
