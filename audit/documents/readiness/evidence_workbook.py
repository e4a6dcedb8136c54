"""The evidence register as an Excel workbook, out and back in.

In: the register and what evidence can be about; or the bytes of a workbook that came back.
Out: the bytes of one .xlsx file; or the pieces that it holds, and every cell that is wrong, by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from audit.documents.excel.list_workbook import (
    Holds,
    ListColumn,
    ListRow,
    ListSheet,
    WrongCell,
    choice_in,
    day_in,
    read_list,
    write_list_workbook,
)
from audit.domain.frameworks.framework import Item, Key
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way
from audit.domain.rounds import provenance
from audit.errors import AuditError

T = TypeVar("T")
SHEET = "Evidence"
_REF, _VERSION, _TITLE, _KIND, _SHOWS, _WAY = "Ref", "Version", "Title", "Kind", "What it shows", "Which way"
_ABOUT, _OWNER, _LOCATION, _DATED = "About (refs)", "Owner, by role", "Where it is kept", "Date"
_LOOKED, _REVIEW = "Looked at by", "Review by"
_KINDS = {kind.label: kind for kind in EvidenceKind}
_WAYS = {way.label: way for way in Way}
COLUMNS = (
    ListColumn(title=_REF, width=7, holds=Holds.FIXED),
    ListColumn(title=_VERSION, width=9, holds=Holds.FIXED),
    ListColumn(title=_TITLE, width=34),
    ListColumn(title=_KIND, width=22, choices=tuple(_KINDS)),
    ListColumn(title=_SHOWS, width=50),
    ListColumn(title=_WAY, width=12, choices=tuple(_WAYS)),
    ListColumn(title=_ABOUT, width=16),
    ListColumn(title=_OWNER, width=24),
    ListColumn(title=_LOCATION, width=34),
    ListColumn(title=_DATED, width=12, holds=Holds.DAY),
    ListColumn(title=_LOOKED, width=24),
    ListColumn(title=_REVIEW, width=12, holds=Holds.DAY),
)
OWN_WORDS = {_TITLE: "title", _SHOWS: "shows", _OWNER: "owner", _LOCATION: "kept_at", _LOOKED: "looked_at_by"}
_LONGEST = {_TITLE: 200, _OWNER: 120, _LOCATION: 400, _LOOKED: 120}  # characters
_HOW = (
    "Working file for the audit group and the owners of evidence: it holds texts as they were written.",
    "One row is one piece of evidence. Leave Ref and Version as they are; a new piece has neither.",
    "About takes refs of criteria and statements with a comma between, such as J7, QS2. They are listed below.",
    "Where it is kept is a reference, so that somebody can find it. Put no case file, no name of a child and no case "
    "reference in this workbook.",
    "A row that is taken out here stays in the register: it is erased there, on its own page.",
)


@dataclass(frozen=True, kw_only=True)
class RegisterReturn:
    """What a register workbook holds."""

    pieces: tuple[tuple[ListRow, Evidence], ...]
    wrong: tuple[WrongCell, ...]


def called(items: Mapping[Key, Item]) -> dict[Key, str]:
    """Return what people call criteria and statements, with how far each rests on its source."""
    return {key: f"{item.ref} {item.title}. {provenance.of(item)}".strip(" ") for key, item in items.items()}


def write_evidence_workbook(
    register: Sequence[Evidence], known: Mapping[Key, str], *, partnership: str, marking: str, today: date
) -> bytes:
    """Return the register as a workbook; `known` is what evidence can be about, with what people call it."""
    refs = _refs(known)
    return write_list_workbook(
        ListSheet(
            name=SHEET,
            columns=COLUMNS,
            rows=tuple(_row(piece, refs) for piece in register),
            title=f"Evidence register, {partnership}",
            how=_HOW,
            known=tuple((refs[key], called.removeprefix(f"{key.ref} ")) for key, called in known.items()),
            made_on=today,
            marking=marking,
        )
    )


def read_evidence_workbook(data: bytes, known: Mapping[Key, str], *, today: date) -> RegisterReturn:
    """Return what a workbook holds; raises WrongInput where it is not a register workbook."""
    rows, wrong = read_list(data, name=SHEET, columns=COLUMNS)
    by_ref = {ref: key for key, ref in _refs(known).items()}
    pieces, faults = [], list(wrong)
    for row in rows:
        before = len(faults)
        piece = _read(row, by_ref, faults)
        if piece is not None and len(faults) == before:
            try:
                piece.must_be_sound(today)
            except AuditError as error:
                faults.append(row.wrong(_faulty_day_column(piece, today), str(error)))
            else:
                pieces.append((row, piece))
    faults += _twice(pieces)
    first = {fault.cell: fault for fault in reversed(faults)}  # a cell that cannot be read is not empty as well
    return RegisterReturn(pieces=tuple(pieces), wrong=tuple(fault for fault in faults if first[fault.cell] is fault))


def _row(piece: Evidence, refs: Mapping[Key, str]) -> tuple[str | date | None, ...]:
    return (
        piece.ref,
        str(piece.version),
        piece.title,
        piece.kind.label,
        piece.shows,
        piece.way.label,
        ", ".join(refs.get(key, key.ref) for key in piece.about),
        piece.owner,
        piece.kept_at,
        piece.dated,
        piece.looked_at_by,
        piece.review_by,
    )


def _read(row: ListRow, by_ref: Mapping[str, Key], faults: list[WrongCell]) -> Evidence | None:
    texts = row.texts
    for title, most in _LONGEST.items():
        if len(texts[title]) > most:
            faults.append(row.wrong(title, f"This has {len(texts[title])} characters; {most} is the most. Shorten it."))
    empty = [title for title in (_TITLE, _SHOWS, _OWNER, _LOCATION) if not texts[title]]
    faults += [row.wrong(title, "This is empty. Every piece of evidence needs it.") for title in empty]
    kind, way = _chosen(row, _KIND, _KINDS, faults), _chosen(row, _WAY, _WAYS, faults)
    about = _about(row, by_ref, faults)
    dated, review = _day(row, _DATED, faults, needed=True), _day(row, _REVIEW, faults, needed=False)
    version = _version(row, faults)
    if kind is None or way is None or dated is None:
        return None
    return Evidence(
        ref=texts[_REF],
        title=texts[_TITLE],
        kind=kind,
        shows=texts[_SHOWS],
        way=way,
        about=about,
        owner=texts[_OWNER],
        kept_at=texts[_LOCATION],
        dated=dated,
        looked_at_by=texts[_LOOKED],
        review_by=review,
        version=version,
    )


def _chosen(row: ListRow, title: str, options: Mapping[str, T], faults: list[WrongCell]) -> T | None:
    choice = choice_in(row.texts[title], tuple(options))
    if choice is None:
        problem = f"“{row.texts[title][:60]}” is not one of them." if row.texts[title] else "This is empty."
        faults.append(row.wrong(title, f"{problem} Choose from {', '.join(options)}."))
        return None
    return options[choice]


def _about(row: ListRow, by_ref: Mapping[str, Key], faults: list[WrongCell]) -> tuple[Key, ...]:
    wanted = [ref.strip() for ref in row.texts[_ABOUT].replace(";", ",").split(",") if ref.strip()]
    known = {ref.casefold(): key for ref, key in by_ref.items()}
    if not wanted:
        faults.append(row.wrong(_ABOUT, "This is empty. Name at least one criterion or statement, such as QS2."))
    unknown = [ref[:40] for ref in wanted if ref.casefold() not in known]
    faults += [row.wrong(_ABOUT, f"There is no “{ref}”. Write refs such as J7, QS2.") for ref in unknown]
    return tuple(sorted({known[ref.casefold()] for ref in wanted if ref.casefold() in known}))


def _refs(known: Iterable[Key]) -> dict[Key, str]:
    """Return what stands in a cell for each key: its ref, with its framework where two have the same."""
    keys = list(known)
    times = Counter(key.ref for key in keys)
    return {key: key.ref if times[key.ref] == 1 else str(key) for key in keys}


def _day(row: ListRow, title: str, faults: list[WrongCell], *, needed: bool) -> date | None:
    text = row.texts[title]
    day = day_in(text)
    if day is None and (text or needed):
        why = f"“{text[:40]}” is no day. Write it as 31/12/2026." if text else "This is empty. Give the day it is of."
        faults.append(row.wrong(title, why))
    return day


def _version(row: ListRow, faults: list[WrongCell]) -> int:
    version, ref = row.texts[_VERSION], row.texts[_REF]
    if ref and not (version.isdigit() and 0 < int(version) < 100_000):
        faults.append(row.wrong(_VERSION, "This was changed. Take the workbook out again and fill in that one."))
        return 0
    if not ref and version:
        faults.append(row.wrong(_REF, "The version stands without its ref. Take both out for a new piece."))
    return int(version) if version.isdigit() and ref else 1


def _faulty_day_column(piece: Evidence, today: date) -> str:
    return _DATED if piece.dated > today else _REVIEW


def _twice(pieces: Sequence[tuple[ListRow, Evidence]]) -> list[WrongCell]:
    seen: set[str] = set()
    faults = []
    for row, piece in pieces:
        if piece.ref and piece.ref in seen:
            faults.append(row.wrong(_REF, f"{piece.ref} is there twice. Keep one of the 2 rows."))
        seen.add(piece.ref)
    return faults
