"""My actions: what waits for whoever owns actions, over every round, and the way to say how it is going.

In: the person at the screen, the roles that are theirs, and every action.
Out: late ones first; each updated where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Followed, OwnerRole, in_order, mine
from audit.pages.components import downloads, errors, look, place
from audit.pages.components.days import day, number
from audit.pages.plan import my_actions_card, my_actions_roles
from audit.services.plan import following

_MINE, _AGENCY, _ALL = "Mine", "My agency’s", "Everybody’s"
_SHUT = (Group.DIFFERENCE, Group.STOPPED)  # nothing waits there


def render(app: App) -> None:
    """Show whose actions the person asks for, the most pressing first."""
    look.line_above("Every round", "action plans", day(app.today()))
    look.title("My actions")
    errors.from_last_run()
    my_actions_card.said_last()
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads the action plan here.")
        return
    with app.reading() as db:
        everything = following.everything(db, viewer=app.viewer())
        roles = following.roles(db, viewer=app.viewer())
    if not everything:
        st.write("Nothing is planned yet. When an action is put into a plan, its owner finds it here.")
        return
    chosen, whose = _chosen(app, everything, roles)
    st.write(f"**{totals(chosen, app)}**")
    if whose == _MINE:
        st.caption(my_actions_roles.whose(app, roles))
    if app.person.may(Act.UPDATE_ACTIONS):
        my_actions_roles.choose(app, everything, roles)
    _groups(app, chosen)
    _links(app, chosen)


def totals(chosen: Sequence[Followed], app: App) -> str:
    """Return the actions in a sentence that begins with what is late."""
    if not chosen:
        return "No actions here."
    counts = {group: len(found) for group, found in in_order(chosen, app.today())}
    done = sum(counts.get(group, 0) for group in (Group.DONE, Group.DIFFERENCE))
    parts = [
        f"{number(count)} {word}"
        for count, word in (
            (counts.get(Group.LATE, 0), "late"),
            (counts.get(Group.SOON, 0), "due within four weeks"),
            (counts.get(Group.ON_TIME, 0), "due later"),
            (done, "done"),
            (counts.get(Group.STOPPED, 0), "stopped"),
        )
        if count
    ]
    many = f"{number(len(chosen)).capitalize()} {'action' if len(chosen) == 1 else 'actions'}"
    return f"{many}: {', '.join(parts)}."


def _chosen(app: App, everything: Sequence[Followed], roles: Sequence[OwnerRole]) -> tuple[tuple[Followed, ...], str]:
    own = mine(everything, app.person, roles)
    sets = {_MINE: own, _ALL: tuple(everything)}
    if app.person.agency is not None:
        agency = tuple(one for one in everything if one.action.lead_agency == app.person.agency)
        sets = {_MINE: own, _AGENCY: agency, _ALL: tuple(everything)}
    usual = 0 if roles or app.person.agency is not None else len(sets) - 1
    whose = st.radio("Whose actions?", list(sets), index=usual, horizontal=True, key="whose actions") or _MINE
    return sets[whose], whose


def _groups(app: App, chosen: Sequence[Followed]) -> None:
    opened = (place.get("round"), place.get("action"))
    for group, found in in_order(chosen, app.today()):
        st.header(f"{group.value}: {number(len(found))}", anchor=False)
        if group in _SHUT:
            with st.expander(f"Show {number(len(found))}"):
                for one in found:
                    my_actions_card.draw(app, one, opened=False)
            continue
        for one in found:
            my_actions_card.draw(app, one, opened=(one.round_ref, one.action.ref) == opened)


def _links(app: App, chosen: Sequence[Followed]) -> None:
    st.header("Keep an eye on them", anchor=False)
    downloads.offer(
        "Due dates for a calendar (.ics)",
        lambda: write_calendar(_to_send(app, chosen), now=app.now()),
        file_name="due-dates.ics",
        mime="text/calendar",
        key="due dates",
        icon=":material/event:",
    )
    st.caption("A whole day for each open action. It says the action’s number, never what it is about, and no child.")
    if app.person.may(Act.DECIDE):
        place.link("reminders", "Whom to remind", icon=":material/mail:")
    place.link("plan", "The plan of this round", icon=":material/arrow_back:")


def _to_send(app: App, chosen: Sequence[Followed]) -> list[Followed]:
    """Return the same actions as they may leave."""
    wanted = {(one.round_ref, one.action.ref) for one in chosen}
    with app.reading() as db:
        found = following.to_send(db, viewer=app.viewer())
    return [one for one in found if (one.round_ref, one.action.ref) in wanted]
