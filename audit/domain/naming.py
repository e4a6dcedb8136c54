"""Likely names of people in a text.

In: a text, and lists of first names and surnames.
Out: where a name is likely; a word that is also an ordinary word needs company that says it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from audit.domain import name_cues as cues

_WORD = re.compile(r"(?<![\w@#/])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@])", re.UNICODE)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,3}(?![\w])|(?<![\w.])(?:[A-Z]\.[A-Z])(?=['’]s\b)")
_NO_INITIALS = frozenset({"U.K.", "U.S.", "N.B.", "P.S.", "A.M.", "P.M.", "D.O.B.", "N.I.", "G.P.", "E.G.", "I.E."})


@dataclass(frozen=True)
class Names:
    """Names that people and places in England have, and words that are none by themselves, in lower case."""

    first: frozenset[str]
    last: frozenset[str]
    ordinary: frozenset[str]  # ordinary words that are also names
    everyday: frozenset[str] = frozenset()  # words of every day and of the work, in their plain form
    places: frozenset[str] = frozenset()  # towns, boroughs and counties
    public: frozenset[str] = frozenset()  # schemes, reviews and tools that are named after somebody

    def is_everyday(self, plain: str) -> bool:
        """Say whether a word, or the word that it is made of, is one of every day."""
        parts = plain.split("-")
        return all(not part or any(stem in self.everyday for stem in stems(part)) for part in parts)

    def is_known_word(self, plain: str) -> bool:
        """Say whether a word is an ordinary one, one of every day or a place."""
        return plain in self.ordinary or plain in self.places or self.is_everyday(plain)

    def is_first(self, plain: str) -> bool:
        """Say whether a word is a first name, or two of them with a hyphen between, or built as many are."""
        start = plain.partition("-")[0]
        if plain in self.first or (start != plain and start in self.first and start not in self.ordinary):
            return True
        built = cues.LIKE_A_NAME.fullmatch(plain) or cues.PINYIN.fullmatch(plain)
        return bool(built) and not self.is_known_word(plain) and plain not in self.last


@lru_cache(maxsize=4096)
def stems(word: str) -> tuple[str, ...]:
    """Return a word and the plain forms that it may be made of: "carried" is made of "carry"."""
    found = [word]
    for end in ("s", "es", "ed", "d", "ing", "ly", "al", "er", "r", "ers", "rs", "'s"):
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) > 2:
            found.append(stem)
            if end in ("ing", "ed", "er", "ers"):
                found += [f"{stem}e", stem[:-1] if stem[-1] == stem[-2] and len(stem) > 3 else stem]
    for end in ("ies", "ied", "ily", "ier"):
        if word.endswith(end):
            found.append(f"{word[: -len(end)]}y")
    for start in ("un", "re", "non", "pre", "co", "dis", "mis", "over", "under", "multi", "inter", "anti"):
        if word.startswith(start) and len(word) - len(start) > 3:
            found.append(word[len(start) :])
    return tuple(found)


def plain(word: str) -> str:
    """Return a word in lower case and without its possessive."""
    return word.replace("’", "'").casefold().removesuffix("'s").removesuffix("s'")


def names_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where a name is likely to stand, as start and end in code points."""
    reader = _Reader(text, names)
    at = 0
    while at < len(reader.words):
        skip = reader.public_at(at)
        count = 0 if skip else reader.name_at(at)
        if count:
            last = reader.words[at + count - 1]
            yield reader.words[at].start(), last.end() - (2 if last.group().endswith(("'s", "’s")) else 0)
        at += skip or count or 1
    for pattern in cues.NICKNAMES:
        for match in pattern.finditer(text):
            if plain(match["it"].split()[0]) not in cues.NOT_A_NICKNAME:
                yield match.span("it")
    for match in _INITIALS.finditer(text):
        if match.group() not in _NO_INITIALS:
            yield match.span()


