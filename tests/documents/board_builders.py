"""Builders for board papers: a round as the board sees it, with cases, counts and words that must not come out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
from openxml_audit import OpenXmlValidator

from audit.documents.board.papers import PaperKind
from audit.domain.board import making
from audit.domain.board.making import BoardSource
from audit.domain.board.view import BoardView
from audit.domain.people.person import Partnership
from audit.domain.plan import actions
from audit.domain.plan.board_asks import Question
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.references import references_of
from tests.builders import who_took_part
from tests.documents import builders
from tests.documents.accessibility import problems as word_problems
from tests.documents.builders import TODAY
from tests.documents.slide_accessibility import all_said
from tests.documents.slide_accessibility import problems as slide_problems
from tests.releasing import let_through


def a_view(*, before: bool = True, **more: Any) -> BoardView:
    """Return a round with a finding of each kind, an action at each status, a round before and questions."""
    now = _told(a_board_round(**more.pop("round", {})), **more)
    last = _told(replace(a_board_round(), ref="AU25", title="Autumn 2025")) if before else None
    questions = [
        Question(
            ref="B1",
            round_ref=now.audit_round.ref,
            asked_on=date(2026, 11, 12),
            text="Why is it late?",
            owed_by="Head of service",
        ),
        Question(
            ref="B2",
            round_ref=now.audit_round.ref,
            asked_on=date(2026, 11, 12),
            text="Who asked the carers?",
            owed_by="Head of service",
            answer="The fostering team did.",
            answered_on=TODAY,
        ),
    ]
    partnership = Partnership(
        name=more.get("name", "Northmoor Safeguarding Children Partnership"), marking="Official-Sensitive"
    )
    return let_through(
        lambda release: making.view(partnership, now, release, before=last, questions=questions, owed=(), today=TODAY),
        references=references_of(now.audit_round),
    )


def a_board_round(**more: Any) -> Round:
    """Return a round of eight children whose title and choosing name one of them."""
    given = {"title": "Autumn 2026, after Child A", "theme": "Being heard"}
    return replace(builders.a_plan_round(8), **(given | more))


def a_round_under_way() -> BoardView:
    """Return a round whose workshop is not over."""
    return a_view(round={"stage": Stage.WORKSHOP})


def faults(kind: PaperKind, written: bytes, tmp_path: Any) -> list[str]:
    """Return what our own checks and an independent validator find wrong with a paper."""
    place = tmp_path / f"checked.{kind.suffix}"
    place.write_bytes(written)
    found = [str(error) for error in OpenXmlValidator().validate(place).errors]
    ours = slide_problems(written) if kind is PaperKind.SLIDES else word_problems(written, turned=(False,))
    return [*found, *ours]


def said(kind: PaperKind, written: bytes) -> str:
    """Return everything that a paper says to its reader, in order."""
    if kind is PaperKind.SLIDES:
        return all_said(written)
    return "\n".join(_texts(written))


def _texts(written: bytes) -> list[str]:
    body = docx.Document(BytesIO(written)).element.body
    return [
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter() if p.tag.endswith("}p")
    ]


def _told(
    audit_round: Round, *, findings: Any = None, doing: Any = None, own_grades: str = "", name: str = ""
) -> BoardSource:
    judged = builders.some_judgements(audit_round)
    plan = actions.plan(
        audit_round,
        builders.some_findings() if findings is None else findings,
        builders.some_actions() if doing is None else doing,
        (),
    )
    found = who_took_part(audit_round, judgements=judged)
    return BoardSource(plan=plan, judgements=judged, participation=found, own_grades=own_grades)
