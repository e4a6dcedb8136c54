"""Home: what waits for me, then the rounds.

Here too:
- What waits for me: three things at most, each one click away.
- The rounds on Home: a card each, with its path, a sentence and the ways in.
- What waits because of an inspection: gathered for Home.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.home.next_steps import InHand, Waiting, upkeep
from audit.domain.home.waiting import Running, Unanswered, graded_so_far, inspection_waiting, waiting_for
from audit.domain.inspection.clock import ClockStep
from audit.domain.people.person import ROLE_TITLES, Act, Person, Role, Viewer
from audit.domain.plan import closing
from audit.domain.rating import form as rating_rules
from audit.domain.rounds.audit_round import TOLD, Round, Stage
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.suppression import Word, words_by_statement
from audit.errors import AuditError
from audit.library.names import lists
from audit.pages.components import danger, days, errors, house, look, place, strip
from audit.pages.components.look import plain
from audit.pages.home import invented as home_invented
from audit.pages.inspection import clock
from audit.pages.safekeeping import trail
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.services.over_time import reaudit
from audit.services.plan import actions
from audit.services.release import decisions
from audit.store.queries import board, drafts, moderation, over_time, people, readiness, rounds
from audit.store.queries import inspection as notified
from audit.store.queries import release as read
from audit.store.queries.moderation import participation
from audit.store.work import Db


def render(app: App) -> None:
    """Show what waits for the person at the screen, and every round with its path."""
    with app.reading() as db:
        there = people.partnership(db)
        name, invented = (there.name, there.invented) if there else ("", False)
        agencies = people.agencies(db)
        in_hand = rounds_in_hand(db, app)
    look.title("What waits for you")
    short_names = {agency.ref: agency.short_name for agency in agencies}
    look.line_above(days.day(app.today()), _who(app.person, short_names), name)
    errors.from_last_run()
    if invented:
        home_invented.look_round_as(app)
    draw_waiting(app, in_hand, agencies=len(agencies))
    st.header("Rounds", anchor=False)
    draw_rounds(app, in_hand)
    if app.person.may(Act.READ_FINDINGS):
        place.link("programme", "The programme of rounds", icon=":material/calendar_month:")
        place.link("clock", "The inspection clock", icon=":material/schedule:")
        place.link("letter", "The inspection letter", icon=":material/description:")
    if app.person.may(Act.UPDATE_ACTIONS):
        place.link("my-actions", "My actions", icon=":material/task_alt:")
    if app.person.may(Act.DECIDE):
        place.link("reminders", "Whom to remind", icon=":material/mail:")
    if app.person.may(Act.SET_UP):
        place.link("new-round", "Open a round", icon=":material/add:")
        place.link("partnership", "Partnership, agencies and people", icon=":material/group:")
        place.link("safekeeping", "Keeping and erasing", icon=":material/shield:")
    place.link("frameworks", "Frameworks: what audits ask", icon=":material/menu_book:")
    if trail.may_read(app.person):
        place.link("trail", "What was done, by whom", icon=":material/history:")
    if invented:
        home_invented.offer_removal(app)
    danger.foot(app)


def _who(person: Person, agencies: dict[str, str]) -> str:
    roles = ", ".join(ROLE_TITLES[role].lower() for role in Role if role in person.roles)
    agency = f", {agencies.get(person.agency, person.agency)}" if person.agency else ""
    return f"{person.name}, {roles}{agency}"


_MOST = 3
_PAST = {
    "Due": "Was due",
    "Workshop planned for": "Workshop was planned for",
    "Board planned for": "Board was planned for",
}


def rounds_in_hand(db: Db, app: App) -> tuple[InHand, ...]:
    """Return every round, the newest first, with what the person at the screen may know of it."""
    viewer = app.viewer()
    asked = board.questions(db, viewer=viewer)
    every = read.rounds_as_read(db, viewer=viewer, rounds=rounds.every(db), look=lists.look)
    found = (_in_hand(db, viewer, audit_round) for audit_round in every)
    return tuple(
        replace(one, questions=tuple(each for each in asked if each.round_ref == one.audit_round.ref)) for one in found
    )


def draw_waiting(app: App, found: tuple[InHand, ...], *, agencies: int) -> None:
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
        inspection=waiting_of_inspection(app, found),
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
        own_roles=actions.roles(db, viewer=viewer),
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
        register = readiness.register(db, viewer=app.viewer())
        entries = readiness.entries(db, viewer=app.viewer())
        months = readiness.months(db)
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


_ARROW = ":material/arrow_forward:"


def draw_rounds(app: App, found: tuple[InHand, ...]) -> None:
    """Draw a card for every round, the newest first."""
    if not found:
        st.write("No round yet. A round looks at four to eight children together, from rating to the board.")
    with app.reading() as db:
        letters = notified.refs(db)
    for one in found:
        with st.container(border=True):
            look.card_title(one.audit_round.title, level=3)
            of_letter = one.audit_round.ref in letters
            now_says = _now_says(app.person, one)
            look.html(place.path(one.audit_round, left=_left(one), now_says=now_says, of_letter=of_letter))
            if of_letter:
                st.write("What an inspection letter found, and what is done about it. It is no audit.")
                _links(app.person, one.audit_round, of_letter=True)
                continue
            st.write(sentence(app.person, one))
            if one.audit_round.stage in TOLD and app.person.may(Act.READ_FINDINGS):
                _in_words(app, one.audit_round)
            _links(app.person, one.audit_round)


def sentence(person: Person, one: InHand) -> str:
    """Return where a round is, in a sentence or two; no case is counted for who may not read cases."""
    audit_round, found = one.audit_round, one.participation
    reads = person.may(Act.READ_CASES)
    size = _size(audit_round) if reads else ""
    judged = words.judged(found) if reads else "" if found.whole else "Not every child has been judged."
    said = {
        Stage.SETUP: "This round is being set up. Agencies cannot start their audits yet.",
        Stage.RATING: _submitted(one),
        Stage.WORKSHOP: judged or "The round is at its workshop.",
        Stage.FINDINGS: f"Findings are being recorded. {judged}",
        Stage.PLAN: f"Actions are being agreed for each finding. {judged}",
        Stage.BOARD: f"The plan is at the board stage. {closing.board(audit_round)} {judged}",
        Stage.CLOSED: f"The round is closed. {closing.board(audit_round)} {judged}",
    }[audit_round.stage]
    return f"{size} {said}".strip()


def words_said(audit_round: Round, by_word: dict[str, list[str]]) -> str:
    """Return the words about a round's statements as a sentence, the strengths first."""
    parts = [f"{word.value.capitalize()}: {', '.join(by_word[word])}" for word in Word if by_word.get(word)]
    return ". ".join(parts) + "." if parts else f"{audit_round.title} has no judgement yet."


