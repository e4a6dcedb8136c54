"""The texts of a paper that ask for somebody: one at a time, or read as one list.

In: texts with what was found in them, who wrote them, and what was decided.
Out: on the page each in its place, with what can be done; decisions kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.identifying.marking import Tier
from audit.domain.identifying.passages import Audience
from audit.domain.identifying.released import HELD_BACK
from audit.domain.people.form_drafts import FormKind
from audit.domain.release.deciding import Choice
from audit.domain.release.decisions import CONFIRMED, Checked, Clearance, State
from audit.domain.rounds.audit_round import Round
from audit.pages.components import errors, look
from audit.pages.components.look import escape_html
from audit.pages.forms import draft
from audit.pages.forms.marks import marked_html
from audit.services.release import decisions
from audit.services.release.decisions import Listed

_OPEN, _MODE = "check-out open", "check-out mode"


def stops(app: App, audit_round: Round, listed: Sequence[Listed], audience: Audience) -> None:
    """Draw the texts that each need a decision: one open, the others as a line."""
    keys = [_key(entry.checked) for entry in listed]
    chosen = st.session_state.get(_OPEN)
    opened = chosen if chosen in keys else next(iter(keys), None)
    for number, (entry, key) in enumerate(zip(listed, keys, strict=True), start=1):
        title = f"{number} of {len(listed)}: {_kinds(entry.checked)}"
        with st.container(border=True):
            if key == opened:
                _open(app, audit_round, entry, title, audience)
            else:
                _closed(entry, title, key)
    if any(not entry.may_keep for entry in listed):
        st.caption("“Use as it is” needs a reason, and someone other than the writer.")


def read_once(app: App, audit_round: Round, listed: Sequence[Listed], clearance: Clearance) -> None:
    """Draw the texts about one child as one list, with one confirmation, and let one of them be decided by itself."""
    if not listed:
        return
    key = f"{audit_round.ref} {clearance.audience} read once"
    with st.container(border=True):
        look.card_title(f"Read these once ({len(listed)})")
        rows = (
            f"<li><b>{escape_html(entry.checked.passage.where)}.</b> {_marked(entry.checked)}</li>" for entry in listed
        )
        look.html(f'<ul class="ss-points">{"".join(rows)}</ul>')
        by_place = {_key(entry.checked): entry for entry in listed}
        held = st.selectbox(
            "Reword one, or leave it out",
            list(by_place),
            index=None,
            placeholder="Choose a text",
            key=f"{key} one",
            format_func=lambda name: by_place[name].checked.passage.where,
        )
        if held is not None:
            _decide(app, audit_round, by_place[held], clearance.audience)
        read = st.checkbox(CONFIRMED.rstrip("."), key=f"{key} tick", wrap=True)
        st.button("Confirm", type="primary", disabled=not read, key=key, on_click=_confirm, args=(app, clearance))


def decided(app: App, audit_round: Round, listed: Sequence[Listed], audience: Audience) -> None:
    """Draw what was decided, each with what it was decided about, and let it be decided again."""
    if not listed:
        return
    with st.expander(f"Decided ({len(listed)})", icon=":material/task_alt:"):
        for entry in listed:
            decision = entry.checked.decision
            if decision is None:
                continue
            on = f", {english.moment(decision.at_utc)}" if decision.at_utc else ""
            audience_words = f" For {decision.audience.label.lower()} only." if decision.audience else ""
            title = f"{entry.checked.passage.where}: {decision.state.label.lower()}."
            rows = [f"<b>{escape_html(title)}</b> {_marked(entry.checked)}"]
            if decision.wording:
                rows.append(f"Papers say: {escape_html(decision.wording)}")
            rows.append(
                f"{escape_html(decision.by)}{escape_html(on)}.{escape_html(audience_words)} "
                f"{escape_html(decision.reason)}"
            )
            look.html("".join(f"<p>{row}</p>" for row in rows))
            key = _key(entry.checked)
            if st.session_state.get(_OPEN) == key:
                _decide(app, audit_round, entry, audience)
            else:
                st.button("Decide again", key=f"{key} again", on_click=_show, args=(key,))


def _open(app: App, audit_round: Round, entry: Listed, title: str, audience: Audience) -> None:
    _heading(entry, title)
    look.html(f'<blockquote class="ss-said">{_marked(entry.checked)}</blockquote>')
    if entry.checked.replaced:
        st.caption("“a child” stands in place of a case reference.")
    st.write(f"Someone who knows the family could tell who this is. In the paper, its place says “{HELD_BACK}”.")
    _decide(app, audit_round, entry, audience)


def _closed(entry: Listed, title: str, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _heading(entry, title)
        st.button("Decide this one", key=f"{key} open", on_click=_show, args=(key,))


def _heading(entry: Listed, title: str) -> None:
    writers = f". Written by {', '.join(entry.writers)}" if entry.writers else ""
    look.html(
        f'<h2 class="ss-ct"><span class="ss-held">Held back</span> {escape_html(title)}</h2>'
        f'<p class="ss-p">{escape_html(entry.checked.passage.where)}{escape_html(writers)}</p>'
    )


def _decide(app: App, audit_round: Round, entry: Listed, audience: Audience) -> None:
    """Draw the three things that can be done about a text, and the box for the one that was chosen."""
    key = _key(entry.checked)
    mode = st.session_state.get(f"{_MODE} {key}", "")
    with st.container(horizontal=True):
        st.button("Reword", key=f"{key} reword", on_click=_set_mode, args=(key, State.REWORDED.value))
        st.button("Leave out", key=f"{key} out", on_click=_leave_out, args=(app, entry.checked))
        if entry.may_keep:
            st.button("Use as it is", key=f"{key} as it is", on_click=_set_mode, args=(key, State.AS_WRITTEN.value))
    if mode == State.REWORDED.value:
        _reword(app, audit_round, entry, audience)
    elif mode == State.AS_WRITTEN.value:
        _use_unchanged(app, audit_round, entry, audience)


def _reword(app: App, audit_round: Round, entry: Listed, audience: Audience) -> None:
    form = draft.opened(app, audit_round, FormKind.CHECK, _key(entry.checked))
    wording = draft.text(form, "wording", "What papers say", entry.checked.passage.text, rows=4)
    only = _only(form, audience)
    choice = Choice(state=State.REWORDED, wording=wording, audience=audience if only else None)
    if st.button("Save these words", type="primary", key=form.name("save")):
        _hand_in(app, entry, choice, form)


def _use_unchanged(app: App, audit_round: Round, entry: Listed, audience: Audience) -> None:
    form = draft.opened(app, audit_round, FormKind.CHECK, _key(entry.checked))
    if entry.alone:
        st.caption("You wrote this text, and nobody else here can decide on it. The paper will say so.")
    needed = (
        "Why may it stand as it is?" if entry.checked.tier is Tier.STOP else "Why may it stand as it is? (optional)"
    )
    reason = draft.text(form, "reason", needed, rows=2)
    only = _only(form, audience)
    choice = Choice(state=State.AS_WRITTEN, reason=reason, audience=audience if only else None)
    if st.button("Use it as it is", type="primary", key=form.name("keep")):
        _hand_in(app, entry, choice, form)


def _only(form: draft.Form, audience: Audience) -> bool:
    return draft.tick(form, "only", f"Only where the readers are: {audience.label.lower()}")


def _hand_in(app: App, entry: Listed, choice: Choice, form: draft.Form) -> None:
    saved = False
    with errors.shown():
        with app.unit_of_work() as db:
            decisions.decide(db, by=app.person, checked=entry.checked, choice=choice, now=app.now())
            form.handed_in(db)
        saved = True
    if saved:
        form.clear()
        _done(_key(entry.checked))
        st.rerun()


def _leave_out(app: App, checked: Checked) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            decisions.decide(db, by=app.person, checked=checked, choice=Choice(state=State.LEFT_OUT), now=app.now())
        _done(_key(checked))


def _confirm(app: App, clearance: Clearance) -> None:
    with errors.caught(), app.unit_of_work() as db:
        decisions.confirm(db, by=app.person, clearance=clearance, now=app.now())


def _show(key: str) -> None:
    st.session_state[_OPEN] = key


def _set_mode(key: str, mode: str) -> None:
    st.session_state[_OPEN] = key
    st.session_state[f"{_MODE} {key}"] = mode


def _done(key: str) -> None:
    st.session_state.pop(f"{_MODE} {key}", None)
    st.session_state.pop(_OPEN, None)


def _kinds(checked: Checked) -> str:
    labels = dict.fromkeys(mark.kind.label for mark in checked.identifiers)
    return ", ".join(labels) or "words of one child"


def _marked(checked: Checked) -> str:
    return marked_html(checked.passage.text, checked.identifiers)


def _key(checked: Checked) -> str:
    """Return a name for a text that changes with its words."""
    passage = checked.passage
    of = f"{passage.round_ref} {passage.record} {passage.ref} {passage.field}"
    return f"{of} {hashlib.sha256(passage.text.encode()).hexdigest()[:8]}"
