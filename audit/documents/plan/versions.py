"""What has changed in the plan since the version that was issued last, in words and not by colour alone.

In: the paper.
Out: a sentence for the top of the plan that leads to the table; and after the actions the table with the words before
and after. Nothing where no version was issued.
"""

from __future__ import annotations

from audit.documents.plan.paper import PlanPaper
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.plan.versions import Change, Kind, in_words

_SMALL, _ANCHOR = "Plan Action Text", "since_last_version"


def write_that_it_changed(sheet: Sheet, paper: PlanPaper) -> None:
    """Write in a sentence how much has changed since the last version, and where the words are."""
    if not paper.since_version:
        return
    said: list[Text] = [Piece(f"Since version {paper.since_version}: ", bold=True), in_words(paper.changed)]
    if paper.changed:
        where = Piece("The words before and now", link=_ANCHOR)
        said += [" An action that is new or changed says so in its last column. ", where, " stand after the actions."]
    sheet.paragraph(said)


def write_changes(sheet: Sheet, paper: PlanPaper) -> None:
    """Write what is new, changed and gone since the last version."""
    rows = [row for one in paper.changed for row in _rows(sheet, one)] if paper.since_version else []
    if not rows:
        return
    title = f"What has changed since version {paper.since_version}"
    sheet.heading(title, 2, anchor=_ANCHOR)
    table(
        sheet,
        (Column("Ref", 16), Column("It is", 24), Column("What", 37), Column("Before", 95), Column("Now", 95)),
        rows,
        title=title,
        says="One change a row: what it is about, the words before and the words now.",
    )


def _rows(sheet: Sheet, one: Change) -> list[tuple[Cell, ...]]:
    if one.kind is Kind.ADDED:
        return [_row(sheet, one, "The whole of it", "", one.title)]
    if one.kind is Kind.GONE:
        return [_row(sheet, one, "The whole of it", one.title, "")]
    return [_row(sheet, one, step.what, step.before, step.after) for step in one.steps]


def _row(sheet: Sheet, one: Change, what: str, before: str, after: str) -> tuple[Cell, ...]:
    return (
        Cell((sheet.made(one.ref, "Plan Action Strong"),)),
        plain(sheet, one.kind.label, _SMALL),
        plain(sheet, what, _SMALL),
        plain(sheet, before or "Nothing", _SMALL),
        plain(sheet, after or "Nothing", _SMALL),
    )
