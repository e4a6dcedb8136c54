"""What a workbook that came back brings, row by row, held against what is here now.

In: rows as they came back, and what each says here.
Out: what is new, changed, unchanged, conflicting, missing and wrong: one rule of conflict, and one preview, which is
shown whole, texts included, before anything is taken in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from audit.documents.excel import sheets
from audit.documents.excel.list_reading import ListReturn, ReturnedRow
from audit.documents.excel.sheets import Wrong
from audit.domain.english import agree, listed
from audit.domain.identifying.marking import IncomingText, Look, incoming
from audit.errors import AuditError, Conflict

T = TypeVar("T")


class Outcome(StrEnum):
    """What a row or a cell brings."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    UNCHANGED = "unchanged"


def outcome(*, sent: str, here: str, file: str) -> Outcome:
    """Return what a cell brings; `sent` is the digest of what it said when it went out, empty for an empty one.

    A cell that was changed in the file and, since it went out, here, to something else, is in conflict.
    """
    file, here = file.strip(), here.strip()
    if file == here or sheets.exact(file) == sent:
        return Outcome.UNCHANGED
    return Outcome.CHANGED if sheets.exact(here) == sent else Outcome.CONFLICTING


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a cell would say."""

    heading: str
    text: str  # a day in words
    typed: str = ""  # a day as somebody typed it, where that is another form of it
    is_text: bool = False  # in somebody's own words

    @property
    def in_words(self) -> str:
        """Return what the cell would say in a line; a text in somebody's own words is told by its column alone."""
        if self.is_text and self.text:
            return self.heading
        return f"{self.heading}: {self.text or 'emptied'}{f' (typed “{self.typed}”)' if self.typed else ''}"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A cell that was changed in the file and, since it went out, here."""

    heading: str
    here: str
    file: str


@dataclass(frozen=True, kw_only=True)
class Brought(Generic[T]):
    """What a row brings."""

    ref: str
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    content: T | None = None  # what is kept of it; None: nothing
    rest: T | None = None  # what is kept where the cells in conflict stay as they are here


@dataclass(frozen=True, kw_only=True)
class Preview(Generic[T]):
    """What taking a workbook in would do, or did."""

    about: str
    rows: tuple[Brought[T], ...]
    missing: tuple[str, ...] = ()  # refs that went out, did not come back, and are here
    wrong: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()  # what is not read, and why
    texts: tuple[IncomingText, ...] = ()  # what would be taken in as somebody wrote it
    takes_out: bool = False  # whether rows that are missing can be taken out here too

    def of(self, outcome: Outcome) -> tuple[Brought[T], ...]:
        """Return the rows with an outcome."""
        return tuple(row for row in self.rows if row.outcome is outcome)

    @property
    def does_something(self) -> bool:
        """Say whether taking it in could change anything."""
        changes = any(row.outcome is not Outcome.UNCHANGED for row in self.rows)
        return changes or bool(self.takes_out and self.missing)

    @property
    def question(self) -> str:
        """Return what is asked about the rows that are missing; empty where none is."""
        return question(self.missing)


def question(missing: Sequence[str]) -> str:
    """Return what is asked about rows that are missing; empty where none is."""
    if not missing:
        return ""
    end = agree(len(missing), "is missing: leave it as it is?", "are missing: leave them as they are?")
    return f"{listed(missing)} {end}"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person decided who saw a preview."""

    from_file: frozenset[str] = frozenset()  # rows in which the cells in conflict are to say what the file says
    from_app: frozenset[str] = frozenset()  # rows in which they stay as they are here
    without_wrong: bool = False  # take in the rest although some cells are wrong
    leave_missing: bool = False
    take_out_missing: bool = False  # only where the preview takes out


def differing(returned: ListReturn, row: ReturnedRow, here: Mapping[str, str]) -> dict[str, Outcome]:
    """Return what the changed cells of a row bring, by column; those that say what is here are left out."""
    found = {}
    for column in returned.named(row.changed, row):
        before, after = (column.shown(values.get(column.name, "")) for values in (here, row.cells))
        found[column.name] = outcome(sent=row.sent.get(column.name, ""), here=before, file=after)
    return {name: brings for name, brings in found.items() if brings is not Outcome.UNCHANGED}


