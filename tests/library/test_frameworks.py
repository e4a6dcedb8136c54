"""Reading framework files: a good one comes through whole, and a broken one names file, item and field."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from audit.__main__ import app
from audit.domain.frameworks.framework import Key
from audit.errors import WrongInput
from audit.library.frameworks import loading
from tests.library.broken import BREAKS, GOOD, NAME, WHOLE, Break, write

_RUNNER = CliRunner()


def _bomb() -> bytes:
    """Return a few lines whose aliases, written out, are ten thousand million lists."""
    lines = ["a0: &a0 [[]]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


def check(*arguments: str | Path):
    return _RUNNER.invoke(app, ["frameworks", "check", *map(str, arguments)])


def test_a_good_file_is_read_whole(tmp_path: Path):
    framework = loading.read(write(tmp_path))
    assert [item.ref for item in framework.items] == ["M1", "A1", "A1.1", "A1.2", "A1.3", "A1.4", "B1", "B2"]
    assert framework.mappings[0].from_ == Key("small-audit", "B1")
    assert framework.mappings[1].to == Key("ewg-recommendations-2017", "R1")
    assert framework.graded()[0].descriptors == {"good": "The child was heard.", "poor": "The child was not heard."}


def test_a_good_file_has_no_faults(tmp_path: Path):
    result = check(write(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.promise)
def test_a_broken_file_names_file_item_and_field(broken: Break, tmp_path: Path):
    result = check(write(tmp_path, broken.text()))
    named = f"{NAME}: item {broken.item}: field {broken.field}: "
    assert result.exit_code == 1
    assert result.stdout == ""
    about = [line for line in result.stderr.splitlines() if named in line]
    assert about, result.stderr
    assert any(broken.says in line for line in about), about


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"# only a comment\n", "is empty"),
        (b"- a\n- b\n", "a list where a map is wanted"),
        (b"just words\n", "a single value where a map is wanted"),
        (b"title: one: two\n", "not YAML (line 1, column 11)"),
        (b"title: caf\xe9\n", "not UTF-8"),
        (b"a: !!python/object:os.system x\n", "not YAML"),
        (b"a: &x [*x]\n", "nested too deeply"),
        (_bomb(), "aliases"),
        (b"a: " + b"[" * 200_000, "more brackets"),
        (b"a: " + b"[" * 2_000 + b"]" * 2_000, "nested too deeply"),
        (b"1: one\n", "quotation marks"),
        (b"a: \x07\n", "not YAML"),
        (b"a: 2020-13-45\n", "not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, says: str, tmp_path: Path):
    path = tmp_path / NAME
    path.write_bytes(content)
    result = check(path)
    assert result.exit_code == 1
    assert f"{NAME}: item {WHOLE}: field {WHOLE}: " in result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    result = check(tmp_path / "absent.yaml")
    assert result.exit_code == 1
    assert "absent.yaml" in result.stderr


def test_every_fault_of_a_file_is_listed_at_once(tmp_path: Path):
    text = GOOD.replace("version: 1", "version: zero").replace("locator: Section 3", 'locator: ""')
    text = text.replace("part_of: A1\n", "part_of: A7\n").replace("kind: theme", "kind: themes")
    with pytest.raises(WrongInput) as refused:
        loading.read(write(tmp_path, text))
    for place in ("field version", "item M1: field kind", "item A1.1: field part_of", "item A1.4: field part_of"):
        assert place in str(refused.value)


def test_a_circle_is_named_at_each_of_its_items(tmp_path: Path):
    text = GOOD.replace("ref: B1\n", "ref: B1\n    part_of: B2\n").replace("ref: B2\n", "ref: B2\n    part_of: B1\n")
    faults = loading.faults([write(tmp_path, text)])
    assert [(fault.item, fault.field) for fault in faults] == [("B1", "part_of"), ("B2", "part_of")]


def test_a_local_edition_adds_a_suffix_to_the_files_name(tmp_path: Path):
    assert loading.faults([write(tmp_path, name="small-audit.our-area.yaml")]) == []
    assert loading.faults([write(tmp_path, name="small-audit-our-area.yaml")]) == []
    assert loading.faults([write(tmp_path, name="small-audit-2017.yaml")]) != []


def test_the_newest_version_of_a_framework_is_the_one_in_use(tmp_path: Path):
    alone = GOOD.replace("  - {from: A1, to: ewg-recommendations-2017/R1, type: overlaps, provenance: derived}\n", "")
    write(tmp_path, alone)
    write(tmp_path, alone.replace("version: 1", "version: 2"), "small-audit.ours.yaml")
    assert [(one.id, one.version) for one in loading.read_all(tmp_path)] == [("small-audit", 2)]


def test_two_files_cannot_hold_the_same_version(tmp_path: Path):
    paths = [write(tmp_path), write(tmp_path, name="small-audit.ours.yaml")]
    assert {(fault.item, fault.field) for fault in loading.faults(paths)} == {(WHOLE, "version")}


def test_a_file_is_checked_against_the_other_frameworks(tmp_path: Path):
    other = write(tmp_path, GOOD.replace("small-audit", "other-audit"), "other-audit.yaml")
    text = GOOD.replace("ewg-recommendations-2017/R1", "other-audit/B2")
    assert loading.faults([write(tmp_path, text), other]) == []
    gone = write(tmp_path, text.replace("other-audit/B2", "other-audit/B3"))
    assert [fault.item for fault in loading.faults([gone, other])] == ["A1"]


def test_a_theme_that_another_framework_asks_under_has_to_be_touched(tmp_path: Path):
    themes = yaml.safe_load((loading.installed() / "leeds-jtai-2020.yaml").read_text("utf-8"))
    themes["items"].append({**themes["items"][0], "ref": "L13"})
    path = write(tmp_path, yaml.safe_dump(themes), "leeds-jtai-2020.yaml")
    assert [(fault.item, fault.field) for fault in loading.faults([path])] == [("L13", "themes")]


def test_the_command_exits_with_1_as_a_process(tmp_path: Path):
    path = write(tmp_path, BREAKS[0].text())
    command = [sys.executable, "-m", "audit", "frameworks", "check", "--json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=loading.installed().parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{path}: item M1: field colour: ")


def test_reading_is_the_same_without_libyaml(tmp_path: Path):
    write(tmp_path, "a: \x07")
    write(tmp_path, GOOD.replace("title: Voice", "title: 12"), "small-audit.ours.yaml")
    command = "import yaml; del yaml.CSafeLoader; from audit.__main__ import app; app()"
    files = [str(path) for path in loading.files(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", command, "frameworks", "check", *files],
        capture_output=True,
        text=True,
        check=False,
        cwd=loading.installed().parent,
    )
    assert done.returncode == 1
    assert "not YAML that can be read" in done.stderr
    assert "item M1: field title: must be text" in done.stderr


def test_wrong_usage_exits_with_2():
    assert check("--jsn").exit_code == 2


def test_json_holds_what_the_file_says_and_nothing_else(tmp_path: Path):
    result = check("--json", write(tmp_path))
    [found] = json.loads(result.stdout)
    assert list(found) == ["id", "version", "kind", "items", "lines", "mappings", "provenance"]
    assert found["items"][0] == {"ref": "M1", "kind": "theme", "title": "Voice", "provenance": "published"}
    assert found["lines"][0] == {"ref": "A1.1", "agencies": ["CSC", "HEALTH"], "themes": ["M1"]}
    assert [mapping["to"] for mapping in found["mappings"]] == ["A1", "ewg-recommendations-2017/R1"]
    assert found["provenance"] == {"published": 4, "derived": 4, "unverified": 0}


def test_a_framework_of_63_items_is_read_in_30_ms(tmp_path: Path):
    data = yaml.safe_load(GOOD)
    line = next(item for item in data["items"] if item["kind"] == "line_of_enquiry")
    line["text"] = line["good_looks_like"] = "Was the child asked, and is what they said written down? " * 4
    data["items"] += [{**line, "ref": f"A1.{number}"} for number in range(5, 60)]
    path = write(tmp_path, yaml.safe_dump(data, sort_keys=False))
    assert len(loading.read(path).items) == 63
    assert statistics.median(_seconds(path) for _ in range(15)) <= 0.030


def _seconds(path: Path) -> float:
    begun = time.process_time()
    loading.read(path)
    return time.process_time() - begun
