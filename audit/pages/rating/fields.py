"""The fields of a form: what is clicked and typed is kept at once, and what could not be is shown with both sides.

In: a sheet and a slot of it.
Out: the field on the page; every change goes through `sheet`.

Here too:
- Where the evidence was seen, and what difference it made for the child: once for all of the questions.
- One question to one child's records, in a row: the answer, and a note for who wants one.
- The grade: last, with what was seen that decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from audit.domain import english
from audit.domain.frameworks.framework import Key, LineOfEnquiry, Scale
from audit.domain.rating.form import FROM_AUDITORS, TO_CHOOSE, Answer, Part, SeenIn, Standing, pointing, sources
from audit.domain.rounds.audit_round import RoundStatement
from audit.errors import AuditError
from audit.pages.components import errors, look
from audit.pages.components.look import plain
from audit.pages.forms import marks, text_box, two_writers
from audit.pages.forms.tick_group import tick_group
from audit.pages.rating import sheet as keeping
from audit.pages.rating.sheet import Fields, Sheet, Slot, Unsaved

Words = Callable[[Fields], str]
Needs = Mapping[str, str]  # what is missing by its place on the page; empty until it is asked for


def choice(
    sheet: Sheet,
    slot: Slot,
    label: str,
    *,
    options: Mapping[str, str],
    fields: Callable[[str], Fields],
    horizontal: bool = False,
) -> str | None:
    """Draw a choice that is kept at once, and return what stands; None where nothing is chosen.

    `fields` tells what an option means for the row; `options` its words.
    """
    key, held, part = slot.name(sheet), keeping.unsaved(sheet, slot), keeping.part_of(sheet.draft, slot)
    stands = next((option for option in options if _says(part, fields(option))), None)
    shown = stands if held is None else next(option for option in options if fields(option) == held.own_fields)
    if st.session_state.get(key) != shown or key not in st.session_state:
        st.session_state[key] = shown
    st.radio(
        label,
        list(options),
        index=None,
        key=key,
        format_func=lambda option: options[option],
        horizontal=horizontal,
        label_visibility="collapsed",
        on_change=lambda: _keep_choice(sheet, slot, fields(st.session_state[key])),
    )
    return shown


def words(
    sheet: Sheet, slot: Slot, label: str, *, help_text: str = "", rows: int = 3, say_saved: bool = True, about: str = ""
) -> None:
    """Draw a text that keeps itself; `about` is what the two sides are called where they clash."""
    key, part = slot.name(sheet), keeping.part_of(sheet.draft, slot)
    value = getattr(part, slot.field)
    text_box.text_box(
        label,
        value=value,
        key=key,
        rows=rows,
        help_text=help_text,
        saved=saved_line(sheet, part) if say_saved else "",
        save=lambda typed: _keep_words(sheet, slot, typed, value),
    )
    marks.under(sheet.app, value, key=key, label=about or label, about=slot.record(sheet))
    clash(sheet, slot, about or label, lambda fields: str(fields[slot.field]), both=True)


def seen_in(sheet: Sheet, slot: Slot, legend: str) -> None:
    """Draw where the evidence was seen; boxes ticked by two people at once are all kept."""
    part = keeping.part_of(sheet.draft, slot)
    key = slot.name(sheet)
    tick_group(
        legend,
        options={source.value: source.label for source in SeenIn},
        key=key,
        chosen=frozenset(source.value for source in getattr(part, "seen_in", frozenset())),
        save=lambda on, off: _keep_ticks(sheet, slot, on, off),
    )
    clash(
        sheet, slot, legend, lambda fields: ", ".join(sorted(source.label for source in fields["seen_in"])) or "nothing"
    )


def saved_line(sheet: Sheet, part: Part) -> str:
    """Return when a row was saved, and by whom where that was somebody else; empty where it was not."""
    if part.saved is None:
        return ""
    by = "" if part.saved.by == sheet.app.person.name else f" by {part.saved.by}"
    return f"✓ Saved at {sheet.time(part.saved.at_utc)}{by}"


def clash(sheet: Sheet, slot: Slot, about: str, say: Words, *, both: bool = False) -> None:
    """Draw what could not be kept of a field, with ways out; nothing where all is kept."""
    held = keeping.unsaved(sheet, slot)
    if held is None:
        return
    if held.other_part is None:
        st.error(f"{about}: not saved. {plain(held.say)}", icon=":material/error:")
        look.html(_side("Yours, not saved", say(held.own_fields)))
        st.button(f"{about}: try again", key=f"{slot.name(sheet)} again", on_click=_keep_own, args=(sheet, slot))
        return
    st.warning(keeping.CLASH, title=f"{about}: not saved yet", icon=":material/group:")
    look.html(_side(_who(sheet, held), say(_fields_of(held))) + _side("Yours, not saved", say(held.own_fields)))
    with st.container(horizontal=True):
        name = slot.name(sheet)
        st.button(f"{about}: keep mine", key=f"{name} mine", on_click=_keep_own, args=(sheet, slot))
        st.button(f"{about}: keep theirs", key=f"{name} theirs", on_click=_keep_other, args=(sheet, slot))
        if both:
            st.button(f"{about}: keep both", key=f"{name} both", on_click=_both, args=(sheet, slot))


def _says(part: Part, fields: Fields) -> bool:
    return all(getattr(part, name) == value for name, value in fields.items())


def _keep_choice(sheet: Sheet, slot: Slot, fields: Fields) -> None:
    shown = keeping.shown(sheet, slot)
    keeping.keep(sheet, slot, fields, {name: (getattr(shown, name),) for name in fields})


def _keep_words(sheet: Sheet, slot: Slot, typed: str, value: str) -> None:
    seen_texts = text_box.replaceable_texts(slot.name(sheet), value)
    if not keeping.keep(sheet, slot, {slot.field: typed}, {slot.field: seen_texts}):
        held = keeping.unsaved(sheet, slot)
        raise AuditError(held.say if held else "")


def _keep_ticks(sheet: Sheet, slot: Slot, on: frozenset[str], off: frozenset[str]) -> None:
    with errors.caught():
        with sheet.app.reading() as db:
            newest = keeping.newest(db, sheet, slot)
        now: frozenset[SeenIn] = getattr(newest, "seen_in", frozenset())
        ticked = (now | {SeenIn(option) for option in on}) - {SeenIn(option) for option in off}
        keeping.keep(sheet, slot, {"seen_in": ticked}, {"seen_in": (now,)})


def _keep_own(sheet: Sheet, slot: Slot) -> None:
    held = keeping.unsaved(sheet, slot)
    if held is not None and keeping.keep(sheet, slot, held.own_fields, _over(held)):
        text_box.forgive(slot.name(sheet))


def _keep_other(sheet: Sheet, slot: Slot) -> None:
    keeping.let_go(sheet, slot)
    text_box.show_saved(slot.name(sheet))


def _both(sheet: Sheet, slot: Slot) -> None:
    held = keeping.unsaved(sheet, slot)
    if held is None or held.other_part is None:
        return
    whole = {
        name: two_writers.joined(str(getattr(held.other_part, name)), str(typed))
        for name, typed in held.own_fields.items()
    }
    if keeping.keep(sheet, slot, whole, _over(held)):
        text_box.show_saved(slot.name(sheet))


def _over(held: Unsaved) -> Mapping[str, tuple[object, ...]]:
    if held.other_part is None:
        return held.seen
    return {name: (getattr(held.other_part, name),) for name in held.own_fields}


def _fields_of(held: Unsaved) -> Fields:
    return {name: getattr(held.other_part, name) for name in held.own_fields}


def _who(sheet: Sheet, held: Unsaved) -> str:
    saved = held.other_part.saved if held.other_part is not None else None
    return f"{saved.by}, saved at {sheet.time(saved.at_utc)}" if saved else "As it is kept"


def _side(whose: str, text: str) -> str:
    return f'<p class="ss-side"><b>{look.escape_html(whose)}:</b> {look.escape_html(text) or "(empty)"}</p>'


_UNGRADED = {
    Standing.NOT_EVIDENCED.value: ("Not evidenced", "You looked, and the record does not show it"),
    Standing.NOT_APPLICABLE.value: ("Not applicable", "The statement cannot apply to this child; say why"),
}
_TOGETHER = "Taken together, how good was the help? Grade what you saw, not what was planned."
_WHY = {
    Standing.NOT_EVIDENCED.value: "Why is it not evidenced? Say where you looked",
    Standing.NOT_APPLICABLE.value: "Why does the statement not apply to this child?",
}
DIFFERENCE = "What difference did it make for the child?"


def difference(sheet: Sheet, *, is_open: bool = True) -> None:
    """Draw the one text about the difference for the child, under its heading; folded where it can wait."""
    slot = Slot(part="account", key=None, field="difference")
    is_open = is_open or st.query_params.get("question") == "difference"
    notice = keeping.show(sheet, slot)
    if is_open:
        look.html(f'<h2 class="ss-h2" id="difference" tabindex="-1">{DIFFERENCE}</h2>')
    with st.container() if is_open else st.expander("What difference did it make? Add to it as you go", type="compact"):
        words(
            sheet,
            slot,
            "The difference, in a few sentences",
            about="The difference",
            help_text="What is better, worse or the same in the child’s life. Not what was done: what it changed. "
            "One text for this child, the same on every statement page. You need it before you can submit.",
        )
        if notice:
            st.caption(notice)


def source(sheet: Sheet, needs: Needs) -> None:
    """Draw where the evidence for all the questions about a child was seen."""
    slot, period = Slot(part="account", key=None, field="seen_in"), sheet.audit_round.period
    of = f", {english.short_day(period[0])} to {english.short_day(period[1])}" if period else ""
    with st.container():  # always there, as beneath a grade
        _needed("source", needs, "")
    notice = keeping.show(sheet, slot)
    seen_in(sheet, slot, f"Where did you see the evidence{of}? It counts for every question that says nothing else.")
    if notice:
        st.caption(notice)


def grade(sheet: Sheet, statement: RoundStatement, needs: Needs) -> None:
    """Draw the agency's own grade of a statement, and what was seen that decided it."""
    slot = Slot(part="grade", key=statement.key, field="choice")
    scale = sheet.audit_round.scale
    own = sheet.draft.grade(statement.key)
    asks = f'<span class="ss-soft">{_TOGETHER} {look.escape_html(saved_line(sheet, own))}</span>'
    _needed("grade", needs, f'<h2 class="ss-ct">Your agency’s grade</h2> {asks}')
    notice = keeping.show(sheet, slot)
    options = {step.value: step.label for step in scale.steps} | {
        standing: texts[0] for standing, texts in _UNGRADED.items()
    }
    chosen = choice(sheet, slot, _TOGETHER, options=options, fields=_fields_of_grade, horizontal=True)
    clash(sheet, slot, "The grade", lambda fields: _in_words(fields, scale))
    with st.container(gap="xsmall"):  # always there, so that what stands beneath keeps its place
        if chosen is not None:
            _needed("evidence", needs, "")
        if chosen in _WHY:
            decided = Slot(part="grade", key=statement.key, field="reason")
            words(sheet, decided, _WHY[chosen], rows=2, about="The reason", say_saved=bool(own.reason))
        elif chosen is not None:
            decided = Slot(part="grade", key=statement.key, field="evidence")
            says = bool(own.evidence)
            help_text = f"{_points(sheet, statement)}Needed: the workshop starts from this."
            words(sheet, decided, EVIDENCE, rows=2, about="What decided it", say_saved=says, help_text=help_text)
        if notice:
            st.caption(notice)
    left, right = st.columns(2, gap="xsmall")
    with left:
        _looks_like(statement.item.descriptors or {}, scale)
    with right:
        _to_share(sheet, statement)


