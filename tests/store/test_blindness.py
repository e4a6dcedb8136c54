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
from audit.library.names.looking import look
from audit.store import migrate, work
from audit.store import queries as queries_package
from audit.store.queries import (
    actions,
    board,
    checklists,
    coherence,
    dates,
    drafts,
    editions,
    evidence,
    findings,
    following,
    form_drafts,
    inspections,
    journeys,
    letter_drafts,
    mentions,
    moderation,
    notified,
    over_time,
    participation,
    people,
    plans,
    rating,
    readiness,
    release,
    rounds,
    sign_ins,
    trail,
    writers,
)
from audit.store.queries.drafts import Desk
from audit.store.tables.rating import DraftGradeRow
from audit.store.work import Db
from tests.scenes import AGENCIES, ROUND, Said, a_scene
from tests.worlds import BLIND, OPEN, World, words_of

RECOMMENDED = "ewg-recommendations-2017"
Ask = Callable[[Db, Viewer, Round], object]


def _desk(db: Db, viewer: Viewer, case: str) -> Desk:
    return drafts.desk(db, viewer=viewer, round_ref=ROUND, case_ref=case)


def _per_case(ask: Callable[[Db, Viewer, Round, str], object]) -> Ask:
    return lambda db, viewer, audit_round: [ask(db, viewer, audit_round, case) for case in (BLIND, OPEN)]


def _per_agency(ask: Callable[[Db, Viewer, Round, str], object]) -> Ask:
    return lambda db, viewer, audit_round: [ask(db, viewer, audit_round, agency) for agency in AGENCIES]


def _nothing_read(_db: Db, _viewer: Viewer, _round: Round) -> None:
    """Stand for a function that reads no row by itself: it turns one that was read into a value, or is a WHERE."""


