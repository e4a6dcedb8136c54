"""The action plan as a Word document.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx that reads well on paper, on a screen and aloud.

Here too:
- Judgements by case: only where case material is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.look import GREY, SHADE_COLOURS, SHARE_COLOURS, WHITE
from audit.documents.phrases import long_day
from audit.documents.plan.front import TITLE, Part, write_acronyms, write_front, write_summary
from audit.documents.plan.paper import PlanPaper, title_of
from audit.documents.plan.statements import (
    MOST_IN_A_STRIP,
    glance_title,
    strip,
    write_glance,
    write_sources,
    write_themes,
)
from audit.documents.plan.table import quoted, write_plan
from audit.documents.word import acronyms, finish, layout
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.english import sentence
from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import RoundStatement
from audit.domain.rounds.cases import Case
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.suppression import share_word

_SUMMARY, _THEMES, _PLAN, _ACRONYMS = "Summary", "Findings by theme", "Action plan", "Acronyms"
_SOURCES, _CASES = "Where the statements come from", "Judgements by case"


def write_action_plan(paper: PlanPaper, *, template: bytes | None = None) -> bytes:
    """Return the action plan as a Word document.

    Raises WrongInput, saying what to do, for a template that is not a .docx.
    """
    line = f"Action plan {paper.audit_round.ref}, version {paper.version}, {long_day(paper.today)}."
    sheet = finish.begun(marking=paper.clearance.marked(paper.marking), line=line, template=template)
    _write(sheet, paper)
    title = f"{TITLE}: {paper.audit_round.title}"
    return finish.as_bytes(sheet, title=title, author=paper.partnership, made_on=paper.today)


def _write(sheet: Sheet, paper: PlanPaper) -> None:
    titles = _titles(paper)
    parts = {title: Part(number, title) for number, title in enumerate(titles, start=1)}
    write_front(sheet, paper, list(parts.values()))
    write_summary(sheet, paper, parts[_SUMMARY])
    if paper.letter is None:
        write_glance(sheet, paper, parts[glance_title(paper)])
    if _THEMES in parts:
        write_themes(sheet, paper, parts[_THEMES])
    layout.turn(sheet, landscape=True)
    write_plan(sheet, paper, parts[_PLAN])
    layout.turn(sheet, landscape=False)
    place = len(sheet.elements)
    if paper.letter is None:
        write_sources(sheet, paper, parts[_SOURCES])
    if _CASES in parts:
        write_cases(sheet, paper, parts[_CASES])
    later = sheet.elements[place:]
    used_acronyms = acronyms.used(sheet.text(), paper.audit_round.agencies)
    del sheet.elements[place:]
    write_acronyms(sheet, parts[_ACRONYMS], used_acronyms, document="plan")
    sheet.elements += later


def _titles(paper: PlanPaper) -> list[str]:
    """Return the titles of the parts that this plan has; a plan that answers a letter has no statements and cases."""
    if paper.letter is not None:
        themes = [_THEMES] if any(count.total for count in paper.themes) else []
        return [_SUMMARY, *themes, _PLAN, _ACRONYMS]
    cases = [_CASES] if paper.names_cases else []
    return [_SUMMARY, glance_title(paper), _THEMES, _PLAN, _ACRONYMS, _SOURCES, *cases]


def write_cases(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write the shares by grade, and every case that was judged."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.paragraph("This part names cases by reference. It is for the audit group, and not for the board's papers.")
    sheet.caption("Table", "How the judgements stand on each statement, in words")
    _shares(sheet, paper)
    sheet.note(
        "‘Few’ is under a quarter of the cases with an agreed judgement on the statement, ‘some’ under half, "
        "‘most’ more than half. There is no average and no overall grade."
    )
    for case in paper.audit_round.active_cases():
        _case(sheet, paper, case)


def _shares(sheet: Sheet, paper: PlanPaper) -> None:
    steps = paper.audit_round.scale.steps
    wide = len(steps) > 5
    columns = [Column("Statement", 42)]
    columns += [Column(step.letter if wide else step.label, 128 / (len(steps) + 1), narrow=True) for step in steps]
    columns.append(Column("No grade", 128 / (len(steps) + 1), narrow=True))
    rows = []
    for statement in paper.statements:
        agreed = [judgement for judgement in paper.judgements if judgement.statement == statement.key]
        grades = [judgement.grade for judgement in agreed if judgement.grade]
        counts = [grades.count(step.value) for step in steps] + [len(agreed) - len(grades)]
        cells = [_share(sheet, share_word(count, len(agreed))) for count in counts]
        rows.append((plain(sheet, title_of(statement), "Plan Table Row Head"), *cells))
    table(
        sheet,
        columns,
        rows,
        title="Shares by grade in words",
        says="One statement a row, one grade a column; each cell says none, few, some, half, most or all.",
    )


def _share(sheet: Sheet, word: str) -> Cell:
    ground, colour = SHARE_COLOURS[word]
    paragraph = sheet.made(Piece(word, colour=colour, bold=word != "none"), "Plan Strip")
    return Cell((paragraph,), ground=ground, parted=True)


def _case(sheet: Sheet, paper: PlanPaper, case: Case) -> None:
    sheet.heading(case.in_words, 2)
    agreed = {judgement.statement: judgement for judgement in paper.judgements if judgement.case == case.ref}
    if not agreed:
        sheet.paragraph("No judgement has been recorded yet." if case.revealed_at_utc else "Not revealed yet.")
        return
    statements = paper.statements
    says = " ".join(
        f"{title_of(statement)}: {_judgement_label(paper, agreed.get(statement.key))}." for statement in statements
    )
    if len(statements) <= MOST_IN_A_STRIP:
        cells = [_grade(sheet, paper, agreed.get(statement.key)) for statement in statements]
        strip(sheet, statements, cells, title=f"Judgements on {case.ref}", says=says)
    else:
        _listed(sheet, paper, case, statements, agreed)
    sheet.paragraph(_overall(paper, agreed.get(None)), apart=100)
    _words(sheet, paper, case)


def _overall(paper: PlanPaper, judgement: Judgement | None) -> list[Text]:
    if judgement is None:
        return [Piece("Overall: ", bold=True), "Not judged yet."]
    difference = sentence(judgement.difference) or "Not recorded."
    return [
        Piece("Overall: ", bold=True),
        f"{_judgement_label(paper, judgement)}. {sentence(judgement.reason)} ",
        Piece("Difference made for the child: ", bold=True),
        difference,
    ]


def _listed(
    sheet: Sheet,
    paper: PlanPaper,
    case: Case,
    statements: Sequence[RoundStatement],
    agreed: dict[Key | None, Judgement],
) -> None:
    rows = [
        (
            plain(sheet, title_of(statement), "Plan Table Row Head"),
            plain(sheet, _judgement_label(paper, agreed.get(statement.key))),
        )
        for statement in statements
    ]
    table(
        sheet,
        (Column("Statement", 110), Column("Judgement", 60)),
        rows,
        title=f"Judgements on {case.ref}",
        says="One statement a row, with the judgement agreed.",
    )


def _words(sheet: Sheet, paper: PlanPaper, case: Case) -> None:
    quotations = [
        (finding.ref, words) for finding in paper.findings() for words in finding.words if words.case == case.ref
    ]
    for ref, words in quotations:
        sheet.paragraph(f"{quoted(words)} ({ref})")


def _judgement_label(paper: PlanPaper, judgement: Judgement | None) -> str:
    if judgement is None:
        return "Not judged"
    if judgement.outcome is Outcome.GRADE and judgement.grade:
        return paper.audit_round.scale.step(judgement.grade).label
    return judgement.outcome.label


def _grade(sheet: Sheet, paper: PlanPaper, judgement: Judgement | None) -> Cell:
    ground, colour, letter = WHITE, GREY, "–"
    if judgement is not None and judgement.grade:
        step = paper.audit_round.scale.step(judgement.grade)
        (ground, colour), letter = SHADE_COLOURS[step.shade], step.letter
    label = sheet.made(Piece(_judgement_label(paper, judgement), colour=colour), "Plan Strip")
    return Cell((sheet.made(Piece(letter, colour=colour), "Plan Strip Letter"), label), ground=ground, parted=True)
