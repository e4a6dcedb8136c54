"""The parts of the board's page: small HTML made from the board's view.

In: a BoardView.
Out: strips, lists and tables; every word in them is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.domain import english
from audit.domain.board.view import MARKED, ActionTold, BoardView, FindingTold, LastTime, Quoted, StatementTold
from audit.domain.english import agree, capital, day, number
from audit.domain.findings.finding import FindingKind
from audit.domain.glossary import GLOSSARY
from audit.pages.components import look, strip
from audit.pages.components.look import escape_html, plain


def looked_at(view: BoardView) -> str:
    """Return what the round was about, who took part in it and how far it came, in plain sentences."""
    seen, when = view.looked_at, ""
    if seen.period:
        first, last = (english.month(one) for one in seen.period)
        when = f" in {first}" if first == last else f", from {first} to {last}"
    return f"What we wanted to know about: {seen.why}{when}. {seen.who}"


def cells(view: BoardView) -> list[strip.Cell]:
    """Return the round's strip: its words, never a grade."""
    return [
        strip.word_cell(number=statement.number, name=statement.short_title, word=statement.word)
        for statement in view.statements
    ]


def looked_again(last: LastTime) -> str:
    """Return the last round's findings as a table, each with what looking again showed."""
    rows = [(outcome.finding.headline, outcome.finding.kind.label, outcome.became) for outcome in last.again]
    return look.table("Last time’s findings", ("What we found", "Kind", "What became of it"), rows, captioned=False)


def findings(board_findings: Sequence[FindingTold], none: str, *, most: int, kinds_named: bool = True) -> str:
    """Return the first findings as a list, and how many more there are.

    An area for priority action is named as one, unless the heading above says the kind.
    """
    if not board_findings:
        return f"<p>{escape_html(none)}</p>"
    left = len(board_findings) - most
    more = f"<p>{capital(number(left))} more {agree(left, 'stands', 'stand')} under the themes below.</p>"
    listed = "".join(f"<li>{_finding(finding, kind_named=kinds_named)}</li>" for finding in board_findings[:most])
    return f'<ul class="ss-points">{listed}</ul>{more if left > 0 else ""}'


def actions(board_actions: Sequence[ActionTold], caption: str) -> str:
    """Return actions as a table: done, and beside it whether children are better off."""
    rows = [(action.text, action.done, action.difference) for action in board_actions]
    return look.table(caption, ("Action", "Done?", "Is it making a difference?"), rows)


def statements(board_statements: Sequence[StatementTold]) -> str:
    """Return each statement with its word, and what it means for children."""
    rows = "".join(
        f"<div><dt>{statement.number}. {escape_html(statement.title)}</dt><dd>"
        f"<b>{escape_html(statement.word.value.capitalize())}.</b> "
        f"{escape_html(statement.means)}</dd></div>"
        for statement in board_statements
    )
    return f'<dl class="ss-sl">{rows}</dl>'


def themes(view: BoardView) -> str:
    """Return the themes that have findings, with the findings under each."""
    sections = []
    for theme in view.themes:
        if theme.findings:
            strong = theme.of_kind(FindingKind.STRENGTH)
            weak = theme.of_kind(FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE)
            kinds = (("Strong", strong), ("Must improve", weak), ("Learned", theme.of_kind(FindingKind.LEARNING)))
            rows = "".join(
                f"<p><b>{name}:</b> {escape_html(_joined(board_findings))}</p>"
                for name, board_findings in kinds
                if board_findings
            )
            sections.append(f'<h3 class="ss-ct">{escape_html(theme.title)}</h3>{rows}')
    return (
        f'<div class="ss-plan">{"".join(sections)}</div>' if sections else "<p>No finding stands under a theme yet.</p>"
    )


def asks(view: BoardView) -> str:
    """Return what the board is asked to do."""
    rows = "".join(f"<li><b>{ask.verb.value}</b> {escape_html(ask.text)}</li>" for ask in view.asks)
    return f'<ol class="ss-points">{rows}</ol>'


def children(view: BoardView) -> str:
    """Return the suppressed tables of children by what they have in common."""
    return "".join(
        look.table(
            f"Children by {shown_table.table.corner.lower()}",
            shown_table.lines()[0][:2],
            [line[:2] for line in shown_table.lines()[1:]],
        )
        for shown_table in view.children
    )


def glossary() -> str:
    """Return the words of the page with what they mean; in place, and on paper."""
    return look.summary(GLOSSARY)


def meets(view: BoardView) -> str:
    """Return when the board sees the round, for the line above the title; empty where nothing is known."""
    if view.seen_by_board:
        return f"seen on {day(view.seen_by_board)}"
    return f"board planned for {day(view.dates.board)}" if view.dates.board else ""


def _finding(finding: FindingTold, *, kind_named: bool) -> str:
    pressing = kind_named and finding.kind is FindingKind.PRIORITY_ACTION
    first = "<b>Area for priority action.</b> " if pressing else ""
    return f"{first}{escape_html(finding.headline)}{'' if finding.headline[-1:] in '.?!' else '.'}"


def _joined(board_findings: Sequence[FindingTold]) -> str:
    return " ".join(f"{finding.headline}{'' if finding.headline[-1:] in '.?!' else '.'}" for finding in board_findings)


def quoted(quotation: Quoted) -> None:
    """Draw what a child or carer said, or that it is held back."""
    if quotation.text.held:
        st.write(plain(f"{quotation.said_by}: {quotation.text}."))
        return
    look.quote(quotation.text, f"{quotation.said_by}. {MARKED}")
