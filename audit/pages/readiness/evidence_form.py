"""The fields of a piece of evidence.

In: the piece as it is described, or an empty one.
Out: the piece as the fields hold it; nothing is saved here.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way
from audit.errors import AuditError
from audit.pages.forms import marks, ticked
from audit.pages.forms.fields import hinted
from audit.pages.frameworks import installed

_KINDS, _WAYS = tuple(EvidenceKind), tuple(Way)


def fields(app: App, start: Evidence, *, key: str) -> Evidence:
    """Draw the fields, and return the piece that they hold."""
    record = start.ref or "new evidence"
    title = st.text_input("What is it? A title", value=start.title, max_chars=200, key=f"{key} title")
    marks.under(app, title, key=f"{key} title", label="Title", about=f"{record} title")
    kind = st.radio(
        "Which kind?",
        _KINDS,
        format_func=lambda one: one.label,
        index=_KINDS.index(start.kind) if start.ref else None,
        key=f"{key} kind",
    )
    shows = st.text_area("What does it show? A sentence, no names.", value=start.shows, key=f"{key} shows")
    marks.under(app, shows, key=f"{key} shows", label="What it shows", about=f"{record} shows")
    way = st.radio(
        "Which way does it point?",
        _WAYS,
        format_func=lambda one: one.label,
        index=_WAYS.index(start.way) if start.ref else None,
        horizontal=True,
        key=f"{key} way",
    )
    about = ticked.ticked("What is it about?", installed.graded(app), start.about, f"{key} about")
    owner = st.text_input("Who owns it? A role, not a name.", value=start.owner, max_chars=120, key=f"{key} owner")
    piece = replace(
        start,
        title=title.strip(),
        kind=kind or start.kind,
        shows=shows.strip(),
        way=way or start.way,
        about=about,
        owner=owner.strip(),
    )
    return _kept(app, piece, key, record)


def _kept(app: App, piece: Evidence, key: str, record: str) -> Evidence:
    kept = st.text_input(
        hinted("Where is it kept?", "A place where somebody else could find it. No case file belongs in this tool."),
        value=piece.kept_at,
        max_chars=400,
        key=f"{key} kept",
    )
    marks.under(app, kept, key=f"{key} kept", label="Where it is kept", about=f"{record} kept")
    left, right = st.columns(2)
    dated = left.date_input("Of which day is it?", value=piece.dated, format="DD/MM/YYYY", key=f"{key} dated")
    review = right.date_input("Look at it again by", value=piece.review_by, format="DD/MM/YYYY", key=f"{key} review")
    looked = st.text_input(
        "Who looked at it? A role or a group.", value=piece.looked_at_by, max_chars=120, key=f"{key} looked"
    )
    return replace(
        piece, kept_at=kept.strip(), dated=dated or piece.dated, review_by=review, looked_at_by=looked.strip()
    )


def must_be_chosen(key: str) -> None:
    """Raise AuditError where the kind of a new piece, or which way it points, is not chosen."""
    for field, what in (("kind", "which kind of evidence it is"), ("way", "which way it points")):
        if st.session_state.get(f"{key} {field}") is None:
            raise AuditError(f"Choose {what}.")


def forget(key: str) -> None:
    """Forget what was typed, so that the fields begin again from what is kept."""
    for name in [one for one in st.session_state if str(one).startswith(f"{key} ")]:
        del st.session_state[name]
