"""The agencies of the partnership: the usual ones by a click, others by a form.

Here too:
- The partnership's own telephone numbers for a child who may be in danger; every page and paper shows them.
- For how long evidence is current: a setting of the partnership.
- The school terms of the partnership: by them the review of education plans is checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Sector
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Agency, EmergencyNumbers
from audit.domain.readiness.evidence import LONGEST_MONTHS
from audit.domain.timescales import moments
from audit.domain.timescales.moments import SchoolTerms
from audit.pages.components import look
from audit.pages.components.look import plain
from audit.pages.forms import form, two_writers
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, NumberField, Part, SelectField, TextField
from audit.pages.forms.two_writers import Change
from audit.pages.frameworks import installed
from audit.services.people import partnership
from audit.services.readiness import evidence as service
from audit.services.rounds import dates
from audit.store.queries import people
from audit.store.queries import readiness as queries
from audit.store.queries import rounds as round_queries
from audit.store.work import Db

_PLACE = "agencies"
USUAL = {
    "CSC": "Social care",
    "CAMHS": "CAMHS",
    "HEALTH": "Health",
    "EDUCATION": "Education",
    "POLICE": "Police",
    "YJS": "Youth justice",
    "AMH": "Adult mental health",
    "VCS": "Voluntary sector",
}  # practice: the eight agencies that most partnerships have, by sector


def draw_agencies(app: App) -> None:
    """Draw the agencies, and the ways to add and change them."""
    with app.reading() as db:
        agencies = people.agencies(db)
    sectors = known_sectors(app)
    st.header("Agencies", anchor=False)
    two_writers.draw(_PLACE)
    if agencies:
        look.html(_table(agencies, sectors))
    else:
        st.write("No agency yet. Begin with the usual ones: one click each.")
    _suggest(app, agencies, sectors)
    form.fold("Add another agency, or a second form", _form(app, agencies, sectors, changed=None))
    if agencies:
        with st.expander("Change an agency"):
            by_ref = {agency.ref: agency for agency in agencies}
            ref = st.selectbox("Which agency?", list(by_ref), format_func=lambda ref: by_ref[ref].short_name)
            form.draw(_form(app, agencies, sectors, changed=by_ref[ref]))


def known_sectors(app: App) -> tuple[Sector, ...]:
    """Return the sectors that the frameworks in use ask, each once, in their files' order."""
    sectors = {sector.ref: sector for framework in installed.in_use(app) for sector in framework.sectors}
    return tuple(sectors.values())


def ref_for(short_name: str, used_refs: Collection[str]) -> str:
    """Return a reference for a new agency made of its short name, with a number where that is taken."""
    base = re.sub(r"[^A-Z0-9]+", "-", short_name.upper()).strip("-")[:16] or "AGENCY"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(used_refs) + 2))
    return next(ref for ref in numbered if ref not in used_refs)


def _table(agencies: Sequence[Agency], sectors: Sequence[Sector]) -> str:
    titles = {sector.ref: sector.title for sector in sectors}
    names = {agency.ref: agency.short_name for agency in agencies}
    rows = [
        (
            agency.short_name,
            agency.name,
            titles.get(agency.sector, agency.sector),
            names.get(agency.form_of or "", ""),
            names.get(agency.successor or "", ""),
        )
        for agency in agencies
    ]
    return look.table(
        "Agencies of the partnership",
        ("Short name", "Name", "Asked as", "Second form of", "Now"),
        rows,
        captioned=False,
    )


def _suggest(app: App, agencies: Sequence[Agency], sectors: Sequence[Sector]) -> None:
    present = {agency.sector for agency in agencies}
    missing = [sector for sector in sectors if sector.ref in USUAL and sector.ref not in present]
    if not missing:
        return
    st.caption("Not here yet. Add with one click; change its name afterwards if you call it something else.")
    with st.container(horizontal=True):
        for sector in missing:
            agency = Agency(ref=sector.ref, name=sector.title, short_name=USUAL[sector.ref], sector=sector.ref)
            st.button(f"Add {plain(agency.short_name)}", key=f"add {sector.ref}", on_click=_add, args=(app, agency))


