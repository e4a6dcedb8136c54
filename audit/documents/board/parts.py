"""The parts of a board report: statements, findings, what changed, and what children said.

In: the board's view of a round.
Out: headings, paragraphs and tables, in which judgements are words.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.board import wording
from audit.documents.look import WORD_COLOURS
from audit.documents.phrases import long_day, sentence
from audit.documents.plan.front import Part, finding_anchor
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, Kept, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView, FindingTold, LastTime, Quoted, StatementTold
from audit.domain.findings.finding import FindingKind
from audit.domain.plan.board_questions import Question

MOST_IN_A_STRIP = 9  # more would not fit side by side


def write_statements(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write a word for each statement, what it means for children, and the rule behind the words."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(wording.WORDS_ONLY, keep_next=True)
    if len(view.statements) <= MOST_IN_A_STRIP:
        write_strip(sheet, view)
    sheet.caption("Table", view.message)
    columns = (
        Column("Statement", 44),
        Column("Judgement", 30),
        Column("What it means for children", 70),
        Column("Findings", 26),
    )
    table(
        sheet,
        columns,
        [_statement(sheet, one) for one in view.statements],
        title="Judgements in words",
        says="One statement a row: its judgement in words, what it means for children, and the findings about it.",
        kept=Kept(together=len(view.statements) <= MOST_IN_A_STRIP),
    )
    sheet.note(wording.source(view, "agreed judgements"))
    sheet.note(
        f"How the words are chosen. {view.rule} The words in quotation marks are the framework's own "
        "way of saying what a child should be able to say; no child is quoted here."
    )
    if view.provenance:
        sheet.note(view.provenance)


def write_strip(sheet: Sheet, view: BoardView) -> None:
    """Write the strip: one small cell a statement, always in the same order."""
    columns = [Column(one.short_title, 1, ref=one.key.ref, narrow=True) for one in view.statements]
    cells = []
    for one in view.statements:
        ground, colour = WORD_COLOURS[one.word]
        letter, said = Piece(one.word.letter, colour=colour), Piece(one.word.value, colour=colour)
        paragraphs = (sheet.made(letter, "Plan Strip Letter"), sheet.made(said, "Plan Strip"))
        cells.append(Cell(paragraphs, ground=ground, parted=True))
    table(
        sheet,
        columns,
        [cells],
        title="The statements as a strip",
        says=" ".join(f"{wording.title_of(one)}: {one.word}." for one in view.statements),
        kept=Kept(row_height=11),
    )


def write_findings(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write every finding whole, the most pressing kind first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(wording.raised(view))
    titles = {
        FindingKind.PRIORITY_ACTION: "For priority action",
        FindingKind.NEEDS_TO_IMPROVE: "Needs to improve",
        FindingKind.STRENGTH: "Strong",
        FindingKind.LEARNING: "Learning",
    }
    for kind, title in titles.items():
        found = view.of_kind(kind)
        if found:
            sheet.heading(title, 2)
            _findings(sheet, view, found)


def write_since(sheet: Sheet, since: LastTime, part: Part) -> None:
    """Write each statement's word then and now, and what became of what was found then."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(f"{since.sentence} {since.chance}")
    sheet.caption("Table", f"Each statement in {since.title.named(since.round_ref)} and now")
    table(
        sheet,
        (Column("Statement", 62), Column("Last time", 36), Column("Now", 36), Column("Change", 36)),
        [
            (
                plain(sheet, f"{one.key.ref} {one.short_title}", "Plan Table Row Head"),
                plain(sheet, wording.capital(one.was)),
                plain(sheet, wording.capital(one.now)),
                plain(sheet, Piece(sentence(one.label)[:-1], bold=True)),
            )
            for one in since.statements
        ],
        title="Last time and now",
        says="One statement a row: its judgement in words last time, now, and whether a change may be claimed.",
    )
    if since.again:
        _looked_again(sheet, since)
    sheet.heading("What was done about what we found last time", 2)
    sheet.paragraph(since.actions_sentence)
    _done_since(sheet, since)


