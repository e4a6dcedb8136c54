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
    practice, by = story.practice, cast.facilitator
    new = Notified(id=0, kind=InspectionKind.REHEARSED, notified_on=practice.notified_on, note=practice.note)
    with cast.app.unit_of_work() as db:
        inspection_id = notified.notify(
            db,
            by=by,
            inspection=new,
            steps=local_lists.inspection_clock(),
            holidays=bank_holidays.england(),
            now=practice.at,
        )
        _send(db, cast, inspection_id, practice)
        inspection = next(
            candidate for candidate in queries.inspections(db, viewer=Viewer.of(by)) if candidate.id == inspection_id
        )
        notified.call_off(db, by=by, inspection=inspection, reason=practice.called_off, now=practice.called_off_at)


def _send(db: Db, cast: Cast, inspection: int, practice: PracticeStory) -> None:
    requests = {
        request.what: request
        for request in queries.requests(db, viewer=Viewer.of(cast.facilitator), inspection=inspection)
    }
    for sent in practice.requests:
        request = replace(requests[sent.what], who=sent.who)
        notified.tick(db, by=cast.facilitator, inspection=inspection, request=request, sent=True, now=sent.at)
