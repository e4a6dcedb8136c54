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
from audit.domain import english
from audit.domain.home.next_steps import InHand, Waiting, upkeep
from audit.domain.home.waiting import Running, Unanswered, graded_so_far, inspection_waiting, waiting_for
from audit.domain.inspection.clock import ClockStep
from audit.domain.people.person import ROLE_TITLES, Act, Person, Role, Viewer
from audit.domain.plan import closing
from audit.domain.rating import form as rating_rules
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, Stage
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.suppression import Word, words_by_statement
from audit.errors import AuditError
from audit.library.names import lists
from audit.pages.components import danger, errors, look, partnership_lists, place, strip
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
        partnership = people.partnership(db)
        name, invented = (partnership.name, partnership.invented) if partnership else ("", False)
        agencies = people.agencies(db)
        in_hand = rounds_in_hand(db, app)
    look.title("What waits for you")
    short_names = {agency.ref: agency.short_name for agency in agencies}
    look.line_above(english.day(app.today()), _who(app.person, short_names), name)
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
    questions = board.questions(db, viewer=viewer)
    every = read.rounds_as_read(db, viewer=viewer, rounds=rounds.every(db), look=lists.look)
    in_hand = (_in_hand(db, viewer, audit_round) for audit_round in every)
    return tuple(
        replace(
            round_in_hand,
            questions=tuple(each for each in questions if each.round_ref == round_in_hand.audit_round.ref),
        )
        for round_in_hand in in_hand
    )


def draw_waiting(app: App, in_hand: tuple[InHand, ...], *, agencies: int) -> None:
    """Draw the next things to do, the first one as the page's main button."""
    with app.reading() as db:
        planned = over_time.planned(db)
    waiting = waiting_for(
        app.person,
        in_hand,
        agencies=agencies,
        today=app.today(),
        planned=planned,
        upkeep=_upkeep(app),
        inspection=waiting_of_inspection(app, in_hand),
    )
    if not waiting:
        st.write("Nothing waits for you now. When something does, it stands here with its date.")
    for place_in_row, next_step in enumerate(waiting[:_MOST]):
        _card(app, next_step, in_hand, first=place_in_row == 0, key=f"waiting {place_in_row}")
    if len(waiting) > _MOST:
        left = len(waiting) - _MOST
        with st.expander(f"After these, {english.number(left)} more {english.agree(left, 'waits', 'wait')}"):
            for next_step in waiting[_MOST:]:
                _line(app, next_step)


def when(next_step: Waiting, today: date) -> str:
    """Return the day of something that waits, in a sentence with how far off it is; empty without a day."""
    if next_step.day is None:
        return ""
    label = _PAST.get(next_step.day_is, next_step.day_is) if next_step.day < today else next_step.day_is
    return f"{label} {english.day(next_step.day)}, {english.from_today(next_step.day, today)}."


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
        concerns=tuple(concern for _, concern in moderation.concerns(db, viewer=viewer, round_ref=audit_round.ref)),
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
    return tuple(last_finding.finding.ref for last_finding in since.to_look_at) if since else ()


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
    return not rating_rules.missing(draft, audit_round.statements_for(viewer.agency, case))


def _card(app: App, next_step: Waiting, in_hand: tuple[InHand, ...], *, first: bool, key: str) -> None:
    with st.container(border=True):
        words, button = st.columns([2, 1], vertical_alignment="center")
        with words:
            look.card_title(next_step.title)
            st.write(f"{plain(next_step.sentence)} {when(next_step, app.today())}")
            _own_strip(app, next_step, in_hand)
        if button.button(next_step.button, key=key, type="primary" if first else "secondary", width="stretch"):
            place.go(next_step.page, **next_step.parts)


def _line(app: App, next_step: Waiting) -> None:
    st.write(f"**{plain(next_step.title)}.** {plain(next_step.sentence)} {when(next_step, app.today())}")
    place.link(next_step.page, next_step.button, **next_step.parts)


