"""The controls of a joint judgement; each one is kept as it is filled in, so that a reload loses nothing.

In: a sight and what stands in the form.
Out: controls on the page, and their values in the database.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.app import App
from audit.domain.moderation import Judgement, Outcome
from audit.errors import AuditError
from audit.pages import workshop_form
from audit.pages.components import days, errors, marks
from audit.pages.components.text_box import text_box
from audit.pages.workshop_sight import Sight
from audit.services import moderation
from audit.store.queries import moderation as queries
from audit.store.work import Db


def outcome(app: App, sight: Sight, fields: Mapping[str, str]) -> None:
    """Draw the choice of what was agreed."""
    choices = workshop_form.outcomes(sight.audit_round.scale)
    key = f"{sight.key} outcome"
    st.session_state[key] = fields.get("outcome") or None
    st.radio(
        "What we agree (needed)",
        list(choices),
        index=None,
        format_func=lambda value: choices[value][0],
        captions=[caption for _, caption in choices.values()],
        key=key,
        on_change=lambda: _keep_choice(app, sight, "outcome", str(st.session_state.get(key) or "")),
    )


def words(app: App, sight: Sight, fields: Mapping[str, str], name: str, label: str, *, rows: int = 3) -> None:
    """Draw a box of text that keeps itself."""
    value = fields.get(name, "")
    key = _box_key(sight, name)
    st.session_state[f"{key} seen"] = value
    st.session_state.setdefault(f"{key} turn", 0)
    in_draft = name in sight.draft.fields and sight.draft.saved is not None
    text_box(
        label,
        value=value,
        key=key,
        rows=rows,
        saved=f"Saved, last at {days.time(sight.draft.saved.at_utc)}" if in_draft and sight.draft.saved else "",
        save=lambda typed: _keep_words(app, sight, name, typed),
    )
    of = sight.statement.ref if sight.statement else "overall"
    record = f"{sight.audit_round.ref}/{sight.case.ref} {of} {name}"
    marks.under(app, value, key=key, label=label.removesuffix(" (needed)"), about=record)


def other_views(app: App, sight: Sight, fields: Mapping[str, str]) -> None:
    """Draw who holds another view; where nothing was agreed, the position of every agency."""
    everyone = fields.get("outcome") == Outcome.NOT_AGREED.value
    st.markdown("**Each agency's position**" if everyone else "**Who still sees it differently?**")
    for agency in sight.raters:
        if not everyone:
            _holds(app, sight, fields, agency.ref, agency.short_name)
        if everyone or fields.get(f"holds {agency.ref}") == "yes":
            _position(app, sight, fields, agency.ref, agency.short_name)
            label = f"Why does {agency.short_name} see it so?" + ("" if everyone else " (needed)")
            words(app, sight, fields, f"why {agency.ref}", label, rows=2)


def keep_what_is_typed(app: App, sight: Sight) -> None:
    """Keep what a box handed over in the same moment as a button was pressed; raises like the box's own saving."""
    names = [*workshop_form.TEXTS, *(f"why {agency.ref}" for agency in sight.raters)]
    for name in names:
        said = dict(st.session_state.get(_box_key(sight, name)) or {}).get("text")
        if said and said["turn"] != st.session_state.get(f"{_box_key(sight, name)} turn"):
            _keep_words(app, sight, name, said["text"])


def written(db: Db, app: App, sight: Sight) -> dict[str, str]:
    """Return what stands in the form now, as it is kept."""
    draft = queries.draft(
        db,
        viewer=app.viewer(),
        audit_round=sight.audit_round,
        case_ref=sight.case.ref,
        statement=sight.statement,
    )
    return workshop_form.fields_of(sight.agreed) | dict(draft.fields)


def must_name_who(sight: Sight, judgement: Judgement) -> None:
    """Raise AuditError, with the agency's short name, where another view has no reason."""
    for agency in sight.raters:
        if any(one.agency == agency.ref and not one.reason for one in judgement.dissents):
            raise AuditError(f"Give {agency.short_name}'s reason for holding another view.")


def _holds(app: App, sight: Sight, fields: Mapping[str, str], ref: str, name: str) -> None:
    key = f"{sight.key} holds {ref}"
    st.session_state[key] = fields.get(f"holds {ref}") == "yes"
    st.checkbox(
        f"{name} holds another view",
        key=key,
        on_change=lambda: _keep_choice(app, sight, f"holds {ref}", "yes" if st.session_state.get(key) else ""),
    )


def _position(app: App, sight: Sight, fields: Mapping[str, str], ref: str, name: str) -> None:
    choices = workshop_form.positions(sight.audit_round.scale)
    key = f"{sight.key} position {ref}"
    held = workshop_form.position_of(sight, ref, fields)
    st.session_state[key] = held if held in choices else None
    st.radio(
        f"{name} says",
        list(choices),
        index=None,
        format_func=lambda value: choices[value],
        horizontal=True,
        key=key,
        on_change=lambda: _keep_choice(app, sight, f"position {ref}", str(st.session_state.get(key) or "")),
    )


def _keep_choice(app: App, sight: Sight, name: str, value: str) -> None:
    try:
        _keep(app, sight, {name: value}, seen={})
    except AuditError as error:
        errors.for_next_run(error)


def _keep_words(app: App, sight: Sight, name: str, typed: str) -> None:
    key = _box_key(sight, name)
    said = dict(st.session_state.get(key) or {}).get("text") or {}
    if said and said.get("turn") == st.session_state.get(f"{key} turn"):
        return  # kept already, together with a button that was pressed in the same moment
    _keep(app, sight, {name: typed}, seen={name: str(st.session_state.get(f"{key} seen", ""))})
    st.session_state[f"{key} seen"], st.session_state[f"{key} turn"] = typed, said.get("turn")


def _keep(app: App, sight: Sight, fields: Mapping[str, str], *, seen: Mapping[str, str]) -> None:
    with app.unit_of_work() as db:
        moderation.keep_draft(
            db, by=app.person, round_ref=sight.audit_round.ref, case_ref=sight.case.ref, statement=sight.statement,
            fields=fields, seen=seen, now=app.now(),
        )  # fmt: skip


def _box_key(sight: Sight, name: str) -> str:
    return f"{sight.key} {name}"
