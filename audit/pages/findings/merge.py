"""Putting findings together, or taking one apart; who said what is kept.

In: the standing findings.
Out: a new finding in the place of several, or several in the place of one; the old ones stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.rounds.audit_round import Round
from audit.pages.components import errors, look, place
from audit.pages.components.look import plain
from audit.pages.findings import finding as finding_page
from audit.pages.forms import two_writers
from audit.services import findings
from audit.store.queries import findings as queries

_MOST = 4  # parts that one finding is split into at once


def render(app: App) -> None:
    """Let findings be merged or split."""
    audit_round = place.current_round(app)
    look.title("Merge or split findings")
    if audit_round is None or not finding_page.may_change(app, audit_round):
        st.write("A facilitator merges and splits findings, until the plan goes to the board.")
        return
    with app.reading() as db:
        round_findings = queries.findings(db, viewer=app.viewer(), audit_round=audit_round)
    standing = [finding for finding in round_findings if finding.stands]
    st.write("The findings as they were said stay readable, each with who recorded it.")
    seen = two_writers.drawn_last(
        f"{audit_round.ref} merge or split", {finding.ref: finding.version for finding in standing}
    )
    done = _merge(app, audit_round, standing, seen) or _split(app, audit_round, standing, seen)
    if done:
        place.go("finding", finding=done)
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def _merge(app: App, audit_round: Round, standing: Sequence[Finding], seen: Mapping[str, int]) -> str | None:
    st.header("Merge several into one", anchor=False)
    key = f"{audit_round.ref} merge"
    kinds = [kind for kind in FindingKind if sum(finding.kind is kind for finding in standing) > 1]
    if not kinds:
        st.write("Merging needs at least 2 findings of the same kind.")
        return None
    kind = st.radio("Which kind?", kinds, format_func=lambda option: option.label, horizontal=True, key=f"{key} kind")
    chosen = [
        finding
        for finding in standing
        if finding.kind is kind
        and st.checkbox(
            plain(f"{finding.ref}: {finding.text} ({finding.said_by})"), key=f"{key} {finding.ref}", wrap=True
        )
    ]
    text = st.text_area("What does the merged finding say?", key=f"{key} text")
    if not st.button("Merge them", type="primary", key=f"{key} do"):
        return None
    with errors.shown(), app.unit_of_work() as db:
        refs = [finding.ref for finding in chosen]
        return findings.merge(
            db, by=app.person, round_ref=audit_round.ref, refs=refs, text=text, seen=seen, now=app.now()
        )
    return None


def _split(app: App, audit_round: Round, standing: Sequence[Finding], seen: Mapping[str, int]) -> str | None:
    st.header("Split one into several", anchor=False)
    if not standing:
        st.write("There is no finding yet.")
        return None
    texts = {finding.ref: f"{finding.ref}: {finding.text}" for finding in standing}
    ref = st.selectbox(
        "Which finding?",
        list(texts),
        index=None,
        format_func=lambda option: texts[option],
        placeholder="Choose a finding",
        key=f"{audit_round.ref} split",
    )
    if ref is None:
        return None
    key = f"{audit_round.ref} split {ref}"
    parts = [
        st.text_area(f"Part {number}{' (may stay empty)' if number > 2 else ''}", key=f"{key} {number}")
        for number in range(1, _MOST + 1)
    ]
    if not st.button("Split it", key=f"{key} do"):
        return None
    refs: tuple[str, ...] = ()
    with errors.shown(), app.unit_of_work() as db:
        refs = findings.split(
            db, by=app.person, round_ref=audit_round.ref, ref=ref, texts=parts, seen=seen, now=app.now()
        )
    return refs[0] if refs else None
