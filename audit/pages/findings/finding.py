"""One finding: what it says, what it rests on, who said it; raising a new one and changing this one.

In: the round and the finding in the address; for a new one, the judgement it begins with.
Out: a finding in the round.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import decided, errors, finding_card, held_back, look, place, plan_reading
from audit.pages.components.plain import plain
from audit.pages.findings import finding_form
from audit.pages.forms import draft, two_writers
from audit.pages.forms.draft import Form
from audit.pages.inspection import letter_words
from audit.services import findings
from audit.store.queries import findings as queries

_TITLE = 30  # words; a finding is one sentence, and letters have longer ones
_FIELDS = {
    "kind": "Kind",
    "text": "What was found",
    "evidence": "What shows it",
    "statements": "Statements",
    "themes": "Themes",
    "cases": "Cases",
    "agencies": "Agencies",
}
_OPEN = (Stage.WORKSHOP, Stage.FINDINGS, Stage.PLAN)


def may_change(app: App, audit_round: Round) -> bool:
    """Say whether the person may write findings in the round now."""
    return app.person.may(Act.DECIDE) and audit_round.stage in _OPEN


def render(app: App) -> None:
    """Show one finding, and let it be changed."""
    audit_round, ref = place.current_round(app), place.get("finding")
    found = plan_reading.found(app, audit_round) if audit_round is not None else ()
    finding = next((one for one in found if one.ref == ref), None)
    if audit_round is None or finding is None:
        look.title("No such finding")
        st.write("It is not in this round. Choose one from the list of findings.")
        place.link("findings", "All findings")
        return
    look.line_above(audit_round.title, "Step 3 of 6", f"finding {finding.ref}")
    look.title(plain(_short(finding.text)))
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    changed = finding.judgement_changed(judgements)
    _what_it_is(audit_round, finding, changed=changed)
    whole = _short(finding.text) == finding.text  # a long one stands under its title word for word already
    letter_words.shown(plan_reading.quoted(app, audit_round), finding, whole=whole)
    _what_shows_it(finding)
    _what_it_rests_on(audit_round, finding, judgements)
    _who_said_it(finding, found)
    held_back.show(app, audit_round, finding.ref)
    _decided(app, audit_round, finding, plan)
    if finding.stands and may_change(app, audit_round):
        _change(app, audit_round, finding, judgements, changed=changed)
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def render_new(app: App) -> None:
    """Let a finding be raised, from a judgement where the address names one."""
    audit_round = place.current_round(app)
    if audit_round is None or not may_change(app, audit_round):
        look.title("Raise a finding")
        st.write("A facilitator raises findings, from the workshop until the plan goes to the board.")
        return
    judgements = plan_reading.judgements(app, audit_round)
    source = _judgement_named(judgements)
    look.line_above(audit_round.title, "Step 3 of 6", "findings")
    look.title("Raise a finding")
    if source is not None:
        st.write(f"From the judgement agreed for {source.case}: {plain(source.reason)}")
    start = _beginning(source)
    form = finding_form.opened(app, audit_round, start, f"{source.case} {source.statement}" if source else "")
    typed = finding_form.fields(form, start)
    raised = None
    if st.button("Raise this finding", type="primary", key=form.name("raise")):
        with errors.shown(), app.unit_of_work() as db:
            finding = finding_form.resting(typed, judgements, read_again=True)
            raised = findings.raise_(db, by=app.person, round_ref=audit_round.ref, finding=finding, now=app.now())
            form.handed_in(db)
    draft.said(form)
    if raised is not None:
        form.clear()
        place.go("finding", finding=raised)


def _what_it_is(audit_round: Round, finding: Finding, *, changed: bool) -> None:
    st.write(finding_card.about(audit_round, finding))
    if changed:
        st.warning(
            "A judgement that this finding rests on was opened again since. Read it, and say whether the finding still "
            "holds.",
            title="Judgement changed since",
        )
    if not finding.stands:
        st.info(f"It was put into {finding.put_into.replace(',', ' and ')}, and stays here as it was said.")
    if _short(finding.text) != finding.text:
        st.write(plain(finding.text))
    for one in finding.beside:
        look.said(one.text, finding_card.said_by(one))


def _short(text: str) -> str:
    """Return a finding as a title holds it: a long one, such as letters have, by its first words."""
    words = text.split()
    return text if len(words) <= _TITLE else f"{' '.join(words[:_TITLE])} …"


def _what_shows_it(finding: Finding) -> None:
    if finding.evidence:
        st.header("What shows it", anchor=False)
        st.write(plain(finding.evidence))


def _what_it_rests_on(audit_round: Round, finding: Finding, judgements: tuple[Judgement, ...]) -> None:
    agreed = {(one.case, one.statement): one for one in judgements}
    titles = {asked.key: f"{asked.number} {asked.short_title}" for asked in audit_round.statements()}
    used = [(one, agreed[(one.case, one.statement)]) for one in finding.rests_on if (one.case, one.statement) in agreed]
    if not used:
        return
    st.header("What it rests on", anchor=False)
    for then, now in used:
        what = titles.get(then.statement, "overall") if then.statement is not None else "overall"
        grade = audit_round.scale.step(now.grade).label if now.grade else now.outcome.label
        again = " It was opened again and agreed anew since." if now.version > then.version else ""
        st.write(f"**{then.case}, {what}: {grade.lower()}.** {plain(now.reason)}{again}")


def _who_said_it(finding: Finding, found: tuple[Finding, ...]) -> None:
    st.header("Who said it", anchor=False)
    st.write(f"Recorded by {plain(finding.said_by)}.")
    for old in (one for one in found if one.ref in finding.came_from):
        st.write(f"{old.ref}, recorded by {plain(old.said_by)}: {plain(old.text)}")


def _decided(app: App, audit_round: Round, finding: Finding, plan: ActionPlan) -> None:
    st.header("What was decided", anchor=False)
    decided.show(app, audit_round, finding, plan)


def _change(
    app: App, audit_round: Round, finding: Finding, judgements: tuple[Judgement, ...], *, changed: bool
) -> None:
    form = finding_form.opened(app, audit_round, finding)
    two_writers.draw(form.key)
    with st.expander("Change this finding", expanded=bool(form.draft.fields)):
        typed = finding_form.fields(form, finding)
        again = changed and draft.tick(form, "again", "I read the changed judgement: this finding still holds")
        pressed = st.button("Save the change", type="primary", key=form.name("save"))
        if pressed:
            _save(form, finding_form.resting(typed, judgements, read_again=again))
        draft.said(form)
    if pressed:
        st.rerun()


def _save(form: Form, finding: Finding) -> None:
    app = form.app
    draft.hand_in(
        form,
        finding,
        write=lambda db, mine: findings.change(
            db, by=app.person, round_ref=form.audit_round.ref, finding=mine, now=app.now()
        ),
        every=lambda db: queries.findings(db, viewer=app.viewer(), audit_round=form.audit_round),
        titles=_FIELDS,
    )


def _judgement_named(judgements: tuple[Judgement, ...]) -> Judgement | None:
    case, statement = st.query_params.get("from_case"), st.query_params.get("from_statement")
    if case is None or statement is None:
        return None
    key = Key.parse(statement)
    return next((one for one in judgements if one.case == case and one.statement == key), None)


def _beginning(source: Judgement | None) -> Finding:
    if source is None or source.statement is None:
        return Finding(ref="", kind=FindingKind.NEEDS_TO_IMPROVE, text="")
    strength = bool(source.good_practice) and not source.to_develop
    return Finding(
        ref="",
        kind=FindingKind.STRENGTH if strength else FindingKind.NEEDS_TO_IMPROVE,
        text=source.good_practice if strength else source.to_develop,
        evidence=source.reason,
        statements=(source.statement,),
        cases=(source.case,),
    )
