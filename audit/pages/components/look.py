"""The look: our own small HTML, in classes of our own.

In: words, which are escaped here and nowhere else.
Out: HTML on the page.

Here too:
- What people typed, shown as they typed it: a star, a bracket or a colon in a note is no formatting.
- Lists that people know from GOV.UK: a summary list, and a plain table.
- A wider page, for a chart beside its table; not so wide that lines are hard to read.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


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
    words = _INDENT.sub(lambda match: _BLANK * len(match[0]), _LINE_ENDS.sub("\n", words))
    words = _SYMBOLS.sub(lambda match: match[0][0] + _JOINER + match[0][1:], words)
    escaped = _ANYWHERE.sub(r"\\\g<0>", words)
    escaped = _IN_PLACE.sub(r"\\\g<0>", escaped)
    first, *later_lines = _AT_LINE_START.sub(r"\1\\\2", escaped).split("\n")
    lines = [first, *(line or _BLANK for line in later_lines[:-1]), *later_lines[-1:]]
    # Streamlit takes blanks at both ends away, and stars beside a blank are stars.
    before, after = (_JOINER if end.isspace() else "" for end in (words[:1], words[-1:]))
    return before + "  \n".join(lines) + after


_CSS = Path(__file__).with_name("look.css")


def inject_css() -> None:
    """Put our classes on the page; once a run.

    What opens over the page stands outside the app's root, so the scheme is set for the whole document.
    """
    scheme = "dark" if _is_dark() else "light"
    st.html(f"<style>:root{{color-scheme:{scheme}}}{_css()}</style>")


def logo() -> str:
    """Return the product's mark as HTML, with its name for who cannot see it."""
    address = b64encode(Path(__file__).with_name(f"logo-{'dark' if _is_dark() else 'light'}.svg").read_bytes())
    return f'<img class="ss-logo" alt="Seven Statements" src="data:image/svg+xml;base64,{address.decode()}">'


def _is_dark() -> bool:
    return st.context.theme.type == "dark"


def html(body: str) -> None:
    """Draw HTML made of our own classes; every word in it has been through `escape_html`."""
    st.html(f'<div class="ss">{body}</div>')


def escape_html(words: object) -> str:
    """Return words as HTML may hold them."""
    return escape(str(words), quote=True)


def line_above(*parts: str) -> None:
    """Draw the line above a page's title that says where one is, so that a phone has the path too."""
    st.caption(" · ".join(plain(part) for part in parts if part))


def title(words: str) -> None:
    """Draw a page's one h1."""
    st.title(words, anchor=False)


def card_title(words: str, level: int = 2) -> None:
    """Draw the title of a card, as a real heading."""
    html(f'<h{level} class="ss-ct">{escape_html(words)}</h{level}>')


def quote(words: str, by: str) -> None:
    """Draw what a child or carer said."""
    html(f'<blockquote class="ss-said">“{escape_html(words)}”<cite>{escape_html(by)}</cite></blockquote>')


@cache
def _css() -> str:
    return _CSS.read_text(encoding="utf-8")


def summary(rows: Sequence[tuple[str, str]]) -> str:
    """Return a summary list: what it is, and what it says."""
    inside = "".join(f"<div><dt>{escape_html(name)}</dt><dd>{escape_html(words)}</dd></div>" for name, words in rows)
    return f'<dl class="ss-sl">{inside}</dl>'


def points(sentences: Sequence[str]) -> str:
    """Return sentences as a list of points."""
    return f'<ul class="ss-points">{"".join(f"<li>{escape_html(sentence)}</li>" for sentence in sentences)}</ul>'


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, captioned: bool = True) -> str:
    """Return a table whose first column names the row; it scrolls by itself where it is too wide.

    The caption is read aloud in any case; `captioned` says whether it is seen too.
    """
    hidden = "" if captioned else ' class="ss-vh"'
    head = "".join(f'<th scope="col">{escape_html(heading)}</th>' for heading in headings)
    body = "".join(
        f'<tr><th scope="row">{escape_html(row[0])}'
        f"</th>{''.join(f'<td>{escape_html(cell)}</td>' for cell in row[1:])}</tr>"
        for row in rows
    )
    return (
        f'<div class="ss-scroll" tabindex="0" role="region" aria-label="{escape_html(caption)}"><table class="ss-tb">'
        f"<caption{hidden}>{escape_html(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


_WIDTH = 1120  # pixels; less on a smaller window


def page() -> DeltaGenerator:
    """Return the place to draw in, in the middle of the window."""
    st.set_page_config(layout="wide")
    return st.container(horizontal_alignment="center").container(width=_WIDTH)
