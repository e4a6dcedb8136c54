"""One finding: what it says, what it rests on, who said it; raising a new one and changing this one.

In: the round and the finding in the address; for a new one, the judgement it begins with.
Out: a finding in the round.

Here too:
- What the form of a finding asks, with what a child or carer said in their own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.english import listed
from audit.domain.findings.finding import ChildWords, Finding, FindingKind, FindingSource, JudgementUsed, suggest_themes
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import ActionPlan
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    Entered,
    Field,
    Part,
    RadioField,
    SelectField,
    TextField,
    TickField,
    TicksField,
    joined,
    several,
    yes,
)
from audit.pages.inspection import letter_fields
from audit.services import findings
from audit.store.work import Db

_TITLE = 30  # words; a finding is one sentence, and letters have longer ones
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
    look.line_above(audit_round.title, place.step(audit_round, Stage.FINDINGS), f"finding {finding.ref}")
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
    look.line_above(audit_round.title, place.step(audit_round, Stage.FINDINGS), "findings")
    look.title("Raise a finding")
    if source is not None:
        st.write(f"From the judgement agreed for {source.case}: {plain(source.reason)}")
    start, about = _beginning(source), f"new {source.case} {source.statement}" if source else "new"

    def write(db: Db, entered: Entered) -> str:
        finding = _resting(_finding(audit_round, start, entered), judgements, read_again=True)
        return findings.raise_(db, by=app.person, round_ref=audit_round.ref, finding=finding, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.FINDING,
            about=about,
            round_ref=audit_round.ref,
            parts=_parts(app, audit_round, start, about, kind=start.kind.value if source else ""),
            button="Raise this finding",
            write=write,
            done=lambda entered: place.go("finding", finding=entered.result),
        )
    )


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
    def write(db: Db, entered: Entered) -> None:
        typed = _resting(_finding(audit_round, finding, entered), judgements, read_again=entered.ticked("again"))
        typed = replace(typed, version=int(entered.seen))
        findings.change(db, by=app.person, round_ref=audit_round.ref, finding=typed, now=app.now())

    parts = _parts(app, audit_round, finding, finding.ref, kind=finding.kind.value)
    again = TickField(name="again", label="I read the changed judgement: this finding still holds")
    with st.expander("Change this finding", expanded=_begun(app, audit_round, finding.ref)):
        form.draw(
            Form(
                app=app,
                kind=FormKind.FINDING,
                about=finding.ref,
                round_ref=audit_round.ref,
                seen=str(finding.version),
                parts=(*parts, Part(fields=(again,))) if changed else parts,
                button="Save the change",
                write=write,
            )
        )


def _begun(app: App, audit_round: Round, about: str) -> bool:
    return bool(form.entered_so_far(app, FormKind.FINDING, about=about, round_ref=audit_round.ref))


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


_WHO = {"child": "The child", "carer": "A carer", "parent": "A parent"}


def _parts(app: App, audit_round: Round, start: Finding, about: str, *, kind: str) -> tuple[Part, ...]:
    """Return what the form of a finding asks; `about` is what its draft is kept under."""
    said = {_named(number, "text"): words.text for number, words in enumerate(start.words)}
    so_far = form.entered_so_far(app, FormKind.FINDING, about=about, round_ref=audit_round.ref)
    texts = {"text": start.text, "evidence": start.evidence, **said, **so_far}
    texts = {name: text for name, text in texts.items() if name.endswith(("text", "evidence")) and text}
    words = 1 + max(map(_number, texts), default=0)  # and one that is empty
    chosen = several(so_far.get("themes", joined([str(key) for key in start.themes])))
    whole = Part(fields=(*_texts(start, kind), *_about(audit_round, start, " ".join(texts.values()), chosen)))
    return (whole, *(_quotation(audit_round, start, number) for number in range(words)))


def _texts(start: Finding, kind: str) -> tuple[Field, ...]:
    kinds, found = {kind.value: kind.label for kind in FindingKind}, "What was found"
    hint = "Records read, what staff, children or carers said, dates. No names."
    return (
        RadioField(name="kind", label="What kind of finding is it?", options=kinds, start=kind, needed=True),
        TextField(
            name="text", label=f"{found}?", hint="One sentence.", rows=3, short=found, start=start.text, needed=True
        ),
        TextField(
            name="evidence", label="What shows it?", hint=hint, rows=3, short="What shows it", start=start.evidence
        ),
    )


def _about(audit_round: Round, start: Finding, text: str, chosen: Sequence[str]) -> tuple[Field, ...]:
    themes = {str(key): theme.title for key, theme in audit_round.themes()}
    pointing = [
        f"“{themes[str(suggestion.theme)]}” (you wrote “{suggestion.word}”)"
        for suggestion in suggest_themes(text, audit_round.themes())
        if str(suggestion.theme) not in chosen
    ]
    remark = f"Your words may point to {listed(pointing)}. You decide: a word may mean something else here."
    offered: Mapping[str, tuple[str, Mapping[str, str], Sequence[object]]] = {
        "statements": (
            "Statements it is about",
            {str(one.key): f"{one.number} {one.short_title}" for one in audit_round.statements()},
            start.statements,
        ),
        "themes": ("Themes", themes, start.themes),
        "cases": (
            "Children it is about",
            {case.ref: case.in_words for case in audit_round.active_cases()},
            start.cases,
        ),
        "agencies": ("Agencies it is about", {one.ref: one.short_name for one in audit_round.agencies}, start.agencies),
    }
    return tuple(
        TicksField(
            name=name,
            label=label,
            options=options,
            start=joined([str(option) for option in before]),
            needed=name == "statements" and start.source is FindingSource.AUDIT,
            missing="Choose at least one statement that the finding is about.",
            remark=remark if name == "themes" and pointing else "",
        )
        for name, (label, options, before) in offered.items()
    )


def _named(number: int, field: str) -> str:
    return f"words {number} {field}"


def _number(name: str) -> int:
    """Return the number of the quotation that a field is of, from 1; 0 for any other field."""
    return int(name.split()[1]) + 1 if name.startswith("words ") else 0


def _quotation(audit_round: Round, start: Finding, number: int) -> Part:
    """Return what is asked of one quotation, with an empty one after the last."""
    quotation = start.words[number] if number < len(start.words) else ChildWords(text="", said_by="")
    words, cases = f"Words {number + 1}", {case.ref: case.ref for case in audit_round.active_cases()}
    who = quotation.said_by if quotation.said_by in _WHO else ""
    asked = "Needed for papers. For example: her social worker read them out, and she agreed."
    text = "Their own words, as they said them. They stay in the audit group unless you say otherwise."
    fields: tuple[Field, ...] = (
        TextField(
            name="text", label=f"{words}: what was said?", rows=3, short=words, kinder=False, start=quotation.text
        ),
        RadioField(name="who", label=f"{words}: who said it?", options=_WHO, start=who, side_by_side=True),
        SelectField(
            name="case",
            label=f"{words}: which child is it about?",
            options=cases,
            placeholder="Not said",
            start=quotation.case,
        ),
        TickField(name="papers", label=f"{words} may be used in papers", start=yes(quotation.for_papers)),
        TextField(
            name="asked", label=f"{words}: how were they asked?", hint=asked, short=words, start=quotation.how_asked
        ),
    )
    named = tuple(replace(field, name=_named(number, field.name)) for field in fields)
    return Part(fields=named) if number else Part(heading="What a child or carer said", text=text, fields=named)


def _finding(audit_round: Round, start: Finding, entered: Entered) -> Finding:
    keys = {str(key): key for key, _ in audit_round.themes()}
    keys |= {str(statement.key): statement.key for statement in audit_round.statements()}
    words = (
        ChildWords(
            text=entered.text(_named(number, "text")),
            said_by=entered.chosen(_named(number, "who")),
            case=entered.chosen(_named(number, "case")),
            for_papers=entered.ticked(_named(number, "papers")),
            how_asked=entered.text(_named(number, "asked")),
        )
        for number in range(max(map(_number, entered.values)))
    )
    return replace(
        start,
        kind=FindingKind(entered.chosen("kind")),
        text=entered.text("text"),
        evidence=entered.text("evidence"),
        words=tuple(quotation for quotation in words if quotation.text),
        statements=tuple(keys[name] for name in entered.several("statements")),
        themes=tuple(keys[name] for name in entered.several("themes")),
        cases=entered.several("cases"),
        agencies=entered.several("agencies"),
    )


def _resting(finding: Finding, judgements: Sequence[Judgement], *, read_again: bool) -> Finding:
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
