"""The fields of an action: what, for which difference, who and by when.

In: the action as it is planned, or an empty one.
Out: the action as the fields hold it; nothing is saved here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.actions import Action, Priority
from audit.domain.rounds import Round
from audit.errors import AuditError
from audit.pages.components import marks

_PRIORITIES = tuple(Priority)


def fields(app: App, audit_round: Round, start: Action, *, key: str) -> tuple[Action, date | None]:
    """Draw the fields of an action, and return what they hold; a new one has its day apart, None where none is chosen.

    The due date of an action that is planned already moves by an update, with its reason.
    """
    said = st.text_input("What will be done? Begin with a verb.", value=start.text, key=f"{key} text")
    record = f"{audit_round.ref} {start.ref or f'new action for {start.finding}'}"
    marks.under(app, said, key=f"{key} text", label="What will be done", about=f"{record} text")
    measure = st.text_area(
        "How will children be better off, and how will we know? A difference that a child would notice.",
        value=start.success_measure,
        key=f"{key} measure",
    )
    marks.under(app, measure, key=f"{key} measure", label="How we will know", about=f"{record} measure")
    lead = _lead(audit_round, start, key)
    owner = st.text_input("Who owns it? A role, not a name.", value=start.owner, key=f"{key} owner")
    marks.under(app, owner, key=f"{key} owner", label="Who owns it", about=f"{record} owner")
    due = _due(key) if not start.ref else start.due
    priority = st.radio(
        "How pressing is it?",
        _PRIORITIES,
        format_func=lambda one: one.value.capitalize(),
        index=_PRIORITIES.index(start.priority),
        horizontal=True,
        key=f"{key} priority",
    )
    advice = st.text_area(
        "Which recommendation does it carry out? May stay empty.", value=start.recommendation, key=f"{key} advice"
    )
    typed = replace(
        start,
        text=said.strip(),
        success_measure=measure.strip(),
        lead_agency=lead,
        owner=owner.strip(),
        priority=priority,
        recommendation=advice.strip(),
    )
    return typed, due


def must_have_day(day: date | None) -> date:
    """Return the day; raises AuditError where none is chosen."""
    if day is None:
        raise AuditError("Choose the day by which it will be done. An action needs an owner and a due date.")
    return day


def _due(key: str) -> date | None:
    chosen: date | None = st.date_input("By which day?", value=None, format="DD/MM/YYYY", key=f"{key} due")
    return chosen


def _lead(audit_round: Round, start: Action, key: str) -> str:
    refs = [agency.ref for agency in audit_round.agencies]
    names = {agency.ref: agency.name for agency in audit_round.agencies}
    lead: str | None = st.selectbox(
        "Which agency leads?",
        refs,
        index=refs.index(start.lead_agency) if start.lead_agency in refs else None,
        format_func=lambda ref: names[ref],
        placeholder="Choose an agency",
        key=f"{key} lead",
    )
    return lead or ""
