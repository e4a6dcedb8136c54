"""The fields of a finding.

In: the finding as it is kept, or as it begins.
Out: the finding as the fields hold it now; nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.findings import Finding, FindingKind, JudgementUsed, suggest_themes
from audit.domain.framework import Key
from audit.domain.moderation import Judgement
from audit.domain.rounds import Round
from audit.pages import finding_words
from audit.pages.components import look, marks, ticked
from audit.pages.components.plain import plain

_KINDS = tuple(FindingKind)


def fields(app: App, audit_round: Round, start: Finding, *, key: str) -> Finding:
    """Draw the fields, and return the finding that they hold; `key` names the finding within its round."""
    kind = st.radio(
        "What kind of finding is it?",
        _KINDS,
        format_func=lambda one: one.label,
        index=_KINDS.index(start.kind),
        key=f"{key} kind",
    )
    said = st.text_area("What was found? One sentence.", value=start.text, key=f"{key} text")
    record = f"{audit_round.ref} {start.ref or 'new finding'}"
    marks.under(app, said, key=f"{key} text", label="What was found", about=f"{record} text")
    evidence = st.text_area(
        "What shows it? Records read, what staff, children or carers said, dates; no names.",
        value=start.evidence,
        key=f"{key} evidence",
    )
    marks.under(app, evidence, key=f"{key} evidence", label="What shows it", about=f"{record} evidence")
    words = finding_words.fields(app, audit_round, start, key=key)
    whole = " ".join([said, evidence, *(one.text for one in words)])
    return replace(
        start,
        kind=kind,
        text=said.strip(),
        evidence=evidence.strip(),
        words=words,
        statements=ticked.ticked(
            "Statements it is about", _statements(audit_round), start.statements, f"{key} statement"
        ),
        themes=_themes(audit_round, start, whole, key),
        cases=ticked.ticked("Children it is about", _cases(audit_round), start.cases, f"{key} case"),
        agencies=ticked.ticked("Agencies it is about", _agencies(audit_round), start.agencies, f"{key} agency"),
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


def _themes(audit_round: Round, start: Finding, said: str, key: str) -> tuple[Key, ...]:
    themes = audit_round.themes()
    titles = {theme_key: theme.title for theme_key, theme in themes}
    place = st.container()
    chosen = ticked.ticked("Themes", titles, start.themes, f"{key} theme")
    suggested = [one for one in suggest_themes(said, themes) if one.theme not in chosen]
    with place:
        if suggested:
            look.card_title("Themes that your words may point to")
            st.caption("You decide: a word may mean something else here.")
        for one in suggested:
            st.button(
                f"Add “{titles[one.theme]}”: you wrote “{plain(one.word)}”",
                key=f"{key} suggest {one.theme}",
                on_click=_tick,
                args=(f"{key} theme {one.theme}",),
                type="tertiary",
                icon=":material/add:",
            )
    return chosen


def _tick(name: str) -> None:
    st.session_state[name] = True


def _statements(audit_round: Round) -> dict[Key, str]:
    return {asked.key: f"{asked.number} {asked.short_title}" for asked in audit_round.statements()}


def _cases(audit_round: Round) -> dict[str, str]:
    return {case.ref: case.in_words for case in audit_round.active_cases()}


def _agencies(audit_round: Round) -> dict[str, str]:
    return {agency.ref: agency.short_name for agency in audit_round.agencies}
