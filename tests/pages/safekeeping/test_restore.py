"""A database that cannot be used is said on every page, and a backup is restored from there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role
from audit.pages.safekeeping import restore
from audit.settings import SignIn
from audit.store import backups
from audit.store.queries import trail
from audit.store.work import open_engine
from tests.broken import KINDS, NOTHING_THERE, TELLS, UNUSABLE, broken
from tests.builders import NOON
from tests.pages.on_screen import drawn, somebody, words
from tests.repository import ROOT

CANNOT = "Seven Statements cannot open"


@pytest.fixture(scope="module")
def backup(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("backup") / "seeded.db"
    shutil.copy(seeded_file, path)
    app = App(engine=open_engine(f"sqlite:///{path}"))
    content = backups.make(app.engine, now=NOON, own={})
    app.engine.dispose()
    return content


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], AppTest]]:
    """Yield the whole product, opened on the database in the test's folder."""
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    st.cache_resource.clear()
    st.cache_data.clear()

    def opened() -> AppTest:
        page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()
        assert not page.exception, page.exception
        return page

    yield opened
    st.cache_resource.clear()


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception, page.exception
    return page


def choose(page: AppTest, content: bytes, name: str = "b.zip") -> AppTest:
    page.file_uploader(key="backup").set_value((name, content, "application/zip")).run()
    return page


@pytest.mark.parametrize("kind", UNUSABLE)
def test_no_page_opens_over_a_database_that_cannot_be_used(
    kind: str, at: Callable[[], AppTest], backup: bytes, seeded_file: Path, tmp_path: Path
):
    path = broken(seeded_file, tmp_path / "seven-statements.db", kind)
    before = path.read_bytes()
    page = at()
    assert [one.value for one in page.title] == [CANNOT]
    assert TELLS[kind] in page.error[0].value
    assert "ry again" not in words(page)
    choose(page, backup)
    assert "made on 3 Dec 2026 at 12:00 and holds 2 rounds" in words(page)
    press(page, "Restore this backup")
    assert "The backup is restored. What was here before is set aside in seven-statements.db.before-restore-" in (
        page.success[0].value
    )
    assert CANNOT not in words(page)
    (aside,) = [one for one in tmp_path.glob("*.before-restore-*") if not one.name.endswith(("-wal", "-shm"))]
    assert aside.read_bytes() == before, "opening it changed nothing"


@pytest.mark.parametrize("kind", NOTHING_THERE)
def test_where_nothing_is_a_backup_can_be_restored_first_thing(
    kind: str, at: Callable[[], AppTest], backup: bytes, seeded_file: Path, tmp_path: Path
):
    broken(seeded_file, tmp_path / "seven-statements.db", kind)
    page = at()
    assert "Was there data here before? Restore a backup" in [one.label for one in page.expander]
    press(choose(page, backup), "Restore this backup")
    assert "The backup is restored." in page.success[0].value


def test_a_database_that_breaks_while_it_is_open_is_said_and_restored_over(
    at: Callable[[], AppTest], backup: bytes, seeded_file: Path, tmp_path: Path
):
    path = Path(shutil.copy(seeded_file, tmp_path / "seven-statements.db"))
    page = at()
    assert CANNOT not in words(page)
    KINDS["missing"](path)
    page.run()
    assert not page.exception
    assert CANNOT in words(page)
    assert "The data folder cannot be reached" in page.error[0].value
    press(choose(page, backup), "Restore this backup")
    assert "The backup is restored." in page.success[0].value
    assert CANNOT not in words(page)


def test_a_file_that_is_no_backup_is_refused_in_words(seeded: App):
    page = drawn(seeded, "safekeeping.restore", "form")
    choose(page, b"nothing", "notes.docx")
    assert "notes.docx is not a backup of Seven Statements" in page.error[0].value
    assert not [one for one in page.button if one.label == "Restore this backup"]


def test_from_the_page_of_keeping_everything_comes_back_and_is_noted(seeded: App):
    content = backups.make(seeded.engine, now=NOON, own={"kinder_words.yaml": b"words: []\n"})
    with seeded.unit_of_work() as db:
        from audit.services.safekeeping import erasure as service

        service.erase_round(db, by=seeded.person, round_ref="WM25", confirmed="WM25", now=NOON)
    page = choose(drawn(seeded, "safekeeping"), content)
    assert "It also holds your own lists." in words(page)
    press(page, "Restore this backup")
    with seeded.reading() as db:
        from audit.store.queries import rounds

        assert len(rounds.every(db)) == 2
        assert trail.lines(db, most=1)[0].event == "backup restored"


def test_only_a_facilitator_restores(seeded: App):
    page = drawn(somebody(seeded, Role.SCRUTINEER), "safekeeping")
    assert not page.file_uploader
    content = backups.make(seeded.engine, now=NOON)
    refused = choose(drawn(somebody(seeded, Role.SCRUTINEER), "safekeeping.restore", "form"), content)
    press(refused, "Restore this backup")
    assert refused.error


def test_with_a_sign_in_nobody_restores_whom_no_database_knows(seeded: App):
    assert restore.may_restore_unknown(seeded)
    assert not restore.may_restore_unknown(App(engine=seeded.engine, sign_in=SignIn.OIDC))
