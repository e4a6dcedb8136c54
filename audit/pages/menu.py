"""The menu: the path of a round, in the order in which it is walked.

In: the app and the stage of the round that is shown.
Out: the page that was asked for, drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from audit.app import App
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import STAGES, Round, Stage
from audit.errors import UnusableDatabase
from audit.pages.board import summary as board
from audit.pages.board import young_people
from audit.pages.components import errors, look, place
from audit.pages.findings import finding, listed, measured, merge, theme
from audit.pages.forms import form
from audit.pages.frameworks import changes, one_framework, wording, workbook
from audit.pages.frameworks import listed as frameworks
from audit.pages.home import first, overview, signed_in, start
from audit.pages.inspection import clock, clock_days, inspection_round
from audit.pages.inspection import letter as letter_round
from audit.pages.journeys import child_journey, events, round_journeys, ties
from audit.pages.over_time import last_time, programme, rounds_compared
from audit.pages.people import partnership
from audit.pages.plan import action, decide, my_actions, reminders, versions
from audit.pages.plan import overview as plan
from audit.pages.plan import workbook as plan_workbook
from audit.pages.rating import check, concern, rate, workbooks
from audit.pages.readiness import checklist, checklist_meeting, checklists, evidence, evidence_item, questions
from audit.pages.readiness import overview as readiness
from audit.pages.release import check_out
from audit.pages.rounds import agencies, case, cases, choose_cases, new_round, path
from audit.pages.safekeeping import erase, restore, trail
from audit.pages.safekeeping import overview as safekeeping
from audit.pages.timescales import case_dates, council_timescales, round_timescales
from audit.pages.workshop import agreement, pack, summary
from audit.pages.workshop import screen as workshop
from audit.store.queries import people

_COMPONENTS_FOLDER = Path(__file__).parent / "components"
_ON = ":material/chevron_right:"  # the icon of links to pages that are not in the menu
# The wall has no room for a foot; pages about frameworks say it beside each item, and are about no round.
_NO_FOOT = ("workshop", "frameworks", "framework", "framework-compare", "framework-wording", "framework-workbook")

# Pages about cases and what agencies said of them: a round made from an inspection letter has none.
_OF_AUDIT = (
    "rate",
    "check",
    "workshop",
    "summary",
    "own-grades",
    "agreement",
    "answers",
    "journeys",
    "child-journey",
    "journey-events",
    "journey-ties",
    "over-time",
    "last-time",
    "pack",
    "workbooks",
    "young-people",
    "round-cases",
    "round-case",
    "new-case",
    "choose-cases",
    "case-dates",
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page of the product."""

    name: str
    title: str
    render: Callable[[App], None]
    stage: Stage | None = None  # None: not a step of the path
    icon: str = ""
    hidden: bool = False
    wide: bool = False  # whether it needs the window's width; said once a run, or the page would jump