def _own_strip(app: App, next_step: Waiting, in_hand: tuple[InHand, ...]) -> None:
    agency, case = app.person.agency, next_step.parts.get("case")
    if next_step.page != "rate" or agency is None or case is None:
        return
    round_in_hand = next(each for each in in_hand if each.audit_round.ref == next_step.parts["round"])
    statements = round_in_hand.audit_round.statements_for(agency)
    grades = dict(round_in_hand.own_grades.get(case, {}))
    if graded_so_far(grades, [statement.key for statement in statements]):
        cells = strip.own_cells(statements, grades, round_in_hand.audit_round.scale)
        look.html(strip.strip(cells, about=f"{case}, your own grades so far"))


_ARROW = ":material/arrow_forward:"


def draw_rounds(app: App, in_hand: tuple[InHand, ...]) -> None:
    """Draw a card for every round, the newest first."""
    if not in_hand:
        st.write("No round yet. A round looks at 4 to 8 children together, from rating to the board.")
    with app.reading() as db:
        letters = notified.refs(db)
    for round_in_hand in in_hand:
        with st.container(border=True):
            look.card_title(round_in_hand.audit_round.title, level=3)
            of_letter = round_in_hand.audit_round.ref in letters
            now_says = _now_says(app.person, round_in_hand)
            look.html(
                place.path(round_in_hand.audit_round, left=_left(round_in_hand), now_says=now_says, of_letter=of_letter)
            )
            if of_letter:
                st.write("What an inspection letter found, and what is done about it. It is no audit.")
                _links(app.person, round_in_hand.audit_round, of_letter=True)
                continue
            st.write(sentence(app.person, round_in_hand))
            if round_in_hand.audit_round.stage in AFTER_WORKSHOP and app.person.may(Act.READ_FINDINGS):
                _in_words(app, round_in_hand.audit_round)
            _links(app.person, round_in_hand.audit_round)


def sentence(person: Person, round_in_hand: InHand) -> str:
    """Return where a round is, in a sentence or two; no case is counted for who may not read cases."""
    audit_round, round_participation = round_in_hand.audit_round, round_in_hand.participation
    reads = person.may(Act.READ_CASES)
    size = _size(audit_round) if reads else ""
    judged = (
        words.judged(round_participation)
        if reads
        else ""
        if round_participation.whole
        else "Not every child has been judged."
    )
    stage_sentence = {
        Stage.SETUP: "This round is being set up. Agencies cannot start their audits yet.",
        Stage.RATING: _submitted(round_in_hand),
        Stage.WORKSHOP: judged or "The round is at its workshop.",
        Stage.FINDINGS: f"Findings are being recorded. {judged}",
        Stage.PLAN: f"Actions are being agreed for each finding. {judged}",
        Stage.BOARD: f"The plan is at the board stage. {closing.board(audit_round)} {judged}",
        Stage.CLOSED: f"The round is closed. {closing.board(audit_round)} {judged}",
    }[audit_round.stage]
    return f"{size} {stage_sentence}".strip()


def words_sentence(audit_round: Round, by_word: dict[str, list[str]]) -> str:
    """Return the words about a round's statements as a sentence, the strengths first."""
    parts = [f"{word.value.capitalize()}: {', '.join(by_word[word])}" for word in Word if by_word.get(word)]
    return ". ".join(parts) + "." if parts else f"{audit_round.title} has no judgement yet."


def _size(audit_round: Round) -> str:
    cases, agencies = len(audit_round.active_cases()), len(audit_round.agencies)
    case_words = english.capital(english.counted(cases, "case"))
    return f"**{case_words}, {english.number(agencies)} agenc{english.agree(agencies, 'y', 'ies')}.**"


def _submitted(round_in_hand: InHand) -> str:
    due = round_in_hand.audit_round.dates.audits_due
    submitted = words.submitted_so_far(round_in_hand.participation)
    return f"{submitted} Audits due {english.day(due)}." if due and round_in_hand.participation.awaited else submitted


def _left(round_in_hand: InHand) -> Mapping[Stage, str]:
    return closing.left_at(round_in_hand.audit_round, round_in_hand.participation, round_in_hand.plan)


