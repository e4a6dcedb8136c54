"""A round in from a file, and the old copies that lie beside the data.

In: a file that somebody hands over; what was left in the data folder.
Out: the round added whole; the old copies deleted.

Here too:
- What an act of keeping or erasing did, kept until the page is drawn again, and where its problems are kept.
- How long each inspection is kept: a day for each, and the way to erase it with all that was asked for.
- How long each round is kept: those that are due come first, each with the ways to take it out or erase it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.inspection.notified import Notified
from audit.domain.rounds.audit_round import Round
from audit.errors import WrongInput
from audit.pages.components import look, place, problems
from audit.pages.forms.two_writers import Change, Rows, attempt, in_words
from audit.services.inspection import notified
from audit.services.safekeeping import erasure as service
from audit.store.backups import OldCopy, Place
from audit.store.queries import rounds
from audit.store.round_file.seal import SHORTEST

PLACE = "keeping"  # where problems of this page are kept
ERASING = "erase"  # where those of erasing are kept; a round may be gone and the file not rewritten yet
_LAST_OUTCOME = "keeping_said"


def say(words: str) -> None:
    """Keep what a callback did, to be told when the page is drawn."""
    st.session_state[_LAST_OUTCOME] = words


def keep_day(subject: str, write: Callable[[date | None], None], chosen_day: date | None, seen: date | None) -> None:
    """Keep the day until which something is kept; where somebody else set another, both are shown."""

    def rows(saved_day: date | None) -> Rows:
        return [("Kept until", in_words(chosen_day) or "no day", in_words(saved_day) or "no day")]

    attempt(Change(place=PLACE, subject=f"how long {subject} is kept", write=write, rows=rows), seen)


def show_last_outcome() -> None:
    """Tell what the last callback did, if anything."""
    words = st.session_state.pop(_LAST_OUTCOME, None)
    if words:
        st.success(words, icon=":material/check_circle:")


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


def beside(app: App, storage: Place) -> None:
    """Draw the old copies, with the way to delete them; on a server, what its keeper has to do."""
    st.header("Old copies", anchor=False)
    if storage.file is None:
        st.write(
            f"{_HOLD} After an erasure, ask whoever keeps the server to clean the tables (VACUUM FULL) and to delete "
            "the backups made before."
        )
        return
    with app.reading() as db:
        old_copies = service.copies_beside(db, by=app.person)
    if not old_copies:
        st.write(f"No old copy lies beside the data. {_HOLD} Think of backups you took away too.")
    else:
        st.write(f"Before an upgrade or a restore a copy is made. {_HOLD} Think of backups you took away too.")
        look.html(look.table("Copies beside the data", ("Copy", "Made", "Size"), rows(old_copies)))
        _deletion(app, old_copies)
    with st.expander("If an erasure could not rewrite the data file"):
        st.write("What was erased may still stand in the file's empty pages. Rewriting it takes a few seconds.")
        st.button("Rewrite the data file", on_click=_rewrite, args=(app,))


def rows(old_copies: tuple[OldCopy, ...]) -> list[tuple[str, str, str]]:
    """Return old copies as rows of a table."""
    return [
        (old_copy.name, english.moment(old_copy.made_at_utc), f"{max(old_copy.size / 1_000_000, 0.1):.1f} MB")
        for old_copy in old_copies
    ]


def _deletion(app: App, old_copies: tuple[OldCopy, ...]) -> None:
    copy_words = english.agree(len(old_copies), "this copy", f"these {english.number(len(old_copies))} copies")
    key = f"delete copies {' '.join(old_copy.name for old_copy in old_copies)}"
    sure = st.checkbox(f"I no longer need {copy_words} to go back to", key=f"{key} sure")
    st.button(
        f"Delete {copy_words}",
        key=key,
        icon=":material/delete:",
        disabled=not sure,
        on_click=_delete,
        args=(app, tuple(old_copy.name for old_copy in old_copies)),
    )


def _delete(app: App, names: tuple[str, ...]) -> None:
    with problems.caught(PLACE):
        with app.unit_of_work() as db:
            service.delete_copies(db, by=app.person, names=names, now=app.now())
        gone = english.capital(english.counted(len(names), "old copy is", "old copies are"))
        say(f"{gone} deleted.")


def _rewrite(app: App) -> None:
    with problems.caught(PLACE):
        app.scrub()
        say("The data file is rewritten. Nothing erased stands in it any more.")


def _take_in(app: App, key: str, *, without: bool = False) -> None:
    upload = st.session_state.get(key)
    with problems.caught(PLACE):
        if upload is None:
            raise WrongInput("Choose the round file first.")
        text = _text(upload.getvalue())
        passphrase = "" if without else str(st.session_state.get(f"{key} passphrase", ""))
        with app.unit_of_work() as db:
            ref = service.take_in(
                db, by=app.person, text=text, now=app.now(), passphrase=passphrase, without_sealed=without
            )
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        say(f"{ref} is here now. {service.missing_words(text, opened=bool(passphrase))}")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput("This is not a round file of Seven Statements, or it is damaged. Choose another.") from error


def draw_inspections(app: App) -> None:
    """Draw every inspection, the due ones first; nothing where there is none."""
    with app.reading() as db:
        inspections = notified.inspections(db, viewer=app.viewer())
    if not inspections:
        return
    st.header("Inspections", anchor=False)
    for inspection in sorted(inspections, key=lambda each: each.keep_until or date.max):
        with st.container(border=True):
            _card(app, inspection)


def _card(app: App, inspection: Notified) -> None:
    look.card_title(f"{inspection.kind.label}, notified on {english.day(inspection.notified_on)}", level=3)
    st.write(retention_words(inspection.keep_until, app.today()))
    key = f"keep {inspection.ref} {inspection.keep_until}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            f"Keep {inspection.ref} until",
            value=inspection.keep_until,
            format="DD/MM/YYYY",
            min_value=date(2020, 1, 1),
            max_value=date(app.today().year + 30, 12, 31),
            key=f"{key} day",
        )
        st.form_submit_button(f"Set the day for {inspection.ref}", on_click=_keep, args=(app, inspection, key))
    with st.expander(f"Erase {inspection.ref} for good"):
        st.write(
            "**What will go:** its days, its note, and all that inspectors asked for. **What stays:** the line that "
            "somebody erased it, and when; the round of the children they chose, which is erased by itself; and "
            "calendars and papers that were taken out of here."
        )
        with st.form(f"erase {inspection.ref}", border=False, enter_to_submit=False):
            st.text_input(
                f"To erase it for good, type {inspection.ref}", key=f"erase {inspection.ref} typed", autocomplete="off"
            )
            st.form_submit_button(
                f"Erase {inspection.ref}", icon=":material/delete_forever:", on_click=_erase, args=(app, inspection)
            )


def _keep(app: App, inspection: Notified, key: str) -> None:
    day: date | None = st.session_state[f"{key} day"]

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            notified.keep_until(
                db, by=app.person, inspection=replace(inspection, keep_until=seen), on=day, now=app.now()
            )
        day_words = f"is kept until {english.day(day)}" if day else "has no day set now"
        say(f"The {inspection.ref} {day_words}.")

    keep_day(f"the {inspection.ref}", write, day, inspection.keep_until)


def _erase(app: App, inspection: Notified) -> None:
    with problems.caught(ERASING):
        with app.unit_of_work() as db:
            typed = str(st.session_state.get(f"erase {inspection.ref} typed", ""))
            notified.erase(db, by=app.person, inspection=inspection, confirmed=typed, now=app.now())
        app.scrub()
        say(f"The {inspection.ref} is erased. Look at “Old copies” below, and at backups taken away.")


def draw_rounds(app: App) -> None:
    """Draw every round, the due ones first."""
    st.header("Rounds", anchor=False)
    with app.reading() as db:
        every = rounds.every(db)
    if not every:
        st.write("There is no round yet. Once there is one, you say here until when it is kept.")
        return
    due = service.due(every, app.today())
    st.write(due_words(len(due)))
    for audit_round in (*due, *(audit_round for audit_round in every if audit_round not in due)):
        with st.container(border=True):
            _round_card(app, audit_round)


def due_words(count: int) -> str:
    """Return how many rounds are due to be erased, in a sentence."""
    if count == 0:
        return "No round is due to be erased. Nothing is ever erased by itself: you decide, on the day or later."
    verb = english.agree(count, "round is", "rounds are")
    return f"**{english.capital(english.number(count))} {verb} due to be erased.** Nothing goes by itself: you decide."


def retention_words(until: date | None, today: date) -> str:
    """Return until when a round is kept, in a sentence."""
    if until is None:
        return "No day is set yet. Your partnership's retention schedule says how long to keep it."
    if until <= today:
        return f"Due to be erased since {english.day(until)}."
    return f"Kept until {english.day(until)}."


def _round_card(app: App, audit_round: Round) -> None:
    look.card_title(f"{audit_round.ref}: {audit_round.title}", level=3)
    st.write(retention_words(audit_round.keep_until, app.today()))
    key = f"keep {audit_round.ref} {audit_round.keep_until}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            f"Keep {audit_round.ref} until",
            value=audit_round.keep_until,
            format="DD/MM/YYYY",
            min_value=date(2020, 1, 1),
            max_value=date(app.today().year + 30, 12, 31),
            key=f"{key} day",
        )
        st.form_submit_button(
            f"Set the day for {audit_round.ref}",
            on_click=_set_day,
            args=(app, audit_round.ref, key, audit_round.keep_until),
        )
    if any(case.revealed_at_utc is None for case in audit_round.cases):
        _blind(audit_round.ref)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Write {audit_round.ref} to a file",
            key=f"write {audit_round.ref}",
            icon=":material/description:",
            on_click=_write,
            args=(app, audit_round.ref),
        )
        place.link("erase", f"Erase from {audit_round.ref}", icon=":material/delete:", round=audit_round.ref)
    if written := st.session_state.get(_written(audit_round.ref)):
        _offer_file(audit_round.ref, written)


def _offer_file(ref: str, written: bytes) -> None:
    st.write("The file is ready. Whoever gets it can read it, and take the round in.")
    st.write(service.left_out_words(written.decode()))
    st.download_button(
        f"Download {ref}",
        data=written,
        file_name=f"{ref}.json",
        mime="application/json",
        key=f"download {ref}",
        icon=":material/download:",
        on_click=_discard_file,
        args=(ref,),
    )


def _set_day(app: App, ref: str, key: str, seen: date | None) -> None:
    day: date | None = st.session_state[f"{key} day"]

    def write(seen: date | None) -> None:
        with app.unit_of_work() as db:
            service.keep_until(db, by=app.person, round_ref=ref, on=day, seen=seen, now=app.now())
        say(f"{ref} is kept until {english.day(day)}." if day else f"{ref} has no day set now.")

    keep_day(ref, write, day, seen)


def _blind(ref: str) -> None:
    st.write(
        f"Some children in {ref} are not revealed yet. What agencies wrote about them is left out of the file, so that "
        "nobody reads it before the reveal."
    )
    with st.expander("Seal it in the file under a passphrase"):
        st.write(
            "Only somebody with the passphrase can open the sealed part. Give it to one person who audits for no "
            "agency, such as your data protection lead, and send it apart from the file. **Without it those ratings "
            "are lost:** nobody can open them or get the passphrase back."
        )
        key = _passphrase(ref)
        st.text_input(f"Passphrase for {ref}, at least {SHORTEST} characters", type="password", key=key)
        st.text_input(f"Passphrase for {ref} again", type="password", key=f"{key} again")
        st.caption(f"Then press “Write {ref} to a file”. 4 words that have nothing to do with each other are good.")


def _write(app: App, ref: str) -> None:
    keys = (_passphrase(ref), f"{_passphrase(ref)} again")
    passphrase, again = (str(st.session_state.get(key, "")) for key in keys)
    with problems.caught(PLACE):
        if passphrase or again:
            service.must_be_a_passphrase(passphrase, again=again)
        with app.unit_of_work() as db:
            text = service.hand_over(db, by=app.person, round_ref=ref, now=app.now(), passphrase=passphrase)
        st.session_state[_written(ref)] = text.encode()
        for key in keys:
            st.session_state.pop(key, None)


def _discard_file(ref: str) -> None:
    st.session_state.pop(_written(ref), None)


def _written(ref: str) -> str:
    return f"{ref} round file"


def _passphrase(ref: str) -> str:
    return f"{ref} passphrase"
