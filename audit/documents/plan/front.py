"""The front page and the summary, in the order of an inspection letter.

In: the paper.
Out: title block, signatures and contents; then headline findings, what to change, strengths and next steps.

Here too:
- The acronyms of a document, as a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.documents import letter_wording
from audit.documents.phrases import long_day
from audit.documents.plan import paper as wording
from audit.documents.plan.paper import PlanPaper
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, about, plain, table
from audit.documents.word.xml import Piece
from audit.domain.english import agree, capital, counted, listed, sentence
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.inspection.published import Inspection
from audit.domain.plan import action_words
from audit.domain.plan.actions import Progress, Status
from audit.domain.workshop import participation_words

TITLE = "Multi-agency action plan"
_MOST_LATE = 6  # named one by one
SIGNATURE_HEIGHT = 13  # mm


@dataclass(frozen=True)
class Part:
    """A numbered part of the document, as the contents list it."""

    number: int
    title: str

    @property
    def anchor(self) -> str:
        """Return the bookmark of the part's heading."""
        return f"part_{self.number}"

    def heading(self, sheet: Sheet) -> str:
        """Return the heading; a template that numbers its headings leaves ours out."""
        return f"{self.number} {self.title}" if sheet.look.numbers_headings else self.title


def finding_anchor(ref: str) -> str:
    """Return the bookmark of a finding."""
    return "finding_" + "".join(letter if letter.isalnum() else "_" for letter in ref)


def write_front(sheet: Sheet, paper: PlanPaper, parts: Sequence[Part]) -> None:
    """Write the title block, who signs, and the contents."""
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph(paper.audit_round.theme or paper.audit_round.title, "Subtitle")
    _about(sheet, paper)
    sheet.paragraph("For the three safeguarding partners to agree", "Plan Front Heading", keep_next=True)
    sheet.paragraph(
        "We agree this plan, will see it carried out, and will ask what changed for children.", keep_next=True
    )
    _signatures(sheet, paper)
    contents(sheet, parts, "In this document", roomy=sheet.look.roomy)


def contents(sheet: Sheet, parts: Sequence[Part], title: str, *, roomy: bool) -> None:
    """Write the contents of a paper: a line for each part where there is room, else all in one paragraph."""
    sheet.paragraph(title, "Plan Front Heading", keep_next=True)
    links = [Piece(f"{part.number}\u00a0{part.title}", link=part.anchor) for part in parts]
    if roomy:
        for link in links:
            sheet.paragraph(link, "Plan Contents")
    else:
        ends = ("  " if part.title.endswith("?") else ".  " for part in parts)
        sheet.paragraph([text for pair in zip(links, ends, strict=True) for text in pair][:-1], "Plan Contents")


