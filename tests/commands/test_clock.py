"""The inspection clock on the command line counts by the same steps as the pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.__main__ import app
from audit.library.own_files import local_lists


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["clock", *words], env={"SEVEN_STATEMENTS_DATA": str(folder)})


def days(folder: Path, *words: str) -> dict[int, str]:
    done = run(folder, *words, "--json")
    assert done.exit_code == 0, done.output
    return {one["day"]: one["date"] for one in json.loads(done.stdout)}


@pytest.mark.parametrize(
    ("words", "day", "on"),
    [
        (("--letter", "2024-07-12"), 70, "2024-10-21"),
        (("--letter", "2018-01-30"), 70, "2018-05-11"),
        (("--notified", "2026-12-14"), 10, "2026-12-29"),
    ],
)
def test_days_are_counted_as_inspectors_do(tmp_path: Path, words: tuple[str, ...], day: int, on: str):
    assert days(tmp_path, *words)[day] == on


def test_steps_of_ones_own_are_counted_by_and_wrong_ones_refused(tmp_path: Path):
    own = [one.on_day(8) if one.day == 9 else one for one in local_lists.inspection_clock()]
    (tmp_path / local_lists.CLOCK).write_bytes(local_lists.clock_as_file(own))
    assert days(tmp_path, "--notified", "2026-12-14")[8] == "2026-12-23"
    (tmp_path / local_lists.CLOCK).write_text("steps:\n- {step: Call, who: All, sure: true}\n")
    refused = run(tmp_path, "--notified", "2026-12-14", "--json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "entry 1: “Call” needs exactly one of day" in refused.stderr


def test_one_of_the_two_days_is_wanted_and_not_both(tmp_path: Path):
    assert run(tmp_path).exit_code == 2
    assert run(tmp_path, "--notified", "2026-12-14", "--letter", "2026-12-14").exit_code == 2
