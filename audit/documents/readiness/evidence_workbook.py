"""The evidence register as an Excel workbook, out and back in.

In: the register and what evidence can be about; or the bytes of a workbook that came back.
Out: the bytes of one .xlsx file; or what each row gives, and a piece of evidence made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from audit.documents.excel import list_reading
from audit.documents.excel.list_reading import ListReturn
from audit.documents.excel.list_workbook import REF_COLUMN, SPARE, Column, Day, ListForm, ListRow, ListSheet, write_list
from audit.domain.frameworks.framework import Item, Key
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way
from audit.domain.rounds import provenance
from audit.errors import WrongInput

SHEET = "Evidence"
_KIND, _CALLED, _EMPTY = "evidence 2", "a register workbook", "This is empty. Every piece of evidence needs it."
_HOW = (
    ("One row each", "One row is one piece of evidence. New pieces go into the rows called New 1, New 2 and so on."),
    ("About", "Refs of criteria and statements with a comma between, such as J7, QS2. They are listed below."),
    (
        "Where it is kept",
        "A reference, so that somebody can find it. Put no case file, no name of a child and no case reference in this "
        "workbook.",
    ),
    ("Taking out", "A row that is taken out here stays in the register: it is erased there, on its own page."),
)


class Field(StrEnum):
    """What a cell is for: a field of a piece of evidence."""

    TITLE = "title"
    KIND = "kind"
    SHOWS = "shows"
    WAY = "way"
    ABOUT = "about"
    OWNER = "owner"
    KEPT_AT = "kept_at"
    DATED = "dated"
    LOOKED_AT_BY = "looked_at_by"
    REVIEW_BY = "review_by"


def called(items: Mapping[Key, Item]) -> dict[Key, str]:
    """Return what people call criteria and statements, with how far each rests on its source."""
    return {key: f"{item.ref} {item.title}. {provenance.of(item)}".strip(" ") for key, item in items.items()}


def columns(known: Iterable[Key]) -> tuple[Column, ...]:
    """Return the columns; `known` is what evidence can be about."""
    refs = _refs(known)
    kinds, ways = {kind.value: kind.label for kind in EvidenceKind}, {way.value: way.label for way in Way}
    return (
        REF_COLUMN,
        Column(name=Field.TITLE, heading="Title", width=34, longest=200, needed=_EMPTY),
        Column(name=Field.KIND, heading="Kind", width=22, choices=kinds, prompt="Choose what it is.", needed=_EMPTY),
        Column(name=Field.SHOWS, heading="What it shows", width=50, needed=_EMPTY),
        Column(
            name=Field.WAY,
            heading="Which way",
            width=12,
            choices=ways,
            prompt="Choose what it points to.",
            needed=_EMPTY,
        ),
        Column(
            name=Field.ABOUT,
            heading="About (refs)",
            width=16,
            read=lambda text: _about_text(_keys(text, refs), refs),
            needed="This is empty. Name at least one criterion or statement, such as QS2.",
        ),
        Column(name=Field.OWNER, heading="Owner, by role", width=24, longest=120, needed=_EMPTY),
        Column(name=Field.KEPT_AT, heading="Where it is kept", width=34, longest=400, needed=_EMPTY),
        Column(
            name=Field.DATED, heading="Date", width=12, day=Day.PAST, needed="This is empty. Give the day it is of."
        ),
        Column(name=Field.LOOKED_AT_BY, heading="Looked at by", width=24, longest=120),
        Column(name=Field.REVIEW_BY, heading="Review by", width=12, day=Day.AHEAD),
    )


def write_evidence_workbook(
    register: Sequence[Evidence], known: Mapping[Key, str], *, partnership: str, marking: str, today: date
) -> bytes:
    """Return the register as a workbook; `known` is what evidence can be about, with what people call it."""
    refs = _refs(known)
    listed = [(refs[key], words.removeprefix(f"{key.ref} ")) for key, words in known.items()]
    sheet = ListSheet(
        name=SHEET,
        columns=columns(known),
        rows=[ListRow(ref=piece.ref, cells=cells(piece, known)) for piece in register],
        title="Evidence register",
        lines=(
            f"{partnership} · Working file for the audit group and the owners of evidence: it holds texts as they "
            "were written.",
            "Fill in the pale blue cells. See the Instructions sheet for how, and for the refs.",
        ),
        spare=SPARE,
    )
    sections = (("How to fill this in", _HOW), ("What evidence can be about", listed))
    return write_list(
        ListForm(
            kind=_KIND,
            about="register",
            sheets=[sheet],
            title=sheet.title,
            sections=sections,
            marking=marking,
            made_on=today,
        )
    )


def read_evidence_workbook(data: bytes, known: Iterable[Key], *, today: date) -> ListReturn:
    """Return what a workbook gives; raises WrongInput where it is not a register workbook."""
    return list_reading.read_list(data, kind=_KIND, called=_CALLED, columns=columns(known), today=today)


def cells(piece: Evidence, known: Iterable[Key]) -> dict[str, str]:
    """Return what each cell of a piece says, by value."""
    about = _about_text(piece.about, _refs(known))
    return {name.value: about if name is Field.ABOUT else str(getattr(piece, name) or "") for name in Field}


def described(values: Mapping[str, str], known: Iterable[Key], base: Evidence | None = None) -> Evidence:
    """Return a piece of evidence with what cells say of it; `base` is what it was, None where it is new."""
    refs = _refs(known)
    if base is not None:
        return replace(base, **{name: _field(name, value, refs) for name, value in values.items()}).tidied()
    fields: dict[str, Any] = {name.value: _field(name, values.get(name, ""), refs) for name in Field}
    return Evidence(ref="", **fields).tidied()


def _field(name: str, value: str, refs: Mapping[Key, str]) -> Any:  # noqa: ANN401 - as the field holds it
    if name in (Field.DATED, Field.REVIEW_BY):
        return date.fromisoformat(value) if value else None
    kinds: dict[str, Callable[[str], Any]] = {
        Field.KIND: EvidenceKind,
        Field.WAY: Way,
        Field.ABOUT: lambda text: _keys(text, refs),
    }
    return kinds.get(name, str)(value)


def _keys(text: str, refs: Mapping[Key, str]) -> tuple[Key, ...]:
    keys = {ref.casefold(): key for key, ref in refs.items()}
    wanted = [ref.strip().casefold() for ref in text.replace(";", ",").split(",") if ref.strip()]
    if any(ref not in keys for ref in wanted):
        raise WrongInput("One of these refs is not known. Write refs such as J7, QS2.")
    return tuple(sorted({keys[ref] for ref in wanted}))


def _about_text(about: Iterable[Key], refs: Mapping[Key, str]) -> str:
    return ", ".join(refs.get(key, key.ref) for key in sorted(about))


def _refs(known: Iterable[Key]) -> dict[Key, str]:
    """Return what stands in a cell for each key: its ref, with its framework where two have the same."""
    keys = list(known)
    times = Counter(key.ref for key in keys)
    return {key: key.ref if times[key.ref] == 1 else str(key) for key in keys}
