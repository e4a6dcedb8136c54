"""What a workbook that came back brings: shown whole, texts included, before anything is taken in.

In: a preview, and how it is taken in.
Out: what is new, changed, in conflict, missing, not read and wrong; a button for what is right, and a file with what is
wrong marked in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from audit.documents.excel import writing
from audit.documents.excel.returned import Answers, Brought, Outcome, Preview, unanswered
from audit.documents.excel.sheets import Wrong
from audit.domain.english import agree, capital, counted, number
from audit.pages.components import chart, look, problems
from audit.pages.components.look import plain
from audit.pages.forms import marks

_KEEP_CURRENT, _FILE = "Keep what is here", "Take what the file says"
_MOST_SHOWN = 20
_OUTCOMES = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.CONFLICTING: "changed both here and in the file",
    Outcome.UNCHANGED: "as they are here",
}


def draw(preview: Preview[Any], data: bytes, *, key: str, take_in: Callable[[Answers], object]) -> None:
    """Draw what a list's workbook brings, and the way to take it in; `data` is the workbook that came back."""
    st.write(f"**{_sum(preview)}**")
    rows = [
        (row.ref, capital(_OUTCOMES[row.outcome]), "; ".join(change.in_words for change in row.changes))
        for row in preview.rows
        if row.outcome is not Outcome.UNCHANGED
    ]
    if rows:
        look.html(look.table("What the file brings", ("Row", "It is", "What it would say"), rows))
    for note in preview.notes:
        st.caption(plain(note))
    rest = f"What is right can be taken in without {agree(len(preview.wrong), 'it', 'them')}."
    draw_wrong(preview.wrong, data, key=key, say=rest)
    marks.draw(preview.texts)
    answers = _answers(preview, key)
    if not preview.does_something:
        return
    st.button(
        "Take in what is right" if preview.wrong else "Take in what is new and changed",
        type="primary",
        disabled=bool(unanswered(preview, answers)),
        key=f"{key} take in",
        on_click=_take_in,
        args=(preview, key, take_in, answers),
    )


def draw_wrong(wrong: Sequence[Wrong], data: bytes, *, key: str, say: str) -> None:
    """Draw the cells of a workbook that are wrong, with the workbook to download in which they are marked."""
    if not wrong:
        return
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
    problems.shown(key)
    if message := st.session_state.pop(f"{key} done", ""):
        st.success(plain(message), icon=":material/check_circle:")


def _sum(preview: Preview[Any]) -> str:
    counts = {outcome: len(preview.of(outcome)) for outcome in Outcome}
    parts = [f"{number(count)} {_OUTCOMES[outcome]}" for outcome, count in counts.items() if count]
    end = "Nothing has been taken in yet." if preview.does_something else "There is nothing to take in."
    return f"{capital(', '.join(parts) or 'no rows')}. {end}"


def _answers(preview: Preview[Any], key: str) -> Answers:
    """Ask what is to be decided, and return what was."""
    sides = {row.ref: _side(row, key) for row in preview.of(Outcome.CONFLICTING)}
    leave = bool(preview.missing) and st.checkbox(preview.question, key=f"{key} missing {len(preview.missing)}")
    if preview.missing:
        st.caption("A workbook takes nothing away.")
    return Answers(
        from_file=frozenset(ref for ref, side in sides.items() if side == _FILE),
        from_app=frozenset(ref for ref, side in sides.items() if side == _KEEP_CURRENT),
        without_wrong=bool(preview.wrong),
        leave_missing=leave,
    )


def _side(row: Brought[Any], key: str) -> str | None:
    with st.container(border=True):
        look.card_title(f"{row.ref} was changed here since the file was made", 3)
        rows = [(clash.heading, clash.here or "Nothing", clash.file or "Nothing") for clash in row.clashes]
        look.html(look.table(f"{row.ref}: both sides", ("What", "Here now", "In the file"), rows, captioned=False))
        return st.radio(
            f"{row.ref}: which side stands?",
            [_KEEP_CURRENT, _FILE],
            index=None,
            horizontal=True,
            key=f"{key} side {row.ref}",
        )


def _take_in(preview: Preview[Any], key: str, take_in: Callable[[Answers], object], answers: Answers) -> None:
    with problems.caught(key):
        take_in(answers)
        taken = sum(row.outcome is not Outcome.UNCHANGED for row in preview.rows)
        left = counted(len(preview.wrong), "cell")
        rest = f" {capital(left)} {agree(len(preview.wrong), 'was', 'were')} not." if preview.wrong else ""
        st.session_state[f"{key} done"] = f"{capital(counted(taken, 'row'))} taken in.{rest}"
