"""What a workbook that came back brings: shown whole, texts included, before anything is taken in.

In: a preview, and how it is taken in.
Out: what is new, changed, in conflict, missing, not read and wrong; a button for what is right, and a file with what is
wrong marked in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import streamlit as st

from audit.documents.excel import writing
from audit.documents.excel.returned import Answers, Brought, Outcome, Preview, unanswered
from audit.documents.excel.sheets import Wrong
from audit.domain.english import agree, capital, counted, number
from audit.domain.identifying.marking import IncomingText
from audit.pages.components import chart, errors, look
from audit.pages.components.look import plain
from audit.pages.forms import marks

_KEEP_CURRENT, _FILE = "Keep what is here", "Take what the file says"
_LEAVE, _TAKE_OUT = "Leave as it is", "Take out"
_MOST_SHOWN = 20
_OUTCOMES = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.CONFLICTING: "changed both here and in the file",
    Outcome.UNCHANGED: "as they are here",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of what a workbook brings."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """What was changed both here and in the file: a row, or everything that has to be decided at once."""

    ref: str
    title: str
    table: Table
    says: str = ""  # beneath the title


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown of a workbook that came back, whatever kind of workbook it is."""

    summary: str
    brings: Table
    wrong: Sequence[Wrong] = ()
    notes: Sequence[str] = ()  # what is not read, and why
    texts: Sequence[IncomingText] = ()
    question: str = ""  # about rows that are missing
    takes_out: bool = False  # whether rows that are missing can be taken out
    conflicts: Sequence[Conflict] = ()
    sides: Sequence[tuple[str, Answers]] = ()  # buttons that decide every conflict at once; none: row by row
    does_something: bool = True
    button: str = "Take in what is new and changed"
    left: Callable[[Answers], str] = field(default=lambda _: "")  # what is still to be decided; empty for nothing
    taken: str = ""  # what is said when it was taken in


def of_list(preview: Preview[Any], button: str = "") -> Shown:
    """Return what is shown of a list: its rows, and for each that is in conflict both sides."""
    rows = [
        (row.ref, capital(_OUTCOMES[row.outcome]), "; ".join(change.in_words for change in row.changes))
        for row in preview.rows
        if row.outcome is not Outcome.UNCHANGED
    ]
    left = counted(len(preview.wrong), "cell")
    rest = f" {capital(left)} {agree(len(preview.wrong), 'was', 'were')} not." if preview.wrong else ""
    return Shown(
        summary=_sum(preview),
        brings=Table(caption="What the file brings", headings=("Row", "It is", "What it would say"), rows=rows),
        wrong=preview.wrong,
        notes=preview.notes,
        texts=preview.texts,
        question=preview.question,
        takes_out=preview.takes_out,
        conflicts=[_conflict(row) for row in preview.of(Outcome.CONFLICTING)],
        does_something=preview.does_something,
        button=button or ("Take in what is right" if preview.wrong else "Take in what is new and changed"),
        left=partial(unanswered, preview),
        taken=f"{capital(counted(len(rows), 'row'))} taken in.{rest}",
    )


def _conflict(row: Brought[Any]) -> Conflict:
    rows = [(clash.heading, clash.here or "Nothing", clash.file or "Nothing") for clash in row.clashes]
    table = Table(caption=f"{row.ref}: both sides", headings=("What", "Here now", "In the file"), rows=rows)
    return Conflict(ref=row.ref, title=f"{row.ref} was changed here since the file was made", table=table)


def draw(
    shown: Shown,
    data: bytes,
    *,
    key: str,
    take_in: Callable[[Answers], str | None],
    more: Callable[[Answers], bool] | None = None,
    is_primary: bool = True,
    said_at: str = "",
) -> bool:
    """Draw what a workbook brings, and the way to take it in; return whether it can be taken in.

    `data` is the workbook that came back; `take_in` returns what is said of it then, None for the usual. `more` draws
    what goes by the answers, and returns whether it may be taken in with them. `said_at` is the key under which the
    outcome is shown, where it is not `key`.
    """
    st.write(f"**{shown.summary}**")
    if shown.brings.rows:
        look.html(look.table(shown.brings.caption, shown.brings.headings, shown.brings.rows))
    for note in shown.notes:
        st.caption(plain(note))
    _draw_wrong(shown, data, key=key)
    marks.draw(shown.texts)
    answers = _answers(shown, key)
    if not shown.does_something:
        return False
    agreed = more(answers) if more else True
    usual = () if shown.sides and shown.conflicts else ((shown.button, answers),)
    with st.container(horizontal=True):
        for label, decided in usual or shown.sides:
            whole = replace(answers, from_file=decided.from_file, from_app=decided.from_app)
            st.button(
                label,
                type="primary" if usual and is_primary else "secondary",
                disabled=not agreed or bool(shown.left(whole)),
                key=f"{key} {label}" if shown.sides else f"{key} take in",
                on_click=_take_in,
                args=(shown, said_at or key, take_in, whole),
            )
    return True


