"""Questions: what an inspector would ask next, made from the gaps.

In: where every criterion and statement stands, and what was promised about findings.
Out: questions in the order in which they press, each with the places where an answer can be found or begun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.domain.english import agree
from audit.domain.frameworks.framework import Key
from audit.domain.plan.action_words import late
from audit.domain.plan.actions import Action, ActionPlan, Impact, Progress, Verified
from audit.domain.readiness.assessment import Readiness
from audit.domain.readiness.bands import Band, Piece, PieceKind
from audit.domain.readiness.evidence import Way

_MOST_NAMED = 2  # pieces in one question; the others stand behind its links


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An action, and the statements that its finding is about."""

    round_ref: str
    action: Action
    statements: tuple[Key, ...]

    def is_broken(self, today: date) -> bool:
        """Say whether it was promised and not done: late, or stopped."""
        return self.action.progress is Progress.STOPPED or self.action.is_late(today)

    @property
    def is_unproved(self) -> bool:
        """Say whether it is done, and what it changed for children is not shown or rests on the owner's word."""
        shown = self.action.impact in (Impact.SHOWN, Impact.PARTLY) and self.action.verified is Verified.HOLDS
        return self.action.progress is Progress.DONE and not shown


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where an answer can be found or begun."""

    label: str
    page: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question."""

    text: str
    about: str  # the criterion, statement or action
    links: tuple[Link, ...] = ()


def promises(plans: Sequence[ActionPlan]) -> tuple[Promise, ...]:
    """Return every action of some plans with the statements that its finding is about."""
    promised = []
    for plan in plans:
        about = {finding.ref: finding.statements for finding in plan.findings}
        promised += [
            Promise(round_ref=plan.audit_round.ref, action=action, statements=about.get(action.finding, ()))
            for action in plan.actions
        ]
    return tuple(promised)


def questions(rows: Sequence[Readiness], promised: Sequence[Promise], *, today: date) -> tuple[Question, ...]:
    """Return what an inspector would ask next: broken promises, gaps, then what nobody asked children."""
    return (
        *(_broken(promise) for promise in promised if promise.is_broken(today)),
        *(_gap(readiness) for readiness in _by_pressure(rows)),
        *(_unproved(promise) for promise in promised if promise.is_unproved),
        *_weaknesses_without_action(rows, promised),
        *_voices(rows),
    )


def place_of(piece: Piece) -> Link:
    """Return the link to a piece."""
    pages = {"evidence": "evidence-item", "item": "checklist", "round": "findings"}
    name = next(iter(piece.place), "evidence")
    return Link(label=_cut(piece.title), page=pages[name], parts=piece.place)


def _by_pressure(rows: Sequence[Readiness]) -> list[Readiness]:
    order = (Band.NONE, Band.CONFLICTING, Band.THIN)
    pressed = [readiness for readiness in rows if readiness.band in order]
    return sorted(pressed, key=lambda readiness: order.index(readiness.band))


def _gap(readiness: Readiness) -> Question:
    title = f"{readiness.key.ref} {readiness.item.title}"
    if readiness.band is Band.NONE:
        text = f"“{readiness.item.title}”: what could you show us? You hold nothing about it."
        return Question(text=text, about=title, links=(_begin(readiness),))
    if readiness.band is Band.CONFLICTING:
        strong, weak = readiness.of_way(Way.STRENGTH), readiness.of_way(Way.WEAKNESS)
        text = (
            f"“{readiness.item.title}”: {_titles(strong)} {_point(strong)} to strength, and {_titles(weak)} "
            f"{_point(weak)} to weakness. Which is it for children today?"
        )
        return Question(text=text, about=title, links=_links((*strong, *weak)))
    if not readiness.tally.current:
        newest = max(piece.dated for piece in readiness.stale)
        text = f"“{readiness.item.title}”: the newest thing you hold is of {newest:%B %Y}. Is it still so?"
        return Question(text=text, about=title, links=_links(readiness.stale))
    (only,) = (piece for piece in readiness.pieces if not piece.stale)
    text = f"“{readiness.item.title}”: all that you hold is “{only.title}”. What else says the same?"
    return Question(text=text, about=title, links=(place_of(only), _begin(readiness)))


def _broken(promise: Promise) -> Question:
    action = promise.action
    if action.progress is Progress.STOPPED:
        text = f"You stopped this action: {_quoted(action)}. What is in place instead?"
    else:
        text = f"You planned this: {_quoted(action)}. It is {late(action)}. What is causing the delay?"
    return Question(text=text, about=f"Action {action.ref}", links=(_to_action(promise),))


def _unproved(promise: Promise) -> Question:
    action = promise.action
    if action.impact in (Impact.SHOWN, Impact.PARTLY):
        text = f"You did this: {_quoted(action)}. The owner reports a difference: who else has checked it?"
    elif action.impact is Impact.NONE_FOUND:
        text = f"You did this: {_quoted(action)}. You found no difference. What will you do now?"
    else:
        text = f"You did this: {_quoted(action)}. How do you know that children are better off?"
    return Question(text=text, about=f"Action {action.ref}", links=(_to_action(promise),))


def _weaknesses_without_action(rows: Sequence[Readiness], promised: Sequence[Promise]) -> Iterator[Question]:
    answered = {key for promise in promised for key in promise.statements}
    for readiness in rows:
        weak = readiness.of_way(Way.WEAKNESS)
        if weak and readiness.key not in answered and readiness.band is Band.SOME:
            verb = agree(len(weak), "points", "point")
            text = f"“{readiness.item.title}”: {_titles(weak)} {verb} to weakness. What are you doing about it?"
            yield Question(text=text, about=f"{readiness.key.ref} {readiness.item.title}", links=_links(weak))


def _voices(rows: Sequence[Readiness]) -> Iterator[Question]:
    for readiness in rows:
        if readiness.band in (Band.SOME, Band.STRONG) and PieceKind.CONVERSATION not in readiness.kinds:
            text = f"“{readiness.item.title}”: what have children and their carers told you about it?"
            yield Question(text=text, about=f"{readiness.key.ref} {readiness.item.title}", links=(_begin(readiness),))


def _begin(readiness: Readiness) -> Link:
    return Link(
        label=f"Add evidence about {readiness.key.ref}", page="evidence-new", parts={"about": str(readiness.key)}
    )


def _to_action(promise: Promise) -> Link:
    parts = {"round": promise.round_ref, "action": promise.action.ref}
    return Link(label=f"Open action {promise.action.ref}", page="action", parts=parts)


def _links(pieces: Sequence[Piece]) -> tuple[Link, ...]:
    return tuple(place_of(piece) for piece in pieces)


def _titles(pieces: Sequence[Piece]) -> str:
    named = [f"“{piece.title}”" for piece in pieces[:_MOST_NAMED]]
    left = len(pieces) - len(named)
    if left:
        return f"{', '.join(named)} and {agree(left, 'one more', f'{left} more')}"
    return " and ".join(named)


def _point(pieces: Sequence[Piece]) -> str:
    return agree(len(pieces), "points", "point")


def _quoted(action: Action) -> str:
    """Return an action as it was typed, so that no word of it changes inside a sentence of ours."""
    return f"“{action.text.strip().rstrip('.')}”"


def _cut(title: str, most: int = 38) -> str:
    """Return a title that fits a link."""
    return title if len(title) <= most else title[: title.rfind(" ", 0, most - 1)].rstrip(",:") + "…"
