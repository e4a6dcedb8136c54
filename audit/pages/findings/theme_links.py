"""Links to the pages that gather a round's results."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.domain.findings.finding import ThemeCount
from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import Round
from audit.pages.components import place

RESULTS = {
    "summary": "What was agreed, child by child",
    "own-grades": "Own grades and agreed grades",
    "answers": "Answers by question",
    "journeys": "Journeys: waits, people, processes",
}
_FIRST = tuple(Key("leeds-jtai-2020", ref) for ref in ("L10", "L11", "L5"))  # stability, voice, competing processes


def in_order(audit_round: Round) -> list[tuple[Key, str]]:
    """Return the round's themes with their titles, those that every round looks at first."""
    titles = {key: theme.title for key, theme in audit_round.themes()}
    return [(key, titles[key]) for key in dict.fromkeys([*_FIRST, *titles]) if key in titles]


def show(audit_round: Round, counts: Sequence[ThemeCount]) -> None:
    """Draw a link to each theme's page: three at once, the others on request."""
    total = {one.theme: one.total for one in counts}
    themes = in_order(audit_round)
    if not themes:
        return
    st.header("Theme by theme", anchor=False)
    st.write("Each page brings together what bears on one theme: findings, answers, processes, figures, words.")
    for key, title in themes[:3]:
        _link(audit_round, key, title, total.get(key, 0))
    with st.expander("All other themes"):
        for key, title in themes[3:]:
            _link(audit_round, key, title, total.get(key, 0))


def _link(audit_round: Round, key: Key, title: str, count: int) -> None:
    label = f"{title} ({count})" if count else title
    place.link("theme", label, round=audit_round.ref, theme=str(key), icon=":material/label:")
