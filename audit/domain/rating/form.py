"""Rating: an agency's own view of a case, given alone and unseen by the others.

In: what the agency is asked, and its draft as saved so far.
Out: what is missing, or the submitted rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from audit.domain.frameworks.framework import Key, LineOfEnquiry, Scale
from audit.domain.rounds.audit_round import RoundStatement
from audit.errors import AuditError


class Answer(StrEnum):
    """The answer to a line of enquiry; only "met" to "not met" say how good the help was."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_EVIDENCED = "not_evidenced"
    NOT_APPLICABLE = "not_applicable"
    NOT_LOOKED_AT = "not_looked_at"  # left out by the auditor: in no figure
    KNOWN_AWAY = "known_away"  # does not apply, from the case's facts: never an auditor's answer

    @property
    def label(self) -> str:
        """Return the answer in words."""
        return "Does not apply, from the case’s facts" if self is _AWAY else self.value.replace("_", " ").capitalize()


_AWAY = Answer.KNOWN_AWAY
JUDGED = (Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET)
COUNTED = (*JUDGED, Answer.NOT_EVIDENCED)  # what a share is taken of
TO_CHOOSE = (*COUNTED, Answer.NOT_APPLICABLE)  # the answers to one question
FROM_AUDITORS = (*TO_CHOOSE, Answer.NOT_LOOKED_AT)


class SeenIn(StrEnum):
    """Where the evidence was seen."""

    RECORD = "record"
    STAFF = "staff"
    CHILD_OR_CARER = "child_or_carer"
    OBSERVED = "observed"

    @property
    def label(self) -> str:
        """Return the source of evidence as the auditor would say it."""
        return _SEEN_IN[self]


_SEEN_IN = {
    SeenIn.RECORD: "Record read",
    SeenIn.STAFF: "Staff told me",
    SeenIn.CHILD_OR_CARER: "Child or carer told me",
    SeenIn.OBSERVED: "Saw it myself",
}


class Standing(StrEnum):
    """Whether a statement was graded, and why not."""

    GRADED = "graded"
    NOT_EVIDENCED = "not_evidenced"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Which version of something is kept, by whom and since when."""

    version: int
    by: str
    at_utc: datetime


@dataclass(frozen=True, kw_only=True)
class LineAnswer:
    """An agency's answer to one line of enquiry."""

    line: Key
    answer: Answer | None = None  # None: not answered yet
    note: str = ""
    seen_in: frozenset[SeenIn] = frozenset()  # empty: where the account says
    saved: Saved | None = None  # None: not stored yet


@dataclass(frozen=True, kw_only=True)
class StatementGrade:
    """An agency's own grade of one statement."""

    statement: Key
    standing: Standing | None = None  # None: not graded yet
    grade: str | None = None  # None unless graded
    reason: str = ""  # why it is not applicable or not evidenced
    evidence: str = ""  # what was seen that decided the grade
    good_practice: str = ""
    to_develop: str = ""
    saved: Saved | None = None


@dataclass(frozen=True, kw_only=True)
class Account:
    """The case in an agency's words: what happened, what difference it made for the child, and where that was seen."""

    synopsis: str = ""
    difference: str = ""
    seen_in: frozenset[SeenIn] = frozenset()  # of every answer that has no source of its own
    saved: Saved | None = None


Part = LineAnswer | StatementGrade | Account


