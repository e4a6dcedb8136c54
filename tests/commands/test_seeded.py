from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.app import App
from audit.domain.rounds.audit_round import STAGES

RUN = CliRunner()


@pytest.fixture
def here(seeded: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    return tmp_path / "none.db"


@pytest.mark.usefixtures("here")
def test_rounds_as_json_say_where_each_round_stands():
    result = RUN.invoke(command_line, ["rounds", "--json"])
    assert result.exit_code == 0
    rounds = {one["ref"]: one for one in json.loads(result.stdout)}
    assert set(rounds) == {"WM25", "WM26"}
    for one in rounds.values():
        assert set(one) == {"ref", "title", "stage", "cases", "agencies"}
        assert one["cases"] == 6
        assert one["stage"] in [stage.value for stage in STAGES]
        assert one["agencies"] == ["CSC", "CAMHS", "HEALTH", "EDUCATION", "POLICE", "YJS", "AMH", "VCS"]


@pytest.mark.usefixtures("here")
def test_themes_as_json_count_findings_in_the_order_of_the_themes():
    result = RUN.invoke(command_line, ["themes", "WM25", "--json"])
    assert result.exit_code == 0
    themes = json.loads(result.stdout)
    assert [one["ref"] for one in themes] == [f"L{number}" for number in range(1, 13)]
    counts = ("strengths", "improvements", "priority", "learning", "cases")
    for one in themes:
        assert set(one) == {"ref", "title", *counts}
        assert all(isinstance(one[name], int) for name in counts)
    assert sum(one["priority"] for one in themes) == 3


@pytest.mark.usefixtures("here")
def test_without_json_people_read_a_table():
    rounds = RUN.invoke(command_line, ["rounds"]).stdout
    assert "WM26  Autumn 2026" in rounds
    assert RUN.invoke(command_line, ["themes", "WM25"]).stdout.splitlines()[0].startswith("Ref")


@pytest.mark.usefixtures("here")
def test_a_round_that_is_not_there_is_refused_in_a_sentence():
    result = RUN.invoke(command_line, ["themes", "WM99", "--json"])
    assert result.exit_code == 1
    assert "There is no round WM99" in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("here")
def test_a_second_seed_is_refused():
    result = RUN.invoke(command_line, ["seed"])
    assert result.exit_code == 1
    assert "There is a round here already" in result.stderr


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("command", [["seed"], ["rounds", "--json"], ["themes", "WM25"]])
def test_an_empty_database_has_to_be_migrated_first(command: list[str]):
    result = RUN.invoke(command_line, command)
    assert result.exit_code == 1
    assert "python -m audit migrate" in result.stderr


def test_migrate_says_what_it_did(nothing: Path):
    first = RUN.invoke(command_line, ["migrate"])
    assert (first.exit_code, nothing.exists()) == (0, True)
    assert "The database is up to date" in first.stdout
    assert "Nothing was done" in RUN.invoke(command_line, ["migrate"]).stdout
    assert "There is no round yet" in RUN.invoke(command_line, ["rounds"]).stdout
