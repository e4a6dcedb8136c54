"""Over time: what became of last time's findings, then each statement and theme then and now.

In: a round that re-audits another.
Out: last round's findings one by one first; then words, never grades, with what may be said of chance.

Here too:
- Last time's findings on the findings page of a re-audit: how many are looked at again, and the way to go on.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.charts import over_time as charts
from audit.domain import english
from audit.domain.findings.finding import FindingKind
from audit.domain.over_time import change
from audit.domain.over_time.change import StatementChange
from audit.domain.over_time.reaudit import Seen, SinceLastTime
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round
from audit.domain.workshop.participation_words import children_in_round
from audit.domain.workshop.suppression import CASES_ONLY, RULE, SHARES_FROM, Tally
from audit.pages.components import board_texts, chart, look, place, strip
from audit.pages.components.look import plain
from audit.pages.over_time import last_time, reading
from audit.services.over_time import reaudit


def render(app: App) -> None:
    """Show what changed since the last round."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Over time")
        st.write("A re-audit shows what changed since the last round. Your facilitator can say who reads it here.")
        place.link("home", "Back to Home")
        return
    if board_texts.shown(app, audit_round, "Over time"):
        return
    since = reading.since(app, audit_round)
    look.line_above(audit_round.title, "over time")
    if since is None:
        _no_reaudit(app, audit_round)
        return
    look.title(headline(since))
    st.write(f"{since.sentence} The last round was *{plain(since.last.title)}*.")
    _findings(app, since)
    if app.person.may(Act.READ_CASES) or audit_round.stage in AFTER_WORKSHOP:
        _statements(app, since)
        _shares(app, audit_round)
    else:
        st.header("Statements then and now", anchor=False)
        st.write("They are shown once the round has come to its findings.")
    _themes(since)
    if app.person.may(Act.READ_CASES):
        last_time.show_lines(app, since)
    _ways_on(app, audit_round)


def headline(since: SinceLastTime) -> str:
    """Return the page's message in about ten words."""
    if not since.findings:
        return "The last round left no finding to check"
    settled = [
        (last_finding.finding.kind, last_finding.settlement.seen)
        for last_finding in since.findings
        if last_finding.settlement
    ]
    checked = [(kind is FindingKind.STRENGTH, seen) for kind, seen in settled]
    if not checked:
        return "Last time’s findings are not checked yet"
    if all(seen is Seen.NOT_TESTED for _, seen in checked):
        return "None of last time’s findings could be checked"
    strengths, improvements = (checked.count((strong, Seen.SEEN_AGAIN)) for strong in (True, False))
    parts = [
        f"{english.number(improvements)} to improve" if improvements else "",
        f"{english.number(strengths)} of strength" if strengths else "",
    ]
    again = " and ".join(part for part in parts if part)
    return f"Found again of last time’s findings: {again or 'none'}"


def in_words(statement_change: StatementChange) -> str:
    """Return a statement then and now as a line of text."""
    if statement_change.then is None:
        return f"{statement_change.now.value.capitalize()} now. {statement_change.sentence}"
    both = (
        f"{statement_change.then.value.capitalize()} then, {statement_change.now.value} now. "
        if statement_change.direction
        else ""
    )
    return both + statement_change.sentence


def may_settle(app: App, since: SinceLastTime) -> bool:
    """Say whether the person may say what became of the last round's findings now."""
    return app.person.may(Act.DECIDE) and since.now.stage in reaudit.OPEN


def _last_is_gone(app: App, audit_round: Round) -> None:
    look.title("The round before is not here any more")
    st.write(
        f"{audit_round.ref} is the re-audit of {audit_round.reaudit_of}, which was erased or is kept elsewhere, so "
        "nothing can be compared. What was said of its findings is kept with this round."
    )
    for settlement in reading.newest_settlements(app, audit_round):
        st.write(f"**{settlement.finding}, {settlement.seen.label.lower()}.** {plain(settlement.looked_at)}")


def _no_reaudit(app: App, audit_round: Round) -> None:
    if audit_round.reaudit_of:
        _last_is_gone(app, audit_round)
        return
    look.title("This round looks at no earlier one")
    later = reading.reaudits_of(app, audit_round)
    if later:
        st.write("It was looked at again since. What changed stands with the later round:")
    else:
        st.write(
            "When a re-audit of this round is opened, last time’s findings are looked at one by one, and this page "
            "shows what changed."
        )
    for later_round in later:
        place.link("over-time", f"Over time: {later_round.ref}", round=later_round.ref)
    if app.person.may(Act.SET_UP) and not later:
        place.link("new-round", f"Open the re-audit of {audit_round.ref}", of=audit_round.ref)
    _ways_on(app, audit_round)


