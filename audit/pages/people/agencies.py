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
from audit.domain.frameworks.framework import Sector
from audit.domain.people.person import Agency, EmergencyNumbers
from audit.domain.readiness.evidence import LONGEST_MONTHS
from audit.domain.timescales import moments
from audit.domain.timescales.moments import SchoolTerms
from audit.pages.components import days, look, problems
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
        there = people.agencies(db)
    sectors = known_sectors(app)
    st.header("Agencies", anchor=False)
    two_writers.draw(_PLACE)
    if there:
        look.html(_table(there, sectors))
    else:
        st.write("No agency yet. Begin with the usual ones: one click each.")
    _suggest(app, there, sectors)
    with st.expander("Add another agency, or a second form"):
        _form(app, there, sectors, changed=None)
    if there:
        with st.expander("Change an agency"):
            _change(app, there, sectors)


def known_sectors(app: App) -> tuple[Sector, ...]:
    """Return the sectors that the frameworks in use ask, each once, in their files' order."""
    found = {sector.ref: sector for framework in installed.in_use(app) for sector in framework.sectors}
    return tuple(found.values())


def ref_for(short_name: str, taken: Collection[str]) -> str:
    """Return a reference for a new agency made of its short name, with a number where that is taken."""
    base = re.sub(r"[^A-Z0-9]+", "-", short_name.upper()).strip("-")[:16] or "AGENCY"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def _table(there: Sequence[Agency], sectors: Sequence[Sector]) -> str:
    titles = {sector.ref: sector.title for sector in sectors}
    names = {agency.ref: agency.short_name for agency in there}
    rows = [
        (
            one.short_name,
            one.name,
            titles.get(one.sector, one.sector),
            names.get(one.form_of or "", ""),
            names.get(one.successor or "", ""),
        )
        for one in there
    ]
    return look.table(
        "Agencies of the partnership",
        ("Short name", "Name", "Asked as", "Second form of", "Now"),
        rows,
        captioned=False,
    )


def _suggest(app: App, there: Sequence[Agency], sectors: Sequence[Sector]) -> None:
    present = {agency.sector for agency in there}
    missing = [sector for sector in sectors if sector.ref in USUAL and sector.ref not in present]
    if not missing:
        return
    st.caption("Not here yet. Add with one click; change its name afterwards if you call it something else.")
    with st.container(horizontal=True):
        for sector in missing:
            agency = Agency(ref=sector.ref, name=sector.title, short_name=USUAL[sector.ref], sector=sector.ref)
            st.button(f"Add {plain(agency.short_name)}", key=f"add {sector.ref}", on_click=_keep, args=(app, agency))


def _change(app: App, there: Sequence[Agency], sectors: Sequence[Sector]) -> None:
    by_ref = {agency.ref: agency for agency in there}
    ref = st.selectbox("Which agency?", list(by_ref), format_func=lambda one: by_ref[one].short_name)
    _form(app, there, sectors, changed=by_ref[ref])


def _form(app: App, there: Sequence[Agency], sectors: Sequence[Sector], *, changed: Agency | None) -> None:
    key = f"agency {changed.ref if changed else 'new'}"
    whose = f" of {plain(changed.short_name)}" if changed else " of the new agency"
    refs = [sector.ref for sector in sectors]
    titles = {sector.ref: sector.title for sector in sectors}
    forms: dict[str | None, str] = {None: "No, an agency by itself"}
    forms.update({one.ref: one.short_name for one in there if one is not changed and one.form_of is None})
    seen = two_writers.of(f"{key} name", changed) if changed else None
    with st.form(key, border=False, clear_on_submit=changed is None):
        st.text_input(f"Name{whose}", value=changed.name if changed else "", max_chars=120, key=f"{key} name")
        st.text_input(
            hinted(f"Short name{whose}", "It stands on the workshop's wall, so keep it to a word or two."),
            value=changed.short_name if changed else "",
            max_chars=40,
            key=f"{key} short",
        )
        index = refs.index(changed.sector) if changed and changed.sector in refs else 0
        st.selectbox(
            f"Which questions is it asked? Sector{whose}",
            refs,
            index=index,
            format_func=lambda one: titles[one],
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
            format_func=lambda one: forms[one],
            key=f"{key} form",
        )
        if changed:
            _successor(changed, there, key)
        label = f"Save {plain(changed.short_name)}" if changed else "Add the agency"
        st.form_submit_button(label, on_click=_keep_form, args=(app, key, changed, seen))


def _successor(changed: Agency, there: Sequence[Agency], key: str) -> None:
    after: dict[str | None, str] = {None: "No, it goes on"}
    after.update({one.ref: one.short_name for one in there if one is not changed})
    st.selectbox(
        hinted(
            f"Did another agency take its place? Successor of {plain(changed.short_name)}",
            "For example after a merger of integrated care boards. Old rounds keep the old name.",
        ),
        list(after),
        index=list(after).index(changed.successor) if changed.successor in after else 0,
        format_func=lambda one: after[one],
        key=f"{key} successor",
    )


