"""The path of a round: moving on, one step back, and when the board saw it.

Here too:
- The set-up of one round: a list of what there is to do, and how far each has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan import closing
from audit.domain.plan.actions import ActionPlan
from audit.domain.rounds.audit_round import DATE_TITLES, STAGES, Round, Stage, StageMove
from audit.domain.workshop.participation import Participation
from audit.errors import AuditError
from audit.pages.board import seen as board_seen
from audit.pages.components import look, place
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, TextField, TickField
from audit.pages.rounds import top
from audit.services.plan import actions
from audit.services.rounds import setup
from audit.store.queries import rounds as queries
from audit.store.queries.moderation import participation
from audit.store.work import Db

HAPPENS = {
    Stage.SETUP: "agencies can begin to rate. The frameworks and the scale then stay as they are. "
    "Cases and agencies may still join.",
    Stage.RATING: "the workshop opens. Nothing is revealed by that: each case is revealed in the room. "
    "Agencies that are late can still submit.",
    Stage.WORKSHOP: "agencies can no longer rate or correct, and no further case can be revealed. "
    "Judgements of revealed cases can still be recorded.",
    Stage.FINDINGS: "each finding that needs one gets an action, or a reason for none. Judgements stay as they are.",
    Stage.PLAN: "the findings stay as they are, and the plan goes to the board. Actions can still be added.",
    Stage.BOARD: "the round is closed, and its dates stay as they are. A re-audit is a new round.",
}  # what moving on from a stage does
_THERE = {Stage.RATING: "rate", Stage.CLOSED: "round-path"}  # where a stage is worked on; the others name their page
_OF_LETTER = {
    Stage.FINDINGS: "each finding that asks for change gets an action, or a reason for none.",
    Stage.BOARD: "the round is closed, and its dates stay as they are.",
}  # the same, where it is otherwise for a round made from an inspection letter


def render(app: App) -> None:
    """Show how the round came to where it is, and let a facilitator move it."""
    audit_round = top.top(app, "Path and history", step="set-up · path")
    if audit_round is None:
        return
    with app.reading() as db:
        round_participation, plan = how_far(db, app, audit_round)
    left = closing.left_at(audit_round, round_participation, plan)
    look.html(place.path(audit_round, left=left, of_letter=place.letter_of(app, audit_round) is not None))
    move_on(app, audit_round, round_participation, plan)
    _back(app, audit_round)
    if audit_round.stage in (Stage.PLAN, Stage.BOARD, Stage.CLOSED) and app.person.may(Act.DECIDE):
        _board(app, audit_round)
    with app.reading() as db:
        moves = queries.moves(db, audit_round.ref)
    st.header("History", anchor=False)
    if moves:
        look.html(look.table("Steps of this round", ("Step", "When", "By", "Reason"), history(moves), captioned=False))
    else:
        st.write("The round was opened and has not moved yet.")
    top.back(audit_round)


def how_far(db: Db, app: App, audit_round: Round) -> tuple[Participation, ActionPlan]:
    """Return who took part in a round, and what was decided about its findings."""
    round_participation = participation(db, audit_round=audit_round)
    return round_participation, actions.plan(db, viewer=app.viewer(), round_ref=audit_round.ref)


def move_on(app: App, audit_round: Round, round_participation: Participation, plan: ActionPlan) -> None:
    """Draw the way to the next step, with what it does and what it would leave unfinished; nothing after the last."""
    if audit_round.stage is Stage.CLOSED:
        return
    st.header("Move on", anchor=False)
    of_letter = place.letter_of(app, audit_round) is not None
    happens = {**HAPPENS, **(_OF_LETTER if of_letter else {})}[audit_round.stage]
    st.write(f"This round is at “{audit_round.stage.label}”. When it moves on: {happens}")
    left = closing.before_moving_on(audit_round, round_participation, plan, of_letter=of_letter)
    if left:
        look.html(f"<p><b>Not finished:</b></p>{look.points(left)}")
    if audit_round.stage is Stage.BOARD and (still := closing.open_actions(plan)):
        st.write(still)

    def write(db: Db, _entered: Entered) -> None:
        _must_stand(db, audit_round)
        now, now_plan = how_far(db, app, audit_round)
        if closing.before_moving_on(now_plan.audit_round, now, now_plan, of_letter=of_letter) != left:
            raise AuditError("What is unfinished has changed since you opened this page. Read it again.")
        setup.advance(
            db, by=app.person, round_ref=audit_round.ref, unfinished=left, seen=audit_round.stage, now=app.now()
        )

    missing = "Tick the box to move on with this unfinished, or finish it first."
    anyway = TickField(name="anyway", label="Move on with this unfinished", needed=True, missing=missing)
    form.draw(
        Form(
            app=app,
            kind=FormKind.MOVE_ON,
            round_ref=audit_round.ref,
            parts=(Part(fields=(anyway,)),) if left else (),
            button=on_label(audit_round.stage),
            write=write,
            kept=False,  # a tick is for what is read with it
            done=lambda _: place.go(_THERE.get(audit_round.stage, audit_round.stage.value), round=audit_round.ref),
        )
    )


def on_label(stage: Stage) -> str:
    """Return what the button to the next stage says."""
    following = STAGES[STAGES.index(stage) + 1]
    if following is Stage.RATING:
        return "Start rating"
    if following is Stage.CLOSED:
        return "Close the round"
    return f"Move on to {following.label.lower()}"


def history(moves: Sequence[StageMove]) -> list[tuple[str, str, str, str]]:
    """Return the steps as rows of a table, the newest first; a step back says so."""
    rows = []
    before = Stage.SETUP
    for move in moves:
        back = STAGES.index(move.stage) < STAGES.index(before)
        rows.append(
            (f"{'Back to ' if back else ''}{move.stage.label}", english.moment(move.at_utc), move.by, move.reason)
        )
        before = move.stage
    return rows[::-1]


def _must_stand(db: Db, audit_round: Round) -> None:
    stage = queries.by_ref(db, audit_round.ref).stage
    if stage is not audit_round.stage:
        raise AuditError(f"Somebody else moved this round to “{stage.label}”. Look at it, then decide again.")


def _back(app: App, audit_round: Round) -> None:
    if audit_round.stage is Stage.SETUP:
        return
    before = STAGES[STAGES.index(audit_round.stage) - 1]

    def write(db: Db, entered: Entered) -> None:
        _must_stand(db, audit_round)
        reason = entered.text("reason")
        setup.step_back(
            db, by=app.person, round_ref=audit_round.ref, reason=reason, seen=audit_round.stage, now=app.now()
        )

    question, missing = "Why does the round go back a step?", "Say why the round goes back a step."
    reason = TextField(
        name="reason", label=question, rows=3, most=1000, short="The reason", needed=True, missing=missing
    )
    text = f"The round goes back to “{before.label}”. Nothing that was written is lost; the reason is kept."
    form.fold(
        "Go one step back",
        Form(
            app=app,
            kind=FormKind.STEP_BACK,
            round_ref=audit_round.ref,
            parts=(Part(text=text, fields=(reason,)),),
            button=f"Go back to {before.label.lower()}",
            write=write,
        ),
    )


def _board(app: App, audit_round: Round) -> None:
    st.header("The board", anchor=False)
    seen = audit_round.seen_by_board
    st.write(f"The board saw this round on {english.day(seen)}." if seen else "The board has not seen this round yet.")
    form.draw(board_seen.day_form(app, audit_round.ref, seen, button="Note the day"))


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to set up, and how far it has come."""

    page: str
    label: str
    status: str
    done: bool
    hint: str


