"""Keeping and erasing: where the data is, a backup, how long each round is kept, and what is left of old ones.

In: everything the partnership holds.
Out: copies to take away; rounds out to a file and in from one; the way to erasing.
"""

from __future__ import annotations

import streamlit as st

from audit import settings
from audit.app import App
from audit.domain import english
from audit.domain.people.person import Act
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import plain
from audit.pages.safekeeping import copies, restore
from audit.services.safekeeping import erasure
from audit.store import backups
from audit.store.backups import Place

_BACKUP = "backup made"


def render(app: App) -> None:
    """Show what is kept and until when, and let a facilitator take copies and tidy up."""
    look.title("Keeping and erasing")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator looks after the data. Ask yours for a copy, or if something has to go.")
        place.link("home", "Back to Home")
        return
    copies.show_last_outcome()
    errors.from_last_run(copies.PLACE)
    for problem in partnership_lists.problems():
        st.warning(plain(problem), title="A list of your own cannot be used; ours stands in", icon=":material/warning:")
    with app.reading() as db:
        storage = erasure.where(db, by=app.person)
    _where(storage)
    _backup(app, storage)
    _restore(app, storage)
    copies.draw_rounds(app)
    copies.draw_inspections(app)
    copies.take_in(app)
    copies.beside(app, storage)
    with st.container(horizontal=True):
        place.link("trail", "What was done, by whom", icon=":material/history:")
        place.link("home", "Back to Home", icon=":material/arrow_back:")


def where_words(storage: Place) -> str:
    """Return in words where the data is, and who can read it."""
    if storage.file is None:
        return (
            f"The data is in a PostgreSQL database on {storage.server}. Whoever keeps that server "
            "says who can read it, "
            "and backs it up."
        )
    if not storage.private:
        return (
            "The data is on this computer, in one folder. We cannot tell who can open that folder: check its "
            "permissions. Nothing is sent anywhere."
        )
    return (
        "The data is on this computer, in one folder set so that only the account running this app, and the "
        "computer’s administrators, can open it. Nothing is sent anywhere."
    )


def _where(storage: Place) -> None:
    st.header("Where the data is", anchor=False)
    st.write(where_words(storage))
    if storage.file is not None:
        st.code(str(storage.file.parent), language=None, wrap_lines=True)


def _backup(app: App, storage: Place) -> None:
    st.header("Backup", anchor=False)
    if storage.file is None:
        st.write("Ask whoever keeps the server for a backup. They make it there, with pg_dump for example.")
        return
    st.write(
        "A backup is one file with everything here, your own lists too. It is read back once before you get it. Keep "
        "it where only you can open it: it holds all that agencies wrote, the blind ratings too."
    )
    st.button("Make a backup", type="primary", icon=":material/save:", on_click=_make, args=(app,))
    made = st.session_state.get(_BACKUP)
    if made is not None:
        content, rounds, name = made
        noun = english.agree(rounds, "round", "rounds")
        st.write(f"The copy is made and was checked: it holds {english.number(rounds)} {noun}.")
        st.download_button(
            "Download the backup",
            data=content,
            file_name=name,
            mime="application/zip",
            icon=":material/download:",
            on_click=_discard_backup,
        )


def _restore(app: App, storage: Place) -> None:
    if storage.file is None:
        return
    st.header(restore.TITLE, anchor=False)
    restore.form(app)


def _make(app: App) -> None:
    with errors.caught(copies.PLACE):
        with app.unit_of_work() as db:
            content = erasure.back_up(db, by=app.person, folder=settings.load().folder, now=app.now())
        name = f"seven-statements-backup-{app.today().isoformat()}.zip"
        st.session_state[_BACKUP] = (content, backups.read(content, name).rounds, name)


def _discard_backup() -> None:
    st.session_state.pop(_BACKUP, None)