ENTRIES = (
    Entry(name="home", title="Home", render=overview.render, icon=":material/home:"),
    Entry(name="rate", title="Rate", render=rate.render, stage=Stage.RATING, wide=True),
    Entry(name="workshop", title="Workshop", render=workshop.render, stage=Stage.WORKSHOP, wide=True),
    Entry(name="findings", title="Findings", render=listed.render, stage=Stage.FINDINGS),
    Entry(name="plan", title="Plan", render=plan.render, stage=Stage.PLAN),
    Entry(name="board", title="Board", render=board.render, stage=Stage.BOARD),
    Entry(name="young-people", title="For young people", render=young_people.render, hidden=True, icon=_ON),
    Entry(name="readiness", title="Readiness", render=readiness.render, icon=":material/fact_check:"),
    Entry(name="inspection-round", title="Inspection round", render=inspection_round.render, hidden=True, icon=_ON),
    Entry(name="questions", title="Questions an inspector would ask", render=questions.render, hidden=True, icon=_ON),
    Entry(name="evidence", title="Evidence register", render=evidence.render, hidden=True, icon=_ON),
    Entry(name="evidence-item", title="Evidence", render=evidence_item.render, hidden=True, icon=_ON),
    Entry(name="evidence-new", title="Add evidence", render=evidence_item.render_new, hidden=True, icon=_ON),
    Entry(name="checklists", title="Checklists", render=checklists.render, hidden=True, icon=_ON),
    Entry(name="recommendations", title="Checklist", render=checklists.render_checklist, hidden=True, icon=_ON),
    Entry(name="checklist", title="Recommendation", render=checklist.render, hidden=True, icon=_ON),
    Entry(
        name="checklist-meeting",
        title="In a meeting",
        render=checklist_meeting.render,
        hidden=True,
        icon=_ON,
        wide=True,
    ),
    Entry(name="check", title="Check and submit", render=check.render, hidden=True),
    Entry(name="finding", title="Finding", render=finding.render, hidden=True, icon=_ON),
    Entry(name="raise", title="Raise a finding", render=finding.render_new, hidden=True, icon=_ON),
    Entry(name="merge", title="Merge or split findings", render=merge.render, hidden=True, icon=_ON),
    Entry(name="theme", title="Theme", render=theme.render, hidden=True, icon=_ON, wide=True),
    Entry(name="own-grades", title="Own grades", render=agreement.render_own_grades, hidden=True, icon=_ON, wide=True),
    Entry(name="agreement", title="How alike agencies graded", render=agreement.render, hidden=True, icon=_ON),
    Entry(
        name="answers", title="Answers by question", render=agreement.render_answers, hidden=True, icon=_ON, wide=True
    ),
    Entry(name="check-out", title="Check before it leaves", render=check_out.render, hidden=True, icon=_ON, wide=True),
    Entry(name="papers", title="Papers", render=check_out.render_papers, hidden=True, icon=_ON),
    Entry(name="decide", title="Decide", render=decide.render, hidden=True, icon=_ON),
    Entry(name="action", title="Action", render=action.render, hidden=True, icon=_ON),
    Entry(name="my-actions", title="My actions", render=my_actions.render, hidden=True, icon=_ON),
    Entry(name="reminders", title="Whom to remind", render=reminders.render, hidden=True, icon=_ON),
    Entry(name="plan-versions", title="Versions of the plan", render=versions.render, hidden=True, icon=_ON),
    Entry(name="plan-workbook", title="The plan in Excel", render=plan_workbook.render, hidden=True, icon=_ON),
    Entry(name="summary", title="What we agreed", render=summary.render, hidden=True, wide=True),
    Entry(name="journeys", title="Children’s journeys", render=round_journeys.render, hidden=True, icon=_ON, wide=True),
    Entry(
        name="child-journey", title="A child’s journey", render=child_journey.render, hidden=True, icon=_ON, wide=True
    ),
    Entry(name="journey-events", title="How help came", render=events.render, hidden=True, icon=_ON),
    Entry(name="journey-ties", title="Who is around", render=ties.render, hidden=True, icon=_ON),
    Entry(name="over-time", title="Over time", render=rounds_compared.render, hidden=True, icon=_ON),
    Entry(name="last-time", title="Last time’s findings", render=last_time.render, hidden=True, icon=_ON),
    Entry(name="measured", title="What was measured over time", render=measured.render, hidden=True, icon=_ON),
    Entry(name="programme", title="The programme of rounds", render=programme.render, hidden=True, icon=_ON),
    Entry(name="pack", title="Workshop pack", render=pack.render, hidden=True, icon=_ON),
    Entry(name="concern", title="A child may be unsafe now", render=concern.render, hidden=True),
    Entry(name="partnership", title="Partnership", render=partnership.render, hidden=True),
    Entry(name="safekeeping", title="Keeping and erasing", render=safekeeping.render, hidden=True),
    Entry(name="erase", title="Erase", render=erase.render, hidden=True),
    Entry(name="trail", title="What was done", render=trail.render, hidden=True),
    Entry(name="new-round", title="Open a round", render=new_round.render, hidden=True),
    Entry(name="round", title="Set-up", render=path.render_set_up, hidden=True),
    Entry(name="round-cases", title="Cases", render=cases.render, hidden=True),
    Entry(name="round-case", title="Case", render=case.render, hidden=True),
    Entry(name="new-case", title="Add a case", render=case.render_new, hidden=True),
    Entry(name="round-agencies", title="Who is asked", render=agencies.render, hidden=True),
    Entry(name="round-dates", title="Dates", render=agencies.render_planned_days, hidden=True),
    Entry(name="round-path", title="Path and history", render=path.render, hidden=True),
    Entry(name="choose-cases", title="Choose cases", render=choose_cases.render, hidden=True, icon=_ON),
    Entry(name="timescales", title="Timescales", render=round_timescales.render, hidden=True, icon=_ON),
    Entry(name="case-dates", title="Dates of a child", render=case_dates.render, hidden=True, icon=_ON, wide=True),
    Entry(
        name="council-timescales",
        title="Timescales of a council",
        render=council_timescales.render,
        hidden=True,
        icon=_ON,
        wide=True,
    ),
    Entry(name="clock", title="Inspection clock", render=clock.render, hidden=True, icon=_ON),
    Entry(name="inspection-days", title="Days of an inspection", render=clock_days.render, hidden=True, icon=_ON),
    Entry(name="letter", title="Inspection letter", render=letter_round.render, hidden=True, icon=_ON),
    Entry(name="workbooks", title="Workbooks", render=workbooks.render, hidden=True),
    Entry(name="frameworks", title="Frameworks", render=frameworks.render, hidden=True),
    Entry(name="framework", title="Framework", render=one_framework.render, hidden=True, icon=_ON),
    Entry(name="framework-compare", title="Compare versions", render=changes.render, hidden=True),
    Entry(name="framework-wording", title="Published wording", render=wording.render, hidden=True),
    Entry(name="framework-workbook", title="Frameworks by workbook", render=workbook.render, hidden=True),
)


