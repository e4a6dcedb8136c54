"""Line by line: how agencies' answers to each line of enquiry were then and are now, for the audit group."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.findings.themes import AnswerCounts, LineAnswers, lines_of_statement
from audit.domain.over_time.change import Match
from audit.domain.over_time.reaudit import SinceLastTime
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Asked, Round
from audit.domain.workshop.suppression import share_word
from audit.pages.components import lists, look
from audit.store.queries import rating


def show(app: App, since: SinceLastTime) -> None:
    """Draw, statement by statement, the lines that both rounds ask, with how many answers were "met" in words."""
    with app.reading() as db:
        then = rating.answer_counts(db, viewer=app.viewer(), round_id=since.last.id)
        now = rating.answer_counts(db, viewer=app.viewer(), round_id=since.now.id)
    st.header("Line by line", anchor=False)
    st.write("How many of the agencies’ own answers were “met”, for each line that both rounds ask.")
    for one in since.statements:
        if one.match not in (Match.SAME, Match.OTHER_SCALE):
            continue
        rows = line_rows(since.last, one.asked, then, now)
        if rows:
            with st.expander(f"{one.asked.number} {one.asked.short_title}"):
                headings = ("Line of enquiry", "Met then", "Met now")
                look.html(lists.table(f"Statement {one.asked.number}, line by line", headings, rows))


def line_rows(last: Round, asked: Asked, then: AnswerCounts, now: AnswerCounts) -> list[tuple[str, str, str]]:
    """Return a row for each line that both rounds ask: its title, and how many answers were met, as a word."""
    before = {one.key: one for one in lines_of_statement(last.statement(asked.key), then)}
    both = [(before[one.key], one) for one in lines_of_statement(asked, now) if one.key in before]
    return [(f"{one.line.ref} {one.line.title}", _met(was), _met(one)) for was, one in both]


def _met(one: LineAnswers) -> str:
    return share_word(one.counts[Answer.MET], one.counted).capitalize() if one.counted else "No answer"
