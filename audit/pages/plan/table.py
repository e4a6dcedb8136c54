"""The plan in one look: a table that is filtered and put in order, and a timeline that shows how late actions moved.

In: the actions of a round's plan, and the day.
Out: HTML: a table, which is a card for each action on a phone, and a picture with the sentence that says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from audit.domain.english import agree, listed, short_day
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Group, Progress, Status, Verified
from audit.domain.rounds.audit_round import Round
from audit.pages.components import place
from audit.pages.components.look import escape_html

STANDS = {
    Group.LATE: "! Late",
    Group.SOON: "Due soon",
    Group.ON_TIME: "On time",
    Group.DONE: "✓ Done",
    Group.DIFFERENCE: "✓ Impact shown",
    Group.STOPPED: "Stopped",
}
VERIFIED = {
    Verified.HOLDS: "Verified",
    Verified.DOES_NOT_HOLD: "Not confirmed",
    Verified.WAITS: "Not verified yet",
    Verified.NO_CLAIM: "Nothing to verify",
}
_ANY = "any"
_ORDER: Mapping[str, tuple[str, Callable[[Action, date], object]]] = {
    "pressing": ("Most pressing", lambda action, today: (list(Group).index(action.group(today)), _from(action, today))),
    "due": ("Due date", lambda action, _: action.due_now),
    "owner": ("Owner", lambda action, _: str(action.owner).casefold()),
    "finding": ("Finding", lambda action, _: (len(action.finding), action.finding)),
}


def chosen(actions: Sequence[Action], audit_round: Round, today: date) -> tuple[Action, ...]:
    """Draw the filters and the order, and return the actions they leave; what is chosen stands in the address."""
    agencies = {agency.ref: agency.short_name for agency in audit_round.agencies}
    leads = dict.fromkeys(action.lead_agency for action in actions)
    stands = {action.group(today) for action in actions}
    with st.container(horizontal=True, gap="small"):
        group = _choice(
            "Status", "status", {_ANY: f"All ({len(actions)})"} | {g.name: STANDS[g] for g in Group if g in stands}
        )
        lead = _choice("Owner", "owner", {_ANY: "Everyone"} | {ref: agencies.get(ref, ref) for ref in leads})
        verified = _choice("Verified", "verified", {_ANY: "Any"} | {v.name: word for v, word in VERIFIED.items()})
        order = _choice("Sort by", "sort", {name: label for name, (label, _) in _ORDER.items()})
    left = [
        action
        for action in actions
        if group in (_ANY, action.group(today).name)
        and lead in (_ANY, action.lead_agency)
        and verified in (_ANY, action.verified.name)
    ]
    return in_order(left, order, today)


def in_order(actions: Sequence[Action], order: str, today: date) -> tuple[Action, ...]:
    """Return actions in one of the orders that the page offers; those alike stay as they were."""
    _, key = _ORDER[order]
    return tuple(sorted(actions, key=lambda action: key(action, today)))  # type: ignore[arg-type,return-value]


def _choice(label: str, name: str, options: Mapping[str, str]) -> str:
    names = list(options)
    at = st.query_params.get(name, names[0])
    picked = st.selectbox(
        label,
        names,
        index=names.index(at) if at in names else 0,
        format_func=lambda option: options.get(option, option),
        key=f"plan {name}",
        width=158,
    )
    if picked in (None, names[0]):
        st.query_params.pop(name, None)
        return names[0]
    st.query_params[name] = picked
    return picked


def table(actions: Sequence[Action], audit_round: Round, changed: frozenset[str], today: date) -> str:
    """Return the actions as a table; `changed` are the findings whose judgement was opened again since."""
    names = ("Action", "Owner", "Due", "Status", "Verified", "Finding")
    head = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in names)
    agencies = {agency.ref: agency.short_name for agency in audit_round.agencies}
    rows = "".join(_row(action, audit_round.ref, agencies, changed, today) for action in actions)
    return (
        '<table class="ss-pt" role="table"><caption class="ss-vh">What will be done</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(action: Action, round_ref: str, agencies: Mapping[str, str], changed: frozenset[str], today: date) -> str:
    group, agency = action.group(today), agencies.get(action.lead_agency, action.lead_agency)
    first = f'<span class="f">{said}</span>' if (said := action_words.first_due(action)) else ""
    again = '<span class="f">judgement changed since</span>' if action.finding in changed else ""
    called = f"<b>{escape_html(action.ref)}</b> {escape_html(action.text)}"
    link = f'<a href="{place.address("action", round=round_ref, action=action.ref)}" target="_self">{called}</a>'
    finding = f'<a href="{place.address("finding", round=round_ref, finding=action.finding)}" target="_self">'
    risk = "At risk" if action.status(today) is Status.AMBER else STANDS[group]
    cells = (
        ("Owner", f'{escape_html(action.owner)} <span class="g">{escape_html(agency)}</span>'),
        ("Due", f"{short_day(action.due_now)}{first}"),
        ("Status", f'<span class="ss-st ss-st-{group.name.lower()}">{risk}</span>'),
        ("Verified", f'<span class="ss-ver ss-ver-{action.verified.value}">{VERIFIED[action.verified]}</span>'),
        ("Finding", f"{finding}{escape_html(action.finding)}</a>{again}"),
    )
    inside = "".join(f'<td role="cell" data-l="{label}">{cell}</td>' for label, cell in cells)
    return f'<tr role="row"><th role="rowheader" scope="row">{link}</th>{inside}</tr>'


def _from(action: Action, today: date) -> date:
    return action.pressing_from(today)


def timeline(actions: Sequence[Action], today: date) -> str:
    """Return when actions are due as a picture: a lane for each late one, from its first day to the one it has now."""
    late = sorted((a for a in actions if a.group(today) is Group.LATE), key=lambda action: action.due)
    done = [action for action in actions if action.progress is Progress.DONE]
    ahead = [action for action in actions if action.group(today) in (Group.SOON, Group.ON_TIME)]
    if not (late or done or ahead):
        return ""
    scale = _scale([today, *(day for action in actions for day in (action.due, action.due_now))])
    lanes = [_late_lane(action, scale, today) for action in late]
    lanes += [_lane("Done", done, scale)] if done else []
    lanes += [_lane("To come", ahead, scale)] if ahead else []
    said = escape_html(timeline_in_words(late, done, ahead, today))
    axis = f'<div class="lane ax"><span class="n"></span><span class="t">{_ticks(scale, today)}</span></div>'
    now = f'<div class="now" style="--at:{scale(today):.2f}"></div>'
    return f'<div class="ss-tl" role="img" aria-label="{said}">{now}{"".join(lanes)}{axis}</div>'


def timeline_in_words(late: Sequence[Action], done: Sequence[Action], ahead: Sequence[Action], today: date) -> str:
    """Return what the timeline shows, in full sentences."""
    sentences = [f"{action.ref} is {action_words.late(action)}." for action in late]
    for group, says in ((done, ("is done", "are done")), (ahead, ("is still to come", "are still to come"))):
        if group:
            sentences.append(f"{listed([action.ref for action in group])} {agree(len(group), *says)}.")
    return f"When the actions are due. Today is {short_day(today)}. {' '.join(sentences)}"


Scale = Callable[[date], float]


def _scale(days: Sequence[date]) -> Scale:
    """Return what gives a day its place in per cent; a little room is left at both ends for labels."""
    first, last = min(days), max(days)
    whole = max((last - first).days, 28)
    return lambda day: 1 + 91 * (day - first).days / whole


def _late_lane(action: Action, scale: Scale, today: date) -> str:
    start_at, end = scale(action.due), scale(action.due_now if action.due_now > action.due else today)
    moved = action.due_now != action.due
    label = f'<span class="lb" style="--at:{end:.2f}">{_day_month(action.due_now)}</span>' if moved else ""
    return (
        f'<div class="lane late"><span class="n">{escape_html(action.ref)} late</span><span class="t">'
        f'<span class="ln" style="--at:{min(start_at, end):.2f};--to:{max(start_at, end):.2f}"></span>'
        f'<span class="rg" style="--at:{start_at:.2f}"></span>{label}</span></div>'
    )


_TOUCH = 9.0  # per cent, for each action: labels nearer than this are joined, so that none touch on a phone either
_APART = 6.0  # per cent between months


def _lane(name: str, actions: Sequence[Action], scale: Scale) -> str:
    joined: list[tuple[float, list[str]]] = []
    for action in sorted(actions, key=lambda action: action.due_now):
        at = scale(action.due_now)
        if joined and at - joined[-1][0] < _TOUCH * len(joined[-1][1]):
            joined[-1][1].append(action.ref)
        else:
            joined.append((at, [action.ref]))
    labels = "".join(
        f'<span class="lb" style="--at:{at:.2f}">{escape_html(", ".join(refs))}</span>' for at, refs in joined
    )
    return f'<div class="lane"><span class="n">{name}</span><span class="t">{labels}</span></div>'


def _ticks(scale: Scale, today: date) -> str:
    """Return the months, and today; a month too near to the one before, or to today, is left out."""
    ticks, last = [(scale(today), "<b>today</b>")], -_APART
    month = (today - timedelta(days=1100)).replace(day=1)
    for _ in range(120):
        month = (month + timedelta(days=32)).replace(day=1)
        at = scale(month)
        if 0 <= at <= 97 and at - last >= _APART and abs(at - scale(today)) >= 2 * _APART:
            ticks.append((at, short_day(month).split()[1]))
            last = at
    return "".join(f'<span style="--at:{at:.2f}">{label}</span>' for at, label in sorted(ticks))


def _day_month(day: date) -> str:
    return short_day(day).rpartition(" ")[0]
