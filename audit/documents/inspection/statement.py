"""The written statement of proposed action as a Word document.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx: the letter's own words, and beneath each what will be done, by whom, by when and for what.

Here too:
- What a written statement of proposed action is made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from audit.documents.phrases import long_day
from audit.documents.word import finish, layout
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, about, plain, table
from audit.documents.word.xml import Piece
from audit.domain.english import capital, sentence
from audit.domain.findings.finding import Finding
from audit.domain.identifying.released import as_released, must_be_released
from audit.domain.inspection.letter_reading import FoundKind
from audit.domain.inspection.published import Inspection, Quotation, Signer
from audit.domain.plan.action_words import due
from audit.domain.plan.actions import Action, ActionPlan
from audit.domain.release.decisions import Clearance


@dataclass(frozen=True, kw_only=True)
class StatementPaper:
    """All that a written statement says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    today: date
    inspection: Inspection
    due: date
    plan: ActionPlan
    quotations: tuple[Quotation, ...]
    signers: tuple[Signer, ...]
    invented: bool = False  # the partnership is made up, to look round in

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    def quoted(self, *kinds: FoundKind) -> tuple[Quotation, ...]:
        """Return what the letter found of some kinds, in the letter's order."""
        return tuple(quotation for quotation in self.quotations if quotation.original.kind in kinds)

    def finding(self, ref: str) -> Finding | None:
        """Return the finding that now stands for one of the letter's; None where none does."""
        by_ref = {finding.ref: finding for finding in self.plan.findings}
        finding = by_ref.get(ref)
        if finding is None or finding.stands:
            return finding
        return next((finding for finding in self.plan.findings if finding.stands and ref in finding.came_from), None)


TITLE = "Written statement of proposed action"
_ANSWERED = (
    (FoundKind.PRIORITY_ACTION, "Areas for priority action"),
    (FoundKind.NEEDS_TO_IMPROVE, "What needs to improve"),
)
_COLUMNS = (
    Column("Ref", 14),
    Column("What will be done", 78),
    Column("Who", 55),
    Column("By when", 28),
    Column("The difference for children", 92),
)


def write_statement(paper: StatementPaper, *, template: bytes | None = None) -> bytes:
    """Return the written statement as a Word document; it names no case.

    Raises WrongInput, saying what to do, for a template that is not a .docx.
    """
    line = f"{TITLE}: {paper.inspection.area}, {long_day(paper.today)}."
    sheet = finish.begun(marking=paper.clearance.marked(paper.marking), line=line, template=template)
    _front(sheet, paper)
    layout.turn(sheet, landscape=True)
    for kind, heading in _ANSWERED:
        quoted = paper.quoted(kind)
        if quoted:
            sheet.heading(heading, 1, apart=True)
        for number, quotation in enumerate(quoted, start=1):
            _answer(sheet, paper, quotation, number)
    _strengths(sheet, paper)
    sheet.note("Words in quotation marks are the inspectors’, as published. Owners are named by role.")
    layout.turn(sheet, landscape=False)
    _signatures(sheet, paper)
    title = f"{TITLE}: {paper.inspection.area}"
    return finish.as_bytes(sheet, title=title, author=paper.partnership, made_on=paper.today)


def _front(sheet: Sheet, paper: StatementPaper) -> None:
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph(f"Joint targeted area inspection of {paper.inspection.area}", "Subtitle")
    about(
        sheet,
        "this statement",
        _about(paper),
        says="The inspection, its letter, the principal authority and the day this statement is due, one in each row.",
    )
    sheet.paragraph(
        "This statement answers the findings of the inspection letter. Each is given in the letter’s own words, with "
        "its page, and with what we will do, who leads, by when, and the difference children should notice.",
        apart=200,
    )


def _about(paper: StatementPaper) -> dict[str, str]:
    inspection = paper.inspection
    rows = {
        "Theme": capital(inspection.theme) or "Not given",
        "Inspection": _days(paper),
        "Letter published": long_day(inspection.published),
        "Principal authority": capital(inspection.principal_authority) or "Not given",
        "This statement is due": long_day(paper.due),
        "Marking": f"{paper.clearance.marked(paper.marking)}. {paper.clearance.sentence()}",
    }
    if paper.invented:
        rows["Please note"] = "This partnership is invented."
    return rows


