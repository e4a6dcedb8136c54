"""What people typed is held back on every page that somebody outside the audit group reads, until it was decided on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.app import App
from audit.check_out import Paper, prepared
from audit.domain.identifying.marking import Tier
from audit.domain.identifying.passages import Audience
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Role
from audit.domain.release.deciding import Choice
from audit.domain.release.decisions import State
from audit.library.own_files import local_lists
from audit.pages import menu
from audit.services.inspection import published
from audit.services.release import decisions
from tests import databases
from tests.builders import NOON
from tests.journey.test_pages import PAGES
from tests.pages.on_screen import drawn, somebody
from tests.pages.test_typed_text import drawn_at, fields_of
from tests.typed_everywhere import make_odd

NAME = "Kerekes"
TYPED = f"Zsófia {NAME} told three children."
OF_THE_PARTNERSHIP = (
    "partnership.name",
    "partnership.marking",
    "partnership.social_work_number",
    "partnership.duty_team_number",
    "agency.name",
    "agency.short_name",
    "person.name",
    "plan_version.content",
)
LETTER = "JTAI-2024-07-12"
BESIDES: tuple[
    tuple[str, dict[str, str]], ...
] = (  # places that are not in PAGES: a letter's round, a round at its workshop, an inspection that is over
    ("findings", {"round": LETTER}),
    ("finding", {"round": LETTER, "finding": "F1"}),
    ("plan", {"round": LETTER}),
    ("board", {"round": "WM26"}),
    ("clock", {}),
    ("over-time", {"round": "WM25"}),
    ("programme", {"round": "WM25"}),
)


@pytest.fixture(scope="module")
def marked_app(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = tmp_path_factory.mktemp("marked") / "marked.db"
    shutil.copy(seeded_file, path)
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
    make_odd(app, TYPED, but=OF_THE_PARTNERSHIP)
    yield somebody(app, Role.BOARD_MEMBER)
    engine.dispose()


@pytest.mark.parametrize(
    ("page", "place"), [*((entry.name, PAGES[entry.name].place) for entry in menu.ENTRIES), *BESIDES]
)
def test_no_page_of_a_board_member_shows_a_text_that_nobody_decided_on(marked_app: App, page: str, place: dict):
    found = [text for text in fields_of(drawn_at(marked_app, page, place)) if NAME in text]
    assert not found, found[0][:300]


def test_a_decision_for_the_audit_group_alone_does_not_hold_on_a_board_member_s_page(seeded: App):
    with seeded.reading() as db:
        checked = prepared(seeded, db, Paper.PLAN, round_ref="WM25", audience=Audience.GROUP).clearance.checked
    stop = next(one for one in checked if one.is_open and one.tier is Tier.STOP)
    only = Choice(state=State.REWORDED, wording="Help came sooner, seen by partners.", audience=Audience.GROUP)
    with seeded.unit_of_work() as db:
        decisions.decide(db, by=seeded.person, checked=stop, choice=only, now=seeded.now())
    member = somebody(seeded, Role.BOARD_MEMBER)
    assert not [text for text in fields_of(drawn(member, "plan", round="WM25")) if "seen by partners" in text]
    with seeded.unit_of_work() as db:
        every = replace(only, audience=None)
        again = replace(stop, known=1)
        decisions.decide(db, by=seeded.person, checked=again, choice=every, now=seeded.now())
    assert [text for text in fields_of(drawn(member, "plan", round="WM25")) if "seen by partners" in text]


def test_a_board_member_is_not_offered_the_paper_of_the_audit_group(seeded: App):
    member = somebody(seeded, Role.BOARD_MEMBER)
    page = drawn(member, "check-out", round="WM25", paper="plan", audience="group")
    asked = next(one for one in page.radio if one.label == "Who will read it?")
    assert asked.options == ["Board, restricted", "Published"]
    assert asked.value == Audience.BOARD


def test_a_facilitator_is_told_what_the_board_does_not_see_of_a_recommendation(marked_app: App):
    owner = somebody(marked_app, Role.FACILITATOR)
    found = fields_of(drawn_at(owner, "checklist", PAGES["checklist"].place))
    assert any("The board does not see this text" in text for text in found)
