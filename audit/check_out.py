"""The papers that leave, each ready to be written and with what was found in it: for pages and commands.

In: the app, a kind of paper, the round it is about and who will read it.
Out: the paper as it would be made now: its clearance, with every text that it carries, and its bytes when asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from audit import settings
from audit.app import App
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.inspection.statement import write_statement
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.readiness.evaluation_rows import EvaluationPaper
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.identifying.passages import Audience
from audit.domain.release.decisions import Clearance
from audit.library.own_files import local_lists
from audit.services import board
from audit.services.frameworks import catalogue
from audit.services.inspection import published
from audit.services.readiness import assessment
from audit.services.release import papers
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
    def suffix(self) -> str:
        """Return how its file's name ends, without the dot."""
        return "pptx" if self is Paper.SLIDES else "docx"

    @property
    def mime(self) -> str:
        """Return the kind of file, for a browser."""
        kind = "presentationml.presentation" if self is Paper.SLIDES else "wordprocessingml.document"
        return f"application/vnd.openxmlformats-officedocument.{kind}"

    def file_name(self, round_ref: str) -> str:
        """Return what its file is called; a self-evaluation is of every round."""
        of_a_round = "" if self is Paper.SELF_EVALUATION else f"-{round_ref}"
        return f"{self.label.lower().replace(' ', '-')}{of_a_round}.{self.suffix}"

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


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A paper as it would be made now."""

    paper: Paper
    clearance: Clearance
    write: Callable[[bytes | None], bytes]  # the bytes of the file, in the look of a council's own file where given


def prepared(app: App, db: Db, paper: Paper, *, round_ref: str, audience: Audience) -> Prepared:
    """Return a paper ready to be written, every text of it looked through.

    Raises NotAllowed, and AuditError where there is no such round or the round has no such paper.
    """
    if paper is Paper.PLAN:
        plan = papers.plan_paper(
            db,
            viewer=app.viewer(),
            round_ref=round_ref,
            today=app.today(),
            now=app.now(),
            with_cases=False,
            audience=audience,
        )
        return Prepared(paper=paper, clearance=plan.clearance, write=partial(_in_look, write_action_plan, plan))
    if paper is Paper.STATEMENT:
        statement = published.statement_paper(
            db,
            viewer=app.viewer(),
            round_ref=round_ref,
            today=app.today(),
            audience=audience,
            steps=local_lists.inspection_clock(settings.load().folder),
        )
        return Prepared(paper=paper, clearance=statement.clearance, write=partial(_in_look, write_statement, statement))
    if paper is Paper.SELF_EVALUATION:
        evaluation = self_evaluation(app, db, audience=audience)
        write = partial(_in_look, write_self_evaluation, evaluation)
        return Prepared(paper=paper, clearance=evaluation.clearance, write=write)
    view = board.view(db, viewer=app.viewer(), round_ref=round_ref, today=app.today(), audience=audience)
    write = partial(_in_look, partial(write_paper, PaperKind(paper.value)), view)
    return Prepared(paper=paper, clearance=view.clearance, write=write)


def _in_look(write: Callable[..., bytes], paper: object, template: bytes | None) -> bytes:
    return write(paper, template=template)


def self_evaluation(app: App, db: Db, *, audience: Audience) -> EvaluationPaper:
    """Return what the self-evaluation is made from, of every round, to be read by an audience."""
    viewer, today = app.viewer(), app.today()
    plans = [
        papers.plan_paper(
            db, viewer=viewer, round_ref=ref, today=today, now=app.now(), with_cases=False, audience=audience
        )
        for ref in rounds.refs(db)
    ]
    return assessment.self_evaluation(
        db, viewer=viewer, frameworks=catalogue.in_use(db), plans=plans, today=today, audience=audience
    )
