"""What two windows say in one form about a child, question by question.

In: the form as this window showed it, and as it is now.
Out: rows to hold beside each other.
"""

from __future__ import annotations

from collections.abc import Collection

from audit.domain.rating.form import LineAnswer, RatingDraft, SeenIn, StatementGrade
from audit.pages.forms.two_writers import Rows, in_words
from audit.pages.rating.sheet import Sheet


def rows(sheet: Sheet, own_draft: RatingDraft, other_draft: RatingDraft) -> Rows:
    """Return what the two forms say to each question, of each grade and of the child."""
    sides = [
        ("What happened, in short", own_draft.account.synopsis, other_draft.account.synopsis),
        ("The difference for the child", own_draft.account.difference, other_draft.account.difference),
        ("Where the evidence was seen", _where(own_draft.account.seen_in), _where(other_draft.account.seen_in)),
    ]
    for statement in sheet.statements:
        for number, line in enumerate(statement.lines, 1):
            key = statement.line_key(line)
            title = f"Statement {statement.number}, question {number}"
            sides.append((title, _answer(own_draft.answer(key)), _answer(other_draft.answer(key))))
        ours, other = (_grade(sheet, draft.grade(statement.key)) for draft in (own_draft, other_draft))
        sides.append((f"Statement {statement.number}, grade", ours, other))
    return sides


def _answer(answer: LineAnswer) -> str:
    return ". ".join(filter(None, (in_words(answer.answer), _where(answer.seen_in), answer.note)))


def _where(seen_in: Collection[SeenIn]) -> str:
    return ", ".join(sorted(source.label.lower() for source in seen_in))


def _grade(sheet: Sheet, grade: StatementGrade) -> str:
    word = sheet.audit_round.scale.step(grade.grade).label if grade.grade else in_words(grade.standing)
    return ". ".join(filter(None, (word, grade.reason, grade.evidence, grade.good_practice, grade.to_develop)))
