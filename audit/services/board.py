"""The board: what it sees of a round, what it asks, and the answers it is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from audit.domain.board import making as domain
from audit.domain.board.making import BoardSource
from audit.domain.board.view import BoardView
from audit.domain.days import day_of
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.plan import board_asks as question_rules
from audit.domain.plan.board_asks import OwnAsk, Question
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.workshop.own_grades import OwnAgainstAgreed, board_sentence
from audit.domain.workshop.suppression import AnswerOfCase
from audit.errors import AuditError
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import board as queries
from audit.store.queries import inspection as inspection_queries
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import over_time as over_time_queries
from audit.store.queries import people as people_queries
from audit.store.queries import plan
from audit.store.queries import release as release_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.moderation import participation
from audit.store.records import board as records
from audit.store.work import Db


def view(db: Db, *, viewer: Viewer, round_ref: str, today: date, audience: Audience = Audience.BOARD) -> BoardView:
    """Return what the board sees of a round, for its page and for every paper made from it, to be read by an audience.

    Raises NotAllowed, and AuditError where there is no such round or no partnership.
    """
    viewer.person.must_be_allowed(Act.READ_FINDINGS)
    partnership = people_queries.partnership(db)
    if partnership is None:
        raise AuditError("No partnership is set up here yet. Open the app and name it first.")
    audit_round = round_queries.by_ref(db, round_ref)
    questions = queries.every_question(db)
    letter = inspection_queries.inspection(db, audit_round=audit_round)
    release = release_queries.release(db, audience=audience, look=look)
    return domain.view(
        partnership,
        _round_material(db, viewer, audit_round),
        release,
        before=None if letter else _before(db, viewer, audit_round),
        settled=over_time_queries.settlements(db, viewer=viewer, audit_round=audit_round),
        questions=[question for question in questions if question.round_ref == round_ref],
        owed=[question for question in question_rules.owed(questions) if question.round_ref != round_ref],
        own_asks=queries.asks(db, round_ref=round_ref),
        letter=letter,
        looked_again_in=round_queries.reaudit_of(db, round_ref),
        today=today,
    )


def _before(db: Db, viewer: Viewer, audit_round: Round) -> BoardSource | None:
    """Return the round before; the one place that says which round a round is set beside."""
    ref = queries.round_before(db, audit_round=audit_round)
    return None if ref is None else _round_material(db, viewer, round_queries.by_ref(db, ref), newest=False)


def _round_material(db: Db, viewer: Viewer, audit_round: Round, *, newest: bool = True) -> BoardSource:
    """Return a round as it is told; of the round before, what agencies answered by themselves is not needed."""
    judgements = judgement_queries.judgements_for_papers(db, audit_round=audit_round)
    own: tuple[OwnAgainstAgreed, ...] = ()
    answers: tuple[AnswerOfCase, ...] = ()
    if newest and domain.is_workshop_over(audit_round):
        own = queries.own_grades(db, viewer=viewer, audit_round=audit_round, judgements=judgements)
        answers = queries.answers_of_cases(db, viewer=viewer, audit_round=audit_round)
    return BoardSource(
        plan=plan.to_release(db, viewer=viewer, audit_round=audit_round),
        judgements=judgements,
        participation=participation(db, audit_round=audit_round),
        own_grades=board_sentence(own),
        answers=answers,
    )


def ask(db: Db, *, by: Person, round_ref: str, question: Question, now: datetime) -> str:
    """Keep a question that the board asked about a round, and return the ref it got.

    The ref in `question` is not used. Raises AuditError for a day to come or where something is missing.
    """
    audit_round = _round_for(db, by, round_ref)
    question.must_be_sound()
    if question.asked_on > day_of(now):
        raise AuditError("The day on which the board asked is still to come. Choose today or a day before.")
    ref = records.next_ref(db)
    tidied = replace(question, ref=ref, text=question.text.strip(), owed_by=question.owed_by.strip())
    records.add_question(db, round_id=audit_round.id, question=tidied, by=by, now=now)
    trail.note(db, by=by, event="board asked", about=f"{round_ref} {ref}", now=now, content=question.text)
    return ref


def answer(db: Db, *, by: Person, question: Question, now: datetime) -> None:
    """Keep the answer that the board was given; raises Conflict where somebody wrote about it meanwhile."""
    audit_round = _round_for(db, by, question.round_ref)
    question.must_be_sound()
    if question.owed:
        raise AuditError("Write down what the board was answered.")
    if question.answered_on is None or question.answered_on > day_of(now):
        raise AuditError("Choose the day on which the board had its answer: today or a day before.")
    if question.answered_on < question.asked_on:
        raise AuditError("The answer is dated before the question. Change its day.")
    records.change_question(db, round_id=audit_round.id, question=question)
    about = f"{question.round_ref} {question.ref}"
    version = question.version + 1
    trail.note(db, by=by, event="board answered", about=about, version=version, now=now, content=question.answer)


def say_ask(db: Db, *, by: Person, round_ref: str, ask: OwnAsk, now: datetime) -> None:
    """Keep what the board is asked to do, in the facilitator's words; an empty text lets the rule speak again."""
    audit_round = _round_for(db, by, round_ref)
    ask.must_be_sound()
    records.keep_ask(db, round_id=audit_round.id, ask=ask, by=by, now=now)
    about = f"{round_ref} {ask.verb.value}"
    trail.note(db, by=by, event="board ask written", about=about, version=ask.version + 1, now=now, content=ask.text)


def _round_for(db: Db, by: Person, round_ref: str) -> Round:
    by.must_be_allowed(Act.DECIDE)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.FINDINGS, Stage.PLAN, Stage.BOARD, Stage.CLOSED)
    return audit_round
