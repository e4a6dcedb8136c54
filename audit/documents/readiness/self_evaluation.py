"""The self-evaluation as a Word document, in the shape of an inspection letter, with the index of the pack.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx; it holds no grade, no score and no reference to a child.

Here too:
- The parts of a self-evaluation that a letter begins with: headlines, strengths, what needs to improve, next steps.
- What needs to improve, and areas for priority action: each with what is being done, and what it has changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import long_day
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
from audit.domain.english import agree, counted, listed, number, sentence
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Progress
from audit.domain.readiness.bands import Band
from audit.domain.readiness.evidence import Way
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop import participation_words
from audit.domain.workshop.suppression import CASES_ONLY, RULE, Word

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
    used_acronyms = acronyms.used(sheet.text(), paper.agencies)
    del sheet.elements[place:]
    write_acronyms(sheet, parts[7], used_acronyms, document="document")
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
        sheet.paragraph([text for link in links for text in (link, ".  ")][:-1], "Plan Contents")


def _in_part(plan: PlanPaper) -> str:
    audit_round, judged = plan.audit_round, participation_words.children_judged(plan.participation)
    return f"{audit_round.title} ({audit_round.ref}): {judged}, so its findings are not in this document."


def _with_depth(audit_round: Round) -> str:
    return f"{audit_round.title} ({audit_round.ref}{', a short audit' if audit_round.in_short else ''})"


def _about(paper: EvaluationPaper) -> dict[str, str]:
    rounds = [_with_depth(plan.audit_round) for plan in paper.plans]
    rounds = rounds or ["no audit round in which every child is judged"]
    pieces = [f"{counted(len(paper.register), 'piece')} of evidence"] if paper.register else []
    rows = {
        "Date": long_day(paper.today),
        "Marking": f"{paper.clearance.marked(paper.marking)}. {paper.clearance.sentence()}",
        "Made from": sentence(listed([*pieces, "the checklists", *rounds]))[:-1],
        "Agencies": listed([agency.name for agency in paper.agencies]) if paper.agencies else "None named yet",
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
        sheet.paragraph(["There ", agree(len(pressing), "is ", "are "), link, "."])
    sheet.heading("Gaps an inspector would ask about", 2)
    pressed = paper.of_band(Band.NONE, Band.THIN, Band.CONFLICTING)
    sheet.bullets(
        [
            [Piece(title(readiness.item), link=anchor(readiness)), f": {readiness.band.label.lower()}."]
            for readiness in pressed
        ]
    )
    if not pressed:
        sheet.paragraph("None that the evidence alone would show.")
    sheet.note(f"How judgements are put in words. {RULE} {CASES_ONLY}")


def write_strengths(sheet: Sheet, paper: EvaluationPaper, part: Part, *, rows: Part) -> None:
    """Write the strengths, each with what shows it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    findings = paper.findings(FindingKind.STRENGTH)
    if not findings:
        sheet.paragraph("No strengths recorded in the audits used here.")
    sheet.bullets([_strength(plan, finding) for plan, finding in findings])
    strong = paper.of_band(Band.STRONG)
    if not strong:
        return
    sheet.heading("Strong, and we can show it", 2)
    for readiness in strong:
        pieces = listed([f"“{piece.title}”" for piece in readiness.of_way(Way.STRENGTH)])
        sheet.paragraph([Piece(title(readiness.item), link=anchor(readiness)), f": shown by {pieces}."])
    sheet.note(["Every criterion and statement is in ", Piece(rows.title, link=rows.anchor), "."])


