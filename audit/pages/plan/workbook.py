"""The plan in Excel: out, filled in elsewhere, and back in, with every change looked at first.

In: the round; the file that came back; which side stands where both changed.
Out: a workbook; what the file brings; the plan with it taken in.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.excel.sheets import Wrong
from audit.documents.plan.workbook import HEADINGS, write_plan_workbook
from audit.documents.plan.workbook_reading import PlanReturn, read_plan_workbook
from audit.domain.english import capital, counted, number
from audit.domain.people.person import Act
from audit.domain.plan.workbook import Brought, Field, Outcome
from audit.domain.rounds.audit_round import Round
from audit.pages.components import chart, errors, look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.services.plan import workbooks
from audit.services.plan.workbooks import PlanPreview

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEEP_CURRENT, _FILE = "Keep what is here", "Take what the file says"
_MOST_SHOWN = 20
_OUTCOME_WORDS = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.CONFLICTING: "changed both here and in the file",
    Outcome.UNCHANGED: "as they are here",
}


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
    look.line_above(audit_round.title, "Step 4 of 6", "plan")
    look.title("The plan in Excel")
    _show_last_outcome(audit_round)
    st.header("Take it out", anchor=False)
    st.write(
        "One row an action, with lists to choose from. It is a working file for the audit group and the owners of "
        "actions, with texts as they were written. Fill it in, and bring it back here."
    )
    chart.offer(
        "Download the plan in Excel",
        partial(_written, app, audit_round),
        file_name=f"action-plan-{audit_round.ref}.xlsx",
        mime=_EXCEL,
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
        returned, preview = looked_at(app, audit_round, file.getvalue())
        brings(app, audit_round, returned, preview)


def looked_at(app: App, audit_round: Round, data: bytes) -> tuple[PlanReturn, PlanPreview]:
    """Return what a file gives and what that would do; raises AuditError where it cannot be read."""
    with app.reading() as db:
        plan = workbooks.plan_for(db, viewer=app.viewer(), round_ref=audit_round.ref)
        returned = read_plan_workbook(data, plan)
        return returned, workbooks.preview(db, viewer=app.viewer(), returned=returned, today=app.today())


def brings(app: App, audit_round: Round, returned: PlanReturn, preview: PlanPreview) -> None:
    """Draw what a file brings, and the way to take it in."""
    st.write(f"**{_sum(preview)}**")
    rows = [
        (row.ref, _OUTCOME_WORDS[row.outcome].capitalize(), ", ".join(HEADINGS[name] for name in row.fields))
        for row in preview.rows
        if row.outcome is not Outcome.UNCHANGED
    ]
    if rows:
        look.html(look.table("What the file brings", ("Action", "It is", "What is different"), rows))
    _wrong(preview.wrong)
    marks.draw(preview.texts)
    chosen = [_choice(audit_round, row) for row in preview.of(Outcome.CONFLICTING)]
    if not preview.does_something or preview.wrong:
        return
    settled = all(side is not None for _, side in chosen)
    if not settled:
        st.caption("Choose a side for each action that was changed in both places; then it can be taken in.")
    st.button(
        "Take the file in",
        type="primary",
        disabled=not settled,
        key=f"{audit_round.ref} plan in",
        on_click=_take_in,
        args=(app, audit_round, returned, preview, chosen),
    )


def _sum(preview: PlanPreview) -> str:
    counts = {outcome: len(preview.of(outcome)) for outcome in Outcome}
    parts = [f"{number(count)} {_OUTCOME_WORDS[outcome]}" for outcome, count in counts.items() if count]
    summary = ", ".join(parts) if parts else "no rows"
    end = " Nothing has been taken in yet." if preview.does_something else " There is nothing to take in."
    return f"{capital(summary)}.{end}"


def _choice(audit_round: Round, row: Brought) -> tuple[str, str | None]:
    with st.container(border=True):
        look.card_title(f"{row.ref} was changed here since the file was made", 3)
        rows = [(HEADINGS[clash.field], clash.stored or "Nothing", clash.in_file or "Nothing") for clash in row.clashes]
        look.html(look.table(f"{row.ref}: both sides", ("What", "Here now", "In the file"), rows, captioned=False))
        if any(clash.field is Field.UPDATE_TEXT for clash in row.clashes):
            st.caption("If you take the file’s, what it says is added after what was said here. Nothing is lost.")
        side = st.radio(
            f"{row.ref}: which side stands?",
            [_KEEP_CURRENT, _FILE],
            index=None,
            horizontal=True,
            key=f"{audit_round.ref} side {row.ref}",
        )
    return row.ref, side


def _wrong(wrong: tuple[Wrong, ...]) -> None:
    if not wrong:
        return
    many = capital(counted(len(wrong), "cell is", "cells are"))
    st.error(
        f"{many} wrong, so nothing is taken in. Put this right in the file, and choose it again.",
        icon=":material/error:",
    )
    points = (
        f"<li><b>{look.escape_html(wrong_cell.sheet)}, {look.escape_html(wrong_cell.cell)}</b>: "
        f"{look.escape_html(wrong_cell.why)}</li>"
        for wrong_cell in wrong[:_MOST_SHOWN]
    )
    look.html(f'<ul class="ss-points">{"".join(points)}</ul>')
    if len(wrong) > _MOST_SHOWN:
        st.caption(f"And {len(wrong) - _MOST_SHOWN} more.")


def _take_in(
    app: App, audit_round: Round, returned: PlanReturn, seen: PlanPreview, chosen: list[tuple[str, str | None]]
) -> None:
    with problems.caught(_place(audit_round)):
        with app.unit_of_work() as db:
            workbooks.take_in(
                db,
                by=app.person,
                returned=returned,
                seen=seen,
                now=app.now(),
                from_file=[ref for ref, side in chosen if side == _FILE],
                from_app=[ref for ref, side in chosen if side == _KEEP_CURRENT],
            )
        st.session_state[f"{_place(audit_round)} done"] = "The file is taken in. The plan shows it now."


def _show_last_outcome(audit_round: Round) -> None:
    problems.shown(_place(audit_round))
    message = st.session_state.pop(f"{_place(audit_round)} done", None)
    if message:
        st.success(plain(message), icon=":material/check_circle:")


def _place(audit_round: Round) -> str:
    return f"plan workbook {audit_round.ref}"
