"""The index of the pack: the evidence for each criterion and statement, and where it is kept.

In: the paper.
Out: a table for each that has evidence; the pack itself is kept where the index says, and not here.
"""

from __future__ import annotations

from audit.documents.phrases import short_day
from audit.documents.plan.front import Part
from audit.documents.readiness.evaluation_paper import EvaluationPaper, title
from audit.documents.readiness.self_evaluation_rows import index_anchor
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.domain.readiness.evidence import Evidence, is_stale
from audit.domain.workshop.moderation import in_words

COLUMNS = (
    Column("Ref", 13),
    Column("Evidence and what it shows", 98),
    Column("Kind", 36),
    Column("Points to", 24),
    Column("Dated", 26),
    Column("Owner", 38),
    Column("Where it is kept", 60),
)


def write_index(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write the index."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor)
    sheet.paragraph(
        "Each piece of evidence under every criterion and statement that it is about. This is a list of where things "
        "are: nothing in it is a case file, and none is kept in the tool that wrote it."
    )
    empty = []
    for one in paper.rows:
        pieces = paper.evidence_about(one.key)
        if not pieces:
            empty.append(title(one.item))
            continue
        sheet.heading(title(one.item), 2, anchor=index_anchor(one))
        table(
            sheet,
            COLUMNS,
            [_row(sheet, paper, piece) for piece in pieces],
            title=f"Evidence about {one.item.ref}",
            says=f"One piece of evidence about {one.item.ref} a row, with its kind, date, owner and where it is kept.",
        )
    if empty:
        sheet.note(f"Nothing is in the register about {in_words(empty)}.")
    sheet.note("A piece that is out of date is marked so beneath its day.")


def _row(sheet: Sheet, paper: EvaluationPaper, one: Evidence) -> tuple[Cell, ...]:
    small, strong, quiet = "Plan Action Text", "Plan Action Strong", "Plan Action Quiet"
    dated = [sheet.made(short_day(one.dated), small)]
    if is_stale(one.dated, months=paper.months, today=paper.today):
        dated.append(sheet.made("Out of date", quiet))
    return (
        plain(sheet, one.ref, strong),
        Cell((sheet.made(one.title, strong), sheet.made(one.shows, small))),
        plain(sheet, one.kind.label, small),
        plain(sheet, one.way.label, small),
        Cell(tuple(dated)),
        plain(sheet, one.owner, small),
        plain(sheet, one.kept_at, small),
    )
