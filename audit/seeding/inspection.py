"""A practice run of an inspection: notified, what was asked for sent, and over.

In: what is written of it.
Out: the inspection in the database, with its list.
"""

from __future__ import annotations

from dataclasses import replace

from audit.domain.inspection.notified import InspectionKind, Notified
from audit.domain.people.person import Viewer
from audit.library import bank_holidays
from audit.library.own_files import local_lists
from audit.library.stories.readiness import InspectionStory, PracticeStory
from audit.seeding.stage import Cast
from audit.services.inspection import notified
from audit.store.queries import inspection as queries
from audit.store.work import Db


def tell(cast: Cast, story: InspectionStory) -> None:
    """Notify the practice run, send what was asked for, and call it off when its week is over."""
    told, by = story.practice, cast.facilitator
    new = Notified(id=0, kind=InspectionKind.REHEARSED, notified_on=told.notified_on, note=told.note)
    with cast.app.unit_of_work() as db:
        found = notified.notify(
            db,
            by=by,
            inspection=new,
            steps=local_lists.inspection_clock(),
            holidays=bank_holidays.england(),
            now=told.at,
        )
        _send(db, cast, found, told)
        kept = next(one for one in queries.inspections(db, viewer=Viewer.of(by)) if one.id == found)
        notified.call_off(db, by=by, inspection=kept, reason=told.called_off, now=told.called_off_at)


def _send(db: Db, cast: Cast, inspection: int, told: PracticeStory) -> None:
    asked = {one.what: one for one in queries.requests(db, viewer=Viewer.of(cast.facilitator), inspection=inspection)}
    for sent in told.requests:
        request = replace(asked[sent.what], who=sent.who)
        notified.tick(db, by=cast.facilitator, inspection=inspection, request=request, sent=True, now=sent.at)
