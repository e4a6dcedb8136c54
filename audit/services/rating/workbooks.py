"""Audit workbooks, out to an agency and back in: a blind route for agencies that cannot sign in.

In: a round and an agency; or what a workbook that came back gives.
Out: the form to write a workbook from; what is new, changed, unchanged, clashing and wrong; the agency's entries kept.
What a cell holds leaves this module for nobody but the agency's own auditor before the reveal: others get places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from audit.documents.excel.returned import Answers, must_be_as_seen
from audit.documents.excel.sheets import Wrong
from audit.documents.rating.comparison import (
    CasePreview,
    Clash,
    ClashPreview,
    Comparison,
    Preview,
    Side,
    Standing,
    auditor_text,
    compare,
    texts,
)
from audit.documents.rating.form import CaseForm, Field, Spot, WorkbookForm
from audit.documents.rating.reading import WorkbookReturn
from audit.documents.rating.values import in_words, saved_in
from audit.domain.people.person import Act, Person, Role, Viewer
from audit.domain.rating import form as rules
from audit.domain.rating.form import Answer, LineAnswer, RatingDraft, StatementGrade
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case, Involvement
from audit.errors import AuditError, Conflict
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import drafts
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.drafts import OpenForm
from audit.store.records import people as people_records
from audit.store.records import rating as records
from audit.store.records import rounds as round_records
from audit.store.work import Db

_LONGEST_NAME = 120  # characters


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One child's sheet beside the form that it belongs to."""

    at: OpenForm
    brings: Comparison


def form_for(db: Db, *, viewer: Viewer, round_ref: str, agency_ref: str, today: date) -> WorkbookForm:
    """Return the form of an agency's workbook; it holds the agency's own draft for its own auditor alone.

    Raises NotAllowed for anybody but a facilitator and the agency's auditors, and AuditError after the workshop.
    """
    _must_be_allowed_for(viewer.person, agency_ref)
    audit_round = round_queries.by_ref(db, round_ref)
    audit_round.must_be_at(Stage.SETUP, Stage.RATING, Stage.WORKSHOP)
    agency = audit_round.agency(agency_ref)
    eyes = Viewer(person=viewer.person, agency=agency_ref)
    partnership = people_queries.partnership(db)
    relevant_cases = (case for case in audit_round.active_cases() if audit_round.asks(case.ref, agency_ref))
    cases = tuple(
        CaseForm(
            case=case,
            draft=_starts_with(db, eyes, audit_round, case),
            no_involvement=audit_round.involvement_of(case.ref, agency_ref) is Involvement.NO_INVOLVEMENT,
        )
        for case in relevant_cases
    )
    return WorkbookForm(
        audit_round=audit_round,
        agency=agency,
        cases=cases,
        made_on=today,
        marking=partnership.marking if partnership is not None else "",
        in_danger=people_queries.emergency(db).sentence,
    )


def preview(db: Db, *, viewer: Viewer, returned: WorkbookReturn) -> Preview:
    """Return what taking a workbook in would do; nothing is written. Raises AuditError when it is not the time."""
    _must_be_allowed_for(viewer.person, returned.agency)
    audit_round = round_queries.by_ref(db, returned.round)
    audit_round.must_be_at(Stage.RATING, Stage.WORKSHOP)
    auditor, nameless = _auditor(db, viewer.person, returned)
    sheets = _sheets(db, audit_round, _eyes(auditor, returned), returned)
    ready = rating_queries.submitted(db, audit_round=audit_round)
    cases = tuple(_case(viewer.person, audit_round, returned, sheet, ready) for sheet in sheets)
    wrong = (*returned.wrong, *(wrong_cell for sheet in sheets for wrong_cell in sheet.brings.wrong))
    typed = [
        text
        for sheet in sheets
        for text in texts(sheet.brings, audit_round, look, readable=_may_read(viewer.person, returned.agency, sheet))
    ]
    expected = Preview(
        round=returned.round,
        agency=returned.agency,
        cases=cases,
        wrong=wrong,
        new_auditor=not auditor.id,
        texts=tuple(typed),
        missing=returned.missing,
        notes=returned.notes,
    )
    if auditor.id or not expected.does_something:
        return expected
    if nameless:
        return replace(expected, wrong=(nameless, *wrong))
    return replace(expected, texts=(auditor_text(returned, look), *typed))


