"""How alike agencies graded: figures with their meaning, few ones left unsaid, and second looks counted."""

from __future__ import annotations

from audit.app import App
from audit.domain.people.person import Role
from audit.domain.rating.coherence import PromptCount
from audit.domain.workshop.agreement import BlindUnits, agreement
from audit.pages.workshop import agreement as page_of
from tests.pages.on_screen import drawn, somebody, words
from tests.scenes import ROUND, a_scene

MANY = ((1, 1, 2), (2, 2), (1, 3), (4, 4), (2, 3)) * 3


def test_each_figure_stands_with_a_sentence_that_says_what_it_means(seeded: App):
    page = drawn(seeded, "agreement", round="WM25")
    for name, _, meaning in page_of.rows(agreement(MANY, (1, 2, 3, 4))):
        assert name.split(",")[0].split("'")[0] in words(page)
        assert meaning.endswith(".")
    assert len(page.info) == 1


def test_the_ordinal_alpha_comes_before_the_others():
    names = [name for name, _, _ in page_of.rows(agreement(MANY))]
    assert names[:2] == ["Percent agreement", "Krippendorff's alpha, ordinal"]
    assert {"Gwet's AC1", "Gwet's AC2, ordinal"} < set(names)


def test_where_everybody_gave_the_same_each_figure_says_its_own():
    told = {name: value for name, value, _ in page_of.rows(agreement(((2, 2),) * 12, (1, 2, 3)))}
    assert told["Percent agreement"] == "100%"
    assert told["Gwet's AC2, ordinal"] == "1.00"
    assert told["Krippendorff's alpha, nominal"].endswith("alpha has no meaning")


def test_what_was_not_given_blind_is_told():
    blind = BlindUnits(units=MANY, left_out=1)
    assert "One form was left out because it was not given blind" in page_of.about(agreement(MANY), blind)
    assert "left out" not in page_of.about(agreement(MANY), BlindUnits(units=MANY, left_out=0))


def test_a_round_without_a_revealed_child_says_what_will_stand_here(app: App):
    page = drawn(a_scene(app).app, "agreement", round=ROUND)
    assert "No child is revealed yet" in words(page)


def test_second_looks_are_counted_in_words():
    count = PromptCount(rule="done_not_changed", shown=3, unchanged=1, changed=2)
    assert page_of.second_looks((count,)) == [("What was done, not what changed", "3", "1", "2")]


def test_a_board_member_does_not_see_it(seeded: App):
    assert "Percent agreement" not in words(drawn(somebody(seeded, Role.BOARD_MEMBER), "agreement", round="WM25"))
