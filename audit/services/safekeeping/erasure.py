"""Keeping safe, and no longer than needed: a round as a file, a day for each round, and erasure that really erases.

In: what the partnership decides.
Out: rows deleted for good; the trail keeps that it happened, and never what was erased.

Here too:
- The way back: a backup of everything, and everything as a backup has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from audit.domain.english import agree
from audit.domain.findings.finding import Finding
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.concerns import Concern
from audit.domain.rounds.references import Mention
from audit.errors import NOT_SHOWN, AuditError, WrongInput, must_be_as_seen
from audit.library.names.lists import look
from audit.library.own_files import local_lists
from audit.store import backups, erasure, trail
from audit.store.backups import Backup, OldCopy, Place
from audit.store.queries import findings as finding_queries
from audit.store.queries import mentions as mention_queries
from audit.store.queries import moderation as moderation_queries
from audit.store.queries import people
from audit.store.queries import rounds as round_queries
from audit.store.records import readiness as mention_records
from audit.store.round_file import body, seal
from audit.store.work import Database, Db, database_of


def keep_until(
    db: Db, *, by: Person, round_ref: str, on: date | None, seen: date | None = NOT_SHOWN, now: datetime
) -> None:
    """Set the day on which the round is due to be erased; None takes the day away.

    `seen` is the day that the person had before them; raises Conflict where somebody set another meanwhile.
    """
    by.must_be_allowed(Act.SET_UP)
    row = round_queries.row_of(db, round_ref)
    must_be_as_seen(row.keep_until, seen, "Somebody else set another day meanwhile.")
    row.keep_until = on
    db.add(row)
    day = on.isoformat() if on else "no day"
    trail.note(db, by=by, event="retention set", about=round_ref, now=now, content=day)


def due(rounds: tuple[Round, ...], today: date) -> tuple[Round, ...]:
    """Return the rounds whose day has come, the longest overdue first."""
    come = [
        (audit_round.keep_until, audit_round.ref, audit_round)
        for audit_round in rounds
        if audit_round.keep_until is not None and audit_round.keep_until <= today
    ]
    return tuple(audit_round for _, _, audit_round in sorted(come, key=lambda entry: entry[:2]))


def open_concerns(db: Db, *, by: Person, round_ref: str, case_ref: str | None = None) -> tuple[Concern, ...]:
    """Return the immediate concerns that stand in the way of erasing a round, or one of its cases."""
    concerns = moderation_queries.concerns(db, viewer=Viewer.of(by), round_ref=round_ref)
    return tuple(concern for _, concern in concerns if concern.open and case_ref in (None, concern.case))


def findings_about(db: Db, *, by: Person, round_ref: str, case_ref: str) -> tuple[Finding, ...]:
    """Return the findings whose own sentences may tell of a case, and which erasing it leaves to be read again."""
    audit_round = round_queries.by_ref(db, round_ref)
    every = finding_queries.findings(db, viewer=Viewer.of(by), audit_round=audit_round)
    return tuple(
        finding
        for finding in every
        if case_ref in finding.cases
        or any(words.case == case_ref for words in finding.words)
        or any(used.case == case_ref for used in finding.rests_on)
    )


def mentions_of(db: Db, *, by: Person, round_ref: str, case_ref: str | None = None) -> tuple[Mention, ...]:
    """Return what names a case, or any of a round's, in the register, the checklists and the inspections.

    The same reference may stand for another child in another round: the person decides what goes.
    """
    audit_round = round_queries.by_ref(db, round_ref)
    references = [case_ref] if case_ref else [case.ref for case in audit_round.cases]
    return mention_queries.mentions(db, viewer=Viewer.of(by), references=references)


def erase_round(db: Db, *, by: Person, round_ref: str, confirmed: str, now: datetime, also: Sequence[str] = ()) -> int:
    """Erase a round, and return how many rows went; the caller rewrites the file afterwards (`App.scrub`).

    `confirmed` is the round's ref, typed by the person; `also` are the keys of the mentions that go with it.
    Raises AuditError where it is not typed, or where an immediate concern still waits to be confirmed.
    """
    by.must_be_allowed(Act.SET_UP)
    row = round_queries.row_of(db, round_ref)
    _must_be_confirmed(round_ref, confirmed)
    _must_have_no_open_concern(db, by, round_ref, case_ref=None)
    _erase_mentions(db, by, mentions_of(db, by=by, round_ref=round_ref), also, now)
    erasure.forget_links(db, round_ref=round_ref)
    count = erasure.erase_round(db, row.id or 0)
    look.cache_clear()
    trail.note(db, by=by, event="round erased", about=round_ref, now=now)
    return count


def erase_case(
    db: Db, *, by: Person, round_ref: str, case_ref: str, confirmed: str, now: datetime, also: Sequence[str] = ()
) -> int:
    """Erase a case and all that was written about it; like `erase_round`, with the case's reference to confirm."""
    by.must_be_allowed(Act.SET_UP)
    row = round_queries.row_of(db, round_ref)
    case = round_queries.case_row(db, round_ref, case_ref)
    _must_be_confirmed(case_ref, confirmed)
    _must_have_no_open_concern(db, by, round_ref, case_ref=case_ref)
    _erase_mentions(db, by, mentions_of(db, by=by, round_ref=round_ref, case_ref=case_ref), also, now)
    erasure.forget_links(db, round_ref=round_ref, case_ref=case_ref)
    erasure.blank_settlements(db, round_id=row.id or 0, round_ref=round_ref, case_ref=case_ref)
    count = erasure.erase_case(db, case_id=case.id or 0, round_id=row.id or 0, case_ref=case_ref)
    look.cache_clear()
    trail.note(db, by=by, event="case erased", about=f"{round_ref}/{case_ref}", now=now)
    return count


