"""One case: what is known of a child, by reference and bands; adding, changing, withdrawing.

Here too:
- The fields of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS, Case, Population, SpokenTo
from audit.errors import AuditError
from audit.pages.components import look, place, problems
from audit.pages.forms import two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change
from audit.pages.rounds import case_rows, cases, top
from audit.pages.rounds.case_rows import SPOKEN, facts
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
        case = fields(app, audit_round, blank(), key=key, new=True)
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
        _draw_case(app, audit_round, audit_round.case(ref))
        place.link("child-journey", f"{ref}’s journey: the way to help", round=audit_round.ref, case=ref)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def keep(app: App, audit_round: Round, case: Case, key: str) -> None:
    """Keep a case as changed here; a conflict is laid open for the person to choose."""

    def write(seen: Case) -> None:
        with app.unit_of_work() as db:
            changed_case = replace(case, version=seen.version)
            setup.change_case(db, by=app.person, round_ref=audit_round.ref, case=changed_case, now=app.now())
            st.session_state[f"{key} seen"] = queries.by_ref(db, audit_round.ref).case(case.ref)

    change = Change(
        place=key,
        subject=case.ref,
        write=write,
        take=lambda saved_case: _look_at(key, saved_case),
        rows=lambda saved_case: two_writers.rows_of_facts(facts(case), facts(saved_case)),
    )
    two_writers.attempt(change, case)


def _draw_case(app: App, audit_round: Round, case: Case) -> None:
    key = f"case {audit_round.ref} {case.ref}"
    if case.withdrawn is not None:
        st.write(f"This case was withdrawn: {case.withdrawn.rstrip('.')}. What was written about it stays readable.")
        cases.draw(app, audit_round, [case])
    if audit_round.stage not in _CHANGING or case.withdrawn is not None:
        if case.withdrawn is None:
            st.write("Judgements can no longer be recorded, so what is known of the case stays as it is.")
        look.html(look.summary([(name, words or "Not noted") for name, words in facts(case)]))
        return
    seen = _seen(key, case)
    two_writers.draw(key)
    fresh = f"{key} {_generation(key)}"
    with st.form(key, border=False):
        typed_case = fields(app, audit_round, seen, key=fresh, new=False)
        pressed = st.form_submit_button(f"Save {case.ref}", type="primary")
    if pressed:
        keep(app, audit_round, typed_case, key)
        st.rerun()
    case_rows.draw_rows(app, audit_round, seen, fresh, lambda case: keep(app, audit_round, case, key))
    _withdraw(app, audit_round, case)


def _seen(key: str, case: Case) -> Case:
    """Return the case as this window has it open; a page that is opened anew takes what is there now."""
    held: Case | None = st.session_state.get(f"{key} seen")
    still_open = f"{key} {_generation(key)} population" in st.session_state
    if held is None or not still_open:
        held = case
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
        must_be_answered(key)
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


def blank() -> Case:
    """Return the case that an empty form begins with."""
    return Case(
        ref="", population=Population.IN_CARE, age_band=AGE_BANDS[3], gender=GENDERS[3], placement=PLACEMENTS[0]
    )


def fields(app: App, audit_round: Round, case: Case, *, key: str, new: bool) -> Case:
    """Draw the fields, and return the case as they say now; its processes and figures stay as they were."""
    case = replace(case, ref=_reference(audit_round, key)) if new else case
    case = _bands(case, key, new=new)
    case = _home(case, key, new=new)
    case = _spoken_to(case, key)
    return _more(case, key, past_cases(app, audit_round))


def must_be_answered(key: str) -> None:
    """Raise AuditError where a new case's group, age or home is not chosen: none is taken for granted."""
    questions = {
        "population": "which group the child belongs to",
        "age": "an age band",
        "placement": "where the child lives",
    }
    for field, phrase in questions.items():
        if not st.session_state.get(f"{key} {field}"):
            raise AuditError(f"Choose {phrase}.")


def past_cases(app: App, audit_round: Round) -> tuple[str, ...]:
    """Return the cases of the rounds before this one, as "round/case", the newest round first."""
    with app.reading() as db:
        return tuple(
            f"{past_round.ref}/{case.ref}"
            for past_round in queries.every(db)
            if past_round.id < audit_round.id
            for case in past_round.cases
        )