class _Reader:
    """The words of one text; `at` counts words."""

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.words = list(_WORD.finditer(text))
        self.plain = [plain(word.group()) for word in self.words]

    @cached_property
    def _public_starts(self) -> dict[str, list[str]]:
        return _by_first_word(self.names.public)

    def public_at(self, at: int) -> int:
        """Return how many words from `at` make the name of a scheme or a tool; 0 where none does."""
        for phrase in self._public_starts.get(self.plain[at].split("'")[0], ()):
            count = len(phrase.split())
            if self.text[self.words[at].start() :][: len(phrase)].replace("’", "'").casefold() == phrase:
                return count
        return 0

    def name_at(self, at: int) -> int:
        """Return how many words from `at` make a name; 0 where none does."""
        raw, word = self.words[at].group(), self.plain[at]
        if word in cues.TITLES and self.follows(at) and self._titled(at):
            return 2 + self._surnames(at + 1)
        if self._has_initial(at) or self._initial_after(at):
            return 2
        if raw.isupper() and len(raw) > 2:
            return self._in_capitals(at)
        if len(word) == 2 and raw[:2].isupper() and raw[:2] not in cues.ABBREVIATIONS:
            return 1 if self._owns(at) or self._before(at, cues.PERSON_DOES) else 0
        if not _capital(raw):
            return self._small_name(at)
        if at and self.words[at - 1].group() in ("St", "Saint"):
            return 0
        if self.names.is_first(word):
            after = self._surnames(at)
            return 1 + after if after or (self._alone(at) and not self._two_before_place(at)) else 0
        return self._without_first(at)

    def follows(self, at: int) -> bool:
        """Say whether nothing but a space, or the full stop of a title, stands between a word and the next."""
        if at + 1 >= len(self.words):
            return False
        between, word = self.text[self.words[at].end() : self.words[at + 1].start()], self.words[at].group()
        return (
            between in (" ", "\u00a0")
            or (between == ". " and (self.plain[at] in cues.TITLES or len(word) == 1))
            or (between == "/ " and word == "w")
        )

    def _titled(self, at: int) -> bool:
        """Say whether a surname follows the title at `at`."""
        title, word = self.words[at].group(), self.words[at + 1].group()
        following = self.plain[at + 1]
        if _capital(word) or (word.isupper() and len(word) > 2 and self.plain[at] in cues.SMALL_TITLES):
            known = following in self.names.last or self.names.is_first(following)
            return known or not title.isupper() or not self.names.is_everyday(following)
        return self.plain[at] in cues.SMALL_TITLES and len(word) > 2 and not self.names.is_everyday(following)

    def _has_initial(self, at: int) -> bool:
        """Say whether an initial and a surname stand at `at`: "S. Hussain"."""
        raw = self.words[at].group()
        if len(raw) != 1 or not raw.isupper() or not self.follows(at) or not _capital(self.words[at + 1].group()):
            return False
        word = self.plain[at + 1]
        dotted = self.text[self.words[at].end()] == "."
        if (raw in "AI" and not dotted) or (at and self.plain[at - 1] in cues.LABELS):
            return False
        return (
            not self.names.is_known_word(word)
            and (dotted or word in self.names.last)
            and not self._before_place(at + 1)
        )

    def _initial_after(self, at: int) -> bool:
        """Say whether a name and the initial of a surname stand at `at`: "Sarah C."."""
        if not self.follows(at) or not self.words[at].group()[:1].isupper() or len(self.words[at].group()) < 3:
            return False
        initial, end = self.words[at + 1].group(), self.words[at + 1].end()
        if (
            len(initial) != 1
            or not initial.isupper()
            or not re.match(r"[.,;:)'’\n]|$| [-–(a-z]", self.text[end : end + 2])
        ):
            return False
        word = self.plain[at]
        first = self.names.is_first(word) and not (word in self.names.ordinary and initial in "AI")
        return word not in cues.LABELS and (first or not self.names.is_known_word(word))

    def _in_capitals(self, at: int) -> int:
        """Return 1 for a name in capitals: a known one, or one with a birth date or a number after it."""
        word, raw = self.plain[at], self.words[at].group()
        if self.names.is_known_word(word) or len(raw) < 4:
            return 0
        if cues.NUMBER_AFTER.match(self.text, self.words[at].end()):
            return 1
        return 1 if len(raw) > 3 and (word in self.names.first or (len(raw) > 6 and word in self.names.last)) else 0

    def _without_first(self, at: int) -> int:
        """Return how many words from one that is no first name make a name."""
        word = self.plain[at]
        if (
            word in self.names.ordinary
            or word in cues.PLACE_AFTER
            or word in self.names.places
            or self._before_place(at)
        ):
            return 0
        if word in self.names.last and not self.names.is_everyday(word):
            if self._in_brackets_after_theory(at):
                return 0
            return 1 if self._cue(at) or self._before_kin(at) or not self._begins(at) else self._unknown(at)
        return self._unknown(at)

    def _unknown(self, at: int) -> int:
        """Return how many words from one that no list has make a name; what stands around it has to say that they do."""
        word = self.plain[at]
        if len(word) < 3 or self.names.is_everyday(word):
            return 0
        if self.follows(at) and _capital(self.words[at + 1].group()):
            following = self.plain[at + 1]
            if following in self.names.ordinary or following in cues.PLACE_AFTER or self._before_place(at + 1):
                return 0
            if following in self.names.last or following in self.names.first or not self.names.is_everyday(following):
                return 2
            return 0
        return 1 if self._stands_as_person(at) else 0

    def _stands_as_person(self, at: int) -> bool:
        """Say whether what stands around a word that no list has says that it is somebody."""
        word = self.plain[at]
        acts = self._before(at, cues.PERSON_DOES) or self._owns(at) or not word.isascii() or self._before_kin(at)
        acts = acts or bool(cues.NUMBER_AFTER.match(self.text, self.words[at].end()))
        if self._quoted(at):
            return True
        if self._begins(at):
            person = word not in cues.PEOPLE and not word.endswith("s")  # "Carers said" is nobody's name
            return person and (acts or self._has_done(at) or self._before(at, cues.PERSON_IS) or self._bracket(at))
        return acts or self._before(at, cues.PERSON_IS) or self._named_before(at) or self._after(at, cues.PERHAPS)

    def _alone(self, at: int) -> bool:
        """Say whether a first name by itself is likely meant as one."""
        word = self.plain[at]
        sure = word not in self.names.ordinary and word not in self.names.places
        if self._before_place(at) and not (
            sure and self._before(at, cues.OF_A_PERSON_TOO) and not self._after(at, {"the"})
        ):
            return False
        if sure:
            return len(word) > 2 and not self._in_brackets_after_theory(at)
        if word in cues.NEVER_ALONE:
            return word == "may" and self._begins(at) and self._before(at, cues.PERSON_DOES - cues.PRESENT)
        if self._before(at, {"has", "had", "needs", "wants"}) and at + 2 < len(self.words):
            if self.plain[at + 2] in cues.OF_SOMEBODY:
                return True
        if self._begins(at):
            told = self._before(at, cues.PERSON_IS) and not cues.GENDERED.isdisjoint(self.plain[at + 1 : at + 11])
            return told or self._owns(at) or self._before(at, cues.PERSON_DOES | cues.NOT)
        follows = self.follows(at) and self.words[at + 1].group()[0].isupper()
        around = self._named_before(at) or self._owns(at) or self._before(at, cues.PERSON_DOES | {"has", "had"})
        return around and not follows

    def _surnames(self, at: int) -> int:
        """Return how many capitalised words after `at` belong to the name; two at most."""
        count = 0
        while count < 2 and self.follows(at + count):
            word, raw = self.plain[at + count + 1], self.words[at + count + 1].group()
            known = word in self.names.last or word in self.names.first
            if not _capital(raw) or word in cues.PLACE_AFTER or (raw.isupper() and len(raw) > 1):
                break
            if not known and (self.names.is_known_word(word) or count):
                break
            count += 1
        return 0 if count and self._before_place(at + count) else count

    def _small_name(self, at: int) -> int:
        """Return 1 for a name written small, where the words around say that a name stands there."""
        word = self.plain[at]
        if len(word) < 4 or word in cues.NEVER_ALONE:
            return 0
        if word not in self.names.first:
            return self._unknown_small(at)
        if word in self.names.ordinary or self.names.is_everyday(word):
            near = self.plain[at + 1 : at + 5]
            person = not cues.GENDERED.isdisjoint(near) or self._owns(at)
            if person and self._named_before(at, small=True):
                return 1
            owned = self._owns(at) and near[0] in cues.OWNED and word not in cues.SEASONS | {"child"}
            acts = self._before(at, cues.PERSON_DOES | cues.NOT)
            return 1 if self._begins(at) and (acts or owned or (self._owns(at) and near[0] in ("sdq", "pep"))) else 0
        following = self.plain[at + 1] if self.follows(at) else ""
        if len(following) > 3 and not self.names.is_known_word(following):
            return 2
        sure = self._named_before(at) or self._after(at, cues.PERHAPS | {"and", "for", "to", "from", "re"})
        return (
            1 if len(word) > 4 or sure or self._before(at, cues.PERSON_DOES | cues.PERSON_IS) or self._owns(at) else 0
        )

    def _unknown_small(self, at: int) -> int:
        """Return 1 for a word written small that no list has, where it does or owns as a person: "somtos school"."""
        word = self.plain[at]
        if "'" in word or self.names.is_known_word(word) or self.names.is_everyday(word.removesuffix("s")):
            return 0
        owns = word.endswith("s") or self._owns(at)
        following = self.plain[at + 1] if self.follows(at) else ""
        if owns and following in cues.OWNED:
            return 1
        named = word in self.names.last and self._named_before(at)
        numbered = cues.NUMBER_AFTER.match(self.text, self.words[at].end()) is not None
        return 1 if named or numbered or self._before(at, cues.PERSON_DOES | cues.NOT) else 0

    def _named_before(self, at: int, *, small: bool = False) -> bool:
        """Say whether the words before say that a person follows: "asked", "spoke to", "mum and"."""
        if at == 0 or not self.text[self.words[at - 1].end() : self.words[at].start()].strip(',(:“"‘') == " ":
            return at > 0 and self.follows(at - 1) and self.words[at - 1].group() == "w" and self._spoke(at - 1)
        before, earlier = self.plain[at - 1], self.plain[at - 2] if at > 1 else ""
        if before in ("to", "with", "w"):
            return self._spoke(at - 1)
        if before in ("is", "was"):
            return earlier in cues.WHO_IS
        if before in ("and", "or"):
            return earlier in cues.SURE or (self.names.is_first(earlier) and _capital(self.words[at - 2].group()))
        if self.words[at - 1].group() in cues.ROLES:
            return True
        return before in cues.SURE or (before in cues.WHOM and (not small or before in ("asked", "told", "asking")))

    def _spoke(self, at: int) -> bool:
        """Say whether the word before "to" or "with" is one of speaking or of a tie."""
        return at > 0 and self.plain[at - 1] in cues.TO_WHOM | {"met", "meet", "seen", "live", "lives", "placed"}

    def _in_brackets_after_theory(self, at: int) -> bool:
        """Say whether a word stands alone in brackets after a theory or a tool: "Attachment (Bowlby)"."""
        start, end = self.words[at].start(), self.words[at].end()
        alone = self.text[start - 1 : start] == "(" and self.text[end : end + 1] in (")", ",", " ")
        return alone and at > 0 and self.plain[at - 1] in cues.THEORY_BEFORE

    def _before_kin(self, at: int) -> bool:
        return self.follows(at) and self.words[at + 1].group() in cues.KIN_GROUP

    def _has_done(self, at: int) -> bool:
        """Say whether a verb in the past follows: "presented as tired"."""
        return self.follows(at) and self.words[at + 1].group().endswith("ed")

    def _quoted(self, at: int) -> bool:
        """Say whether a word stands alone between marks of quotation."""
        start, end = self.words[at].span()
        return self.text[start - 1 : start] in ('"', "“") and self.text[end : end + 1] in ('"', "”")

    def _bracket(self, at: int) -> bool:
        return self.text[self.words[at].end() :][:2] == " ("

    def _owns(self, at: int) -> bool:
        """Say whether a word has the possessive and what it owns is written small."""
        owner = self.words[at].group().endswith(("'s", "’s"))
        if not owner or at + 1 >= len(self.words):
            return False
        return self.words[at + 1].group()[0].islower() or self.plain[at + 1] in cues.OWNED

    def _before(self, at: int, verbs: frozenset[str] | set[str]) -> bool:
        return self.follows(at) and self.words[at + 1].group().replace("’", "'") in verbs

    def _after(self, at: int, words: frozenset[str] | set[str]) -> bool:
        return at > 0 and self.follows(at - 1) and self.plain[at - 1] in words

    def _cue(self, at: int) -> bool:
        return at > 0 and self.plain[at - 1] in cues.BEFORE

    def _before_place(self, at: int) -> bool:
        """Say whether what follows makes a place, a scheme or a report of the word: "Park Road", "Casey audit"."""
        if not self.follows(at):
            return False
        following = self.words[at + 1].group().casefold()
        if self.words[at].group().endswith(("'s", "’s")):
            return following in ("law", "rule", "wish", "trust")
        return following in cues.PLACE_AFTER or following in cues.NAMED_AFTER

    def _two_before_place(self, at: int) -> bool:
        """Say whether the next word, a capital too, has a place or a scheme after it: "Park Lane Clinic"."""
        return self.follows(at) and _capital(self.words[at + 1].group()) and self._before_place(at + 1)

    def _begins(self, at: int) -> bool:
        before = self.text[: self.words[at].start()].rstrip(" \t\"'“‘(")[-1:]
        return not before or before in ".!?\n:"


@lru_cache(maxsize=4)
def _by_first_word(phrases: frozenset[str]) -> dict[str, list[str]]:
    starts: dict[str, list[str]] = {}
    for phrase in phrases:
        starts.setdefault(plain(phrase.split()[0]).split("'")[0], []).append(phrase)
    return starts


def _capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper() or len(word) > 6) and len(word) > 1
