"""Timescales over a whole council: the SSDA903 return counted rule by rule, with nothing kept.

In: the return's files, which stay in memory.
Out: counts of children, hidden where they are small; and which cells could not be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act
from audit.domain.small_numbers.tables import KEY, suppress_row, whole
from audit.domain.timescales.child_dates import Result
from audit.domain.timescales.rules import Checked, check_all, counts
from audit.library import bank_holidays
from audit.library.frameworks import loading
from audit.library.returns import return_files, ssda903
from audit.library.returns.return_files import Year
from audit.library.returns.return_tables import Unreadable
from audit.library.returns.ssda903 import Return
from audit.pages.components import errors, look, place
from audit.pages.timescales.round_timescales import binding, changed_rules

_RESULTS = (Result.MET, Result.LATE, Result.NOT_DUE, Result.NOT_APPLICABLE, Result.CANNOT_TELL)
_MOST_SHOWN = 20


def render(app: App) -> None:
    """Let somebody count the timescales of a council's return."""
    look.line_above("Timescales", "whole council")
    look.title("Timescales of a whole council")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator counts the timescales of a return. Ask yours.")
        place.link("home", "Back to Home")
        return
    st.write(
        "Choose the files of the SSDA903 return: header, episodes, reviews and oc2. Several years can be read "
        "together, each as a zip file with its year in the name, such as 2026.zip. The files stay in memory. "
        "Only counts are shown, and nothing is kept."
    )
    files = st.file_uploader(
        "Files of the return (.csv, or a .zip file for each year)",
        type=["csv", "zip"],
        accept_multiple_files=True,
        key="council files",
    )
    as_of = st.date_input(
        "As at which day?",
        value=_year_end(app.today()),
        max_value=app.today(),
        min_value=date(2001, 3, 31),
        format="DD/MM/YYYY",
        key="council day",
    )
    if files and as_of is not None:
        with errors.shown():
            _counted(return_files.chosen([(file.name, file.getvalue()) for file in files]), as_of)
    else:
        st.caption("The counts appear here once files are chosen.")
    changed_rules()
    place.link("timescales", "Back to the timescales")


def rows(results: Sequence[Checked], *, hide: bool) -> list[tuple[str, ...]]:
    """Return a row for each rule that the return tells something of: its name, the counts, and how far it binds."""
    by_rule = counts(results)
    made = []
    for rule in loading.timescales():
        row = [by_rule.get(rule[0].ref, {}).get(result, 0) for result in _RESULTS]
        shown = suppress_row(row) if hide else tuple(str(count) for count in row)
        if row[0] or row[1]:
            made.append((f"{rule[0].ref} {rule[0].title}", *shown, binding(rule[0])))
    return made


def untold(results: Sequence[Checked]) -> list[str]:
    """Return the rules of which the return tells nothing, by ref and title."""
    by_rule = counts(results)
    rows_ = ((rule[0], by_rule.get(rule[0].ref, {})) for rule in loading.timescales())
    return [
        f"{rule.ref} {rule.title}" for rule, row in rows_ if not row.get(Result.MET, 0) and not row.get(Result.LATE, 0)
    ]


def _counted(years: Sequence[Year], as_of: date) -> None:
    with st.spinner("Counting"):
        returned = ssda903.read(years)
        children = ssda903.children(returned, as_of)
        results = check_all(children, loading.timescales(), as_of=as_of, holidays=bank_holidays.england())
    hide = st.checkbox("Hide small numbers, as for a board or a paper", value=True, key="council hide")
    st.header("What the return says", anchor=False)
    total = whole(len(children)) if hide else f"{len(children):,} children"
    st.write(f"{total}, as at {english.day(as_of)}. A child in 2 years is counted once.")
    headings = ("Check", *(result.label for result in _RESULTS), "How far it binds")
    counted = rows(results, hide=hide)
    if counted:
        look.html(look.table("Children by check and result", headings, counted, captioned=False))
    if hide:
        st.caption(KEY)
    st.write(
        "A return holds dates for reviews and a yes or no for health assessments and the questionnaire. Of these rules "
        f"nobody can tell from it; the dates form of a round’s cases asks: {'; '.join(untold(results))}."
    )
    _draw_file_notes(returned)


def _draw_file_notes(returned: Return) -> None:
    for note in returned.notes:
        st.caption(note)
    if not returned.unreadable:
        return
    cells = returned.unreadable
    st.header("Cells that could not be read", anchor=False)
    st.write(
        f"{english.agree(len(cells), 'One cell was', f'{len(cells):,} cells were')} left out. Everything else was read."
    )
    look.html(
        look.table("Cells that could not be read", ("File", "Row", "Column", "Why"), _cells(cells), captioned=False)
    )
    if len(cells) > _MOST_SHOWN:
        st.caption(f"And {len(cells) - _MOST_SHOWN:,} more.")


def _cells(cells: Sequence[Unreadable]) -> list[tuple[str, str, str, str]]:
    return [(cell.file, str(cell.row), cell.column, cell.why) for cell in cells[:_MOST_SHOWN]]


def _year_end(today: date) -> date:
    this = date(today.year, 3, 31)
    return this if this <= today else date(today.year - 1, 3, 31)