EVIDENCE = "What did you see that decided it?"


def _points(sheet: Sheet, statement: RoundStatement) -> str:
    numbers = [str(number) for number in pointing(statement, sheet.draft, sheet.audit_round.scale)]
    if not numbers:
        return ""
    answers = english.agree(len(numbers), "Your answer to question", "Your answers to questions")
    return f"{answers} {english.listed(numbers)} {english.agree(len(numbers), 'points', 'point')} to this grade. "


def _to_share(sheet: Sheet, statement: RoundStatement) -> None:
    own_grade = sheet.draft.grade(statement.key)
    begun = bool(own_grade.good_practice or own_grade.to_develop)
    with st.expander("Good practice, and what to develop", type="compact", expanded=begun):
        slot = Slot(part="grade", key=statement.key, field="good_practice")
        words(sheet, slot, "Good practice to share (if any)", say_saved=bool(own_grade.good_practice))
        slot = Slot(part="grade", key=statement.key, field="to_develop")
        words(sheet, slot, "What to develop (if anything)", say_saved=bool(own_grade.to_develop))


def _looks_like(descriptors: Mapping[str, str], scale: Scale) -> None:
    texts = [(step.label, descriptors.get(step.value, step.caption)) for step in scale.steps]
    rows = "".join(
        f"<div><dt>{look.escape_html(label)}</dt><dd>{look.escape_html(text)}</dd></div>"
        for label, text in (*texts, *_UNGRADED.values())
        if text
    )
    with st.expander("What each grade looks like", type="compact"):
        look.html(f'<dl class="ss-sl">{rows}</dl>')


