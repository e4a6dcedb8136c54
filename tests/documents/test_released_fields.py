"""Every field of a paper that holds words is released text, or is said here to hold none that somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from audit.documents.inspection.statement import StatementPaper
from audit.documents.plan.paper import PlanPaper
from audit.documents.readiness.evaluation_rows import EvaluationPaper
from audit.domain.board.view import BoardView
from audit.domain.identifying.released import Released, typed_fields
from audit.domain.plan.following import Reminder

PAPERS = (PlanPaper, BoardView, StatementPaper, EvaluationPaper, Reminder)
_PUBLISHED = ("audit.domain.frameworks.framework",)  # words of frameworks, as their authors published them
_CHECK = ("Clearance", "Checked", "Decision", "Passage", "Identifier")  # what was found and decided; never printed


def words_of(record: Any, seen: set[Any]) -> Iterator[str]:
    """Yield every plain text field that a record leads to."""
    if record in seen or record.__module__ in _PUBLISHED or record.__name__ in _CHECK:
        return
    seen.add(record)
    hints = get_type_hints(record)
    for field in fields(record):
        kinds = list(_kinds(hints[field.name]))
        if str in kinds and field.name not in typed_fields(record):
            yield f"{record.__name__}.{field.name}"
        for kind in kinds:
            if kind is not Released and is_dataclass(kind):
                yield from words_of(kind, seen)


def _kinds(hint: Any) -> Iterator[Any]:
    if get_origin(hint) is None:
        yield hint
    for inner in get_args(hint):
        yield from _kinds(inner)


NOT_TYPED = frozenset(
    # what stands for a record, a choice from a list, a name that the partnership set up, a sentence of our own, or
    # made from a field that is released: a role of Followed.action.owner, a Piece of the register's Evidence
    """
    ActionTold.due BoardView.in_danger BoardView.own_grades LineTold.title LookedAt.judged LookedAt.read
    LookedAt.unfinished LookedAt.who LookedAt.workshop Participation.expected Participation.judged
    Participation.left_out Participation.overall Participation.part_judged PlanPaper.in_danger
    StatementTold.against StatementTold.says Submission.agency Submission.case ThenAndNow.sentence
    Action.finding Action.lead_agency Action.ref ActionTold.difference ActionTold.done ActionTold.finding
    ActionTold.lead ActionTold.ref Agency.form_of Agency.name Agency.ref Agency.sector Agency.short_name
    Agency.successor BoardView.actions_sentence BoardView.looked_again_in BoardView.marking BoardView.message
    BoardView.partnership BoardView.provenance BoardView.round_ref BoardView.rule Case.age_band
    Case.carer_spoken_to_by Case.child_spoken_to_by Case.disability Case.ethnic_group Case.family_group Case.gender
    Case.how_chosen Case.placement Case.ref Case.same_child_as Case.withdrawn Change.ref ChildWords.case
    CountTable.columns CountTable.corner CountTable.marks CountTable.rows CountTable.totals Dissent.agency
    EvaluationPaper.marking EvaluationPaper.partnership Evidence.ref Evidence.said_by Finding.agencies
    Finding.came_from Finding.cases Finding.put_into Finding.ref Finding.said_by FindingTold.ref Followed.agency
    Followed.round_ref FrameworkCopy.digest Inspection.mark Judged.missing Judged.round_ref Judgement.case
    Judgement.grade Judgement.recorded_by JudgementUsed.case LastTime.actions_sentence LastTime.again_sentence
    LastTime.chance
    LastTime.round_ref LastTime.sentence LookedAgain.became LookedAt.agencies Meeting.about NoAction.finding
    OwnerRole.agency OwnerRole.role Piece.place Piece.ref Piece.says Piece.title PlanPaper.keeper
    PlanPaper.looked_again_in PlanPaper.marking PlanPaper.part_judged PlanPaper.partners PlanPaper.partnership
    PlanPaper.since_version PlanPaper.version Process.conflict
    Process.owner Question.ref Question.round_ref Quotation.finding Quoted.finding Readiness.would_move
    Reminder.agency Round.involvement Round.reaudit_of Round.ref Signer.role Signer.who StatementPaper.marking
    StatementPaper.partnership StatementTold.findings StatementTold.means StatementTold.short_title
    StatementTold.title Step.label ThemeCount.title ThemeTold.text ThemeTold.title ThenAndNow.short_title Update.by
    Verification.by
    """.split()
)


def test_every_field_of_words_is_released_or_said_to_hold_none():
    seen: set[Any] = set()
    found = {name for paper in PAPERS for name in words_of(paper, seen)}
    assert found - NOT_TYPED == set()
    assert NOT_TYPED - found == set()
