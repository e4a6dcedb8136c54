"""Who is asked about which case, and who is ready; never what anybody said.

Here too:
- The dates of a round, which may move.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import DATE_TITLES, Dates, Round, Stage
from audit.domain.rounds.cases import Involvement
from audit.pages.components import errors, look, place
from audit.pages.components.look import escape_html, plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Part, day_text
from audit.pages.rounds import top
from audit.pages.workshop import agree
from audit.services.rounds import setup
from audit.store.queries import people, rating
from audit.store.work import Db

_PLACE = "round agencies"
Ready = frozenset[tuple[str, str]]  # (case, agency) that have submitted, or know nothing of the child


def render(app: App) -> None:
    """Show case by agency, and let a facilitator say who is asked."""
    audit_round = top.top(app, "Agencies and who is asked", step="set-up · agencies")
    if audit_round is None:
        return
    with app.reading() as db:
        ready = rating.submitted(db, audit_round=audit_round)
        joinable = [a for a in people.agencies(db) if a.ref not in {agency.ref for agency in audit_round.agencies}]
    errors.from_last_run(_PLACE)
    if audit_round.cases and audit_round.agencies:
        look.html(table(audit_round, ready))
        st.caption("This shows who is ready. What anybody said stays unseen until the case is revealed.")
        _ask(app, audit_round, ready)
    else:
        st.write("Add cases first. Then say here which agency is asked about which child.")
    if joinable and audit_round.stage in (Stage.SETUP, Stage.RATING, Stage.WORKSHOP):
        st.header("Let another agency join", anchor=False)
        st.write("It rates the cases that are not revealed yet.")
        with st.container(horizontal=True):
            for agency in joinable:
                key = f"join {audit_round.ref} {agency.ref}"
                st.button(
                    f"Add {plain(agency.short_name)}", key=key, on_click=_join, args=(app, audit_round.ref, agency.ref)
                )
    top.back(audit_round)


def table(audit_round: Round, ready: Ready) -> str:
    """Return case by agency as an HTML table: ready, not ready, not asked, no involvement found, left out."""
    head = "".join(f'<th scope="col">{escape_html(agency.short_name)}</th>' for agency in audit_round.agencies)
    body = "".join(_row(audit_round, case.ref, ready) for case in audit_round.active_cases())
    caption = "Who is asked, and who is ready"
    return (
        f'<div class="ss-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="ss-tb ss-asked">'
        f'<caption>{caption}</caption><thead><tr><th scope="col">Case</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def standing(audit_round: Round, case: str, agency: str, ready: Ready) -> str:
    """Return how an agency stands to a case, in a word or two."""
    involvement = audit_round.involvement_of(case, agency)
    if involvement is Involvement.NOT_ASKED:
        return "not asked"
    if involvement is Involvement.NO_INVOLVEMENT:
        return "✓\u00a0no involvement"
    if involvement is Involvement.LEFT_OUT:
        return "left out of the file"
    return "✓\u00a0ready" if (case, agency) in ready else "not ready"


def _row(audit_round: Round, case: str, ready: Ready) -> str:
    cells = "".join(
        f"<td>{escape_html(standing(audit_round, case, agency.ref, ready))}</td>" for agency in audit_round.agencies
    )
    return f'<tr><th scope="row">{escape_html(case)}</th>{cells}</tr>'


def _ask(app: App, audit_round: Round, ready: Ready) -> None:
    blind = [case.ref for case in audit_round.active_cases() if case.revealed_at_utc is None]
    st.header("Say who is asked", anchor=False)
    if not blind:
        st.write("Every case is revealed, so who was asked stays as it is.")
        return
    case = st.selectbox("Which case?", blind, key=f"ask {audit_round.ref}")
    answered = [agency.short_name for agency in audit_round.agencies if (case, agency.ref) in ready]
    if answered:
        st.write(f"Already answered for {case}, so they stay: {plain(', '.join(answered))}.")
    st.caption("What you tick is kept at once.")
    for agency in audit_round.agencies:
        if (case, agency.ref) in ready:
            continue
        key = f"ask {audit_round.ref} {case} {agency.ref}"
        is_involved, again = audit_round.asks(case, agency.ref), ""
        if audit_round.involvement_of(case, agency.ref) is Involvement.LEFT_OUT:
            again = " again: what it said was left out of the file"
        st.checkbox(
            f"Ask {plain(agency.short_name)} about {case}{again}",
            value=is_involved,
            key=key,
            on_change=_keep,
            args=(app, audit_round.ref, case, agency.ref, key),
        )


def _keep(app: App, round_ref: str, case: str, agency: str, key: str) -> None:
    involvement = Involvement.INVOLVED if st.session_state[key] else Involvement.NOT_ASKED
    with errors.caught(_PLACE), app.unit_of_work() as db:
        setup.ask(
            db,
            by=app.person,
            round_ref=round_ref,
            case_ref=case,
            agency_ref=agency,
            involvement=involvement,
            now=app.now(),
        )


def _join(app: App, round_ref: str, agency: str) -> None:
    with errors.caught(_PLACE), app.unit_of_work() as db:
        setup.add_agency(db, by=app.person, round_ref=round_ref, agency_ref=agency, now=app.now())


def render_planned_days(app: App) -> None:
    """Let a facilitator set and move the days that a round is planned by."""
    audit_round = top.top(app, "Dates", step="set-up · dates")
    if audit_round is None:
        return
    st.write(
        "These are the days you plan. A day that moves is kept in the activity log, and everyone sees the new one."
    )
    look.html(look.summary(facts(audit_round.dates, app.today())))
    if audit_round.stage is Stage.CLOSED:
        st.write("The round is closed, so its dates stay as they are.")
    else:
        _form(app, audit_round)
    if place.letter_of(app, audit_round) is None:
        agree.change(app, audit_round)
    top.back(audit_round)


def facts(dates: Dates, today: date) -> list[tuple[str, str]]:
    """Return each day with how far off it is, for a summary list."""
    known = [(title, getattr(dates, name)) for name, title in DATE_TITLES.items()]
    return [
        (title, f"{english.day(day)}, {english.from_today(day, today)}" if day else "Not set") for title, day in known
    ]


def _form(app: App, audit_round: Round) -> None:
    earliest = date(app.today().year - 5, 1, 1)

    def write(db: Db, entered: Entered) -> None:
        dates = Dates(**{name: entered.day(name) for name in DATE_TITLES})
        began = Entered(values=dict(zip(DATE_TITLES, entered.seen.split("\n"), strict=True)))
        seen = Dates(**{name: began.day(name) for name in DATE_TITLES})
        setup.set_dates(db, by=app.person, round_ref=audit_round.ref, dates=dates, seen=seen, now=app.now())

    starts = {name: day_text(getattr(audit_round.dates, name)) for name in DATE_TITLES}
    fields = [
        DateField(name=name, label=title, least=earliest, start=starts[name]) for name, title in DATE_TITLES.items()
    ]
    form.draw(
        Form(
            app=app,
            kind=FormKind.ROUND_DATES,
            round_ref=audit_round.ref,
            parts=(Part(fields=fields),),
            button="Save the dates",
            write=write,
            seen="\n".join(starts.values()),
            subject="the dates",
            blames={f"“{title}” comes before": name for name, title in DATE_TITLES.items()},
        )
    )
