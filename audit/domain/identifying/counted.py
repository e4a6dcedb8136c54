"""What a quantity counts, by the words that follow it.

In: a text and where the quantity ends.
Out: whether children, case files, a measure, another thing or nothing named follows, and where that ends.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from audit.domain.identifying.count_words import (
    A_CHILD,
    AGENTS,
    CHILD_WORDS,
    IRREGULAR,
    MANY_CHILDREN,
    MEASURE,
    NO_PLURAL,
    SAMPLED,
    STANDS_ALONE,
    STATE,
    THING_WORDS,
)


class Counted(Enum):
    """What a quantity counts."""

    CHILDREN = "children"
    SAMPLE = "sample"  # case files and the like, one for each child
    MEASURE = "measure"
    THING = "thing"
    UNNAMED = "unnamed"  # the quantity stands alone, as a pronoun does


_FILLER = re.compile(
    r"(?: ?x\b| no\.| no['’]?s\b| nr\b| other\b(?! than\b)| further\b| more\b(?! than\b)| others\b)+", re.I
)
_OF_THOSE = re.compile(
    r" (?:of|from|among|out of) (?:(?:them|['’]?em|us|you|ours|mine|yours|theirs|hers|whom|which)(?![\w-])|(?:these|"
    r"those)(?![\w-])(?! \w+s\b))",
    re.I,
)
_OF = re.compile(
    r"(?: (?:of|among|out of(?= (?:the|these|those|our|my|all)\b)))?"
    r"(?: (?:the|these|those|our|my|her|his|their|us|them|your|whose|its|all|last|same)\b)*",
    re.I,
)
_GROUP_OF_CHILDREN = frozenset("cohort sample caseload lot siblings sibs household group".split())
_CONTAINER = re.compile(r"(?: \w+)? (?:sets?|pairs?|groups?|lots|trios|couples) of(?: the)?(?= )", re.I)
_COMPOUND = re.compile(  # what a figure tells the size of: "two page summary"
    r"(?:bed|bedroom|bedded|tier|part|way|page|line|parent|person|step|stage|storey|seater|point|strand|pronged|phase|"
    r"term|form|star|track|figure|digit|plus|level|sided?|piece|hourly|weekly|monthly|yearly|fold|man|woman|class|"
    r"agency|school|home|model|staff|full-time|fte|wte)",
    re.I,
)
_WORD = re.compile(r" (\w[\w'’&./-]*)")
_STANDS_ALONE = re.compile(STANDS_ALONE, re.I)
_OF_IT = re.compile(r" of (?:it|all|every|each|(?:that|this)(?! \w+ (?:cohort|group|sample|lot)\b))\b", re.I)


def counted(text: str, end: int, *, plural: bool) -> tuple[Counted, int]:
    """Return what stands after a quantity, and where its noun ends; `plural` of a quantity of two and more."""
    filler = _FILLER.match(text, end)
    end = filler.end() if filler else end
    those = _OF_THOSE.match(text, end)
    if those:
        return Counted.UNNAMED, those.end()
    if _OF_IT.match(text, end):
        return Counted.THING, end
    of = _OF.match(text, end)
    within = bool(of and " of" in of.group().lower())
    kind, noun_end = _head(text, of.end() if of else end, plural=plural or within)
    if (
        within
        and kind is Counted.THING
        and any(word[1].casefold() in _GROUP_OF_CHILDREN for word in _words(text, of.end() if of else end))
    ):
        return Counted.CHILDREN, noun_end
    return kind, noun_end


def _head(text: str, end: int, *, plural: bool) -> tuple[Counted, int]:
    """Return what the noun after a quantity is: the first that can be its head."""
    container = _CONTAINER.match(text, end)
    end, plural = (container.end(), True) if container else (end, plural)
    measure = MEASURE.match(text, end + 1 if text[end : end + 1] == " " else end)
    if measure:
        return Counted.MEASURE, measure.end()
    words = _words(text, end)
    child = MANY_CHILDREN if plural else A_CHILD
    for word in words:
        children = child.match(text, word.start(1))
        if children:
            return Counted.CHILDREN, children.end()
        sample = SAMPLED.match(text, word.start(1))
        if sample and (plural or sample.group()[-1] != "s"):
            return Counted.SAMPLE, sample.end()
        if word[1].casefold() == "ones":
            return Counted.UNNAMED, word.end()
        if plural and is_plural(word[1]):
            return (Counted.MEASURE if MEASURE.match(word[1]) else Counted.THING), word.end()
    unnamed = not words or _says_how_it_is(words, plural=plural)
    return (Counted.UNNAMED, end) if unnamed else (Counted.THING, words[0].end())


@lru_cache(maxsize=4096)
def _ends_phrase(word: str) -> bool:
    """Say whether a word is a verb or a small word, so that no noun phrase goes on with it."""
    return _STANDS_ALONE.match(word) is not None


def is_thing(word: str) -> bool:
    """Say whether a word is a thing, an adult or an agency."""
    return _singular(word) in THING_WORDS


def is_agent(word: str) -> bool:
    """Say whether a word is an adult or an agency."""
    return _singular(word) in AGENTS


def is_child(word: str) -> bool:
    """Say whether a word is a child."""
    return _singular(word) in CHILD_WORDS or word.casefold() in CHILD_WORDS


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    plain = word.casefold()
    if plain in THING_WORDS:
        return plain
    return plain[:-3] + "y" if plain.endswith("ies") else plain.removesuffix("s")


def _words(text: str, end: int) -> list[re.Match[str]]:
    """Return the words of a noun phrase that may begin here, five at most."""
    words: list[re.Match[str]] = []
    while len(words) < 5 and (word := _WORD.match(text, end)) and not _ends_phrase(word[1]):
        words.append(word)
        end = word.end()
        if word[1][-1] in "./":
            break
    return words


def is_plural(word: str) -> bool:
    """Say whether a word has the form of many."""
    plain = word.casefold().rstrip("./")
    if plain[-2:] in ("'s", "’s"):
        return False
    if plain in IRREGULAR:
        return True
    if word[-1:] == "s" and word[-2:-1].isupper():
        return True
    return len(plain) > 2 and plain[-1] == "s" and plain[-2:] not in ("ss", "us", "is") and plain not in NO_PLURAL


def _says_how_it_is(words: list[re.Match[str]], *, plural: bool) -> bool:
    """Say whether no noun follows but what somebody did, or how somebody is."""
    first = words[0][1].rstrip(".")
    if plural:
        return _COMPOUND.fullmatch(first) is None and (not first.isupper() or STATE.fullmatch(first) is not None)
    if is_plural(first):  # after "one" a verb: "one lives with her aunt"
        return True
    of_a_thing = any((is_thing(word[1]) or MEASURE.match(word[1])) and not is_plural(word[1]) for word in words[1:])
    return STATE.fullmatch(first) is not None and not of_a_thing