def take_in(
    db: Db,
    *,
    by: Person,
    text: str,
    now: datetime,
    passphrase: str = "",
    without_sealed: bool = False,
    same_agencies: bool = False,
) -> str:
    """Add the round that a round file holds, and return its ref; raises WrongInput for a file that cannot be used.

    Forms that are sealed in it come with the passphrase; with `without_sealed` they are left out for good. An agency
    that has another name here is the same one only where somebody says so, with `same_agencies`.
    """
    if by.id:
        by.must_be_allowed(Act.SET_UP)
    ref = body.import_(db, text, passphrase=passphrase, without_sealed=without_sealed, same_agencies=same_agencies)
    _must_be_readable(db, by, ref)
    if by.id:
        trail.note(db, by=by, event="round taken in", about=ref, now=now, content=text)
    return ref


def hand_over(db: Db, *, by: Person, round_ref: str, now: datetime, passphrase: str = "") -> str:
    """Return a round as the text of a round file, and note in the trail that it was handed over.

    What is still blind is left out, or sealed under the passphrase where one is given.
    """
    by.must_be_allowed(Act.SET_UP)
    text = body.export(db, round_queries.row_of(db, round_ref).id or 0, passphrase=passphrase)
    trail.note(db, by=by, event="round written to a file", about=round_ref, now=now, content=text)
    return text


def must_be_a_passphrase(passphrase: str, *, again: str) -> None:
    """Raise WrongInput unless a new passphrase was typed twice alike and is long enough."""
    if passphrase != again:
        raise WrongInput("The two passphrases are not the same. Type both again.")
    seal.must_be_long(passphrase)


def left_out_words(text: str) -> str:
    """Return, in sentences, what of a round does not lie open in its file."""
    held = body.contents(text)
    if not held.left_out:
        return "Nothing is left out of the file."
    sentence = f"Left out of the file: {_forms(held.left_out)} not revealed."
    if not held.sealed:
        return sentence
    subject = (agree(held.left_out, "It is", "They are")) if held.sealed == held.left_out else f"{held.sealed} are"
    return f"{sentence} {subject} sealed in it under the passphrase."


