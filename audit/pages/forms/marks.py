"""What stands in a text that had better not: what may identify somebody, and words for which there is a kinder one.

In: a text as it is kept, and which record it belongs to.
Out: each piece with what to write instead, under its box; the person decides, and that they decided is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from audit.app import App
from audit.domain.identifying.kinder_words import KinderWord, Offer, offers
from audit.domain.identifying.marking import IdentifierKind
from audit.library.names import looking
from audit.pages.components import days, errors, house, look
from audit.services.release import identifiers

_LONGEST = 120  # characters of a record's name in the trail


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What was found in a text, each piece once."""

    identifying: Mapping[IdentifierKind, tuple[str, ...]]
    unkind: tuple[Offer, ...]

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.identifying or self.unkind)


def under(app: App, words: str, *, key: str, label: str, about: str, kinder: bool = True) -> None:
    """Draw what was found in a text, under its box; nothing where nothing was.

    `label` is what the box is called, `about` the record that the choice is noted for in the trail, such as
    "WM26/Child A CAMHS Q3 note". Kinder words are not offered for what a child said: those words are theirs.
    """
    found = marked(words, house.kinder_words() if kinder else ()) if words.strip() else None
    if not found:
        return
    record = about[:_LONGEST]
    kept = _kept(app, found, record) if found.identifying else frozenset()
    look.html(f'<div class="ss-marks" role="status">{_identifying(found, kept)}{_unkind(found.unkind)}</div>')
    for kind, pieces in found.identifying.items():
        _choice(app, kind, len(pieces), key=key, label=label, record=record, kept=kind in kept)


@lru_cache(maxsize=256)
def marked(text: str, words: tuple[KinderWord, ...]) -> Marks:
    """Return what is found in a text, each piece once and in the order of the text."""
    identifying: dict[IdentifierKind, list[str]] = {}
    for identifier in looking.look(text):
        pieces = identifying.setdefault(identifier.kind, [])
        if not identifier.kind.is_wording and identifier.text not in pieces:
            pieces.append(identifier.text)
    unkind = {offer.text.casefold(): offer for offer in reversed(offers(text, words))}
    return Marks(
        identifying={kind: tuple(pieces) for kind, pieces in identifying.items() if pieces},
        unkind=tuple(sorted(unkind.values(), key=lambda offer: offer.start)),
    )


def _kept(app: App, found: Marks, record: str) -> frozenset[IdentifierKind]:
    with app.reading() as db:
        return frozenset(
            kind
            for kind, pieces in found.identifying.items()
            if identifiers.is_kept(db, kind=kind, count=len(pieces), about=record)
        )


def _identifying(found: Marks, kept: frozenset[IdentifierKind]) -> str:
    lines = [
        f"{_pieces(pieces)}: {look.text(kind.label)}. Write {look.text(kind.instead)} instead."
        for kind, pieces in found.identifying.items()
        if kind not in kept
    ]
    return _list("This may identify somebody", lines)


def _unkind(found: Sequence[Offer]) -> str:
    lines = [
        f"{_pieces([one.text])}: kinder would be “{look.text(one.instead)}”. {look.text(one.why)}" for one in found
    ]
    return _list("The child may read this one day", lines)


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f'<p><b>{title}</b></p><ul class="ss-points">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _pieces(pieces: Iterable[str]) -> str:
    return ", ".join(f"<mark>{look.text(one)}</mark>" for one in pieces)


def _choice(app: App, kind: IdentifierKind, count: int, *, key: str, label: str, record: str, kept: bool) -> None:
    name = f"{key} keep {kind.value} {count}"
    st.session_state[name] = kept
    what = (
        f"the {kind.label}, it is needed" if count == 1 else f"the {days.number(count)} {_several(kind)}, needed here"
    )
    st.checkbox(f"{label}: keep {what}", key=name, wrap=True, on_change=_choose, args=(app, kind, count, record, name))


def _choose(app: App, kind: IdentifierKind, count: int, record: str, name: str) -> None:
    keep = bool(st.session_state.get(name))
    with errors.caught(), app.unit_of_work() as db:
        identifiers.choose(db, by=app.person, kind=kind, count=count, keep=keep, about=record, now=app.now())


def _several(kind: IdentifierKind) -> str:
    if kind is IdentifierKind.DATE_OF_BIRTH:
        return "dates of birth"
    return f"{kind.label}{'es' if kind.label.endswith('s') else 's'}"
