"""Readiness: what could be shown to an inspector, where one would press, and what would move it.

In: evidence, checklists and what rounds agreed, in words.
Out: a band for each criterion and statement by a rule; no total, no grade and no percentage.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Act
from audit.domain.readiness.assessment import Readiness
from audit.domain.readiness.bands import Band
from audit.pages.components import days, look, place
from audit.pages.frameworks import installed
from audit.pages.readiness import card, lists, reading
from audit.pages.readiness.reading import Picture
from audit.pages.release import check_out

_SAYS = {
    Band.STRONG: ("is strongly evidenced", "are strongly evidenced"),
    Band.SOME: ("has some evidence", "have some evidence"),
    Band.CONFLICTING: ("has evidence that conflicts", "have evidence that conflicts"),
    Band.THIN: ("is thinly evidenced", "are thinly evidenced"),
    Band.NONE: ("has nothing to show", "have nothing to show"),
}


def render(app: App) -> None:
    """Show what could be shown."""
    look.line_above("Readiness", days.day(app.today()))
    look.title("What you could show an inspector on Monday")
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    shown = reading.picture(app)
    framework = _framework(app, shown.rows)
    rows = [one for one in shown.rows if one.key.framework == framework.id]
    st.write(f"**{message(rows)}** This says how much evidence you hold, not how good the work is.")
    st.caption(_source(app, framework, shown))
    _ways_on(app)
    lists.draw(app, shown, rows)
    st.header("One by one", anchor=False)
    for one in rows:
        card.draw(app, one)
    card.rule(framework, shown.months)
    st.header("Self-evaluation", anchor=False)
    st.write(
        "In the shape of an inspection letter: headline findings, strengths with their evidence, what needs to improve "
        "and what is being done, criterion by criterion. It gives no grade."
    )
    check_out.link(Paper.SELF_EVALUATION, "The self-evaluation in Word", round_ref="")


def message(rows: Sequence[Readiness]) -> str:
    """Return in a sentence how many stand at each band; there is no total of them."""
    if not rows:
        return "There is nothing to show yet."
    parts: list[str] = []
    for band, (one, many) in _SAYS.items():
        count = sum(row.band is band for row in rows)
        if count:
            whole = f" of {days.number(len(rows))}" if not parts else ""
            parts.append(f"{days.number(count)}{whole} {one if count == 1 else many}")
    said = ", ".join(parts[:-1]) + (f" and {parts[-1]}" if len(parts) > 1 else parts[0])
    return f"{said[0].upper()}{said[1:]}."


def _framework(app: App, rows: Sequence[Readiness]) -> Framework:
    known = {one.id: one for one in installed.in_use(app)}
    ids = list(dict.fromkeys(row.key.framework for row in rows))
    chosen = st.radio(
        "Read it by", ids, format_func=lambda one: known[one].short_title, horizontal=True, key="readiness framework"
    )
    return known[chosen or ids[0]]


def _source(app: App, framework: Framework, shown: Picture) -> str:
    rounds, pieces = len(shown.rounds), shown.pieces
    return (
        f"{framework.title}, read against {days.number(rounds)} {'round' if rounds == 1 else 'rounds'}, "
        f"{pieces} {'piece' if pieces == 1 else 'pieces'} in the evidence register and the checklists. "
        f"Evidence counts for {shown.months} months. Worked out on {days.day(app.today())}."
    )


def _ways_on(app: App) -> None:
    with st.container(horizontal=True):
        place.link("questions", "Questions an inspector would ask", icon=":material/help:")
        place.link("evidence", "Evidence register", icon=":material/inventory_2:")
        place.link("checklists", "Checklists", icon=":material/checklist:")
        place.link("clock", "Inspection clock", icon=":material/timer:")
    if not app.person.may(Act.KEEP_EVIDENCE):
        st.caption("A facilitator, or a manager who owns actions, keeps the checklists and the register.")
