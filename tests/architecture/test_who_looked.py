"""Every sentence of the code that speaks of who looked is made from participation, or is on a list with its reason.

`who_looked.txt` holds the sentences under the reason why each is true in every state of a round. A new sentence, or
one that changed, fails until somebody has read it and put it there; one that is gone has to leave the list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.repository import ROOT, name

LIST = Path(__file__).with_name("who_looked.txt")
MADE = {
    "audit/domain/workshop/participation_words.py",
    "audit/domain/plan/closing.py",
}  # tried in tests/domain/workshop/test_participation.py
NO_SENTENCES = {
    "audit/domain/identifying/count_words.py",
    "audit/domain/identifying/event_words.py",
    "audit/domain/identifying/worded_children.py",
}  # patterns of what people write
SPEAKS = re.compile(
    r"\balone\b|\bblind\b|\bsubmitted\b|\bjudged\b|\btook part\b|\bagreed together\b|\btyped in\b|"
    r"\blooked (?:alone|closely|back)\b|\b(?:we|they|agencies) looked\b|\b(?:we|agencies) met\b|\bmet (?:and|to|on)\b|"
    r"\b(?:each|every|no|both|all) agenc(?:y|ies)\b|\b(?:nobody|no one) has\b|\beverybody sees\b|"
    r"\bworkshop (?:is|was|has|ended)\b|\bjudgements? (?:is|are)\b|\bagreed (?:already|yet|so far|at the workshop)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the texts of a module that speak of who looked, docstrings left out and values as {}."""
    tree = ast.parse(text)
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | prose:
            said = node.value
        else:
            continue
        if " " in said.strip() and SPEAKS.search(said):
            yield " ".join(said.split())


def in_code() -> set[str]:
    """Return every such sentence of the product, with its module."""
    modules = (path for path in (ROOT / "audit").rglob("*.py") if "migrations" not in path.parts)
    return {
        f"{name(path)} | {said}"
        for path in modules
        if name(path) not in MADE | NO_SENTENCES
        for said in sentences(path.read_text("utf-8"))
    }


def listed() -> dict[str, str]:
    """Return the sentences that somebody has read, each with the reason above it."""
    found, reason = {}, ""
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("# "):
            reason = line[2:]
        elif line:
            found[line] = reason
    return found


def test_every_sentence_about_who_looked_has_been_read():
    assert sorted(in_code() - listed().keys()) == [], (
        "read each: is it true in every state? Then list it with its reason"
    )


def test_the_list_holds_no_sentence_that_is_gone():
    assert sorted(listed().keys() - in_code()) == []


def test_every_sentence_on_the_list_has_a_reason():
    assert all(listed().values())


def test_such_a_sentence_would_be_found():
    text = 'x = f"{n} agencies each looked alone at their records, and then agreed together."\n"""No agency."""'
    assert list(sentences(text)) == ["{} agencies each looked alone at their records, and then agreed together."]
