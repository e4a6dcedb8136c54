"""A child may be unsafe now: tell those who hold the case first, then note here who was told.

In: the round and case that are shown.
Out: the form, and the concerns that wait until somebody confirms that the child's own record has them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.days import LONDON
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.concerns import Concern, not_a_route
from audit.errors import AuditError
from audit.pages.components import danger, errors, look, place
from audit.pages.components.look import plain
from audit.services.rounds import setup as service
from audit.store.queries import moderation as queries

_TURN = "concern_turn"  # counts what this window noted, so that the form is empty again after each


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


def _form(app: App, audit_round: Round) -> None:
    key = f"{audit_round.ref} concern {st.session_state.get(_TURN, 0)}"
    refs = [case.ref for case in audit_round.active_cases()]
    look.card_title("Record who you told")
    st.caption(
        "This does not affect grades or charts. It stays in your tasks, and the case cannot be erased, until someone "
        "confirms it is on the child’s record."
    )
    with st.form(f"{key} form", border=True):
        case_ref = place.get("case")
        st.selectbox("Which child?", refs, index=refs.index(case_ref) if case_ref in refs else None, key=f"{key} case")
        with st.container(horizontal=True):
            st.date_input("Day you told them", value=None, format="DD/MM/YYYY", key=f"{key} day")
            st.text_input("Time you told them, such as 14:25", max_chars=5, key=f"{key} time")
        st.text_input("Which agency did you tell?", key=f"{key} agency", max_chars=120)
        st.text_input("Which role did you tell? A role, not a name", key=f"{key} role", max_chars=120)
        st.text_input("What did you tell them, in one line? No names, please", key=f"{key} line", max_chars=500)
        st.form_submit_button("Save", type="primary", on_click=_tell, args=(app, audit_round.ref, key))


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


def _tell(app: App, round_ref: str, key: str) -> None:
    def given(name: str) -> str:
        return str(st.session_state.get(f"{key} {name}") or "").strip()

    with errors.caught():
        concern = Concern(
            case=given("case"),
            told_at_utc=_at_utc(st.session_state.get(f"{key} day"), given("time")),
            agency_told=given("agency"),
            role_told=given("role"),
            line=given("line"),
        )
        with app.unit_of_work() as db:
            service.tell(db, by=app.person, round_ref=round_ref, concern=concern, now=app.now())
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _confirm(app: App, round_ref: str, concern_id: int) -> None:
    with errors.caught(), app.unit_of_work() as db:
        service.confirm(db, by=app.person, round_ref=round_ref, concern_id=concern_id, now=app.now())


def _at_utc(day: date | None, at: str) -> datetime:
    if day is None:
        raise AuditError("Enter the day you told them.")
    try:
        clock = time.fromisoformat(at.strip().replace(".", ":").zfill(5))
    except ValueError:
        raise AuditError("Enter the time as hours and minutes, such as 14:25.") from None
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def _case() -> dict[str, str]:
    case = place.get("case")
    return {"case": case} if case else {}
