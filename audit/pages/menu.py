"""The menu: one row of navigation over every page, the same at every width.

In: the app, the person at the screen and the round in sight.
Out: the page that was asked for, drawn.

Here too:
- What stands in the row: the person's tasks, the steps of the round in sight, and the pages that the person may use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from audit.app import App
from audit.domain.english import short_day
from audit.domain.people.person import Act, Person
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import STAGES, Round, Stage, steps
from audit.errors import UnusableDatabase
from audit.pages.board import summary as board
from audit.pages.board import young_people
from audit.pages.components import errors, look, place
from audit.pages.components.look import plain
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
from audit.pages.rounds import top as top_of_round
from audit.pages.safekeeping import erase, restore, trail
from audit.pages.safekeeping import overview as safekeeping
from audit.pages.timescales import case_dates, council_timescales, round_timescales
from audit.pages.workshop import agreement, pack, summary
from audit.pages.workshop import screen as workshop
from audit.store.queries import board as board_rounds
from audit.store.queries import people

_COMPONENTS_FOLDER = Path(__file__).parent / "components"
_ON = ":material/chevron_right:"  # the icon of links to pages that are not in the menu
# The wall has no room for a foot; pages about frameworks say it beside each item, and are about no round.
_NO_FOOT = ("workshop", "frameworks", "framework", "framework-compare", "framework-wording", "framework-workbook")

# Pages that are about no round: what their address says of one is not asked about.
_OF_NO_ROUND = (
    *("", "my-actions", "programme", "new-round", "council-timescales", "clock", "inspection-days", "letter"),
    *("readiness", "questions", "evidence", "evidence-item", "evidence-new"),
    *("checklists", "recommendations", "checklist", "checklist-meeting"),
    *("partnership", "safekeeping", "erase", "trail"),
    *("frameworks", "framework", "framework-compare", "framework-wording", "framework-workbook"),
)

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
    icon: str = ""
    wide: bool = False  # whether it needs the window's width; said once a run, or the page would jump


ENTRIES = (
    Entry(name="home", title="Your tasks", render=overview.render, wide=True, icon=":material/home:"),
    Entry(name="rate", title="Rate", render=rate.render, wide=True),
    Entry(name="workshop", title="Workshop", render=workshop.render, wide=True),
    Entry(name="findings", title="Findings", render=listed.render),
    Entry(name="plan", title="Plan", render=plan.render, wide=True),
    Entry(name="board", title="Board", render=board.render),
    Entry(name="young-people", title="For young people", render=young_people.render, icon=_ON),
    Entry(name="readiness", title="Readiness", render=readiness.render, wide=True, icon=":material/fact_check:"),
    Entry(name="inspection-round", title="Inspection round", render=inspection_round.render, icon=_ON),
    Entry(name="questions", title="Inspectors’ questions", render=questions.render, icon=_ON),
    Entry(name="evidence", title="Evidence register", render=evidence.render, icon=_ON),
    Entry(name="evidence-item", title="Evidence", render=evidence_item.render, icon=_ON),
    Entry(name="evidence-new", title="Add evidence", render=evidence_item.render_new, icon=_ON),
    Entry(name="checklists", title="Checklists", render=checklists.render, icon=_ON),
    Entry(name="recommendations", title="Checklist", render=checklists.render_checklist, icon=_ON),
    Entry(name="checklist", title="Recommendation", render=checklist.render, icon=_ON),
    Entry(name="checklist-meeting", title="In a meeting", render=checklist_meeting.render, icon=_ON, wide=True),
    Entry(name="check", title="Check and submit", render=check.render),
    Entry(name="finding", title="Finding", render=finding.render, icon=_ON),
    Entry(name="raise", title="Raise a finding", render=finding.render_new, icon=_ON),
    Entry(name="merge", title="Merge or split findings", render=merge.render, icon=_ON),
    Entry(name="theme", title="Theme", render=theme.render, icon=_ON, wide=True),
    Entry(name="own-grades", title="Own grades", render=agreement.render_own_grades, icon=_ON, wide=True),
    Entry(name="agreement", title="How alike agencies graded", render=agreement.render, icon=_ON),
    Entry(name="answers", title="Answers by question", render=agreement.render_answers, icon=_ON, wide=True),
    Entry(name="check-out", title="Check before it leaves", render=check_out.render, icon=_ON, wide=True),
    Entry(name="papers", title="Papers", render=check_out.render_papers, icon=_ON),
    Entry(name="decide", title="Decide", render=decide.render, icon=_ON),
    Entry(name="action", title="Action", render=action.render, icon=_ON),
    Entry(name="my-actions", title="My actions", render=my_actions.render, icon=_ON),
    Entry(name="reminders", title="Whom to remind", render=reminders.render, icon=_ON),
    Entry(name="plan-versions", title="Versions of the plan", render=versions.render, icon=_ON),
    Entry(name="plan-workbook", title="The plan in Excel", render=plan_workbook.render, icon=_ON),
    Entry(name="summary", title="What we agreed", render=summary.render, wide=True),
    Entry(name="journeys", title="Children’s journeys", render=round_journeys.render, icon=_ON, wide=True),
    Entry(name="child-journey", title="A child’s journey", render=child_journey.render, icon=_ON, wide=True),
    Entry(name="journey-events", title="How help came", render=events.render, icon=_ON),
    Entry(name="journey-ties", title="Who is around", render=ties.render, icon=_ON),
    Entry(name="over-time", title="Over time", render=rounds_compared.render, icon=_ON),
    Entry(name="last-time", title="Last time’s findings", render=last_time.render, icon=_ON),
    Entry(name="measured", title="What was measured over time", render=measured.render, icon=_ON),
    Entry(name="programme", title="The programme of rounds", render=programme.render, icon=_ON),
    Entry(name="pack", title="Workshop pack", render=pack.render, icon=_ON),
    Entry(name="concern", title="A child may be unsafe now", render=concern.render),
    Entry(name="partnership", title="Partnership", render=partnership.render),
    Entry(name="safekeeping", title="Keeping and erasing", render=safekeeping.render),
    Entry(name="erase", title="Erase", render=erase.render),
    Entry(name="trail", title="What was done", render=trail.render),
    Entry(name="new-round", title="Open a round", render=new_round.render),
    Entry(name="round", title="Set-up", render=path.render_set_up),
    Entry(name="round-cases", title="Cases", render=cases.render),
    Entry(name="round-case", title="Case", render=case.render),
    Entry(name="new-case", title="Add a case", render=case.render_new),
    Entry(name="round-agencies", title="Who is asked", render=agencies.render),
    Entry(name="round-dates", title="Dates", render=agencies.render_planned_days),
    Entry(name="round-path", title="Path and history", render=path.render),
    Entry(name="choose-cases", title="Choose cases", render=choose_cases.render, icon=_ON),
    Entry(name="timescales", title="Timescales", render=round_timescales.render, icon=_ON),
    Entry(name="case-dates", title="Dates of a child", render=case_dates.render, icon=_ON, wide=True),
    Entry(
        name="council-timescales",
        title="Timescales of a council",
        render=council_timescales.render,
        icon=_ON,
        wide=True,
    ),
    Entry(name="clock", title="Inspection clock", render=clock.render, icon=_ON),
    Entry(name="inspection-days", title="Days of an inspection", render=clock_days.render, icon=_ON),
    Entry(name="letter", title="Inspection letter", render=letter_round.render, icon=_ON),
    Entry(name="workbooks", title="Workbooks", render=workbooks.render),
    Entry(name="frameworks", title="Frameworks", render=frameworks.render),
    Entry(name="framework", title="Framework", render=one_framework.render, icon=_ON),
    Entry(name="framework-compare", title="Compare versions", render=changes.render),
    Entry(name="framework-wording", title="Published wording", render=wording.render),
    Entry(name="framework-workbook", title="Frameworks by workbook", render=workbook.render),
)


def run() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Seven Statements", page_icon=str(_COMPONENTS_FOLDER / "icon.svg"))
    look.inject_css()
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
        first_page = st.Page(partial(first.render, app), title="Seven Statements", url_path="start")
        chosen = st.navigation([first_page], position="hidden")
        look.html(look.logo())
        chosen.run()
        return
    audit_round = place.current_round(app)
    of_letter = audit_round is not None and place.letter_of(app, audit_round) is not None
    pages = _pages(app, audit_round, of_letter=of_letter)
    place.remember_pages(pages)
    chosen = st.navigation([*pages.values(), *_not_here(pages)], position="hidden")
    wide = any(entry.wide for entry in ENTRIES if pages[entry.name] is chosen)
    st.set_page_config(page_title=f"{chosen.title} · Seven Statements", layout="wide" if wide else "centered")
    _land(app, at_home=chosen is pages["home"])
    place.keep_address(chosen.url_path)
    _row(app, audit_round, at=chosen.url_path, of_letter=of_letter)
    top = st.container()
    with errors.last_resort():
        if chosen.url_path not in _OF_NO_ROUND and (missing := place.unknown_round(app)):
            top_of_round.draw_unknown(app, missing, page=chosen.url_path)
        else:
            chosen.run()
        if not any(chosen is pages[name] for name in _NO_FOOT):
            _foot(app)
        signed_in.draw(app)
    with top:
        errors.from_last_run()  # what no place on the page has shown
        form.tell_untold()


def _not_here(pages: Mapping[str, st.Page]) -> list[st.Page]:
    """Return a page of ours for an address that names none, as Streamlit's own would lead nowhere."""
    asked, base = (
        address.strip("/").rpartition("/")[2]
        for address in (urlsplit(st.context.url or "").path, st.get_option("server.baseUrlPath"))
    )
    if not asked or asked in (base, "start", *pages):
        return []
    return [st.Page(start.draw_not_here, title="Page not found", url_path=asked)]