def write_quoted(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write what children and carers said, where it may be used."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    if not view.quoted:
        sheet.paragraph(wording.NOBODY_QUOTED)
        return
    sheet.bullets(quotations(view))
    sheet.note(wording.QUOTED)


def quotations(view: BoardView) -> list[list[Text]]:
    """Return each quotation, and which finding it stands under."""
    return [[Piece(one.quoted, bold=True), f" {one.said_by}", *_about(one), "."] for one in view.quoted]


def _about(one: Quoted) -> list[Text]:
    return [", about ", Piece(one.finding, link=finding_anchor(one.finding))] if one.finding else []


def write_questions(sheet: Sheet, questions: Sequence[Question], part: Part) -> None:
    """Write what the board asked, and the answer or who owes it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    waiting = sum(one.owed for one in questions)
    sheet.paragraph(
        "A question comes back in each report until it is answered." if waiting else "Every question has its answer.",
        keep_next=True,
    )
    table(
        sheet,
        (Column("Asked", 30), Column("Question", 70), Column("Answer", 70)),
        [
            (
                plain(sheet, long_day(one.asked_on), "Plan Table Row Head"),
                plain(sheet, one.text),
                plain(sheet, one.answer.strip() or f"Still owed by {one.owed_by}"),
            )
            for one in questions
        ],
        title="Questions from the board",
        says="One question a row: when it was asked, what was asked, and the answer or who owes it.",
    )


def _statement(sheet: Sheet, one: StatementTold) -> tuple[Cell, ...]:
    links: list[Text] = []
    for ref in one.findings:
        links += [Piece(ref, link=finding_anchor(ref)), ", "]
    return (
        plain(sheet, wording.title_of(one), "Plan Table Row Head"),
        plain(sheet, Piece(wording.capital(one.word), bold=True)),
        plain(sheet, f"{sentence(one.means)} {one.against}".strip()),
        plain(sheet, links[:-1] or ["None"]),
    )


def _findings(sheet: Sheet, view: BoardView, findings: Sequence[FindingTold]) -> None:
    for one in findings:
        about = wording.about(view, one)
        text: list[Text] = [Piece(f"{one.ref} ", bold=True), sentence(one.text), f" ({about})" if about else ""]
        sheet.paragraph(text, "Plan Finding", anchor=finding_anchor(one.ref))


def _looked_again(sheet: Sheet, since: LastTime) -> None:
    sheet.heading("Last time’s findings, looked at again", 2)
    sheet.paragraph(since.again_sentence)
    table(
        sheet,
        (Column("What we found", 92), Column("Kind", 38), Column("What became of it", 40)),
        [
            (
                plain(sheet, one.finding.headline, "Plan Table Row Head"),
                plain(sheet, one.finding.kind.label),
                plain(sheet, Piece(one.became, bold=True)),
            )
            for one in since.again
        ],
        title="Last time’s findings, looked at again",
        says="One finding a row: what was found last time, its kind, and what looking again showed.",
    )


def _done_since(sheet: Sheet, since: LastTime) -> None:
    texts = {one.ref: one for one in since.findings}
    acted = [one for one in since.actions if one.finding in texts]
    if not acted:
        sheet.note("No action was planned after that round.")
        return
    table(
        sheet,
        (Column("What we found", 60), Column("What was to be done", 58), Column("Done?", 20), Column("Difference", 32)),
        [
            (
                plain(sheet, texts[one.finding].headline, "Plan Table Row Head"),
                plain(sheet, one.text),
                plain(sheet, one.done),
                plain(sheet, one.difference),
            )
            for one in acted
        ],
        title="What was done since last time",
        says="One action a row: what was found last time, what was to be done, whether it is, and the difference made.",
    )