def _now_says(person: Person, round_in_hand: InHand) -> str:
    if round_in_hand.audit_round.stage is Stage.RATING and person.may(Act.RATE) and person.agency is not None:
        is_own_round = person.agency in {agency.ref for agency in round_in_hand.audit_round.agencies}
        return "your turn" if is_own_round and round_in_hand.to_submit(person.agency) else "now"
    return "now"


def _in_words(app: App, audit_round: Round) -> None:
    statements = audit_round.statements()
    with app.reading() as db:
        judgements = moderation.judgements_for_papers(db, audit_round=audit_round)
    statement_words = words_by_statement(audit_round, judgements)
    look.html(strip.strip(strip.word_cells(statements, statement_words), about=audit_round.title))
    by_word: dict[str, list[str]] = {}
    for statement in statements:
        by_word.setdefault(statement_words[statement.key], []).append(statement.short_title)
    st.caption(words_sentence(audit_round, by_word))


def _links(person: Person, audit_round: Round, *, of_letter: bool = False) -> None:
    ways = (
        ("rate", "Rate", not of_letter and (person.may(Act.RATE) or person.may(Act.ENTER_ON_BEHALF))),
        ("workshop", "Workshop", not of_letter and person.may(Act.READ_CASES)),
        ("findings", "Findings", person.may(Act.READ_FINDINGS)),
        ("plan", "Plan", person.may(Act.READ_FINDINGS)),
        ("board", "Board", person.may(Act.READ_FINDINGS) and audit_round.stage in AFTER_WORKSHOP),
        ("over-time", "Over time", bool(audit_round.reaudit_of) and person.may(Act.READ_FINDINGS)),
        ("round", "Set-up", person.may(Act.SET_UP)),
    )
    with st.container(horizontal=True):
        for name, label, may in ways:
            if may:
                place.link(name, f"{label}: {audit_round.ref}", icon=_ARROW, round=audit_round.ref)


def waiting_of_inspection(app: App, in_hand: Sequence[InHand]) -> tuple[Waiting, ...]:
    """Return what waits for the person at the screen."""
    if not app.person.may(Act.READ_FINDINGS):
        return ()
    try:
        steps = partnership_lists.inspection_clock()
    except AuditError as error:
        return _wrong(str(error)) if app.person.may(Act.SET_UP) else ()
    with app.reading() as db:
        came = _letters(db, in_hand, steps)
    running, answered = _running(app), {day for day, _ in came}
    if running is not None and any(day >= running.days[0].on for day in answered):
        running = None  # its letter has come, so what is next stands there
    unanswered = [letter for _, letter in came if letter is not None]
    return inspection_waiting(app.person, running, unanswered, app.today())


def _wrong(reason: str) -> tuple[Waiting, ...]:
    """Return that the partnership's own days cannot be counted by, and why."""
    title, button = "Put the days of an inspection right", "Open the days of an inspection"
    return (Waiting(title=title, sentence=reason, button=button, page="inspection-days"),)


def _running(app: App) -> Running | None:
    inspection = clock.running(app)
    if inspection is None:
        return None
    with app.reading() as db:
        requests = service.requests(db, viewer=app.viewer(), inspection=inspection.id)
    return Running(kind=inspection.kind, days=clock.steps_of(inspection.notified_on), requests=requests)


def _letters(db: Db, in_hand: Sequence[InHand], steps: Sequence[ClockStep]) -> list[tuple[date, Unanswered | None]]:
    refs, came = notified.refs(db), []
    for round_in_hand in in_hand:
        audit_round = round_in_hand.audit_round
        inspection = notified.inspection(db, audit_round=audit_round) if audit_round.ref in refs else None
        if inspection is None:
            continue
        sent = notified.statement_sent(db, audit_round=audit_round)
        to_decide = len(round_in_hand.plan.undecided()) if round_in_hand.plan else 0
        due = published.due(inspection, steps)
        waits = Unanswered(round_ref=audit_round.ref, title=audit_round.title, due=due, to_decide=to_decide)
        came.append((inspection.published, None if sent else waits))
    return came
