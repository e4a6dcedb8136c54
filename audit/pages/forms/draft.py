"""A form that keeps itself while it is filled in, so that a reload, a new tab or a closed lid loses nothing.

In: the form, what its fields begin with, and what its writer typed before.
Out: fields on the page and what they hold now; every change is kept at once, for the writer alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.findings.finding import Finding
from audit.domain.people.form_drafts import FormDraft, FormKind
from audit.domain.plan.actions import Action
from audit.domain.rounds.audit_round import Round
from audit.errors import AuditError, Conflict
from audit.pages.components import errors
from audit.pages.forms import marks, two_writers
from audit.pages.forms import text_box as boxes
from audit.pages.forms.two_writers import Change, Rows, joined
from audit.services.people import form_drafts
from audit.store.work import Db

Record = TypeVar("Record", Action, Finding)
_YES, _NO, _VERSION = "yes", "no", "seen"


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form at one place, with what its writer has typed in it so far."""

    app: App
    audit_round: Round
    draft: FormDraft
    version: int = 0  # of the record that the form changes; 0: it makes a new one

    @property
    def key(self) -> str:
        """Return a name that no other form has."""
        return f"{self.audit_round.ref} {self.draft.kind} {self.draft.about}"

    @property
    def began(self) -> int:
        """Return the version of the record that the writer had before them when they began."""
        return int(self.draft.fields.get(_VERSION) or self.version)

    def name(self, field: str) -> str:
        """Return the name of a field's control."""
        return f"{self.key} {field}"

    def value(self, field: str, start: str) -> str:
        """Return what a field holds: what was typed, else what it began with."""
        return self.draft.fields.get(field, start)

    @property
    def shown(self) -> Mapping[str, str]:
        """Return what this window showed in the form when a button was pressed, with what it has kept itself since."""
        shown: Mapping[str, str] = st.session_state.get(self.name("shown"), self.draft.fields)
        return shown

    def drawn(self) -> None:
        """Note what this window shows in the form now that it is drawn."""
        st.session_state[self.name("shown")] = dict(self.draft.fields)

    def keep(self, **fields: str) -> None:
        """Keep some fields; raises AuditError where they cannot be kept."""
        self.keep_all(fields)

    def keep_all(self, fields: Mapping[str, str]) -> None:
        """Keep some fields by their names; raises AuditError where they cannot be kept."""
        first = {_VERSION: str(self.version)} if self.version and _VERSION not in self.draft.fields else {}
        app, draft = self.app, self.draft
        with app.unit_of_work() as db:
            form_drafts.keep(
                db,
                by=app.person,
                round_ref=self.audit_round.ref,
                kind=draft.kind,
                about=draft.about,
                fields={**first, **fields},
                now=app.now(),
            )
        st.session_state[self.name("shown")] = {**self.shown, **first, **fields}

    @contextmanager
    def newer_seen(self) -> Iterator[None]:
        """Note, where another writer came first, that this one is shown theirs: handing in again takes its place."""
        try:
            yield
        except Conflict as conflict:
            self.keep_all({_VERSION: str(conflict.version)})
            raise

    def handed_in(self, db: Db) -> None:
        """Let go of the draft, in the unit of work that hands the form in.

        Raises AuditError, which undoes the unit of work, where another window of the person has changed the form.
        """
        try:
            form_drafts.drop(
                db,
                by=self.app.person,
                round_ref=self.audit_round.ref,
                kind=self.draft.kind,
                about=self.draft.about,
                seen=self.shown,
            )
        except Conflict as conflict:  # with another window of the same person: the form shows now what that one holds
            raise AuditError(str(conflict)) from conflict

    def clear(self) -> None:
        """Draw the form anew next time; call it once it is handed in or begun afresh."""
        prefix = f"{self.key} "
        st.session_state.pop(self.name("shown"), None)
        for name in [str(state_key) for state_key in st.session_state if str(state_key).startswith(prefix)]:
            if name.endswith(" box"):
                boxes.show_saved(name)


def opened(app: App, audit_round: Round, kind: FormKind, about: str, *, version: int = 0) -> Form:
    """Return a form with what its writer typed before."""
    with app.reading() as db:
        draft = form_drafts.draft(db, viewer=app.viewer(), round_ref=audit_round.ref, kind=kind, about=about)
    return Form(app=app, audit_round=audit_round, draft=draft, version=version)


def hand_in(
    form: Form,
    record: Record,
    write: Callable[[Db, Record], object],
    every: Callable[[Db], Iterable[Record]],
    titles: Mapping[str, str],
) -> None:
    """Write a record as the form changes it, and let go of the draft; or show both sides where somebody else wrote.

    `write` is given the record at the version its writer had before them, `every` reads those that are there now, and
    `titles` names the fields that are held beside each other.
    """

    def written(version: int) -> None:
        with form.newer_seen(), form.app.unit_of_work() as db:
            write(db, replace(record, version=version))
            form.handed_in(db)

    def rows(_other: object) -> Rows:
        with form.app.reading() as db:
            stored = next((candidate for candidate in every(db) if candidate.ref == record.ref), None)
        return two_writers.rows_of(record, stored, titles)

    change = Change(
        place=form.key,
        write=written,
        rows=rows,
        done=form.clear,
        take=lambda _: begin_afresh(form),
        shown_then=lambda conflict: conflict.version,
    )
    two_writers.attempt(change, form.began)


