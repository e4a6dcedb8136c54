"""Deciding: what somebody may say of a text that is to leave the audit group.

In: the text as it was looked through, what is chosen for it, and who wrote it.
Out: the decision, bound to this version of the text; or what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from audit.domain.identifying.marking import Tier
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act, Person
from audit.domain.release.decisions import (
    CONFIRMED,
    LONGEST,
    Checked,
    Clearance,
    Decision,
    Look,
    State,
    digest_of,
    stops_in,
)
from audit.errors import AuditError, NotAllowed


def reads_as(person: Person) -> Audience:
    """Return the readers that a person is one of: who works with cases or actions is of the group or a partner."""
    works = person.may(Act.READ_CASES) or person.may(Act.UPDATE_ACTIONS)
    return Audience.GROUP if works else Audience.BOARD


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody chose for a text."""

    state: State
    wording: str = ""  # what papers say, where it is reworded
    reason: str = ""
    audience: Audience | None = None  # None: for every audience


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Whose hands a text went through, and whose it could go through."""

    writers: Collection[int]  # ids; empty: nobody knows who wrote it
    readers: Collection[int]  # those who may decide and are here

    def alone(self, person: Person) -> bool:
        """Say whether the person is the only one here who may decide."""
        return set(self.readers) <= {person.id}

    def may_keep(self, person: Person) -> bool:
        """Say whether the person may let a text stand that has a stop: only somebody who did not write it."""
        return person.id not in self.writers or self.alone(person)


def decided(checked: Checked, choice: Choice, *, by: Person, hands: Hands, key: str, look: Look) -> Decision:
    """Return the decision on a text; raises AuditError saying what it still needs, and NotAllowed for its writer."""
    choice = Choice(
        state=choice.state,
        wording=choice.wording.strip() if choice.state is State.REWORDED else "",
        reason=choice.reason.strip(),
        audience=choice.audience,
    )
    _must_be_sound(checked, choice, look)
    keeps = choice.state is State.AS_WRITTEN and checked.tier is Tier.STOP
    if keeps and not hands.may_keep(by):
        raise NotAllowed(
            f"{by.name} wrote this text. Ask somebody else of the audit group to look at it, or reword it."
        )
    alone = keeps and by.id in hands.writers
    return _decision(checked, choice, key=key, by=by, alone=alone)


def confirmed(checked: Checked, *, by: Person, key: str) -> Decision:
    """Return the decision that a text stands, given with the others of its list."""
    choice = Choice(state=State.AS_WRITTEN, reason=CONFIRMED)
    return _decision(checked, choice, key=key, by=by, confirmed=True)


def to_confirm(clearance: Clearance) -> tuple[Checked, ...]:
    """Return the texts that one confirmation is about; raises AuditError for what is published."""
    if clearance.audience is Audience.PUBLISHED:
        raise AuditError(
            "What is published needs a decision on each text about one child. Decide on them one at a time."
        )
    return tuple(checked for checked in clearance.confirmed_together if checked.is_open)


def _must_be_sound(checked: Checked, choice: Choice, look: Look) -> None:
    if choice.state is State.OPEN:
        raise AuditError("Choose what papers say: other words, the text as it is, or nothing.")
    if choice.state is State.REWORDED:
        if not choice.wording:
            raise AuditError("Write the words that papers will use.")
        stops = stops_in(checked.passage, choice.wording, look)
        if stops:
            mark = stops[0]
            raise AuditError(f"“{mark.text}” still looks like a {mark.kind.label}. Write {mark.kind.instead} instead.")
    if choice.state is State.AS_WRITTEN and checked.tier is Tier.STOP and not choice.reason:
        raise AuditError("Say why the text may stand as it is.")
    if max(len(choice.wording), len(choice.reason)) > LONGEST:
        raise AuditError(f"Keep the words for papers and the reason under {LONGEST} characters each.")


def _decision(
    checked: Checked, choice: Choice, *, key: str, by: Person, confirmed: bool = False, alone: bool = False
) -> Decision:
    passage = checked.passage
    return Decision(
        round_ref=passage.round_ref,
        record=passage.record,
        ref=passage.ref,
        field=passage.field,
        case=passage.case,
        key=key,
        digest=digest_of(key, passage.text),
        kinds=checked.kinds,
        state=choice.state,
        wording=choice.wording,
        reason=choice.reason,
        audience=choice.audience,
        confirmed=confirmed,
        alone=alone,
        by=by.name,
    )
