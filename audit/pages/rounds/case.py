"""One case: what is known of a child, by reference and bands; adding, changing, withdrawing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.pages.components import lists, look, place, problems
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change
from audit.pages.rounds import case_form, case_rows, reserves, top
from audit.pages.rounds.case_facts import facts
from audit.pages.rounds.case_form import blank
from audit.services.rounds import setup
from audit.store.queries import rounds as queries

_CHANGING = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS)


def render_new(app: App) -> None:
    """Let a facilitator add a case."""
    audit_round = top.top(app, "Add a case", step="set-up · cases")
    if audit_round is None:
        return
    st.write("A reference and bands: no name, no date of birth, no address.")
    key = f"case {audit_round.ref} new"
    problems.shown(key)
    with st.form(key, border=False):
        case = case_form.fields(app, audit_round, blank(), key=key, new=True)
        pressed = st.form_submit_button("Add this case", type="primary")
    if pressed:
        _add(app, audit_round, case, key)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def render(app: App) -> None:
    """Show a case and let a facilitator change it; what somebody else changed meanwhile is never lost."""
    ref = place.get("case") or ""
    audit_round = top.top(app, ref or "Case", step="set-up · cases")
    if audit_round is None:
        return
    if ref not in {case.ref for case in audit_round.cases}:
        st.write("This round has no such case. Choose one from its cases.")
    else:
        _one(app, audit_round, audit_round.case(ref))
        place.link("child-journey", f"{ref}’s journey: the way to help", round=audit_round.ref, case=ref)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def keep(app: App, audit_round: Round, case: Case, key: str) -> None:
    """Keep a case as changed here; a conflict is laid open for the person to choose."""

    def write(seen: Case) -> None:
        with app.unit_of_work() as db:
            mine = replace(case, version=seen.version)
            setup.change_case(db, by=app.person, round_ref=audit_round.ref, case=mine, now=app.now())
            st.session_state[f"{key} seen"] = queries.one(db, audit_round.ref).case(case.ref)

    change = Change(
        place=key,
        what=case.ref,
        write=write,
        take=lambda theirs: _look_at(key, theirs),
        rows=lambda theirs: two_writers.rows_of_facts(facts(case), facts(theirs)),
    )
    two_writers.attempt(change, case)


def _one(app: App, audit_round: Round, there: Case) -> None:
    key = f"case {audit_round.ref} {there.ref}"
    if there.withdrawn is not None:
        st.write(f"This case was withdrawn: {there.withdrawn.rstrip('.')}. What was written about it stays readable.")
        reserves.draw(app, audit_round, [there])
    if audit_round.stage not in _CHANGING or there.withdrawn is not None:
        if there.withdrawn is None:
            st.write("Judgements can no longer be recorded, so what is known of the case stays as it is.")
        look.html(lists.summary([(name, said or "Not noted") for name, said in facts(there)]))
        return
    seen = _seen(key, there)
    two_writers.draw(key)
    fresh = f"{key} {_generation(key)}"
    with st.form(key, border=False):
        said = case_form.fields(app, audit_round, seen, key=fresh, new=False)
        pressed = st.form_submit_button(f"Save {there.ref}", type="primary")
    if pressed:
        keep(app, audit_round, said, key)
        st.rerun()
    case_rows.draw(app, audit_round, seen, fresh, lambda case: keep(app, audit_round, case, key))
    _withdraw(app, audit_round, there)


def _seen(key: str, there: Case) -> Case:
    """Return the case as this window has it open; a page that is opened anew takes what is there now."""
    held: Case | None = st.session_state.get(f"{key} seen")
    still_open = f"{key} {_generation(key)} population" in st.session_state
    if held is None or not still_open:
        held = there
        st.session_state[f"{key} seen"] = held
    return held


def _look_at(key: str, case: Case) -> None:
    """Open a case afresh; what was typed here goes."""
    st.session_state[f"{key} seen"] = case
    st.session_state[f"{key} generation"] = _generation(key) + 1


def _generation(key: str) -> int:
    generation: int = st.session_state.get(f"{key} generation", 0)
    return generation


def _add(app: App, audit_round: Round, case: Case, key: str) -> None:
    with problems.caught(key):
        case_form.must_be_answered(key)
        with app.unit_of_work() as db:
            setup.add_case(db, by=app.person, round_ref=audit_round.ref, case=case, now=app.now())
        place.go("round-case", round=audit_round.ref, case=case.ref.strip())
    st.rerun()


def _withdraw(app: App, audit_round: Round, case: Case) -> None:
    key = f"withdraw {audit_round.ref} {case.ref}"
    problems.shown(key)
    with st.expander(f"Withdraw {case.ref}"), st.form(key, border=False):
        st.write("It leaves the round and every count. What was written about it stays readable. It cannot come back.")
        st.text_area(f"Why does {case.ref} leave the round?", max_chars=500, key=f"{key} reason")
        st.form_submit_button(f"Withdraw {case.ref} from the round", on_click=_take_out, args=(app, audit_round, case))


def _take_out(app: App, audit_round: Round, case: Case) -> None:
    key = f"withdraw {audit_round.ref} {case.ref}"
    with problems.caught(key), app.unit_of_work() as db:
        reason = st.session_state[f"{key} reason"]
        setup.withdraw_case(
            db, by=app.person, round_ref=audit_round.ref, case_ref=case.ref, reason=reason, now=app.now()
        )
