"""The plan on paper: a Word document, in the council's own look where it gives one.

In: the round, and what the person chooses.
Out: a .docx to download.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.documents.action_plan import write_action_plan
from audit.domain.actions import ActionPlan
from audit.domain.people import Act
from audit.domain.rounds import Round
from audit.pages.components import errors
from audit.services import papers

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WITHOUT, _WITH = "Without cases", "With cases, for the audit group only"
_SAYS = {
    _WITHOUT: "No child's reference, no judgement about a single child, no quotation that is not marked for papers.",
    _WITH: "Names the children's references, what was agreed about each, and every quotation. That it was taken out is "
    "noted. Keep it inside the audit group.",
}


def offer(app: App, audit_round: Round, plan: ActionPlan) -> None:
    """Draw the choices and the download."""
    with st.expander("Get the plan in Word", icon=":material/description:"):
        _choices(app, audit_round, plan, f"{audit_round.ref} paper")


def _choices(app: App, audit_round: Round, plan: ActionPlan, key: str) -> None:
    chosen = _WITHOUT
    if app.person.may(Act.READ_CASES):
        chosen = st.radio("Which plan?", [_WITHOUT, _WITH], key=f"{key} which", captions=list(_SAYS.values()))
    else:
        st.caption(_SAYS[_WITHOUT])
    given = st.file_uploader(
        "Our council's own Word template (.docx), if the plan should look like it", type="docx", key=f"{key} template"
    )
    st.caption("Its fonts, colours, header and footer are used. The file is not kept.")
    template = given.getvalue() if given is not None else None
    with_cases = chosen == _WITH
    asked = (app.person.id, with_cases, template, papers.version_of(plan))  # a document for anything else is stale
    if st.button("Make the Word document", key=f"{key} make", icon=":material/description:"):
        st.session_state.pop(f"{key} made", None)
        with errors.shown(), st.spinner("Writing the plan …"):
            st.session_state[f"{key} made"] = (asked, _written(app, audit_round, template, with_cases=with_cases))
    made_for, made = st.session_state.get(f"{key} made", (None, None))
    if made_for == asked:
        st.download_button(
            "Download the plan in Word",
            data=made,
            file_name=f"action-plan-{audit_round.ref}{'-with-cases' if with_cases else ''}.docx",
            mime=_WORD,
            key=f"{key} download",
            icon=":material/download:",
            on_click="ignore",
        )


def _written(app: App, audit_round: Round, template: bytes | None, *, with_cases: bool) -> bytes:
    with app.unit_of_work() as db:
        paper = papers.plan_paper(
            db,
            viewer=app.viewer(),
            round_ref=audit_round.ref,
            today=app.today(),
            now=app.now(),
            with_cases=with_cases,
        )
    return write_action_plan(paper, template=template)
