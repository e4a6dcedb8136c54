"""The statements at a glance, and where they come from.

In: the paper.
Out: a strip and a table of judgements in words, with what each means for children; and a note on provenance.

Here too:
- Findings by theme: a chart that Word can edit, and its table.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.look import WORD_COLOURS
from audit.documents.phrases import month
from audit.documents.plan import paper as wording
from audit.documents.plan.front import Part, finding_anchor
from audit.documents.plan.paper import PlanPaper, title_of
from audit.documents.word import charts
from audit.documents.word.charts import Bars, Series
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import against_the_word, means
from audit.domain.english import capital, listed, number, sentence
from audit.domain.findings.finding import FINDINGS, FindingKind, ThemeCount, themes_in_order
from audit.domain.frameworks.framework import FrameworkKind, Item, Provenance
from audit.domain.rounds.audit_round import RoundStatement
from audit.domain.workshop.suppression import CASES_ONLY, RULE, Word

MOST_IN_A_STRIP = 9  # more would not fit side by side
PROVENANCE = {
    Provenance.PUBLISHED: "Published: the source says this, and it was seen",
    Provenance.DERIVED: "Derived: our reading of what the source implies; check before quoting",
    Provenance.UNVERIFIED: "Unverified: known second-hand only; check before quoting",
}


def glance_title(paper: PlanPaper) -> str:
    """Return the heading of the part, with how many statements there are."""
    statements = paper.statements
    if any(fw.kind is not FrameworkKind.STATEMENTS for fw in paper.audit_round.frameworks() if fw.graded()):
        return "The statements and criteria at a glance"
    return f"The {number(len(statements))} quality statements at a glance"


def write_glance(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write a word for each statement, what it means for children, and the rule behind the words."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    sheet.paragraph(
        f"For each statement, what the audit group's judgements say over the cases that were judged. {CASES_ONLY} "
        "There is no average and no overall grade.",
        keep_next=True,
    )
    statements = paper.statements
    if len(statements) <= MOST_IN_A_STRIP:
        cells = [_strip_cell(sheet, _word(paper, statement)) for statement in statements]
        strip(
            sheet,
            statements,
            cells,
            title="The statements as a strip",
            says=" ".join(f"{title_of(a)}: {_word(paper, a)}." for a in statements),
        )
    sheet.caption("Table", wording.glance_message(paper))
    table(
        sheet,
        (
            Column("Statement", 44),
            Column("Judgement", 30),
            Column("What it means for children", 70),
            Column("Findings", 26),
        ),
        [_glance_row(sheet, paper, statement) for statement in statements],
        title="Judgements in words",
        says="One statement a row: its judgement in words, what it means for children, and the findings about it.",
    )
    sheet.note(wording.source(paper, "agreed judgements"))
    sheet.note(
        f"How the words are chosen. {RULE} The words in quotation marks are the framework's own "
        "way of saying what a child should be able to say; no child is quoted here."
    )


def strip(sheet: Sheet, statements: Sequence[RoundStatement], cells: Sequence[Cell], *, title: str, says: str) -> None:
    """Write the strip: one small cell a statement, always in the same order."""
    columns = [Column(statement.short_title, 1, ref=statement.item.ref, narrow=True) for statement in statements]
    table(sheet, columns, [cells], title=title, says=says, page_fit=PageFit(row_height=11))


def write_sources(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write which statements and themes rest on their source, and which are a reading of it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    for framework in paper.audit_round.frameworks():
        seen = framework.source
        sheet.paragraph(
            [
                Piece(f"{framework.title}. ", bold=True),
                f"From {seen.title}, {seen.publisher}, {month(seen.published)}. {seen.seen} "
                "The wording here is our own.",
            ]
        )
    items = _to_check(paper)
    if not items:
        sheet.note("Every statement and theme used here was seen in its source.")
        return
    sheet.caption("Table", "Statements and themes to check before quoting")
    table(
        sheet,
        (Column("Statement or theme", 62), Column("How far it rests on its source", 108)),
        [
            (plain(sheet, f"{i.ref} {i.title}", "Plan Table Row Head"), plain(sheet, PROVENANCE[i.provenance]))
            for i in items
        ],
        title="Statements and themes to check",
        says="One derived or unverified statement or theme a row, and what that means.",
    )
    sheet.note("The other statements and themes used here were seen in their source.")


def _to_check(paper: PlanPaper) -> list[Item]:
    counted = {theme_count.theme for theme_count in paper.themes if theme_count.total}
    items: list[Item] = [statement.item for statement in paper.statements]
    items += [theme for key, theme in paper.audit_round.themes() if key in counted]
    return [item for item in items if item.provenance is not Provenance.PUBLISHED]


def _word(paper: PlanPaper, statement: RoundStatement) -> Word:
    return paper.words.get(statement.key, Word.NOT_ENOUGH)


def _strip_cell(sheet: Sheet, word: Word) -> Cell:
    ground, colour = WORD_COLOURS[word]
    letter = Piece(word.letter, colour=colour)
    label = Piece(word.value, colour=colour)
    return Cell((sheet.made(letter, "Plan Strip Letter"), sheet.made(label, "Plan Strip")), ground=ground, parted=True)


def _glance_row(sheet: Sheet, paper: PlanPaper, statement: RoundStatement) -> tuple[Cell, ...]:
    word = _word(paper, statement)
    about = [finding for finding in paper.plan.findings if statement.key in finding.statements]
    links: list[Text] = []
    for finding in about:
        links += [Piece(finding.ref, link=finding_anchor(finding.ref)), ", "]
    against = against_the_word(word, {finding.kind for finding in about})
    meaning = means(statement, word, missing=paper.part_judged.get(statement.key, ""))
    return (
        plain(sheet, title_of(statement), "Plan Table Row Head"),
        plain(sheet, Piece(f"{capital(word.value)}", bold=True)),
        plain(sheet, f"{sentence(meaning)} {against}".strip()),
        plain(sheet, links[:-1] or ["None"]),
    )


_NAMES = {FindingKind.PRIORITY_ACTION: "Priority action"}  # short enough for a column


def write_themes(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write how many findings stand under each theme, by kind, what asks for most change first."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    counts = themes_in_order(theme_count for theme_count in paper.themes if theme_count.total)
    sheet.paragraph(wording.raised(paper))
    if not counts:
        sheet.note("No finding has been put under a theme yet.")
        return
    drawn = bars(counts)
    sheet.caption("Figure", wording.themes_message(counts))
    charts.add(sheet, drawn)
    empty = [theme_count.title.lower() for theme_count in paper.themes if not theme_count.total]
    none = f" None stands under {listed(empty)}." if empty else ""
    sheet.note(f"{wording.source(paper, 'findings')} Counts of findings, not of children.{none}")
    sheet.caption("Table", "Findings by theme, the figures")
    figures(sheet, drawn, first="Theme", says="One theme a row, and how many findings of each kind stand under it.")
    sheet.note("A finding may stand under several themes.")


def figures(sheet: Sheet, drawn: Bars, *, first: str, says: str) -> None:
    """Write the table of a chart: the same names and numbers."""
    rows: list[tuple[Cell, ...]] = []
    for name, values in charts.table_values(drawn):
        cells = (plain(sheet, str(value), "Plan Table Number") for value in values)
        rows.append((plain(sheet, name, "Plan Table Row Head"), *cells))
    columns = (Column(first, 80), *(Column(series.name, 90 / len(drawn.series), "right") for series in drawn.series))
    table(sheet, columns, rows, title=drawn.title, says=says)


def bars(counts: Sequence[ThemeCount]) -> Bars:
    """Return findings by theme as bars, one colour a kind."""
    series = [
        Series(
            _NAMES.get(kind, kind.label),
            tuple(theme_count.of(kind) for theme_count in counts),
            look.ground,
            look.letters,
            look.edge,
        )
        for kind, look in FINDINGS.items()
        if kind is not FindingKind.LEARNING or any(theme_count.learning for theme_count in counts)
    ]
    return Bars(
        names=tuple(theme_count.title for theme_count in counts),
        series=tuple(series),
        axis="Number of findings",
        alt_text=wording.themes_in_words(counts),
        title="Findings by theme",
        height=max(42.0, 24.0 + (5.0 if len(counts) > 8 else 7.5) * len(counts)),  # long names take two lines
    )
