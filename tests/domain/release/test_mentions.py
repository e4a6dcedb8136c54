"""What names a child is found however it is written, and another child is not."""

from __future__ import annotations

import pytest

from audit.domain.rounds.references import names_any


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("Child A", "We looked at child A again."),
        ("Child A", "Child\u00a0A’s plan"),
        ("Child B", "Children A and B were seen."),
        ("Child B", "Children A, C, and B"),
        ("WM25-1", "See wm25-1."),
    ],
)
def test_a_reference_is_found(reference: str, text: str):
    assert names_any([reference], ["", text])


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("Child A", "A child was seen."),
        ("Child A", "Child AB was seen."),
        ("Child A", "Child B was seen. A plan was made."),
        ("WM25-1", "WM25-12"),
        ("WM25-1", ""),
    ],
)
def test_something_else_is_not(reference: str, text: str):
    assert not names_any([reference], [text])
