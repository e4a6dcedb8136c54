"""Checklists: what others recommend, and how far we have come with it.

In: the installed checklists, and what is said of each recommendation.
Out: where each stands, what is to be looked at again, and the charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.charts import checklists as charts
from audit.domain import english
from audit.domain.frameworks.framework import Criterion, Framework, FrameworkKind, Key, Statement
from audit.domain.people.person import Act
from audit.domain.readiness.checklists import Checklist, Line, State, count
from audit.domain.rounds import provenance
from audit.pages.components import chart, look, place
from audit.pages.components.look import plain
from audit.pages.frameworks import installed
from audit.pages.readiness import questions

BADGES = {
    State.NOT_STARTED: (":material/radio_button_unchecked:", "orange"),
    State.UNDER_WAY: (":material/pending:", "blue"),
    State.IN_PLACE: (":material/check:", "violet"),
    State.MAKING_A_DIFFERENCE: (":material/check_circle:", "green"),
    State.NOT_FOR_US: (":material/block:", "gray"),
}
MEETINGS = {"cambridgeshire-2020": "The 5 themes, one at a time", "leeds-jtai-2020": "The next steps, one at a time"}


def render(app: App) -> None:
    """Show the checklists."""
    if not app.person.may(Act.READ_FINDINGS):
        look.title("Checklists")
        st.write("Your facilitator can say who reads this here.")
        return
    with look.page():
        _overview(app, questions.every_checklist(app))


def render_checklist(app: App) -> None:
    """Show the recommendations of the checklist that the address names."""
    every = questions.every_checklist(app)
    chosen = next((checklist for checklist in every if checklist.framework.id == place.get("list")), None)
    if chosen is None or not app.person.may(Act.READ_FINDINGS):
        look.title("No such checklist")
        st.write("Choose one from the checklists.")
        place.link("checklists", "All checklists")
        return
    _draw_checklist(app, chosen)


def badge(line: Line) -> None:
    """Draw where a recommendation stands, as an icon and words."""
    if not line.scored:
        st.badge("For national bodies, not scored", icon=":material/public:", color="gray")
    elif not line.entry.is_recorded:
        st.badge("Nothing said yet", icon=":material/more_horiz:", color="gray")
    else:
        icon, color = BADGES[line.entry.state]
        st.badge(line.entry.state.label, icon=icon, color=color)  # type: ignore[arg-type]


def called(framework: Framework) -> str:
    """Return what a checklist is called; of a framework that is more than that, its next steps."""
    if framework.kind is FrameworkKind.CHECKLIST:
        return framework.title
    return f"{framework.title}: the next steps"


def due(checklists: Sequence[Checklist], today: date) -> tuple[Line, ...]:
    """Return the recommendations whose review is due by today, the longest overdue first."""
    lines = [line for checklist in checklists for line in checklist.scored]
    dated_lines = [(line.entry.review_on, line) for line in lines if line.entry.review_on is not None]
    return tuple(line for day, line in sorted(dated_lines, key=lambda pair: pair[0]) if day <= today)


def _overview(app: App, every: Sequence[Checklist]) -> None:
    look.line_above("Readiness", "checklists")
    drawn = chart.made(app, "checklists by framework", lambda ink: charts.by_framework(every, ink=ink))
    look.title(plain(drawn.title))
    st.write("What others recommend for children in care, and how far you have come with each of them.")
    _due(app, due(every, app.today()))
    st.header("The checklists", anchor=False)
    for checklist in every:
        _row(checklist)
    chart.show(drawn, name="Recommendations by checklist", key="checklists-by-framework", heading=False)
    statements = _statements(app)
    other = chart.made(app, "checklists by statement", lambda ink: charts.by_statement(every, statements, ink=ink))
    st.header("By statement", anchor=False)
    chart.show(other, name="Recommendations by statement", key="checklists-by-statement", heading=False)
    place.link("readiness", "Back to Readiness", icon=":material/arrow_back:")


def _due(app: App, lines: Sequence[Line]) -> None:
    if not lines:
        return
    st.header("Review due", anchor=False)
    for line in lines:
        day = line.entry.review_on or app.today()
        st.write(
            f"**{line.item.ref} {plain(line.item.title)}**: due {english.short_day(day)}, "
            f"{english.from_today(day, app.today())}."
        )
        place.link("checklist", f"Look again at {line.item.ref}", item=str(line.key), icon=":material/history:")


def _row(checklist: Checklist) -> None:
    with st.container(border=True):
        look.card_title(called(checklist.framework), 3)
        st.write(so_far(checklist.scored))
        with st.container(horizontal=True):
            place.link("recommendations", f"Open {_short(checklist.framework)}", list=checklist.framework.id)
            if checklist.framework.id in MEETINGS:
                place.link(
                    "checklist-meeting",
                    MEETINGS[checklist.framework.id],
                    list=checklist.framework.id,
                    icon=":material/present_to_all:",
                )


def so_far(lines: Sequence[Line]) -> str:
    """Return in a sentence how far some recommendations have come; counts of recommendations."""
    parts = [
        f"{english.number(many)} {label.lower()}"
        for state, label in (*((state, state.label) for state in State), (None, "nothing said yet"))
        if (many := count(lines, state))
    ]
    whole = english.capital(english.counted(len(lines), "recommendation"))
    return f"{whole}: {', '.join(parts)}."


def _draw_checklist(app: App, shown: Checklist) -> None:
    framework = shown.framework
    look.line_above("Readiness", "checklists", framework.short_title)
    look.title(called(framework))
    st.write(so_far(shown.scored))
    st.caption(
        f"{plain(framework.source.title)}, {framework.source.publisher}, {framework.source.published}. "
        f"{framework.source.seen}"
    )
    if framework.id in MEETINGS:
        place.link("checklist-meeting", MEETINGS[framework.id], list=framework.id, icon=":material/present_to_all:")
    for title, lines in grouped(shown):
        if title:
            st.header(title, anchor=False)
        for line in lines:
            _line(app, line)
    place.link("checklists", "All checklists", icon=":material/arrow_back:")


def grouped(shown: Checklist) -> list[tuple[str, list[Line]]]:
    """Return the lines of a checklist under the themes they belong to; under no title where it has none."""
    titles = {item.ref: item.title for item in shown.framework.items}
    groups: dict[str, list[Line]] = {}
    for line in shown.lines:
        groups.setdefault(line.item.part_of or "", []).append(line)
    return [(titles.get(ref, ""), lines) for ref, lines in groups.items()]


def _line(app: App, line: Line) -> None:
    agencies = _agencies(app)
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(line.item.ref, width="content")
            badge(line)
        look.card_title(line.item.title, 3)
        if caption := provenance.of(line.item):
            st.caption(caption)
        if line.entry.narrative:
            st.write(plain(line.entry.narrative))
        parts = [agencies.get(line.entry.lead_agency, ""), line.entry.owner]
        if line.entry.review_on is not None:
            parts.append(f"review {english.short_day(line.entry.review_on)}")
        if caption := " · ".join(part for part in parts if part):
            st.caption(plain(caption))
        place.link("checklist", f"Open {line.item.ref}", item=str(line.key))


def _agencies(app: App) -> dict[str, str]:
    return {ref: agency.short_name for ref, agency in questions.agencies(app).items()}


def _statements(app: App) -> dict[Key, Statement | Criterion]:
    return {
        framework.key(item): item
        for framework in installed.in_use(app)
        if framework.kind is FrameworkKind.STATEMENTS
        for item in framework.graded()
    }


def _short(framework: Framework) -> str:
    return framework.short_title if len(framework.short_title) <= 32 else framework.id
