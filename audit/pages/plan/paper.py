"""The plan on paper: checked before it leaves, or with cases for the audit group alone.

In: the round.
Out: the way to the check and its download; for those who read cases, a .docx that names them by reference.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import downloads, place
from audit.pages.release import check_out
from audit.services.release import papers


def offer(app: App, audit_round: Round) -> None:
    """Draw the ways to the plan in Word."""
    check_out.link(Paper.PLAN, "The plan in Word", round_ref=audit_round.ref)
    if not app.person.may(Act.READ_CASES) or place.letter_of(app, audit_round):
        return
    with st.expander("The plan in Word, with cases", icon=":material/lock:"):
        st.write(
            "For the audit group only. It names cases by reference and gives what was agreed about each. Quotations "
            "that are not marked for papers are left out. Each download is recorded."
        )
        downloads.offer(
            "Download the plan with cases (Word)",
            partial(_with_cases, app, audit_round),
            file_name=f"action-plan-{audit_round.ref}-with-cases.docx",
            mime=Paper.PLAN.mime,
            key=f"{audit_round.ref} plan with cases",
        )


def _with_cases(app: App, audit_round: Round) -> bytes:
    with app.unit_of_work() as db:
        paper = papers.plan_paper(
            db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today(), now=app.now(), with_cases=True
        )
    return write_action_plan(paper)
