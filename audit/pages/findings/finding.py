"""One finding: what it says, what it rests on, who said it; raising a new one and changing this one.

In: the round and the finding in the address; for a new one, the judgement it begins with.
Out: a finding in the round.

Here too:
- The fields of a finding.
- What a child or carer said, in their own words, as part of a finding's fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import ChildWords, Finding, FindingKind, JudgementUsed, suggest_themes
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import errors, finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import draft, two_writers
from audit.pages.forms.draft import Form
from audit.pages.inspection import letter_fields
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
    round_findings = plan_reading.readable_findings(app, audit_round) if audit_round is not None else ()
    finding = next((finding for finding in round_findings if finding.ref == ref), None)
    if audit_round is None or finding is None:
        look.title("No such finding")
        st.write("It is not in this round. Choose one from the list of findings.")
        place.link("findings", "All findings")
        return
    look.line_above(audit_round.title, "Step 3 of 6", f"finding {finding.ref}")
    look.title(plain(_short(finding.text)))
    plan, judgements = plan_reading.plan(app, audit_round), plan_reading.judgements(app, audit_round)
    changed = finding.judgement_changed(judgements)
    _draw_finding(audit_round, finding, changed=changed)
    whole = _short(finding.text) == finding.text  # a long one stands under its title word for word already
    letter_fields.shown(plan_reading.quoted(app, audit_round), finding, whole=whole)
    _draw_evidence(finding)
    _draw_judgements(audit_round, finding, judgements)
    _draw_sources(finding, round_findings)
    finding_card.show_held_back(app, audit_round, finding.ref)
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
    form = opened(app, audit_round, start, f"{source.case} {source.statement}" if source else "")
    typed = fields(form, start)
    raised = None
    if st.button("Raise this finding", type="primary", key=form.name("raise")):
        with errors.shown(), app.unit_of_work() as db:
            finding = resting(typed, judgements, read_again=True)
            raised = findings.raise_(db, by=app.person, round_ref=audit_round.ref, finding=finding, now=app.now())
            form.handed_in(db)
    draft.draw_footer(form)
    if raised is not None:
        form.clear()
        place.go("finding", finding=raised)


def _draw_finding(audit_round: Round, finding: Finding, *, changed: bool) -> None:
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
    for quotation in finding.beside:
        look.quote(quotation.text, finding_card.attribution(quotation))


def _short(text: str) -> str:
    """Return a finding as a title holds it: a long one, such as letters have, by its first words."""
    words = text.split()
    return text if len(words) <= _TITLE else f"{' '.join(words[:_TITLE])} …"


def _draw_evidence(finding: Finding) -> None:
    if finding.evidence:
        st.header("What shows it", anchor=False)
        st.write(plain(finding.evidence))


def _draw_judgements(audit_round: Round, finding: Finding, judgements: tuple[Judgement, ...]) -> None:
    agreed = {(judgement.case, judgement.statement): judgement for judgement in judgements}
    titles = {statement.key: f"{statement.number} {statement.short_title}" for statement in audit_round.statements()}
    used = [
        (judgement_used, agreed[(judgement_used.case, judgement_used.statement)])
        for judgement_used in finding.rests_on
        if (judgement_used.case, judgement_used.statement) in agreed
    ]
    if not used:
        return
    st.header("What it rests on", anchor=False)
    for then, now in used:
        subject = titles.get(then.statement, "overall") if then.statement is not None else "overall"
        grade = audit_round.scale.step(now.grade).label if now.grade else now.outcome.label
        again = " It was opened again and agreed anew since." if now.version > then.version else ""
        st.write(f"**{then.case}, {subject}: {grade.lower()}.** {plain(now.reason)}{again}")


def _draw_sources(finding: Finding, round_findings: tuple[Finding, ...]) -> None:
    st.header("Who said it", anchor=False)
    st.write(f"Recorded by {plain(finding.said_by)}.")
    for old in (earlier for earlier in round_findings if earlier.ref in finding.came_from):
        st.write(f"{old.ref}, recorded by {plain(old.said_by)}: {plain(old.text)}")


def _decided(app: App, audit_round: Round, finding: Finding, plan: ActionPlan) -> None:
    st.header("What was decided", anchor=False)
    finding_card.show_decided(app, audit_round, finding, plan)


def _change(
    app: App, audit_round: Round, finding: Finding, judgements: tuple[Judgement, ...], *, changed: bool
) -> None:
    form = opened(app, audit_round, finding)
    two_writers.draw(form.key)
    with st.expander("Change this finding", expanded=bool(form.draft.fields)):
        typed = fields(form, finding)
        again = changed and draft.tick(form, "again", "I read the changed judgement: this finding still holds")
        pressed = st.button("Save the change", type="primary", key=form.name("save"))
        if pressed:
            _save(form, resting(typed, judgements, read_again=again))
        draft.draw_footer(form)
    if pressed:
        st.rerun()


def _save(form: Form, finding: Finding) -> None:
    app = form.app
    draft.hand_in(
        form,
        finding,
        write=lambda db, changed: findings.change(
            db, by=app.person, round_ref=form.audit_round.ref, finding=changed, now=app.now()
        ),
        every=lambda db: queries.findings(db, viewer=app.viewer(), audit_round=form.audit_round),
        titles=_FIELDS,
    )


def _judgement_named(judgements: tuple[Judgement, ...]) -> Judgement | None:
    case, statement = st.query_params.get("from_case"), st.query_params.get("from_statement")
    if case is None or statement is None:
        return None
    key = Key.parse(statement)
    return next((judgement for judgement in judgements if judgement.case == case and judgement.statement == key), None)


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


T = TypeVar("T", str, Key)


def opened(app: App, audit_round: Round, start: Finding, source: str = "") -> Form:
    """Return the form of a finding with what its writer typed before; `source` names what a new one begins with."""
    about = start.ref or f"new {source}".strip()
    return draft.opened(app, audit_round, FormKind.FINDING, about, version=start.version if start.ref else 0)


def fields(form: Form, start: Finding) -> Finding:
    """Draw the fields, and return the finding that they hold."""
    audit_round = form.audit_round
    labels = {kind.value: kind.label for kind in FindingKind}
    kind = draft.choice(form, "kind", "What kind of finding is it?", labels, start.kind.value)
    text = draft.text(form, "text", "What was found? One sentence.", start.text, short="What was found")
    label = "What shows it? Records read, what staff, children or carers said, dates; no names."
    evidence = draft.text(form, "evidence", label, start.evidence, short="What shows it")
    words = word_fields(form, start)
    whole = " ".join([text, evidence, *(quotation.text for quotation in words)])
    return replace(
        start,
        kind=FindingKind(kind),
        text=text,
        evidence=evidence,
        words=words,
        statements=_ticked(form, "Statements it is about", _statements(audit_round), start.statements, "statement"),
        themes=_themes(form, start, whole),
        cases=_ticked(form, "Children it is about", _cases(audit_round), start.cases, "case"),
        agencies=_ticked(form, "Agencies it is about", _agencies(audit_round), start.agencies, "agency"),
    )


def resting(finding: Finding, judgements: Sequence[Judgement], *, read_again: bool) -> Finding:
    """Return the finding resting on the judgements of its children and statements, at the versions of now.

    A judgement it rested on before keeps the version it had then, unless the changed ones were read again.
    """
    before = {(used.case, used.statement): used for used in finding.rests_on}
    used = []
    for judgement in judgements:
        old = before.get((judgement.case, judgement.statement))
        chosen = judgement.case in finding.cases and judgement.statement in finding.statements
        if not chosen and (old is None or judgement.statement is not None):
            continue
        fresh = JudgementUsed(case=judgement.case, statement=judgement.statement, version=judgement.version)
        used.append(fresh if old is None or read_again else old)
    return replace(finding, rests_on=tuple(used))


def _themes(form: Form, start: Finding, text: str) -> tuple[Key, ...]:
    themes = form.audit_round.themes()
    titles = {theme_key: theme.title for theme_key, theme in themes}
    place = st.container()
    chosen = _ticked(form, "Themes", titles, start.themes, "theme")
    suggested = [suggestion for suggestion in suggest_themes(text, themes) if suggestion.theme not in chosen]
    with place:
        if suggested:
            look.card_title("Themes that your words may point to")
            st.caption("You decide: a word may mean something else here.")
        for suggestion in suggested:
            st.button(
                f"Add “{plain(titles[suggestion.theme])}”: you wrote “{plain(suggestion.word)}”",
                key=form.name(f"suggest {suggestion.theme}"),
                on_click=draft.set_tick,
                args=(form, f"theme {suggestion.theme}"),
                type="tertiary",
                icon=":material/add:",
            )
    return chosen


def _ticked(form: Form, title: str, options: Mapping[T, str], before: Sequence[T], field: str) -> tuple[T, ...]:
    look.card_title(title)
    chosen = []
    columns = st.columns(2)
    half = (len(options) + 1) // 2
    for position, (option, label) in enumerate(options.items()):
        with columns[position // half]:
            if draft.tick(form, f"{field} {option}", label, start=option in before):
                chosen.append(option)
    return tuple(chosen)


def _statements(audit_round: Round) -> dict[Key, str]:
    return {statement.key: f"{statement.number} {statement.short_title}" for statement in audit_round.statements()}


def _cases(audit_round: Round) -> dict[str, str]:
    return {case.ref: case.in_words for case in audit_round.active_cases()}


def _agencies(audit_round: Round) -> dict[str, str]:
    return {agency.ref: agency.short_name for agency in audit_round.agencies}


_WHO = {"child": "The child", "carer": "A carer", "parent": "A parent"}
_COUNT = "words"


def word_fields(form: Form, start: Finding) -> tuple[ChildWords, ...]:
    """Draw the fields of every quotation, and return those that hold words."""
    count = int(form.value(_COUNT, str(len(start.words))) or 0)
    look.card_title("What a child or carer said")
    st.caption("Their own words, as they said them. They stay in the audit group unless you say otherwise.")
    blank = ChildWords(text="", said_by="")
    quotations = []
    for number in range(count):
        quotation = start.words[number] if number < len(start.words) else blank
        with st.container(border=True):
            quotations.append(_quotation_fields(form, quotation, number + 1, f"words {number}"))
    st.button(
        "Add words of a child or carer",
        key=form.name("more"),
        on_click=_more,
        args=(form, count),
        icon=":material/add:",
    )
    return tuple(quotation for quotation in quotations if quotation.text)


def _quotation_fields(form: Form, quotation: ChildWords, number: int, field: str) -> ChildWords:
    label = f"Words {number}: what was said? Leave it empty to take it away."
    text = draft.text(form, f"{field} text", label, quotation.text, short=f"Words {number}", kinder=False)
    start = quotation.said_by if quotation.said_by in _WHO else ""
    who = draft.choice(form, f"{field} who", f"Words {number}: who said it?", _WHO, start, horizontal=True)
    cases = {case.ref: case.ref for case in form.audit_round.active_cases()}
    label = f"Words {number}: which child is it about?"
    case = draft.select(form, f"{field} case", label, cases, quotation.case, placeholder="Not said")
    papers, consent = _papers(form, quotation, number, field)
    return ChildWords(text=text, case=case, said_by=who, for_papers=papers, how_asked=consent)


def _papers(form: Form, quotation: ChildWords, number: int, field: str) -> tuple[bool, str]:
    label = f"Words {number} may be used in papers"
    if not draft.tick(form, f"{field} papers", label, start=quotation.for_papers):
        return False, quotation.how_asked
    label = f"Words {number}: were they asked, and how? For example: her social worker read them out, and she agreed."
    return True, draft.text(form, f"{field} asked", label, quotation.how_asked, rows=1)


def _more(form: Form, count: int) -> None:
    with errors.caught():
        form.keep(words=str(count + 1))
