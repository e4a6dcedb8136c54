"""A round's story, told in the order in which it happened.

In: what is written of a round and its cases.
Out: the round, at the stage that its story has come to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from audit.domain.frameworks.framework import Framework, Scale
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.rounds.measurements import Measurement
from audit.library.stories.partnership import CaseStory, RoundStory
from audit.seeding import checks, forms, journeys, outcomes, workshop
from audit.seeding.stage import Cast
from audit.services.rating import form
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import rounds as queries
from audit.store.work import Db


def play(cast: Cast, story: RoundStory, cases: Sequence[CaseStory], installed: Mapping[str, Framework]) -> None:
    """Tell a round from its opening to where it stands, one unit of work a step."""
    steps: list[tuple[str, datetime]] = list(story.steps.items())
    with cast.app.unit_of_work() as db:
        _open(db, cast, story, cases, installed)
    for stage, at in steps:
        with cast.app.unit_of_work() as db:
            setup.advance(db, by=cast.facilitator, round_ref=story.ref, now=at)
            if Stage(stage) is Stage.RATING:
                journeys.tell(db, cast, story.ref, cases, installed, at)
            _after(db, cast, story, cases, Stage(stage))
    with cast.app.unit_of_work() as db:
        outcomes.follow_up(db, cast, story)
    with cast.app.unit_of_work() as db:
        checks.decide(db, cast, story)


def _open(
    db: Db, cast: Cast, story: RoundStory, cases: Sequence[CaseStory], installed: Mapping[str, Framework]
) -> None:
    by, now = cast.facilitator, story.opened_at
    frameworks = tuple(installed[ref] for ref in story.frameworks)
    opening = Opening(
        ref=story.ref,
        title=story.title,
        theme=story.theme,
        frameworks=frameworks,
        scale=_scale(frameworks, story.scale),
        agencies=story.agencies,
        dates=story.dates,
        period=story.period,
        chosen_how=story.chosen_how,
        drawn=story.drawn,
        reaudit_of=story.reaudit_of,
    )
    setup.open_round(db, by=by, opening=opening, now=now)
    for case in cases:
        setup.add_case(db, by=by, round_ref=story.ref, case=_case(case), now=now)
        for agency in case.not_asked:
            setup.ask(
                db,
                by=by,
                round_ref=story.ref,
                case_ref=case.ref,
                agency_ref=agency,
                involvement=Involvement.NOT_ASKED,
                now=now,
            )


def _after(db: Db, cast: Cast, story: RoundStory, cases: Sequence[CaseStory], stage: Stage) -> None:
    """Tell what happened once the round had come to a stage."""
    if stage is Stage.RATING:
        _rate(db, cast, story, cases)
    if stage is Stage.WORKSHOP:
        workshop.agree(db, cast, story.ref, cases)
        if Stage.FINDINGS.value not in story.steps:
            outcomes.find(db, cast, story)
            outcomes.decide(db, cast, story)
    if stage is Stage.FINDINGS:
        outcomes.find(db, cast, story)
    if stage is Stage.PLAN:
        outcomes.decide(db, cast, story)
    if stage is Stage.BOARD and story.seen_by_board is not None:
        at = story.steps[Stage.CLOSED.value]
        setup.seen_by_board(db, by=cast.facilitator, round_ref=story.ref, on=story.seen_by_board, now=at)
        outcomes.add_board_questions(db, cast, story)


def _rate(db: Db, cast: Cast, story: RoundStory, cases: Sequence[CaseStory]) -> None:
    audit_round = queries.by_ref(db, story.ref)
    for case in cases:
        for agency in case.none_found:
            by = cast.people[agency.lower()]
            form.no_involvement(
                db,
                viewer=Viewer.of(by),
                round_ref=story.ref,
                case_ref=case.ref,
                involved=False,
                now=story.steps[Stage.RATING.value],
            )
        for agency in case.forms:
            forms.fill_in(db, cast, audit_round, case, agency)
    workshop.raise_concerns(db, cast, story)


def _scale(frameworks: Sequence[Framework], ref: str) -> Scale:
    return next(scale for framework in frameworks for scale in framework.scales if scale.ref == ref)


def _case(story: CaseStory) -> Case:
    return Case(
        ref=story.ref,
        population=story.population,
        age_band=story.age_band,
        gender=story.gender,
        placement=story.placement,
        out_of_area=story.out_of_area,
        same_throughout=story.same_throughout,
        ethnic_group=story.ethnic_group,
        disability=story.disability,
        family_group=story.family_group,
        how_chosen=story.how_chosen,
        processes=story.processes,
        measurements=tuple(
            Measurement(kind=measurement.kind, on=measurement.measured_on, value=measurement.value)
            for measurement in story.measurements
        ),
        child_spoken_to=story.child_spoken_to,
        child_spoken_to_by=story.child_spoken_to_by,
        carer_spoken_to=story.carer_spoken_to,
        carer_spoken_to_by=story.carer_spoken_to_by,
    )
