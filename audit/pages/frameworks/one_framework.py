"""One framework, or one of its items: what it says, where it comes from, and what bears on it.

In: the framework and the item that the address names.
Out: everything known of it, with links to both ends of each mapping.

Here too:
- What is held of its source, where the address asks for that.
- One item of a framework: its words, how far they rest on the source, and what bears on it.
- Offering a framework no longer, or again; rounds that used it keep their copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.frameworks.workbook import write_framework_workbook
from audit.domain.english import agree
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
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.errors import AuditError
from audit.library.frameworks import writing
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Part, TextField
from audit.pages.frameworks import listed, wording
from audit.services.frameworks import catalogue, changing

_A_PAGE = 20  # items


def render(app: App) -> None:
    """Show the framework, or the item, that the address names."""
    name, ref = st.query_params.get("framework", ""), st.query_params.get("item")
    try:
        with app.reading() as db:
            edition = catalogue.find(db, name)
            framework = edition.framework
            item = framework.item(ref) if ref else None
            rounds = catalogue.rounds_with(db, framework)
            frameworks = [
                other.framework
                for other in editions.newest(catalogue.every_edition(db))
                if other.framework.edition is None
            ]
    except AuditError as error:
        look.title("Framework")
        st.write(str(error))
        place.link("frameworks", "All frameworks")
        return
    if item is not None:
        draw_item(app, edition, item, frameworks)
        return
    if st.query_params.get("held"):
        wording.draw_held(app, edition)
        return
    look.line_above("Frameworks", framework.short_title)
    look.title(plain(framework.title))
    listed.show_outcome()
    st.write(plain(framework.summary))
    look.html(look.summary(facts(edition, rounds)))
    place.link("framework", "What we hold and could not see", framework=edition.name, held="all")
    _items(edition)
    _ways(app, edition)
    draw_retire(app, edition, rounds)
    place.link("frameworks", "All frameworks")


def facts(edition: Edition, rounds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is known of a framework, as rows of a summary list."""
    framework = edition.framework
    held = f"{framework.held} of {framework.held_of} items" if framework.held_of else ""
    rows = [
        ("What it is", listed.KINDS[framework.kind]),
        ("Edition", listed.edition(edition)),
        ("Source", listed.source(framework)),
        ("What was seen of it", framework.source.seen),
        ("Held here", held),
        ("How far it rests on it", provenance.counted(framework.items)),
    ]
    if rounds or framework.graded() or framework.themes():  # no round is opened with the others
        rows += [
            ("Rounds with this version", ", ".join(rounds) or "None"),
            ("Offered for new rounds", _standing(edition)),
        ]
    return [(name, words) for name, words in rows if words]


def _standing(edition: Edition) -> str:
    if not edition.retired or edition.standing is None:
        return "Yes"
    return f"No, since {edition.standing.by} retired it: {edition.standing.reason}"


