"""The fields of a finding.

In: the finding as it is kept, or as it begins.
Out: the finding as the fields hold it now, kept as its writer's draft until it is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind, JudgementUsed, suggest_themes
from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import look
from audit.pages.components.plain import plain
from audit.pages.findings import finding_words
from audit.pages.forms import draft
from audit.pages.forms.draft import Form

T = TypeVar("T", str, Key)


def opened(app: App, audit_round: Round, start: Finding, source: str = "") -> Form:
    """Return the form of a finding with what its writer typed before; `source` names what a new one begins with."""
    about = start.ref or f"new {source}".strip()
    return draft.opened(app, audit_round, FormKind.FINDING, about, version=start.version if start.ref else 0)


def fields(form: Form, start: Finding) -> Finding:
    """Draw the fields, and return the finding that they hold."""
    audit_round = form.audit_round
    labels = {one.value: one.label for one in FindingKind}
    kind = draft.choice(form, "kind", "What kind of finding is it?", labels, start.kind.value)
    said = draft.text(form, "text", "What was found? One sentence.", start.text, short="What was found")
    label = "What shows it? Records read, what staff, children or carers said, dates; no names."
    evidence = draft.text(form, "evidence", label, start.evidence, short="What shows it")
    words = finding_words.fields(form, start)
    whole = " ".join([said, evidence, *(one.text for one in words)])
    return replace(
        start,
        kind=FindingKind(kind),
        text=said,
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
    for one in judgements:
        old = before.get((one.case, one.statement))
        chosen = one.case in finding.cases and one.statement in finding.statements
        if not chosen and (old is None or one.statement is not None):
            continue
        fresh = JudgementUsed(case=one.case, statement=one.statement, version=one.version)
        used.append(fresh if old is None or read_again else old)
    return replace(finding, rests_on=tuple(used))


def _themes(form: Form, start: Finding, said: str) -> tuple[Key, ...]:
    themes = form.audit_round.themes()
    titles = {theme_key: theme.title for theme_key, theme in themes}
    place = st.container()
    chosen = _ticked(form, "Themes", titles, start.themes, "theme")
    suggested = [one for one in suggest_themes(said, themes) if one.theme not in chosen]
    with place:
        if suggested:
            look.card_title("Themes that your words may point to")
            st.caption("You decide: a word may mean something else here.")
        for one in suggested:
            st.button(
                f"Add “{plain(titles[one.theme])}”: you wrote “{plain(one.word)}”",
                key=form.name(f"suggest {one.theme}"),
                on_click=draft.set_tick,
                args=(form, f"theme {one.theme}"),
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
    return {asked.key: f"{asked.number} {asked.short_title}" for asked in audit_round.statements()}


def _cases(audit_round: Round) -> dict[str, str]:
    return {case.ref: case.in_words for case in audit_round.active_cases()}


def _agencies(audit_round: Round) -> dict[str, str]:
    return {agency.ref: agency.short_name for agency in audit_round.agencies}