def render_set_up(app: App) -> None:
    """Show what is set up and what is not, and let the round move on."""
    audit_round = top.top(app, "Set up this round", step=f"{place.get('round') or ''} · set-up")
    if audit_round is None:
        return
    with app.reading() as db:
        round_participation, plan = how_far(db, app, audit_round)
    left = closing.left_at(audit_round, round_participation, plan)
    of_letter = place.letter_of(app, audit_round) is not None
    look.html(place.path(audit_round, left=left, of_letter=of_letter))
    st.header("What to set up", anchor=False)
    for task in tasks(audit_round, round_participation, of_letter=of_letter):
        _row(audit_round, task)
    if not of_letter:
        _more(audit_round)
    move_on(app, audit_round, round_participation, plan)
    st.header("What this round is", anchor=False)
    look.html(look.summary(facts(audit_round, of_letter=of_letter)))
    if not of_letter:
        _frameworks(audit_round)
    place.link("home", "Back to Home")


def _more(audit_round: Round) -> None:
    place.link("workbooks", "Audit workbooks for Excel", round=audit_round.ref)
    place.link("choose-cases", "Choose cases, or see how it was done", round=audit_round.ref)
    place.link("timescales", "Timescales from dates", round=audit_round.ref)


def tasks(audit_round: Round, round_participation: Participation, *, of_letter: bool = False) -> tuple[Task, ...]:
    """Return what there is to set up, and how far the audits have come; a letter's round has days and a path alone."""
    cases, requests = round_participation.cases, round_participation.expected
    dated = sum(getattr(audit_round.dates, name) is not None for name in DATE_TITLES)
    begun = audit_round.stage is not Stage.SETUP
    whole = (
        Task(
            page="round-cases",
            label="Cases",
            status=f"{len(cases)} added",
            done=len(cases) >= 4,
            hint="4 to 8 children, by reference only.",
        ),
        Task(
            page="round-agencies",
            label="Agencies and who is asked",
            status=_forms_status(round_participation, begun=begun),
            done=bool(requests),
            hint="Which agency is asked about which child, and who is ready.",
        ),
        Task(
            page="round-dates",
            label="Dates",
            status=f"{dated} set" if of_letter else f"{dated} of {len(DATE_TITLES)} set",
            done=dated == len(DATE_TITLES) or of_letter,
            hint="The plan and the board. Dates may move."
            if of_letter
            else "When forms are due, the workshop, the plan, the board and the re-audit. Dates may move.",
        ),
        Task(
            page="round-path",
            label="Path and history",
            status=audit_round.stage.label,
            done=begun,
            hint="Move on, go back a step with a reason, note the day the board saw it.",
        ),
    )
    return whole[2:] if of_letter else whole


