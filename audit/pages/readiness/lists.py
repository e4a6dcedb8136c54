"""What readiness comes to: where we are strong, where an inspector would press, what is stale, what is not done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.plan.action_words import in_brief
from audit.domain.readiness.assessment import Change, Readiness
from audit.domain.readiness.bands import Band, Piece
from audit.domain.readiness.inspector_questions import Promise, place_of
from audit.pages.components import days, look, place
from audit.pages.components.plain import plain
from audit.pages.readiness.reading import Picture, Since

_PRESS = (Band.NONE, Band.CONFLICTING, Band.THIN)


def draw(app: App, shown: Picture, rows: Sequence[Readiness]) -> None:
    """Draw the answers, shortest first."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Strong, and we can show it", anchor=False)
        strong = [one for one in rows if one.band is Band.STRONG]
        _titles(strong, "Nothing yet. “Would move it” below says what is nearest.")
    with right:
        st.header("Gaps an inspector would ask about", anchor=False)
        pressed = sorted((one for one in rows if one.band in _PRESS), key=lambda one: _PRESS.index(one.band))
        _titles(pressed, "Nowhere that the evidence alone would show.", bands=True)
    _stale(rows)
    _promised(app, shown.promised)
    if shown.since is not None:
        _changed(shown.since, rows)


def _titles(rows: Sequence[Readiness], nothing: str, *, bands: bool = False) -> None:
    if not rows:
        st.write(nothing)
        return
    said = "".join(
        f"<li>{look.text(one.key.ref)} {look.text(one.item.title)}"
        + (f": <b>{look.text(one.band.label.lower())}</b>" if bands else "")
        + "</li>"
        for one in rows
    )
    look.html(f'<ul class="ss-points">{said}</ul>')


def _stale(rows: Sequence[Readiness]) -> None:
    st.header("Out of date", anchor=False)
    found: dict[tuple[str, str], tuple[Piece, list[str]]] = {}
    for row in rows:
        for piece in row.stale:
            found.setdefault((piece.source, piece.ref), (piece, []))[1].append(row.key.ref)
    if not found:
        st.write("Nothing that is held has gone out of date.")
    for piece, refs in found.values():
        st.write(f"**{plain(piece.title)}**, of {days.short_day(piece.dated)}, about {', '.join(refs)}.")
        link = place_of(piece)
        place.link(link.page, f"Look again at {piece.ref}", icon=":material/history:", **link.parts)


def _promised(app: App, promised: Sequence[Promise]) -> None:
    st.header("Said, and not done", anchor=False)
    today = app.today()
    broken = [one for one in promised if one.is_broken(today)]
    if not broken:
        st.write("No action is late or stopped.")
    for one in broken:
        action = one.action
        st.write(f"**{plain(action.text)}** {plain(action.owner)}; {in_brief(action, today)}.")
        place.link("action", f"Open action {action.ref}", round=one.round_ref, action=action.ref)


def _changed(since: Since, rows: Sequence[Readiness]) -> None:
    st.header(f"Changed since {since.audit_round.ref}", anchor=False)
    keys = {one.key for one in rows}
    found = [one for one in since.changes if one.now.key in keys]
    then = "the day the board saw it" if since.audit_round.seen_by_board else "the last day of its workshop"
    st.caption(f"Compared with {days.day(since.day)}, {then}.")
    if not found:
        st.write("No band has changed.")
        return
    look.html(f'<ul class="ss-points">{"".join(_change(one) for one in found)}</ul>')


def _change(one: Change) -> str:
    before, now = look.text(one.before.label.lower()), look.text(one.now.band.label.lower())
    called = f"{look.text(one.now.key.ref)} {look.text(one.now.item.title)}"
    how = "weaker" if not one.better else "better" if one.now.band in (Band.SOME, Band.STRONG) else "more is held"
    if one.better and one.now.rests_on_age:
        how = "at least in part because what points to weakness went out of date: look at it again"
    return f"<li>{called}: {before} then, <b>{now}</b> now ({how})</li>"
