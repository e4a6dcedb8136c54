"""Whom to ring stands, with the partnership's own numbers, wherever people may be worried about a child."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from audit.app import App
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.rating.workbook import write_audit_workbook
from audit.documents.workshop.feedback_slips import write_feedback_slips
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain.people.person import EmergencyNumbers, Viewer
from audit.services import board
from audit.services.people import partnership
from audit.services.rating import workbooks
from audit.services.release import papers
from audit.services.workshop import packs
from audit.store.queries import people
from tests import scenes
from tests.builders import NOON
from tests.pages.on_screen import drawn, words
from tests.scenes import a_scene

ROUND = "WM26"


@pytest.fixture
def ours(seeded: App) -> App:
    numbers = EmergencyNumbers(social_work="0121 496 0101", duty_team="0121 496 0202")
    with seeded.unit_of_work() as db:
        seen = people.emergency(db)
        partnership.keep_emergency_numbers(db, by=seeded.person, numbers=numbers, seen=seen, now=seeded.now())
    return seeded


def both(text: str) -> bool:
    said = " ".join(text.replace("\u00a0", " ").replace("\\", "").split())
    return "ring 999" in said and "(0121 496 0101)" in said and "(0121 496 0202), now." in said


def in_word(written: bytes) -> str:
    document = Document(BytesIO(written))
    return " ".join(one.text for one in document.element.body.iter() if one.tag.endswith("}t") and one.text)


@pytest.mark.parametrize(
    "page",
    [("home",), ("home.first", "render"), ("rate",), ("workshop",), ("concern",), ("partnership",)],
    ids=lambda page: page[0],
)
def test_every_page_where_somebody_may_be_worried_says_whom_to_ring(ours: App, page: tuple[str, ...]):
    assert both(words(drawn(ours, *page, round=ROUND)))


def test_every_paper_that_is_no_referral_says_whom_to_ring(ours: App):
    viewer, today, now = ours.viewer(), ours.today(), ours.now()
    with ours.unit_of_work() as db:
        view = board.view(db, viewer=viewer, round_ref=ROUND, today=today)
        plan = papers.plan_paper(db, viewer=viewer, round_ref=ROUND, today=today, now=now, with_cases=False)
        slips = packs.feedback(db, viewer=viewer, round_ref=ROUND, today=today, now=now)
        pack = packs.workshop_pack(db, viewer=viewer, round_ref=ROUND, today=today, now=now)
    written = [write_action_plan(plan), write_feedback_slips(slips), write_workshop_pack(pack)]
    written += [write_paper(kind, view) for kind in (PaperKind.BOARD, PaperKind.HEALTHWATCH)]
    assert all(both(in_word(one)) for one in written)
    assert slips.slips
    assert in_word(write_feedback_slips(slips)).count("ring 999") == len(slips.slips)


def test_the_workbook_of_an_agency_says_whom_to_ring(app: App):
    scene = a_scene(app)
    numbers = EmergencyNumbers(social_work="0121 496 0101", duty_team="0121 496 0202")
    with app.unit_of_work() as db:
        none = EmergencyNumbers()
        partnership.keep_emergency_numbers(db, by=scene.facilitator, numbers=numbers, seen=none, now=NOON)
        eyes = Viewer.of(scene.facilitator)
        form = workbooks.form_for(db, viewer=eyes, round_ref=scenes.ROUND, agency_ref="CSC", today=NOON.date())
    book = load_workbook(BytesIO(write_audit_workbook(form)))
    assert both(" ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value))
