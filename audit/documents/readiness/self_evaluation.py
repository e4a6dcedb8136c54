"""The self-evaluation as a Word document, in the shape of an inspection letter, with the index of the pack.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx; it holds no grade, no score and no reference to a child.
"""

from __future__ import annotations

from audit.documents.phrases import counted, long_day, sentence
from audit.documents.plan.acronyms import write_acronyms
from audit.documents.plan.front import Part
from audit.documents.plan.paper import PlanPaper
from audit.documents.readiness.evaluation_paper import EvaluationPaper
from audit.documents.readiness.self_evaluation_improve import write_improve, write_priority
from audit.documents.readiness.self_evaluation_index import write_index
from audit.documents.readiness.self_evaluation_rows import write_rows, write_sources
from audit.documents.readiness.self_evaluation_summary import write_headlines, write_next, write_strengths
from audit.documents.word import acronyms, blank, finish, layout
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import about
from audit.documents.word.xml import Piece
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import in_words

TITLE = "Self-evaluation"
_PARTS = (
    "Headline findings",
    "What needs to improve, and what is being done",
    "Strengths",
    "Main findings, criterion by criterion",
    "Areas for priority action",
    "Next steps",
    "Index of the pack",
    "Acronyms",
    "Where this comes from",
)


def write_self_evaluation(paper: EvaluationPaper, *, template: bytes | None = None) -> bytes:
    """Return the self-evaluation as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE}, {long_day(paper.today)}."
    sheet = blank.begun(marking=paper.clearance.marked(paper.marking), line=line, template=template)
    parts = [Part(number, title) for number, title in enumerate(_PARTS, start=1)]
    _front(sheet, paper, parts)
    write_headlines(sheet, paper, parts[0], priority=parts[4])
    write_improve(sheet, paper, parts[1])
    write_strengths(sheet, paper, parts[2], rows=parts[3])
    write_rows(sheet, paper, parts[3])
    write_priority(sheet, paper, parts[4])
    write_next(sheet, paper, parts[5])
    layout.turn(sheet, landscape=True)
    write_index(sheet, paper, parts[6])
    layout.turn(sheet, landscape=False)
    place = len(sheet.elements)
    write_sources(sheet, paper, parts[8])
    later = sheet.elements[place:]
    found = acronyms.used(sheet.text(), paper.agencies)
    del sheet.elements[place:]
    write_acronyms(sheet, parts[7], found, document="document")
    sheet.elements += later
    title = f"{TITLE}: {paper.partnership}"
    return finish.as_bytes(sheet, title=title, author=paper.partnership, made_on=paper.today)


def _front(sheet: Sheet, paper: EvaluationPaper, parts: list[Part]) -> None:
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph("The mental health of children in care and care leavers", "Subtitle")
    rows = _about(paper)
    about(
        sheet,
        "this document",
        rows,
        says="Date, marking, what it is made from, and how it is to be read, one in each row.",
    )
    sheet.paragraph("In this document", "Plan Front Heading", keep_next=True)
    links = [Piece(f"{part.number}\u00a0{part.title}", link=part.anchor) for part in parts]
    if sheet.look.roomy:
        for link in links:
            sheet.paragraph(link, "Plan Contents")
    else:
        sheet.paragraph([one for link in links for one in (link, ".  ")][:-1], "Plan Contents")


def _in_part(plan: PlanPaper) -> str:
    audit_round, judged = plan.audit_round, participation_words.children_judged(plan.participation)
    return f"{audit_round.title} ({audit_round.ref}): {judged}, so its findings are not in this document."


def _about(paper: EvaluationPaper) -> dict[str, str]:
    rounds = [f"{plan.audit_round.title} ({plan.audit_round.ref})" for plan in paper.plans]
    rounds = rounds or ["no audit round in which every child is judged"]
    pieces = [f"{counted(len(paper.register), 'piece')} of evidence"] if paper.register else []
    rows = {
        "Date": long_day(paper.today),
        "Marking": f"{paper.clearance.marked(paper.marking)}. {paper.clearance.sentence()}",
        "Made from": sentence(in_words([*pieces, "the checklists", *rounds]))[:-1],
        "Agencies": in_words([one.name for one in paper.agencies]) if paper.agencies else "None named yet",
        "Read it as": "What we hold and what it shows. There is no grade and no score in it. Judgements of audits are "
        "told in words, never as counts of children.",
        "Evidence counts for": f"{paper.months} months from its day",
    }
    if paper.part_judged:
        rows["Not all judged"] = " ".join(_in_part(plan) for plan in paper.part_judged)
    if paper.invented:
        rows["Please note"] = "This partnership and its children are invented."
    return rows
