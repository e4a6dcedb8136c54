"""A chart on a page: its message as a heading, the same in words, the picture, its table, where it comes from.

In: what is needed to make a chart, and which record it is made from.
Out: all of it on the page, with two downloads; made again only when something in the database changed.

Here too:
- Downloads whose file is made when somebody asks for it, and a sentence where it cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Condition
from typing import Literal

import streamlit as st

from audit.app import App
from audit.charts import page as web_page
from audit.charts import palette
from audit.charts.chart import Cell, Chart, Swatch, Table
from audit.charts.drawing.mark import Picture
from audit.documents.excel import chart_workbook
from audit.domain.english import inside
from audit.domain.small_numbers.tables import HIDDEN
from audit.pages.components import errors, look
from audit.pages.components.look import escape_html, plain
from audit.store.queries import trail

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SENTENCE = 40  # characters; a longer cell is one to be read
_LONG = 420  # characters; a longer text beside a chart is opened by whoever wants it


def ink() -> str:
    """Return the colour of text on the page, for what a figure writes."""
    return palette.DARK if st.context.theme.type == "dark" else palette.LIGHT


def made(app: App, about: str, make: Callable[[str], Chart]) -> Chart:
    """Return the chart that `make` draws in the page's ink; `about` names it, with the round it is of.

    It is kept until anything is written in the database, since every act leaves a line in the trail.
    """
    with app.reading() as db:
        newest = [(line.at_utc, line.about, line.event) for line in trail.lines(db, most=1)]
    return _cached_chart(f"{app.engine.url} {app.person.id} {about} {newest}", ink(), make)


def show(chart: Chart, *, name: str, key: str, heading: bool = True, beside: bool = True, words: bool = True) -> None:
    """Draw a chart with everything that goes with it.

    `name` says in a few words what it shows, for its table and downloads; `heading` is False where the page's title is
    its message already; `beside` puts the table at the right, which needs a wide page; `words` is False where the page
    says the same in words of its own.
    """
    if heading:
        st.header(plain(chart.title), anchor=False)
    if words:
        _in_words(chart.sentence, name)
    left, right = st.columns([10, 9], gap="large") if beside else (st.container(), st.container())
    with left:
        look.html(_legend(chart.legend))
        _picture(chart, key)
        st.caption(plain(chart.source))
    with right:
        look.html(table(chart.table, caption=name))
        _downloads(chart, name, key)


def table(rows: Table, *, caption: str) -> str:
    """Return a table as HTML, with its caption; numbers stand at the right."""
    first = next(iter(rows.rows), ())
    numbers = [isinstance(cell, int | float) for cell in first] or [False] * len(rows.columns)
    head = "".join(
        f'<th scope="col"{_right(number)}>{escape_html(column)}</th>'
        for column, number in zip(rows.columns, numbers, strict=True)
    )
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows.rows)
    return (
        f'<div class="ss-scroll" tabindex="0" role="region" aria-label="{escape_html(caption)}"><table '
        'class="ss-tb ss-tight">'
        f"<caption>{escape_html(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _picture(chart: Chart, key: str) -> None:
    if isinstance(chart.figure, Picture):
        look.html(f'<img class="ss-drawn" src="{chart.figure.address}" alt="{escape_html(chart.sentence)}">')
    else:
        st.plotly_chart(chart.figure, theme=None, config=palette.CONFIG, key=f"{key} figure", alt=chart.sentence)


def _in_words(sentence: str, name: str) -> None:
    if len(sentence) <= _LONG:
        st.write(plain(sentence))
        return
    with st.expander(f"In words: {inside(name)}"):
        st.write(plain(sentence))


@st.cache_data(max_entries=100, show_spinner=False)
def _cached_chart(about: str, ink_now: str, _make: Callable[[str], Chart]) -> Chart:  # noqa: ARG001 - `about` is the key
    return _make(ink_now)


def _downloads(chart: Chart, name: str, key: str) -> None:
    with st.container(horizontal=True):
        offer(
            f"Excel: {inside(name)}",
            lambda: chart_workbook.write_chart_workbook(chart.title, chart.sentence, chart.source, chart.table),
            file_name=f"{key.replace(' ', '-').replace('/', '-')}.xlsx",
            mime=EXCEL,
            key=f"{key} xlsx",
            icon=":material/table_view:",
            type_="tertiary",
        )
        offer(
            f"Web page: {inside(name)}",
            lambda: web_page.as_html(chart),
            file_name=f"{key.replace(' ', '-').replace('/', '-')}.html",
            mime="text/html",
            key=f"{key} html",
            type_="tertiary",
        )


def _legend(swatches: tuple[Swatch, ...]) -> str:
    if not swatches:
        return ""
    labelled = "".join(f"<li>{_swatch(swatch)}{escape_html(swatch.label)}</li>" for swatch in swatches)
    return f'<ul class="ss-key">{labelled}</ul>'


def _swatch(swatch: Swatch) -> str:
    shape = " round" if swatch.round else ""
    style = f"background:{swatch.fill};border-color:{swatch.edge};color:{swatch.text}"
    return (
        f'<span class="sw{shape}" aria-hidden="true" style="{escape_html(style)}">{escape_html(swatch.letter)}</span>'
    )


def _row(cells: tuple[Cell, ...]) -> str:
    first, *other_cells = cells
    cell_html = "".join(f"<td{_kind(cell)}>{escape_html(_shown(cell))}</td>" for cell in other_cells)
    return f'<th scope="row">{escape_html(_shown(first))}</th>{cell_html}'


def _kind(cell: Cell) -> str:
    """Return how a cell is set: a number at the right, a sentence with room to be read."""
    if isinstance(cell, str) and len(cell) > _SENTENCE:
        return ' class="w"'
    return _right(isinstance(cell, int | float) or cell == HIDDEN)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _right(number: bool) -> str:
    return ' class="n"' if number else ""


_LONGEST = 60  # seconds; a paper takes less than one
Make = Callable[[], bytes | str]


@dataclass
class _Making:
    """How often a file was asked for and answered, and what was wrong the last time."""

    requested: int = 0
    answered: int = 0
    fault: str = ""
    changed: Condition = field(default_factory=Condition)

    def ask(self) -> None:
        """Note that the file was asked for."""
        with self.changed:
            self.requested += 1

    def answer(self, fault: str) -> None:
        """Note that the file was made, or why it was not."""
        with self.changed:
            self.answered, self.fault = self.answered + 1, fault
            self.changed.notify_all()

    def wait(self) -> None:
        """Wait until the file that was asked for is made; a request that never came is given up."""
        with self.changed:
            self.changed.wait_for(lambda: self.answered >= self.requested, timeout=_LONGEST)
            self.answered = self.requested


@st.fragment
def offer(
    label: str,
    make: Make,
    *,
    file_name: str,
    mime: str,
    key: str,
    icon: str = ":material/download:",
    type_: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Draw a button that makes a file and hands it over; where it cannot be made, say why beneath the button."""
    making: _Making = st.session_state.setdefault(f"making of {key}", _Making())
    st.download_button(
        label,
        data=partial(_made, making, make),
        file_name=file_name,
        mime=mime,
        key=key,
        icon=icon,
        type=type_,
        on_click=making.ask,
    )
    if making.answered < making.requested:
        with st.spinner("Making the file …"):
            making.wait()
    if making.fault:
        st.error(making.fault, icon=":material/error:")


def _made(making: _Making, make: Make) -> bytes | str:
    with errors.reported_to(making.answer):
        made = make()
        making.answer("")
        return made
    raise FileNotMadeError


class FileNotMadeError(Exception):
    """The file was not made; the page says why."""
