"""Opening a round: what is looked at, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Framework, Scale
from audit.domain.over_time.programme import Planned
from audit.domain.people.person import Act, Agency
from audit.domain.rounds.audit_round import DATE_TITLES, Dates, Drawn, Round
from audit.errors import AuditError
from audit.pages.components import look, place, problems
from audit.pages.components.look import plain
from audit.pages.components.problems import Problem
from audit.pages.forms.fields import hinted
from audit.pages.rounds import new_round_reaudit
from audit.services.frameworks import shelf
from audit.services.over_time import reaudit
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import inspection, over_time, people

_PLACE = "new round"
_SEVEN, _THEMES = "ewg-quality-statements-2017", "leeds-jtai-2020"
_NEEDS_WORDS = "four-words"  # the only scale that the statements describe grade by grade
_DRAWN = {
    Drawn.AT_RANDOM: "Every child on the list could have been drawn, and chance alone decided.",
    Drawn.ON_PURPOSE: "Somebody chose at least one of them. What is found describes these cases only.",
}
_FIELDS = {
    "short reference": "ref",
    "a title": "title",
    "framework": "frameworks",
    "look-back": "months",
    "comes before": "dates",
    "There is a round": "ref",
}  # a phrase of the refusal, to the field it is about


def render(app: App) -> None:
    """Let a facilitator open a round."""
    look.line_above("New round", "Step 1: what, who and when")
    look.title("Open a round")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator opens rounds. Ask yours if one is needed.")
        place.link("home", "Back to Home")
        return
    with app.reading() as db:
        agencies, every = people.agencies(db), inspection.audits(db)
    if not agencies:
        st.write("Add the agencies of your partnership first. Then open a round.")
        place.link("partnership", "Add agencies")
        return
    found = problems.kept(_PLACE)
    problems.summary(found)
    last, planned = new_round_reaudit.chosen(every), _planned(app)
    ref = suggested_ref(app.today(), {one.ref for one in every})
    installed = _installed(app)
    brought = _brought(last, planned, agencies, installed)
    new_round_reaudit.begin(last, planned, _defaults(agencies, ref, installed), brought)
    pressed = _form(app, agencies, last, installed, found)
    problems.pointer(found)
    place.link("frameworks", "Read the frameworks, or add one")
    place.link("home", "Back to Home")
    if pressed:
        _open(app, agencies, last, planned, installed)


def suggested_ref(today: date, taken: set[str]) -> str:
    """Return a reference for a round that opens today, such as 2026-AUTUMN, with a number where that is taken."""
    season = ("WINTER", "SPRING", "SUMMER", "AUTUMN")[today.month % 12 // 3]
    base = f"{today.year}-{season}"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def choices(installed: Sequence[Framework]) -> tuple[tuple[Framework, ...], tuple[Framework, ...]]:
    """Return the frameworks that cases can be graded against, and those whose themes gather findings."""
    graded = tuple(sorted((one for one in installed if one.graded()), key=lambda one: one.name != _SEVEN))
    themed = tuple(one for one in installed if one.themes() and not one.graded())
    return graded, tuple(sorted(themed, key=lambda one: one.name != _THEMES))


def scales_of(graded: Sequence[Framework]) -> tuple[Scale, ...]:
    """Return the scales that frameworks offer, each once, the usual one first."""
    found = {scale.ref: scale for framework in graded for scale in framework.scales}
    return tuple(sorted(found.values(), key=lambda scale: not scale.default))


def field_of(message: str) -> str:
    """Return the field that a refusal is about; empty where it is about the whole page."""
    return next((field for phrase, field in _FIELDS.items() if phrase in message), "")


def opening_from(
    said: Mapping[str, object],
    agencies: Sequence[Agency],
    graded: Sequence[Framework],
    scales: Sequence[Scale],
    reaudit_of: str = "",
) -> Opening:
    """Return what a round is opened with, from what the form's fields say by their keys."""
    chosen = tuple(one for one in graded if said[_key(f"framework {one.name}")])
    return Opening(
        ref=str(said[_key("ref")]).strip().upper(),
        title=str(said[_key("title")]),
        theme=str(said[_key("theme")]),
        frameworks=chosen,
        scale=next(scale for scale in (*scales_of(chosen), *scales) if scale.ref == said[_key("scale")]),
        agencies=tuple(one.ref for one in agencies if said[_key(f"agency {one.ref}")]),
        look_back_months=int(str(said[_key("months")])),
        dates=Dates(**{name: _day(said[_key(f"date {name}")]) for name in DATE_TITLES}),
        chosen_how=str(said[_key("chosen")]),
        drawn=Drawn(str(said[_key("drawn")])) if said[_key("drawn")] else None,
        reaudit_of=reaudit_of,
    )