def write_summary(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write the summary; each point ends with a link to its finding."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.heading("Headline findings", 2)
    for text in _headlines(paper):
        sheet.paragraph(text)
    priority = paper.findings(FindingKind.PRIORITY_ACTION)
    _listed(sheet, agree(len(priority), "Area for priority action", "Areas for priority action"), priority)
    _listed(sheet, "What needs to improve", paper.findings(FindingKind.NEEDS_TO_IMPROVE))
    learning = paper.findings(FindingKind.LEARNING)
    strengths = (*paper.findings(FindingKind.STRENGTH), *learning)
    _listed(sheet, "Strengths and learning" if learning else "Strengths", strengths)
    sheet.heading("Next steps", 2)
    sheet.bullets([[step] for step in _next_steps(paper)])


def _headlines(paper: PlanPaper) -> tuple[str, ...]:
    """Return the first paragraphs of the summary; a plan that answers a letter says nothing of an audit."""
    if paper.letter is None:
        return wording.looked_at(paper), wording.not_yet(paper)
    return letter_wording.inspected(paper.letter), f"{wording.raised(paper)} {letter_wording.NOT_AN_AUDIT}"


def _about(sheet: Sheet, paper: PlanPaper) -> None:
    rows = {"Not finished": paper.unfinished} if paper.unfinished and paper.letter is None else {}
    rows |= {
        "Version and date": f"{paper.version}, {long_day(paper.today)}",
        "Marking": f"{paper.clearance.marked(paper.marking)}. {paper.clearance.sentence()}",
        **(_about_audit(paper) if paper.letter is None else _about_letter(paper, paper.letter)),
        "Plan kept by": paper.keeper,
    }
    if paper.invented:
        rows["Please note"] = "This partnership and its children are invented."
    about(sheet, "this plan", rows, says="Version, marking, what this plan rests on, board and dates, one in each row.")


def _about_audit(paper: PlanPaper) -> dict[str, str]:
    audit_round = paper.audit_round
    return {
        "Audit round": f"{audit_round.title} ({audit_round.ref})",
        "Cases and period": wording.cases_and_period(paper),
        "Workshop": participation_words.workshop(paper.participation, paper.today),
        "Partnership board": _board(paper),
        "Re-audit": wording.looks_again(paper),
    }


def _about_letter(paper: PlanPaper, letter: Inspection) -> dict[str, str]:
    due = paper.audit_round.dates.plan
    return {
        "Inspection": letter_wording.inspected(letter),
        "Principal authority": letter.principal_authority.strip() or "Not recorded",
        "Written statement": f"Due on {long_day(due)}" if due else "No date set",
        "Partnership board": _board(paper),
    }


def _board(paper: PlanPaper) -> str:
    audit_round = paper.audit_round
    if audit_round.seen_by_board:
        return f"Seen on {long_day(audit_round.seen_by_board)}"
    planned = audit_round.dates.board
    return f"To be seen on {long_day(planned)}" if planned else "No date set yet"


def _signatures(sheet: Sheet, paper: PlanPaper) -> None:
    rows = []
    for agency, role in paper.partners:
        who = Cell((sheet.made(agency, "Plan Table Row Head"), sheet.made(role, "Plan Table Text")))
        rows.append((who, *(plain(sheet, "Not yet signed", "Plan Open Cell") for _ in range(3))))
    table(
        sheet,
        (Column("Partner and role", 66), Column("Name", 34), Column("Signature", 40), Column("Date", 30)),
        rows,
        title="Signatures",
        says="Name, signature and date of each of the three safeguarding partners.",
        page_fit=PageFit(together=True, row_height=SIGNATURE_HEIGHT),
    )


def _listed(sheet: Sheet, title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    sheet.heading(title, 2)
    sheet.bullets([_point(finding) for finding in findings])


def _point(finding: Finding) -> list[str | Piece]:
    return [f"{wording.headline(finding)}\u00a0(", Piece(finding.ref, link=finding_anchor(finding.ref)), ")."]


def _next_steps(paper: PlanPaper) -> list[str]:
    dates, today, steps = paper.audit_round.dates, paper.today, []
    if paper.audit_round.seen_by_board:
        seen = "this audit" if paper.letter is None else "the letter’s findings"
        steps.append(f"The board saw {seen} on {long_day(paper.audit_round.seen_by_board)}.")
    elif dates.board:
        verb = "will see" if dates.board >= today else "was to see"
        steps.append(f"The board {verb} this plan on {long_day(dates.board)}.")
    steps += _steps_about_actions(paper)
    undecided = [finding.ref for finding in paper.plan.undecided()]
    if undecided:
        steps.append(f"Not decided yet: what is done about {listed(undecided)}.")
    if dates.reaudit or paper.looked_again_in:
        steps.append(wording.looks_again(paper))
    unset = "Dates for the board and the re-audit are" if paper.letter is None else "The date for the board is"
    return steps or [f"{unset} still to be set."]


def _steps_about_actions(paper: PlanPaper) -> list[str]:
    today, actions, steps = paper.today, paper.plan.actions, []
    late = sorted((action for action in actions if action.is_late(today)), key=lambda action: action.due)
    steps += [f"{action.ref} is {action_words.late(action)}." for action in late[:_MOST_LATE]]
    if len(late) > _MOST_LATE:
        left = len(late) - _MOST_LATE
        steps.append(f"{sentence(counted(left, 'more action'))[:-1]} {agree(left, 'is', 'are')} late.")
    risky = [action.ref for action in actions if action.status(today) is Status.AMBER]
    if risky:
        steps.append(f"{listed(risky)} {agree(len(risky), 'is', 'are')} at risk.")
    ended = (Progress.DONE, Progress.STOPPED)
    ahead = [action for action in actions if action.progress not in ended and not action.is_late(today)]
    if ahead:
        soonest = min(ahead, key=lambda action: action.due_now)
        steps.append(
            f"{soonest.ref} is due next, on {long_day(soonest.due_now)}: {paper.agency_name(soonest.lead_agency)}."
        )
    waiting = sum(action.status(today) is Status.GREEN and action.progress is Progress.DONE for action in actions)
    if waiting:
        whom = agree(waiting, "it", "any of them")
        steps.append(
            f"{capital(counted(waiting, 'action'))} {agree(waiting, 'is', 'are')} done. "
            f"Impact on children has not been fully shown and verified for {whom}."
        )
    return steps


def write_acronyms(sheet: Sheet, part: Part, used_acronyms: Sequence[tuple[str, str]], *, document: str) -> None:
    """Write each acronym with what it stands for; `document` is what the whole is called, such as "plan"."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor)
    if not used_acronyms:
        sheet.paragraph(f"No acronyms are used in this {document}.")
        return
    table(
        sheet,
        (Column("Acronym", 36), Column("In full", 134)),
        [(plain(sheet, short, "Plan Table Row Head"), plain(sheet, whole)) for short, whole in used_acronyms],
        title="Acronyms",
        says=f"Each acronym used in this {document}, and what it stands for.",
    )
