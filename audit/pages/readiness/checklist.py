"""One recommendation: what it asks, what it supports, how that was judged, and where we stand with it.

In: the recommendation in the address.
Out: what is said of it now, with why; what was said before stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.readiness.checklists import Entry, Line
from audit.domain.rounds import provenance
from audit.pages.components import days, lists, look, place, problems, wide
from audit.pages.components.plain import plain
from audit.pages.frameworks import installed
from audit.pages.readiness import checklist_beside, checklist_form, checklists, reading
from audit.services.readiness import checklists as service

ERASING = "checklist erasing"


def render(app: App) -> None:
    """Show one recommendation."""
    line = _line(app)
    if line is None or not app.person.may(Act.READ_FINDINGS):
        look.title("No such recommendation")
        st.write("Choose one from the checklists." if line is None else "Your facilitator can say who reads this here.")
        place.link("checklists", "Checklists")
        return
    with wide.page():
        _draw(app, line)


def _draw(app: App, line: Line) -> None:
    framework = next(one for one in installed.in_use(app) if one.id == line.key.framework)
    look.line_above("Readiness", "checklists", framework.short_title, line.item.ref)
    look.title(plain(line.item.title))
    checklists.badge(line)
    st.write(plain(line.item.text))
    if said := provenance.of(line.item):
        st.caption(said)
    problems.shown(ERASING)
    look.html(lists.summary(_asks(line)))
    if line.entry.said:
        st.header("Where we stand", anchor=False)
        look.html(lists.summary(_stands(app, line.entry)))
        _held_back(app, line.entry)
        _evidence_links(line.entry)
    checklist_beside.draw(app, line)
    if not line.scored:
        st.write(f"This is addressed to {line.item.addressee}. It is shown so that you know of it, and not scored.")
    elif app.person.may(Act.KEEP_EVIDENCE):
        checklist_form.draw(app, line)
    else:
        st.caption("A facilitator, or a manager who owns actions, says where a recommendation stands.")
    _history(app, line)
    with st.container(horizontal=True):
        place.link("recommendations", "Back to the checklist", list=framework.id, icon=":material/arrow_back:")
        place.link("checklists", "All checklists")


def _line(app: App) -> Line | None:
    said = place.get("item")
    if said is None:
        return None
    key = Key.parse(said)
    every = reading.every_checklist(app)
    return next((line for one in every for line in one.lines if line.key == key), None)


def _asks(line: Line) -> list[tuple[str, str]]:
    rows = {
        "Addressed to": line.item.addressee or "",
        "In place means": line.item.in_place or "",
        "The difference for children": line.item.difference or "",
        "What could show it": "; ".join(line.item.evidence),
        "Where it stands in the source": line.item.locator,
    }
    return [(name, said) for name, said in rows.items() if said]


def _stands(app: App, entry: Entry) -> list[tuple[str, str]]:
    agency = reading.agencies(app).get(entry.lead_agency)
    rows = {
        "State": entry.state.label,
        "Lead agency": agency.name if agency is not None else entry.lead_agency,
        "Owner": entry.owner,
        "Review": days.day(entry.review_on) if entry.review_on else "No day set",
        "What is so": entry.narrative,
        "What shows it": entry.evidence,
        "Why": entry.why,
        "Said": f"{entry.said_by}, {days.moment(entry.said_at_utc)}" if entry.said_at_utc else "",
    }
    return [(name, said) for name, said in rows.items() if said]


def _held_back(app: App, entry: Entry) -> None:
    if not app.person.may(Act.KEEP_EVIDENCE):
        return
    with app.reading() as db:
        held = service.held_back(db, entry=entry)
    if held:
        places = plain(", ".join(where.partition(": ")[2] for where in held))
        st.info(
            f"The board does not see this text, because it may point to a child: {places}. Write it in general terms.",
            icon=":material/front_hand:",
        )


def _evidence_links(entry: Entry) -> None:
    with st.container(horizontal=True):
        for ref in entry.evidence_refs:
            place.link("evidence-item", f"Open evidence {ref}", evidence=ref)


def _history(app: App, line: Line) -> None:
    with app.reading() as db:
        said = service.history(db, viewer=app.viewer(), item=line.key)
    if len(said) > 1:
        with st.expander(f"What was said before: {days.number(len(said) - 1)}"):
            look.html(f'<ol class="ss-since">{"".join(_before(one) for one in said[1:])}</ol>')
    if said and app.person.may(Act.SET_UP):
        _erase(app, line, said)


def _before(one: Entry) -> str:
    when = days.moment(one.said_at_utc) if one.said_at_utc else ""
    rows = [f"<b>{look.text(one.state.label)}</b>, {look.text(one.said_by)}, {look.text(when)}"]
    rows += [look.text(said) for said in (one.narrative, one.evidence) if said]
    if one.why:
        rows.append(f"Why: {look.text(one.why)}")
    return f"<li>{'<br>'.join(rows)}</li>"


def _erase(app: App, line: Line, said: Sequence[Entry]) -> None:
    with st.expander("Erase what was said of it for good"):
        st.write(f"Every text about {line.item.ref} goes: {days.number(len(said))} in all. It cannot be brought back.")
        key = f"erase {line.key}"
        with st.form(key, border=False, enter_to_submit=False):
            st.text_input(f"To erase it for good, type {line.item.ref}", key=f"{key} typed", autocomplete="off")
            st.form_submit_button(
                "Erase for good", icon=":material/delete_forever:", on_click=_erase_now, args=(app, line.key, key)
            )


def _erase_now(app: App, item: Key, key: str) -> None:
    with problems.caught(ERASING):
        with app.unit_of_work() as db:
            typed = str(st.session_state.get(f"{key} typed", ""))
            service.erase(db, by=app.person, item=item, confirmed=typed, now=app.now())
        app.scrub()
