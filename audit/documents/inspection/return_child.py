"""The multi-agency audit of one child, as a part of the return to inspectors.

In: the round, the child, and what agencies agreed in the workshop.
Out: what was agreed on each statement with its reason, other views that were held, and the difference made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.documents.phrases import sentence
from audit.documents.plan.paper import title_of
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece
from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.workshop.moderation import Judgement, Outcome


def write_together(sheet: Sheet, audit_round: Round, case: Case, judgements: Sequence[Judgement]) -> None:
    """Write what agencies agreed about a child; says so where they have agreed nothing yet."""
    sheet.heading(f"{case.ref}: the multi-agency audit", 2)
    agreed = {one.statement: one for one in judgements}
    if not agreed:
        sheet.paragraph("No judgement about this child has been recorded yet.")
        return
    overall = agreed.get(None)
    if overall is not None:
        sheet.paragraph([Piece("Overall: ", bold=True), f"{_grade(audit_round, overall)}. {sentence(overall.reason)}"])
        sheet.paragraph([Piece("What difference it made: ", bold=True), sentence(overall.difference)])
        _dissents(sheet, audit_round, overall)
    title = f"Judgements recorded about {case.ref}"
    sheet.caption("Table", title)
    table(
        sheet,
        (Column("Statement", 45), Column("Judgement", 35), Column("Reason", 90)),
        _rows(sheet, audit_round, agreed),
        title=title,
        says="One statement a row, with the judgement recorded, the reason, and any other view that was held.",
    )


def _rows(sheet: Sheet, audit_round: Round, agreed: Mapping[Key | None, Judgement]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for asked in audit_round.statements():
        one = agreed.get(asked.key)
        said = "Not judged yet" if one is None else _grade(audit_round, one)
        why = "" if one is None else " ".join([sentence(one.reason), *_other_views(audit_round, one)])
        rows.append(
            (
                plain(sheet, title_of(asked), "Plan Table Row Head"),
                plain(sheet, said),
                plain(sheet, why or "Nothing yet"),
            )
        )
    return rows


def _dissents(sheet: Sheet, audit_round: Round, judgement: Judgement) -> None:
    for said in _other_views(audit_round, judgement):
        sheet.note(said)


def _other_views(audit_round: Round, judgement: Judgement) -> list[str]:
    names = {one.ref: one.short_name for one in audit_round.agencies}
    graded = {step.value: step.label for step in audit_round.scale.steps}
    said = []
    for one in judgement.dissents:
        view = f" ({graded.get(one.position, one.position)})" if one.position else ""
        said.append(f"{names.get(one.agency, one.agency)} held another view{view}: {sentence(one.reason)}")
    return said


def _grade(audit_round: Round, judgement: Judgement) -> str:
    if judgement.outcome is Outcome.GRADE and judgement.grade:
        return audit_round.scale.step(judgement.grade).label
    return judgement.outcome.label
