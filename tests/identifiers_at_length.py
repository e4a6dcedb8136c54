"""How much of what may identify somebody is marked.

`python -m tests.identifiers_at_length [FILE] [--faults] [--odd | --even]`

In: the invented notes of these tests, and a file of notes with their spans, where one is given:
`[{"id", "text", "found": [{"kind", "start", "end"}]}]`, offsets in code points.
Out: recall and precision by kind, for groups of kinds together, and how many clean notes are marked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from audit.domain.identifying.marking import Identifier, IdentifierKind
from tests import notes_elsewhere
from tests.notes import Count, Note, counts, is_marked, notes

WORDED = (IdentifierKind.NAME, IdentifierKind.PLACE, IdentifierKind.SCHOOL, IdentifierKind.ADDRESS)
PATTERNED = tuple(kind for kind in IdentifierKind if kind not in (*WORDED, IdentifierKind.PARTICULAR_CHILD))


def notes_of(file: Path, *, every: str = "") -> tuple[Note, ...]:
    """Return the notes of a file; of "odd" or "even" ids alone where that is asked for."""
    return tuple(
        Note(text=note["text"], holds=tuple(_identifier(note["text"], span) for span in note["found"]))
        for note in json.loads(file.read_text("utf-8"))
        if not every or int(note["id"][1:]) % 2 == (every == "odd")
    )


def recall(found: Sequence[Count], kinds: Sequence[IdentifierKind]) -> float:
    """Return the share that is marked of some kinds together."""
    there = sum(count.there for count in found if count.kind in kinds)
    return 1 - sum(len(count.missed) for count in found if count.kind in kinds) / there if there else 1.0


def clean_marked(given: Sequence[Note]) -> tuple[int, int]:
    """Return how many notes without an identifier are marked, of how many."""
    clean = [note for note in given if not note.holds]
    return sum(is_marked(note) for note in clean), len(clean)


def report(title: str, given: Sequence[Note], *, faults: bool = False) -> str:
    """Return the figures as lines."""
    found = counts(given)
    lines = [title, f"  {'kind':16} {'there':>6} {'marked':>6} {'recall':>7} {'precision':>9}"]
    for count in found:
        if count.there or count.marked:
            lines.append(
                f"  {count.kind.value:16} {count.there:6} {count.marked:6} {count.recall:7.1%} {count.precision:9.1%}"
            )
        if faults:
            lines += [f"      missed: {text}" for text in count.missed] + [
                f"      wrong: {text}" for text in count.wrong
            ]
    marked, clean = clean_marked(given)
    lines.append(f"  patterned kinds and counts of children: {recall(found, PATTERNED):.1%} are marked")
    lines.append(f"  names, places, schools and addresses: {recall(found, WORDED):.1%} are marked")
    lines.append(f"  clean notes marked: {marked} of {clean}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the figures of the invented notes, or of the file that is given."""
    options = [word.lstrip("-") for word in arguments if word.startswith("--")]
    files = [Path(word) for word in arguments if not word.startswith("--")]
    every = next((word for word in options if word in ("odd", "even")), "")
    given = [(str(file), notes_of(file, every=every)) for file in files] or [
        ("invented notes", notes()),
        ("invented notes in other styles", notes_elsewhere.notes()),
    ]
    for title, found in given:
        print(report(title, found, faults="faults" in options))  # noqa: T201 - the figures asked for


def _identifier(text: str, span: dict[str, object]) -> Identifier:
    start, end = int(str(span["start"])), int(str(span["end"]))
    return Identifier(start, end, IdentifierKind(str(span["kind"])), text[start:end])


if __name__ == "__main__":
    main(sys.argv[1:])
