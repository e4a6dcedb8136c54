"""Every field of every value that is kept survives: in the database, through records and queries, and in a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlmodel import SQLModel

from audit.app import App
from audit.domain.plan.actions import NoAction
from audit.domain.rounds.audit_round import Stage
from audit.services.safekeeping import erasure
from audit.store import queries, tables
from audit.store.mapping import Mapped
from audit.store.round_file import body as round_file
from audit.store.work import Db
from tests import databases
from tests.builders import NOON
from tests.scenes import Scene, a_scene
from tests.store.writing import BESIDE, OF_A_ROUND, Writing
from tests.stored_values import Place, Written, default_of, read_otherwise, values_in

HOLD_NO_VALUE = {
    "action_from_file": "which action a row of a workbook became",
    "correction": "why a rating was opened again",
    "draft_entry": "who wrote",
    "evidence_about": "keys, in a piece of evidence",
    "evidence_setting": "one number",
    "finding_tag": "keys and refs, in a finding",
    "form_draft": "one field of a form in each row",
    "involvement": "a word for each agency and case",
    "left_out_form": "that a form was left out",
    "person_role": "roles, in a person",
    "prompt": "which prompts were shown",
    "rating_entry": "who wrote",
    "round_agency": "which agencies take part",
    "round_framework": "which frameworks a round has",
    "statement_sent": "one day",
    "trail": "acts, which no value stands for",
}
THE_STORES = {"id", "version", "latest", "place", "last_round", "by_name", "process", "name", "framework", "ref"}
NEVER_WRITTEN = {  # fields that say something of a value when it is shown, and are kept nowhere
    "ChildWords.apart": "in a paper",
    "LetterFinding.lines": "while a letter is read",
    "Rating.blind": "worked out from who wrote",
    "Round.cases": "tried by themselves",
}


def mappings() -> tuple[Mapped, ...]:
    """Return every mapping that there is."""
    found: dict[int, Mapped] = {}
    for package in (tables, queries):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            held = vars(importlib.import_module(module.name)).values()
            found |= {id(one): one for one in held if isinstance(one, Mapped)}
    return tuple(found.values())


@pytest.fixture
def scene(app: App) -> Scene:
    return ready(app)


@pytest.fixture
def elsewhere(_empty: Path, tmp_path: Path) -> Iterator[App]:
    engine = databases.copied(_empty, tmp_path / "elsewhere.db")
    yield App(engine=engine, clock=lambda: NOON)
    engine.dispose()


def ready(app: App) -> Scene:
    scene = a_scene(app, stage=Stage.WORKSHOP)
    scene.reveal()
    return scene


def write_all(at: Place, writings: Iterable = (*OF_A_ROUND, *BESIDE)) -> list[Written]:
    written = [one for write in writings for one in write(at)]
    at.db.expire_all()
    return written


def test_what_is_written_is_read(any_app: App):
    scene = ready(any_app)
    with scene.app.unit_of_work() as db:
        assert read_otherwise(write_all(Place(scene, db))) == []


def test_what_is_written_comes_along_in_a_round_file(scene: Scene, elsewhere: App):
    with scene.app.unit_of_work() as db:
        at = Place(scene, db)
        written = write_all(at, OF_A_ROUND)
        text = round_file.export(db, at.round_id)
    with elsewhere.unit_of_work() as db:
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON)
        at.db = db
        assert read_otherwise(written, ids=False) == []


def test_every_kept_value_is_tried_with_every_field_other_than_by_default(scene: Scene):
    with scene.app.reading() as db:
        written = write_all(Place(scene, db))
        tried = [value for value, _ in written for value in values_in(value)]
    alike = {
        f"{mapped.value.__name__}.{field.name}"
        for mapped in mappings()
        for field in fields(mapped.value)
        if not any(
            getattr(value, field.name) != default_of(mapped.value, field.name)
            for value in tried
            if type(value) is mapped.value
        )
    }
    assert alike == set(NEVER_WRITTEN)


def test_every_table_holds_a_value_or_says_what_else():
    every = set(SQLModel.metadata.tables)
    mapped = {str(mapped.table.__tablename__) for mapped in mappings()}
    assert (every - mapped, mapped & set(HOLD_NO_VALUE)) == (set(HOLD_NO_VALUE), set())


def test_every_column_of_such_a_table_is_written_by_a_mapping_or_by_the_store_alone():
    held: dict[str, set[str]] = {}
    for mapped in mappings():
        own = {column for part in mapped.parts.values() for column in part.columns}
        held.setdefault(str(mapped.table.__tablename__), set()).update(
            own, {mapped.content.column} if mapped.content else ()
        )
    left = {
        f"{name}.{column.name}"
        for name, own in held.items()
        for column in SQLModel.metadata.tables[name].columns
        if column.name not in own | THE_STORES and not column.foreign_keys and not column.name.endswith("_at_utc")
    }
    assert left == set()


def test_a_field_without_a_place_is_refused_at_the_start():
    @dataclass(frozen=True, kw_only=True)
    class Larger(NoAction):
        new: str = ""

    with pytest.raises(TypeError, match=r"Larger\.new has no place in NoActionRow"):
        Mapped(Larger, tables.plan.NoActionRow, beside=("finding",))


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # a key that is left out
def test_each_field_left_out_of_its_mapping_is_found(scene: Scene):
    """Each mapping is broken in turn, one field at a time: not written, or not read."""
    found: set[Way] = set()
    with scene.app.reading() as db:
        at = Place(scene, db)
        for write in (*OF_A_ROUND, *BESIDE):
            with undone(db):
                ways = ways_of(mapped_in(write_all(at, [write])))
            found |= {way for way in ways if way.written and is_missed(way, at, write)}
            written = write_all(at, [write])
            found |= {way for way in ways if not way.written and is_misread(way, written)}
    assert [way for way in ways_of(mappings()) if way not in found] == []


class Way(NamedTuple):
    """The writing or the reading of one field of a mapping, such as the reading of an action's owner."""

    mapped: Mapped
    field: str
    written: bool

    def __repr__(self) -> str:
        way = "written to" if self.written else "read from"
        return f"{self.mapped.value.__name__}.{self.field}, {way} {self.mapped.table.__name__}"


