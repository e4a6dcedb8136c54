"""The partnership's own lists are read, and a wrong one is refused with the place named."""

import pytest

from audit.domain.kinder_words import offers
from audit.errors import WrongInput
from audit.library.house_rules import coherence_rules, kinder_words

WORDS = kinder_words()


def test_the_installed_lists_are_sound():
    assert len(coherence_rules()) == 5
    assert all(word.instead and word.why for word in WORDS)


def test_the_partnerships_own_list_takes_the_place_of_ours(tmp_path):
    (tmp_path / "kinder_words.yaml").write_text("words:\n- {word: kid, instead: child, why: they asked}\n")
    assert [word.word for word in kinder_words(tmp_path)] == ["kid"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("words:\n- {word: kid, insted: child, why: x}\n", "entry 1"),
        ("words: 3\n", "words"),
        ("- a\n", "list called “words”"),
        ("words: [", "list called “words”"),
    ],
)
def test_a_wrong_list_is_refused_with_the_place(tmp_path, content, named):
    (tmp_path / "kinder_words.yaml").write_text(content)
    with pytest.raises(WrongInput, match=named):
        kinder_words(tmp_path)


def test_a_word_that_can_hurt_is_offered_a_kinder_one_with_the_reason():
    (offer,) = offers("The LAC nurse came", WORDS)
    assert (offer.text, offer.instead) == ("LAC", "child in care")
    assert offer.why


def test_the_longer_of_two_overlapping_offers_is_made():
    assert [offer.text for offer in offers("He failed to engage.", WORDS)] == ["failed to engage"]


def test_ordinary_words_are_left_alone():
    assert offers("The lack of sleep shows; a contraction; she lacks nothing.", WORDS) == ()
