"""The partnership's own lists are read, and a wrong one is refused with the place named."""

import pytest

from audit.domain.identifying.kinder_words import offers
from audit.errors import WrongInput
from audit.library.own_files import local_lists
from audit.library.own_files.local_lists import CLOCK, coherence_rules, inspection_clock, kinder_words

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


def test_steps_of_an_inspection_read_back_as_they_were_written(tmp_path):
    ours = inspection_clock()
    assert local_lists.read_clock(local_lists.clock_as_file(ours), "steps.yaml") == ours
    changed = [one.on_day(4) if one.day == 3 else one for one in ours]
    (tmp_path / CLOCK).write_bytes(local_lists.clock_as_file(changed))
    assert list(inspection_clock(tmp_path)) == changed


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("day: 9,", "dya: 9,", "steps.yaml: entry 5, field dya"),
        ("day: 9,", "day: nine,", "steps.yaml: entry 5, field day"),
        ("day: 9,", "", "steps.yaml: entry 5: .* exactly one of day, after_fieldwork and after_letter"),
        ("mark: lists", "mark: lost", "steps.yaml: entry 3, field mark"),
        (", fieldwork: last", "", "last day on site"),
        ("steps:", "stops:", "list called “steps”"),
    ],
)
def test_a_wrong_step_is_refused_with_its_place(old, new, says):
    wrong = local_lists.clock_text().replace(old, new)
    with pytest.raises(WrongInput, match=says):
        local_lists.read_clock(wrong.encode(), "steps.yaml")
