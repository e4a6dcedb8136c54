"""Then and now: two strips, cell under cell, with which way each statement went.

In: each statement's word then and now.
Out: a real table, whose letters are for the eye and whose words are for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.change import Direction, Match, StatementChange
from audit.domain.suppression import Word
from audit.pages.components import strip
from audit.pages.components.look import text

_SIGNS = {Direction.BETTER: "▲ better", Direction.SAME: "= same", Direction.WORSE: "▼ worse"}
_CELLS = 7  # a strip is read in a minute because it is short; more statements stand in a second table


def table(changes: Sequence[StatementChange], *, then: str, now: str) -> str:
    """Return the table as HTML; `then` and `now` name the two rounds."""
    parts = [changes[at : at + _CELLS] for at in range(0, len(changes), _CELLS)]
    return "".join(_table(part, then, now, number, len(parts)) for number, part in enumerate(parts, 1))


def _table(changes: Sequence[StatementChange], then: str, now: str, number: int, of: int) -> str:
    which = f", part {number} of {of}" if of > 1 else ""
    head = "".join(
        f'<th scope="col">{one.asked.number}<span class="ss-w"> {text(one.asked.short_title)}</span></th>'
        for one in changes
    )
    was = "".join(_cell(one.then, one) for one in changes)
    is_now = "".join(_cell(one.now, one) for one in changes)
    went = "".join(f"<td>{_went(one)}</td>" for one in changes)
    return (
        f'<table class="ss-cmp"><caption class="ss-vh">Each statement in {text(then)} and in {text(now)}{which}'
        "</caption>"
        f'<thead><tr><th scope="col"><span class="ss-vh">Round</span></th>{head}</tr></thead><tbody>'
        f'<tr class="was"><th scope="row">Then<span class="ss-vh">: {text(then)}</span></th>{was}</tr>'
        f'<tr><th scope="row">Now<span class="ss-vh">: {text(now)}</span></th>{is_now}</tr>'
        f'<tr><th scope="row">Change</th>{went}</tr></tbody></table>'
    )


def _cell(word: Word | None, one: StatementChange) -> str:
    if word is None:
        said = "not asked" if one.match is Match.NEW else "not compared"
        return (
            '<td><span class="ss-g ss-NA"><span aria-hidden="true">–</span>'
            f'<span class="ss-gw">{said}</span></span></td>'
        )
    (cell,) = strip.word_cells([one.asked], {one.asked.key: word})
    return (
        f'<td><span class="ss-g ss-{cell.fill}"><span aria-hidden="true">{text(cell.letter)}</span>'
        f'<span class="ss-gw">{text(cell.word)}</span></span></td>'
    )


def _went(one: StatementChange) -> str:
    if one.direction is None:
        return '<span aria-hidden="true">–</span><span class="ss-vh">cannot be compared</span>'
    sign, _, word = _SIGNS[one.direction].partition(" ")
    return f'<span aria-hidden="true">{sign}</span> {word}'