def next_reference(audit_round: Round) -> str:
    """Return the first "Child A", "Child B" … that no case of the round has; empty after the last letter."""
    used_refs = {case.ref for case in audit_round.cases}
    return next((ref for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if (ref := f"Child {letter}") not in used_refs), "")


def _reference(audit_round: Round, key: str) -> str:
    return st.text_input(
        hinted("Reference of the child", "Such as Child A. Who that is stays in your own secure list."),
        value=next_reference(audit_round),
        max_chars=20,
        key=f"{key} ref",
    )


def _bands(case: Case, key: str, *, new: bool) -> Case:
    populations = list(Population)
    population = st.selectbox(
        "Which group does the child belong to?",
        populations,
        index=None if new else populations.index(case.population),
        placeholder="Choose a group",
        format_func=lambda group: group.label,
        key=f"{key} population",
    )
    age = _choose(
        "Age band", AGE_BANDS, "" if new else case.age_band, f"{key} age", words=lambda band: band.replace("-", " to ")
    )
    gender = _choose("Gender", GENDERS, case.gender, f"{key} gender")
    return replace(case, population=population or case.population, age_band=age, gender=gender)


def _home(case: Case, key: str, *, new: bool) -> Case:
    placement = _choose("Where does the child live?", PLACEMENTS, "" if new else case.placement, f"{key} placement")
    out = st.checkbox("Lives outside the area", value=case.out_of_area, key=f"{key} out")
    breaks = st.checkbox(
        hinted("In care for a series of short breaks only", "Some duties then apply in another way."),
        value=case.short_breaks,
        key=f"{key} breaks",
    )
    return replace(case, placement=placement, out_of_area=out, short_breaks=breaks)


def _spoken_to(case: Case, key: str) -> Case:
    child = _choose_spoken_to("Was the child spoken to for this audit?", case.child_spoken_to, f"{key} child")
    child_by = st.text_input(
        hinted("By whom was the child spoken to?", "A role, such as their reviewing officer."),
        value=case.child_spoken_to_by,
        max_chars=80,
        key=f"{key} child by",
    )
    carer = _choose_spoken_to("Was a carer spoken to for this audit?", case.carer_spoken_to, f"{key} carer")
    carer_by = st.text_input(
        "By whom was the carer spoken to?", value=case.carer_spoken_to_by, max_chars=80, key=f"{key} carer by"
    )
    return replace(
        case, child_spoken_to=child, child_spoken_to_by=child_by, carer_spoken_to=carer, carer_spoken_to_by=carer_by
    )


def _more(case: Case, key: str, past: Sequence[str]) -> Case:
    ethnic = st.text_input(
        hinted("Ethnic group (optional)", "Leave it out where it could point at a child."),
        value=case.ethnic_group,
        max_chars=80,
        key=f"{key} ethnic",
    )
    disability = st.text_input("Disability (optional)", value=case.disability, max_chars=120, key=f"{key} disability")
    family = st.text_input(
        hinted("Family group (optional)", "The same word for brothers and sisters, such as Family 1."),
        value=case.family_group,
        max_chars=40,
        key=f"{key} family",
    )
    known = ("", *past) if case.same_child_as in ("", *past) else ("", case.same_child_as, *past)
    same = _choose(
        "Same child as in a past round (optional)",
        known,
        case.same_child_as,
        f"{key} same",
        words=lambda past_case: past_case.replace("/", ": ") or "Not in a past round, or not known",
    )
    chosen = st.text_input(
        "How was this case chosen? (optional)", value=case.how_chosen, max_chars=500, key=f"{key} chosen"
    )
    return replace(
        case,
        ethnic_group=ethnic.strip(),
        disability=disability.strip(),
        family_group=family.strip(),
        same_child_as=same,
        how_chosen=chosen.strip(),
    )


def _choose_spoken_to(question: str, spoken_to: SpokenTo, key: str) -> SpokenTo:
    words = list(SpokenTo)
    chosen = st.radio(
        question, words, index=words.index(spoken_to), format_func=SPOKEN.__getitem__, horizontal=True, key=key
    )
    return chosen or SpokenTo.NOT_RECORDED


def _choose(
    question: str, options: Sequence[str], selected: str, key: str, *, words: Callable[[str], str] = str
) -> str:
    known = options if selected in options or not selected else (*options, selected)
    index = known.index(selected) if selected else None
    return st.selectbox(question, known, index=index, placeholder="Choose", format_func=words, key=key) or ""
