"""The set-up of one round: a list of what there is to do, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from audit.app import App
from audit.domain.plan import closing
from audit.domain.rounds.audit_round import DATE_TITLES, Round, Stage
from audit.domain.workshop.participation import Participation
from audit.pages.components import days, lists, look, path, place
from audit.pages.rounds import path as round_path
from audit.pages.rounds import top


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to set up, and how far it has come."""

    page: str
    label: str
    status: str
    done: bool
    hint: str


def render(app: App) -> None:
    """Show what is set up and what is not, and let the round move on."""
    audit_round = top.top(app, "Set up this round", step=f"{place.get('round') or ''} · set-up")
    if audit_round is None:
        return
    found, plan = round_path.how_far(app, audit_round)
    left = closing.left_at(audit_round, found, plan)
    of_letter = place.letter_of(app, audit_round) is not None
    look.html(path.path(audit_round, left=left, of_letter=of_letter))
    st.header("What to set up", anchor=False)
    for task in tasks(audit_round, found, of_letter=of_letter):
        _row(audit_round, task)
    if not of_letter:
        _more(audit_round)
    round_path.move_on(app, audit_round, found, plan)
    st.header("What this round is", anchor=False)
    look.html(lists.summary(facts(audit_round, of_letter=of_letter)))
    if not of_letter:
        _frameworks(audit_round)
    place.link("home", "Back to Home")


def _more(audit_round: Round) -> None:
    place.link("workbooks", "Audit workbooks for Excel", round=audit_round.ref)
    place.link("choose-cases", "Choose cases, or see how it was done", round=audit_round.ref)
    place.link("timescales", "Timescales from dates", round=audit_round.ref)


def tasks(audit_round: Round, found: Participation, *, of_letter: bool = False) -> tuple[Task, ...]:
    """Return what there is to set up, and how far the audits have come; a letter's round has days and a path alone."""
    cases, asked, sent = found.cases, found.asked, len(found.submissions)
    dated = sum(getattr(audit_round.dates, name) is not None for name in DATE_TITLES)
    begun = audit_round.stage is not Stage.SETUP
    all_forms = "1 form" if len(asked) == 1 else f"{len(asked)} forms"
    forms = f"{sent} of {all_forms} submitted" if begun else f"{all_forms} will be asked for"
    whole = (
        Task(
            page="round-cases",
            label="Cases",
            status=f"{len(cases)} added",
            done=len(cases) >= 4,
            hint="Four to eight children, by reference only.",
        ),
        Task(
            page="round-agencies",
            label="Agencies and who is asked",
            status=forms if asked else "Nobody is asked yet",
            done=bool(asked),
            hint="Which agency is asked about which child, and who is ready.",
        ),
        Task(
            page="round-dates",
            label="Dates",
            status=f"{dated} set" if of_letter else f"{dated} of {len(DATE_TITLES)} set",
            done=dated == len(DATE_TITLES) or of_letter,
            hint="The plan and the board. Dates may move."
            if of_letter
            else "When forms are due, the workshop, the plan, the board and the re-audit. Dates may move.",
        ),
        Task(
            page="round-path",
            label="Path and history",
            status=audit_round.stage.label,
            done=begun,
            hint="Move on, go back a step with a reason, note the day the board saw it.",
        ),
    )
    return whole[2:] if of_letter else whole


def facts(audit_round: Round, *, of_letter: bool = False) -> list[tuple[str, str]]:
    """Return what the round is, for a summary list."""
    period = audit_round.period
    looked_at = f"{days.short_day(period[0])} to {days.short_day(period[1])}" if period else "not set"
    named = [("Title", audit_round.title), ("Reference", audit_round.ref), ("Theme", audit_round.theme or "Not given")]
    return (
        named
        if of_letter
        else [
            *named,
            ("Scale", f"{audit_round.scale.title}: {audit_round.scale.words()}"),
            ("Looks back", f"{audit_round.look_back_months} months: {looked_at}"),
            ("How cases are chosen", audit_round.chosen_how or "Not given"),
            ("How cases are drawn", audit_round.drawn.label if audit_round.drawn else "Not said"),
            ("Re-audit of", audit_round.reaudit_of or "No earlier round"),
        ]
    )


def _row(audit_round: Round, task: Task) -> None:
    with st.container(border=True):
        words, status = st.columns([3, 2], vertical_alignment="center")
        with words:
            place.link(task.page, task.label, round=audit_round.ref)
            st.caption(task.hint)
        with status:
            css = "done" if task.done else "todo"
            look.html(f'<span class="ss-st {css}">{look.text(task.status)}</span>')


def _frameworks(audit_round: Round) -> None:
    rows = [
        (copy.framework.title, f"version {copy.framework.version}", copy.digest[:12]) for copy in audit_round.copies
    ]
    look.html(lists.table("Frameworks of this round", ("Framework", "Version", "Fingerprint"), rows))
    fixed = "They are fixed since rating began" if audit_round.stage is not Stage.SETUP else "They were copied"
    st.caption(
        f"{fixed}: the round keeps its own copy of each, so that a later version changes nothing here. "
        "The fingerprint shows it; it is the beginning of the copy's SHA-256."
    )
