"""Keeping the evidence register: what could be shown, and for how long.

Here too:
- The evidence register by Excel: what a workbook that came back brings, and taking it in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from audit.documents.excel.list_reading import ListReturn, ReturnedRow
from audit.documents.excel.list_workbook import REF
from audit.documents.excel.returned import Answers, Gathered, Outcome, Preview, differing, to_take_in
from audit.documents.readiness import evidence_workbook as workbook
from audit.domain.days import day_of
from audit.domain.frameworks.framework import Criterion, Framework, Key, Statement
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.readiness import evidence as rules
from audit.domain.readiness.evidence import Evidence
from audit.domain.release import leaving
from audit.errors import NOT_SHOWN, AuditError, must_be_as_seen
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


def preview(db: Db, *, viewer: Viewer, returned: ListReturn, known: Collection[Key], today: date) -> Preview[Evidence]:
    """Return what taking a workbook in would do; nothing is written. Raises NotAllowed for those who may not."""
    viewer.person.must_be_allowed(Act.KEEP_EVIDENCE)
    pieces = {piece.ref: piece for piece in queries.register(db, viewer=viewer)}
    gathered: Gathered[Evidence] = Gathered(returned, look)
    for row in returned.rows:
        old = pieces.get(row.ref)
        if old is not None or row.is_new:
            _gather(gathered, returned, row, old, pieces.values(), known, today)
        elif row.changed:
            gathered.is_wrong(row, REF, f"{row.ref} is not in the register any more.")
    return gathered.preview(pieces)


def _gather(
    gathered: Gathered[Evidence],
    returned: ListReturn,
    row: ReturnedRow,
    old: Evidence | None,
    pieces: Iterable[Evidence],
    known: Collection[Key],
    today: date,
) -> None:
    here = workbook.cells(old, known) if old else {}
    found = differing(returned, row, here) if old else dict.fromkeys(row.changed, Outcome.NEW)
    clashing = {name: here[name] for name, brings in found.items() if brings is Outcome.CONFLICTING}
    if not found:
        gathered.is_here(row.ref)
        return
    content, rest = (
        workbook.described({name: row.cells.get(name, "") for name in names}, known, old)
        for names in (found.keys(), found.keys() - clashing.keys())
    )
    try:
        content.must_be_sound(today)
        rest.must_be_sound(today)
    except AuditError as fault:
        gathered.is_wrong(row, workbook.Field.DATED if content.dated > today else workbook.Field.REVIEW_BY, str(fault))
        return
    if old is None and any(_same(piece, content) for piece in pieces):
        gathered.is_here(row.ref)
    else:
        gathered.brings(row, found, content, clashing=clashing, rest=rest)


def take_in(
    db: Db,
    *,
    by: Person,
    returned: ListReturn,
    known: Collection[Key],
    seen: Preview[Evidence],
    answers: Answers = Answers(),  # noqa: B008 - frozen
    now: datetime,
) -> Preview[Evidence]:
    """Keep what a workbook brings, as it was decided, and return it.

    Raises AuditError, writing nothing, where something is still to be decided; and Conflict where something changed
    since the preview `seen`.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned, known=known, today=day_of(now))
    for _, piece in to_take_in(expected, seen, answers):
        ref, version = piece.ref, 1
        if ref:
            version = records.change(db, evidence=piece, by=by, now=now)
        else:
            ref = records.add_evidence(db, evidence=piece, by=by, now=now)
        event = "evidence changed" if piece.ref else "evidence added"
        trail.note(db, by=by, event=event, about=f"evidence {ref}", version=version, now=now, content=repr(piece))
    return expected


def _same(piece: Evidence, new: Evidence) -> bool:
    """Say whether a piece says what a new one says, whoever described it and when."""
    own = {"ref": new.ref, "version": new.version, "said_by": new.said_by, "said_at_utc": new.said_at_utc}
    return replace(piece, about=tuple(sorted(piece.about)), **own) == new  # type: ignore[arg-type]