def ways_of(some: Iterable[Mapped]) -> list[Way]:
    ways = []
    for mapped in some:
        loose = [name for name, *_ in mapped.content.fields] if mapped.content else []
        ways += [Way(mapped, name, written=False) for name in (*mapped.parts, *loose)]
        ways += [Way(mapped, name, written=True) for name in (*mapped.written, *loose)]
    return ways


def mapped_in(written: list[Written]) -> list[Mapped]:
    kinds = {type(inner) for value, _ in written for inner in values_in(value)}
    return [mapped for mapped in mappings() if mapped.value in kinds]


@contextmanager
def undone(db: Db) -> Iterator[None]:
    """Take back what is written here."""
    savepoint = db.begin_nested()
    yield
    savepoint.rollback()


@contextmanager
def broken(way: Way) -> Iterator[None]:
    """Leave a field out of one way of its mapping."""
    parts, content = way.mapped.parts, way.mapped.content
    if way.field in parts:
        whole, default = parts[way.field], default_of(way.mapped.value, way.field)
        nothing = {"columns": (), "write": lambda _: ()} if way.written else {"read": lambda _: default}
        parts[way.field] = replace(whole, **nothing)
        yield
        parts[way.field] = whole
    elif content is not None:
        every = content.fields
        content.fields = [one for one in every if one[0] != way.field]
        yield
        content.fields = every


def is_missed(way: Way, at: Place, write: Writing) -> bool:
    """Say whether values are refused, or read otherwise, where one way of a field is left out as they are written."""
    with broken(way):
        try:
            with at.db.begin_nested() as savepoint:
                missed = read_otherwise(write_all(at, [write]))
                savepoint.rollback()
        except Exception:
            return True
    return bool(missed)


def is_misread(way: Way, written: list[Written]) -> bool:
    """Say whether values are read otherwise where one way of a field is left out."""
    with broken(way):
        try:
            return bool(read_otherwise(written))
        except Exception:
            return True
