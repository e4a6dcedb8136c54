"""Rounds over time on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from tests.reaudits import SECOND, a_reaudit

RUN = CliRunner()


@pytest.fixture
def here(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    a_reaudit(app).settle()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{app.engine.url.database}")


@pytest.mark.usefixtures("here")
def test_what_changed_is_told_in_words_and_without_counts():
    result = RUN.invoke(command_line, ["over-time", SECOND, "--json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [(one["ref"], one["seen"], one["version"]) for one in found["findings"]] == [
        ("F1", "not_seen", 1),
        ("F2", None, 0),
    ]
    assert found["findings"][0]["actions"] == [
        {"ref": "A1", "done": False, "makes_a_difference": False, "owner_reports": "not_known", "status": "not started"}
    ]
    first = found["statements"][0]
    assert (first["then"], first["now"], first["direction"]) == ("needs to improve", "a strength", None)
    assert (first["tested"], first["beyond_chance"]) == (False, False)
    assert first["sentence"].endswith("Different children, so not a trend.")
    assert not {"p", "then_tally", "now_tally"} & set(first)


@pytest.mark.usefixtures("here")
def test_both_can_be_read_by_a_person():
    said = RUN.invoke(command_line, ["over-time", SECOND]).stdout
    assert "To improve: one not found in the cases looked at. Strengths: one not checked yet." in said
    assert "R26" in RUN.invoke(command_line, ["programme"]).stdout


@pytest.mark.usefixtures("here")
def test_the_programme_lists_every_round_by_its_day():
    found = json.loads(RUN.invoke(command_line, ["programme", "--json"]).stdout)
    assert {one["round"]: one["standing"] for one in found} == {"R25": "done", "R26": "under_way", "AU26": "under_way"}


@pytest.mark.usefixtures("here")
def test_a_round_by_itself_is_refused():
    result = RUN.invoke(command_line, ["over-time", "R25"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "not the re-audit" in result.stderr
