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
from audit.services.frameworks import catalogue
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
    form_problems = problems.pop(_PLACE)
    problems.summary(form_problems)
    last, planned = new_round_reaudit.chosen(every), _planned(app)
    ref = suggested_ref(app.today(), {audit_round.ref for audit_round in every})
    installed = _installed(app)
    brought = _brought(last, planned, agencies, installed)
    new_round_reaudit.begin(last, planned, _defaults(agencies, ref, installed), brought)
    pressed = _form(app, agencies, last, installed, form_problems)
    problems.pointer(form_problems)
    place.link("frameworks", "Read the frameworks, or add one")
    place.link("home", "Back to Home")
    if pressed:
        _open(app, agencies, last, planned, installed)


def suggested_ref(today: date, used_refs: set[str]) -> str:
    """Return a reference for a round that opens today, such as 2026-AUTUMN, with a number where that is taken."""
    season = ("WINTER", "SPRING", "SUMMER", "AUTUMN")[today.month % 12 // 3]
    base = f"{today.year}-{season}"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(used_refs) + 2))
    return next(ref for ref in numbered if ref not in used_refs)


def choices(installed: Sequence[Framework]) -> tuple[tuple[Framework, ...], tuple[Framework, ...]]:
    """Return the frameworks that cases can be graded against, and those whose themes gather findings."""
    graded = tuple(
        sorted(
            (framework for framework in installed if framework.graded()), key=lambda framework: framework.name != _SEVEN
        )
    )
    themed = tuple(framework for framework in installed if framework.themes() and not framework.graded())
    return graded, tuple(sorted(themed, key=lambda framework: framework.name != _THEMES))


def scales_of(graded: Sequence[Framework]) -> tuple[Scale, ...]:
    """Return the scales that frameworks offer, each once, the usual one first."""
    by_ref = {scale.ref: scale for framework in graded for scale in framework.scales}
    return tuple(sorted(by_ref.values(), key=lambda scale: not scale.default))


def field_of(message: str) -> str:
    """Return the field that a refusal is about; empty where it is about the whole page."""
    return next((field for phrase, field in _FIELDS.items() if phrase in message), "")


def opening_from(
    fields: Mapping[str, object],
    agencies: Sequence[Agency],
    graded: Sequence[Framework],
    scales: Sequence[Scale],
    reaudit_of: str = "",
) -> Opening:
    """Return what a round is opened with, from what the form's fields say by their keys."""
    chosen = tuple(framework for framework in graded if fields[_key(f"framework {framework.name}")])
    return Opening(
        ref=str(fields[_key("ref")]).strip().upper(),
        title=str(fields[_key("title")]),
        theme=str(fields[_key("theme")]),
        frameworks=chosen,
        scale=next(scale for scale in (*scales_of(chosen), *scales) if scale.ref == fields[_key("scale")]),
        agencies=tuple(agency.ref for agency in agencies if fields[_key(f"agency {agency.ref}")]),
        look_back_months=int(str(fields[_key("months")])),
        dates=Dates(**{name: _day(fields[_key(f"date {name}")]) for name in DATE_TITLES}),
        chosen_how=str(fields[_key("chosen")]),
        drawn=Drawn(str(fields[_key("drawn")])) if fields[_key("drawn")] else None,
        reaudit_of=reaudit_of,
    )


def _installed(app: App) -> tuple[Framework, ...]:
    with app.reading() as db:
        return catalogue.offered(db)


def _planned(app: App) -> Planned | None:
    planned_id = st.query_params.get("planned", "")
    with app.reading() as db:
        planned_rounds = over_time.planned(db)
    return next(
        (
            planned_round
            for planned_round in planned_rounds
            if str(planned_round.id) == planned_id and not planned_round.opened_as
        ),
        None,
    )


def _defaults(agencies: Sequence[Agency], ref: str, installed: Sequence[Framework]) -> dict[str, object]:
    fields: dict[str, object] = {"title": "", "ref": ref, "theme": "", "chosen": "", "drawn": None, "months": 6}
    fields |= {f"framework {framework.name}": framework.name in (_SEVEN, _THEMES) for framework in installed}
    fields |= {f"agency {agency.ref}": agency.successor is None for agency in agencies}
    fields["scale"] = scales_of(choices(installed)[0])[0].ref
    return {_key(name): value for name, value in fields.items()}


def _brought(
    last: Round | None, planned: Planned | None, agencies: Sequence[Agency], installed: Sequence[Framework]
) -> dict[str, object]:
    fields = new_round_reaudit.brought_forward(last, agencies, installed) if last else {}
    if planned is not None:
        fields |= {"title": planned.title, "theme": planned.theme or str(fields.get("theme", ""))}
    return {_key(name): value for name, value in fields.items()}


