"""Incoming texts: what a file would bring in somebody's own words, looked through before anything is taken in.

In: a text with its row and its column, and what looks through texts.
Out: the text as it was typed, with what may point to a child; rows, those with something found first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from audit.domain.identifying.marking import Identifier, IdentifierKind

Look = Callable[[str], Sequence[Identifier]]


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    """A text that a file would bring."""

    row: str  # what it is about, such as an action's ref
    column: str
    text: str | None  # None: the person may not read it before the reveal
    found: tuple[Identifier, ...] = ()  # without words where the text has none

    @property
    def where(self) -> str:
        """Return the place of the text."""
        return f"{self.row}, {self.column}"

    @property
    def kinds(self) -> str:
        """Return the kinds of what was found, in words; empty where nothing was."""
        return ", ".join(dict.fromkeys(mark.kind.label for mark in self.found))


def incoming(row: str, column: str, text: str, look: Look, *, besides: Sequence[IdentifierKind] = ()) -> IncomingText:
    """Return a text with what was found in it; `besides` are kinds that its place asks for, such as a name.

    How a text about one child is worded matters where it leaves the audit group, not where it comes in.
    """
    passed = {IdentifierKind.ONE_CHILD, *besides}
    found = tuple(mark for mark in look(text) if mark.kind not in passed)
    return IncomingText(row=row, column=column, text=text, found=found)


def unread(text: IncomingText) -> IncomingText:
    """Return a text as somebody sees it who may not read it: what kind of thing was found, and none of its words."""
    return replace(text, text=None, found=tuple(replace(mark, text="") for mark in text.found))


def by_row(texts: Iterable[IncomingText]) -> tuple[tuple[str, tuple[IncomingText, ...]], ...]:
    """Return the texts of each row; rows and texts in which something was found come first."""
    rows: dict[str, list[IncomingText]] = {}
    for text in sorted(texts, key=lambda text: not text.found):  # stable: else the file's order
        rows.setdefault(text.row, []).append(text)
    return tuple((row, tuple(of_row)) for row, of_row in rows.items())
