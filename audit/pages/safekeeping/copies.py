"""A round in from a file, and the old copies that lie beside the data.

In: a file that somebody hands over; what was left in the data folder.
Out: the round added whole; the old copies deleted.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.errors import WrongInput
from audit.pages.components import days, lists, look, problems
from audit.pages.safekeeping import told
from audit.services.safekeeping import erasure as service
from audit.store.old_copies import OldCopy, Place

_TURN = "round_taken_in"  # counts what this window took in, so that the box is empty again
_HOLD = "Copies made before still hold what was erased: an erasure that leaves an old copy is none."


def take_in(app: App) -> None:
    """Draw the box for a round file."""
    st.header("A round from a file", anchor=False)
    st.write("A file that was written here or by another installation. A round that is here already stays as it is.")
    key = f"round file {st.session_state.get(_TURN, 0)}"
    with st.form(f"{key} form", border=False):
        st.file_uploader("Round file (.json)", type="json", key=key)
        st.text_input("Passphrase, where ratings are sealed in the file", type="password", key=f"{key} passphrase")
        st.form_submit_button("Take in the round", on_click=_take_in, args=(app, key))
        st.caption(
            "If nobody has the passphrase, the round can come without the sealed ratings. They are then lost here."
        )
        st.form_submit_button("Take it in without them", on_click=_take_in, args=(app, key), kwargs={"without": True})


def beside(app: App, here: Place) -> None:
    """Draw the old copies, with the way to delete them; on a server, what its keeper has to do."""
    st.header("Old copies", anchor=False)
    if here.file is None:
        st.write(
            f"{_HOLD} After an erasure, ask whoever keeps the server to clean the tables (VACUUM FULL) and to delete "
            "the backups made before."
        )
        return
    with app.reading() as db:
        found = service.copies_beside(db, by=app.person)
    if not found:
        st.write(f"No old copy lies beside the data. {_HOLD} Think of backups you took away too.")
    else:
        st.write(f"Before an upgrade or a restore a copy is made. {_HOLD} Think of backups you took away too.")
        look.html(lists.table("Copies beside the data", ("Copy", "Made", "Size"), rows(found)))
        _deletion(app, found)
    with st.expander("If an erasure could not rewrite the data file"):
        st.write("What was erased may still stand in the file's empty pages. Rewriting it takes a few seconds.")
        st.button("Rewrite the data file", on_click=_rewrite, args=(app,))


def rows(found: tuple[OldCopy, ...]) -> list[tuple[str, str, str]]:
    """Return old copies as rows of a table."""
    return [(one.name, days.moment(one.made_at_utc), f"{max(one.size / 1_000_000, 0.1):.1f} MB") for one in found]


def _deletion(app: App, found: tuple[OldCopy, ...]) -> None:
    them = "this copy" if len(found) == 1 else f"these {days.number(len(found))} copies"
    key = f"delete copies {' '.join(one.name for one in found)}"
    sure = st.checkbox(f"I no longer need {them} to go back to", key=f"{key} sure")
    st.button(
        f"Delete {them}",
        key=key,
        icon=":material/delete:",
        disabled=not sure,
        on_click=_delete,
        args=(app, tuple(one.name for one in found)),
    )


def _delete(app: App, names: tuple[str, ...]) -> None:
    with problems.caught(told.PLACE):
        with app.unit_of_work() as db:
            service.delete_copies(db, by=app.person, names=names, now=app.now())
        gone = "One old copy is" if len(names) == 1 else f"{days.number(len(names)).capitalize()} old copies are"
        told.say(f"{gone} deleted.")


def _rewrite(app: App) -> None:
    with problems.caught(told.PLACE):
        app.scrub()
        told.say("The data file is rewritten. Nothing erased stands in it any more.")


def _take_in(app: App, key: str, *, without: bool = False) -> None:
    given = st.session_state.get(key)
    with problems.caught(told.PLACE):
        if given is None:
            raise WrongInput("Choose the round file first.")
        text = _text(given.getvalue())
        passphrase = "" if without else str(st.session_state.get(f"{key} passphrase", ""))
        with app.unit_of_work() as db:
            ref = service.take_in(
                db, by=app.person, text=text, now=app.now(), passphrase=passphrase, without_sealed=without
            )
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        told.say(f"{ref} is here now. {service.missing_words(text, opened=bool(passphrase))}")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput("This is not a round file of Seven Statements, or it is damaged. Choose another.") from error
