"""Files that a council or an inspectorate published, looked at where they lie beside the repository.

In: a pattern of names.
Out: what a test is parametrized over; where the files are not there, the test is left out of the run and counted so.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.repository import ROOT

FOLDER = ROOT.parent / "shared" / "data"
NOT_GIVEN = "not_given"


def given(pattern: str) -> list[Path]:
    """Return the files or folders of a pattern, by name."""
    return sorted(FOLDER.glob(pattern))


def each(found: Iterable[object]) -> list[Any]:
    """Return what is there, to parametrize over; else one mark by which the run leaves the test out."""
    return list(found) or [pytest.param(None, marks=getattr(pytest.mark, NOT_GIVEN), id="not given")]


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the tests whose files are not there out of the run; pytest counts them as deselected."""
    missing = [item for item in items if item.get_closest_marker(NOT_GIVEN)]
    if missing:
        items[:] = [item for item in items if item not in missing]
        config.hook.pytest_deselected(items=missing)