def _foot(app: App) -> None:
    """Say beneath every page which statements are not their source's wording."""
    audit_round = place.current_round(app)
    if audit_round is not None and (notice := provenance.of_statements(audit_round.statements())):
        st.caption(notice)


def _pages(app: App, audit_round: Round | None, *, of_letter: bool) -> dict[str, st.Page]:
    place.round_is_of_letter(audit_round, of_letter=of_letter)
    return {
        entry.name: st.Page(
            render_for(app, entry, audit_round if of_letter else None),
            title=entry.title,
            url_path="" if entry.name == "home" else entry.name,
            icon=entry.icon or None,
            default=entry.name == "home",
        )
        for entry in ENTRIES
    }


def render_for(app: App, entry: Entry, letter: Round | None) -> Callable[[], None]:
    """Return what draws a page; `letter` is the round that is shown where it was made from an inspection letter."""
    if letter is not None and entry.name in _OF_AUDIT:
        return partial(letter_round.render_letter_round, letter, entry.title)
    return partial(entry.render, app)


_LANDED = "has landed"


def _land(app: App, *, at_home: bool) -> None:
    """Bring somebody who only reads for the board to what it reads, when they first come; *Tasks* is a click away."""
    landed, st.session_state[_LANDED] = st.session_state.get(_LANDED), app.person.id
    if not at_home or landed == app.person.id or not reads_for_board(app.person):
        return
    with app.reading() as db:
        refs = board_rounds.refs_after_workshop(db)
    if refs:
        place.go("board", round=refs[0])


