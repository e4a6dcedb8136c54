"""Reading the partnership's own editions of frameworks, and the copies that rounds keep."""

from __future__ import annotations

from sqlmodel import col, func, select

from audit.domain.frameworks.editions import Edition, Standing
from audit.domain.frameworks.framework import Framework
from audit.store import copies
from audit.store.queries import people
from audit.store.tables.editions import EDITION, STANDING, EditionRow, EditionStandingRow
from audit.store.tables.rounds import FrameworkRow, RoundFrameworkRow, RoundRow
from audit.store.work import Db


def saved(db: Db) -> tuple[Edition, ...]:
    """Return every version of the partnership's own editions, in the order they were saved."""
    names, standing_by_name = people.names(db), standings(db)
    return tuple(
        EDITION.read(row, saved_by=names.get(row.by_id, ""), standing=standing_by_name.get(row.name))
        for row in db.exec(select(EditionRow).order_by(col(EditionRow.id)))
    )


def standings(db: Db) -> dict[str, Standing]:
    """Return what was last said of each edition that was ever retired, by its name."""
    names = people.names(db)
    return {
        row.name: STANDING.read(row, by=names.get(row.by_id, ""))
        for row in db.exec(select(EditionStandingRow).order_by(col(EditionStandingRow.id)))
    }


def newest(db: Db) -> tuple[object, ...]:
    """Return what is another once an edition is saved, retired or offered again; their rows are never changed."""
    saved = select(func.max(EditionRow.id), func.max(EditionRow.saved_at_utc))
    said = select(func.max(EditionStandingRow.id), func.max(EditionStandingRow.at_utc))
    return (*db.exec(saved).one(), *db.exec(said).one())


def copies_in_rounds(db: Db) -> tuple[tuple[Framework, tuple[str, ...]], ...]:
    """Return every framework that some round keeps a copy of, with the refs of those rounds, the oldest first."""
    statement = (
        select(FrameworkRow.content, RoundRow.ref)
        .join(RoundFrameworkRow, col(RoundFrameworkRow.framework_id) == FrameworkRow.id)
        .join(RoundRow, col(RoundRow.id) == RoundFrameworkRow.round_id)
        .order_by(col(FrameworkRow.id), col(RoundRow.id))
    )
    refs_by_content: dict[str, list[str]] = {}
    for content, ref in db.exec(statement):
        refs_by_content.setdefault(content, []).append(ref)
    return tuple((copies.framework_from(content), tuple(refs)) for content, refs in refs_by_content.items())
