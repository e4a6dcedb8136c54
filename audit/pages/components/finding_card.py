"""A finding on a page: what it says, what it is about, and the words of the child it rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from audit.domain.findings.finding import ChildWords, Finding
from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look
from audit.pages.components.plain import plain


def draw(audit_round: Round, finding: Finding, *, changed: bool, level: int = 3, words: bool = True) -> None:
    """Draw a finding; `changed` says that a judgement it rests on was opened again since."""
    if changed:
        st.badge("Judgement changed since", icon=":material/history:", color="orange")
    look.card_title(finding.text, level)
    st.caption(about(audit_round, finding))
    if words:
        for one in finding.beside:
            look.said(one.text, said_by(one))


def about(audit_round: Round, finding: Finding) -> str:
    """Return in a line what a finding is about: its ref, kind, statements, themes, agencies and cases."""
    titles = {asked.key: f"{asked.number} {asked.short_title}" for asked in audit_round.statements()}
    themes = {key: theme.title for key, theme in audit_round.themes()}
    agencies = {agency.ref: agency.short_name for agency in audit_round.agencies}
    parts = [
        f"{finding.ref}, {finding.kind.label.lower()}",
        _list("Statement", _in_order(titles, finding.statements)),
        _list("Theme", _in_order(themes, finding.themes)),
        ", ".join(agencies.get(ref, ref) for ref in finding.agencies),
        ", ".join(finding.cases),
    ]
    return plain(" · ".join(part for part in parts if part))


def said_by(words: ChildWords) -> str:
    """Return who said the words, and whether they may be used in papers."""
    who = words.said_by.capitalize() if words.said_by else "Child or carer"
    papers = "may be used in papers" if words.for_papers else "not for papers"
    asked = words.how_asked.rstrip(".")
    return f"{', '.join(part for part in (who, words.case) if part)}; {papers}{'. ' + asked if asked else ''}."


def _list(word: str, names: list[str]) -> str:
    if not names:
        return ""
    return f"{word if len(names) == 1 else word + 's'} {', '.join(names)}"


def _in_order(titles: Mapping[Key, str], chosen: Collection[Key]) -> list[str]:
    known = [title for key, title in titles.items() if key in chosen]
    return known + [key.ref for key in chosen if key not in titles]
