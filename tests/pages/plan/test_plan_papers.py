"""The plan on its page, in Word and in Excel: every action says the same in all three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from audit.app import App
from audit.documents.excel.list_workbook import HEAD
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.workbook import columns, write_plan_workbook
from audit.domain.english import number, short_day
from audit.domain.plan.action_words import due, standing, work
from audit.domain.plan.actions import ActionPlan, Group, Impact, Progress, Status
from audit.domain.plan.workbook import Field
from audit.services.plan import actions, workbooks
from audit.services.release import papers
from tests import databases
from tests.pages.on_screen import drawn, words

ROUND = "WM25"


@dataclass(frozen=True)
class Same:
    """The closed round's plan: the value, its page by action, its tables in Word, and its rows in Excel."""

    paper: PlanPaper  # as it leaves
    plan: ActionPlan  # as it was written, for the audit group
    page: str
    cards: Mapping[str, str]
    word: str
    rows: Mapping[str, list[str]]
    key: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def same(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Same]:
    """Yield what page, document and workbook say of one plan; only look at it."""
    engine = databases.copied(seeded_file, tmp_path_factory.mktemp("plan-papers") / "seeded.db")
    app = App(engine=engine).as_owner()
    with app.unit_of_work() as db:
        now, today, me = app.now(), app.today(), app.viewer()
        paper = papers.plan_paper(db, viewer=me, round_ref=ROUND, today=today, now=now, with_cases=False)
        whole = actions.plan(db, viewer=me, round_ref=ROUND)
        book = write_plan_workbook(workbooks.form_for(db, viewer=me, round_ref=ROUND, now=now))
    page = _plain(drawn_words(app))
    document = docx.Document(BytesIO(write_action_plan(paper)))
    tables = [[[_plain(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    rows = {row[0].split()[0]: row for table in tables if table[0][1] == "Action" for row in table[1:]}
    key = next({row[0]: row[2] for row in table[1:]} for table in tables if table[0][-1] == "Actions now")
    said = [_plain(one.text) for one in document.paragraphs]
    said += [cell for table in tables for row in table for cell in row]
    yield Same(paper, whole, page, _cards(page), " ".join(said), rows, key, _cells(book, whole))
    engine.dispose()


def drawn_words(app: App) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", words(drawn(app, "plan", round=ROUND))))


def _plain(text: str) -> str:
    return " ".join(text.replace("\\", "").replace("*", "").split())


def _cards(page: str) -> dict[str, str]:
    """Return what stands on each action's card, its badge before it."""
    found = re.split(r":\w+-badge\[:material/\w+: ", page)[1:]
    return {ref[1]: card for card in found if (ref := re.match(r"[^]]+\] (A\d+) · ", card))}


def _cells(book: bytes, whole: ActionPlan) -> dict[str, dict[str, str]]:
    sheet = load_workbook(BytesIO(book))["Actions"]
    rows = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    named = [{one.name: _said(value) for one, value in zip(columns(whole), row, strict=True)} for row in rows]
    refs = [row[0] for row in sheet.iter_rows(min_row=HEAD + 1, max_col=1, values_only=True)]
    return {str(ref): row for ref, row in zip(refs, named, strict=True) if str(ref).startswith("A")}


def _said(value: object) -> str:
    return "" if value is None else _plain(f"{value:%Y-%m-%d}" if hasattr(value, "year") else str(value))


def test_the_same_actions_stand_on_the_page_in_word_and_in_excel(same: Same):
    wanted = {one.ref for one in same.paper.plan.actions}
    assert len(wanted) > 5
    assert set(same.cards) == set(same.rows) == set(same.cells) == wanted


def test_what_is_planned_is_the_same_in_all_three(same: Same):
    for one in same.paper.plan.actions:
        cells = same.cells[one.ref]
        for name, text in ((Field.TEXT, one.text), (Field.MEASURE, one.success_measure), (Field.OWNER, one.owner)):
            assert _plain(text) in same.cards[one.ref]
            assert _plain(text) in " ".join(same.rows[one.ref])
            assert cells[name] == _plain(text)
        assert due(one, same.paper.today) in same.cards[one.ref]
        assert short_day(one.due_now) in same.rows[one.ref][3].replace("\u00a0", " ")
        assert one.due_now.isoformat() in cells[Field.DUE]


def test_where_an_action_stands_is_the_same_in_all_three(same: Same):
    for one in same.paper.plan.actions:
        group = one.group(same.paper.today)
        status, row = one.status(same.paper.today), " ".join(same.rows[one.ref])
        assert same.cards[one.ref].startswith(group.value)
        assert standing(one, same.paper.today) in row
        assert row.count(f"{status.value.capitalize()}: ") == 1
        assert (group is Group.LATE) == ("Red: late" in row)
        assert (group is Group.DIFFERENCE) == ("Blue" in row)
        assert same.cells[one.ref][Field.PROGRESS] == one.progress.label
        assert f"{work(one, same.paper.today)}." in row


def test_the_last_words_of_each_action_are_the_same(same: Same):
    for one, left in zip(same.plan.actions, same.paper.plan.actions, strict=True):
        for text in [update.text for update in one.updates if update.text.strip()][-1:]:
            assert _plain(text) in same.cards[one.ref]
        for text in [update.text for update in left.updates if update.text.strip()][-1:]:
            assert _plain(text) in " ".join(same.rows[one.ref])
        for text in [update.evidence_of_impact for update in one.updates if update.evidence_of_impact.strip()][-1:]:
            if one.impact is not Impact.NOT_KNOWN:
                assert _plain(text) in same.cards[one.ref]
        for text in [update.evidence_of_impact for update in left.updates if update.evidence_of_impact.strip()][-1:]:
            assert _plain(text) in " ".join(same.rows[one.ref])
        assert same.cells[one.ref][Field.IMPACT] == one.impact.label


def test_the_key_of_the_document_counts_what_the_page_counts(same: Same):
    today, planned = same.paper.today, same.paper.plan.actions
    for status in Status:
        assert int(same.key[status.value.capitalize()]) == sum(one.status(today) is status for one in planned)
    late = sum(card.startswith("Late]") for card in same.cards.values())
    assert f"{number(late)} late" in same.page
    assert sum("Red: late" in " ".join(row) for row in same.rows.values()) == late
    done = sum(one.progress is Progress.DONE for one in planned)
    assert f"{number(done).capitalize()} are done" in same.page
    assert sum(row[Field.PROGRESS] == Progress.DONE.label for row in same.cells.values()) == done


def test_every_finding_and_every_reason_to_do_nothing_stands_in_the_document(same: Same):
    for one in same.paper.plan.findings:
        assert _plain(one.text)[:40] in same.word
    for none in same.plan.no_actions:
        assert _plain(none.reason) in same.page
    for none in same.paper.plan.no_actions:
        assert _plain(none.reason) in same.word
