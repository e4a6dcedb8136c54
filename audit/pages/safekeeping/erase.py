"""Erasing for good: one child, or a whole round.

In: a round; what somebody types to confirm.
Out: rows gone and the data file rewritten; the trail keeps that it happened.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.concerns import Concern
from audit.pages.components import danger, look, place
from audit.pages.components.look import plain
from audit.pages.forms import erasing, form
from audit.pages.forms.form_fields import Entered, TicksField
from audit.pages.safekeeping import copies
from audit.services.safekeeping import erasure as service
from audit.store.work import Db

_READ_AGAIN = "read_again"  # the findings to be read again after a child was erased
_ROUND_GONE = "round_gone"
_GONE_FROM = "Leave no copy: look at “Old copies” on the page Keeping and erasing, and at backups taken away."
_OF_CHILD = (
    "**What will go:** what every agency wrote and graded about the child, the judgements and their reasons, what was "
    "typed in the workshop, concerns, and the child's and carers' words kept with findings."
)
_OF_ROUND = (
    "**What will go:** its children, all that agencies wrote and graded, the judgements, the findings, the actions and "
    "how they went."
)
_STAYS = (
    "**What stays:** a line that somebody erased it, and when; the lines of who did what before, which hold no text; "
    "papers and workbooks that were taken out of here; and what the evidence register, the checklists and inspections "
    "say, but for what you tick below."
)


def render(app: App) -> None:
    """Let a facilitator erase a child or a round for good."""
    if st.session_state.pop(_ROUND_GONE, False):
        place.go("safekeeping")  # so that nobody finds themselves at another round to erase
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.SET_UP):
        look.title("Erase")
        st.write("There is no round to erase." if audit_round is None else "A facilitator erases rounds. Ask yours.")
        place.link("home", "Back to Home")
        return
    look.line_above(audit_round.title, "Keeping and erasing")
    look.title(f"Erase from {audit_round.ref}")
    copies.show_last_outcome()
    _to_read_again(audit_round)
    st.write("What is erased here cannot be brought back.")
    _child(app, audit_round)
    _whole(app, audit_round)
    place.link("safekeeping", "Back to Keeping and erasing", icon=":material/arrow_back:")


def _child(app: App, audit_round: Round) -> None:
    st.header("Erase one child", anchor=False)
    if not audit_round.cases:
        st.write("The round has no child in it.")
        return
    refs = [case.ref for case in audit_round.cases]
    key = f"erase {audit_round.ref} {' '.join(refs)}"
    ref = st.selectbox("Which child is to be erased?", refs, index=None, placeholder="Choose", key=key)
    st.write(_OF_CHILD)
    st.write(_STAYS)
    if ref is None:
        return
    with app.reading() as db:
        concerns = service.open_concerns(db, by=app.person, round_ref=audit_round.ref, case_ref=ref)
        findings = service.findings_about(db, by=app.person, round_ref=audit_round.ref, case_ref=ref)
    if _in_the_way(app, audit_round, concerns):
        return
    if findings:
        st.write(f"**Also stays: the sentences of findings that {ref} is named with.** Read them again afterwards.")
        look.html(_listed([f"{finding.ref}: {finding.text}" for finding in findings]))
    if audit_round.reaudit_of:
        st.write("**What was said of last time’s findings stays in its newest wording.** Read it again afterwards.")
        place.link("over-time", "What was said of last time’s findings", round=audit_round.ref)
    _erase_child(app, audit_round.ref, ref)


def _whole(app: App, audit_round: Round) -> None:
    st.header("Erase the whole round", anchor=False)
    st.write(_OF_ROUND)
    st.write(_STAYS)
    with app.reading() as db:
        concerns = service.open_concerns(db, by=app.person, round_ref=audit_round.ref)
    if not _in_the_way(app, audit_round, concerns):
        _erase_round(app, audit_round.ref)


def _mentions(app: App, round_ref: str, case_ref: str | None) -> tuple[TicksField, ...]:
    """Return the question what of other pages goes too; none where nothing names the child, which is said then."""
    with app.reading() as db:
        mentions = service.mentions_of(db, by=app.person, round_ref=round_ref, case_ref=case_ref)
    who = case_ref or f"a child of {round_ref}"
    if not mentions:
        st.write(f"Nothing in the evidence register, the checklists or the inspections names {plain(who)}.")
        return ()
    erased_with = f"with {case_ref or 'the round'}"
    return (
        TicksField(
            name="also",
            label=f"Also named elsewhere: {who}",
            hint="The same reference may stand for another child, so read each, and tick what is to go too.",
            options={mention.key: f"Erase {mention.key} {erased_with}" for mention in mentions},
            captions={mention.key: f"“{mention.says}” What goes: {mention.kind.goes}." for mention in mentions},
        ),
    )


def _in_the_way(app: App, audit_round: Round, concerns: Sequence[Concern]) -> bool:
    """Say what has to be confirmed first, with the way there; return whether there is anything."""
    children = sorted({concern.case for concern in concerns})
    for child in children:
        st.warning(
            f"An immediate concern about {child} is not yet confirmed on the child’s record. Until then nothing "
            f"about it can be erased. {danger.sentence(app)}",
            icon=":material/warning:",
        )
    if children:
        place.link("concern", "Go to what waits", round=audit_round.ref, case=children[0])
    return bool(children)


def _erase_child(app: App, round_ref: str, case_ref: str) -> None:
    def erase(db: Db, entered: Entered) -> tuple[str, ...]:
        at = {"round_ref": round_ref, "case_ref": case_ref}
        findings = service.findings_about(db, by=app.person, **at)
        typed, also = entered.text("typed"), entered.several("also")
        service.erase_case(db, by=app.person, confirmed=typed, now=app.now(), also=also, **at)
        return tuple(finding.ref for finding in findings)

    def after(entered: Entered) -> None:
        st.session_state[_READ_AGAIN] = (case_ref, entered.result)
        place.put(case=None)
        copies.say(f"{case_ref} is erased. {_GONE_FROM}")

    also, button = _mentions(app, round_ref, case_ref), f"Erase {case_ref} for good"
    form.draw(erasing.form(app, case_ref, erase, button=button, round_ref=round_ref, fields=also, after=after))


def _erase_round(app: App, round_ref: str) -> None:
    def erase(db: Db, entered: Entered) -> None:
        typed, also = entered.text("typed"), entered.several("also")
        service.erase_round(db, by=app.person, round_ref=round_ref, confirmed=typed, now=app.now(), also=also)

    def after(_: Entered) -> None:
        place.put(round=None, case=None, statement=None)
        st.session_state[_ROUND_GONE] = True
        copies.say(f"{round_ref} is erased. {_GONE_FROM}")

    also, button = _mentions(app, round_ref, None), f"Erase {round_ref} for good"
    form.draw(erasing.form(app, round_ref, erase, button=button, round_ref=round_ref, fields=also, after=after))


def _to_read_again(audit_round: Round) -> None:
    case_ref, refs = st.session_state.pop(_READ_AGAIN, ("", ()))
    if not refs:
        return
    many = english.agree(len(refs), "this finding", f"these {english.number(len(refs))} findings")
    st.info(
        f"Their own sentences stay, and may still tell of {plain(case_ref)}.",
        title=f"Read {many} again",
        icon=":material/visibility:",
    )
    with st.container(horizontal=True):
        for ref in refs:
            place.link("finding", f"Read {ref} again", round=audit_round.ref, finding=ref)


def _listed(words: Sequence[str]) -> str:
    return f'<ul class="ss-points">{"".join(f"<li>{look.escape_html(sentence)}</li>" for sentence in words)}</ul>'
