"""Choosing cases from a return that a council already exports.

In: an Annex A workbook or the files of an SSDA903 return, which stay in memory; how to draw.
Out: cases as references and bands; the key, which child is which, as one file for the coordinator and nowhere else.

Here too:
- The draw itself: what was drawn, the key for the coordinator, and the cases' way into the round.
- How to choose: at random, at random within groups, or on purpose with the reason.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from audit.app import App
from audit.charts import draws as draw_charts
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds import draws, sampling
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.draws import PURPOSE, KeptDraw
from audit.domain.rounds.sampling import BANDS, EVERYBODY, RULE, Drawn, InFrame, Method, Plan, in_scope
from audit.domain.small_numbers.tables import KEY, suppress_row
from audit.errors import AuditError
from audit.library.returns import frame as sample_key
from audit.library.returns.return_tables import Frame
from audit.pages.components import chart, errors, look, place, returns
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, NumberField, Part, TextField, TicksField
from audit.pages.rounds import cases, top
from audit.services.rounds import draws as service
from audit.store.queries import rounds as queries
from audit.store.work import Db

HIDE = "Hide small numbers, as for a board or a paper"


def render(app: App) -> None:
    """Let a facilitator draw the cases of a round, and show how they were chosen."""
    audit_round = top.top(app, "Choose cases", step="set-up · cases")
    if audit_round is None:
        return
    show_last_outcome(audit_round)
    if audit_round.stage in (Stage.SETUP, Stage.RATING):
        _draw(app, audit_round)
    else:
        st.write("Cases are drawn while the round is set up and rated. That time is over.")
    with app.reading() as db:
        round_draws = queries.draws(db, audit_round.ref)
    if round_draws:
        st.header("How the cases were chosen", anchor=False)
        hide = st.checkbox(HIDE, value=True, key=f"choose {audit_round.ref} hide kept")
        for round_draw in round_draws:
            _show_draw(app, audit_round, round_draw, hide=hide)
    cases.table(round_draws)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def frame_rows(children: Sequence[InFrame], *, hide: bool) -> list[tuple[str, str, str]]:
    """Return how many children of the frame have each value of each band, small numbers hidden where asked."""
    rows = []
    for band, title in BANDS.items():
        values = [framed_child.bands[band] for framed_child in children if band in framed_child.bands]
        ordered = sorted(set(values), key=lambda band_value: (-values.count(band_value), band_value))
        counts = [values.count(value) for value in ordered]
        shown = suppress_row(counts) if hide else tuple(str(count) for count in counts)
        rows += [(title, value, count) for value, count in zip(ordered, shown, strict=True)]
    return rows


def _draw(app: App, audit_round: Round) -> None:
    st.write(
        "Draw from a return that your council already exports: an Annex A workbook, or the files of an SSDA903 return. "
        "The files stay in memory. Only references and bands come into the round."
    )
    files = st.file_uploader(
        "Annex A workbook (.xlsx), or SSDA903 files (.csv or one .zip)",
        type=["xlsx", "csv", "zip"],
        accept_multiple_files=True,
        key=f"choose {audit_round.ref} files",
    )
    if not files:
        st.caption("Everything else appears once a return is chosen.")
        return
    with errors.shown():
        frame, source = returns.frame_of(files)
        _from(app, audit_round, frame, source)


def _from(app: App, audit_round: Round, frame: Frame, source: str) -> None:
    st.header("Who is in the frame", anchor=False)
    filters = chosen_filters(audit_round)
    children = in_scope(frame.children, filters)
    st.write(f"{_children(len(children))} in care can be drawn. Source: {source}.")
    for note in frame.notes:
        st.caption(note)
    if frame.unreadable:
        cells = english.number(len(frame.unreadable))
        st.caption(f"{cells.capitalize()} cells could not be read and were left out.")
    with st.expander("Counts by group"):
        hide = st.checkbox(HIDE, value=True, key=f"choose {audit_round.ref} hide frame")
        rows = frame_rows(children, hide=hide)
        look.html(look.table("Children in the frame", ("Group", "Value", "Children"), rows, captioned=False))
        if hide:
            st.caption(KEY)
    st.header("How to choose", anchor=False)
    choice = choose(app, audit_round, frame.children, filters, source)
    if choice is not None:
        draw_drawn(app, audit_round, frame.children, choice, source)


def _show_draw(app: App, audit_round: Round, round_draw: KeptDraw, *, hide: bool) -> None:
    st.write(plain(round_draw.in_words))
    if round_draw.made_at_utc is not None:
        st.caption(
            f"{round_draw.rule} Kept on {english.moment(round_draw.made_at_utc)} by {plain(round_draw.made_by)}."
        )
    if round_draw.strata:
        open_ = [(stratum.value, str(stratum.frame), str(stratum.drawn)) for stratum in round_draw.strata]
        rows = draws.strata(round_draw) if hide else open_
        look.html(
            look.table(f"Groups of draw {round_draw.id}", ("Group", "In the frame", "Drawn"), rows, captioned=False)
        )
    if round_draw.compared:
        name = f"draw {audit_round.ref} {round_draw.id} {'hidden' if hide else 'open'}"
        made = chart.made(app, name, lambda ink: draw_charts.compared(round_draw, hide=hide, ink=ink))
        chart.show(made, name=f"Cases and frame, choice {round_draw.id}", key=name, beside=False)


def _children(count: int) -> str:
    return english.agree(count, "1 child", f"{count:,} children")


def show_last_outcome(audit_round: Round) -> None:
    """Say what the last click did."""
    errors.from_last_run(_place(audit_round))
    message = st.session_state.pop(f"{_place(audit_round)} done", None)
    if message:
        st.success(plain(message), icon=":material/check_circle:")


def draw_drawn(app: App, audit_round: Round, children: Sequence[InFrame], choice: Choice, source: str) -> None:
    """Draw what was drawn, with the key and the button that adds the cases to the round."""
    key = _place(audit_round)
    drawn, round_draw = _drawn(children, choice, source)
    refs = _refs(audit_round, drawn)
    st.header("What was drawn", anchor=False)
    st.write(plain(round_draw.in_words))
    held = _held(children)
    rows = [
        (refs[framed_child.child], *(framed_child.bands.get(band, "") for band in held))
        for framed_child in (*drawn.cases, *drawn.reserves)
    ]
    look.html(look.table("What was drawn", ("Reference", *(BANDS[band] for band in held)), rows, captioned=False))
    _key_of(audit_round, drawn, refs, choice)
    had = st.session_state.get(f"{key} had") == choice
    if not had:
        st.caption("The cases can be added once the key was downloaded.")
    st.button(
        f"Add these {len(drawn.cases)} cases to the round" if len(drawn.cases) > 1 else "Add this case to the round",
        type="primary",
        disabled=not had,
        key=f"{key} add",
        on_click=_add,
        args=(app, audit_round, drawn, round_draw, refs),
    )
    hide = st.checkbox("Hide small numbers, as for a board or a paper", value=True, key=f"{key} hide drawn")
    made = draw_charts.compared(round_draw, hide=hide, ink=chart.ink())
    chart.show(made, name="These cases and the frame", key=f"{key} compared", beside=False)


def _key_of(audit_round: Round, drawn: Drawn, refs: Mapping[str, str], choice: Choice) -> None:
    key = _place(audit_round)
    st.subheader("The key", anchor=False)
    st.write(
        "The key says which child each reference stands for. Download it now and give it to the coordinator alone. "
        "It is not kept here: later it can only be made again, with the same return and seed."
    )
    st.download_button(
        "Download the key",
        data=sample_key.text(drawn, refs).encode("utf-8-sig"),
        mime="text/csv",
        file_name=f"{audit_round.ref}-key.csv",
        key=f"{key} key",
        icon=":material/key:",
        on_click=_had,
        args=(key, choice),
    )


def chosen(children: Sequence[InFrame], numbers: Sequence[str]) -> tuple[InFrame, ...]:
    """Return the children of the frame with these numbers, in their order; raises AuditError for one that is not."""
    by_number = {framed_child.child: framed_child for framed_child in children}
    missing = [number for number in numbers if number not in by_number]
    if missing:
        raise AuditError(f"No child in care of this return has the number {missing[0]}. Check it against the return.")
    if not numbers:
        raise AuditError("Write the numbers of the children first, one a line.")
    return tuple(by_number[number] for number in numbers)


def _drawn(children: Sequence[InFrame], choice: Choice, source: str) -> tuple[Drawn, KeptDraw]:
    entered = choice.entered
    if choice.method != PURPOSE:
        plan = Plan(
            size=entered.number("size") or 0,
            reserves=entered.number("reserves") or 0,
            seed=entered.number("seed") or 0,
            method=Method(choice.method),
            by=entered.several("by"),
            filters=choice.filters,
        )
        drawn, frame = sampling.draw(children, plan), sampling.in_scope(children, choice.filters)
        return drawn, draws.record_of(drawn, plan, frame, source=source)
    numbers = tuple(dict.fromkeys(number for number in re.split(r"[\s,;]+", entered.text("numbers")) if number))
    cases = chosen(children, numbers)
    if len(cases) > sampling.MOST:
        raise AuditError(f"{len(cases)} children are too many for one round: {sampling.MOST} is the most.")
    drawn = Drawn(frame=len(children), strata=(), cases=cases, reserves=())
    round_draw = KeptDraw(
        source=source,
        method=PURPOSE,
        size=len(cases),
        frame=len(children),
        reason=entered.text("reason"),
        compared=draws.compared(tuple(children), cases),
    )
    return drawn, round_draw


def _refs(audit_round: Round, drawn: Drawn) -> dict[str, str]:
    cases = zip(drawn.cases, service.next_refs(audit_round, len(drawn.cases)), strict=True)
    reserves = {framed_child.child: draws.spare_ref(number) for number, framed_child in enumerate(drawn.reserves, 1)}
    return {framed_child.child: ref for framed_child, ref in cases} | reserves


def _add(app: App, audit_round: Round, drawn: Drawn, round_draw: KeptDraw, refs: dict[str, str]) -> None:
    key = _place(audit_round)
    with errors.caught(key):
        with app.unit_of_work() as db:
            added = service.add_drawn(
                db,
                by=app.person,
                round_ref=audit_round.ref,
                children=drawn.cases,
                refs=[refs[framed_child.child] for framed_child in drawn.cases],
                draw=round_draw,
                now=app.now(),
            )
        for name in ("choice", "had"):
            st.session_state.pop(f"{key} {name}", None)
        st.session_state[f"{key} done"] = f"Added to the round: {', '.join(added)}."


def _had(key: str, choice: Choice) -> None:
    st.session_state[f"{key} had"] = choice


def _place(audit_round: Round) -> str:
    return f"choose {audit_round.ref}"


_METHODS = {
    Method.RANDOM.value: "At random",
    Method.STRATIFIED.value: "At random within groups",
    PURPOSE: "On purpose, with the reason",
}
_SEEDS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the person chose to draw by; it holds numbers of children, so it stays in memory."""

    method: str
    filters: Mapping[str, str]
    entered: Entered


