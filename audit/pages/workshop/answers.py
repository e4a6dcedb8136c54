"""Answers by line of enquiry: for one statement at a time, how often each answer was given.

In: the statement in the address, the first where it names none.
Out: a chart with its table, for the audit group.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import answers as charts
from audit.domain.findings.themes import LineAnswers, lines_of_statement
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Asked, Round
from audit.pages.components import chart, look, place, wide
from audit.pages.components.plain import plain
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.store.queries import rating


def render(app: App) -> None:
    """Show the answers to one statement's lines of enquiry."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("Answers by question")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        return
    every = audit_round.statements()
    if not every:
        look.title("Answers by question")
        st.write("This round asks nothing yet.")
        return
    with wide.page():
        _page(app, audit_round, every)


def _page(app: App, audit_round: Round, every: tuple[Asked, ...]) -> None:
    asked = next((one for one in every if one.key == place.current_statement()), every[0])
    drawn = chart.made(
        app,
        f"answers {audit_round.ref} {asked.key}",
        lambda ink: charts.answers_by_line(audit_round, _lines(app, audit_round, asked), ink=ink),
    )
    look.line_above(audit_round.title, "Step 3 of 6", f"statement {asked.number}, {asked.short_title}")
    look.title(plain(drawn.title))
    st.write(f"**Statement {asked.number}: {asked.item.title}.**")
    chart.show(drawn, name="Answers by question", key=f"answers-{audit_round.ref}-{asked.key.ref}", heading=False)
    st.header("The other statements", anchor=False)
    for one in every:
        if one.key != asked.key:
            place.link("answers", f"{one.number} {one.short_title}", round=audit_round.ref, statement=str(one.key))
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def _lines(app: App, audit_round: Round, asked: Asked) -> tuple[LineAnswers, ...]:
    with app.reading() as db:
        counts = rating.answer_counts(db, viewer=app.viewer(), round_id=audit_round.id)
    return lines_of_statement(asked, counts)
