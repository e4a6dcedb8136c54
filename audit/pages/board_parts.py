"""The parts of the board's page: small HTML made from the board's view.

In: a BoardView.
Out: strips, lists and tables; every word in them is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.board import ActionTold, BoardView, FindingTold, LastTime, StatementTold
from audit.domain.findings import FindingKind
from audit.domain.glossary import GLOSSARY
from audit.domain.suppression import Word
from audit.domain.then_and_now import ThenAndNow
from audit.pages.components import lists, strip
from audit.pages.components.days import day, number
from audit.pages.components.look import text

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


def then_and_now(last: LastTime) -> str:
    """Return two strips, cell under cell, with what changed beneath; a real table."""
    head = "".join(f'<th scope="col">{one.number}<span class="ss-w"> {text(one.short_title)}</span></th>'
                   for one in last.statements)  # fmt: skip
    then = "".join(_cell(one.then) for one in last.statements)
    now = "".join(_cell(one.now) for one in last.statements)
    changed = "".join(f"<td>{_change(one)}</td>" for one in last.statements)
    return (
        f'<table class="ss-cmp"><caption class="ss-vh">Each statement last time and now</caption>'
        f'<thead><tr><td></td>{head}</tr></thead><tbody><tr class="was"><th scope="row">Last time</th>{then}</tr>'
        f'<tr><th scope="row">Now</th>{now}</tr><tr><th scope="row">Change</th>{changed}</tr></tbody></table>'
    )


def looked_again(last: LastTime) -> str:
    """Return the last round's findings as a table, each with what looking again showed."""
    rows = [(one.finding.headline, one.finding.kind.label, one.became) for one in last.again]
    return lists.table("Last time’s findings", ("What we found", "Kind", "What became of it"), rows, captioned=False)


def findings(found: Sequence[FindingTold], none: str, *, most: int) -> str:
    """Return the first findings as a list, an area for priority action named as one, and how many more there are."""
    if not found:
        return f"<p>{text(none)}</p>"
    left = len(found) - most
    more = f"<p>{number(left).capitalize()} more {'stands' if left == 1 else 'stand'} under the themes below.</p>"
    listed = "".join(f"<li>{_finding(one)}</li>" for one in found[:most])
    return f'<ul class="ss-points">{listed}</ul>{more if left > 0 else ""}'


def actions(found: Sequence[ActionTold], caption: str) -> str:
    """Return actions as a table: done, and beside it whether children are better off."""
    rows = [(one.text, one.done, one.difference) for one in found]
    return lists.table(caption, ("Action", "Done?", "Is it making a difference?"), rows)


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
        lists.table(
            f"Children by {one.table.corner.lower()}", one.lines()[0][:2], [line[:2] for line in one.lines()[1:]]
        )
        for one in view.children
    )


def glossary() -> str:
    """Return the words of the page with what they mean; in place, and on paper."""
    return lists.summary(GLOSSARY)


def meets(view: BoardView) -> str:
    """Return when the board sees the round, for the line above the title; empty where nothing is known."""
    if view.seen_by_board:
        return f"seen on {day(view.seen_by_board)}"
    return f"board planned for {day(view.dates.board)}" if view.dates.board else ""


def _cell(word: Word) -> str:
    return (
        f'<td><span class="ss-g ss-{strip.word_class(word)}"><span aria-hidden="true">{text(word.letter)}</span>'
        f'<span class="ss-gw">{text(word.value)}</span></span></td>'
    )


def _change(one: ThenAndNow) -> str:
    said = text(one.change.value)
    return f"<b>{said}</b>" if one.change.value in ("better", "worse") else said


def _finding(one: FindingTold) -> str:
    first = "<b>Area for priority action.</b> " if one.kind is FindingKind.PRIORITY_ACTION else ""
    return f"{first}{text(one.headline)}{'' if one.headline[-1:] in '.?!' else '.'}"


def _joined(found: Sequence[FindingTold]) -> str:
    return " ".join(f"{one.headline}{'' if one.headline[-1:] in '.?!' else '.'}" for one in found)
