"""The round in sum: what was agreed, statement by statement and child by child.

In: the judgements of the round's revealed cases.
Out: the round's strip in words, the table of cases and statements, and a line for each child.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.english import listed
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.workshop import participation_words, suppression
from audit.domain.workshop.grid import GradeGrid, grade_grid
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.suppression import Word
from audit.pages.components import look, place, strip
from audit.pages.components.look import escape_html, plain
from audit.pages.over_time import reading
from audit.pages.workshop.state import WRITING
from audit.store.queries import moderation as queries
from audit.store.queries.moderation import participation


def render(app: App) -> None:
    """Draw what the audit group agreed about the round that is shown."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("What we agreed")
        st.write("What was agreed about each child is for the audit group: facilitators, auditors and the scrutineer.")
        return
    with app.reading() as db:
        judgements = queries.judgements(db, viewer=app.viewer(), audit_round=audit_round)
        round_participation = participation(db, audit_round=audit_round)
    with look.page():
        _draw(app, audit_round, judgements, round_participation)


def sentence(statements: Sequence[RoundStatement], words: Mapping[Key, Word]) -> str:
    """Return what the round's strip says, in words and without a count of grades."""
    parts = []
    for word, say in (
        (Word.STRENGTH, "A strength"),
        (Word.NEEDS_TO_IMPROVE, "Needs to improve"),
        (Word.MIXED, "Mixed"),
        (Word.NOT_ENOUGH, "Not enough to say"),
    ):
        names = [statement.short_title.lower() for statement in statements if words[statement.key] is word]
        if names:
            parts.append(f"{say}: {listed(names)}.")
    return " ".join(parts)


def not_all_judged(audit_round: Round, judgements: Sequence[Judgement]) -> str:
    """Return how many cases have no agreed grade although the statement applied to them; empty where all have one."""
    parts = []
    for statement in audit_round.statements():
        tally = suppression.tally(statement.key, judgements, audit_round)
        if not tally.all_judged:
            parts.append(f"{statement.short_title.lower()}, {tally.applied - tally.judged} of {tally.applied}")
    return f"Cases without an agreed grade: {'; '.join(parts)}." if parts else ""


def table(grid: GradeGrid, *, unjudged: str = "Not judged yet") -> str:
    """Return the table of what was agreed for each statement and child, with the words in its cells."""
    head = "".join(f'<th scope="col">{escape_html(case)}</th>' for case in grid.cases)
    body = "".join(
        f'<tr><th scope="row">{statement.number} {escape_html(statement.item.title)}</th>'
        + "".join(f'<td class="c">{_cell(grid, grid.cell(case, statement.key), unjudged)}</td>' for case in grid.cases)
        + "</tr>"
        for statement in grid.statements
    )
    return (
        '<div class="ss-scroll" tabindex="0" role="region" aria-label="Agreed judgement for each statement and child">'
        '<table class="ss-tb ss-heat"><caption>Agreed judgement for each statement and child</caption>'
        f'<thead><tr><th scope="col">Statement</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _draw(app: App, audit_round: Round, judgements: Sequence[Judgement], round_participation: Participation) -> None:
    look.line_above(audit_round.title, "workshop", participation_words.workshop(round_participation, app.today()))
    look.title("What we agreed")
    if not judgements:
        later = "Once a case is revealed, each judgement appears here when it is recorded."
        st.write("No judgement was recorded." if round_participation.over else f"No judgement is recorded yet. {later}")
        place.link("workshop", "Go to the workshop", round=audit_round.ref)
        return
    _strip(audit_round, judgements)
    grid = grade_grid(audit_round, judgements)
    look.html(table(grid, unjudged=f"Not judged{_yet(audit_round, WRITING)}"))
    st.write(participation_words.looked(round_participation))
    st.caption(_source(audit_round, round_participation))
    _children(audit_round, judgements)
    with st.container(horizontal=True):
        place.link("own-grades", "Own grades and agreed grades", round=audit_round.ref)
        place.link("journeys", "Journeys: waits, people, processes", round=audit_round.ref)
        reading.link(app, audit_round)
        place.link("measured", "What was measured over time", round=audit_round.ref)
        place.link("workshop", "Go to the workshop", round=audit_round.ref)


def _strip(audit_round: Round, judgements: Sequence[Judgement]) -> None:
    statements = audit_round.statements()
    words = suppression.words_by_statement(audit_round, judgements)
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        look.html(strip.strip(strip.word_cells(statements, words), size="l", about=audit_round.title))
        st.markdown(f"**{sentence(statements, words)}**")
        if not_judged := not_all_judged(audit_round, judgements):
            st.write(not_judged)
    with right:
        st.markdown(
            "**How to read the cells.** One cell for each statement, always in the same order, in the words a board "
            "would use: S a strength, M mixed, N needs to improve, ? not enough to say."
        )
        st.caption(suppression.RULE)


def _cell(grid: GradeGrid, judgement: Judgement | None, unjudged: str) -> str:
    if judgement is None:
        return f'<span class="ss-g ss-TODO">{unjudged}</span>'
    if judgement.grade is not None:
        fill = strip.grade_class(grid.scale, judgement.grade)
        return f'<span class="ss-g ss-{fill}">{escape_html(grid.scale.step(judgement.grade).label)}</span>'
    fill = "NA" if judgement.outcome is Outcome.NOT_APPLICABLE else "NE"
    return f'<span class="ss-g ss-{fill}">{escape_html(judgement.outcome.label)}</span>'


def _source(audit_round: Round, round_participation: Participation) -> str:
    period = audit_round.period
    looked = f", {english.short_day(period[0])} to {english.short_day(period[1])}" if period else ""
    judged = participation_words.children_judged(round_participation)
    return f"{english.capital(judged)}{looked}. Each judgement has its reason; no grade is an average."


def _children(audit_round: Round, judgements: Sequence[Judgement]) -> None:
    st.header("Child by child", anchor=False)
    with st.grid(3, min_column_width=260):
        for case in audit_round.active_cases():
            case_judgements = [judgement for judgement in judgements if judgement.case == case.ref]
            with st.container():
                look.card_title(case.ref, level=3)
                cells = strip.agreed_cells(audit_round.statements(), case_judgements, audit_round.scale)
                look.html(strip.strip(cells, about=case.ref))
                st.write(_line(audit_round, case_judgements, revealed=case.revealed_at_utc is not None))
                place.link("child-journey", f"{case.ref}’s journey", round=audit_round.ref, case=case.ref)


def _yet(audit_round: Round, stages: Collection[Stage]) -> str:
    return " yet" if audit_round.stage in (Stage.SETUP, Stage.RATING, *stages) else ""


def _line(audit_round: Round, case_judgements: Sequence[Judgement], *, revealed: bool) -> str:
    overall = next((judgement for judgement in case_judgements if judgement.statement is None), None)
    if overall is not None:
        return plain(overall.difference or overall.reason)
    if revealed:
        return f"No overall judgement{_yet(audit_round, WRITING)}."
    return f"Not revealed{_yet(audit_round, (Stage.WORKSHOP,))}."