def _forms_status(round_participation: Participation, *, begun: bool) -> str:
    forms, sent = len(round_participation.expected), len(round_participation.submissions)
    if not forms:
        return "Nobody is asked yet"
    all_forms = english.agree(forms, "1 form", f"{forms} forms")
    return f"{sent} of {all_forms} submitted" if begun else f"{all_forms} will be asked for"


def facts(audit_round: Round, *, of_letter: bool = False) -> list[tuple[str, str]]:
    """Return what the round is, for a summary list."""
    period = audit_round.period
    looked_at = f"{english.short_day(period[0])} to {english.short_day(period[1])}" if period else "not set"
    named = [("Title", audit_round.title), ("Reference", audit_round.ref), ("Theme", audit_round.theme or "Not given")]
    return (
        named
        if of_letter
        else [
            *named,
            ("Scale", f"{audit_round.scale.title}: {audit_round.scale.words()}"),
            ("Looks back", f"{audit_round.look_back_months} months: {looked_at}"),
            ("How closely", audit_round.depth.label),
            ("How cases are chosen", audit_round.chosen_how or "Not given"),
            ("How cases are drawn", audit_round.drawn.label if audit_round.drawn else "Not said"),
            ("Re-audit of", audit_round.reaudit_of or "No earlier round"),
        ]
    )


def _row(audit_round: Round, task: Task) -> None:
    with st.container(border=True):
        words, status = st.columns([3, 2], vertical_alignment="center")
        with words:
            place.link(task.page, task.label, round=audit_round.ref)
            st.caption(task.hint)
        with status:
            css = "done" if task.done else "todo"
            look.html(f'<span class="ss-st {css}">{look.escape_html(task.status)}</span>')


def _frameworks(audit_round: Round) -> None:
    rows = [
        (copy.framework.title, f"version {copy.framework.version}", copy.digest[:12]) for copy in audit_round.copies
    ]
    look.html(look.table("Frameworks of this round", ("Framework", "Version", "Fingerprint"), rows))
    fixed = "They are fixed since rating began" if audit_round.stage is not Stage.SETUP else "They were copied"
    st.caption(
        f"{fixed}: the round keeps its own copy of each, so that a later version changes nothing here. "
        "The fingerprint shows it; it is the beginning of the copy's SHA-256."
    )
