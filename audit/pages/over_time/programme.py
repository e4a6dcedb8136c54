"""The programme: which rounds are late, due, under way, planned and done, and what they cover together.

In: every round, and what is planned.
Out: one list by day; then themes, agencies and actions, round by round, with nothing of any child.

Here too:
- Planning rounds: adding one to the programme, changing it, and taking it out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.charts import over_time as charts
from audit.domain import english
from audit.domain.over_time.programme import Entry, Planned, Standing
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Field, Part, SelectField, TextField, begun, day_text
from audit.services.over_time import reaudit
from audit.services.over_time.reaudit import Programme
from audit.store.work import Db

_BADGES = {
    Standing.LATE: (":material/error:", "red"),
    Standing.DUE: (":material/hourglass_top:", "orange"),
    Standing.UNDER_WAY: (":material/radio_button_checked:", "blue"),
    Standing.PLANNED: (":material/schedule:", "gray"),
    Standing.DONE: (":material/check_circle:", "green"),
}


def render(app: App) -> None:
    """Show the programme."""
    look.line_above("All rounds", english.day(app.today()))
    if not app.person.may(Act.READ_FINDINGS):
        look.title("The programme of rounds")
        st.write("Your facilitator can say who reads the programme here.")
        place.link("home", "Back to Home")
        return
    with app.reading() as db:
        programme = reaudit.programme(db, viewer=app.viewer(), today=app.today())
    look.title(headline(programme.entries))
    _entries(app, programme.entries)
    show(app, programme)
    if programme.rounds:
        _themes(programme)
        _charts(app, programme)
    place.link("home", "Back to Home")


def headline(entries: Sequence[Entry]) -> str:
    """Return the page's message: how many rounds are late, due, under way, planned and done."""
    if not entries:
        return "The programme: no round yet"
    counts = [(standing, sum(entry.standing is standing for entry in entries)) for standing in Standing]
    parts = [f"{english.number(count)} {standing.label.lower()}" for standing, count in counts if count]
    return f"The programme: {', '.join(parts)}"


def _entries(app: App, entries: Sequence[Entry]) -> None:
    if not entries:
        st.write("Rounds stand here by their day, with what is planned and the re-audits that are due. Plan the first.")
    for entry in entries:
        with st.container(border=True):
            icon, color = _BADGES[entry.standing]
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.badge(entry.standing.label, icon=icon, color=color)  # type: ignore[arg-type]
                st.caption(english.short_day(entry.on) if entry.on else "No day is set", width="content")
            look.card_title(entry.title)
            theme = f"{plain(entry.theme)}. " if entry.theme and entry.theme not in entry.title else ""
            of = f" Re-audit of {entry.reaudit_of}." if entry.reaudit_of else ""
            st.write(f"{theme}{entry.status_sentence}{of}")
            _ways(app, entry)


def _ways(app: App, entry: Entry) -> None:
    if entry.round_ref:
        with st.container(horizontal=True):
            place.link("findings", f"Findings: {entry.round_ref}", round=entry.round_ref)
            if entry.reaudit_of:
                place.link("over-time", f"Over time: {entry.round_ref}", round=entry.round_ref)
        return
    if not app.person.may(Act.SET_UP):
        return
    parts = {"of": entry.reaudit_of} if entry.reaudit_of else {}
    if entry.planned is not None:
        parts["planned"] = str(entry.planned.id)
    short = entry.title if len(entry.title) <= 26 else f"{entry.title[:25].rstrip()}…"
    label = f"Open {entry.reaudit_of}’s re-audit" if entry.planned is None else f"Open it: {short}"
    place.link("new-round", label, icon=":material/arrow_forward:", **parts)


