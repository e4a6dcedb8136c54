"""The board's page and the young people's: what they say, and what they never lead to."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Role
from audit.domain.rounds.audit_round import Stage
from audit.services import board
from audit.store.queries import board as queries
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words
from tests.scenes import ROUND, a_scene


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
    asked = form(page, "Keep this question")
    asked.send(text="Who tells the carers?", owed="Head of service", day="2026-11-02")
    with seeded.reading() as db:
        (kept,) = (one for one in queries.questions(db, viewer=seeded.viewer()) if one.text == "Who tells the carers?")
    answer = form(page, f"Keep the answer to {kept.ref}")
    assert answer.send(text="A named worker does.", day="2026-11-01").data["problems"][0][0] == "day"
    answer = form(page, f"Keep the answer to {kept.ref}")
    answer.send(day="2026-11-03")
    assert "A named worker does." in words(page)
    assert not [one for one in forms(page) if f"Keep the answer to {kept.ref}" in str(one.data["buttons"])]


def test_a_question_without_words_is_refused_and_nothing_is_written(seeded: App):
    refused = form(drawn(seeded, "board", round="WM25"), "Keep this question").send()
    assert refused.problems == [
        "Enter what the board asked.",
        "Enter who owes the board the answer: a role or an agency.",
        "Enter “Day on which it was asked”.",
    ]


def test_two_who_note_when_the_board_saw_it_see_both_days(app: App):
    scene = a_scene(app, stage=Stage.BOARD)
    first, second = (form(drawn(scene.app, "board", round=ROUND), "Note that the board has seen it") for _ in range(2))
    days = [scene.app.today() - timedelta(days=back) for back in (1, 2)]
    first.send(day=days[0].isoformat())
    assert f"Seen by the board on {english.day(days[0])}." in words(first.page)
    assert not [one for one in forms(first.page) if "Note that the board" in str(one.data["buttons"])]
    second.send(day=days[1].isoformat())
    assert "Somebody else noted meanwhile" in words(second.page)
    next(one for one in second.page.button if one.label == "Keep mine").click().run()
    assert f"Seen by the board on {english.day(days[1])}." in words(second.page)


def test_the_facilitator_says_what_the_board_is_asked(seeded: App):
    form(drawn(seeded, "board", round="WM25"), "Keep these words").send(Decide="who leads, by March.")
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
    assert "help me get what I deserve" in said
    assert "‘School or college notices what I need and does something about it.’" in said
    assert "We have not seen their list" not in said
    assert "Childline" in said
    assert not re.search(r"WM25-\d", said)


def test_no_sentence_stands_on_the_young_peoples_page_eight_times(seeded: App):
    said = re.sub(r"<[^>]+>", "\n", words(drawn(seeded, "young-people", round="WM25")))
    sentences = Counter(one.strip() for one in re.split(r"(?<=[.?!])\s|\n", said) if len(one.split()) > 2)
    assert sentences.total() > 40
    assert {sentence: count for sentence, count in sentences.items() if count >= 8} == {}