def missing_words(text: str, *, opened: bool) -> str:
    """Return, in sentences, what did not come with a round file that was taken in, its seal opened or not."""
    held = body.contents(text)
    missing = held.left_out - (held.sealed if opened else 0)
    if not missing:
        return "All that belongs to it came with it."
    pronoun = agree(missing, "it", "them")
    return (
        f"Left out of the file: {_forms(missing)} not revealed. “Agencies and who is asked” says which, and there a "
        f"facilitator can ask for {pronoun} again."
    )


def where(db: Db, *, by: Person) -> Place:
    """Return where the data is."""
    by.must_be_allowed(Act.SET_UP)
    return backups.place(db)


def copies_beside(db: Db, *, by: Person) -> tuple[OldCopy, ...]:
    """Return the copies that were made before an upgrade or a restore; they hold what was erased since."""
    by.must_be_allowed(Act.SET_UP)
    return backups.old_copies(db)


def delete_copies(db: Db, *, by: Person, names: Sequence[str], now: datetime) -> None:
    """Delete old copies for good; raises WrongInput where one of them is not there or cannot go."""
    by.must_be_allowed(Act.SET_UP)
    for name in names:
        trail.note(db, by=by, event="old copy deleted", about=name[:120], now=now)
        backups.delete(db, name)


def _erase_mentions(db: Db, by: Person, mentions: Sequence[Mention], also: Sequence[str], now: datetime) -> None:
    chosen = [mention for mention in mentions if mention.key in also]
    mention_records.erase_mentions(db, chosen)
    for mention in chosen:
        trail.note(db, by=by, event=f"{mention.kind.value} erased with a child", about=mention.key[:120], now=now)


def _must_be_confirmed(ref: str, confirmed: str) -> None:
    if confirmed.strip() != ref:
        raise AuditError(f"Nothing was erased. To erase it for good, type {ref} in the box.")


def _must_have_no_open_concern(db: Db, by: Person, round_ref: str, *, case_ref: str | None) -> None:
    for concern in open_concerns(db, by=by, round_ref=round_ref, case_ref=case_ref):
        raise AuditError(
            f"An immediate concern about {concern.case} is not confirmed yet. Confirm that it is on the child’s "
            f"record; then it can be erased. {people.emergency(db).sentence}"
        )


def _must_be_readable(db: Db, by: Person, round_ref: str) -> None:
    """Raise WrongInput where what was taken in would stop every page: a stage, scale or kind that there is not."""
    try:
        audit_round = round_queries.by_ref(db, round_ref)
        finding_queries.findings(db, viewer=Viewer.of(by), audit_round=audit_round)
        moderation_queries.concerns(db, viewer=Viewer.of(by), round_ref=round_ref)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongInput(body.NOT_WHOLE) from error


def _forms(count: int) -> str:
    return agree(count, "one agency form about a child", f"{count} agency forms about children")


def back_up(db: Db, *, by: Person, folder: Path, now: datetime) -> bytes:
    """Return a backup of the database and of the partnership's own files in a folder, and note that it was made."""
    by.must_be_allowed(Act.SET_UP)
    content = backups.make(database_of(db), now=now, own=local_lists.own_files(folder))
    if by.id:
        trail.note(db, by=by, event="backup made", about="partnership", now=now)
    return content


def restore(database: Database, *, by: Person, backup: Backup, folder: Path, now: datetime) -> Path | None:
    """Put everything back as a backup has it; return where what was there is set aside, None where nothing was.

    Call it outside any unit of work: no session outlives it. Raises AuditError where somebody else has the database
    open; then nothing is changed.
    """
    by.must_be_allowed(Act.SET_UP)
    return backups.restore(database, backup, now=now, folder=folder, own_names=local_lists.OWN)


def note_restored(db: Db, *, by: Person, now: datetime) -> None:
    """Note in the restored database that it was; left out where it does not know who did it."""
    if any((person.id, person.name) == (by.id, by.name) for person in people.people(db)):
        trail.note(db, by=by, event="backup restored", about="partnership", now=now)
