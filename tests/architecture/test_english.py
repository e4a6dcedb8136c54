"""One module makes words of numbers and lists: what it returns, and that nothing else does it too."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from audit.domain import english
from tests.repository import ROOT, name

HOME = "audit/domain/english.py"
LEXICON = "audit/domain/identifying/"  # reads how people write numbers, and writes none
COUNTS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "audit").rglob("*.py")) if name(path) != HOME]


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def chooses_by_one(node: ast.AST) -> bool:
    """Return whether a text is chosen by whether a number is one, which `agree` does."""
    return (
        isinstance(node, ast.IfExp)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.ops[0], ast.Eq | ast.NotEq)
        and isinstance(node.test.comparators[0], ast.Constant)
        and node.test.comparators[0].value == 1
        and is_text(node.body)
        and is_text(node.orelse)
    )


def counts_in_words(node: ast.AST) -> bool:
    """Return whether a series holds numbers as words, which `number` writes."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
        return False
    parts = node.values if isinstance(node, ast.Dict) else node.elts
    words = {part.value.casefold() for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return len(words & COUNTS) > 2


def joins_all_but_the_last(node: ast.AST) -> bool:
    """Return whether names are joined but for the last, which `listed` does."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.args[0], ast.Subscript)
        and ast.unparse(node.args[0].slice) == ":-1"
    )


def enlarges_the_first_letter(node: ast.AST) -> bool:
    """Return whether a text's first letter is made large by hand, which `capital` does."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "upper"
        and isinstance(node.func.value, ast.Subscript)
        and ast.unparse(node.func.value.slice) in ("0", ":1")
    )


def writes_a_month(node: ast.AST) -> bool:
    """Return whether a day is written with its month's name, which the days of `english` do."""
    return isinstance(node, ast.FormattedValue) and any(
        isinstance(part, ast.Constant) and part.value in ("%b", "%B") for part in ast.walk(node.format_spec or node)
    )


def counts_a_step(node: ast.AST) -> bool:
    """Return whether a page says by hand which step it is, which `place.step` and `place.setting_up` do."""
    return isinstance(node, ast.Call) and any(
        isinstance(part, ast.Constant) and re.search(r"\b[Ss]tep \d", str(part.value)) for part in ast.walk(node)
    )


WAYS = {
    "says by hand which step it is: place.step": counts_a_step,
    "chooses a word by whether a number is one: agree": chooses_by_one,
    "has numbers as words: number": counts_in_words,
    "joins a list by hand: listed": joins_all_but_the_last,
    "makes a first letter large by hand: capital": enlarges_the_first_letter,
    "writes a month's name: day, short_day, month": writes_a_month,
}
OF_A_CHART = {
    "audit/charts/wording.py",
    "audit/charts/drawing/time_axis.py",
}  # a period of months; an axis in two lines


@pytest.mark.parametrize("way", WAYS)
def test_nothing_else_makes_words_of_numbers_lists_and_days(way: str):
    found = [
        f"{name(path)}:{getattr(node, 'lineno', 0)}"
        for path in modules()
        if not (name(path).startswith(LEXICON) or (way.startswith("writes a month") and name(path) in OF_A_CHART))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if WAYS[way](node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("way", "line"),
    [
        ("chooses a word by whether a number is one: agree", "x = 'is' if n == 1 else 'are'"),
        ("says by hand which step it is: place.step", "line_above(title, 'Step 3 of 6')"),
        ("has numbers as words: number", "x = ('no', 'one', 'two', 'three')"),
        ("joins a list by hand: listed", "x = ', '.join(names[:-1])"),
        ("makes a first letter large by hand: capital", "x = text[0].upper() + text[1:]"),
        ("writes a month's name: day, short_day, month", "x = f'{day:%B} {day.year}'"),
    ],
)
def test_such_a_place_would_be_found(way: str, line: str):
    assert any(WAYS[way](node) for node in ast.walk(ast.parse(line)))


def test_numbers_are_written_as_gov_uk_writes_them():
    assert [english.number(n) for n in (0, 1, 2, 10, 1200)] == ["no", "one", "2", "10", "1,200"]
    assert [english.amount(n) for n in (0, 1, 2)] == ["none", "one", "2"]
    assert [english.counted(n, "action") for n in (0, 1, 2)] == ["no actions", "one action", "2 actions"]
    assert english.counted(2, "child", "children") == "2 children"
    assert english.figure(1, "action") == "1 action"
    assert [english.agree(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


def test_parts_of_a_whole_are_said_as_people_say_them():
    assert [english.part_of(n, 6) for n in (0, 1, 3, 6)] == ["none of 6", "one of 6", "3 of 6", "all 6"]
    assert [english.part_of(n, 2) for n in (0, 1, 2)] == ["none of 2", "one of 2", "both"]
    assert [english.part_of(n, 1) for n in (0, 1)] == ["none of one", "the one"]
    assert english.share(3, 5) == "3 of 5"
    assert english.share(1, 40) == "fewer than 1 in 10"
    assert english.share(8, 20) == "4 in 10"
    assert english.share(9, 20) == "about 5 in 10"
    assert english.share(39, 40) == "nearly all"


def test_lists_and_sentences_are_plain_english():
    assert [english.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert english.listed(["A", "B", "C"], "or") == "A, B or C"
    assert english.sentence("nothing yet") == "Nothing yet."
    assert english.sentence("“Nothing.”") == "“Nothing.”"
    assert english.sentence("a\nb") == "a\nb"
    assert english.inside("Care planning") == "care planning"
    assert english.inside("CAMHS review") == "CAMHS review"


def test_days_and_times_are_londons():
    day = date(2026, 11, 27)
    assert english.day(day) == "Friday 27 November 2026"
    assert english.short_day(day) == "27 Nov 2026"
    assert english.month(day) == "November 2026"
    assert english.days([day, date(2026, 12, 3)]) == "27 Nov 2026 and 3 Dec 2026"
    assert english.moment(datetime(2026, 7, 1, 13, 28, tzinfo=UTC)) == "1 Jul 2026 at 14:28"
    offsets = (0, 1, -1, 5, -9)
    assert [english.from_today(date(2026, 11, 27 + n) if n <= 3 else date(2026, 12, 2), day) for n in offsets] == [
        "today",
        "tomorrow",
        "yesterday",
        "in 5 days",
        "9 days ago",
    ]
    assert [english.duration(minutes) for minutes in (0, 1, 60, 210)] == [
        "no minutes",
        "one minute",
        "one hour",
        "3 hours 30 minutes",
    ]
