"""A self-evaluation, criterion by criterion, and where its criteria and statements come from.

In: the paper.
Out: for each its band with what was counted, what audits agreed in words, and what would move it.
"""

from __future__ import annotations

import hashlib

from audit.documents.phrases import counted, month, number, sentence
from audit.documents.plan.front import Part
from audit.documents.plan.statements import PROVENANCE
from audit.documents.readiness.evaluation_paper import EvaluationPaper, title
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.frameworks.framework import Provenance
from audit.domain.readiness.assessment import Readiness
from audit.domain.readiness.bands import USUAL, in_words
from audit.domain.workshop.moderation import in_words as listed
from audit.domain.workshop.suppression import Word


def anchor(one: Readiness) -> str:
    """Return the bookmark of a criterion or statement; Word takes 40 characters at most."""
    return f"row_{hashlib.sha256(str(one.key).encode()).hexdigest()[:16]}"


def index_anchor(one: Readiness) -> str:
    """Return the bookmark of its evidence in the index."""
    return f"index_{anchor(one)}"


def write_rows(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write every criterion and statement, and the rule behind the bands."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, new_page=sheet.look.roomy)
    sheet.paragraph(
        "For each: how much we hold, by a rule; what our audits judged; and the smallest thing that would move it. "
        "There is no total."
    )
    for one in paper.rows:
        _row(sheet, paper, one)
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
        "A piece is an item of the evidence register, what an audit agreed about a statement over at least four "
        "children, or what is said of a recommendation that supports the statement. What is out of date is not counted."
    )


def write_sources(sheet: Sheet, paper: EvaluationPaper, part: Part) -> None:
    """Write which criteria and statements rest on their source, and which are a reading of it."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)
    for framework in paper.frameworks:
        seen = framework.source
        said = f"From {seen.title}, {seen.publisher}, {month(seen.published)}. {seen.seen} The wording here is our own."
        sheet.paragraph([Piece(f"{framework.title}. ", bold=True), said])
    items = [one.item for one in paper.rows if one.item.provenance is not Provenance.PUBLISHED]
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


def _row(sheet: Sheet, paper: EvaluationPaper, one: Readiness) -> None:
    sheet.heading(title(one.item), 2, anchor=anchor(one))
    sheet.paragraph([Piece(f"{one.band.label}. ", bold=True), _counted(one)], keep_next=True)
    if judged := _judged(paper, one):
        sheet.paragraph([Piece("Audits: ", bold=True), judged], keep_next=True)
    sheet.paragraph([Piece("Would move it: ", bold=True), one.would_move], keep_next=True)
    pieces = paper.evidence_about(one.key)
    said: list[Text] = ["Nothing is in the evidence register about it."]
    if pieces:
        said = ["In the register: ", Piece(f"{counted(len(pieces), 'piece')} of evidence", link=index_anchor(one)), "."]
    sheet.paragraph(said)


def _counted(one: Readiness) -> str:
    found = one.tally
    stale = f" {sentence(counted(found.stale, 'piece'))[:-1]} out of date." if found.stale else ""
    if not found.current:
        return stale.strip()
    neither = found.current - found.strength - found.weakness
    ways = [
        f"{word}: {number(count)}"
        for count, word in (
            (found.strength, "showing strength"),
            (found.weakness, "showing weakness"),
            (neither, "showing neither"),
        )
        if count
    ]
    kinds = listed([kind.label for kind in one.kinds])
    pieces = sentence(counted(found.current, "current piece"))[:-1]
    return f"{pieces} ({kinds}). {sentence('; '.join(ways))}{stale}"


def _judged(paper: EvaluationPaper, one: Readiness) -> str:
    own = paper.judged_about([one.key])
    if own:
        return " ".join(f"{_round(paper, found.round_ref)}: {found.in_words}" for found in own)
    near = [found for found in paper.judged_about(paper.overlaps.get(one.key, ())) if found.word is not Word.NOT_ENOUGH]
    if not near:
        return ""
    said = [f"{paper.called(found.statement)}: {found.word.value} ({_round(paper, found.round_ref)})" for found in near]
    return f"not judged in a round used here. Statements that overlap with it, by our reading: {'; '.join(said)}."


def _round(paper: EvaluationPaper, ref: str) -> str:
    return f"{ref}, judged in part" if paper.is_part_judged(ref) else ref
