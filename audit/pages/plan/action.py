"""One action: what was planned, what was said since, and what difference it makes.

In: the action in the address.
Out: an update of the work, an update of the difference made, or a change to what was planned.

Here too:
- Changing what was planned, without changing what was said of it since.
- The fields of an action: what, for which difference, who and by when.
- Saying how an action is going: the work, and apart from it the difference made.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, RadioField, SelectField, TextField
from audit.pages.plan import overview, verified_words
from audit.services.plan import actions
from audit.store.work import Db


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
    look.line_above(audit_round.title, place.step(audit_round, Stage.PLAN), f"plan, action {action.ref}")
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


def show_change(app: App, audit_round: Round, action: Action) -> None:
    """Draw the form that changes what was planned."""

    def write(db: Db, entered: Entered) -> None:
        changed = replace(planned(action, entered), version=int(entered.seen))
        actions.change(db, by=app.person, round_ref=audit_round.ref, action=changed, now=app.now())

    begun = form.entered_so_far(app, FormKind.ACTION, about=action.ref, round_ref=audit_round.ref)
    with st.expander(f"Change what was planned in {action.ref}", expanded=bool(begun)):
        st.caption("To move the due date, say so with an update above, and why.")
        form.draw(
            Form(
                app=app,
                kind=FormKind.ACTION,
                about=action.ref,
                round_ref=audit_round.ref,
                seen=str(action.version),
                parts=(Part(fields=fields(audit_round, action)),),
                button="Save what is planned",
                write=write,
            )
        )


def fields(audit_round: Round, start: Action | None) -> tuple[Field, ...]:
    """Return what an action is asked for; the day only of a new one, None, since it moves by an update after that."""
    what, measure, owner = "What will be done", "How we will know", "Who owns it"
    agencies = {agency.ref: agency.name for agency in audit_round.agencies}
    priorities = {priority.value: priority.value.capitalize() for priority in Priority}
    values = (
        (start.text, start.success_measure, start.lead_agency, start.owner, start.priority, start.recommendation)
        if start
        else ("",) * 6
    )
    every: tuple[Field, ...] = (
        TextField(name="text", label=f"{what}?", hint="Begin with a verb.", rows=2, short=what, needed=True),
        TextField(
            name="measure",
            label="How will children be better off, and how will we know?",
            hint="A difference that a child would notice.",
            rows=3,
            short=measure,
            needed=True,
        ),
        SelectField(name="lead", label="Lead agency", options=agencies, placeholder="Choose an agency", needed=True),
        TextField(name="owner", label="Owner", hint="A role, not a name.", short=owner, needed=True),
        RadioField(name="priority", label="Priority", options=priorities, needed=True, side_by_side=True),
        TextField(name="advice", label="Which recommendation does it carry out?", rows=2, short="Recommendation"),
    )
    every = tuple(replace(field, start=value) for field, value in zip(every, values, strict=True))
    due = DateField(name="due", label="Due date", needed=True)
    return every if start else (*every[:4], due, *every[4:])


def planned(start: Action, entered: Entered) -> Action:
    """Return the action as it was entered."""
    return replace(
        start,
        text=entered.text("text"),
        success_measure=entered.text("measure"),
        lead_agency=entered.chosen("lead"),
        owner=" ".join(entered.text("owner").split()),
        due=entered.day("due") or start.due,
        priority=Priority(entered.chosen("priority")),
        recommendation=entered.text("advice"),
    )


def update_fields(action: Action, speaker: str, *, least: date) -> dict[str, Field]:
    """Return what can be said of an action: the work, the difference, and who says so."""
    progress, impact = {one.value: one.label for one in Progress}, {one.value: one.label for one in Impact}
    shows, happened = "What shows it", "What has happened"
    every: tuple[Field, ...] = (
        RadioField(name="progress", label="The work", options=progress, start=action.progress.value, needed=True),
        TextField(
            name="text",
            label=f"{happened}?",
            hint="If it is late, at risk or stopped, or the due date moves, say why.",
            rows=3,
            short=happened,
        ),
        DateField(name="due", label="New due date, if it moves", least=least),
        RadioField(
            name="impact", label="The difference to children", options=impact, start=action.impact.value, needed=True
        ),
        TextField(
            name="evidence",
            label="What shows the difference, or where did you look?",
            hint="Needed where it is shown or partly shown.",
            rows=3,
            short=shows,
        ),
        TextField(name="by", label="Who says so?", hint="A role.", start=speaker, short="Who says so", most=120),
    )
    return {field.name: field for field in every}


def show_updates(app: App, audit_round: Round, action: Action) -> None:
    """Draw the two forms: one for the work, one for the difference."""
    asked = update_fields(action, app.person.name, least=app.today())
    st.header("How is the work going?", anchor=False)
    with st.container(border=True):
        work = [asked[name] for name in ("progress", "text", "due", "by")]
        form.draw(update_form(app, audit_round, action, "work", work, "Add to the record"))
    st.header("Does it make a difference to children?", anchor=False)
    st.caption("Being done is not the same as making a difference. Ask the children, look at the records, count.")
    with st.container(border=True):
        difference = [asked[name] for name in ("impact", "evidence", "by")]
        form.draw(update_form(app, audit_round, action, "difference", difference, "Add this evidence"))


def update_form(app: App, audit_round: Round, action: Action, name: str, fields: Sequence[Field], button: str) -> Form:
    """Return a form by which somebody says how an action is going; `name` tells the forms of one action apart."""

    def write(db: Db, entered: Entered) -> None:
        evidence, impact = entered.text("evidence"), entered.chosen("impact")
        said = Update(
            on=day_of(app.now()),
            by=entered.text("by") or app.person.name,
            progress=Progress(entered.chosen("progress") or action.progress),
            text=entered.text("text"),
            impact=Impact(impact) if impact and (evidence or impact != action.impact) else Impact.NOT_KNOWN,
            evidence_of_impact=evidence,
            new_due=entered.day("due"),
        )
        actions.update(db, by=app.person, round_ref=audit_round.ref, ref=action.ref, update=said, now=app.now())

    first = "evidence" if name == "difference" else "text"
    return Form(
        app=app,
        kind=FormKind.UPDATE,
        about=f"{action.ref} {name}".strip(),
        round_ref=audit_round.ref,
        parts=(Part(fields=fields),),
        button=button,
        write=write,
        blames={"what has happened": first, "what shows": "evidence", "why the due date moves": "text"},
    )
