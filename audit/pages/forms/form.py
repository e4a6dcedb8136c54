"""One form: kept for its writer from the first key, checked as a whole, handed in at once.

In: what it asks, and what to write.
Out: the form on the page. What is typed is kept as a draft within a second; the button carries everything that stands
in the form, so that nothing typed last is lost. What is wrong stands at the top with links, and beside its field.

Here too:
- Somebody else wrote meanwhile: both sides stand above the form until its writer has chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from dataclasses import field as declared
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormDraft, FormKind, changed_elsewhere
from audit.errors import AuditError, Conflict
from audit.pages.components import errors, look
from audit.pages.components.look import plain
from audit.pages.forms import marks
from audit.pages.forms.form_fields import Entered, Field, Part, SecretField, TextField
from audit.services.people import form_drafts
from audit.store.work import Db

_FOLDER = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "seven_statements.form",
    html=(_FOLDER / "form.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "form.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "form.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_SEEN = "seen"  # in a draft: what the form stood on when it was begun; no field may be called so
_KEEP_MINE = "keep mine"
_UNTOLD = "form untold"  # which form was refused, and why, until it is drawn


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to put right."""

    field: str  # its name; empty: about the whole form
    say: str


def nothing(_entered: Entered) -> None:
    """Do nothing more."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a form asks, and what its button does."""

    app: App
    kind: FormKind
    parts: Sequence[Part]
    button: str
    write: Callable[[Db, Entered], object]  # in one unit of work with letting go of the draft
    about: str = ""  # such as F1 for the form that changes finding F1; empty: there is one of its kind
    round_ref: str = ""  # empty: about no round
    seen: str = ""  # what it stands on, such as a record's version; comes back in Entered
    after: Callable[[Entered], object] = nothing  # at once when it is written for good, drawn again or not
    done: Callable[[Entered], object] = nothing  # once it is written, when the form is drawn next
    subject: str = "this"  # "Somebody else changed ... too"
    blames: Mapping[str, str] = declared(default_factory=dict)  # by words of a refusal: the field that it is about
    others: Mapping[str, str] = declared(default_factory=dict)  # further buttons, by what Entered.pressed says
    enter: bool = True  # Enter in a line hands the form in; not where something is erased
    compares: bool = True  # it begins with what others wrote, so that both can stand beside each other
    kept: bool = True  # as a draft; not before there is a person to keep it for

    @property
    def key(self) -> str:
        """Return a name that no other form has."""
        return " ".join(part for part in ("form", self.round_ref, self.kind.value, self.about) if part)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return its fields, in their order."""
        return tuple(field for part in self.parts for field in part.fields)

    @property
    def starts(self) -> dict[str, str]:
        """Return what its fields begin with."""
        return {field.name: field.start for field in self.fields}


def draw(form: Form) -> None:
    """Draw the form, with what its writer has typed in it so far."""
    _draw(form, _draft(form))


def _draw(form: Form, draft: FormDraft) -> None:
    if (entered := st.session_state.pop(_name(form, "done"), None)) is not None:
        form.done(entered)
    if st.session_state.get(_UNTOLD, ("", ""))[0] == form.key:
        del st.session_state[_UNTOLD]
    values = {**form.starts, **{name: draft.fields[name] for name in form.starts if name in draft.fields}}
    _both_sides(form, values)
    data = {
        "id": form.key.replace(" ", "-").replace("/", "-"),
        "parts": [_part(form, part, values) for part in form.parts],
        "buttons": [["", form.button], *form.others.items()],
        "enter": form.enter,
        "keeps": form.kept,
        "values": values,
        "kept": _kept(form, draft),
        "problems": [[problem.field, problem.say] for problem in st.session_state.get(_name(form, "problems"), ())],
        "told": st.session_state.get(_name(form, "told"), 0),  # the turn at which they were found
        "heard": st.session_state.get(_name(form, "heard"), 0),
        "failed": st.session_state.get(_name(form, "failed"), ""),
        "reset": st.session_state.get(_name(form, "reset"), 0),
    }
    _COMPONENT(key=form.key, data=data, on_said_change=lambda: _hear(form))


def fold(label: str, form: Form) -> None:
    """Draw a form beneath a line that opens it; it is open where its writer has begun."""
    draft = _draft(form)
    with st.expander(label, expanded=_begun(form, draft)):
        _draw(form, draft)


def tell_untold() -> None:
    """Say why a form was refused that is not drawn any more, such as one about something that is gone by now."""
    if sentence := st.session_state.pop(_UNTOLD, ("", ""))[1]:
        st.error(plain(sentence), icon=":material/error:")


def is_begun(form: Form) -> bool:
    """Say whether the form holds something that its writer has to see: what was typed, or both sides."""
    return _begun(form, _draft(form))


def _begun(form: Form, draft: FormDraft) -> bool:
    return bool(draft.fields) or _name(form, "conflict") in st.session_state


def entered_so_far(app: App, kind: FormKind, *, about: str = "", round_ref: str = "") -> Mapping[str, str]:
    """Return what somebody has typed in a form and not handed in, by field; empty where they have not begun."""
    with app.reading() as db:
        return form_drafts.draft(db, viewer=app.viewer(), round_ref=round_ref, kind=kind, about=about).fields


def _draft(form: Form) -> FormDraft:
    if not form.kept:
        return FormDraft(kind=form.kind, about=form.about)
    with form.app.reading() as db:
        return form_drafts.draft(
            db, viewer=form.app.viewer(), round_ref=form.round_ref, kind=form.kind, about=form.about
        )


def _part(form: Form, part: Part, values: Mapping[str, str]) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "level": part.level,
        "text": part.text,
        "fields": [_field(form, field, values[field.name]) for field in part.fields],
    }


def _field(form: Form, field: Field, value: str) -> dict[str, Any]:
    drawn = {"name": field.name, "control": field.control, "label": field.label, "hint": field.hint, **field.drawn()}
    drawn["optional"] = not field.needed and field.control in _SAYS_OPTIONAL and "(optional)" not in field.label
    if isinstance(field, TextField) and field.short:
        found = marks.found(form.app, value, about=_about(form, field), kinder=field.kinder)
        drawn["marks"] = {
            "html": found.html,
            "choices": [
                [kind.value, count, marks.keep_words(field.short, kind, count), keeps]
                for kind, count, keeps in found.choices
            ],
        }
    elif field.remark:
        drawn["marks"] = {"html": f"<p>{look.escape_html(field.remark)}</p>", "choices": []}
    return drawn


_SAYS_OPTIONAL = ("text", "number", "date", "time", "select")


def _about(form: Form, field: Field) -> str:
    return " ".join(part for part in (form.round_ref, form.kind.value, form.about, field.name) if part)


def _kept(form: Form, draft: FormDraft) -> str:
    if draft.saved_at_utc is None:
        return ""
    return f"Kept as your draft at {english.time(draft.saved_at_utc)}. Only you see it until you press “{form.button}”."


def _hear(form: Form) -> None:
    """Take in what the form says: something was typed, or a button pressed."""
    event = st.session_state[form.key].get("said")
    if not event:
        return
    st.session_state[_name(form, "heard")] = event["turn"]
    st.session_state.pop(_name(form, "failed"), None)
    if event["act"] != "type":
        st.session_state.pop(_name(form, "problems"), None)
    values = {field.name: str(event["values"].get(field.name, "")) for field in form.fields}
    with errors.reported_to(partial(_failed, form)):
        draft = _draft(form)
        elsewhere = _elsewhere(form, draft, values, shown=event["shown"])
        if event["act"] == "type":
            changed = {name for name in event["changed"] if name in values and name not in elsewhere}
            _keep(form, draft, {name: values[name] for name in changed})
        elif event["act"] == "afresh":
            begin_afresh(form)
        elif event["act"] == "mark":
            name, kind, count = event["mark"]
            field = next(field for field in form.fields if field.name == name)
            marks.keep(form.app, kind, count, keep=bool(event["on"]), about=_about(form, field))
        else:
            _hand_in(form, draft, values, elsewhere=elsewhere, pressed=str(event["pressed"]))


def _failed(form: Form, sentence: str) -> None:
    st.session_state[_name(form, "failed")] = sentence


def _elsewhere(
    form: Form, draft: FormDraft, values: Mapping[str, str], *, shown: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what another window of the person has put into fields, until they were told: that is not written over."""
    stored = {**form.starts, **draft.fields}
    untold: dict[str, str] = st.session_state.setdefault(_name(form, "elsewhere"), {})
    for name, value in values.items():
        if stored[name] not in (shown.get(name, stored[name]), value):
            untold[name] = stored[name]
        elif stored[name] == value:
            untold.pop(name, None)
    return untold


