"""The check before it leaves: who wrote what is held back, and what somebody decides about it.

In: what a paper was found to carry, and a choice for a text or a confirmation for a list.
Out: decisions kept, each bound to one version of one text; the paper made again has what was decided.

Here too:
- Identifiers that somebody keeps in a text: the choice is noted, and never what was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.domain.identifying.marking import IdentifierKind
from audit.domain.identifying.passages import Audience, Passage, Record
from audit.domain.people.person import Act, Person, Viewer
from audit.domain.release import deciding as rules
from audit.domain.release import leaving
from audit.domain.release.deciding import Choice, Hands
from audit.domain.release.decisions import Checked, Clearance, Decision
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.references import replacer
from audit.errors import AuditError, Conflict
from audit.library.names.lists import look
from audit.store import trail
from audit.store.queries import people as people_queries
from audit.store.queries import plan
from audit.store.queries import release as queries
from audit.store.queries import trail as trail_queries
from audit.store.records import release as records
from audit.store.work import Db


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A text that asks for somebody, as the page shows it."""

    checked: Checked
    writers: tuple[str, ...]  # names; empty: not recorded
    may_keep: bool  # whether the viewer may let it stand as it is
    alone: bool  # whether the viewer wrote it and is the only one here who may decide


def listed(db: Db, *, viewer: Viewer, clearance: Clearance) -> tuple[Listed, ...]:
    """Return the texts of a paper that ask for somebody, decided or not, in their place in the paper."""
    viewer.person.must_be_allowed(Act.CHECK)
    wanted = [checked for checked in clearance.checked if checked.tier is not None]
    names = people_queries.names(db)
    hands = _hands(db, viewer, [checked.passage for checked in wanted])
    return tuple(
        Listed(
            checked=checked,
            writers=tuple(sorted(names[person] for person in passage_hands.writers if person in names)),
            may_keep=passage_hands.may_keep(viewer.person),
            alone=viewer.person.id in passage_hands.writers and passage_hands.alone(viewer.person),
        )
        for checked, passage_hands in ((checked, hands[checked.passage]) for checked in wanted)
    )


def held_back(db: Db, *, viewer: Viewer, audit_round: Round) -> tuple[Checked, ...]:
    """Return the texts of a round's plan that are held back until somebody decides, as a board would read it."""
    viewer.person.must_be_allowed(Act.CHECK)
    gate = queries.release(db, audience=Audience.BOARD, look=look)
    leaving.plan(gate, plan.to_release(db, viewer=viewer, audit_round=audit_round))
    return tuple(checked for checked in gate.clearance().checked if checked.is_open)


def decide(db: Db, *, by: Person, checked: Checked, choice: Choice, now: datetime) -> None:
    """Keep what is chosen for a text; it binds the very text that was looked at, and nothing else.

    Raises AuditError saying what the choice still needs, NotAllowed where a writer would let a stop of theirs pass, and
    Conflict where somebody else decided on the text since it was looked at.
    """
    by.must_be_allowed(Act.CHECK)
    _must_be_as_shown(db, [checked])
    hands = _hands(db, Viewer.of(by), [checked.passage])[checked.passage]
    decision = rules.decided(checked, choice, by=by, hands=hands, key=records.new_key(), look=look)
    _keep(db, by, decision, now)


def confirm(db: Db, *, by: Person, clearance: Clearance, now: datetime) -> int:
    """Keep that somebody read the texts about one child as a list, and return how many there were.

    Raises AuditError for what is published, which needs a decision on each, and Conflict where somebody else decided on
    one of them since the list was shown.
    """
    by.must_be_allowed(Act.CHECK)
    texts = rules.to_confirm(clearance)
    _must_be_as_shown(db, texts)
    for checked in texts:
        _keep(db, by, rules.confirmed(checked, by=by, key=records.new_key()), now)
    return len(texts)