def write_next(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write what comes next: what is late, what is due, and what is to be looked at again."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    steps = []
    late = sorted(
        (action for _, action in paper.actions() if action.is_late(paper.today)), key=lambda action: action.due
    )
    steps += [f"{_named(action)} is {action_words.late(action)}." for action in late]
    ahead = sorted(
        (action for _, action in paper.actions() if _is_ahead(action, paper)), key=lambda action: action.due_now
    )
    steps += [f"{_named(action)} is due on {long_day(action.due_now)}." for action in ahead[:5]]
    stale = sorted({piece.title for row in paper.rows for piece in row.stale})
    steps += [f"“{name}” is out of date and is to be looked at again." for name in stale[:5]]
    gaps = [title(readiness.item) for readiness in paper.of_band(Band.NONE)]
    steps += [f"Evidence is to be found about {listed(gaps)}."] if gaps else []
    none = "In the audits used here and the register nothing is late, due or out of date."
    sheet.bullets([[step] for step in steps or [none]])


def _judged(paper: EvaluationPaper) -> str:
    newest: dict[str, list[str]] = {}
    for judgement in paper.judged:
        if judgement.round_ref == _last_judged(paper):
            newest.setdefault(judgement.word, []).append(paper.called(judgement.statement))
    sentences = [
        f"{listed(newest[word])} {agree(len(newest[word]), *verb)}."
        for word, verb in (
            (Word.STRENGTH, ("is a strength", "are strengths")),
            (Word.MIXED, ("is mixed", "are mixed")),
            (Word.NEEDS_TO_IMPROVE, ("needs to improve", "need to improve")),
        )
        if word in newest
    ]
    if not sentences:
        return "No audit used here has judged enough children yet to say anything of a statement."
    when = next(judgement for judgement in paper.judged if judgement.round_ref == _last_judged(paper))
    return (
        f"In our last audit that can be told in words ({when.title}), {sentences[0]} {' '.join(sentences[1:])}".strip()
    )


def _last_judged(paper: EvaluationPaper) -> str:
    judgements = [
        judgement
        for judgement in paper.judged
        if judgement.word is not Word.NOT_ENOUGH and not paper.is_part_judged(judgement.round_ref)
    ]
    return max(judgements, key=lambda judgement: judgement.on).round_ref if judgements else ""


def _shown(paper: EvaluationPaper) -> str:
    counts = {band: len(paper.of_band(band)) for band in _BANDS}
    return listed([says.format(number(counts[band])) for band, says in _BANDS.items() if counts[band]])


def _strength(plan: PlanPaper, finding: Finding) -> list[Text]:
    texts: list[Text] = [f"{sentence(finding.text)} "]
    texts += [f"{quoted(words)} " for words in finding.beside]
    about = listed(plan.statement_titles(finding.statements)) if finding.statements else ""
    return [*texts, f"({plan.audit_round.ref}, {finding.ref}{': ' + about if about else ''})"]


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
    findings = paper.findings(FindingKind.NEEDS_TO_IMPROVE)
    if not findings:
        sheet.paragraph("No areas to improve recorded in the audits used here.")
        return
    _opening(sheet, findings)
    sheet.caption("Table", "What needs to improve, and what is being done about it")
    _table(sheet, paper, findings, "What needs to improve")


def write_priority(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write the areas for priority action."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    findings = paper.findings(FindingKind.PRIORITY_ACTION)
    if not findings:
        sheet.paragraph("No areas for priority action recorded in the audits used here.")
        return
    sheet.caption("Table", "Areas for priority action, and what is being done about them")
    _table(sheet, paper, findings, "Areas for priority action")


def _opening(sheet: Sheet, findings: Sequence[tuple[PlanPaper, Finding]]) -> None:
    undecided = sum(
        not plan.plan.actions_for(finding.ref) and not plan.plan.no_action_for(finding.ref)
        for plan, finding in findings
    )
    decided = (
        f"For {number(undecided)} nothing is decided yet." if undecided else "For each it is decided what is done."
    )
    sheet.paragraph(f"{sentence(counted(len(findings), 'finding'))[:-1]}, the newest audit first. {decided}")


def _table(sheet: Sheet, paper: EvaluationPaper, findings: Sequence[tuple[PlanPaper, Finding]], title: str) -> None:
    table(
        sheet,
        COLUMNS,
        [_to_improve(sheet, paper, plan, finding) for plan, finding in findings],
        title=title,
        says="One finding a row: what was found, what is being done, by whom and by when, and what it has changed.",
    )


def _to_improve(sheet: Sheet, paper: EvaluationPaper, plan: PlanPaper, finding: Finding) -> tuple[Cell, ...]:
    ref = f"{plan.audit_round.ref}, {finding.ref}"
    paragraph = sheet.made(sentence(finding.text), "Plan Table Text")
    words = (sheet.made(quoted(words), "Plan Table Text") for words in finding.beside)
    finding_cell = Cell((paragraph, *words, sheet.made(ref, "Plan Action Quiet")))
    actions = plan.plan.actions_for(finding.ref)
    none = plan.plan.no_action_for(finding.ref)
    if not actions:
        why = f"No action: {sentence(none.reason)}" if none is not None else "Not decided yet."
        return finding_cell, plain(sheet, why), plain(sheet, "Nothing to tell.")
    done = tuple(sheet.made(_done(plan, action, paper), "Plan Table Text") for action in actions)
    changed = tuple(sheet.made(_changed(action), "Plan Table Text") for action in actions)
    return finding_cell, Cell(done), Cell(changed)


def _done(plan: PlanPaper, action: Action, paper: EvaluationPaper) -> list[Text]:
    state = action_words.in_brief(action, paper.today)
    who = f"{plan.agency_name(action.lead_agency)}, {action.owner}"
    return [Piece(f"{action.ref} ", bold=True), f"{sentence(action.text)} {who}; {state}."]


def _changed(action: Action) -> list[Text]:
    shown = [update.evidence_of_impact.strip() for update in action.updates if update.evidence_of_impact.strip()]
    difference = f"{action_words.difference(action)}."
    difference = f"{difference} {sentence(shown[-1])}" if shown else difference
    return [Piece(f"{action.ref} ", bold=True), difference]
