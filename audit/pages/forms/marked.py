"""A text in which something was found, marked where it stands.

In: the words as they were typed, and what was found in them.
Out: HTML, in which every word has been through `look.text`.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.identifying.marking import Identifier
from audit.pages.components.look import text


def marked(words: str, found: Sequence[Identifier]) -> str:
    """Return a text as HTML, with its line breaks and with what was found in it marked."""
    html, at = "", 0
    for mark in sorted(found):
        if mark.start < at:
            continue
        html += f"{_lines(words[at : mark.start])}<mark>{_lines(words[mark.start : mark.end])}</mark>"
        at = mark.end
    return html + _lines(words[at:])


def _lines(words: str) -> str:
    return text(words).replace("\n", "<br>")
