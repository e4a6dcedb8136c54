"""The controls of a joint judgement; each one is kept as it is filled in, so that a reload loses nothing.

In: a sight and what stands in the form.
Out: controls on the page, and their values in the database.

Here too:
- The fields of a joint judgement: kept one by one as they are filled in, and read as the judgement they make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Scale
from audit.domain.rating.form import Standing, StatementGrade
from audit.domain.workshop.moderation import GRADE, TEXTS, Dissent, Judgement, Outcome, differing, in_form, is_text
from audit.errors import AuditError, Conflict
from audit.pages.forms import marks, two_writers
from audit.pages.forms import text_box as boxes
from audit.pages.forms.two_writers import Change
from audit.pages.workshop.state import WorkshopState
from audit.services.workshop import moderation


def outcome(app: App, state: WorkshopState, fields: Mapping[str, str]) -> None:
    """Draw the choice of what was agreed."""
    choices = outcomes(state.audit_round.scale)
    key = f"{state.key} outcome"
    st.session_state[key] = fields.get("outcome") or None
    st.radio(
        "What we agree (needed)",
        list(choices),
        index=None,
        format_func=lambda value: choices[value][0],
        captions=[caption for _, caption in choices.values()],
        key=key,
        on_change=lambda: _keep_choice(app, state, "outcome", str(st.session_state.get(key) or "")),
    )


def words(app: App, state: WorkshopState, fields: Mapping[str, str], name: str, label: str, *, rows: int = 3) -> None:
    """Draw a box of text that keeps itself."""
    value = fields.get(name, "")
    key = _box_key(state, name)
    st.session_state.setdefault(f"{key} turn", 0)
    in_draft = name in state.draft.fields and state.draft.saved is not None
    boxes.text_box(
        label,
        value=value,
        key=key,
        rows=rows,
        saved=f"Saved, last at {english.time(state.draft.saved.at_utc)}" if in_draft and state.draft.saved else "",
        save=lambda typed: _keep_words(app, state, name, typed),
    )
    of = state.statement.ref if state.statement else "overall"
    record = f"{state.audit_round.ref}/{state.case.ref} {of} {name}"
    marks.under(app, value, key=key, label=label.removesuffix(" (needed)"), about=record)


def other_views(app: App, state: WorkshopState, fields: Mapping[str, str]) -> None:
    """Draw who holds another view; where nothing was agreed, the position of every agency."""
    everyone = fields.get("outcome") == Outcome.NOT_AGREED.value
    st.markdown("**Each agency's position**" if everyone else "**Who still sees it differently?**")
    for agency in state.raters:
        if not everyone:
            _holds(app, state, fields, agency.ref, agency.short_name)
        if everyone or fields.get(f"holds {agency.ref}") == "yes":
            _position(app, state, fields, agency.ref, agency.short_name)
            label = f"Why does {agency.short_name} see it so?" + ("" if everyone else " (needed)")
            words(app, state, fields, f"why {agency.ref}", label, rows=2)


def typed_now(state: WorkshopState) -> dict[str, str]:
    """Return what boxes handed over in the same moment as a button was pressed, and is not kept yet."""
    names = [*TEXTS, *(f"why {agency.ref}" for agency in state.raters)]
    handed = {name: dict(st.session_state.get(_box_key(state, name)) or {}).get("text") for name in names}
    return {
        name: text["text"]
        for name, text in handed.items()
        if text and text["turn"] != st.session_state.get(f"{_box_key(state, name)} turn")
    }


def show(state: WorkshopState, fields: Mapping[str, str]) -> None:
    """Note what this window shows now that its form is drawn."""
    st.session_state[_shown_key(state)] = dict(fields)


def shown(state: WorkshopState) -> dict[str, str]:
    """Return what this window shows in the form, with what it has kept itself since."""
    return dict(st.session_state.get(_shown_key(state), fields_in(state)))


def must_name_who(state: WorkshopState, judgement: Judgement) -> None:
    """Raise AuditError, with the agency's short name, where another view has no reason."""
    for agency in state.raters:
        if any(dissent.agency == agency.ref and not dissent.reason for dissent in judgement.dissents):
            raise AuditError(f"Give {agency.short_name}'s reason for holding another view.")


