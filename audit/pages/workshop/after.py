"""After the reveal: the line-up, how far apart the agencies stand, and where they part most."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import LineOfEnquiry
from audit.domain.people.person import Agency
from audit.domain.rating.form import Rating
from audit.pages.components import look
from audit.pages.components.look import text
from audit.pages.workshop import controls, wall
from audit.pages.workshop.sight import Sight, go_to, may_write, words_of

AGREE = "agree"  # the step at which the judgement is written
_LONG = 150  # characters; a longer sentence takes the room of a row of the table, so that nothing has to be scrolled


def draw(app: App, sight: Sight) -> None:
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
    controls.draw(
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