def take_in(
    db: Db,
    *,
    by: Person,
    returned: WorkbookReturn,
    now: datetime,
    seen: Preview | None = None,
    answers: Answers = Answers(),  # noqa: B008 - frozen
) -> Preview:
    """Keep what a workbook gives as the agency's own entries, submit what is complete, and return what was done.

    Raises AuditError, writing nothing, where something else is asked by now, where nobody's name is on it, or where
    something is still to be decided about what is wrong or missing; and Conflict where something changed since the
    preview `seen`, or where it clashes with what is here and no side was chosen.
    """
    expected = preview(db, viewer=Viewer.of(by), returned=returned)
    if seen is not None:
        must_be_as_seen(expected, seen)
    if why := expected.left(answers):
        raise AuditError(why)
    if not expected.does_something:
        return expected
    side = Side.FILE if answers.from_file else Side.SAVED if answers.from_app else None
    if expected.clashes and side is None:
        raise Conflict(expected.clashes_in_words, stored=expected.clashes, version=0)
    audit_round = round_queries.by_ref(db, returned.round)
    eyes = _eyes(_added(db, by, returned, now), returned)
    for sheet in _sheets(db, audit_round, eyes, returned, side):
        _keep(db, by=by, eyes=eyes, audit_round=audit_round, sheet=sheet, now=now)
    ready = rating_queries.submitted(db, audit_round=round_queries.by_ref(db, returned.round))
    cases = tuple(replace(case, submitted=(case.ref, returned.agency) in ready) for case in expected.cases)
    return replace(expected, cases=cases)


def _sheets(
    db: Db, audit_round: Round, eyes: Viewer, returned: WorkbookReturn, side: Side | None = None
) -> tuple[_Sheet, ...]:
    made = []
    for ref in returned.cases:
        at = drafts.open_form(db, viewer=eyes, round_ref=audit_round.ref, case_ref=ref)
        draft = _draft(db, eyes, audit_round, ref, closed=at.closed)
        uninvolved = audit_round.involvement_of(ref, returned.agency) is Involvement.NO_INVOLVEMENT
        before = Standing(draft=draft, closed=at.closed, no_involvement=uninvolved)
        made.append(_Sheet(at=at, brings=compare(returned, ref, before, audit_round, side)))
    return tuple(made)


def _starts_with(db: Db, eyes: Viewer, audit_round: Round, case: Case) -> RatingDraft:
    """Return what a child's sheet begins with: the agency's draft, or what it submitted; empty where it is blind."""
    if eyes.on_behalf and not (case.revealed_at_utc is not None and eyes.person.may(Act.READ_CASES)):
        return RatingDraft(case=case.ref, agency=eyes.agency or "")
    try:
        at = drafts.open_form(db, viewer=eyes, round_ref=audit_round.ref, case_ref=case.ref)
    except AuditError:
        return RatingDraft(case=case.ref, agency=eyes.agency or "")
    return _draft(db, eyes, audit_round, case.ref, closed=at.closed)


def _draft(db: Db, eyes: Viewer, audit_round: Round, case_ref: str, *, closed: bool) -> RatingDraft:
    """Return an agency's form about a child: where it is submitted and closed, just what was submitted."""
    draft = drafts.draft(db, viewer=eyes, round_ref=audit_round.ref, case_ref=case_ref)
    if not closed:
        return draft
    visible = rating_queries.ratings(db, viewer=eyes, audit_round=audit_round, case_ref=case_ref)
    rating = next((rating for rating in visible if rating.agency == eyes.agency), None)
    if rating is None:
        return draft
    return replace(
        draft,
        answers={
            answer.line: replace(answer, saved=draft.answer(answer.line).saved)
            for answer in rating.answers
            if answer.answer is not Answer.KNOWN_AWAY
        },
        grades={grade.statement: replace(grade, saved=draft.grade(grade.statement).saved) for grade in rating.grades},
        account=replace(rating.account, saved=draft.account.saved),
    )


