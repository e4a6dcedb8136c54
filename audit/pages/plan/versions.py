"""The plan's versions: each as it was issued, and what changed between any two.

In: the round, and the two versions to compare.
Out: what is new, changed and gone, in words; and a new version, where the person may issue one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.english import day, short_day
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.versions import Change, Kind, Line, PlanVersion, changes, in_words
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, TextField
from audit.services.plan import versions
from audit.store.work import Db

_NOW = "The plan as it stands now"
_OPEN = (Stage.PLAN, Stage.BOARD, Stage.CLOSED)


def render(app: App) -> None:
    """Show the versions of a round's plan."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Versions of the plan")
        st.write("A plan is issued as a version once it is decided on. Open a round first; Home says how.")
        return
    look.line_above(audit_round.title, place.step(audit_round, Stage.PLAN), "plan")
    look.title("Versions of the plan")
    with app.reading() as db:
        plan_versions = versions.every(db, viewer=app.viewer(), round_ref=audit_round.ref)
        now = versions.lines_now(db, viewer=app.viewer(), round_ref=audit_round.ref)
    if plan_versions:
        rows = [
            (version.name, day(version.issued_on), version.what_for, version.by) for version in reversed(plan_versions)
        ]
        look.html(look.table("What was issued", ("Version", "Issued", "What for", "By"), rows))
        _compare(audit_round, plan_versions, now)
    else:
        st.write("No version was issued yet. Issue one when the plan goes to somebody: it stays as it is.")
    if app.person.may(Act.DECIDE):
        _issue(app, audit_round, len(plan_versions) + 1, now)
    place.link("plan", "Back to the plan", round=audit_round.ref, icon=":material/arrow_back:")


def _compare(audit_round: Round, plan_versions: Sequence[PlanVersion], now: Sequence[Line]) -> None:
    st.header("What has changed", anchor=False)
    contents = {f"{version.name}, {short_day(version.issued_on)}": version.lines for version in plan_versions} | {
        _NOW: tuple(now)
    }
    names = list(contents)
    first, second = st.columns(2)
    before = first.selectbox("From", names, index=max(len(names) - 2, 0), key=f"{audit_round.ref} from") or names[0]
    after = second.selectbox("To", names, index=len(names) - 1, key=f"{audit_round.ref} to") or _NOW
    different = changes(contents[before], contents[after])
    st.write(f"**{in_words(different)}**")
    for change in different:
        _change(change)


def _change(change: Change) -> None:
    with st.container(border=True):
        look.card_title(f"{change.kind.label}: {change.ref}", 3)
        st.write(plain(change.title))
        if change.kind is Kind.CHANGED:
            rows = [(step.label, step.before or "Nothing", step.after or "Nothing") for step in change.steps]
            look.html(look.table(f"What changed in {change.ref}", ("What", "Before", "After"), rows, captioned=False))


def _issue(app: App, audit_round: Round, number: int, lines: Sequence[Line]) -> None:
    st.header("Issue the plan as a version", anchor=False)
    if audit_round.stage not in _OPEN:
        st.write("The plan is issued once the round has come to its plan.")
        return
    hint = "For example: for the board on 3 February."
    purpose = TextField(name="for", label="What is this version for?", hint=hint, short="What it is for", needed=True)

    def write(db: Db, entered: Entered) -> None:
        now = versions.lines_now(db, viewer=app.viewer(), round_ref=audit_round.ref)
        seen = now if _mark(now) == entered.seen else ()
        what_for = entered.text("for")
        versions.issue(db, by=app.person, round_ref=audit_round.ref, purpose=what_for, seen=seen, now=app.now())

    st.caption(f"It becomes version {number} and stays as it is today. No child’s reference is kept in it.")
    form.draw(
        Form(
            app=app,
            kind=FormKind.ISSUE,
            about="plan",
            round_ref=audit_round.ref,
            seen=_mark(lines),
            parts=(Part(fields=(purpose,)),),
            button=f"Issue version {number}",
            write=write,
            subject="the plan",
            compares=False,
        )
    )


def _mark(lines: Sequence[Line]) -> str:
    """Return a name for a plan that changes with every word of it."""
    return hashlib.sha256(repr(tuple(lines)).encode()).hexdigest()
