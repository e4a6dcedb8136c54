"""Invitations: a page for each agency, with its own cases and what to bring.

In: the pack's paper.
Out: pages that can be sent one by one; each tells an agency of its own audits and of no other agency's.
"""

from __future__ import annotations

from audit.documents.phrases import counted, length, long_day, sentence
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.workshop.pack_paper import PackPaper, workshop_day
from audit.domain.people.person import Agency, Role
from audit.domain.rounds.audit_round import TOLD
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import in_words

_BRING = (
    "Your audit of each case, with your notes on where you saw what you say.",
    "The dates that matter: when help was asked for, when it began, when it changed or ended.",
    "What the child and the carer said to your staff, without names, where you may share it.",
    "One person who knows what your agency did, and one who can say yes to a change. It may be the same person.",
)
_CARE = "Use case references only, here and in the room. The list that says who each child is stays at your agency."
_BLIND = (
    "Other agencies cannot see your answers in the tool until the case is revealed, and you cannot see theirs. Please "
    "do not compare notes before then. If someone enters answers for more than one agency, those audits are marked "
    "“not blind”. At the reveal everyone sees every agency’s grades at once. What you said stays as you said it, and "
    "the group records one judgement with its reason: no grade is an average."
)
_AWAITED = "Awaited"


def write_invitations(sheet: Sheet, paper: PackPaper, *, anchor: str) -> None:
    """Write a page for each agency of the round; the anchor leads to the first."""
    for place, agency in enumerate(paper.audit_round.agencies):
        sheet.heading(f"Invitation: {agency.name}", 1, anchor="" if place else anchor, new_page=True)
        _invitation(sheet, paper, agency)


def _invitation(sheet: Sheet, paper: PackPaper, agency: Agency) -> None:
    audit_round = paper.audit_round
    children = participation_words.children_in_round(audit_round)
    agencies = participation_words.counted(len(audit_round.agencies), "agency is", "agencies are")
    to_do = "go once more through the judgements, which are all recorded"
    if not paper.run_sheet.all_agreed:
        to_do = "look at how well each child was helped, and to agree a judgement on each statement"
    sheet.paragraph(
        f"Please come to the workshop of {audit_round.title}, {children}. {sentence(agencies)[:-1]} invited to {to_do}."
    )
    _when(sheet, paper)
    sheet.heading("Your cases", 2)
    _cases(sheet, paper, agency)
    sheet.heading("What to bring", 2)
    sheet.bullets([[thing] for thing in _BRING])
    sheet.paragraph(_CARE, apart=100)
    sheet.heading("Why agencies work separately first", 2)
    sheet.paragraph(_BLIND)


def _when(sheet: Sheet, paper: PackPaper) -> None:
    rows = (
        ("Workshop", workshop_day(paper)),
        ("How long", f"{sentence(length(paper.run_sheet.minutes))[:-1]}, breaks included"),
        ("Where and when we begin", "To be filled in by the facilitator"),
        ("Your own audits are due", _due(paper)),
        ("Please reply to", _facilitators(paper)),
    )
    table(
        sheet,
        (Column("When and where", 55), Column("Detail", 115)),
        [(plain(sheet, name, "Plan Table Row Head"), plain(sheet, said)) for name, said in rows],
        title="When and where",
        says="Day, length and place of the workshop, the day own audits are due, and whom to answer, one in each row.",
    )


def _due(paper: PackPaper) -> str:
    due = paper.audit_round.dates.audits_due
    if paper.audit_round.stage in TOLD:
        return "They can no longer be submitted"
    return long_day(due) if due else "No day set yet"


def _facilitators(paper: PackPaper) -> str:
    names = [person.name for person in paper.people if Role.FACILITATOR in person.roles]
    return f"{in_words(names)}: who comes, in what role" if names else "The facilitator: who comes, in what role"


def _cases(sheet: Sheet, paper: PackPaper, agency: Agency) -> None:
    mine = [case for case in paper.audit_round.active_cases() if paper.audit_round.asks(case.ref, agency.ref)]
    if not mine:
        sheet.paragraph(
            "Your agency is not asked to audit a case of this round. What you know is welcome all the same."
        )
        return
    rows: list[tuple[Cell, ...]] = [
        (plain(sheet, case.in_words, "Plan Table Row Head"), plain(sheet, _stands(paper, case, agency)))
        for case in mine
    ]
    table(
        sheet,
        (Column("Case", 100), Column("Your own audit", 70)),
        rows,
        title="Your cases",
        says="One case of your agency a row, and whether your audit of it is in.",
    )
    sheet.note(_still(paper, mine, agency))


def _stands(paper: PackPaper, case: Case, agency: Agency) -> str:
    if paper.audit_round.involvement_of(case.ref, agency.ref) is Involvement.NONE_FOUND:
        return "You found no involvement"
    if any(turn.case.ref == case.ref for turn in paper.run_sheet.settled):
        return "Judged already"
    if (case.ref, agency.ref) in paper.ready:
        return "Submitted, thank you"
    return "Not submitted" if paper.audit_round.stage in TOLD else _AWAITED


def _still(paper: PackPaper, mine: list[Case], agency: Agency) -> str:
    left = sum(_stands(paper, case, agency) == _AWAITED for case in mine)
    if not left:
        whole = all((case.ref, agency.ref) in paper.ready for case in mine)
        return "Every audit of yours is in. Thank you." if whole else "No audit of yours is awaited now."
    due = paper.audit_round.dates.audits_due
    if due is not None and due < paper.today:
        return f"{sentence(counted(left, 'audit'))[:-1]} still to come; the day was {long_day(due)}. Please submit now."
    return f"{sentence(counted(left, 'audit'))[:-1]} still to come" + (f", by {long_day(due)}." if due else ".")
