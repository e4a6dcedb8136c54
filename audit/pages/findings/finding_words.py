"""What a child or carer said, in their own words, as part of a finding's fields."""

from __future__ import annotations

import streamlit as st

from audit.domain.findings.finding import ChildWords, Finding
from audit.pages.components import errors, look
from audit.pages.forms import draft
from audit.pages.forms.draft import Form

_WHO = {"child": "The child", "carer": "A carer", "parent": "A parent"}
_COUNT = "words"


def fields(form: Form, start: Finding) -> tuple[ChildWords, ...]:
    """Draw the fields of every quotation, and return those that hold words."""
    count = int(form.value(_COUNT, str(len(start.words))) or 0)
    look.card_title("What a child or carer said")
    st.caption("Their own words, as they said them. They stay in the audit group unless you say otherwise.")
    blank = ChildWords(text="", said_by="")
    found = []
    for number in range(count):
        one = start.words[number] if number < len(start.words) else blank
        with st.container(border=True):
            found.append(_one(form, one, number + 1, f"words {number}"))
    st.button(
        "Add words of a child or carer",
        key=form.name("more"),
        on_click=_more,
        args=(form, count),
        icon=":material/add:",
    )
    return tuple(one for one in found if one.text)


def _one(form: Form, one: ChildWords, number: int, field: str) -> ChildWords:
    label = f"Words {number}: what was said? Leave it empty to take it away."
    said = draft.text(form, f"{field} text", label, one.text, short=f"Words {number}", kinder=False)
    start = one.said_by if one.said_by in _WHO else ""
    who = draft.choice(form, f"{field} who", f"Words {number}: who said it?", _WHO, start, horizontal=True)
    cases = {case.ref: case.ref for case in form.audit_round.active_cases()}
    label = f"Words {number}: which child is it about?"
    case = draft.select(form, f"{field} case", label, cases, one.case, placeholder="Not said")
    papers, asked = _papers(form, one, number, field)
    return ChildWords(text=said, case=case, said_by=who, for_papers=papers, how_asked=asked)


def _papers(form: Form, one: ChildWords, number: int, field: str) -> tuple[bool, str]:
    label = f"Words {number} may be used in papers"
    if not draft.tick(form, f"{field} papers", label, start=one.for_papers):
        return False, one.how_asked
    label = f"Words {number}: were they asked, and how? For example: her social worker read them out, and she agreed."
    return True, draft.text(form, f"{field} asked", label, one.how_asked, rows=1)


def _more(form: Form, count: int) -> None:
    with errors.caught():
        form.keep(words=str(count + 1))
