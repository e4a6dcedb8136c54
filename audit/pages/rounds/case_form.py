"""The fields of a case.

In: a case as it is known.
Out: the case as the fields say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS, Case, Population, SpokenTo
from audit.errors import AuditError
from audit.pages.forms.fields import hinted
from audit.pages.rounds.case_facts import SPOKEN
from audit.store.queries import rounds as queries


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
    asked = {
        "population": "which group the child belongs to",
        "age": "an age band",
        "placement": "where the child lives",
    }
    for field, what in asked.items():
        if not st.session_state.get(f"{key} {field}"):
            raise AuditError(f"Choose {what}.")


def past_cases(app: App, audit_round: Round) -> tuple[str, ...]:
    """Return the cases of the rounds before this one, as "round/case", the newest round first."""
    with app.reading() as db:
        return tuple(
            f"{one.ref}/{case.ref}" for one in queries.every(db) if one.id < audit_round.id for case in one.cases
        )


def next_reference(audit_round: Round) -> str:
    """Return the first "Child A", "Child B" … that no case of the round has; empty after the last letter."""
    taken = {case.ref for case in audit_round.cases}
    return next((ref for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if (ref := f"Child {letter}") not in taken), "")


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
        format_func=lambda one: one.label,
        key=f"{key} population",
    )
    age = _choose(
        "Age band", AGE_BANDS, "" if new else case.age_band, f"{key} age", words=lambda one: one.replace("-", " to ")
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
    child = _asked("Was the child spoken to for this audit?", case.child_spoken_to, f"{key} child")
    child_by = st.text_input(
        hinted("By whom was the child spoken to?", "A role, such as their reviewing officer."),
        value=case.child_spoken_to_by,
        max_chars=80,
        key=f"{key} child by",
    )
    carer = _asked("Was a carer spoken to for this audit?", case.carer_spoken_to, f"{key} carer")
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
        words=lambda one: one.replace("/", ": ") or "Not in a past round, or not known",
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


def _asked(question: str, said: SpokenTo, key: str) -> SpokenTo:
    words = list(SpokenTo)
    chosen = st.radio(
        question, words, index=words.index(said), format_func=SPOKEN.__getitem__, horizontal=True, key=key
    )
    return chosen or SpokenTo.NOT_RECORDED


def _choose(question: str, options: Sequence[str], said: str, key: str, *, words: Callable[[str], str] = str) -> str:
    known = options if said in options or not said else (*options, said)
    index = known.index(said) if said else None
    return st.selectbox(question, known, index=index, placeholder="Choose", format_func=words, key=key) or ""
