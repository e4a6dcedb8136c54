"""What waits for me: three things at most, each one click away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.home.next_steps import InHand, Waiting
from audit.domain.home.upkeep import upkeep
from audit.domain.home.waiting import graded_so_far, waiting_for
from audit.domain.people.person import Act, Viewer
from audit.domain.rating import form as rating_rules
from audit.domain.rounds.audit_round import Round, Stage
from audit.library.names import looking
from audit.pages.components import days, look, place, strip
from audit.pages.components.plain import plain
from audit.pages.home import inspection
from audit.services.over_time import reaudit
from audit.services.plan import actions, following
from audit.services.release import decisions
from audit.store.queries import board, checklists, drafts, evidence, moderation, over_time, rounds
from audit.store.queries import release as read
from audit.store.queries.participation import participation
from audit.store.work import Db

_MOST = 3
_PAST = {
    "Due": "Was due",
    "Workshop planned for": "Workshop was planned for",
    "Board planned for": "Board was planned for",
}


def in_hand(db: Db, app: App) -> tuple[InHand, ...]:
    """Return every round, the newest first, with what the person at the screen may know of it."""
    viewer = app.viewer()
    asked = board.questions(db, viewer=viewer)
    every = read.rounds_as_read(db, viewer=viewer, rounds=rounds.every(db), look=looking.look)
    found = (_in_hand(db, viewer, audit_round) for audit_round in every)
    return tuple(
        replace(one, questions=tuple(each for each in asked if each.round_ref == one.audit_round.ref)) for one in found
    )


def draw(app: App, found: tuple[InHand, ...], *, agencies: int) -> None:
    """Draw the next things to do, the first one as the page's main button."""
    with app.reading() as db:
        planned = over_time.planned(db)
    waiting = waiting_for(
        app.person,
        found,
        agencies=agencies,
        today=app.today(),
        planned=planned,
        upkeep=_upkeep(app),
        inspection=inspection.waiting(app, found),
    )
    if not waiting:
        st.write("Nothing waits for you now. When something does, it stands here with its date.")
    for place_in_row, one in enumerate(waiting[:_MOST]):
        _card(app, one, found, first=place_in_row == 0, key=f"waiting {place_in_row}")
    if len(waiting) > _MOST:
        left = len(waiting) - _MOST
        with st.expander(f"After these, {days.number(left)} more {'waits' if left == 1 else 'wait'}"):
            for one in waiting[_MOST:]:
                _line(app, one)


def when(one: Waiting, today: date) -> str:
    """Return the day of something that waits, in a sentence with how far off it is; empty without a day."""
    if one.day is None:
        return ""
    said = _PAST.get(one.day_is, one.day_is) if one.day < today else one.day_is
    return f"{said} {days.day(one.day)}, {days.from_today(one.day, today)}."


def _in_hand(db: Db, viewer: Viewer, audit_round: Round) -> InHand:
    person = viewer.person
    rates = person.may(Act.RATE) and audit_round.stage in (Stage.RATING, Stage.WORKSHOP)
    grades = drafts.own_progress(db, viewer=viewer, audit_round=audit_round) if rates else {}
    reads = person.may(Act.READ_FINDINGS)
    return InHand(
        audit_round=audit_round,
        participation=participation(db, audit_round=audit_round),
        own_grades=grades,
        complete=frozenset(case for case in grades if _is_complete(db, viewer, audit_round, case)),
        plan=actions.plan(db, viewer=viewer, round_ref=audit_round.ref) if reads else None,
        held_back=_held_back(db, viewer, audit_round),
        own_roles=following.roles(db, viewer=viewer),
        concerns=tuple(one for _, one in moderation.concerns(db, viewer=viewer, round_ref=audit_round.ref)),
        last_to_look_at=_last_to_look_at(db, viewer, audit_round) if reads else (),
    )


def _held_back(db: Db, viewer: Viewer, audit_round: Round) -> int:
    """Return how many texts wait to be checked where the round's papers are on their way out; 0 for who may not."""
    if not viewer.person.may(Act.CHECK) or audit_round.stage not in (Stage.PLAN, Stage.BOARD):
        return 0
    return len(decisions.held_back(db, viewer=viewer, audit_round=audit_round))


def _last_to_look_at(db: Db, viewer: Viewer, audit_round: Round) -> tuple[str, ...]:
    if not audit_round.reaudit_of or not viewer.person.may(Act.DECIDE):
        return ()
    since = reaudit.since_last_time(db, viewer=viewer, round_ref=audit_round.ref)
    return tuple(one.finding.ref for one in since.to_look_at) if since else ()


def _upkeep(app: App) -> tuple[Waiting, ...]:
    with app.reading() as db:
        register = evidence.register(db, viewer=app.viewer())
        entries = checklists.entries(db, viewer=app.viewer())
        months = evidence.months(db)
    return upkeep(app.person, register, entries.values(), months=months, today=app.today())


def _is_complete(db: Db, viewer: Viewer, audit_round: Round, case: str) -> bool:
    if viewer.agency is None or viewer.agency not in {agency.ref for agency in audit_round.agencies}:
        return False
    draft = drafts.draft(db, viewer=viewer, round_ref=audit_round.ref, case_ref=case)
    return not rating_rules.missing(draft, audit_round.asked_of(viewer.agency))


def _card(app: App, one: Waiting, found: tuple[InHand, ...], *, first: bool, key: str) -> None:
    with st.container(border=True):
        words, button = st.columns([2, 1], vertical_alignment="center")
        with words:
            look.card_title(one.title)
            st.write(f"{plain(one.sentence)} {when(one, app.today())}")
            _own_strip(app, one, found)
        if button.button(one.button, key=key, type="primary" if first else "secondary", width="stretch"):
            place.go(one.page, **one.parts)


def _line(app: App, one: Waiting) -> None:
    st.write(f"**{plain(one.title)}.** {plain(one.sentence)} {when(one, app.today())}")
    place.link(one.page, one.button, **one.parts)


def _own_strip(app: App, one: Waiting, found: tuple[InHand, ...]) -> None:
    agency, case = app.person.agency, one.parts.get("case")
    if one.page != "rate" or agency is None or case is None:
        return
    here = next(each for each in found if each.audit_round.ref == one.parts["round"])
    asked = here.audit_round.asked_of(agency)
    grades = dict(here.own_grades.get(case, {}))
    if graded_so_far(grades, [statement.key for statement in asked]):
        cells = strip.own_cells(asked, grades, here.audit_round.scale)
        look.html(strip.strip(cells, about=f"{case}, your own grades so far"))
