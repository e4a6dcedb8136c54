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
from audit.domain import english
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.findings.themes import AnswerCounts, LineAnswers, lines_of_statement
from audit.domain.over_time.change import Match
from audit.domain.over_time.reaudit import LastFinding, Seen, Settlement, SinceLastTime
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.plan.action_words import outcome
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.workshop.suppression import share_word
from audit.pages.components import finding_card, look, place, plan_reading
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, RadioField, TextField
from audit.pages.over_time import reading, rounds_compared
from audit.services.over_time import reaudit
from audit.store.queries import rating
from audit.store.work import Db

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
    last_finding = _chosen(since)
    done = len(since.findings) - len(since.to_look_at)
    so_far = f"last time’s findings: {done} of {len(since.findings)} answered"
    look.line_above(since.now.title, place.step(since.now, Stage.FINDINGS), so_far)
    look.title(f"Was {last_finding.finding.ref} found again?")
    with st.container(border=True):
        finding_card.draw(since.last, last_finding.finding, changed=False, level=2)
        draw_actions(since, last_finding, app.today())
    _this_time(app, since, last_finding.finding)
    _form(app, since, last_finding)
    _earlier(app, since, last_finding)
    _link_findings(since, last_finding)
    place.arrive(f"last time {since.now.ref} {last_finding.finding.ref}")


def _reads(app: App) -> bool:
    return app.person.may(Act.READ_FINDINGS)


def _chosen(since: SinceLastTime) -> LastFinding:
    old_ref = place.get("old")
    named = next((last_finding for last_finding in since.findings if last_finding.finding.ref == old_ref), None)
    return named or next(iter(since.to_look_at), since.findings[0])


def _this_time(app: App, since: SinceLastTime, old: Finding) -> None:
    findings = [
        finding for finding in plan_reading.readable_findings(app, since.now) if finding.stands and _near(old, finding)
    ]
    if not findings:
        st.caption("Nothing found in this round so far stands under the same statement and theme.")
        return
    with st.expander(f"Found this time, near it: {english.number(len(findings))}", expanded=True):
        for finding in findings:
            st.write(f"**{finding.ref}, {finding.kind.label.lower()}.** {plain(finding.text)}")


def _near(old: Finding, new: Finding) -> bool:
    return bool(set(old.statements) & set(new.statements) and set(old.themes) & set(new.themes))


def _settlement_fields(ref: str, last_finding: LastFinding) -> tuple[Field, ...]:
    settled = last_finding.settlement
    return (
        RadioField(
            name="became",
            label=f"What became of {ref}?",
            missing=f"Choose what became of {ref}: found again, not found or not checked.",
            options={choice.value: choice.label for choice in Seen},
            captions={choice.value: choice.meaning(last_finding.finding.kind) for choice in Seen},
            needed=True,
            start=settled.seen if settled else "",
        ),
        TextField(
            name="text",
            label=f"What was looked at for {ref}, in a sentence?",
            hint="No names or references, please.",
            missing=f"Enter in a sentence what was looked at for {ref}.",
            rows=3,
            most=2000,
            short="What was looked at",
            needed=True,
            start=settled.looked_at if settled else "",
        ),
    )


def _form(app: App, since: SinceLastTime, last_finding: LastFinding) -> None:
    ref, settled = last_finding.finding.ref, last_finding.settlement
    fields = _settlement_fields(ref, last_finding)

    def write(db: Db, entered: Entered) -> None:
        settlement = Settlement(finding=ref, seen=Seen(entered.chosen("became")), looked_at=entered.text("text"))
        reaudit.settle(
            db,
            by=app.person,
            round_ref=since.now.ref,
            settlement=settlement,
            seen_version=int(entered.seen),
            now=app.now(),
        )

    last = not [other for other in since.to_look_at if other.finding.ref != ref]
    form.draw(
        Form(
            app=app,
            kind=FormKind.SETTLEMENT,
            about=ref,
            round_ref=since.now.ref,
            seen=str(settled.version if settled else 0),
            parts=(Part(fields=fields),),
            button="Save" if last else "Save and next",
            write=write,
            after=lambda _: st.session_state.update({_DONE: True}),
            subject=f"what became of {ref}",
        )
    )


