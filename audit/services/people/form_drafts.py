"""Keeping what is typed in a form before it is handed in, so that a reload loses nothing.

In: who types, in which form, and the fields that changed.
Out: the draft kept for its writer alone; the draft gone once the form is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from audit.domain.people.form_drafts import FormDraft, FormKind, changed_elsewhere, must_fit
from audit.domain.people.person import Person, Viewer
from audit.errors import NOT_SHOWN, must_be_as_seen
from audit.store import trail
from audit.store.queries import people as queries
from audit.store.queries import rounds as round_queries
from audit.store.records import people as records
from audit.store.work import Db

_LONGEST = 120  # characters of a record's name in the trail


def draft(db: Db, *, viewer: Viewer, round_ref: str, kind: FormKind, about: str) -> FormDraft:
    """Return what the viewer has typed in a form and not handed in; no `round_ref`: the form is not about a round."""
    return queries.draft(db, viewer=viewer, round_id=_round_id(db, round_ref), kind=kind, about=about)


def keep(
    db: Db, *, by: Person, round_ref: str, kind: FormKind, about: str, fields: Mapping[str, str], now: datetime
) -> None:
    """Keep fields of a form; raises AuditError where one is too long, NotAllowed where it is not theirs to fill in."""
    by.must_be_allowed(kind.act)
    must_fit(about, fields)
    round_id = _round_id(db, round_ref)
    records.keep(db, round_id=round_id, person_id=by.id, kind=kind, about=about, fields=fields, now=now)
    named = f"{round_ref} {kind} {about} {' '.join(fields)}".strip()[:_LONGEST]
    trail.note(db, by=by, event="form draft saved", about=named, now=now, content=repr(sorted(fields.items())))


def drop(
    db: Db, *, by: Person, round_ref: str, kind: FormKind, about: str, seen: Mapping[str, str] = NOT_SHOWN
) -> None:
    """Let go of a draft, because the form was handed in; the act itself is what the trail notes.

    `seen` is what the person's window showed in the form; raises Conflict where another window of theirs has
    changed it since.
    """
    if seen is not NOT_SHOWN:
        fields = draft(db, viewer=Viewer.of(by), round_ref=round_ref, kind=kind, about=about).fields
        must_be_as_seen(dict(fields), dict(seen), changed_elsewhere(seen, fields))
    records.drop(db, round_id=_round_id(db, round_ref), person_id=by.id, kind=kind, about=about)


def begin_afresh(db: Db, *, by: Person, round_ref: str, kind: FormKind, about: str, now: datetime) -> None:
    """Delete a draft that its writer does not want any more."""
    by.must_be_allowed(kind.act)
    drop(db, by=by, round_ref=round_ref, kind=kind, about=about)
    trail.note(db, by=by, event="form draft deleted", about=f"{round_ref} {kind} {about}".strip()[:_LONGEST], now=now)


def _round_id(db: Db, round_ref: str) -> int | None:
    return round_queries.row_of(db, round_ref).id if round_ref else None
