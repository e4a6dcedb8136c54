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
    wanted = [one for one in clearance.checked if one.tier is not None]
    names = people_queries.names(db)
    hands = _hands(db, viewer, [one.passage for one in wanted])
    return tuple(
        Listed(
            checked=one,
            writers=tuple(sorted(names[person] for person in found.writers if person in names)),
            may_keep=found.may_keep(viewer.person),
            alone=viewer.person.id in found.writers and found.alone(viewer.person),
        )
        for one, found in ((one, hands[one.passage]) for one in wanted)
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
    for one in texts:
        _keep(db, by, rules.confirmed(one, by=by, key=records.new_key()), now)
    return len(texts)


def _must_be_as_shown(db: Db, texts: Sequence[Checked]) -> None:
    known = queries.decisions(db)
    for one in texts:
        passage = one.passage
        about = [each for each in known if each.place == passage.place and each.is_about(passage.text)]
        if len(about) < one.known or not queries.is_there(db, passage):
            raise AuditError(
                f"{passage.where} was erased since you opened this page, so nothing was decided. Reload the page."
            )
        if len(about) != one.known:
            newest = about[-1]
            words = f": “{newest.wording}”" if newest.wording else ""
            raise Conflict(
                f"{newest.by} decided on {one.passage.where} since you opened this page: "
                f"{newest.state.label.lower()}{words}. Read it, then decide again if you still want to.",
                theirs=newest,
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
    for one in queries.wrote(db, viewer=viewer):
        wrote[one.round_ref, one.record, one.ref].append((clean(one.text)[0], one.person))
    touched: dict[str, set[int]] = defaultdict(set)
    for about, person in queries.hands_on(db):
        touched[about].add(person)
    readers = frozenset(one.id for one in queries.readers(db))
    return {one: Hands(writers=_writers(one, wrote, touched), readers=readers) for one in passages}


def _writers(
    passage: Passage, wrote: dict[tuple[str, Record, str], list[tuple[str, int]]], touched: dict[str, set[int]]
) -> frozenset[int]:
    record = Record.FINDING if passage.record in (Record.QUOTATION, Record.LETTER) else passage.record
    own = {
        person
        for text, person in wrote.get((passage.round_ref, record, passage.ref), ())
        if not text or text == passage.text
    }
    said_since = record in (Record.UPDATE, Record.VERIFICATION)  # each by whoever said it, and not the action's planner
    about = f"{passage.round_ref or record.label} {passage.ref}"  # as the trail says it
    if record is Record.ROUND or passage.ref == passage.round_ref:  # a letter's area is its round's own
        about = passage.round_ref
    return frozenset(own if said_since else own | touched.get(about, set()))


KEPT, NOT_KEPT = "kept in a text", "not kept in a text"  # how the trail's lines begin
_WRITES = (Act.RATE, Act.ENTER_ON_BEHALF, Act.MODERATE, Act.DECIDE, Act.UPDATE_ACTIONS)


def choose(db: Db, *, by: Person, kind: IdentifierKind, count: int, keep: bool, about: str, now: datetime) -> None:
    """Note that a person keeps so many identifiers of a kind in a record, or no longer does."""
    if not any(by.may(act) for act in _WRITES):
        by.must_be_allowed(Act.RATE)
    event = _kept(kind, count) if keep else f"{NOT_KEPT}: {kind.label}"
    trail.note(db, by=by, event=event, about=about, now=now)


def is_kept(db: Db, *, kind: IdentifierKind, count: int, about: str) -> bool:
    """Say whether somebody decided to keep just so many of a kind in a record; one more or less asks again."""
    events = tuple(f"{begins}: {kind.label}" for begins in (KEPT, NOT_KEPT))
    return trail_queries.last_event(db, about=about, events=events) == _kept(kind, count)


def _kept(kind: IdentifierKind, count: int) -> str:
    return f"{KEPT}: {kind.label}" + (f" ({count})" if count > 1 else "")
