"""Board asks: the three things that a board is asked to do, in three verbs.

In: the plan of a round, and the word for each statement.
Out: Decide, Ask and Challenge, each a sentence worked out from what stands open; a rule, not an opinion.

Here too:
- Questions: what the board asked when it saw a round, and the answers it is owed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import Released, Typed, as_released, ours
from audit.domain.plan import action_words
from audit.domain.plan.actions import ActionPlan, Group
from audit.domain.workshop.suppression import Word
from audit.errors import AuditError

LONGEST = 400  # characters of what a board is asked to do


class Verb(StrEnum):
    """What a board does."""

    DECIDE = "Decide"
    ASK = "Ask"
    CHALLENGE = "Challenge"

    @classmethod
    def parse(cls, name: str) -> Verb:
        """Return the verb of a name as it is stored: decide, ask, challenge."""
        return cls[name.upper()]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing that the board is asked to do."""

    verb: Verb
    text: Released  # follows the verb, so it begins small and ends in a full stop or question mark


@dataclass(frozen=True, kw_only=True)
class OwnAsk:
    """What a facilitator wrote that the board is asked to do, in place of what the rule would say."""

    verb: Verb
    text: Typed  # empty: the rule's sentence stands again
    version: int = 0  # 0: nothing is kept yet

    def must_be_sound(self) -> None:
        """Raise AuditError where it is too long to be read in a meeting."""
        if len(self.text) > LONGEST:
            raise AuditError(
                f"Say what the board is asked to {self.verb.value.lower()} in at most {LONGEST} characters."
            )


def asks_of(plan: ActionPlan, words: Mapping[Key, Word], own: Sequence[OwnAsk], *, today: date) -> tuple[Ask, ...]:
    """Return what the board is asked to do, one sentence for each verb; what a person wrote goes before the rule.

    The plan and what was written are released, so that no sentence holds a word that was not.
    """
    written = {own_ask.verb: as_released(own_ask.text) for own_ask in own if own_ask.text}
    ruled = {Verb.DECIDE: _decide(plan), Verb.ASK: _ask(plan, today), Verb.CHALLENGE: _challenge(plan, words, today)}
    return tuple(Ask(verb=verb, text=written.get(verb, ruled[verb])) for verb in Verb)


def _decide(plan: ActionPlan) -> Released:
    """Return the decision wanted: what nobody decided yet, else whether the plan is enough for what presses most."""
    undecided = plan.undecided()
    if undecided:
        return as_released(undecided[0].text).headline.begun_small().within("what is to be done about this: ", ".")
    pressing = _most_pressing(plan)
    if pressing is not None:
        return as_released(pressing.text).headline.begun_small().within("if the plan does enough about this: ", ".")
    agree = "if you agree with what we found, and " if plan.findings else ""
    return ours(f"{agree}when you want to hear from us again.")


def _ask(plan: ActionPlan, today: date) -> Released:
    """Return the question to ask: about what is late, else about what is done and shows no difference yet."""
    groups = dict(plan.by_group(today))
    late, done = groups.get(Group.LATE), groups.get(Group.DONE)
    if late:
        first = as_released(late[0].text).headline
        since = action_words.late(late[0])
        return first.within("why this is late, and when it will be done: ", f" ({since}).")
    if done:
        first = as_released(min(done, key=lambda action: action.due).text).headline
        return first.within("what has changed for children since this was done: ", ".")
    return ours("at each meeting what has changed for children, and how we know.")


def _challenge(plan: ActionPlan, words: Mapping[Key, Word], today: date) -> Released:
    """Return what to hold the partnership to: the child's own test of the first statement that is not a strength."""
    again = plan.audit_round.dates.reaudit
    when = f"us when we look again in {again:%B %Y}" if again and again >= today else "us when we look again"
    for wanted in (Word.NEEDS_TO_IMPROVE, Word.MIXED):
        for statement in plan.audit_round.statements():
            says = (statement.item.for_the_child or "").strip()
            if words.get(statement.key) is wanted and says:
                return ours(f"{when}: can more children say this? ‘{says}’")
    return ours(f"{when}: what would a child say is better?")


def _most_pressing(plan: ActionPlan) -> Finding | None:
    for kind in (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE):
        for finding in plan.findings:
            if finding.kind is kind:
                return finding
    return None


LONGEST_QUESTION = 1000  # characters of a question or an answer


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the board, and its answer once there is one."""

    ref: str
    round_ref: str
    asked_on: date
    text: Typed
    owed_by: Typed  # a role or an agency, never a person's name
    answer: Typed = ""  # empty: still owed
    answered_on: date | None = None  # None: still owed
    version: int = 1

    @property
    def owed(self) -> bool:
        """Say whether the board still waits for the answer."""
        return not self.answer.strip()

    def must_be_sound(self) -> None:
        """Raise AuditError naming what the question still needs."""
        if not self.text.strip():
            raise AuditError("Write down what the board asked.")
        if not self.owed_by.strip():
            raise AuditError("Say who owes the board the answer: a role or an agency.")
        if max(len(self.text), len(self.answer)) > LONGEST_QUESTION:
            raise AuditError(f"Keep the question and the answer under {LONGEST_QUESTION} characters each.")


def owed(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions that still wait for an answer, the oldest first."""
    return tuple(sorted((question for question in questions if question.owed), key=lambda question: question.asked_on))
