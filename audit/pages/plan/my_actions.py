"""My actions: what waits for whoever owns actions, over every round, and the way to say how it is going.

In: the person at the screen, the roles that are theirs, and every action.
Out: late ones first; each updated where it stands.

Here too:
- One action among mine: where it stands, and its update where it stands.
- Which roles are mine: actions are owned by roles, and each person says once which are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.documents.plan.calendar import write_calendar
from audit.domain.days import day_of
from audit.domain.english import capital, counted, day, number
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group, Impact, Progress, Update
from audit.domain.plan.following import Followed, OwnerRole, in_order, own_actions, roles_in
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import escape_html, plain
from audit.pages.forms import draft
from audit.pages.forms.draft import Form
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


_PROGRESS = {progress.value: progress.label for progress in Progress}
_IMPACT = {impact.value: impact.label for impact in Impact}
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
    with app.reading() as db:
        audit_round = rounds.by_ref(db, followed.round_ref)
    form = draft.opened(app, audit_round, FormKind.UPDATE, followed.action.ref)
    look.card_title(f"How is {followed.action.ref} going?", 4)
    update = _fields(form, followed)
    saved = False
    with st.container(horizontal=True):
        if st.button(f"Save the update of {followed.action.ref}", type="primary", key=form.name("save")):
            with errors.shown():
                _save(form, followed, update)
                saved = True
        if st.button("Close without saving", key=form.name("close")):
            place.put(action=None)
            st.rerun()
    draft.draw_footer(form)
    if saved:
        form.clear()
        place.put(action=None)
        st.session_state[_DONE] = f"Kept: what you said of {followed.action.ref} is on its record."
        st.rerun()


def _fields(form: Form, followed: Followed) -> Update:
    action = followed.action
    progress = draft.choice(form, "progress", "The work", _PROGRESS, action.progress.value, horizontal=True)
    label = "What has happened? If it is late, at risk or stopped, say why."
    progress_text = draft.text(form, "text", label, rows=2, short="What has happened")
    impact = draft.choice(form, "impact", "The difference to children", _IMPACT, action.impact.value, horizontal=True)
    label = "What shows the difference? Needed where it is shown or partly shown."
    evidence = draft.text(form, "evidence", label, rows=2, short="What shows it")
    moved = draft.day(form, "due", "New due date, if it moves", least=form.app.today())
    by = draft.text(form, "by", "Who says so, by role?", _speaker(form.app, followed), rows=1)
    return Update(
        on=day_of(form.app.now()),
        by=by or form.app.person.name,
        progress=Progress(progress),
        text=progress_text,
        impact=Impact(impact) if evidence or impact != action.impact.value else Impact.NOT_KNOWN,
        evidence_of_impact=evidence,
        new_due=moved,
    )


def _speaker(app: App, followed: Followed) -> str:
    return app.person.name if app.person.may(Act.DECIDE) else f"{app.person.name}, {followed.action.owner}"[:120]


def _save(form: Form, followed: Followed, update: Update) -> None:
    app = form.app
    with app.unit_of_work() as db:
        actions.update(
            db, by=app.person, round_ref=followed.round_ref, ref=followed.action.ref, update=update, now=app.now()
        )
        form.handed_in(db)


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
