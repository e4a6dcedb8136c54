"""Builders of audit workbooks: a form, what people write in it, and two hundred ways to damage it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from audit.documents.excel.list_workbook import HEAD
from audit.documents.rating.form import CaseForm, WorkbookForm
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.rating.form import Account, Answer, LineAnswer, RatingDraft, SeenIn, Standing, StatementGrade
from audit.domain.rounds.audit_round import Dates, FrameworkCopy, Stage
from tests.builders import a_case, a_round, an_agency
from tests.scenes import a_small_framework

CHILD = "Child A"
WORDS = "SECRET-WORDS"
PER_KIND = 7
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_form(*drafts: RatingDraft, cases: tuple[str, ...] = (CHILD,)) -> WorkbookForm:
    """Return the form of social care's workbook in a round of two statements with two lines each."""
    known = {draft.case: draft for draft in drafts}
    base = a_round(cases=[a_case(ref, revealed=False) for ref in cases], agencies=[an_agency()], stage=Stage.RATING)
    copies = (FrameworkCopy(framework=a_small_framework(), digest="a" * 64),)
    audit_round = replace(base, copies=copies, dates=Dates(audits_due=date(2026, 11, 20)))
    return WorkbookForm(
        audit_round=audit_round,
        agency=audit_round.agencies[0],
        cases=tuple(
            CaseForm(case=case, draft=known.get(case.ref, RatingDraft(case=case.ref, agency="CSC")))
            for case in audit_round.cases
        ),
        made_on=date(2026, 11, 2),
        marking="OFFICIAL-SENSITIVE",
    )


def a_full_draft(words: str = WORDS, case: str = CHILD) -> RatingDraft:
    """Return a complete form with the same words in every text."""
    asked = a_form().statements
    answers = (
        LineAnswer(line=one.line_key(line), answer=Answer.MET, note=words, seen_in=frozenset({SeenIn.RECORD}))
        for one in asked
        for line in one.lines
    )
    grades = (
        StatementGrade(statement=one.key, standing=Standing.GRADED, grade="good", evidence=words, to_develop=words)
        for one in asked
    )
    return RatingDraft(
        case=case,
        agency="CSC",
        answers={one.line: one for one in answers},
        grades={one.statement: one for one in grades},
        account=Account(synopsis=words, difference=words),
    )


def faults(written: bytes, folder: Path) -> list[str]:
    """Return what an independent validator finds wrong with a workbook."""
    place = folder / "checked.xlsx"
    place.write_bytes(written)
    return [str(error) for error in OpenXmlValidator().validate(place).errors]


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Return a workbook as it is after somebody changed it with another program."""
    book = load_workbook(BytesIO(data))
    change(book)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_parts(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """Return a workbook whose parts are each changed, or left out for None, with others added."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in added.items():
            new.writestr(name.replace("__", "/"), part)
    return made.getvalue()


def damaged(kind: str, number: int, *, of: bytes | None = None) -> bytes:
    """Return a damaged workbook, made of a good one; the same kind and number do the same damage."""
    return DAMAGES[kind](of or a_good_workbook(), random.Random(f"{kind} {number}"))


@cache
def a_good_workbook() -> bytes:
    """Return a workbook that is filled in whole."""
    return write_audit_workbook(a_form(a_full_draft()))


def _cell(book: Workbook, draw: random.Random, *, locked: bool = False, words: bool = False) -> tuple[Worksheet, str]:
    sheet = book[CHILD]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.protection.locked is locked]
    cells = [cell for cell in cells if cell.value and cell.row >= HEAD] if locked else cells
    cells = [cell for cell in cells if not words or cell.coordinate.startswith("H")]
    return sheet, draw.choice(cells).coordinate


def _set(value: Any, **where: bool) -> Callable[[bytes, random.Random], bytes]:
    def damage(data: bytes, draw: random.Random) -> bytes:
        def change(book: Workbook) -> None:
            sheet, at = _cell(book, draw, **where)
            sheet[at] = value
            if isinstance(value, str) and not value.startswith("="):
                sheet[at].data_type = "s"

        return edited(data, change)

    return damage


def _change(what: Callable[[Workbook, random.Random], object]) -> Callable[[bytes, random.Random], bytes]:
    return lambda data, draw: edited(data, lambda book: what(book, draw))


def _merge(book: Workbook, draw: random.Random) -> None:
    row = draw.randint(5, 15)
    book[CHILD].merge_cells(f"B{row}:C{row + draw.randint(0, 2)}")


def _hide_row(book: Workbook, draw: random.Random) -> None:
    book[CHILD].row_dimensions[draw.randint(5, 15)].hidden = True


def _hide_column(book: Workbook, draw: random.Random) -> None:
    book[CHILD].column_dimensions[draw.choice("BCDH")].hidden = True


def _hide_sheet(book: Workbook, draw: random.Random) -> None:
    book[CHILD].sheet_state = draw.choice(["hidden", "veryHidden"])


def _rename(book: Workbook, draw: random.Random) -> None:
    book[CHILD].title = draw.choice(["Child", "Child B", "Mine"])


def _far_cell(book: Workbook, draw: random.Random) -> None:
    book[CHILD].cell(draw.randint(200, 1_048_576), draw.randint(1, 50)).value = "far away"


