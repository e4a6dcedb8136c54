"""A framework of the partnership's own is known wherever the product goes by frameworks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Framework, Key, MappingType, Provenance, Recommendation
from audit.library.frameworks import loading
from audit.pages.findings import recommendations
from audit.pages.frameworks import installed as frameworks_read
from audit.pages.people.agencies import known_sectors
from audit.services.frameworks import catalogue
from audit.store.queries import findings, rounds
from audit.store.queries import people as people_queries
from tests.builders import NOON
from tests.pages.filled import form
from tests.pages.on_screen import drawn, words

OURS, Q3 = Key("our-voice", "QS1"), Key("ewg-quality-statements-2017", "QS3")
TITLE = "We know what is written about us"


@pytest.fixture
def with_our_own(seeded: App) -> App:
    """Return the invented partnership with two frameworks of its own: statements for a new sector, and a checklist."""
    installed = {one.id: one for one in loading.read_all()}
    with seeded.unit_of_work() as db:
        by = people_queries.people(db)[0]
        for one in (
            _statements(installed["ewg-quality-statements-2017"]),
            _advice(installed["ewg-recommendations-2017"]),
        ):
            catalogue.save(db, one, by=by, now=NOON)
    return seeded


def _statements(like: Framework) -> Framework:
    items = [one for one in like.items if OURS.ref in (one.ref, one.part_of)]
    sector = replace(like.sectors[0], ref="DENTAL", title="Dental services")
    return replace(
        like,
        id=OURS.framework,
        title="Our voice",
        short_title="Our voice",
        version=1,
        mappings=(),
        items=tuple(replace(one, title=TITLE) if one.ref == OURS.ref else one for one in items),
        sectors=(sector,),
    )


def _advice(like: Framework) -> Framework:
    item = next(one for one in like.items if isinstance(one, Recommendation) and not one.national)
    mapping = next(one for one in like.mappings if one.type is MappingType.SUPPORTS)
    own = replace(item, ref="A1", title="Write the record with the child", provenance=Provenance.DERIVED, part_of=None)
    ties = tuple(replace(mapping, from_=Key("our-advice", "A1"), to=to) for to in (OURS, Q3))
    return replace(
        like, id="our-advice", title="Our advice", short_title="Our advice", version=1, items=(own,), mappings=ties
    )


def test_evidence_can_be_about_it_and_says_what_it_is_called(with_our_own: App):
    page = drawn(with_our_own, "evidence-new", about=str(OURS))
    assert f"QS1 {TITLE}" in form(page).options["about"]
    assert frameworks_read.called(with_our_own, OURS) == f"QS1 {TITLE}"


def test_readiness_and_the_checklists_show_it(with_our_own: App):
    page = drawn(with_our_own, "readiness")
    assert "Our voice" in page.radio(key="readiness framework").options
    assert "Our advice" in words(drawn(with_our_own, "checklists"))
    beside = words(drawn(with_our_own, "checklist", item="our-advice/A1"))
    assert f"QS1 {TITLE}" in beside
    assert "Not judged in a round yet." in beside


def test_its_advice_stands_beside_a_decision_and_its_sector_is_offered(with_our_own: App):
    with with_our_own.reading() as db:
        audit_round = rounds.by_ref(db, "WM26")
        found = findings.findings(db, viewer=with_our_own.viewer(), audit_round=audit_round)
    about = next(one for one in found if Q3 in one.statements)
    told = recommendations.about(with_our_own, audit_round, about)
    assert "Write the record with the child" in [one.item.title for one in told]
    assert "DENTAL" in {one.ref for one in known_sectors(with_our_own)}
