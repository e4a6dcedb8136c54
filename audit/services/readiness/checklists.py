"""Working through recommendations: saying where each stands, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.domain.frameworks.framework import Framework, Key, Recommendation
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness import checklists as rules
from audit.domain.readiness.checklists import Checklist, Entry
from audit.domain.release import leaving
from audit.errors import AuditError
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import checklists as queries
from audit.store.queries import people as people_queries
from audit.store.queries import release as release_queries
from audit.store.queries.evidence import works_with
from audit.store.records import checklists as records
from audit.store.work import Db


def every(db: Db, *, viewer: Viewer, frameworks: Sequence[Framework]) -> tuple[Checklist, ...]:
    """Return every checklist of the frameworks, with what was last said of each recommendation.

    Who works with them gets the texts as they were written, who only reads as they may leave.
    """
    found = queries.entries(db, viewer=viewer)
    if found and not works_with(viewer):
        release = release_queries.for_reader(db, viewer=viewer, look=look)
        found = {key: leaving.entry(release, one) for key, one in queries.every(db).items()}
    return rules.checklists(frameworks, found)


def history(db: Db, *, viewer: Viewer, item: Key) -> tuple[Entry, ...]:
    """Return everything that was said of a recommendation, the newest first, in the same way."""
    found = queries.history(db, viewer=viewer, item=item)
    if not found or works_with(viewer):
        return found
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.entry(release, one) for one in queries.every_version(db, item=item))


def held_back(db: Db, *, entry: Entry) -> tuple[str, ...]:
    """Return which texts of what was said of a recommendation nobody outside the audit group reads, by their place."""
    release = release_queries.release(db, audience=Audience.BOARD, look=look)
    leaving.entry(release, entry)
    return tuple(checked.passage.where for checked in release.clearance().checked if checked.is_open)


def say(db: Db, *, by: Person, frameworks: Sequence[Framework], entry: Entry, now: datetime) -> int:
    """Add what is said of a recommendation, and return its version.

    Raises AuditError for what is missing or a recommendation that is not to be worked through here, and Conflict where
    somebody said something since `entry.version`.
    """
    by.must_be_allowed(Act.KEEP_EVIDENCE)
    _must_be_local(frameworks, entry.item)
    entry.must_be_sound()
    if entry.lead_agency:
        people_queries.agency_row(db, entry.lead_agency)
    version = records.add(db, entry=entry, by=by, now=now)
    about = f"checklist {entry.item}"
    trail.note(db, by=by, event="checklist worked through", about=about, version=version, now=now, content=repr(entry))
    return version


def erase(db: Db, *, by: Person, item: Key, confirmed: str, now: datetime) -> None:
    """Erase everything that was said of a recommendation, every version; the caller rewrites the file afterwards.

    `confirmed` is the recommendation's ref, typed by the person; raises AuditError where it is not.
    """
    by.must_be_allowed(Act.SET_UP)
    if confirmed.strip() != item.ref:
        raise AuditError(f"Nothing was erased. To erase what was said of it for good, type {item.ref} in the box.")
    if not records.erase(db, item):
        raise AuditError(f"Nothing is said of {item.ref}, so there is nothing to erase.")
    trail.note(db, by=by, event="checklist text erased", about=f"checklist {item}", now=now)


def _must_be_local(frameworks: Sequence[Framework], key: Key) -> None:
    for framework in frameworks:
        if framework.id == key.framework:
            item = framework.item(key.ref)
            if not isinstance(item, Recommendation):
                raise AuditError(f"{key.ref} is not a recommendation, so there is nothing to work through.")
            if item.national:
                raise AuditError(f"{key.ref} is addressed to {item.addressee}, so it is shown and not scored.")
            return
    raise AuditError(f"There is no checklist {key.framework} here. Choose one from the list.")
