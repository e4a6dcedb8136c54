"""The partnership: its name and marking, its agencies and its people.

Here too:
- The people of the partnership: who they are, what they do, and when they leave.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain.people.person import ROLE_TITLES, Act, Agency, Partnership, Person, Role
from audit.pages.components import look, place, problems
from audit.pages.components.look import plain
from audit.pages.forms import two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.people import agencies as terms
from audit.services.people import partnership
from audit.settings import SignIn
from audit.store.queries import people

_PLACE = "partnership"
_NAME, _MARKING = "partnership name", "partnership marking"


def render(app: App) -> None:
    """Let a facilitator say who the partnership is."""
    look.line_above("Partnership", "name, agencies and people")
    look.title("Our partnership")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator sets up the partnership. Ask yours if something here has to change.")
        place.link("home", "Back to Home")
        return
    _name(app)
    terms.draw_emergency(app)
    terms.draw_agencies(app)
    draw(app)
    terms.draw_evidence(app)
    terms.draw_terms(app)
    place.link("new-round", "Next: open a round")
    place.link("home", "Back to Home")


def _name(app: App) -> None:
    with app.reading() as db:
        saved_partnership = people.partnership(db)
        called, marking = (saved_partnership.name, saved_partnership.marking) if saved_partnership else ("", "")
    st.header("Name and marking", anchor=False)
    look.html(look.summary([("Name", called), ("Marking on papers", marking or "None")]))
    two_writers.draw(_PLACE)
    seen = two_writers.of(_NAME, saved_partnership)
    with st.expander("Change the name or the marking"), st.form("name and marking", border=False):
        st.text_input("Name of the partnership", value=called, max_chars=120, key=_NAME)
        st.text_input("Marking on papers", value=marking, max_chars=60, key=_MARKING)
        st.form_submit_button("Save name and marking", on_click=_keep_name, args=(app, seen))


def _keep_name(app: App, seen: Partnership | None) -> None:
    name, marking = st.session_state[_NAME], st.session_state[_MARKING]

    def write(seen: Partnership | None) -> None:
        with app.unit_of_work() as db:
            partnership.change(db, by=app.person, name=name, marking=marking, seen=seen, now=app.now())
            two_writers.now_is(_NAME, people.partnership(db))

    change = Change(
        place=_PLACE,
        write=write,
        rows=lambda saved_partnership: [
            ("Name", name, saved_partnership.name),
            ("Marking on papers", marking, saved_partnership.marking),
        ],
        take=_take_name,
    )
    two_writers.attempt(change, seen)


def _take_name(saved_partnership: Partnership) -> None:
    st.session_state.update({_NAME: saved_partnership.name, _MARKING: saved_partnership.marking})
    two_writers.now_is(_NAME, saved_partnership)


_ACCOUNTS_PLACE = "people"
_NEW = "new person"


def draw(app: App) -> None:
    """Draw the people, and the ways to add, change and deactivate them."""
    with app.reading() as db:
        everybody, agencies = people.people(db), people.agencies(db)
    st.header("People", anchor=False)
    two_writers.draw(_ACCOUNTS_PLACE)
    look.html(_table(everybody, agencies))
    if app.sign_in is SignIn.THIS_COMPUTER:
        st.caption(
            "Nobody signs in on this computer: the facilitator enters for the agencies in the room. "
            "You need to add people only where somebody's name should stand beside what was done."
        )
    with st.expander("Add somebody"):
        _add_form(app, agencies)
    active_people = [person for person in everybody if person.active]
    if active_people:
        with st.expander("Change somebody's roles, or deactivate them"):
            _change(app, active_people)


def _table(everybody: Sequence[Person], agencies: Sequence[Agency]) -> str:
    names = {agency.ref: agency.short_name for agency in agencies}
    rows = [
        (
            person.name,
            roles_of(person),
            names.get(person.agency or "", ""),
            person.email or "",
            "" if person.active else "deactivated",
        )
        for person in everybody
    ]
    return look.table("People", ("Name", "Roles", "Agency", "Signs in with", "Standing"), rows, captioned=False)


def roles_of(person: Person) -> str:
    """Return a person's roles as a list in words."""
    return ", ".join(ROLE_TITLES[role] for role in Role if role in person.roles)


