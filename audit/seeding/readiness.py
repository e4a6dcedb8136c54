"""What the partnership could show: its evidence register, and how far it has come with recommendations.

In: what is written of both.
Out: both in the database, said in the order in which it was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.frameworks.framework import Framework, Key
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence
from audit.library.stories.readiness import EntryStory, EvidenceStory, ReadinessStories
from audit.seeding.stage import STATEMENTS, Cast
from audit.services.readiness import assessment, evidence
from audit.store.work import Db

CRITERIA = "jtai-mental-health-2019"


def keep(cast: Cast, stories: ReadinessStories, frameworks: Sequence[Framework]) -> None:
    """Fill the register and the checklists."""
    with cast.app.unit_of_work() as db:
        first = min(piece.at for piece in stories.register.evidence)
        evidence.set_months(db, by=cast.facilitator, months=stories.register.months, now=first)
        for piece in stories.register.evidence:
            evidence.add(db, by=cast.people[piece.by], frameworks=frameworks, evidence=_evidence(piece), now=piece.at)
        _work_through(db, cast, stories, frameworks)


def _work_through(db: Db, cast: Cast, stories: ReadinessStories, frameworks: Sequence[Framework]) -> None:
    entries = [
        (entry.at, _entry(Key.parse(item.item), entry, version), entry.by)
        for item in stories.checklists.items
        for version, entry in enumerate(item.said)
    ]
    for at, entry, by in sorted(entries, key=lambda timed_entry: timed_entry[0]):
        assessment.say(db, by=cast.people[by], frameworks=frameworks, entry=entry, now=at)


def _entry(item: Key, story: EntryStory, version: int) -> Entry:
    return Entry(
        item=item,
        state=story.state,
        lead_agency=story.lead,
        owner=story.owner,
        review_on=story.review_on,
        narrative=story.narrative.strip(),
        evidence=story.evidence.strip(),
        evidence_refs=story.evidence_refs,
        why=story.why.strip(),
        version=version,
    )


def _evidence(story: EvidenceStory) -> Evidence:
    return Evidence(
        ref="",
        title=story.title,
        kind=story.kind,
        shows=story.shows.strip(),
        way=story.way,
        about=tuple(Key(STATEMENTS if ref.startswith("QS") else CRITERIA, ref) for ref in story.about),
        owner=story.owner,
        kept_at=story.kept_at,
        dated=story.dated,
        looked_at_by=story.looked_at_by,
        review_by=story.review_by,
    )