@dataclass(frozen=True, kw_only=True)
class RatingDraft:
    """All that an agency has saved about a case so far."""

    case: str
    agency: str
    answers: Mapping[Key, LineAnswer] = field(default_factory=dict)
    grades: Mapping[Key, StatementGrade] = field(default_factory=dict)
    account: Account = Account()

    def answer(self, line: Key) -> LineAnswer:
        """Return the answer to a line, empty where there is none yet."""
        return self.answers.get(line, LineAnswer(line=line))

    def grade(self, statement: Key) -> StatementGrade:
        """Return the grade of a statement, empty where there is none yet."""
        return self.grades.get(statement, StatementGrade(statement=statement))

    def away(self, statement: RoundStatement, line: LineOfEnquiry) -> str:
        """Return why a line is known not to apply; empty where it may, or where somebody has begun to answer it."""
        key = statement.line_key(line)
        begun = replace(self.answer(key), saved=None) != LineAnswer(line=key)
        return "" if begun else statement.away.get(line.ref, "")

    def left(self, statements: Iterable[RoundStatement]) -> tuple[LineAnswer, ...]:
        """Return the lines that have no answer yet and may apply."""
        asked = ((statement, line) for statement in statements for line in statement.lines)
        may_apply = (statement.line_key(line) for statement, line in asked if not self.away(statement, line))
        return tuple(self.answer(key) for key in may_apply if self.answer(key).answer is None)

    def done(self, statement: RoundStatement) -> bool:
        """Say whether nothing of a statement is missing."""
        return not any(missing_in(statement, self))


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Something a rating still needs, and where to give it."""

    statement: Key | None  # None: about the case as a whole
    say: str
    place: str  # of the field on its page: question-3, source, grade, evidence, synopsis, difference

    @property
    def need(self) -> str:
        """Return what is needed, without where."""
        return self.say.partition(": ")[2]


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What an agency submitted; never changed, only followed by a new version."""

    case: str
    agency: str
    version: int
    answers: tuple[LineAnswer, ...]
    grades: tuple[StatementGrade, ...]
    account: Account
    submitted_at_utc: datetime
    submitted_by: int
    entered_by: frozenset[int] = frozenset()
    on_behalf: bool = False
    after_reveal: bool = False
    reason: str = ""  # why it was corrected; empty for the first version
    blind: bool = True  # False: a person who entered it also entered for another agency

    def grade(self, statement: Key) -> StatementGrade | None:
        """Return the grade given to a statement; None where it was not asked."""
        return next((grade for grade in self.grades if grade.statement == statement), None)

    def answer(self, line: Key) -> LineAnswer | None:
        """Return the answer given to a line; None where it was not asked."""
        return next((answer for answer in self.answers if answer.line == line), None)


def differing(own: RatingDraft, stored: RatingDraft) -> list[tuple[Part, Part]]:
    """Return the parts of two forms about one case that do not say the same, mine beside theirs."""
    pairs: list[tuple[Part, Part]] = [(own.account, stored.account)]
    pairs += [(own.answer(line), stored.answer(line)) for line in {**own.answers, **stored.answers}]
    pairs += [(own.grade(statement), stored.grade(statement)) for statement in {**own.grades, **stored.grades}]
    return [(ours, counterpart) for ours, counterpart in pairs if replace(ours, saved=counterpart.saved) != counterpart]


def sources(answer: LineAnswer, account: Account) -> frozenset[SeenIn]:
    """Return where the evidence for an answer was seen: where the answer says, else where the account says.

    Nothing was seen where a question is not answered, or does not apply and says nothing else.
    """
    return answer.seen_in or (frozenset() if answer.answer in (None, Answer.NOT_APPLICABLE) else account.seen_in)


def pointing(statement: RoundStatement, draft: RatingDraft, scale: Scale) -> tuple[int, ...]:
    """Return the numbers of the questions whose answers point to the grade that was given; none where none was.

    A grade of the scale's upper half rests on what was met; one of the lower half on what was not, or only partly; the
    one in the middle, where there is one, on what was partly met.
    """
    grade = draft.grade(statement.key).grade
    points: tuple[Answer, ...] = (Answer.PARTLY_MET,)
    if grade is None:
        return ()
    if scale.is_upper(grade):
        points = (Answer.MET,)
    elif scale.is_lower(grade):
        points = (Answer.PARTLY_MET, Answer.NOT_MET)
    answers = enumerate((draft.answer(statement.line_key(line)).answer for line in statement.lines), start=1)
    return tuple(number for number, answer in answers if answer in points)


def missing(draft: RatingDraft, statements: Sequence[RoundStatement]) -> tuple[Missing, ...]:
    """Return all that has to be given before the draft can be submitted, in the order of the pages.

    Where the evidence was seen is said once for all of a child's pages, so it is asked for once.
    """
    every = [gap for statement in statements for gap in missing_in(statement, draft)]
    first = next((gap for gap in every if gap.place == "source"), None)
    gaps = [gap for gap in every if gap.place != "source" or gap is first]
    if not draft.account.synopsis.strip():
        say = "About the child: say in a few lines what happened"
        gaps.insert(0, Missing(statement=None, say=say, place="synopsis"))
    if not draft.account.difference.strip():
        say = "The difference: say what difference the help made for the child"
        gaps.append(Missing(statement=None, say=say, place="difference"))
    return tuple(gaps)


