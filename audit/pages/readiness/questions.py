"""Questions an inspector would ask next, made from the gaps, each with where an answer is.

In: where each criterion and statement stands, and what was promised.
Out: the questions, the most pressing first.

Here too:
- Reading what readiness is made of, with the right eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act, Agency
from audit.domain.readiness.assessment import Change, Readiness
from audit.domain.readiness.checklists import Checklist
from audit.domain.readiness.inspector_questions import Promise, Question, promises, questions
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.participation import last_workshop_day
from audit.pages.components import look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.frameworks import installed
from audit.services.readiness import assessment
from audit.store.queries import people, rounds
from audit.store.queries import readiness as evidence_queries

_FIRST = 10


def render(app: App) -> None:
    """Show the questions."""
    look.line_above("Readiness", "questions")
    look.title("Questions an inspector would ask next")
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    shown = picture(app)
    inspector_questions = questions(shown.rows, shown.promised, today=app.today())
    if not inspector_questions:
        st.write("No gap stands out. Look again when evidence goes out of date; the page Readiness says when.")
    else:
        st.write(
            f"{english.capital(english.number(len(inspector_questions)))} "
            f"{english.agree(len(inspector_questions), 'question', 'questions')}, made from the "
            "gaps in what you hold. A good answer is a piece of evidence, or an honest “not yet, and this is "
            "what we do”."
        )
    for number, question in enumerate(inspector_questions[:_FIRST], start=1):
        _question(number, question)
    if len(inspector_questions) > _FIRST:
        with st.expander(f"The other {english.number(len(inspector_questions) - _FIRST)}"):
            for number, question in enumerate(inspector_questions[_FIRST:], start=_FIRST + 1):
                _question(number, question)
    place.link("readiness", "Back to Readiness", icon=":material/arrow_back:")


def _question(number: int, question: Question) -> None:
    with st.container(border=True):
        st.caption(plain(question.about))
        st.write(f"**{number}. {plain(question.text)}**")
        with st.container(horizontal=True):
            for link in question.links[:4]:
                place.link(link.page, link.label, **link.parts)


@dataclass(frozen=True, kw_only=True)
class Since:
    """The last finished round, and what has changed since it."""

    audit_round: Round
    day: date
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everything that the readiness page shows."""

    rows: tuple[Readiness, ...]
    promised: tuple[Promise, ...]
    since: Since | None  # None: no round is finished yet
    months: int
    pieces: int  # of the register
    rounds: tuple[Round, ...]


def picture(app: App) -> Picture:
    """Return where everything stands today."""
    frameworks, viewer = installed.in_use(app), app.viewer()
    with app.reading() as db:
        every = rounds.every(db)
        rows = assessment.assess(db, viewer=viewer, frameworks=frameworks, today=app.today())
        months = evidence_queries.months(db)
        pieces = len(evidence_queries.register(db, viewer=viewer))
        finished = next(
            ((audit_round, day) for audit_round in every if (day := finished_on(audit_round)) is not None), None
        )
        since = None
        if finished is not None:
            audit_round, day = finished
            changed = assessment.changes_since(db, viewer=viewer, frameworks=frameworks, now=rows, day=day)
            since = Since(audit_round=audit_round, day=day, changes=changed)
    promised = promises([plan_reading.plan(app, audit_round) for audit_round in every])
    return Picture(rows=rows, promised=promised, since=since, months=months, pieces=pieces, rounds=every)


def finished_on(audit_round: Round) -> date | None:
    """Return the day on which a finished round was before the board, else its workshop's last; None: not finished."""
    if audit_round.stage is not Stage.CLOSED:
        return None
    return audit_round.seen_by_board or last_workshop_day(audit_round)


def every_checklist(app: App) -> tuple[Checklist, ...]:
    """Return every checklist with what was last said of each recommendation."""
    with app.reading() as db:
        return assessment.every(db, viewer=app.viewer(), frameworks=installed.in_use(app))


def agencies(app: App) -> dict[str, Agency]:
    """Return the partnership's agencies by ref."""
    with app.reading() as db:
        return {agency.ref: agency for agency in people.agencies(db)}