def _holds(app: App, state: WorkshopState, fields: Mapping[str, str], ref: str, name: str) -> None:
    key = f"{state.key} holds {ref}"
    st.session_state[key] = fields.get(f"holds {ref}") == "yes"
    st.checkbox(
        f"{name} holds another view",
        key=key,
        on_change=lambda: _keep_choice(app, state, f"holds {ref}", "yes" if st.session_state.get(key) else ""),
    )


def _position(app: App, state: WorkshopState, fields: Mapping[str, str], ref: str, name: str) -> None:
    choices = positions(state.audit_round.scale)
    key = f"{state.key} position {ref}"
    held = position_of(state, ref, fields)
    st.session_state[key] = held if held in choices else None
    st.radio(
        f"{name} says",
        list(choices),
        index=None,
        format_func=lambda value: choices[value],
        horizontal=True,
        key=key,
        on_change=lambda: _keep_choice(app, state, f"position {ref}", str(st.session_state.get(key) or "")),
    )


def place_of(state: WorkshopState) -> str:
    """Return where the two sides of this judgement wait for a choice."""
    return f"{state.audit_round.ref} {state.case.ref} {state.statement or 'overall'}"


def keep_typed(app: App, state: WorkshopState, name: str, typed: str) -> None:
    """Keep the text of a box; raises Conflict, both sides kept for a choice, where another window wrote there."""
    key = _box_key(state, name)
    st.session_state[f"{key} turn"] = st.session_state[key]["text"]["turn"]
    seen_texts = boxes.replaceable_texts(key, shown(state).get(name, ""))
    try:
        _keep(app, state, {name: typed}, {name: seen_texts[0]})
    except Conflict as conflict:
        stored_text = cast("Mapping[str, str]", conflict.stored).get(name, "")
        if stored_text.replace("\r\n", "\n") not in seen_texts:
            two_writers.hold(_change(app, state, {name: typed}), conflict)
            raise
        _keep(app, state, {name: typed}, {name: stored_text})


def _keep_words(app: App, state: WorkshopState, name: str, typed: str) -> None:
    if name in typed_now(state):  # else it was kept already, together with a button pressed in the same moment
        keep_typed(app, state, name, typed)


def _keep_choice(app: App, state: WorkshopState, name: str, value: str) -> None:
    two_writers.attempt(_change(app, state, {name: value}), shown(state))


def _change(app: App, state: WorkshopState, fields: Mapping[str, str]) -> Change:
    return Change(
        place=place_of(state),
        write=lambda seen: _keep(app, state, fields, seen),
        rows=lambda other_fields: both(state, {**other_fields, **fields}, other_fields),
        settled=lambda: _refresh_boxes(state, fields),
    )


def _refresh_boxes(state: WorkshopState, fields: Mapping[str, str]) -> None:
    for name in fields:
        if is_text(name):
            boxes.show_saved(_box_key(state, name))


def _keep(app: App, state: WorkshopState, fields: Mapping[str, str], seen: Mapping[str, str]) -> None:
    with app.unit_of_work() as db:
        moderation.keep_draft(
            db,
            by=app.person,
            round_ref=state.audit_round.ref,
            case_ref=state.case.ref,
            statement=state.statement,
            fields=fields,
            seen=seen,
            now=app.now(),
        )
    show(state, shown(state) | dict(fields))


def _shown_key(state: WorkshopState) -> str:
    return f"{state.key} shown"


def _box_key(state: WorkshopState, name: str) -> str:
    return f"{state.key} {name}"


AS_RATED = "As in its own audit."
OWN_VIEW = "own_view"  # a position in words, told in the reason
_LABELS = {
    "outcome": "What we agree",
    "reason": "Why",
    "difference": "The difference",
    "good_practice": "Good practice",
    "to_develop": "What to develop",
}