def _must_be_as_shown(db: Db, texts: Sequence[Checked]) -> None:
    known = queries.decisions(db)
    for checked in texts:
        passage = checked.passage
        about = [each for each in known if each.place == passage.place and each.is_about(passage.text)]
        if len(about) < checked.known or not queries.still_exists(db, passage):
            raise AuditError(
                f"{passage.where} was erased since you opened this page, so nothing was decided. Reload the page."
            )
        if len(about) != checked.known:
            newest = about[-1]
            words = f": “{newest.wording}”" if newest.wording else ""
            raise Conflict(
                f"{newest.by} decided on {checked.passage.where} since you opened this page: "
                f"{newest.state.label.lower()}{words}. Read it, then decide again if you still want to.",
                stored=newest,
                version=len(about),
            )


def _keep(db: Db, by: Person, decision: Decision, now: datetime) -> None:
    records.add_decision(db, decision=decision, by=by, now=now)
    event = "text read with others" if decision.confirmed else f"text decided: {decision.state.label.lower()}"
    about = f"{decision.round_ref} {decision.record.label} {decision.ref}".strip()
    trail.note(db, by=by, event=event, about=about, now=now)


def _hands(db: Db, viewer: Viewer, passages: Sequence[Passage]) -> dict[Passage, Hands]:
    """Return whose hands each text went through, in a constant number of statements."""
    clean = replacer(queries.references(db))
    wrote: dict[tuple[str, Record, str], list[tuple[str, int]]] = defaultdict(list)
    for writing in queries.wrote(db, viewer=viewer):
        wrote[writing.round_ref, writing.record, writing.ref].append((clean(writing.text)[0], writing.person))
    touched: dict[str, set[int]] = defaultdict(set)
    for about, person in queries.hands_on(db):
        touched[about].add(person)
    readers = frozenset(person.id for person in queries.readers(db))
    return {passage: Hands(writers=_writers(passage, wrote, touched), readers=readers) for passage in passages}


def _writers(
    passage: Passage, wrote: dict[tuple[str, Record, str], list[tuple[str, int]]], touched: dict[str, set[int]]
) -> frozenset[int]:
    record = Record.FINDING if passage.record in (Record.QUOTATION, Record.LETTER) else passage.record
    own = {
        person
        for text, person in wrote.get((passage.round_ref, record, passage.ref), ())
        if not text or text == passage.text
    }
    is_follow_up = record in (
        Record.UPDATE,
        Record.VERIFICATION,
    )  # each by whoever said it, and not the action's planner
    about = f"{passage.round_ref or record.label} {passage.ref}"  # as the trail says it
    if record is Record.ROUND or passage.ref == passage.round_ref:  # a letter's area is its round's own
        about = passage.round_ref
    return frozenset(own if is_follow_up else own | touched.get(about, set()))


KEEPING, NOT_KEEPING = "kept in a text", "not kept in a text"  # how the trail's lines begin
_WRITES = (Act.RATE, Act.ENTER_ON_BEHALF, Act.MODERATE, Act.DECIDE, Act.UPDATE_ACTIONS)


def choose(db: Db, *, by: Person, kind: IdentifierKind, count: int, keep: bool, about: str, now: datetime) -> None:
    """Note that a person keeps so many identifiers of a kind in a record, or no longer does."""
    if not any(by.may(act) for act in _WRITES):
        by.must_be_allowed(Act.RATE)
    event = _keeping_event(kind, count) if keep else f"{NOT_KEEPING}: {kind.label}"
    trail.note(db, by=by, event=event, about=about, now=now)


def keeps_identifiers(db: Db, *, kind: IdentifierKind, count: int, about: str) -> bool:
    """Say whether somebody decided to keep just so many of a kind in a record; one more or less asks again."""
    events = tuple(f"{begins}: {kind.label}" for begins in (KEEPING, NOT_KEEPING))
    return trail_queries.last_event(db, about=about, events=events) == _keeping_event(kind, count)


def _keeping_event(kind: IdentifierKind, count: int) -> str:
    return f"{KEEPING}: {kind.label}" + (f" ({count})" if count > 1 else "")
