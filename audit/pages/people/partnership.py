"""The partnership: its name and marking, its agencies and its people.

Here too:
- The people of the partnership: who they are, what they do, and when they leave.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import ROLE_TITLES, Act, Agency, Person, Role
from audit.pages.components import look, place
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, SelectField, TextField, TicksField, joined
from audit.pages.people import agencies as terms
from audit.services.people import partnership
from audit.settings import SignIn
from audit.store.queries import people, rounds
from audit.store.work import Db


def render(app: App) -> None:
    """Let a facilitator say who the partnership is."""
    with app.reading() as db:
        begun = bool(rounds.refs(db))
    look.line_above("Partnership", "name, agencies and people" if begun else place.setting_up(2))
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
    fields = (
        TextField(name="name", label="Name of the partnership", most=120, needed=True, start=called),
        TextField(name="marking", label="Marking on papers", most=60, start=marking),
    )

    def write(db: Db, entered: Entered) -> None:
        current = people.partnership(db)
        seen = current if current and entered.seen == f"{current.name}\n{current.marking}" else None
        name, marking = entered.text("name"), entered.text("marking")
        partnership.change(db, by=app.person, name=name, marking=marking, seen=seen, now=app.now())

    form.fold(
        "Change the name or the marking",
        Form(
            app=app,
            kind=FormKind.PARTNERSHIP,
            seen=f"{called}\n{marking}",
            parts=(Part(fields=fields),),
            button="Save name and marking",
            write=write,
            subject="the name and marking",
        ),
    )


def draw(app: App) -> None:
    """Draw the people, and the ways to add, change and deactivate them."""
    with app.reading() as db:
        everybody, agencies = people.people(db), people.agencies(db)
    st.header("People", anchor=False)
    look.html(_table(everybody, agencies))
    if app.sign_in is SignIn.THIS_COMPUTER:
        st.caption(
            "Nobody signs in on this computer: the facilitator enters for the agencies in the room. "
            "You need to add people only where somebody's name should stand beside what was done."
        )
    _add(app, agencies)
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


_ROLES = {role.value: ROLE_TITLES[role] for role in Role}


def _person_fields(agencies: Sequence[Agency]) -> tuple[Field, ...]:
    return (
        TextField(name="name", label="Name of the new person", most=120, needed=True),
        TicksField(name="roles", label="Roles of the new person", options=_ROLES, needed=True),
        SelectField(
            name="agency",
            label="Agency of the new person",
            hint="An auditor needs one.",
            options={agency.ref: agency.short_name for agency in agencies},
            placeholder="No agency",
        ),
        TextField(
            name="email",
            label="E-mail address of the new person",
            hint="Only where people sign in: the address of their work account.",
            most=200,
        ),
    )


def _add(app: App, agencies: Sequence[Agency]) -> None:
    fields = _person_fields(agencies)

    def write(db: Db, entered: Entered) -> None:
        partnership.add_person(
            db,
            by=app.person,
            name=entered.text("name"),
            roles=_chosen_roles(entered),
            agency=entered.chosen("agency") or None,
            email=entered.text("email") or None,
            now=app.now(),
        )

    form.fold(
        "Add somebody",
        Form(
            app=app,
            kind=FormKind.PERSON,
            parts=(Part(fields=fields),),
            button="Add the person",
            write=write,
            blames={"Choose the agency": "agency", "signs in with": "email"},
        ),
    )


def _chosen_roles(entered: Entered) -> frozenset[Role]:
    return frozenset(Role(role) for role in entered.several("roles"))


def _change(app: App, active: Sequence[Person]) -> None:
    by_id = {person.id: person for person in active}
    chosen = by_id[st.selectbox("Who?", list(by_id), format_func=lambda person_id: by_id[person_id].name)]
    form.draw(_roles_form(app, chosen))
    form.draw(_leaving_form(app, chosen))


def _roles_form(app: App, person: Person) -> Form:
    start = joined([role.value for role in Role if role in person.roles])
    field = TicksField(name="roles", label=f"Roles of {person.name}", options=_ROLES, start=start)

    def write(db: Db, entered: Entered) -> None:
        seen = frozenset(role for role in Role if role.value in entered.seen.split())
        roles = _chosen_roles(entered)
        partnership.change_roles(db, by=app.person, person_id=person.id, roles=roles, seen=seen, now=app.now())

    return Form(
        app=app,
        kind=FormKind.ROLES,
        about=f"person {person.id}",
        seen=start or " ",
        parts=(Part(fields=(field,)),),
        button="Save the roles",
        write=write,
        subject=f"the roles of {person.name}",
    )


def _leaving_form(app: App, person: Person) -> Form:
    agency = f", {person.agency}" if person.agency else ""
    text = (
        f"When {person.name} leaves: they can no longer sign in or do anything, for good. What they did stays. Put "
        "their role in the place of their name if the name should not be kept."
    )
    field = TextField(
        name="name",
        label=f"Replace the name {person.name} by the role",
        hint="Leave it empty to keep the name.",
        most=120,
        start=f"{roles_of(person)}{agency}",
    )

    def write(db: Db, entered: Entered) -> None:
        new_name = entered.text("name") or None
        partnership.deactivate(db, by=app.person, person_id=person.id, new_name=new_name, now=app.now())

    return Form(
        app=app,
        kind=FormKind.DEACTIVATION,
        about=f"person {person.id}",
        parts=(Part(text=text, fields=(field,)),),
        button=f"Deactivate {person.name}",
        write=write,
        subject=person.name,
        compares=False,
        enter=False,
    )
