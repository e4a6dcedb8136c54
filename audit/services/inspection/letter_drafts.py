"""Checking a letter that was read: every correction is kept at once, until the findings are kept.

In: who checks, which letter by the digest of its file, and what they change.
Out: the letter's draft, kept for its checker alone; gone once its findings are kept or it is thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from audit.domain.inspection import letter_drafts as rules
from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_facts import Letter
from audit.domain.inspection.letter_reading import FoundKind, Line
from audit.domain.people.person import Act, Person, Viewer
from audit.errors import NOT_SHOWN, AuditError, must_be_as_seen
from audit.store import trail
from audit.store.queries import inspection as queries
from audit.store.records import inspection as records
from audit.store.work import Db

_TEXTS = {"area": 160, "theme": 300, "principal_authority": 700}  # characters
_CHANGED = "Another window of yours changed this meanwhile. It says now: “{}”"
_DAYS = ("inspection_start", "inspection_end", "published", "due")


def mark_of(content: bytes) -> str:
    """Return the digest by which a letter's file is known again."""
    return sha256(content).hexdigest()


def round_ref_of(db: Db, *, mark: str) -> str | None:
    """Return the ref of the round that this file was kept as; None where it was not."""
    return next((ref for ref, inspection in queries.every(db).items() if inspection.mark == mark), None)


def begin(db: Db, *, by: Person, mark: str, name: str, letter: Letter, lines: Sequence[Line], now: datetime) -> None:
    """Keep a letter as it was read, so that it can be checked; one that was begun stays as it is.

    Raises AuditError for a letter that is kept already, or with more findings than a letter has, and NotAllowed.
    """
    _must_be_allowed(by)
    if (ref := round_ref_of(db, mark=mark)) is not None:
        raise AuditError(f"This very letter is kept already, as {ref}. Its findings stand above.")
    if queries.draft(db, viewer=Viewer.of(by), mark=mark) is not None:
        return
    records.add_letter_draft(
        db,
        person_id=by.id,
        mark=mark,
        name=name,
        lines=lines,
        particulars=rules.inspection_of(letter),
        findings=rules.findings_of(letter),
        now=now,
    )
    trail.note(db, by=by, event="letter being checked", about=_about(mark), now=now)


def say(
    db: Db,
    *,
    by: Person,
    mark: str,
    field: str,
    value: str | date | None,
    now: datetime,
    seen: str | date | None = NOT_SHOWN,
) -> None:
    """Keep one thing that the letter says of the inspection; raises AuditError where it is too long.

    `seen` is what the field held in the person's window; raises Conflict where another window has changed it since.
    """
    draft = _opened(db, by, mark)
    if field not in (*_TEXTS, *_DAYS):
        raise AuditError("A letter’s draft has no such field. Reload the page.")
    if isinstance(value, str) and len(value) > _TEXTS.get(field, 0):
        raise AuditError(f"This is longer than {_TEXTS.get(field, 0)} characters. Shorten it, and it is kept.")
    current = getattr(draft.inspection, field)
    if current != value:
        must_be_as_seen(current, seen, _CHANGED.format(current))
    records.say(db, draft_id=draft.id, field=field, value=value, now=now)
    _note(db, by, mark, f"{field} {value}", now)


def change(
    db: Db,
    *,
    by: Person,
    mark: str,
    finding_id: int,
    now: datetime,
    kind: FoundKind | None = None,
    text: str | None = None,
    left_out: bool | None = None,
    seen: DraftFinding = NOT_SHOWN,
) -> None:
    """Change a finding in what is given; None leaves it. Raises AuditError where the text cannot be kept.

    `seen` is the finding in the person's window; raises Conflict where another window changed the same of it since.
    """
    draft = _opened(db, by, mark)
    before = draft.finding(finding_id)
    for name, value in (("kind", kind), ("text", text), ("left_out", left_out)):
        current = getattr(before, name)
        if value is not None and seen is not NOT_SHOWN and current != value:
            must_be_as_seen(current, getattr(seen, name), _CHANGED.format(before.text))
    after = replace(
        before,
        kind=kind or before.kind,
        text=before.text if text is None else text,
        looked_at=True,
        left_out=before.left_out if left_out is None else left_out,
    )
    if text is not None:
        after.must_be_sound()
    records.change(db, draft_id=draft.id, finding=after, now=now)
    _note(db, by, mark, f"{after.kind} {after.text} {after.left_out}", now)


