"""One action: what was planned, what was said since, and what difference it makes.

In: the action in the address.
Out: an update of the work, an update of the difference made, or a change to what was planned.

Here too:
- Changing what was planned, without changing what was said of it since.
- The fields of an action: what, for which difference, who and by when.
- Saying how an action is going: the work, and apart from it the difference made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.days import day_of
from audit.domain.english import day, moment, short_day
from audit.domain.findings.finding import Finding
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Impact, Priority, Progress, Update
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError
from audit.pages.components import errors, finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import draft, two_writers
from audit.pages.forms.draft import Form
from audit.pages.plan import overview, verified_words
from audit.services.plan import actions


def render(app: App) -> None:
    """Show one action, and let it be updated."""
    audit_round, ref = place.current_round(app), place.get("action")
    plan = plan_reading.plan(app, audit_round) if audit_round is not None else None
    action = next((action for action in plan.actions if action.ref == ref), None) if plan is not None else None
    if audit_round is None or plan is None or action is None:
        look.title("No such action")
        st.write("It is not in this round's plan. Choose one from the plan.")
        place.link("plan", "The plan")
        return
    finding = next(
        (finding for finding in plan_reading.readable_findings(app, audit_round) if finding.ref == action.finding), None
    )
    look.line_above(audit_round.title, "Step 4 of 6", f"plan, action {action.ref}")
    look.title(plain(action.text))
    overview.badge(action, app.today())
    if finding is not None and finding.judgement_changed(plan_reading.judgements(app, audit_round)):
        st.warning(
            f"A judgement that finding {finding.ref} rests on was opened again. Is this action still right?",
            title="Judgement changed since",
        )
    look.html(_planned(audit_round, action, finding, app.today()))
    _history(action)
    if app.person.may(Act.UPDATE_ACTIONS):
        show_updates(app, audit_round, action)
    else:
        st.caption("A facilitator, or a manager who owns actions, says how an action is going.")
    finding_card.show_held_back(app, audit_round, action.ref)
    verified_words.show(app, audit_round, action)
    if finding_card.may_decide(app, audit_round):
        show_change(app, audit_round, action)
    with st.container(horizontal=True):
        place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")
        place.link("my-actions", "My actions")
        place.link("finding", f"Open finding {action.finding}", round=audit_round.ref, finding=action.finding)


def _planned(audit_round: Round, action: Action, finding: Finding | None, today: date) -> str:
    agency = next((a.name for a in audit_round.agencies if a.ref == action.lead_agency), action.lead_agency)
    rows = {
        "What was found": finding.text if finding is not None else action.finding,
        "The difference we want": action.success_measure,
        "Lead agency": agency,
        "Owner": action.owner,
        "Due": action_words.dates(action, today),
        "Status": action_words.standing(action, today),
        "Priority": action.priority.value.capitalize(),
        "Recommendation": action.recommendation,
        "Work": action_words.work(action, today),
        "Difference to children": overview.impact(action),
    }
    inside = "".join(
        f"<div><dt>{look.escape_html(name)}</dt><dd>{look.escape_html(value)}</dd></div>"
        for name, value in rows.items()
        if value
    )
    return f'<dl class="ss-sl">{inside}</dl>'


def _history(action: Action) -> None:
    st.header("What was said since", anchor=False)
    if not action.updates:
        st.write("Nothing yet.")
        return
    look.html(f'<ol class="ss-since">{"".join(_update_html(update) for update in reversed(action.updates))}</ol>')


def _update_html(update: Update) -> str:
    lines = [
        f"<b>{look.escape_html(short_day(update.on))}, {look.escape_html(update.by)}</b>: "
        f"{look.escape_html(update.progress.label)}"
    ]
    lines += [look.escape_html(update.text)] if update.text else []
    if update.evidence_of_impact:
        lines.append(f"<b>{look.escape_html(update.impact.label)}:</b> {look.escape_html(update.evidence_of_impact)}")
    if update.new_due is not None:
        lines.append(f"Due date moved to {look.escape_html(day(update.new_due))}.")
    if update.said_at_utc is not None:
        lines.append(f'<span class="ss-soft">Noted {look.escape_html(moment(update.said_at_utc))}</span>')
    return f"<li>{'<br>'.join(lines)}</li>"


_FIELDS = {
    "text": "What will be done",
    "recommendation": "Recommendation",
    "success_measure": "How we will know",
    "lead_agency": "Lead agency",
    "owner": "Owner",
    "due": "Due",
    "priority": "Priority",
}


def show_change(app: App, audit_round: Round, action: Action) -> None:
    """Draw the form."""
    form = draft.opened(app, audit_round, FormKind.ACTION, action.ref, version=action.version)
    two_writers.draw(form.key)
    with st.expander(f"Change what was planned in {action.ref}", expanded=bool(form.draft.fields)):
        st.caption("To move the due date, say so with an update above, and why.")
        typed, _ = fields(form, action)
        pressed = st.button("Save what is planned", key=form.name("save"))
        if pressed:
            _save(form, typed)
        draft.draw_footer(form)
    if pressed:
        st.rerun()


def _save(form: Form, action: Action) -> None:
    app = form.app
    draft.hand_in(
        form,
        action,
        write=lambda db, typed_action: actions.change(
            db, by=app.person, round_ref=form.audit_round.ref, action=typed_action, now=app.now()
        ),
        every=lambda db: actions.plan(db, viewer=app.viewer(), round_ref=form.audit_round.ref).actions,
        titles=_FIELDS,
    )


_MEASURE = "How will children be better off, and how will we know? A difference that a child would notice."


def fields(form: Form, start: Action) -> tuple[Action, date | None]:
    """Draw the fields of an action, and return what they hold; a new one has its day apart, None where none is chosen.

    The due date of an action that is planned already moves by an update, with its reason.
    """
    label = "What will be done? Begin with a verb."
    action_text = draft.text(form, "text", label, start.text, rows=2, short="What will be done")
    measure = draft.text(form, "measure", _MEASURE, start.success_measure, short="How we will know")
    agencies = {agency.ref: agency.name for agency in form.audit_round.agencies}
    lead = draft.select(
        form, "lead", "Which agency leads?", agencies, start.lead_agency, placeholder="Choose an agency"
    )
    label = "Who owns it? A role, not a name."
    owner = draft.text(form, "owner", label, start.owner, rows=1, short="Who owns it")
    due = draft.day(form, "due", "By which day?") if not start.ref else start.due
    words = {priority.value: priority.value.capitalize() for priority in Priority}
    priority = draft.choice(form, "priority", "How pressing is it?", words, start.priority.value, horizontal=True)
    label = "Which recommendation does it carry out? May stay empty."
    advice = draft.text(form, "advice", label, start.recommendation, rows=2)
    typed = replace(
        start,
        text=action_text,
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


_PROGRESS = {progress.value: progress.label for progress in Progress}
_IMPACT = {impact.value: impact.label for impact in Impact}


def show_updates(app: App, audit_round: Round, action: Action) -> None:
    """Draw the two forms: one for the work, one for the difference."""
    work = draft.opened(app, audit_round, FormKind.UPDATE, f"{action.ref} work")
    difference = draft.opened(app, audit_round, FormKind.UPDATE, f"{action.ref} difference")
    for form, draw in ((work, _work), (difference, _difference)):
        if draw(form, action):
            form.clear()
            st.rerun()


def _work(form: Form, action: Action) -> bool:
    st.header("How is the work going?", anchor=False)
    with st.container(border=True):
        progress = draft.choice(form, "progress", "The work", _PROGRESS, action.progress.value, horizontal=True)
        label = "What has happened? If the due date moves, say why."
        progress_text = draft.text(form, "text", label, short="What has happened")
        moved = draft.day(form, "due", "New due date, if it moves", least=form.app.today())
        by = draft.text(form, "by", "Who says so, by role?", form.app.person.name, rows=1)
        done = False
        if st.button("Add to the record", type="primary", key=form.name("add")):
            done = _added(
                form, action, _update(form, by, progress=Progress(progress), text=progress_text, new_due=moved)
            )
        draft.draw_footer(form)
    return done


def _difference(form: Form, action: Action) -> bool:
    st.header("Does it make a difference to children?", anchor=False)
    st.caption("Being done is not the same as making a difference. Ask the children, look at the records, count.")
    with st.container(border=True):
        impact = draft.choice(form, "impact", "The difference", _IMPACT, action.impact.value, horizontal=True)
        evidence = draft.text(form, "evidence", "What shows it, or where did you look?", short="What shows it")
        by = draft.text(form, "by", "Who says so about the difference, by role?", form.app.person.name, rows=1)
        done = False
        if st.button("Add this evidence", key=form.name("add")):
            impact_fields = {"impact": Impact(impact), "evidence_of_impact": evidence}
            done = _added(form, action, _update(form, by, progress=action.progress, **impact_fields))
        draft.draw_footer(form)
    return done


def _update(form: Form, by: str, **update_fields: object) -> Update:
    return Update(on=day_of(form.app.now()), by=by or form.app.person.name, **update_fields)  # type: ignore[arg-type]


def _added(form: Form, action: Action, update: Update) -> bool:
    app = form.app
    with errors.shown():
        with app.unit_of_work() as db:
            actions.update(
                db, by=app.person, round_ref=form.audit_round.ref, ref=action.ref, update=update, now=app.now()
            )
            form.handed_in(db)
        return True
    return False
