"""The board's view: everything that a page or paper for people outside the audit group says of a round.

In: nothing; `making` makes these values from a round.
Out: one value without a case in it; judgements are in words, and every text that somebody typed was released.

Here too:
- Board words: the sentences that tell a round to people who were not in the room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from audit.domain.english import agree, amount, capital, counted, listed, number
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import Released, must_be_released
from audit.domain.inspection.published import Inspection
from audit.domain.over_time.change import ThenAndNow
from audit.domain.plan.action_words import differences, late, work
from audit.domain.plan.actions import Action, Group, Progress
from audit.domain.plan.board_asks import Ask, Question
from audit.domain.release.decisions import Clearance
from audit.domain.rounds.audit_round import Dates, RoundStatement, Stage
from audit.domain.small_numbers.tables import ShownTable
from audit.domain.workshop.suppression import CASES_ONLY, RULE, LineTold, Word

MARKED = "Marked by the audit group for use in documents."  # a quotation; the record holds a tick, not leave to use it


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """What was looked at, and why; how many children there were is method, and always told."""

    why: Released  # the round's theme
    children: int
    agencies: tuple[str, ...]  # whole names of those that submitted
    who: str  # who submitted, how, and how far the judging has come, in sentences
    read: str  # what was read and whom somebody spoke to, for children
    judged: str  # the children behind the judgements, for a source line
    workshop: str  # when it was held, as far as that is known
    unfinished: str  # what is not finished in the round, for the first page of a paper; empty: nothing
    period: tuple[date, date] | None  # None: not set
    chosen_how: Released  # empty: nobody wrote it down


@dataclass(frozen=True, kw_only=True)
class StatementTold:
    """One statement, in a word."""

    key: Key
    number: int
    title: str
    short_title: str
    word: Word
    says: str  # what a child should be able to say; the title where the framework has no such sentence
    means: str  # what the word means for children, a sentence
    findings: tuple[str, ...]  # refs of the findings about it
    against: str  # why they all say something else than the word; empty where they do not


@dataclass(frozen=True, kw_only=True)
class FindingTold:
    """One finding, without cases and evidence."""

    ref: str
    kind: FindingKind
    text: Released
    headline: Released  # its first sentence, without full stop
    statements: tuple[Key, ...]
    themes: tuple[Key, ...]


@dataclass(frozen=True, kw_only=True)
class ThemeTold:
    """One theme, with the findings under it; they are counted, children are not."""

    key: Key
    title: str
    text: str
    findings: tuple[FindingTold, ...]

    def of_kind(self, *kinds: FindingKind) -> tuple[FindingTold, ...]:
        """Return the theme's findings of some kinds."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)


@dataclass(frozen=True, kw_only=True)
class ActionTold:
    """One action: whether it is done, and apart from that whether it makes a difference."""

    ref: str
    finding: str  # the finding's ref
    text: Released
    wanted: Released  # the difference it is meant to make for children
    lead: str  # the agency's short name
    owner: Released  # a role
    due: str  # the date, and the first one where it was moved
    group: Group
    done: str  # in a word or two
    difference: str  # in a few words


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What a child or carer said, where they agreed that papers may use it."""

    text: Released
    said_by: Released  # "A child", "A carer"
    finding: str  # the ref of the finding that it stands under; empty: it rests on one case, so they stand apart

    @property
    def quoted(self) -> str:
        """Return the words as they are printed: in quotation marks, unless their place is held back."""
        return f"{self.text}." if self.text.held else f"‘{self.text}’"


@dataclass(frozen=True, kw_only=True)
class LookedAgain:
    """One of the last round's findings, and what looking again showed."""

    finding: FindingTold
    became: str  # found again, not found in the cases looked at, not checked, or not checked yet


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """The round before, beside this one."""

    round_ref: str
    title: Released
    seen_by_board: date | None  # None: the board has not seen it
    statements: tuple[ThenAndNow, ...]  # in this round's order
    sentence: str  # what changed
    chance: str  # how far the words of the two rounds may be set against each other
    findings: tuple[FindingTold, ...]
    again: tuple[LookedAgain, ...]  # empty: this round did not look at them again
    again_sentence: str  # what became of them; empty with them
    actions: tuple[ActionTold, ...]  # as they stand today
    actions_sentence: str


@dataclass(frozen=True, kw_only=True)
class BoardView:
    """All that a board, a paper or a summary of a round says; nothing in it leads to a case."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    invented: bool
    in_danger: str  # whom to ring about a child in danger
    round_ref: str
    title: Released
    stage: Stage
    workshop_over: bool  # whether the workshop is over; until then there are no words, findings or actions
    today: date
    dates: Dates
    seen_by_board: date | None  # None: not yet
    message: str  # the round in one line
    looked_at: LookedAt
    statements: tuple[StatementTold, ...]
    lines: Mapping[Key, LineTold]  # each line of enquiry in a word; none before the workshop is over
    themes: tuple[ThemeTold, ...]
    findings: tuple[FindingTold, ...]  # all kinds, in the order they were raised
    since: LastTime | None  # None: there was no earlier round
    actions: tuple[ActionTold, ...]  # in the plan's order: late first
    actions_sentence: str
    own_grades: str  # how they stood to those agreed, in a sentence or two; empty: too few to tell
    quoted: tuple[Quoted, ...]
    asks: tuple[Ask, ...]  # what the board is asked to do: Decide, Ask, Challenge
    questions: tuple[Question, ...]  # what the board asked about this round
    owed: tuple[Question, ...]  # earlier rounds' questions that still wait for an answer
    children: tuple[ShownTable, ...]  # by age, gender and home; only what tells something once it is suppressed
    provenance: str  # which statements are not their source's wording; empty where all are
    rule: str = f"{RULE} {CASES_ONLY}"  # how the words are chosen, and for whom they hold; stands beneath them
    letter: Inspection | None = None  # the inspection letter that the round was made from; None: an audit
    looked_again_in: str = ""  # the ref of the round that looks at this one again; empty: none was opened

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    def of_kind(self, *kinds: FindingKind) -> tuple[FindingTold, ...]:
        """Return the findings of some kinds, in the order they were raised."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    @property
    def strengths(self) -> tuple[FindingTold, ...]:
        """Return what is strong."""
        return self.of_kind(FindingKind.STRENGTH)

    @property
    def improvements(self) -> tuple[FindingTold, ...]:
        """Return what must improve, areas for priority action first."""
        return (*self.of_kind(FindingKind.PRIORITY_ACTION), *self.of_kind(FindingKind.NEEDS_TO_IMPROVE))

    def words(self) -> dict[Key, Word]:
        """Return the word of each statement."""
        return {statement.key: statement.word for statement in self.statements}