QUERIES: Mapping[str, Ask] = {
    "actions.actions": lambda db, viewer, r: actions.actions(db, viewer=viewer, audit_round=r),
    "actions.no_actions": lambda db, viewer, r: actions.no_actions(db, viewer=viewer, audit_round=r),
    "actions.every": lambda db, _, r: actions.every(db, audit_round=r),
    "actions.every_no_action": lambda db, _, r: actions.every_no_action(db, audit_round=r),
    "board.answers_of_cases": lambda db, viewer, r: board.answers_of_cases(db, viewer=viewer, audit_round=r),
    "board.asks": lambda db, _, r: board.asks(db, round_ref=r.ref),
    "board.every_question": lambda db, *_: board.every_question(db),
    "board.own_grades": lambda db, viewer, r: board.own_grades(
        db, viewer=viewer, audit_round=r, judgements=moderation.judgements_for_papers(db, audit_round=r)
    ),
    "board.question": _nothing_read,
    "board.questions": lambda db, viewer, _: board.questions(db, viewer=viewer),
    "board.told": lambda db, *_: board.told(db),
    "board.round_before": lambda db, _, r: board.round_before(db, audit_round=r),
    "checklists.entries": lambda db, viewer, _: checklists.entries(db, viewer=viewer),
    "checklists.entry": _nothing_read,
    "checklists.every": lambda db, *_: checklists.every(db),
    "checklists.every_version": lambda db, *_: checklists.every_version(db, item=Key(RECOMMENDED, "R1")),
    "checklists.history": lambda db, viewer, _: checklists.history(db, viewer=viewer, item=Key(RECOMMENDED, "R1")),
    "coherence.counts": lambda db, viewer, r: coherence.counts(db, viewer=viewer, audit_round=r),
    "coherence.other_differences": _per_case(
        lambda db, v, r, case: coherence.other_differences(db, viewer=v, audit_round=r, case_ref=case)
    ),
    "dates.dates_of_case": _per_case(lambda db, _v, _r, case: dates.dates_of_case(db, ROUND, case)),
    "dates.dates_of_round": lambda db, *_: dates.dates_of_round(db, ROUND),
    "dates.draws": lambda db, *_: dates.draws(db, ROUND),
    "drafts.begun_by_own_auditor": lambda *_: str(drafts.begun_by_own_auditor(DraftGradeRow)),
    "drafts.correction_reason": _per_case(lambda db, v, _r, case: drafts.correction_reason(db, _desk(db, v, case))),
    "drafts.desk": _per_case(lambda db, v, _r, case: _desk(db, v, case)),
    "drafts.draft": _per_case(lambda db, v, _r, case: drafts.draft(db, viewer=v, round_ref=ROUND, case_ref=case)),
    "drafts.draft_at": _per_case(
        lambda db, v, _r, case: drafts.draft_at(db, at=_desk(db, v, case), case_ref=case, agency_ref=v.agency or "")
    ),
    "drafts.own_progress": lambda db, viewer, r: drafts.own_progress(db, viewer=viewer, audit_round=r),
    "editions.kept_in_rounds": lambda db, *_: editions.kept_in_rounds(db),
    "editions.saved": lambda db, *_: editions.saved(db),
    "editions.standings": lambda db, *_: editions.standings(db),
    "entries.account_from": _nothing_read,
    "entries.answer_from": _nothing_read,
    "entries.grade_from": _nothing_read,
    "evidence.every": lambda db, *_: evidence.every(db),
    "evidence.every_version": lambda db, *_: evidence.every_version(db, ref="E1"),
    "evidence.works_with": lambda _, viewer, __: evidence.works_with(viewer),
    "evidence.history": lambda db, viewer, _: evidence.history(db, viewer=viewer, ref="E1"),
    "dates.school_terms": lambda db, *_: dates.school_terms(db),
    "evidence.months": lambda db, *_: evidence.months(db),
    "evidence.register": lambda db, viewer, _: evidence.register(db, viewer=viewer),
    "findings.every": lambda db, _, r: findings.every(db, audit_round=r),
    "findings.findings": lambda db, viewer, r: findings.findings(db, viewer=viewer, audit_round=r),
    "mentions.mentions": lambda db, viewer, _: mentions.mentions(db, viewer=viewer, references=(BLIND, OPEN)),
    "notified.corrections": lambda db, viewer, _: notified.corrections(db, viewer=viewer, inspection=1),
    "notified.inspection": _nothing_read,
    "notified.request": _nothing_read,
    "notified.statement_sent": lambda db, _, r: notified.statement_sent(db, audit_round=r),
    "notified.inspections": lambda db, viewer, _: notified.inspections(db, viewer=viewer),
    "notified.requests": lambda db, viewer, _: notified.requests(db, viewer=viewer, inspection=1),
    "journeys.event_from": _nothing_read,
    "journeys.events": lambda db, viewer, r: journeys.events(db, viewer=viewer, audit_round=r),
    "journeys.tie_from": _nothing_read,
    "journeys.ties": lambda db, viewer, r: journeys.ties(db, viewer=viewer, audit_round=r),
    "inspections.audits": lambda db, *_: inspections.audits(db),
    "inspections.inspection": lambda db, _, r: inspections.inspection(db, audit_round=r),
    "inspections.quotations": lambda db, viewer, r: inspections.quotations(db, viewer=viewer, audit_round=r),
    "inspections.every": lambda db, *_: inspections.every(db),
    "inspections.refs": lambda db, *_: inspections.refs(db),
    "letter_drafts.begun": lambda db, viewer, _: letter_drafts.begun(db, viewer=viewer),
    "letter_drafts.draft": lambda db, viewer, _: letter_drafts.draft(db, viewer=viewer, mark="a digest"),
    "moderation.concerns": lambda db, viewer, _: moderation.concerns(db, viewer=viewer),
    "moderation.draft": _per_case(
        lambda db, v, r, case: moderation.draft(db, viewer=v, audit_round=r, case_ref=case, statement=None)
    ),
    "moderation.judgements": lambda db, viewer, r: moderation.judgements(
        db, viewer=viewer, audit_round=r, all_versions=True
    ),
    "moderation.judgements_for_papers": lambda db, _, r: moderation.judgements_for_papers(db, audit_round=r),
    "moderation.pulse": lambda db, _, r: moderation.pulse(db, audit_round=r),
    "moderation.showing": lambda db, _, r: moderation.showing(db, audit_round=r),
    "over_time.planned": lambda db, *_: over_time.planned(db),
    "over_time.planned_from": _nothing_read,
    "over_time.planned_row": lambda db, *_: over_time.planned_row(db, 1),
    "over_time.settlement": _nothing_read,
    "over_time.settlements": lambda db, viewer, r: over_time.settlements(db, viewer=viewer, audit_round=r),
    "participation.participation": lambda db, _, r: participation.participation(db, audit_round=r),
    "people.agencies": lambda db, *_: people.agencies(db),
    "people.agency_from": _nothing_read,
    "people.agency_row": _per_agency(lambda db, _v, _r, agency: people.agency_row(db, agency)),
    "people.emergency": lambda db, *_: people.emergency(db),
    "people.names": lambda db, *_: people.names(db),
    "people.partnership": lambda db, *_: people.partnership(db),
    "people.people": lambda db, *_: people.people(db),
    "people.person": lambda db, viewer, _: people.person(db, viewer.person.id),
    "people.person_by_email": lambda db, *_: people.person_by_email(db, "nobody@example.org"),
    "plans.plan": lambda db, viewer, r: plans.plan(db, viewer=viewer, audit_round=r),
    "plans.to_release": lambda db, viewer, r: plans.to_release(db, viewer=viewer, audit_round=r),
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
    "release.hands_on": lambda db, *_: sorted(release.hands_on(db)),
    "release.readers": lambda db, *_: release.readers(db),
    "release.references": lambda db, *_: release.references(db),
    "release.release": lambda db, *_: release.release(db, audience=Audience.BOARD, look=look).decisions,
    "release.is_there": _per_case(
        lambda db, _v, _r, case: release.is_there(
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
    "following.from_file": lambda db, viewer, r: following.from_file(db, viewer=viewer, audit_round=r),
    "following.owned_roles": lambda db, viewer, _: following.owned_roles(db, viewer=viewer),
    "following.plan_versions": lambda db, viewer, r: following.plan_versions(db, viewer=viewer, audit_round=r),
    "form_drafts.begun": lambda db, viewer, r: form_drafts.begun(
        db, viewer=viewer, audit_round=r, kind=FormKind.FINDING
    ),
    "form_drafts.draft": lambda db, viewer, r: form_drafts.draft(
        db, viewer=viewer, audit_round=r, kind=FormKind.FINDING, about="new"
    ),
    "rounds.one": lambda db, *_: rounds.one(db, ROUND),
    "rounds.refs": lambda db, *_: rounds.refs(db),
    "rounds.row_of": lambda db, *_: rounds.row_of(db, ROUND),
    "sign_ins.by_mark": lambda db, *_: sign_ins.by_mark(db, "a mark"),
    "trail.count": lambda db, *_: trail.count(db),
    "trail.last_event": _per_agency(
        lambda db, _v, _r, agency: trail.last_event(db, about=f"{ROUND}/{BLIND} {agency}", events=("rating",))
    ),
    "trail.lines": lambda db, *_: trail.lines(db, most=5000),
    "writers.agencies_of": lambda db, viewer, r: sorted(
        writers.agencies_of(writers.writers(db, audit_round=r), viewer.person.id)
    ),
    "writers.own_forms": lambda db, _, r: sorted(writers.own_forms(writers.writers(db, audit_round=r))),
    "writers.writers": lambda db, _, r: writers.writers(db, audit_round=r),
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
            return repr(QUERIES[query](db, viewer, rounds.one(db, ROUND)))
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
    for query in ("drafts.draft", "drafts.own_progress", "rating.ratings", "coherence.other_differences"):
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