def _draw_wrong(shown: Shown, data: bytes, *, key: str) -> None:
    """Draw the cells of a workbook that are wrong, with the workbook to download in which they are marked."""
    wrong = shown.wrong
    if not wrong:
        return
    rest = f"What is right can be taken in without {agree(len(wrong), 'it', 'them')}."
    say = rest if shown.does_something else "Put it right in Excel, save, and choose the file again."
    many = capital(counted(len(wrong), "cell is", "cells are"))
    st.error(f"{many} wrong. {say}", icon=":material/error:")
    points = (
        f"<li><b>{look.escape_html(f'{fault.sheet}, {fault.cell}')}</b>: {look.escape_html(fault.why)}</li>"
        for fault in wrong[:_MOST_SHOWN]
    )
    look.html(f'<ul class="ss-points">{"".join(points)}</ul>')
    if len(wrong) > _MOST_SHOWN:
        st.caption(f"And {len(wrong) - _MOST_SHOWN} more.")
    chart.offer(
        "Download it with the wrong cells marked",
        partial(writing.marked, data, wrong),
        file_name="to-correct.xlsx",
        mime=chart.EXCEL,
        key=f"{key} marked",
    )


def show_outcome(key: str) -> None:
    """Say what the last click did."""
    errors.from_last_run(key)
    if message := st.session_state.pop(f"{key} done", ""):
        st.success(plain(message), icon=":material/check_circle:")


def _sum(preview: Preview[Any]) -> str:
    counts = {outcome: len(preview.of(outcome)) for outcome in Outcome}
    parts = [f"{number(count)} {_OUTCOMES[outcome]}" for outcome, count in counts.items() if count]
    end = "Nothing has been taken in yet." if preview.does_something else "There is nothing to take in."
    return f"{capital(', '.join(parts) or 'no rows')}. {end}"


def _answers(shown: Shown, key: str) -> Answers:
    """Ask what is to be decided, and return what was."""
    by_row = [] if shown.sides else shown.conflicts
    sides = {conflict.ref: _side(conflict, key) for conflict in by_row}
    if shown.sides:
        for conflict in shown.conflicts:
            _both(conflict)
    missing = _missing(shown, key)
    return Answers(
        from_file=frozenset(ref for ref, side in sides.items() if side == _FILE),
        from_app=frozenset(ref for ref, side in sides.items() if side == _KEEP_CURRENT),
        without_wrong=bool(shown.wrong),
        leave_missing=missing == _LEAVE,
        take_out_missing=missing == _TAKE_OUT,
    )


def _missing(shown: Shown, key: str) -> str | None:
    """Ask about the rows that are missing, and return what was answered; None: nothing yet."""
    asked = f"{key} missing {shown.question}"
    if not shown.question:
        return None
    if shown.takes_out:
        return st.radio(shown.question, [_LEAVE, _TAKE_OUT], index=None, horizontal=True, key=asked)
    leave = st.checkbox(shown.question, key=asked)
    st.caption("A workbook takes nothing away.")
    return _LEAVE if leave else None


def _both(conflict: Conflict) -> None:
    table = conflict.table
    look.card_title(conflict.title, 3)
    if conflict.says:
        st.error(conflict.says, icon=":material/error:")
    look.html(look.table(table.caption, table.headings, table.rows, captioned=False))


def _side(conflict: Conflict, key: str) -> str | None:
    with st.container(border=True):
        _both(conflict)
        return st.radio(
            f"{conflict.ref}: which side stands?",
            [_KEEP_CURRENT, _FILE],
            index=None,
            horizontal=True,
            key=f"{key} side {conflict.ref}",
        )


def _take_in(shown: Shown, key: str, take_in: Callable[[Answers], str | None], answers: Answers) -> None:
    with errors.caught(key):
        st.session_state[f"{key} done"] = take_in(answers) or shown.taken
