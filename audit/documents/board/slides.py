"""The board's slides: ten minutes of a meeting, with what is said to each slide in its notes.

In: the board's view of a round, and perhaps a council's own PowerPoint file to take the look from.
Out: the bytes of a .pptx in which every typed text was released.

Here too:
- The slides about an inspection letter: what the inspectorates found, and what is being done about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents import letter_wording as words
from audit.documents.board import slide_figures as figures
from audit.documents.board import summary
from audit.documents.phrases import long_day
from audit.documents.powerpoint import deck as slides
from audit.documents.powerpoint import figures as finish
from audit.documents.powerpoint.deck import Deck, Line
from audit.domain.board.view import BoardView, FindingTold
from audit.domain.english import agree, number, sentence
from audit.domain.findings.finding import FindingKind
from audit.domain.inspection.published import Inspection
from audit.domain.workshop.suppression import CASES_ONLY

TITLE = "Board slides"
QUESTION = "How well do we look after the mental health of children in care?"
MOST_POINTS = 6  # findings on slides of a kind; the report holds them all


def write_board_slides(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the slides; raises WrongInput, saying what to do, for a template that is not a .pptx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}"
    deck = slides.begun(marking=view.clearance.marked(view.marking), line=line, template=template)
    _opening(deck, view)
    _looked_at(deck, view)
    if view.workshop_over:
        _add_findings_and_actions(deck, view)
    _reading(deck, view)
    return finish.as_bytes(deck, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _add_findings_and_actions(deck: Deck, view: BoardView) -> None:
    _minute(deck, view)
    figures.statements(deck, view)
    write_findings(deck, view, "What must improve", view.improvements)
    write_findings(deck, view, "What is strong", view.strengths)
    if view.quoted:
        _quoted(deck, view)
    figures.themes(deck, view)
    if view.since:
        figures.since(deck, view, view.since)
    figures.actions(deck, view)
    write_asks(deck, view)
    write_owed(deck, view)


def _opening(deck: Deck, view: BoardView) -> None:
    lines = [view.partnership, view.title, f"{summary.when_seen(view)}. These slides are of {long_day(view.today)}."]
    if view.invented:
        lines[0] = f"{view.partnership}. {summary.INVENTED}"
    if view.looked_at.unfinished:
        lines.append("This round is not finished. See the next slide.")
    deck.opening(
        QUESTION,
        lines,
        notes=f"Say who you are and why we look. {summary.looked_at(view)}\n{summary.not_a_referral(view)}",
    )


def _looked_at(deck: Deck, view: BoardView) -> None:
    lines = [Line(view.looked_at.unfinished, "Not finished.")] if view.looked_at.unfinished else []
    lines.append(Line(summary.looked_at(view), "Who and how."))
    if chosen := summary.chosen(view):
        lines.append(Line(chosen, "Which children."))
    if view.looked_at.agencies:
        lines.append(Line(", ".join(view.looked_at.agencies) + ".", "Agencies that submitted."))
    lines += [Line(f"{view.looked_at.workshop}.", "Workshop."), Line(summary.next_look(view), "Next.")]
    deck.listed("Who took part, and why", lines, notes=f"The round's theme is: {view.looked_at.why}. {CASES_ONLY}")


def _minute(deck: Deck, view: BoardView) -> None:
    lines = [Line(sentence(view.message), "In a word."), Line(summary.raised(view), "What we found.")]
    if view.since:
        lines.append(Line(f"{view.since.sentence} {view.since.chance}", "Since last time."))
    lines.append(Line(view.actions_sentence, "What is being done."))
    if view.own_grades:
        lines.append(Line(view.own_grades, "How agencies graded themselves."))
    deck.listed(
        "The round in one minute",
        lines,
        notes="If there is time for one slide only, show this one. " + " ".join(line.whole for line in lines),
    )


def write_findings(deck: Deck, view: BoardView, title: str, findings: Sequence[FindingTold]) -> None:
    """Add the findings of a kind, with each in whole in the notes."""
    if not findings:
        deck.listed(title, [Line("None recorded in this round.")], notes=f"{title}: none recorded.")
        return
    shown, more = findings[:MOST_POINTS], len(findings) - MOST_POINTS
    lines = [Line(sentence(finding.headline), _strong(finding)) for finding in shown]
    if more > 0:
        lines.append(Line(f"{sentence(number(more))[:-1]} more {agree(more, 'is', 'are')} in the board report."))
    notes = [_note(view, finding) for finding in findings]
    deck.listed(title, lines, notes="\n".join(notes), source=summary.source(view, "findings"))


def _note(view: BoardView, finding: FindingTold) -> str:
    about = summary.about_round(view, finding)
    return f"{finding.ref}. {sentence(finding.text)}{f' It is about {about}.' if about else ''}"


def _strong(finding: FindingTold) -> str:
    return "For priority action." if finding.kind is FindingKind.PRIORITY_ACTION else ""


def _quoted(deck: Deck, view: BoardView) -> None:
    deck.listed(
        "What children and carers said",
        [Line(f"{quotation.said_by}.", quotation.quoted) for quotation in view.quoted],
        notes=f"Read them aloud, slowly, and leave a pause. {summary.QUOTED}",
        source="Words that a child or carer was asked about and that are marked for papers.",
        few_words=True,
    )


def write_asks(deck: Deck, view: BoardView) -> None:
    """Add what the board is asked to do."""
    deck.listed(
        "What the board is asked to do",
        [Line(ask.text, ask.verb.value) for ask in view.asks],
        notes="Ask for each of the three before the item ends, and note what was decided and who owes an answer. "
        + " ".join(f"{ask.verb.value} {ask.text}" for ask in view.asks),
    )


def write_owed(deck: Deck, view: BoardView) -> None:
    """Add the questions that still have no answer; nothing where all are answered."""
    waiting = [*view.owed, *(question for question in view.questions if question.owed)]
    if not waiting:
        return
    deck.listed(
        "Answers the board is still owed",
        [
            Line(f"{sentence(question.text)} Owed by {question.owed_by}.", f"{long_day(question.asked_on)}.")
            for question in waiting
        ],
        notes="These come back until they are answered. Ask each owner for a day.",
    )


def _reading(deck: Deck, view: BoardView) -> None:
    lines = [Line(summary.WORDS_ONLY), Line(view.rule, "How the words are chosen.")]
    if view.provenance:
        lines.append(Line(view.provenance))
    deck.listed(
        "How to read these slides", lines, notes=f"Keep this slide for questions. {summary.not_a_referral(view)}"
    )


LETTER_TITLE = "Slides on an inspection letter"
LETTER_QUESTION = "What did inspectors find, and what are we doing about it?"


def write_letter_slides(view: BoardView, letter: Inspection, *, template: bytes | None = None) -> bytes:
    """Return the slides; raises WrongInput, saying what to do, for a template that is not a .pptx."""
    line = f"{LETTER_TITLE} {view.round_ref}, {long_day(view.today)}"
    deck = slides.begun(marking=view.marking, line=line, template=template)
    _letter_slides_opening(deck, view, letter)
    _letter_slides_minute(deck, view, letter)
    for kind, title in words.TITLES.items():
        if findings := view.of_kind(kind):
            write_findings(deck, view, title, findings)
    figures.themes(deck, view)
    figures.actions(deck, view)
    write_asks(deck, view)
    write_owed(deck, view)
    return finish.as_bytes(deck, title=f"{LETTER_TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _letter_slides_opening(deck: Deck, view: BoardView, letter: Inspection) -> None:
    lines = [view.partnership, view.title, f"{summary.when_seen(view)}. These slides are of {long_day(view.today)}."]
    if view.invented:
        lines.append("This partnership is invented.")
    notes = f"{words.inspected(letter)} {words.NOT_AN_AUDIT}\n{words.not_a_referral(view)}"
    deck.opening(LETTER_QUESTION, lines, notes=notes)


def _letter_slides_minute(deck: Deck, view: BoardView, letter: Inspection) -> None:
    lines = [
        Line(words.inspected(letter), "The inspection."),
        Line(words.raised(view), "What inspectors found."),
        Line(words.answered(view), "What is being done."),
    ]
    if due := words.statement_due(view):
        lines.append(Line(due, "Next."))
    notes = f"{sentence(view.message)} {words.NOT_AN_AUDIT} " + " ".join(line.whole for line in lines)
    deck.listed("The letter in one minute", lines, notes=notes)
