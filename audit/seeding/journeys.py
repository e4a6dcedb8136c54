"""How help came to each child, and who is around them, entered as a facilitator would from the chronology.

In: what is written of the children.
Out: their events and ties, kept with their cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from audit.domain.frameworks.framework import Framework, Key
from audit.domain.journeys import pathway
from audit.domain.journeys.ecomap import Tie
from audit.domain.journeys.pathway import Event
from audit.library.stories.children import JourneyStory
from audit.library.stories.partnership import CaseStory
from audit.seeding.stage import Cast
from audit.services import journeys
from audit.store.work import Db


def tell(
    db: Db, cast: Cast, round_ref: str, cases: Sequence[CaseStory], installed: Mapping[str, Framework], now: datetime
) -> None:
    """Enter what is written of the journeys of a round's children."""
    framework = pathway.framework_of((), installed.values())
    for case in cases:
        journey = cast.journeys.get(case.ref)
        if journey is not None:
            at = {"by": cast.facilitator, "round_ref": round_ref, "case_ref": case.ref, "now": now}
            _enter_journey(db, journey, framework, at)


def _enter_journey(db: Db, journey: JourneyStory, framework: Framework, at: dict[str, Any]) -> None:
    for event_story in journey.events:
        event = Event(
            part=Key(framework.id, event_story.part),
            on=event_story.day,
            approximate=event_story.about,
            what=event_story.what,
            who=event_story.who,
            agency=event_story.agency,
        )
        journeys.add_event(db, framework=framework, event=event, **at)
    for tie in journey.ties:
        new = Tie(role=Key(framework.id, tie.role), who=tie.who, strength=tie.strength, direction=tie.way)
        journeys.add_tie(db, framework=framework, tie=new, **at)
    missing = [Key(framework.id, role) for role in journey.missing]
    journeys.mark_missing(db, framework=framework, roles=missing, seen=(), **at)
