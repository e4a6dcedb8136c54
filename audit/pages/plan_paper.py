"""The plan on paper: a Word document, in the council's own look where it gives one.

In: the round, and what the person chooses.
Out: a .docx to download.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.action_plan import write_action_plan
from audit.domain.actions import ActionPlan
from audit.domain.passages import Audience
from audit.domain.people import Act
from audit.domain.rounds import Round
from audit.pages.components import errors, readers
from audit.services import papers
from audit.store.queries import trail

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WITHOUT, _WITH = "Without cases", "With cases, for the audit group only"
_SAYS = {
    _WITHOUT: "No child's reference, no judgement about a single child. A text that may point to a child is held back "
    "until somebody has decided on it.",
    _WITH: "Names the children's references and what was agreed about each. That it was taken out is noted. Keep it "
    "inside the audit group.",
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
    audience = Audience.GROUP if with_cases else readers.asked(Paper.PLAN, key=f"{key} readers")
    with app.reading() as db:
        newest = [(line.at_utc, line.event) for line in trail.lines(db, most=1)]
    asked = (app.person.id, with_cases, audience, template, papers.version_of(plan), newest)  # else it is stale
    if st.button("Make the Word document", key=f"{key} make", icon=":material/description:"):
        st.session_state.pop(f"{key} made", None)
        with errors.shown(), st.spinner("Writing the plan …"):
            written = _written(app, audit_round, template, audience, with_cases=with_cases)
            st.session_state[f"{key} made"] = (asked, written)
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


def _written(
    app: App, audit_round: Round, template: bytes | None, audience: Audience, *, with_cases: bool
) -> bytes:  # fmt: skip
    with app.unit_of_work() as db:
        paper = papers.plan_paper(
            db,
            viewer=app.viewer(),
            round_ref=audit_round.ref,
            today=app.today(),
            now=app.now(),
            with_cases=with_cases,
            audience=audience,
        )
    return write_action_plan(paper, template=template)
