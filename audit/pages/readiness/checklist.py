"""One recommendation: what it asks, what it supports, how that was judged, and where we stand with it.

In: the recommendation in the address.
Out: what is said of it now, with why; what was said before stays.

Here too:
- Beside a recommendation: the statements it supports, how rounds judged them, and what was found and is being done.
- Saying where a recommendation stands; the last review is brought forward.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan
from audit.domain.readiness.assessment import Judged
from audit.domain.readiness.checklists import Entry, Line, State
from audit.domain.rounds import provenance
from audit.pages.components import look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import erasing, form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    Part,
    RadioField,
    SelectField,
    TextField,
    TicksField,
    begun,
    day_text,
    joined,
)
from audit.pages.frameworks import installed
from audit.pages.readiness import checklists, questions
from audit.services.readiness import assessment as service
from audit.store.queries import readiness as queries
from audit.store.queries import rounds
from audit.store.work import Db


def render(app: App) -> None:
    """Show one recommendation."""
    line = _line(app)
    if line is None or not app.person.may(Act.READ_FINDINGS):
        look.title("No such recommendation")
        st.write("Choose one from the checklists." if line is None else "Your facilitator can say who reads this here.")
        place.link("checklists", "Checklists")
        return
    with look.page():
        _draw(app, line)


def _draw(app: App, line: Line) -> None:
    framework = next(framework for framework in installed.in_use(app) if framework.id == line.key.framework)
    look.line_above("Readiness", "checklists", framework.short_title, line.item.ref)
    look.title(plain(line.item.title))
    checklists.badge(line)
    st.write(plain(line.item.text))
    if origin := provenance.of(line.item):
        st.caption(origin)
    look.html(look.summary(_asks(line)))
    if line.entry.is_recorded:
        st.header("Where we stand", anchor=False)
        look.html(look.summary(_stands(app, line.entry)))
        _held_back(app, line.entry)
        _evidence_links(line.entry)
    draw_beside(app, line)
    if not line.scored:
        st.write(f"This is addressed to {line.item.addressee}. It is shown so that you know of it, and not scored.")
    elif app.person.may(Act.KEEP_EVIDENCE):
        draw_form(app, line)
    else:
        st.caption("A facilitator, or a manager who owns actions, says where a recommendation stands.")
    _history(app, line)
    with st.container(horizontal=True):
        place.link("recommendations", "Back to the checklist", list=framework.id, icon=":material/arrow_back:")
        place.link("checklists", "All checklists")


def _line(app: App) -> Line | None:
    key_text = place.get("item")
    if key_text is None:
        return None
    key = Key.parse(key_text)
    every = questions.every_checklist(app)
    return next((line for checklist in every for line in checklist.lines if line.key == key), None)


def _asks(line: Line) -> list[tuple[str, str]]:
    rows = {
        "Addressed to": line.item.addressee or "",
        "In place means": line.item.in_place or "",
        "The difference for children": line.item.difference or "",
        "What could show it": "; ".join(line.item.evidence),
        "Where it stands in the source": line.item.locator,
    }
    return [(name, words) for name, words in rows.items() if words]


def _stands(app: App, entry: Entry) -> list[tuple[str, str]]:
    agency = questions.agencies(app).get(entry.lead_agency)
    rows = {
        "State": entry.state.label,
        "Lead agency": agency.name if agency is not None else entry.lead_agency,
        "Owner": entry.owner,
        "Review": english.day(entry.review_on) if entry.review_on else "No day set",
        "What is so": entry.narrative,
        "What shows it": entry.evidence,
        "Why": entry.why,
        "Said": f"{entry.said_by}, {english.moment(entry.said_at_utc)}" if entry.said_at_utc else "",
    }
    return [(name, words) for name, words in rows.items() if words]


def _held_back(app: App, entry: Entry) -> None:
    if not app.person.may(Act.KEEP_EVIDENCE):
        return
    with app.reading() as db:
        held = service.held_back(db, entry=entry)
    if held:
        places = plain(", ".join(where.partition(": ")[2] for where in held))
        st.info(
            f"The board does not see this text, because it may point to a child: {places}. Write it in general terms.",
            icon=":material/front_hand:",
        )


def _evidence_links(entry: Entry) -> None:
    with st.container(horizontal=True):
        for ref in entry.evidence_refs:
            place.link("evidence-item", f"Open evidence {ref}", evidence=ref)


def _history(app: App, line: Line) -> None:
    with app.reading() as db:
        entries = service.history(db, viewer=app.viewer(), item=line.key)
    if len(entries) > 1:
        with st.expander(f"What was said before: {english.number(len(entries) - 1)}"):
            look.html(f'<ol class="ss-since">{"".join(_before(entry) for entry in entries[1:])}</ol>')
    if entries and app.person.may(Act.SET_UP):
        _erase(app, line, entries)


def _before(entry: Entry) -> str:
    when = english.moment(entry.said_at_utc) if entry.said_at_utc else ""
    rows = [
        f"<b>{look.escape_html(entry.state.label)}</b>, {look.escape_html(entry.said_by)}, {look.escape_html(when)}"
    ]
    rows += [look.escape_html(text) for text in (entry.narrative, entry.evidence) if text]
    if entry.why:
        rows.append(f"Why: {look.escape_html(entry.why)}")
    return f"<li>{'<br>'.join(rows)}</li>"


def _erase(app: App, line: Line, entries: Sequence[Entry]) -> None:
    def erase(db: Db, entered: Entered) -> None:
        service.erase(db, by=app.person, item=line.key, confirmed=entered.text("typed"), now=app.now())

    with st.expander("Erase what was said of it for good"):
        st.write(
            f"Every text about {line.item.ref} goes: {english.number(len(entries))} in all. It cannot be brought back."
        )
        form.draw(erasing.form(app, line.item.ref, erase, button="Erase for good"))


_FIRST = 4
_TO_DO = (FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION)


def draw_beside(app: App, line: Line) -> None:
    """Draw both columns; nothing where the recommendation supports no statement."""
    if not line.statements:
        return
    with app.reading() as db:
        judged = queries.judged(db, viewer=app.viewer())
        every = rounds.every(db)
    plans = [plan_reading.plan(app, audit_round) for audit_round in every]
    left, right = st.columns(2, gap="large")
    with left:
        st.header("What it supports", anchor=False)
        for key in line.statements:
            _statement(app, key, judged)
    with right:
        st.header("Found about it, and being done", anchor=False)
        _draw_findings(line.statements, plans)


def _statement(app: App, key: Key, judged: Sequence[Judged]) -> None:
    look.card_title(installed.called(app, key), 3)
    judgements = [judgement for judgement in judged if judgement.statement == key]
    if not judgements:
        st.write("Not judged in a round yet.")
    for judgement in judgements:
        st.write(f"The children judged in {judgement.round_ref}: **{judgement.in_words}**")


def _draw_findings(keys: Sequence[Key], plans: Sequence[ActionPlan]) -> None:
    findings = [(plan, finding) for plan in plans for finding in plan.findings if set(finding.statements) & set(keys)]
    findings.sort(key=lambda pair: pair[1].kind not in _TO_DO)
    if not findings:
        st.write("No finding is about it, and no action.")
    for plan, finding in findings[:_FIRST]:
        _finding(plan, finding)
    if len(findings) > _FIRST:
        with st.expander(f"{len(findings) - _FIRST} more"):
            for plan, finding in findings[_FIRST:]:
                _finding(plan, finding)


def _finding(plan: ActionPlan, finding: Finding) -> None:
    ref = plan.audit_round.ref
    st.write(f"**{finding.kind.label}.** {plain(finding.text)}")
    with st.container(horizontal=True):
        place.link("finding", f"Open {ref} {finding.ref}", round=ref, finding=finding.ref)
        for action in plan.actions_for(finding.ref):
            place.link("action", f"Open action {action.ref}", round=ref, action=action.ref)


_STATE = RadioField(
    name="state",
    label="How far has it come?",
    missing="Choose how far it has come.",
    options={state.value: state.label for state in State},
    needed=True,
)
_SAID = (
    TextField(name="owner", label="Owner", hint="A role, not a name.", most=120, short="Owner"),
    TextField(name="narrative", label="What is so?", hint="A sentence or two, no names.", rows=3, short="What is so"),
    TextField(
        name="evidence",
        label="What shows it?",
        hint="Needed before you say that it makes a difference.",
        rows=3,
        short="What shows it",
    ),
)
_REVIEW = DateField(name="review", label="Review on")
_WHY = TextField(name="why", label="Why?", hint="Needed where it is not for you.", rows=2, short="Why")
_WHY_CHANGED = TextField(
    name="why", label="Why does it change?", missing="Enter why this changes.", rows=2, short="Why", needed=True
)
_BLAMES = {
    "not for you": "why",
    "why this changes": "why",
    "agency that leads": "lead",
    "what has been done": "narrative",
    "what shows the difference": "evidence",
}


def draw_form(app: App, line: Line) -> None:
    """Draw the form."""
    before = line.entry

    def write(db: Db, entered: Entered) -> None:
        entry = replace(
            before,
            state=State(entered.chosen("state")),
            lead_agency=entered.chosen("lead"),
            owner=entered.text("owner"),
            narrative=entered.text("narrative"),
            evidence=entered.text("evidence"),
            evidence_refs=entered.several("pieces") if pieces.options else before.evidence_refs,
            review_on=entered.day("review"),
            why=entered.text("why"),
            version=int(entered.seen),
        )
        service.say(db, by=app.person, frameworks=installed.in_use(app), entry=entry, now=app.now())

    lead, pieces = _lead(app), _pieces(app, line)
    fields = (_STATE, lead, *_SAID, *((pieces,) if pieces.options else ()), _REVIEW)
    why = _WHY_CHANGED if before.is_recorded else _WHY
    st.header("Look at it again" if before.is_recorded else "Say where you stand", anchor=False)
    if before.is_recorded:
        st.caption("What was said last stands in the fields. Change what has changed, and say why.")
    with st.container(border=True):
        form.draw(
            Form(
                app=app,
                kind=FormKind.CHECKLIST,
                about=str(line.key),
                seen=str(before.version),
                parts=(Part(fields=(*begun(fields, _starts(before, pieces)), why)),),
                button="Save where we stand",
                write=write,
                subject=line.item.ref,
                blames=_BLAMES,
            )
        )


def _starts(before: Entry, pieces: TicksField) -> dict[str, str]:
    return {
        "state": before.state if before.is_recorded else "",
        "lead": before.lead_agency,
        "owner": before.owner,
        "narrative": before.narrative,
        "evidence": before.evidence,
        "pieces": joined([ref for ref in pieces.options if ref in before.evidence_refs]),
        "review": day_text(before.review_on),
    }


def _lead(app: App) -> SelectField:
    names = {ref: agency.name for ref, agency in questions.agencies(app).items()}
    return SelectField(name="lead", label="Which agency leads?", options=names, placeholder="None named yet")


def _pieces(app: App, line: Line) -> TicksField:
    """Return the pieces of evidence about what the recommendation supports, to be ticked."""
    with app.reading() as db:
        register = queries.register(db, viewer=app.viewer())
    near = {
        piece.ref: f"{piece.ref} {piece.title}"
        for piece in register
        if piece.ref in line.entry.evidence_refs or set(piece.about) & set(line.statements)
    }
    return TicksField(name="pieces", label="Evidence in the register that shows it", options=near)
