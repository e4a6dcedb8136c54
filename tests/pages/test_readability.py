"""What boards and young people read is plain: the fixed words of their pages, at a reading age of 12 to 14 or less."""

from __future__ import annotations

import pytest

from audit.domain import glossary
from audit.domain.board import young_people
from audit.domain.board.view import means
from audit.domain.over_time import change
from audit.domain.over_time.change import SIDE_BY_SIDE
from audit.domain.workshop.suppression import CASES_ONLY, NOT_ALL_JUDGED, NOT_YET_JUDGED, RULE, Word
from audit.pages.components.board_texts import BOARD, YOUNG
from tests.builders import a_round
from tests.readability import reading_age

OLDEST = {"board": 14, "young people": 12}
TEXTS = {
    "board": [
        *BOARD.values(),
        CASES_ONLY,
        SIDE_BY_SIDE,
        change.TOO_FEW,
        *(f"{word}: {said}" for word, said in glossary.GLOSSARY),
    ],
    "young people": [*YOUNG.values(), *(young_people.stands(word) for word in Word)],
}


@pytest.mark.parametrize("page", TEXTS)
def test_the_fixed_words_of_a_page_are_read_at_the_age_they_are_meant_for(page: str):
    sentences = [text if text[-1] in ".?!" else f"{text}." for text in TEXTS[page]]
    assert reading_age(" ".join(sentences)) <= OLDEST[page]


@pytest.mark.parametrize("page", TEXTS)
def test_no_single_text_is_hard(page: str):
    hard = {text: round(reading_age(text), 1) for text in TEXTS[page] if len(text.split()) > 12}
    assert {text: age for text, age in hard.items() if age > 14} == {}


def test_what_a_word_means_for_children_is_plain():
    said = [
        means(asked, word, missing=missing)
        for asked in a_round().statements()
        for word in Word
        for missing in ("", NOT_ALL_JUDGED, NOT_YET_JUDGED)
    ]
    assert reading_age(" ".join(said)) <= OLDEST["board"]


def test_hard_words_are_found_so_that_these_tests_can_fail():
    assert reading_age("The commissioning of accommodation necessitates consideration of multidisciplinary input.") > 20
    assert reading_age("The cat sat on the mat. It was warm. It had a nap.") < 7
    assert reading_age(RULE) < 18