def _keep(form: Form, draft: FormDraft, values: Mapping[str, str]) -> None:
    secrets = {field.name for field in form.fields if isinstance(field, SecretField)}
    fields = {name: value for name, value in values.items() if name not in secrets}
    if not form.kept or not fields:
        return
    if form.seen and _SEEN not in draft.fields:
        fields[_SEEN] = form.seen
    with form.app.unit_of_work() as db:
        form_drafts.keep(
            db,
            by=form.app.person,
            round_ref=form.round_ref,
            kind=form.kind,
            about=form.about,
            fields=fields,
            now=form.app.now(),
        )


def _hand_in(
    form: Form, draft: FormDraft, values: Mapping[str, str], *, elsewhere: Mapping[str, str], pressed: str
) -> None:
    if elsewhere:
        own = {_label(form, name): values[name] for name in elsewhere}
        other = {_label(form, name): text for name, text in elsewhere.items()}
        _refuse(form, [Problem(field=next(iter(elsewhere)), say=changed_elsewhere(own, other))])
        st.session_state.pop(_name(form, "elsewhere"))
        return
    stored = {**form.starts, **draft.fields}
    changed = {name: value for name, value in values.items() if value != stored[name]}
    faults = [(field.name, field.fault(values[field.name])) for field in form.fields]
    if wrong := [Problem(field=name, say=say) for name, say in faults if say]:
        _refuse(form, wrong)
        _keep(form, draft, changed)
        return
    seen = draft.fields.get(_SEEN, form.seen)
    with _kept_where_refused(form, draft, changed, pressed):
        _write(form, Entered(values=values, seen=seen, pressed=pressed), draft)


