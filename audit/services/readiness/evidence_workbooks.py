"""The evidence register by Excel: what a workbook that came back brings, and taking it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from audit.documents.excel.list_reading import ListRow, WrongCell
from audit.documents.readiness.evidence_workbook import OWN_WORDS, RegisterReturn
from audit.domain.identifying.incoming import IncomingText, incoming
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness.evidence import Evidence
from audit.errors import AuditError, Conflict
from audit.library.names.looking import look
from audit.store import trail
from audit.store.queries import evidence as queries
from audit.store.records import evidence as records
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What taking a workbook in would do."""

    new: tuple[Evidence, ...]
    changed: tuple[Evidence, ...]
    unchanged: int
    wrong: tuple[WrongCell, ...]
    texts: tuple[IncomingText, ...] = ()  # what would be taken in as somebody wrote it

    @property
    def does_something(self) -> bool:
        """Say whether taking it in would change anything."""
        return bool(self.new or self.changed)


def preview(db: Db, *, viewer: Viewer, returned: RegisterReturn) -> Preview:
    """Return what taking a workbook in would do; nothing is written. Raises NotAllowed for those who may not."""
    viewer.person.must_be_allowed(Act.KEEP_EVIDENCE)
    there = {one.ref: one for one in queries.register(db, viewer=viewer)}
    new, changed, wrong, unchanged = [], [], list(returned.wrong), 0
    texts: list[IncomingText] = []
    for row, one in returned.pieces:
        old = there.get(one.ref)
        if not one.ref:
            new.append(one)
            texts += _texts(row, one, None)
        elif old is None:
            wrong.append(row.wrong("Ref", f"There is no {one.ref} in the register. Leave Ref empty for a new piece."))
        elif _same(old, one):
            unchanged += 1
        elif old.version != one.version:
            why = f"{one.ref} was changed since this workbook went out. Take a fresh one out and change that."
            wrong.append(row.wrong("Version", why))
        else:
            changed.append(one)
            texts += _texts(row, one, old)
    return Preview(new=tuple(new), changed=tuple(changed), unchanged=unchanged, wrong=tuple(wrong), texts=tuple(texts))


def take_in(db: Db, *, by: Person, returned: RegisterReturn, now: datetime, seen: Preview | None = None) -> Preview:
    """Keep what a workbook brings, and return it.

    Raises AuditError, writing nothing, where any cell is wrong; and Conflict where something changed since the preview
    `seen`.
    """
    found = preview(db, viewer=Viewer.of(by), returned=returned)
    if seen is not None and seen != found:
        raise Conflict("Something changed since you looked. Look at the workbook again.", theirs=found, version=0)
    if found.wrong:
        raise AuditError(f"Nothing was taken in: some cells are wrong. {_places(found.wrong)}")
    for one in found.new:
        ref = records.add(db, evidence=one, by=by, now=now)
        _note(db, by, "evidence added", ref, 1, one, now)
    for one in found.changed:
        version = records.change(db, evidence=one, by=by, now=now)
        _note(db, by, "evidence changed", one.ref, version, one, now)
    return found


def _texts(row: ListRow, one: Evidence, old: Evidence | None) -> Iterator[IncomingText]:
    for heading, name in OWN_WORDS.items():
        text = getattr(one, name)
        if text and text != getattr(old, name, ""):
            yield incoming(one.ref or f"New, row {row.number}", heading, text, look)


def _same(old: Evidence, one: Evidence) -> bool:
    """Say whether a row says what the register says, whoever described it and when."""
    there = replace(old, about=tuple(sorted(old.about)), version=one.version, said_by=one.said_by)
    return replace(there, said_at_utc=one.said_at_utc) == one


def _note(db: Db, by: Person, event: str, ref: str, version: int, one: Evidence, now: datetime) -> None:
    trail.note(db, by=by, event=event, about=f"evidence {ref}", version=version, now=now, content=repr(one))


def _places(wrong: Sequence[WrongCell]) -> str:
    said = " ".join(one.in_words() for one in wrong[:5])
    return said if len(wrong) <= 5 else f"{said} There are {len(wrong) - 5} more."
