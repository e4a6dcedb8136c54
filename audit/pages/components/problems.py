"""What stands in the way, said twice: in a summary at the top, and beside the field it is about.

In: the problems found in what somebody entered.
Out: a summary whose links lead to the fields, as on GOV.UK.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import streamlit as st

from audit.pages.components import errors, look
from audit.pages.components.look import escape_html, plain


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to put right."""

    field: str  # the field's name in the address of the link; empty: about the whole page
    say: str


def _whole(_say: str) -> str:
    return ""


def keep(place: str, problems: Sequence[Problem]) -> None:
    """Keep what stands in the way at one place of the product until something else is kept there."""
    st.session_state[_key(place)] = tuple(problems)


def pop(place: str) -> tuple[Problem, ...]:
    """Return what stands in the way at one place, and forget it: it is shown once for each attempt."""
    problems: tuple[Problem, ...] = st.session_state.pop(_key(place), ())
    return problems


def caught(place: str, field_of: Callable[[str], str] = _whole) -> AbstractContextManager[None]:
    """Keep the fault of a callback, to be shown at its place when the page is drawn.

    `field_of` says which field a sentence is about.
    """
    return errors.reported_to(lambda say: keep(place, [Problem(field=field_of(say), say=say)]))


def shown(place: str) -> None:
    """Show, where it belongs, what the last callback could not do."""
    for problem in pop(place):
        st.error(plain(problem.say), icon=":material/error:")


def summary(problems: Sequence[Problem]) -> None:
    """Draw the summary; nothing where there are no problems."""
    if not problems:
        return
    lines = "".join(f"<li>{_linked(problem)}</li>" for problem in problems)
    look.html(
        '<div class="ss-problems" id="problems" role="alert" tabindex="-1"><h2 class="ss-ct">There is a problem</h2>'
        f'<ul class="ss-plain-list">{lines}</ul></div>'
    )


def pointer(problems: Sequence[Problem]) -> None:
    """Draw a line that leads to the summary, for beside the button of a long form."""
    if problems:
        look.html('<p class="ss-wrong"><a href="#problems">Not saved: see what is missing</a></p>')


def beside(field: str, problems: Sequence[Problem]) -> None:
    """Draw the place that the summary links to, with what is wrong there; put it right above the field."""
    wrong = [problem.say for problem in problems if problem.field == field]
    message = f'<p class="ss-wrong"><span class="ss-vh">Error: </span>{escape_html(wrong[0])}</p>' if wrong else ""
    if message:
        look.html(f'<div id="field-{escape_html(field)}" tabindex="-1">{message}</div>')


def _linked(problem: Problem) -> str:
    return (
        f'<a href="#field-{escape_html(problem.field)}">{escape_html(problem.say)}</a>'
        if problem.field
        else escape_html(problem.say)
    )


def _key(place: str) -> str:
    return f"problems of {place}"
