"""Typed text as a file can hold it: its lines stay lines, and no character ends up beside one it was not typed beside.

In: what somebody typed.
Out: the same text for a cell, a paragraph or a name. A control character becomes a space, in every format alike.
"""

from __future__ import annotations

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # no file shows these
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def fit(text: str) -> str:
    """Return a text as a file can hold it, with its line ends all alike."""
    return _LINE_END.sub("\n", _UNFIT.sub(" ", text))


def lines(text: str) -> list[str]:
    """Return a text's lines for a paper: several blanks are one, and so are several empty lines."""
    return _EMPTY_LINES.sub("\n\n", re.sub(r" ?\n", "\n", _BLANKS.sub(" ", fit(text)))).split("\n")


def single_line(text: str) -> str:
    """Return a text as one line, for a name, a title or a description."""
    return " ".join(fit(text).split())
