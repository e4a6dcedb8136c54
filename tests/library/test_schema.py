"""The schema for editors and the list of frameworks: right about good and broken files, and never stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from audit.__main__ import app
from audit.library.frameworks import loading, schema
from tests.library.broken import BREAKS, GOOD, Break, write

_EDITOR = Draft202012Validator(schema.schema())
_SEEN_BY_AN_EDITOR = [
    broken
    for broken in BREAKS
    if broken.promise
    in {
        "unknown key",
        "unknown key at the top",
        "missing field",
        "missing header field",
        "a number for text",
        "a word for a list",
        "unknown kind",
        "unknown provenance",
        "unknown mapping type",
        "mapping without provenance",
        "scale without order",
        "version below 1",
    }
]


@pytest.mark.parametrize("path", loading.files(), ids=lambda path: path.stem)
def test_a_framework_file_says_first_under_which_licence_its_source_is(path: Path):
    assert path.read_text("utf-8").startswith("# Licence of the source: ")


def test_nothing_that_is_made_from_the_frameworks_is_stale():
    assert schema.stale() == [], "run: python -m audit frameworks generate"


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("path", loading.files(), ids=lambda path: path.stem)
def test_an_editor_finds_nothing_wrong_with_an_installed_framework(path: Path):
    assert list(_EDITOR.iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("broken", _SEEN_BY_AN_EDITOR, ids=lambda broken: broken.promise)
def test_an_editor_marks_what_the_check_would_refuse(broken: Break):
    assert not _EDITOR.is_valid(yaml.safe_load(broken.text()))


def test_an_editor_offers_the_keys_as_a_file_writes_them():
    mapping = schema.schema()["$defs"]["WrittenMapping"]
    assert mapping["required"] == ["from", "to", "type", "provenance"]


def test_generating_makes_what_was_stale_fresh(tmp_path: Path):
    write(tmp_path, GOOD.replace("  - {from: A1, to: ewg-recommendations-2017/R1", "  # {"))
    assert [path.name for path in schema.stale(tmp_path)] == ["schema.json", "README.md"]
    schema.generate(tmp_path)
    assert schema.stale(tmp_path) == []
    (tmp_path / "README.md").write_text("changed by hand", encoding="utf-8")
    assert [path.name for path in schema.stale(tmp_path)] == ["README.md"]


def test_the_list_counts_items_by_provenance_and_says_what_is_held(tmp_path: Path):
    text = schema.readme([loading.read(write(tmp_path))])
    assert "| `small-audit` | A small audit | statements | 1 | 8 | 4 | 4 | 0 | 1 of 2 |" in text
    assert "- `small-audit`: *A paper* (A body, 2020). All of it." in text


def test_the_command_says_what_it_made():
    result = CliRunner().invoke(app, ["frameworks", "generate", "--help"])
    assert result.exit_code == 0
    assert "schema.json" in result.stdout


def test_the_written_schema_is_json():
    assert json.loads((loading.installed() / "schema.json").read_text("utf-8")) == schema.schema()
