"""Own grades and agreed grades: how what each agency thought alone stood to what was agreed.

In: the blind ratings and the judgements of the round.
Out: each agency's own grades against the agreed ones; described, never ranked.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import agreed
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.own_grades import OwnAgainstAgreed, own_against_agreed
from audit.pages.components import chart, look, place, wide
from audit.pages.components.plain import plain
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.store.queries import moderation, rating


def render(app: App) -> None:
    """Show each agency's own grades against the agreed ones."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("Own grades and agreed grades")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        return
    with wide.page():
        drawn = chart.made(
            app,
            f"own grades {audit_round.ref}",
            lambda ink: agreed.own_against_agreed(audit_round, _rows(app, audit_round), ink=ink),
        )
        look.line_above(audit_round.title, "Step 3 of 6", "findings")
        look.title(plain(drawn.title))
        chart.show(drawn, name="Own grades against agreed grades", key=f"own-grades-{audit_round.ref}", heading=False)
        st.info(
            "These figures do not say why an own grade was higher or lower. Ask each agency what it saw.",
            title="Higher or lower is a question, not a fault",
            icon=":material/lightbulb:",
        )
        place.link("agreement", "How alike agencies graded", round=audit_round.ref, icon=":material/balance:")
        place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def _rows(app: App, audit_round: Round) -> list[OwnAgainstAgreed]:
    with app.reading() as db:
        ratings = rating.ratings(db, viewer=app.viewer(), audit_round=audit_round)
        judgements = moderation.judgements(db, viewer=app.viewer(), audit_round=audit_round)
    revealed = {case.ref for case in audit_round.active_cases() if case.revealed_at_utc is not None}
    seen = [one for one in ratings if one.case in revealed]
    return [own_against_agreed(agency.ref, seen, judgements, audit_round.scale) for agency in audit_round.agencies]