def add(db: Db, *, by: Person, mark: str, kind: FoundKind, page: int, now: datetime, text: str = "") -> None:
    """Add a finding that was not read, behind the others of its page; its text may be written afterwards.

    Raises AuditError for a page that the letter has not, and for more findings than a letter has.
    """
    draft = _opened(db, by, mark)
    finding = DraftFinding(id=0, kind=kind, text=text.strip(), page=page, looked_at=True)
    if page not in draft.pages():
        raise AuditError(f"The letter has {len(draft.pages())} pages. Give the page on which the finding begins.")
    if len(draft.findings) >= rules.MOST:
        raise AuditError("A letter holds no more findings than that. Leave some out by joining them.")
    before = [earlier.id for earlier in draft.findings if earlier.page <= page]
    records.add_finding(db, draft_id=draft.id, finding=finding, after=before[-1] if before else None, now=now)
    _note(db, by, mark, f"added on page {page} {finding.text}", now)


def join(db: Db, *, by: Person, mark: str, finding_id: int, now: datetime) -> None:
    """Join a finding with the one after it; raises AuditError where none follows."""
    draft = _opened(db, by, mark)
    joined, gone = rules.join(draft.findings, draft.findings.index(draft.finding(finding_id)))
    joined.must_be_sound()
    records.change(db, draft_id=draft.id, finding=joined, now=now)
    records.remove_finding(db, draft_id=draft.id, finding_id=gone.id, now=now)
    _note(db, by, mark, joined.text, now)


def split(db: Db, *, by: Person, mark: str, finding_id: int, now: datetime) -> None:
    """Split a finding at its line break; raises AuditError where it has none."""
    draft = _opened(db, by, mark)
    first, second = rules.split(draft.finding(finding_id))
    records.change(db, draft_id=draft.id, finding=first, now=now)
    records.add_finding(db, draft_id=draft.id, finding=second, after=first.id, now=now)
    _note(db, by, mark, f"{first.text} {second.text}", now)


def look_at(db: Db, *, by: Person, mark: str, page: int, now: datetime) -> None:
    """Note that the findings of a page were looked at and stand as they are."""
    draft = _opened(db, by, mark)
    records.look_at(db, draft_id=draft.id, finding_ids=[finding.id for finding in draft.on(page)], now=now)


def throw_away(db: Db, *, by: Person, mark: str, now: datetime) -> None:
    """Delete a letter's draft that its checker does not want any more; one that is gone is no error."""
    _must_be_allowed(by)
    drop(db, by=by, mark=mark)
    trail.note(db, by=by, event="letter’s draft deleted", about=_about(mark), now=now)


def drop(db: Db, *, by: Person, mark: str, seen: LetterDraft = NOT_SHOWN) -> None:
    """Let go of a draft, because its findings were kept; that act itself is what the trail notes.

    `seen` is the draft in the person's window; raises Conflict where another window has changed it since.
    """
    draft = queries.draft(db, viewer=Viewer.of(by), mark=mark)
    if draft is not None:
        must_be_as_seen(draft, seen, "Another window changed this letter meanwhile. Look through it again, then keep.")
        records.drop(db, draft_id=draft.id)


def _opened(db: Db, by: Person, mark: str) -> LetterDraft:
    _must_be_allowed(by)
    draft = queries.draft(db, viewer=Viewer.of(by), mark=mark)
    if draft is None:
        raise AuditError(
            "This letter is no longer being checked: its findings were kept or it was thrown away, perhaps in another "
            "window. Go back to the page of the letter."
        )
    return draft


def _must_be_allowed(by: Person) -> None:
    by.must_be_allowed(Act.SET_UP)
    by.must_be_allowed(Act.DECIDE)


def _note(db: Db, by: Person, mark: str, content: str, now: datetime) -> None:
    trail.note(db, by=by, event="letter’s draft saved", about=_about(mark), now=now, content=content)


def _about(mark: str) -> str:
    return f"letter {mark[:12]}"