def _items(edition: Edition) -> None:
    framework = edition.framework
    st.header("Items", anchor=False)
    words = st.text_input("Search this framework", key=f"search {edition.name}")
    matches = editions.matching(framework, words)
    if not matches:
        st.write("Nothing holds all of these words. Try fewer.")
        return
    pages = -(-len(matches) // _A_PAGE)
    key = f"items {edition.name} {words} {pages}"
    st.caption(f"{len(matches)} item{agree(len(matches), '', 's')}" + (f", {_A_PAGE} a page" if pages > 1 else ""))
    at = st.session_state.get(key, 1) if pages > 1 else 1
    for item in matches[(at - 1) * _A_PAGE : at * _A_PAGE]:
        place.link("framework", listed.label(item.ref, item.title), framework=edition.name, item=item.ref)
        st.caption(listed.beneath(item))
    if pages > 1:
        st.pagination(pages, key=key)


def _ways(app: App, edition: Edition) -> None:
    st.header("Take it with you", anchor=False)
    with st.container(horizontal=True):
        if app.person.may(Act.SET_UP):
            chart.offer(
                "Workbook to change it in (.xlsx)",
                partial(workbook, app, edition.name),
                file_name=f"{edition.name}.xlsx",
                mime=chart.EXCEL,
                key=f"workbook {edition.name}",
            )
        chart.offer(
            "Framework file (.yaml)",
            partial(writing.as_yaml, edition.framework),
            file_name=f"{edition.name}.yaml",
            mime="application/yaml",
            key=f"yaml {edition.name}",
        )
    place.link("framework-compare", "Compare its versions", framework=edition.name)
    if app.person.may(Act.SET_UP):
        place.link("framework-workbook", "Bring a workbook back", framework=edition.name)


def workbook(app: App, name: str | None) -> bytes:
    """Return the workbook of a framework, None for a new one."""
    with app.reading() as db:
        filled = catalogue.to_fill_in(db, name)
        beside = [framework for framework in catalogue.offered(db) if framework.edition is None]
    return write_framework_workbook(filled, beside=beside, today=app.today())


def draw_item(app: App, edition: Edition, item: AnyItem, frameworks: Sequence[Framework]) -> None:
    """Draw an item of a framework."""
    framework = edition.framework
    look.line_above("Frameworks", framework.short_title, f"{listed.kind(item.kind)} {item.ref}")
    look.title(plain(item.title))
    listed.show_outcome()
    st.write(plain(item.text))
    st.info(plain(_rests(item)), icon=":material/source:")
    rows = item_facts(item, framework)
    if rows:
        look.html(look.summary(rows))
    _descriptors(item, framework)
    _parts(edition, item)
    bearings = editions.bearing_on(framework, item.ref, frameworks)
    _bearings(edition, "What this bears on", [bearing for bearing in bearings if bearing.outward], frameworks)
    _bearings(edition, "What bears on this", [bearing for bearing in bearings if not bearing.outward], frameworks)
    if app.person.may(Act.SET_UP):
        place.link("framework-wording", "Put published wording in its place", framework=edition.name, item=item.ref)
    place.link("framework", listed.label("Back to", framework.short_title), framework=edition.name)


def item_facts(item: AnyItem, framework: Framework) -> list[tuple[str, str]]:
    """Return what else is known of an item, as rows of a summary list."""
    rows = [
        ("For the child", getattr(item, "for_the_child", None)),
        ("Addressed to", item.addressee and f"{item.addressee}{', national: not scored' if item.national else ''}"),
        ("Took the place of", item.replaces and f"{item.replaces}: grades are not compared across"),
        *_of_kind(item, framework),
    ]
    return [(name, str(words)) for name, words in rows if words]


def _of_kind(item: AnyItem, framework: Framework) -> list[tuple[str, str | None]]:
    if isinstance(item, LineOfEnquiry):
        sectors = {sector.ref: sector.title for sector in framework.sectors}
        return [
            ("What to look for", "; ".join(item.look_for)),
            ("What good looks like", item.good_looks_like),
            ("Asked of", ", ".join(sectors.get(ref, ref) for ref in item.asked_of)),
            ("Does not apply if", item.not_applicable_if),
            ("Not asked where", "; ".join(f"the child {each.because}" for each in item.does_not_apply_where)),
            ("In a short audit", "Asked" if item.short else None),
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
    look.html(look.table("What each grade looks like", ("Grade", "What it looks like"), rows))


def _parts(edition: Edition, item: AnyItem) -> None:
    parts = [other for other in edition.framework.items if other.part_of == item.ref]
    if item.part_of:
        whole = edition.framework.item(item.part_of)
        st.header("Part of", anchor=False)
        place.link("framework", listed.label(whole.ref, whole.title), framework=edition.name, item=whole.ref)
    if parts:
        st.header("Its parts", anchor=False)
    for part in parts:
        place.link("framework", listed.label(part.ref, part.title), framework=edition.name, item=part.ref)
        st.caption(listed.beneath(part))


def _bearings(edition: Edition, heading: str, bearings: Sequence[Bearing], frameworks: Sequence[Framework]) -> None:
    if not bearings:
        return
    st.header(heading, anchor=False)
    known = {other.id: other for other in frameworks} | {edition.framework.id: edition.framework}
    for bearing in bearings:
        other_framework = known.get(bearing.other.framework)
        item = (
            next((item for item in other_framework.items if item.ref == bearing.other.ref), None)
            if other_framework
            else None
        )
        says = f"{listed.bearing(bearing)} {bearing.other.ref}"
        if other_framework is None or item is None:
            st.write(f"{says}, which is not in the frameworks here any more.")
            continue
        place.link("framework", listed.label(says, item.title), framework=other_framework.name, item=item.ref)
        where = f" Where: {plain(bearing.mapping.locator)}." if bearing.mapping.locator else ""
        st.caption(
            f"{plain(item.title)}, of {plain(other_framework.title)}.  \n"
            f"The link is {_link(bearing)}{where} The item: {provenance.in_words(item.provenance)}"
        )


def _link(bearing: Bearing) -> str:
    words = provenance.in_words(bearing.mapping.provenance)
    return f"{words[:1].lower()}{words[1:]}"


def draw_retire(app: App, edition: Edition, rounds: tuple[str, ...]) -> None:
    """Draw the way to retire a framework, or to offer it again."""
    if not app.person.may(Act.SET_UP):
        return
    if edition.retired:
        st.header("Offer it again", anchor=False)
        st.write("It is not offered when a round is opened.")
        st.button("Offer it again", key=f"offer {edition.name}", on_click=_offer, args=(app, edition))
        return
    with st.expander("Retire it"):
        used = f" {', '.join(rounds)} used it, and {agree(len(rounds), 'keeps', 'keep')} the copy." if rounds else ""
        st.write(
            f"It is no longer offered when a round is opened.{used} It stays here to read, and can be offered again."
        )
        form.draw(_retire(app, edition))


def _retire(app: App, edition: Edition) -> Form:
    reason = TextField(
        name="reason",
        label="Why is it no longer offered?",
        hint="One line.",
        missing="Enter why it is no longer offered.",
        most=500,
        short="Why it is no longer offered",
        needed=True,
    )
    done = "It is no longer offered. Rounds that used it are as they were."
    return Form(
        app=app,
        kind=FormKind.RETIREMENT,
        about=edition.name,
        parts=(Part(fields=(reason,)),),
        button="Retire it",
        write=lambda db, entered: changing.retire(
            db, by=app.person, name=edition.name, reason=entered.text("reason"), now=app.now()
        ),
        after=lambda _: st.session_state.update({listed.DONE: done}),
    )


def _offer(app: App, edition: Edition) -> None:
    with errors.caught(listed.TROUBLE):
        with app.unit_of_work() as db:
            changing.offer_again(db, by=app.person, name=edition.name, now=app.now())
        st.session_state[listed.DONE] = "It is offered again when a round is opened."