def _earlier(app: App, since: SinceLastTime, last_finding: LastFinding) -> None:
    with app.reading() as db:
        settlements = reaudit.history(db, viewer=app.viewer(), round_ref=since.now.ref)
    old = [each for each in settlements if each.finding == last_finding.finding.ref][:-1]
    if not old:
        return
    with st.expander("What was said before"):
        for each in old:
            when = f", {english.moment(each.at_utc)}" if each.at_utc else ""
            st.write(f"**{each.seen.label}** ({plain(each.by)}{when}): {plain(each.looked_at)}")


def _link_findings(since: SinceLastTime, last_finding: LastFinding) -> None:
    with st.expander("All of last time’s findings"):
        for other in since.findings:
            if other is not last_finding:
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


def draw(since: SinceLastTime, last_finding: LastFinding, *, today: date, may_settle: bool, level: int = 3) -> None:
    """Draw the card; `may_settle` offers the page where it is looked at again."""
    with st.container(border=True):
        badge(last_finding)
        look.card_title(last_finding.finding.text, level)
        st.caption(f"{since.last.ref} · {last_finding.finding.ref}, {last_finding.finding.kind.label.lower()}")
        looked_at(last_finding)
        draw_actions(since, last_finding, today)
        if may_settle:
            label = "Change the answer about" if last_finding.settlement else "Check"
            place.link(
                "last-time", f"{label} {last_finding.finding.ref}", round=since.now.ref, old=last_finding.finding.ref
            )


def badge(last_finding: LastFinding) -> None:
    """Draw what became of the finding, as an icon and words."""
    seen = last_finding.settlement.seen if last_finding.settlement else None
    colours = _OF_STRENGTHS if last_finding.finding.kind is FindingKind.STRENGTH else _COLOURS
    st.badge(last_finding.became, icon=_ICONS[seen], color=colours.get(seen, "gray"))  # type: ignore[arg-type]


def looked_at(last_finding: LastFinding) -> None:
    """Write what was looked at, by whom and when."""
    if last_finding.settlement is None:
        return
    when = f", {english.moment(last_finding.settlement.at_utc)}" if last_finding.settlement.at_utc else ""
    st.write(f"**Looked at:** {plain(last_finding.settlement.looked_at)}")
    st.caption(f"{plain(last_finding.settlement.by)}{when}")


def draw_actions(since: SinceLastTime, last_finding: LastFinding, today: date) -> None:
    """Write what was done about the finding, and whether it makes a difference."""
    for action in last_finding.actions:
        st.write(f"**{action.ref}** {plain(action.text)} **{outcome(action, today)}**")
        place.link("action", f"Open action {action.ref}", round=since.last.ref, action=action.ref)
    if last_finding.no_action is not None:
        st.write(f"**No action was taken:** {plain(last_finding.no_action.reason)}")


def show_lines(app: App, since: SinceLastTime) -> None:
    """Draw, statement by statement, the lines that both rounds ask, with how many answers were "met" in words."""
    with app.reading() as db:
        then = rating.answer_counts(db, viewer=app.viewer(), round_id=since.last.id)
        now = rating.answer_counts(db, viewer=app.viewer(), round_id=since.now.id)
    st.header("Line by line", anchor=False)
    st.write("How many of the agencies’ own answers were “met”, for each line that both rounds ask.")
    for statement_change in since.statements:
        if statement_change.match not in (Match.SAME, Match.OTHER_SCALE):
            continue
        rows = line_rows(since.last, statement_change.statement, then, now)
        if rows:
            with st.expander(f"{statement_change.statement.number} {statement_change.statement.short_title}"):
                headings = ("Line of enquiry", "Met then", "Met now")
                look.html(look.table(f"Statement {statement_change.statement.number}, line by line", headings, rows))


def line_rows(
    last: Round, statement: RoundStatement, then: AnswerCounts, now: AnswerCounts
) -> list[tuple[str, str, str]]:
    """Return a row for each line that both rounds ask: its title, and how many answers were met, as a word."""
    before = {
        line_answers.key: line_answers for line_answers in lines_of_statement(last.statement(statement.key), then)
    }
    both = [
        (before[line_answers.key], line_answers)
        for line_answers in lines_of_statement(statement, now)
        if line_answers.key in before
    ]
    return [
        (f"{line_answers.line.ref} {line_answers.line.title}", _met(was), _met(line_answers))
        for was, line_answers in both
    ]


def _met(line_answers: LineAnswers) -> str:
    return (
        share_word(line_answers.counts[Answer.MET], line_answers.counted).capitalize()
        if line_answers.counted
        else "No answer"
    )
