"""When things happened for the invented children, and how their cases were drawn.

In: the stories of dates.
Out: the dates of each case as its coordinator kept them, and the draw on its round.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.days import day_of
from audit.library.stories.children import DatesStory
from audit.seeding.stage import Cast
from audit.services.rounds import dates, draws


def tell(cast: Cast, stories: Sequence[DatesStory]) -> None:
    """Keep the draw and the dates of each story's round."""
    by = cast.facilitator
    for story in stories:
        with cast.app.unit_of_work() as db:
            draws.note_draw(db, by=by, round_ref=story.round, draw=story.draw.as_draw(), now=story.drawn_at)
            for ref, case in story.cases.items():
                dates.keep_dates(
                    db,
                    by=by,
                    round_ref=story.round,
                    case_ref=ref,
                    dates=case.as_dates(),
                    today=day_of(case.kept_at),
                    now=case.kept_at,
                )
