"""The invented partnership: loaded through the services, as if its people had used the product for a year.

In: an app on an empty, up-to-date database.
Out: two rounds, the second the re-audit of the first, with ratings, judgements, findings and actions; all invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.app import App
from audit.errors import AuditError
from audit.library.frameworks import loading
from audit.library.stories import actions as over_time_story
from audit.library.stories import children, story_file
from audit.library.stories import partnership as stories
from audit.library.stories import readiness as edition
from audit.library.stories.readiness import read_all as read_readiness
from audit.seeding import dates, editions, inspection, over_time, partnership, readiness, rounds
from audit.seeding.note_writer import NoteWriter
from audit.seeding.stage import Cast
from audit.store.queries import people as people_queries
from audit.store.queries import rounds as round_queries


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was loaded."""

    partnership: str
    agencies: int
    people: int
    rounds: tuple[str, ...]
    cases: int
    ratings: int
    findings: int
    actions: int

    @property
    def in_words(self) -> str:
        """Return what was loaded in a few sentences, which say that it is invented."""
        return (
            f"{self.partnership} is loaded. It is invented: no real place, child or agency. "
            f"{self.agencies} agencies, {self.people} people, {len(self.rounds)} rounds ({', '.join(self.rounds)}), "
            f"{self.cases} cases, {self.ratings} ratings, {self.findings} findings and {self.actions} actions."
        )


def load(app: App) -> Summary:
    """Load the invented partnership, and return what it holds.

    Raises AuditError where the database holds a round or a partnership already; then nothing is changed.
    """
    _must_be_empty(app)
    invented = stories.read_all()
    installed = {framework.id: framework for framework in loading.read_all()}
    pens = {
        story.ref: NoteWriter(invented.notes, turn, len(invented.rounds)) for turn, story in enumerate(invented.rounds)
    }
    people, journeys = partnership.set_up(app, invented.partnership), children.read_journeys(story_file.FOLDER)
    cast = Cast(app=app, people=people, writers=pens, journeys=journeys)
    readiness.keep(cast, read_readiness(), tuple(installed.values()))
    for story in invented.rounds:
        rounds.play(cast, story, invented.cases[story.ref], installed)
    dates.tell(cast, children.read_dates())
    editions.keep(cast, edition.read_edition())
    over_time.tell(cast, over_time_story.read())
    inspection.tell(cast, edition.read_inspection())
    cases = [case for story in invented.rounds for case in invented.cases[story.ref]]
    return Summary(
        partnership=invented.partnership.name,
        agencies=len(invented.partnership.agencies),
        people=len(invented.partnership.people),
        rounds=tuple(story.ref for story in invented.rounds),
        cases=len(cases),
        ratings=sum(len(case.forms) for case in cases),
        findings=sum(len(story.findings) + len(story.merges) for story in invented.rounds),
        actions=sum(len(story.actions) for story in invented.rounds),
    )


def _must_be_empty(app: App) -> None:
    with app.reading() as db:
        if round_queries.any_at_all(db):
            raise AuditError(
                "There is a round here already, so the invented partnership is not loaded. "
                "Point SEVEN_STATEMENTS_DATA at an empty folder to look round it."
            )
        if people_queries.partnership(db) is not None:
            raise AuditError(
                "A partnership is set up here already, so the invented one is not loaded. "
                "Point SEVEN_STATEMENTS_DATA at an empty folder to look round it."
            )
