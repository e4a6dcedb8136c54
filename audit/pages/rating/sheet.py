"""A sheet: one agency's form about one child, as the window has it before it.

In: the round, the child and whoever looks.
Out: what is saved so far, and whether it can be written in; if not, why not.

Here too:
- Keeping what is entered: one field at a time, so that two people on one form lose nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.days import LONDON
from audit.domain.frameworks.framework import Key, LineOfEnquiry
from audit.domain.people.person import Agency, Viewer
from audit.domain.rating.form import Account, LineAnswer, Part, RatingDraft, Saved, Standing, StatementGrade
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.errors import AuditError, Conflict
from audit.pages.components import errors
from audit.pages.components.look import plain
from audit.pages.components.strip import Cell, own_cells
from audit.services.rating import form
from audit.store.queries import drafts
from audit.store.queries.drafts import OpenForm
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One agency's form about one child."""

    app: App
    audit_round: Round
    case: Case
    viewer: Viewer
    draft: RatingDraft
    open_form: OpenForm | None  # None: the viewer may not open it
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
    def statements(self) -> tuple[RoundStatement, ...]:
        """Return the statements and questions that are asked of the agency."""
        return self.audit_round.statements_for(self.agency.ref, self.case.ref)

    @property
    def done(self) -> int:
        """Return how many of the statements have every answer and their grade."""
        return sum(self.has_all_of(statement) for statement in self.statements)

    def has_all_of(self, statement: RoundStatement) -> bool:
        """Say whether nothing of a statement is missing; what was submitted was whole by what was asked then."""
        return self.closed or self.draft.done(statement)

    @property
    def closed(self) -> bool:
        """Say whether the form was submitted and is not opened again."""
        return self.open_form is not None and self.open_form.closed

    @property
    def why_read_only(self) -> str:
        """Return, in a sentence, why nothing can be written; empty where it can."""
        if self.open_form is None:
            return self.refused
        if self.audit_round.involvement_of(self.case.ref, self.agency.ref) is Involvement.NOT_ASKED:
            return f"{self.agency.short_name} is not asked about {self.case.ref}."
        if self.open_form.stage is Stage.SETUP:
            return "The round is still being set up. You can rate when the facilitator opens it for rating."
        if self.open_form.stage not in (Stage.RATING, Stage.WORKSHOP):
            return f"The round is at “{self.open_form.stage.label}”, so ratings stay as they are."
        if self.open_form.revealed and not self.open_form.closed and self.correcting is None:
            return f"{self.case.ref} was revealed before this form was submitted, so it stays as it was."
        return ""

    def time(self, at_utc: datetime) -> str:
        """Return when something was saved: the time today, else the day too."""
        on = at_utc.astimezone(LONDON).date()
        return english.time(at_utc) if on == self.app.today() else english.moment(at_utc)

    def first_unfinished(self) -> RoundStatement:
        """Return the first statement that lacks something; the first of all where none does."""
        return next((statement for statement in self.statements if not self.draft.done(statement)), self.statements[0])


