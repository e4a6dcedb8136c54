"""What a paper needs before it leaves, on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from audit.__main__ import app
from audit.app import App


@pytest.fixture(autouse=True)
def here(seeded: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{seeded.engine.url.database}")


def test_each_text_says_where_it_stands_what_was_found_and_what_was_decided():
    result = CliRunner().invoke(app, ["check-out", "WM25", "--paper", "plan", "--json"])
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    assert all(set(row) == {"where", "text", "tier", "found", "state"} for row in rows)
    assert {row["state"] for row in rows} == {"open", "reworded", "as_it_is"}
    first = next(row for row in rows if row["where"] == "Action A1: evidence of impact")
    assert (first["tier"], first["state"]) == ("stop", "reworded")
    mark = first["found"][0]
    assert "two children" in first["text"][mark["start"] : mark["end"]].lower()


@pytest.mark.parametrize("paper", ["plan", "board", "slides", "briefing", "healthwatch", "self-evaluation"])
def test_every_paper_can_be_checked_for_every_audience(paper: str):
    for audience in ("group", "published"):
        result = CliRunner().invoke(app, ["check-out", "WM25", "--paper", paper, "--audience", audience])
        assert result.exit_code == 0
        assert "held back." in result.stdout


def test_a_round_that_has_no_such_paper_is_refused_with_what_to_do():
    result = CliRunner().invoke(app, ["check-out", "WM25", "--paper", "statement"])
    assert result.exit_code == 1
    assert "choose its round" in result.stderr
