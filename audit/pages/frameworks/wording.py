"""Published wording in place of ours: typed with where it stands, and whether it means the same.

In: the item that the address names, and what somebody types.
Out: a new version of the partnership's own edition; nothing that is there changes.

Here too:
- What we hold of a source and what we could not see, with how its own wording is put in.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import MOST_WORDS, Edition, PublishedWording
from audit.domain.frameworks.framework import AnyItem, Provenance
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
from audit.services.frameworks import catalogue, changing

_PLACE, _SAVED = "framework wording", "framework wording saved"
_SAME, _OTHER = (
    "Yes: the ref stays, and grades compare",
    "No: a new ref takes its place, and grades are not compared across",
)
_MOST = 12  # items that lead to their wording; the rest are on the framework's page
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
            edition = catalogue.find(db, name)
            item = edition.framework.item(ref)
            everything = editions.newest(catalogue.every_edition(db))
            suggested = catalogue.suggested_edition(db)
    except AuditError as error:
        st.write(plain(str(error)))
        place.link("frameworks", "All frameworks")
        return
    two_writers.draw(_both(edition, item))
    ours = [other for other in everything if other.own and other.framework.id == edition.framework.id]
    if edition.own or not ours:
        _form(app, edition, item, suggested)
    else:
        _link_own_editions(ours, item)
    place.link("framework", listed.label("Back to", item.ref), framework=edition.name, item=item.ref)


def draw_held(app: App, edition: Edition) -> None:
    """Draw what is held of a framework's source, what could not be seen of it, and how to put its wording in."""
    framework = edition.framework
    look.line_above("Frameworks", framework.short_title)
    look.title("What we hold and what we could not see")
    held = f"{framework.held} of {framework.held_of or 'a number we do not know'}" if framework.held is not None else ""
    by_provenance = {word: [item.ref for item in framework.items if item.provenance is word] for word in Provenance}
    rows = [
        ("Source", listed.source(framework)),
        ("Items here", provenance.counted(framework.items)),
        ("Of the source’s own items", held),
        ("What was seen, and what was not", framework.source.seen),
        *((word.value.capitalize(), ", ".join(refs)) for word, refs in by_provenance.items() if refs),
        ("Rules whose text is to be confirmed", ", ".join(i.ref for i in framework.items if getattr(i, "confirm", 0))),
    ]
    look.html(look.summary([(name, words) for name, words in rows if words]))
    st.write("The words of every item are ours, in plain English. Where each item stands is said with it.")
    _how(app, edition)
    place.link("framework", listed.label("Back to", framework.short_title), framework=edition.name)


def _how(app: App, edition: Edition) -> None:
    st.header("Put the original’s wording in", anchor=False)
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator puts published wording in place of ours. Tell yours what you have found.")
        return
    st.markdown(
        "1. Choose the item, here or on the framework’s page, and “Put published wording in its place”.\n"
        "2. Type the wording as it stands in the source you hold, and where: the document, and page or paragraph.\n"
        "3. Say whether it means the same. If it does, the ref stays and grades compare; if not, it gets a new ref.\n"
        "4. Save. That makes an edition of your own; rounds that are open keep the wording they were opened with."
    )
    unseen = [item for item in edition.framework.items if item.provenance is not Provenance.PUBLISHED]
    first = sorted(unseen, key=lambda item: item.provenance is Provenance.DERIVED)[:_MOST]
    for item in first:
        words = listed.label(item.ref, item.title)
        place.link("framework-wording", words, framework=edition.name, item=item.ref)
        st.caption(f"{provenance.in_words(item.provenance)} Where: {plain(item.locator)}")
    if len(unseen) > len(first):
        st.caption(f"And {len(unseen) - len(first)} more, on the framework’s page.")
    st.write("Many at once are put in with a workbook.")
    place.link("framework-workbook", "Bring a workbook back", framework=edition.name)


def _link_own_editions(ours: Sequence[Edition], item: AnyItem) -> None:
    st.write("You have an edition of your own already. Put the wording in there, so that nothing of it is lost.")
    for edition in ours:
        refs = {own_item.replaces: own_item.ref for own_item in edition.framework.items} | {
            t.ref: t.ref for t in edition.framework.items
        }
        ref = refs.get(item.ref)
        label = listed.label("Go to", ref or "", "in", edition.framework.edition or edition.name)
        place.link("framework", label, framework=edition.name, **({"item": ref} if ref else {}))


