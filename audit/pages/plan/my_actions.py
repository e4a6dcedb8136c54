"""My actions: what waits for whoever owns actions, over every round, and the way to say how it is going.

In: the person at the screen, the roles that are theirs, and every action.
Out: late ones first; each updated where it stands.

Here too:
- One action among mine: where it stands, and its update where it stands.
- Which roles are mine: actions are owned by roles, and each person says once which are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.english import capital, counted, day, number
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group
from audit.domain.plan.following import Followed, OwnerRole, in_order, own_actions, roles_in
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import escape_html, plain
from audit.pages.forms import form
from audit.pages.plan import action as action_page
from audit.pages.plan import overview
from audit.services.plan import actions
from audit.store.queries import rounds

_OWN, _AGENCY, _ALL = "Mine", "My agency’s", "Everybody’s"
_SHUT = (Group.DIFFERENCE, Group.STOPPED)  # nothing waits there


def render(app: App) -> None:
    """Show whose actions the person asks for, the most pressing first."""
    look.line_above("Every round", "action plans", day(app.today()))
    look.title("My actions")
    errors.from_last_run()
    show_last_outcome()
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads the action plan here.")
        return
    with app.reading() as db:
        everything = actions.followed_actions(db, viewer=app.viewer())
        roles = actions.roles(db, viewer=app.viewer())
    if not everything:
        st.write("Nothing is planned yet. When an action is put into a plan, its owner finds it here.")
        return
    chosen, whose = _chosen(app, everything, roles)
    st.write(f"**{totals(chosen, app)}**")
    if whose == _OWN:
        st.caption(describe_whose(app, roles))
    if app.person.may(Act.UPDATE_ACTIONS):
        choose(app, everything, roles)
    _groups(app, chosen)
    _links(app, chosen)


def totals(chosen: Sequence[Followed], app: App) -> str:
    """Return the actions in a sentence that begins with what is late."""
    if not chosen:
        return "No actions here."
    counts = {group: len(group_actions) for group, group_actions in in_order(chosen, app.today())}
    done = sum(counts.get(group, 0) for group in (Group.DONE, Group.DIFFERENCE))
    parts = [
        f"{number(count)} {word}"
        for count, word in (
            (counts.get(Group.LATE, 0), "late"),
            (counts.get(Group.SOON, 0), "due within 4 weeks"),
            (counts.get(Group.ON_TIME, 0), "due later"),
            (done, "done"),
            (counts.get(Group.STOPPED, 0), "stopped"),
        )
        if count
    ]
    many = capital(counted(len(chosen), "action"))
    return f"{many}: {', '.join(parts)}."


def _chosen(app: App, everything: Sequence[Followed], roles: Sequence[OwnerRole]) -> tuple[tuple[Followed, ...], str]:
    own = own_actions(everything, app.person, roles)
    sets = {_OWN: own, _ALL: tuple(everything)}
    if app.person.agency is not None:
        agency = tuple(followed for followed in everything if followed.action.lead_agency == app.person.agency)
        sets = {_OWN: own, _AGENCY: agency, _ALL: tuple(everything)}
    usual = 0 if roles or app.person.agency is not None else len(sets) - 1
    whose = st.radio("Whose actions?", list(sets), index=usual, horizontal=True, key="whose actions") or _OWN
    return sets[whose], whose


def _groups(app: App, chosen: Sequence[Followed]) -> None:
    opened = (place.get("round"), place.get("action"))
    for group, group_actions in in_order(chosen, app.today()):
        st.header(f"{group.value}: {number(len(group_actions))}", anchor=False)
        if group in _SHUT:
            with st.expander(f"Show {number(len(group_actions))}"):
                for followed in group_actions:
                    draw(app, followed, opened=False)
            continue
        for followed in group_actions:
            draw(app, followed, opened=(followed.round_ref, followed.action.ref) == opened)


def _links(app: App, chosen: Sequence[Followed]) -> None:
    st.header("Keep an eye on them", anchor=False)
    chart.offer(
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
    wanted = {(followed.round_ref, followed.action.ref) for followed in chosen}
    with app.reading() as db:
        released_actions = actions.to_send(db, viewer=app.viewer())
    return [followed for followed in released_actions if (followed.round_ref, followed.action.ref) in wanted]


_DONE = "my actions said"


def show_last_outcome() -> None:
    """Say what the last click did."""
    message = st.session_state.pop(_DONE, None)
    if message:
        st.success(plain(message), icon=":material/check_circle:")


def draw(app: App, followed: Followed, *, opened: bool) -> None:
    """Draw an action with the button that opens its form, or with its form."""
    action, key = followed.action, f"mine {followed.round_ref} {followed.action.ref}"
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            overview.badge(action, app.today())
            st.caption(overview.due_in_words(action, app.today()), width="content")
        look.html(_body(followed, app.today()))
        if not app.person.may(Act.UPDATE_ACTIONS):
            place.link("action", f"Open {action.ref}", round=followed.round_ref, action=action.ref)
        elif opened:
            _form(app, followed)
        else:
            with st.container(horizontal=True, vertical_alignment="center"):
                label = f"Update {action.ref}"
                if st.button(label, key=key, icon=":material/edit:"):
                    place.put(round=followed.round_ref, action=action.ref)
                    st.rerun()
                place.link("action", f"Open {action.ref}", round=followed.round_ref, action=action.ref)


def _body(followed: Followed, today: date) -> str:
    action = followed.action
    rows = [
        f"<p>{escape_html(action.owner)}, {escape_html(followed.agency)} · {escape_html(followed.round_title)}</p>",
        *overview.how_far(action, today),
    ]
    return f'<h3 class="ss-ct">{escape_html(action.text)}</h3><div class="ss-plan">{"".join(rows)}</div>'


def _form(app: App, followed: Followed) -> None:
    ref = followed.action.ref
    with app.reading() as db:
        audit_round = rounds.by_ref(db, followed.round_ref)
    look.card_title(f"How is {ref} going?", 4)
    asked = list(action_page.update_fields(followed.action, _speaker(app, followed), least=app.today()).values())
    update = action_page.update_form(app, audit_round, followed.action, "", asked, f"Save the update of {ref}")
    form.draw(replace(update, done=lambda _: _close(f"Kept: what you said of {ref} is on its record.")))
    if st.button("Close without saving", key=f"{update.key} close"):
        _close("")


def _close(message: str) -> None:
    place.put(action=None)
    st.session_state[_DONE] = message
    st.rerun()


def _speaker(app: App, followed: Followed) -> str:
    return app.person.name if app.person.may(Act.DECIDE) else f"{app.person.name}, {followed.action.owner}"[:120]


def describe_whose(app: App, roles: Sequence[OwnerRole]) -> str:
    """Return, in a sentence, what "mine" means for the person now."""
    if roles:
        return f"Mine are the actions owned by: {plain('; '.join(role.role for role in roles))}."
    if app.person.agency is not None:
        return "You have not said yet which roles are yours, so these are all your agency’s actions."
    return "You have not said yet which roles are yours. Tick them below, and their actions stand here."


def choose(app: App, everything: Sequence[Followed], roles: Sequence[OwnerRole]) -> None:
    """Draw the roles to tick, those of the person's own agency first."""
    agencies = {followed.owner.agency: followed.agency for followed in everything}
    known = sorted(roles_in(everything), key=lambda role: (role.agency != app.person.agency, role))
    own = {role.same for role in roles}
    with st.expander("Which roles are yours?", expanded=False):
        st.caption("An action is owned by a role, not by a name. Tick yours; the choice is kept at once.")
        for role in known:
            key = f"own role {role.agency} {role.role}"
            st.session_state[key] = role.same in own
            st.checkbox(
                f"{plain(role.role)}, {plain(agencies.get(role.agency, role.agency))}",
                key=key,
                wrap=True,
                on_change=_keep,
                args=(app, roles, role, key),
            )


def _keep(app: App, roles: Sequence[OwnerRole], role: OwnerRole, key: str) -> None:
    other_roles = [owner_role for owner_role in roles if owner_role.same != role.same]
    chosen = [*other_roles, role] if st.session_state.get(key) else other_roles
    with errors.caught(), app.unit_of_work() as db:
        actions.keep_roles(db, by=app.person, roles=chosen, seen=roles, now=app.now())