def _installed(app: App) -> tuple[Framework, ...]:
    with app.reading() as db:
        return shelf.offered(db)


def _planned(app: App) -> Planned | None:
    said = st.query_params.get("planned", "")
    with app.reading() as db:
        there = over_time.planned(db)
    return next((one for one in there if str(one.id) == said and not one.opened_as), None)


def _defaults(agencies: Sequence[Agency], ref: str, installed: Sequence[Framework]) -> dict[str, object]:
    said: dict[str, object] = {"title": "", "ref": ref, "theme": "", "chosen": "", "drawn": None, "months": 6}
    said |= {f"framework {one.name}": one.name in (_SEVEN, _THEMES) for one in installed}
    said |= {f"agency {one.ref}": one.successor is None for one in agencies}
    said["scale"] = scales_of(choices(installed)[0])[0].ref
    return {_key(name): value for name, value in said.items()}


def _brought(
    last: Round | None, planned: Planned | None, agencies: Sequence[Agency], installed: Sequence[Framework]
) -> dict[str, object]:
    said = new_round_reaudit.brought_forward(last, agencies, installed) if last else {}
    if planned is not None:
        said |= {"title": planned.title, "theme": planned.theme or str(said.get("theme", ""))}
    return {_key(name): value for name, value in said.items()}


def _offered(last: Round | None, installed: Sequence[Framework]) -> tuple[Framework, ...]:
    return new_round_reaudit.with_editions(last, installed) if last else tuple(installed)


def _scales(last: Round | None, installed: Sequence[Framework]) -> tuple[Scale, ...]:
    there = scales_of(choices(_offered(last, installed))[0])
    return there if last is None else (last.scale, *(one for one in there if one.ref != last.scale.ref))


def _form(
    app: App, agencies: Sequence[Agency], last: Round | None, installed: Sequence[Framework], found: Sequence[Problem]
) -> bool:
    with st.form(_PLACE, border=False):
        if last is not None:
            new_round_reaudit.what_comes_along(last, installed)
        _what(found)
        _against(last, installed, found)
        _who(agencies, found)
        _when(app.today(), found)
        return st.form_submit_button("Open the round", type="primary")


def _what(found: Sequence[Problem]) -> None:
    st.header("What it is about", anchor=False)
    problems.beside("title", found)
    st.text_input(
        hinted("Title of the round", "For example: Being heard, staying put: autumn."), max_chars=160, key=_key("title")
    )
    problems.beside("ref", found)
    st.text_input(hinted("Reference of the round", "Letters, figures and hyphens."), max_chars=20, key=_key("ref"))
    st.text_input(
        hinted("Theme of the round", "What this round looks at most closely."), max_chars=300, key=_key("theme")
    )
    st.text_area(
        hinted("How the cases are chosen", "For example: the highest need, then every third child."),
        max_chars=1000,
        key=_key("chosen"),
    )
    st.radio(
        hinted("How are the cases drawn?", "It decides whether a change since last time can be tested for chance."),
        [one.value for one in Drawn],
        format_func=lambda one: Drawn(one).label,
        captions=[_DRAWN[one] for one in Drawn],
        key=_key("drawn"),
    )