def _form(app: App, edition: Edition, item: AnyItem, suggested: str) -> None:
    look.html(
        look.summary(
            [
                ("Item", f"{item.ref}: {item.title}"),
                ("Its wording now", item.text),
                ("How far it rests on its source", provenance.in_words(item.provenance)),
            ]
        )
    )
    faults = problems.pop(_PLACE)
    problems.summary(faults)
    with st.form(f"wording {edition.name} {item.ref} {edition.framework.version}", border=False):
        _fields(edition, item, suggested, faults)
        st.form_submit_button("Save as a new version", type="primary", on_click=_save, args=(app, edition, item))
    problems.pointer(faults)


def _fields(edition: Edition, item: AnyItem, suggested: str, faults: Sequence[Problem]) -> None:
    problems.beside("text", faults)
    st.text_area(
        hinted("The published wording", "As it stands in the source you hold."),
        height=160,
        max_chars=MOST_WORDS,
        key=_key(edition, item, "text"),
    )
    problems.beside("locator", faults)
    st.text_input(
        hinted("Where it stands in the source", "Document, and page or paragraph."),
        max_chars=500,
        key=_key(edition, item, "locator"),
    )
    problems.beside("same", faults)
    st.radio("Does it mean the same as the wording now?", [_SAME, _OTHER], index=None, key=_key(edition, item, "same"))
    problems.beside("new_ref", faults)
    st.text_input(
        hinted("New ref", "Only if the meaning is not the same."),
        max_chars=20,
        key=_key(edition, item, "new_ref"),
        value=editions.suggested_ref(edition.framework, item.ref),
    )
    if not edition.own:
        problems.beside("edition", faults)
        st.text_input(
            hinted("Name of your edition", "One word; it is added to the framework’s name."),
            value=suggested,
            max_chars=30,
            key=_key(edition, item, "edition"),
        )


def _save(app: App, edition: Edition, item: AnyItem) -> None:
    typed = {
        name: str(st.session_state.get(_key(edition, item, name)) or "")
        for name in ("text", "locator", "same", "new_ref", "edition")
    }
    faults = [] if typed["same"] else [Problem(field="same", say="Say whether it means the same.")]
    wording = PublishedWording(
        text=typed["text"], locator=typed["locator"], same_meaning=typed["same"] != _OTHER, new_ref=typed["new_ref"]
    )
    if faults:
        problems.keep(_PLACE, faults)
    else:
        change = _change(app, edition, item, wording, typed["edition"])
        with problems.caught(_PLACE, _field):
            two_writers.write(change, edition.framework.version)


def _change(app: App, base_edition: Edition, item: AnyItem, wording: PublishedWording, edition: str) -> Change:
    def write(version: int) -> None:
        with app.unit_of_work() as db:
            made = changing.put_wording(
                db,
                by=app.person,
                name=base_edition.name,
                ref=item.ref,
                wording=wording,
                edition=edition,
                seen_version=version,
                now=app.now(),
            )
        sentence = f"Saved as version {made.version} of your edition “{made.edition or made.name}”."
        st.session_state[listed.DONE] = sentence
        ref = item.ref if wording.same_meaning else wording.new_ref.strip()
        st.session_state[_SAVED] = {"framework": made.name, "item": ref}

    return Change(
        place=_both(base_edition, item),
        subject=f"the wording of {item.ref}",
        write=write,
        rows=lambda other_text: [("Wording", wording.text, str(other_text))],
        shown_then=lambda conflict: conflict.version,
    )


def _field(message: str) -> str:
    return next((field for phrase, field in _FIELDS.items() if phrase in message), "")


def _both(edition: Edition, item: AnyItem) -> str:
    """Return where the two sides of an item's wording are shown."""
    return f"wording {edition.framework.id} {item.ref}"


def _key(edition: Edition, item: AnyItem, field: str) -> str:
    return f"{two_writers.fields_at(_both(edition, item))} {field}"
