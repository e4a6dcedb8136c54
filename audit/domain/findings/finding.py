"""Findings: what the judgements show, gathered by theme.

In: judgements, and what people in the workshop say of them.
Out: strengths, what needs to improve, priorities and learning, each with the themes a person chose.

Here too:
- Colours: what a kind of finding, a word and a grade look like, the same on pages, in Word and on slides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from audit.domain.english import Worded
from audit.domain.frameworks.framework import Key, Theme
from audit.domain.identifying.released import Typed
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.suppression import Word
from audit.errors import AuditError

T = TypeVar("T")


class FindingKind(Worded):
    """What a finding says."""

    STRENGTH = "strength", "Strength"
    NEEDS_TO_IMPROVE = "needs_to_improve", "Needs to improve"
    PRIORITY_ACTION = "priority_action", "Area for priority action"
    LEARNING = "learning", "Learning"


class FindingSource(StrEnum):
    """Where a finding comes from."""

    AUDIT = "audit"
    LETTER = "letter"
    CHECKLIST = "checklist"
    EVIDENCE = "evidence"


@dataclass(frozen=True, kw_only=True)
class ChildWords:
    """What a child or carer said, in their own words; into a paper only where it is marked for papers."""

    text: Typed
    case: str = ""
    said_by: Typed = "child"
    for_papers: bool = False
    how_asked: Typed = ""  # whether the child or carer was asked, and how; needed before it goes into a paper
    apart: bool = False  # in a paper: the finding rests on one case, so the words do not stand beside it


@dataclass(frozen=True, kw_only=True)
class JudgementUsed:
    """A judgement that a finding rests on, at the version it had then."""

    case: str
    statement: Key | None  # None: the overall judgement
    version: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that the round found."""

    ref: str
    kind: FindingKind
    text: Typed
    statements: tuple[Key, ...] = ()
    agencies: tuple[str, ...] = ()
    themes: tuple[Key, ...] = ()
    evidence: Typed = ""
    cases: tuple[str, ...] = ()
    words: tuple[ChildWords, ...] = ()
    rests_on: tuple[JudgementUsed, ...] = ()
    source: FindingSource = FindingSource.AUDIT
    came_from: tuple[str, ...] = ()  # refs of the findings it was merged or split from
    put_into: str = ""  # the finding it was merged into or split up for; empty: it stands
    said_by: str = ""  # who recorded it
    version: int = 1

    @property
    def stands(self) -> bool:
        """Say whether the finding was not merged into another."""
        return not self.put_into

    @property
    def beside(self) -> tuple[ChildWords, ...]:
        """Return the words that may stand beside the finding: none where it leaves and rests on one case."""
        return tuple(words for words in self.words if not words.apart)

    def must_be_sound(self) -> None:
        """Raise AuditError naming what the finding still needs."""
        if not self.text.strip():
            raise AuditError("Say what was found, in a sentence.")
        if not self.statements and self.source is FindingSource.AUDIT:
            raise AuditError("Choose at least one statement that the finding is about.")
        for words in self.words:
            if words.for_papers and not words.how_asked.strip():
                raise AuditError(
                    "Before a child's or carer's words may be used in papers, say whether they were asked, and how."
                )
            if words.for_papers and not words.said_by.strip():
                raise AuditError("Choose who said the words that may be used in papers: a child, a carer or a parent.")

    def judgement_changed(self, latest: Sequence[Judgement]) -> bool:
        """Say whether a judgement that the finding rests on has been re-opened since."""
        versions = {(judgement.case, judgement.statement): judgement.version for judgement in latest}
        return any(versions.get((used.case, used.statement), used.version) > used.version for used in self.rests_on)


@dataclass(frozen=True, kw_only=True)
class ThemeSuggestion:
    """A theme that a word in the text may point to; a person decides."""

    theme: Key
    word: str  # the word in the text that caused it


@dataclass(frozen=True, kw_only=True)
class ThemeCount:
    """How many findings stand under a theme, by kind; counts of findings, not of children."""

    theme: Key
    title: str
    strengths: int
    improvements: int
    priority: int
    learning: int
    cases: int

    @property
    def total(self) -> int:
        """Return how many findings stand under the theme."""
        return self.strengths + self.improvements + self.priority + self.learning

    @property
    def to_do(self) -> int:
        """Return how many of them ask for change."""
        return self.improvements + self.priority

    def of(self, kind: FindingKind) -> int:
        """Return how many findings of a kind there are."""
        return {
            FindingKind.PRIORITY_ACTION: self.priority,
            FindingKind.NEEDS_TO_IMPROVE: self.improvements,
            FindingKind.STRENGTH: self.strengths,
            FindingKind.LEARNING: self.learning,
        }[kind]


