"""Readiness: what could be shown to an inspector, where one would press, and what would move it.

In: evidence, checklists and what rounds agreed, in words.
Out: a band for each criterion and statement by a rule; no total, no grade and no percentage.

Here too:
- The grid: a line for each criterion or statement, the weakest first, which opens on what was counted.
- What readiness comes to: what is stale, what is not done, and what has changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.domain import english
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Act
from audit.domain.plan.action_words import in_brief
from audit.domain.readiness.assessment import Change, Readiness
from audit.domain.readiness.bands import USUAL, Band, Piece, PieceKind, in_words
from audit.domain.readiness.inspector_questions import Promise, place_of
from audit.domain.rounds import provenance
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.pages.frameworks import installed
from audit.pages.readiness import questions
from audit.pages.readiness.questions import Picture, Since
from audit.pages.release import check_out

_SAYS = {
    Band.STRONG: ("is strongly evidenced", "are strongly evidenced"),
    Band.SOME: ("has some evidence", "have some evidence"),
    Band.CONFLICTING: ("has evidence that conflicts", "have evidence that conflicts"),
    Band.THIN: ("is thinly evidenced", "are thinly evidenced"),
    Band.NONE: ("has nothing to show", "have nothing to show"),
}


def render(app: App) -> None:
    """Show what could be shown."""
    look.html('<h1 class="ss-h1">What you could show an inspector on Monday</h1>')
    if not app.person.may(Act.READ_FINDINGS):
        st.write("Your facilitator can say who reads this here.")
        return
    shown = questions.picture(app)
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            framework = _framework(app, shown.rows)
            _ways_on()
        rows = [readiness for readiness in shown.rows if readiness.key.framework == framework.id]
        says = "This says how much evidence you hold, not how good the work is."
        look.html(f'<p class="ss-says"><b>{look.escape_html(message(rows))}</b> {says}</p>')
        look.html(grid(rows, shown.since, adds=app.person.may(Act.KEEP_EVIDENCE)))
    if not app.person.may(Act.KEEP_EVIDENCE):
        st.caption("A facilitator, or a manager who owns actions, keeps the checklists and the register.")
    draw_lists(app, shown, rows)
    rule(framework, shown.months)
    st.header("Self-evaluation", anchor=False)
    st.write(
        "In the shape of an inspection letter: headline findings, strengths with their evidence, what needs to improve "
        "and what is being done, criterion by criterion. It gives no grade."
    )
    check_out.link(Paper.SELF_EVALUATION, "The self-evaluation in Word", round_ref="")
    st.caption(_source(app, framework, shown))


def message(rows: Sequence[Readiness]) -> str:
    """Return in a sentence how many stand at each band; there is no total of them."""
    if not rows:
        return "There is nothing to show yet."
    parts: list[str] = []
    for band, (singular, many) in _SAYS.items():
        count = sum(row.band is band for row in rows)
        if count:
            whole = f" of {english.number(len(rows))}" if not parts else ""
            parts.append(f"{english.number(count)}{whole} {english.agree(count, singular, many)}")
    sentence = english.listed(parts)
    return f"{english.capital(sentence)}."


def _framework(app: App, rows: Sequence[Readiness]) -> Framework:
    known = {framework.id: framework for framework in installed.in_use(app)}
    ids = list(dict.fromkeys(row.key.framework for row in rows))
    chosen = st.radio(
        "Read it by",
        ids,
        format_func=lambda framework_id: known[framework_id].short_title,
        horizontal=True,
        key="readiness framework",
        label_visibility="collapsed",
    )
    return known[chosen or ids[0]]


def _source(app: App, framework: Framework, shown: Picture) -> str:
    rounds, pieces = len(shown.rounds), shown.pieces
    return (
        f"{framework.title}, read against {english.counted(rounds, 'round')}, "
        f"{pieces} {english.agree(pieces, 'piece', 'pieces')} in the evidence register and the checklists. "
        f"Evidence counts for {shown.months} months. Worked out on {english.day(app.today())}."
    )


def _ways_on() -> None:
    place.link("questions", "Questions an inspector would ask", icon=":material/help:")
    place.link("evidence", "Evidence register", icon=":material/inventory_2:")
    place.link("checklists", "Checklists", icon=":material/checklist:")


def grid(rows: Sequence[Readiness], since: Since | None, *, adds: bool) -> str:
    """Return a line for each row, the weakest first: where it stands, where it stood last time, and what is missing.

    A line opens, by the keyboard too, on what was counted; `adds` says whether the reader may add evidence.
    """
    before = {change.now.key: change for change in since.changes} if since is not None else {}
    head = "".join(f"<span>{band.label}</span>" for band in Band)
    lines = "".join(_line(row, before.get(row.key), adds=adds) for row in sorted(rows, key=lambda row: row.band.rank))
    last = f"○ where it stood then: {look.escape_html(since.audit_round.ref)}. " if before and since is not None else ""
    return (
        f'<div class="ss-rd"><div class="hd" aria-hidden="true"><span></span><span class="bands">{head}</span>'
        f"<span>What is missing</span></div>{lines}</div>"
        f'<p class="ss-hint">{last}Open a line to see what was counted.</p>'
    )


def _line(row: Readiness, change: Change | None, *, adds: bool) -> str:
    now, was = row.band.rank, change.before.rank if change is not None else row.band.rank
    moved = ""
    said = row.band.label
    if change is not None:
        up = "up" if change.better else "down"
        moved = f'<span class="ln {up}" style="--at:{min(now, was)};--to:{max(now, was)}"></span>'
        moved += f'<span class="rg" style="--at:{was}"></span>'
        said += f"<small>, {up} from {look.escape_html(change.before.label.lower())}</small>"
    ref, title = look.escape_html(row.key.ref), look.escape_html(row.item.title)
    return (
        f'<details id="{ref}"><summary><span class="c"><b>{ref}</b> {title}</span><span class="bands">{moved}'
        f'<span class="bd bd-{row.band.value}" style="--at:{now}">{said}</span></span>'
        f'<span class="m">{look.escape_html(row.would_move)}</span></summary>'
        f"{_opened(row, change, adds=adds)}</details>"
    )


def _opened(row: Readiness, change: Change | None, *, adds: bool) -> str:
    says = [("Counted", counted(row)), ("Would move it", row.would_move)]
    if change is not None:
        says.append(("Since last time", f"{change.before.label} then, {row.band.label.lower()} now ({_how(change)})."))
    if old := row.rests_on_age:
        named = ", ".join(piece.ref for piece in old)
        says.append(("Mind", f"It would be weaker if {named}, which points to weakness, were not out of date."))
    if origin := provenance.of(row.item):
        says.append(("Where it comes from", origin))
    add = place.address("evidence-new", about=str(row.key))
    link = (
        f'<p><a href="{add}" target="_self">Add evidence about {look.escape_html(row.key.ref)}</a></p>' if adds else ""
    )
    return f'<div class="op">{look.summary(says)}{_pieces(row.pieces)}{link}</div>'


def counted(readiness: Readiness) -> str:
    """Return what was counted, in a sentence or two; counts of pieces, never of children."""
    tally = readiness.tally
    if not tally.current:
        return "Nothing that is current." + (f" {_stale(tally.stale)}" if tally.stale else "")
    pieces = english.capital(english.counted(tally.current, "piece"))
    neither = tally.current - tally.strength - tally.weakness
    ways = [
        f"{english.number(count)} {word}"
        for count, word in ((tally.strength, "to strength"), (tally.weakness, "to weakness"), (neither, "to neither"))
        if count
    ]
    sentence = f"{pieces}, pointing {', '.join(ways)}; {_kinds(readiness.kinds)}."
    return sentence + (f" {_stale(tally.stale)}" if tally.stale else "")


def rule(framework: Framework, months: int) -> None:
    """Draw how the bands are given."""
    with st.expander("How the bands are given"):
        look.html(look.summary([(band.label, says) for band, says in in_words(framework.readiness or USUAL)]))
        st.caption(
            "The first that fits is taken, in this order. A piece is an item of the evidence register, what a round "
            "agreed about a statement over at least 4 children, or what is said of a recommendation that supports "
            "it. What the audit group agreed is a record audit. A recommendation in place and making a difference "
            "points to strength, one that is not started to weakness, and the others to neither. "
            f"A piece is out of date after {months} months and is then counted for nothing. There is no total and no "
            "grade."
        )


def _pieces(pieces: Sequence[Piece]) -> str:
    order = {"strength": 0, "weakness": 1, "neither": 2}
    points = "".join(_piece(piece) for piece in sorted(pieces, key=lambda p: (p.stale, order[p.way.value])))
    return f'<ol class="ss-points">{points}</ol>' if points else ""


def _piece(piece: Piece) -> str:
    stale = "out of date, counted for nothing" if piece.stale else f"points to {piece.way.value}"
    detail = f", {piece.says}" if piece.says else ""
    says = f"{piece.kind.label.capitalize()}, {english.short_day(piece.dated)}, {stale}."
    link = place_of(piece)
    title = f'<a href="{place.address(link.page, **link.parts)}" target="_self">{look.escape_html(piece.title)}</a>'
    return f"<li>{title}{look.escape_html(detail)}. {look.escape_html(says)}</li>"


def _kinds(kinds: Sequence[PieceKind]) -> str:
    names = [kind.label for kind in kinds]
    listed = english.listed(names)
    return f"{english.agree(len(names), 'kind', 'kinds')}: {listed}"


def _stale(count: int) -> str:
    return f"{english.capital(english.counted(count, 'piece is', 'pieces are'))} out of date."


def draw_lists(app: App, shown: Picture, rows: Sequence[Readiness]) -> None:
    """Draw what is out of date, what was said and is not done, and what has changed."""
    _stale_list(rows)
    _promised(app, shown.promised)
    if shown.since is not None:
        _changed(shown.since, rows)


def _stale_list(rows: Sequence[Readiness]) -> None:
    st.header("Out of date", anchor=False)
    stale_pieces: dict[tuple[str, str], tuple[Piece, list[str]]] = {}
    for row in rows:
        for piece in row.stale:
            stale_pieces.setdefault((piece.source, piece.ref), (piece, []))[1].append(row.key.ref)
    if not stale_pieces:
        st.write("Nothing that is held has gone out of date.")
    for piece, refs in stale_pieces.values():
        st.write(f"**{plain(piece.title)}**, of {english.short_day(piece.dated)}, about {', '.join(refs)}.")
        link = place_of(piece)
        place.link(link.page, f"Look again at {piece.ref}", icon=":material/history:", **link.parts)


def _promised(app: App, promised: Sequence[Promise]) -> None:
    st.header("Said, and not done", anchor=False)
    today = app.today()
    broken = [promise for promise in promised if promise.is_broken(today)]
    if not broken:
        st.write("No action is late or stopped.")
    for promise in broken:
        action = promise.action
        st.write(f"**{plain(action.text)}** {plain(action.owner)}; {in_brief(action, today)}.")
        place.link("action", f"Open action {action.ref}", round=promise.round_ref, action=action.ref)


def _changed(since: Since, rows: Sequence[Readiness]) -> None:
    st.header(f"Changed since {since.audit_round.ref}", anchor=False)
    keys = {readiness.key for readiness in rows}
    changes = [change for change in since.changes if change.now.key in keys]
    then = "the day the board saw it" if since.audit_round.seen_by_board else "the last day of its workshop"
    st.caption(f"Compared with {english.day(since.day)}, {then}.")
    if not changes:
        st.write("No band has changed.")
        return
    look.html(f'<ul class="ss-points">{"".join(_change(change) for change in changes)}</ul>')


def _change(change: Change) -> str:
    before, now = look.escape_html(change.before.label.lower()), look.escape_html(change.now.band.label.lower())
    called = f"{look.escape_html(change.now.key.ref)} {look.escape_html(change.now.item.title)}"
    return f"<li>{called}: {before} then, <b>{now}</b> now ({_how(change)})</li>"


def _how(change: Change) -> str:
    if change.better and change.now.rests_on_age:
        return "at least in part because what points to weakness went out of date: look at it again"
    if not change.better:
        return "weaker"
    return "better" if change.now.band in (Band.SOME, Band.STRONG) else "more is held"