@contextmanager
def _kept_where_refused(form: Form, draft: FormDraft, changed: Mapping[str, str], pressed: str) -> Iterator[None]:
    """Keep what was entered where it cannot be written, and say why beside its field."""

    def refuse(sentence: str) -> None:
        field = next((name for words, name in form.blames.items() if words in sentence), "")
        _refuse(form, [Problem(field=field, say=sentence)])
        st.session_state[_UNTOLD] = (form.key, sentence)
        _keep(form, draft, changed)

    with errors.reported_to(refuse):
        try:
            yield
        except Conflict as conflict:
            _keep(form, draft, changed)
            st.session_state[_name(form, "conflict")] = (str(conflict), pressed)
            st.session_state[_UNTOLD] = (form.key, str(conflict))


def _write(form: Form, entered: Entered, draft: FormDraft) -> None:
    with form.app.unit_of_work() as db:
        written = replace(entered, result=form.write(db, entered))
        if form.kept:
            _let_go(form, db, draft)
    st.session_state[_name(form, "done")] = written
    _reset(form)
    with errors.reported_to(lambda sentence: st.session_state.update({_UNTOLD: ("", sentence)})):
        form.after(written)


def _let_go(form: Form, db: Db, draft: FormDraft) -> None:
    """Let go of a draft as it was read; raises AuditError where another window of the person has changed it since."""
    try:
        form_drafts.drop(
            db, by=form.app.person, round_ref=form.round_ref, kind=form.kind, about=form.about, seen=draft.fields
        )
    except Conflict as conflict:
        raise AuditError(str(conflict)) from conflict


def _refuse(form: Form, wrong: Sequence[Problem]) -> None:
    st.session_state[_name(form, "problems")] = tuple(wrong)
    st.session_state[_name(form, "told")] = st.session_state.get(_name(form, "heard"), 0)


def begin_afresh(form: Form) -> None:
    """Let go of what the writer typed, so that the form begins with what is kept now."""
    with form.app.unit_of_work() as db:
        form_drafts.begin_afresh(
            db, by=form.app.person, round_ref=form.round_ref, kind=form.kind, about=form.about, now=form.app.now()
        )
    _reset(form)


def _reset(form: Form) -> None:
    for note in ("conflict", "elsewhere"):
        st.session_state.pop(_name(form, note), None)
    st.session_state[_name(form, "reset")] = st.session_state.get(_name(form, "reset"), 0) + 1


def _both_sides(form: Form, values: Mapping[str, str]) -> None:
    """Draw both sides with the choice, where somebody else wrote meanwhile."""
    sentence, pressed = st.session_state.get(_name(form, "conflict"), ("", ""))
    if not sentence:
        return
    rows = [
        (field.label, field.words(values[field.name]) or "empty", field.words(field.start) or "empty")
        for field in form.fields
        if form.compares and values[field.name] != field.start
    ]
    with st.container(border=True):
        look.card_title(f"Somebody else changed {form.subject} too")
        st.error(plain(f"{sentence} Yours is not saved yet."), icon=":material/error:")
        if rows:
            look.html(look.table("Where they differ", ("", "Yours", "Theirs"), rows))
        with st.container(horizontal=True):
            mine = Entered(values=values, seen=form.seen, pressed=pressed)
            st.button("Keep mine", key=_name(form, _KEEP_MINE), type="primary", on_click=_keep_mine, args=(form, mine))
            st.button("Take theirs", key=_name(form, "take theirs"), on_click=_take_theirs, args=(form,))


def _keep_mine(form: Form, entered: Entered) -> None:
    with errors.reported_to(partial(_failed, form)):
        draft = _draft(form)
        with _kept_where_refused(form, draft, {_SEEN: entered.seen}, entered.pressed):
            _write(form, entered, draft)


def _take_theirs(form: Form) -> None:
    with errors.reported_to(partial(_failed, form)):
        begin_afresh(form)


def _label(form: Form, name: str) -> str:
    return next(field.label for field in form.fields if field.name == name)


def _name(form: Form, what: str) -> str:
    return f"{form.key} {what}"