def _edit_structure(book: Workbook, draw: random.Random) -> None:
    book["Structure"].cell(draw.randint(1, 6), 2).value = "changed"


def _flip(data: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randint(1, 30)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _garble(data: bytes, draw: random.Random) -> bytes:
    """Damage the words of one part, in a file that is whole otherwise."""
    with ZipFile(BytesIO(data)) as book:
        name = draw.choice([one for one in book.namelist() if one.startswith("xl/") and "theme" not in one])

    def change(one: str, part: bytes) -> bytes:
        if one != name:
            return part
        at = draw.randrange(len(part))
        return part[:at] + draw.randbytes(draw.randint(1, 8)) + part[at + draw.randint(0, 40) :]

    return with_parts(data, change)


def _without_part(data: bytes, draw: random.Random) -> bytes:
    names = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"]
    gone = draw.choice(names)
    return with_parts(data, lambda name, part: None if name == gone else part)


def _many_rows(data: bytes, draw: random.Random) -> bytes:
    count = draw.choice([70_000, 150_000, 1_048_000])
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(500, 500 + count))
    return with_parts(
        data, lambda name, part: part.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet2" in name else part
    )


def _bomb(data: bytes, draw: random.Random) -> bytes:
    size = draw.choice([30, 100, 300]) * 1024 * 1024
    name = draw.choice(["xl__worksheets__sheet2.xml", "xl__media__a.png", "docProps__x.xml"])
    bare = with_parts(data, lambda one, part: None if one == name.replace("__", "/") else part)
    return with_parts(bare, lambda _, part: part, **{name: b" " * size})


def _entities(data: bytes, draw: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{lines}]>'.encode()
    target = draw.choice(["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet2.xml"])

    def change(name: str, part: bytes) -> bytes:
        bare = re.sub(rb"^<\?xml[^>]*\?>", b"", part)
        return bomb + bare.replace(b"</t>", b"&a11;</t>", 1) if name == target else part

    return with_parts(data, change)


def _lying(data: bytes, draw: random.Random) -> bytes:
    """Say in the file's own list that a part is far smaller than it is."""
    changed = bytearray(data)
    places = [match.start() for match in re.finditer(rb"PK\x01\x02", data)]
    at = draw.choice(places) + 24
    changed[at : at + 4] = draw.randint(1, 90).to_bytes(4, "little")
    return bytes(changed)


def _with(**added: bytes) -> Callable[[bytes, random.Random], bytes]:
    return lambda data, _draw: with_parts(data, lambda _name, part: part, **added)


def _bad_index(data: bytes, draw: random.Random) -> bytes:
    to = draw.choice([b"<v>999999</v>", b"<v>-1</v>", b"<v>x</v>", b"<v></v>"])
    return with_parts(data, lambda name, part: re.sub(rb"<v>\d+</v>", to, part, count=1) if "sheet2" in name else part)


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut short": lambda data, draw: data[: draw.randrange(len(data) - 1)],
    "bytes flipped": _flip,
    "a part garbled": _garble,
    "not a workbook": lambda data, draw: draw.choice([b"", b"PK", b"PK\x03\x04", b"%PDF-1.7", draw.randbytes(900)]),
    "a locked file": lambda data, draw: b"\xd0\xcf\x11\xe0" + draw.randbytes(400),
    "a number": _set(4711),
    "a fraction": _set(0.1),
    "a day": _set(datetime(2026, 5, 4, tzinfo=UTC).replace(tzinfo=None)),
    "a yes or no": _set(True),
    "an unknown word": _set("Perhaps", words=False),
    "a formula": _set("=1+1"),
    "a formula in a fixed cell": _set("=A1", locked=True),
    "a fixed cell changed": _set("Something else", locked=True),
    "a fixed cell emptied": _set(None, locked=True),
    "an error": _set("#REF!"),
    "merged cells": _change(_merge),
    "a hidden row": _change(_hide_row),
    "a hidden column": _change(_hide_column),
    "a hidden sheet": _change(_hide_sheet),
    "a sheet renamed": _change(_rename),
    "a sheet removed": _change(lambda book, _draw: book.remove(book[CHILD])),
    "a sheet added": _change(lambda book, draw: book.create_sheet(f"Notes {draw.randint(1, 9)}")),
    "words far away": _change(_far_cell),
    "its own labels edited": _change(_edit_structure),
    "its own labels removed": _change(lambda book, _draw: book.remove(book["Structure"])),
    "a part missing": _without_part,
    "very many rows": _many_rows,
    "a zip bomb": _bomb,
    "entities": _entities,
    "sizes that lie": _lying,
    "a bad index": _bad_index,
    "macros": _with(xl__vbaProject__bin=b"macro"),
    "a link to another file": _with(xl__externalLinks__externalLink1=f'<a xmlns="{_REL}"/>'.encode()),
}
REFUSED = (
    "cut short",
    "not a workbook",
    "a locked file",
    "its own labels edited",
    "its own labels removed",
    "very many rows",
    "a zip bomb",
    "entities",
    "macros",
    "a link to another file",
)
NAMED = (
    "a formula",
    "a formula in a fixed cell",
    "a fixed cell changed",
    "a fixed cell emptied",
    "merged cells",
    "a hidden sheet",
    "a sheet renamed",
    "a sheet removed",
    "a sheet added",
    "words far away",
)