def _findings(app: App, since: SinceLastTime) -> None:
    st.header("Last time’s findings, one by one", anchor=False)
    offer, left = may_settle(app, since), len(since.to_look_at)
    if offer and left:
        subject = english.agree(left, "One is", f"{left} are")
        st.write(
            f"{subject} not checked yet. One at a time: was it found again, not found, or could it not be checked?"
        )
        if st.button("Check the next finding", type="primary"):
            place.go("last-time", old=None)
    for last_finding in since.findings:
        last_time.draw(since, last_finding, today=app.today(), may_settle=offer)


def _statements(app: App, since: SinceLastTime) -> None:
    st.header("Statements then and now", anchor=False)
    look.html(strip.table(change.without_tallies(since.statements), then=since.last.title, now=since.now.title))
    st.write(f"**{since.chance}**")
    rows = [
        (f"{statement_change.statement.number} {statement_change.statement.short_title}", in_words(statement_change))
        for statement_change in since.statements
    ]
    look.html(look.table("What became of each statement", ("Statement", "Then, now, and what may be said"), rows))
    st.write(f"{_looked_at(since.last)} {_looked_at(since.now)} {CASES_ONLY}")
    st.caption(RULE)
    if app.person.may(Act.READ_CASES):
        _counts(since)


def _looked_at(audit_round: Round) -> str:
    drawn = f", {audit_round.drawn.label.lower()}" if audit_round.drawn else ", how they were drawn is not recorded"
    depth = ", audited in short" if audit_round.in_short else ""
    return f"{audit_round.ref}: {children_in_round(audit_round)}{drawn}{depth}."


def _counts(since: SinceLastTime) -> None:
    with st.expander("The counts behind it, for the audit group"):
        st.write(
            "Each statement by itself: one case’s judgement is one unit, and statements are never added together. "
            "The test is Fisher’s exact test, two-sided, at 0.05. It is made only where a change may be claimed: the "
            "same scale and meaning, both rounds drawn at random from the same groups of children, no child in both, "
            f"and {SHARES_FROM} judged cases in each."
        )
        rows = [
            (
                f"{statement_change.statement.number} {statement_change.statement.short_title}",
                _upper(statement_change.then_tally) if statement_change.then_tally else "not compared",
                _upper(statement_change.now_tally),
                "not tested" if statement_change.p_value is None else f"{statement_change.p_value:.3f}",
            )
            for statement_change in since.statements
        ]
        headings = ("Statement", "Upper half then", "Upper half now", "p")
        look.html(look.table("Judged cases in the scale’s upper half", headings, rows))


def _upper(tally: Tally) -> str:
    away = tally.applied - tally.judged
    return f"{tally.upper} of {tally.judged}{f'; {away} not judged' if away else ''}"


def _shares(app: App, audit_round: Round) -> None:
    with app.reading() as db:
        line, judgements = reaudit.line_of(db, viewer=app.viewer(), round_ref=audit_round.ref)
    shares = change.pooled(line, judgements)
    st.header("Shares over several rounds", anchor=False)
    if not shares:
        st.write(
            f"Shares and their intervals stand here once a statement has {SHARES_FROM} judged cases over the rounds "
            "together. Until then words say more than a percentage would."
        )
        return
    drawn = chart.made(app, f"shares {audit_round.ref}", lambda ink: charts.shares(shares, ink=ink))
    look.card_title(drawn.title, level=3)
    chart.show(drawn, name="Shares over pooled rounds", key=f"shares-{audit_round.ref}", heading=False, beside=False)


def _themes(since: SinceLastTime) -> None:
    st.header("Themes then and now", anchor=False)
    if not since.themes:
        st.write("No finding stands under a theme that both rounds have.")
        return
    rows = [(theme_change.now.title, theme_change.sentence) for theme_change in since.themes]
    look.html(look.table("Findings under each theme, then and now", ("Theme", "What was found"), rows))
    still = "" if since.now.stage in AFTER_WORKSHOP[1:] else " Findings of this round are still being recorded."
    st.caption(f"Counts of findings, not of children. A finding under 2 themes is counted under both.{still}")


def _ways_on(app: App, audit_round: Round) -> None:
    with st.container(horizontal=True):
        place.link("findings", "Findings", round=audit_round.ref)
        place.link("programme", "The programme of rounds")
        if app.person.may(Act.READ_CASES):
            place.link("measured", "What was measured over time", round=audit_round.ref)


def show_beside_findings(app: App, audit_round: Round) -> None:
    """Draw how far the looking again has come; a link alone for a round that was looked at again since."""
    since = reading.since(app, audit_round)
    if since is None:
        reading.link(app, audit_round)
        return
    with st.container(border=True):
        look.card_title("Last time’s findings")
        st.write(since.sentence)
        left = len(since.to_look_at)
        with st.container(horizontal=True):
            if left and may_settle(app, since):
                label = f"Check last time’s findings: {english.number(left)} to go"
                place.link(
                    "last-time",
                    label,
                    round=audit_round.ref,
                    icon=":material/visibility:",
                    old=since.to_look_at[0].finding.ref,
                )
            reading.link(app, audit_round)
