"""The texts of a paper that ask for somebody: one at a time, or read as one list.

In: texts with what was found in them, who wrote them, and what was decided.
Out: on the page each in its place, with what can be done; decisions kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

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
from audit.pages.components import look
from audit.pages.components.look import escape_html
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, TextField, TickField
from audit.pages.forms.marks import marked_html
from audit.services.release import decisions
from audit.services.release.decisions import Listed
from audit.store.work import Db

_OPEN = "check-out open"


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
        _confirm(app, audit_round, clearance)


def _confirm(app: App, audit_round: Round, clearance: Clearance) -> None:
    def write(db: Db, _entered: Entered) -> None:
        decisions.confirm(db, by=app.person, clearance=clearance, now=app.now())

    missing = "Read the texts, then tick that you have read them."
    read = TickField(name="read", label=CONFIRMED.rstrip("."), needed=True, missing=missing)
    form.draw(
        Form(
            app=app,
            kind=FormKind.CONFIRMATION,
            about=clearance.audience.value,
            round_ref=audit_round.ref,
            parts=(Part(fields=(read,)),),
            button="Confirm",
            write=write,
            kept=False,  # as a tick that outlives the list it was about
            compares=False,
        )
    )


def decided(app: App, audit_round: Round, listed: Sequence[Listed], audience: Audience) -> None:
    """Draw what was decided, each with what it was decided about, and let it be decided again."""
    if not listed:
        return
    reopened = st.session_state.get(_OPEN) in [_key(entry.checked) for entry in listed]
    with st.expander(f"Decided ({len(listed)})", icon=":material/task_alt:", expanded=reopened):
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
    """Draw what can be done about a text: other words, nothing of it, or the text as it is."""
    checked, key = entry.checked, _key(entry.checked)
    reason, hint = "Why may it stand as it is?", "Needed for “Use it as it is”." if checked.tier is Tier.STOP else ""
    label = f"Only where the readers are: {audience.label.lower()}"
    asked: list[Field] = [TextField(name="wording", label="What papers say", rows=4, start=checked.passage.text)]
    asked += [TextField(name="reason", label=reason, hint=hint, rows=2)] if entry.may_keep else []
    alone = "You wrote this text, and nobody else here can decide on it. The paper will say so." if entry.alone else ""

    def write(db: Db, entered: Entered) -> None:
        choice = Choice(
            state=State(entered.pressed or State.REWORDED),
            wording="" if entered.pressed else entered.text("wording"),
            reason=entered.text("reason") if entered.pressed == State.AS_WRITTEN else "",
            audience=audience if entered.ticked("only") else None,
        )
        st.session_state[_OPEN] = key  # wherever it is listed now, should somebody else have decided meanwhile
        now_checked = replace(checked, known=int(entered.seen))
        decisions.decide(db, by=app.person, checked=now_checked, choice=choice, now=app.now())
        st.session_state.pop(_OPEN)

    form.draw(
        Form(
            app=app,
            kind=FormKind.CHECK,
            about=key,
            round_ref=audit_round.ref,
            seen=str(checked.known),
            parts=(Part(fields=(*asked, TickField(name="only", label=label)), text=alone),),
            button="Save these words",
            others={State.LEFT_OUT.value: "Leave out"}
            | ({State.AS_WRITTEN.value: "Use it as it is"} if entry.may_keep else {}),
            write=write,
            subject="what papers say of it",
            blames={"Say why": "reason", "words": "wording", "still looks like": "wording"},
            compares=False,
        )
    )


def _show(key: str) -> None:
    st.session_state[_OPEN] = key


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
