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
from audit.domain.findings.finding import Finding
from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_reading import FoundKind
from audit.domain.inspection.published import Quotation, quoted_for
from audit.pages.components import look, problems
from audit.pages.forms import text_box as boxes
from audit.pages.forms.two_writers import joined
from audit.services.inspection import letter_drafts
from audit.store.queries import inspection as queries

PLACE = "letter that is checked"
_FIRST, _LAST = date(2015, 1, 1), date(2099, 12, 31)
_UNREAD = "Not read. Look in the letter, and fill in what it says."
_ROWS = 12  # of the largest box


def inspection(app: App, draft: LetterDraft) -> None:
    """Draw what the letter says of the inspection."""
    said = draft.said
    _text(app, draft, "area", "Area", said.area)
    _text(app, draft, "theme", "Theme", said.theme, rows=2)
    _text(
        app,
        draft,
        "principal_authority",
        "Principal authority, who answers for the statement",
        said.principal_authority,
        rows=2,
    )
    _day(app, draft, "inspection_start", "First day of the inspection", said.inspection_start)
    _day(app, draft, "inspection_end", "Last day of the inspection", said.inspection_end)
    _day(app, draft, "published", "Day of the letter", said.published)
    _day(
        app,
        draft,
        "due",
        "Statement due",
        said.due,
        unread="Not read. Leave it empty, and it is counted from the letter’s day.",
    )


def finding(app: App, draft: LetterDraft, one: DraftFinding) -> None:
    """Draw one finding: its kind, its words, and what else can be done with it."""
    number = draft.number(one)
    look.card_title(f"Finding {number} of {len(draft.findings)}{', left out' if one.left_out else ''}", 3)
    if one.left_out:
        st.write("It will not be kept. Its text stays until the letter’s findings are kept.")
        st.button(
            f"Take finding {number} in again", key=_key(draft, one, "in"), on_click=_leave, args=(app, draft, one)
        )
        return
    key = _key(draft, one, "kind")
    if st.session_state.get(key) != one.kind:
        st.session_state[key] = one.kind
    st.selectbox(
        f"What finding {number} is",
        list(FoundKind),
        format_func=lambda kind: kind.label,
        key=key,
        on_change=_keep_kind,
        args=(app, draft, one, key),
    )
    _words(app, draft, one, number)
    _more(app, draft, one, number)


def act(app: App, draft: LetterDraft, what: Callable[..., None], **given: object) -> bool:
    """Do something to the draft, and say whether it was done; what stands in the way is shown with the page."""
    with problems.caught(PLACE):
        with app.unit_of_work() as db:
            what(db, by=app.person, mark=draft.mark, now=app.now(), **given)
        return True
    return False


def _text(app: App, draft: LetterDraft, field: str, label: str, value: str, *, rows: int = 1) -> None:
    if not value:
        _unread(_UNREAD)
    boxes.text_box(
        label,
        value=value,
        key=f"{_mark(draft)} {field} box",
        rows=rows,
        saved="✓ Kept" if value else "",
        save=partial(_say, app, draft, field),
    )


def _say(app: App, draft: LetterDraft, field: str, typed: str) -> None:
    shown = str(getattr(draft.said, field))
    with app.reading() as db:
        now = queries.draft(db, viewer=app.viewer(), mark=draft.mark)
    there = getattr(now.said, field) if now is not None else shown
    stood_on = {" ".join(text.split()) for text in boxes.stood_on(f"{_mark(draft)} {field} box", shown)}
    with app.unit_of_work() as db:
        letter_drafts.say(
            db,
            by=app.person,
            mark=draft.mark,
            field=field,
            value=" ".join(typed.split()),
            now=app.now(),
            seen=there if there in stood_on else shown,
        )


def _day(app: App, draft: LetterDraft, field: str, label: str, day: date | None, *, unread: str = _UNREAD) -> None:
    if day is None:
        _unread(unread)
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
    value, seen = st.session_state.get(key), getattr(draft.said, field)
    act(app, draft, letter_drafts.say, field=field, value=value, seen=seen)


def _unread(words: str) -> None:
    look.html(f'<p class="ss-unread">{look.text(words)}</p>')


def _words(app: App, draft: LetterDraft, one: DraftFinding, number: int) -> None:
    key = _key(draft, one, "box")
    boxes.text_box(
        f"Finding {number} in the letter’s words",
        value=one.text,
        key=key,
        rows=min(max(len(one.text) // 58 + 1, 2), _ROWS),
        saved="✓ Kept" if one.text and one.looked_at else "",
        save=lambda typed: _keep_words(app, draft, one, key, typed),
    )


def _keep_words(app: App, draft: LetterDraft, one: DraftFinding, key: str, typed: str) -> None:
    """Keep a text; where another window of the same person wrote meanwhile, both texts are kept."""
    with app.reading() as db:
        now = queries.draft(db, viewer=app.viewer(), mark=draft.mark)
    there = now.finding(one.id).text if now is not None else one.text
    if there not in (typed, one.text, *boxes.stood_on(key, one.text)):
        typed = joined(there, typed)
    with app.unit_of_work() as db:
        letter_drafts.change(
            db,
            by=app.person,
            mark=draft.mark,
            finding_id=one.id,
            text=typed,
            seen=replace(one, text=there),
            now=app.now(),
        )


def _keep_kind(app: App, draft: LetterDraft, one: DraftFinding, key: str) -> None:
    act(app, draft, letter_drafts.change, finding_id=one.id, kind=st.session_state.get(key), seen=one)


def _more(app: App, draft: LetterDraft, one: DraftFinding, number: int) -> None:
    with st.container(horizontal=True):
        st.button(
            f"Leave finding {number} out",
            key=_key(draft, one, "out"),
            type="tertiary",
            on_click=_leave,
            args=(app, draft, one),
            icon=":material/remove_circle:",
        )
        if number < len(draft.findings):
            st.button(
                f"Join it with finding {number + 1}",
                key=_key(draft, one, "join"),
                type="tertiary",
                on_click=_change,
                args=(app, draft, one, letter_drafts.join),
                icon=":material/merge:",
            )
        if "\n" in one.text.strip():
            st.button(
                "Split it at the line break",
                key=_key(draft, one, "split"),
                type="tertiary",
                on_click=_change,
                args=(app, draft, one, letter_drafts.split),
                icon=":material/call_split:",
            )


def _leave(app: App, draft: LetterDraft, one: DraftFinding) -> None:
    act(app, draft, letter_drafts.change, finding_id=one.id, left_out=not one.left_out, seen=one)


def _change(app: App, draft: LetterDraft, one: DraftFinding, what: Callable[..., None]) -> None:
    if act(app, draft, what, finding_id=one.id):
        boxes.show_kept(_key(draft, one, "box"))


def _mark(draft: LetterDraft) -> str:
    return f"letter {draft.mark[:12]}"


def _key(draft: LetterDraft, one: DraftFinding, what: str) -> str:
    return f"{_mark(draft)} {one.id} {what}"


def shown(quotations: Sequence[Quotation], finding: Finding, *, whole: bool = False) -> None:
    """Draw the letter's words for a finding; where they stand above it word for word, only their page.

    `whole` draws the words in any case.
    """
    for one in quoted_for(quotations, finding):
        by = f"{one.found.kind.label}. Inspection letter, page {one.found.page}"
        if whole or one.found.text.strip() != finding.text.strip():
            look.said(one.found.text, by)
        else:
            st.caption(f"The letter’s own words. {by}.")
