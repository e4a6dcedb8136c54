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
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.actions import Group, Impact, Progress, Update
from audit.domain.plan.following import Followed, OwnerRole, in_order, mine, roles_in
from audit.pages.components import chart, errors, look, place
from audit.pages.components.days import day, number
from audit.pages.components.look import plain, text
from audit.pages.forms import draft
from audit.pages.forms.draft import Form
from audit.pages.plan import overview, verified_words
from audit.services.plan import actions
from audit.store.queries import rounds

_MINE, _AGENCY, _ALL = "Mine", "My agency’s", "Everybody’s"
_SHUT = (Group.DIFFERENCE, Group.STOPPED)  # nothing waits there


def render(app: App) -> None:
    """Show whose actions the person asks for, the most pressing first."""
    look.line_above("Every round", "action plans", day(app.today()))
    look.title("My actions")
    errors.from_last_run()
    said_last()
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads the action plan here.")
        return
    with app.reading() as db:
        everything = actions.everything(db, viewer=app.viewer())
        roles = actions.roles(db, viewer=app.viewer())
    if not everything:
        st.write("Nothing is planned yet. When an action is put into a plan, its owner finds it here.")
        return
    chosen, whose = _chosen(app, everything, roles)
    st.write(f"**{totals(chosen, app)}**")
    if whose == _MINE:
        st.caption(describe_whose(app, roles))
    if app.person.may(Act.UPDATE_ACTIONS):
        choose(app, everything, roles)
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
                    draw(app, one, opened=False)
            continue
        for one in found:
            draw(app, one, opened=(one.round_ref, one.action.ref) == opened)


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
    wanted = {(one.round_ref, one.action.ref) for one in chosen}
    with app.reading() as db:
        found = actions.to_send(db, viewer=app.viewer())
    return [one for one in found if (one.round_ref, one.action.ref) in wanted]


_PROGRESS = {one.value: one.label for one in Progress}
_IMPACT = {one.value: one.label for one in Impact}
_DONE = "my actions said"


def said_last() -> None:
    """Say what the last click did."""
    said = st.session_state.pop(_DONE, None)
    if said:
        st.success(plain(said), icon=":material/check_circle:")


def draw(app: App, one: Followed, *, opened: bool) -> None:
    """Draw an action with the button that opens its form, or with its form."""
    action, key = one.action, f"mine {one.round_ref} {one.action.ref}"
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            overview.badge(action, app.today())
            st.caption(overview.due_in_words(action, app.today()), width="content")
        look.html(_body(one, app.today()))
        if not app.person.may(Act.UPDATE_ACTIONS):
            place.link("action", f"Open {action.ref}", round=one.round_ref, action=action.ref)
        elif opened:
            _form(app, one)
        else:
            with st.container(horizontal=True, vertical_alignment="center"):
                label = f"Update {action.ref}"
                if st.button(label, key=key, icon=":material/edit:"):
                    place.put(round=one.round_ref, action=action.ref)
                    st.rerun()
                place.link("action", f"Open {action.ref}", round=one.round_ref, action=action.ref)


def _body(one: Followed, today: date) -> str:
    action = one.action
    rows = [
        f"<p>{text(action.owner)}, {text(one.agency)} · {text(one.round_title)}</p>",
        f"<p><b>The difference we want:</b> {text(action.success_measure)}</p>",
        f"<p><b>So far:</b> {text(overview.so_far(action, today))}</p>",
        f"<p><b>Difference to children:</b> {text(overview.impact(action))}</p>",
    ]
    said = verified_words.line(action)
    rows += [f"<p><b>Verified:</b> {text(said)}</p>"] if said else []
    return f'<h3 class="ss-ct">{text(action.text)}</h3><div class="ss-plan">{"".join(rows)}</div>'


def _form(app: App, one: Followed) -> None:
    with app.reading() as db:
        audit_round = rounds.one(db, one.round_ref)
    form = draft.opened(app, audit_round, FormKind.UPDATE, one.action.ref)
    look.card_title(f"How is {one.action.ref} going?", 4)
    update = _fields(form, one)
    saved = False
    with st.container(horizontal=True):
        if st.button(f"Save the update of {one.action.ref}", type="primary", key=form.name("save")):
            with errors.shown():
                _save(form, one, update)
                saved = True
        if st.button("Close without saving", key=form.name("close")):
            place.put(action=None)
            st.rerun()
    draft.said(form)
    if saved:
        form.clear()
        place.put(action=None)
        st.session_state[_DONE] = f"Kept: what you said of {one.action.ref} is on its record."
        st.rerun()


def _fields(form: Form, one: Followed) -> Update:
    action = one.action
    progress = draft.choice(form, "progress", "The work", _PROGRESS, action.progress.value, horizontal=True)
    label = "What has happened? If it is late, at risk or stopped, say why."
    said = draft.text(form, "text", label, rows=2, short="What has happened")
    impact = draft.choice(form, "impact", "The difference to children", _IMPACT, action.impact.value, horizontal=True)
    label = "What shows the difference? Needed where it is shown or partly shown."
    evidence = draft.text(form, "evidence", label, rows=2, short="What shows it")
    moved = draft.day(form, "due", "New due date, if it moves", least=form.app.today())
    by = draft.text(form, "by", "Who says so, by role?", _speaker(form.app, one), rows=1)
    return Update(
        on=day_of(form.app.now()),
        by=by or form.app.person.name,
        progress=Progress(progress),
        text=said,
        impact=Impact(impact) if evidence or impact != action.impact.value else Impact.NOT_KNOWN,
        evidence_of_impact=evidence,
        new_due=moved,
    )


def _speaker(app: App, one: Followed) -> str:
    return app.person.name if app.person.may(Act.DECIDE) else f"{app.person.name}, {one.action.owner}"[:120]


def _save(form: Form, one: Followed, update: Update) -> None:
    app = form.app
    with app.unit_of_work() as db:
        actions.update(db, by=app.person, round_ref=one.round_ref, ref=one.action.ref, update=update, now=app.now())
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
    agencies = {one.owner.agency: one.agency for one in everything}
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
    kept = [one for one in roles if one.same != role.same]
    chosen = [*kept, role] if st.session_state.get(key) else kept
    with errors.caught(), app.unit_of_work() as db:
        actions.keep_roles(db, by=app.person, roles=chosen, seen=roles, now=app.now())
