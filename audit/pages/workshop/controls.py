"""The facilitator's controls at the bottom edge; only on screens without fields.

Here too:
- After the reveal: the line-up, how far apart the agencies stand, and where they part most.
- Before the reveal: the statement, who is ready, and the question to ask first.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import LineOfEnquiry
from audit.domain.people.person import Agency
from audit.domain.rating.form import Rating
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.participation_words import hidden
from audit.pages.components import errors, look, place
from audit.pages.components.look import text
from audit.pages.workshop import wall
from audit.pages.workshop.sight import Sight, after, before, go_to, may_write, words_of
from audit.services.workshop import moderation


def draw_controls(sight: Sight, label: str, shortcut: str, icon: str, act: Callable[[], None]) -> None:
    """Draw Back, one main control, Next, and the way to note that a child may be unsafe."""
    errors.from_last_run()
    with st.bottom, st.container(horizontal=True, horizontal_alignment="distribute"):
        with st.container(horizontal=True, width="content"):
            back_button(sight, shortcut="PageUp")
            if label:
                st.button(f"**{label}**", key=f"{sight.key} {label}", icon=icon, shortcut=shortcut, on_click=act)
            next_button(sight, shortcut="PageDown")
        with st.container(horizontal=True, width="content"):
            st.button("All cases", key=f"{sight.key} all", on_click=go_to, args=(None,))
            _unsafe(sight)


def at_the_end(sight: Sight) -> None:
    """Draw Back and Next at the end of a screen with fields, where nothing may float over them."""
    with st.container(horizontal=True):
        back_button(sight)
        next_button(sight)
        st.button("All cases", key=f"{sight.key} all", on_click=go_to, args=(None,))
        _unsafe(sight)


def back_button(sight: Sight, *, shortcut: str | None = None) -> None:
    """Draw Back: to the statement before, or to the list of cases."""
    to = before(sight) or (None, None)
    st.button("Back", key=f"{sight.key} back", icon=":material/arrow_back:", shortcut=shortcut, on_click=go_to, args=to)


def next_button(sight: Sight, *, shortcut: str | None = None) -> None:
    """Draw Next: to the statement after, the overall judgement, the next case, or the list of cases."""
    to = after(sight) or (None, None)
    st.button(
        "Next", key=f"{sight.key} next", icon=":material/arrow_forward:", shortcut=shortcut, on_click=go_to, args=to
    )


def _unsafe(sight: Sight) -> None:
    if st.button("A child may be unsafe now", key=f"{sight.key} concern", icon=":material/warning:"):
        place.go("concern", round=sight.audit_round.ref, case=sight.case.ref)


AGREE = "agree"  # the step at which the judgement is written
_LONG = 150  # characters; a longer sentence takes the room of a row of the table, so that nothing has to be scrolled


def draw_after(app: App, sight: Sight) -> None:
    """Draw one statement after the reveal, with what was agreed so far."""
    spread = wall.spread(sight)
    parts = [wall.heading(sight), wall.line_up(sight), spread]
    if sight.agreed is not None:
        parts.append(_agreed(sight))
    parts.append(wall.part_most(sight, rows=1 if sight.agreed or len(spread) > _LONG else 2))
    look.html(wall.wall("".join(parts)))
    with st.expander("All the answers, and what each agency saw"):
        look.html(evidence(sight))
    if sight.in_control:
        _controls(app, sight)


def evidence(sight: Sight) -> str:
    """Return every question with each agency's answer, note and source, those that part the agencies most first."""
    asked = sight.asked
    if asked is None:
        return ""
    return "".join(_question(sight, line) for line in wall.widest_lines(sight))


def _agreed(sight: Sight) -> str:
    agreed = sight.agreed
    if agreed is None:
        return ""
    tag = wall.outcome_tag(sight, agreed)
    return f'<p class="rec ss-agreed"><b>Agreed:</b> {tag} {text(agreed.reason)}</p>'


def _controls(app: App, sight: Sight) -> None:
    if may_write(app, sight):
        label = "Agree together" if sight.agreed is None else "See or re-open the judgement"
    else:
        label = "See the judgement" if sight.agreed else ""
    draw_controls(
        sight, label, "Alt+J", ":material/handshake:", lambda: go_to(sight.case.ref, words_of(sight.statement), AGREE)
    )


def _question(sight: Sight, line: LineOfEnquiry) -> str:
    rated = [(agency, rating) for agency in sight.audit_round.agencies if (rating := sight.rating_of(agency.ref))]
    rows = "".join(_row(sight, agency, rating, line) for agency, rating in rated)
    return (
        f'<table class="ss-tb ss-evidence"><caption>{text(line.text)}</caption><thead><tr>'
        '<th scope="col">Agency</th><th scope="col">Answer</th><th scope="col">What it saw, and where</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(sight: Sight, agency: Agency, rating: Rating, line: LineOfEnquiry) -> str:
    asked = sight.asked
    given = rating.answer(asked.line_key(line)) if asked else None
    if given is None or given.answer is None:
        return ""
    where = ", ".join(sorted(one.label.lower() for one in given.seen_in))
    said = text(given.note) + (f' <span class="ss-soft">({text(where)})</span>' if where else "")
    return f'<tr><th scope="row">{text(agency.short_name)}</th><td>{text(given.answer.label)}</td><td>{said}</td></tr>'


WITHOUT = "without"  # the step at which a case is revealed although an agency is missing


def draw_before(app: App, sight: Sight, step: str | None) -> None:
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
        draw_controls(sight, "Reveal the grades", "Alt+V", ":material/visibility:", lambda: _reveal(app, sight))


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