class Gathered(Generic[T]):
    """What the rows of a workbook bring, gathered one by one."""

    def __init__(self, returned: ListReturn, look: Look) -> None:
        """Begin with what reading found; `look` finds what may identify somebody."""
        self._returned, self._look = returned, look
        self._wrong = list(returned.wrong)
        self._rows: list[Brought[T]] = []
        self._texts: list[IncomingText] = []

    def is_wrong(self, row: ReturnedRow, name: str, why: str) -> None:
        """Take note that a cell of a row is wrong."""
        self._wrong.append(self._returned.wrong_at(row, name, why))

    def is_here(self, ref: str) -> None:
        """Take note that a row says what is here already."""
        self._rows.append(Brought(ref=ref, outcome=Outcome.UNCHANGED))

    def brings(
        self,
        row: ReturnedRow,
        names: Collection[str],
        content: T,
        *,
        clashing: Mapping[str, str],
        rest: T | None = None,
    ) -> None:
        """Take note of what the cells of the names bring; `clashing` says by column what is here in its stead."""
        changes, clashes = [], []
        for column in self._returned.named(names, row):
            value, typed = row.cells.get(column.name, ""), row.typed.get(column.name, "")
            text = column.in_words(value)
            other = typed if value and typed.partition(" ")[0] != value else ""
            own = column.in_own_words
            changes.append(Change(heading=column.heading, text=text, typed=other, is_text=own))
            if column.name in clashing:
                here = column.in_words(clashing[column.name])
                clashes.append(Clash(heading=column.heading, here=here, file=text))
            if own and value.strip():
                self._texts.append(incoming(row.ref, column.heading, value, self._look))
        kind = Outcome.NEW if row.is_new else Outcome.CONFLICTING if clashes else Outcome.CHANGED
        self._rows.append(
            Brought(
                ref=row.ref,
                outcome=kind,
                changes=tuple(changes),
                clashes=tuple(clashes),
                content=content,
                rest=rest if clashes else content,
            )
        )

    def preview(self, here: Collection[str]) -> Preview[T]:
        """Return what taking the workbook in would do; `here` are the refs of the rows that are here."""
        return Preview(
            about=self._returned.about,
            rows=tuple(self._rows),
            missing=tuple(ref for ref in self._returned.missing if ref in here),
            wrong=tuple(self._wrong),
            notes=self._returned.notes,
            texts=tuple(self._texts),
        )


def must_be_as_seen(expected: object, seen: object) -> None:
    """Raise Conflict where a workbook brings something else by now than the preview that was `seen`."""
    if expected != seen:
        raise Conflict("Something changed since you looked. Look at the workbook again.", stored=expected, version=0)


def cells_are_wrong(wrong: Sequence[Wrong]) -> str:
    """Return that nothing was taken in because of cells, which are named."""
    return f"Nothing was taken in: some cells are wrong. {sheets.places(wrong)}"


def still_asked(*, wrong: Sequence[Wrong], missing: str, answers: Answers, takes_out: bool = False) -> str:
    """Return what of wrong cells and missing rows is still to be decided; `missing` is what is asked of the rows."""
    if wrong and not answers.without_wrong:
        return cells_are_wrong(wrong)
    if missing and not (answers.leave_missing or (takes_out and answers.take_out_missing)):
        return f"Nothing was taken in. {missing}"
    return ""


def unanswered(preview: Preview[T], answers: Answers) -> str:
    """Return what a person has still to decide before anything can be taken in; empty where nothing is left."""
    missing = preview.question if preview.does_something else ""
    if asked := still_asked(wrong=preview.wrong, missing=missing, answers=answers, takes_out=preview.takes_out):
        return asked
    sides = answers.from_file | answers.from_app
    if unsettled := [row.ref for row in preview.of(Outcome.CONFLICTING) if row.ref not in sides]:
        return f"Nothing was taken in: {listed(unsettled)} changed here since the file was made. Choose a side."
    return ""


def to_take_in(expected: Preview[T], seen: Preview[T], answers: Answers) -> Iterator[tuple[Brought[T], T]]:
    """Return the rows that are taken in, each with what is kept of it.

    Raises Conflict where something changed since the preview `seen`, and AuditError where something is still to be
    decided; then nothing is written.
    """
    must_be_as_seen(expected, seen)
    if why := unanswered(expected, answers):
        raise AuditError(why)
    kept = ((row, row.rest if row.ref in answers.from_app else row.content) for row in expected.rows)
    return ((row, content) for row, content in kept if content is not None)
