"""Before the reveal: the statement, who is ready, and the question to ask first."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.participation_words import hidden
from audit.pages.components import errors, look, place
from audit.pages.workshop import controls, wall
from audit.pages.workshop.sight import Sight, go_to, words_of
from audit.services.workshop import moderation

WITHOUT = "without"  # the step at which a case is revealed although an agency is missing


def draw(app: App, sight: Sight, step: str | None) -> None:
    """Draw the case before its reveal; `step` asks for the reason to reveal it although an agency is missing."""
    look.html(wall.wall(wall.heading(sight) + wall.tiles(sight)))
    if sight.in_control and step == WITHOUT:
        _why_without(app, sight)
        return
    ask = f"<b>Before you reveal, ask:</b> what was this like for {look.text(sight.case.ref)}?"
    said = look.text(hidden(sight.participation, sight.case.ref))
    look.html(wall.wall(f'<p class="ss-spread ask">{ask}</p><p class="sub ss-soft">{said}</p>'))
    if sight.in_control:
        place.link(
            "child-journey",
            f"{sight.case.ref}: the story so far",
            round=sight.audit_round.ref,
            case=sight.case.ref,
            icon=":material/timeline:",
        )
        controls.draw(sight, "Reveal the grades", "Alt+V", ":material/visibility:", lambda: _reveal(app, sight))


def _reveal(app: App, sight: Sight) -> None:
    if sight.absent:
        go_to(sight.case.ref, words_of(sight.statement), WITHOUT)
        return
    _open(app, sight, "")


def _why_without(app: App, sight: Sight) -> None:
    missing = [agency.short_name for agency in sight.absent]
    key = f"{sight.key} without"
    errors.from_last_run()
    with st.form(f"{key} form", border=False):
        st.text_area(
            f"Why reveal {sight.case.ref} without {in_words(missing)}? (needed)",
            key=key,
            help="Agencies that have not submitted cannot use the online form after the reveal. The activity log keeps "
            "a fingerprint of your reason, not its words.",
        )
        st.form_submit_button(
            f"Reveal without {in_words(missing)}",
            type="primary",
            on_click=lambda: _open(app, sight, str(st.session_state.get(key, ""))),
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Wait for them", on_click=go_to, args=(sight.case.ref, words_of(sight.statement)))
        place.link("concern", "A child may be unsafe now", round=sight.audit_round.ref, case=sight.case.ref)


def _open(app: App, sight: Sight, reason: str) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            moderation.reveal(
                db,
                by=app.person,
                round_ref=sight.audit_round.ref,
                case_ref=sight.case.ref,
                reason=reason,
                now=app.now(),
            )
        go_to(sight.case.ref)  # the statement that parts the agencies most comes first
