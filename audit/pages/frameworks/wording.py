"""Published wording in place of ours: typed with where it stands, and whether it means the same.

In: the item that the address names, and what somebody types.
Out: a new version of the partnership's own edition; nothing that is there changes.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import MOST_WORDS, Edition, PublishedWording
from audit.domain.frameworks.framework import AnyItem
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.errors import AuditError
from audit.pages.components import look, place, problems
from audit.pages.components.look import plain
from audit.pages.components.problems import Problem
from audit.pages.forms import two_writers
from audit.pages.forms.fields import hinted
from audit.pages.forms.two_writers import Change
from audit.pages.frameworks import listed
from audit.services.frameworks import changing, shelf

_PLACE, _SAVED = "framework wording", "framework wording saved"
_SAME, _OTHER = (
    "Yes: the ref stays, and grades compare",
    "No: a new ref takes its place, and grades are not compared across",
)
_FIELDS = {
    "where the wording stands": "locator",
    "published wording": "text",
    "new ref": "new_ref",
    "The ref ": "new_ref",
    "field edition": "edition",
}  # a phrase of the refusal, to the field it is about


def render(app: App) -> None:
    """Let a facilitator put published wording in place of an item's own."""
    look.line_above("Frameworks", "published wording")
    look.title("Put published wording in its place")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator puts published wording in place of ours. Tell yours what you have found.")
        place.link("frameworks", "All frameworks")
        return
    if saved := st.session_state.pop(_SAVED, None):
        place.turn_to("framework", **saved)
    name, ref = st.query_params.get("framework", ""), st.query_params.get("item", "")
    try:
        with app.reading() as db:
            one = shelf.find(db, name)
            item = one.framework.item(ref)
            everything = editions.newest(shelf.shelf(db))
            suggested = shelf.suggested_edition(db)
    except AuditError as error:
        st.write(plain(str(error)))
        place.link("frameworks", "All frameworks")
        return
    two_writers.draw(_both(one, item))
    ours = [other for other in everything if other.own and other.framework.id == one.framework.id]
    if one.own or not ours:
        _form(app, one, item, suggested)
    else:
        _go_there(ours, item)
    place.link("framework", listed.label("Back to", item.ref), framework=one.name, item=item.ref)


def _go_there(ours: Sequence[Edition], item: AnyItem) -> None:
    st.write("You have an edition of your own already. Put the wording in there, so that nothing of it is lost.")
    for one in ours:
        refs = {there.replaces: there.ref for there in one.framework.items} | {
            t.ref: t.ref for t in one.framework.items
        }
        ref = refs.get(item.ref)
        label = listed.label("Go to", ref or "", "in", one.framework.edition or one.name)
        place.link("framework", label, framework=one.name, **({"item": ref} if ref else {}))


def _form(app: App, one: Edition, item: AnyItem, suggested: str) -> None:
    look.html(
        look.summary(
            [
                ("Item", f"{item.ref}: {item.title}"),
                ("Its wording now", item.text),
                ("How far it rests on its source", provenance.in_words(item.provenance)),
            ]
        )
    )
    found = problems.kept(_PLACE)
    problems.summary(found)
    with st.form(f"wording {one.name} {item.ref} {one.framework.version}", border=False):
        _fields(one, item, suggested, found)
        st.form_submit_button("Save as a new version", type="primary", on_click=_save, args=(app, one, item))
    problems.pointer(found)


def _fields(one: Edition, item: AnyItem, suggested: str, found: Sequence[Problem]) -> None:
    problems.beside("text", found)
    st.text_area(
        hinted("The published wording", "As it stands in the source you hold."),
        height=160,
        max_chars=MOST_WORDS,
        key=_key(one, item, "text"),
    )
    problems.beside("locator", found)
    st.text_input(
        hinted("Where it stands in the source", "Document, and page or paragraph."),
        max_chars=500,
        key=_key(one, item, "locator"),
    )
    problems.beside("same", found)
    st.radio("Does it mean the same as the wording now?", [_SAME, _OTHER], index=None, key=_key(one, item, "same"))
    problems.beside("new_ref", found)
    st.text_input(
        hinted("New ref", "Only if the meaning is not the same."),
        max_chars=20,
        key=_key(one, item, "new_ref"),
        value=editions.suggested_ref(one.framework, item.ref),
    )
    if not one.own:
        problems.beside("edition", found)
        st.text_input(
            hinted("Name of your edition", "One word; it is added to the framework’s name."),
            value=suggested,
            max_chars=30,
            key=_key(one, item, "edition"),
        )


def _save(app: App, one: Edition, item: AnyItem) -> None:
    said = {
        name: str(st.session_state.get(_key(one, item, name)) or "")
        for name in ("text", "locator", "same", "new_ref", "edition")
    }
    faults = [] if said["same"] else [Problem(field="same", say="Say whether it means the same.")]
    wording = PublishedWording(
        text=said["text"], locator=said["locator"], same_meaning=said["same"] != _OTHER, new_ref=said["new_ref"]
    )
    if faults:
        problems.keep(_PLACE, faults)
    else:
        change = _change(app, one, item, wording, said["edition"])
        with problems.caught(_PLACE, _field):
            two_writers.write(change, one.framework.version)


def _change(app: App, one: Edition, item: AnyItem, wording: PublishedWording, edition: str) -> Change:
    def write(version: int) -> None:
        with app.unit_of_work() as db:
            made = changing.put_wording(
                db,
                by=app.person,
                name=one.name,
                ref=item.ref,
                wording=wording,
                edition=edition,
                seen_version=version,
                now=app.now(),
            )
        said = f"Saved as version {made.version} of your edition “{made.edition or made.name}”."
        st.session_state[listed.DONE] = said
        ref = item.ref if wording.same_meaning else wording.new_ref.strip()
        st.session_state[_SAVED] = {"framework": made.name, "item": ref}

    return Change(
        place=_both(one, item),
        what=f"the wording of {item.ref}",
        write=write,
        rows=lambda theirs: [("Wording", wording.text, str(theirs))],
        shown_then=lambda conflict: conflict.version,
    )


def _field(message: str) -> str:
    return next((field for phrase, field in _FIELDS.items() if phrase in message), "")


def _both(one: Edition, item: AnyItem) -> str:
    """Return where the two sides of an item's wording are shown."""
    return f"wording {one.framework.id} {item.ref}"


def _key(one: Edition, item: AnyItem, field: str) -> str:
    return f"{two_writers.fields_at(_both(one, item))} {field}"
