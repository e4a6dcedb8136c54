"""What stands in a text that had better not: what may identify somebody, and words for which there is a kinder one.

In: a text as it is kept, and which record it belongs to.
Out: each piece with what to write instead, under its box; the person decides, and that they decided is noted.

Here too:
- A text in which something was found, marked where it stands.
- The texts that a file would bring, shown as they were typed before anything is taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.identifying.kinder_words import KinderWord, Offer, offers
from audit.domain.identifying.marking import Identifier, IdentifierKind, IncomingText, by_row
from audit.library.names import lists
from audit.pages.components import errors, look, partnership_lists
from audit.pages.components.look import escape_html
from audit.services.release import decisions

_LONGEST = 120  # characters of a record's name in the trail


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What was found in a text, each piece once."""

    identifying: Mapping[IdentifierKind, tuple[str, ...]]
    unkind: tuple[Offer, ...]

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.identifying or self.unkind)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What stands under a box: what to write instead, and each kind with whether somebody chose to keep it."""

    html: str = ""
    choices: tuple[tuple[IdentifierKind, int, bool], ...] = ()  # kind, how many pieces, kept


def found(app: App, words: str, *, about: str, kinder: bool = True) -> Found:
    """Return what was found in a text; empty where nothing was.

    `about` is the record that the choice is noted for in the trail, such as "WM26/Child A CAMHS Q3 note". Kinder words
    are not offered for what a child said: those words are theirs.
    """
    marks = marked(words, partnership_lists.kinder_words() if kinder else ()) if words.strip() else None
    if not marks:
        return Found()
    accepted = _accepted_kinds(app, marks, about[:_LONGEST]) if marks.identifying else frozenset()
    choices = tuple((kind, len(pieces), kind in accepted) for kind, pieces in marks.identifying.items())
    return Found(html=f"{_identifying(marks, accepted)}{_unkind(marks.unkind)}", choices=choices)


def under(app: App, words: str, *, key: str, label: str, about: str, kinder: bool = True) -> None:
    """Draw what was found in a text, under its box; nothing where nothing was. `label` is what the box is called."""
    marks = found(app, words, about=about, kinder=kinder)
    if marks.html or marks.choices:
        look.html(f'<div class="ss-marks" role="status">{marks.html}</div>')
    for kind, count, is_kept in marks.choices:
        name = f"{key} keep {kind.value} {count}"
        st.session_state[name] = is_kept
        st.checkbox(
            keep_words(label, kind, count), key=name, wrap=True, on_change=_choose, args=(app, kind, count, about, name)
        )


def keep_words(label: str, kind: IdentifierKind, count: int) -> str:
    """Return what a box says by which somebody keeps what was found."""
    subject = english.agree(
        count, f"the {kind.label}, it is needed", f"the {english.number(count)} {_several(kind)}, needed here"
    )
    return f"{label}: keep {subject}"


def keep(app: App, kind: str, count: int, *, keep: bool, about: str) -> None:
    """Note that somebody keeps what was found, or does not any more."""
    with app.unit_of_work() as db:
        decisions.choose(
            db, by=app.person, kind=IdentifierKind(kind), count=count, keep=keep, about=about[:_LONGEST], now=app.now()
        )


@lru_cache(maxsize=256)
def marked(text: str, words: tuple[KinderWord, ...]) -> Marks:
    """Return what is found in a text, each piece once and in the order of the text."""
    identifying: dict[IdentifierKind, list[str]] = {}
    for identifier in lists.look(text):
        pieces = identifying.setdefault(identifier.kind, [])
        if not identifier.kind.is_wording and identifier.text not in pieces:
            pieces.append(identifier.text)
    unkind = {offer.text.casefold(): offer for offer in reversed(offers(text, words))}
    return Marks(
        identifying={kind: tuple(pieces) for kind, pieces in identifying.items() if pieces},
        unkind=tuple(sorted(unkind.values(), key=lambda offer: offer.start)),
    )


def _accepted_kinds(app: App, marks: Marks, record: str) -> frozenset[IdentifierKind]:
    with app.reading() as db:
        return frozenset(
            kind
            for kind, pieces in marks.identifying.items()
            if decisions.keeps_identifiers(db, kind=kind, count=len(pieces), about=record)
        )


def _identifying(marks: Marks, accepted: frozenset[IdentifierKind]) -> str:
    lines = [
        f"{_pieces(pieces)}: {look.escape_html(kind.label)}. Write {look.escape_html(kind.instead)} instead."
        for kind, pieces in marks.identifying.items()
        if kind not in accepted
    ]
    return _list("This may identify somebody", lines)


def _unkind(unkind: Sequence[Offer]) -> str:
    lines = [
        f"{_pieces([offer.text])}: kinder would be “{look.escape_html(offer.instead)}”. {look.escape_html(offer.why)}"
        for offer in unkind
    ]
    return _list("The child may read this one day", lines)


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f'<p><b>{title}</b></p><ul class="ss-points">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _pieces(pieces: Iterable[str]) -> str:
    return ", ".join(f"<mark>{look.escape_html(piece)}</mark>" for piece in pieces)


def _choose(app: App, kind: IdentifierKind, count: int, about: str, name: str) -> None:
    with errors.caught():
        keep(app, kind.value, count, keep=bool(st.session_state.get(name)), about=about)


def _several(kind: IdentifierKind) -> str:
    if kind is IdentifierKind.DATE_OF_BIRTH:
        return "dates of birth"
    return f"{kind.label}{'es' if kind.label.endswith('s') else 's'}"


def marked_html(words: str, identifiers: Sequence[Identifier]) -> str:
    """Return a text as HTML, with its line breaks and with what was found in it marked."""
    html, at = "", 0
    for mark in sorted(identifiers):
        if mark.start < at:
            continue
        html += f"{_lines(words[at : mark.start])}<mark>{_lines(words[mark.start : mark.end])}</mark>"
        at = mark.end
    return html + _lines(words[at:])


def _lines(words: str) -> str:
    return escape_html(words).replace("\n", "<br>")


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
    if any(incoming_text.text is None for incoming_text in texts):
        st.caption(_UNREAD)
    rows = by_row(texts)
    marked_rows = [row for row in rows if any(incoming_text.identifiers for incoming_text in row[1])]
    unmarked_rows = rows[len(marked_rows) :]
    _rows(marked_rows, level + 1)
    if len(unmarked_rows) <= _MOST_OPEN:
        _rows(unmarked_rows, level + 1)
        return
    row_label = f"{len(unmarked_rows)} rows" if len(unmarked_rows) > 1 else "row"
    with st.expander(f"The other {row_label}, in which nothing was found"):
        _rows(unmarked_rows, level + 1)


def _rows(rows: Sequence[tuple[str, tuple[IncomingText, ...]]], level: int) -> None:
    for row, texts in rows:
        items = "".join(f"<li>{_text(incoming_text)}</li>" for incoming_text in texts)
        look.html(f'<h{level} class="ss-ct">{escape_html(row)}</h{level}><ul class="ss-points">{items}</ul>')


def _text(incoming_text: IncomingText) -> str:
    words = "" if incoming_text.text is None else f" {marked_html(incoming_text.text, incoming_text.identifiers)}"
    note = f" <i>Found: {escape_html(incoming_text.kinds)}.</i>" if incoming_text.identifiers else ""
    return f"<b>{escape_html(incoming_text.column)}:</b>{words}{note}"


def _sum(texts: Sequence[IncomingText]) -> str:
    count = sum(bool(incoming_text.identifiers) for incoming_text in texts)
    if not count:
        return (
            "Nothing that may point to a child was found in these texts. Read them too: the search can miss something."
        )
    some = english.agree(count, "One text holds", f"{count} texts hold")
    return (
        f"{some} something that may point to a child. Texts are taken in as they were typed. To change one, correct it "
        "in the file and choose the file again."
    )
