"""The joint judgement: the form at the right, and at the left, in large type, what the record will say.

Here too:
- When the workshop was held: confirmed once with the first judgement, and changed on the page of dates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, Stage, WorkshopHeld
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.moderation import Judgement, fields_of
from audit.domain.workshop.participation import reveal_days
from audit.errors import AuditError, Conflict
from audit.pages.components import errors, look
from audit.pages.components.look import escape_html, plain
from audit.pages.forms import two_writers
from audit.pages.forms.form import Form
from audit.pages.forms.form import draw as draw_form
from audit.pages.forms.form_fields import YES, DateField, Entered, Part, TickField, day_text, joined, several, yes
from audit.pages.forms.two_writers import Change
from audit.pages.workshop import cases, controls, wall
from audit.pages.workshop import fields as form
from audit.pages.workshop.state import WorkshopState, go_to, may_write, words_of
from audit.services.workshop import moderation
from audit.store.work import Db

AGAIN = "again"  # the step at which a judgement is opened again


def draw(app: App, state: WorkshopState, step: str | None) -> None:
    """Draw the judgement of a statement, or of the whole case: as it stands, or being written."""
    fields = form.fields_in(state)
    writing = state.agreed is None or step == AGAIN or state.draft.saved is not None
    shown = form.proposed(state, fields) if writing else state.agreed
    look.html(wall.wall(wall.heading(state)))
    if not state.in_control:
        _left(state, shown, writing=writing)
        return
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        _left(state, shown, writing=writing)
    with right:
        two_writers.draw(form.place_of(state))
        if writing and may_write(app, state):
            _form(app, state, fields)
        else:
            _draw_recorded(app, state)
        controls.at_the_end(state)


def at_hand(state: WorkshopState) -> str:
    """Return what each agency wrote for the group to have at hand: good practice, to develop, and the difference."""
    rows = []
    for agency in state.audit_round.agencies:
        rating, grade = state.rating_of(agency.ref), state.rating_grade(agency.ref)
        if rating is None:
            continue
        passages = [("Difference for the child", rating.account.difference)]
        if grade is not None:
            passages += [
                ("What decided the grade", grade.evidence),
                ("Good practice", grade.good_practice),
                ("To develop", grade.to_develop),
                ("Why", grade.reason),
            ]
        if state.statement is None:
            passages.append(("What happened", rating.account.synopsis))
        words = "<br>".join(f"<b>{label}:</b> {escape_html(passage)}" for label, passage in passages if passage.strip())
        rows.append(f"<dt>{escape_html(agency.short_name)}</dt><dd>{words or 'Nothing more.'}</dd>")
    return f'<dl class="ss-sl">{"".join(rows)}</dl>'


def _left(state: WorkshopState, shown: Judgement | None, *, writing: bool) -> None:
    parts = [cases.so_far(state) if state.statement is None else wall.gave(state)]
    if shown is not None:
        title = "The record will say" if writing else "The record says"
        parts.append(wall.record(state, shown, title))
    look.html(wall.wall("".join(parts)))
    if state.in_control:
        look.card_title("What the agencies wrote")
        look.html(at_hand(state))
    else:
        with st.expander("What the agencies wrote"):
            look.html(at_hand(state))
    _history(state)


def _history(state: WorkshopState) -> None:
    older = state.versions[1:]
    if not older:
        return
    with st.expander(f"Earlier judgements ({len(older)})"):
        for judgement in older:
            when = english.moment(judgement.agreed_at_utc) if judgement.agreed_at_utc else ""
            look.html(wall.record(state, judgement, f"Judgement {judgement.version}:"))
            st.caption(f"Recorded {when} by {judgement.recorded_by}.")


def _form(app: App, state: WorkshopState, fields: dict[str, str]) -> None:
    look.card_title("What do we say together?")
    if state.agreed is not None:
        st.info(_reopening_effect(state))
    form.outcome(app, state, fields)
    about = "" if state.statement is not None else f" about {state.case.ref}"
    form.words(app, state, fields, "reason", f"Why{about}? Name the evidence that settled it (needed)")
    if state.statement is None:
        label = f"What difference did the help make for {state.case.ref}? (needed)"
        form.words(app, state, fields, "difference", label)
    form.other_views(app, state, fields)
    form.words(app, state, fields, "good_practice", "Good practice to tell others about", rows=2)
    form.words(app, state, fields, "to_develop", "What to develop", rows=2)
    ask(state.audit_round, app.today())
    errors.from_last_run()
    with st.container(horizontal=True):
        st.button(
            "Keep this judgement",
            key=f"{state.key} keep",
            type="primary",
            icon=":material/check:",
            on_click=lambda: _keep(app, state),
        )
        if state.agreed is not None:
            st.button("Leave the record as it is", key=f"{state.key} leave", on_click=lambda: _leave(app, state))
    form.show(state, fields)
    if state.draft.saved is not None:
        st.caption(
            f"Saved at {english.time(state.draft.saved.at_utc)} by {plain(state.draft.saved.by)}. Not recorded yet."
        )


def _draw_recorded(app: App, state: WorkshopState) -> None:
    errors.from_last_run()
    agreed = state.agreed
    if agreed is None:
        st.write("Nothing is recorded here yet. The facilitator records what the group agrees.")
        return
    look.card_title("Recorded")
    when = f" on {english.moment(agreed.agreed_at_utc)}" if agreed.agreed_at_utc else ""
    st.write(f"Recorded{when} by {agreed.recorded_by}.")
    if may_write(app, state):
        st.write(_reopening_effect(state))
        st.button(
            "Open this judgement again",
            key=f"{state.key} again",
            on_click=go_to,
            args=(state.case.ref, words_of(state.statement), AGAIN),
        )


def _reopening_effect(state: WorkshopState) -> str:
    version = state.agreed.version if state.agreed else 0
    return (
        f"Opening it again adds a new judgement. Judgement {version} stays readable, and findings and actions that "
        "rest on it will say “judgement changed since”."
    )


def _keep(app: App, state: WorkshopState) -> None:
    with errors.caught(), suppress(Conflict):  # after a conflict both sides wait on the page for a choice
        for name, typed in form.typed_now(state).items():
            form.keep_typed(app, state, name, typed)
        own_fields = form.shown(state)
        judgement = form.proposed(state, own_fields)
        form.must_name_who(state, judgement)
        _agree(app, state, own_fields, judgement)


def _agree(app: App, state: WorkshopState, own_fields: Mapping[str, str], judgement: Judgement) -> None:
    def write(seen: tuple[Mapping[str, str], int]) -> None:
        with app.unit_of_work() as db:
            moderation.agree(
                db,
                by=app.person,
                round_ref=state.audit_round.ref,
                judgement=judgement,
                seen=seen[0],
                seen_version=seen[1],
                now=app.now(),
            )
            confirm(db, app, state.audit_round)

    two_writers.attempt(_change(state, own_fields, write), (own_fields, state.agreed.version if state.agreed else 0))


def _leave(app: App, state: WorkshopState) -> None:
    def write(seen: tuple[Mapping[str, str], int]) -> None:
        with app.unit_of_work() as db:
            moderation.drop_draft(
                db,
                by=app.person,
                round_ref=state.audit_round.ref,
                case_ref=state.case.ref,
                statement=state.statement,
                seen=seen[0],
                now=app.now(),
            )

    two_writers.attempt(_change(state, fields_of(state.agreed), write), (form.shown(state), 0))


def _change(
    state: WorkshopState, own_fields: Mapping[str, str], write: Callable[[tuple[Mapping[str, str], int]], None]
) -> Change:
    """Return what a button does to the judgement: `own_fields` are as the record would be then."""
    return Change(
        place=form.place_of(state),
        write=write,
        rows=lambda other_fields: form.both(state, own_fields, other_fields),
        done=lambda: go_to(state.case.ref, words_of(state.statement)),
        shown_then=lambda conflict: (conflict.stored, conflict.version),
    )


_THEN, _BEFORE = "then", "before"


def ask(audit_round: Round, today: date) -> None:
    """Ask when the workshop was held, where cases were revealed on a day that nobody has confirmed."""
    offered = words.days_to_confirm(audit_round)
    if not offered:
        return
    answer = st.radio(
        "When was this workshop held? Papers will say so.",
        (_THEN, _BEFORE),
        format_func={
            _THEN: f"On {english.days(offered)}, when grades were revealed",
            _BEFORE: "On another day: this is typed in afterwards",
        }.__getitem__,
        key=_key(audit_round, "when"),
    )
    if answer == _BEFORE:
        st.date_input(
            "Day of the workshop", value=None, max_value=today, format="DD/MM/YYYY", key=_key(audit_round, "day")
        )


def confirm(db: Db, app: App, audit_round: Round) -> None:
    """Keep what was answered with a judgement; raises AuditError where another day is said and none is chosen."""
    offered, confirmed = words.days_to_confirm(audit_round), audit_round.workshop_held
    answer = st.session_state.get(_key(audit_round, "when"))
    if not offered or answer is None:
        return
    held = WorkshopHeld(days=(*(confirmed.days if confirmed else ()), *offered))
    if answer == _BEFORE:
        day: date | None = st.session_state.get(_key(audit_round, "day"))
        if day is None:
            raise AuditError("Choose the day on which the workshop was held.")
        held = WorkshopHeld(days=(*(confirmed.days if confirmed else ()), day), typed_in_afterwards=True)
    moderation.confirm_workshop(db, by=app.person, round_ref=audit_round.ref, held=held, seen=confirmed, now=app.now())


def change(app: App, audit_round: Round) -> None:
    """Draw the days as they were confirmed, and the form that changes them; nothing before the workshop."""
    if audit_round.stage not in (Stage.WORKSHOP, *AFTER_WORKSHOP):
        return
    st.header("When the workshop was held", anchor=False)
    confirmed = audit_round.workshop_held
    st.write(f"{words.held(confirmed)}." if confirmed else "Not confirmed yet, so papers do not say when it was held.")
    if audit_round.stage is Stage.CLOSED:
        return
    revealed = reveal_days(audit_round.active_cases())
    offered = confirmed.days if confirmed else revealed
    fields = [
        DateField(name=f"day {place}", label=f"Workshop held on (day {place})", most=app.today(), start=day_text(day))
        for place, day in enumerate((*offered, None), start=1)
    ]
    afterwards = TickField(
        name="afterwards",
        label="The judgements were typed in afterwards, not in the room",
        start=yes(bool(confirmed and confirmed.typed_in_afterwards)),
    )

    def write(db: Db, entered: Entered) -> None:
        chosen = tuple(day for field in fields if (day := entered.day(field.name)) is not None)
        held, seen = WorkshopHeld(days=chosen, typed_in_afterwards=entered.ticked("afterwards")), _held(entered.seen)
        moderation.confirm_workshop(db, by=app.person, round_ref=audit_round.ref, held=held, seen=seen, now=app.now())

    shown = f"Grades were revealed on {english.days(revealed)}." if revealed else ""
    draw_form(
        Form(
            app=app,
            kind=FormKind.WORKSHOP_HELD,
            round_ref=audit_round.ref,
            seen=_seen(confirmed),
            parts=(Part(fields=(*fields, afterwards), text=shown),),
            button="Save the workshop’s days",
            write=write,
            subject="the workshop’s days",
            blames={"day": "day 1"},
        )
    )


_NOT_CONFIRMED = "not confirmed"


def _seen(held: WorkshopHeld | None) -> str:
    """Return what was confirmed as a text that `_held` reads."""
    if held is None:
        return _NOT_CONFIRMED
    return joined([yes(held.typed_in_afterwards) or "no", *(day.isoformat() for day in held.days)])


def _held(seen: str) -> WorkshopHeld | None:
    if seen == _NOT_CONFIRMED:
        return None
    afterwards, *days = several(seen)
    return WorkshopHeld(days=tuple(map(date.fromisoformat, days)), typed_in_afterwards=afterwards == YES)


def _key(audit_round: Round, name: str) -> str:
    confirmed = audit_round.workshop_held
    return f"held {audit_round.ref} {words.held(confirmed) if confirmed else ''} {name}"
