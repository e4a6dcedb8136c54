"""Home: the tasks of the person at the screen, grouped by when they are due, and the rounds beside them.

Here too:
- A task: a link to where it is done, what it is about, and its date.
- The rounds on Home: a card each, with its path, a sentence and the way in.
- What waits because of an inspection: gathered for Home.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.home.next_steps import Horizon, InHand, Waiting, date_tag, grouped, horizon, upkeep
from audit.domain.home.waiting import Running, Unanswered, graded_so_far, inspection_waiting, waiting_for
from audit.domain.inspection.clock import ClockStep
from audit.domain.people.person import ROLE_TITLES, Act, Person, Role, Viewer
from audit.domain.plan import closing
from audit.domain.rating import form as rating_rules
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop import participation_words as words
from audit.errors import AuditError
from audit.library.names import lists
from audit.pages.components import danger, errors, look, partnership_lists, place, strip
from audit.pages.components.look import plain
from audit.pages.home import first
from audit.pages.inspection import clock
from audit.services.inspection import notified as service
from audit.services.inspection import published
from audit.services.over_time import reaudit
from audit.services.plan import actions
from audit.services.release import decisions
from audit.store.queries import board, drafts, moderation, over_time, people, readiness, rounds
from audit.store.queries import inspection as notified
from audit.store.queries import plan as planned
from audit.store.queries import release as read
from audit.store.work import Db


def render(app: App) -> None:
    """Show what waits for the person at the screen, and every round with its path."""
    with app.reading() as db:
        partnership = people.partnership(db)
        name, invented = (partnership.name, partnership.invented) if partnership else ("", False)
        agencies = people.agencies(db)
        in_hand = rounds_in_hand(db, app)
        letters = notified.refs(db)
    look.title("Your tasks")
    short_names = {agency.ref: agency.short_name for agency in agencies}
    look.line_above(_who(app.person, short_names), english.day(app.today()), name)
    errors.from_last_run()
    if invented:
        first.look_round_as(app, short_names)
    tasks, rounds_beside = st.columns([1.05, 1], gap="medium")
    with tasks.container(gap="xsmall"):
        draw_tasks(app, in_hand, letters, agencies=len(agencies))
        if app.person.may(Act.UPDATE_ACTIONS):
            place.strong_link("my-actions", "My actions", icon=":material/task_alt:")
    with rounds_beside:
        st.header("Rounds", anchor=False)
        draw_rounds(app, in_hand, letters)
    if invented:
        first.offer_removal(app)
    danger.foot(app)


def _who(person: Person, agencies: dict[str, str]) -> str:
    roles = ", ".join(ROLE_TITLES[role].lower() for role in Role if role in person.roles)
    agency = f", {agencies.get(person.agency, person.agency)}" if person.agency else ""
    return f"{person.name}, {roles}{agency}"


def rounds_in_hand(db: Db, app: App) -> tuple[InHand, ...]:
    """Return every round, the newest first, with what the person at the screen may know of it."""
    viewer = app.viewer()
    every = read.rounds_as_read(db, viewer=viewer, rounds=rounds.every(db), look=lists.look)
    participations = moderation.participations(db, rounds=every)
    plans = planned.plans(db, viewer=viewer, rounds=every) if app.person.may(Act.READ_FINDINGS) else {}
    questions, concerns = board.questions(db, viewer=viewer), moderation.concerns(db, viewer=viewer)
    own_roles = actions.roles(db, viewer=viewer)
    return tuple(
        InHand(
            audit_round=audit_round,
            participation=participations[audit_round.ref],
            plan=plans.get(audit_round.ref),
            questions=tuple(question for question in questions if question.round_ref == audit_round.ref),
            concerns=tuple(concern for round_ref, concern in concerns if round_ref == audit_round.ref),
            own_roles=own_roles,
            held_back=_held_back(db, viewer, audit_round),
            last_to_look_at=_last_to_look_at(db, viewer, audit_round),
            **_own_forms(db, viewer, audit_round),
        )
        for audit_round in every
    )


_MOST = 6  # tasks of a group in sight
_LINK = 38  # characters that a link has room for on a phone


def draw_tasks(app: App, in_hand: tuple[InHand, ...], letters: Collection[str], *, agencies: int) -> None:
    """Draw what waits for the person at the screen, in groups by when it is due."""
    with app.reading() as db:
        programmed = over_time.planned(db)
    waiting = waiting_for(
        app.person,
        in_hand,
        agencies=agencies,
        today=app.today(),
        planned=programmed,
        upkeep=_upkeep(app),
        inspection=waiting_of_inspection(app, in_hand, letters),
    )
    if not waiting:
        st.write("Nothing waits for you now. When something does, it stands here with its date.")
    for when, tasks in grouped(waiting, app.today()):
        look.html(f'<h2 class="ss-grp">{look.escape_html(when)} <span>{len(tasks)}</span></h2>')
        for task in tasks[:_MOST]:
            _task(app, task, in_hand)
        if left := tasks[_MOST:]:
            more = english.agree(len(left), "task", "tasks")
            with st.expander(f"{english.capital(english.number(len(left)))} more {more}"):
                for task in left:
                    _task(app, task, in_hand)


def _task(app: App, task: Waiting, in_hand: tuple[InHand, ...]) -> None:
    tag = date_tag(task, app.today())
    as_link = len(task.title) <= _LINK
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
        with st.container(width=375, gap=None):
            if not as_link:
                look.html(f'<h3 class="ss-task">{look.escape_html(task.title)}</h3>')
            place.strong_link(task.page, task.title if as_link else task.button, **task.parts)
            if task.sentence:
                look.html(f'<p class="ss-hint">{look.escape_html(task.sentence)}</p>')
            _own_strip(app, task, in_hand)
        if tag:
            with st.container(width="content"):
                look.html(f'<span class="ss-when ss-when-{_TAGS[horizon(task, app.today())]}">{tag}</span>')
    look.html('<div class="ss-rule"></div>')


_TAGS = {Horizon.NOW: "now", Horizon.MONTH: "month", Horizon.LATER: "later"}


def _own_forms(db: Db, viewer: Viewer, audit_round: Round) -> dict[str, Any]:
    """Return the grades in the person's own forms of a round, and which of the forms miss nothing."""
    if not viewer.person.may(Act.RATE) or audit_round.stage not in (Stage.RATING, Stage.WORKSHOP):
        return {}
    grades = drafts.own_progress(db, viewer=viewer, audit_round=audit_round)
    complete = frozenset(case for case in grades if _is_complete(db, viewer, audit_round, case))
    return {"own_grades": grades, "complete": complete}


