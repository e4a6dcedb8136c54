"""An agency's form: its answers follow from its grades, but for the lines that the story speaks of.

In: an agency's grades, and what is written of its lines.
Out: the form, filled in and submitted by the agency's own auditor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zlib import crc32

from audit.domain.frameworks.framework import LineOfEnquiry, Scale
from audit.domain.people.person import Viewer
from audit.domain.rating import form as rules
from audit.domain.rating.form import Account, Answer, LineAnswer, RatingDraft, SeenIn, Standing, StatementGrade
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.library.stories.partnership import CaseStory, FormStory
from audit.seeding.note_writer import NoteWriter
from audit.seeding.stage import WORDS, Cast, statement
from audit.services.rating import form as rating
from audit.store.work import Db

_MET, _PARTLY, _NOT, _UNSEEN = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET, Answer.NOT_EVIDENCED
_USUAL = {  # what an agency answers that gave a grade; the place in the row is drawn from the line, the same each time
    "O": (_MET, _MET, _MET, _MET, _MET, _MET, _MET, _PARTLY),
    "G": (_MET, _MET, _MET, _PARTLY, _MET, _MET, _PARTLY, _MET),
    "RI": (_PARTLY, _MET, _PARTLY, _NOT, _PARTLY, _MET, _PARTLY, _UNSEEN),
    "I": (_NOT, _NOT, _PARTLY, _NOT, _UNSEEN, _NOT, _PARTLY, _NOT),
    "NE": (_UNSEEN,),
}
_NOTHING_MORE = "What the answers above say, taken together."
_READING_BACK = timedelta(minutes=12)
_SOURCES = (
    frozenset({SeenIn.RECORD}),
    frozenset({SeenIn.RECORD, SeenIn.STAFF}),
    frozenset({SeenIn.STAFF}),
    frozenset({SeenIn.RECORD, SeenIn.CHILD_OR_CARER}),
    frozenset({SeenIn.RECORD}),
    frozenset({SeenIn.CHILD_OR_CARER, SeenIn.STAFF}),
)


def fill_in(db: Db, cast: Cast, audit_round: Round, case: CaseStory, agency: str) -> None:
    """Fill in an agency's form about a case, and submit it."""
    form = case.forms[agency]
    by = cast.people[form.by]
    viewer = Viewer.of(by)
    if by.agency != agency:
        viewer = rating.enter_for(db, by=by, round_ref=audit_round.ref, agency_ref=agency, now=form.at)
    draft = _draft(case, agency, audit_round, cast.writers[audit_round.ref])
    rating.save_form(db, viewer=viewer, round_ref=audit_round.ref, draft=draft, now=form.at - _READING_BACK)
    rating.submit(db, viewer=viewer, round_ref=audit_round.ref, case_ref=case.ref, now=form.at)


def _draft(case: CaseStory, agency: str, audit_round: Round, writer: NoteWriter) -> RatingDraft:
    form, round_statements = case.forms[agency], audit_round.statements_for(agency)
    words = dict(zip((f"QS{number}" for number in range(1, 8)), form.grades.split(), strict=True))
    answers = [
        answer
        for round_statement in round_statements
        for answer in _answers(case, agency, round_statement, words[round_statement.key.ref], writer)
    ]
    grades = [_grade(form, round_statement, words[round_statement.key.ref]) for round_statement in round_statements]
    draft = RatingDraft(
        case=case.ref,
        agency=agency,
        answers={answer.line: answer for answer in answers},
        grades={grade.statement: grade for grade in grades},
        account=Account(synopsis=form.synopsis.strip(), difference=form.difference.strip()),
    )
    return replace(draft, grades={of.key: _with_evidence(draft, of, audit_round.scale) for of in round_statements})


def _with_evidence(draft: RatingDraft, round_statement: RoundStatement, scale: Scale) -> StatementGrade:
    """Return a grade with the notes on the questions that point to it, or else whichever were written."""
    grade = draft.grade(round_statement.key)
    if grade.standing is not Standing.GRADED:
        return grade
    notes = [draft.answer(round_statement.line_key(line)).note for line in round_statement.lines]
    pointing = [notes[number - 1] for number in rules.pointing(round_statement, draft, scale)]
    told = [note for note in (*pointing, *notes) if note] or [grade.good_practice or grade.to_develop or _NOTHING_MORE]
    return replace(grade, evidence=told[0])


def _answers(
    case: CaseStory, agency: str, round_statement: RoundStatement, grade: str, writer: NoteWriter
) -> Iterator[LineAnswer]:
    for line in round_statement.lines:
        written = case.forms[agency].lines.get(line.ref)
        if written:
            ((word, note),) = written.items()
            yield _answer(case, agency, line, Answer(word), note)
        elif line.ref in case.not_applicable:
            yield _answer(case, agency, line, Answer.NOT_APPLICABLE, case.not_applicable[line.ref])
        elif grade == "NA":
            answer = Answer.NOT_APPLICABLE
            yield _answer(case, agency, line, answer, case.forms[agency].reasons[round_statement.key.ref])
        else:
            row = _USUAL[grade]
            answer = row[_draw(case.ref, agency, line.ref) % len(row)]
            yield _answer(case, agency, line, answer, writer.note(line, answer, agency))


def _answer(case: CaseStory, agency: str, line: LineOfEnquiry, answer: Answer, note: str) -> LineAnswer:
    judged = answer in (_MET, _PARTLY, _NOT)
    seen_in = _SOURCES[_draw(line.ref, case.ref, agency) % len(_SOURCES)] if judged else frozenset()
    return LineAnswer(line=statement(line.ref), answer=answer, note=note, seen_in=seen_in)


def _grade(form: FormStory, round_statement: RoundStatement, word: str) -> StatementGrade:
    ref = round_statement.key.ref
    standing = {"NA": Standing.NOT_APPLICABLE, "NE": Standing.NOT_EVIDENCED}.get(word, Standing.GRADED)
    return StatementGrade(
        statement=round_statement.key,
        standing=standing,
        grade=WORDS.get(word),
        reason=form.reasons.get(ref, ""),
        good_practice=form.good.get(ref, ""),
        to_develop=form.develop.get(ref, ""),
    )


def _draw(*parts: str) -> int:
    return crc32("/".join(parts).encode())
