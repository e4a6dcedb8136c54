"""Findings by theme: a chart that Word can edit, and its table.

In: the paper.
Out: the part of the document, whose figures are counts of findings and never of children.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.plan import wording
from audit.documents.plan.front import Part
from audit.documents.plan.paper import PlanPaper
from audit.documents.word import charts
from audit.documents.word.charts import Bars, Series
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.domain.findings.colours import FINDINGS
from audit.domain.findings.finding import FindingKind, ThemeCount, themes_in_order
from audit.domain.workshop.moderation import in_words

_NAMES = {FindingKind.PRIORITY_ACTION: "Priority action"}  # short enough for a column


def write_themes(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write how many findings stand under each theme, by kind, what asks for most change first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    counts = themes_in_order(one for one in paper.themes if one.total)
    sheet.paragraph(wording.raised(paper))
    if not counts:
        sheet.note("No finding has been put under a theme yet.")
        return
    drawn = bars(counts)
    sheet.caption("Figure", wording.themes_message(counts))
    charts.add(sheet, drawn)
    empty = [one.title.lower() for one in paper.themes if not one.total]
    none = f" None stands under {in_words(empty)}." if empty else ""
    sheet.note(f"{wording.source(paper, 'findings')} Counts of findings, not of children.{none}")
    sheet.caption("Table", "Findings by theme, the figures")
    figures(sheet, drawn, first="Theme", says="One theme a row, and how many findings of each kind stand under it.")
    sheet.note("A finding may stand under several themes.")


def figures(sheet: Sheet, drawn: Bars, *, first: str, says: str) -> None:
    """Write the table of a chart: the same names and numbers."""
    rows: list[tuple[Cell, ...]] = []
    for name, values in charts.table_values(drawn):
        cells = (plain(sheet, str(value), "Plan Table Number") for value in values)
        rows.append((plain(sheet, name, "Plan Table Row Head"), *cells))
    columns = (Column(first, 80), *(Column(one.name, 90 / len(drawn.series), "right") for one in drawn.series))
    table(sheet, columns, rows, title=drawn.title, says=says)


def bars(counts: Sequence[ThemeCount]) -> Bars:
    """Return findings by theme as bars, one colour a kind."""
    series = [
        Series(
            _NAMES.get(kind, kind.label), tuple(one.of(kind) for one in counts), look.ground, look.letters, look.edge
        )
        for kind, look in FINDINGS.items()
        if kind is not FindingKind.LEARNING or any(one.learning for one in counts)
    ]
    return Bars(
        names=tuple(one.title for one in counts),
        series=tuple(series),
        axis="Number of findings",
        alt_text=wording.themes_in_words(counts),
        title="Findings by theme",
        height=max(42.0, 24.0 + (5.0 if len(counts) > 8 else 7.5) * len(counts)),  # long names take two lines
    )
