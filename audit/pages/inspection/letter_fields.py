"""The fields of a letter that is being checked; each keeps itself as it is filled in.

In: the letter's draft.
Out: what the letter says of the inspection, and each finding, put right and kept at once.

Here too:
- What an inspection letter said, under the finding that stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.findings.finding import Finding
from audit.domain.inspection import letter_drafts as rules
from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_facts import FIELDS
from audit.domain.inspection.letter_reading import FoundKind
from audit.domain.inspection.published import Quotation, quoted_for
from audit.pages.components import errors, look
from audit.pages.forms import text_box as boxes
from audit.pages.forms.two_writers import joined
from audit.services.inspection import letter_drafts
from audit.store.queries import inspection as queries

PLACE = "letter that is checked"
_FIRST, _LAST = date(2015, 1, 1), date(2099, 12, 31)
_CHECK = "Check this"
_UNREAD = "Not read. Look in the letter, and fill in what it says."
_UNREAD_DUE = "Not read. Leave it empty, and it is counted from the letter’s day."
_ROWS = 12  # of the largest box
_TEXTS = {  # by field: its label, and the rows of its box
    "area": ("Area", 1),
    "theme": ("Theme", 2),
    "principal_authority": ("Principal authority, who answers for the statement", 2),
}
_DAYS = {
    "inspection_start": "First day of the inspection",
    "inspection_end": "Last day of the inspection",
    "published": "Day of the letter",
    "due": "Statement due",
}


def inspection(app: App, draft: LetterDraft) -> None:
    """Draw what the letter says of the inspection; what was read with a doubt is marked to be checked."""
    facts, doubts = draft.inspection, rules.doubts(draft)
    for field, (label, rows) in _TEXTS.items():
        _text(app, draft, field, label, getattr(facts, field), rows=rows, doubt=doubts.get(field, ""))
    for field, label in _DAYS.items():
        unread = _UNREAD_DUE if field == "due" else _UNREAD
        _day(app, draft, field, label, getattr(facts, field), unread=unread, doubt=doubts.get(field, ""))


def to_check(draft: LetterDraft) -> None:
    """Say what of the findings is to be checked."""
    if why := rules.doubts(draft).get("findings", ""):
        _to_look_at("", why)


def still_to_check(draft: LetterDraft) -> None:
    """Name the fields of the inspection that are to be checked."""
    if names := [FIELDS[field] for field in rules.doubts(draft) if field != "findings"]:
        _to_look_at("", f"It may be read wrongly: {english.listed(names)}. Choose “The inspection”.")


def finding(app: App, draft: LetterDraft, draft_finding: DraftFinding) -> None:
    """Draw one finding: its kind, its words, and what else can be done with it."""
    number = draft.number(draft_finding)
    look.card_title(f"Finding {number} of {len(draft.findings)}{', left out' if draft_finding.left_out else ''}", 3)
    if draft_finding.left_out:
        st.write("It will not be kept. Its text stays until the letter’s findings are kept.")
        st.button(
            f"Take finding {number} in again",
            key=_key(draft, draft_finding, "in"),
            on_click=_leave,
            args=(app, draft, draft_finding),
        )
        return
    key = _key(draft, draft_finding, "kind")
    if st.session_state.get(key) != draft_finding.kind:
        st.session_state[key] = draft_finding.kind
    st.selectbox(
        f"What finding {number} is",
        list(FoundKind),
        format_func=lambda kind: kind.label,
        key=key,
        on_change=_keep_kind,
        args=(app, draft, draft_finding, key),
    )
    _words(app, draft, draft_finding, number)
    _more(app, draft, draft_finding, number)


def act(app: App, draft: LetterDraft, command: Callable[..., None], **arguments: object) -> bool:
    """Do something to the draft, and say whether it was done; what stands in the way is shown with the page."""
    with errors.caught(PLACE):
        with app.unit_of_work() as db:
            command(db, by=app.person, mark=draft.mark, now=app.now(), **arguments)
        return True
    return False


def _text(app: App, draft: LetterDraft, field: str, label: str, value: str, *, rows: int, doubt: str) -> None:
    _to_look_at(_UNREAD if not value else "", doubt)
    boxes.text_box(
        label,
        value=value,
        key=f"{_mark(draft)} {field} box",
        rows=rows,
        saved=_CHECK if doubt else "✓ Kept" if value else "",
        save=partial(_say, app, draft, field),
    )


def _say(app: App, draft: LetterDraft, field: str, typed: str) -> None:
    shown = str(getattr(draft.inspection, field))
    with app.reading() as db:
        now = queries.draft(db, viewer=app.viewer(), mark=draft.mark)
    stored = getattr(now.inspection, field) if now is not None else shown
    replaceable = {" ".join(text.split()) for text in boxes.replaceable_texts(f"{_mark(draft)} {field} box", shown)}
    with app.unit_of_work() as db:
        letter_drafts.say(
            db,
            by=app.person,
            mark=draft.mark,
            field=field,
            value=" ".join(typed.split()),
            now=app.now(),
            seen=stored if stored in replaceable else shown,
        )


def _day(app: App, draft: LetterDraft, field: str, label: str, day: date | None, *, unread: str, doubt: str) -> None:
    _to_look_at(unread if day is None else "", doubt)
    key = f"{_mark(draft)} {field}"
    if key not in st.session_state or st.session_state[key] != day:
        st.session_state[key] = day
    st.date_input(
        label,
        value=None,
        format="DD/MM/YYYY",
        key=key,
        min_value=min(_FIRST, day or _FIRST),
        max_value=max(_LAST, day or _LAST),
        on_change=_keep_day,
        args=(app, draft, field, key),
    )


def _keep_day(app: App, draft: LetterDraft, field: str, key: str) -> None:
    value, seen = st.session_state.get(key), getattr(draft.inspection, field)
    act(app, draft, letter_drafts.say, field=field, value=value, seen=seen)


def _to_look_at(unread: str, doubt: str) -> None:
    """Say above a field that nothing was read for it, or why what was read is to be checked."""
    for words in filter(None, (unread, f"{_CHECK}. {doubt}" if doubt else "")):
        look.html(f'<p class="ss-unread">{look.escape_html(words)}</p>')


def _words(app: App, draft: LetterDraft, draft_finding: DraftFinding, number: int) -> None:
    key = _key(draft, draft_finding, "box")
    boxes.text_box(
        f"Finding {number} in the letter’s words",
        value=draft_finding.text,
        key=key,
        rows=min(max(len(draft_finding.text) // 58 + 1, 2), _ROWS),
        saved="✓ Kept" if draft_finding.text and draft_finding.looked_at else "",
        save=lambda typed: _keep_words(app, draft, draft_finding, key, typed),
    )


def _keep_words(app: App, draft: LetterDraft, draft_finding: DraftFinding, key: str, typed: str) -> None:
    """Keep a text; where another window of the same person wrote meanwhile, both texts are kept."""
    with app.reading() as db:
        now = queries.draft(db, viewer=app.viewer(), mark=draft.mark)
    stored = now.finding(draft_finding.id).text if now is not None else draft_finding.text
    if stored not in (typed, draft_finding.text, *boxes.replaceable_texts(key, draft_finding.text)):
        typed = joined(stored, typed)
    with app.unit_of_work() as db:
        letter_drafts.change(
            db,
            by=app.person,
            mark=draft.mark,
            finding_id=draft_finding.id,
            text=typed,
            seen=replace(draft_finding, text=stored),
            now=app.now(),
        )


def _keep_kind(app: App, draft: LetterDraft, draft_finding: DraftFinding, key: str) -> None:
    act(
        app,
        draft,
        letter_drafts.change,
        finding_id=draft_finding.id,
        kind=st.session_state.get(key),
        seen=draft_finding,
    )


def _more(app: App, draft: LetterDraft, draft_finding: DraftFinding, number: int) -> None:
    with st.container(horizontal=True):
        st.button(
            f"Leave finding {number} out",
            key=_key(draft, draft_finding, "out"),
            type="tertiary",
            on_click=_leave,
            args=(app, draft, draft_finding),
            icon=":material/remove_circle:",
        )
        if number < len(draft.findings):
            st.button(
                f"Join it with finding {number + 1}",
                key=_key(draft, draft_finding, "join"),
                type="tertiary",
                on_click=_change,
                args=(app, draft, draft_finding, letter_drafts.join),
                icon=":material/merge:",
            )
        if "\n" in draft_finding.text.strip():
            st.button(
                "Split it at the line break",
                key=_key(draft, draft_finding, "split"),
                type="tertiary",
                on_click=_change,
                args=(app, draft, draft_finding, letter_drafts.split),
                icon=":material/call_split:",
            )


def _leave(app: App, draft: LetterDraft, draft_finding: DraftFinding) -> None:
    act(
        app,
        draft,
        letter_drafts.change,
        finding_id=draft_finding.id,
        left_out=not draft_finding.left_out,
        seen=draft_finding,
    )


def _change(app: App, draft: LetterDraft, draft_finding: DraftFinding, command: Callable[..., None]) -> None:
    if act(app, draft, command, finding_id=draft_finding.id):
        boxes.show_saved(_key(draft, draft_finding, "box"))


def _mark(draft: LetterDraft) -> str:
    return f"letter {draft.mark[:12]}"


def _key(draft: LetterDraft, draft_finding: DraftFinding, control: str) -> str:
    return f"{_mark(draft)} {draft_finding.id} {control}"


def shown(quotations: Sequence[Quotation], finding: Finding, *, whole: bool = False) -> None:
    """Draw the letter's words for a finding; where they stand above it word for word, only their page.

    `whole` draws the words in any case.
    """
    for quotation in quoted_for(quotations, finding):
        by = f"{quotation.original.kind.label}. Inspection letter, page {quotation.original.page}"
        if whole or quotation.original.text.strip() != finding.text.strip():
            look.quote(quotation.original.text, by)
        else:
            st.caption(f"The letter’s own words. {by}.")
