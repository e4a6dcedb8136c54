"""The run-sheet on paper: what comes when, for how many minutes, and who is awaited.

In: the pack's paper.
Out: a page for the facilitator.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import counted, number, sentence
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece
from audit.documents.workshop.pack_paper import PackPaper
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import TOLD, Round
from audit.domain.rounds.concerns import not_a_route
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.run_sheet import Slot, SlotKind, Turn

MOST_BESIDE = 7  # parts of a workshop whose page has room for how each case goes
MOST_NAMED = 3  # statements named as those where agencies part most
ORDER = (
    "Cases already revealed come first, the widest disagreement before the others. Cases not revealed yet stand in "
    "the order of the round: to sort them by disagreement would give away what agencies graded."
)
_DOING = {
    SlotKind.OPENING: ("Welcome", "Who is here; how the day goes; what blind means; what to do if a child is unsafe."),
    SlotKind.BREAK: ("Break", ""),
    SlotKind.LUNCH: ("Lunch", ""),
    SlotKind.CLOSING: ("Close", "What we learnt, who tells the practitioners, what happens next; and time in hand."),
}
_EACH_CASE = (
    "Before you reveal, ask: what was this like for the child?",
    "Reveal the case. Everybody sees every agency’s own grades at once.",
    "Begin with the statement where agencies part most. Ask what each saw, and where.",
    "Agree one judgement on each statement, with its reason. No grade is an average; “not agreed” is an answer.",
    "All in all: what difference did the help make for the child? Note what went well and what to think about.",
)


def write_run_sheet(sheet: Sheet, paper: PackPaper, *, anchor: str) -> None:
    """Write the run-sheet, how each case goes, and what to do about a child who may be unsafe."""
    plan = paper.run_sheet
    sheet.heading("Run-sheet", 1, anchor=anchor, new_page=True)
    cases = len(plan.turns)
    share = f"{sentence(counted(cases, 'case'))[:-1]}, {plan.a_case} minutes{' for each' if cases > 1 else ''}."
    order = f" {ORDER}" if cases > 1 else ""
    sheet.paragraph(f"For the facilitator: it names every case, so it is not sent out. {share}{order}")
    if plan.all_agreed:
        sheet.paragraph("Every judgement is recorded already. These minutes are for going through them once more.")
    sheet.caption("Table", "What comes when, in hours and minutes from the start")
    _table(sheet, paper)
    if plan.settled:
        refs = in_words([turn.case.ref for turn in plan.settled])
        order = ", the widest disagreement first" if len(plan.settled) > 1 else ""
        sheet.note(f"Judged already, so no time is set aside{order}: {refs}.")
    sheet.heading("How each case goes", 2, new_page=len(plan.slots) > MOST_BESIDE)
    sheet.bullets([[step] for step in _EACH_CASE])
    sheet.heading("A child who may be unsafe now", 2)
    sheet.paragraph(f"Stop the workshop. {not_a_route(paper.in_danger)}")


def _table(sheet: Sheet, paper: PackPaper) -> None:
    table(
        sheet,
        (Column("Time", 15), Column("Minutes", 19), Column("What we do", 88), Column("Who is ready", 48)),
        [_row(sheet, paper.audit_round, slot) for slot in paper.run_sheet.slots],
        title="What comes when",
        says="One part of the workshop a row: when it begins, how many minutes it has, what is done, who is ready.",
    )


def _row(sheet: Sheet, audit_round: Round, slot: Slot) -> tuple[Cell, ...]:
    begins = f"{slot.begins // 60}:{slot.begins % 60:02d}"
    if slot.turn is None:
        what, more = _DOING[slot.kind]
        who = "Everybody"
    else:
        what, more, who = slot.turn.case.in_words, _standing(audit_round, slot.turn), _ready(audit_round, slot.turn)
    return (
        plain(sheet, begins, "Plan Table Row Head"),
        plain(sheet, str(slot.minutes)),
        Cell(tuple(sheet.made(said, "Plan Table Text") for said in (Piece(what, bold=True), more) if said)),
        plain(sheet, who),
    )


def _standing(audit_round: Round, turn: Turn) -> str:
    if turn.apart is None:
        return "Not revealed yet."
    said = "Revealed, and every judgement recorded." if turn.agreed else "Revealed."
    if not turn.apart:
        return f"{said} No grades differ."
    titles = [
        f"{asked.item.ref}\u00a0{asked.short_title}"
        for asked in audit_round.statements()
        if asked.key in turn.widest_on
    ]
    return f"{said} {sentence(counted(turn.apart, 'step'))[:-1]} apart on {_some(titles)}."


def _some(titles: Sequence[str]) -> str:
    if len(titles) <= MOST_NAMED + 1:
        return in_words(titles)
    return f"{', '.join(titles[:MOST_NAMED])} and {number(len(titles) - MOST_NAMED)} more"


def _ready(audit_round: Round, turn: Turn) -> str:
    count = len(turn.ready) + len(turn.awaited)
    if not count:
        return "No agency is asked about this case."
    if not turn.awaited:
        return f"Ready: all {number(count)}." if count > 1 else f"Ready: {turn.ready[0].short_name}."
    words = "Not submitted" if audit_round.stage in TOLD else "Awaited"
    awaited = f"{words}: {in_words(_names(turn.awaited))}."
    return f"Ready: {in_words(_names(turn.ready))}. {awaited}" if turn.ready else awaited


def _names(agencies: Sequence[Agency]) -> list[str]:
    return [agency.short_name for agency in agencies]
