"""Then and now: two strips, cell under cell, with which way each statement went where that may be said.

In: each statement's word then and now.
Out: a real table, whose letters are for the eye and whose words are for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.over_time.change import Direction
from audit.domain.over_time.then_and_now import ThenAndNow
from audit.domain.workshop.suppression import Word
from audit.pages.components import strip
from audit.pages.components.look import text

_SIGNS = {Direction.BETTER: "▲", Direction.SAME: "=", Direction.WORSE: "▼"}
_CELLS = 7  # a strip is read in a minute because it is short; more statements stand in a second table


def table(statements: Sequence[ThenAndNow], *, then: str, now: str) -> str:
    """Return the table as HTML; `then` and `now` name the two rounds."""
    parts = [statements[at : at + _CELLS] for at in range(0, len(statements), _CELLS)]
    return "".join(_table(part, then, now, number, len(parts)) for number, part in enumerate(parts, 1))


def _table(statements: Sequence[ThenAndNow], then: str, now: str, number: int, of: int) -> str:
    which = f", part {number} of {of}" if of > 1 else ""
    head = "".join(
        f'<th scope="col">{one.number}<span class="ss-w"> {text(one.short_title)}</span></th>' for one in statements
    )
    was = "".join(_cell(one.then, one) for one in statements)
    is_now = "".join(_cell(one.now, one) for one in statements)
    return (
        f'<table class="ss-cmp"><caption class="ss-vh">Each statement in {text(then)} and in {text(now)}{which}'
        "</caption>"
        f'<thead><tr><th scope="col"><span class="ss-vh">Round</span></th>{head}</tr></thead><tbody>'
        f'<tr class="was"><th scope="row">Last time<span class="ss-vh">: {text(then)}</span></th>{was}</tr>'
        f'<tr><th scope="row">This time<span class="ss-vh">: {text(now)}</span></th>{is_now}</tr>'
        f"{_changes(statements)}</tbody></table>"
    )


def _cell(word: Word | None, one: ThenAndNow) -> str:
    if word is None:
        return (
            '<td><span class="ss-g ss-NA"><span aria-hidden="true">–</span>'
            f'<span class="ss-gw">{text(one.was)}</span></span></td>'
        )
    cell = strip.word_cell(number=one.number, name=one.short_title, word=word)
    return (
        f'<td><span class="ss-g ss-{cell.fill}"><span aria-hidden="true">{text(cell.letter)}</span>'
        f'<span class="ss-gw">{text(cell.word)}</span></span></td>'
    )


def _changes(statements: Sequence[ThenAndNow]) -> str:
    """Return the row of changes; none where no change may be claimed for any statement."""
    if not any(one.direction for one in statements):
        return ""
    cells = "".join(f"<td>{_change(one)}</td>" for one in statements)
    return f'<tr><th scope="row">Change</th>{cells}</tr>'


def _change(one: ThenAndNow) -> str:
    sign = f'<span aria-hidden="true">{_SIGNS[one.direction]}</span> ' if one.direction else ""
    return f"{sign}{text(one.label)}"