def _case(
    person: Person, audit_round: Round, returned: WorkbookReturn, sheet: _Sheet, ready: frozenset[tuple[str, str]]
) -> CasePreview:
    comparison, agency = sheet.brings, returned.agency
    whole = _may_read(person, agency, sheet)
    gaps = [gap.say if whole else gap.say.partition(":")[0] for gap in comparison.missing]
    return CasePreview(
        ref=comparison.ref,
        new=comparison.new,
        changed=comparison.changed,
        unchanged=comparison.unchanged,
        missing=tuple(dict.fromkeys(gaps)) if comparison.gives and not comparison.before.closed else (),
        submitted=(comparison.ref, agency) in ready,
        submits=comparison.submits,
        left_out=comparison.left_out and comparison.new + comparison.changed > 0,
        clashes=tuple(_clash(audit_round, returned, comparison, clash, whole=whole) for clash in comparison.clashes),
    )


def _may_read(person: Person, agency: str, sheet: _Sheet) -> bool:
    """Say whether a person may read what a child's sheet says: the agency's own auditor, others after the reveal."""
    return not Viewer(person=person, agency=agency).on_behalf or (sheet.at.revealed and person.may(Act.READ_CASES))


def _clash(
    audit_round: Round, returned: WorkbookReturn, brings: Comparison, clash: Clash, *, whole: bool
) -> ClashPreview:
    place = returned.wrong_at(clash.spot, "")
    saved = saved_in(brings.before.draft, clash.spot)
    words = [in_words(audit_round.scale, clash.spot.field, value) for value in (clash.file, clash.saved)]
    file, saved_words = words if whole else (None, None)
    return ClashPreview(
        case=brings.ref,
        sheet=place.sheet,
        cell=place.cell,
        file=file,
        saved=saved_words,
        saved_by=saved.by if saved else "",
        saved_at_utc=saved.at_utc if saved else None,
    )


def _keep(db: Db, *, by: Person, eyes: Viewer, audit_round: Round, sheet: _Sheet, now: datetime) -> None:
    comparison, at = sheet.brings, sheet.at
    about = f"{audit_round.ref}/{comparison.ref} {eyes.agency}"
    if comparison.changes:
        if comparison.no_involvement is not comparison.before.no_involvement:
            word = Involvement.NO_INVOLVEMENT if comparison.no_involvement else Involvement.INVOLVED
            ids = {"case_id": at.case_id, "agency_id": at.agency_id}
            round_records.set_involvement(db, **ids, involvement=word, by=eyes.person, now=now)
            trail.note(db, by=by, event=word.value, about=about, now=now)
        if at.closed:
            records.open_correction(db, at, reason=comparison.correction, viewer=eyes, now=now)
            trail.note(db, by=by, event="correction opened", about=about, now=now, content=comparison.correction)
        _save(db, sheet, eyes, now)
        trail.note(db, by=by, event="workbook taken in", about=about, now=now, content=repr(comparison.after))
    if comparison.submits:
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
        audit_round.statements_for(draft.agency, draft.case),
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
    own = [
        person
        for person in people_queries.people(db)
        if person.agency == returned.agency and Role.AUDITOR in person.roles
    ]
    named = [person for person in own if " ".join(person.name.split()).casefold() == name.casefold()]
    active = next((person for person in named if person.active), None)
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


def _must_be_allowed_for(person: Person, agency: str) -> None:
    own = person.agency == agency and Role.AUDITOR in person.roles
    person.must_be_allowed(Act.RATE if own else Act.ENTER_ON_BEHALF)


def _eyes(auditor: Person, returned: WorkbookReturn) -> Viewer:
    return Viewer(person=auditor, agency=returned.agency)
