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
from audit.domain.frameworks.framework import AnyItem, Framework
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act
from audit.domain.rounds import provenance
from audit.errors import AuditError
from audit.pages.components import look, place
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, RadioField, TextField, begun
from audit.pages.frameworks import listed
from audit.services.frameworks import catalogue, changing
from audit.store.work import Db

_SAVED = "framework wording saved"
_SAME = "same"
_ASKED = (
    TextField(
        name="text",
        label="The published wording",
        hint="As it stands in the source you hold.",
        rows=6,
        most=MOST_WORDS,
        needed=True,
    ),
    TextField(
        name="locator",
        label="Where it stands in the source",
        hint="Document, and page or paragraph.",
        most=500,
        needed=True,
    ),
    RadioField(
        name="same",
        label="Does it mean the same as the wording now?",
        missing="Choose whether it means the same.",
        options={
            _SAME: "Yes: the ref stays, and grades compare",
            "other": "No: a new ref takes its place, and grades are not compared across",
        },
        needed=True,
    ),
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
            edition = catalogue.find(db, name)
            item = edition.framework.item(ref)
            everything = editions.newest(catalogue.every_edition(db))
            suggested = catalogue.suggested_edition(db)
    except AuditError as error:
        st.write(plain(str(error)))
        place.link("frameworks", "All frameworks")
        return
    ours = [other for other in everything if other.own and other.framework.id == edition.framework.id]
    if edition.own or not ours or form.entered_so_far(app, FormKind.WORDING, about=_about(edition, item)):
        _draw(app, edition, item, suggested, ours)
    else:
        _link_own_editions(ours, item)
    place.link("framework", listed.label("Back to", item.ref), framework=edition.name, item=item.ref)


def _link_own_editions(ours: Sequence[Edition], item: AnyItem) -> None:
    st.write("You have an edition of your own already. Put the wording in there, so that nothing of it is lost.")
    for edition in ours:
        refs = {own_item.replaces: own_item.ref for own_item in edition.framework.items} | {
            t.ref: t.ref for t in edition.framework.items
        }
        ref = refs.get(item.ref)
        label = listed.label("Go to", ref or "", "in", edition.framework.edition or edition.name)
        place.link("framework", label, framework=edition.name, **({"item": ref} if ref else {}))


def _draw(app: App, edition: Edition, item: AnyItem, suggested: str, ours: Sequence[Edition]) -> None:
    look.html(
        look.summary(
            [
                ("Item", f"{item.ref}: {item.title}"),
                ("Its wording now", item.text),
                ("How far it rests on its source", provenance.in_words(item.provenance)),
            ]
        )
    )
    typed = form.entered_so_far(app, FormKind.WORDING, about=_about(edition, item))
    named = f"{edition.framework.id}-{typed.get('edition', suggested)}"
    changed = next((own for own in ours if own.name == named and not edition.own), edition)
    version = str(changed.framework.version)
    newer = typed.get("seen", version) != version  # somebody else saved another: their wording stands beside one's own
    theirs = next((other.text for other in changed.framework.items if newer and other.ref == item.ref), "")
    form.draw(_form(app, edition, item, begun(_fields(edition, item, suggested), {"text": theirs}), version))


def _form(app: App, edition: Edition, item: AnyItem, fields: Sequence[Field], version: str) -> Form:
    def write(db: Db, entered: Entered) -> Framework:
        return changing.put_wording(
            db,
            by=app.person,
            name=edition.name,
            ref=item.ref,
            wording=_wording(entered),
            edition=entered.text("edition"),
            seen_version=int(entered.seen),
            now=app.now(),
        )

    def after(entered: Entered) -> None:
        made, wording = entered.result, _wording(entered)
        st.session_state[listed.DONE] = (
            f"Saved as version {made.version} of your edition “{made.edition or made.name}”."
        )
        ref = item.ref if wording.same_meaning else wording.new_ref
        st.session_state[_SAVED] = {"framework": made.name, "item": ref}

    return Form(
        app=app,
        kind=FormKind.WORDING,
        about=_about(edition, item),
        seen=version,
        parts=(Part(fields=fields),),
        button="Save as a new version",
        write=write,
        after=after,
        subject=f"the wording of {item.ref}",
        blames=_FIELDS,
    )


def _fields(edition: Edition, item: AnyItem, suggested: str) -> tuple[Field, ...]:
    name = TextField(
        name="edition",
        label="Name of your edition",
        hint="One word; it is added to the framework’s name.",
        most=30,
        needed=True,
        start=suggested,
    )
    new_ref = TextField(
        name="new_ref",
        label="New ref, where the meaning is not the same",
        most=20,
        start=editions.suggested_ref(edition.framework, item.ref),
    )
    return (*_ASKED, new_ref, *(() if edition.own else (name,)))


def _about(edition: Edition, item: AnyItem) -> str:
    return f"{edition.name} {item.ref}"


def _wording(entered: Entered) -> PublishedWording:
    return PublishedWording(
        text=entered.text("text"),
        locator=entered.text("locator"),
        same_meaning=entered.chosen("same") == _SAME,
        new_ref=entered.text("new_ref"),
    )
