"""Passages: the texts that people typed and that a paper, or a page for others, would carry.

In: a record's kind, its ref, the field and the text.
Out: where it stands, in words; who will read it; and what is looked for in a text of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.english import Worded
from audit.domain.identifying.marking import IdentifierKind, Tier


class Audience(Worded):
    """Who will read what leaves."""

    GROUP = "group", "Audit group and partners"
    BOARD = "board", "Board, restricted"
    PUBLISHED = "published", "Published"


class Record(StrEnum):
    """What kind of record a text belongs to."""

    ROUND = "round"
    FINDING = "finding"
    QUOTATION = "quotation"
    ACTION = "action"
    UPDATE = "update"
    VERIFICATION = "verification"
    NO_ACTION = "no_action"
    ASK = "ask"
    QUESTION = "question"
    SETTLEMENT = "settlement"
    LETTER = "letter"
    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    INSPECTION = "inspection"
    JUDGEMENT = "judgement"
    DISSENT = "dissent"

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return self.value.replace("_", " ")


Place = tuple[str, Record, str, str]  # the round, the kind of record, its ref and the field
_PLACES = {
    Record.ROUND: {
        "title": "Round: title",
        "theme": "Round: theme",
        "chosen_how": "Round: how cases were chosen",
        "what_for": "Version of the plan: what it is for",
    },
    Record.FINDING: {"text": "Finding {}", "evidence": "Finding {}: evidence"},
    Record.QUOTATION: {"text": "Finding {}: quotation", "said_by": "Finding {}: who said the quotation"},
    Record.ACTION: {
        "text": "Action {}",
        "success_measure": "Action {}: difference wanted",
        "recommendation": "Action {}: recommendation",
        "owner": "Action {}: owner",
    },
    Record.UPDATE: {"text": "Action {}: progress", "evidence_of_impact": "Action {}: evidence of impact"},
    Record.VERIFICATION: {"what_was_seen": "Action {}: what was seen when it was verified"},
    Record.NO_ACTION: {"reason": "Finding {}: reason for no action"},
    Record.ASK: {"text": "Board ask: {}"},
    Record.QUESTION: {
        "text": "Board question {}",
        "owed_by": "Board question {}: who owes the answer",
        "answer": "Board question {}: answer",
    },
    Record.SETTLEMENT: {"looked_at": "Last time’s finding {}: what was looked at"},
    Record.LETTER: {
        "text": "Inspection letter: finding {}",
        "evidence": "Inspection letter: finding {}, evidence",
        "area": "Inspection letter: area",
        "theme": "Inspection letter: theme",
        "principal_authority": "Inspection letter: principal authority",
    },
    Record.EVIDENCE: {
        "title": "Evidence {}: title",
        "shows": "Evidence {}: what it shows",
        "owner": "Evidence {}: owner",
        "kept_at": "Evidence {}: where it is kept",
        "looked_at_by": "Evidence {}: who looked at it",
    },
    Record.CHECKLIST: {
        "owner": "Recommendation {}: owner",
        "narrative": "Recommendation {}: what is so",
        "evidence": "Recommendation {}: what shows it",
        "why": "Recommendation {}: why",
    },
    Record.INSPECTION: {
        "note": "Inspection clock: note",
        "called_off": "Inspection clock: why it was called off",
        "reason": "Inspection clock: why the day was corrected",
        "what": "Inspection clock: what inspectors asked for",
        "who": "Inspection clock: who sees to it",
    },
    Record.JUDGEMENT: {
        "reason": "Judgement of {}: reason",
        "good_practice": "Judgement of {}: good practice",
        "to_develop": "Judgement of {}: what to develop",
        "difference": "Judgement of {}: difference made",
    },
    Record.DISSENT: {"position": "Judgement of {}: another view", "reason": "Judgement of {}: reason for another view"},
}
_ROLES = ("owner", "owed_by", "who", "looked_at_by", "said_by", "kept_at")
_WHERE = frozenset({IdentifierKind.PLACE, IdentifierKind.SCHOOL, IdentifierKind.ADDRESS})
_COUNTED = frozenset({IdentifierKind.SMALL_COUNT, IdentifierKind.EVENT_WITH_AGE, IdentifierKind.PARTICULAR_CHILD})
_A_CHILD = re.compile(
    r"\b(?:an?|the|one|this|that) (?:[\w'’-]+ ){0,2}(?:child|young (?:person|woman|man)|boy|girl|teenager|pupil|baby|"
    r"care leaver|brother|sister|sibling)\b",
    re.IGNORECASE,
)
_AHEAD = ("recommendation", "success_measure")  # worded about any child: "a child who moves has help within a week"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One typed text, and where it belongs."""

    round_ref: str  # empty: it belongs to no round
    record: Record
    ref: str  # the record's; a quotation has its finding's, an update its action's
    field: str
    text: str
    case: str = ""  # the case whose record it goes with; empty: of none
    alone: bool = False  # its record rests on one case

    @property
    def place(self) -> Place:
        """Return which text of which record it is, whatever it says."""
        return self.round_ref, self.record, self.ref, self.field

    @property
    def where(self) -> str:
        """Return its place in a paper, in words."""
        return _PLACES[self.record][self.field].format(self.ref)

    @property
    def may_be_empty(self) -> bool:
        """Say whether a paper reads well where the text is left out: there, its place stays empty."""
        return self.record not in (Record.FINDING, Record.ACTION, Record.QUESTION, Record.LETTER, Record.NO_ACTION)

    @property
    def not_marked(self) -> Collection[IdentifierKind]:
        """Return what is not looked for here: a role is no school, and a published letter names its area."""
        if self.record in (Record.JUDGEMENT, Record.DISSENT):  # they stand under the case's own reference
            return _COUNTED
        if self.record is Record.LETTER:
            return _WHERE | {IdentifierKind.PARTICULAR_CHILD}
        if self.field in _ROLES:
            return _WHERE | _COUNTED
        if self.record is Record.ROUND and self.field != "chosen_how":
            return _WHERE | {IdentifierKind.PARTICULAR_CHILD}
        ahead = self.field in _AHEAD or (self.record is Record.ACTION and self.field == "text")
        return {IdentifierKind.PARTICULAR_CHILD} if ahead else frozenset()

    @property
    def at_least(self) -> Tier | None:
        """Return what it needs even where nothing is found in it; None: nothing.

        A quotation is always one child's, and so is a finding that rests on one case where it speaks of a child.
        """
        quoted = self.record is Record.QUOTATION and self.field == "text"
        return Tier.ASK if quoted or (self.alone and _A_CHILD.search(self.text)) else None
