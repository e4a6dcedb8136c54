"""Tables are suppressed on the command line, and bad ones are refused with row and column named."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from audit.__main__ import app as command_line

RUN = CliRunner()
AGES = "Age,Boys,Girls,Total\n5 to 9,3,12,15\n10 to 12,8,7,15\n13 to 15,20,0,20\nTotal,31,19,50\n"
HOMES = "Age,Foster,Other,Total\n5 to 9,9,6,15\n10 to 12,8,7,15\n13 to 15,16,4,20\nTotal,33,17,50\n"


def suppressed(folder: Path, *tables: str, options: tuple[str, ...] = ()):
    """Run the command on tables, and return its result."""
    files = []
    for number, text in enumerate(tables):
        files.append(folder / f"table{number}.csv")
        files[-1].write_text(text, encoding="utf-8")
    return RUN.invoke(command_line, ["suppress", *map(str, files), *options])


def test_the_same_table_comes_out_without_small_numbers(tmp_path: Path):
    result = suppressed(tmp_path, AGES)
    assert result.exit_code == 0
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == ["Age", "Boys", "Girls", "Total"]
    assert rows[1] == ["5 to 9", "c", "c", "15"]
    assert rows[3] == ["13 to 15", "20", "0", "20"]
    assert "1 to 5" in result.stderr


def test_as_json_it_says_how_many_cells_are_hidden(tmp_path: Path):
    said = json.loads(suppressed(tmp_path, AGES, options=("--json",)).stdout)
    assert said["hidden"] == 4
    assert said["columns"] == ["Age", "Boys", "Girls", "Total"]


def test_percentages_are_withheld_with_their_counts(tmp_path: Path):
    rows = suppressed(tmp_path, AGES, options=("--percentages",)).stdout.splitlines()
    assert rows[1:4] == ["5 to 9,c,c,15", "10 to 12,c,c,15", "13 to 15,100.0,0.0,20"]


def test_several_tables_of_one_round_come_out_one_after_the_other(tmp_path: Path):
    first, second = suppressed(tmp_path, AGES, HOMES).stdout.strip().split("\n\n")
    assert first.splitlines()[0].startswith("Age,Boys")
    assert second.splitlines()[3].startswith("13 to 15,c,c")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            AGES.replace("3,12,15", "3,12,16"),
            "row 2 (5 to 9), column Total: the total says 16 and the counts add up to 15",
        ),
        (AGES.replace("31,19,50", "31,20,50"), "row 5 (Total), column Girls: the total says 20"),
        (AGES.replace("8,7", "8,seven"), "row 3 (10 to 12), column Girls: “seven” is not a whole number"),
        (AGES.replace("8,7", "8,-7"), "column Girls: “-7” is not a whole number"),
        (AGES.replace("8,7", "8,"), "row 3 (10 to 12), column Girls: is empty"),
        (AGES.replace("8,7,15", "8,7"), "row 3 (10 to 12) has 3 cells"),
        (AGES.replace("3,12", "c,c"), "column Boys: “c” is not a whole number"),
        ("Age,Boys,Total\n", "needs a header row"),
        ("", "needs a header row"),
    ],
)
def test_a_bad_table_is_refused_with_its_place(tmp_path: Path, text: str, says: str):
    result = suppressed(tmp_path, text)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    result = RUN.invoke(command_line, ["suppress", str(tmp_path / "none.csv")])
    assert (result.exit_code, "cannot be opened" in result.stderr) == (1, True)


def test_tables_of_different_children_are_refused_together(tmp_path: Path):
    result = suppressed(tmp_path, AGES, "Age,Boys,Total\n5,9,9\nTotal,9,9\n")
    assert (result.exit_code, "totals differ" in result.stderr) == (1, True)
