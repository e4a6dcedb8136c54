"""The parts of a board report: statements, findings, what changed, and what children said.

In: the board's view of a round.
Out: headings, paragraphs and tables, in which judgements are words.

Here too:
- The charts that board papers show, with the message of each: counts of findings and actions, never of children.
- What is being done and whether it helps, and where the findings stand by theme: a chart and its table each.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.board import summary
from audit.documents.board.summary import theme_counts
from audit.documents.look import INK, WORD_COLOURS
from audit.documents.phrases import long_day
from audit.documents.plan import paper, statements
from audit.documents.plan.front import Part, finding_anchor
from audit.documents.word import charts
from audit.documents.word.charts import Bars, Series
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import ActionTold, BoardView, FindingTold, LastTime, Quoted, StatementTold
from audit.domain.english import agree, amount, capital, counted, sentence
from audit.domain.findings.finding import FindingKind
from audit.domain.plan.actions import Group
from audit.domain.plan.board_asks import Question


def themes(view: BoardView) -> Bars:
    """Return how many findings of each kind stand under each theme that has any."""
    return statements.bars(theme_counts(view))


def themes_message(view: BoardView) -> str:
    """Return the message of the chart of themes."""
    return paper.themes_message(theme_counts(view))


def actions(view: BoardView) -> Bars:
    """Return how many actions stand at each place of the plan's order."""
    counts = {group: sum(action.group is group for action in view.actions) for group in Group}
    shown = {group: count for group, count in counts.items() if count or group in (Group.DONE, Group.DIFFERENCE)}
    stand = sentence("; ".join(f"{group.value.lower()}: {amount(count)}" for group, count in shown.items()))
    return Bars(
        names=tuple(group.value for group in shown),
        series=(Series("Actions", tuple(shown.values()), "6BACE6", INK),),
        axis="Number of actions",
        alt_text=f"Bar chart of {counted(len(view.actions), 'action')} by where they stand. {stand}",
        title="Where the actions stand",
        height=24.0 + 9.0 * len(shown),
    )


def actions_message(view: BoardView) -> str:
    """Return the message of the chart of actions: done and making a difference are two things."""
    done = sum(action.group in (Group.DONE, Group.DIFFERENCE) for action in view.actions)
    shown = sum(action.group is Group.DIFFERENCE for action in view.actions)
    if len(view.actions) == 1:
        work, difference = "done" if done else "not done", "verified" if shown else "not fully verified"
        return f"The one action is {work}; its difference is {difference}"
    done_clause = f"{amount(done)} of the {counted(len(view.actions), 'action')} {agree(done or 1, 'is', 'are')} done"
    two = f"{amount(shown)} {agree(shown or 1, 'is', 'are')} verified to make a difference"
    return sentence(f"{done_clause}; {two}")[:-1]


MOST_IN_A_STRIP = 9  # more would not fit side by side


def write_statements(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write a word for each statement, what it means for children, and the rule behind the words."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(summary.WORDS_ONLY, keep_next=True)
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
        [_statement(sheet, statement) for statement in view.statements],
        title="Judgements in words",
        says="One statement a row: its judgement in words, what it means for children, and the findings about it.",
        page_fit=PageFit(together=len(view.statements) <= MOST_IN_A_STRIP),
    )
    sheet.note(summary.source(view, "agreed judgements"))
    sheet.note(
        f"How the words are chosen. {view.rule} The words in quotation marks are the framework's own "
        "way of saying what a child should be able to say; no child is quoted here."
    )
    if view.provenance:
        sheet.note(view.provenance)


