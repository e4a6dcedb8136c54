"""Before the reveal nobody learns what another agency answered, graded or wrote, whatever they ask the database.

Every query is asked by everybody, in worlds that differ only in what the other agencies said: what comes back must
not differ. A query without an entry in QUERIES fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping

import pytest

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.passages import Audience, Passage, Record
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Round
from audit.library.names.lists import look
from audit.store import migrate, work
from audit.store import queries as queries_package
from audit.store.queries import (
    board,
    drafts,
    editions,
    findings,
    inspection,
    journeys,
    mentions,
    moderation,
    over_time,
    people,
    plan,
    rating,
    readiness,
    release,
    rounds,
    trail,
)
from audit.store.queries.drafts import OpenForm
from audit.store.tables.rating import DraftGradeRow
from audit.store.work import Db
from tests.scenes import AGENCIES, ROUND, Said, a_scene
from tests.worlds import BLIND, OPEN, World, words_of

RECOMMENDED = "ewg-recommendations-2017"
Ask = Callable[[Db, Viewer, Round], object]


def _desk(db: Db, viewer: Viewer, case: str) -> OpenForm:
    return drafts.open_form(db, viewer=viewer, round_ref=ROUND, case_ref=case)


def _per_case(ask: Callable[[Db, Viewer, Round, str], object]) -> Ask:
    return lambda db, viewer, audit_round: [ask(db, viewer, audit_round, case) for case in (BLIND, OPEN)]


def _per_agency(ask: Callable[[Db, Viewer, Round, str], object]) -> Ask:
    return lambda db, viewer, audit_round: [ask(db, viewer, audit_round, agency) for agency in AGENCIES]


def _nothing_read(_db: Db, _viewer: Viewer, _round: Round) -> None:
    """Stand for a function that reads no row by itself: it turns one that was read into a value, or is a WHERE."""


QUERIES: Mapping[str, Ask] = {
    "plan.actions": lambda db, viewer, r: plan.actions(db, viewer=viewer, audit_round=r),
    "plan.no_actions": lambda db, viewer, r: plan.no_actions(db, viewer=viewer, audit_round=r),
    "plan.every": lambda db, _, r: plan.every(db, audit_round=r),
    "plan.every_no_action": lambda db, _, r: plan.every_no_action(db, audit_round=r),
    "board.answers_of_cases": lambda db, viewer, r: board.answers_of_cases(db, viewer=viewer, audit_round=r),
    "board.asks": lambda db, _, r: board.asks(db, round_ref=r.ref),
    "board.every_question": lambda db, *_: board.every_question(db),
    "board.own_grades": lambda db, viewer, r: board.own_grades(
        db, viewer=viewer, audit_round=r, judgements=moderation.judgements_for_papers(db, audit_round=r)
    ),
    "board.questions": lambda db, viewer, _: board.questions(db, viewer=viewer),
    "board.refs_after_workshop": lambda db, *_: board.refs_after_workshop(db),
    "board.round_before": lambda db, _, r: board.round_before(db, audit_round=r),
    "readiness.entries": lambda db, viewer, _: readiness.entries(db, viewer=viewer),
    "readiness.every_entry": lambda db, *_: readiness.every_entry(db),
    "readiness.every_entry_version": lambda db, *_: readiness.every_entry_version(db, item=Key(RECOMMENDED, "R1")),
    "readiness.checklist_history": lambda db, viewer, _: readiness.checklist_history(
        db, viewer=viewer, item=Key(RECOMMENDED, "R1")
    ),
    "rating.counts": lambda db, viewer, r: rating.counts(db, viewer=viewer, audit_round=r),
    "rating.other_differences": _per_case(
        lambda db, v, r, case: rating.other_differences(db, viewer=v, audit_round=r, case_ref=case)
    ),
    "rounds.dates_of_case": _per_case(lambda db, _v, _r, case: rounds.dates_of_case(db, ROUND, case)),
    "rounds.dates_of_round": lambda db, *_: rounds.dates_of_round(db, ROUND),
    "rounds.draws": lambda db, *_: rounds.draws(db, ROUND),
    "drafts.begun_by_own_auditor": lambda *_: str(drafts.begun_by_own_auditor(DraftGradeRow)),
    "drafts.correction_reason": _per_case(lambda db, v, _r, case: drafts.correction_reason(db, _desk(db, v, case))),
    "drafts.open_form": _per_case(lambda db, v, _r, case: _desk(db, v, case)),
    "drafts.draft": _per_case(lambda db, v, _r, case: drafts.draft(db, viewer=v, round_ref=ROUND, case_ref=case)),
    "drafts.draft_at": _per_case(
        lambda db, v, _r, case: drafts.draft_at(db, at=_desk(db, v, case), case_ref=case, agency_ref=v.agency or "")
    ),
    "drafts.own_progress": lambda db, viewer, r: drafts.own_progress(db, viewer=viewer, audit_round=r),
    "editions.copies_in_rounds": lambda db, *_: editions.copies_in_rounds(db),
    "editions.newest": lambda db, *_: editions.newest(db),
    "editions.saved": lambda db, *_: editions.saved(db),
    "editions.standings": lambda db, *_: editions.standings(db),
    "drafts.saved_from": _nothing_read,
    "readiness.every_evidence": lambda db, *_: readiness.every_evidence(db),
    "readiness.every_evidence_version": lambda db, *_: readiness.every_evidence_version(db, ref="E1"),
    "readiness.works_with": lambda _, viewer, __: readiness.works_with(viewer),
    "readiness.evidence_history": lambda db, viewer, _: readiness.evidence_history(db, viewer=viewer, ref="E1"),
    "rounds.school_terms": lambda db, *_: rounds.school_terms(db),
    "readiness.months": lambda db, *_: readiness.months(db),
    "readiness.register": lambda db, viewer, _: readiness.register(db, viewer=viewer),
    "findings.every": lambda db, _, r: findings.every(db, audit_round=r),
    "findings.findings_of": lambda db, viewer, r: findings.findings_of(db, viewer=viewer, rounds=[r]),
    "findings.findings": lambda db, viewer, r: findings.findings(db, viewer=viewer, audit_round=r),
    "mentions.mentions": lambda db, viewer, _: mentions.mentions(db, viewer=viewer, references=(BLIND, OPEN)),
    "inspection.corrections": lambda db, viewer, _: inspection.corrections(db, viewer=viewer, inspection=1),
    "inspection.statement_sent": lambda db, _, r: inspection.statement_sent(db, audit_round=r),
    "inspection.inspections": lambda db, viewer, _: inspection.inspections(db, viewer=viewer),
    "inspection.requests": lambda db, viewer, _: inspection.requests(db, viewer=viewer, inspection=1),
    "journeys.events": lambda db, viewer, r: journeys.events(db, viewer=viewer, audit_round=r),
    "journeys.ties": lambda db, viewer, r: journeys.ties(db, viewer=viewer, audit_round=r),
    "inspection.audits": lambda db, *_: inspection.audits(db),
    "inspection.inspection": lambda db, _, r: inspection.inspection(db, audit_round=r),
    "inspection.quotations": lambda db, viewer, r: inspection.quotations(db, viewer=viewer, audit_round=r),
    "inspection.every": lambda db, *_: inspection.every(db),
    "inspection.refs": lambda db, *_: inspection.refs(db),
    "inspection.begun": lambda db, viewer, _: inspection.begun(db, viewer=viewer),
    "inspection.draft": lambda db, viewer, _: inspection.draft(db, viewer=viewer, mark="a digest"),
    "moderation.concerns": lambda db, viewer, _: moderation.concerns(db, viewer=viewer),
    "moderation.draft": _per_case(
        lambda db, v, r, case: moderation.draft(db, viewer=v, audit_round=r, case_ref=case, statement=None)
    ),
    "moderation.judgements": lambda db, viewer, r: moderation.judgements(
        db, viewer=viewer, audit_round=r, all_versions=True
    ),
    "moderation.judgements_for_papers": lambda db, _, r: moderation.judgements_for_papers(db, audit_round=r),
    "moderation.change_token": lambda db, _, r: moderation.change_token(db, audit_round=r),
    "moderation.showing": lambda db, _, r: moderation.showing(db, audit_round=r),
    "over_time.planned": lambda db, *_: over_time.planned(db),
    "over_time.planned_row": lambda db, *_: over_time.planned_row(db, 1),
    "over_time.settlements": lambda db, viewer, r: over_time.settlements(db, viewer=viewer, audit_round=r),
    "moderation.participations": lambda db, _, r: moderation.participations(db, rounds=[r]),
    "moderation.participation": lambda db, _, r: moderation.participation(db, audit_round=r),
    "people.agencies": lambda db, *_: people.agencies(db),
    "people.agency_row": _per_agency(lambda db, _v, _r, agency: people.agency_row(db, agency)),
    "people.emergency": lambda db, *_: people.emergency(db),
    "people.names": lambda db, *_: people.names(db),
    "people.partnership": lambda db, *_: people.partnership(db),
    "people.people": lambda db, *_: people.people(db),
    "people.person": lambda db, viewer, _: people.person(db, viewer.person.id),
    "people.person_by_email": lambda db, *_: people.person_by_email(db, "nobody@example.org"),
    "plan.plans": lambda db, viewer, r: plan.plans(db, viewer=viewer, rounds=[r]),
    "plan.plan": lambda db, viewer, r: plan.plan(db, viewer=viewer, audit_round=r),
    "plan.to_release": lambda db, viewer, r: plan.to_release(db, viewer=viewer, audit_round=r),
    "rating.written_for_of": lambda db, _, r: rating.written_for_of(db, [r.id]),
    "rating.agencies_written_for": lambda db, _, r: sorted(rating.agencies_written_for(db, r.id).items()),
    "rating.answer_counts": _per_agency(
        lambda db, v, r, agency: [
            rating.answer_counts(db, viewer=v, round_id=r.id, agency_ref=one) for one in (agency, None)
        ]
    ),
    "rating.ratings": lambda db, viewer, r: rating.ratings(db, viewer=viewer, audit_round=r),
    "release.decisions": lambda db, *_: release.decisions(db),
    "release.for_reader": lambda db, viewer, _: release.for_reader(db, viewer=viewer, look=look).decisions,
    "release.rounds_as_read": lambda db, viewer, r: release.rounds_as_read(db, viewer=viewer, rounds=[r], look=look),
    "release.gate": lambda db, viewer, _: getattr(release.gate(db, viewer=viewer, look=look), "decisions", None),
    "release.hands_on": lambda db, *_: sorted(release.hands_on(db)),
    "release.readers": lambda db, *_: release.readers(db),
    "release.references": lambda db, *_: release.references(db),
    "release.release": lambda db, *_: release.release(db, audience=Audience.BOARD, look=look).decisions,
    "release.still_exists": _per_case(
        lambda db, _v, _r, case: release.still_exists(
            db, Passage(record=Record.JUDGEMENT, ref="1", field="reason", text="A reason.", round_ref=ROUND, case=case)
        )
    ),
    "release.wrote": lambda db, viewer, _: release.wrote(db, viewer=viewer),
    "rating.submitted": lambda db, _, r: sorted(rating.submitted(db, audit_round=r)),
    "rating.versions": _per_agency(
        lambda db, v, r, agency: [
            rating.versions(db, viewer=v, audit_round=r, case_ref=case, agency_ref=agency) for case in (BLIND, OPEN)
        ]
    ),
    "readiness.judged": lambda db, viewer, _: readiness.judged(db, viewer=viewer),
    "rounds.any_at_all": lambda db, *_: rounds.any_at_all(db),
    "rounds.case_row": _per_case(lambda db, _v, _r, case: rounds.case_row(db, ROUND, case)),
    "rounds.every": lambda db, *_: rounds.every(db),
    "rounds.reaudit_of": lambda db, *_: rounds.reaudit_of(db, ROUND),
    "rounds.moves": lambda db, *_: rounds.moves(db, ROUND),
    "plan.from_file": lambda db, viewer, r: plan.from_file(db, viewer=viewer, audit_round=r),
    "plan.owned_roles": lambda db, viewer, _: plan.owned_roles(db, viewer=viewer),
    "plan.plan_versions": lambda db, viewer, r: plan.plan_versions(db, viewer=viewer, audit_round=r),
    "people.begun": lambda db, viewer, r: people.begun(db, viewer=viewer, audit_round=r, kind=FormKind.FINDING),
    "people.draft": lambda db, viewer, r: people.draft(
        db, viewer=viewer, round_id=r.id, kind=FormKind.FINDING, about="new"
    ),
    "rounds.by_ref": lambda db, *_: rounds.by_ref(db, ROUND),
    "rounds.refs": lambda db, *_: rounds.refs(db),
    "rounds.row_of": lambda db, *_: rounds.row_of(db, ROUND),
    "people.by_mark": lambda db, *_: people.by_mark(db, "a mark"),
    "trail.count": lambda db, *_: trail.count(db),
    "trail.last_event": _per_agency(
        lambda db, _v, _r, agency: trail.last_event(db, about=f"{ROUND}/{BLIND} {agency}", events=("rating",))
    ),
    "trail.lines": lambda db, *_: trail.lines(db, most=5000),
    "rating.agencies_of": lambda db, viewer, r: sorted(
        rating.agencies_of(rating.writers(db, audit_round=r), viewer.person.id)
    ),
    "rating.own_forms": lambda db, _, r: sorted(rating.own_forms(rating.writers(db, audit_round=r))),
    "rating.writers": lambda db, _, r: rating.writers(db, audit_round=r),
}


def every_query() -> set[str]:
    """Return the name of every public function of the queries."""
    found = set()
    for module in pkgutil.walk_packages(queries_package.__path__, f"{queries_package.__name__}."):
        for name, one in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if one.__module__ == module.name and not name.startswith("_"):
                found.add(f"{module.name.removeprefix(queries_package.__name__ + '.')}.{name}")
    return found


def asked(world: World, query: str, viewer: Viewer) -> str:
    """Return all that a query tells somebody, as text."""
    with world.scene.app.reading() as db:
        try:
            return repr(QUERIES[query](db, viewer, rounds.by_ref(db, ROUND)))
        except Exception as refusal:  # a refusal tells something too, and must not differ either
            return f"refused: {refusal}"


def test_every_query_is_looked_at():
    assert every_query() == set(QUERIES), "add the query to QUERIES, so that it is shown to be blind"


@pytest.mark.parametrize("query", QUERIES)
def test_what_others_said_changes_nothing_that_a_query_tells(query: str, worlds: Mapping[str, World]):
    for name, viewer, other in eyes(worlds):
        told = asked(worlds["as it is"], query, viewer(worlds["as it is"]))
        assert told == asked(other, query, viewer(other)), f"{query} tells {name} something of another agency's form"


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_tells_a_word_that_another_agency_wrote(query: str, worlds: Mapping[str, World]):
    world = worlds["as it is"]
    for name, viewer, _ in eyes(worlds):
        told = asked(world, query, viewer(world))
        own = viewer(world).agency if not viewer(world).on_behalf else None
        for agency in (agency for agency in AGENCIES if agency != own):
            assert words_of(agency, BLIND) not in told, f"{query} tells {name} what {agency} wrote"


def test_what_was_revealed_is_told_so_that_these_tests_can_fail(worlds: Mapping[str, World]):
    world = worlds["as it is"]
    told = asked(world, "rating.ratings", Viewer.of(world.scene.people["scrutineer"]))
    assert all(words_of(agency, OPEN) in told for agency in AGENCIES if agency != "HEALTH")
    own = asked(world, "drafts.draft", world.scene.viewer("CSC"))
    assert words_of("CSC", BLIND) in own


@pytest.mark.parametrize("who", ["CSC", "scrutineer", "board_member", "manager"])
def test_an_address_that_names_an_agency_opens_no_form_that_was_entered_on_its_behalf(who: str, app: App):
    scene = a_scene(app)
    scene.fill_in(scene.at_desk_of("HEALTH"), said=Said(words="SECRET"), submit=False)
    viewer = Viewer(person=scene.people[who], agency="HEALTH")
    for query in ("drafts.draft", "drafts.own_progress", "rating.ratings", "rating.other_differences"):
        assert "SECRET" not in asked(World(scene=scene), query, viewer), query


def test_after_the_reveal_the_worlds_differ(app: App):
    told = []
    for number, variant in enumerate((0, 1)):
        world = World.made(app if number == 0 else _another(app), dict.fromkeys(AGENCIES, variant))
        world.scene.reveal(BLIND)
        told.append(asked(world, "rating.ratings", Viewer.of(world.scene.people["scrutineer"])))
    assert told[0] != told[1]


def _another(app: App) -> App:
    engine = work.open_engine(f"{app.engine.url}.second")
    migrate.upgrade(engine)
    return App(engine=engine, clock=app.clock)


def eyes(worlds: Mapping[str, World]) -> list[tuple[str, Callable[[World], Viewer], World]]:
    """Return everybody who looks, each with the world that differs in all that they may not see."""
    auditors = [(agency, _auditor(agency), worlds[f"others than {agency} differ"]) for agency in AGENCIES]
    different = worlds["everybody differs"]
    others = [(who, _person(who), different) for who in ("facilitator", "scrutineer", "board_member", "manager")]
    desks = [(f"facilitator at {ref}'s desk", _desk_of(ref), different) for ref in AGENCIES]
    return [*auditors, *others, *desks]


def _auditor(agency: str) -> Callable[[World], Viewer]:
    return lambda world: world.scene.viewer(agency)


def _person(who: str) -> Callable[[World], Viewer]:
    return lambda world: Viewer.of(world.scene.people[who])


def _desk_of(agency: str) -> Callable[[World], Viewer]:
    return lambda world: world.scene.at_desk_of(agency)
