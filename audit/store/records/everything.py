"""Removing everything that a database holds."""

from __future__ import annotations

from sqlmodel import SQLModel

from audit.store import tables
from audit.store.work import Db

__all__ = ["remove", "tables"]  # the tables are imported so that the metadata knows every one of them


def remove(db: Db) -> None:
    """Delete every row of every table, the ones that others point to last."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        db.exec(table.delete())
    db.flush()
