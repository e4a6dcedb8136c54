"""What people typed, shown as they typed it: a star, a bracket or a colon in a note is no formatting."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?")
_ANYWHERE = re.compile(r"[\\`*_\[\]$~#]")
_IN_PLACE = re.compile(
    r":(?=[\w+-])"  # a colour, an icon or an emoji: ":red[x]", ":smile:"
    r"|(?<=:material)/"  # Streamlit takes the rest for an icon even where the colon is escaped
    r"|<(?=[a-zA-Z/!?])"  # HTML
    r"|&(?=#?\w+;)"  # a character by its name
    r"|:(?=//)|(?i:(?<=www)\.)|@"  # an address: read as one before its characters are, it would show their slashes
)
_AT_LINE_START = re.compile(r"^(\d{0,9})([-+=>|:.)])", re.MULTILINE)  # a list, a quotation, a table, a rule
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # four blanks would make it code
_SYMBOLS = re.compile(r"(?<!\S)(<-|->|--|[<>~]=)(?!\S)|(?<!\S)<->(?!\S)|:(?=[\w+-]+:)|:material_")
_JOINER = "\u2060"  # seen by nobody: keeps Streamlit from drawing "->" as an arrow and ":smile:" as a face
_BLANK = "\u00a0"  # one that Markdown does not take away


def plain(words: str) -> str:
    """Return words that Streamlit's texts show letter by letter, with their line breaks.

    They stay one paragraph, whatever their lines, so that what stands around them, such as stars for bold, still does.
    """
    words = _INDENT.sub(lambda found: _BLANK * len(found[0]), _LINE_ENDS.sub("\n", words))
    words = _SYMBOLS.sub(lambda found: found[0][0] + _JOINER + found[0][1:], words)
    escaped = _ANYWHERE.sub(r"\\\g<0>", words)
    escaped = _IN_PLACE.sub(r"\\\g<0>", escaped)
    first, *others = _AT_LINE_START.sub(r"\1\\\2", escaped).split("\n")
    lines = [first, *(line or _BLANK for line in others[:-1]), *others[-1:]]
    # Streamlit takes blanks at both ends away, and stars beside a blank are stars.
    before, after = (_JOINER if end.isspace() else "" for end in (words[:1], words[-1:]))
    return before + "  \n".join(lines) + after
