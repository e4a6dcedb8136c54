"""One question to one child's records: the answer first, then only what that answer calls for.

In: a line of enquiry and what is saved of it.
Out: its card.
"""

from __future__ import annotations

import streamlit as st

from audit.domain.frameworks.framework import Key, LineOfEnquiry
from audit.domain.rating.form import Answer
from audit.pages.components import look
from audit.pages.rating import fields, keeping
from audit.pages.rating.keeping import Slot
from audit.pages.rating.sheet import Sheet

_ANSWERS = {answer.value: answer.label for answer in Answer}
_JUDGED = (Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET)


def card(sheet: Sheet, key: Key, line: LineOfEnquiry, number: int) -> None:
    """Draw a question with its answer, where the evidence was seen, and its note."""
    slot = Slot(part="answer", key=key, field="answer")
    with st.container(border=True):
        asked, saved = st.container(), st.container()
        with saved:  # sent before all else, so that a click shows as saved while the rest is still being drawn
            _saved(sheet, key)
        with asked:
            notice, said = _asked(sheet, slot, line, number)
        about = f"Question {number}"
        fields.clash(sheet, slot, about, lambda mine: mine["answer"].label if mine["answer"] else "No answer")
        if said is not None:
            _called_for(sheet, key, line, number, Answer(said))
        if notice:
            st.caption(notice)


def _asked(sheet: Sheet, slot: Slot, line: LineOfEnquiry, number: int) -> tuple[str, str | None]:
    """Draw the question and its answer; return who else changed it meanwhile, and what stands."""
    _question(line, number)
    notice = keeping.show(sheet, slot)
    said = fields.choice(
        sheet, slot, line.text, options=_ANSWERS, fields=lambda one: {"answer": Answer(one)}, horizontal=True
    )
    return notice, said


def _saved(sheet: Sheet, key: Key) -> None:
    """Say at once that the answer is kept, above what it calls for, which takes longer to draw."""
    answer = sheet.draft.answer(key)
    if answer.answer is not None and answer.saved is not None:
        said = f"✓ Answer saved at {sheet.time(answer.saved.at_utc)}"
        look.html(f'<p class="ss-p ss-soft" id="saved-{look.text(key.ref)}">{said}</p>')


def _question(line: LineOfEnquiry, number: int) -> None:
    look.html(
        f'<h2 class="ss-ct" id="question-{number}" tabindex="-1">{number}. {look.text(line.text)}</h2>'
        f'<p class="ss-p ss-soft">Good looks like: {look.text(line.good_looks_like)}</p>'
    )
    with st.expander(f"Question {number}: what to look for", type="compact"):
        look.html(f'<ul class="ss-points">{"".join(f"<li>{look.text(one)}</li>" for one in line.look_for)}</ul>')


def _called_for(sheet: Sheet, key: Key, line: LineOfEnquiry, number: int, answer: Answer) -> None:
    if answer in _JUDGED:
        fields.seen_in(
            sheet, Slot(part="answer", key=key, field="seen_in"), f"Question {number}: where did you see it?"
        )
    if answer is Answer.NOT_APPLICABLE:
        st.caption(_when_not_applicable(line))
    note = Slot(part="answer", key=key, field="note")
    fields.words(sheet, note, f"Question {number}: {_asks(answer)}", rows=2, about=f"Question {number}, note")


def _asks(answer: Answer) -> str:
    if answer is Answer.NOT_APPLICABLE:
        return "why does it not apply to this child?"
    if answer is Answer.NOT_EVIDENCED:
        return "where did you look?"
    return "what did you see? Dates help; no names, please"


def _when_not_applicable(line: LineOfEnquiry) -> str:
    if line.not_applicable_if is None:
        return "This question is meant for every child. If the record does not show it, choose “Not evidenced”."
    return f"Use this only if {line.not_applicable_if}. If the record does not show it, choose “Not evidenced”."
