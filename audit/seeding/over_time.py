"""Over time: what the re-audit said of the last round's findings, and which rounds are planned.

In: what is written of both.
Out: both in the database, as they stand.
"""

from __future__ import annotations

from collections import Counter

from audit.domain.over_time.programme import Planned
from audit.domain.over_time.reaudit import Settlement
from audit.library.stories.actions import OverTimeStory
from audit.seeding.stage import Cast
from audit.services.over_time import reaudit


def tell(cast: Cast, story: OverTimeStory) -> None:
    """Settle what was settled of the last round's findings, and plan what is planned."""
    by = cast.facilitator
    with cast.app.unit_of_work() as db:
        for round_ref, settled in story.settled.items():
            versions: Counter[str] = Counter()
            for settled_story in settled:
                settlement = Settlement(
                    finding=settled_story.finding, seen=settled_story.seen, looked_at=settled_story.looked_at.strip()
                )
                reaudit.settle(
                    db,
                    by=by,
                    round_ref=round_ref,
                    settlement=settlement,
                    seen_version=versions[settled_story.finding],
                    now=settled_story.at,
                )
                versions[settled_story.finding] += 1
        for plan in story.planned:
            planned = Planned(title=plan.title, theme=plan.theme, on=plan.opens_on, reaudit_of=plan.reaudit_of)
            reaudit.plan_round(db, by=by, planned=planned, now=plan.at)
