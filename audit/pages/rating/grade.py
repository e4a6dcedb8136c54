"""What difference it made for the child, and then the grade: last, looking back at the evidence.

In: a statement and what is saved of it.
Out: the end of its page.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.domain.frameworks.scale import Scale
from audit.domain.rating.form import Standing
from audit.domain.rounds.audit_round import Asked
from audit.pages.components import look
from audit.pages.rating import fields, keeping
from audit.pages.rating.keeping import Fields, Slot
from audit.pages.rating.sheet import Sheet

_UNGRADED = {
    Standing.NOT_EVIDENCED.value: ("Not evidenced", "You looked, and the record does not show it"),
    Standing.NOT_APPLICABLE.value: ("Not applicable", "The statement cannot apply to this child; say why"),
}
_WHY = {
    Standing.NOT_EVIDENCED.value: "Why is it not evidenced? Say where you looked",
    Standing.NOT_APPLICABLE.value: "Why does the statement not apply to this child?",
}
DIFFERENCE = "What difference did it make for the child?"


def difference(sheet: Sheet) -> None:
    """Draw the one text about the difference for the child, under its heading."""
    slot = Slot(part="account", key=None, field="difference")
    look.html(f'<h2 class="ss-h2" id="difference" tabindex="-1">{DIFFERENCE}</h2>')
    notice = keeping.show(sheet, slot)
    fields.words(
        sheet,
        slot,
        "The difference, in a few sentences",
        rows=4,
        about="The difference",
        help_text="What is better, worse or the same in the child’s life. Not what was done: what it changed. "
        "One text for this child, the same on every statement page: add to it as you go. "
        "You need it before you can submit.",
    )
    if notice:
        st.caption(notice)


def grade(sheet: Sheet, asked: Asked) -> None:
    """Draw the agency's own grade of a statement, what each grade looks like, and what goes with it."""
    slot = Slot(part="grade", key=asked.key, field="choice")
    scale = sheet.audit_round.scale
    look.html('<h2 class="ss-h2" id="grade" tabindex="-1">Your agency’s grade</h2>')
    if asked.item.descriptors:
        _looks_like(asked.item.descriptors, scale)
    notice = keeping.show(sheet, slot)
    options = {step.value: step.label for step in scale.steps} | {one: said[0] for one, said in _UNGRADED.items()}
    captions = [step.caption for step in scale.steps] + [said[1] for said in _UNGRADED.values()]
    label = "Taken together, how good was the help? Grade what you saw, not what was planned."
    said = fields.choice(sheet, slot, label, options=options, captions=captions, fields=_fields_of, label_shown=True)
    fields.clash(sheet, slot, "The grade", lambda mine: _in_words(mine, scale))
    if said in _WHY:
        fields.words(sheet, Slot(part="grade", key=asked.key, field="reason"), _WHY[said], rows=2, about="The reason")
    elif said is not None:
        st.caption(fields.saved_line(sheet, sheet.draft.grade(asked.key)))
    if notice:
        st.caption(notice)
    _to_share(sheet, asked)


def _to_share(sheet: Sheet, asked: Asked) -> None:
    kept = sheet.draft.grade(asked.key)
    left, right = st.columns(2)
    with left:
        slot = Slot(part="grade", key=asked.key, field="good_practice")
        fields.words(sheet, slot, "Good practice to share (if any)", say_saved=bool(kept.good_practice), rows=3)
    with right:
        slot = Slot(part="grade", key=asked.key, field="to_develop")
        fields.words(sheet, slot, "What to develop (if anything)", say_saved=bool(kept.to_develop), rows=3)


def _looks_like(descriptors: Mapping[str, str], scale: Scale) -> None:
    labels = {step.value: step.label for step in scale.steps}
    with st.expander("What each grade looks like", type="compact"):
        rows = "".join(
            f"<div><dt>{look.text(labels.get(one, one.replace('_', ' ').capitalize()))}</dt>"
            f"<dd>{look.text(said)}</dd></div>"
            for one, said in descriptors.items()
        )
        look.html(f'<dl class="ss-sl">{rows}</dl>')


def _fields_of(option: str) -> Fields:
    if option in _UNGRADED:
        return {"standing": Standing(option), "grade": None}
    return {"standing": Standing.GRADED, "grade": option}


def _in_words(mine: Fields, scale: Scale) -> str:
    if mine["standing"] is None:
        return "Not graded yet"
    return scale.step(mine["grade"]).label if mine["grade"] else _UNGRADED[mine["standing"].value][0]
