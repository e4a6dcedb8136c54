"""How alike agencies graded, each alone, before anybody talked; and what a second look changed.

In: the blind ratings of a round's revealed cases.
Out: figures with what each of them means in a sentence; described, and never a target.

Here too:
- Answers by line of enquiry: for one statement at a time, how often each answer was given.
- Own grades and agreed grades: how what each agency thought alone stood to what was agreed.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import agreed
from audit.domain import english
from audit.domain.findings.themes import LineAnswers, lines_of_statement
from audit.domain.people.person import Act
from audit.domain.rating.coherence import RULE_TITLES, PromptCount
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.workshop.agreement import (
    FEWEST_UNITS,
    ONLY_AGREEMENT,
    Agreement,
    BlindUnits,
    Figure,
    agreement,
    units_of,
)
from audit.domain.workshop.own_grades import OwnAgainstAgreed, own_against_agreed
from audit.pages.components import chart, look, place
from audit.pages.components.look import plain
from audit.pages.findings.theme import AUDIT_GROUP_ONLY
from audit.store.queries import moderation, rating

_TITLE = "How alike agencies graded"
_SHARE = "For each statement and child with 2 grades or more: the share of pairs that are the same; then the mean."
_ALPHA = "Agreement beyond chance, from 1 (always the same) through 0 (no more than chance) to below 0 (worse): "
_AC2 = "Agreement beyond chance too, steadier where nearly everybody gives the same grade: "


def render(app: App) -> None:
    """Show how alike the agencies' own grades were in the cases that are revealed."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title(_TITLE)
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        return
    look.line_above(audit_round.title, place.step(audit_round, Stage.FINDINGS), "findings")
    look.title(_TITLE)
    with app.reading() as db:
        ratings = rating.ratings(db, viewer=app.viewer(), audit_round=audit_round)
        counts = rating.counts(db, viewer=app.viewer(), audit_round=audit_round)
    revealed = {case.ref for case in audit_round.active_cases() if case.revealed_at_utc is not None}
    _figures(
        audit_round,
        units_of([agency_rating for agency_rating in ratings if agency_rating.case in revealed], audit_round.scale),
        len(revealed),
    )
    _second_looks(counts)
    place.link("own-grades", "Own grades and agreed grades", round=audit_round.ref, icon=":material/arrow_back:")


def rows(figures: Agreement) -> list[tuple[str, str, str]]:
    """Return the figures as rows: what it is called, what it is here, and what it means."""
    alphas = (
        ("Krippendorff's alpha, ordinal", figures.alpha_ordinal, "grades far apart weigh more."),
        ("Krippendorff's alpha, nominal", figures.alpha_nominal, "any difference weighs the same."),
        ("Krippendorff's alpha, interval", figures.alpha_interval, "the distance in steps weighs by its square."),
    )
    gwets = (
        ("Gwet's AC1", figures.ac1, "any difference weighs the same."),
        ("Gwet's AC2, ordinal", figures.ac2_ordinal, "grades next to each other count as nearly agreed, by rank."),
        ("Gwet's AC2, linear", figures.ac2_linear, "each step apart counts the same."),
        ("Gwet's AC2, quadratic", figures.ac2_quadratic, "the distance in steps counts by its square."),
    )
    share = figures.percent_agreement
    percent = figures.why_none(Figure.PERCENT) if share is None else f"{share:.0%}"
    return [
        ("Percent agreement", percent, _SHARE),
        *((name, _figure(figures, value, Figure.ALPHA), _ALPHA + weighs) for name, value, weighs in alphas),
        *((name, _figure(figures, value, Figure.GWET), _AC2 + weighs) for name, value, weighs in gwets),
    ]


def about(figures: Agreement, blind: BlindUnits) -> str:
    """Return what was compared and what was left out, in sentences."""
    sentences = "No statement about a revealed child was graded blind."
    if figures.units:
        several = english.capital(english.part_of(figures.pairable, figures.units))
        sentences = (
            f"Each statement is counted once for each child. Graded blind: {figures.units}. {several} "
            f"{english.agree(figures.pairable or 1, 'was', 'were')} graded by 2 agencies or more."
        )
    if blind.left_out:
        were, they = english.agree(blind.left_out, "was", "were"), english.agree(blind.left_out, "it was", "they were")
        sentences += (
            f" {english.capital(english.counted(blind.left_out, 'form'))} {were} left out because {they} not given "
            "blind: somebody who filled it in entered for 2 agencies, or it was submitted after the reveal."
        )
    return sentences


