"""A child may be unsafe now: tell those who hold the case first, then note here who was told.

In: the round and case that are shown.
Out: the form, and the concerns that wait until somebody confirms that the child's own record has them.
"""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.days import LONDON
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.concerns import Concern, not_a_route
from audit.errors import AuditError
from audit.pages.components import danger, errors, look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, SelectField, TextField, TimeField
from audit.services.rounds import setup as service
from audit.store.queries import moderation as queries
from audit.store.work import Db


def render(app: App) -> None:
    """Draw what to do first, the form, and what still waits."""
    look.title("A child may be unsafe now")
    st.error(not_a_route(danger.sentence(app)), icon=":material/warning:")
    audit_round = place.current_round(app)
    if not app.person.may(Act.TELL_CONCERN):
        st.write("Only auditors and facilitators can record here who was told. You must still report your concern now.")
        return
    if audit_round is None or not audit_round.cases:
        st.write("No round has a case yet, so there is nothing to record here. You must still report your concern now.")
        return
    errors.from_last_run()
    if audit_round.active_cases():
        _form(app, audit_round)
    else:
        st.write(
            "Every child has left this round, so nothing new is recorded here. You must still report your concern."
        )
    _waiting(app, audit_round)
    with st.container(horizontal=True):
        place.link("workshop", "Back to the workshop", round=audit_round.ref, **_case())
        place.link("rate", "Back to rating", round=audit_round.ref, **_case())


_TOLD = (
    TimeField(
        name="time",
        label="Time you told them",
        missing="Enter the time you told them.",
        hint="Hours and minutes, such as 14:25.",
        needed=True,
    ),
    TextField(
        name="agency", label="Which agency did you tell?", missing="Enter the agency you told.", most=120, needed=True
    ),
    TextField(
        name="role",
        label="Which role did you tell?",
        missing="Enter the role you told.",
        hint="A role, not a name.",
        most=120,
        needed=True,
    ),
    TextField(
        name="line",
        label="What did you tell them, in one line?",
        missing="Enter what you told them, in one line.",
        hint="No names, please.",
        most=500,
        short="What you told them",
        needed=True,
    ),
)


def _fields(app: App, audit_round: Round) -> tuple[Field, ...]:
    refs = [case.ref for case in audit_round.active_cases()]
    case_ref = place.get("case") or ""
    case = SelectField(
        name="case",
        label="Which child?",
        missing="Choose the child.",
        options={ref: ref for ref in refs},
        start=case_ref if case_ref in refs else "",
        needed=True,
    )
    day = DateField(
        name="day", label="Day you told them", missing="Enter the day you told them.", most=app.today(), needed=True
    )
    return case, day, *_TOLD


def _form(app: App, audit_round: Round) -> None:
    look.card_title("Record who you told")
    st.caption(
        "This does not affect grades or charts. It stays in your tasks, and the case cannot be erased, until someone "
        "confirms it is on the child’s record."
    )

    def write(db: Db, entered: Entered) -> None:
        concern = Concern(
            case=entered.chosen("case"),
            told_at_utc=_at_utc(entered),
            agency_told=entered.text("agency"),
            role_told=entered.text("role"),
            line=entered.text("line"),
        )
        service.tell(db, by=app.person, round_ref=audit_round.ref, concern=concern, now=app.now())

    with st.container(border=True):
        form.draw(
            Form(
                app=app,
                kind=FormKind.CONCERN,
                round_ref=audit_round.ref,
                parts=(Part(fields=_fields(app, audit_round)),),
                button="Save",
                write=write,
            )
        )


def _waiting(app: App, audit_round: Round) -> None:
    with app.reading() as db:
        concerns = [concern for _, concern in queries.concerns(db, viewer=app.viewer(), round_ref=audit_round.ref)]
    look.card_title("Not yet confirmed on the child’s record")
    waiting = [concern for concern in concerns if concern.open]
    if not waiting:
        st.write("No concerns to confirm in this round.")
    for concern in waiting:
        with st.container(border=True):
            _tell_of(concern)
            st.button(
                f"Confirm on the child’s record: {concern.case}, {english.time(concern.told_at_utc)}",
                key=f"concern {concern.id} confirmed",
                on_click=_confirm,
                args=(app, audit_round.ref, concern.id or 0),
            )
    confirmed = [concern for concern in concerns if not concern.open]
    if confirmed:
        with st.expander(f"Confirmed on the child’s record ({len(confirmed)})"):
            for concern in confirmed:
                _tell_of(concern)


def _tell_of(concern: Concern) -> None:
    look.card_title(f"{concern.case}: {concern.role_told}, {concern.agency_told}", level=3)
    st.write(plain(concern.line))
    sentence = f"Told {english.moment(concern.told_at_utc)}. Recorded by {concern.raised_by}."
    if concern.confirmed_at_utc is not None:
        sentence += (
            f" On the child’s record: confirmed {english.moment(concern.confirmed_at_utc)} by {concern.confirmed_by}."
        )
    st.caption(plain(sentence))


def _confirm(app: App, round_ref: str, concern_id: int) -> None:
    with errors.caught(), app.unit_of_work() as db:
        service.confirm(db, by=app.person, round_ref=round_ref, concern_id=concern_id, now=app.now())


def _at_utc(entered: Entered) -> datetime:
    day, clock = entered.day("day"), entered.time("time")
    if day is None or clock is None:
        raise AuditError("Enter the day and the time you told them.")
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def _case() -> dict[str, str]:
    case = place.get("case")
    return {"case": case} if case else {}
