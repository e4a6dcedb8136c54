"""The pages about frameworks: found, read at both ends, reworded, compared, and offered when a round is opened."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Role
from audit.library.frameworks import loading
from audit.pages.forms.form_fields import joined
from audit.pages.rounds import new_round
from audit.services.frameworks import catalogue
from tests.builders import SEVEN
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words

OURS = f"{SEVEN}-wrenmere"


def test_every_framework_is_listed_with_how_far_it_rests_on_its_source(seeded: App):
    said = words(drawn(seeded, "frameworks"))
    assert "Our own" in said
    assert "4 published, 44 derived (our reading)" in said
    assert "5 unverified (known second-hand)" in said


@pytest.mark.parametrize("framework", [framework.id for framework in loading.shipped()])
def test_what_is_held_of_a_source_and_what_was_not_seen_is_said_with_the_way_to_put_it_right(
    framework: str, seeded: App
):
    assert "What we hold and could not see" in words(drawn(seeded, "framework", framework=framework))
    said = words(drawn(seeded, "framework", framework=framework, held="all"))
    assert "What was seen, and what was not" in said
    assert "Put the original’s wording in" in said
    assert "rounds that are open keep the wording they were opened with" in said
    reader = words(drawn(somebody(seeded, Role.AUDITOR), "framework", framework=framework, held="all"))
    assert "A facilitator puts published wording in place of ours." in reader


@pytest.mark.parametrize("framework", loading.shipped(), ids=lambda framework: framework.id)
def test_only_what_a_round_can_be_opened_with_is_said_to_be_offered_for_rounds(framework: Framework, seeded: App):
    said = words(drawn(seeded, "framework", framework=framework.id))
    assert ("Offered for new rounds" in said) == bool(framework.graded() or framework.themes())


def test_what_is_known_second_hand_leads_to_its_wording_first(seeded: App):
    said = words(drawn(seeded, "framework", framework="jtai-mental-health-2019", held="all"))
    assert "5 of a number we do not know" in said
    assert "J11 What schools do" in said
    assert "J5 Reaching help" not in said  # derived, so it comes after what is known second-hand only


def test_a_search_finds_items_of_every_framework(seeded: App):
    page = drawn(seeded, "frameworks")
    page.text_input[0].set_value("virtual mental health lead").run()
    said = words(page)
    assert "items found" in said
    assert "Published: the source says this" in said
    page.text_input[0].set_value("xylophone").run()
    assert "Nothing holds all of these words" in words(page)


def test_an_item_shows_its_mappings_from_both_ends(seeded: App):
    said = words(drawn(seeded, "framework", framework=SEVEN, item="QS1"))
    assert "What this bears on" in said
    assert "Supports R11" in said
    there = words(drawn(seeded, "framework", framework="ewg-recommendations-2017", item="R11"))
    assert "What bears on this" in there
    assert "Supported by QS1" in there


def test_what_is_not_there_is_said_with_a_way_on(seeded: App):
    for address in ({}, {"framework": "nowhere"}, {"framework": SEVEN, "item": "QS99"}):
        assert "All frameworks" in words(drawn(seeded, "framework", **address))


def test_two_versions_are_compared(seeded: App):
    said = words(drawn(seeded, "framework-compare", framework=SEVEN))
    assert "Items: 0 new, 2 changed, 0 removed, 46 the same." in said
    assert "QS5.2, now QS5.2-2" in said
    assert "Reworded under the same ref" in said


def test_a_wording_without_its_place_is_kept_and_said(seeded: App):
    page = form(drawn(seeded, "framework-wording", framework=OURS, item="QS3"))
    refused = page.send(text="Needs are met.")
    assert refused.problems == ["Enter “Where it stands in the source”.", "Choose whether it means the same."]
    assert refused.values["text"] == "Needs are met."
    refused = refused.send(locator="Report, page 7", same="other", new_ref="")
    assert refused.data["problems"][0][0] == "new_ref"
    refused.send(same="same")
    with seeded.reading() as db:
        assert catalogue.find(db, OURS).framework.item("QS3").text == "Needs are met."


def test_published_wording_goes_into_the_edition_that_is_there(seeded: App):
    said = words(drawn(seeded, "framework-wording", framework=SEVEN, item="QS5.2"))
    assert "You have an edition of your own already" in said
    assert "Go to QS5.2-2 in wrenmere" in said


def test_an_edition_is_retired_and_offered_again(seeded: App):
    page = drawn(seeded, "framework", framework=OURS)
    second = form(drawn(seeded, "framework", framework=OURS), "Retire it")
    assert form(page, "Retire it").send().problems == ["Enter why it is no longer offered."]
    form(page, "Retire it").send(reason="Out of date.")
    assert "is retired already" in words(second.send(reason="Too old.").page)
    assert "No, since" in words(page)
    assert "No longer offered" in words(drawn(seeded, "frameworks"))
    next(button for button in page.button if button.label == "Offer it again").click().run()
    assert "It is offered again" in words(page)


@pytest.mark.parametrize("page", ["framework-wording", "framework-workbook"])
def test_who_may_not_change_frameworks_is_told_who_may(page: str, seeded: App):
    reader = somebody(seeded, Role.BOARD_MEMBER)
    found = drawn(reader, page, framework=OURS, item="QS3")
    assert "A facilitator" in words(found)
    assert not found.button
    assert not forms(found)


def test_a_reader_sees_everything_and_changes_nothing(seeded: App):
    found = drawn(somebody(seeded, Role.AUDITOR), "framework", framework=OURS)
    assert "Rounds with this version" in words(found)
    assert not forms(found)


def test_opening_a_round_offers_the_edition_and_refuses_two_of_one(seeded: App):
    new = form(drawn(seeded, "new-round"), "Open the round")
    assert any("our edition “wrenmere”" in one for one in new.options["graded"])
    ours = f"{SEVEN}-wrenmere"
    assert ours not in new.values["graded"]
    refused = new.send(title="Heard", graded=joined((SEVEN, ours)))
    assert any("Choose one edition of" in problem for problem in refused.problems)
    with seeded.reading() as db:
        graded, _ = new_round.choices(catalogue.offered(db))
    assert graded[0].name == SEVEN