def text(
    form: Form, field: str, label: str, start: str = "", *, rows: int = 3, short: str = "", kinder: bool = True
) -> str:
    """Draw a text that keeps itself within a second of a pause, and return what it holds.

    `short` is what the field is called where something in it may identify somebody; empty: nothing is looked for.
    """
    value, key = form.value(field, start), f"{form.name(field)} box"
    at = form.draft.saved_at_utc
    saved = f"✓ Kept as your draft at {english.time(at)}" if field in form.draft.fields and at else ""
    boxes.text_box(
        label,
        value=value,
        key=key,
        rows=rows,
        saved=saved,
        save=lambda typed: _keep_text(form, field, key, value, typed),
    )
    if short:
        about = f"{form.audit_round.ref} {form.draft.kind} {form.draft.about} {field}"
        marks.under(form.app, value, key=key, label=short, about=about, kinder=kinder)
    return value.strip()


def choice(
    form: Form,
    field: str,
    label: str,
    options: Mapping[str, str],
    start: str,
    *,
    horizontal: bool = False,
    captions: Sequence[str] | None = None,
) -> str:
    """Draw a choice, given by value with its words, and return what is chosen; an empty start answers nothing yet."""
    key = _shown(form, field, start, options)
    chosen = st.radio(
        label,
        list(options),
        format_func=lambda option: options[option],
        captions=captions,
        horizontal=horizontal,
        key=key,
        index=0 if start else None,
        on_change=_keep_widget,
        args=(form, field, key),
    )
    return chosen or start


def select(form: Form, field: str, label: str, options: Mapping[str, str], start: str, *, placeholder: str) -> str:
    """Draw a list to choose from, and return what is chosen; empty where nothing is."""
    key, value = form.name(field), form.value(field, start)
    _set(key, value if value in options else None)
    st.selectbox(
        label,
        list(options),
        format_func=lambda option: options[option],
        index=None,
        placeholder=placeholder,
        key=key,
        on_change=_keep_widget,
        args=(form, field, key),
    )
    return value if value in options else ""


def tick(form: Form, field: str, label: str, *, start: bool = False) -> bool:
    """Draw a box to tick, and return whether it is ticked."""
    key, value = form.name(field), form.value(field, _YES if start else _NO) == _YES
    _set(key, value)
    st.checkbox(label, key=key, wrap=True, on_change=_keep_tick, args=(form, field, key))
    return value


def set_tick(form: Form, field: str) -> None:
    """Tick a box for the person, who asked for it by another button."""
    _try(form, {field: _YES})


def day(form: Form, field: str, label: str, *, least: date | None = None, most: date | None = None) -> date | None:
    """Draw a day, and return it; None where none is chosen."""
    key, iso_day = form.name(field), form.value(field, "")
    value = date.fromisoformat(iso_day) if iso_day else None
    _set(key, value)
    st.date_input(
        label,
        value=None,
        min_value=min(least, value) if least and value else least,
        max_value=most,
        format="DD/MM/YYYY",
        key=key,
        on_change=_keep_day,
        args=(form, field, key),
    )
    return value


def draw_footer(form: Form) -> None:
    """Say beneath a form that what stands in it is kept, and offer to begin afresh; nothing for an empty form."""
    errors.from_last_run()
    form.drawn()
    at = form.draft.saved_at_utc
    if at is None:
        st.caption("What you fill in here is kept as you go. Only you see it until you press the button.")
        return
    st.caption(f"✓ Kept as your draft, last {english.moment(at)}. Only you see it until you press the button above.")
    st.button("Begin this form afresh", key=form.name("afresh"), type="tertiary", on_click=begin_afresh, args=(form,))


def _shown(form: Form, field: str, start: str, options: Mapping[str, str]) -> str:
    key, value = form.name(field), form.value(field, start)
    _set(key, value if value in options else start or None)
    return key


def _set(key: str, value: object) -> None:
    """Put a value into a field, but only where another stands there: what is put anew closes a list that is open."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _keep_text(form: Form, field: str, key: str, value: str, typed: str) -> None:
    """Keep a text; where another window of the same person wrote meanwhile, both texts are kept."""
    with form.app.reading() as db:
        draft = form_drafts.draft(
            db, viewer=form.app.viewer(), round_ref=form.audit_round.ref, kind=form.draft.kind, about=form.draft.about
        )
    now = draft.fields.get(field)
    if now is not None and now != typed and now not in (value, *boxes.replaceable_texts(key, value)):
        typed = joined(now, typed)
    form.keep_all({field: typed})


def _keep_widget(form: Form, field: str, key: str) -> None:
    _try(form, {field: str(st.session_state.get(key) or "")})


def _keep_tick(form: Form, field: str, key: str) -> None:
    _try(form, {field: _YES if st.session_state.get(key) else _NO})


def _keep_day(form: Form, field: str, key: str) -> None:
    chosen = st.session_state.get(key)
    _try(form, {field: chosen.isoformat() if chosen else ""})


def _try(form: Form, fields: Mapping[str, str]) -> None:
    with errors.caught():
        form.keep_all(fields)


def begin_afresh(form: Form) -> None:
    """Let go of what the writer typed, so that the form begins with what is kept."""
    with errors.caught():
        with form.app.unit_of_work() as db:
            form_drafts.begin_afresh(
                db,
                by=form.app.person,
                round_ref=form.audit_round.ref,
                kind=form.draft.kind,
                about=form.draft.about,
                now=form.app.now(),
            )
        form.clear()
