"""What stands around a word in a text: what says that it is somebody, and what says that it is a place or a scheme.

In: a text, and the lists of names.
Out: its words, and answers about what stands before and after each.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from audit.domain.identifying import name_cues as cues
from audit.domain.identifying.name_cues import Names, plain

_WORD = re.compile(r"(?<![\w@#])(?<!\d/)[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@])", re.UNICODE)


class Company:
    """The words of one text, and what stands around each; `at` counts words."""

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names = text, names
        self.words = list(_WORD.finditer(text))
        self.plain = [plain(word.group()) for word in self.words]

    @cached_property
    def public_starts(self) -> dict[str, list[str]]:
        """Return the names of schemes and tools by their first word."""
        return _by_first_word(self.names.public)

    def public_at(self, at: int) -> int:
        """Return how many words from `at` make the name of a scheme or a tool; 0 where none does."""
        for phrase in self.public_starts.get(self.plain[at].split("'")[0], ()):
            count = len(phrase.split())
            if self.text[self.words[at].start() :][: len(phrase)].replace("’", "'").casefold() == phrase:
                return count
        return 0

    def town_at(self, at: int) -> int:
        """Return how many words from `at` make a town of several words; 0 where none does."""
        for count in (3, 2):
            if at + count <= len(self.words) and " ".join(self.plain[at : at + count]) in self.names.places:
                return count
        return 0

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

    def in_brackets_after_theory(self, at: int) -> bool:
        """Say whether a word stands alone in brackets after a theory or a tool: "Attachment (Bowlby)"."""
        start, end = self.words[at].start(), self.words[at].end()
        alone = self.text[start - 1 : start] == "(" and self.text[end : end + 1] in (")", ",", " ")
        return alone and at > 0 and self.plain[at - 1] in cues.THEORY_BEFORE

    def role_after(self, at: int) -> bool:
        """Say whether a word's role stands after it: "Chase, SW," or "Joy (carer)"."""
        match = cues.ROLE_AFTER.match(self.text, self.words[at].end())
        return match is not None and (match[1] in cues.ROLES or match[1].casefold() in cues.SURE)

    def owns(self, at: int) -> bool:
        """Say whether a word has the possessive and what it owns is written small."""
        owner = self.words[at].group().endswith(("'s", "’s"))
        if not owner or at + 1 >= len(self.words):
            return False
        return self.words[at + 1].group()[0].islower() or self.plain[at + 1] in cues.OWNED

    def before(self, at: int, verbs: frozenset[str] | set[str]) -> bool:
        """Say whether one of some words follows."""
        return self.follows(at) and self.words[at + 1].group().replace("’", "'") in verbs

    def after(self, at: int, words: frozenset[str] | set[str]) -> bool:
        """Say whether one of some words stands before."""
        return at > 0 and self.follows(at - 1) and self.plain[at - 1] in words

    def starts(self, at: int, phrases: frozenset[str]) -> bool:
        """Say whether one of some phrases of two words stands at a word: "not seen", "to chase"."""
        return at > 0 and self.follows(at - 1) and " ".join(self.plain[at : at + 2]) in phrases

    def before_place(self, at: int) -> bool:
        """Say whether what follows makes a place, a scheme or a report of the word: "Park Road", "Casey audit"."""
        listed = cues.LISTED.match(self.text, self.words[at].end())
        if listed or not self.follows(at):
            return listed is not None and listed[1] in cues.NAMED_AFTER  # "Hazel, Rowan and Alder teams"
        following = self.words[at + 1].group().casefold()
        if self.words[at].group().endswith(("'s", "’s")):
            return following in ("law", "rule", "wish", "trust")
        return following in cues.PLACE_AFTER or following in cues.NAMED_AFTER

    def is_author(self, at: int) -> bool:
        """Say whether a surname is that of who wrote what is spoken of: by its year, or by others who wrote too."""
        word, end = self.plain[at], self.words[at].end()
        if self.names.is_first(word):
            return False
        wrote = _authors(self.names.public)
        if cues.CITED.match(self.text, end) or word not in wrote:
            return cues.CITED.match(self.text, end) is not None
        near = [other for other in range(max(0, at - 2), at + 3) if other != at and self.plain[other : other + 1]]
        listed = any(self.plain[other] in wrote and self._are_listed(*sorted((at, other))) for other in near)
        theory = self.words[at].group().endswith(("'s", "’s")) and self.words[at + 1 : at + 2]
        return listed or bool(theory and theory[0].group().isupper()) or cues.WROTE_IN.match(self.text, end) is not None

    def _are_listed(self, at: int, other: int) -> bool:
        """Say whether two words are beside each other in a list."""
        return self.text[self.words[at].end() : self.words[other].start()] in (", ", " and ", " & ", ", and ", "/")

    def two_before_place(self, at: int) -> bool:
        """Say whether the next word, a capital too, has a place or a scheme after it: "Park Lane Clinic"."""
        return self.follows(at) and is_capital(self.words[at + 1].group()) and self.before_place(at + 1)

    def begins(self, at: int) -> bool:
        """Say whether a word begins a sentence."""
        before = self.text[: self.words[at].start()].rstrip(" \t\"'“‘(")[-1:]
        return not before or before in ".!?\n:"

    def spoke(self, at: int) -> bool:
        """Say whether the word before "to" or "with" is one of speaking or of a tie."""
        return at > 0 and self.plain[at - 1] in cues.BEFORE_TO_PERSON | {
            "met",
            "meet",
            "seen",
            "live",
            "lives",
            "placed",
        }

    def named_before(self, at: int, *, small: bool = False) -> bool:
        """Say whether the words before say that a person follows: "asked", "spoke to", "mum and"."""
        if at == 0 or self.text[self.words[at - 1].end() : self.words[at].start()].strip(',(:“"‘') != " ":
            return at > 0 and self.follows(at - 1) and self.words[at - 1].group() == "w" and self.spoke(at - 1)
        before, earlier = self.plain[at - 1], self.plain[at - 2] if at > 1 else ""
        if before in ("to", "with", "w"):
            return self.spoke(at - 1)
        if before in ("for", "is", "was"):
            return earlier in cues.WHO_IS if before != "for" else earlier in cues.OWNED or earlier.upper() in cues.ROLES
        if before in ("and", "or"):
            return earlier in cues.SURE or (self.names.is_first(earlier) and is_capital(self.words[at - 2].group()))
        if self.words[at - 1].group() in cues.ROLES:
            return True
        return before in cues.SURE or (
            before in cues.PERSON_VERBS and (not small or before in ("asked", "told", "asking"))
        )

    def initial_after(self, at: int) -> bool:
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

    def has_initial(self, at: int) -> bool:
        """Say whether an initial and a surname stand at `at`: "S. Hussain"."""
        raw = self.words[at].group()
        if len(raw) != 1 or not raw.isupper() or not self.follows(at) or not is_capital(self.words[at + 1].group()):
            return False
        word = self.plain[at + 1]
        dotted = self.text[self.words[at].end()] == "."
        if (raw in "AI" and not dotted) or (at and self.plain[at - 1] in cues.LABELS):
            return False
        return (
            (word in self.names.last or (dotted and not self.names.is_known_word(word)))
            and (dotted or not self.names.is_known_word(word))
            and not self.before_place(at + 1)
        )


def is_capital(word: str) -> bool:
    """Say whether a word has a capital and is no abbreviation."""
    return word[:1].isupper() and (len(word) == 1 or not word.isupper() or len(word) > 6) and len(word) > 1


@lru_cache(maxsize=4)
def _authors(phrases: frozenset[str]) -> frozenset[str]:
    """Return the surnames among the names of those who wrote reviews and theories."""
    return frozenset(phrase.split()[-1] for phrase in phrases if phrase.count(" ") < 2)


@lru_cache(maxsize=4)
def _by_first_word(phrases: frozenset[str]) -> dict[str, list[str]]:
    starts: dict[str, list[str]] = {}
    for phrase in phrases:
        starts.setdefault(plain(phrase.split()[0]).split("'")[0], []).append(phrase)
    return starts
