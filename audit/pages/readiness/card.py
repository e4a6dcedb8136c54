"""One criterion or statement as a card: its band, what was counted, and what would move it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Act
from audit.domain.readiness.assessment import Readiness
from audit.domain.readiness.bands import USUAL, Band, Piece, PieceKind, in_words
from audit.domain.readiness.inspector_questions import place_of
from audit.domain.rounds import provenance
from audit.pages.components import days, lists, look, place
from audit.pages.components.plain import plain

BADGES = {
    Band.STRONG: (":material/done_all:", "green"),
    Band.SOME: (":material/check:", "blue"),
    Band.CONFLICTING: (":material/compare_arrows:", "violet"),
    Band.THIN: (":material/remove:", "orange"),
    Band.NONE: (":material/radio_button_unchecked:", "gray"),
}


def draw(app: App, one: Readiness) -> None:
    """Draw the card."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            look.card_title(f"{one.key.ref} {one.item.title}", 3)
            badge(one.band)
        rows = [("Counted", counted(one)), ("Would move it", one.would_move)]
        if old := one.rests_on_age:
            named = ", ".join(piece.ref for piece in old)
            rows.append(("Mind", f"It would be weaker if {named}, which points to weakness, were not out of date."))
        if said := provenance.of(one.item):
            rows.append(("Where it comes from", said))
        look.html(lists.summary(rows).replace('class="ss-sl"', 'class="ss-sl ss-plain"'))
        if one.pieces:
            with st.expander(f"{one.key.ref}: what was counted", type="compact"):
                _pieces(one.pieces)
        if app.person.may(Act.KEEP_EVIDENCE):
            place.link("evidence-new", f"Add evidence about {one.key.ref}", icon=":material/add:", about=str(one.key))


def badge(band: Band) -> None:
    """Draw a band as an icon and a word."""
    icon, color = BADGES[band]
    st.badge(band.label, icon=icon, color=color)  # type: ignore[arg-type]


def counted(one: Readiness) -> str:
    """Return what was counted, in a sentence or two; counts of pieces, never of children."""
    found = one.tally
    if not found.current:
        return "Nothing that is current." + (f" {_stale(found.stale)}" if found.stale else "")
    pieces = f"{days.number(found.current).capitalize()} {'piece' if found.current == 1 else 'pieces'}"
    neither = found.current - found.strength - found.weakness
    ways = [
        f"{days.number(count)} {word}"
        for count, word in ((found.strength, "to strength"), (found.weakness, "to weakness"), (neither, "to neither"))
        if count
    ]
    said = f"{pieces}, pointing {', '.join(ways)}; {_kinds(one.kinds)}."
    return said + (f" {_stale(found.stale)}" if found.stale else "")


def rule(framework: Framework, months: int) -> None:
    """Draw how the bands are given."""
    with st.expander("How the bands are given"):
        look.html(lists.summary([(band.label, says) for band, says in in_words(framework.readiness or USUAL)]))
        st.caption(
            "The first that fits is taken, in this order. A piece is an item of the evidence register, what a round "
            "agreed about a statement over at least four children, or what is said of a recommendation that supports "
            "it. What the audit group agreed is a record audit. A recommendation in place and making a difference "
            "points to strength, one that is not started to weakness, and the others to neither. "
            f"A piece is out of date after {months} months and is then counted for nothing. There is no total and no "
            "grade."
        )


def _pieces(pieces: Sequence[Piece]) -> None:
    order = {"strength": 0, "weakness": 1, "neither": 2}
    for number, one in enumerate(sorted(pieces, key=lambda p: (p.stale, order[p.way.value]))):
        stale = "out of date, counted for nothing" if one.stale else f"points to {one.way.value}"
        said = f", {one.says}" if one.says else ""
        st.write(
            f"{number + 1}. {plain(one.title)}{said}. {one.kind.label.capitalize()}, "
            f"{days.short_day(one.dated)}, {stale}."
        )
        link = place_of(one)
        place.link(link.page, f"Open {number + 1}: {one.ref}", **link.parts)


def _kinds(kinds: Sequence[PieceKind]) -> str:
    names = [kind.label for kind in kinds]
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{'kind' if len(names) == 1 else 'kinds'}: {said}"


def _stale(count: int) -> str:
    return f"{days.number(count).capitalize()} {'piece is' if count == 1 else 'pieces are'} out of date."
