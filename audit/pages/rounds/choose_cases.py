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
from audit.domain.rounds import draws, sampling
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.draws import PURPOSE, KeptDraw
from audit.domain.rounds.sampling import BANDS, EVERYBODY, RULE, Drawn, InFrame, Method, Plan, in_scope
from audit.domain.small_numbers.tables import KEY, suppress_row
from audit.errors import AuditError
from audit.library.returns import frame as sample_key
from audit.library.returns.return_tables import Frame
from audit.pages.components import chart, errors, look, place, problems, returns
from audit.pages.components.look import plain
from audit.pages.rounds import cases, top
from audit.services.rounds import draws as service
from audit.store.queries import rounds as queries

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
    held = [band for band in BANDS if any(band in framed_child.bands for framed_child in frame.children)]
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
    plan = draw_plan(audit_round, held, filters)
    draw_drawn(app, audit_round, frame.children, plan, source)


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
    problems.shown(_place(audit_round))
    message = st.session_state.pop(f"{_place(audit_round)} done", None)
    if message:
        st.success(plain(message), icon=":material/check_circle:")


def draw_drawn(app: App, audit_round: Round, children: tuple[InFrame, ...], choice: Choice, source: str) -> None:
    """Draw the button, and once it was pressed what was drawn; another plan needs another press."""
    key = _place(audit_round)
    pressed = st.session_state.get(f"{key} choice") == choice
    label = "Show these children" if choice.plan is None else "Draw the cases"
    st.button(label, type="secondary" if pressed else "primary", key=f"{key} draw", on_click=_press, args=(key, choice))
    if not pressed:
        return
    drawn, round_draw = _drawn(children, choice, source)
    refs = _refs(audit_round, drawn)
    st.header("What was drawn", anchor=False)
    st.write(plain(round_draw.in_words))
    held = [band for band in BANDS if any(band in framed_child.bands for framed_child in children)]
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


def _drawn(children: tuple[InFrame, ...], choice: Choice, source: str) -> tuple[Drawn, KeptDraw]:
    if choice.plan is not None:
        drawn = sampling.draw(children, choice.plan)
        frame = sampling.in_scope(children, choice.plan.filters)
        return drawn, draws.record_of(drawn, choice.plan, frame, source=source)
    cases = chosen(children, choice.numbers)
    if not choice.reason:
        raise AuditError("Say why these children were chosen on purpose.")
    if len(cases) > sampling.MOST:
        raise AuditError(f"{len(cases)} children are too many for one round: {sampling.MOST} is the most.")
    drawn = Drawn(frame=len(children), strata=(), cases=cases, reserves=())
    round_draw = KeptDraw(
        source=source,
        method=PURPOSE,
        size=len(cases),
        frame=len(children),
        reason=choice.reason,
        compared=draws.compared(children, cases),
    )
    return drawn, round_draw


def _refs(audit_round: Round, drawn: Drawn) -> dict[str, str]:
    cases = zip(drawn.cases, service.next_refs(audit_round, len(drawn.cases)), strict=True)
    reserves = {framed_child.child: draws.spare_ref(number) for number, framed_child in enumerate(drawn.reserves, 1)}
    return {framed_child.child: ref for framed_child, ref in cases} | reserves


def _add(app: App, audit_round: Round, drawn: Drawn, round_draw: KeptDraw, refs: dict[str, str]) -> None:
    key = _place(audit_round)
    with problems.caught(key):
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


def _press(key: str, choice: Choice) -> None:
    st.session_state[f"{key} choice"] = choice


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
    """What the person chose: a plan to draw by, or numbers and a reason."""

    plan: Plan | None  # None: chosen on purpose
    numbers: tuple[str, ...] = ()
    reason: str = ""


def chosen_filters(audit_round: Round) -> dict[str, str]:
    """Draw the field that says whom to draw from, and return what it says."""
    ages = st.text_input(
        "Ages to draw from, such as 10-15; leave empty for all", max_chars=7, key=f"choose {audit_round.ref} ages"
    )
    return {"age": ages.strip()} if ages.strip() else {}


def draw_plan(audit_round: Round, held: Sequence[str], filters: dict[str, str]) -> Choice:
    """Draw the fields of how to choose, and return what they say."""
    key = f"choose {audit_round.ref}"
    method = st.radio(
        "How are the children chosen?",
        list(_METHODS),
        format_func=lambda method_name: _METHODS[method_name],
        key=f"{key} method",
    )
    if method == PURPOSE:
        return _purpose(key)
    by = _groups(key, held) if method == Method.STRATIFIED.value else ()
    st.caption(RULE if method == Method.STRATIFIED.value else EVERYBODY)
    left, right = st.columns(2)
    size = left.number_input("How many cases? 4 to 8", 1, 8, 6, key=f"{key} size")
    reserves = right.number_input("How many in reserve?", 0, 8, 2, key=f"{key} reserves")
    seed = st.number_input(
        "Seed: the same seed and return give the same draw", 0, _SEEDS, _seed(key), key=f"{key} seed"
    )
    plan = Plan(size=int(size), reserves=int(reserves), seed=int(seed), method=Method(method), by=by, filters=filters)
    return Choice(plan=plan)


def _groups(key: str, held: Sequence[str]) -> tuple[str, ...]:
    st.write("Which groups?")
    with st.container(horizontal=True):
        return tuple(band for band in held if st.checkbox(BANDS[band], key=f"{key} by {band}"))


def _purpose(key: str) -> Choice:
    st.caption("Cases chosen on purpose do not stand for all children in care. The reason is kept with the round.")
    numbers = st.text_area("The children’s numbers in the return, one a line", max_chars=400, key=f"{key} numbers")
    reason = st.text_area("Why these children? No name, no number", max_chars=450, key=f"{key} reason")
    child_numbers = tuple(dict.fromkeys(number for number in re.split(r"[\s,;]+", numbers) if number))
    return Choice(plan=None, numbers=child_numbers, reason=reason.strip())


def _seed(key: str) -> int:
    name = f"{key} first seed"
    if name not in st.session_state:
        st.session_state[name] = secrets.randbelow(_SEEDS)
    return int(st.session_state[name])