def _offered(last: Round | None, installed: Sequence[Framework]) -> tuple[Framework, ...]:
    return new_round_reaudit.with_editions(last, installed) if last else tuple(installed)


def _scales(last: Round | None, installed: Sequence[Framework]) -> tuple[Scale, ...]:
    scales = scales_of(choices(_offered(last, installed))[0])
    return scales if last is None else (last.scale, *(scale for scale in scales if scale.ref != last.scale.ref))


def _form(
    app: App,
    agencies: Sequence[Agency],
    last: Round | None,
    installed: Sequence[Framework],
    form_problems: Sequence[Problem],
) -> bool:
    with st.form(_PLACE, border=False):
        if last is not None:
            new_round_reaudit.show_brought_forward(last, installed)
        _subject(form_problems)
        _against(last, installed, form_problems)
        _who(agencies, form_problems)
        _when(app.today(), form_problems)
        return st.form_submit_button("Open the round", type="primary")


def _subject(form_problems: Sequence[Problem]) -> None:
    st.header("What it is about", anchor=False)
    problems.beside("title", form_problems)
    st.text_input(
        hinted("Title of the round", "For example: Being heard, staying put: autumn."), max_chars=160, key=_key("title")
    )
    problems.beside("ref", form_problems)
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
        [drawn.value for drawn in Drawn],
        format_func=lambda drawn_name: Drawn(drawn_name).label,
        captions=[_DRAWN[drawn] for drawn in Drawn],
        key=_key("drawn"),
    )


def _against(last: Round | None, installed: Sequence[Framework], form_problems: Sequence[Problem]) -> None:
    graded, themed = choices(_offered(last, installed))
    st.header("What cases are graded against", anchor=False)
    problems.beside("frameworks", form_problems)
    for framework in (*graded, *themed):
        purpose = (
            f"{len(framework.graded())} to grade"
            if framework.graded()
            else f"{len(framework.themes())} themes for findings"
        )
        whose = f", our edition “{framework.edition}”" if framework.edition else ""
        st.checkbox(f"{plain(framework.title)}{whose} ({purpose})", key=_key(f"framework {framework.name}"))
        st.caption(
            f"From: {plain(framework.source.title)}, {framework.source.publisher}, "
            f"{framework.source.published}. {framework.source.seen}"
        )
    scales = _scales(last, installed)
    st.radio(
        hinted("Scale of the round", "Every agency grades on it, and it stays the same for the whole round."),
        [scale.ref for scale in scales],
        format_func=lambda ref: next(scale.title for scale in scales if scale.ref == ref),
        captions=[_about(scale) for scale in scales],
        key=_key("scale"),
    )


def _about(scale: Scale) -> str:
    words = f"Best first: {scale.words()}."
    described = " The framework says what each grade looks like." if scale.ref == _NEEDS_WORDS else ""
    return words + (described or " No description for each grade: agree in the room what each one means.")


def _who(agencies: Sequence[Agency], form_problems: Sequence[Problem]) -> None:
    st.header("Who takes part", anchor=False)
    problems.beside("agencies", form_problems)
    for agency in agencies:
        st.checkbox(plain(agency.name), key=_key(f"agency {agency.ref}"))


def _when(today: date, form_problems: Sequence[Problem]) -> None:
    st.header("When", anchor=False)
    st.write("Set what you know. Every day can be moved later.")
    problems.beside("months", form_problems)
    st.number_input("How many months back do agencies look?", min_value=1, max_value=36, step=1, key=_key("months"))
    problems.beside("dates", form_problems)
    for name, title in DATE_TITLES.items():
        st.date_input(
            title, value=None, min_value=date(today.year - 2, 1, 1), format="DD/MM/YYYY", key=_key(f"date {name}")
        )


def _open(
    app: App, agencies: Sequence[Agency], last: Round | None, planned: Planned | None, installed: Sequence[Framework]
) -> None:
    fields, of = st.session_state.to_dict(), last.ref if last else ""
    offered = [framework for group in choices(_offered(last, installed)) for framework in group]
    opening = opening_from(fields, agencies, offered, _scales(last, installed), of)
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
    faults = []
    if not opening.title.strip():
        faults.append(Problem(field="title", say="Give the round a title."))
    if not any(framework.graded() for framework in opening.frameworks):
        sentence = "Choose at least one framework to grade cases against, such as the seven statements."
        faults.append(Problem(field="frameworks", say=sentence))
    try:
        setup.must_not_mix_editions(opening.frameworks)
    except AuditError as error:
        faults.append(Problem(field="frameworks", say=str(error)))
    if not opening.agencies:
        faults.append(Problem(field="agencies", say="Choose the agencies that take part."))
    return faults


def _key(field: str) -> str:
    return f"new round {field}"


def _day(field_value: object) -> date | None:
    return field_value if isinstance(field_value, date) else None