def outcomes(scale: Scale) -> dict[str, tuple[str, str]]:
    """Return what can be agreed: a field's value to its label and caption, grades first."""
    return {
        **{GRADE + step.value: (step.label, step.caption) for step in scale.steps},
        Outcome.NOT_APPLICABLE.value: ("Not applicable", "It does not apply to this child"),
        Outcome.NOT_ENOUGH_EVIDENCE.value: ("Not enough evidence", "Nobody could show enough to judge by"),
        Outcome.NOT_AGREED.value: ("Not agreed", "Every agency's position is kept as it is"),
    }


def fields_in(state: WorkshopState) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return in_form(state.agreed, state.draft.fields)


def both(
    state: WorkshopState, own_fields: Mapping[str, str], other_fields: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return the fields in which two windows differ, in words: what it is, mine and theirs."""
    return [
        (_label(state, name), _in_words(state, name, own_fields), _in_words(state, name, other_fields))
        for name in differing(own_fields, other_fields)
    ]


def proposed(state: WorkshopState, fields: Mapping[str, str]) -> Judgement:
    """Return the judgement that the fields make, sound or not."""
    chosen = fields.get("outcome", "")
    graded = chosen.startswith(GRADE) or not chosen
    outcome = Outcome.GRADE if graded else Outcome(chosen)
    return Judgement(
        case=state.case.ref,
        statement=state.statement,
        outcome=outcome,
        grade=chosen.removeprefix(GRADE) if chosen.startswith(GRADE) else None,
        reason=fields.get("reason", "").strip(),
        good_practice=fields.get("good_practice", "").strip(),
        to_develop=fields.get("to_develop", "").strip(),
        difference=fields.get("difference", "").strip() if state.statement is None else "",
        dissents=_dissents(state, fields, outcome),
    )


def position_of(state: WorkshopState, agency: str, fields: Mapping[str, str]) -> str:
    """Return the position in the form for an agency, at first the one it took in its own rating; empty for none."""
    return fields.get(f"position {agency}") or own_position(state.rating_grade(agency))


def own_position(grade: StatementGrade | None) -> str:
    """Return an agency's own grade as a position; empty where it gave none."""
    if grade is None:
        return ""
    if grade.grade is not None:
        return grade.grade
    words = {Standing.NOT_APPLICABLE: "Not applicable", Standing.NOT_EVIDENCED: "Not evidenced"}
    return words.get(grade.standing, "") if grade.standing else ""


def positions(scale: Scale) -> dict[str, str]:
    """Return the positions that an agency can hold, value to label."""
    return {step.value: step.label for step in scale.steps} | {
        "Not applicable": "Not applicable",
        "Not evidenced": "Not evidenced",
        OWN_VIEW: "Another view, in words",
    }


def _dissents(state: WorkshopState, fields: Mapping[str, str], outcome: Outcome) -> tuple[Dissent, ...]:
    everyone = outcome is Outcome.NOT_AGREED
    dissents = []
    for agency in state.raters:
        position = position_of(state, agency.ref, fields)
        reason = fields.get(f"why {agency.ref}", "").strip()
        if everyone and (position or reason):
            dissents.append(
                Dissent(agency=agency.ref, position=_recorded_position(position), reason=reason or AS_RATED)
            )
        elif not everyone and fields.get(f"holds {agency.ref}") == "yes":
            dissents.append(Dissent(agency=agency.ref, position=_recorded_position(position), reason=reason))
    return tuple(dissents)


def _recorded_position(position: str) -> str:
    return "" if position == OWN_VIEW else position


def _label(state: WorkshopState, name: str) -> str:
    kind, _, ref = name.partition(" ")
    agency = next((agency.short_name for agency in state.audit_round.agencies if agency.ref == ref), ref)
    of_agency = {"holds": f"{agency} holds another view", "position": f"{agency} says", "why": f"{agency}: why"}
    return _LABELS.get(name) or of_agency.get(kind, name)


def _in_words(state: WorkshopState, name: str, fields: Mapping[str, str]) -> str:
    value, scale = fields.get(name, ""), state.audit_round.scale
    if name == "outcome":
        return outcomes(scale)[value][0] if value else ""
    if name.startswith("holds "):
        return "Yes" if value else "No"
    return positions(scale).get(value, value) if name.startswith("position ") else value
