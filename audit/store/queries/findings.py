"""Reading findings; those who may not read case material get them without cases and without the child's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlmodel import col, select

from audit.domain.findings.finding import Finding
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import NOTHING, withheld
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import Round
from audit.store.queries.people import names
from audit.store.tables.findings import (
    FINDING,
    USED,
    WORDS,
    FindingRestsOnRow,
    FindingRow,
    FindingTagRow,
    FindingWordsRow,
)
from audit.store.work import Db

Row = TypeVar("Row", FindingTagRow, FindingWordsRow, FindingRestsOnRow)


def findings(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[Finding, ...]:
    """Return a round's findings in the order they were raised, those put into another included.

    Who may not read case material gets them without cases, and with every typed text held back: those are released on
    the way out.
    """
    return findings_of(db, viewer=viewer, rounds=[audit_round])[audit_round.id]


def findings_of(db: Db, *, viewer: Viewer, rounds: Sequence[Round]) -> dict[int, tuple[Finding, ...]]:
    """Return the same for each of several rounds, by the round's id; each table is read once."""
    person = viewer.person
    read = [each.id for each in rounds if person.may(Act.READ_FINDINGS) and each.is_readable_by(person)]
    stored = _every_of(db, read)
    if not person.may(Act.READ_CASES):
        for round_id, found in stored.items():
            stored[round_id] = tuple(
                replace(withheld(finding), evidence=NOTHING, cases=(), words=(), rests_on=()) for finding in found
            )
    return {each.id: stored.get(each.id, ()) for each in rounds}


def every(db: Db, *, audit_round: Round) -> tuple[Finding, ...]:
    """Return a round's findings as they were written, to be released; never to be shown as they stand."""
    return _every_of(db, [audit_round.id]).get(audit_round.id, ())


def _every_of(db: Db, ids: Sequence[int]) -> dict[int, tuple[Finding, ...]]:
    """Return the same for rounds by their ids; rounds without a finding are left out."""
    statement = select(FindingRow).where(col(FindingRow.round_id).in_(ids)).order_by(col(FindingRow.id))
    rows = db.exec(statement).all() if ids else []
    stored: dict[int, tuple[Finding, ...]] = {}
    for row, finding in zip(rows, _findings_from(db, rows) if rows else (), strict=True):
        stored[row.round_id] = (*stored.get(row.round_id, ()), finding)
    return stored


def _findings_from(db: Db, rows: Sequence[FindingRow]) -> Iterable[Finding]:
    ids = [row.id for row in rows if row.id is not None]
    tags = _by_finding(db, FindingTagRow, ids)
    words = _by_finding(db, FindingWordsRow, ids)
    rests_on = _by_finding(db, FindingRestsOnRow, ids)
    people = names(db)
    for row in rows:
        own_tags = tags.get(row.id or 0, [])
        yield FINDING.read(
            row,
            statements=tuple(Key(tag.framework, tag.ref) for tag in own_tags if tag.kind == "statement"),
            agencies=tuple(tag.ref for tag in own_tags if tag.kind == "agency"),
            themes=tuple(Key(tag.framework, tag.ref) for tag in own_tags if tag.kind == "theme"),
            cases=tuple(tag.ref for tag in own_tags if tag.kind == "case"),
            words=tuple(WORDS.read(words_row) for words_row in words.get(row.id or 0, [])),
            rests_on=tuple(USED.read(used_row) for used_row in rests_on.get(row.id or 0, [])),
            said_by=people.get(row.by_id, "somebody"),
        )


def _by_finding(db: Db, table: type[Row], ids: list[int]) -> dict[int, list[Row]]:
    rows_by_finding: dict[int, list[Row]] = {}
    for row in db.exec(select(table).where(col(table.finding_id).in_(ids)).order_by(col(table.id))):
        rows_by_finding.setdefault(row.finding_id, []).append(row)
    return rows_by_finding
