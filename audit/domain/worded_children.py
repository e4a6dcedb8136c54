"""One child told by what happened, or by being told of alone.

In: a text.
Out: where an age or a birthday stands with an event, and where a text is worded about one particular child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_AGE = r"(?:1?\d(?:st|nd|rd|th)?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_EVENT = re.compile(
    rf"\b(?:turned|turning|was|of turning) {_AGE}\b(?! (?:days|weeks|months))[^.\n]{{0,40}}|\bat (?:the age of )?{_AGE}\b(?= (?:in|outside|after|when)\b)",
    re.IGNORECASE,
)
_ONE_CHILD = re.compile(
    r"\b(?:(?:the|this|that) (?:child|young person|girl|boy|baby|young woman|young man)|he|she|him|her|his)\b",
    re.IGNORECASE,
)


def events_with_age_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an age or a birthday stands with an event, as start and end in code points."""
    for match in _EVENT.finditer(text):
        yield match.span()


def one_child_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text is worded about one particular child, as start and end in code points."""
    for match in _ONE_CHILD.finditer(text):
        yield match.span()