def themes_in_order(counts: Iterable[ThemeCount]) -> tuple[ThemeCount, ...]:
    """Return themes as every chart and table lists them: those that ask for most change first."""
    return tuple(sorted(counts, key=lambda count: (-count.to_do, -count.total)))


def suggest_themes(text: str, themes: Sequence[tuple[Key, Theme]]) -> tuple[ThemeSuggestion, ...]:
    """Return the themes whose marking words stand in the text, each with the first word that caused it.

    Whole words, any case; a trailing * in a marking word stands for any ending.
    """
    suggestions = []
    for key, theme in themes:
        for word in theme.marking_words:
            match = _pattern(word).search(text)
            if match:
                suggestions.append(ThemeSuggestion(theme=key, word=match.group(0)))
                break
    return tuple(suggestions)


def by_theme(findings: Sequence[Finding], themes: Sequence[tuple[Key, Theme]]) -> tuple[ThemeCount, ...]:
    """Count the standing findings under each theme, in the themes' order; cases are counted once."""
    return tuple(_count(key, theme, [f for f in findings if f.stands and key in f.themes]) for key, theme in themes)


def merged(findings: Sequence[Finding], *, ref: str, text: str, said_by: str) -> Finding:
    """Return one finding that takes the place of several; who said what stays on the old ones.

    Raises AuditError for fewer than two, or for findings that say different kinds of thing.
    """
    if len(findings) < 2:
        raise AuditError("Choose at least 2 findings to merge.")
    if len({finding.kind for finding in findings}) > 1:
        raise AuditError("Only findings of the same kind can be merged. Change the kind of one of them first.")
    return Finding(
        ref=ref,
        kind=findings[0].kind,
        text=text,
        statements=_union([f.statements for f in findings]),
        agencies=_union([f.agencies for f in findings]),
        themes=_union([f.themes for f in findings]),
        evidence="\n\n".join(f"{f.ref}: {f.evidence}" for f in findings if f.evidence),
        cases=_union([f.cases for f in findings]),
        words=_union([f.words for f in findings]),
        rests_on=_union([f.rests_on for f in findings]),
        source=findings[0].source,
        came_from=tuple(f.ref for f in findings),
        said_by=said_by,
    )


def _count(key: Key, theme: Theme, findings: Sequence[Finding]) -> ThemeCount:
    kinds = [finding.kind for finding in findings]
    return ThemeCount(
        theme=key,
        title=theme.title,
        strengths=kinds.count(FindingKind.STRENGTH),
        improvements=kinds.count(FindingKind.NEEDS_TO_IMPROVE),
        priority=kinds.count(FindingKind.PRIORITY_ACTION),
        learning=kinds.count(FindingKind.LEARNING),
        cases=len({case for finding in findings for case in finding.cases}),
    )


def _pattern(word: str) -> re.Pattern[str]:
    ending = r"\w*" if word.endswith("*") else ""
    return re.compile(rf"(?<!\w){re.escape(word.rstrip('*'))}{ending}(?!\w)", re.IGNORECASE)


def _union(groups: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(member for group in groups for member in group))


INK, WHITE, GREY = "0B0C0C", "FFFFFF", "505A5F"
_PALE, _TEAL, _ORANGE, _PLUM = "E9F6F4", "9FD6D0", "EE7F47", "801650"


@dataclass(frozen=True)
class Colours:
    """A ground, what is written on it, and the line around it."""

    ground: str
    letters: str = INK
    edge: str = INK


FINDINGS = {  # in the order in which they are listed everywhere
    FindingKind.PRIORITY_ACTION: Colours(_PLUM, WHITE),
    FindingKind.NEEDS_TO_IMPROVE: Colours(_ORANGE),
    FindingKind.STRENGTH: Colours(_TEAL),
    FindingKind.LEARNING: Colours(WHITE),
}
WORDS = {
    Word.STRENGTH: Colours(_TEAL),
    Word.MIXED: Colours(WHITE),
    Word.NEEDS_TO_IMPROVE: Colours(_ORANGE),
    Word.NOT_ENOUGH: Colours(WHITE, GREY),
}
SHADES = {1: Colours(_PALE), 2: Colours(_TEAL), 3: Colours(_ORANGE), 4: Colours(_PLUM, WHITE)}  # of a scale's steps
