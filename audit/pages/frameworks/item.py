"""One item of a framework: its words, how far they rest on the source, and what bears on it.

In: the framework, the item, and the frameworks that it may be mapped with.
Out: the item on the page, with links to everything it touches.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Bearing, Edition
from audit.domain.frameworks.framework import (
    AnyItem,
    Criterion,
    Framework,
    LineOfEnquiry,
    Recommendation,
    Statement,
    Theme,
    Timescale,
)
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.pages.components import lists, look, place
from audit.pages.components.plain import plain
from audit.pages.frameworks import words as framework_words


def draw(app: App, one: Edition, item: AnyItem, others: Sequence[Framework]) -> None:
    """Draw an item of a framework."""
    framework = one.framework
    look.line_above("Frameworks", framework.short_title, f"{framework_words.kind(item.kind)} {item.ref}")
    look.title(plain(item.title))
    framework_words.said_last()
    st.write(plain(item.text))
    st.info(plain(_rests(item)), icon=":material/source:")
    rows = facts(item, framework)
    if rows:
        look.html(lists.summary(rows))
    _descriptors(item, framework)
    _parts(one, item)
    found = editions.bearing_on(framework, item.ref, others)
    _bearings(one, "What this bears on", [bearing for bearing in found if bearing.outward], others)
    _bearings(one, "What bears on this", [bearing for bearing in found if not bearing.outward], others)
    if app.person.may(Act.SET_UP):
        place.link("framework-wording", "Put published wording in its place", framework=one.name, item=item.ref)
    place.link("framework", framework_words.label("Back to", framework.short_title), framework=one.name)


def facts(item: AnyItem, framework: Framework) -> list[tuple[str, str]]:
    """Return what else is known of an item, as rows of a summary list."""
    found = [
        ("For the child", getattr(item, "for_the_child", None)),
        ("Addressed to", item.addressee and f"{item.addressee}{', national: not scored' if item.national else ''}"),
        ("Took the place of", item.replaces and f"{item.replaces}: grades are not compared across"),
        *_of_kind(item, framework),
    ]
    return [(name, str(said)) for name, said in found if said]


def _of_kind(item: AnyItem, framework: Framework) -> list[tuple[str, str | None]]:
    if isinstance(item, LineOfEnquiry):
        sectors = {sector.ref: sector.title for sector in framework.sectors}
        return [
            ("What to look for", "; ".join(item.look_for)),
            ("What good looks like", item.good_looks_like),
            ("Asked of", ", ".join(sectors.get(ref, ref) for ref in item.asked_of)),
            ("Does not apply if", item.not_applicable_if),
            ("Guards against", item.guards_against),
        ]
    if isinstance(item, Theme):
        return [("Evidence to look for", "; ".join(item.evidence)), ("Marking words", ", ".join(item.marking_words))]
    if isinstance(item, Recommendation):
        return [("In place means", item.in_place), ("Difference for children", item.difference)]
    if isinstance(item, Timescale):
        return [("Figure", item.figure), ("Standing", item.standing), ("Ages", item.ages)]
    return []


def _rests(item: AnyItem) -> str:
    derived = f" Derived from: {plain(item.derived_from)}." if item.derived_from else ""
    return f"{provenance.in_words(item.provenance)} Where: {plain(item.locator)}.{derived}"


def _descriptors(item: AnyItem, framework: Framework) -> None:
    described = item.descriptors if isinstance(item, Statement | Criterion) else None
    if not described:
        return
    labels = {step.value: step.label for scale in framework.scales for step in scale.steps}
    rows = [(labels.get(grade, grade), words) for grade, words in described.items()]
    look.html(lists.table("What each grade looks like", ("Grade", "What it looks like"), rows))


def _parts(one: Edition, item: AnyItem) -> None:
    parts = [other for other in one.framework.items if other.part_of == item.ref]
    if item.part_of:
        whole = one.framework.item(item.part_of)
        st.header("Part of", anchor=False)
        place.link("framework", framework_words.label(whole.ref, whole.title), framework=one.name, item=whole.ref)
    if parts:
        st.header("Its parts", anchor=False)
    for part in parts:
        place.link("framework", framework_words.label(part.ref, part.title), framework=one.name, item=part.ref)
        st.caption(framework_words.beneath(part))


def _bearings(one: Edition, heading: str, found: Sequence[Bearing], others: Sequence[Framework]) -> None:
    if not found:
        return
    st.header(heading, anchor=False)
    known = {other.id: other for other in others} | {one.framework.id: one.framework}
    for bearing in found:
        there = known.get(bearing.other.framework)
        item = next((item for item in there.items if item.ref == bearing.other.ref), None) if there else None
        says = f"{framework_words.bearing(bearing)} {bearing.other.ref}"
        if there is None or item is None:
            st.write(f"{says}, which is not in the frameworks here any more.")
            continue
        place.link("framework", framework_words.label(says, item.title), framework=there.name, item=item.ref)
        where = f" Where: {plain(bearing.mapping.locator)}." if bearing.mapping.locator else ""
        st.caption(
            f"{plain(item.title)}, of {plain(there.title)}.  \n"
            f"The link is {_link(bearing)}{where} The item: {provenance.in_words(item.provenance)}"
        )


def _link(bearing: Bearing) -> str:
    words = provenance.in_words(bearing.mapping.provenance)
    return f"{words[:1].lower()}{words[1:]}"
