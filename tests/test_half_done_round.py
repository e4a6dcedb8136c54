"""The half-done round on every page and paper: nothing is said of it that did not happen, and what did is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from audit.app import App
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.inspection.inspection_return import write_inspection_return
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.workbook import write_plan_workbook
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.documents.workshop.feedback_slips import write_feedback_slips
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage, WorkshopHeld
from audit.domain.workshop.participation_words import days_to_confirm
from audit.errors import AuditError, Conflict
from audit.services import board
from audit.services.frameworks import catalogue
from audit.services.inspection import notified
from audit.services.plan import workbooks
from audit.services.readiness import assessment
from audit.services.release import papers
from audit.services.rounds import setup
from audit.services.workshop import moderation, packs
from audit.store.queries import rounds as round_queries
from tests.builders import NOON
from tests.documents.slide_accessibility import all_said
from tests.half_done import HOW, JUDGED, PLANNED, WHO, a_half_done_round
from tests.pages.filled import form
from tests.pages.on_screen import drawn, words
from tests.scenes import ROUND, Scene

STAGES = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN, Stage.BOARD, Stage.CLOSED)
FALSE = re.compile(
    r"[Ff]ive agencies (?!is|are|were) |All 5 agencies|looked (?:alone|closely|back)|agreed together|"
    r"[Ee]very agency (?:asked )?(?:has|is|took)|[Nn]obody has seen|judgements are agreed|All 4 children|"
    r"(?<!of )(?:[Ff]our|4) children (?:have|judged)|and met|we met|workshop is over|workshop has ended|"
    r"audits are blind|[Ww]orkshop (?:was )?(?:held )?on \d|✓ (?:Rate|Workshop|Plan|Board)|[Ee]very finding|"
    r"Every statement of every|Held on|of no\b|at most no|nothing stands out|in every round|in which you part"
)  # what is not so in the half-done round, however it is put
DAY = re.compile(rf"(.{{0,40}})\b{PLANNED.day}[\s\u00a0]Dec(?:ember)?[\s\u00a0]2026.{{0,12}}", re.DOTALL)
ON_PAGES = (
    "child-journey",
    "home",
    "round",
    "round-path",
    "round-dates",
    "round-agencies",
    "workshop",
    "summary",
    "board",
    "young-people",
    "papers",
    "plan",
    "findings",
    "own-grades",
    "agreement",
    "over-time",
    "programme",
    "pack",
    "readiness",
    "workbooks",
    "rate",
    "decide",
    "answers",
    "journeys",
)


def papers_of(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield every paper that can be made of the round, with all that it says."""
    app, viewer = scene.app, Viewer.of(scene.facilitator)
    at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND}
    with app.unit_of_work() as db:
        view = board.view(db, **at, today=app.today())
        whole = papers.plan_paper(db, **at, today=app.today(), now=NOON, with_cases=True)
        plan = papers.plan_paper(db, **at, today=app.today(), now=NOON, with_cases=False)
        evaluation = assessment.self_evaluation(
            db, viewer=viewer, frameworks=catalogue.in_use(db), plans=[plan], today=app.today()
        )
        pack = packs.workshop_pack(db, **at, today=app.today(), now=NOON)
        slips = packs.feedback(db, **at, today=app.today(), now=NOON)
        form = workbooks.form_for(db, **at, now=NOON)
        bundle = notified.inspection_return(db, **at, today=app.today(), now=NOON) if whole.judgements else None
    for kind in PaperKind:
        written = write_paper(kind, view)
        yield kind.value, all_said(written) if kind is PaperKind.SLIDES else in_word(written)
    yield "plan", in_word(write_action_plan(plan))
    yield "plan with cases", in_word(write_action_plan(whole))
    yield "self-evaluation", in_word(write_self_evaluation(evaluation))
    yield "pack", in_word(write_workshop_pack(pack))
    yield "slips", in_word(write_feedback_slips(slips))
    yield "plan workbook", in_excel(write_plan_workbook(form))
    if bundle is not None:
        yield "return", in_word(write_inspection_return(bundle))


