"""An agency rates alone: every answer is kept as it is given, and submitting closes the form.

Here too:
- A second look before submitting: what is shown, and what an agency did with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.rating import coherence
from audit.domain.rating import form as rules
from audit.domain.rating.coherence import Form, Prompt, Rule
from audit.domain.rating.form import (
    Account,
    Answer,
    LineAnswer,
    Part,
    Rating,
    RatingDraft,
    Saved,
    StatementGrade,
    missing,
)
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Involvement
from audit.errors import NOT_SHOWN, AuditError, must_be_as_seen
from audit.store import trail
from audit.store.queries import drafts
from audit.store.queries import rating as queries
from audit.store.queries import rounds as round_queries
from audit.store.queries.drafts import OpenForm
from audit.store.records import rating as records
from audit.store.records import rounds as round_records
from audit.store.work import Db


def enter_for(db: Db, *, by: Person, round_ref: str, agency_ref: str, now: datetime) -> Viewer:
    """Begin to enter for an agency in the room, and return the viewer for it; the change is in the trail."""
    by.must_be_allowed(Act.ENTER_ON_BEHALF)
    round_queries.by_ref(db, round_ref).agency(agency_ref)
    trail.note(db, by=by, event="entering on behalf of", about=f"{round_ref} {agency_ref}", now=now)
    return Viewer(person=by, agency=agency_ref)


def save_answer(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, answer: LineAnswer, now: datetime) -> int:
    """Keep an answer as it is, complete or not, and return its version.

    Raises Conflict where somebody wrote since `answer.saved`, and AuditError where the form is closed.
    """
    if answer.answer is Answer.KNOWN_AWAY:
        raise AuditError("Only the case’s facts can say this. Choose an answer of your own.")
    at = _writable_form(db, viewer, round_ref, case_ref)
    version = records.save_answer(db, at, answer, viewer=viewer, now=now)
    about = f"{round_ref}/{case_ref} {viewer.agency} {answer.line.ref}"
    trail.note(db, by=viewer.person, event="answer saved", about=about, version=version, now=now, content=repr(answer))
    return version


def save_grade(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, grade: StatementGrade, now: datetime) -> int:
    """Keep a grade as it is, complete or not, and return its version; raises like `save_answer`."""
    at = _writable_form(db, viewer, round_ref, case_ref)
    version = records.save_grade(db, at, grade, viewer=viewer, now=now)
    about = f"{round_ref}/{case_ref} {viewer.agency} {grade.statement.ref}"
    trail.note(db, by=viewer.person, event="grade saved", about=about, version=version, now=now, content=repr(grade))
    return version


def save_account(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, account: Account, now: datetime) -> int:
    """Keep the account of a case, complete or not, and return its version; raises like `save_answer`."""
    at = _writable_form(db, viewer, round_ref, case_ref)
    version = records.save_account(db, at, account, viewer=viewer, now=now)
    about = f"{round_ref}/{case_ref} {viewer.agency} account"
    trail.note(
        db, by=viewer.person, event="account saved", about=about, version=version, now=now, content=repr(account)
    )
    return version


def save(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, part: Part, now: datetime) -> int:
    """Keep a part of a form, whichever it is, and return its version; raises like `save_answer`."""
    at: dict[str, Any] = {"viewer": viewer, "round_ref": round_ref, "case_ref": case_ref, "now": now}
    if isinstance(part, LineAnswer):
        return save_answer(db, answer=part, **at)
    return (
        save_grade(db, grade=part, **at) if isinstance(part, StatementGrade) else save_account(db, account=part, **at)
    )


def leave_rest(
    db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, statement: Key | None, now: datetime
) -> tuple[LineAnswer, ...]:
    """Set what has no answer yet to "not looked at", in one statement or (None) in all; return what was set.

    What has an answer stays, and so does every note. Raises AuditError where the form is closed.
    """
    asked = round_queries.by_ref(db, round_ref).statements_for(viewer.must_be_able_to_enter(), case_ref)
    draft = drafts.draft(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    rest = draft.left([each for each in asked if statement in (None, each.key)])
    answers = [replace(answer, answer=Answer.NOT_LOOKED_AT) for answer in rest]
    at: dict[str, Any] = {"viewer": viewer, "round_ref": round_ref, "case_ref": case_ref, "now": now}
    versions = [save_answer(db, answer=answer, **at) for answer in answers]
    by = viewer.person.name
    return tuple(
        replace(answer, saved=Saved(version=version, by=by, at_utc=now))
        for answer, version in zip(answers, versions, strict=True)
    )


def save_form(db: Db, *, viewer: Viewer, round_ref: str, draft: RatingDraft, now: datetime) -> None:
    """Keep a form that was filled in elsewhere, whole; raises Conflict where one was begun here.

    One look at where it belongs serves for all of it, so it takes a tenth of the time of saving answer by answer.
    """
    at = _writable_form(db, viewer, round_ref, draft.case)
    records.save_form(db, at, draft, viewer=viewer, now=now)
    about = f"{round_ref}/{draft.case} {viewer.agency}"
    trail.note(db, by=viewer.person, event="form saved", about=about, version=1, now=now, content=repr(draft))


def no_involvement(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, involved: bool, now: datetime) -> None:
    """Say that the agency found no involvement with the child, or (found) that it did after all."""
    at = _writable_form(db, viewer, round_ref, case_ref)
    word = Involvement.INVOLVED if involved else Involvement.NO_INVOLVEMENT
    round_records.set_involvement(
        db, case_id=at.case_id, agency_id=at.agency_id, involvement=word, by=viewer.person, now=now
    )
    trail.note(db, by=viewer.person, event=word.value, about=f"{round_ref}/{case_ref} {viewer.agency}", now=now)


def submit(
    db: Db,
    *,
    viewer: Viewer,
    round_ref: str,
    case_ref: str,
    seen: RatingDraft = NOT_SHOWN,
    chosen: RatingDraft | None = None,
    now: datetime,
) -> Rating:
    """Close an agency's form about a case, and return what was submitted.

    `seen` is the form that the person had before them; raises Conflict where another window has changed it since, and
    AuditError with all that is missing, or where it was submitted already. `chosen` is the form that is to stand in the
    place of the one seen, where the person has chosen it; None: the one seen.
    """
    at = _writable_form(db, viewer, round_ref, case_ref)
    current = drafts.draft(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    must_be_as_seen(current, seen, f"Another window changed the form of {case_ref} while you had it open.")
    for ours, stored in rules.differing(chosen or current, current):
        part = replace(ours, saved=stored.saved)
        save(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref, part=part, now=now)
    audit_round = round_queries.by_ref(db, round_ref)
    rating = _complete(db, at, viewer, audit_round, case_ref, now)
    records.add_rating(db, at, rating)
    records.close_correction(db, at)
    about = f"{round_ref}/{case_ref} {viewer.agency}"
    trail.note(db, by=viewer.person, event="rating submitted", about=about, version=rating.version, now=now)
    return rating


def correct(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, reason: str, now: datetime) -> None:
    """Open a submitted rating again; the correction becomes a new version with its reason."""
    viewer.must_be_able_to_enter()
    at = drafts.open_form(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    if not at.closed:
        raise AuditError(f"{case_ref} is open to you already. Change what you need to and submit.")
    if not reason.strip():
        raise AuditError("Say why the rating is corrected. The reason stays with the new version.")
    _must_be_at_rating(at)
    records.open_correction(db, at, reason=reason.strip(), viewer=viewer, now=now)
    about = f"{round_ref}/{case_ref} {viewer.agency}"
    trail.note(db, by=viewer.person, event="correction opened", about=about, now=now, content=reason)


def _writable_form(db: Db, viewer: Viewer, round_ref: str, case_ref: str) -> OpenForm:
    viewer.must_be_able_to_enter()
    at = drafts.open_form(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    _must_be_at_rating(at)
    if at.closed:
        raise AuditError(f"{case_ref} was submitted and is closed. To change it, choose “Correct this rating”.")
    return at


def _must_be_at_rating(at: OpenForm) -> None:
    if at.stage not in (Stage.RATING, Stage.WORKSHOP):
        raise AuditError(f"The round is at “{at.stage.label}”. Agencies rate at “Rate” and until the workshop ends.")


def _complete(db: Db, at: OpenForm, viewer: Viewer, audit_round: Round, case_ref: str, now: datetime) -> Rating:
    agency = viewer.must_be_able_to_enter()
    draft = drafts.draft(db, viewer=viewer, round_ref=audit_round.ref, case_ref=case_ref)
    return rules.submitted(
        draft,
        audit_round.statements_for(agency, case_ref),
        version=records.versions_so_far(db, at) + 1,
        now=now,
        by=viewer.person.id,
        entered_by=records.enterers(db, at),
        on_behalf=viewer.on_behalf,
        after_reveal=at.revealed,
        reason=drafts.correction_reason(db, at) or "",
    )


def look(
    db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, rules: Sequence[Rule], now: datetime
) -> tuple[Prompt, ...]:
    """Return what is worth a second look in a form, and keep that it was shown.

    Nothing while something is still missing, since what is half filled in is no answer yet, and nothing once the form
    is submitted. Raises NotAllowed where the viewer may not open the form.
    """
    viewer.must_be_able_to_enter()
    at = drafts.open_form(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    form = _form(db, viewer, round_ref, case_ref)
    if at.closed or missing(form.draft, form.statements):
        return ()
    prompts = coherence.prompts(form, rules)
    records.add_shown(db, at, prompts, by=viewer.person, now=now)
    return prompts


def settle(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, rules: Sequence[Rule], now: datetime) -> None:
    """Note what became of the prompts that were shown; call it in the unit of work that submits the form."""
    viewer.must_be_able_to_enter()
    at = drafts.open_form(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    still = coherence.prompts(_form(db, viewer, round_ref, case_ref), rules)
    if records.settle(db, at, still):
        about = f"{round_ref}/{case_ref} {viewer.agency}"
        trail.note(db, by=viewer.person, event="second look settled", about=about, now=now)


def _form(db: Db, viewer: Viewer, round_ref: str, case_ref: str) -> Form:
    audit_round = round_queries.by_ref(db, round_ref)
    return Form(
        draft=drafts.draft(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref),
        statements=audit_round.statements_for(viewer.must_be_able_to_enter(), case_ref),
        scale=audit_round.scale,
        other_differences=queries.other_differences(db, viewer=viewer, audit_round=audit_round, case_ref=case_ref),
    )
