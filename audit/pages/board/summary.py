"""The board's page: a round that a councillor understands in a minute.

In: the round that is shown, as the board may see it.
Out: what was looked at, what is strong, what must improve, what is done and what the board is asked to do.

Here too:
- The board's page of an inspection letter: what inspectors found, and what is done about it.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.charts import findings as finding_charts
from audit.documents import letter_wording as words
from audit.domain.board.view import BoardView
from audit.domain.findings.finding import FindingKind, ThemeCount
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round, Stage, step_in_words
from audit.domain.small_numbers.tables import KEY
from audit.pages.board import parts, reading, seen
from audit.pages.components import chart, look, place, strip
from audit.pages.components.board_texts import BOARD
from audit.pages.components.look import plain
from audit.store.queries import board as queries

_MOST_QUOTED = 2
_MOST_FINDINGS = 5


def render(app: App) -> None:
    """Show the round that is shown to the board."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Board")
        st.write(BOARD["nothing" if audit_round is None else "not yours"])
        place.link("home", "Back to Home")
        return
    view = reading.view(app, audit_round.ref)
    with app.reading() as db:
        other_refs = [ref for ref in queries.refs_after_workshop(db) if ref != audit_round.ref]
    if view.letter:
        look.line_above(view.title, "Inspection letter", "board", parts.meets(view))
        show(app, view, view.letter)
        _link_other_rounds(other_refs)
        return
    look.line_above(view.title, step_in_words(Stage.BOARD), "board", parts.meets(view))
    if not view.workshop_over:
        _draw_nothing_yet(other_refs)
        seen.owed(app, view)
        return
    look.title(view.message)
    _first_minute(view)
    seen.show(app, view)
    _more(app, audit_round, view)
    place.link("papers", "Papers to take away", icon=":material/article:")
    place.link("young-people", "The same for young people", icon=":material/diversity_3:")
    _link_other_rounds(other_refs)


def _draw_nothing_yet(other_refs: list[str]) -> None:
    look.title("Nothing for the board to read yet")
    st.write(BOARD["not told"])
    for ref in other_refs[:1]:
        st.write(f"The newest round that you can read is {ref}.")
        if st.button(f"Read {ref}", type="primary"):
            place.go("board", round=ref)


def _first_minute(view: BoardView) -> None:
    if view.invented:
        st.caption("Invented: no child, place or person on this page is real.")
    if view.looked_at.unfinished:
        st.info(plain(view.looked_at.unfinished), icon=":material/hourglass_empty:")
    st.write(plain(parts.looked_at(view)))
    _strip(view)
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        look.card_title(BOARD["strong"])
        look.html(parts.findings(view.strengths, BOARD["no strong"], most=_MOST_FINDINGS))
    with right.container(border=True, height="stretch"):
        look.card_title(BOARD["improve"])
        look.html(parts.findings(view.improvements, BOARD["no improve"], most=_MOST_FINDINGS))
    for quotation in view.quoted[:_MOST_QUOTED]:
        parts.quoted(quotation)
    _done(view)
    st.header(BOARD["asks"], anchor=False)
    look.html(parts.asks(view))


def _strip(view: BoardView) -> None:
    if view.since is None:
        look.html(strip.strip(parts.cells(view), size="l", about=view.title))
        st.write(BOARD["first"])
    else:
        look.html(strip.table(view.since.statements, then=view.since.title, now=view.title))
        st.write(f"**{plain(view.since.sentence)}** {view.since.chance}")
        if view.since.again:
            st.write(f"**{plain(view.since.again_sentence)}**")
            with st.expander("Last time’s findings, one by one"):
                look.html(parts.looked_again(view.since))
    if view.own_grades:
        st.write(view.own_grades)
    st.write(BOARD["how"])
    st.caption(view.rule)


def _done(view: BoardView) -> None:
    st.header("What is being done", anchor=False)
    st.write(f"**{plain(view.actions_sentence)}** {BOARD['done']}")
    if view.actions:
        look.html(parts.actions(view.actions, "Actions of this round"))
    if view.since is not None and view.since.actions:
        look.html(parts.actions(view.since.actions, "Actions of the round before"))


def _more(app: App, audit_round: Round, view: BoardView) -> None:
    st.header("By statement", anchor=False)
    look.html(parts.statements(view.statements))
    st.header("By theme", anchor=False)
    drawn = chart.made(
        app,
        f"board themes {audit_round.ref}",
        lambda ink: finding_charts.findings_by_theme(replace(audit_round, title=view.title), _counts(view), ink=ink),
    )
    if view.findings:
        look.card_title(plain(drawn.title), level=3)
        chart.show(drawn, name="Findings by theme", key=f"board-themes-{audit_round.ref}", heading=False, beside=False)
    with st.expander("What we found under each theme"):
        look.html(parts.themes(view))
    st.header("The children in this round", anchor=False)
    st.write(plain(view.looked_at.chosen_how))
    look.html(parts.children(view) or f"<p>{BOARD['no table']}</p>")
    if view.children:
        st.caption(KEY)
    st.header("Words on this page", anchor=False)
    look.html(parts.glossary())
    st.caption(f"{BOARD['foot']} {view.clearance.sentence()}")


def _counts(view: BoardView) -> list[ThemeCount]:
    kinds = (FindingKind.STRENGTH, FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION, FindingKind.LEARNING)
    theme_counts = []
    for theme in view.themes:
        strengths, improvements, priority, learning = (len(theme.of_kind(kind)) for kind in kinds)
        theme_counts.append(
            ThemeCount(
                theme=theme.key,
                title=theme.title,
                strengths=strengths,
                improvements=improvements,
                priority=priority,
                learning=learning,
                cases=0,
            )
        )
    return theme_counts


def _link_other_rounds(other_refs: list[str]) -> None:
    for ref in other_refs[:5]:
        place.link("board", f"Board: {ref}", icon=":material/arrow_forward:", round=ref)


def show(app: App, view: BoardView, letter: Inspection) -> None:
    """Draw the page beneath its line."""
    look.title(view.message)
    if view.invented:
        st.caption("Invented: no child, place or person on this page is real.")
    st.write(plain(words.inspected(letter)))
    st.write(plain(words.raised(view)))
    for kind, title in words.TITLES.items():
        if findings := view.of_kind(kind):
            st.header(title, anchor=False)
            look.html(parts.findings(findings, "", most=len(findings), kinds_named=False))
    st.header("What is being done", anchor=False)
    st.write(plain(" ".join(text for text in (words.answered(view), words.statement_due(view)) if text)))
    if view.actions:
        look.html(parts.actions(view.actions, "Actions that answer the letter"))
    st.header(BOARD["asks"], anchor=False)
    look.html(parts.asks(view))
    seen.show(app, view)
    st.caption(words.NOT_AN_AUDIT)
    place.link("papers", "Papers to take away", icon=":material/article:", round=view.round_ref)
