"""The look: our own small HTML, in classes of our own.

In: words, which are escaped here and nowhere else.
Out: HTML on the page.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from audit.pages.components.plain import plain

_CSS = Path(__file__).with_name("look.css")


def put_on() -> None:
    """Put our classes on the page; once a run."""
    st.html(f"<style>{_css()}</style>")


def html(body: str) -> None:
    """Draw HTML made of our own classes; every word in it has been through `text`."""
    st.html(f'<div class="ss">{body}</div>')


def text(words: object) -> str:
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
    html(f'<h{level} class="ss-ct">{text(words)}</h{level}>')


def said(words: str, by: str) -> None:
    """Draw what a child or carer said."""
    html(f'<blockquote class="ss-said">“{text(words)}”<cite>{text(by)}</cite></blockquote>')


@cache
def _css() -> str:
    return _CSS.read_text(encoding="utf-8")
