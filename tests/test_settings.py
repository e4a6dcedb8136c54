"""Where the data may be, a folder of this computer that its owner alone can read; and how long a sign-in may rest."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from audit.app import open_app
from audit.errors import WrongInput
from audit.settings import Settings, SignIn, load, must_not_listen_beyond, prepare_folder
from audit.store import migrate, move


@pytest.mark.parametrize(
    "inside",
    [
        "OneDrive - Eastmere Council/audits",
        "Dropbox/audits",
        "Google Drive/audits",
        "Nextcloud/audits",
        "Library/Mobile Documents/com~apple~CloudDocs/audits",
        "Library/CloudStorage/Box-Box/audits",
    ],
)
def test_a_synced_folder_is_refused_and_not_made(tmp_path: Path, inside: str):
    with pytest.raises(WrongInput, match=r"is synced to other machines\. Set SEVEN_STATEMENTS_DATA"):
        prepare_folder(tmp_path / inside)
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_into_a_synced_folder_is_refused(tmp_path: Path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "audits").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(WrongInput, match="is synced"):
        prepare_folder(tmp_path / "audits")


@pytest.mark.parametrize("share", ["//server/share/audits", "\\\\server\\share\\audits"])
def test_a_network_share_is_refused(share: str):
    with pytest.raises(WrongInput, match=r"is on a network share\. Set SEVEN_STATEMENTS_DATA"):
        prepare_folder(Path(share))


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path):
    made = prepare_folder(tmp_path / "data" / "audits")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path):
    (tmp_path / "open").mkdir(mode=0o755)
    assert stat.S_IMODE(prepare_folder(tmp_path / "open").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(WrongInput, match=r"cannot be used: .*\. Set SEVEN_STATEMENTS_DATA to another"):
        prepare_folder(tmp_path / "file" / "audits")


@pytest.mark.parametrize("name", ["a b", "50% of it", "a%20b", "what?", "#1 [x] *", "Zoë 日本 🙂", "a+b&c=d;e"])
def test_the_data_is_in_the_folder_that_was_named_whatever_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path / name / "data"))
    monkeypatch.setenv("DATABASE_URL", "")
    app = open_app(load())
    migrate.upgrade(app.engine)
    elsewhere: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{quote(str(tmp_path / name / 'to' / 'b.db'))}"}
    move.move(app.engine, open_app(Settings(**elsewhere)).engine)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "data" / "seven-statements.db").exists()
    assert [path.name for path in (tmp_path / name / "to").iterdir()] == ["b.db"]
    app.engine.dispose()


def test_without_a_sign_in_nobody_is_listened_to_from_beyond_this_computer():
    must_not_listen_beyond("127.0.0.1", SignIn.THIS_COMPUTER)
    must_not_listen_beyond("0.0.0.0", SignIn.OIDC)  # noqa: S104 - with a sign-in it may be
    with pytest.raises(WrongInput, match="no sign-in"):
        must_not_listen_beyond("0.0.0.0", SignIn.THIS_COMPUTER)  # noqa: S104 - what is refused


def test_half_an_hour_unless_the_partnership_says_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'audits.db'}")
    monkeypatch.delenv("SEVEN_STATEMENTS_IDLE_MINUTES", raising=False)
    assert open_app().idle == timedelta(minutes=30)
    monkeypatch.setenv("SEVEN_STATEMENTS_IDLE_MINUTES", "12")
    assert open_app().idle == timedelta(minutes=12)


@pytest.mark.parametrize("said", ["4", "481", "soon", ""])
def test_minutes_that_cannot_be_used_are_refused_with_the_name_of_the_setting(
    said: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SEVEN_STATEMENTS_IDLE_MINUTES", said)
    with pytest.raises(WrongInput, match="SEVEN_STATEMENTS_IDLE_MINUTES"):
        load()
