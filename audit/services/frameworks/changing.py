"""Changing what is on the shelf: published wording in place of ours, and editions that are no longer offered.

In: an edition, and what somebody wants of it.
Out: a new version, or a new standing; rounds keep the copies they were opened with.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Edition, PublishedWording
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Act, Person
from audit.errors import AuditError, Conflict
from audit.library.frameworks import loading as library
from audit.library.frameworks import writing
from audit.library.frameworks.faults import refusal
from audit.services.frameworks import shelf
from audit.store import trail
from audit.store.queries import editions as queries
from audit.store.records import editions as records
from audit.store.work import Db


def put_wording(
    db: Db,
    *,
    by: Person,
    name: str,
    ref: str,
    wording: PublishedWording,
    seen_version: int,
    now: datetime,
    edition: str = "",
) -> Framework:
    """Put published wording in place of an item's own, and return the new version of the partnership's edition.

    `edition` is the suffix, needed for a framework that came with the product. Raises Conflict where somebody saved
    another version than the one seen, and AuditError where something is missing.
    """
    by.must_be_allowed(Act.SET_UP)
    there = shelf.find(db, name)
    if not there.own:
        suffix = edition.strip() or shelf.suggested_edition(db)
        mine = [one for one in editions.newest(queries.saved(db)) if one.name == f"{there.framework.id}-{suffix}"]
        there = mine[0] if mine else replace(there, framework=replace(there.framework, edition=suffix))
    if there.framework.version != seen_version:
        raise Conflict(
            f"Version {there.framework.version} of {there.name} was saved meanwhile. Look at it, then decide again.",
            theirs=there.framework.item(ref).text if _has(there.framework, ref) else "",
            version=there.framework.version,
        )
    made = editions.with_wording(there.framework, ref, wording)
    made = replace(made, version=shelf.next_version(db, made.id))
    found = library.checked(writing.as_data(made), file=made.name, beside=shelf.beside(db, made.id))[1]
    if found:
        raise refusal(found)
    shelf.save(db, made, by=by, now=now)
    return made


def retire(db: Db, *, by: Person, name: str, reason: str, now: datetime) -> None:
    """Offer an edition no longer; rounds that used it keep their copy.

    Raises AuditError without a reason, or where no round could be opened any more.
    """
    by.must_be_allowed(Act.SET_UP)
    there = shelf.find(db, name)
    if there.retired:
        raise AuditError(f"{there.framework.title} is retired already.")
    if not reason.strip():
        raise AuditError("Say why it is no longer offered.")
    left = [one for one in shelf.offered(db) if one.name != name]
    if not any(one.graded() for one in left):
        raise AuditError("This is the last framework that cases can be graded against, so it stays.")
    _stand(db, there, retired=True, reason=reason.strip(), by=by, now=now)


def offer_again(db: Db, *, by: Person, name: str, now: datetime) -> None:
    """Offer a retired edition again; raises AuditError where it is not retired."""
    by.must_be_allowed(Act.SET_UP)
    there = shelf.find(db, name)
    if not there.retired:
        raise AuditError(f"{there.framework.title} is offered already.")
    _stand(db, there, retired=False, reason="", by=by, now=now)


def _stand(db: Db, there: Edition, *, retired: bool, reason: str, by: Person, now: datetime) -> None:
    version = there.framework.version
    records.set_standing(db, name=there.name, version=version, retired=retired, reason=reason, by=by, now=now)
    event = "framework retired" if retired else "framework offered again"
    trail.note(db, by=by, event=event, about=f"framework {there.name}"[:120], now=now, version=version, content=reason)


def _has(framework: Framework, ref: str) -> bool:
    return any(item.ref == ref for item in framework.items)
