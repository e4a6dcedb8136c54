"""Each sentence that was once false in some state: said where it is true, and another where it would be false."""

from __future__ import annotations

import pytest

from audit.app import App
from tests.pages.states_at_work import AT_WORK, Sentence
from tests.pages.states_told import TOLD

SENTENCES = (*AT_WORK, *TOLD)
EVERY = pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.row[:40])


@EVERY
def test_a_sentence_is_said_where_it_is_true(sentence: Sentence, app: App):
    text = sentence.true_in(app)
    assert [words for words in sentence.says if words not in text] == [], text
    assert not sentence.was or sentence.was not in text


@EVERY
def test_something_else_is_said_where_it_would_be_false(sentence: Sentence, app: App):
    text = sentence.false_in(app)
    assert sentence.instead in text
    assert [words for words in sentence.says if words in text and not _is_true_in_both(sentence)] == []
    assert not sentence.was or sentence.was not in text


def _is_true_in_both(sentence: Sentence) -> bool:
    return sentence.instead in sentence.says


def test_every_row_marked_as_false_has_its_sentence():
    assert len({sentence.row for sentence in SENTENCES}) == 37
