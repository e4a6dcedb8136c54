"""The self-evaluation as a Word document, in the shape of an inspection letter, with the index of the pack.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx; it holds no grade, no score and no reference to a child.

Here too:
- The parts of a self-evaluation that a letter begins with: headlines, strengths, what needs to improve, next steps.
- What needs to improve, and areas for priority action: each with what is being done, and what it has changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import counted, long_day, number, sentence
from audit.documents.plan.front import Part, write_acronyms
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.table import quoted
from audit.documents.readiness.evaluation_rows import (
    EvaluationPaper,
    anchor,
    title,
    write_index,
    write_rows,
    write_sources,
)
from audit.documents.word import acronyms, finish, layout
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, about, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Progress
from audit.domain.readiness.bands import Band
from audit.domain.readiness.evidence import Way
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.suppression import NOT_OTHERS, RULE, Word

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
    sheet = finish.begun(marking=paper.clearance.marked(paper.marking), line=line, template=template)
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


_BANDS = {
    Band.STRONG: "we can show {} strongly",
    Band.SOME: "we have some evidence about {}",
    Band.CONFLICTING: "what we hold about {} conflicts",
    Band.THIN: "we hold little about {}",
    Band.NONE: "we hold nothing about {}",
}


def write_headlines(sheet: Sheet, paper: EvaluationPaper, part: Part, *, priority: Part) -> None:
    """Write what the whole comes to, in a page or less."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.paragraph(_judged(paper))
    sheet.paragraph(
        f"Of {number(len(paper.rows))} criteria and statements, {_shown(paper)}. "
        "That says how much evidence we hold, not how good the work is."
    )
    pressing = paper.findings(FindingKind.PRIORITY_ACTION)
    if pressing:
        many = counted(len(pressing), "area")
        link = Piece(f"{many} for priority action", link=priority.anchor)
        sheet.paragraph(["There ", "is " if len(pressing) == 1 else "are ", link, "."])
    sheet.heading("Gaps an inspector would ask about", 2)
    pressed = paper.of_band(Band.NONE, Band.THIN, Band.CONFLICTING)
    sheet.bullets([[Piece(title(one.item), link=anchor(one)), f": {one.band.label.lower()}."] for one in pressed])
    if not pressed:
        sheet.paragraph("None that the evidence alone would show.")
    sheet.note(f"How judgements are put in words. {RULE} {NOT_OTHERS}")


def write_strengths(sheet: Sheet, paper: EvaluationPaper, part: Part, *, rows: Part) -> None:
    """Write the strengths, each with what shows it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    found = paper.findings(FindingKind.STRENGTH)
    if not found:
        sheet.paragraph("No strengths recorded in the audits used here.")
    sheet.bullets([_strength(plan, one) for plan, one in found])
    strong = paper.of_band(Band.STRONG)
    if not strong:
        return
    sheet.heading("Strong, and we can show it", 2)
    for one in strong:
        pieces = in_words([f"“{piece.title}”" for piece in one.of_way(Way.STRENGTH)])
        sheet.paragraph([Piece(title(one.item), link=anchor(one)), f": shown by {pieces}."])
    sheet.note(["Every criterion and statement is in ", Piece(rows.title, link=rows.anchor), "."])


def write_next(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write what comes next: what is late, what is due, and what is to be looked at again."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    steps = []
    late = sorted((one for _, one in paper.actions() if one.is_late(paper.today)), key=lambda action: action.due)
    steps += [f"{_named(one)} is {action_words.late(one)}." for one in late]
    ahead = sorted((one for _, one in paper.actions() if _is_ahead(one, paper)), key=lambda action: action.due_now)
    steps += [f"{_named(one)} is due on {long_day(one.due_now)}." for one in ahead[:5]]
    stale = sorted({piece.title for row in paper.rows for piece in row.stale})
    steps += [f"“{name}” is out of date and is to be looked at again." for name in stale[:5]]
    gaps = [title(one.item) for one in paper.of_band(Band.NONE)]
    steps += [f"Evidence is to be found about {in_words(gaps)}."] if gaps else []
    none = "In the audits used here and the register nothing is late, due or out of date."
    sheet.bullets([[step] for step in steps or [none]])


def _judged(paper: EvaluationPaper) -> str:
    newest: dict[str, list[str]] = {}
    for one in paper.judged:
        if one.round_ref == _last_judged(paper):
            newest.setdefault(one.word, []).append(paper.called(one.statement))
    said = [
        f"{in_words(newest[word])} {verb[0] if len(newest[word]) == 1 else verb[1]}."
        for word, verb in (
            (Word.STRENGTH, ("is a strength", "are strengths")),
            (Word.MIXED, ("is mixed", "are mixed")),
            (Word.NEEDS_TO_IMPROVE, ("needs to improve", "need to improve")),
        )
        if word in newest
    ]
    if not said:
        return "No audit used here has judged enough children yet to say anything of a statement."
    when = next(one for one in paper.judged if one.round_ref == _last_judged(paper))
    return f"In our last audit that can be told in words ({when.title}), {said[0]} {' '.join(said[1:])}".strip()


def _last_judged(paper: EvaluationPaper) -> str:
    told = [one for one in paper.judged if one.word is not Word.NOT_ENOUGH and not paper.is_part_judged(one.round_ref)]
    return max(told, key=lambda one: one.on).round_ref if told else ""


def _shown(paper: EvaluationPaper) -> str:
    counts = {band: len(paper.of_band(band)) for band in _BANDS}
    return in_words([says.format(number(counts[band])) for band, says in _BANDS.items() if counts[band]])


def _strength(plan: PlanPaper, one: Finding) -> list[Text]:
    said: list[Text] = [f"{sentence(one.text)} "]
    said += [f"{quoted(words)} " for words in one.beside]
    about = in_words(plan.statement_titles(one.statements)) if one.statements else ""
    return [*said, f"({plan.audit_round.ref}, {one.ref}{': ' + about if about else ''})"]


def _named(action: Action) -> str:
    return f"{action.ref}, “{action.text.strip().rstrip('.')}”,"


def _is_ahead(action: Action, paper: EvaluationPaper) -> bool:
    return action.progress not in (Progress.DONE, Progress.STOPPED) and not action.is_late(paper.today)


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
