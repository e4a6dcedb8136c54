"""Whether what is said of an action was verified, in words, and the form of whoever looks."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.english import short_day
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.action_words import last_look
from audit.domain.plan.actions import Action, Verification, Verified
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, RadioField, TextField
from audit.services.plan import actions
from audit.store.work import Db

_HOLDS = {"yes": "Yes, I saw it", "no": "No, I could not see it"}


def line(action: Action) -> str:
    """Return how far an action was verified, in a sentence; empty where nothing is said that could be."""
    standing, seen = action.verified, last_look(action)
    if standing is Verified.NO_CLAIM and seen is None:
        return ""
    if standing is Verified.WAITS or seen is None:
        before = f" Before that, {seen.by} looked on {short_day(seen.on)}." if seen is not None else ""
        return f"Not verified yet.{before}"
    how = "Verified" if seen.holds else "Looked at, and not verified"
    return f"{how} by {seen.by} on {short_day(seen.on)}: {seen.what_was_seen}"


def show(app: App, audit_round: Round, action: Action) -> None:
    """Draw every look that somebody took, and the form for the next one."""
    st.header("Was it verified?", anchor=False)
    verified_line = line(action)
    st.write(plain(verified_line) if verified_line else "Nothing is said yet that could be verified.")
    earlier = action.verifications if action.verified is Verified.WAITS else action.verifications[:-1]
    if earlier:
        look.html(f'<ol class="ss-since">{"".join(_look(verification) for verification in reversed(earlier))}</ol>')
    if app.person.may(Act.VERIFY) and action.updates:
        _form(app, audit_round, action)


def _look(verification: Verification) -> str:
    how = "verified" if verification.holds else "not verified"
    heading = f"{look.escape_html(short_day(verification.on))}, {look.escape_html(verification.by)}"
    return f"<li><b>{heading}</b>: {how}. {look.escape_html(verification.what_was_seen)}</li>"


_FIELDS = (
    RadioField(name="holds", label="Is it as the owner says?", options=_HOLDS, side_by_side=True, needed=True),
    TextField(
        name="seen it",
        label="What did you see, or what was not there?",
        hint="Records, people asked, figures; no names.",
        rows=3,
        short="What you saw",
        needed=True,
    ),
)


def _form(app: App, audit_round: Round, action: Action) -> None:
    def write(db: Db, entered: Entered) -> None:
        actions.verify(
            db,
            by=app.person,
            round_ref=audit_round.ref,
            ref=action.ref,
            holds=entered.chosen("holds") == "yes",
            observation=entered.text("seen it"),
            seen=action.updates[: int(entered.seen)],
            now=app.now(),
        )

    begun = form.entered_so_far(app, FormKind.VERIFICATION, about=action.ref, round_ref=audit_round.ref)
    with st.expander(f"Verify {action.ref}", expanded=bool(begun)):
        st.caption("Look for yourself, or ask somebody who has no part in it. What the owner said stays as it is.")
        form.draw(
            Form(
                app=app,
                kind=FormKind.VERIFICATION,
                about=action.ref,
                round_ref=audit_round.ref,
                seen=str(len(action.updates)),
                parts=(Part(fields=_FIELDS),),
                button="Keep what I saw",
                write=write,
                subject="the action",
                compares=False,
            )
        )
