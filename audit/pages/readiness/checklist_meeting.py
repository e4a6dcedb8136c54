"""A checklist in a meeting: wide, large, and one theme or step at a time.

In: the checklist in the address.
Out: what is asked, where we stand, and what is next, to be read across a room.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.english import inside
from audit.domain.frameworks.framework import Item, Point, Provenance
from audit.domain.people.person import Act
from audit.domain.readiness.checklists import Checklist, Line
from audit.domain.rounds import provenance
from audit.pages.components import look, place
from audit.pages.components.look import escape_html
from audit.pages.readiness import questions

_SAYS = {Provenance.DERIVED: "reconstructed wording", Provenance.UNVERIFIED: "known second-hand"}
_MOST = 10  # of a theme on one screen


def render(app: App) -> None:
    """Show one theme or step."""
    shown = _checklist(app)
    if shown is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Checklists in a meeting")
        st.write("Choose a checklist first.")
        place.link("checklists", "Checklists")
        return
    slides = _slides(shown)
    at = _at(len(slides))
    title, subtitle, lines = slides[at]
    look.html(_head(shown, title, subtitle, at, len(slides)))
    agencies = {ref: agency.short_name for ref, agency in questions.agencies(app).items()}
    look.html(_table(lines, agencies) if len(lines) > 1 else _single(lines[0], agencies))
    _controls(shown, at, len(slides))


def _checklist(app: App) -> Checklist | None:
    wanted = place.get("list")
    return next((checklist for checklist in questions.every_checklist(app) if checklist.framework.id == wanted), None)


def _slides(shown: Checklist) -> list[tuple[str, str, Sequence[Line]]]:
    """Return what is shown one after the other: a theme with its recommendations, else a recommendation."""
    items: dict[str, Item] = {item.ref: item for item in shown.framework.items}
    if any(line.item.part_of for line in shown.lines):
        by_ref: dict[str, list[Line]] = {}
        for line in shown.lines:
            by_ref.setdefault(line.item.part_of or line.item.ref, []).append(line)
        return [(items[ref].title, _why(shown, ref, items[ref]), lines) for ref, lines in by_ref.items()]
    return [(line.item.title, line.item.text, [line]) for line in shown.lines]


def _why(shown: Checklist, ref: str, item: Item) -> str:
    areas = [
        point.title
        for point in shown.framework.items
        if isinstance(point, Point) and point.kind == "area_for_development" and point.part_of == ref
    ]
    return f"What was found there: {'; '.join(inside(area) for area in areas)}." if areas else item.text


def _at(count: int) -> int:
    step = st.query_params.get("step", "1")
    return min(max(int(step) if step.isdigit() else 1, 1), count) - 1


def _head(shown: Checklist, title: str, subtitle: str, at: int, count: int) -> str:
    return (
        f'<div class="ss-wall"><p class="k">{escape_html(shown.framework.short_title)} · {at + 1} of {count}</p>'
        f'<h1 class="q">{escape_html(title)}</h1><p class="sub">{escape_html(subtitle)}</p></div>'
    )


def _table(lines: Sequence[Line], agencies: dict[str, str]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape_html(line.item.title)}{_aside(line)}</th><td>'
        f"<b>{escape_html(state(line))}</b></td>"
        f"<td>{escape_html(line.entry.narrative)}</td>"
        f"<td>{escape_html(agencies.get(line.entry.lead_agency, ''))}</td></tr>"
        for line in lines[:_MOST]
    )
    return (
        '<div class="ss-wall ss-scroll" tabindex="0" role="region" aria-label="Where we stand"><table class="ss-wt">'
        '<caption class="ss-vh">Where we stand</caption><thead><tr><th scope="col">Recommendation</th>'
        '<th scope="col">State</th><th scope="col">What is so</th><th scope="col">Lead</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _aside(line: Line) -> str:
    note = _SAYS.get(line.item.provenance, "")
    return f'<br><span class="ss-soft">{escape_html(note)}</span>' if note else ""


def _single(line: Line, agencies: dict[str, str]) -> str:
    entry = line.entry
    rows = [f'<h2 class="w">Where we stand: {escape_html(state(line).lower())}</h2>']
    rows += [
        f'<p class="rec">{escape_html(sentence)}</p>' for sentence in (entry.narrative, entry.evidence) if sentence
    ]
    who = [agencies.get(entry.lead_agency, ""), entry.owner]
    who += [f"look again on {english.day(entry.review_on)}"] if entry.review_on else []
    if words := ", ".join(part for part in who if part):
        rows.append(f'<p class="rec2">{escape_html(words)}</p>')
    if words := provenance.of(line.item):
        rows.append(f'<p class="aside">{escape_html(words)}</p>')
    if line.item.difference:
        rows.append('<h2 class="w rw">What children would notice</h2>')
        rows.append(f'<p class="rec">{escape_html(line.item.difference)}</p>')
    return f'<div class="ss-wall">{"".join(rows)}</div>'


def state(line: Line) -> str:
    """Return where a recommendation stands, in words."""
    if not line.scored:
        return "For national bodies"
    return line.entry.state.label if line.entry.is_recorded else "Nothing said yet"


def _controls(shown: Checklist, at: int, count: int) -> None:
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Back",
            icon=":material/arrow_back:",
            shortcut="PageUp",
            disabled=at == 0,
            on_click=_to,
            args=(at,),
            key="meeting back",
        )
        st.button(
            "**Next**",
            icon=":material/arrow_forward:",
            shortcut="PageDown",
            disabled=at == count - 1,
            on_click=_to,
            args=(at + 2,),
            key="meeting next",
        )
        place.link("recommendations", "Leave the meeting view", list=shown.framework.id)


def _to(number: int) -> None:
    place.put(step=str(number))