def reads_for_board(person: Person) -> bool:
    """Say whether somebody reads what is told to the board, and does nothing else here."""
    return person.may(Act.READ_FINDINGS) and not any(person.may(act) for act in Act if act is not Act.READ_FINDINGS)


# The menu's pages, each with the acts of which one opens it; none: everybody may.
MENU: Mapping[str, Mapping[str, tuple[Act, ...]]] = {
    "Rounds": {
        "rate": (Act.RATE, Act.ENTER_ON_BEHALF),
        "workshop": (Act.READ_CASES,),
        "findings": (Act.READ_FINDINGS,),
        "board": (Act.READ_FINDINGS,),
        "programme": (Act.READ_FINDINGS,),
        "round": (Act.SET_UP,),
        "workbooks": (Act.RATE, Act.ENTER_ON_BEHALF),
        "new-round": (Act.SET_UP,),
    },
    "Actions": {
        "plan": (Act.READ_FINDINGS,),
        "my-actions": (Act.UPDATE_ACTIONS,),
        "reminders": (Act.DECIDE,),
        "papers": (Act.READ_FINDINGS,),
    },
    "Inspection": {
        "readiness": (Act.READ_FINDINGS,),
        "questions": (Act.READ_FINDINGS,),
        "evidence": (Act.READ_FINDINGS,),
        "checklists": (Act.READ_FINDINGS,),
        "clock": (Act.READ_FINDINGS,),
        "letter": (Act.SET_UP,),
    },
    "Frameworks": {"frameworks": (), "framework-workbook": (Act.SET_UP,)},
    "Partnership and data": {"partnership": (Act.SET_UP,), "safekeeping": (Act.SET_UP,), "trail": ()},
}
_COLUMNS = (("Rounds",), ("Actions", "Inspection"), ("Frameworks", "Partnership and data"))
_STEPS = {
    Stage.RATING: "rate",
    Stage.WORKSHOP: "workshop",
    Stage.FINDINGS: "findings",
    Stage.PLAN: "plan",
    Stage.BOARD: "board",
    Stage.CLOSED: "programme",
}
_LABEL = 24  # characters of a round's title that the row has room for


