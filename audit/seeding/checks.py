"""The check before papers leave: what was decided about a round's texts.

In: what is written of the decisions.
Out: the decisions in the database; texts that the story says nothing of wait for somebody.
"""

from __future__ import annotations

from audit.domain.people.person import Viewer
from audit.domain.release.deciding import Choice
from audit.library.stories.partnership import RoundStory
from audit.seeding.stage import Cast
from audit.services.release import decisions, papers
from audit.store.work import Db


def decide(db: Db, cast: Cast, story: RoundStory) -> None:
    """Decide on the texts of a round's plan as its story says."""
    if not story.checked:
        return
    paper = papers.plan_paper(
        db,
        viewer=Viewer.of(cast.facilitator),
        round_ref=story.ref,
        today=story.checked[-1].at.date(),
        now=story.checked[-1].at,
        with_cases=False,
    )
    places = {
        (checked.passage.record, checked.passage.ref, checked.passage.field): checked
        for checked in paper.clearance.checked
    }
    for check in story.checked:
        decisions.decide(
            db,
            by=cast.people[check.by],
            checked=places[check.record, check.ref, check.field],
            choice=Choice(state=check.state, wording=check.wording, reason=check.reason),
            now=check.at,
        )
