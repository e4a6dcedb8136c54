"""An agency's answer, grade and account, from their rows."""

from __future__ import annotations

from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import Account, Answer, LineAnswer, Saved, SeenIn, Standing, StatementGrade
from audit.store.tables.rating import DraftAccountRow, DraftAnswerRow, DraftGradeRow, RatingAnswerRow, RatingGradeRow


def answer_from(row: DraftAnswerRow | RatingAnswerRow, names: dict[int, str]) -> LineAnswer:
    """Return an answer; `names` tells people's names by id, for drafts."""
    return LineAnswer(
        line=Key(row.framework, row.ref),
        answer=None if row.answer is None else Answer(row.answer),
        note=row.note,
        seen_in=frozenset(SeenIn(word) for word in row.seen_in.split(",") if word),
        saved=_saved(row, names) if isinstance(row, DraftAnswerRow) else None,
    )


def grade_from(row: DraftGradeRow | RatingGradeRow, names: dict[int, str]) -> StatementGrade:
    """Return a grade; `names` tells people's names by id, for drafts."""
    return StatementGrade(
        statement=Key(row.framework, row.ref),
        standing=None if row.standing is None else Standing(row.standing),
        grade=row.grade,
        reason=row.reason,
        good_practice=row.good_practice,
        to_develop=row.to_develop,
        saved=_saved(row, names) if isinstance(row, DraftGradeRow) else None,
    )


def account_from(row: DraftAccountRow, names: dict[int, str]) -> Account:
    """Return an account of a case; `names` tells people's names by id."""
    return Account(synopsis=row.synopsis, difference=row.difference, saved=_saved(row, names))


def _saved(row: DraftAnswerRow | DraftGradeRow | DraftAccountRow, names: dict[int, str]) -> Saved:
    return Saved(version=row.version, by=names.get(row.by_id, "somebody"), at_utc=row.saved_at_utc)
