"""A second look before submitting: what is shown, and what an agency did with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from audit.domain.people.person import Viewer
from audit.domain.rating import coherence
from audit.domain.rating.coherence import Form, Prompt, Rule
from audit.domain.rating.form import missing
from audit.store import trail
from audit.store.queries import coherence as queries
from audit.store.queries import drafts
from audit.store.queries import rounds as round_queries
from audit.store.records import coherence as records
from audit.store.work import Db


def look(
    db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, rules: Sequence[Rule], now: datetime
) -> tuple[Prompt, ...]:
    """Return what is worth a second look in a form, and keep that it was shown.

    Nothing while something is still missing, since what is half filled in is no answer yet, and nothing once the form
    is submitted. Raises NotAllowed where the viewer may not open the form.
    """
    viewer.must_be_able_to_enter()
    at = drafts.desk(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    form = _form(db, viewer, round_ref, case_ref)
    if at.closed or missing(form.draft, form.asked):
        return ()
    found = coherence.prompts(form, rules)
    records.add_shown(db, at, found, by=viewer.person, now=now)
    return found


def settle(db: Db, *, viewer: Viewer, round_ref: str, case_ref: str, rules: Sequence[Rule], now: datetime) -> None:
    """Note what became of the prompts that were shown; call it in the unit of work that submits the form."""
    viewer.must_be_able_to_enter()
    at = drafts.desk(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref)
    still = coherence.prompts(_form(db, viewer, round_ref, case_ref), rules)
    if records.settle(db, at, still):
        about = f"{round_ref}/{case_ref} {viewer.agency}"
        trail.note(db, by=viewer.person, event="second look settled", about=about, now=now)


def _form(db: Db, viewer: Viewer, round_ref: str, case_ref: str) -> Form:
    audit_round = round_queries.one(db, round_ref)
    return Form(
        draft=drafts.draft(db, viewer=viewer, round_ref=round_ref, case_ref=case_ref),
        asked=audit_round.asked_of(viewer.must_be_able_to_enter()),
        scale=audit_round.scale,
        other_differences=queries.other_differences(db, viewer=viewer, audit_round=audit_round, case_ref=case_ref),
    )
