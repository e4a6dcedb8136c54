"""A second look before submitting: kind questions that stand in nobody's way.

In: a form in which nothing is missing.
Out: what is worth another look, each with the way there; what became of it is counted when the form is submitted.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rating.coherence import Prompt
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.pages.components import days, house, look, place
from audit.services.rating import coherence
from audit.store.work import Db


def show(app: App, viewer: Viewer, audit_round: Round, case_ref: str) -> None:
    """Draw what is worth a second look; nothing where there is nothing, or something is still missing."""
    try:
        with app.unit_of_work() as db:
            found = coherence.look(
                db,
                viewer=viewer,
                round_ref=audit_round.ref,
                case_ref=case_ref,
                rules=house.coherence_rules(),
                now=app.now(),
            )
    except AuditError:
        return  # a form that cannot be opened says so itself
    if not found:
        return
    look.html('<h2 class="ss-h2" id="second-look" tabindex="-1">Worth a second look</h2>')
    count = f"{days.number(len(found)).capitalize()} question{'' if len(found) == 1 else 's'}"
    st.caption(f"{count} before you submit. Keep what you wrote if it is right: nothing here stops you.")
    for number, prompt in enumerate(found, start=1):
        with st.container(border=True):
            look.html(f'<p class="ss-p">{look.text(prompt.say)}</p>')
            label, parts = _way(audit_round, viewer, case_ref, prompt)
            place.link("rate", f"{number}. {label}", icon=":material/arrow_forward:", **parts)


def settle(app: App, db: Db, viewer: Viewer, audit_round: Round, case_ref: str) -> None:
    """Count what became of the questions; call it in the unit of work that submits the form."""
    coherence.settle(
        db, viewer=viewer, round_ref=audit_round.ref, case_ref=case_ref, rules=house.coherence_rules(), now=app.now()
    )


def _way(audit_round: Round, viewer: Viewer, case_ref: str, prompt: Prompt) -> tuple[str, dict[str, str]]:
    parts = {"round": audit_round.ref, "agency": viewer.agency or "", "case": case_ref}
    asked = audit_round.asked_of(viewer.agency or "")
    if prompt.statement is not None:
        number = audit_round.statement(prompt.statement).number
        return f"Look at statement {number} again", {**parts, "statement": str(prompt.statement), "question": "grade"}
    if prompt.rule in ("difference_repeats", "done_not_changed"):
        return "Look at the difference again", {**parts, "statement": str(asked[0].key), "question": "difference"}
    return "Look at the statements again", {**parts, "statement": str(asked[0].key)}
