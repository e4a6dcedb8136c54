"""A letter's findings are kept in its own words, stand beside audits without being one, and are answered in Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from audit.app import App
from audit.documents.inspection.statement import write_statement
from audit.domain.findings.finding import FindingKind, FindingSource
from audit.domain.inspection.letter_reading import FoundKind, LetterFinding
from audit.domain.inspection.published import Inspection, signers
from audit.domain.people.person import Agency, Viewer
from audit.domain.plan.actions import Action
from audit.domain.rounds.audit_round import Stage
from audit.errors import AuditError, NotAllowed
from audit.library.own_files import local_lists
from audit.services import findings
from audit.services.inspection import published
from audit.services.plan import actions
from audit.services.rounds import setup
from audit.store.queries import findings as finding_queries
from audit.store.queries import inspection as queries
from audit.store.queries import rounds as round_queries
from tests.builders import NOON
from tests.documents.accessibility import problems
from tests.documents.builders import faults
from tests.scenes import ROUND, Scene, a_scene

LETTER = "JTAI-2024-07-12"
STEPS = local_lists.inspection_clock()
SAID = Inspection(
    area="Wrenmere", published=date(2024, 7, 12), theme="Being heard", principal_authority="Wrenmere Council"
)
FOUND = (
    LetterFinding(kind=FoundKind.PRIORITY_ACTION, text="The time children wait.", page=2),
    LetterFinding(kind=FoundKind.NEEDS_TO_IMPROVE, text="The sharing of plans.", page=2),
    LetterFinding(kind=FoundKind.STRENGTH, text="Leaders listen.", page=3),
    LetterFinding(kind=FoundKind.PRACTICE_EXAMPLE, text="Ama was heard.", page=4),
)


def test_a_letter_is_kept_as_findings_of_its_own_round(any_app: App):
    scene = a_scene(any_app)
    assert _keep(scene) == LETTER
    with scene.app.reading() as db:
        kept = round_queries.by_ref(db, LETTER)
        found = finding_queries.findings(db, viewer=Viewer.of(scene.facilitator), audit_round=kept)
        quoted = queries.quotations(db, viewer=Viewer.of(scene.facilitator), audit_round=kept)
        assert queries.refs(db) == {LETTER}
        assert queries.inspection(db, audit_round=kept) == SAID
        assert queries.inspection(db, audit_round=scene.round()) is None
    assert (kept.stage, kept.cases, kept.dates.plan) == (Stage.FINDINGS, (), date(2024, 10, 21))
    assert [one.original for one in quoted] == list(FOUND)
    assert {one.source for one in found} == {FindingSource.LETTER}
    assert [one.kind for one in found][-1] is FindingKind.LEARNING


def test_the_same_letter_is_not_kept_twice(app: App):
    scene = a_scene(app)
    _keep(scene)
    with pytest.raises(AuditError, match="kept already"):
        _keep(scene)


@pytest.mark.parametrize(
    ("said", "found", "says"),
    [
        (replace(SAID, area=" "), FOUND, "Give the area"),
        (replace(SAID, due=date(2024, 7, 1)), FOUND, "cannot be due before"),
        (replace(SAID, inspection_end=date(2024, 8, 1)), FOUND, "before the end of the inspection"),
        (SAID, (), "at least one finding"),
        (SAID, (LetterFinding(kind=FoundKind.STRENGTH, text=" ", page=1),), "Say what was found"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    app: App, said: Inspection, found: tuple[LetterFinding, ...], says: str
):
    scene = a_scene(app)
    with pytest.raises(AuditError, match=says):
        _keep(scene, said, found)
    with scene.app.reading() as db:
        assert round_queries.refs(db) == (ROUND,)


def test_another_letter_of_the_same_day_is_kept_under_a_number(app: App):
    scene = a_scene(app)
    _keep(scene)
    other = replace(SAID, theme="Serious youth violence")
    assert _keep(scene, other) == f"{LETTER}-2"
    with pytest.raises(AuditError, match=f"kept already, as {LETTER}-2"):
        _keep(scene, other)
    assert _keep(scene, replace(SAID, theme="Early help")) == f"{LETTER}-3"


def test_the_same_file_is_the_same_letter_however_it_was_put_right(app: App):
    scene = a_scene(app)
    _keep(scene, replace(SAID, mark="a digest"))
    with pytest.raises(AuditError, match=f"kept already, as {LETTER}"):
        _keep(scene, replace(SAID, theme="Put right", mark="a digest"))


def test_a_due_day_that_the_letter_does_not_say_is_counted_by_the_partnerships_own_clock(tmp_path: Path):
    assert published.due(SAID, STEPS) == date(2024, 10, 21)
    own = tmp_path / "inspection_clock.yaml"
    usual = Path(local_lists.__file__).with_name(local_lists.CLOCK).read_text("utf-8")
    own.write_text(usual.replace("after_letter: 70", "after_letter: 20"), "utf-8")
    local = local_lists.inspection_clock(tmp_path)
    assert published.due(SAID, local) == date(2024, 8, 9)
    assert published.due(replace(SAID, due=date(2024, 9, 2)), local) == date(2024, 9, 2), "the letter's day wins"
    without = tuple(step for step in STEPS if step.after_letter is None)
    with pytest.raises(AuditError, match="hold no day after the letter"):
        published.due(SAID, without)


def test_those_who_sign_are_the_partnerships_own_agencies():
    agencies = [
        _agency("CSC", "Wrenmere Council"),
        _agency("HOSP", "Wrenmere Hospital", "HEALTH"),
        _agency("ICB", "Fenland ICB", "HEALTH"),
        _agency("POLICE", "Fenland Police"),
        _agency("YJS", "Youth Justice"),
        _agency("EDUCATION", "The Virtual School"),
    ]
    found = signers(SAID, agencies, leading={"YJS", "CSC"})
    assert [(one.who, one.role) for one in found] == [
        ("Wrenmere Council", "Principal authority and safeguarding partner"),
        ("Fenland ICB", "Safeguarding partner"),
        ("Fenland Police", "Safeguarding partner"),
        ("Youth Justice", "Leads an action"),
    ]


def test_where_the_partnership_has_no_such_agency_plain_words_stand_for_it():
    found = signers(replace(SAID, principal_authority=""), [], leading=())
    assert [one.who for one in found] == [
        "Principal authority",
        "Local authority",
        "Integrated care board (ICB)",
        "Police",
    ]


def test_an_auditor_keeps_no_letter(app: App):
    scene = a_scene(app)
    with pytest.raises(NotAllowed), scene.app.unit_of_work() as db:
        published.keep(db, by=scene.people["CSC"], inspection=SAID, letter_findings=FOUND, steps=STEPS, now=NOON)


def test_the_statement_gives_the_letters_words_and_what_will_be_done(app: App, tmp_path: Path):
    scene = a_scene(app)
    _keep(scene)
    _decide(scene)
    with scene.app.reading() as db:
        paper = published.statement_paper(
            db, viewer=Viewer.of(scene.facilitator), round_ref=LETTER, steps=STEPS, today=date(2024, 8, 1)
        )
    written = write_statement(paper)
    text = _text(written)
    assert "“The time children wait.” (letter, page\u00a02)" in text, "changing the finding leaves the quotation"
    assert "Open a second clinic" in text
    assert "Children wait less than four weeks" in text
    assert "Not decided yet." in text
    assert "21\u00a0October 2024" in text
    assert "Wrenmere Council" in text
    assert problems(written) == []
    assert faults(written, tmp_path) == []


def test_an_audit_has_no_statement(app: App):
    scene = a_scene(app)
    with scene.app.reading() as db, pytest.raises(AuditError, match="is an audit"):
        published.statement_paper(
            db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, steps=STEPS, today=date(2024, 8, 1)
        )


def _agency(ref: str, name: str, sector: str = "") -> Agency:
    return Agency(ref=ref, name=name, short_name=ref, sector=sector or ref)


def _keep(scene: Scene, said: Inspection = SAID, found: tuple[LetterFinding, ...] = FOUND) -> str:
    with scene.app.unit_of_work() as db:
        return published.keep(db, by=scene.facilitator, inspection=said, letter_findings=found, steps=STEPS, now=NOON)


def _decide(scene: Scene) -> None:
    with scene.app.unit_of_work() as db:
        kept = round_queries.by_ref(db, LETTER)
        first = finding_queries.findings(db, viewer=Viewer.of(scene.facilitator), audit_round=kept)[0]
        changed = replace(first, text="Children wait too long.")
        findings.change(db, by=scene.facilitator, round_ref=LETTER, finding=changed, now=NOON)
        setup.advance(db, by=scene.facilitator, round_ref=LETTER, now=NOON)
        action = Action(
            ref="",
            finding=first.ref,
            text="Open a second clinic",
            lead_agency="CAMHS",
            owner="Head of CAMHS",
            success_measure="Children wait less than four weeks",
            due=date(2026, 12, 18),
        )
        actions.decide(db, by=scene.facilitator, round_ref=LETTER, action=action, now=NOON)


def _text(written: bytes) -> str:
    document = docx.Document(BytesIO(written))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