def message(statements: Sequence[RoundStatement], words: Mapping[Key, Word]) -> str:
    """Return what the round says in one line, for the top of a page or a paper."""
    strong, weak = (_named(statements, words, word) for word in (Word.STRENGTH, Word.NEEDS_TO_IMPROVE))
    if not strong and not weak:
        mixed = _named(statements, words, Word.MIXED)
        return "What we found is mixed" if mixed else "There is not enough to say about any statement"
    parts = []
    if strong:
        parts.append(f"{_some(strong, statements)} {agree(len(strong), 'is a strength', 'are strengths')}")
    if weak:
        both = len(strong) > 2 and len(weak) > 2  # "of the seven statements" is said once
        who = capital(number(len(weak))) if both else _some(weak, statements)
        parts.append(f"{who} {agree(len(weak), 'needs', 'need')} to improve")
    return ". ".join(parts)


def letter_message(findings: Sequence[Finding]) -> str:
    """Return what an inspection letter says in one line: how much it asks for, and how many strengths it names."""
    counts = Counter(finding.kind for finding in findings)
    improvements = counts[FindingKind.PRIORITY_ACTION] + counts[FindingKind.NEEDS_TO_IMPROVE]
    strengths = counts[FindingKind.STRENGTH]
    parts = [counted(improvements, "area to improve", "areas to improve")] if improvements else []
    parts += [counted(strengths, "strength")] if strengths else []
    return f"Inspectors found {listed(parts)}" if parts else "No finding of the letter is recorded yet"


def means(statement: RoundStatement, word: Word, *, missing: str) -> str:
    """Return what a word means, with the framework's own "for the child" sentence; it speaks of the cases alone.

    `missing` says that some cases have no agreed grade; "not enough to say" says so already.
    """
    says = (statement.item.for_the_child or "").strip()
    meaning = f"{MEANS[word]}: ‘{says}’" if says else f"{MEANS[word]}."
    return meaning if word is Word.NOT_ENOUGH else f"{meaning} {missing}".strip()


MEANS = {
    Word.STRENGTH: "In the cases where it applied, this was mostly so",
    Word.MIXED: "In the cases that were judged, this was partly so",
    Word.NEEDS_TO_IMPROVE: "In the cases that were judged, this was mostly not so yet",
    Word.NOT_ENOUGH: "Too few cases were judged to say",
}


def against_the_word(word: Word, kinds: Set[FindingKind]) -> str:
    """Return why only faults are listed under a strength, or only strengths under what needs to improve; else empty."""
    if word is Word.STRENGTH and kinds and kinds <= _FAULTS:
        return "Mostly good in the cases where it applied. The findings listed are what still has to improve."
    if word is Word.NEEDS_TO_IMPROVE and kinds and kinds == {FindingKind.STRENGTH}:
        return "Mostly not good enough in the cases judged. The findings listed are what worked well."
    return ""


_FAULTS = {FindingKind.NEEDS_TO_IMPROVE, FindingKind.PRIORITY_ACTION}


def done(action: Action, today: date) -> str:
    """Return whether an action is done, for a table."""
    return f"Not done, {late(action)}" if action.is_late(today) else work(action, today)


def actions(every: Sequence[Action], today: date) -> str:
    """Return how the actions are going in a sentence or two that end in the difference made."""
    if not every:
        return "No action is planned yet."
    finished = sum(action.progress is Progress.DONE for action in every)
    overdue = sum(action.is_late(today) for action in every)
    return f"{_counts(len(every), finished, overdue)} {differences(every)}"


def _counts(count: int, finished: int, overdue: int) -> str:
    if count > 1:
        return f"Of {counted(count, 'action')}, {_are(finished)} done and {_are(overdue)} late."
    stands = "done" if finished else "late" if overdue else "neither done nor late"
    return f"The one action is {stands}."


def _named(statements: Sequence[RoundStatement], words: Mapping[Key, Word], word: Word) -> list[str]:
    return [statement.short_title for statement in statements if words.get(statement.key) is word]


def _some(names: Sequence[str], statements: Sequence[RoundStatement]) -> str:
    """Return statements by name where they are one or two, else how many they are."""
    if len(names) == 1 or (len(names) == 2 and not any(" and " in name for name in names)):
        return listed(names)
    every = "All" if len(names) == len(statements) else f"{capital(number(len(names)))} of the"
    return f"{every} {number(len(statements))} statements"


def _are(count: int) -> str:
    return f"{amount(count)} {agree(count or 1, 'is', 'are')}"
