"""One framework, or one of its items: what it says, where it comes from, and what bears on it.

In: the framework and the item that the address names.
Out: everything known of it, with links to both ends of each mapping.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.frameworks.workbook import write_framework_workbook
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Edition
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.errors import AuditError
from audit.library.frameworks import writing
from audit.pages.components import downloads, lists, look, place
from audit.pages.components.plain import plain
from audit.pages.frameworks import item as framework_item
from audit.pages.frameworks import retire
from audit.pages.frameworks import words as framework_words
from audit.services.frameworks import shelf

_A_PAGE = 20  # items
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render(app: App) -> None:
    """Show the framework, or the item, that the address names."""
    name, ref = st.query_params.get("framework", ""), st.query_params.get("item")
    try:
        with app.reading() as db:
            one = shelf.find(db, name)
            framework = one.framework
            item = framework.item(ref) if ref else None
            rounds = shelf.rounds_with(db, framework)
            others = [other.framework for other in editions.newest(shelf.shelf(db)) if other.framework.edition is None]
    except AuditError as error:
        look.title("Framework")
        st.write(str(error))
        place.link("frameworks", "All frameworks")
        return
    if item is not None:
        framework_item.draw(app, one, item, others)
        return
    look.line_above("Frameworks", framework.short_title)
    look.title(plain(framework.title))
    framework_words.said_last()
    st.write(plain(framework.summary))
    look.html(lists.summary(facts(one, rounds)))
    _items(one)
    _ways(app, one)
    retire.draw(app, one, rounds)
    place.link("frameworks", "All frameworks")


def facts(one: Edition, rounds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is known of a framework, as rows of a summary list."""
    framework = one.framework
    held = f"{framework.held} of {framework.held_of} items" if framework.held_of else ""
    found = [
        ("What it is", framework_words.KINDS[framework.kind]),
        ("Edition", framework_words.edition(one)),
        ("Source", framework_words.source(framework)),
        ("What was seen of it", framework.source.seen),
        ("Held here", held),
        ("How far it rests on it", provenance.counted(framework.items)),
        ("Rounds with this version", ", ".join(rounds) or "None"),
        ("Offered for new rounds", _standing(one)),
    ]
    return [(name, said) for name, said in found if said]


def _standing(one: Edition) -> str:
    if not one.retired or one.standing is None:
        return "Yes"
    return f"No, since {one.standing.by} retired it: {one.standing.reason}"


def _items(one: Edition) -> None:
    framework = one.framework
    st.header("Items", anchor=False)
    words = st.text_input("Search this framework", key=f"search {one.name}")
    found = editions.matching(framework, words)
    if not found:
        st.write("Nothing holds all of these words. Try fewer.")
        return
    pages = -(-len(found) // _A_PAGE)
    key = f"items {one.name} {words} {pages}"
    st.caption(f"{len(found)} item{'' if len(found) == 1 else 's'}" + (f", {_A_PAGE} a page" if pages > 1 else ""))
    at = st.session_state.get(key, 1) if pages > 1 else 1
    for item in found[(at - 1) * _A_PAGE : at * _A_PAGE]:
        place.link("framework", framework_words.label(item.ref, item.title), framework=one.name, item=item.ref)
        st.caption(framework_words.beneath(item))
    if pages > 1:
        st.pagination(pages, key=key)


def _ways(app: App, one: Edition) -> None:
    st.header("Take it with you", anchor=False)
    with st.container(horizontal=True):
        if app.person.may(Act.SET_UP):
            downloads.offer(
                "Workbook to change it in (.xlsx)",
                partial(workbook, app, one.name),
                file_name=f"{one.name}.xlsx",
                mime=_EXCEL,
                key=f"workbook {one.name}",
            )
        downloads.offer(
            "Framework file (.yaml)",
            partial(writing.as_yaml, one.framework),
            file_name=f"{one.name}.yaml",
            mime="application/yaml",
            key=f"yaml {one.name}",
        )
    place.link("framework-compare", "Compare its versions", framework=one.name)
    if app.person.may(Act.SET_UP):
        place.link("framework-workbook", "Bring a workbook back", framework=one.name)


def workbook(app: App, name: str | None) -> bytes:
    """Return the workbook of a framework, None for a new one."""
    with app.reading() as db:
        filled = shelf.to_fill_in(db, name)
        beside = [one for one in shelf.offered(db) if one.edition is None]
    return write_framework_workbook(filled, beside=beside, today=app.today())
