"""The parts of the board's page: small HTML made from the board's view.

In: a BoardView.
Out: strips, lists and tables; every word in them is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.domain.board.view import ActionTold, BoardView, FindingTold, LastTime, Quoted, StatementTold
from audit.domain.findings.finding import FindingKind
from audit.domain.glossary import GLOSSARY
from audit.pages.components import look, strip
from audit.pages.components.days import day, number
from audit.pages.components.look import plain, text

_MONTHS = "%B %Y"


def looked_at(view: BoardView) -> str:
    """Return what the round was about, who took part in it and how far it came, in plain sentences."""
    seen, when = view.looked_at, ""
    if seen.period:
        first, last = (f"{one:{_MONTHS}}" for one in seen.period)
        when = f" in {first}" if first == last else f", from {first} to {last}"
    return f"What we wanted to know about: {seen.why}{when}. {seen.who}"


def cells(view: BoardView) -> list[strip.Cell]:
    """Return the round's strip: its words, never a grade."""
    return [strip.word_cell(number=one.number, name=one.short_title, word=one.word) for one in view.statements]


def looked_again(last: LastTime) -> str:
    """Return the last round's findings as a table, each with what looking again showed."""
    rows = [(one.finding.headline, one.finding.kind.label, one.became) for one in last.again]
    return look.table("Last time’s findings", ("What we found", "Kind", "What became of it"), rows, captioned=False)


def findings(found: Sequence[FindingTold], none: str, *, most: int, kinds_named: bool = True) -> str:
    """Return the first findings as a list, and how many more there are.

    An area for priority action is named as one, unless the heading above says the kind.
    """
    if not found:
        return f"<p>{text(none)}</p>"
    left = len(found) - most
    more = f"<p>{number(left).capitalize()} more {'stands' if left == 1 else 'stand'} under the themes below.</p>"
    listed = "".join(f"<li>{_finding(one, kind_named=kinds_named)}</li>" for one in found[:most])
    return f'<ul class="ss-points">{listed}</ul>{more if left > 0 else ""}'


def actions(found: Sequence[ActionTold], caption: str) -> str:
    """Return actions as a table: done, and beside it whether children are better off."""
    rows = [(one.text, one.done, one.difference) for one in found]
    return look.table(caption, ("Action", "Done?", "Is it making a difference?"), rows)


def statements(found: Sequence[StatementTold]) -> str:
    """Return each statement with its word, and what it means for children."""
    rows = "".join(
        f"<div><dt>{one.number}. {text(one.title)}</dt><dd><b>{text(one.word.value.capitalize())}.</b> "
        f"{text(one.means)}</dd></div>"
        for one in found
    )
    return f'<dl class="ss-sl">{rows}</dl>'


def themes(view: BoardView) -> str:
    """Return the themes that have findings, with the findings under each."""
    said = []
    for one in view.themes:
        if one.findings:
            strong = one.of_kind(FindingKind.STRENGTH)
            weak = one.of_kind(FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE)
            kinds = (("Strong", strong), ("Must improve", weak), ("Learned", one.of_kind(FindingKind.LEARNING)))
            rows = "".join(f"<p><b>{name}:</b> {text(_joined(found))}</p>" for name, found in kinds if found)
            said.append(f'<h3 class="ss-ct">{text(one.title)}</h3>{rows}')
    return f'<div class="ss-plan">{"".join(said)}</div>' if said else "<p>No finding stands under a theme yet.</p>"


def asks(view: BoardView) -> str:
    """Return what the board is asked to do."""
    rows = "".join(f"<li><b>{one.verb.value}</b> {text(one.text)}</li>" for one in view.asks)
    return f'<ol class="ss-points">{rows}</ol>'


def children(view: BoardView) -> str:
    """Return the suppressed tables of children by what they have in common."""
    return "".join(
        look.table(
            f"Children by {one.table.corner.lower()}", one.lines()[0][:2], [line[:2] for line in one.lines()[1:]]
        )
        for one in view.children
    )


def glossary() -> str:
    """Return the words of the page with what they mean; in place, and on paper."""
    return look.summary(GLOSSARY)


def meets(view: BoardView) -> str:
    """Return when the board sees the round, for the line above the title; empty where nothing is known."""
    if view.seen_by_board:
        return f"seen on {day(view.seen_by_board)}"
    return f"board planned for {day(view.dates.board)}" if view.dates.board else ""


def _finding(one: FindingTold, *, kind_named: bool) -> str:
    pressing = kind_named and one.kind is FindingKind.PRIORITY_ACTION
    first = "<b>Area for priority action.</b> " if pressing else ""
    return f"{first}{text(one.headline)}{'' if one.headline[-1:] in '.?!' else '.'}"


def _joined(found: Sequence[FindingTold]) -> str:
    return " ".join(f"{one.headline}{'' if one.headline[-1:] in '.?!' else '.'}" for one in found)


def quoted(one: Quoted) -> None:
    """Draw what a child or carer said, or that it is held back."""
    if one.text.held:
        st.write(plain(f"{one.said_by}: {one.text}."))
        return
    look.said(one.text, f"{one.said_by}. Marked by the audit group for use in papers.")
