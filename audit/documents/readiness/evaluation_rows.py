"""What a written self-evaluation is made from.

In: readiness, what rounds found and planned, the register, from whoever gathers them; without a child's reference.
Out: one value that holds everything the document prints.

Here too:
- A self-evaluation, criterion by criterion, and where its criteria and statements come from.
- The index of the pack: the evidence for each criterion and statement, and where it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.documents.phrases import month, short_day
from audit.documents.plan.front import Part
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.statements import PROVENANCE
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.english import counted, listed, number, sentence
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Framework, Item, Key, Provenance
from audit.domain.identifying.released import must_be_released
from audit.domain.people.person import Agency
from audit.domain.plan.actions import Action
from audit.domain.readiness.assessment import Judged, Readiness
from audit.domain.readiness.bands import USUAL, Band, in_words
from audit.domain.readiness.evidence import Evidence, is_stale
from audit.domain.release.decisions import Clearance
from audit.domain.workshop.suppression import Word


@dataclass(frozen=True, kw_only=True)
class EvaluationPaper:
    """All that a written self-evaluation says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    today: date
    rows: tuple[Readiness, ...]
    judged: tuple[Judged, ...]
    register: tuple[Evidence, ...]
    plans: tuple[PlanPaper, ...]  # of rounds in which every child is judged, the newest first; none names a case
    frameworks: tuple[Framework, ...]  # those that the rows are of
    overlaps: Mapping[Key, tuple[Key, ...]]  # criterion to the statements it overlaps with
    agencies: tuple[Agency, ...]
    months: int  # for which evidence is current
    part_judged: tuple[PlanPaper, ...] = ()  # of rounds in which some child is not; their findings are left out
    invented: bool = False

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    def is_part_judged(self, round_ref: str) -> bool:
        """Say whether some child of a round is not judged on every statement."""
        return any(plan.audit_round.ref == round_ref for plan in self.part_judged)

    def findings(self, *kinds: FindingKind) -> tuple[tuple[PlanPaper, Finding], ...]:
        """Return the findings of some kinds with the plan each stands in, the newest round first."""
        return tuple((plan, finding) for plan in self.plans for finding in plan.findings(*kinds))

    def actions(self) -> tuple[tuple[PlanPaper, Action], ...]:
        """Return every action with the plan it stands in."""
        return tuple((plan, action) for plan in self.plans for action in plan.plan.actions)

    def of_band(self, *bands: Band) -> tuple[Readiness, ...]:
        """Return the rows of some bands, in their order."""
        return tuple(readiness for readiness in self.rows if readiness.band in bands)

    def judged_about(self, keys: Iterable[Key]) -> tuple[Judged, ...]:
        """Return what rounds agreed about some statements."""
        wanted = set(keys)
        return tuple(judgement for judgement in self.judged if judgement.statement in wanted)

    def evidence_about(self, key: Key) -> tuple[Evidence, ...]:
        """Return the pieces of the register about a criterion or statement."""
        return tuple(piece for piece in self.register if key in piece.about)

    def called(self, key: Key) -> str:
        """Return what people call an item of the frameworks."""
        return next((title(readiness.item) for readiness in self.rows if readiness.key == key), key.ref)


def title(item: Item) -> str:
    """Return an item as people call it."""
    return f"{item.ref} {item.title}"


def anchor(readiness: Readiness) -> str:
    """Return the bookmark of a criterion or statement; Word takes 40 characters at most."""
    return f"row_{hashlib.sha256(str(readiness.key).encode()).hexdigest()[:16]}"


def index_anchor(readiness: Readiness) -> str:
    """Return the bookmark of its evidence in the index."""
    return f"index_{anchor(readiness)}"


