"""The first two pages of a board report: what it is, what the board is asked to do, and the report in one minute.

In: the board's view of a round.
Out: the front, and a summary whose points lead to their findings.

Here too:
- The sentences that the papers share, each made from the board's view and said the same in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import long_day
from audit.documents.plan import paper
from audit.documents.plan.front import Part, contents, finding_anchor
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import about
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import BoardView, FindingTold, StatementTold
from audit.domain.english import agree, listed, number, sentence
from audit.domain.findings.finding import FindingKind, ThemeCount, themes_in_order
from audit.domain.workshop import participation_words

INVENTED = "This partnership and its children are invented."
NO_FINDINGS_YET = "This round has not come to its findings yet, so nothing that is being found is in this paper."
WORDS_ONLY = (
    "Judgements are told in words and never as counts, so that nobody can work out who a child is. "
    "There is no average and no overall grade."
)
QUOTED = (
    "These quotations are marked for use in documents, and the record notes whether and how the person was asked. "
    "No one is named and no case is shown."
)
NOBODY_QUOTED = "No quotations are used in this document. Ask how children and carers were asked."


def not_a_referral(view: BoardView) -> str:
    """Return that the paper reports an audit, and whom to ring about a child in danger."""
    return f"This document reports an audit. It is not a referral. {view.in_danger}"


def looked_at(view: BoardView) -> str:
    """Return who submitted about how many children, how, and how far the judging has come."""
    return view.looked_at.who if view.workshop_over else f"{view.looked_at.who} {NO_FINDINGS_YET}"


def chosen(view: BoardView) -> str:
    """Return how the children were chosen, and over which months their records were read."""
    sentences = [sentence(view.looked_at.chosen_how)] if view.looked_at.chosen_how else []
    if view.looked_at.period:
        first, last = view.looked_at.period
        sentences.append(f"The audit covers records from {long_day(first)} to {long_day(last)}.")
    return " ".join(sentences)


def source(view: BoardView, basis: str) -> str:
    """Return the line beneath a table or figure: source, how many of its children were judged, and the period."""
    if view.letter:
        return f"Source: {basis} about the inspection letter of {long_day(view.letter.published)}."
    period = ""
    if view.looked_at.period:
        period = f"; records from {long_day(view.looked_at.period[0])} to {long_day(view.looked_at.period[1])}"
    return f"Source: {basis} of {view.title.named(view.round_ref)}; {view.looked_at.judged}{period}."


def title_of(statement: StatementTold) -> str:
    """Return a statement as people call it, such as "QS2 Leadership"."""
    return f"{statement.key.ref} {statement.title}"


def about_round(view: BoardView, finding: FindingTold) -> str:
    """Return which statements a finding is about."""
    names = [title_of(statement) for statement in view.statements if statement.key in finding.statements]
    return listed(names)


def raised(view: BoardView) -> str:
    """Return how many findings of each kind there are."""
    return paper.raised_of([finding.kind for finding in view.findings])


def theme_counts(view: BoardView) -> tuple[ThemeCount, ...]:
    """Return how many findings of each kind stand under each theme that has any, what asks for most change first."""
    counts = [
        ThemeCount(
            theme=theme.key,
            title=theme.title,
            strengths=len(theme.of_kind(FindingKind.STRENGTH)),
            improvements=len(theme.of_kind(FindingKind.NEEDS_TO_IMPROVE)),
            priority=len(theme.of_kind(FindingKind.PRIORITY_ACTION)),
            learning=len(theme.of_kind(FindingKind.LEARNING)),
            cases=0,
        )
        for theme in view.themes
    ]
    return themes_in_order(theme_count for theme_count in counts if theme_count.total)


def when_seen(view: BoardView) -> str:
    """Return when the board saw the round, or will."""
    if view.seen_by_board:
        return f"Seen by the board on {long_day(view.seen_by_board)}"
    if view.dates.board is None:
        return "No date set yet for the board"
    verb = "To be seen" if view.dates.board >= view.today else "Was to be seen"
    return f"{verb} by the board on {long_day(view.dates.board)}"


def next_look(view: BoardView) -> str:
    """Return when the same things are looked at again, or which round does."""
    return participation_words.looks_again(view.dates.reaudit, view.looked_again_in, view.today)


def first(findings: Sequence[FindingTold], most: int) -> tuple[list[str], int]:
    """Return the first few findings as headlines with a full stop, and how many more there are."""
    return [sentence(finding.headline) for finding in findings[:most]], max(0, len(findings) - most)


TITLE = "Board report"
NOTHING_YET = "Nothing for the board to read yet."
MOST_POINTS = 4  # of a kind in the summary; the rest are a link away


def write_front(sheet: Sheet, view: BoardView, parts: Sequence[Part]) -> None:
    """Write the title, the message, what the board is asked to do, what this is, and the contents."""
    title_block(sheet, view, TITLE)
    sheet.paragraph(sentence(view.message) if view.workshop_over else NOTHING_YET, "Plan Message")
    if view.asks:
        sheet.paragraph("What the board is asked to do", "Plan Front Heading", keep_next=True)
        write_asks(sheet, view)
    sheet.paragraph("About this report", "Plan Front Heading", keep_next=True)
    write_about(sheet, view, "this report")
    contents(sheet, parts, "In this report", roomy=sheet.look.roomy and not view.workshop_over)


def title_block(sheet: Sheet, view: BoardView, title: str) -> None:
    """Write whose paper it is, its title, and the round it tells of."""
    sheet.paragraph(view.partnership, "Plan Partnership")
    sheet.paragraph(title, "Title")
    sheet.paragraph(view.title, "Subtitle")


def write_asks(sheet: Sheet, view: BoardView) -> None:
    """Write what the board is asked to do, each beginning with its verb."""
    sheet.bullets([[Piece(f"{ask.verb.value} ", bold=True), ask.text] for ask in view.asks])


def write_about(sheet: Sheet, view: BoardView, subject: str) -> None:
    """Write what a paper is, one thing a row; the children are counted, because that is how the round was made."""
    rows = {"Not finished": view.looked_at.unfinished} if view.looked_at.unfinished else {}
    rows |= {
        "Date": long_day(view.today),
        "Marking": f"{view.clearance.marked(view.marking)}. {view.clearance.sentence()}",
        "Audit round": f"{view.title} ({view.round_ref})",
        "Who took part": " ".join(text for text in (looked_at(view), chosen(view)) if text),
        "Workshop": view.looked_at.workshop,
        "Board": when_seen(view),
        "Re-audit": next_look(view),
    }
    if view.invented:
        rows["Please note"] = INVENTED
    about(
        sheet,
        subject,
        rows,
        names=36,
        says="Date, marking, round, who took part, workshop, board and re-audit, one in each row.",
    )


def write_minute(sheet: Sheet, view: BoardView, part: Part) -> None:
    """Write the report in one minute; each point ends with a link to its finding."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=True)
    sheet.paragraph(looked_at(view))
    if not view.workshop_over:
        return
    sheet.paragraph(f"{sentence(view.message)} {raised(view)}")
    priority, improve = (view.of_kind(kind) for kind in (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE))
    _points(sheet, agree(len(priority), "Area for priority action", "Areas for priority action"), priority)
    _points(sheet, "What must improve", improve)
    _points(sheet, "What is strong", view.strengths)
    if view.since:
        sheet.heading("What changed since last time", 2)
        sheet.paragraph(f"{view.since.sentence} {view.since.chance}")
    sheet.heading("What is being done", 2)
    sheet.paragraph(f"{view.actions_sentence} {next_look(view)}")
    if view.own_grades:
        sheet.paragraph(view.own_grades)


def point(finding: FindingTold) -> list[Text]:
    """Return a finding as a point that ends with a link to it."""
    return [f"{finding.headline}\u00a0(", Piece(finding.ref, link=finding_anchor(finding.ref)), ")."]


def _points(sheet: Sheet, title: str, findings: Sequence[FindingTold]) -> None:
    if not findings:
        return
    sheet.heading(title, 2)
    sheet.bullets([point(finding) for finding in findings[:MOST_POINTS]])
    more = len(findings) - MOST_POINTS
    if more > 0:
        links: list[Text] = [f"{sentence(number(more))[:-1]} more: "]
        for finding in findings[MOST_POINTS:]:
            links += [Piece(finding.ref, link=finding_anchor(finding.ref)), ", "]
        sheet.bullets([[*links[:-1], "."]])
