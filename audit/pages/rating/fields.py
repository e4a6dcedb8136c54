"""The fields of a form: what is clicked and typed is kept at once, and what could not be is shown with both sides.

In: a sheet and a slot of it.
Out: the field on the page; every change goes through `rate_keeping`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from audit.domain.rating.form import Part, SeenIn
from audit.errors import AuditError
from audit.pages.components import errors, look
from audit.pages.components.plain import plain
from audit.pages.forms import marks, text_box, two_writers
from audit.pages.forms.tick_group import tick_group
from audit.pages.rating import keeping
from audit.pages.rating.keeping import Fields, Slot, Unsaved
from audit.pages.rating.sheet import Sheet

Words = Callable[[Fields], str]


def choice(
    sheet: Sheet,
    slot: Slot,
    label: str,
    *,
    options: Mapping[str, str],
    fields: Callable[[str], Fields],
    captions: Sequence[str] | None = None,
    horizontal: bool = False,
    label_shown: bool = False,
) -> str | None:
    """Draw a choice that is kept at once, and return what stands; None where nothing is chosen.

    `fields` tells what an option means for the row; `options` its words.
    """
    key, held, kept = slot.name(sheet), keeping.unsaved(sheet, slot), keeping.part_of(sheet.draft, slot)
    stands = next((one for one in options if _says(kept, fields(one))), None)
    shown = stands if held is None else next(one for one in options if fields(one) == held.mine)
    if st.session_state.get(key) != shown or key not in st.session_state:
        st.session_state[key] = shown
    st.radio(
        label,
        list(options),
        index=None,
        key=key,
        format_func=lambda one: options[one],
        captions=captions,
        horizontal=horizontal,
        label_visibility="visible" if label_shown else "collapsed",
        on_change=lambda: _keep_choice(sheet, slot, fields(st.session_state[key])),
    )
    return shown


def words(
    sheet: Sheet, slot: Slot, label: str, *, help_text: str = "", rows: int = 3, say_saved: bool = True, about: str = ""
) -> None:
    """Draw a text that keeps itself; `about` is what the two sides are called where they clash."""
    key, kept = slot.name(sheet), keeping.part_of(sheet.draft, slot)
    value = getattr(kept, slot.field)
    text_box.text_box(
        label,
        value=value,
        key=key,
        rows=rows,
        help_text=help_text,
        saved=saved_line(sheet, kept) if say_saved else "",
        save=lambda typed: _keep_words(sheet, slot, typed, value),
    )
    marks.under(sheet.app, value, key=key, label=about or label, about=slot.record(sheet))
    clash(sheet, slot, about or label, lambda fields: str(fields[slot.field]), both=True)


def seen_in(sheet: Sheet, slot: Slot, legend: str) -> None:
    """Draw where the evidence was seen; boxes ticked by two people at once are all kept."""
    kept = keeping.part_of(sheet.draft, slot)
    key = slot.name(sheet)
    tick_group(
        legend,
        options={one.value: one.label for one in SeenIn},
        key=key,
        chosen=frozenset(one.value for one in getattr(kept, "seen_in", frozenset())),
        save=lambda on, off: _keep_ticks(sheet, slot, on, off),
    )
    clash(sheet, slot, legend, lambda fields: ", ".join(sorted(one.label for one in fields["seen_in"])) or "nothing")


def saved_line(sheet: Sheet, kept: Part) -> str:
    """Return when a row was saved, and by whom where that was somebody else; empty where it was not."""
    if kept.saved is None:
        return ""
    by = "" if kept.saved.by == sheet.app.person.name else f" by {kept.saved.by}"
    return f"✓ Saved at {sheet.time(kept.saved.at_utc)}{by}"


def clash(sheet: Sheet, slot: Slot, about: str, say: Words, *, both: bool = False) -> None:
    """Draw what could not be kept of a field, with ways out; nothing where all is kept."""
    held = keeping.unsaved(sheet, slot)
    if held is None:
        return
    if held.theirs is None:
        st.error(f"{about}: not saved. {plain(held.say)}", icon=":material/error:")
        look.html(_side("Yours, not saved", say(held.mine)))
        st.button(f"{about}: try again", key=f"{slot.name(sheet)} again", on_click=_mine, args=(sheet, slot))
        return
    st.warning(keeping.CLASH, title=f"{about}: not saved yet", icon=":material/group:")
    look.html(_side(_who(sheet, held), say(_fields_of(held))) + _side("Yours, not saved", say(held.mine)))
    with st.container(horizontal=True):
        name = slot.name(sheet)
        st.button(f"{about}: keep mine", key=f"{name} mine", on_click=_mine, args=(sheet, slot))
        st.button(f"{about}: keep theirs", key=f"{name} theirs", on_click=_theirs, args=(sheet, slot))
        if both:
            st.button(f"{about}: keep both", key=f"{name} both", on_click=_both, args=(sheet, slot))


def _says(kept: Part, fields: Fields) -> bool:
    return all(getattr(kept, name) == value for name, value in fields.items())


def _keep_choice(sheet: Sheet, slot: Slot, mine: Fields) -> None:
    shown = keeping.shown(sheet, slot)
    keeping.keep(sheet, slot, mine, {name: (getattr(shown, name),) for name in mine})


def _keep_words(sheet: Sheet, slot: Slot, typed: str, value: str) -> None:
    stood = text_box.stood_on(slot.name(sheet), value)
    if not keeping.keep(sheet, slot, {slot.field: typed}, {slot.field: stood}):
        held = keeping.unsaved(sheet, slot)
        raise AuditError(held.say if held else "")


def _keep_ticks(sheet: Sheet, slot: Slot, on: frozenset[str], off: frozenset[str]) -> None:
    with errors.caught():
        with sheet.app.reading() as db:
            newest = keeping.newest(db, sheet, slot)
        now: frozenset[SeenIn] = getattr(newest, "seen_in", frozenset())
        mine = (now | {SeenIn(one) for one in on}) - {SeenIn(one) for one in off}
        keeping.keep(sheet, slot, {"seen_in": mine}, {"seen_in": (now,)})


def _mine(sheet: Sheet, slot: Slot) -> None:
    held = keeping.unsaved(sheet, slot)
    if held is not None and keeping.keep(sheet, slot, held.mine, _over(held)):
        text_box.forgive(slot.name(sheet))


def _theirs(sheet: Sheet, slot: Slot) -> None:
    keeping.let_go(sheet, slot)
    text_box.show_kept(slot.name(sheet))


def _both(sheet: Sheet, slot: Slot) -> None:
    held = keeping.unsaved(sheet, slot)
    if held is None or held.theirs is None:
        return
    whole = {name: two_writers.joined(str(getattr(held.theirs, name)), str(mine)) for name, mine in held.mine.items()}
    if keeping.keep(sheet, slot, whole, _over(held)):
        text_box.show_kept(slot.name(sheet))


def _over(held: Unsaved) -> Mapping[str, tuple[object, ...]]:
    if held.theirs is None:
        return held.seen
    return {name: (getattr(held.theirs, name),) for name in held.mine}


def _fields_of(held: Unsaved) -> Fields:
    return {name: getattr(held.theirs, name) for name in held.mine}


def _who(sheet: Sheet, held: Unsaved) -> str:
    saved = held.theirs.saved if held.theirs is not None else None
    return f"{saved.by}, saved at {sheet.time(saved.at_utc)}" if saved else "As it is kept"


def _side(whose: str, said: str) -> str:
    return f'<p class="ss-side"><b>{look.text(whose)}:</b> {look.text(said) or "(empty)"}</p>'