def write_rows(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write every criterion and statement, and the rule behind the bands."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=sheet.look.roomy)
    sheet.paragraph(
        "For each: how much we hold, by a rule; what our audits judged; and the smallest thing that would move it. "
        "There is no total."
    )
    for readiness in paper.rows:
        _row(sheet, paper, readiness)
    sheet.caption("Table", "How the bands are given: the first that fits, in this order")
    rule = paper.frameworks[0].readiness or USUAL if paper.frameworks else USUAL
    table(
        sheet,
        (Column("Band", 36), Column("Rule", 134)),
        [(plain(sheet, band.label, "Plan Table Row Head"), plain(sheet, says)) for band, says in in_words(rule)],
        title="The bands",
        says="One band a row, and the rule that gives it.",
    )
    sheet.note(
        "A piece is an item of the evidence register, what an audit agreed about a statement over at least 4 "
        "children, or what is said of a recommendation that supports the statement. What is out of date is not counted."
    )


def write_sources(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write which criteria and statements rest on their source, and which are a reading of it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    for framework in paper.frameworks:
        seen = framework.source
        origin = (
            f"From {seen.title}, {seen.publisher}, {month(seen.published)}. {seen.seen} The wording here is our own."
        )
        sheet.paragraph([Piece(f"{framework.title}. ", bold=True), origin])
    items = [readiness.item for readiness in paper.rows if readiness.item.provenance is not Provenance.PUBLISHED]
    if not items:
        sheet.note("Every criterion and statement used here was seen in its source.")
        return
    sheet.caption("Table", "Criteria and statements to check before quoting")
    table(
        sheet,
        (Column("Criterion or statement", 72), Column("How far it rests on its source", 98)),
        [(plain(sheet, title(i), "Plan Table Row Head"), plain(sheet, PROVENANCE[i.provenance])) for i in items],
        title="Criteria and statements to check",
        says="One derived or unverified criterion or statement a row, and what that means.",
    )
    sheet.note("The others were seen in their source.")


def _row(sheet: Sheet, paper: EvaluationPaper, readiness: Readiness) -> None:
    sheet.heading(title(readiness.item), 2, anchor=anchor(readiness))
    sheet.paragraph([Piece(f"{readiness.band.label}. ", bold=True), _counted(readiness)], keep_next=True)
    if judged := _judged(paper, readiness):
        sheet.paragraph([Piece("Audits: ", bold=True), judged], keep_next=True)
    sheet.paragraph([Piece("Would move it: ", bold=True), readiness.would_move], keep_next=True)
    pieces = paper.evidence_about(readiness.key)
    texts: list[Text] = ["Nothing is in the evidence register about it."]
    if pieces:
        texts = [
            "In the register: ",
            Piece(f"{counted(len(pieces), 'piece')} of evidence", link=index_anchor(readiness)),
            ".",
        ]
    sheet.paragraph(texts)


def _counted(readiness: Readiness) -> str:
    tally = readiness.tally
    stale = f" {sentence(counted(tally.stale, 'piece'))[:-1]} out of date." if tally.stale else ""
    if not tally.current:
        return stale.strip()
    neither = tally.current - tally.strength - tally.weakness
    ways = [
        f"{word}: {number(count)}"
        for count, word in (
            (tally.strength, "showing strength"),
            (tally.weakness, "showing weakness"),
            (neither, "showing neither"),
        )
        if count
    ]
    kinds = listed([kind.label for kind in readiness.kinds])
    pieces = sentence(counted(tally.current, "current piece"))[:-1]
    return f"{pieces} ({kinds}). {sentence('; '.join(ways))}{stale}"


def _judged(paper: EvaluationPaper, readiness: Readiness) -> str:
    own = paper.judged_about([readiness.key])
    if own:
        return " ".join(f"{_round(paper, judgement.round_ref)}: {judgement.in_words}" for judgement in own)
    near = [
        judgement
        for judgement in paper.judged_about(paper.overlaps.get(readiness.key, ()))
        if judgement.word is not Word.NOT_ENOUGH
    ]
    if not near:
        return ""
    clauses = [
        f"{paper.called(judgement.statement)}: {judgement.word.value} ({_round(paper, judgement.round_ref)})"
        for judgement in near
    ]
    return f"not judged in a round used here. Statements that overlap with it, by our reading: {'; '.join(clauses)}."


def _round(paper: EvaluationPaper, ref: str) -> str:
    return f"{ref}, judged in part" if paper.is_part_judged(ref) else ref


COLUMNS = (
    Column("Ref", 13),
    Column("Evidence and what it shows", 98),
    Column("Kind", 36),
    Column("Points to", 24),
    Column("Dated", 26),
    Column("Owner", 38),
    Column("Where it is kept", 60),
)


def write_index(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write the index."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor)
    sheet.paragraph(
        "Each piece of evidence under every criterion and statement that it is about. This is a list of where things "
        "are: nothing in it is a case file, and none is kept in the tool that wrote it."
    )
    empty = []
    for readiness in paper.rows:
        pieces = paper.evidence_about(readiness.key)
        if not pieces:
            empty.append(title(readiness.item))
            continue
        sheet.heading(title(readiness.item), 2, anchor=index_anchor(readiness))
        table(
            sheet,
            COLUMNS,
            [_self_evaluation_index_row(sheet, paper, piece) for piece in pieces],
            title=f"Evidence about {readiness.item.ref}",
            says=(
                f"One piece of evidence about {readiness.item.ref} a row, with its kind, date, owner "
                "and where it is kept."
            ),
        )
    if empty:
        sheet.note(f"Nothing is in the register about {listed(empty)}.")
    sheet.note("A piece that is out of date is marked so beneath its day.")


def _self_evaluation_index_row(sheet: Sheet, paper: EvaluationPaper, piece: Evidence) -> tuple[Cell, ...]:
    small, strong, quiet = "Plan Action Text", "Plan Action Strong", "Plan Action Quiet"
    dated = [sheet.made(short_day(piece.dated), small)]
    if is_stale(piece.dated, months=paper.months, today=paper.today):
        dated.append(sheet.made("Out of date", quiet))
    return (
        plain(sheet, piece.ref, strong),
        Cell((sheet.made(piece.title, strong), sheet.made(piece.shows, small))),
        plain(sheet, piece.kind.label, small),
        plain(sheet, piece.way.label, small),
        Cell(tuple(dated)),
        plain(sheet, piece.owner, small),
        plain(sheet, piece.kept_at, small),
    )
