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
from audit.domain.rounds.audit_round import TOLD, Round, Stage, WorkshopHeld
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.moderation import Judgement, fields_of
from audit.domain.workshop.participation import reveal_days
from audit.errors import AuditError, Conflict
from audit.pages.components import days, errors, look
from audit.pages.components.look import plain, text
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.workshop import cases, controls, wall
from audit.pages.workshop import fields as form
from audit.pages.workshop.sight import Sight, go_to, may_write, words_of
from audit.services.workshop import moderation
from audit.store.work import Db

AGAIN = "again"  # the step at which a judgement is opened again


def draw(app: App, sight: Sight, step: str | None) -> None:
    """Draw the judgement of a statement, or of the whole case: as it stands, or being written."""
    fields = form.fields_in(sight)
    writing = sight.agreed is None or step == AGAIN or sight.draft.saved is not None
    shown = form.proposed(sight, fields) if writing else sight.agreed
    look.html(wall.wall(wall.heading(sight)))
    if not sight.in_control:
        _left(sight, shown, writing=writing)
        return
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        _left(sight, shown, writing=writing)
    with right:
        two_writers.draw(form.place_of(sight))
        if writing and may_write(app, sight):
            _form(app, sight, fields)
        else:
            _as_it_stands(app, sight)
        controls.at_the_end(sight)


def at_hand(sight: Sight) -> str:
    """Return what each agency wrote for the group to have at hand: good practice, to develop, and the difference."""
    rows = []
    for agency in sight.audit_round.agencies:
        rating, grade = sight.rating_of(agency.ref), sight.rating_grade(agency.ref)
        if rating is None:
            continue
        said = [("Difference for the child", rating.account.difference)]
        if grade is not None:
            said += [("Good practice", grade.good_practice), ("To develop", grade.to_develop), ("Why", grade.reason)]
        if sight.statement is None:
            said.append(("What happened", rating.account.synopsis))
        words = "<br>".join(f"<b>{label}:</b> {text(one)}" for label, one in said if one.strip())
        rows.append(f"<dt>{text(agency.short_name)}</dt><dd>{words or 'Nothing more.'}</dd>")
    return f'<dl class="ss-sl">{"".join(rows)}</dl>'


def _left(sight: Sight, shown: Judgement | None, *, writing: bool) -> None:
    parts = [cases.so_far(sight) if sight.statement is None else wall.gave(sight)]
    if shown is not None:
        title = "The record will say" if writing else "The record says"
        parts.append(wall.record(sight, shown, title))
    look.html(wall.wall("".join(parts)))
    if sight.in_control:
        look.card_title("What the agencies wrote")
        look.html(at_hand(sight))
    else:
        with st.expander("What the agencies wrote"):
            look.html(at_hand(sight))
    _history(sight)


def _history(sight: Sight) -> None:
    older = sight.versions[1:]
    if not older:
        return
    with st.expander(f"Earlier judgements ({len(older)})"):
        for one in older:
            when = days.moment(one.agreed_at_utc) if one.agreed_at_utc else ""
            look.html(wall.record(sight, one, f"Judgement {one.version}:"))
            st.caption(f"Recorded {when} by {one.recorded_by}.")


def _form(app: App, sight: Sight, fields: dict[str, str]) -> None:
    look.card_title("What do we say together?")
    if sight.agreed is not None:
        st.info(_what_reopening_does(sight))
    form.outcome(app, sight, fields)
    about = "" if sight.statement is not None else f" about {sight.case.ref}"
    form.words(app, sight, fields, "reason", f"Why{about}? Name the evidence that settled it (needed)")
    if sight.statement is None:
        label = f"What difference did the help make for {sight.case.ref}? (needed)"
        form.words(app, sight, fields, "difference", label)
    form.other_views(app, sight, fields)
    form.words(app, sight, fields, "good_practice", "Good practice to tell others about", rows=2)
    form.words(app, sight, fields, "to_develop", "What to develop", rows=2)
    ask(sight.audit_round, app.today())
    errors.from_last_run()
    with st.container(horizontal=True):
        st.button(
            "Keep this judgement",
            key=f"{sight.key} keep",
            type="primary",
            icon=":material/check:",
            on_click=lambda: _keep(app, sight),
        )
        if sight.agreed is not None:
            st.button("Leave the record as it is", key=f"{sight.key} leave", on_click=lambda: _leave(app, sight))
    form.show(sight, fields)
    if sight.draft.saved is not None:
        st.caption(
            f"Saved at {days.time(sight.draft.saved.at_utc)} by {plain(sight.draft.saved.by)}. Not recorded yet."
        )


def _as_it_stands(app: App, sight: Sight) -> None:
    errors.from_last_run()
    agreed = sight.agreed
    if agreed is None:
        st.write("Nothing is recorded here yet. The facilitator records what the group agrees.")
        return
    look.card_title("Recorded")
    when = f" on {days.moment(agreed.agreed_at_utc)}" if agreed.agreed_at_utc else ""
    st.write(f"Recorded{when} by {agreed.recorded_by}.")
    if may_write(app, sight):
        st.write(_what_reopening_does(sight))
        st.button(
            "Open this judgement again",
            key=f"{sight.key} again",
            on_click=go_to,
            args=(sight.case.ref, words_of(sight.statement), AGAIN),
        )


