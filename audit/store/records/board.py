"""Writing what the board asked, what it was answered, and what it is asked to do."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from audit.domain.people.person import Person
from audit.domain.plan.board_asks import OwnAsk, Question
from audit.errors import AuditError, Conflict
from audit.store.tables.board import ASK, QUESTION, BoardAskRow, BoardQuestionRow
from audit.store.work import Db


def add_question(db: Db, *, round_id: int, question: Question, by: Person, now: datetime) -> None:
    """Add a question of the board."""
    db.add(QUESTION.new(question, round_id=round_id, asked_at_utc=now, by_id=by.id))
    db.flush()


def change_question(db: Db, *, round_id: int, question: Question) -> None:
    """Change a question or its answer; raises Conflict where somebody changed it since `question.version`."""
    row = db.exec(
        select(BoardQuestionRow).where(BoardQuestionRow.round_id == round_id, BoardQuestionRow.ref == question.ref)
    ).first()
    if row is None:
        raise AuditError(f"There is no question {question.ref} about this round. Choose one from the board's page.")
    if row.version != question.version:
        raise Conflict(
            f"Somebody else wrote about {question.ref} while you had it open.",
            stored=QUESTION.read(row, round_ref=question.round_ref),
            version=row.version,
        )
    QUESTION.fill(row, question, version=row.version + 1)
    db.add(row)
    db.flush()


def keep_ask(db: Db, *, round_id: int, ask: OwnAsk, by: Person, now: datetime) -> None:
    """Keep what the board is asked to do; raises Conflict where somebody changed it since `ask.version`."""
    row = db.get(BoardAskRow, (round_id, ask.verb.name.lower()))
    stored = OwnAsk(verb=ask.verb, text="") if row is None else ASK.read(row)
    if stored.version != ask.version:
        raise Conflict(
            f"Somebody else wrote what the board is asked to {ask.verb.value.lower()} while you had it open.",
            stored=stored,
            version=stored.version,
        )
    row = row or ASK.new(ask, round_id=round_id)
    ASK.fill(row, ask, version=stored.version + 1, said_at_utc=now, by_id=by.id)
    db.add(row)
    db.flush()


def next_ref(db: Db) -> str:
    """Return the ref that the board's next question gets; questions live on past their round, so each is its own."""
    refs = db.exec(select(BoardQuestionRow.ref)).all()
    return f"Q{max((int(ref[1:]) for ref in refs if ref[1:].isdigit()), default=0) + 1}"
