"""The board's slides with a figure: the strip of statements, findings by theme, then and now, and the actions.

In: slides under way, and the board's view of a round.
Out: slides whose every figure stands in a table too, and in the words of their notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from audit.documents.board import parts as board_bars
from audit.documents.board import summary
from audit.documents.look import WORD_COLOURS
from audit.documents.powerpoint import figures, look
from audit.documents.powerpoint.deck import Deck, numbered
from audit.documents.powerpoint.figures import Cell, Column, Row
from audit.documents.powerpoint.look import INCH, Area
from audit.documents.word import charts
from audit.documents.word.charts import Bars
from audit.domain.board.view import BoardView, LastTime
from audit.domain.english import capital, sentence

MOST_IN_A_STRIP = 9  # more would not fit side by side
_FOOT = round(0.45 * INCH)  # kept for the source


def statements(deck: Deck, view: BoardView) -> None:
    """Add the strip of statements, and what each word means for children."""
    rows = [
        (Cell(summary.title_of(statement), bold=True), Cell(capital(statement.word)), Cell(statement.means))
        for statement in view.statements
    ]
    columns = (Column("Statement", 32), Column("Judgement", 21), Column("What it means for children", 60))
    says = "One statement a row: its judgement in words, and what it means for children."
    notes = [
        f"{summary.title_of(statement)}: {statement.word}. {sentence(statement.means)}" for statement in view.statements
    ]
    if len(view.statements) <= MOST_IN_A_STRIP:
        _strip(deck, view, "\n".join(notes))
    _tables(
        deck,
        "What each judgement means for children",
        columns,
        rows,
        says=says,
        source=f"{summary.source(view, 'agreed judgements')}",
        row_notes=notes,
        notes=[view.rule],
    )


def themes(deck: Deck, view: BoardView) -> None:
    """Add findings by theme: a chart, and its figures."""
    if not summary.theme_counts(view):
        return
    source = f"{summary.source(view, 'findings')} Counts of findings, not of children."
    _charted(deck, board_bars.themes_message(view), board_bars.themes(view), first="Theme", source=source)


def actions(deck: Deck, view: BoardView) -> None:
    """Add where the actions stand: a chart, its figures, and each action."""
    if not view.actions:
        slide = deck.begun("What is being done")
        deck.says(slide, view.actions_sentence, deck.look.room, size=20)
        deck.ended(slide, f"{view.actions_sentence} Ask when there will be a plan.")
        return
    source = f"{summary.source(view, 'actions')} Counts of actions, not of children."
    message, bars = board_bars.actions_message(view), board_bars.actions(view)
    _charted(deck, message, bars, first="Where it stands", source=source, says=view.actions_sentence)
    rows = [
        (
            Cell(action.ref, bold=True),
            Cell(sentence(action.text)),
            Cell(action.lead),
            Cell(sentence(action.due)[:-1]),
            Cell(action.done),
            Cell(action.difference),
        )
        for action in view.actions
    ]
    columns = (
        Column("Ref", 7),
        Column("Action", 42),
        Column("Leads", 16),
        Column("Due", 14),
        Column("Done?", 24),
        Column("Does it help children?", 22),
    )
    notes = [
        f"{action.ref}, to change this: {sentence(action.wanted)} Owner: {action.owner}." for action in view.actions
    ]
    says = "One action a row: what is done, who leads it, when it is due, whether it is done and helps."
    _tables(deck, "Each action, late ones first", columns, rows, says=says, source=source, row_notes=notes)


def since(deck: Deck, view: BoardView, last: LastTime) -> None:
    """Add each statement's word then and now, and what is known of the actions planned then."""
    rows = [
        (
            Cell(f"{statement.key.ref} {statement.short_title}", bold=True),
            Cell(capital(statement.was)),
            Cell(capital(statement.now)),
            Cell(sentence(statement.label)[:-1], bold=True),
        )
        for statement in last.statements
    ]
    columns = (Column("Statement", 40), Column("Last time", 25), Column("Now", 25), Column("Change", 18))
    says = "One statement a row: its judgement in words last time, now, and whether a change may be claimed."
    notes = [
        last.sentence,
        last.chance,
        f"What was planned after {last.title.named(last.round_ref)}: {last.actions_sentence}",
    ]
    source = f"{last.chance} {summary.source(view, 'agreed judgements')}"
    _tables(
        deck,
        "What changed since last time",
        columns,
        rows,
        says=says,
        source=source,
        notes=notes,
        message=last.sentence,
    )


