"""A text that cannot be kept on both databases is refused in words on each, and nothing of the act is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select
from sqlmodel import col

from audit.app import App
from audit.errors import WrongInput
from audit.store.tables.people import PartnershipRow
from audit.store.work import Db


def keep(db: Db, text: str, way: str) -> None:
    db.add(PartnershipRow(name="Before"))
    db.flush()
    values = [{"name": name, "marking": "M", "invented": False} for name in ("One", text)]
    if way == "object":
        db.add(PartnershipRow(name=text))
        db.flush()
    elif way == "looked for":
        db.execute(select(PartnershipRow).where(col(PartnershipRow.name) == text))
    else:
        db.execute(insert(PartnershipRow), values if way == "several" else values[1])


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "half \ud83d", "\udc00"])
@pytest.mark.parametrize("way", ["object", "insert", "several", "looked for"])
def test_a_text_that_cannot_be_kept_is_refused_in_words(any_app: App, text: str, way: str):
    with pytest.raises(WrongInput, match="cannot be kept"), any_app.unit_of_work() as db:
        keep(db, text, way)
    with any_app.reading() as db:
        assert db.execute(select(PartnershipRow)).first() is None


@pytest.mark.parametrize("text", ["\x01 \x1f", "a\r\n- b\tc", "\ufffe", "\U0001f9d2", ""])
def test_any_other_text_is_kept_to_the_last_character(any_app: App, text: str):
    with any_app.unit_of_work() as db:
        db.add(PartnershipRow(name=text))
    with any_app.reading() as db:
        assert db.execute(select(col(PartnershipRow.name))).scalar_one() == text


@pytest.mark.parametrize("way", ["object", "insert", "several", "changed"])
def test_a_text_that_is_longer_than_its_column_is_refused_in_words(any_app: App, way: str):
    """SQLite would keep it, and it could not be moved to a server ever after."""
    fits, long = "🧒" * 120, "x" * 100_000
    with any_app.unit_of_work() as db:
        db.add(PartnershipRow(name=fits))
    said = "has 100,000 characters, and there is room for 120"
    with pytest.raises(WrongInput, match=said), any_app.unit_of_work() as db:
        make_longer(db, long, way)
    with any_app.reading() as db:
        assert db.execute(select(col(PartnershipRow.name))).scalars().all() == [fits]


def make_longer(db: Db, long: str, way: str) -> None:
    if way == "changed":
        db.execute(select(PartnershipRow)).scalar_one().name = long
    else:
        keep(db, long, way)