def _add_form(app: App, agencies: Sequence[Agency]) -> None:
    names: dict[str | None, str] = {None: "No agency"}
    names.update({agency.ref: agency.short_name for agency in agencies})
    with st.form(_NEW, border=False):
        st.text_input("Name of the new person", max_chars=120, key=f"{_NEW} name")
        st.write("Roles of the new person")
        _role_boxes(_NEW, "new person", frozenset())
        st.selectbox(
            hinted("Agency of the new person", "An auditor needs one."),
            list(names),
            format_func=lambda agency_ref: names[agency_ref],
            key=f"{_NEW} agency",
        )
        st.text_input(
            hinted("E-mail address of the new person", "Only where people sign in: the address of their work account."),
            max_chars=200,
            key=f"{_NEW} email",
        )
        st.form_submit_button("Add the person", on_click=_add, args=(app,))


def _add(app: App) -> None:
    session = st.session_state
    with problems.caught(_ACCOUNTS_PLACE):
        with app.unit_of_work() as db:
            partnership.add_person(
                db,
                by=app.person,
                name=session[f"{_NEW} name"],
                roles=_ticked_roles(_NEW),
                agency=session[f"{_NEW} agency"],
                email=session[f"{_NEW} email"].strip() or None,
                now=app.now(),
            )
        _clear(session)


def _clear(session: MutableMapping[Any, Any]) -> None:
    session.update({f"{_NEW} name": "", f"{_NEW} email": "", f"{_NEW} agency": None})
    session.update({f"{_NEW} {role.value}": False for role in Role})


def _change(app: App, active: Sequence[Person]) -> None:
    by_id = {person.id: person for person in active}
    chosen = by_id[st.selectbox("Who?", list(by_id), format_func=lambda person_id: by_id[person_id].name)]
    key = f"person {chosen.id}"
    seen = two_writers.of(f"{key} {next(iter(Role)).value}", chosen.roles)
    with st.form(key, border=False):
        st.write(f"Roles of {plain(chosen.name)}")
        _role_boxes(key, chosen.name, chosen.roles)
        st.form_submit_button("Save the roles", on_click=_save_roles, args=(app, chosen, key, seen))
    with st.form(f"{key} leaves", border=False):
        st.write(
            f"When {plain(chosen.name)} leaves: they can no longer sign in or do anything, for good. "
            "What they did stays. Put their role in the place of their name if the name should not be kept."
        )
        st.text_input(
            hinted(f"Replace the name {plain(chosen.name)} by the role", "Leave it empty to keep the name."),
            value=_role_name(chosen),
            max_chars=120,
            key=f"{key} new",
        )
        st.form_submit_button(f"Deactivate {plain(chosen.name)}", on_click=_deactivate, args=(app, chosen.id, key))


def _role_name(person: Person) -> str:
    agency = f", {person.agency}" if person.agency else ""
    return f"{roles_of(person)}{agency}"


def _role_boxes(key: str, whose: str, roles: frozenset[Role]) -> None:
    for role in Role:
        st.checkbox(f"{ROLE_TITLES[role]} ({plain(whose)})", value=role in roles, key=f"{key} {role.value}")


def _ticked_roles(key: str) -> frozenset[Role]:
    return frozenset(role for role in Role if st.session_state[f"{key} {role.value}"])


def _save_roles(app: App, person: Person, key: str, seen: frozenset[Role]) -> None:
    roles, first = _ticked_roles(key), f"{key} {next(iter(Role)).value}"

    def write(seen: frozenset[Role]) -> None:
        with app.unit_of_work() as db:
            partnership.change_roles(db, by=app.person, person_id=person.id, roles=roles, seen=seen, now=app.now())
        two_writers.now_is(first, roles)

    def take(saved_roles: frozenset[Role]) -> None:
        st.session_state.update({f"{key} {role.value}": role in saved_roles for role in Role})
        two_writers.now_is(first, saved_roles)

    def rows(saved_roles: frozenset[Role]) -> Rows:
        return [(f"Roles of {person.name}", _named(roles), _named(saved_roles))]

    two_writers.attempt(Change(place=_ACCOUNTS_PLACE, write=write, rows=rows, take=take), seen)


def _named(roles: frozenset[Role]) -> str:
    return ", ".join(ROLE_TITLES[role] for role in Role if role in roles)


def _deactivate(app: App, person_id: int, key: str) -> None:
    new_name = st.session_state[f"{key} new"].strip() or None
    with problems.caught(_ACCOUNTS_PLACE), app.unit_of_work() as db:
        partnership.deactivate(db, by=app.person, person_id=person_id, new_name=new_name, now=app.now())
