"""The first page of an empty installation: look round an invented partnership, or set up one's own.

Here too:
- Looking round the invented partnership: as whom, and how to remove it.
"""

from __future__ import annotations

import streamlit as st

from audit import seed
from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import ROLE_TITLES, Person, Role
from audit.pages.components import danger, errors, look, place, strip
from audit.pages.components.strip import Cell
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, TextField
from audit.pages.home import start
from audit.pages.safekeeping import restore
from audit.services.people import partnership
from audit.settings import SignIn
from audit.store.queries import people
from audit.store.work import Db

_CELLS = (
    ("Commissioning", "O", "Outstanding", "O"),
    ("Leadership", "G", "Good", "G"),
    ("Assessment", "G", "Good", "G"),
    ("Caregivers", "RI", "Requires improvement", "RI"),
    ("Workforce", "G", "Good", "G"),
    ("Voice", "I", "Inadequate", "I"),
    ("Access", "?", "Not evidenced", "NE"),
)
_STEP = "step"
_SET_UP = "set-up"


def render(app: App) -> None:
    """Offer the two ways to begin."""
    if st.query_params.get(_STEP) == _SET_UP:
        _set_up(app)
        return
    _example()
    look.title("One shared view of the help looked-after children get")
    st.write(
        "Each agency rates alone. You meet, see the differences and agree. "
        "You leave with findings and a plan that people will act on."
    )
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        _offer_to_look_round(app)
    with right.container(border=True, height="stretch"):
        _offer_to_set_up(app)
    if restore.may_restore_unknown(app):
        with st.expander("Was there data here before? Restore a backup"):
            restore.form(app)
    danger.foot(app)


def _example() -> None:
    cells = [
        Cell(number=number, name=name, letter=letter, word=word, fill=fill)
        for number, (name, letter, word, fill) in enumerate(_CELLS, start=1)
    ]
    look.html(strip.strip(cells, size="l", about="An example of the seven statements, one cell each"))


def _offer_to_look_round(app: App) -> None:
    look.card_title("Look round first")
    st.write(
        "Open Wrenmere, an invented partnership: its agencies, children who do not exist, one round finished and one "
        "under way. Change anything. It can be removed again at any time."
    )
    st.space("stretch")
    st.caption("Ready in a few seconds.")
    if st.button("Look round Wrenmere", type="primary", width="stretch", icon=":material/explore:"):
        _look_round(app)


def _look_round(app: App) -> None:
    done = False
    with errors.shown(), st.spinner("Filling Wrenmere: agencies, cases, ratings, findings and actions …"):
        seed.load(app)
        done = True
    if done:
        st.rerun()


def _offer_to_set_up(app: App) -> None:
    look.card_title("Set up your own")
    st.write(
        "Name your partnership and its agencies, choose what to look at, and add 4 to 8 cases by reference "
        f"only.{' Nothing leaves this computer.' if app.sign_in is SignIn.THIS_COMPUTER else ''}"
    )
    st.space("stretch")
    st.caption("About 10 minutes. You can stop and come back.")
    if st.button("Set up our partnership", width="stretch", icon=":material/add_home:"):
        st.query_params[_STEP] = _SET_UP
        st.rerun()


def _set_up(app: App) -> None:
    look.line_above("Set up our partnership", place.setting_up(1))
    look.title("What is your partnership called?")
    st.write("Next come its agencies and people, then your first round. What you enter there is kept as you go.")
    hints = "It stands on every page and paper.", "It is printed at the head of papers."
    name = TextField(name="name", label="Name of the partnership", hint=hints[0], most=120, needed=True)
    marking = TextField(name="marking", label="Marking on papers", hint=hints[1], most=60, start="OFFICIAL-SENSITIVE")

    def write(db: Db, entered: Entered) -> None:
        name, marking = entered.text("name"), entered.text("marking")
        partnership.set_up(db, name=name, marking=marking, email=app.email, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.SET_UP,
            parts=(Part(fields=(name, marking)),),
            button="Save and go on",
            write=write,
            after=lambda _: st.query_params.clear(),
            kept=False,  # there is nobody yet to keep it for
        )
    )
    if st.button("Back"):
        st.query_params.clear()
        st.rerun()


def look_round_as(app: App, short_names: dict[str, str]) -> None:
    """Say that this partnership is invented, and let somebody see it as each of its people."""
    says = "You are looking round an invented partnership. No child, place or person in it is real."
    if app.sign_in is not SignIn.THIS_COMPUTER:
        st.write(says)
        return
    left, right = st.columns([1.05, 1], gap="medium", vertical_alignment="bottom")
    left.write(f"{says} Look round as anybody in it: each person sees only what their role allows.")
    with app.reading() as db:
        known = {person.id: person for person in people.people(db) if person.active}
    ids = sorted(known, key=lambda person_id: min(list(Role).index(role) for role in known[person_id].roles))
    right.selectbox(
        "Look round as",
        ids,
        index=ids.index(app.person.id) if app.person.id in ids else 0,
        format_func=lambda person_id: in_words(known[person_id], short_names),
        key="look round as",
        on_change=lambda: start.look_round_as(st.session_state["look round as"]),
    )


def in_words(person: Person, agencies: dict[str, str]) -> str:
    """Return a person by role, such as "Auditor, CAMHS: Amara Okafor"."""
    roles = ", ".join(ROLE_TITLES[role] for role in Role if role in person.roles)
    agency = f", {agencies.get(person.agency, person.agency)}" if person.agency else ""
    return f"{roles}{agency}: {person.name}"


def offer_removal(app: App) -> None:
    """Offer to remove everything that was invented, after saying what will happen."""
    with st.expander("Remove the invented partnership"):
        look.html(
            "<p>Everything here goes: its agencies, people, rounds, ratings, findings and actions. "
            "You then begin with an empty installation. This cannot be undone.</p>"
        )
        sure = st.checkbox("Yes, remove everything that was invented")
        st.button("Remove the invented partnership", disabled=not sure, on_click=_remove, args=(app,))


def _remove(app: App) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            partnership.remove_invented(db)
        st.session_state.clear()
        st.query_params.clear()
