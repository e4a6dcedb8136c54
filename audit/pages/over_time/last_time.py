"""Checking one of the last round's findings: found again, not found or not checked, and what was looked at.

In: the finding in the address; else the next one that nobody has looked at.
Out: what this round says of it, with who said so and when.

Here too:
- One of the last round's findings as a card: what became of it, what was looked at, and what was done about it.
- Line by line: how agencies' answers to each line of enquiry were then and are now, for the audit group.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.findings.themes import AnswerCounts, LineAnswers, lines_of_statement
from audit.domain.over_time.change import Match
from audit.domain.over_time.reaudit import LastFinding, Seen, Settlement, SinceLastTime
from audit.domain.people.person import Act
from audit.domain.plan.action_words import outcome
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Asked, Round
from audit.domain.workshop.suppression import share_word
from audit.pages.components import arrive, days, finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import marks, two_writers
from audit.pages.over_time import reading, rounds_compared
from audit.services.over_time import reaudit
from audit.store.queries import rating

_CHOICES = tuple(Seen)
_DONE = "last time saved"


def render(app: App) -> None:
    """Let somebody say what became of one finding."""
    audit_round = place.current_round(app)
    since = reading.since(app, audit_round) if audit_round is not None and _reads(app) else None
    if since is None or not rounds_compared.may_settle(app, since) or not since.findings:
        look.title("Last time’s findings")
        st.write("In a re-audit a facilitator checks last time’s findings, from the workshop until the board.")
        place.link("over-time", "Over time", **({"round": audit_round.ref} if audit_round else {}))
        return
    if st.session_state.pop(_DONE, False):
        _go_on(since)
    one = _chosen(since)
    done = len(since.findings) - len(since.to_look_at)
    so_far = f"last time’s findings: {done} of {len(since.findings)} answered"
    look.line_above(since.now.title, "Step 3 of 6", so_far)
    look.title(f"Was {one.finding.ref} found again?")
    with st.container(border=True):
        finding_card.draw(since.last, one.finding, changed=False, level=2)
        done_about_it(since, one, app.today())
    _this_time(app, since, one.finding)
    _form(app, since, one)
    _earlier(app, since, one)
    _others(since, one)
    arrive.arrive(f"last time {since.now.ref} {one.finding.ref}")


def _reads(app: App) -> bool:
    return app.person.may(Act.READ_FINDINGS)


def _chosen(since: SinceLastTime) -> LastFinding:
    said = place.get("old")
    named = next((one for one in since.findings if one.finding.ref == said), None)
    return named or next(iter(since.to_look_at), since.findings[0])


def _this_time(app: App, since: SinceLastTime, old: Finding) -> None:
    found = [one for one in plan_reading.found(app, since.now) if one.stands and _near(old, one)]
    if not found:
        st.caption("Nothing found in this round so far stands under the same statement and theme.")
        return
    with st.expander(f"Found this time, near it: {days.number(len(found))}", expanded=True):
        for one in found:
            st.write(f"**{one.ref}, {one.kind.label.lower()}.** {plain(one.text)}")


def _near(old: Finding, new: Finding) -> bool:
    return bool(set(old.statements) & set(new.statements) and set(old.themes) & set(new.themes))


def _form(app: App, since: SinceLastTime, one: LastFinding) -> None:
    ref, settled = one.finding.ref, one.settlement
    at = f"{since.now.ref} last {ref}"
    key = two_writers.fields_at(at)
    two_writers.draw(at)
    version = two_writers.of(f"{key} text", settled.version if settled else 0)
    seen = st.radio(
        f"What became of {ref}?",
        _CHOICES,
        format_func=lambda choice: choice.label,
        captions=[choice.meaning(one.finding.kind) for choice in _CHOICES],
        index=_CHOICES.index(settled.seen) if settled else None,
        key=f"{key} seen",
    )
    label = f"What was looked at for {ref}, in a sentence? No names or references, please."
    said = st.text_area(label, value=settled.looked_at if settled else "", max_chars=2000, key=f"{key} text")
    about = f"{since.now.ref} {since.last.ref}/{ref}"
    marks.under(app, said, key=f"{key} text", label="What was looked at", about=about)
    last = len([other for other in since.to_look_at if other.finding.ref != ref]) == 0
    if not st.button("Save" if last else "Save and next", type="primary", key=f"{at} save"):
        return
    if seen is None:
        st.error(f"Choose what became of {ref}: found again, not found or not checked.", icon=":material/error:")
        return
    _keep(app, since, Settlement(finding=ref, seen=seen, looked_at=said, version=version), at)
    st.rerun()


def _keep(app: App, since: SinceLastTime, settlement: Settlement, at: str) -> None:
    def write(mine: Settlement) -> None:
        with app.unit_of_work() as db:
            reaudit.settle(
                db, by=app.person, round_ref=since.now.ref, settlement=mine, seen_version=mine.version, now=app.now()
            )

    def done() -> None:
        st.session_state[_DONE] = True

    what = f"what became of {settlement.finding}"
    two_writers.keep(
        at, settlement, write, {"seen": "What became of it", "looked_at": "What was looked at"}, what=what, done=done
    )


def _earlier(app: App, since: SinceLastTime, one: LastFinding) -> None:
    with app.reading() as db:
        said = reaudit.history(db, viewer=app.viewer(), round_ref=since.now.ref)
    old = [each for each in said if each.finding == one.finding.ref][:-1]
    if not old:
        return
    with st.expander("What was said before"):
        for each in old:
            when = f", {days.moment(each.at_utc)}" if each.at_utc else ""
            st.write(f"**{each.seen.label}** ({plain(each.by)}{when}): {plain(each.looked_at)}")


def _others(since: SinceLastTime, one: LastFinding) -> None:
    with st.expander("All of last time’s findings"):
        for other in since.findings:
            if other is not one:
                label = f"{other.finding.ref}: {other.became.lower()}"
                place.link("last-time", label, round=since.now.ref, old=other.finding.ref)
    place.link("over-time", "What changed since last time", round=since.now.ref, icon=":material/arrow_back:")


def _go_on(since: SinceLastTime) -> None:
    if not since.to_look_at:
        place.go("over-time", old=None)
    place.put(old=since.to_look_at[0].finding.ref)


_ICONS = {
    Seen.SEEN_AGAIN: ":material/visibility:",
    Seen.NOT_SEEN: ":material/visibility_off:",
    Seen.NOT_TESTED: ":material/help:",
    None: ":material/hourglass_top:",
}
_COLOURS = {Seen.SEEN_AGAIN: "orange", Seen.NOT_SEEN: "blue"}  # of a fault or of learning; else grey
_OF_STRENGTHS = {Seen.SEEN_AGAIN: "green", Seen.NOT_SEEN: "orange"}


def draw(since: SinceLastTime, one: LastFinding, *, today: date, may_settle: bool, level: int = 3) -> None:
    """Draw the card; `may_settle` offers the page where it is looked at again."""
    with st.container(border=True):
        badge(one)
        look.card_title(one.finding.text, level)
        st.caption(f"{since.last.ref} · {one.finding.ref}, {one.finding.kind.label.lower()}")
        looked_at(one)
        done_about_it(since, one, today)
        if may_settle:
            label = "Change the answer about" if one.settlement else "Check"
            place.link("last-time", f"{label} {one.finding.ref}", round=since.now.ref, old=one.finding.ref)


def badge(one: LastFinding) -> None:
    """Draw what became of the finding, as an icon and words."""
    seen = one.settlement.seen if one.settlement else None
    colours = _OF_STRENGTHS if one.finding.kind is FindingKind.STRENGTH else _COLOURS
    st.badge(one.became, icon=_ICONS[seen], color=colours.get(seen, "gray"))  # type: ignore[arg-type]


def looked_at(one: LastFinding) -> None:
    """Write what was looked at, by whom and when."""
    if one.settlement is None:
        return
    when = f", {days.moment(one.settlement.at_utc)}" if one.settlement.at_utc else ""
    st.write(f"**Looked at:** {plain(one.settlement.looked_at)}")
    st.caption(f"{plain(one.settlement.by)}{when}")


def done_about_it(since: SinceLastTime, one: LastFinding, today: date) -> None:
    """Write what was done about the finding, and whether it makes a difference."""
    for action in one.actions:
        st.write(f"**{action.ref}** {plain(action.text)} **{outcome(action, today)}**")
        place.link("action", f"Open action {action.ref}", round=since.last.ref, action=action.ref)
    if one.no_action is not None:
        st.write(f"**No action was taken:** {plain(one.no_action.reason)}")


def show_lines(app: App, since: SinceLastTime) -> None:
    """Draw, statement by statement, the lines that both rounds ask, with how many answers were "met" in words."""
    with app.reading() as db:
        then = rating.answer_counts(db, viewer=app.viewer(), round_id=since.last.id)
        now = rating.answer_counts(db, viewer=app.viewer(), round_id=since.now.id)
    st.header("Line by line", anchor=False)
    st.write("How many of the agencies’ own answers were “met”, for each line that both rounds ask.")
    for one in since.statements:
        if one.match not in (Match.SAME, Match.OTHER_SCALE):
            continue
        rows = line_rows(since.last, one.asked, then, now)
        if rows:
            with st.expander(f"{one.asked.number} {one.asked.short_title}"):
                headings = ("Line of enquiry", "Met then", "Met now")
                look.html(look.table(f"Statement {one.asked.number}, line by line", headings, rows))


def line_rows(last: Round, asked: Asked, then: AnswerCounts, now: AnswerCounts) -> list[tuple[str, str, str]]:
    """Return a row for each line that both rounds ask: its title, and how many answers were met, as a word."""
    before = {one.key: one for one in lines_of_statement(last.statement(asked.key), then)}
    both = [(before[one.key], one) for one in lines_of_statement(asked, now) if one.key in before]
    return [(f"{one.line.ref} {one.line.title}", _met(was), _met(one)) for was, one in both]


def _met(one: LineAnswers) -> str:
    return share_word(one.counts[Answer.MET], one.counted).capitalize() if one.counted else "No answer"