def _held_back(db: Db, viewer: Viewer, audit_round: Round) -> int:
    """Return how many texts wait to be checked where the round's papers are on their way out; 0 for who may not."""
    if not viewer.person.may(Act.CHECK) or audit_round.stage not in (Stage.PLAN, Stage.BOARD):
        return 0
    return len(decisions.held_back(db, viewer=viewer, audit_round=audit_round))


def _last_to_look_at(db: Db, viewer: Viewer, audit_round: Round) -> tuple[str, ...]:
    left = audit_round.stage in (Stage.FINDINGS, Stage.PLAN)  # a task of no other step
    if not left or not audit_round.reaudit_of or not viewer.person.may(Act.DECIDE):
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
_OF_LETTER = "What an inspection letter found, and what is done about it. It is no audit."


def draw_rounds(app: App, in_hand: tuple[InHand, ...], letters: Collection[str]) -> None:
    """Draw a card for every round, the newest first."""
    if not in_hand:
        st.write("No round yet. A round looks at 4 to 8 children together, from rating to the board.")
    for round_in_hand in in_hand:
        with st.container(border=True):
            look.card_title(round_in_hand.audit_round.title, level=3)
            of_letter = round_in_hand.audit_round.ref in letters
            now_says = _now_says(app.person, round_in_hand)
            look.html(
                place.path(round_in_hand.audit_round, left=_left(round_in_hand), now_says=now_says, of_letter=of_letter)
            )
            says = _OF_LETTER if of_letter else sentence(app.person, round_in_hand)
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
                with st.container(width=320):
                    st.write(plain(says))
                _way_in(app.person, round_in_hand.audit_round, of_letter=of_letter)


def sentence(person: Person, round_in_hand: InHand) -> str:
    """Return where a round is, in a sentence or two; no case is counted for who may not read cases."""
    audit_round, round_participation = round_in_hand.audit_round, round_in_hand.participation
    reads = person.may(Act.READ_CASES)
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
    return stage_sentence.strip()


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


_WAYS = {
    Stage.SETUP: ("round", "Set-up", (Act.SET_UP,)),
    Stage.RATING: ("rate", "Rate", (Act.RATE, Act.ENTER_ON_BEHALF)),
    Stage.WORKSHOP: ("workshop", "Workshop", (Act.READ_CASES,)),
    Stage.FINDINGS: ("findings", "Findings", (Act.READ_FINDINGS,)),
    Stage.PLAN: ("plan", "Plan", (Act.READ_FINDINGS,)),
    Stage.BOARD: ("board", "Board", (Act.READ_FINDINGS,)),
    Stage.CLOSED: ("plan", "Plan", (Act.READ_FINDINGS,)),
}


def _way_in(person: Person, audit_round: Round, *, of_letter: bool) -> None:
    """Draw the link to where the round is, for who may go there."""
    at = Stage.PLAN if of_letter else audit_round.stage
    name, label, acts = _WAYS[at]
    if any(person.may(act) for act in acts):
        place.strong_link(name, f"{label}: {audit_round.ref}", icon=_ARROW, round=audit_round.ref)


def waiting_of_inspection(app: App, in_hand: Sequence[InHand], letters: Collection[str]) -> tuple[Waiting, ...]:
    """Return what waits for the person at the screen."""
    if not app.person.may(Act.READ_FINDINGS):
        return ()
    try:
        steps = partnership_lists.inspection_clock()
    except AuditError as error:
        return _wrong(str(error)) if app.person.may(Act.SET_UP) else ()
    with app.reading() as db:
        came = _letters(db, in_hand, letters, steps)
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


def _letters(
    db: Db, in_hand: Sequence[InHand], letters: Collection[str], steps: Sequence[ClockStep]
) -> list[tuple[date, Unanswered | None]]:
    came = []
    for round_in_hand in in_hand:
        audit_round = round_in_hand.audit_round
        inspection = notified.inspection(db, audit_round=audit_round) if audit_round.ref in letters else None
        if inspection is None:
            continue
        sent = notified.statement_sent(db, audit_round=audit_round)
        to_decide = len(round_in_hand.plan.undecided()) if round_in_hand.plan else 0
        due = published.due(inspection, steps)
        waits = Unanswered(round_ref=audit_round.ref, title=audit_round.title, due=due, to_decide=to_decide)
        came.append((inspection.published, None if sent else waits))
    return came