def in_word(written: bytes) -> str:
    body = docx.Document(BytesIO(written)).element.body
    return "\n".join(
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter() if p.tag.endswith("}p")
    )


def in_excel(written: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(written))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def false_in(said: str) -> list[str]:
    """Return what is not so in the half-done round: a sentence, or the planned day told as one that happened."""
    plain = said.replace("\u00a0", " ")
    found = [plain[max(0, one.start() - 30) : one.end() + 30] for one in FALSE.finditer(plain)]
    return found + [one[0] for one in DAY.finditer(plain) if not re.search(r"[Pp]lanned |has passed", one[0])]


@pytest.mark.parametrize("stage", STAGES)
def test_no_paper_says_what_did_not_happen(app: App, stage: Stage):
    scene = a_half_done_round(app, stage)
    said: Mapping[str, str] = dict(papers_of(scene))
    assert {name: found for name, text in said.items() if (found := false_in(text))} == {}
    for name in ("board", "slides", "briefing", "healthwatch", "plan", "plan with cases"):
        assert WHO in said[name], name
        assert HOW in said[name], name
        assert "This round is not finished." in said[name], name
    assert "This round is not finished." in said["plan workbook"]
    assert "Held on" not in "".join(said.values())
    if stage is not Stage.WORKSHOP:
        assert all(JUDGED in said[name] for name in ("board", "slides", "plan", "return", "plan workbook"))
        assert "still to come" not in said["pack"], "nothing can be submitted any more"
        assert "Awaited" not in said["pack"]
        assert "one of 4 children judged" in said["board"]
        assert "one of 4 children judged, so its findings are not in this document" in said["self-evaluation"]
        assert "Help came late" not in said["self-evaluation"]
        assert "Grades revealed on 3 Dec 2026; the workshop’s day is not confirmed yet" in said["plan"]


@pytest.mark.parametrize("stage", STAGES)
def test_no_page_says_what_did_not_happen(app: App, stage: Stage):
    scene = a_half_done_round(app, stage)
    said = {name: words(drawn(scene.app, name, round=ROUND)) for name in ON_PAGES}
    said["round-dates"] = said["round-dates"].partition("These are the days you plan")[2].partition("</dl>")[2]
    said["wall"] = words(drawn(scene.app, "workshop", round=ROUND, case="Child A"))
    said["wall of another"] = words(drawn(scene.app, "workshop", round=ROUND, case="Child B"))
    assert {name: found for name, text in said.items() if (found := false_in(text))} == {}
    said_nothing = "No statement about a revealed child was graded blind"
    assert said_nothing in said["agreement"] or stage is Stage.WORKSHOP
    assert ("Enter for" in said["rate"]) is (stage is Stage.WORKSHOP)
    if stage is Stage.WORKSHOP:
        assert "Grades stay hidden here until the case is revealed. None of these audits is blind" in said["wall"]
        assert "None of the 5 agencies has submitted" in said["wall of another"]
    else:
        assert JUDGED in said["home"]
        assert "not all judged" in said["home"]


def test_an_address_of_the_whole_case_shows_its_first_statement_until_it_is_revealed(app: App):
    scene = a_half_done_round(app, Stage.WORKSHOP)
    for window in ({}, {"follow": "1"}):
        said = words(drawn(scene.app, "workshop", round=ROUND, case="Child B", statement="overall", **window))
        assert "Not submitted yet" in said


def test_the_rating_of_a_round_past_its_workshop_is_read_and_not_entered(app: App):
    scene = a_half_done_round(app)
    assert "Whose audits do you want to read?" in words(drawn(scene.app, "rate", round=ROUND))
    said = words(drawn(scene.app, "rate", round=ROUND, agency="CSC"))
    assert "You are reading the audits of <b>CSC service</b>" in said
    assert "so ratings stay as they are" in said
    assert "work separately" not in said