def _days(paper: StatementPaper) -> str:
    first, last = paper.inspection.inspection_start, paper.inspection.inspection_end
    if first and last:
        return f"{long_day(first)} to {long_day(last)}"
    return long_day(first or last) if first or last else "Days not given"  # type: ignore[arg-type]


def _answer(sheet: Sheet, paper: StatementPaper, quotation: Quotation, number: int) -> None:
    sheet.heading(f"{number}. {quotation.original.kind.label}", 2, apart=number > 1)
    sheet.paragraph(
        [f"{_in_their_words(quotation)} ", Piece(f"(letter, page\u00a0{quotation.original.page})", bold=True)],
        keep_next=True,
    )
    finding = paper.finding(quotation.finding)
    actions = paper.plan.actions_for(finding.ref) if finding else ()
    none = paper.plan.no_action_for(finding.ref) if finding else None
    if none is not None:
        sheet.paragraph([Piece("No action. ", bold=True), sentence(none.reason)])
    elif actions:
        table(
            sheet,
            _COLUMNS,
            [_action(sheet, paper, action) for action in actions],
            title=f"What will be done about {number}",
            says="One action a row: what, who, by when, and the difference for children.",
        )
    else:
        sheet.paragraph(Piece("Not decided yet.", bold=True))


def _in_their_words(quotation: Quotation) -> str:
    """Return a finding of the letter in quotation marks; what is held back is nobody's words."""
    text = as_released(quotation.original.text)
    return f"{text}." if text.held else f"“{text}”"


def _action(sheet: Sheet, paper: StatementPaper, action: Action) -> tuple[Cell, ...]:
    agencies = {agency.ref: agency.name for agency in paper.plan.audit_round.agencies}
    lead = sheet.made(agencies.get(action.lead_agency, action.lead_agency), "Plan Action Strong")
    return (
        plain(sheet, action.ref, "Plan Action Strong"),
        plain(sheet, action.text, "Plan Action Text"),
        Cell((lead, sheet.made(action.owner, "Plan Action Text"))),
        plain(sheet, sentence(due(action, paper.today))[:-1], "Plan Action Strong"),
        plain(sheet, action.success_measure, "Plan Action Text"),
    )


def _strengths(sheet: Sheet, paper: StatementPaper) -> None:
    quoted = paper.quoted(FoundKind.STRENGTH, FoundKind.PRACTICE_EXAMPLE)
    if not quoted:
        return
    sheet.heading("Strengths and examples of practice to keep", 1, apart=True)
    table(
        sheet,
        (Column("In the letter’s words", 200), Column("Kind", 40), Column("Page", 20, "right")),
        [
            (
                plain(sheet, _in_their_words(quotation), "Plan Action Text"),
                plain(sheet, quotation.original.kind.label, "Plan Action Text"),
                plain(sheet, str(quotation.original.page), "Plan Table Number"),
            )
            for quotation in quoted
        ],
        title="Strengths and examples of practice",
        says="One a row, in the letter's own words, with its kind and page.",
    )


def _signatures(sheet: Sheet, paper: StatementPaper) -> None:
    sheet.heading("Signatures", 1)
    sheet.paragraph("We agree this statement and will see it carried out.", keep_next=True)
    rows = []
    for signer in paper.signers:
        paragraphs = [sheet.made(signer.who, "Plan Table Row Head")]
        paragraphs += [sheet.made(signer.role, "Plan Table Text")] if signer.role else []
        rows.append((Cell(tuple(paragraphs)), *(plain(sheet, "Not yet signed", "Plan Open Cell") for _ in range(3))))
    table(
        sheet,
        (Column("Who signs", 66), Column("Name", 34), Column("Signature", 40), Column("Date", 30)),
        rows,
        title="Signatures",
        says="Name, signature and date of everybody who signs, one in each row.",
        page_fit=PageFit(together=True, row_height=13),
    )
    sheet.note(f"Due on {long_day(paper.due)}.")