def _strip(deck: Deck, view: BoardView, notes: str) -> None:
    slide = deck.begun(sentence(view.message)[:-1])
    room = deck.look.room.above(_FOOT)[0]
    columns = [Column(f"{statement.key.ref} {statement.short_title}", 1, "center") for statement in view.statements]
    letters, words = [], []
    for statement in view.statements:
        ground, colour = WORD_COLOURS[statement.word]
        letters.append(Cell(statement.word.letter, bold=True, ground=ground, colour=colour, size=44))
        words.append(Cell(capital(statement.word), ground=ground, colour=colour))
    size = figures.table_size(columns, [letters, words], room)
    if size is None:  # the names do not fit side by side; they stand in whole on the next slide
        columns = [Column(statement.key.ref, 1, "center") for statement in view.statements]
        size = figures.table_size(columns, [letters, words], room)
    figures.table(
        slide,
        deck.look,
        columns,
        [letters, words],
        room=room,
        title="The statements as a strip",
        size=size,
        says=" ".join(f"{summary.title_of(statement)}: {statement.word}." for statement in view.statements),
    )
    below = room.above(room.height - figures.height(columns, [letters, words], room, size) - INCH // 4)[1]
    deck.says(slide, f"{summary.WORDS_ONLY} {view.rule}", below, size=16)
    deck.source(slide, summary.source(view, "agreed judgements"))
    deck.ended(slide, notes)


def _charted(deck: Deck, title: str, bars: Bars, *, first: str, source: str, says: str = "") -> None:
    """Add a chart with its figures beside it, or, where they do not fit, on the next slide."""
    slide, room = deck.begun(title), deck.look.room.above(_FOOT)[0]
    above, room = _under(room, says)
    if says:
        deck.says(slide, says, above)
    columns, rows = _figures(bars, first)
    left, right = room.split(0.56)
    beside = figures.table_size(columns, rows, right) is not None
    figures.chart(slide, deck.look, bars, room=left if beside else room)
    if beside:
        figures.table(slide, deck.look, columns, rows, room=right, title=f"{bars.title}: the figures", says=_SAYS)
    deck.source(slide, source)
    deck.ended(slide, f"{title}. {bars.alt_text}")
    if not beside:
        _tables(deck, f"{bars.title}: the figures", columns, rows, says=_SAYS, source=source, notes=[bars.alt_text])


def _under(room: Area, message: str) -> tuple[Area, Area]:
    """Return the room for a message, and what is left beneath it."""
    high = look.height([message], 18, room.width, between=12) if message else 0
    return room.above(room.height - high)


_SAYS = "The same figures as the chart's."


def _figures(bars: Bars, first: str) -> tuple[list[Column], list[Row]]:
    columns = [Column(first, 2.4), *(Column(series.name, 1, "right") for series in bars.series)]
    rows: list[Row] = [
        (Cell(name, bold=True), *(Cell(str(value)) for value in values)) for name, values in charts.table_values(bars)
    ]
    return columns, rows


def _tables(
    deck: Deck,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    says: str,
    source: str,
    notes: Sequence[str] = (),
    row_notes: Sequence[str] = (),
    message: str = "",
) -> None:
    """Add a table, perhaps under a message; where it is too long for a slide it goes on on the next.

    `row_notes` are one for each row, and stand in the notes of its slide; `notes` in those of each.
    """
    whole = deck.look.room.above(_FOOT)[0]
    above, room = _under(whole, message)
    pages = look.shared(rows, lambda page: figures.table_size(columns, page, room) is not None)
    remaining_notes = iter(row_notes)
    for at, page in enumerate(pages, start=1):
        slide = deck.begun(numbered(title, at, len(pages)))
        if message:
            deck.says(slide, message, above)
        figures.table(slide, deck.look, columns, page, room=room, title=title, says=says)
        deck.source(slide, source)
        deck.ended(slide, "\n".join([*islice(remaining_notes, len(page)), *notes]))
