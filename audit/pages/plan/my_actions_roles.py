"""Which roles are mine: actions are owned by roles, and each person says once which are theirs.

In: the roles that own actions, and those the person chose before.
Out: the person's choice, kept at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.plan.following import Followed, OwnerRole, roles_in
from audit.pages.components import errors
from audit.pages.components.plain import plain
from audit.services.plan import following


def whose(app: App, roles: Sequence[OwnerRole]) -> str:
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
        following.keep_roles(db, by=app.person, roles=chosen, seen=roles, now=app.now())