def _size(audit_round: Round) -> str:
    cases, agencies = len(audit_round.active_cases()), len(audit_round.agencies)
    case_words = f"{days.number(cases).capitalize()} case{'' if cases == 1 else 's'}"
    return f"**{case_words}, {days.number(agencies)} agenc{'y' if agencies == 1 else 'ies'}.**"


def _submitted(one: InHand) -> str:
    due = one.audit_round.dates.audits_due
    said = words.submitted_so_far(one.participation)
    return f"{said} Audits due {days.day(due)}." if due and one.participation.awaited else said


def _left(one: InHand) -> Mapping[Stage, str]:
    return closing.left_at(one.audit_round, one.participation, one.plan)


def _now_says(person: Person, one: InHand) -> str:
    if one.audit_round.stage is Stage.RATING and person.may(Act.RATE) and person.agency is not None:
        mine = person.agency in {agency.ref for agency in one.audit_round.agencies}
        return "your turn" if mine and one.to_submit(person.agency) else "now"
    return "now"


def _in_words(app: App, audit_round: Round) -> None:
    asked = audit_round.statements()
    with app.reading() as db:
        judgements = moderation.judgements_for_papers(db, audit_round=audit_round)
    found = words_by_statement(audit_round, judgements)
    look.html(strip.strip(strip.word_cells(asked, found), about=audit_round.title))
    by_word: dict[str, list[str]] = {}
    for one in asked:
        by_word.setdefault(found[one.key], []).append(one.short_title)
    st.caption(words_said(audit_round, by_word))


def _links(person: Person, audit_round: Round, *, of_letter: bool = False) -> None:
    ways = (
        ("rate", "Rate", not of_letter and (person.may(Act.RATE) or person.may(Act.ENTER_ON_BEHALF))),
        ("workshop", "Workshop", not of_letter and person.may(Act.READ_CASES)),
        ("findings", "Findings", person.may(Act.READ_FINDINGS)),
        ("plan", "Plan", person.may(Act.READ_FINDINGS)),
        ("board", "Board", person.may(Act.READ_FINDINGS) and audit_round.stage in TOLD),
        ("over-time", "Over time", bool(audit_round.reaudit_of) and person.may(Act.READ_FINDINGS)),
        ("round", "Set-up", person.may(Act.SET_UP)),
    )
    with st.container(horizontal=True):
        for name, label, may in ways:
            if may:
                place.link(name, f"{label}: {audit_round.ref}", icon=_ARROW, round=audit_round.ref)


def waiting_of_inspection(app: App, found: Sequence[InHand]) -> tuple[Waiting, ...]:
    """Return what waits for the person at the screen."""
    if not app.person.may(Act.READ_FINDINGS):
        return ()
    try:
        steps = house.inspection_clock()
    except AuditError as error:
        return _wrong(str(error)) if app.person.may(Act.SET_UP) else ()
    with app.reading() as db:
        came = _letters(db, found, steps)
    running, answered = _running(app), {day for day, _ in came}
    if running is not None and any(day >= running.days[0].on for day in answered):
        running = None  # its letter has come, so what is next stands there
    unanswered = [one for _, one in came if one is not None]
    return inspection_waiting(app.person, running, unanswered, app.today())


def _wrong(said: str) -> tuple[Waiting, ...]:
    """Return that the partnership's own days cannot be counted by, and why."""
    title, button = "Put the days of an inspection right", "Open the days of an inspection"
    return (Waiting(title=title, sentence=said, button=button, page="inspection-days"),)


def _running(app: App) -> Running | None:
    inspection = clock.running(app)
    if inspection is None:
        return None
    with app.reading() as db:
        requests = service.requests(db, viewer=app.viewer(), inspection=inspection.id)
    return Running(kind=inspection.kind, days=clock.steps_of(inspection.notified_on), requests=requests)


def _letters(db: Db, found: Sequence[InHand], steps: Sequence[ClockStep]) -> list[tuple[date, Unanswered | None]]:
    refs, came = notified.refs(db), []
    for one in found:
        audit_round = one.audit_round
        said = notified.inspection(db, audit_round=audit_round) if audit_round.ref in refs else None
        if said is None:
            continue
        sent = notified.statement_sent(db, audit_round=audit_round)
        to_decide = len(one.plan.undecided()) if one.plan else 0
        due = published.due(said, steps)
        waits = Unanswered(round_ref=audit_round.ref, title=audit_round.title, due=due, to_decide=to_decide)
        came.append((said.published, None if sent else waits))
    return came