def must_be_complete(draft: RatingDraft, statements: Sequence[RoundStatement]) -> None:
    """Raise AuditError with what is missing, unless the draft can be submitted."""
    gaps = missing(draft, statements)
    if gaps:
        raise AuditError(f"{draft.case} cannot be submitted yet. " + ". ".join(gap.say for gap in gaps) + ".")


def submitted(
    draft: RatingDraft,
    statements: Sequence[RoundStatement],
    *,
    version: int,
    now: datetime,
    by: int,
    entered_by: frozenset[int],
    on_behalf: bool,
    after_reveal: bool,
    reason: str,
) -> Rating:
    """Return the draft as a submitted rating; raises AuditError with what is missing unless it is complete."""
    must_be_complete(draft, statements)
    return Rating(
        case=draft.case,
        agency=draft.agency,
        version=version,
        answers=tuple(_submitted(draft, statement, line) for statement in statements for line in statement.lines),
        grades=tuple(draft.grade(statement.key) for statement in statements),
        account=draft.account,
        submitted_at_utc=now,
        submitted_by=by,
        entered_by=entered_by,
        on_behalf=on_behalf,
        after_reveal=after_reveal,
        reason=reason,
    )


def share_met(answers: Sequence[Answer]) -> float | None:
    """Return met ÷ (met + partly met + not met + not evidenced), from 0 to 1.

    What does not apply and what was not looked at leave the denominator; None where nothing is left to divide by.
    """
    counted = [answer for answer in answers if answer in COUNTED]
    return counted.count(Answer.MET) / len(counted) if counted else None


def _submitted(draft: RatingDraft, statement: RoundStatement, line: LineOfEnquiry) -> LineAnswer:
    answer, why = draft.answer(statement.line_key(line)), draft.away(statement, line)
    return replace(answer, answer=Answer.KNOWN_AWAY, note=why) if why else answer


def missing_in(statement: RoundStatement, draft: RatingDraft) -> Iterator[Missing]:
    """Yield what a statement still needs, in the order of its page: the source, the questions and the grade."""
    where = f"Statement {statement.number}"
    answers = [draft.answer(statement.line_key(line)) for line in statement.lines]
    if any(answer.answer in JUDGED and not sources(answer, draft.account) for answer in answers):
        yield Missing(statement=statement.key, say=f"{where}: say where you saw it", place="source")
    for number, (line, answer) in enumerate(zip(statement.lines, answers, strict=True), start=1):
        need = "" if draft.away(statement, line) else _need_of(answer, draft.account)
        if need:
            say = f"{where}, question {number}: {need}"
            yield Missing(statement=statement.key, say=say, place=f"question-{number}")
    place, need = _need_of_grade(draft.grade(statement.key))
    if need:
        yield Missing(statement=statement.key, say=f"{where}: {need}", place=place)


NO_ANSWER = "choose an answer"


def _need_of(answer: LineAnswer, account: Account) -> str:
    if answer.answer is None:
        return NO_ANSWER
    if answer.answer is Answer.NOT_APPLICABLE and not answer.note.strip():
        return "say why it does not apply to this child"
    if answer.answer is Answer.NOT_EVIDENCED and not (answer.note.strip() or sources(answer, account)):
        return "say where you looked"
    return ""


def _need_of_grade(grade: StatementGrade) -> tuple[str, str]:
    """Return which field of a grade needs something, and what; empty where neither does."""
    if grade.standing is None or (grade.standing is Standing.GRADED and grade.grade is None):
        return "grade", "choose your agency's grade"
    if grade.standing is Standing.GRADED:
        return "evidence", "" if grade.evidence.strip() else "say what you saw that decided the grade"
    word = "does not apply" if grade.standing is Standing.NOT_APPLICABLE else "is not evidenced"
    return "evidence", "" if grade.reason.strip() else f"say why it {word}"
