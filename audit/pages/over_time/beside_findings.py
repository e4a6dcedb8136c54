"""Last time's findings on the findings page of a re-audit: how many are looked at again, and the way to go on."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.pages.components import days, look, place
from audit.pages.over_time import reading, rounds_compared


def show(app: App, audit_round: Round) -> None:
    """Draw how far the looking again has come; a link alone for a round that was looked at again since."""
    since = reading.since(app, audit_round)
    if since is None:
        reading.link(app, audit_round)
        return
    with st.container(border=True):
        look.card_title("Last time’s findings")
        st.write(since.sentence)
        left = len(since.to_look_at)
        with st.container(horizontal=True):
            if left and rounds_compared.may_settle(app, since):
                label = f"Check last time’s findings: {days.number(left)} to go"
                place.link(
                    "last-time",
                    label,
                    round=audit_round.ref,
                    icon=":material/visibility:",
                    old=since.to_look_at[0].finding.ref,
                )
            reading.link(app, audit_round)