def test_closing_shows_what_is_unfinished_and_asks(app: App):
    scene = a_half_done_round(app, Stage.BOARD)
    page = drawn(scene.app, "round-path", round=ROUND)
    said = words(page)
    for left in (JUDGED, "One finding has no decision yet", "board has not seen", "No date is set for a re-audit"):
        assert left in said
    refused = form(page, "Close the round").send()
    assert scene.round().stage is Stage.BOARD
    assert "Tick the box" in refused.problems[0]
    refused.send(anyway="yes")
    assert scene.round().stage is Stage.CLOSED
    with scene.app.reading() as db:
        assert JUDGED in round_queries.moves(db, ROUND)[-1].reason


def test_a_round_that_changed_since_its_page_was_drawn_is_not_moved_on(app: App):
    scene = a_half_done_round(app, Stage.BOARD)
    page = drawn(scene.app, "round-path", round=ROUND)
    with scene.app.unit_of_work() as db:
        setup.seen_by_board(db, by=scene.facilitator, round_ref=ROUND, on=NOON.date(), now=NOON)
    refused = form(page, "Close the round").send(anyway="yes")
    assert scene.round().stage is Stage.BOARD
    assert "has changed since you opened this page" in refused.problems[0]


def test_the_first_judgement_confirms_the_workshops_day(app: App):
    scene = a_half_done_round(app)
    assert days_to_confirm(scene.round()) == (NOON.date(),)
    page = drawn(scene.app, "workshop", round=ROUND, case="Child A", statement="overall", step="again")
    assert "When was this workshop held?" in words(page)
    next(one for one in page.button if one.label == "Keep this judgement").click().run()
    assert scene.round().workshop_held == WorkshopHeld(days=(NOON.date(),))
    assert "Held on 3 Dec 2026" in dict(papers_of(scene))["plan"]


def test_a_workshop_that_is_typed_in_afterwards_says_so(app: App):
    scene = a_half_done_round(app)
    held = WorkshopHeld(days=(PLANNED,), typed_in_afterwards=True)
    with scene.app.unit_of_work() as db:
        moderation.confirm_workshop(db, by=scene.facilitator, round_ref=ROUND, held=held, seen=None, now=NOON)
    assert scene.round().workshop_held == held
    assert "Held on 1 Dec 2026; judgements typed in afterwards" in dict(papers_of(scene))["plan"]
    with scene.app.unit_of_work() as db, pytest.raises(Conflict):
        moderation.confirm_workshop(db, by=scene.facilitator, round_ref=ROUND, held=held, seen=None, now=NOON)


def test_the_days_are_changed_on_the_page_of_dates(app: App):
    scene = a_half_done_round(app)
    days = form(drawn(scene.app, "round-dates", round=ROUND), "Save the workshop’s days")
    assert days.fields["day 2"]["label"] == "Workshop held on (day 2)"
    saved = days.send(day__2=PLANNED.isoformat())
    assert scene.round().workshop_held == WorkshopHeld(days=(PLANNED, NOON.date()))
    assert "Held on 1 Dec 2026 and 3 Dec 2026." in words(saved.page)


def test_a_round_before_its_workshop_has_no_day_to_confirm(app: App):
    scene = a_half_done_round(app, Stage.WORKSHOP)
    assert "Every judgement" not in words(drawn(scene.app, "workshop", round=ROUND))
    with scene.app.unit_of_work() as db:
        setup.step_back(db, by=scene.facilitator, round_ref=ROUND, reason="Too early.", now=NOON)
    held = WorkshopHeld(days=(PLANNED,))
    with scene.app.unit_of_work() as db, pytest.raises(AuditError, match="Workshop"):
        moderation.confirm_workshop(db, by=scene.facilitator, round_ref=ROUND, held=held, seen=None, now=NOON)


def test_what_is_not_so_would_be_found():
    assert false_in("Five agencies each looked alone at their records of four children, and then agreed together.")
    assert false_in("Workshop: 1 December 2026, five agencies")
    assert not false_in("Workshop: Planned for 1 Dec 2026")