def run() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Seven Statements", page_icon=str(_COMPONENTS_FOLDER / "icon.svg"))
    look.inject_css()
    dark = st.context.theme.type == "dark"
    st.logo(str(_COMPONENTS_FOLDER / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    app = start.app()
    errors.keep_texts_out_of_logs()
    restore.show_last_outcome()
    try:
        with errors.last_resort():
            _draw(app)
    except UnusableDatabase as error:
        start.cannot_open(error)


def _draw(app: App) -> None:
    with app.reading() as db:
        set_up = people.partnership(db) is not None
    if not set_up:
        st.navigation(
            [st.Page(partial(first.render, app), title="Seven Statements", url_path="start")], position="top"
        ).run()
        return
    pages = _pages(app)
    place.remember_pages(pages)
    chosen = st.navigation(list(pages.values()), position="top")
    wide = any(entry.wide for entry in ENTRIES if pages[entry.name] is chosen)
    st.set_page_config(page_title=f"{chosen.title} · Seven Statements", layout="wide" if wide else "centered")
    place.keep_address(chosen.url_path)
    top = st.container()
    with errors.last_resort():
        chosen.run()
        if not any(chosen is pages[name] for name in _NO_FOOT):
            _foot(app)
        signed_in.draw(app)
    with top:
        errors.from_last_run()  # what no place on the page has shown
        form.tell_untold()


def _foot(app: App) -> None:
    """Say beneath every page which statements are not their source's wording."""
    audit_round = place.current_round(app)
    if audit_round is not None and (notice := provenance.of_statements(audit_round.statements())):
        st.caption(notice)


def _pages(app: App) -> dict[str, st.Page]:
    audit_round = place.current_round(app)
    of_letter = audit_round is not None and place.letter_of(app, audit_round) is not None
    place.round_is_of_letter(audit_round, of_letter=of_letter)
    return {
        entry.name: st.Page(
            render_for(app, entry, audit_round if of_letter else None),
            title=entry.title,
            url_path="" if entry.name == "home" else entry.name,
            icon=_icon(entry, audit_round),
            default=entry.name == "home",
            visibility="hidden" if entry.hidden else "visible",
        )
        for entry in ENTRIES
    }


def render_for(app: App, entry: Entry, letter: Round | None) -> Callable[[], None]:
    """Return what draws a page; `letter` is the round that is shown where it was made from an inspection letter."""
    if letter is not None and entry.name in _OF_AUDIT:
        return partial(letter_round.render_letter_round, letter, entry.title)
    return partial(entry.render, app)


def _icon(entry: Entry, audit_round: Round | None) -> str | None:
    if entry.hidden:
        return entry.icon or None
    if entry.stage is None or audit_round is None:
        return entry.icon or ":material/radio_button_unchecked:"
    now, then = STAGES.index(audit_round.stage), STAGES.index(entry.stage)
    if now > then:
        return ":material/arrow_circle_right:"  # passed; whether it is done there, the path on Home says
    return ":material/radio_button_checked:" if now == then else ":material/radio_button_unchecked:"
