"""The programme is planned by facilitators, read by whoever reads findings, and nothing in it is written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.app import App
from audit.domain.over_time.programme import Planned, Standing, TookPart
from audit.domain.people.person import Agency, Viewer
from audit.errors import AuditError, Conflict, NotAllowed
from audit.services.over_time import reaudit
from audit.services.over_time.reaudit import Programme
from audit.services.people import partnership
from audit.services.safekeeping import erasure
from tests.builders import NOON
from tests.reaudits import FIRST, SECOND, Reaudit, a_last_round, a_reaudit

SPRING = Planned(title=" Spring look ", theme="Moves", on=date(2027, 4, 12))
TODAY = NOON.date()


def seen(whole: Reaudit, who: str = "facilitator") -> Programme:
    with whole.app.reading() as db:
        return reaudit.programme(db, viewer=Viewer.of(whole.scene.people[who]), today=TODAY)


def plan(whole: Reaudit, planned: Planned = SPRING, who: str = "facilitator") -> int:
    with whole.app.unit_of_work() as db:
        return reaudit.plan_round(db, by=whole.scene.people[who], planned=planned, now=NOON)


def there(whole: Reaudit, planned_id: int) -> Planned:
    with whole.app.reading() as db:
        return reaudit.planned(db, planned_id=planned_id)


def change(whole: Reaudit, planned: Planned) -> None:
    with whole.app.unit_of_work() as db:
        reaudit.change_planned(db, by=whole.scene.facilitator, planned=planned, now=NOON)


def test_a_planned_round_is_kept_and_stands_in_the_programme(any_app: App):
    whole = a_last_round(any_app)
    planned_id = plan(whole)
    assert there(whole, planned_id).title == "Spring look"
    assert ("Spring look", Standing.PLANNED) in [(one.title, one.standing) for one in seen(whole).entries]


def test_the_second_writer_sees_what_the_first_wrote(app: App):
    whole = a_last_round(app)
    first = there(whole, plan(whole))
    change(whole, replace(first, title="Summer look"))
    with pytest.raises(Conflict) as caught:
        change(whole, replace(first, title="Autumn look"))
    assert isinstance(caught.value.stored, Planned)
    assert (caught.value.stored.title, caught.value.version) == ("Summer look", 2)


def test_a_planned_round_that_is_dropped_is_gone(app: App):
    whole = a_last_round(app)
    planned_id = plan(whole)
    with app.unit_of_work() as db:
        reaudit.drop_planned(db, by=whole.scene.facilitator, planned_id=planned_id, now=NOON)
    with pytest.raises(AuditError, match="not in the programme any more"):
        there(whole, planned_id)


def test_a_planned_round_becomes_the_one_that_was_opened(app: App):
    whole = a_last_round(app)
    planned_id = plan(whole, replace(SPRING, reaudit_of=FIRST))
    with app.unit_of_work() as db:
        reaudit.became(db, by=whole.scene.facilitator, planned_id=planned_id, round_ref="R26", now=NOON)
    assert there(whole, planned_id).opened_as == "R26"
    assert "Spring look" not in [one.title for one in seen(whole).entries]


def test_only_facilitators_plan_and_who_reads_findings_reads(app: App):
    whole = a_last_round(app)
    for who in ("CSC", "board_member", "manager"):
        with pytest.raises(NotAllowed):
            plan(whole, who=who)
        assert seen(whole, who).entries
    with pytest.raises(AuditError):
        plan(whole, replace(SPRING, reaudit_of="NOWHERE"))


def test_erasing_a_round_takes_it_out_of_the_plans_to_look_at_it_again(app: App):
    whole = a_last_round(app)
    planned_id = plan(whole, replace(SPRING, reaudit_of=FIRST))
    with app.unit_of_work() as db:
        erasure.erase_round(db, by=whole.scene.facilitator, round_ref=FIRST, confirmed=FIRST, now=NOON)
    assert there(whole, planned_id).reaudit_of == ""


def test_an_agency_has_a_successor_and_shares_its_row(app: App):
    whole = a_reaudit(app)
    with app.unit_of_work() as db:
        new = Agency(ref="ICB2", name="Merged board", short_name="Merged", sector="HEALTH")
        partnership.keep_agency(db, by=whole.scene.facilitator, agency=new, now=NOON)
        old = Agency(ref="HEALTH", name="Health", short_name="Health", sector="HEALTH", successor="ICB2")
        partnership.keep_agency(db, by=whole.scene.facilitator, agency=old, now=NOON)
    rows = {one.agency.ref: one for one in seen(whole).agencies}
    assert "HEALTH" not in rows
    assert [one.ref for one in rows["ICB2"].earlier] == ["HEALTH"]
    assert {rows["ICB2"].rounds[ref] for ref in (FIRST, SECOND)} == {TookPart.NOT_SUBMITTED}


def test_actions_and_themes_are_told_round_by_round(app: App):
    found = seen(a_reaudit(app))
    assert {one.audit_round.ref: one.total for one in found.actions}[FIRST] == 1
    assert {one.theme.ref: one.counts[FIRST] for one in found.covered if one.rounds} == {"L7": 1, "L11": 1}
