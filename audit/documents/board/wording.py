"""The sentences that the papers share, each made from the board's view and said the same in all of them.

In: the board's view of a round.
Out: plain sentences; a judgement is told in its word, and no child is counted but those of the whole round.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.phrases import long_day, sentence
from audit.documents.plan import wording
from audit.domain.board.view import BoardView, FindingTold, StatementTold
from audit.domain.findings.finding import FindingKind as Kind
from audit.domain.findings.finding import ThemeCount, themes_in_order
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import in_words

INVENTED = "This partnership and its children are invented."
NOT_TOLD = "This round has not come to its findings yet, so nothing that is being found is in this paper."
WORDS_ONLY = (
    "Judgements are told in words and never as counts, so that nobody can work out who a child is. "
    "There is no average and no overall grade."
)
QUOTED = (
    "These quotations are marked for use in documents, and the record notes whether and how the person was asked. "
    "No one is named and no case is shown."
)
NOBODY_QUOTED = "No quotations are marked for use in documents in this round. Ask how children and carers were asked."


def not_a_referral(view: BoardView) -> str:
    """Return that the paper reports an audit, and whom to ring about a child in danger."""
    return f"This document reports an audit. It is not a referral. {view.in_danger}"


def looked_at(view: BoardView) -> str:
    """Return who submitted about how many children, how, and how far the judging has come."""
    return view.looked_at.who if view.told else f"{view.looked_at.who} {NOT_TOLD}"


def chosen(view: BoardView) -> str:
    """Return how the children were chosen, and over which months their records were read."""
    said = [sentence(view.looked_at.chosen_how)] if view.looked_at.chosen_how else []
    if view.looked_at.period:
        first, last = view.looked_at.period
        said.append(f"The audit covers records from {long_day(first)} to {long_day(last)}.")
    return " ".join(said)


def source(view: BoardView, what: str) -> str:
    """Return the line beneath a table or figure: source, how many of its children were judged, and the period."""
    if view.letter:
        return f"Source: {what} about the inspection letter of {long_day(view.letter.published)}."
    period = ""
    if view.looked_at.period:
        period = f"; records from {long_day(view.looked_at.period[0])} to {long_day(view.looked_at.period[1])}"
    return f"Source: {what} of {view.title.named(view.round_ref)}; {view.looked_at.judged}{period}."


def title_of(statement: StatementTold) -> str:
    """Return a statement as people call it, such as "QS2 Leadership"."""
    return f"{statement.key.ref} {statement.title}"


def about(view: BoardView, finding: FindingTold) -> str:
    """Return which statements a finding is about."""
    names = [title_of(one) for one in view.statements if one.key in finding.statements]
    return in_words(names)


def capital(word: str) -> str:
    """Return a judgement's word with a capital, for a cell of a table."""
    return f"{word[0].upper()}{word[1:]}"


def raised(view: BoardView) -> str:
    """Return how many findings of each kind there are."""
    return wording.raised_of([finding.kind for finding in view.findings])


def theme_counts(view: BoardView) -> tuple[ThemeCount, ...]:
    """Return how many findings of each kind stand under each theme that has any, what asks for most change first."""
    counts = [
        ThemeCount(
            theme=one.key,
            title=one.title,
            strengths=len(one.of_kind(Kind.STRENGTH)),
            improvements=len(one.of_kind(Kind.NEEDS_TO_IMPROVE)),
            priority=len(one.of_kind(Kind.PRIORITY_ACTION)),
            learning=len(one.of_kind(Kind.LEARNING)),
            cases=0,
        )
        for one in view.themes
    ]
    return themes_in_order(one for one in counts if one.total)


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
    return [sentence(one.headline) for one in findings[:most]], max(0, len(findings) - most)
