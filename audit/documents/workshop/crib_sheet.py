"""The crib sheet: the statements, the grades and the five answers, for everybody in the room.

In: the round.
Out: pages without any case.
"""

from __future__ import annotations

from audit.documents.plan.paper import title_of
from audit.documents.plan.statements import PROVENANCE
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, Kept, plain, table
from audit.documents.word.xml import Piece
from audit.domain.frameworks.scale import Scale
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Asked, Round

ANSWERS = {
    Answer.MET: "You saw that this happened for this child.",
    Answer.PARTLY_MET: "Some of it happened, or it happened late.",
    Answer.NOT_MET: "You saw that it did not happen.",
    Answer.NOT_EVIDENCED: "You looked, and the record does not show it. Not a low mark.",
    Answer.NOT_APPLICABLE: "The question cannot apply to this child. Not a low mark.",
}


def write_crib_sheet(sheet: Sheet, audit_round: Round, *, anchor: str) -> None:
    """Write the grades, the five answers, and each statement with what it looks like at each grade."""
    sheet.heading("Crib sheet: the statements and the scale", 1, anchor=anchor, new_page=True)
    sheet.paragraph("For everybody in the room. It holds nothing about any child.")
    _grades(sheet, audit_round.scale)
    _answers(sheet)
    for asked in audit_round.statements():
        _statement(sheet, audit_round.scale, asked)


def _grades(sheet: Sheet, scale: Scale) -> None:
    sheet.heading(f"The grades: {scale.title[:1].lower()}{scale.title[1:]}", 2)
    table(
        sheet,
        (Column("Grade", 50), Column("Letter", 20), Column("What it means", 100)),
        [
            (
                plain(sheet, step.label, "Plan Table Row Head"),
                plain(sheet, step.letter),
                plain(sheet, step.caption or step.label),
            )
            for step in scale.steps
        ],
        title="The grades",
        says="One grade a row, the best first, with its letter and what it means.",
    )
    sheet.note("Not evidenced and not applicable are not low grades. No grade is an average, or an inspection grade.")


def _answers(sheet: Sheet) -> None:
    sheet.heading("The five answers to a question", 2)
    table(
        sheet,
        (Column("Answer", 50), Column("When it is right", 120)),
        [(plain(sheet, one.label, "Plan Table Row Head"), plain(sheet, said)) for one, said in ANSWERS.items()],
        title="The five answers",
        says="One answer a row, and when it is the right one.",
    )
    sheet.note("Answers and grades are different things: a grade is not counted from answers.")


def _statement(sheet: Sheet, scale: Scale, asked: Asked) -> None:
    item = asked.item
    sheet.heading(title_of(asked), 2)
    sheet.paragraph(item.text, keep_next=True)
    if item.for_the_child:
        sheet.paragraph([Piece("For the child: ", bold=True), f"“{item.for_the_child}”"], keep_next=True)
    where = f"{PROVENANCE[item.provenance]}. {item.locator}."
    known = item.descriptors or {}
    rows: list[tuple[Cell, ...]] = [
        (plain(sheet, step.label, "Plan Table Row Head"), plain(sheet, known[step.value]))
        for step in scale.steps
        if step.value in known
    ]
    sheet.paragraph(where, "Plan Note", keep_next=bool(rows))
    if rows:
        table(
            sheet,
            (Column("Grade", 50), Column("What it looks like", 120)),
            rows,
            title=f"What {item.ref} looks like",
            says="One grade a row, the best first, and what it looks like for a child.",
            kept=Kept(together=True),
        )
