"""Audit workbooks, out to an agency and back in: a blind route for agencies that cannot sign in.

In: a round and an agency; or what a workbook that came back gives.
Out: the form to write a workbook from; what is new, changed, unchanged and wrong; and the agency's own entries kept.
What a cell holds leaves this module for nobody but the agency's own auditor: others get counts and places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.documents.audit_workbook_comparison import Comparison, Standing, compare
from audit.documents.audit_workbook_form import CaseForm, Field, Spot, WorkbookForm
from audit.documents.audit_workbook_reading import WorkbookReturn
from audit.documents.workbook_wrong import Wrong, places
from audit.domain import rating as rules
from audit.domain.cases import Involvement
from audit.domain.people import Act, Person, Role, Viewer
from audit.domain.rating import LineAnswer, RatingDraft, StatementGrade
from audit.domain.rounds import Round, Stage
from audit.errors import AuditError, Conflict
from audit.store import trail
from audit.store.queries import drafts
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.drafts import Desk
from audit.store.records import people as people_records
from audit.store.records import rating as records
from audit.store.records import rounds as round_records
from audit.store.work import Db

_LONGEST_NAME = 120  # characters


@dataclass(frozen=True, kw_only=True)
class CasePreview:
    """What a workbook brings for a child, in numbers; whatever it says stays unsaid."""

    ref: str
    new: int
    changed: int
    unchanged: int
    missing: tuple[str, ...]  # what is needed before it can be submitted
    submitted: bool  # whether the agency has answered for this child, now that this is so
    submits: bool  # whether taking the workbook in submits it
    left_out: bool = False  # the sheet contradicts itself, or would leave a submitted rating half done


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What taking a workbook in would do, or did."""

    round: str
    agency: str
    cases: tuple[CasePreview, ...]
    wrong: tuple[Wrong, ...]
    new_auditor: bool  # nobody of that name is an auditor of the agency yet; they are added

    @property
    def brings(self) -> int:
        """Return how many cells are new or changed."""
        return sum(case.new + case.changed for case in self.cases if not case.left_out)

    @property
    def does_something(self) -> bool:
        """Say whether taking it in would change anything."""
        return self.brings > 0 or any(case.submits for case in self.cases)

    @property
    def refused(self) -> bool:
        """Say whether the workbook's own parts were edited, so that nothing of it may be taken in."""
        return any(one.structure for one in self.wrong)


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One child's sheet beside the form that it belongs to."""

    at: Desk
    brings: Comparison


def form_for(db: Db, *, viewer: Viewer, round_ref: str, agency_ref: str, today: date) -> WorkbookForm:
    """Return the form of an agency's workbook; it holds the agency's own draft for its own auditor alone.

    Raises NotAllowed for anybody but a facilitator and the agency's auditors, and AuditError after the workshop.
    """
    _must_be_theirs(viewer.person, agency_ref)
    audit_round = round_queries.one(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP)
    agency = audit_round.agency(agency_ref)
    eyes = Viewer(person=viewer.person, agency=agency_ref)
    there = people_queries.partnership(db)
    asked = (case for case in audit_round.active_cases() if audit_round.asks(case.ref, agency_ref))
    cases = tuple(
        CaseForm(
            case=case,
            draft=RatingDraft(case=case.ref, agency=agency_ref)
            if eyes.on_behalf
            else drafts.draft(db, viewer=eyes, round_ref=round_ref, case_ref=case.ref),
            none_found=audit_round.involvement_of(case.ref, agency_ref) is Involvement.NONE_FOUND,
        )
        for case in asked
    )
    return WorkbookForm(
        audit_round=audit_round, agency=agency, cases=cases, made_on=today,
        marking=there.marking if there is not None else "", in_danger=people_queries.emergency(db).sentence,
    )  # fmt: skip