def write_strip(sheet: Sheet, view: BoardView) -> None:
    """Write the strip: one small cell a statement, always in the same order."""
    columns = [Column(statement.short_title, 1, ref=statement.key.ref, narrow=True) for statement in view.statements]
    cells = []
    for statement in view.statements:
        ground, colour = WORD_COLOURS[statement.word]
        letter, label = Piece(statement.word.letter, colour=colour), Piece(statement.word.value, colour=colour)
        paragraphs = (sheet.made(letter, "Plan Strip Letter"), sheet.made(label, "Plan Strip"))
        cells.append(Cell(paragraphs, ground=ground, parted=True))
    table(
        sheet,
        columns,
        [cells],
        title="The statements as a strip",
        says=" ".join(f"{summary.title_of(statement)}: {statement.word}." for statement in view.statements),
        page_fit=PageFit(row_height=11),
    )


def write_findings(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write every finding whole, the most pressing kind first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(summary.raised(view))
    titles = {
        FindingKind.PRIORITY_ACTION: "For priority action",
        FindingKind.NEEDS_TO_IMPROVE: "Needs to improve",
        FindingKind.STRENGTH: "Strong",
        FindingKind.LEARNING: "Learning",
    }
    for kind, title in titles.items():
        findings = view.of_kind(kind)
        if findings:
            sheet.heading(title, 2)
            _findings(sheet, view, findings)


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
                plain(sheet, f"{statement.key.ref} {statement.short_title}", "Plan Table Row Head"),
                plain(sheet, capital(statement.was)),
                plain(sheet, capital(statement.now)),
                plain(sheet, Piece(sentence(statement.label)[:-1], bold=True)),
            )
            for statement in since.statements
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
        sheet.paragraph(summary.NOBODY_QUOTED)
        return
    sheet.bullets(quotations(view))
    sheet.note(summary.QUOTED)


def quotations(view: BoardView) -> list[list[Text]]:
    """Return each quotation, and which finding it stands under."""
    return [
        [Piece(quotation.quoted, bold=True), f" {quotation.said_by}", *_about(quotation), "."]
        for quotation in view.quoted
    ]


def _about(quotation: Quoted) -> list[Text]:
    return [", about ", Piece(quotation.finding, link=finding_anchor(quotation.finding))] if quotation.finding else []


