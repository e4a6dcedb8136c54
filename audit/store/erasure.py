"""Erasing for good: rows, drafts, versions, and the pages of the file that held them.

In: a round or a case.
Out: a database in which no byte of it is left; the trail keeps that it happened.
"""

from __future__ import annotations

import json
import sqlite3

from sqlalchemy import Engine, and_
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, delete, or_, select, update

from audit.domain.rounds.draws import ERASED as A_CASE_ERASED
from audit.errors import AuditError
from audit.store import tables
from audit.store.round_file import belonging
from audit.store.round_file.belonging import Rows
from audit.store.tables.findings import FindingRestsOnRow, FindingTagRow, FindingWordsRow
from audit.store.tables.over_time import PlannedRoundRow, SettlementRow
from audit.store.tables.people import FormDraftRow
from audit.store.tables.release import ReleaseDecisionRow
from audit.store.tables.rounds import CaseRow, DrawRow, RoundRow
from audit.store.work import Db

ERASED = "Erased: it may have told of a child who was erased."


def erase_round(db: Db, round_id: int) -> int:
    """Delete everything that belongs to a round, and return how many rows that was."""
    belongs = belonging.rows_of_round(db, round_id)
    for case in belongs["sampled_case"]:
        _erase_drafts(db, None, case["ref"])
    return _delete(db, belongs)


def erase_case(db: Db, *, case_id: int, round_id: int, case_ref: str) -> int:
    """Delete everything that belongs to a case, and what findings keep of it; return how many rows that was."""
    findings = [row["id"] for row in belonging.rows_of_round(db, round_id)["finding"]]
    for table, column in ((FindingWordsRow, "case_ref"), (FindingRestsOnRow, "case_ref"), (FindingTagRow, "ref")):
        statement = delete(table).where(col(table.finding_id).in_(findings), getattr(table, column) == case_ref)
        if table is FindingTagRow:
            statement = statement.where(col(FindingTagRow.kind) == "case")
        db.exec(statement)
    for drafts_of in (round_id, None):
        _erase_drafts(db, drafts_of, case_ref)
    _erase_decisions(db, round_id, case_ref)
    _blank_draws(db, round_id, case_ref)
    return _delete(db, belonging.rows_of_case(db, case_id))


def _erase_drafts(db: Db, round_id: int | None, case_ref: str) -> None:
    """Delete the forms of a round, None: of no round, begun and not handed in, that name the case anywhere."""
    rows = db.exec(select(FormDraftRow).where(FormDraftRow.round_id == round_id)).all()
    named = {
        (row.person_id, row.kind, row.about)
        for row in rows
        if any(case_ref.casefold() in text.casefold() for text in (row.about, row.field, row.value))
    }
    for row in rows:
        if (row.person_id, row.kind, row.about) in named:
            db.delete(row)
    db.flush()


def _erase_decisions(db: Db, round_id: int, case_ref: str) -> None:
    """Delete what was decided about the case's own texts, and every decision whose words name it."""
    words = (col(ReleaseDecisionRow.wording), col(ReleaseDecisionRow.reason))
    own = and_(col(ReleaseDecisionRow.round_id) == round_id, col(ReleaseDecisionRow.case_ref) == case_ref)
    db.exec(
        delete(ReleaseDecisionRow).where(or_(own, *(column.icontains(case_ref, autoescape=True) for column in words)))
    )
    db.flush()


def _blank_draws(db: Db, round_id: int, case_ref: str) -> None:
    """Take an erased case's reference, and its bands where it was in reserve, out of how the cases were chosen."""
    rows = db.exec(select(DrawRow).where(DrawRow.round_id == round_id)).all()
    held = {row.id: json.loads(row.content) for row in rows}
    for content in held.values():
        replacement = content.get("taken") or {}
        if replacement.get("case") == case_ref:
            for spare in held.get(replacement["draw"], {}).get("spares", ()):
                spare["bands"] = {} if spare["ref"] == replacement["spare"] else spare["bands"]
        for name in ("case", "instead_of"):
            if replacement.get(name) == case_ref:
                replacement[name] = A_CASE_ERASED
    for row in rows:
        row.content = json.dumps(held[row.id], sort_keys=True)
        db.add(row)
    db.flush()


def forget_links(db: Db, *, round_ref: str, case_ref: str | None = None) -> None:
    """Take away what later rounds say of being the same child as an erased case, and plans to look at it again.

    A re-audit keeps that it was one, and what it said of old findings: those are its own words, erased with it.
    """
    same = f"{round_ref}/{case_ref}" if case_ref else f"{round_ref}/%"
    db.exec(update(CaseRow).where(col(CaseRow.same_child_as).like(same)).values(same_child_as=""))
    if case_ref is None:
        db.exec(update(PlannedRoundRow).where(col(PlannedRoundRow.reaudit_of) == round_ref).values(reaudit_of=""))
    db.flush()


def blank_settlements(db: Db, *, round_id: int, round_ref: str, case_ref: str) -> None:
    """Take away what rounds said of old findings where it may tell of an erased case.

    In the case's own round every wording but the newest goes; there and in later rounds, each that names the case, and
    what was begun there.
    """
    ours = col(SettlementRow.round_id) == round_id
    newer = aliased(SettlementRow)
    older = (
        select(newer.id)
        .where(newer.round_id == SettlementRow.round_id, newer.finding == SettlementRow.finding)
        .where(col(newer.version) > SettlementRow.version)
        .exists()
    )
    names_case = col(SettlementRow.looked_at).contains(case_ref, autoescape=True)
    in_reaudit = col(SettlementRow.last_round) == round_ref
    wanted = select(SettlementRow.id).where(or_(and_(ours, older), and_(or_(ours, in_reaudit), names_case)))
    ids = list(db.exec(wanted).all())
    db.exec(update(SettlementRow).where(col(SettlementRow.id).in_(ids)).values(looked_at=ERASED))
    for reaudit_id in db.exec(select(RoundRow.id).where(RoundRow.reaudit_of == round_ref)).all():
        _erase_drafts(db, reaudit_id, case_ref)
    db.flush()


def scrub(engine: Engine) -> None:
    """Rewrite an embedded database without its free pages and empty its log; call it after the erasure is committed.

    Raises AuditError where the file cannot be rewritten now; what was erased may still stand in it until it is.
    """
    if engine.dialect.name != "sqlite":
        return  # a server's own upkeep does this; its keeper is told so on the page
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - it is connected
        if driver.in_transaction:
            driver.commit()
        try:
            for statement in ("PRAGMA temp_store=MEMORY", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(statement).fetchall()
        except sqlite3.Error as error:
            raise AuditError(
                f"It is erased, but the data file could not be rewritten yet ({error}). Close other windows, make room "
                "on the disk, and choose “Rewrite the data file” on the page Keeping and erasing."
            ) from error


def _delete(db: Db, rows: Rows) -> int:
    count = 0
    for name in reversed(list(rows)):
        table = SQLModel.metadata.tables[name]
        keys = list(table.primary_key.columns)
        for row in rows[name]:
            statement = table.delete()
            for key in keys:
                statement = statement.where(key == row[key.name])
            db.execute(statement)
        count += len(rows[name])
    db.flush()
    return count


def erase_everything(db: Db) -> None:
    """Delete every row of every table, the ones that others point to last."""
    assert tables  # noqa: S101 - imported so that the metadata knows every one of them
    for table in reversed(SQLModel.metadata.sorted_tables):
        db.exec(table.delete())
    db.flush()
