"""The papers that leave, each made with what was found in it: for the page and the command that check them.

In: the app, a kind of paper, the round it is about and who will read it.
Out: the clearance of the paper as it would be made now, with every text that it carries.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from audit import settings
from audit.app import App
from audit.documents.board_papers import PaperKind
from audit.documents.evaluation_paper import EvaluationPaper
from audit.domain.passages import Audience
from audit.domain.release import Clearance
from audit.library import house_rules
from audit.services import board, inspections, papers, readiness
from audit.services.frameworks import shelf
from audit.store.queries import rounds
from audit.store.work import Db


class Paper(StrEnum):
    """A paper that may leave."""

    PLAN = "plan"
    BOARD = "board"
    SLIDES = "slides"
    BRIEFING = "briefing"
    HEALTHWATCH = "healthwatch"
    STATEMENT = "statement"
    SELF_EVALUATION = "self-evaluation"

    @property
    def label(self) -> str:
        """Return what people call it."""
        return _LABELS.get(self) or PaperKind(self.value).label

    @property
    def usual(self) -> Audience:
        """Return who usually reads it."""
        return _USUAL.get(self, Audience.GROUP)


_LABELS = {
    Paper.PLAN: "Action plan",
    Paper.STATEMENT: "Written statement of proposed action",
    Paper.SELF_EVALUATION: "Self-evaluation",
}
_USUAL = {
    Paper.BOARD: Audience.BOARD,
    Paper.SLIDES: Audience.BOARD,
    Paper.HEALTHWATCH: Audience.PUBLISHED,
    Paper.STATEMENT: Audience.PUBLISHED,
}


def clearance(app: App, db: Db, paper: Paper, *, round_ref: str, audience: Audience) -> Clearance:
    """Return what a paper would carry if it were made now, every text of it looked through.

    Raises NotAllowed, and AuditError where there is no such round or the round has no such paper.
    """
    made: dict[Paper, Callable[[], Clearance]] = {
        Paper.PLAN: lambda: _plan(app, db, round_ref, audience),
        Paper.STATEMENT: lambda: _statement(app, db, round_ref, audience),
        Paper.SELF_EVALUATION: lambda: self_evaluation(app, db, audience=audience).clearance,
    }
    return made.get(paper, lambda: _board(app, db, round_ref, audience))()


def self_evaluation(app: App, db: Db, *, audience: Audience) -> EvaluationPaper:
    """Return what the self-evaluation is made from, of every round, to be read by an audience."""
    viewer, today = app.viewer(), app.today()
    plans = [
        papers.plan_paper(
            db, viewer=viewer, round_ref=ref, today=today, now=app.now(), with_cases=False, audience=audience
        )
        for ref in rounds.refs(db)
    ]
    return readiness.self_evaluation(
        db, viewer=viewer, frameworks=shelf.in_use(db), plans=plans, today=today, audience=audience
    )


def _plan(app: App, db: Db, round_ref: str, audience: Audience) -> Clearance:
    return papers.plan_paper(
        db, viewer=app.viewer(), round_ref=round_ref, today=app.today(), now=app.now(), with_cases=False,
        audience=audience,
    ).clearance  # fmt: skip


def _board(app: App, db: Db, round_ref: str, audience: Audience) -> Clearance:
    return board.view(db, viewer=app.viewer(), round_ref=round_ref, today=app.today(), audience=audience).clearance


def _statement(app: App, db: Db, round_ref: str, audience: Audience) -> Clearance:
    return inspections.statement_paper(
        db, viewer=app.viewer(), round_ref=round_ref, steps=house_rules.inspection_clock(settings.load().folder),
        today=app.today(), audience=audience,
    ).clearance  # fmt: skip
