"""Choosing cases from a return that a council already exports.

In: an Annex A workbook or the files of an SSDA903 return, which stay in memory; how to draw.
Out: cases as references and bands; the key, which child is which, as one file for the coordinator and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.charts import draws as draw_charts
from audit.domain.rounds import draw_counts
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.draws import KeptDraw
from audit.domain.rounds.sampling import BANDS, InFrame, in_scope
from audit.domain.small_numbers.tables import KEY, one_row
from audit.library.returns.csv_tables import Frame
from audit.pages.components import chart, days, errors, lists, look, place, returns
from audit.pages.components.plain import plain
from audit.pages.rounds import choose_cases_drawn, choose_cases_plan, reserves, top
from audit.store.queries import dates as queries

HIDE = "Hide small numbers, as for a board or a paper"


def render(app: App) -> None:
    """Let a facilitator draw the cases of a round, and show how they were chosen."""
    audit_round = top.top(app, "Choose cases", step="set-up · cases")
    if audit_round is None:
        return
    choose_cases_drawn.said_last(audit_round)
    if audit_round.stage in (Stage.SETUP, Stage.RATING):
        _draw(app, audit_round)
    else:
        st.write("Cases are drawn while the round is set up and rated. That time is over.")
    with app.reading() as db:
        kept = queries.draws(db, audit_round.ref)
    if kept:
        st.header("How the cases were chosen", anchor=False)
        hide = st.checkbox(HIDE, value=True, key=f"choose {audit_round.ref} hide kept")
        for one in kept:
            _kept(app, audit_round, one, hide=hide)
    reserves.table(kept)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def frame_rows(children: Sequence[InFrame], *, hide: bool) -> list[tuple[str, str, str]]:
    """Return how many children of the frame have each value of each band, small numbers hidden where asked."""
    found = []
    for band, title in BANDS.items():
        values = [one.bands[band] for one in children if band in one.bands]
        ordered = sorted(set(values), key=lambda one: (-values.count(one), one))
        counts = [values.count(value) for value in ordered]
        shown = one_row(counts) if hide else tuple(str(count) for count in counts)
        found += [(title, value, count) for value, count in zip(ordered, shown, strict=True)]
    return found


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
        found, source = returns.frame_of(files)
        _from(app, audit_round, found, source)


def _from(app: App, audit_round: Round, found: Frame, source: str) -> None:
    st.header("Who is in the frame", anchor=False)
    held = [band for band in BANDS if any(band in one.bands for one in found.children)]
    filters = choose_cases_plan.filters(audit_round)
    children = in_scope(found.children, filters)
    st.write(f"{_children(len(children))} in care can be drawn. Source: {source}.")
    for note in found.notes:
        st.caption(note)
    if found.unreadable:
        cells = days.number(len(found.unreadable))
        st.caption(f"{cells.capitalize()} cells could not be read and were left out.")
    with st.expander("Counts by group"):
        hide = st.checkbox(HIDE, value=True, key=f"choose {audit_round.ref} hide frame")
        rows = frame_rows(children, hide=hide)
        look.html(lists.table("Children in the frame", ("Group", "Value", "Children"), rows, captioned=False))
        if hide:
            st.caption(KEY)
    st.header("How to choose", anchor=False)
    plan = choose_cases_plan.draw(audit_round, held, filters)
    choose_cases_drawn.draw(app, audit_round, found.children, plan, source)


def _kept(app: App, audit_round: Round, one: KeptDraw, *, hide: bool) -> None:
    st.write(plain(one.in_words))
    if one.made_at_utc is not None:
        st.caption(f"{one.rule} Kept on {days.moment(one.made_at_utc)} by {plain(one.made_by)}.")
    if one.strata:
        open_ = [(stratum.value, str(stratum.frame), str(stratum.drawn)) for stratum in one.strata]
        rows = draw_counts.strata(one) if hide else open_
        look.html(lists.table(f"Groups of draw {one.id}", ("Group", "In the frame", "Drawn"), rows, captioned=False))
    if one.compared:
        name = f"draw {audit_round.ref} {one.id} {'hidden' if hide else 'open'}"
        made = chart.made(app, name, lambda ink: draw_charts.compared(one, hide=hide, ink=ink))
        chart.show(made, name=f"Cases and frame, choice {one.id}", key=name, beside=False)


def _children(count: int) -> str:
    return "1 child" if count == 1 else f"{count:,} children"
