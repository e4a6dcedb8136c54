"""What needs to improve, and areas for priority action: each with what is being done, and what it has changed.

In: the paper.
Out: a table for each, one finding a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import counted, number, sentence
from audit.documents.plan.front import Part
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.table import quoted
from audit.documents.readiness.evaluation_paper import EvaluationPaper
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action

COLUMNS = (
    Column("What was found", 58),
    Column("What is being done", 62),
    Column("What it has changed for children", 50),
)


def write_improve(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write what needs to improve, the newest audit first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    found = paper.findings(FindingKind.NEEDS_TO_IMPROVE)
    if not found:
        sheet.paragraph("No areas to improve recorded in the audits used here.")
        return
    _opening(sheet, found)
    sheet.caption("Table", "What needs to improve, and what is being done about it")
    _table(sheet, paper, found, "What needs to improve")


def write_priority(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write the areas for priority action."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    found = paper.findings(FindingKind.PRIORITY_ACTION)
    if not found:
        sheet.paragraph("No areas for priority action recorded in the audits used here.")
        return
    sheet.caption("Table", "Areas for priority action, and what is being done about them")
    _table(sheet, paper, found, "Areas for priority action")


def _opening(sheet: Sheet, found: Sequence[tuple[PlanPaper, Finding]]) -> None:
    undecided = sum(not plan.plan.actions_for(one.ref) and not plan.plan.no_action_for(one.ref) for plan, one in found)
    decided = (
        f"For {number(undecided)} nothing is decided yet." if undecided else "For each it is decided what is done."
    )
    sheet.paragraph(f"{sentence(counted(len(found), 'finding'))[:-1]}, the newest audit first. {decided}")


def _table(sheet: Sheet, paper: EvaluationPaper, found: Sequence[tuple[PlanPaper, Finding]], title: str) -> None:
    table(
        sheet,
        COLUMNS,
        [_to_improve(sheet, paper, plan, one) for plan, one in found],
        title=title,
        says="One finding a row: what was found, what is being done, by whom and by when, and what it has changed.",
    )


def _to_improve(sheet: Sheet, paper: EvaluationPaper, plan: PlanPaper, one: Finding) -> tuple[Cell, ...]:
    ref = f"{plan.audit_round.ref}, {one.ref}"
    said = sheet.made(sentence(one.text), "Plan Table Text")
    words = (sheet.made(quoted(words), "Plan Table Text") for words in one.beside)
    found = Cell((said, *words, sheet.made(ref, "Plan Action Quiet")))
    actions = plan.plan.actions_for(one.ref)
    none = plan.plan.no_action_for(one.ref)
    if not actions:
        why = f"No action: {sentence(none.reason)}" if none is not None else "Not decided yet."
        return found, plain(sheet, why), plain(sheet, "Nothing to tell.")
    done = tuple(sheet.made(_done(plan, action, paper), "Plan Table Text") for action in actions)
    changed = tuple(sheet.made(_changed(action), "Plan Table Text") for action in actions)
    return found, Cell(done), Cell(changed)


def _done(plan: PlanPaper, action: Action, paper: EvaluationPaper) -> list[Text]:
    state = action_words.in_brief(action, paper.today)
    who = f"{plan.agency_name(action.lead_agency)}, {action.owner}"
    return [Piece(f"{action.ref} ", bold=True), f"{sentence(action.text)} {who}; {state}."]


def _changed(action: Action) -> list[Text]:
    shown = [update.evidence_of_impact.strip() for update in action.updates if update.evidence_of_impact.strip()]
    said = f"{action_words.difference(action)}."
    said = f"{said} {sentence(shown[-1])}" if shown else said
    return [Piece(f"{action.ref} ", bold=True), said]