def _add(app: App, agency: Agency) -> None:
    def write(seen: Agency | None) -> None:
        with app.unit_of_work() as db:
            partnership.keep_agency(db, by=app.person, agency=agency, seen=seen, now=app.now())

    rows = two_writers.rows_of
    change = Change(place=_PLACE, write=write, rows=lambda saved: rows(agency, saved, {"name": "Name"}))
    two_writers.attempt(change, None)


def _form(app: App, agencies: Sequence[Agency], sectors: Sequence[Sector], *, changed: Agency | None) -> Form:
    """Return the form for a new agency, or the one that changes an agency."""

    def write(db: Db, entered: Entered) -> None:
        current = {agency.ref: agency for agency in people.agencies(db)}
        short_name = entered.text("short") or entered.text("name")[:40]
        agency = Agency(
            ref=changed.ref if changed else ref_for(short_name, current),
            name=entered.text("name"),
            short_name=short_name,
            sector=entered.chosen("sector"),
            form_of=entered.chosen("form") or None,
            successor=entered.chosen("successor") or None,
        )
        known = current.get(agency.ref)
        seen = known if repr(known) == entered.seen else None
        partnership.keep_agency(db, by=app.person, agency=agency, seen=seen, now=app.now())

    return Form(
        app=app,
        kind=FormKind.AGENCY,
        about=changed.ref if changed else "",
        seen=repr(changed),
        parts=(Part(fields=_fields(agencies, sectors, changed)),),
        button=f"Save {changed.short_name}" if changed else "Add the agency",
        write=write,
        subject=changed.name if changed else "this agency",
    )


def _fields(agencies: Sequence[Agency], sectors: Sequence[Sector], changed: Agency | None) -> tuple[Field, ...]:
    start = changed or Agency(ref="", name="", short_name="", sector="")
    others = {agency.ref: agency.short_name for agency in agencies if agency is not changed}
    second_forms = {agency.ref for agency in agencies if agency.form_of is not None}
    titles = {sector.ref: sector.title for sector in sectors}
    fields = (
        TextField(name="name", label="Name of the agency", most=120, needed=True, start=start.name),
        TextField(
            name="short",
            label="Short name of the agency",
            hint="It stands on the workshop's wall, so keep it to a word or two. Leave it empty to use the name.",
            most=40,
            start=start.short_name,
        ),
        SelectField(
            name="sector",
            label="Which questions is it asked?",
            missing="Choose which questions the agency is asked.",
            options=titles if start.sector in ("", *titles) else {**titles, start.sector: start.sector},
            needed=True,
            start=start.sector,
        ),
        SelectField(
            name="form",
            label="Is it a second form of an agency here?",
            hint="For example the virtual school, where education has a form already.",
            options={ref: name for ref, name in others.items() if ref not in second_forms or ref == start.form_of},
            placeholder="No, an agency by itself",
            start=start.form_of or "",
        ),
    )
    return (*fields, _successor(others, changed)) if changed is not None else fields


def _successor(others: Mapping[str, str], changed: Agency) -> Field:
    return SelectField(
        name="successor",
        label="Did another agency take its place?",
        hint="For example after a merger of integrated care boards. Old rounds keep the old name.",
        options=others,
        placeholder="No, it goes on",
        start=changed.successor or "",
    )


_TITLES = {
    "social_work": "Children’s social work team, in office hours",
    "duty_team": "Emergency duty team, out of hours",
}


