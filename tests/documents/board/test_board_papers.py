"""Every paper for people outside the audit group: sound, readable by everybody, and silent about each child."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from audit.documents.board.briefing import HEADINGS, REMINDER
from audit.documents.board.papers import PaperKind, write_paper
from audit.domain.board.view import BoardView
from audit.domain.findings.finding import FindingKind
from audit.domain.glossary import GLOSSARY
from audit.domain.workshop.suppression import RULE
from tests.documents import builders
from tests.documents.accessibility import Opened, all_text
from tests.documents.board_builders import a_round_under_way, a_view, faults, said
from tests.documents.slide_accessibility import Shown
from tests.documents.slide_builders import a_council_presentation

EVERY = pytest.mark.parametrize("kind", PaperKind)
TEMPLATES = {"docx": builders.a_council_file(), "pptx": a_council_presentation()}
_FEW = re.compile(
    r"\b(one|two|three|four|five|[1-5]) (child|children|boys?|girls?|young people|cases?)\b", re.IGNORECASE
)


@EVERY
@pytest.mark.parametrize(
    ("view", "own"),
    [
        (a_view(), True),
        (a_view(), False),
        (a_view(before=False, findings=(), doing=()), True),
        (a_round_under_way(), True),
    ],
    ids=["own look", "council's look", "nothing found", "under way"],
)
def test_every_check_finds_a_paper_sound(kind: PaperKind, view: BoardView, own: bool, tmp_path: Path):
    written = write_paper(kind, view, template=None if own else TEMPLATES[kind.suffix])
    assert faults(kind, written, tmp_path) == []


@EVERY
def test_a_large_round_with_odd_characters_is_sound_and_quick(kind: PaperKind, tmp_path: Path):
    findings = [replace(one, text=f"{builders.ODD} {one.text}") for one in builders.some_findings()]
    findings += [builders.a_finding(f"F{n}", list(FindingKind)[n % 4], f"Thing {n} is so. " * 4) for n in range(7, 25)]
    doing = [builders.an_action(n, f"F{n % 24 + 1}", owner=builders.ODD) for n in range(1, 31)]
    view = a_view(findings=tuple(findings), doing=tuple(doing), name="A & B <c> “d”")
    start = time.perf_counter()
    written = write_paper(kind, view)
    assert time.perf_counter() - start < 4  # 0.5 s where nothing else runs
    assert faults(kind, written, tmp_path) == []
    assert "Smith & “Sons” <b> 'x' 日本" in said(kind, written)


@EVERY
def test_no_part_of_the_file_names_a_case_or_counts_a_few_children(kind: PaperKind):
    written = write_paper(kind, a_view())
    text = all_text(written)
    assert re.findall(r"Child [A-Z]\b", text) == []
    assert _FEW.findall(said(kind, written).replace(RULE, "")) == []
    assert "page 4" not in text, "evidence stays with the audit group"
    assert "sleeps again" not in text


@EVERY
def test_only_words_marked_for_papers_stand_in_one(kind: PaperKind):
    written = write_paper(kind, a_view())
    assert "Nobody rang to tell us." in said(kind, written)
    assert "letters under my bed" not in all_text(written)


@EVERY
def test_a_round_under_way_tells_nothing_of_what_is_found(kind: PaperKind):
    text = all_text(write_paper(kind, a_round_under_way()))
    assert "has not come to its findings yet" in text
    for told in ("appointment", "Nobody rang", "Name a lead", "needs to improve: "):
        assert told not in text


@EVERY
def test_judgements_are_words_and_never_shares(kind: PaperKind):
    text = said(kind, write_paper(kind, a_view()))
    assert "%" not in text
    assert "Outstanding" not in text
    assert "Requires improvement" not in text


def test_the_briefing_has_seven_headings_the_reminder_and_the_length_of_a_page():
    findings = [
        builders.a_finding(f"F{n}", list(FindingKind)[n % 4], f"Finding {n} says a thing. " * 4) for n in range(1, 41)
    ]
    for view in (a_view(), a_view(findings=tuple(findings)), a_round_under_way()):
        one = Opened(write_paper(PaperKind.BRIEFING, view))
        paragraphs = [(one.style_name(p._p), p.text) for p in one.document.paragraphs]
        assert tuple(text for style, text in paragraphs if style == "Plan Brief Heading") == HEADINGS
        assert any(REMINDER in text for _, text in paragraphs)
        filled = sum(-(-len(text) // 92) for style, text in paragraphs if style == "Plan Brief Bullet")
        assert filled <= 36, "more lines do not fit one page"


def test_healthwatch_reads_what_children_s_words_led_to():
    text = said(PaperKind.HEALTHWATCH, write_paper(PaperKind.HEALTHWATCH, a_view()))
    assert "Recommendation 13 of the 16 asks 2 things." in text
    assert "‘Nobody rang to tell us.’" in text
    at = text.index("You said, we did")
    assert "Name a lead for every waiting child" in text[at:]
    assert "Reported by the owner, not verified yet" in text[at:]


def test_healthwatch_is_told_when_nobody_s_words_may_be_used():
    silent = tuple(replace(one, words=()) for one in builders.some_findings())
    text = said(PaperKind.HEALTHWATCH, write_paper(PaperKind.HEALTHWATCH, a_view(findings=silent)))
    assert "No quotations are used in this document" in text


def test_the_report_explains_its_words_and_answers_the_board():
    text = said(PaperKind.BOARD, write_paper(PaperKind.BOARD, a_view()))
    assert all(word in text and meaning in text for word, meaning in GLOSSARY)
    assert "Still owed by Head of service" in text
    assert "The fostering team did." in text
    assert "Different children, so not a trend." in text


def test_the_report_of_a_first_round_has_no_last_time():
    assert "What changed since last time" not in said(
        PaperKind.BOARD, write_paper(PaperKind.BOARD, a_view(before=False))
    )


def test_the_charts_of_the_slides_are_powerpoint_s_own():
    slides = Shown(write_paper(PaperKind.SLIDES, a_view())).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    assert sum(sum(series.values) for series in charts[1].plots[0].series) == len(a_view().actions)


def test_a_finding_that_the_slides_leave_out_is_counted_there():
    findings = [builders.a_finding(f"F{n}", FindingKind.NEEDS_TO_IMPROVE, f"Thing {n} is late.") for n in range(1, 10)]
    text = said(PaperKind.SLIDES, write_paper(PaperKind.SLIDES, a_view(findings=tuple(findings))))
    assert "3 more are in the board report." in text
