"""The run-sheet on paper: what comes when, for how many minutes, and who is awaited.

In: the pack's paper.
Out: a page for the facilitator.

Here too:
- Invitations: a page for each agency, with its own cases and what to bring.
- The crib sheet: the statements, the grades and the answers, for everybody in the room.
- Attendance: who is in the room, to be signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.documents.phrases import long_day
from audit.documents.plan.paper import title_of
from audit.documents.plan.statements import PROVENANCE
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, plain, table
from audit.documents.word.xml import Piece
from audit.documents.workshop.pack_paper import PackPaper, workshop_day
from audit.domain.english import counted, duration, listed, number, sentence
from audit.domain.frameworks.framework import Scale
from audit.domain.people.person import ROLE_TITLES, Agency, Person, Role
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, RoundStatement
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.rounds.concerns import not_a_route
from audit.domain.workshop import participation_words
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
        refs = listed([turn.case.ref for turn in plan.settled])
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
        activity, more = _DOING[slot.kind]
        who = "Everybody"
    else:
        activity, more, who = slot.turn.case.in_words, _standing(audit_round, slot.turn), _ready(audit_round, slot.turn)
    return (
        plain(sheet, begins, "Plan Table Row Head"),
        plain(sheet, str(slot.minutes)),
        Cell(tuple(sheet.made(text, "Plan Table Text") for text in (Piece(activity, bold=True), more) if text)),
        plain(sheet, who),
    )


def _standing(audit_round: Round, turn: Turn) -> str:
    if turn.apart is None:
        return "Not revealed yet."
    status = "Revealed, and every judgement recorded." if turn.agreed else "Revealed."
    if not turn.apart:
        return f"{status} No grades differ."
    titles = [
        f"{statement.item.ref}\u00a0{statement.short_title}"
        for statement in audit_round.statements()
        if statement.key in turn.widest_on
    ]
    return f"{status} {sentence(counted(turn.apart, 'step'))[:-1]} apart on {_some(titles)}."


def _some(titles: Sequence[str]) -> str:
    if len(titles) <= MOST_NAMED + 1:
        return listed(titles)
    return f"{', '.join(titles[:MOST_NAMED])} and {number(len(titles) - MOST_NAMED)} more"


def _ready(audit_round: Round, turn: Turn) -> str:
    count = len(turn.ready) + len(turn.awaited)
    if not count:
        return "No agency is asked about this case."
    if not turn.awaited:
        return f"Ready: all {number(count)}." if count > 1 else f"Ready: {turn.ready[0].short_name}."
    words = "Not submitted" if audit_round.stage in AFTER_WORKSHOP else "Awaited"
    awaited = f"{words}: {listed(_names(turn.awaited))}."
    return f"Ready: {listed(_names(turn.ready))}. {awaited}" if turn.ready else awaited


def _names(agencies: Sequence[Agency]) -> list[str]:
    return [agency.short_name for agency in agencies]


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
    agencies = counted(len(audit_round.agencies), "agency is", "agencies are")
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
    sheet.bullets([[line] for line in _BRING])
    sheet.paragraph(_CARE, apart=100)
    sheet.heading("Why agencies work separately first", 2)
    sheet.paragraph(_BLIND)


def _when(sheet: Sheet, paper: PackPaper) -> None:
    rows = (
        ("Workshop", workshop_day(paper)),
        ("How long", f"{sentence(duration(paper.run_sheet.minutes))[:-1]}, breaks included"),
        ("Where and when we begin", "To be filled in by the facilitator"),
        ("Your own audits are due", _due(paper)),
        ("Please reply to", _facilitators(paper)),
    )
    table(
        sheet,
        (Column("When and where", 55), Column("Detail", 115)),
        [(plain(sheet, name, "Plan Table Row Head"), plain(sheet, detail)) for name, detail in rows],
        title="When and where",
        says="Day, length and place of the workshop, the day own audits are due, and whom to answer, one in each row.",
    )


def _due(paper: PackPaper) -> str:
    due = paper.audit_round.dates.audits_due
    if paper.audit_round.stage in AFTER_WORKSHOP:
        return "They can no longer be submitted"
    return long_day(due) if due else "No day set yet"


def _facilitators(paper: PackPaper) -> str:
    names = [person.name for person in paper.people if Role.FACILITATOR in person.roles]
    return f"{listed(names)}: who comes, in what role" if names else "The facilitator: who comes, in what role"


def _cases(sheet: Sheet, paper: PackPaper, agency: Agency) -> None:
    cases = [case for case in paper.audit_round.active_cases() if paper.audit_round.asks(case.ref, agency.ref)]
    if not cases:
        sheet.paragraph(
            "Your agency is not asked to audit a case of this round. What you know is welcome all the same."
        )
        return
    rows: list[tuple[Cell, ...]] = [
        (plain(sheet, case.in_words, "Plan Table Row Head"), plain(sheet, _stands(paper, case, agency)))
        for case in cases
    ]
    table(
        sheet,
        (Column("Case", 100), Column("Your own audit", 70)),
        rows,
        title="Your cases",
        says="One case of your agency a row, and whether your audit of it is in.",
    )
    sheet.note(_still(paper, cases, agency))


def _stands(paper: PackPaper, case: Case, agency: Agency) -> str:
    if paper.audit_round.involvement_of(case.ref, agency.ref) is Involvement.NO_INVOLVEMENT:
        return "You found no involvement"
    if any(turn.case.ref == case.ref for turn in paper.run_sheet.settled):
        return "Judged already"
    if (case.ref, agency.ref) in paper.ready:
        return "Submitted, thank you"
    return "Not submitted" if paper.audit_round.stage in AFTER_WORKSHOP else _AWAITED


def _still(paper: PackPaper, cases: list[Case], agency: Agency) -> str:
    left = sum(_stands(paper, case, agency) == _AWAITED for case in cases)
    if not left:
        whole = all((case.ref, agency.ref) in paper.ready for case in cases)
        return "Every audit of yours is in. Thank you." if whole else "No audit of yours is awaited now."
    due = paper.audit_round.dates.audits_due
    if due is not None and due < paper.today:
        return f"{sentence(counted(left, 'audit'))[:-1]} still to come; the day was {long_day(due)}. Please submit now."
    return f"{sentence(counted(left, 'audit'))[:-1]} still to come" + (f", by {long_day(due)}." if due else ".")


ANSWERS = {
    Answer.MET: "You saw that this happened for this child.",
    Answer.PARTLY_MET: "Some of it happened, or it happened late.",
    Answer.NOT_MET: "You saw that it did not happen.",
    Answer.NOT_EVIDENCED: "You looked, and the record does not show it. Not a low mark.",
    Answer.NOT_APPLICABLE: "The question cannot apply to this child. Not a low mark.",
    Answer.NOT_LOOKED_AT: "You did not look. Not a low mark, and in no figure.",
    Answer.KNOWN_AWAY: "It was not asked: what is recorded of the child says that it cannot apply.",
}


def write_crib_sheet(sheet: Sheet, audit_round: Round, *, anchor: str) -> None:
    """Write the grades, the answers, and each statement with what it looks like at each grade."""
    sheet.heading("Crib sheet: the statements and the scale", 1, anchor=anchor, new_page=True)
    sheet.paragraph("For everybody in the room. It holds nothing about any child.")
    _grades(sheet, audit_round.scale)
    _answers(sheet)
    for statement in audit_round.statements():
        _statement(sheet, audit_round.scale, statement)


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
    sheet.heading("The answers to a question", 2)
    table(
        sheet,
        (Column("Answer", 50), Column("When it is right", 120)),
        [
            (plain(sheet, answer.label, "Plan Table Row Head"), plain(sheet, meaning))
            for answer, meaning in ANSWERS.items()
        ],
        title="The answers",
        says="One answer a row, and when it is the right one.",
    )
    sheet.note("Answers and grades are different things: a grade is not counted from answers.")


def _statement(sheet: Sheet, scale: Scale, statement: RoundStatement) -> None:
    item = statement.item
    sheet.heading(title_of(statement), 2)
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
            page_fit=PageFit(together=True),
        )


ROW_HEIGHT = 11  # mm
SPARE_ROWS = 4
_OPEN = "To be filled in"


def write_attendance(sheet: Sheet, paper: PackPaper, *, anchor: str) -> None:
    """Write a row for everybody expected, at least one for each agency, and some to be filled in."""
    day = paper.audit_round.dates.workshop
    sheet.heading("Attendance", 1, anchor=anchor, new_page=True)
    planned = f", planned for {long_day(day)}" if day else ""
    sheet.paragraph(f"Workshop of {paper.audit_round.title}{planned}.", keep_next=True)
    table(
        sheet,
        (Column("Agency", 54), Column("Name", 44), Column("Role", 38), Column("Signed in", 34)),
        [_attendance_row(sheet, *person) for person in _expected(paper)],
        title="Attendance",
        says="One person a row: agency, name, role, and room to sign.",
        page_fit=PageFit(row_height=ROW_HEIGHT),
    )
    sheet.note("Keep this page with the round’s papers. It holds nothing about any child.")


def _expected(paper: PackPaper) -> Iterator[tuple[str, str, str]]:
    for person in paper.people:
        if {Role.FACILITATOR, Role.SCRUTINEER} & person.roles:
            yield "The partnership", person.name, _role(person)
    for agency in paper.audit_round.agencies:
        of_agency = [p for p in paper.people if p.agency == agency.ref and Role.AUDITOR in p.roles]
        for person in of_agency:
            yield agency.name, person.name, _role(person)
        if not of_agency:
            yield agency.name, _OPEN, _OPEN
    for _ in range(SPARE_ROWS):
        yield _OPEN, _OPEN, _OPEN


def _role(person: Person) -> str:
    return ", ".join(title for role, title in ROLE_TITLES.items() if role in person.roles)


def _attendance_row(sheet: Sheet, agency: str, name: str, role: str) -> tuple[Cell, ...]:
    first = plain(sheet, agency, "Plan Open Cell" if agency == _OPEN else "Plan Table Row Head")
    details = (plain(sheet, text, "Plan Open Cell" if text == _OPEN else "Plan Table Text") for text in (name, role))
    return (first, *details, plain(sheet, "Not yet signed", "Plan Open Cell"))
