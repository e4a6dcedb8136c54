from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.__main__ import app as command_line
from tests.given import each
from tests.returns import ANNEX_A, YEARS, a_return, an_annex_a, looked_after

RESULTS = {"met", "late", "not_due", "not_applicable", "cannot_tell"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command_line, [str(one) for one in arguments])


def test_timescales_as_json_say_what_each_rule_says_of_each_child(tmp_path: Path):
    found = run("timescales", a_return(tmp_path / "2026"), "--as-of", "2026-03-31", "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert set(told) == {"as_of", "children", "unreadable", "results"}
    assert (told["as_of"], told["children"], told["unreadable"]) == ("2026-03-31", 3, [])
    for one in told["results"]:
        assert set(one) == {"child", "check", "standing", "result", "days_late", "due", "dates", "why"}
        assert one["result"] in RESULTS
    by = {(one["child"], one["check"]): one for one in told["results"]}
    assert by["101", "T8"] | {"why": ""} == {
        "child": "101",
        "check": "T8",
        "standing": "duty",
        "result": "met",
        "days_late": None,
        "due": "2025-06-04",
        "dates": {"entry_to_care": "2025-05-06", "first_review": "2025-06-03"},
        "why": "",
    }
    assert (by["101", "T9"]["result"], by["101", "T9"]["days_late"]) == ("late", 1)
    assert by["102", "T8"]["result"] == "cannot_tell"
    assert (by["102", "T6"]["result"], by["102", "T5"]["result"]) == ("not_applicable", "late")
    assert (by["103", "T8"]["result"], by["103", "T5"]["result"]) == ("cannot_tell", "not_applicable")


def test_timescales_without_json_are_counts(tmp_path: Path):
    found = run(
        "timescales", a_return(tmp_path / "2026"), a_return(tmp_path / "2025", before=1), "--as-of", "2026-03-31"
    )
    assert found.exit_code == 0
    assert "101" not in found.stdout
    assert "T10  Later reviews" in found.stdout


def test_a_folder_without_the_files_is_refused(tmp_path: Path):
    found = run("timescales", tmp_path, "--as-of", "2026-03-31", "--json")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "has no header.csv" in found.stderr
    assert run("timescales", tmp_path, "--as-of", "31/03/2026").exit_code == 2


def test_a_sample_is_references_and_bands_and_the_key_is_its_owners_alone(tmp_path: Path):
    book = tmp_path / "list.xlsx"
    book.write_bytes(an_annex_a([looked_after(90000 + number) for number in range(9)]))
    key = tmp_path / "key.csv"
    arguments = (
        "sample",
        book,
        "--size",
        6,
        "--reserves",
        2,
        "--seed",
        4,
        "--method",
        "stratified",
        "--by",
        "placement_type,gender",
        "--filter",
        "age=10-15",
        "--key",
        key,
        "--json",
    )
    found = run(*arguments)
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert set(told) == {"frame", "strata", "cases", "reserves"}
    assert (told["frame"], len(told["cases"]), len(told["reserves"])) == (9, 6, 2)
    assert told["strata"] == [
        {"name": "placement_type,gender", "value": "Foster care, Girl or young woman", "frame": 9, "drawn": 6}
    ]
    assert all(set(one) == {"ref", "bands"} for one in (*told["cases"], *told["reserves"]))
    assert "9000" not in found.output
    assert key.stat().st_mode & 0o777 == 0o600
    lines = key.read_text("utf-8").splitlines()
    assert lines[0] == "reference,child"
    assert [line.split(",")[0] for line in lines[1:]] == [one["ref"] for one in (*told["cases"], *told["reserves"])]
    assert run(*arguments).stdout == found.stdout
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["key.csv", "list.xlsx"]


def test_another_key_is_never_written_over(tmp_path: Path):
    folder, key = a_return(tmp_path / "2026"), tmp_path / "key.csv"
    key.write_text("something else", encoding="utf-8")
    found = run("sample", folder, "--size", 1, "--seed", 1, "--key", key, "--json")
    assert (found.exit_code, found.stdout) == (1, "")
    assert key.read_text("utf-8") == "something else"


def test_a_frame_that_is_too_small_is_refused_with_the_count_and_no_key(tmp_path: Path):
    found = run("sample", a_return(tmp_path / "2026"), "--size", 6, "--seed", 1, "--key", tmp_path / "key.csv")
    assert found.exit_code == 1
    assert "2 children are in the frame" in found.stderr
    assert not (tmp_path / "key.csv").exists()


@pytest.mark.parametrize("book", each(ANNEX_A), ids=lambda path: path.name)
def test_the_annex_a_sample_gives_four_and_no_reserves(book: Path, tmp_path: Path):
    four = run("sample", book, "--size", 4, "--seed", 3, "--key", tmp_path / "a", "--json")
    assert len(json.loads(four.stdout)["cases"]) == 4
    more = run("sample", book, "--size", 4, "--reserves", 2, "--seed", 3, "--key", tmp_path / "b", "--json")
    assert more.exit_code == 1
    assert "too small for 4 cases and 2 reserves" in more.stderr


@pytest.mark.parametrize("folder", each(YEARS[-1:]), ids=lambda path: path.name)
def test_six_with_strata_on_the_synthetic_return(folder: Path, tmp_path: Path):
    found = run(
        "sample",
        folder,
        "--size",
        6,
        "--reserves",
        2,
        "--seed",
        903,
        "--method",
        "stratified",
        "--by",
        "placement_type",
        "--filter",
        "age=10-15",
        "--key",
        tmp_path / "key",
        "--json",
    )
    told = json.loads(found.stdout)
    assert sum(one["drawn"] for one in told["strata"]) == len(told["cases"]) == 6
    assert sum(one["frame"] for one in told["strata"]) == told["frame"] > 50
