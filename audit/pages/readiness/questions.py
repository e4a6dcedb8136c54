"""Questions an inspector would ask next, made from the gaps, each with where an answer is.

In: where each criterion and statement stands, and what was promised.
Out: the questions, the most pressing first.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.people.person import Act
from audit.domain.readiness.inspector_questions import Question, questions
from audit.pages.components import days, look, place
from audit.pages.components.plain import plain
from audit.pages.readiness import reading

_FIRST = 10


def render(app: App) -> None:
    """Show the questions."""
    look.line_above("Readiness", "questions")
    look.title("Questions an inspector would ask next")
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    shown = reading.picture(app)
    asked = questions(shown.rows, shown.promised, today=app.today())
    if not asked:
        st.write("No gap stands out. Look again when evidence goes out of date; the page Readiness says when.")
    else:
        st.write(
            f"{days.number(len(asked)).capitalize()} {'question' if len(asked) == 1 else 'questions'}, made from the "
            "gaps in what you hold. A good answer is a piece of evidence, or an honest “not yet, and this is "
            "what we do”."
        )
    for number, one in enumerate(asked[:_FIRST], start=1):
        _question(number, one)
    if len(asked) > _FIRST:
        with st.expander(f"The other {days.number(len(asked) - _FIRST)}"):
            for number, one in enumerate(asked[_FIRST:], start=_FIRST + 1):
                _question(number, one)
    place.link("readiness", "Back to Readiness", icon=":material/arrow_back:")


def _question(number: int, one: Question) -> None:
    with st.container(border=True):
        st.caption(plain(one.about))
        st.write(f"**{number}. {plain(one.text)}**")
        with st.container(horizontal=True):
            for link in one.links[:4]:
                place.link(link.page, link.label, **link.parts)