def _themes(programme: Programme) -> None:
    st.header("Themes covered", anchor=False)
    with_some = [theme for theme in programme.covered if theme.rounds]
    without = [theme.title for theme in programme.covered if not theme.rounds]
    if not with_some:
        st.write("No finding stands under a theme yet.")
        return
    refs = [audit_round.ref for audit_round in programme.rounds]
    rows = [(theme.title, *(_count(theme.counts.get(ref)) for ref in refs)) for theme in with_some]
    look.html(look.table("Findings under each theme, round by round", ("Theme", *refs), rows))
    st.caption("Counts of findings, not of children. A dash: the round did not have the theme.")
    if short := [audit_round.ref for audit_round in programme.rounds if audit_round.in_short]:
        st.caption(f"{english.listed(short)} {english.agree(len(short), 'was a short audit', 'were short audits')}.")
    if without:
        st.write(f"Nothing was found yet under: {plain('; '.join(without))}.")


def _count(count: int | None) -> str:
    return "–" if count is None else str(count) if count else "none"


def _charts(app: App, programme: Programme) -> None:
    part = chart.made(app, "taking part", lambda ink: charts.taking_part(programme.agencies, programme.rounds, ink=ink))
    chart.show(part, name="Agencies taking part", key="programme-agencies", beside=False)
    done = chart.made(app, "actions by round", lambda ink: charts.actions_by_round(programme.actions, ink=ink))
    chart.show(done, name="Actions by round", key="programme-actions", beside=False)


_PLACE = "planned rounds"


def show(app: App, programme: Programme) -> None:
    """Draw the form for a new planned round, and those for the ones there are; for facilitators."""
    if not app.person.may(Act.SET_UP):
        return
    errors.from_last_run(_PLACE)
    form.fold("Plan a round", _form(app, programme.rounds, None))
    for planned_round in (entry.planned for entry in programme.entries if entry.planned is not None):
        change = _form(app, programme.rounds, planned_round)
        with st.expander(f"Change or drop: {plain(planned_round.title)}", expanded=form.is_begun(change)):
            form.draw(change)
            st.button(
                f"Drop {plain(planned_round.title)[:60]}",
                key=f"drop planned {planned_round.id}",
                on_click=_drop,
                args=(app, planned_round),
            )


def _form(app: App, rounds: Sequence[Round], previous: Planned | None) -> Form:
    """Return the form for a new planned round, or the one that changes one."""

    def write(db: Db, entered: Entered) -> None:
        planned = Planned(
            id=previous.id if previous else None,
            title=entered.text("title"),
            theme=entered.text("theme"),
            on=entered.day("on") or date.max,
            reaudit_of=entered.chosen("of"),
            version=int(entered.seen),
        )
        if previous is None:
            reaudit.plan_round(db, by=app.person, planned=planned, now=app.now())
        else:
            reaudit.change_planned(db, by=app.person, planned=planned, now=app.now())

    return Form(
        app=app,
        kind=FormKind.PLANNED,
        about=str(previous.id) if previous else "",
        seen=str(previous.version if previous else 1),
        parts=(Part(fields=_fields(app, rounds, previous)),),
        button="Save the changes" if previous else "Put it into the programme",
        write=write,
        subject="this planned round",
    )


def _fields(app: App, rounds: Sequence[Round], previous: Planned | None) -> tuple[Field, ...]:
    titles = {audit_round.ref: f"{audit_round.ref}: {audit_round.title}" for audit_round in rounds}
    fields = (
        TextField(name="title", label="Title of the round", most=160, short="Title", needed=True),
        TextField(name="theme", label="Theme", most=300, short="Theme"),
        DateField(
            name="on",
            label="Day on which it is to be opened",
            hint="A day is enough to begin with; it can be moved.",
            missing="Enter the day on which it is to be opened.",
            least=date(app.today().year - 2, 1, 1),
            needed=True,
        ),
        SelectField(
            name="of", label="Is it the re-audit of a round?", options=titles, placeholder="No, a round by itself"
        ),
    )
    if previous is None:
        return fields
    of = previous.reaudit_of if previous.reaudit_of in titles else ""
    return begun(fields, {"title": previous.title, "theme": previous.theme, "on": day_text(previous.on), "of": of})


def _drop(app: App, planned: Planned) -> None:
    with errors.caught(_PLACE), app.unit_of_work() as db:
        reaudit.drop_planned(db, by=app.person, planned_id=planned.id or 0, seen=planned, now=app.now())
