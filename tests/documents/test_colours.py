"""A colour means the same on a page, in Word and on a slide, and what is written on it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit.charts import palette
from audit.documents.look import SHADE_COLOURS, WORD_COLOURS, contrast
from audit.documents.plan import statements
from audit.domain.findings import finding
from audit.domain.findings.finding import Colours, FindingKind, ThemeCount, themes_in_order
from audit.domain.frameworks.framework import Key
from audit.domain.workshop.suppression import Word
from audit.pages.components import strip
from audit.pages.plan import overview

CSS = (Path(__file__).parents[2] / "audit" / "pages" / "components" / "look.css").read_text(encoding="utf-8")
TEAL, ORANGE, PLUM, WHITE = "9FD6D0", "EE7F47", "801650", "FFFFFF"
DARK_PAGE = "0E1A25"


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        (FindingKind.STRENGTH, TEAL),
        (FindingKind.NEEDS_TO_IMPROVE, ORANGE),
        (FindingKind.PRIORITY_ACTION, PLUM),
        (FindingKind.LEARNING, WHITE),
    ],
)
def test_a_kind_of_finding_has_one_colour_on_page_word_and_slide(kind: FindingKind, ground: str):
    count = ThemeCount(
        theme=Key("themes", "L1"), title="Leadership", strengths=1, improvements=2, priority=3, learning=4, cases=0
    )
    series = dict(zip(finding.FINDINGS, statements.bars([count]).series, strict=True))[kind]
    assert finding.FINDINGS[kind].ground == ground
    assert palette.FINDINGS[kind].fill == f"#{series.fill}" == f"#{ground}"
    assert palette.FINDINGS[kind].edge == f"#{series.edge}" == f"#{finding.INK}"
    assert series.values == (count.of(kind),)


@pytest.mark.parametrize(("word", "ground"), [(Word.STRENGTH, TEAL), (Word.NEEDS_TO_IMPROVE, ORANGE)])
def test_a_word_has_the_colour_of_its_kind_of_finding(word: Word, ground: str):
    assert WORD_COLOURS[word][0] == ground == background(strip.word_class(word))
    assert word.letter


@pytest.mark.parametrize("shade", finding.SHADES)
def test_a_grade_has_one_colour(shade: int):
    ending = {1: "O", 2: "G", 3: "RI", 4: "I"}[shade]
    assert SHADE_COLOURS[shade][0] == background(ending)


@pytest.mark.parametrize("look", [*finding.FINDINGS.values(), *finding.WORDS.values(), *finding.SHADES.values()])
def test_what_is_written_on_a_colour_can_be_read_and_its_edge_is_seen(look: Colours):
    assert contrast(look.ground, look.letters) >= 4.5
    assert contrast(look.edge, WHITE) >= 3
    assert contrast(look.ground, DARK_PAGE) >= 3 or contrast(look.ground, look.letters) >= 7


def test_kinds_are_listed_in_the_same_order_everywhere():
    assert list(palette.FINDINGS) == list(finding.FINDINGS)
    counts = [
        ThemeCount(theme=Key("t", "L1"), title="A", strengths=9, improvements=0, priority=0, learning=0, cases=0),
        ThemeCount(theme=Key("t", "L2"), title="B", strengths=0, improvements=1, priority=1, learning=0, cases=0),
    ]
    assert [one.title for one in themes_in_order(counts)] == ["B", "A"]


def test_the_badge_of_an_action_has_the_colour_of_its_status_in_the_plan():
    assert {status.value: colour for status, colour in overview._COLOURS.items()} == {
        "blue": "blue",
        "green": "green",
        "amber": "orange",
        "red": "red",
    }


def background(ending: str) -> str:
    found = re.search(rf"\.ss-{ending}\{{background:#([0-9A-Fa-f]{{6}})", CSS)
    assert found is not None
    return found[1].upper()