def _what_reopening_does(sight: Sight) -> str:
    version = sight.agreed.version if sight.agreed else 0
    return (
        f"Opening it again adds a new judgement. Judgement {version} stays readable, and findings and actions that "
        "rest on it will say “judgement changed since”."
    )


def _keep(app: App, sight: Sight) -> None:
    with errors.caught(), suppress(Conflict):  # after a conflict both sides wait on the page for a choice
        for name, typed in form.typed_now(sight).items():
            form.keep_typed(app, sight, name, typed)
        mine = form.shown(sight)
        judgement = form.proposed(sight, mine)
        form.must_name_who(sight, judgement)
        _agree(app, sight, mine, judgement)


def _agree(app: App, sight: Sight, mine: Mapping[str, str], judgement: Judgement) -> None:
    def write(seen: tuple[Mapping[str, str], int]) -> None:
        with app.unit_of_work() as db:
            moderation.agree(
                db,
                by=app.person,
                round_ref=sight.audit_round.ref,
                judgement=judgement,
                seen=seen[0],
                seen_version=seen[1],
                now=app.now(),
            )
            confirm(db, app, sight.audit_round)

    two_writers.attempt(_change(sight, mine, write), (mine, sight.agreed.version if sight.agreed else 0))


def _leave(app: App, sight: Sight) -> None:
    def write(seen: tuple[Mapping[str, str], int]) -> None:
        with app.unit_of_work() as db:
            moderation.drop_draft(
                db,
                by=app.person,
                round_ref=sight.audit_round.ref,
                case_ref=sight.case.ref,
                statement=sight.statement,
                seen=seen[0],
                now=app.now(),
            )

    two_writers.attempt(_change(sight, fields_of(sight.agreed), write), (form.shown(sight), 0))


def _change(sight: Sight, mine: Mapping[str, str], write: Callable[[tuple[Mapping[str, str], int]], None]) -> Change:
    """Return what a button does to the judgement: `mine` is the record as it would be then."""
    return Change(
        place=form.place_of(sight),
        write=write,
        rows=lambda theirs: form.both(sight, mine, theirs),
        done=lambda: go_to(sight.case.ref, words_of(sight.statement)),
        shown_then=lambda conflict: (conflict.theirs, conflict.version),
    )


PLACE = "workshop held"
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
            _THEN: f"On {words.days(offered)}, when grades were revealed",
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
    offered, there = words.days_to_confirm(audit_round), audit_round.workshop_held
    answer = st.session_state.get(_key(audit_round, "when"))
    if not offered or answer is None:
        return
    held = WorkshopHeld(days=(*(there.days if there else ()), *offered))
    if answer == _BEFORE:
        day: date | None = st.session_state.get(_key(audit_round, "day"))
        if day is None:
            raise AuditError("Choose the day on which the workshop was held.")
        held = WorkshopHeld(days=(*(there.days if there else ()), day), typed_in_afterwards=True)
    moderation.confirm_workshop(db, by=app.person, round_ref=audit_round.ref, held=held, seen=there, now=app.now())


def change(app: App, audit_round: Round) -> None:
    """Draw the days as they were confirmed, and the form that changes them; nothing before the workshop."""
    if audit_round.stage not in (Stage.WORKSHOP, *TOLD):
        return
    st.header("When the workshop was held", anchor=False)
    there = audit_round.workshop_held
    st.write(f"{words.held(there)}." if there else "Not confirmed yet, so papers do not say when it was held.")
    two_writers.draw(PLACE)
    if audit_round.stage is Stage.CLOSED:
        return
    offered = there.days if there else reveal_days(audit_round.active_cases())
    with st.form(_key(audit_round, "form"), border=False):
        for place, day in enumerate((*offered, None), start=1):
            st.date_input(
                f"Workshop held on (day {place})",
                value=day,
                max_value=max(app.today(), day or app.today()),
                format="DD/MM/YYYY",
                key=_key(audit_round, f"day {place}"),
            )
        st.checkbox(
            "The judgements were typed in afterwards, not in the room",
            value=there.typed_in_afterwards if there else False,
            key=_key(audit_round, "afterwards"),
        )
        st.form_submit_button("Save the workshop’s days", on_click=_save, args=(app, audit_round, len(offered) + 1))


def _save(app: App, audit_round: Round, fields: int) -> None:
    given = (st.session_state[_key(audit_round, f"day {place}")] for place in range(1, fields + 1))
    held = WorkshopHeld(
        days=tuple(day for day in given if day is not None),
        typed_in_afterwards=st.session_state[_key(audit_round, "afterwards")],
    )

    def write(seen: WorkshopHeld | None) -> None:
        with app.unit_of_work() as db:
            moderation.confirm_workshop(
                db, by=app.person, round_ref=audit_round.ref, held=held, seen=seen, now=app.now()
            )

    def rows(theirs: WorkshopHeld | None) -> Rows:
        return [("When it was held", words.held(held), words.held(theirs) if theirs else "not confirmed")]

    what = "the workshop’s days"
    two_writers.attempt(Change(place=PLACE, what=what, write=write, rows=rows), audit_round.workshop_held)


def _key(audit_round: Round, name: str) -> str:
    there = audit_round.workshop_held
    return f"held {audit_round.ref} {words.held(there) if there else ''} {name}"
