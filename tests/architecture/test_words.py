"""Words that stand nowhere in the repository: a child is a child, and nothing points to one machine or one host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repository import ROOT, name, texts

# Written in two halves, so that this file does not hold them itself.
INITIALS = re.compile(r"\bL" + r"AC\b|\blooked[- ]after" + r" child(?:ren)? \(L", re.ASCII)
HOSTS = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "np" + r"mjs\.(?:org|com)", "conda" + r"\.anaconda"))
)
PLACES = re.compile("|".join((r"(?<![\w/.])/wo" + "rk/", r"(?<![\w/.])/tm" + "p/", r"(?<![\w/])sha" + "red/")))
ADVISE_AGAINST_IT = {  # they say which word to use instead
    "audit/domain/identifying/kinder_words.py",
    "audit/library/own_files/kinder_words.yaml",
    "tests/library/test_house_rules.py",
}


def lines_with(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Return the lines of a file in which a pattern is found."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return [
        f"{name(path)}:{number}: {line.strip()[:120]}" for number, line in enumerate(lines, 1) if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "pattern", [pytest.param(HOSTS, id="no package host"), pytest.param(PLACES, id="no place on one machine")]
)
def test_some_words_are_nowhere(pattern: re.Pattern[str]):
    assert [line for path in texts() for line in lines_with(pattern, path)] == []


def test_a_child_is_never_three_letters():
    others = [path for path in texts() if name(path) not in ADVISE_AGAINST_IT]
    assert [line for path in others for line in lines_with(INITIALS, path)] == []


def test_such_a_word_would_be_found(tmp_path: Path):
    assert INITIALS.search("the L" + "AC nurse")
    assert not INITIALS.search("a place in Lac Leman, black and BLAC")
    assert HOSTS.search("https://py" + "pi.org/simple")
    assert PLACES.search("see /tm" + "p/x")


def test_every_kind_of_text_is_looked_at():
    kinds = {path.suffix for path in texts()}
    assert {".py", ".yaml", ".md", ".toml", ".css", ".json"} <= kinds
    assert any(path.parent == ROOT / "frameworks" for path in texts())
