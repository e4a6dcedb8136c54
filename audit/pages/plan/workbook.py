"""The plan in Excel: out, filled in elsewhere, and back in, with every change looked at first.

In: the round; the file that came back; which side stands where both changed.
Out: a workbook; what the file brings; the plan with it taken in.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.returned import Answers, Preview
from audit.documents.plan.workbook import read_plan_workbook, write_plan_workbook
from audit.domain.people.person import Act
from audit.domain.plan.workbook import ActionChange
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import brought, chart, errors, look, place
from audit.services.plan import workbooks


def render(app: App) -> None:
    """Let the plan be taken out to Excel, and back in."""
    audit_round = place.current_round(app)
    works = app.person.may(Act.READ_CASES) or app.person.may(Act.UPDATE_ACTIONS)
    if audit_round is None or not works:
        look.title("The plan in Excel")
        st.write(
            "There is no plan to take out yet. Open a round first; Home says how."
            if works
            else "The plan in Excel is a working file for the audit group and the owners of actions."
        )
        return
    look.line_above(audit_round.title, place.step(audit_round, Stage.PLAN), "plan")
    look.title("The plan in Excel")
    brought.show_outcome(_place(audit_round))
    st.header("Take it out", anchor=False)
    st.write(
        "One row an action, with lists to choose from. It is a working file for the audit group and the owners of "
        "actions, with texts as they were written. Fill it in, and bring it back here."
    )
    chart.offer(
        "Download the plan in Excel",
        partial(_written, app, audit_round),
        file_name=f"action-plan-{audit_round.ref}.xlsx",
        mime=chart.EXCEL,
        key=f"{audit_round.ref} plan out",
    )
    if app.person.may(Act.UPDATE_ACTIONS):
        _back(app, audit_round)
    place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")


def _written(app: App, audit_round: Round) -> bytes:
    with app.reading() as db:
        form = workbooks.form_for(db, viewer=app.viewer(), round_ref=audit_round.ref, now=app.now())
    return write_plan_workbook(form)


def _back(app: App, audit_round: Round) -> None:
    st.header("Bring it back", anchor=False)
    file = st.file_uploader("The workbook that came back (.xlsx)", type="xlsx", key=f"{audit_round.ref} plan back")
    if file is None:
        st.caption("You see what it brings before anything is taken in.")
        return
    with errors.shown():
        data = file.getvalue()
        with app.reading() as db:
            plan = workbooks.plan_for(db, viewer=app.viewer(), round_ref=audit_round.ref)
            returned = read_plan_workbook(data, plan)
            preview = workbooks.preview(db, viewer=app.viewer(), returned=returned, today=app.today())
        shown = brought.of_list(preview)
        brought.draw(shown, data, key=_place(audit_round), take_in=partial(_take_in, app, returned, preview))


def _take_in(app: App, returned: ListReturn, seen: Preview[ActionChange], answers: Answers) -> None:
    with app.unit_of_work() as db:
        workbooks.take_in(db, by=app.person, returned=returned, seen=seen, answers=answers, now=app.now())


def _place(audit_round: Round) -> str:
    return f"plan workbook {audit_round.ref}"