def read(db: Db, app: App, audit_round: Round, case: Case, viewer: Viewer) -> Sheet:
    """Return a form as it is saved now."""
    open_form, refused, reason = None, "", None
    draft = RatingDraft(case=case.ref, agency=viewer.agency or "")
    try:
        open_form = drafts.open_form(db, viewer=viewer, round_ref=audit_round.ref, case_ref=case.ref)
        reason = drafts.correction_reason(db, open_form)
        draft = drafts.draft_at(db, at=open_form, case_ref=case.ref, agency_ref=viewer.agency or "")
    except AuditError as error:
        refused = str(error)
    return Sheet(
        app=app,
        audit_round=audit_round,
        case=case,
        viewer=viewer,
        draft=draft,
        open_form=open_form,
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
    done, of = sheet.done, english.number(len(sheet.statements))
    count = english.amount(done)
    return f"{english.capital(count)} of {of} statements done."


def cells(sheet: Sheet) -> list[Cell]:
    """Return the strip of an agency's own grades, filled where nothing is missing; a dash where nothing is asked."""
    everything = sheet.audit_round.statements()
    keys = {statement.key for statement in sheet.statements}
    grades: dict[Key, StatementGrade] = {
        statement.key: sheet.draft.grade(statement.key)
        if statement.key in keys
        else StatementGrade(statement=statement.key, standing=Standing.NOT_APPLICABLE)
        for statement in everything
    }
    drawn = own_cells(everything, grades, sheet.audit_round.scale)
    done = {statement.key for statement in sheet.statements if sheet.has_all_of(statement)}
    return [
        _dash_cell(cell, sheet.agency.short_name)
        if statement.key not in keys
        else cell
        if statement.key in done or grades[statement.key].standing is None
        else replace(cell, word=f"{cell.word}, not finished", fill="TODO")
        for statement, cell in zip(everything, drawn, strict=True)
    ]


def _dash_cell(cell: Cell, agency: str) -> Cell:
    return Cell(number=cell.number, name=cell.name, letter="–", word=f"not asked of {agency}", fill="NA")


Fields = Mapping[str, Any]  # by field name: an answer, a grade, a text
CLASH = "Somebody else changed this while you had it open. Both are kept until you choose."


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One field of a form: what is clicked or typed at once."""

    part: str  # "answer", "grade" or "account"
    key: Key | None  # of the line or statement; None: the account of the case
    field: str  # what the field is called, such as "note"; "choice" for a grade and its standing

    def name(self, sheet: Sheet) -> str:
        """Return a name that no other field has, for the widget and for what this window knows of it."""
        return f"{sheet.place} {self.part} {self.key.ref if self.key else 'case'} {self.field}"

    def record(self, sheet: Sheet) -> str:
        """Return what the audit trail calls the field."""
        of = self.key.ref if self.key else "account"
        return f"{sheet.audit_round.ref}/{sheet.case.ref} {sheet.agency.ref} {of} {self.field}"

    @property
    def part_name(self) -> str:
        """Return a name for the row that the field belongs to."""
        return f"{self.part} {self.key.ref if self.key else 'case'}"


@dataclass(frozen=True, kw_only=True)
class Unsaved:
    """What this window wrote and could not keep."""

    own_fields: Fields
    seen: Mapping[str, tuple[Any, ...]]
    other_part: Part | None  # None: nobody else wrote; it could not be saved at all
    say: str


def settle(part: Part, *, seen: Mapping[str, tuple[Any, ...]], own_fields: Fields) -> Part | None:
    """Return what is kept with my fields in it; None where somebody else changed one of them meanwhile.

    `seen` holds, for each of my fields, the values that mine may replace. A field that already says what I say is
    no clash, and neither is a change of any other field.
    """
    for name, value in own_fields.items():
        now = getattr(part, name)
        if now != value and now not in seen[name]:
            return None
    return replace(part, **own_fields)


def part_of(draft: RatingDraft, slot: Slot) -> Part:
    """Return the row of a draft that a field belongs to."""
    if slot.part == "answer" and slot.key is not None:
        return draft.answer(slot.key)
    return draft.grade(slot.key) if slot.key is not None else draft.account


def newest(db: Db, sheet: Sheet, slot: Slot) -> Part:
    """Return the row that a field belongs to, as it is kept now."""
    draft = drafts.draft(db, viewer=sheet.viewer, round_ref=sheet.audit_round.ref, case_ref=sheet.case.ref)
    return part_of(draft, slot)


def keep(sheet: Sheet, slot: Slot, own_fields: Fields, seen: Mapping[str, tuple[Any, ...]]) -> bool:
    """Keep a field, and say whether it was; what cannot be kept is held, and shown when the page is drawn."""
    with errors.reported_to(
        lambda why: _hold(sheet, slot, Unsaved(own_fields=own_fields, seen=seen, other_part=None, say=why))
    ):
        try:
            part, before = _settle_and_save(sheet, slot, own_fields, seen)
        except Conflict as clash:
            _hold(sheet, slot, Unsaved(own_fields=own_fields, seen=seen, other_part=_part(clash.stored), say=CLASH))
            return False
        st.session_state.pop(_notice_name(sheet, slot), None)
        if st.session_state.pop(_unsaved_name(sheet, slot), None) is None:
            _note_other_writer(sheet, slot, before)
        st.session_state[_shown_name(sheet, slot)] = part
        return True
    return False


def shown(sheet: Sheet, slot: Slot) -> Part:
    """Return the row as this window showed or kept it last."""
    part: Part = st.session_state.get(_shown_name(sheet, slot)) or part_of(sheet.draft, slot)
    return part


def show(sheet: Sheet, slot: Slot) -> str:
    """Note that this window now shows the row as the draft has it; return who else changed it since, in words."""
    part = part_of(sheet.draft, slot)
    _note_other_writer(sheet, slot, part)
    st.session_state[_shown_name(sheet, slot)] = part
    notice: str = st.session_state.get(_notice_name(sheet, slot), "")
    return notice


def unsaved(sheet: Sheet, slot: Slot) -> Unsaved | None:
    """Return what this window could not keep of a field; None where all is kept."""
    held: Unsaved | None = st.session_state.get(_unsaved_name(sheet, slot))
    return held


def let_go(sheet: Sheet, slot: Slot) -> None:
    """Drop what could not be kept: the person chose what is there."""
    st.session_state.pop(_unsaved_name(sheet, slot), None)


def folded(sheet: Sheet, statement: RoundStatement, line: LineOfEnquiry, number: int) -> AbstractContextManager[object]:
    """Return what a question is drawn in: folded, with the reason, where it is known not to apply to the child."""
    why = sheet.draft.away(statement, line)
    if not why:
        return nullcontext()
    return st.expander(f"{number}. Does not apply: {plain(why)}. Open it to answer all the same.")


def leave_rest(sheet: Sheet, statement: RoundStatement | None) -> None:
    """Draw the button that sets what has no answer yet to “not looked at”, in a statement or (None) in the case."""
    if not sheet.draft.left(sheet.statements if statement is None else [statement]):
        return
    key = None if statement is None else statement.key
    st.button(
        "Set what is not answered to “not looked at”",
        key=f"{sheet.place} rest {key.ref if key else 'case'}",
        help="Not a low mark, and in no figure. You can still answer them. The workshop sees what was not looked at.",
        on_click=_leave_rest,
        args=(sheet, key),
    )


def _leave_rest(sheet: Sheet, key: Key | None) -> None:
    at: dict[str, Any] = {"viewer": sheet.viewer, "round_ref": sheet.audit_round.ref, "case_ref": sheet.case.ref}
    with errors.caught(), sheet.app.unit_of_work() as db:
        answers = form.leave_rest(db, statement=key, now=sheet.app.now(), **at)
    for answer in answers:
        slot = Slot(part="answer", key=answer.line, field="answer")
        st.session_state[_shown_name(sheet, slot)] = answer


def _settle_and_save(
    sheet: Sheet, slot: Slot, own_fields: Fields, seen: Mapping[str, tuple[Any, ...]]
) -> tuple[Part, Part]:
    """Return the row as it is kept now and as it was before; what this window showed last is tried first."""
    before = shown(sheet, slot)
    part = settle(before, seen=seen, own_fields=own_fields)
    if part is not None:
        with suppress(Conflict), sheet.app.unit_of_work() as db:
            return _save(db, sheet, part), before
    with sheet.app.unit_of_work() as db:
        before = newest(db, sheet, slot)
        part = settle(before, seen=seen, own_fields=own_fields)
        if part is None:
            raise Conflict(CLASH, stored=before, version=before.saved.version if before.saved else 0)
        return _save(db, sheet, part), before


def _save(db: Db, sheet: Sheet, part: Part) -> Part:
    now = sheet.app.now()
    version = form.save(
        db, viewer=sheet.viewer, round_ref=sheet.audit_round.ref, case_ref=sheet.case.ref, part=part, now=now
    )
    return replace(part, saved=Saved(version=version, by=sheet.viewer.person.name, at_utc=now))


def _note_other_writer(sheet: Sheet, slot: Slot, now: Part) -> None:
    """Note who changed a row since this window showed it; what this window wrote itself is no news."""
    before: Part | None = st.session_state.get(_shown_name(sheet, slot))
    if before is None or now.saved is None or now.saved == before.saved:
        return
    words = f"{now.saved.by} changed this in another window at {sheet.time(now.saved.at_utc)}. You see the newest."
    st.session_state[_notice_name(sheet, slot)] = words


def _part(other: object) -> Part | None:
    return other if isinstance(other, LineAnswer | StatementGrade | Account) else None


def _hold(sheet: Sheet, slot: Slot, held: Unsaved) -> None:
    st.session_state[_unsaved_name(sheet, slot)] = held


def _unsaved_name(sheet: Sheet, slot: Slot) -> str:
    return f"{slot.name(sheet)} unsaved"


def _notice_name(sheet: Sheet, slot: Slot) -> str:
    return f"{sheet.place} {slot.part_name} notice"


def _shown_name(sheet: Sheet, slot: Slot) -> str:
    return f"{sheet.place} {slot.part_name} shown"
