"""References to cases are taken out of what people typed, and nothing else is."""

from __future__ import annotations

import pytest

from audit.domain.rounds.references import remover


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Child A waited.", "A child waited."),
        ("We saw Child A's plan.", "We saw a child's plan."),
        ("Child A and Child B waited; so did child B.", "Children waited; so did a child."),
        ("For Child A, B and C it held.", "For children it held."),
        ("Children A and B waited.", "Children waited."),
        ("Child Apple is nobody's reference.", "Child Apple is nobody's reference."),
        ("A child in A&E gave the child a say.", "A child in A&E gave the child a say."),
        ("‘Child\u00a0A sleeps’, she said. Child B too.", "‘A child sleeps’, she said. A child too."),
    ],
)
def test_a_reference_becomes_a_child(text: str, said: str):
    assert remover(["Child A", "Child B", "Child C"])(text) == said


@pytest.mark.parametrize(
    ("refs", "text", "said"),
    [
        (["WM25-1", "WM25-10"], "In WM25-10 and wm25-1 help came.", "In children help came."),
        (["A", "7"], "Case A had 7 moves; A child waits.", "A child had 7 moves; A child waits."),
        ([], "Child A waited.", "Child A waited."),
    ],
)
def test_other_kinds_of_reference_go_too(refs: list[str], text: str, said: str):
    assert remover(refs)(text) == said
