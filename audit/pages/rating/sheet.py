"""A sheet: one agency's form about one child, as the window has it before it.

In: the round, the child and whoever looks.
Out: what is saved so far, and whether it can be written in; if not, why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from audit.app import App
from audit.domain.days import LONDON
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Agency, Viewer
from audit.domain.rating.form import RatingDraft, Standing, StatementGrade
from audit.domain.rounds.audit_round import Asked, Round, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.errors import AuditError
from audit.pages.components import days
from audit.pages.components.strip import Cell, own_cells
from audit.store.queries import drafts
from audit.store.queries.drafts import Desk
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One agency's form about one child."""

    app: App
    audit_round: Round
    case: Case
    viewer: Viewer
    draft: RatingDraft
    desk: Desk | None  # None: the viewer may not open it
    refused: str = ""  # why it may not be opened
    correcting: str | None = None  # why a submitted form was opened again; None: it was not

    @property
    def agency(self) -> Agency:
        """Return the agency that the form belongs to."""
        return self.audit_round.agency(self.viewer.agency or "")

    @property
    def place(self) -> str:
        """Return a name for the form that nothing else has, to begin the keys of its fields with."""
        return f"{self.audit_round.ref}/{self.case.ref}/{self.agency.ref}"

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Return the statements and questions that are asked of the agency."""
        return self.audit_round.asked_of(self.agency.ref)

    @property
    def done(self) -> int:
        """Return how many of the statements have every answer and their grade."""
        return sum(self.draft.done(one) for one in self.asked)

    @property
    def closed(self) -> bool:
        """Say whether the form was submitted and is not opened again."""
        return self.desk is not None and self.desk.closed

    @property
    def why_read_only(self) -> str:
        """Return, in a sentence, why nothing can be written; empty where it can."""
        if self.desk is None:
            return self.refused
        if self.audit_round.involvement_of(self.case.ref, self.agency.ref) is Involvement.NOT_ASKED:
            return f"{self.agency.short_name} is not asked about {self.case.ref}."
        if self.desk.stage is Stage.SETUP:
            return "The round is still being set up. You can rate when the facilitator opens it for rating."
        if self.desk.stage not in (Stage.RATING, Stage.WORKSHOP):
            return f"The round is at “{self.desk.stage.label}”, so ratings stay as they are."
        if self.desk.revealed and not self.desk.closed and self.correcting is None:
            return f"{self.case.ref} was revealed before this form was submitted, so it stays as it was."
        return ""

    def time(self, at_utc: datetime) -> str:
        """Return when something was saved: the time today, else the day too."""
        on = at_utc.astimezone(LONDON).date()
        return days.time(at_utc) if on == self.app.today() else days.moment(at_utc)

    def first_unfinished(self) -> Asked:
        """Return the first statement that lacks something; the first of all where none does."""
        return next((one for one in self.asked if not self.draft.done(one)), self.asked[0])


def read(db: Db, app: App, audit_round: Round, case: Case, viewer: Viewer) -> Sheet:
    """Return a form as it is saved now."""
    desk, refused, reason = None, "", None
    draft = RatingDraft(case=case.ref, agency=viewer.agency or "")
    try:
        desk = drafts.desk(db, viewer=viewer, round_ref=audit_round.ref, case_ref=case.ref)
        reason = drafts.correction_reason(db, desk)
        draft = drafts.draft_at(db, at=desk, case_ref=case.ref, agency_ref=viewer.agency or "")
    except AuditError as error:
        refused = str(error)
    return Sheet(
        app=app,
        audit_round=audit_round,
        case=case,
        viewer=viewer,
        draft=draft,
        desk=desk,
        refused=refused,
        correcting=reason,
    )


def read_again(sheet: Sheet) -> Sheet:
    """Return a form as it is saved now; as it was before where the data cannot be reached, so that no box goes away."""
    try:
        with sheet.app.reading() as db:
            return read(db, sheet.app, sheet.audit_round, sheet.case, sheet.viewer)
    except AuditError:
        return sheet  # each box says for itself what could not be saved


def progress(sheet: Sheet) -> str:
    """Return how many statements are done, in a sentence."""
    done, of = sheet.done, days.number(len(sheet.asked))
    count = days.number(done) if done else "none"
    return f"{count[0].upper()}{count[1:]} of {of} statements done."


def cells(sheet: Sheet) -> list[Cell]:
    """Return the strip of an agency's own grades; a statement that is not asked of it shows a dash."""
    everything = sheet.audit_round.statements()
    asked = {one.key for one in sheet.asked}
    grades: dict[Key, StatementGrade] = {
        one.key: sheet.draft.grade(one.key)
        if one.key in asked
        else StatementGrade(statement=one.key, standing=Standing.NOT_APPLICABLE)
        for one in everything
    }
    drawn = own_cells(everything, grades, sheet.audit_round.scale)
    return [
        cell if one.key in asked else _not_asked(cell, sheet.agency.short_name)
        for one, cell in zip(everything, drawn, strict=True)
    ]


def _not_asked(cell: Cell, agency: str) -> Cell:
    return Cell(number=cell.number, name=cell.name, letter="–", word=f"not asked of {agency}", fill="NA")