def _fields_of_grade(option: str) -> Fields:
    if option in _UNGRADED:
        return {"standing": Standing(option), "grade": None}
    return {"standing": Standing.GRADED, "grade": option}


def _in_words(fields: Fields, scale: Scale) -> str:
    if fields["standing"] is None:
        return "Not graded yet"
    return scale.step(fields["grade"]).label if fields["grade"] else _UNGRADED[fields["standing"].value][0]


_ASK, _REPLY = 415, 680  # pixels: a question beside its answers and its note, in one row of a wide window


def card(sheet: Sheet, key: Key, line: LineOfEnquiry, number: int, needs: Needs) -> None:
    """Draw a question with its answers and, where there is one or one is wanted, its note."""
    slot = Slot(part="answer", key=key, field="answer")
    with st.container(gap="xxsmall"):
        look.html('<div class="ss-rule"></div>')
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            with st.container(width=_ASK):
                _needed(f"question-{number}", needs, f"{number}. {look.escape_html(line.text)}", tag="h2")
            reply = st.container(width=_REPLY, horizontal=True, vertical_alignment="center", gap="xsmall")
            answers, beside = reply.container(), reply.container(width="content", gap="xxsmall")
        with beside:  # sent before the answers, so that a click shows as saved while the rest is still being drawn
            is_open = _note_button(sheet, key, number)
        notice = keeping.show(sheet, slot)
        with answers:
            left = sheet.draft.answer(key).answer is Answer.NOT_LOOKED_AT  # set by a button of its own, and shown then
            options = {answer.value: answer.label for answer in (FROM_AUDITORS if left else TO_CHOOSE)}
            chosen = choice(
                sheet, slot, line.text, options=options, fields=lambda o: {"answer": Answer(o)}, horizontal=True
            )
        about = f"Question {number}"
        clash(sheet, slot, about, lambda fields: fields["answer"].label if fields["answer"] else "No answer")
        _called_for(sheet, key, line, number, Answer(chosen) if chosen is not None else None, is_open=is_open)
        if notice:
            st.caption(notice)


