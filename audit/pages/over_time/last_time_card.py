"""One of the last round's findings as a card: what became of it, what was looked at, and what was done about it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.domain.findings.finding import FindingKind
from audit.domain.over_time.reaudit import LastFinding, Seen, SinceLastTime
from audit.domain.plan.action_words import outcome
from audit.pages.components import days, look, place
from audit.pages.components.plain import plain

_ICONS = {
    Seen.SEEN_AGAIN: ":material/visibility:",
    Seen.NOT_SEEN: ":material/visibility_off:",
    Seen.NOT_TESTED: ":material/help:",
    None: ":material/hourglass_top:",
}
_COLOURS = {Seen.SEEN_AGAIN: "orange", Seen.NOT_SEEN: "blue"}  # of a fault or of learning; else grey
_OF_STRENGTHS = {Seen.SEEN_AGAIN: "green", Seen.NOT_SEEN: "orange"}


def draw(since: SinceLastTime, one: LastFinding, *, today: date, may_settle: bool, level: int = 3) -> None:
    """Draw the card; `may_settle` offers the page where it is looked at again."""
    with st.container(border=True):
        badge(one)
        look.card_title(one.finding.text, level)
        st.caption(f"{since.last.ref} · {one.finding.ref}, {one.finding.kind.label.lower()}")
        looked_at(one)
        done_about_it(since, one, today)
        if may_settle:
            label = "Change the answer about" if one.settlement else "Check"
            place.link("last-time", f"{label} {one.finding.ref}", round=since.now.ref, old=one.finding.ref)


def badge(one: LastFinding) -> None:
    """Draw what became of the finding, as an icon and words."""
    seen = one.settlement.seen if one.settlement else None
    colours = _OF_STRENGTHS if one.finding.kind is FindingKind.STRENGTH else _COLOURS
    st.badge(one.became, icon=_ICONS[seen], color=colours.get(seen, "gray"))  # type: ignore[arg-type]


def looked_at(one: LastFinding) -> None:
    """Write what was looked at, by whom and when."""
    if one.settlement is None:
        return
    when = f", {days.moment(one.settlement.at_utc)}" if one.settlement.at_utc else ""
    st.write(f"**Looked at:** {plain(one.settlement.looked_at)}")
    st.caption(f"{plain(one.settlement.by)}{when}")


def done_about_it(since: SinceLastTime, one: LastFinding, today: date) -> None:
    """Write what was done about the finding, and whether it makes a difference."""
    for action in one.actions:
        st.write(f"**{action.ref}** {plain(action.text)} **{outcome(action, today)}**")
        place.link("action", f"Open action {action.ref}", round=since.last.ref, action=action.ref)
    if one.no_action is not None:
        st.write(f"**No action was taken:** {plain(one.no_action.reason)}")
