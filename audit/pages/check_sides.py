"""What two windows say in one form about a child, question by question.

In: the form as this window showed it, and as it is now.
Out: rows to hold beside each other.
"""

from __future__ import annotations

from audit.domain.rating.form import LineAnswer, RatingDraft, StatementGrade
from audit.pages.forms.two_writers import Rows, in_words
from audit.pages.rating.sheet import Sheet


def rows(sheet: Sheet, mine: RatingDraft, theirs: RatingDraft) -> Rows:
    """Return what the two forms say to each question, of each grade and of the child."""
    found = [
        ("What happened, in short", mine.account.synopsis, theirs.account.synopsis),
        ("The difference for the child", mine.account.difference, theirs.account.difference),
    ]
    for asked in sheet.asked:
        for number, line in enumerate(asked.lines, 1):
            key = asked.line_key(line)
            title = f"Statement {asked.number}, question {number}"
            found.append((title, _answer(mine.answer(key)), _answer(theirs.answer(key))))
        ours, other = (_grade(sheet, one.grade(asked.key)) for one in (mine, theirs))
        found.append((f"Statement {asked.number}, grade", ours, other))
    return found


def _answer(one: LineAnswer) -> str:
    where = ", ".join(sorted(seen.label.lower() for seen in one.seen_in))
    return ". ".join(filter(None, (in_words(one.answer), where, one.note)))


def _grade(sheet: Sheet, one: StatementGrade) -> str:
    word = sheet.audit_round.scale.step(one.grade).label if one.grade else in_words(one.standing)
    return ". ".join(filter(None, (word, one.reason, one.good_practice, one.to_develop)))
