"""The parts of a self-evaluation that a letter begins with: headlines, strengths, what needs to improve, next steps.

In: the paper.
Out: findings with their evidence, and with what is being done about them.
"""

from __future__ import annotations

from audit.documents.phrases import counted, long_day, number, sentence
from audit.documents.plan.front import Part
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.table import quoted
from audit.documents.readiness.evaluation_paper import EvaluationPaper, title
from audit.documents.readiness.self_evaluation_rows import anchor
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import Piece, Text
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Progress
from audit.domain.readiness.bands import Band
from audit.domain.readiness.evidence import Way
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.suppression import NOT_OTHERS, RULE, Word

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
