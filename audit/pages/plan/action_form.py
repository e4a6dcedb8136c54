"""The fields of an action: what, for which difference, who and by when.

In: the action as it is planned, or an empty one.
Out: the action as the fields hold it, kept as its writer's draft until it is handed in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.domain.plan.actions import Action, Priority
from audit.errors import AuditError
from audit.pages.forms import draft
from audit.pages.forms.draft import Form

_MEASURE = "How will children be better off, and how will we know? A difference that a child would notice."


def fields(form: Form, start: Action) -> tuple[Action, date | None]:
    """Draw the fields of an action, and return what they hold; a new one has its day apart, None where none is chosen.

    The due date of an action that is planned already moves by an update, with its reason.
    """
    label = "What will be done? Begin with a verb."
    said = draft.text(form, "text", label, start.text, rows=2, short="What will be done")
    measure = draft.text(form, "measure", _MEASURE, start.success_measure, short="How we will know")
    agencies = {agency.ref: agency.name for agency in form.audit_round.agencies}
    lead = draft.select(
        form, "lead", "Which agency leads?", agencies, start.lead_agency, placeholder="Choose an agency"
    )
    label = "Who owns it? A role, not a name."
    owner = draft.text(form, "owner", label, start.owner, rows=1, short="Who owns it")
    due = draft.day(form, "due", "By which day?") if not start.ref else start.due
    words = {one.value: one.value.capitalize() for one in Priority}
    priority = draft.choice(form, "priority", "How pressing is it?", words, start.priority.value, horizontal=True)
    label = "Which recommendation does it carry out? May stay empty."
    advice = draft.text(form, "advice", label, start.recommendation, rows=2)
    typed = replace(
        start,
        text=said,
        success_measure=measure,
        lead_agency=lead,
        owner=" ".join(owner.split()),
        priority=Priority(priority),
        recommendation=advice,
    )
    return typed, due


def must_have_day(day: date | None) -> date:
    """Return the day; raises AuditError where none is chosen."""
    if day is None:
        raise AuditError("Choose the day by which it will be done. An action needs an owner and a due date.")
    return day
