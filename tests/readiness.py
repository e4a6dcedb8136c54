"""What tests of readiness share: a piece of evidence, what is said of a recommendation, and today."""

from __future__ import annotations

from datetime import UTC, date, datetime

from audit.domain.frameworks.framework import Framework, Key
from audit.domain.readiness.checklists import Entry, State
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way
from audit.library.frameworks import loading
from tests.builders import SEVEN

TODAY = date(2026, 11, 25)
RECOMMENDED, CRITERIA = "ewg-recommendations-2017", "jtai-mental-health-2019"
R1, R11, R9 = (Key(RECOMMENDED, ref) for ref in ("R1", "R11", "R9"))
QS1, QS2, J7 = Key(SEVEN, "QS1"), Key(SEVEN, "QS2"), Key(CRITERIA, "J7")
INSTALLED: tuple[Framework, ...] = loading.read_all()


def a_piece(
    ref: str = "E1",
    way: Way = Way.STRENGTH,
    kind: EvidenceKind = EvidenceKind.RECORD_AUDIT,
    *,
    about: tuple[Key, ...] = (QS1,),
    dated: date = date(2026, 6, 1),
    review_by: date | None = None,
) -> Evidence:
    """Return a piece of evidence about the first statement."""
    return Evidence(
        ref=ref,
        title=f"Piece {ref}",
        kind=kind,
        shows="Most plans say who does what.",
        way=way,
        about=about,
        owner="Quality lead",
        kept_at="Audit folder 3",
        dated=dated,
        looked_at_by="Audit group",
        review_by=review_by,
    )


def an_entry(
    item: Key = R11,
    state: State = State.IN_PLACE,
    *,
    on: date = date(2026, 6, 1),
    review_on: date | None = None,
    lead: str = "CSC",
    version: int = 1,
) -> Entry:
    """Return what is said of a recommendation."""
    return Entry(
        item=item,
        state=state,
        lead_agency=lead,
        owner="Quality lead",
        narrative="It is so.",
        evidence="Minutes.",
        why="It was asked for.",
        review_on=review_on,
        version=version,
        said_by="Sam Field",
        said_at_utc=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
    )