def preview(db: Db, *, viewer: Viewer, returned: WorkbookReturn) -> Preview:
    """Return what taking a workbook in would do; nothing is written. Raises AuditError when it is not the time."""
    _must_be_theirs(viewer.person, returned.agency)
    audit_round = round_queries.one(db, returned.round)
    audit_round.must_be_at(Stage.RATING, Stage.WORKSHOP)
    auditor, nameless = _auditor(db, viewer.person, returned)
    sheets = _sheets(db, audit_round, _eyes(auditor, returned), returned)
    ready = rating_queries.submitted(db, audit_round=audit_round)
    cases = tuple(_case(viewer.person, returned.agency, sheet, ready) for sheet in sheets)
    wrong = (*returned.wrong, *(one for sheet in sheets for one in sheet.brings.wrong))
    found = Preview(round=returned.round, agency=returned.agency, cases=cases, wrong=wrong, new_auditor=not auditor.id)
    return replace(found, wrong=(nameless, *wrong)) if nameless and found.does_something else found


def take_in(
    db: Db, *, by: Person, returned: WorkbookReturn, now: datetime, seen: Preview | None = None,
    without_wrong: bool = False,
) -> Preview:  # fmt: skip
    """Keep what a workbook gives as the agency's own entries, submit what is complete, and return what was done.

    Raises AuditError, writing nothing, where the workbook's own parts were edited, where nobody's name is on it, or
    where a cell is wrong unless `without_wrong`; and Conflict where something changed since the preview `seen`.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned)
    if seen is not None and seen != expected:
        raise Conflict("Something changed since you looked. Look at the workbook again.", theirs=expected, version=0)
    _must_be_right(expected, returned, without_wrong=without_wrong)
    if not expected.does_something:
        return expected
    audit_round = round_queries.one(db, returned.round)
    eyes = _eyes(_added(db, by, returned, now), returned)
    for sheet in _sheets(db, audit_round, eyes, returned):
        _keep(db, by=by, eyes=eyes, audit_round=audit_round, sheet=sheet, now=now)
    ready = rating_queries.submitted(db, audit_round=round_queries.one(db, returned.round))
    cases = tuple(replace(one, submitted=(one.ref, returned.agency) in ready) for one in expected.cases)
    return replace(expected, cases=cases)


def _sheets(db: Db, audit_round: Round, eyes: Viewer, returned: WorkbookReturn) -> tuple[_Sheet, ...]:
    asked = audit_round.asked_of(returned.agency)
    made = []
    for ref in returned.cases:
        at = drafts.desk(db, viewer=eyes, round_ref=audit_round.ref, case_ref=ref)
        draft = drafts.draft(db, viewer=eyes, round_ref=audit_round.ref, case_ref=ref)
        none_found = audit_round.involvement_of(ref, returned.agency) is Involvement.NONE_FOUND
        before = Standing(draft=draft, closed=at.closed, none_found=none_found)
        made.append(_Sheet(at=at, brings=compare(returned, ref, before, asked)))
    return tuple(made)


def _case(person: Person, agency: str, sheet: _Sheet, ready: frozenset[tuple[str, str]]) -> CasePreview:
    one = sheet.brings
    whole = not Viewer(person=person, agency=agency).on_behalf or (sheet.at.revealed and person.may(Act.READ_CASES))
    gaps = [gap.say if whole else gap.say.partition(":")[0] for gap in one.missing]
    return CasePreview(
        ref=one.ref,
        new=one.new,
        changed=one.changed,
        unchanged=one.unchanged,
        missing=tuple(dict.fromkeys(gaps)) if one.gives and not one.before.closed else (),
        submitted=(one.ref, agency) in ready,
        submits=one.submits,
        left_out=one.left_out and one.new + one.changed > 0,
    )


def _keep(db: Db, *, by: Person, eyes: Viewer, audit_round: Round, sheet: _Sheet, now: datetime) -> None:
    one, at = sheet.brings, sheet.at
    about = f"{audit_round.ref}/{one.ref} {eyes.agency}"
    if one.changes:
        if one.none_found is not one.before.none_found:
            word = Involvement.NONE_FOUND if one.none_found else Involvement.INVOLVED
            ids = {"case_id": at.case_id, "agency_id": at.agency_id}
            round_records.set_involvement(db, **ids, involvement=word, by=eyes.person, now=now)
            trail.note(db, by=by, event=word.value, about=about, now=now)
        if at.closed:
            records.open_correction(db, at, reason=one.correction, viewer=eyes, now=now)
            trail.note(db, by=by, event="correction opened", about=about, now=now, content=one.correction)
        _save(db, sheet, eyes, now)
        trail.note(db, by=by, event="workbook taken in", about=about, now=now, content=repr(one.after))
    if one.submits:
        _submit(db, by=by, eyes=eyes, audit_round=audit_round, sheet=sheet, now=now)


def _save(db: Db, sheet: _Sheet, eyes: Viewer, now: datetime) -> None:
    before, after = sheet.brings.before.draft, sheet.brings.after
    for key, answer in after.answers.items():
        if answer != before.answers.get(key, LineAnswer(line=key)):
            records.save_answer(db, sheet.at, answer, viewer=eyes, now=now)
    for key, grade in after.grades.items():
        if grade != before.grades.get(key, StatementGrade(statement=key)):
            records.save_grade(db, sheet.at, grade, viewer=eyes, now=now)
    if after.account != before.account:
        records.save_account(db, sheet.at, after.account, viewer=eyes, now=now)


def _submit(db: Db, *, by: Person, eyes: Viewer, audit_round: Round, sheet: _Sheet, now: datetime) -> None:
    at, draft = sheet.at, sheet.brings.after
    rating = rules.submitted(
        draft,
        audit_round.asked_of(draft.agency),
        version=records.versions_so_far(db, at) + 1,
        now=now,
        by=eyes.person.id,
        entered_by=records.enterers(db, at) | {eyes.person.id},
        on_behalf=eyes.on_behalf,
        after_reveal=at.revealed,
        reason=drafts.correction_reason(db, at) or "",
    )
    records.add_rating(db, at, rating)
    records.close_correction(db, at)
    about = f"{audit_round.ref}/{draft.case} {eyes.agency}"
    trail.note(db, by=by, event="rating submitted", about=about, version=rating.version, now=now)


def _auditor(db: Db, by: Person, returned: WorkbookReturn) -> tuple[Person, Wrong | None]:
    """Return who filled the workbook in, with id 0 where nobody here has that name, and what is wrong with the name."""
    if by.may(Act.RATE) and by.agency == returned.agency:
        return by, None
    name, cell = returned.auditor, Spot(field=Field.AUDITOR)
    stand_in = Person(id=0, name=name, roles=frozenset({Role.AUDITOR}), agency=returned.agency)
    if not name or len(name) > _LONGEST_NAME:
        return stand_in, returned.wrong_at(cell, "The auditor’s name is missing or too long. Write it in this cell.")
    own = [one for one in people_queries.people(db) if one.agency == returned.agency and Role.AUDITOR in one.roles]
    named = [one for one in own if " ".join(one.name.split()).casefold() == name.casefold()]
    active = next((one for one in named if one.active), None)
    if active is not None:
        return active, None
    gone = returned.wrong_at(cell, "This person no longer takes part. Write the name of the auditor who does.")
    return stand_in, gone if named else None


def _added(db: Db, by: Person, returned: WorkbookReturn, now: datetime) -> Person:
    """Return who filled the workbook in, added as an auditor of the agency who cannot sign in where they are new."""
    auditor, _ = _auditor(db, by, returned)
    if auditor.id:
        return auditor
    new = people_records.add_person(db, name=auditor.name, roles=auditor.roles, agency=auditor.agency, email=None)
    trail.note(db, by=by, event="person added", about=f"person {new}", now=now)
    return people_queries.person(db, new)


def _must_be_right(found: Preview, returned: WorkbookReturn, *, without_wrong: bool) -> None:
    edited = [one for one in found.wrong if one.structure]
    if edited:
        raise AuditError(f"Nothing was taken in: the workbook itself was edited. {places(edited)}")
    names = [one for one in found.wrong if one == returned.wrong_at(Spot(field=Field.AUDITOR), one.why)]
    if names and found.does_something:
        raise AuditError(f"Nothing was taken in. {places(names)}")
    if found.wrong and not without_wrong:
        raise AuditError(f"Nothing was taken in: some cells are wrong. {places(list(found.wrong))}")


def _must_be_theirs(person: Person, agency: str) -> None:
    own = person.agency == agency and Role.AUDITOR in person.roles
    person.must_be_allowed(Act.RATE if own else Act.ENTER_ON_BEHALF)


def _eyes(auditor: Person, returned: WorkbookReturn) -> Viewer:
    return Viewer(person=auditor, agency=returned.agency)
