"""How long a sign-in may stand unused is a setting, and one that cannot be used is refused by its name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from audit.app import open_app
from audit.errors import WrongInput
from audit.settings import load


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
