"""Home: what waits for me, then the rounds."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import ROLE_TITLES, Act, Person, Role
from audit.pages.components import danger, days, errors, look, place
from audit.pages.home import invented as home_invented
from audit.pages.home import rounds, waiting
from audit.pages.safekeeping import trail
from audit.store.queries import people


def render(app: App) -> None:
    """Show what waits for the person at the screen, and every round with its path."""
    with app.reading() as db:
        there = people.partnership(db)
        name, invented = (there.name, there.invented) if there else ("", False)
        agencies = people.agencies(db)
        in_hand = waiting.in_hand(db, app)
    look.title("What waits for you")
    short_names = {agency.ref: agency.short_name for agency in agencies}
    look.line_above(days.day(app.today()), _who(app.person, short_names), name)
    errors.from_last_run()
    if invented:
        home_invented.look_round_as(app)
    waiting.draw(app, in_hand, agencies=len(agencies))
    st.header("Rounds", anchor=False)
    rounds.draw(app, in_hand)
    if app.person.may(Act.READ_FINDINGS):
        place.link("programme", "The programme of rounds", icon=":material/calendar_month:")
        place.link("clock", "The inspection clock", icon=":material/schedule:")
        place.link("letter", "The inspection letter", icon=":material/description:")
    if app.person.may(Act.UPDATE_ACTIONS):
        place.link("my-actions", "My actions", icon=":material/task_alt:")
    if app.person.may(Act.DECIDE):
        place.link("reminders", "Whom to remind", icon=":material/mail:")
    if app.person.may(Act.SET_UP):
        place.link("new-round", "Open a round", icon=":material/add:")
        place.link("partnership", "Partnership, agencies and people", icon=":material/group:")
        place.link("safekeeping", "Keeping and erasing", icon=":material/shield:")
    place.link("frameworks", "Frameworks: what audits ask", icon=":material/menu_book:")
    if trail.may_read(app.person):
        place.link("trail", "What was done, by whom", icon=":material/history:")
    if invented:
        home_invented.offer_removal(app)
    danger.foot(app)


def _who(person: Person, agencies: dict[str, str]) -> str:
    roles = ", ".join(ROLE_TITLES[role].lower() for role in Role if role in person.roles)
    agency = f", {agencies.get(person.agency, person.agency)}" if person.agency else ""
    return f"{person.name}, {roles}{agency}"