def _needed(name: str, needs: Needs, inside: str, *, tag: str = "div") -> None:
    """Draw the head of a field, by whose id links find it, and what is missing where that has been asked for."""
    need = needs.get(name, "")
    says = f'<span class="ss-need">{look.escape_html(english.capital(need))}</span>' if need else ""
    if not (inside or says):
        return
    style = f"ss-lead{' ss-missing' if need else ''}"
    look.html(f'<{tag} class="{style}" id="{name}" tabindex="-1">{inside}{says}</{tag}>')


def _note_button(sheet: Sheet, key: Key, number: int) -> bool:
    """Draw the way to a question's note and when the answer was saved; return whether the note is open."""
    answer, name = sheet.draft.answer(key), f"{sheet.place} {key.ref} note open"
    is_open = bool(st.session_state.setdefault(name, bool(answer.note or answer.seen_in)))
    label = f"Note {number}"
    st.button(label, key=f"{name} button", on_click=lambda: st.session_state.update({name: not is_open}))
    if answer.answer is not None and answer.saved is not None:
        sentence = f'✓ <span class="ss-vh">Answer saved at </span>{sheet.time(answer.saved.at_utc)}'
        look.html(f'<p class="ss-p ss-soft ss-tick" id="saved-{look.escape_html(key.ref)}">{sentence}</p>')
    return is_open


def _called_for(
    sheet: Sheet, key: Key, line: LineOfEnquiry, number: int, answer: Answer | None, *, is_open: bool
) -> None:
    """Draw a question's own note and source: where the answer cannot stand without, or somebody has opened them."""
    note, own = Slot(part="answer", key=key, field="note"), Slot(part="answer", key=key, field="seen_in")
    stored = sheet.draft.answer(key)
    with st.container():  # always there, as beneath a grade
        if answer is Answer.NOT_APPLICABLE:
            st.caption(_when_not_applicable(line))
    held = any(keeping.unsaved(sheet, slot) is not None for slot in (note, own))
    unsaid = answer is Answer.NOT_EVIDENCED and not sources(stored, sheet.draft.account)
    if is_open or held or unsaid or answer is Answer.NOT_APPLICABLE:
        label, about = f"Question {number}: {_asks(answer)}", f"Question {number}, note"
        words(sheet, note, label, rows=2, about=about, say_saved=bool(stored.note))
        if answer is not Answer.NOT_APPLICABLE or stored.seen_in:
            seen_in(sheet, own, f"Question {number}: where did you see it, if somewhere else?")
    elif stored.note:
        look.html(f'<p class="ss-p ss-soft">{look.escape_html(stored.note)}</p>')


def _asks(answer: Answer | None) -> str:
    if answer is Answer.NOT_APPLICABLE:
        return "why does it not apply to this child?"
    if answer is Answer.NOT_EVIDENCED:
        return "where did you look?"
    if answer is Answer.NOT_LOOKED_AT:
        return "is there anything to say?"
    return "what did you see? Dates help; no names, please"


def _when_not_applicable(line: LineOfEnquiry) -> str:
    if line.not_applicable_if is None:
        return "This question is meant for every child. If the record does not show it, choose “Not evidenced”."
    return f"Use this only if {line.not_applicable_if}. If the record does not show it, choose “Not evidenced”."
