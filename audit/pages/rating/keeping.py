"""Keeping what is entered: one field at a time, so that two people on one form lose nothing.

In: a field, what it showed when it was changed, and what it was changed to.
Out: the field kept with whatever else is newest; or a clash, with both sides whole, for the person to settle.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import Account, LineAnswer, Part, RatingDraft, Saved, StatementGrade
from audit.errors import Conflict
from audit.pages.components import errors
from audit.pages.rating.sheet import Sheet
from audit.services.rating import form
from audit.store.queries import drafts
from audit.store.work import Db

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

    mine: Fields
    seen: Mapping[str, tuple[Any, ...]]
    theirs: Part | None  # None: nobody else wrote; it could not be saved at all
    say: str


def settle(kept: Part, *, seen: Mapping[str, tuple[Any, ...]], mine: Fields) -> Part | None:
    """Return what is kept with my fields in it; None where somebody else changed one of them meanwhile.

    `seen` holds, for each of my fields, the values that mine may replace. A field that already says what I say is
    no clash, and neither is a change of any other field.
    """
    for name, value in mine.items():
        now = getattr(kept, name)
        if now != value and now not in seen[name]:
            return None
    return replace(kept, **mine)


def part_of(draft: RatingDraft, slot: Slot) -> Part:
    """Return the row of a draft that a field belongs to."""
    if slot.part == "answer" and slot.key is not None:
        return draft.answer(slot.key)
    return draft.grade(slot.key) if slot.key is not None else draft.account


def newest(db: Db, sheet: Sheet, slot: Slot) -> Part:
    """Return the row that a field belongs to, as it is kept now."""
    found = drafts.draft(db, viewer=sheet.viewer, round_ref=sheet.audit_round.ref, case_ref=sheet.case.ref)
    return part_of(found, slot)


def keep(sheet: Sheet, slot: Slot, mine: Fields, seen: Mapping[str, tuple[Any, ...]]) -> bool:
    """Keep a field, and say whether it was; what cannot be kept is held, and shown when the page is drawn."""
    with errors.told(lambda why: _hold(sheet, slot, Unsaved(mine=mine, seen=seen, theirs=None, say=why))):
        try:
            part, before = _kept(sheet, slot, mine, seen)
        except Conflict as clash:
            _hold(sheet, slot, Unsaved(mine=mine, seen=seen, theirs=_part(clash.theirs), say=CLASH))
            return False
        st.session_state.pop(_notice_name(sheet, slot), None)
        if st.session_state.pop(_unsaved_name(sheet, slot), None) is None:
            _notice_others(sheet, slot, before)
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
    _notice_others(sheet, slot, part)
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


def _kept(sheet: Sheet, slot: Slot, mine: Fields, seen: Mapping[str, tuple[Any, ...]]) -> tuple[Part, Part]:
    """Return the row as it is kept now and as it was before; what this window showed last is tried first."""
    before = shown(sheet, slot)
    part = settle(before, seen=seen, mine=mine)
    if part is not None:
        with suppress(Conflict), sheet.app.unit_of_work() as db:
            return _save(db, sheet, part), before
    with sheet.app.unit_of_work() as db:
        before = newest(db, sheet, slot)
        part = settle(before, seen=seen, mine=mine)
        if part is None:
            raise Conflict(CLASH, theirs=before, version=before.saved.version if before.saved else 0)
        return _save(db, sheet, part), before


def _save(db: Db, sheet: Sheet, part: Part) -> Part:
    now = sheet.app.now()
    version = form.save(
        db, viewer=sheet.viewer, round_ref=sheet.audit_round.ref, case_ref=sheet.case.ref, part=part, now=now
    )
    return replace(part, saved=Saved(version=version, by=sheet.viewer.person.name, at_utc=now))


def _notice_others(sheet: Sheet, slot: Slot, now: Part) -> None:
    """Note who changed a row since this window showed it; what this window wrote itself is no news."""
    before: Part | None = st.session_state.get(_shown_name(sheet, slot))
    if before is None or now.saved is None or now.saved == before.saved:
        return
    words = f"{now.saved.by} changed this in another window at {sheet.time(now.saved.at_utc)}. You see the newest."
    st.session_state[_notice_name(sheet, slot)] = words


def _part(theirs: object) -> Part | None:
    return theirs if isinstance(theirs, LineAnswer | StatementGrade | Account) else None


def _hold(sheet: Sheet, slot: Slot, held: Unsaved) -> None:
    st.session_state[_unsaved_name(sheet, slot)] = held


def _unsaved_name(sheet: Sheet, slot: Slot) -> str:
    return f"{slot.name(sheet)} unsaved"


def _notice_name(sheet: Sheet, slot: Slot) -> str:
    return f"{sheet.place} {slot.part_name} notice"


def _shown_name(sheet: Sheet, slot: Slot) -> str:
    return f"{sheet.place} {slot.part_name} shown"
