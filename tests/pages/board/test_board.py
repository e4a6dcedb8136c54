"""The board's page and the young people's: what they say, and what they never lead to."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.services import board
from audit.store.queries import board as queries
from tests.pages.on_screen import drawn, somebody, words


def test_a_councillor_reads_the_round_without_a_case(seeded: App):
    page = drawn(somebody(seeded, Role.BOARD_MEMBER), "board", round="WM25")
    said = words(page)
    assert page.title[0].value == "3 of the 7 statements are strengths. 4 need to improve"
    for heading in ("What is being done", "What we ask of you", "Seen by the board", "By theme", "Words on this page"):
        assert heading in [one.value for one in page.header]
    assert not re.search(r"WM25-\d", said)
    assert "All 6 children have been judged on every statement" in said
    assert not page.button


def test_a_round_that_is_not_over_says_which_one_can_be_read(seeded: App):
    page = drawn(somebody(seeded, Role.BOARD_MEMBER), "board", round="WM26")
    assert page.title[0].value == "Nothing for the board to read yet"
    assert page.button[0].label == "Read WM25"
    assert "Which homes still call the police" in words(page)


def test_a_question_is_kept_and_its_answer_after_it(seeded: App):
    page = drawn(seeded, "board", round="WM25")
    page.text_area[1].input("Who tells the carers?")
    page.text_input[0].input("Head of service")
    next(one for one in page.button if one.label == "Keep this question").click().run()
    assert not page.error
    with seeded.reading() as db:
        (kept,) = (one for one in queries.questions(db, viewer=seeded.viewer()) if one.text == "Who tells the carers?")
    box = next(one for one in page.text_area if kept.ref in one.label)
    box.input("A named worker does.")
    next(one for one in page.button if one.label == f"Keep the answer to {kept.ref}").click().run()
    assert not page.error
    assert "A named worker does." in words(page)


def test_a_question_without_words_is_refused_and_nothing_is_written(seeded: App):
    page = drawn(seeded, "board", round="WM25")
    next(one for one in page.button if one.label == "Keep this question").click().run()
    assert "Write down what the board asked" in page.error[0].value


def test_the_facilitator_says_what_the_board_is_asked(seeded: App):
    page = drawn(seeded, "board", round="WM25")
    next(one for one in page.text_area if one.label == "Decide …").input("who leads, by March.")
    next(one for one in page.button if one.label == "Keep these words").click().run()
    assert not page.error
    with seeded.reading() as db:
        view = board.view(db, viewer=seeded.viewer(), round_ref="WM25", today=seeded.today())
    assert view.asks[0].text == "who leads, by March."


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.FACILITATOR])
def test_young_people_read_eleven_things(seeded: App, role: Role):
    page = drawn(somebody(seeded, role) if role is Role.BOARD_MEMBER else seeded, "young-people", round="WM25")
    said = words(page)
    assert len(re.findall(r'<li><h[34] class="ss-ct">', said)) == 11
    assert said.count("What we checked about it") == 5
    assert said.count("We did not look at these") == 1
    assert "We only looked at some children" in said
    assert "Childline" in said
    assert not re.search(r"WM25-\d", said)


def test_no_sentence_stands_on_the_young_peoples_page_eight_times(seeded: App):
    said = re.sub(r"<[^>]+>", "\n", words(drawn(seeded, "young-people", round="WM25")))
    sentences = Counter(one.strip() for one in re.split(r"(?<=[.?!])\s|\n", said) if len(one.split()) > 2)
    assert sentences.total() > 40
    assert {sentence: count for sentence, count in sentences.items() if count >= 8} == {}
