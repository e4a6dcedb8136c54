"""The texts that a file would bring, as commands print them: as text or JSON, with what was found in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audit.domain.identifying.incoming import IncomingText, by_row

_UNREAD = "(only the agency’s own auditor can read this before the reveal)"


def as_json(texts: Sequence[IncomingText]) -> dict[str, Any]:
    """Return texts as JSON holds them; offsets count code points, and a text that may not be read is null."""
    rows = [
        {
            "where": one.where,
            "text": one.text,
            "found": [{"kind": mark.kind.value, "start": mark.start, "end": mark.end} for mark in one.found],
        }
        for _, of_row in by_row(texts)
        for one in of_row
    ]
    return {"texts": rows}


def as_text(texts: Sequence[IncomingText]) -> list[str]:
    """Return a line for each text, those in which something was found first."""
    return [_line(one) for _, of_row in by_row(texts) for one in of_row]


def _line(one: IncomingText) -> str:
    words = _UNREAD if one.text is None else one.text
    return f"{one.where}: {words}" + (f" [found: {one.kinds}]" if one.found else "")
