"""The board's slides: ten minutes of a meeting, with what is said to each slide in its notes.

In: the board's view of a round, and perhaps a council's own PowerPoint file to take the look from.
Out: the bytes of a .pptx that names no child and no case.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents import board_slide_figures as figures
from audit.documents import board_wording as wording
from audit.documents import slide_finish, slides
from audit.documents.phrases import long_day, number, sentence
from audit.documents.slides import Deck, Line
from audit.domain.board import BoardView, FindingTold
from audit.domain.findings import FindingKind

TITLE = "Board slides"
QUESTION = "How well do we look after the mental health of children in care?"
MOST_POINTS = 6  # findings on slides of a kind; the report holds them all


def write_board_slides(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the slides; raises WrongInput, saying what to do, for a template that is not a .pptx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}"
    deck = slides.begun(marking=view.marking, line=line, template=template)
    _opening(deck, view)
    _looked_at(deck, view)
    if view.told:
        _told(deck, view)
    _reading(deck, view)
    return slide_finish.as_bytes(deck, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def _told(deck: Deck, view: BoardView) -> None:
    _minute(deck, view)
    figures.statements(deck, view)
    _findings(deck, view, "What must improve", view.improvements)
    _findings(deck, view, "What is strong", view.strengths)
    if view.quoted:
        _quoted(deck, view)
    figures.themes(deck, view)
    if view.since:
        figures.since(deck, view, view.since)
    figures.actions(deck, view)
    _asks(deck, view)
    if view.owed or any(one.owed for one in view.questions):
        _owed(deck, view)


def _opening(deck: Deck, view: BoardView) -> None:
    lines = [view.partnership, view.title, f"{wording.when_seen(view)}. These slides are of {long_day(view.today)}."]
    if view.invented:
        lines[0] = f"{view.partnership}. {wording.INVENTED}"
    if view.looked_at.unfinished:
        lines.append("This round is not finished. See the next slide.")
    deck.opening(
        QUESTION,
        lines,
        notes=f"Say who you are and why we look. {wording.looked_at(view)}\n{wording.NOT_A_REFERRAL}",
    )


def _looked_at(deck: Deck, view: BoardView) -> None:
    lines = [Line(view.looked_at.unfinished, "Not finished.")] if view.looked_at.unfinished else []
    lines.append(Line(wording.looked_at(view), "Who and how."))
    if chosen := wording.chosen(view):
        lines.append(Line(chosen, "Which children."))
    if view.looked_at.agencies:
        lines.append(Line(", ".join(view.looked_at.agencies) + ".", "Agencies that submitted."))
    lines += [Line(f"{view.looked_at.workshop}.", "Workshop."), Line(wording.next_look(view), "Next.")]
    deck.listed(
        "Who took part, and why",
        lines,
        notes=f"The round's theme is: {view.looked_at.why}. A few children were chosen, for depth. "
        "They cannot stand for every child, and what we say holds for the children judged.",
    )


def _minute(deck: Deck, view: BoardView) -> None:
    lines = [Line(sentence(view.message), "In a word."), Line(wording.raised(view), "What we found.")]
    if view.since:
        lines.append(Line(f"{view.since.sentence} {view.since.chance}", "Since last time."))
    lines.append(Line(view.actions_sentence, "What is being done."))
    if view.over_optimism:
        lines.append(Line(view.over_optimism, "How we see ourselves."))
    deck.listed(
        "The round in one minute",
        lines,
        notes="If there is time for one slide only, show this one. " + " ".join(line.whole for line in lines),
    )


def _findings(deck: Deck, view: BoardView, title: str, findings: Sequence[FindingTold]) -> None:
    if not findings:
        deck.listed(
            title, [Line("Nothing of this kind was found in this round.")], notes=f"{title}: nothing was found."
        )
        return
    shown, more = findings[:MOST_POINTS], len(findings) - MOST_POINTS
    lines = [Line(sentence(one.headline), _strong(one)) for one in shown]
    if more > 0:
        lines.append(Line(f"{sentence(number(more))[:-1]} more {'is' if more == 1 else 'are'} in the board report."))
    notes = [f"{one.ref}. {sentence(one.text)} It is about {wording.about(view, one)}." for one in findings]
    deck.listed(title, lines, notes="\n".join(notes), source=wording.source(view, "findings"))


def _strong(finding: FindingTold) -> str:
    return "For priority action." if finding.kind is FindingKind.PRIORITY_ACTION else ""


def _quoted(deck: Deck, view: BoardView) -> None:
    deck.listed(
        "What children and carers said",
        [Line(f"{one.said_by}.", f"‘{one.text}’") for one in view.quoted],
        notes=f"Read them aloud, slowly, and leave a pause. {wording.QUOTED}",
        source="Words that a child or carer was asked about and that are marked for papers.",
        few_words=True,
    )


def _asks(deck: Deck, view: BoardView) -> None:
    deck.listed(
        "What the board is asked to do",
        [Line(one.text, one.verb.value) for one in view.asks],
        notes="Ask for each of the three before the item ends, and note what was decided and who owes an answer. "
        + " ".join(f"{one.verb.value} {one.text}" for one in view.asks),
    )


def _owed(deck: Deck, view: BoardView) -> None:
    waiting = [*view.owed, *(one for one in view.questions if one.owed)]
    deck.listed(
        "Answers the board is still owed",
        [Line(f"{sentence(one.text)} Owed by {one.owed_by}.", f"{long_day(one.asked_on)}.") for one in waiting],
        notes="These come back until they are answered. Ask each owner for a day.",
    )


def _reading(deck: Deck, view: BoardView) -> None:
    lines = [Line(wording.WORDS_ONLY), Line(view.rule, "How the words are chosen.")]
    if view.provenance:
        lines.append(Line(view.provenance))
    deck.listed(
        "How to read these slides",
        lines,
        notes=f"Keep this slide for questions. {wording.NOT_A_REFERRAL}",
    )
