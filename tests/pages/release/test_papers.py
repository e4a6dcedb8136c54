"""The papers' page, and that every paper says what the board's page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from audit.app import App
from audit.documents.board.healthwatch import HEARD
from audit.documents.board.papers import PaperKind, write_paper
from audit.domain.board.view import BoardView
from audit.domain.people.person import Role
from audit.services import board
from tests import databases
from tests.documents.board_builders import said
from tests.documents.slide_accessibility import Shown
from tests.pages.on_screen import drawn, somebody, words


@dataclass(frozen=True)
class Same:
    """The closed round as the board has it: the value, its page, and each paper, all as text."""

    view: BoardView
    page: str
    papers: Mapping[PaperKind, str]
    slides: bytes


@pytest.fixture(scope="module")
def same(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Same]:
    """Yield what page and papers say of one round; only look at it."""
    engine = databases.copied(seeded_file, tmp_path_factory.mktemp("papers") / "seeded.db")
    app = App(engine=engine).as_owner()
    with app.reading() as db:
        view = board.view(db, viewer=app.viewer(), round_ref="WM25", today=app.today())
    page = _plain(unescape(re.sub(r"<[^>]+>", " ", words(drawn(app, "board", round="WM25")))))
    written = {kind: write_paper(kind, view) for kind in PaperKind}
    papers = {kind: _plain(said(kind, paper)) for kind, paper in written.items()}
    yield Same(view, page, papers, written[PaperKind.SLIDES])
    engine.dispose()


def _plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())


def test_each_paper_says_what_it_is_for_and_who_should_get_it(seeded: App):
    text = words(drawn(seeded, "papers", round="WM25"))
    for kind in PaperKind:
        assert kind.label in text
        assert kind.purpose in text
        assert kind.readers in text


def test_a_round_under_way_says_so_on_the_papers_page(seeded: App):
    assert "This round has not come to its findings yet" in words(drawn(seeded, "papers", round="WM26"))
    assert "The workshop of this round is not over yet" not in words(drawn(seeded, "papers", round="WM25"))


def test_a_board_member_gets_papers_and_an_installation_without_a_round_says_how_to_begin(seeded: App, app: App):
    assert "Board report in Word" in words(drawn(somebody(seeded, Role.BOARD_MEMBER), "papers", round="WM25"))
    assert "Open a round first" in words(drawn(app, "papers"))


WHOLE = pytest.mark.parametrize("kind", [PaperKind.BOARD, PaperKind.SLIDES])


@WHOLE
def test_every_sentence_of_the_board_s_page_stands_in_its_papers(same: Same, kind: PaperKind):
    view, paper = same.view, same.papers[kind]
    shared = [view.message, view.actions_sentence, view.own_grades, view.rule]
    shared += [one.text for one in view.asks]
    shared += [one.means for one in view.statements]
    for one in shared:
        assert _plain(one) in same.page
        assert _plain(one) in paper
    assert all(one.text in paper for one in view.quoted)
    assert any(one.text in same.page for one in view.quoted)


@WHOLE
def test_every_judgement_is_the_page_s_word(same: Same, kind: PaperKind):
    page, paper = same.page.casefold(), same.papers[kind].casefold()
    for one in same.view.statements:
        for name, where in ((f"{one.number}. {one.title}", page), (f"{one.key.ref} {one.title}", paper)):
            row = re.escape(name.casefold()) + rf"\W+{one.word}\W+" + re.escape(one.means.casefold())
            assert re.search(row, where), name


def test_every_finding_of_the_page_stands_in_the_report(same: Same):
    for one in same.view.findings:
        assert one.headline in same.page
        assert one.headline in same.papers[PaperKind.BOARD]


@WHOLE
def test_every_action_stands_as_on_the_page(same: Same, kind: PaperKind):
    for one in same.view.actions:
        assert f"{_plain(one.text)} {one.done} {one.difference}" in same.page
        row = rf"{re.escape(_plain(one.text))}.{{0,220}}?{one.done} {re.escape(one.difference)}"
        assert re.search(row, same.papers[kind]), one


def test_the_charts_count_what_the_page_tells(same: Same):
    slides = Shown(same.slides).slides
    themes, actions = (shape.chart for slide in slides for shape in slide.shapes if shape.has_chart)
    for at, name in enumerate(themes.plots[0].categories):
        found = next(one for one in same.view.themes if one.title == str(name)).findings
        assert sum(series.values[at] for series in themes.plots[0].series) == len(found)
    for name, count in zip(actions.plots[0].categories, actions.plots[0].series[0].values, strict=True):
        assert count == sum(one.group.value == str(name) for one in same.view.actions)


def test_the_shorter_papers_say_the_same_of_being_heard(same: Same):
    heard = next(one for one in same.view.statements if one.key == HEARD)
    assert f"{heard.key.ref} {heard.title}: {heard.word}. {heard.means}" in same.papers[PaperKind.HEALTHWATCH]
    assert same.view.actions_sentence in same.papers[PaperKind.BRIEFING]
    for kind in (PaperKind.BRIEFING, PaperKind.HEALTHWATCH):
        assert all(one.text in same.papers[kind] for one in same.view.quoted)
