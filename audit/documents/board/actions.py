"""What is being done and whether it helps, and where the findings stand by theme: a chart and its table each.

In: the board's view of a round.
Out: two parts of a board report; what is counted is actions and findings.
"""

from __future__ import annotations

from audit.documents.board import bars as board_bars
from audit.documents.board import wording
from audit.documents.phrases import sentence
from audit.documents.plan import by_theme
from audit.documents.plan.front import Part, finding_anchor
from audit.documents.word import charts
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece
from audit.domain.board.view import ActionTold, BoardView

COLUMNS = (
    Column("Ref", 12),
    Column("Action, and what it should change for children", 56),
    Column("Who", 32),
    Column("Due", 18),
    Column("Done?", 28),
    Column("Does it help?", 24),
)


def write_actions(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write how the actions stand, in a sentence, a chart, its figures and a table of them all."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(
        f"{view.actions_sentence} What is done and what difference it makes are reported separately; "
        "a difference counts once somebody has verified it."
    )
    if not view.actions:
        return
    bars = board_bars.actions(view)
    sheet.caption("Figure", board_bars.actions_message(view))
    charts.add(sheet, bars)
    sheet.note(f"{wording.source(view, 'actions')} Counts of actions, not of children.")
    sheet.caption("Table", "Where the actions stand, the figures")
    by_theme.figures(sheet, bars, first="Where it stands", says="How many actions stand at each place, one a row.")
    sheet.caption("Table", "Each action, late ones first")
    table(
        sheet,
        COLUMNS,
        [_action(sheet, one) for one in view.actions],
        title="Actions",
        says="One action a row: what is done and why, who leads it, when it is due, whether it is done and helps.",
    )
    sheet.note("Owners are named by role. The finding that an action answers is under its number.")


def write_themes(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write how many findings stand under each theme, by kind, the most first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph("A finding may stand under several themes.", keep_next=True)
    if not wording.theme_counts(view):
        sheet.note("No finding has been put under a theme yet.")
        return
    bars = board_bars.themes(view)
    sheet.caption("Figure", board_bars.themes_message(view))
    charts.add(sheet, bars)
    sheet.note(f"{wording.source(view, 'findings')} Counts of findings, not of children.")
    sheet.caption("Table", "Findings by theme, the figures")
    by_theme.figures(sheet, bars, first="Theme", says="One theme a row, and how many findings of each kind it has.")


def _action(sheet: Sheet, one: ActionTold) -> tuple[Cell, ...]:
    refs = (
        sheet.made(one.ref, "Plan Action Strong"),
        sheet.made(Piece(one.finding, link=finding_anchor(one.finding)), "Plan Action Text"),
    )
    what = (sheet.made(sentence(one.text), "Plan Action Strong"), sheet.made(sentence(one.wanted), "Plan Action Text"))
    who = (sheet.made(one.lead, "Plan Action Strong"), sheet.made(one.owner, "Plan Action Text"))
    return (
        Cell(refs),
        Cell(what),
        Cell(who),
        plain(sheet, sentence(one.due)[:-1], "Plan Action Text"),
        plain(sheet, one.done, "Plan Action Text"),
        plain(sheet, one.difference, "Plan Action Text"),
    )
