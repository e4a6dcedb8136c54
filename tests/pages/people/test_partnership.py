"""The partnership's page: its agencies and its people."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.errors import AuditError
from audit.pages.forms.form_fields import joined
from audit.pages.people.agencies import USUAL, known_sectors, ref_for
from audit.services.people import partnership
from audit.store.queries import people
from tests.pages.filled import form
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
    refused = form(page, "Add the person").send(name="Sam Field", roles="auditor")
    assert refused.data["problems"] == [["agency", "Choose the agency that this auditor belongs to."]]
    assert form(drawn(app.as_owner(), "partnership"), "Add the person").values["name"] == "Sam Field"


def test_somebody_is_added_once_they_have_a_name_and_a_role(seeded: App):
    page = form(drawn(seeded, "partnership"), "Add the person")
    assert page.send().problems == ["Enter “Name of the new person”.", "Choose “Roles of the new person”."]
    added = page.send(name="Sam Field", roles=joined(("auditor", "manager")), agency="CAMHS", email="Sam@example.org")
    assert (added.values["name"], added.data["kept"]) == ("", "")
    with seeded.reading() as db:
        newest = people.people(db)[-1]
    assert (newest.name, newest.agency, newest.email) == ("Sam Field", "CAMHS", "sam@example.org")
    assert newest.roles == {Role.AUDITOR, Role.MANAGER}
    refused = added.send(name="Another", roles="manager", email="sam@example.org")
    assert refused.data["problems"][0][0] == "email"


def test_somebody_who_leaves_can_lose_their_name_to_their_role(seeded: App):
    auditor = somebody(seeded, Role.AUDITOR).person
    page = drawn(seeded, "partnership")
    next(one for one in page.selectbox if one.label == "Who?").set_value(auditor.id).run()
    form(page, f"Deactivate {auditor.name}").send()
    with seeded.reading() as db:
        gone = people.person(db, auditor.id)
    assert not gone.active
    assert gone.name.startswith("Auditor")


def test_who_was_deactivated_in_another_window_is_told_and_nothing_is_left_to_choose(seeded: App):
    auditor = somebody(seeded, Role.AUDITOR).person
    page = drawn(seeded, "partnership")
    next(one for one in page.selectbox if one.label == "Who?").set_value(auditor.id).run()
    leaving = form(page, f"Deactivate {auditor.name}")
    with seeded.unit_of_work() as db:
        partnership.deactivate(
            db, by=seeded.person, person_id=auditor.id, new_name="A former auditor", now=seeded.now()
        )
    leaving.send(name="")
    assert "Keep mine" not in [one.label for one in page.button]
    assert "They are called A former auditor here now" in words(page)


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