def chosen_filters(audit_round: Round) -> dict[str, str]:
    """Draw the field that says whom to draw from, and return what it says."""
    ages = st.text_input(
        "Ages to draw from, such as 10-15; leave empty for all", max_chars=7, key=f"choose {audit_round.ref} ages"
    )
    return {"age": ages.strip()} if ages.strip() else {}


def choose(
    app: App, audit_round: Round, children: Sequence[InFrame], filters: Mapping[str, str], source: str
) -> Choice | None:
    """Draw how to choose, and return what was chosen once its button was pressed; None before that."""
    key = _place(audit_round)
    method = st.radio(
        "How are the children chosen?", list(_METHODS), format_func=_METHODS.__getitem__, key=f"{key} method"
    )
    pressed: Choice | None = st.session_state.get(f"{key} choice")
    choice = pressed if pressed and (pressed.method, pressed.filters) == (method, filters) else None

    def write(_db: Db, entered: Entered) -> None:
        choice = Choice(method=method, filters=filters, entered=entered)
        _drawn(children, choice, source)  # whatever stands in the way is said in the form
        st.session_state[f"{key} choice"] = choice

    form.draw(
        Form(
            app=app,
            kind=FormKind.DRAW,
            about=method,
            round_ref=audit_round.ref,
            parts=(_part(method, _held(children), choice.entered if choice else _fresh(key)),),
            button="Show these children" if method == PURPOSE else "Draw the cases",
            write=write,
            blames={"the number": "numbers", "too many": "numbers"},
            kept=False,  # numbers of children are kept nowhere
        )
    )
    return choice