def _against(last: Round | None, installed: Sequence[Framework], found: Sequence[Problem]) -> None:
    graded, themed = choices(_offered(last, installed))
    st.header("What cases are graded against", anchor=False)
    problems.beside("frameworks", found)
    for one in (*graded, *themed):
        purpose = f"{len(one.graded())} to grade" if one.graded() else f"{len(one.themes())} themes for findings"
        whose = f", our edition “{one.edition}”" if one.edition else ""
        st.checkbox(f"{plain(one.title)}{whose} ({purpose})", key=_key(f"framework {one.name}"))
        st.caption(
            f"From: {plain(one.source.title)}, {one.source.publisher}, {one.source.published}. {one.source.seen}"
        )
    scales = _scales(last, installed)
    st.radio(
        hinted("Scale of the round", "Every agency grades on it, and it stays the same for the whole round."),
        [scale.ref for scale in scales],
        format_func=lambda ref: next(one.title for one in scales if one.ref == ref),
        captions=[_about(scale) for scale in scales],
        key=_key("scale"),
    )


def _about(scale: Scale) -> str:
    words = f"Best first: {scale.words()}."
    described = " The framework says what each grade looks like." if scale.ref == _NEEDS_WORDS else ""
    return words + (described or " No description for each grade: agree in the room what each one means.")


def _who(agencies: Sequence[Agency], found: Sequence[Problem]) -> None:
    st.header("Who takes part", anchor=False)
    problems.beside("agencies", found)
    for one in agencies:
        st.checkbox(plain(one.name), key=_key(f"agency {one.ref}"))


def _when(today: date, found: Sequence[Problem]) -> None:
    st.header("When", anchor=False)
    st.write("Set what you know. Every day can be moved later.")
    problems.beside("months", found)
    st.number_input("How many months back do agencies look?", min_value=1, max_value=36, step=1, key=_key("months"))
    problems.beside("dates", found)
    for name, title in DATE_TITLES.items():
        st.date_input(
            title, value=None, min_value=date(today.year - 2, 1, 1), format="DD/MM/YYYY", key=_key(f"date {name}")
        )


def _open(
    app: App, agencies: Sequence[Agency], last: Round | None, planned: Planned | None, installed: Sequence[Framework]
) -> None:
    said, of = st.session_state.to_dict(), last.ref if last else ""
    offered = [one for group in choices(_offered(last, installed)) for one in group]
    opening = opening_from(said, agencies, offered, _scales(last, installed), of)
    faults = faults_of(opening)
    if faults:
        problems.keep(_PLACE, faults)
        st.rerun()
    with problems.caught(_PLACE, field_of):
        with app.unit_of_work() as db:
            setup.open_round(db, by=app.person, opening=opening, now=app.now())
            if planned is not None and planned.id is not None:
                reaudit.became(db, by=app.person, planned_id=planned.id, round_ref=opening.ref, now=app.now())
        place.go("round", round=opening.ref, case=None, of=None, planned=None)
    st.rerun()


def faults_of(opening: Opening) -> list[Problem]:
    """Return what is missing before a round can be opened, all of it at once."""
    found = []
    if not opening.title.strip():
        found.append(Problem(field="title", say="Give the round a title."))
    if not any(framework.graded() for framework in opening.frameworks):
        said = "Choose at least one framework to grade cases against, such as the seven statements."
        found.append(Problem(field="frameworks", say=said))
    try:
        setup.must_be_one_edition_each(opening.frameworks)
    except AuditError as error:
        found.append(Problem(field="frameworks", say=str(error)))
    if not opening.agencies:
        found.append(Problem(field="agencies", say="Choose the agencies that take part."))
    return found


def _key(field: str) -> str:
    return f"new round {field}"


def _day(said: object) -> date | None:
    return said if isinstance(said, date) else None
