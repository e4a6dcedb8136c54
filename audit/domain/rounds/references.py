"""References: those to a case are taken out of what people typed.

In: a round, and a text that may name its cases.
Out: the same text with "a child" or "children" in their place, and where they stand.

Here too:
- Mentions: where a case's reference stands in texts that belong to no round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.english import capital
from audit.domain.rounds.audit_round import Round

_SPACE = r"[\s\u00a0]+"
_AND = r"(?:,?[\s\u00a0]+and[\s\u00a0]+|[\s\u00a0]*[,;&/][\s\u00a0]*(?:and[\s\u00a0]+)?)"
Say = Callable[[str], str]


def remover(references: Sequence[str]) -> Say:
    """Return a function that puts "a child" for each of the references in a text, and "children" for several."""
    pattern = _pattern(references)
    if pattern is None:
        return lambda text: text
    return lambda text: pattern.sub(_in_place_of, text)


def replacer(references: Sequence[str]) -> Callable[[str], tuple[str, tuple[tuple[int, int], ...]]]:
    """Return a function that does the same, and says where in the new text "a child" or "children" now stand."""
    pattern = _pattern(references)

    def replace(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        parts, spans, end, length = [], [], 0, 0
        for match in pattern.finditer(text) if pattern is not None else ():
            parts += [text[end : match.start()], _in_place_of(match)]
            length += len(parts[-2])
            spans.append((length, length + len(parts[-1])))
            length, end = spans[-1][1], match.end()
        return "".join([*parts, text[end:]]), tuple(spans)

    return replace


def references_of(audit_round: Round) -> tuple[str, ...]:
    """Return every reference that may point at a child of the round, those of earlier rounds included."""
    earlier = [case.same_child_as.partition("/")[2] for case in audit_round.cases]
    return tuple(ref for ref in dict.fromkeys([case.ref for case in audit_round.cases] + earlier) if ref)


def _pattern(references: Sequence[str]) -> re.Pattern[str] | None:
    if not references:
        return None
    longest_first = sorted(references, key=len, reverse=True)
    whole = "|".join(_reference_pattern(ref) for ref in longest_first)
    ends = [ref.split()[-1] for ref in longest_first if " " in ref.strip()]
    tail = "|".join([_reference_pattern(ref) for ref in longest_first] + [re.escape(end) for end in ends])
    return re.compile(rf"(?:(?<=\s)|(?<!\w))(?:{whole})(?P<more>(?:{_AND}(?:{tail})(?!\w))*)(?!\w)")


def _reference_pattern(ref: str) -> str:
    """Return the pattern of one reference; a short one counts only after a word that says what it is."""
    words = ref.split()
    if len(words) == 1:
        prefix = r"(?i:(?:child(?:ren)?|cases?)[\s\u00a0]+)"
        return f"{prefix}{re.escape(ref)}" if len(ref) <= 2 else f"{prefix}?{_any_case(ref)}"
    first = r"(?i:child(?:ren)?)" if words[0].lower() == "child" else _any_case(words[0])
    return _SPACE.join([first, *(re.escape(word) for word in words[1:])])


def _any_case(word: str) -> str:
    return f"(?i:{re.escape(word)})"


def _in_place_of(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip(" \u00a0\n‘“'\"(")
    noun = "children" if match["more"] else "a child"
    begins = not before or before[-1] in ".!?"
    return capital(noun) if begins else noun


class MentionKind(StrEnum):
    """What kind of record names a child."""

    EVIDENCE = "evidence"
    CHECKLIST = "checklist"
    REQUEST = "request"
    INSPECTION = "inspection"

    @property
    def goes(self) -> str:
        """Return what erasing it takes away."""
        return {
            "evidence": "the piece of evidence, every description of it",
            "checklist": "everything said of this recommendation",
            "request": "the request",
            "inspection": "the inspection’s note and reasons; its days stay",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One record that names a child."""

    kind: MentionKind
    ref: str  # a piece's ref, a recommendation's key, or the number of a request or an inspection
    says: str  # the text, so that the person can tell whether it is the same child

    @property
    def key(self) -> str:
        """Return what tells it from every other."""
        return f"{self.kind.value} {self.ref}"


def names_any(references: Sequence[str], texts: Sequence[str]) -> bool:
    """Say whether any of the texts names one of the references, however it is spaced or written.

    In doubt it says yes, as in "children A and B" for Child B: a person looks at each before anything goes.
    """
    remove, loosely = remover(references), [_loosely(reference) for reference in references if " " in reference.strip()]
    return any(remove(text) != text or any(pattern.search(text) for pattern in loosely) for text in texts if text)


def _loosely(reference: str) -> re.Pattern[str]:
    first, last = reference.split()[0], reference.split()[-1]
    return re.compile(rf"(?i:\b(?:child(?:ren)?|{re.escape(first)}))\b[^.!?\n]{{0,40}}?(?<!\w){re.escape(last)}(?!\w)")
