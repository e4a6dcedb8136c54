"""Keeping the evidence register: what could be shown, and for how long.

Here too:
- The evidence register by Excel: what a workbook that came back brings, and taking it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from audit.documents.excel.list_workbook import ListRow, WrongCell
from audit.documents.readiness.evidence_workbook import OWN_WORDS, RegisterReturn
from audit.domain.days import day_of
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement
from audit.domain.identifying.marking import IncomingText, incoming
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness import evidence as rules
from audit.domain.readiness.evidence import Evidence
from audit.domain.release import leaving
from audit.errors import NOT_SHOWN, AuditError, Conflict, must_be_as_seen
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import readiness as queries
from audit.store.queries import release as release_queries
from audit.store.records import readiness as records
from audit.store.work import Db


def add(db: Db, *, by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> str:
    """Add a piece of evidence, and return the ref it got; the ref in `evidence` is not used."""
    _must_be_right(by, frameworks, evidence, now)
    ref = records.add_evidence(db, evidence=evidence.tidied(), by=by, now=now)
    trail.note(db, by=by, event="evidence added", about=f"evidence {ref}", version=1, now=now, content=repr(evidence))
    return ref


def change(db: Db, *, by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> int:
    """Describe a piece of evidence anew, and return the version; raises Conflict where somebody else did meanwhile."""
    _must_be_right(by, frameworks, evidence, now)
    version = records.change(db, evidence=evidence.tidied(), by=by, now=now)
    about = f"evidence {evidence.ref}"
    trail.note(db, by=by, event="evidence changed", about=about, version=version, now=now, content=repr(evidence))
    return version


def erase(db: Db, *, by: Person, ref: str, confirmed: str, now: datetime) -> None:
    """Erase a piece of evidence, every description of it; the caller rewrites the file afterwards (`App.scrub`).

    `confirmed` is the piece's ref, typed by the person; raises AuditError where it is not.
    """
    by.must_be_allowed(Act.SET_UP)
    if confirmed.strip() != ref:
        raise AuditError(f"Nothing was erased. To erase it for good, type {ref} in the box.")
    if not records.erase_evidence(db, ref):
        raise AuditError(f"There is no piece of evidence {ref}. Choose one from the register.")
    trail.note(db, by=by, event="evidence erased", about=f"evidence {ref}", now=now)


def set_months(db: Db, *, by: Person, months: int, seen: int = NOT_SHOWN, now: datetime) -> None:
    """Say for how many months evidence is current; raises AuditError for a period that makes no sense.

    `seen` is what the person had before them; raises Conflict where somebody else set another meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    rules.must_be_a_period(months)
    must_be_as_seen(queries.months(db), seen, "Somebody else changed for how long evidence is current.")
    records.set_months(db, months)
    trail.note(db, by=by, event="evidence period set", about="partnership", now=now, content=str(months))


def known(frameworks: Sequence[Framework]) -> dict[Key, Statement | Criterion]:
    """Return what evidence can be about: the criteria and statements that cases can be judged against."""
    return {framework.key(item): item for framework in frameworks for item in framework.graded()}


def _must_be_right(by: Person, frameworks: Sequence[Framework], evidence: Evidence, now: datetime) -> None:
    by.must_be_allowed(Act.KEEP_EVIDENCE)
    evidence.must_be_sound(day_of(now))
    keys = known(frameworks)
    for key in evidence.about:
        if key not in keys:
            raise AuditError(f"There is no criterion or statement {key}. Choose from the list.")


def register(db: Db, *, viewer: Viewer) -> tuple[Evidence, ...]:
    """Return the register: as it was written for who works with it, as it may leave for who only reads."""
    return _read(db, viewer, queries.register(db, viewer=viewer), queries.every_evidence)


def history(db: Db, *, viewer: Viewer, ref: str) -> tuple[Evidence, ...]:
    """Return every description of a piece, the newest first, in the same way."""
    return _read(
        db,
        viewer,
        queries.evidence_history(db, viewer=viewer, ref=ref),
        lambda db: queries.every_evidence_version(db, ref=ref),
    )


def _read(
    db: Db, viewer: Viewer, pieces: tuple[Evidence, ...], every: Callable[[Db], tuple[Evidence, ...]]
) -> tuple[Evidence, ...]:
    if queries.works_with(viewer) or not pieces:
        return pieces
    release = release_queries.for_reader(db, viewer=viewer, look=look)
    return tuple(leaving.evidence(release, piece) for piece in every(db))


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
    by_ref = {piece.ref: piece for piece in queries.register(db, viewer=viewer)}
    new, changed, wrong, unchanged = [], [], list(returned.wrong), 0
    texts: list[IncomingText] = []
    for row, piece in returned.pieces:
        old = by_ref.get(piece.ref)
        if not piece.ref:
            new.append(piece)
            texts += _texts(row, piece, None)
        elif old is None:
            wrong.append(row.wrong("Ref", f"There is no {piece.ref} in the register. Leave Ref empty for a new piece."))
        elif _same(old, piece):
            unchanged += 1
        elif old.version != piece.version:
            why = f"{piece.ref} was changed since this workbook went out. Take a fresh one out and change that."
            wrong.append(row.wrong("Version", why))
        else:
            changed.append(piece)
            texts += _texts(row, piece, old)
    return Preview(new=tuple(new), changed=tuple(changed), unchanged=unchanged, wrong=tuple(wrong), texts=tuple(texts))


def take_in(db: Db, *, by: Person, returned: RegisterReturn, now: datetime, seen: Preview | None = None) -> Preview:
    """Keep what a workbook brings, and return it.

    Raises AuditError, writing nothing, where any cell is wrong; and Conflict where something changed since the preview
    `seen`.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned)
    if seen is not None and seen != expected:
        raise Conflict("Something changed since you looked. Look at the workbook again.", stored=expected, version=0)
    if expected.wrong:
        raise AuditError(f"Nothing was taken in: some cells are wrong. {_places(expected.wrong)}")
    for piece in expected.new:
        ref = records.add_evidence(db, evidence=piece, by=by, now=now)
        _note(db, by, "evidence added", ref, 1, piece, now)
    for piece in expected.changed:
        version = records.change(db, evidence=piece, by=by, now=now)
        _note(db, by, "evidence changed", piece.ref, version, piece, now)
    return expected


def _texts(row: ListRow, piece: Evidence, old: Evidence | None) -> Iterator[IncomingText]:
    for heading, name in OWN_WORDS.items():
        text = getattr(piece, name)
        if text and text != getattr(old, name, ""):
            yield incoming(piece.ref or f"New, row {row.number}", heading, text, look)


def _same(old: Evidence, piece: Evidence) -> bool:
    """Say whether a row says what the register says, whoever described it and when."""
    aligned = replace(old, about=tuple(sorted(old.about)), version=piece.version, said_by=piece.said_by)
    return replace(aligned, said_at_utc=piece.said_at_utc) == piece


def _note(db: Db, by: Person, event: str, ref: str, version: int, piece: Evidence, now: datetime) -> None:
    trail.note(db, by=by, event=event, about=f"evidence {ref}", version=version, now=now, content=repr(piece))


def _places(wrong: Sequence[WrongCell]) -> str:
    sentences = " ".join(wrong_cell.in_words() for wrong_cell in wrong[:5])
    return sentences if len(wrong) <= 5 else f"{sentences} There are {len(wrong) - 5} more."
