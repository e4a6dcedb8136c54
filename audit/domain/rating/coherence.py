"""Coherence: what an agency is asked once more before it submits.

In: a draft, what was asked, the agency's other cases, and the rules.
Out: prompts that never block; the auditor keeps the answer or changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rating.form import COUNTED, Answer, RatingDraft, SeenIn, sources
from audit.domain.rounds.audit_round import RoundStatement

_STRICT = {"extra": "forbid"}  # an unknown key in the file is a mistake, never ignored

RuleName = Literal[
    "good_but_lines_not_met",
    "difference_repeats",
    "nothing_from_child_or_carer",
    "done_not_changed",
    "same_grade_everywhere",
]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing to ask, with the numbers and words that decide when."""

    __pydantic_config__ = _STRICT

    rule: RuleName
    say: str
    share: float = 0.0
    fewest: int = 0
    doing: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """Something worth a second look."""

    rule: RuleName
    say: str
    statement: Key | None = None  # None: about the case as a whole

    @property
    def key(self) -> str:
        """Return what tells this prompt from the others of the form."""
        return f"{self.rule} {self.statement or ''}".strip()


RULE_TITLES: Mapping[RuleName, str] = {
    "good_but_lines_not_met": "A good grade, though many questions were not met",
    "difference_repeats": "The difference made reads like another child's",
    "nothing_from_child_or_carer": "Nothing from the child or a carer",
    "done_not_changed": "What was done, not what changed",
    "same_grade_everywhere": "The same grade for every statement",
}


@dataclass(frozen=True, kw_only=True)
class PromptCount:
    """How often a rule asked for a second look, and what agencies did; counts of prompts, not of children."""

    rule: RuleName
    shown: int
    unchanged: int  # submitted as it was
    changed: int  # no longer so when it was submitted


@dataclass(frozen=True, kw_only=True)
class Form:
    """All that the rules look at."""

    draft: RatingDraft
    statements: tuple[RoundStatement, ...]
    scale: Scale
    other_differences: Mapping[str, str]  # the same agency's other cases: reference to difference made


def prompts(form: Form, rules: Sequence[Rule]) -> tuple[Prompt, ...]:
    """Return what is worth a second look, in the rules' order; each rule decides for itself."""
    looks = {
        "good_but_lines_not_met": _good_but_lines_not_met,
        "difference_repeats": _difference_repeats,
        "nothing_from_child_or_carer": _nothing_from_child_or_carer,
        "done_not_changed": _done_not_changed,
        "same_grade_everywhere": _same_grade_everywhere,
    }
    return tuple(prompt for rule in rules for prompt in looks[rule.rule](form, rule))


def _good_but_lines_not_met(form: Form, rule: Rule) -> Iterator[Prompt]:
    for statement in form.statements:
        grade = form.draft.grade(statement.key).grade
        answers = [form.draft.answer(statement.line_key(line)).answer for line in statement.lines]
        answered = [answer for answer in answers if answer in COUNTED]
        not_met = answered.count(Answer.NOT_MET)
        if grade is None or not form.scale.is_upper(grade) or len(answered) < rule.fewest:
            continue
        if not_met >= rule.share * len(answered):
            words = form.scale.step(grade).label.lower()
            say = rule.say.format(statement=statement.item.title, grade=words, not_met=not_met, answered=len(answered))
            yield Prompt(rule=rule.rule, statement=statement.key, say=say)


def _difference_repeats(form: Form, rule: Rule) -> Iterator[Prompt]:
    difference = _folded(form.draft.account.difference)
    if len(difference) < rule.fewest:
        return
    for other, text in form.other_differences.items():
        if SequenceMatcher(None, difference, _folded(text), autojunk=False).ratio() >= rule.share:
            yield Prompt(rule=rule.rule, say=rule.say.format(other=other))
            return


def _nothing_from_child_or_carer(form: Form, rule: Rule) -> Iterator[Prompt]:
    answers = form.draft.answers.values()
    if answers and not any(SeenIn.CHILD_OR_CARER in sources(answer, form.draft.account) for answer in answers):
        yield Prompt(rule=rule.rule, say=rule.say)


def _done_not_changed(form: Form, rule: Rule) -> Iterator[Prompt]:
    words = re.findall(r"[a-z]+", form.draft.account.difference.casefold())
    doing = sum(word in rule.doing for word in words)
    if doing >= rule.fewest and not any(word in rule.changing for word in words):
        yield Prompt(rule=rule.rule, say=rule.say)


def _same_grade_everywhere(form: Form, rule: Rule) -> Iterator[Prompt]:
    grades = [form.draft.grade(statement.key).grade for statement in form.statements]
    known_grades = [grade for grade in grades if grade is not None]
    if len(known_grades) >= max(rule.fewest, 2) and len(set(known_grades)) == 1:
        yield Prompt(rule=rule.rule, say=rule.say.format(grade=form.scale.step(known_grades[0]).label.lower()))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
