"""The texts that a file would bring, shown as they were typed before anything is taken in.

In: the texts, each with what was found in it that may point to a child.
Out: on the page each row with its texts, what was found marked; rows with something found come first.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.domain.identifying.incoming import IncomingText, by_row
from audit.pages.components import look
from audit.pages.components.look import text
from audit.pages.forms.marked import marked

_MOST_OPEN = 20  # rows with nothing found that are shown without being asked for
_UNREAD = (
    "Until the reveal only the agency’s own auditor can read what it wrote. Ask them to look at the places named here."
)


def draw(texts: Sequence[IncomingText], *, level: int = 3) -> None:
    """Draw the texts of a file by row; nothing where it brings none."""
    if not texts:
        return
    look.card_title("New and changed texts", level)
    st.write(_sum(texts))
    if any(one.text is None for one in texts):
        st.caption(_UNREAD)
    rows = by_row(texts)
    found = [row for row in rows if any(one.found for one in row[1])]
    others = rows[len(found) :]
    _rows(found, level + 1)
    if len(others) <= _MOST_OPEN:
        _rows(others, level + 1)
        return
    rest = f"{len(others)} rows" if len(others) > 1 else "row"
    with st.expander(f"The other {rest}, in which nothing was found"):
        _rows(others, level + 1)


def _rows(rows: Sequence[tuple[str, tuple[IncomingText, ...]]], level: int) -> None:
    for row, texts in rows:
        items = "".join(f"<li>{_text(one)}</li>" for one in texts)
        look.html(f'<h{level} class="ss-ct">{text(row)}</h{level}><ul class="ss-points">{items}</ul>')


def _text(one: IncomingText) -> str:
    words = "" if one.text is None else f" {marked(one.text, one.found)}"
    told = f" <i>Found: {text(one.kinds)}.</i>" if one.found else ""
    return f"<b>{text(one.column)}:</b>{words}{told}"


def _sum(texts: Sequence[IncomingText]) -> str:
    count = sum(bool(one.found) for one in texts)
    if not count:
        return (
            "Nothing that may point to a child was found in these texts. Read them too: the search can miss something."
        )
    some = "One text holds" if count == 1 else f"{count} texts hold"
    return (
        f"{some} something that may point to a child. Texts are taken in as they were typed. To change one, correct it "
        "in the file and choose the file again."
    )
