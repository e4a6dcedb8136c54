"""The agencies of the partnership: the usual ones by a click, others by a form.

Here too:
- The partnership's own telephone numbers for a child who may be in danger; every page and paper shows them.
- For how long evidence is current: a setting of the partnership.
- The school terms of the partnership: by them the review of education plans is checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Sector
from audit.domain.people.person import Agency, EmergencyNumbers
from audit.domain.readiness.evidence import LONGEST_MONTHS
from audit.domain.timescales import moments
from audit.domain.timescales.moments import SchoolTerms
from audit.pages.components import look, problems
from audit.pages.components.look import plain
from audit.pages.forms import two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.frameworks import installed
from audit.services.people import partnership
from audit.services.readiness import evidence as service
from audit.services.rounds import dates
from audit.store.queries import people
from audit.store.queries import readiness as queries
from audit.store.queries import rounds as round_queries

_PLACE = "agencies"
_FIELDS = {
    "name": "Name",
    "short_name": "Short name",
    "sector": "Sector",
    "form_of": "Second form of",
    "successor": "Successor",
}
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
    with st.expander("Add another agency, or a second form"):
        _form(app, agencies, sectors, changed=None)
    if agencies:
        with st.expander("Change an agency"):
            _change(app, agencies, sectors)


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
            st.button(f"Add {plain(agency.short_name)}", key=f"add {sector.ref}", on_click=_keep, args=(app, agency))


def _change(app: App, agencies: Sequence[Agency], sectors: Sequence[Sector]) -> None:
    by_ref = {agency.ref: agency for agency in agencies}
    ref = st.selectbox("Which agency?", list(by_ref), format_func=lambda agency_ref: by_ref[agency_ref].short_name)
    _form(app, agencies, sectors, changed=by_ref[ref])


def _form(app: App, agencies: Sequence[Agency], sectors: Sequence[Sector], *, changed: Agency | None) -> None:
    key = f"agency {changed.ref if changed else 'new'}"
    whose = f" of {plain(changed.short_name)}" if changed else " of the new agency"
    titles = {sector.ref: sector.title for sector in sectors}
    forms: dict[str | None, str] = {None: "No, an agency by itself"}
    whole = [agency for agency in agencies if agency is not changed and agency.form_of is None]
    forms.update({agency.ref: agency.short_name for agency in whole})
    seen = two_writers.of(f"{key} name", changed) if changed else None
    with st.form(key, border=False, clear_on_submit=changed is None):
        st.text_input(f"Name{whose}", value=changed.name if changed else "", max_chars=120, key=f"{key} name")
        st.text_input(
            hinted(f"Short name{whose}", "It stands on the workshop's wall, so keep it to a word or two."),
            value=changed.short_name if changed else "",
            max_chars=40,
            key=f"{key} short",
        )
        refs = list(titles)
        index = refs.index(changed.sector) if changed and changed.sector in refs else 0
        st.selectbox(
            f"Which questions is it asked? Sector{whose}",
            refs,
            index=index,
            format_func=lambda sector_ref: titles[sector_ref],
            key=f"{key} sector",
        )
        chosen = list(forms).index(changed.form_of) if changed and changed.form_of in forms else 0
        st.selectbox(
            hinted(
                f"Is it a second form of an agency here? Form{whose}",
                "For example the virtual school, where education has a form already.",
            ),
            list(forms),
            index=chosen,
            format_func=lambda agency_ref: forms[agency_ref],
            key=f"{key} form",
        )
        if changed:
            _successor(changed, agencies, key)
        label = f"Save {plain(changed.short_name)}" if changed else "Add the agency"
        st.form_submit_button(label, on_click=_keep_form, args=(app, key, changed, seen))


def _successor(changed: Agency, agencies: Sequence[Agency], key: str) -> None:
    after: dict[str | None, str] = {None: "No, it goes on"}
    after.update({agency.ref: agency.short_name for agency in agencies if agency is not changed})
    st.selectbox(
        hinted(
            f"Did another agency take its place? Successor of {plain(changed.short_name)}",
            "For example after a merger of integrated care boards. Old rounds keep the old name.",
        ),
        list(after),
        index=list(after).index(changed.successor) if changed.successor in after else 0,
        format_func=lambda agency_ref: after[agency_ref],
        key=f"{key} successor",
    )


def _keep_form(app: App, key: str, changed: Agency | None, seen: Agency | None) -> None:
    session = st.session_state
    with problems.caught(_PLACE):
        short_name = session[f"{key} short"].strip() or session[f"{key} name"].strip()[:40]
        with app.reading() as db:
            used_refs = {agency.ref for agency in people.agencies(db)}
        agency = Agency(
            ref=changed.ref if changed else ref_for(short_name, used_refs),
            name=session[f"{key} name"].strip(),
            short_name=short_name,
            sector=session[f"{key} sector"],
            form_of=session[f"{key} form"],
            successor=session.get(f"{key} successor"),
        )
        _keep(app, agency, seen, key)


def _keep(app: App, agency: Agency, seen: Agency | None = None, key: str = "") -> None:
    def write(seen: Agency | None) -> None:
        with app.unit_of_work() as db:
            partnership.keep_agency(db, by=app.person, agency=agency, seen=seen, now=app.now())
        if seen is not None:
            two_writers.now_is(f"{key} name", agency)

    change = Change(
        place=_PLACE,
        write=write,
        rows=lambda saved_agency: [
            (title, _field_text(agency, name), _field_text(saved_agency, name)) for name, title in _FIELDS.items()
        ],
        take=lambda saved_agency: _take(saved_agency, key),
    )
    two_writers.attempt(change, seen)


def _field_text(agency: Agency | None, name: str) -> str:
    return str(getattr(agency, name, None) or "")


def _take(saved_agency: Agency, key: str) -> None:
    field_values = {
        "name": saved_agency.name,
        "short": saved_agency.short_name,
        "sector": saved_agency.sector,
        "form": saved_agency.form_of,
    }
    fields = {f"{key} {name}": value for name, value in (field_values | {"successor": saved_agency.successor}).items()}
    st.session_state.update({name: value for name, value in fields.items() if name in st.session_state})
    two_writers.now_is(f"{key} name", saved_agency)


_EMERGENCY_PLACE = "emergency numbers"
_TITLES = {
    "social_work": "Children’s social work team, in office hours",
    "duty_team": "Emergency duty team, out of hours",
}


def draw_emergency(app: App) -> None:
    """Draw the numbers, and let a facilitator change them."""
    with app.reading() as db:
        numbers = people.emergency(db)
    st.header("If a child is in danger", anchor=False)
    two_writers.draw(_EMERGENCY_PLACE)
    st.write(plain(numbers.sentence))
    look.html(look.summary([(title, getattr(numbers, name) or "Not entered") for name, title in _TITLES.items()]))
    st.caption("This sentence is shown wherever people may be worried about a child, on pages and in documents.")
    with st.expander("Change these numbers"), st.form("emergency numbers form", border=False):
        key = two_writers.fields_at(_EMERGENCY_PLACE)
        seen = two_writers.of(f"{key} {next(iter(_TITLES))}", numbers)
        for name, title in _TITLES.items():
            st.text_input(title, value=getattr(numbers, name), max_chars=40, key=f"{key} {name}")
        st.form_submit_button("Save these numbers", on_click=_keep_emergency, args=(app, seen))


def _keep_emergency(app: App, seen: EmergencyNumbers) -> None:
    key = two_writers.fields_at(_EMERGENCY_PLACE)
    numbers = EmergencyNumbers(**{name: str(st.session_state[f"{key} {name}"]) for name in _TITLES})

    def write(seen: EmergencyNumbers) -> None:
        with app.unit_of_work() as db:
            partnership.keep_emergency_numbers(db, by=app.person, numbers=numbers, seen=seen, now=app.now())

    def rows(saved_numbers: EmergencyNumbers) -> Rows:
        return two_writers.rows_of(numbers, saved_numbers, _TITLES)

    two_writers.attempt(Change(place=_EMERGENCY_PLACE, subject="these numbers", write=write, rows=rows), seen)


_EVIDENCE_PLACE, _MONTHS = "evidence period", "evidence months"


def draw_evidence(app: App) -> None:
    """Draw the setting."""
    with app.reading() as db:
        months = queries.months(db)
    st.header("Evidence", anchor=False)
    two_writers.draw(_EVIDENCE_PLACE)
    seen = two_writers.of(_MONTHS, months)
    look.html(look.summary([("Out of date after", f"{months} months")]))
    with st.expander("Change for how long evidence is current"), st.form("evidence period", border=False):
        st.number_input("Months", min_value=1, max_value=LONGEST_MONTHS, value=months, step=1, key=_MONTHS)
        st.form_submit_button("Save for how long evidence is current", on_click=_keep_evidence, args=(app, seen))


def _keep_evidence(app: App, seen: int) -> None:
    months = int(st.session_state[_MONTHS])

    def write(seen: int) -> None:
        with app.unit_of_work() as db:
            service.set_months(db, by=app.person, months=months, seen=seen, now=app.now())
        two_writers.now_is(_MONTHS, months)

    def rows(saved_months: int) -> Rows:
        return [("Months", str(months), str(saved_months))]

    two_writers.attempt(Change(place=_EVIDENCE_PLACE, write=write, rows=rows, take=_take_evidence), seen)


def _take_evidence(saved_months: int) -> None:
    st.session_state[_MONTHS] = saved_months
    two_writers.now_is(_MONTHS, saved_months)


_TERMS_PLACE = "school terms"


def draw_terms(app: App) -> None:
    """Draw the terms, and let them be changed."""
    with app.reading() as db:
        school_terms = round_queries.school_terms(db)
    st.header("School terms", anchor=False)
    two_writers.draw(_TERMS_PLACE)
    if message := st.session_state.pop(f"{_TERMS_PLACE} done", ""):
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
    _change_terms(app, school_terms)


def _change_terms(app: App, school_terms: SchoolTerms) -> None:
    lines = f"{two_writers.fields_at(_TERMS_PLACE)} lines"
    began = two_writers.of(lines, school_terms.version)
    with st.expander("Change the school terms"), st.form("school terms form", border=False):
        st.text_area(
            "One term a line, first and last day, such as 02/09/2026 to 18/12/2026",
            value=moments.as_lines(school_terms.terms),
            height=260,
            max_chars=2_000,
            key=lines,
        )
        st.caption("Name them from the year before your oldest case’s last review up to the end of this school year.")
        st.form_submit_button("Save the school terms", on_click=_keep_terms, args=(app, began))


def _keep_terms(app: App, began: int) -> None:
    def write(terms: SchoolTerms) -> None:
        with app.unit_of_work() as db:
            dates.keep_terms(db, by=app.person, terms=terms, now=app.now())
        st.session_state[f"{_TERMS_PLACE} done"] = "The school terms are saved."

    def rows(saved_terms: SchoolTerms) -> Rows:
        return [("School terms", _listed(typed_terms), _listed(saved_terms))]

    with problems.caught(_TERMS_PLACE):
        typed = str(st.session_state[f"{two_writers.fields_at(_TERMS_PLACE)} lines"])
        typed_terms = SchoolTerms(terms=moments.from_lines(typed), version=began)
        two_writers.keep(_TERMS_PLACE, typed_terms, write, rows, subject="the school terms")


def _listed(terms: SchoolTerms) -> str:
    return "; ".join(moments.in_figures(term) for term in terms.terms)
