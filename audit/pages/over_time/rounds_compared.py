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
from audit.domain.findings.finding import FindingKind
from audit.domain.over_time import change
from audit.domain.over_time.change import StatementChange
from audit.domain.over_time.reaudit import Seen, SinceLastTime
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import TOLD, Round
from audit.domain.workshop.participation_words import children_in_round
from audit.domain.workshop.suppression import NOT_OTHERS, RULE, SHARES_FROM, Tally
from audit.pages.components import board_texts, chart, days, look, place, strip
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
    if app.person.may(Act.READ_CASES) or audit_round.stage in TOLD:
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
    settled = [(one.finding.kind, one.settlement.seen) for one in since.findings if one.settlement]
    checked = [(kind is FindingKind.STRENGTH, seen) for kind, seen in settled]
    if not checked:
        return "Last time’s findings are not checked yet"
    if all(seen is Seen.NOT_TESTED for _, seen in checked):
        return "None of last time’s findings could be checked"
    strengths, others = (checked.count((strong, Seen.SEEN_AGAIN)) for strong in (True, False))
    parts = [
        f"{days.number(others)} to improve" if others else "",
        f"{days.number(strengths)} of strength" if strengths else "",
    ]
    again = " and ".join(part for part in parts if part)
    return f"Found again of last time’s findings: {again or 'none'}"


def in_words(one: StatementChange) -> str:
    """Return a statement then and now as a line of text."""
    if one.then is None:
        return f"{one.now.value.capitalize()} now. {one.sentence}"
    both = f"{one.then.value.capitalize()} then, {one.now.value} now. " if one.direction else ""
    return both + one.sentence


def may_settle(app: App, since: SinceLastTime) -> bool:
    """Say whether the person may say what became of the last round's findings now."""
    return app.person.may(Act.DECIDE) and since.now.stage in reaudit.OPEN


def _last_is_gone(app: App, audit_round: Round) -> None:
    look.title("The round before is not here any more")
    st.write(
        f"{audit_round.ref} is the re-audit of {audit_round.reaudit_of}, which was erased or is kept elsewhere, so "
        "nothing can be compared. What was said of its findings is kept with this round."
    )
    for one in reading.said_of_old_findings(app, audit_round):
        st.write(f"**{one.finding}, {one.seen.label.lower()}.** {plain(one.looked_at)}")


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
    for one in later:
        place.link("over-time", f"Over time: {one.ref}", round=one.ref)
    if app.person.may(Act.SET_UP) and not later:
        place.link("new-round", f"Open the re-audit of {audit_round.ref}", of=audit_round.ref)
    _ways_on(app, audit_round)


def _findings(app: App, since: SinceLastTime) -> None:
    st.header("Last time’s findings, one by one", anchor=False)
    offer, left = may_settle(app, since), len(since.to_look_at)
    if offer and left:
        said = "One is" if left == 1 else f"{left} are"
        st.write(f"{said} not checked yet. One at a time: was it found again, not found, or could it not be checked?")
        if st.button("Check the next finding", type="primary"):
            place.go("last-time", old=None)
    for one in since.findings:
        last_time.draw(since, one, today=app.today(), may_settle=offer)


def _statements(app: App, since: SinceLastTime) -> None:
    st.header("Statements then and now", anchor=False)
    look.html(strip.table(change.told(since.statements), then=since.last.title, now=since.now.title))
    st.write(f"**{since.chance}**")
    rows = [(f"{one.asked.number} {one.asked.short_title}", in_words(one)) for one in since.statements]
    look.html(look.table("What became of each statement", ("Statement", "Then, now, and what may be said"), rows))
    st.write(f"{_looked_at(since.last)} {_looked_at(since.now)} {NOT_OTHERS}")
    st.caption(RULE)
    if app.person.may(Act.READ_CASES):
        _counts(since)


def _looked_at(one: Round) -> str:
    drawn = f", {one.drawn.label.lower()}" if one.drawn else ", how they were drawn is not recorded"
    return f"{one.ref}: {children_in_round(one)}{drawn}."


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
                f"{one.asked.number} {one.asked.short_title}",
                _upper(one.then_tally) if one.then_tally else "not compared",
                _upper(one.now_tally),
                "not tested" if one.p is None else f"{one.p:.3f}",
            )
            for one in since.statements
        ]
        headings = ("Statement", "Upper half then", "Upper half now", "p")
        look.html(look.table("Judged cases in the scale’s upper half", headings, rows))


def _upper(tally: Tally) -> str:
    away = tally.applied - tally.judged
    return f"{tally.upper} of {tally.judged}{f'; {away} not judged' if away else ''}"


def _shares(app: App, audit_round: Round) -> None:
    with app.reading() as db:
        line, judgements = reaudit.line_of(db, viewer=app.viewer(), round_ref=audit_round.ref)
    found = change.pooled(line, judgements)
    st.header("Shares over several rounds", anchor=False)
    if not found:
        st.write(
            f"Shares and their intervals stand here once a statement has {SHARES_FROM} judged cases over the rounds "
            "together. Until then words say more than a percentage would."
        )
        return
    drawn = chart.made(app, f"shares {audit_round.ref}", lambda ink: charts.shares(found, ink=ink))
    look.card_title(drawn.title, level=3)
    chart.show(drawn, name="Shares over pooled rounds", key=f"shares-{audit_round.ref}", heading=False, beside=False)


def _themes(since: SinceLastTime) -> None:
    st.header("Themes then and now", anchor=False)
    if not since.themes:
        st.write("No finding stands under a theme that both rounds have.")
        return
    rows = [(one.now.title, one.sentence) for one in since.themes]
    look.html(look.table("Findings under each theme, then and now", ("Theme", "What was found"), rows))
    still = "" if since.now.stage in TOLD[1:] else " Findings of this round are still being recorded."
    st.caption(f"Counts of findings, not of children. A finding under two themes is counted under both.{still}")


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
                label = f"Check last time’s findings: {days.number(left)} to go"
                place.link(
                    "last-time",
                    label,
                    round=audit_round.ref,
                    icon=":material/visibility:",
                    old=since.to_look_at[0].finding.ref,
                )
            reading.link(app, audit_round)