def draw_emergency(app: App) -> None:
    """Draw the numbers, and let a facilitator change them."""
    with app.reading() as db:
        numbers = people.emergency(db)
    st.header("If a child is in danger", anchor=False)
    st.write(plain(numbers.sentence))
    look.html(look.summary([(title, getattr(numbers, name) or "Not entered") for name, title in _TITLES.items()]))
    st.caption("This sentence is shown wherever people may be worried about a child, on pages and in documents.")
    fields = [
        TextField(name=name, label=title, most=40, start=getattr(numbers, name), wide=False)
        for name, title in _TITLES.items()
    ]

    def write(db: Db, entered: Entered) -> None:
        seen = EmergencyNumbers(**dict(zip(_TITLES, entered.seen.split("\n"), strict=True)))
        changed = EmergencyNumbers(**{name: entered.text(name) for name in _TITLES})
        partnership.keep_emergency_numbers(db, by=app.person, numbers=changed, seen=seen, now=app.now())

    form.fold(
        "Change these numbers",
        Form(
            app=app,
            kind=FormKind.EMERGENCY,
            seen="\n".join(getattr(numbers, name) for name in _TITLES),
            parts=(Part(fields=fields),),
            button="Save these numbers",
            write=write,
            subject="these numbers",
            blames={"for the social work team": "social_work", "for the emergency duty team": "duty_team"},
        ),
    )


def draw_evidence(app: App) -> None:
    """Draw the setting."""
    with app.reading() as db:
        months = queries.months(db)
    st.header("Evidence", anchor=False)
    look.html(look.summary([("Out of date after", english.figure(months, "month"))]))
    label = "For how many months is evidence current?"
    missing = "Enter for how many months evidence is current."
    field = NumberField(
        name="months", label=label, missing=missing, least=1, most=LONGEST_MONTHS, needed=True, start=str(months)
    )

    def write(db: Db, entered: Entered) -> None:
        changed = entered.number("months") or 0
        service.set_months(db, by=app.person, months=changed, seen=int(entered.seen), now=app.now())

    form.fold(
        "Change for how long evidence is current",
        Form(
            app=app,
            kind=FormKind.EVIDENCE_MONTHS,
            seen=str(months),
            parts=(Part(fields=(field,)),),
            button="Save for how long evidence is current",
            write=write,
            subject="for how long evidence is current",
        ),
    )


_TERMS_DONE = "school terms done"


def draw_terms(app: App) -> None:
    """Draw the terms, and let them be changed."""
    with app.reading() as db:
        school_terms = round_queries.school_terms(db)
    st.header("School terms", anchor=False)
    if message := st.session_state.pop(_TERMS_DONE, ""):
        st.success(plain(message), icon=":material/check_circle:")
    st.write(
        "The check that a child’s education plan is reviewed in every term goes by these. Without them it cannot tell."
    )
    if school_terms.terms:
        rows = [(english.day(term.first), english.day(term.last)) for term in school_terms.terms]
        look.html(look.table("School terms", ("First day", "Last day"), rows, captioned=False))
    else:
        st.write("No term is named yet.")
    if school_terms.kept_at_utc is not None:
        st.caption(f"Saved on {english.moment(school_terms.kept_at_utc)} by {plain(school_terms.kept_by)}.")
    form.fold("Change the school terms", _terms_form(app, school_terms))


def _terms_form(app: App, school_terms: SchoolTerms) -> Form:
    field = TextField(
        name="lines",
        label="One term a line, first and last day",
        hint="Such as 02/09/2026 to 18/12/2026. Name them from the year before your oldest case’s last review up to "
        "the end of this school year.",
        rows=10,
        most=2_000,
        start=moments.as_lines(school_terms.terms),
    )

    def write(db: Db, entered: Entered) -> None:
        terms = SchoolTerms(terms=moments.from_lines(entered.text("lines")), version=int(entered.seen))
        dates.keep_terms(db, by=app.person, terms=terms, now=app.now())

    return Form(
        app=app,
        kind=FormKind.SCHOOL_TERMS,
        seen=str(school_terms.version),
        parts=(Part(fields=(field,)),),
        button="Save the school terms",
        write=write,
        after=lambda _: st.session_state.update({_TERMS_DONE: "The school terms are saved."}),
        subject="the school terms",
        blames={"": "lines"},
    )
