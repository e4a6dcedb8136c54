"""The partnership's page: its agencies and its people."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.errors import AuditError
from audit.pages.people.agencies import USUAL, known_sectors, ref_for
from audit.services.people import partnership
from audit.store.queries import people
from tests.pages.on_screen import drawn, somebody, words


def an_owner(app: App) -> App:
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name="Testvale", now=app.now())
    return app.as_person(owner)


def test_a_usual_agency_takes_one_click(app: App):
    here = an_owner(app)
    page = drawn(here, "partnership")
    next(one for one in page.button if one.label == "Add CAMHS").click().run()
    with app.reading() as db:
        (agency,) = people.agencies(db)
    assert (agency.ref, agency.sector, agency.short_name) == ("CAMHS", "CAMHS", "CAMHS")
    assert "Add CAMHS" not in [one.label for one in page.button]


def test_every_usual_agency_has_a_sector_that_the_frameworks_ask(app: App):
    assert set(USUAL) <= {sector.ref for sector in known_sectors(app)}


def test_an_auditor_without_an_agency_is_refused_and_what_was_typed_stays(app: App):
    page = drawn(an_owner(app), "partnership")
    page.text_input(key="new person name").set_value("Sam Field")
    page.checkbox(key="new person auditor").check()
    next(one for one in page.button if one.label == "Add the person").click().run()
    assert "Choose the agency" in page.error[0].value
    assert page.text_input(key="new person name").value == "Sam Field"


def test_somebody_who_leaves_can_lose_their_name_to_their_role(seeded: App):
    auditor = somebody(seeded, Role.AUDITOR).person
    page = drawn(seeded, "partnership")
    next(one for one in page.selectbox if one.label == "Who?").set_value(auditor.id).run()
    next(one for one in page.button if one.label == f"Deactivate {auditor.name}").click().run()
    with seeded.reading() as db:
        gone = people.person(db, auditor.id)
    assert not gone.active
    assert gone.name.startswith("Auditor")


def test_only_a_facilitator_sees_the_partnership(seeded: App):
    said = words(drawn(somebody(seeded, Role.AUDITOR), "partnership"))
    assert "A facilitator sets up the partnership" in said
    assert "Signs in with" not in said


def test_a_new_agency_gets_a_reference_that_nobody_has():
    assert ref_for("Youth Voice", set()) == "YOUTH-VOICE"
    assert ref_for("Youth Voice", {"YOUTH-VOICE"}) == "YOUTH-VOICE-2"


def test_a_real_partnership_is_never_removed(app: App):
    an_owner(app)
    with pytest.raises(AuditError, match="not invented"), app.unit_of_work() as db:
        partnership.remove_invented(db)
    with app.reading() as db:
        assert people.partnership(db) is not None
