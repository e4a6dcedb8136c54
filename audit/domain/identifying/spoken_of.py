"""What was spoken of before a bare quantity: children, or a thing.

In: a text, and what each quantity in it counts, as it is read.
Out: whether "two were late" is said of plans and homes, or of children.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from audit.domain.identifying.count_words import BEFALLS_CHILDREN, PERSONAL, SAMPLED
from audit.domain.identifying.counted import is_agent, is_child, is_plural, is_thing

SPOKEN_TO = re.compile(
    r"\b(?:to|with|for|saw|met|visited|interviewed|heard from|sampled|audited|asked|seen|tracked|there(?: is| was|"
    r"['’]?s))(?: (?:only|just|all|the))*$",
    re.I,
)
WITHIN = re.compile(r"\b(?:in|across)(?: (?:only|just|all))?$", re.I)
WHERE = re.compile(
    r"\b(?:in|at|on|from|across|during|after|over|since|within|into|out of|inside)(?: [\w'’]+){0,3} ?$", re.I
)
TELLS = re.compile(
    r"\b(?:sa(?:y|ys|id)|show(?:s|ed)?|f(?:ound|ind)|t(?:old|ell)(?: (?:me|us))?|think|thought|report(?:ed|s)?|"
    r"confirm(?:ed|s)?|state[sd]?|kn(?:ow|ew)|count(?:ed)?|noted|heard|reckons?|claim(?:ed|s)?|identified|flagged|"
    r"evidenced?|highlight(?:s|ed)?)(?: (?:that|only|just|how|where|there (?:is|are|was|were)))*$",
    re.I,
)
_AS_WELL = re.compile(r"\b(?:and|plus)$", re.I)
_NAMED = re.compile(r"[^\W\d_][^\W_/]*(?:/p)?")


class SpokenOf:
    """What a text has named and counted up to a place in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted: list[tuple[int, bool]] = []  # where a quantity ends, and whether it is one of things

    def note(self, end: int, *, things: bool) -> None:
        """Keep that a quantity, which ends here, counts things or children."""
        self._counted.append((end, things))

    def counts_things(self, match: re.Match[str], before: str, *, single: bool = False) -> bool:
        """Say whether what was counted or spoken of last, before a bare quantity, is a thing and no child.

        Whom somebody speaks to, or what somebody tells, is not who was named as doing so.
        """
        start = match.start()
        counted_things = self._counted[-1] if self._counted else None
        if TELLS.search(before):
            return False
        if counted_things and (not counted_things[1] or SPOKEN_TO.search(before) or _AS_WELL.search(before)):
            return counted_things[1]
        if SPOKEN_TO.search(before):
            return False
        end, thing = self.named_before(start, single=single)
        if WITHIN.search(before) and SAMPLED.search(self._text, max(0, end - 12), max(0, end)):
            return False  # "ten audits; in two the child was not seen"
        last, thing = max(counted_things or (-1, False), (end, thing))
        return thing and not self._only_children_do(match.end(), last, counted=last != end)

    def _only_children_do(self, end: int, thing_end: int, *, counted: bool) -> bool:
        """Say whether what follows can be said of children alone: a plan is never told, and staff are never adopted."""
        noun = re.search(r"(\w+)\W*$", self._text[max(0, thing_end - 30) : thing_end])
        if noun and is_agent(noun[1]):
            return not counted and BEFALLS_CHILDREN.match(self._text, end) is not None
        return PERSONAL.match(self._text, end) is not None

    def children_before(self, start: int) -> bool:
        """Say whether children were counted, or named last, before a place."""
        end, thing = self.named_before(start, single=True)
        return (end >= 0 and not thing) or any(not things for _, things in self._counted)

    def named_before(self, start: int, *, single: bool) -> tuple[int, bool]:
        """Return what was named last, and whether it is a thing."""
        for index in range(bisect_left(self._named, (start,)) - 1, -1, -1):
            end, thing, many = self._named[index]
            if start - end > 200:
                break
            if many or single:
                return end, thing
        return -1, False

    @cached_property
    def _named(self) -> list[tuple[int, bool, bool]]:
        """Return what is named: where it ends, whether it is a thing, and whether there are many.

        What stands after "in" or "at" is where something is so, and not what is counted later.
        """
        named = []
        for word in _NAMED.finditer(self._text):
            if is_child(word[0]):
                named.append((word.end(), False, True))
            elif is_thing(word[0]) and not WHERE.search(self._text, max(0, word.start() - 40), word.start()):
                named.append((word.end(), True, is_plural(word[0]) or word[0].casefold() == "staff"))
        return named