def _part(method: str, held: Sequence[str], began: Entered) -> Part:
    if method == PURPOSE:
        text = "Cases chosen on purpose do not stand for all children in care. The reason is kept with the round."
        return Part(text=text, fields=_purpose(began))
    numbers = (
        _number("size", "How many cases?", began, "4 to 8 children make a round.", sampling.FEWEST, sampling.MOST),
        _number("reserves", "How many in reserve?", began, "", 0, sampling.MOST),
        _number("seed", "Seed", began, "The same seed and return give the same draw.", 0, _SEEDS),
    )
    if method != Method.STRATIFIED.value:
        return Part(text=EVERYBODY, fields=numbers)
    groups = TicksField(
        name="by",
        label="Which groups?",
        options={band: BANDS[band] for band in held},
        start=began.chosen("by"),
        needed=True,
        missing="Choose at least one group to draw within.",
    )
    return Part(text=RULE, fields=(groups, *numbers))


def _number(name: str, label: str, began: Entered, hint: str, least: int, most: int) -> NumberField:
    return NumberField(name=name, label=label, hint=hint, least=least, most=most, start=began.text(name), needed=True)


def _purpose(began: Entered) -> tuple[TextField, ...]:
    return (
        TextField(
            name="numbers",
            label="The children’s numbers in the return",
            hint="One a line.",
            rows=4,
            most=400,
            start=began.text("numbers"),
            needed=True,
        ),
        TextField(
            name="reason",
            label="Why these children?",
            hint="No name, no number.",
            rows=3,
            most=450,
            short="The reason",
            start=began.text("reason"),
            needed=True,
            missing="Say why these children were chosen on purpose.",
        ),
    )


def _fresh(key: str) -> Entered:
    """Return what a draw begins with: a seed of its own, the same until something is drawn."""
    name = f"{key} first seed"
    if name not in st.session_state:
        st.session_state[name] = secrets.randbelow(_SEEDS)
    return Entered(values={"size": "6", "reserves": "2", "seed": str(st.session_state[name])})


def _held(children: Sequence[InFrame]) -> list[str]:
    return [band for band in BANDS if any(band in framed_child.bands for framed_child in children)]
