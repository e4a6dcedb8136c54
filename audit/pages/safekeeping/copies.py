"""A round in from a file, and the old copies that lie beside the data.

In: a file that somebody hands over; what was left in the data folder.
Out: the round added whole; the old copies deleted.

Here too:
- What an act of keeping or erasing did, kept until the page is drawn again, and where its problems are kept.
- How long each inspection is kept: a day for each, and the way to erase it with all that was asked for.
- How long each round is kept: those that are due come first, each with the ways to take it out or erase it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.inspection.notified import Notified
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round
from audit.errors import WrongInput
from audit.pages.components import errors, look, place
from audit.pages.forms import erasing, form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import DateField, Entered, Part, SecretField, TickField, day_text
from audit.services.inspection import notified
from audit.services.safekeeping import erasure as service
from audit.store.backups import OldCopy, Place
from audit.store.queries import rounds
from audit.store.round_file.seal import SHORTEST
from audit.store.work import Db

PLACE = "keeping"  # where problems of this page's buttons are kept
_LAST_OUTCOME = "keeping_said"


def say(words: str) -> None:
    """Keep what a callback did, to be told when the page is drawn."""
    st.session_state[_LAST_OUTCOME] = words


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
    st.file_uploader("Round file (.json)", type="json", key=key)

    def write(db: Db, entered: Entered) -> str:
        upload = st.session_state.get(key)
        if upload is None:
            raise WrongInput("Choose the round file first.")
        text, without, same = _text(upload.getvalue()), bool(entered.pressed), entered.ticked("same")
        passphrase = "" if without else entered.text("passphrase")
        how: dict[str, Any] = {"passphrase": passphrase, "without_sealed": without, "same_agencies": same}
        ref = service.take_in(db, by=app.person, text=text, now=app.now(), **how)
        return f"{ref} is here now. {service.missing_words(text, opened=bool(passphrase))}"

    def after(entered: Entered) -> None:
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        say(entered.result)

    words = "If nobody has the passphrase, the round can come without the sealed ratings. They are then lost here."
    label = "Passphrase, where ratings are sealed in the file"
    same = TickField(name="same", label="An agency that has another name here is the same agency")
    form.draw(
        Form(
            app=app,
            kind=FormKind.TAKE_IN,
            parts=(Part(text=words, fields=(SecretField(name="passphrase", label=label), same)),),
            button="Take in the round",
            others={"without": "Take it in without them"},
            write=write,
            after=after,
            blames={"same agencies": "same"},
            kept=False,
        )
    )


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
    names = tuple(old_copy.name for old_copy in old_copies)
    sure = f"I no longer need {copy_words} to go back to"
    missing = f"Tick that you no longer need {copy_words} to go back to."
    gone = english.capital(english.counted(len(names), "old copy is", "old copies are"))
    form.draw(
        Form(
            app=app,
            kind=FormKind.OLD_COPIES,
            parts=(Part(fields=(TickField(name="sure", label=sure, missing=missing, needed=True),)),),
            button=f"Delete {copy_words}",
            write=lambda db, _: service.delete_copies(db, by=app.person, names=names, now=app.now()),
            after=lambda _: say(f"{gone} deleted."),
            enter=False,
            kept=False,
        )
    )


def _rewrite(app: App) -> None:
    with errors.caught(PLACE):
        app.scrub()
        say("The data file is rewritten. Nothing erased stands in it any more.")


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

    def keep(db: Db, on: date | None, seen: date | None) -> None:
        notified.keep_until(db, by=app.person, inspection=replace(inspection, keep_until=seen), on=on, now=app.now())

    def erase(db: Db, entered: Entered) -> None:
        notified.erase(db, by=app.person, inspection=inspection, confirmed=entered.text("typed"), now=app.now())

    form.draw(_keep_until(app, inspection.ref, inspection.keep_until, keep))
    gone = f"The {inspection.ref} is erased. Look at “Old copies” below, and at backups taken away."
    with st.expander(f"Erase {inspection.ref} for good"):
        st.write(
            "**What will go:** its days, its note, and all that inspectors asked for. **What stays:** the line that "
            "somebody erased it, and when; the round of the children they chose, which is erased by itself; and "
            "calendars and papers that were taken out of here."
        )
        button = f"Erase {inspection.ref}"
        form.draw(erasing.form(app, inspection.ref, erase, button=button, after=lambda _: say(gone)))


_NO_DAY = "no day"


def _keep_until(
    app: App,
    ref: str,
    until: date | None,
    keep: Callable[[Db, date | None, date | None], object],
    *,
    round_ref: str = "",
) -> Form:
    """Return the form for the day until which something is kept; `keep` is given it, and what was there before."""
    field = DateField(
        name="day",
        label=f"Keep {ref} until",
        least=date(2020, 1, 1),
        most=date(app.today().year + 30, 12, 31),
        start=day_text(until),
    )
    called = ref if round_ref else f"The {ref}"

    def write(db: Db, entered: Entered) -> None:
        keep(db, entered.day("day"), None if entered.seen == _NO_DAY else date.fromisoformat(entered.seen))

    def after(entered: Entered) -> None:
        day = entered.day("day")
        say(f"{called} is kept until {english.day(day)}." if day else f"{called} has no day set now.")

    return Form(
        app=app,
        kind=FormKind.KEEP_UNTIL,
        about="" if round_ref else ref,
        round_ref=round_ref,
        seen=day_text(until) or _NO_DAY,
        parts=(Part(fields=(field,)),),
        button=f"Set the day for {ref}",
        write=write,
        after=after,
        subject=f"how long {ref} is kept",
    )


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

    def keep(db: Db, on: date | None, seen: date | None) -> None:
        service.keep_until(db, by=app.person, round_ref=audit_round.ref, on=on, seen=seen, now=app.now())

    form.draw(_keep_until(app, audit_round.ref, audit_round.keep_until, keep, round_ref=audit_round.ref))
    form.draw(_hand_over(app, audit_round.ref, ()))
    if any(case.revealed_at_utc is None for case in audit_round.cases):
        _sealed(app, audit_round.ref)
    if written := st.session_state.get(_written(audit_round.ref)):
        _offer_file(audit_round.ref, written)
    place.link("erase", f"Erase from {audit_round.ref}", icon=":material/delete:", round=audit_round.ref)


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


def _sealed(app: App, ref: str) -> None:
    st.write(
        f"Some children in {ref} are not revealed yet. What agencies wrote about them is left out of the file, so that "
        "nobody reads it before the reveal."
    )
    hint = "4 words that have nothing to do with each other are good."
    label, again = f"Passphrase for {ref}, at least {SHORTEST} characters", f"Passphrase for {ref} again"
    fields = (
        SecretField(name="passphrase", label=label, hint=hint, missing="Enter a passphrase.", needed=True),
        SecretField(name="again", label=again, missing="Enter the passphrase again.", needed=True),
    )
    with st.expander("Seal it in the file under a passphrase"):
        st.write(
            "Only somebody with the passphrase can open the sealed part. Give it to one person who audits for no "
            "agency, such as your data protection lead, and send it apart from the file. **Without it those ratings "
            "are lost:** nobody can open them or get the passphrase back."
        )
        form.draw(_hand_over(app, ref, fields))


def _hand_over(app: App, ref: str, fields: Sequence[SecretField]) -> Form:
    """Return the form that writes a round to a file; with fields, what is blind is sealed under a passphrase."""

    def write(db: Db, entered: Entered) -> str:
        passphrase = entered.text("passphrase")
        if fields:
            service.must_be_a_passphrase(passphrase, again=entered.text("again"))
        return service.hand_over(db, by=app.person, round_ref=ref, now=app.now(), passphrase=passphrase)

    return Form(
        app=app,
        kind=FormKind.HAND_OVER,
        about="sealed" if fields else "",
        round_ref=ref,
        parts=(Part(fields=fields),),
        button=f"Write {ref} to a file, sealed" if fields else f"Write {ref} to a file",
        write=write,
        after=lambda entered: st.session_state.update({_written(ref): entered.result.encode()}),
        blames={"not the same": "again", "passphrase": "passphrase"},
        kept=False,
    )


def _discard_file(ref: str) -> None:
    st.session_state.pop(_written(ref), None)


def _written(ref: str) -> str:
    return f"{ref} round file"
