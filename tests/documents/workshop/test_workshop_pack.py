"""The workshop pack and the feedback slips: sound, readable by everybody, and silent about what they must not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from audit.documents.workshop.feedback_slips import write_feedback_slips
from audit.documents.workshop.pack import write_workshop_pack
from audit.documents.workshop.pack_paper import FeedbackPaper, PackPaper, slip_of
from audit.documents.workshop.sheets import ANSWERS, ORDER
from audit.domain.people.person import Person, Role
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.domain.rounds.cases import Involvement
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.run_sheet import plan, turns
from tests.builders import a_case, a_judgement, a_rating, a_round, a_scale, statement, who_took_part
from tests.documents import builders
from tests.documents.accessibility import problems

TODAY, UPRIGHT = builders.TODAY, (False,)
PEOPLE = (
    Person(id=1, name="Ines Calder", roles=frozenset({Role.FACILITATOR})),
    Person(id=2, name="Priya Stone", roles=frozenset({Role.AUDITOR}), agency="CSC"),
)


def a_pack(audit_round: Round | None = None, *, hours: float = 4, **more: Any) -> PackPaper:
    audit_round = audit_round or a_round(
        cases=[a_case("Child A"), a_case("Child B", revealed=False)], stage=Stage.WORKSHOP
    )
    ready = frozenset({("Child A", "CSC"), ("Child A", "CAMHS"), ("Child B", "CSC")})
    ratings = [
        a_rating(agency="CSC", grades={statement(3): "good"}),
        a_rating(agency="CAMHS", grades={statement(3): "inadequate"}),
    ]
    ordered = turns(audit_round, ready=ready, ratings=ratings, judgements=more.pop("judgements", ()))
    given: dict[str, Any] = {
        "partnership": "Northmoor Safeguarding Children Partnership",
        "marking": "OFFICIAL-SENSITIVE",
        "today": TODAY,
        "audit_round": audit_round,
        "run_sheet": plan(ordered, hours=hours),
        "ready": ready,
        "people": PEOPLE,
    }
    return PackPaper(**(given | more))


def agreed(case: str = "Child A", well: str = "Carers were rung back.", think: str = "Ask sooner.") -> list[Judgement]:
    one = replace(a_judgement(case, statement(4), "inadequate"), good_practice=well, to_develop=think, reason="REASON")
    return [one, replace(a_judgement(case, None, "good"), good_practice="She was heard.", difference="DIFFERENCE")]


def feedback(judgements: Sequence[Judgement], audit_round: Round | None = None) -> FeedbackPaper:
    audit_round = audit_round or a_round()
    cases = [case for case in audit_round.active_cases() if case.ref in {one.case for one in judgements}]
    return FeedbackPaper(
        partnership="Northmoor",
        marking="OFFICIAL-SENSITIVE",
        today=TODAY,
        audit_round=audit_round,
        participation=who_took_part(audit_round, judgements=judgements),
        slips=tuple(slip_of(audit_round, case, judgements) for case in cases),
        not_agreed=(),
    )


def parts(written: bytes) -> dict[str, str]:
    """Return the words of a document by the first-level heading that they stand under."""
    found, title = {"": ""}, ""
    for paragraph in docx.Document(BytesIO(written)).element.body.iter(qn("w:p")):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == "Heading1":
            title = said
        found[title] = f"{found.get(title, '')}\n{said}"
    return found


@pytest.mark.parametrize("scale", ["four-words", "rag", "met-not-met", "zero-to-ten"])
def test_every_check_finds_the_pack_sound(scale: str, tmp_path: Path):
    audit_round = replace(a_round(cases=[a_case("Child A", revealed=False)]), scale=a_scale(scale))
    written = write_workshop_pack(a_pack(audit_round))
    assert problems(written, turned=UPRIGHT) == []
    assert builders.faults(written, tmp_path) == []
    crib = parts(written)["Crib sheet: the statements and the scale"]
    assert all(step.label in crib and step.caption in crib for step in audit_round.scale.steps)


def test_odd_characters_break_nothing(tmp_path: Path):
    paper = a_pack(partnership="A & B <c> “d”")
    assert problems(write_workshop_pack(paper), turned=UPRIGHT) == []
    written = write_feedback_slips(feedback(agreed(well=builders.ODD, think=builders.ODD)))
    assert problems(written, turned=UPRIGHT) == []
    assert builders.faults(written, tmp_path) == []


def test_the_run_sheet_says_minutes_who_is_awaited_and_how_cases_are_ordered():
    said = parts(write_workshop_pack(a_pack()))["Run-sheet"]
    assert "2 cases, 95 minutes for each." in said
    assert ORDER in said
    assert "2 steps apart on QS3\u00a0Assessment." in said
    assert "Not revealed yet." in said
    assert "Ready: Social care. Awaited: CAMHS." in said


def test_each_agency_is_invited_to_its_own_cases_only():
    alone = {("Child B", "CAMHS"): Involvement.NOT_ASKED, ("Child A", "CAMHS"): Involvement.NO_INVOLVEMENT}
    audit_round = replace(
        a_round(cases=[a_case("Child A"), a_case("Child B", revealed=False)]),
        involvement=alone,
        dates=Dates(audits_due=TODAY, workshop=TODAY),
    )
    found = parts(write_workshop_pack(a_pack(audit_round)))
    camhs = found["Invitation: CAMHS"]
    assert "Child B" not in camhs
    assert "You found no involvement" in camhs
    assert "Child B" in found["Invitation: Children's social care"]
    assert all("20\u00a0November 2026" in said for title, said in found.items() if title.startswith("Invitation"))
    assert "What to bring" in camhs
    assert "Why agencies work separately first" in camhs


def test_an_invitation_does_not_tell_of_another_agency_s_readiness():
    found = parts(write_workshop_pack(a_pack()))["Invitation: Children's social care"]
    assert "Awaited" not in found
    assert "CAMHS" not in found


def test_the_crib_sheet_has_every_statement_with_its_provenance_and_the_five_answers():
    paper = a_pack()
    crib = parts(write_workshop_pack(paper))["Crib sheet: the statements and the scale"]
    for asked in paper.audit_round.statements():
        assert f"{asked.item.ref} {asked.item.title}" in crib
        assert f"“{asked.item.for_the_child}”" in crib
        assert all(said in crib for said in (asked.item.descriptors or {"": "has none"}).values())
    assert "Published: the source says this" in crib
    assert "Derived: our reading" in crib
    assert all(answer.label in crib for answer in Answer)
    assert set(ANSWERS) == set(Answer)
    assert "Child A" not in crib


def test_everybody_expected_can_sign_and_an_agency_without_names_has_a_row():
    said = parts(write_workshop_pack(a_pack()))["Attendance"]
    assert "Ines Calder" in said
    assert "Priya Stone" in said
    assert "CAMHS\nTo be filled in" in said


def test_every_check_finds_the_slips_sound(tmp_path: Path):
    written = write_feedback_slips(feedback([*agreed(), *agreed("Child B")]))
    assert problems(written, turned=UPRIGHT) == []
    assert builders.faults(written, tmp_path) == []


def test_without_an_agreed_case_the_slips_say_so(tmp_path: Path):
    paper = replace(feedback([]), not_agreed=("Child A",))
    written = write_feedback_slips(paper)
    assert problems(written, turned=UPRIGHT) == []
    assert "No case has all its judgements yet" in parts(written)[""]


def test_a_slip_holds_what_went_well_and_what_to_think_about_and_no_grade():
    slip = parts(write_feedback_slips(feedback(agreed())))["Feedback on Child A"]
    assert "Carers were rung back. (QS4 Caregivers)" in slip
    assert "Ask sooner." in slip
    assert "She was heard." in slip
    assert "goes to this child’s own practitioners" in slip
    for untold in ("Good", "Inadequate", "REASON", "DIFFERENCE"):
        assert untold not in slip


def test_a_slip_tells_nothing_of_another_child():
    judged = agreed(well="As for Child B and Child C, carers were rung back.")
    slip = parts(write_feedback_slips(feedback(judged)))["Feedback on Child A"]
    assert "As for children, carers were rung back." in slip
    assert "Child B" not in slip
    judged = agreed(well="Child A’s own words were used.")
    assert "Child A’s own words were used." in parts(write_feedback_slips(feedback(judged)))["Feedback on Child A"]


def test_a_text_that_speaks_of_a_grade_is_pointed_out_before_it_goes_out():
    said = parts(write_feedback_slips(feedback(agreed(think="The inadequate plan."))))
    assert "Speaks of a grade" in said[""]
    assert "Speaks of a grade" not in parts(write_feedback_slips(feedback(agreed(well="A good plan."))))[""]
