"""Where statements come from is said, and nothing is said where the source itself was seen."""

from dataclasses import replace

from audit.domain.frameworks.framework import Provenance
from audit.domain.rounds import provenance
from tests.builders import a_round


def test_the_seven_statements_say_that_five_are_reconstructed():
    said = provenance.of_statements(a_round().statements())
    assert said.startswith("Statements 3, 4, 5, 6 and 7 are reconstructed")


def test_statements_that_are_all_reconstructed_are_not_listed_by_number():
    assert provenance.of_statements(a_round().statements()[2:]).startswith("All 5 statements are reconstructed")


def test_a_single_reconstructed_statement_is_told_by_its_number():
    assert provenance.of_statements(a_round().statements()[:3]).startswith("Statement 3 is reconstructed")


def test_published_statements_need_no_word():
    assert provenance.of_statements(a_round().statements()[:2]) == ""
    assert provenance.of(a_round().statements()[0].item) == ""


def test_what_is_known_second_hand_asks_to_be_checked():
    item = replace(a_round().statements()[0].item, provenance=Provenance.UNVERIFIED)
    assert "check it" in provenance.of(item)