def write_questions(sheet: Sheet, questions: Sequence[Question], part: Part) -> None:
    """Write what the board asked, and the answer or who owes it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    waiting = sum(question.owed for question in questions)
    sheet.paragraph(
        "A question comes back in each report until it is answered." if waiting else "Every question has its answer.",
        keep_next=True,
    )
    table(
        sheet,
        (Column("Asked", 30), Column("Question", 70), Column("Answer", 70)),
        [
            (
                plain(sheet, long_day(question.asked_on), "Plan Table Row Head"),
                plain(sheet, question.text),
                plain(sheet, question.answer.strip() or f"Still owed by {question.owed_by}"),
            )
            for question in questions
        ],
        title="Questions from the board",
        says="One question a row: when it was asked, what was asked, and the answer or who owes it.",
    )


def _statement(sheet: Sheet, statement: StatementTold) -> tuple[Cell, ...]:
    links: list[Text] = []
    for ref in statement.findings:
        links += [Piece(ref, link=finding_anchor(ref)), ", "]
    return (
        plain(sheet, summary.title_of(statement), "Plan Table Row Head"),
        plain(sheet, Piece(capital(statement.word), bold=True)),
        plain(sheet, f"{sentence(statement.means)} {statement.against}".strip()),
        plain(sheet, links[:-1] or ["None"]),
    )


def _findings(sheet: Sheet, view: BoardView, findings: Sequence[FindingTold]) -> None:
    for finding in findings:
        about = summary.about_round(view, finding)
        text: list[Text] = [Piece(f"{finding.ref} ", bold=True), sentence(finding.text), f" ({about})" if about else ""]
        sheet.paragraph(text, "Plan Finding", anchor=finding_anchor(finding.ref))


def _looked_again(sheet: Sheet, since: LastTime) -> None:
    sheet.heading("Last time’s findings, looked at again", 2)
    sheet.paragraph(since.again_sentence)
    table(
        sheet,
        (Column("What we found", 92), Column("Kind", 38), Column("What became of it", 40)),
        [
            (
                plain(sheet, looked_again.finding.headline, "Plan Table Row Head"),
                plain(sheet, looked_again.finding.kind.label),
                plain(sheet, Piece(looked_again.became, bold=True)),
            )
            for looked_again in since.again
        ],
        title="Last time’s findings, looked at again",
        says="One finding a row: what was found last time, its kind, and what looking again showed.",
    )


def _done_since(sheet: Sheet, since: LastTime) -> None:
    texts = {finding.ref: finding for finding in since.findings}
    acted = [action for action in since.actions if action.finding in texts]
    if not acted:
        sheet.note("No action was planned after that round.")
        return
    table(
        sheet,
        (Column("What we found", 60), Column("What was to be done", 58), Column("Done?", 20), Column("Difference", 32)),
        [
            (
                plain(sheet, texts[action.finding].headline, "Plan Table Row Head"),
                plain(sheet, action.text),
                plain(sheet, action.done),
                plain(sheet, action.difference),
            )
            for action in acted
        ],
        title="What was done since last time",
        says="One action a row: what was found last time, what was to be done, whether it is, and the difference made.",
    )


COLUMNS = (
    Column("Ref", 12),
    Column("Action, and what it should change for children", 56),
    Column("Who", 32),
    Column("Due", 18),
    Column("Done?", 28),
    Column("Does it help?", 24),
)


def write_actions(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write how the actions stand, in a sentence, a chart, its figures and a table of them all."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(
        f"{view.actions_sentence} What is done and what difference it makes are reported separately; "
        "a difference counts once somebody has verified it."
    )
    if not view.actions:
        return
    bars = actions(view)
    sheet.caption("Figure", actions_message(view))
    charts.add(sheet, bars)
    sheet.note(f"{summary.source(view, 'actions')} Counts of actions, not of children.")
    sheet.caption("Table", "Where the actions stand, the figures")
    statements.figures(sheet, bars, first="Where it stands", says="How many actions stand at each place, one a row.")
    sheet.caption("Table", "Each action, late ones first")
    table(
        sheet,
        COLUMNS,
        [_action(sheet, action) for action in view.actions],
        title="Actions",
        says="One action a row: what is done and why, who leads it, when it is due, whether it is done and helps.",
    )
    sheet.note("Owners are named by role. The finding that an action answers is under its number.")


def write_themes(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write how many findings stand under each theme, by kind, the most first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph("A finding may stand under several themes.", keep_next=True)
    if not summary.theme_counts(view):
        sheet.note("No finding has been put under a theme yet.")
        return
    bars = themes(view)
    sheet.caption("Figure", themes_message(view))
    charts.add(sheet, bars)
    sheet.note(f"{summary.source(view, 'findings')} Counts of findings, not of children.")
    sheet.caption("Table", "Findings by theme, the figures")
    statements.figures(sheet, bars, first="Theme", says="One theme a row, and how many findings of each kind it has.")


def _action(sheet: Sheet, action: ActionTold) -> tuple[Cell, ...]:
    refs = (
        sheet.made(action.ref, "Plan Action Strong"),
        sheet.made(Piece(action.finding, link=finding_anchor(action.finding)), "Plan Action Text"),
    )
    description = (
        sheet.made(sentence(action.text), "Plan Action Strong"),
        sheet.made(sentence(action.wanted), "Plan Action Text"),
    )
    who = (sheet.made(action.lead, "Plan Action Strong"), sheet.made(action.owner, "Plan Action Text"))
    return (
        Cell(refs),
        Cell(description),
        Cell(who),
        plain(sheet, sentence(action.due)[:-1], "Plan Action Text"),
        plain(sheet, action.done, "Plan Action Text"),
        plain(sheet, action.difference, "Plan Action Text"),
    )