def second_looks(counts: tuple[PromptCount, ...]) -> list[tuple[str, str, str, str]]:
    """Return the counts of second looks as rows."""
    return [(RULE_TITLES[count.rule], str(count.shown), str(count.unchanged), str(count.changed)) for count in counts]


def _figures(audit_round: Round, blind: BlindUnits, revealed: int) -> None:
    if not revealed:
        st.write("No child is revealed yet. How alike agencies graded appears here after the first reveal.")
        return
    figures = agreement(blind.units, [step.order for step in audit_round.scale.steps])
    st.write(about(figures, blind))
    if figures.too_few:
        st.info(
            f"With under {FEWEST_UNITS} graded blind by 2 agencies or more, figures would say more about chance than "
            "about you. Talk about the children instead.",
            title="Too few to read",
            icon=":material/info:",
        )
    else:
        look.html(look.table("How alike the blind grades were", ("Figure", "Here", "What it means"), rows(figures)))
        st.write(ONLY_AGREEMENT)
    st.info(
        "Agencies see different parts of a child's life, so they ought to differ sometimes. Ask where, and what the "
        "others saw.",
        title="Described, not a target",
        icon=":material/lightbulb:",
    )


def _second_looks(counts: tuple[PromptCount, ...]) -> None:
    look.html('<h2 class="ss-h2">How good was our audit?</h2>')
    st.write("Before a form is submitted, some of it may be worth a second look. Nobody has to change anything.")
    if not counts:
        st.write("No second look was shown for the children who are revealed so far.")
        return
    heads = ("What was asked about", "Shown", "Kept", "Changed")
    look.html(look.table("Second looks in this round", heads, second_looks(counts)))
    st.caption(
        "These count second looks, not children. Shown is more than kept and changed together where a form was not "
        "submitted afterwards."
    )


def _figure(figures: Agreement, value: float | None, figure: Figure) -> str:
    return figures.why_none(figure) if value is None else f"{value:.2f}".replace("-", "−")


def render_answers(app: App) -> None:
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
    with look.page():
        _page(app, audit_round, every)


def _page(app: App, audit_round: Round, every: tuple[RoundStatement, ...]) -> None:
    statement = next((statement for statement in every if statement.key == place.current_statement()), every[0])
    drawn = chart.made(
        app,
        f"answers {audit_round.ref} {statement.key}",
        lambda ink: agreed.answers_by_line(audit_round, _lines(app, audit_round, statement), ink=ink),
    )
    look.line_above(
        audit_round.title,
        place.step(audit_round, Stage.FINDINGS),
        f"statement {statement.number}, {statement.short_title}",
    )
    look.title(plain(drawn.title))
    st.write(f"**Statement {statement.number}: {statement.item.title}.**")
    chart.show(drawn, name="Answers by question", key=f"answers-{audit_round.ref}-{statement.key.ref}", heading=False)
    st.header("The other statements", anchor=False)
    for other in every:
        if other.key != statement.key:
            place.link(
                "answers", f"{other.number} {other.short_title}", round=audit_round.ref, statement=str(other.key)
            )
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def _lines(app: App, audit_round: Round, statement: RoundStatement) -> tuple[LineAnswers, ...]:
    with app.reading() as db:
        counts = rating.answer_counts(db, viewer=app.viewer(), round_id=audit_round.id)
    return lines_of_statement(statement, counts)


def render_own_grades(app: App) -> None:
    """Show each agency's own grades against the agreed ones."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("Own grades and agreed grades")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        return
    with look.page():
        drawn = chart.made(
            app,
            f"own grades {audit_round.ref}",
            lambda ink: agreed.own_against_agreed(audit_round, _rows(app, audit_round), ink=ink),
        )
        look.line_above(audit_round.title, place.step(audit_round, Stage.FINDINGS), "findings")
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
    seen = [agency_rating for agency_rating in ratings if agency_rating.case in revealed]
    return [own_against_agreed(agency.ref, seen, judgements, audit_round.scale) for agency in audit_round.agencies]
