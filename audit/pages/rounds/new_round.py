"""Opening a round: what is looked at, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Framework, Scale
from audit.domain.over_time.programme import Planned, agencies_now, title_of
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act, Agency
from audit.domain.rounds.audit_round import DATE_TITLES, Dates, Depth, Drawn, Round
from audit.errors import AuditError
from audit.pages.components import look, place
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    NumberField,
    Part,
    RadioField,
    TextField,
    TicksField,
    joined,
)
from audit.pages.rounds import new_round_reaudit
from audit.services.frameworks import catalogue
from audit.services.over_time import reaudit
from audit.services.rounds import setup
from audit.services.rounds.setup import Opening
from audit.store.queries import inspection, over_time, people
from audit.store.work import Db

_SEVEN, _THEMES = "ewg-quality-statements-2017", "leeds-jtai-2020"
_NEEDS_WORDS = "four-words"  # the only scale that the statements describe grade by grade
_DRAWN = {
    Drawn.AT_RANDOM: "Every child on the list could have been drawn, and chance alone decided.",
    Drawn.ON_PURPOSE: "Somebody chose at least one of them. What is found describes these cases only.",
}
_BLAMES = {
    "short reference": "ref",
    "There is a round": "ref",
    "edition": "graded",
    **{f"“{title}” comes before": name for name, title in DATE_TITLES.items()},
}  # a phrase of the refusal, to the field it is about


def render(app: App) -> None:
    """Let a facilitator open a round."""
    with app.reading() as db:
        agencies, every = people.agencies(db), inspection.audits(db)
    look.line_above("New round", "what, who and when" if every else place.setting_up(3))
    look.title("Open a round")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator opens rounds. Ask yours if one is needed.")
        place.link("home", "Back to Home")
        return
    if not agencies:
        st.write("Add the agencies of your partnership first. Then open a round.")
        place.link("partnership", "Add agencies")
        return
    _form(app, agencies, every)
    place.link("frameworks", "Read the frameworks, or add one")
    place.link("home", "Back to Home")


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


def _form(app: App, agencies: Sequence[Agency], every: Sequence[Round]) -> None:
    planned = _planned(app)
    about = " ".join(f"{name} {value}" for name in ("planned", "of") if (value := st.query_params.get(name)))
    again = new_round_reaudit.question(every)
    so_far = form.entered_so_far(app, FormKind.NEW_ROUND, about=about)
    of = so_far.get("of", again.start)
    last = next((earlier_round for earlier_round in every if earlier_round.ref == of and of in again.options), None)
    with app.reading() as db:
        installed = catalogue.offered(db)
    offered = new_round_reaudit.with_editions(last, installed, so_far) if last else tuple(installed)

    def write(db: Db, entered: Entered) -> None:
        if entered.chosen("of") != (last.ref if last else ""):
            raise AuditError("The form shows now what that round brings forward. Look at it, then open the round.")
        editions = new_round_reaudit.with_editions(last, installed, entered.values) if last else offered
        opening = _opening(entered, editions, _scales(last, editions))
        setup.open_round(db, by=app.person, opening=opening, now=app.now())
        if planned is not None and planned.id is not None:
            reaudit.became(db, by=app.person, planned_id=planned.id, round_ref=opening.ref, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.NEW_ROUND,
            about=about,
            parts=(
                *((Part(fields=(again,)),) if again.options else ()),
                *((new_round_reaudit.part(last, installed),) if last else ()),
                _subject(suggested_ref(app.today(), {audit_round.ref for audit_round in every}), last, planned),
                _against(last, offered),
                _who(agencies, last),
                _when(app.today(), last),
            ),
            button="Open the round",
            write=write,
            done=lambda entered: place.go("round", round=_ref(entered), case=None, of=None, planned=None),
            subject="the programme",
            blames=_BLAMES,
        )
    )


def _ref(entered: Entered) -> str:
    return entered.text("ref").upper()


def _opening(entered: Entered, offered: Sequence[Framework], scales: Sequence[Scale]) -> Opening:
    names = {*entered.several("graded"), *entered.several("themed")}
    chosen = tuple(framework for group in choices(offered) for framework in group if framework.name in names)
    return Opening(
        ref=_ref(entered),
        title=entered.text("title"),
        theme=entered.text("theme"),
        frameworks=chosen,
        scale=next(scale for scale in (*scales_of(chosen), *scales) if scale.ref == entered.chosen("scale")),
        agencies=entered.several("agencies"),
        look_back_months=entered.number("months") or 0,
        dates=Dates(**{name: entered.day(name) for name in DATE_TITLES}),
        chosen_how=entered.text("chosen"),
        drawn=Drawn(entered.chosen("drawn")) if entered.chosen("drawn") else None,
        depth=Depth(entered.chosen("depth") or Depth.FULL),
        reaudit_of=entered.chosen("of"),
    )


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


def _scales(last: Round | None, offered: Sequence[Framework]) -> tuple[Scale, ...]:
    scales = scales_of(choices(offered)[0])
    return scales if last is None else (last.scale, *(scale for scale in scales if scale.ref != last.scale.ref))


_CHOOSING = (
    TextField(
        name="chosen",
        label="How the cases are chosen",
        hint="For example: the highest need, then every third child.",
        rows=3,
        most=1000,
        short="How the cases are chosen",
    ),
    RadioField(
        name="drawn",
        label="How are the cases drawn?",
        hint="It decides whether a change since last time can be tested for chance.",
        options={drawn.value: drawn.label for drawn in Drawn},
        captions={drawn.value: words for drawn, words in _DRAWN.items()},
    ),
)


def _subject(ref: str, last: Round | None, planned: Planned | None) -> Part:
    title, theme = (title_of(last), last.theme) if last else ("", "")
    return Part(
        heading="What it is about",
        fields=(
            TextField(
                name="title",
                label="Title of the round",
                hint="For example: Being heard, staying put: autumn.",
                most=160,
                start=planned.title if planned else title,
                needed=True,
                missing="Enter a title for the round.",
            ),
            TextField(
                name="ref",
                label="Reference of the round",
                hint="Letters, figures and hyphens.",
                most=20,
                wide=False,
                start=ref,
                needed=True,
            ),
            TextField(
                name="theme",
                label="Theme of the round",
                hint="What this round looks at most closely.",
                most=300,
                start=(planned.theme if planned else "") or theme,
            ),
            *_CHOOSING,
        ),
    )


def _depth(last: Round | None, graded: Sequence[Framework]) -> tuple[RadioField, ...]:
    if not any(framework.has_short_set() for framework in graded):
        return ()
    field = RadioField(
        name="depth",
        label="How closely does the round look?",
        hint="Every paper says that an audit was short, and no figure sets the two against each other unsaid.",
        options={depth.value: depth.label for depth in Depth},
        captions={depth.value: depth.means for depth in Depth},
        start=(last.depth if last else Depth.FULL).value,
        needed=True,
    )
    return (field,)


def _against(last: Round | None, offered: Sequence[Framework]) -> Part:
    graded, themed = choices(offered)
    scales = _scales(last, offered)
    return Part(
        heading="What cases are graded against",
        fields=(
            _frameworks("graded", "Frameworks to grade cases against", graded, last),
            *_depth(last, graded),
            _frameworks("themed", "Frameworks whose themes gather findings", themed, last),
            RadioField(
                name="scale",
                label="Scale of the round",
                hint="Every agency grades on it, and it stays the same for the whole round.",
                options={scale.ref: scale.title for scale in scales},
                captions={scale.ref: _about(scale) for scale in scales},
                start=scales[0].ref,
                needed=True,
            ),
        ),
    )


def _frameworks(name: str, label: str, frameworks: Sequence[Framework], last: Round | None) -> TicksField:
    had = {copy.framework.name for copy in last.copies} if last else {_SEVEN, _THEMES}
    return TicksField(
        name=name,
        label=label,
        options={framework.name: _words(framework) for framework in frameworks},
        captions={
            framework.name: f"From: {framework.source.title}, {framework.source.publisher}, "
            f"{framework.source.published}. {framework.source.seen}"
            for framework in frameworks
        },
        start=joined([framework.name for framework in frameworks if framework.name in had]),
        needed=name == "graded",
        missing="Choose at least one framework to grade cases against, such as the seven statements.",
    )


def _words(framework: Framework) -> str:
    graded, themes = len(framework.graded()), len(framework.themes())
    purpose = f"{graded} to grade" if graded else f"{themes} themes for findings"
    whose = f", our edition “{framework.edition}”" if framework.edition else ""
    return f"{framework.title}{whose} ({purpose})"


def _about(scale: Scale) -> str:
    words = f"Best first: {scale.words()}."
    described = " The framework says what each grade looks like." if scale.ref == _NEEDS_WORDS else ""
    return words + (described or " No description for each grade: agree in the room what each one means.")


def _who(agencies: Sequence[Agency], last: Round | None) -> Part:
    now = agencies_now(last.agencies, agencies) if last else [each.ref for each in agencies if each.successor is None]
    field = TicksField(
        name="agencies",
        label="Agencies that take part",
        options={agency.ref: agency.name for agency in agencies},
        start=joined([agency.ref for agency in agencies if agency.ref in now]),
        needed=True,
        missing="Choose the agencies that take part.",
    )
    return Part(heading="Who takes part", fields=(field,))


def _when(today: date, last: Round | None) -> Part:
    months = NumberField(
        name="months",
        label="How many months back do agencies look?",
        least=1,
        most=36,
        start=str(last.look_back_months if last else 6),
        needed=True,
    )
    earliest = date(today.year - 2, 1, 1)
    days = [DateField(name=name, label=title, least=earliest) for name, title in DATE_TITLES.items()]
    return Part(heading="When", text="Set what you know. Every day can be moved later.", fields=(months, *days))