def _keep_form(app: App, key: str, changed: Agency | None, seen: Agency | None) -> None:
    said = st.session_state
    with problems.caught(_PLACE):
        short_name = said[f"{key} short"].strip() or said[f"{key} name"].strip()[:40]
        with app.reading() as db:
            taken = {agency.ref for agency in people.agencies(db)}
        agency = Agency(
            ref=changed.ref if changed else ref_for(short_name, taken),
            name=said[f"{key} name"].strip(),
            short_name=short_name,
            sector=said[f"{key} sector"],
            form_of=said[f"{key} form"],
            successor=said.get(f"{key} successor"),
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
        rows=lambda theirs: [(title, _said(agency, name), _said(theirs, name)) for name, title in _FIELDS.items()],
        take=lambda theirs: _take(theirs, key),
    )
    two_writers.attempt(change, seen)


def _said(agency: Agency | None, name: str) -> str:
    return str(getattr(agency, name, None) or "")


def _take(theirs: Agency, key: str) -> None:
    said = {"name": theirs.name, "short": theirs.short_name, "sector": theirs.sector, "form": theirs.form_of}
    fields = {f"{key} {name}": value for name, value in (said | {"successor": theirs.successor}).items()}
    st.session_state.update({name: value for name, value in fields.items() if name in st.session_state})
    two_writers.now_is(f"{key} name", theirs)


_EMERGENCY_PLACE = "emergency numbers"
_TITLES = {
    "social_work": "Children’s social work team, in office hours",
    "duty_team": "Emergency duty team, out of hours",
}


def draw_emergency(app: App) -> None:
    """Draw the numbers, and let a facilitator change them."""
    with app.reading() as db:
        there = people.emergency(db)
    st.header("If a child is in danger", anchor=False)
    two_writers.draw(_EMERGENCY_PLACE)
    st.write(plain(there.sentence))
    look.html(look.summary([(title, getattr(there, name) or "Not entered") for name, title in _TITLES.items()]))
    st.caption("This sentence is shown wherever people may be worried about a child, on pages and in documents.")
    with st.expander("Change these numbers"), st.form("emergency numbers form", border=False):
        key = two_writers.fields_at(_EMERGENCY_PLACE)
        seen = two_writers.of(f"{key} {next(iter(_TITLES))}", there)
        for name, title in _TITLES.items():
            st.text_input(title, value=getattr(there, name), max_chars=40, key=f"{key} {name}")
        st.form_submit_button("Save these numbers", on_click=_keep_emergency, args=(app, seen))


def _keep_emergency(app: App, seen: EmergencyNumbers) -> None:
    key = two_writers.fields_at(_EMERGENCY_PLACE)
    given = EmergencyNumbers(**{name: str(st.session_state[f"{key} {name}"]) for name in _TITLES})

    def write(seen: EmergencyNumbers) -> None:
        with app.unit_of_work() as db:
            partnership.keep_emergency_numbers(db, by=app.person, numbers=given, seen=seen, now=app.now())

    def rows(theirs: EmergencyNumbers) -> Rows:
        return two_writers.rows_of(given, theirs, _TITLES)

    two_writers.attempt(Change(place=_EMERGENCY_PLACE, what="these numbers", write=write, rows=rows), seen)


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

    def rows(theirs: int) -> Rows:
        return [("Months", str(months), str(theirs))]

    two_writers.attempt(Change(place=_EVIDENCE_PLACE, write=write, rows=rows, take=_take_evidence), seen)


def _take_evidence(theirs: int) -> None:
    st.session_state[_MONTHS] = theirs
    two_writers.now_is(_MONTHS, theirs)


_TERMS_PLACE = "school terms"


def draw_terms(app: App) -> None:
    """Draw the terms, and let them be changed."""
    with app.reading() as db:
        there = round_queries.school_terms(db)
    st.header("School terms", anchor=False)
    two_writers.draw(_TERMS_PLACE)
    if said := st.session_state.pop(f"{_TERMS_PLACE} done", ""):
        st.success(plain(said), icon=":material/check_circle:")
    st.write(
        "The check that a child’s education plan is reviewed in every term goes by these. Without them it cannot tell."
    )
    if there.terms:
        rows = [(days.day(one.first), days.day(one.last)) for one in there.terms]
        look.html(look.table("School terms", ("First day", "Last day"), rows, captioned=False))
    else:
        st.write("No term is named yet.")
    if there.kept_at_utc is not None:
        st.caption(f"Saved on {days.moment(there.kept_at_utc)} by {plain(there.kept_by)}.")
    _change_terms(app, there)


def _change_terms(app: App, there: SchoolTerms) -> None:
    lines = f"{two_writers.fields_at(_TERMS_PLACE)} lines"
    began = two_writers.of(lines, there.version)
    with st.expander("Change the school terms"), st.form("school terms form", border=False):
        st.text_area(
            "One term a line, first and last day, such as 02/09/2026 to 18/12/2026",
            value=moments.as_lines(there.terms),
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

    def rows(theirs: SchoolTerms) -> Rows:
        return [("School terms", _listed(mine), _listed(theirs))]

    with problems.caught(_TERMS_PLACE):
        typed = str(st.session_state[f"{two_writers.fields_at(_TERMS_PLACE)} lines"])
        mine = SchoolTerms(terms=moments.from_lines(typed), version=began)
        two_writers.keep(_TERMS_PLACE, mine, write, rows, what="the school terms")


def _listed(terms: SchoolTerms) -> str:
    return "; ".join(moments.in_figures(one) for one in terms.terms)
