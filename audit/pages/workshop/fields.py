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
from audit.domain.frameworks.framework import Scale
from audit.domain.rating.form import Standing, StatementGrade
from audit.domain.workshop.moderation import GRADE, TEXTS, Dissent, Judgement, Outcome, differing, in_form, is_text
from audit.errors import AuditError, Conflict
from audit.pages.components import days
from audit.pages.forms import marks, two_writers
from audit.pages.forms import text_box as boxes
from audit.pages.forms.two_writers import Change
from audit.pages.workshop.sight import Sight
from audit.services.workshop import moderation


def outcome(app: App, sight: Sight, fields: Mapping[str, str]) -> None:
    """Draw the choice of what was agreed."""
    choices = outcomes(sight.audit_round.scale)
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
    st.session_state.setdefault(f"{key} turn", 0)
    in_draft = name in sight.draft.fields and sight.draft.saved is not None
    boxes.text_box(
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


def typed_now(sight: Sight) -> dict[str, str]:
    """Return what boxes handed over in the same moment as a button was pressed, and is not kept yet."""
    names = [*TEXTS, *(f"why {agency.ref}" for agency in sight.raters)]
    handed = {name: dict(st.session_state.get(_box_key(sight, name)) or {}).get("text") for name in names}
    return {
        name: text["text"]
        for name, text in handed.items()
        if text and text["turn"] != st.session_state.get(f"{_box_key(sight, name)} turn")
    }


def show(sight: Sight, fields: Mapping[str, str]) -> None:
    """Note what this window shows now that its form is drawn."""
    st.session_state[_shown_key(sight)] = dict(fields)


def shown(sight: Sight) -> dict[str, str]:
    """Return what this window shows in the form, with what it has kept itself since."""
    return dict(st.session_state.get(_shown_key(sight), fields_in(sight)))


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
    choices = positions(sight.audit_round.scale)
    key = f"{sight.key} position {ref}"
    held = position_of(sight, ref, fields)
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


def place_of(sight: Sight) -> str:
    """Return where the two sides of this judgement wait for a choice."""
    return f"{sight.audit_round.ref} {sight.case.ref} {sight.statement or 'overall'}"


def keep_typed(app: App, sight: Sight, name: str, typed: str) -> None:
    """Keep the text of a box; raises Conflict, both sides kept for a choice, where another window wrote there."""
    key = _box_key(sight, name)
    st.session_state[f"{key} turn"] = st.session_state[key]["text"]["turn"]
    stood_on = boxes.stood_on(key, shown(sight).get(name, ""))
    try:
        _keep(app, sight, {name: typed}, {name: stood_on[0]})
    except Conflict as conflict:
        there = cast("Mapping[str, str]", conflict.theirs).get(name, "")
        if there.replace("\r\n", "\n") not in stood_on:
            two_writers.hold(_change(app, sight, {name: typed}), conflict)
            raise
        _keep(app, sight, {name: typed}, {name: there})


def _keep_words(app: App, sight: Sight, name: str, typed: str) -> None:
    if name in typed_now(sight):  # else it was kept already, together with a button pressed in the same moment
        keep_typed(app, sight, name, typed)


def _keep_choice(app: App, sight: Sight, name: str, value: str) -> None:
    two_writers.attempt(_change(app, sight, {name: value}), shown(sight))


def _change(app: App, sight: Sight, fields: Mapping[str, str]) -> Change:
    return Change(
        place=place_of(sight),
        write=lambda seen: _keep(app, sight, fields, seen),
        rows=lambda theirs: both(sight, {**theirs, **fields}, theirs),
        settled=lambda: _show_kept(sight, fields),
    )


def _show_kept(sight: Sight, fields: Mapping[str, str]) -> None:
    for name in fields:
        if is_text(name):
            boxes.show_kept(_box_key(sight, name))


def _keep(app: App, sight: Sight, fields: Mapping[str, str], seen: Mapping[str, str]) -> None:
    with app.unit_of_work() as db:
        moderation.keep_draft(
            db,
            by=app.person,
            round_ref=sight.audit_round.ref,
            case_ref=sight.case.ref,
            statement=sight.statement,
            fields=fields,
            seen=seen,
            now=app.now(),
        )
    show(sight, shown(sight) | dict(fields))


def _shown_key(sight: Sight) -> str:
    return f"{sight.key} shown"


def _box_key(sight: Sight, name: str) -> str:
    return f"{sight.key} {name}"


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


def fields_in(sight: Sight) -> dict[str, str]:
    """Return what stands in the form: what was recorded, and over it what was written since."""
    return in_form(sight.agreed, sight.draft.fields)


def both(sight: Sight, mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the fields in which two windows differ, in words: what it is, mine and theirs."""
    return [
        (_label(sight, name), _in_words(sight, name, mine), _in_words(sight, name, theirs))
        for name in differing(mine, theirs)
    ]


def proposed(sight: Sight, fields: Mapping[str, str]) -> Judgement:
    """Return the judgement that the fields make, sound or not."""
    said = fields.get("outcome", "")
    graded = said.startswith(GRADE) or not said
    outcome = Outcome.GRADE if graded else Outcome(said)
    return Judgement(
        case=sight.case.ref,
        statement=sight.statement,
        outcome=outcome,
        grade=said.removeprefix(GRADE) if said.startswith(GRADE) else None,
        reason=fields.get("reason", "").strip(),
        good_practice=fields.get("good_practice", "").strip(),
        to_develop=fields.get("to_develop", "").strip(),
        difference=fields.get("difference", "").strip() if sight.statement is None else "",
        dissents=_dissents(sight, fields, outcome),
    )


def position_of(sight: Sight, agency: str, fields: Mapping[str, str]) -> str:
    """Return the position in the form for an agency, at first the one it took in its own rating; empty for none."""
    return fields.get(f"position {agency}") or own_position(sight.rating_grade(agency))


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


def _dissents(sight: Sight, fields: Mapping[str, str], outcome: Outcome) -> tuple[Dissent, ...]:
    everyone = outcome is Outcome.NOT_AGREED
    found = []
    for agency in sight.raters:
        position = position_of(sight, agency.ref, fields)
        reason = fields.get(f"why {agency.ref}", "").strip()
        if everyone and (position or reason):
            found.append(Dissent(agency=agency.ref, position=_told(position), reason=reason or AS_RATED))
        elif not everyone and fields.get(f"holds {agency.ref}") == "yes":
            found.append(Dissent(agency=agency.ref, position=_told(position), reason=reason))
    return tuple(found)


def _told(position: str) -> str:
    return "" if position == OWN_VIEW else position


def _label(sight: Sight, name: str) -> str:
    kind, _, ref = name.partition(" ")
    agency = next((one.short_name for one in sight.audit_round.agencies if one.ref == ref), ref)
    of_agency = {"holds": f"{agency} holds another view", "position": f"{agency} says", "why": f"{agency}: why"}
    return _LABELS.get(name) or of_agency.get(kind, name)


def _in_words(sight: Sight, name: str, fields: Mapping[str, str]) -> str:
    value, scale = fields.get(name, ""), sight.audit_round.scale
    if name == "outcome":
        return outcomes(scale)[value][0] if value else ""
    if name.startswith("holds "):
        return "Yes" if value else "No"
    return positions(scale).get(value, value) if name.startswith("position ") else value
