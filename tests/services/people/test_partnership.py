"""A partnership is set up once; people come, change and go, and what they did stays."""

from __future__ import annotations

import pytest

from audit.app import App
from audit.domain.people.person import Agency, EmergencyNumbers, Role
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.people import partnership
from audit.store.queries import people as queries
from audit.store.queries import trail
from tests.builders import NOON
from tests.scenes import Scene, a_scene

AUDITOR = frozenset({Role.AUDITOR})


@pytest.fixture
def scene(app: App) -> Scene:
    return a_scene(app)


def add(scene: Scene, *, roles: frozenset[Role] = AUDITOR, agency: str | None = "CSC", email: str | None = None) -> int:
    with scene.app.unit_of_work() as db:
        return partnership.add_person(
            db, by=scene.facilitator, name="Jo Reed", roles=roles, agency=agency, email=email, now=NOON
        )


def test_this_computers_owner_is_the_first_facilitator(any_app: App):
    with any_app.unit_of_work() as db:
        owner = partnership.set_up(db, name=" Three Rivers ", now=NOON)
        there = queries.partnership(db)
    assert owner.roles == {Role.FACILITATOR}
    assert there is not None
    assert (there.name, there.marking, there.invented) == ("Three Rivers", "OFFICIAL-SENSITIVE", False)


def test_a_partnership_is_set_up_once_and_by_name(app: App):
    with pytest.raises(AuditError, match="Give the partnership's name"), app.unit_of_work() as db:
        partnership.set_up(db, name=" ", now=NOON)
    a_scene(app)
    with pytest.raises(AuditError, match="set up here already"), app.unit_of_work() as db:
        partnership.set_up(db, name="Another", now=NOON)


def test_whom_to_ring_is_kept_and_a_second_writer_is_told(any_app: App):
    scene = a_scene(any_app)
    none, ours = EmergencyNumbers(), EmergencyNumbers(duty_team=" 0121  496 0202 ")
    with scene.app.unit_of_work() as db:
        partnership.keep_emergency_numbers(db, by=scene.facilitator, numbers=ours, seen=none, now=NOON)
        assert queries.emergency(db) == EmergencyNumbers(duty_team="0121 496 0202")
    theirs = EmergencyNumbers(duty_team="0121 496 0999")
    with pytest.raises(Conflict, match="They are now none and 0121 496 0202"), scene.app.unit_of_work() as db:
        partnership.keep_emergency_numbers(db, by=scene.facilitator, numbers=theirs, seen=none, now=NOON)
    with scene.app.unit_of_work() as db:
        partnership.change(db, by=scene.facilitator, name="Another name", marking="", now=NOON)
        assert queries.emergency(db) == ours.tidied()


def test_a_number_that_cannot_be_rung_is_not_kept(scene: Scene):
    wrong = EmergencyNumbers(social_work="the duty desk")
    with pytest.raises(AuditError, match="Enter a telephone number"), scene.app.unit_of_work() as db:
        partnership.keep_emergency_numbers(db, by=scene.facilitator, numbers=wrong, seen=EmergencyNumbers(), now=NOON)


def test_an_agency_is_changed_by_its_ref(any_app: App):
    scene = a_scene(any_app)
    changed = Agency(ref="CSC", name="Children's social care", short_name="CSC", sector="CSC")
    with scene.app.unit_of_work() as db:
        partnership.keep_agency(db, by=scene.facilitator, agency=changed, now=NOON)
        assert queries.agencies(db)[0] == changed
        assert len(queries.agencies(db)) == 3


def test_a_second_form_belongs_to_an_agency_that_is_there(scene: Scene):
    second = Agency(ref="CSC2", name="x", short_name="x", sector="CSC", form_of="NONE")
    with pytest.raises(AuditError, match="no agency NONE"), scene.app.unit_of_work() as db:
        partnership.keep_agency(db, by=scene.facilitator, agency=second, now=NOON)


def test_somebody_signs_in_with_one_address_whatever_its_case(any_app: App):
    scene = a_scene(any_app)
    person_id = add(scene, email="Jo@Example.org")
    assert scene.app.signed_in("jo@example.ORG").person.id == person_id
    with pytest.raises(AuditError, match="sign"):
        add(scene, email="JO@example.org")
    with pytest.raises(AuditError, match="Nobody here signs in"):
        scene.app.signed_in("other@example.org")


def test_an_auditor_belongs_to_an_agency_and_everybody_has_a_role(scene: Scene):
    with pytest.raises(AuditError, match="Choose the agency"):
        add(scene, agency=None)
    with pytest.raises(AuditError, match="at least one role"):
        add(scene, roles=frozenset())


def test_roles_change_and_the_last_word_counts(any_app: App):
    scene = a_scene(any_app)
    person_id = scene.people["CSC"].id
    roles = frozenset({Role.AUDITOR, Role.FACILITATOR})
    with scene.app.unit_of_work() as db:
        partnership.change_roles(db, by=scene.facilitator, person_id=person_id, roles=roles, now=NOON)
        assert queries.person(db, person_id).roles == roles


def test_nobody_locks_themselves_out(scene: Scene):
    me = scene.facilitator
    with pytest.raises(AuditError, match="from yourself"), scene.app.unit_of_work() as db:
        partnership.change_roles(db, by=me, person_id=me.id, roles=frozenset({Role.SCRUTINEER}), now=NOON)
    with pytest.raises(AuditError, match="yourself"), scene.app.unit_of_work() as db:
        partnership.deactivate(db, by=me, person_id=me.id, new_name=None, now=NOON)


def test_who_left_may_do_nothing_and_what_they_did_stays(any_app: App):
    scene = a_scene(any_app)
    scene.fill_in(scene.viewer("CSC"))
    person_id = scene.people["CSC"].id
    with scene.app.unit_of_work() as db:
        partnership.deactivate(db, by=scene.facilitator, person_id=person_id, new_name="Auditor", now=NOON)
        gone = queries.person(db, person_id)
        lines = trail.lines(db, about="AU26/Child A CSC")
    assert (gone.active, gone.email, gone.name) == (False, None, "Auditor")
    assert {line.by for line in lines} == {"Auditor"}
    with pytest.raises(NotAllowed):
        scene.fill_in(scene.viewer("CSC").of(gone))


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_only_a_facilitator_changes_the_partnership(who: str, scene: Scene):
    with pytest.raises(NotAllowed), scene.app.unit_of_work() as db:
        partnership.change(db, by=scene.people[who], name="Mine", marking="", now=NOON)
