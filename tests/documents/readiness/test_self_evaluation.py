"""The self-evaluation: sound, in the shape of a letter, and silent about single children."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from audit.documents.readiness.evaluation_rows import EvaluationPaper
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.passages import Audience
from audit.domain.readiness.assessment import Held, Judged, assess, overlaps
from audit.domain.readiness.checklists import State
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.domain.release import leaving
from audit.domain.release.decisions import Clearance
from audit.domain.workshop.suppression import Word
from audit.errors import WrongInput
from tests.builders import SEVEN
from tests.documents import builders
from tests.documents.accessibility import problems
from tests.readiness import CRITERIA, INSTALLED, QS1, QS2, R11, TODAY, a_piece, an_entry
from tests.releasing import let_through

J1 = Key(CRITERIA, "J1")
PIECES = (
    a_piece("E1", about=(J1, QS1)),
    a_piece("E2", kind=EvidenceKind.CONVERSATION, about=(J1,)),
    a_piece("E3", kind=EvidenceKind.DATA, about=(J1, QS2)),
    a_piece("E4", Way.WEAKNESS, EvidenceKind.DATA, about=(QS2,), dated=date(2024, 1, 9)),
)
HELD = Held(
    evidence=PIECES,
    entries={R11: an_entry(R11, State.IN_PLACE)},
    judged=(Judged(round_ref="AU26", title="Autumn", statement=QS1, word=Word.STRENGTH, on=date(2026, 10, 14)),),
)


def a_paper(held: Held = HELD, **more: Any) -> EvaluationPaper:
    held = let_through(
        lambda release: replace(
            held,
            evidence=tuple(leaving.evidence(release, one) for one in held.evidence),
            judged=tuple(leaving.judged(release, one) for one in held.judged),
        )
    )
    given: dict[str, Any] = {
        "clearance": Clearance(audience=Audience.GROUP),
        "partnership": "Northmoor Safeguarding Children Partnership",
        "marking": "OFFICIAL-SENSITIVE",
        "today": TODAY,
        "rows": assess(INSTALLED, held, today=TODAY),
        "judged": held.judged,
        "register": held.evidence,
        "plans": (builders.a_paper(),),
        "frameworks": tuple(one for one in INSTALLED if one.id in (SEVEN, CRITERIA)),
        "overlaps": overlaps(INSTALLED),
        "agencies": builders.a_plan_round().agencies,
        "months": 12,
    }
    return EvaluationPaper(**(given | more))


def text_of(written: bytes) -> str:
    document = docx.Document(BytesIO(written))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def headings(written: bytes, level: int) -> list[str]:
    style = f"Heading {level}"
    return [one.text for one in docx.Document(BytesIO(written)).paragraphs if one.style and one.style.name == style]


@pytest.mark.parametrize(
    "paper",
    [
        a_paper(),
        a_paper(Held(), plans=(), agencies=(), invented=True),
        a_paper(replace(HELD, evidence=tuple(replace(one, title=builders.ODD) for one in PIECES))),
    ],
    ids=["whole", "empty", "odd"],
)
def test_it_is_sound_and_can_be_read_by_everybody(paper: EvaluationPaper, tmp_path: Path):
    written = write_self_evaluation(paper)
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []


def test_a_councils_own_look_is_taken_and_another_file_refused(tmp_path: Path):
    written = write_self_evaluation(a_paper(), template=builders.a_council_file())
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []
    with pytest.raises(WrongInput, match="not a Word document"):
        write_self_evaluation(a_paper(), template=b"hello")


def test_it_has_the_headings_of_a_letter_in_their_order():
    assert [re.sub(r"^\d+ ", "", one) for one in headings(write_self_evaluation(a_paper()), 1)] == [
        "Headline findings",
        "What needs to improve, and what is being done",
        "Strengths",
        "Main findings, criterion by criterion",
        "Areas for priority action",
        "Next steps",
        "Index of the pack",
        "Acronyms",
        "Where this comes from",
    ]


def test_every_criterion_and_statement_says_its_band_and_what_would_move_it():
    said = text_of(write_self_evaluation(a_paper()))
    assert "Strong. 3 current pieces (" in said
    assert "Audits: AU26: a strength." in said
    assert "Audits: not judged in a round used here. Statements that overlap with it, by our reading: QS1" in said
    assert said.count("Would move it: ") == 17
    assert "Nothing is in the evidence register about it." in said
    assert "J7 Drift and delay challenged: nothing held." in said


def test_the_index_lists_each_piece_under_everything_it_is_about_with_where_it_is_kept():
    said = text_of(write_self_evaluation(a_paper()))
    assert said.count("Audit folder 3") == sum(len(one.about) for one in PIECES)
    assert said.count("Out of date") == 1


def test_what_needs_to_improve_stands_beside_what_is_done_and_what_it_changed():
    said = text_of(write_self_evaluation(a_paper()))
    assert "Not decided yet." in said
    assert "No action: " in said
    assert "Reported by the owner, not verified yet. " in said


def test_what_is_derived_or_second_hand_is_said():
    said = text_of(write_self_evaluation(a_paper()))
    assert "Derived: our reading of what the source implies; check before quoting" in said
    assert "Unverified: known second-hand only; check before quoting" in said


def test_it_names_no_child_and_gives_no_grade():
    said = text_of(write_self_evaluation(a_paper()))
    assert not re.search(r"Child [A-Z]\b", said)
    assert "I hid the letters" not in said  # not for papers
    assert "Nobody rang to tell us." in said  # for papers
    assert "inadequate" not in said.lower()
    assert "%" not in said
