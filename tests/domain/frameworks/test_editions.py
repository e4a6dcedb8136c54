"""Editions: which are offered, what differs between two, and published wording in place of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import ChangeKind, Edition, PublishedWording, Standing
from audit.domain.frameworks.framework import Framework, Key, Provenance
from audit.errors import AuditError
from tests.builders import NOON, SEVEN, THEMES, a_framework

SAME = PublishedWording(text="Needs are met.", locator="Report, page 7", same_meaning=True)
OTHER = replace(SAME, same_meaning=False, new_ref="QS3-2")


def an_edition(version: int, *, suffix: str | None = "ours", retired_at: int | None = None) -> Edition:
    """Return a version of an edition of the seven statements; `retired_at` is the version that was retired."""
    standing = None if retired_at is None else Standing(retired=True, version=retired_at, at_utc=NOON, by="Sam")
    framework = replace(a_framework(), version=version, edition=suffix)
    return Edition(framework=framework, saved_at_utc=NOON if suffix else None, standing=standing)


def reworded(wording: PublishedWording, ref: str = "QS3") -> Framework:
    """Return the seven statements with another wording for one of their items."""
    return editions.with_wording(a_framework(), ref, wording)


def test_the_newest_version_of_each_edition_is_offered():
    found = editions.offered([an_edition(2), an_edition(3), an_edition(1, suffix=None)])
    assert [(one.name, one.framework.version) for one in found] == [(SEVEN, 1), (f"{SEVEN}-ours", 3)]


def test_a_retired_edition_is_not_offered_until_a_later_version_is_saved():
    assert editions.offered([an_edition(2, retired_at=3), an_edition(3, retired_at=3)]) == ()
    (found,) = editions.offered([an_edition(3, retired_at=3), an_edition(4, retired_at=3)])
    assert found.framework.version == 4


def test_a_framework_does_not_differ_from_itself():
    found = editions.difference(a_framework(), a_framework())
    assert (found.any, found.unchanged) == (False, len(a_framework().items))


def test_everything_is_new_where_nothing_was_before():
    assert len(editions.difference(None, a_framework()).of(ChangeKind.ADDED)) == len(a_framework().items)


@given(st.sets(st.sampled_from([item.ref for item in a_framework().items]), min_size=1))
def test_what_was_added_one_way_was_removed_the_other_way(refs: set[str]):
    fewer = replace(a_framework(), items=tuple(item for item in a_framework().items if item.ref not in refs))
    assert {change.ref for change in editions.difference(a_framework(), fewer).of(ChangeKind.REMOVED)} == refs
    assert {change.ref for change in editions.difference(fewer, a_framework()).of(ChangeKind.ADDED)} == refs


def test_with_the_same_meaning_the_ref_stays_and_the_item_is_published():
    item = reworded(SAME).item("QS3")
    assert (item.text, item.locator, item.provenance) == (SAME.text, SAME.locator, Provenance.PUBLISHED)
    (change,) = editions.difference(a_framework(), reworded(SAME)).changes
    assert set(change.kinds) == {ChangeKind.WORDING, ChangeKind.PROVENANCE}


def test_with_another_meaning_a_new_ref_replaces_the_old_one():
    made = reworded(OTHER)
    assert made.item("QS3-2").replaces == "QS3"
    assert {line.ref for line in made.lines_of("QS3-2")} == {line.ref for line in a_framework().lines_of("QS3")}
    with pytest.raises(AuditError, match="has no item QS3"):
        made.item("QS3")
    (replaced,) = editions.difference(a_framework(), made).of(ChangeKind.REPLACED)
    assert (replaced.before and replaced.before.ref, replaced.ref) == ("QS3", "QS3-2")


def test_mappings_go_with_a_new_ref_as_our_own_reading():
    moved = [one for one in reworded(replace(OTHER, new_ref="QS1-2"), "QS1").mappings if one.from_.ref == "QS1-2"]
    assert len(moved) == len([one for one in a_framework().mappings if one.from_.ref == "QS1"])
    assert {(one.provenance, one.locator) for one in moved} == {(Provenance.DERIVED, None)}


def test_the_title_and_the_summary_say_what_is_published_now():
    twice = editions.with_wording(reworded(SAME), "QS4", SAME)
    assert twice.title == "Seven quality statements (4 published, 3 reconstructed)"
    assert twice.summary.endswith("Published wording in this edition: QS3, QS4.")
    assert twice.summary.count("Published wording") == 1


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        (replace(SAME, text="  "), "Write the published wording"),
        (replace(SAME, text="x" * 2_001), "2,000 is the most"),
        (replace(SAME, locator=""), "Say where the wording stands"),
        (replace(OTHER, new_ref=""), "Give the new ref"),
        (replace(OTHER, new_ref="QS 3"), "Give the new ref"),
        (replace(OTHER, new_ref="QS4"), "is or was in use"),
    ],
)
def test_what_is_missing_is_said(wording: PublishedWording, says: str):
    with pytest.raises(AuditError, match=says):
        reworded(wording)


def test_the_same_wording_twice_is_nothing_new():
    with pytest.raises(AuditError, match="already"):
        editions.with_wording(reworded(SAME), "QS3", SAME)


def test_a_suggested_ref_was_never_in_use():
    assert editions.suggested_ref(a_framework(), "QS3") == "QS3-2"
    assert editions.suggested_ref(reworded(OTHER), "QS3") == "QS3-3"


def test_mappings_are_seen_from_both_ends():
    recommendations = a_framework("ewg-recommendations-2017")
    from_here = editions.bearing_on(a_framework(), "QS1", [recommendations])
    assert (Key("ewg-recommendations-2017", "R11"), True) in {(one.other, one.outward) for one in from_here}
    from_there = editions.bearing_on(recommendations, "R11", [a_framework()])
    assert (Key(SEVEN, "QS1"), False) in {(one.other, one.outward) for one in from_there}


def test_a_search_wants_every_word():
    found = editions.matching(a_framework(THEMES), "voice influence")
    assert "L11" in {item.ref for item in found}
    assert len(editions.matching(a_framework(), "")) == len(a_framework().items)
    assert editions.matching(a_framework(), "voice xylophone") == ()