def offered(person: Person, group: str) -> tuple[str, ...]:
    """Return the pages of a group of the menu that a person may use, by name."""
    return tuple(name for name, acts in MENU[group].items() if _may(person, name, acts))


def _may(person: Person, name: str, acts: tuple[Act, ...]) -> bool:
    return trail.may_read(person) if name == "trail" else not acts or any(person.may(act) for act in acts)


def _row(app: App, audit_round: Round | None, *, at: str, of_letter: bool) -> None:
    """Draw the row; a page's own key closes what was open on the page before."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        with st.container(width="content"):
            look.html(look.logo())
        place.link("home", "Tasks", icon="")
        if audit_round is not None:
            with st.popover(short_title(audit_round), key=f"round in sight at {at}"):
                _steps(app.person, audit_round, of_letter=of_letter)
        with st.popover("Menu", key=f"menu at {at}"):
            for column, groups in zip(st.columns(len(_COLUMNS)), _COLUMNS, strict=True):
                with column:
                    _groups(app.person, groups, audit_round)


def short_title(audit_round: Round) -> str:
    """Return what a round is called where there is little room: its title up to a colon, else its ref."""
    title = audit_round.title.split(":")[0].strip()
    return plain(title if 0 < len(title) <= _LABEL else audit_round.ref)


def _groups(person: Person, groups: Sequence[str], audit_round: Round | None) -> None:
    titles = {entry.name: entry.title for entry in ENTRIES}
    parts = {"round": audit_round.ref} if audit_round is not None else {}
    for group in groups:
        if names := offered(person, group):
            look.card_title(group)
            with st.container(gap="xxsmall"):
                for name in names:
                    place.strong_link(name, titles[name], **parts if group in ("Rounds", "Actions") else {})


def _steps(person: Person, audit_round: Round, *, of_letter: bool) -> None:
    st.write(f"**{plain(audit_round.title)}**")
    with st.container(gap="xxsmall"):
        for stage in steps(of_letter=of_letter):
            icon, state = _state(audit_round, stage)
            title = "Re-audit" if stage is Stage.CLOSED and not of_letter else stage.label
            label, name = f"{title}: {state}" if state else title, _STEPS[stage]
            if any(name in offered(person, group) for group in MENU):
                place.strong_link(name, label, icon=icon, round=audit_round.ref)
            else:
                st.write(f"{icon} {plain(label)}")
    place.strong_link("home", "Change round")


def _state(audit_round: Round, stage: Stage) -> tuple[str, str]:
    now, then = STAGES.index(audit_round.stage), STAGES.index(stage)
    if now > then:  # whether it is done there, the path on Home says
        return ":material/arrow_circle_right:", "passed"
    if now == then:
        return ":material/radio_button_checked:", "now"
    planned = audit_round.dates.planned(stage)
    return ":material/radio_button_unchecked:", short_day(planned) if planned else ""
