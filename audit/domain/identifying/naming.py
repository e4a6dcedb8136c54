"""Likely names of people in a text.

In: a text, and lists of first names and surnames.
Out: where a name is likely; a word that is also an ordinary word needs company that says it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.identifying import name_cues as cues
from audit.domain.identifying.contacts import FILE_END
from audit.domain.identifying.name_company import Company, is_capital
from audit.domain.identifying.name_cues import LIKE_A_NAME, Names, plain

_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,3}(?!\w)|(?<![\w.])[A-Z]\.[A-Z](?![\w.])")
_FILE = re.compile(rf"(?<![\w./-])[\w-]{{3,80}}{FILE_END}", re.IGNORECASE)
_NO_INITIALS = frozenset(
    "U.K U.S N.B P.S E.G I.E Q.A A.E U.K. U.S. N.B. P.S. A.M. P.M. D.O.B. N.I. G.P. E.G. I.E. U.P.N.".split()
)


def names_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where a name is likely to stand, as start and end in code points."""
    reader = _Reader(text, names)
    at = 0
    while at < len(reader.words):
        skip = reader.public_at(at) or reader.town_at(at)
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
    for match in _FILE.finditer(text):
        yield from _in_file(match, names)


def _in_file(file: re.Match[str], names: Names) -> Iterator[tuple[int, int]]:
    """Yield where the name of a file holds a word that is a name or that nothing else explains."""
    for part in re.finditer(r"[^\W\d_]{3,}", file.group().rpartition(".")[0]):
        word = plain(part.group())
        somebody = names.is_first(word) or (part.group().istitle() and cues.VOWEL.search(word))
        if somebody and not names.is_known_word(word):
            yield file.start() + part.start(), file.start() + part.end()


class _Reader(Company):
    """Where names stand among the words of one text."""

    def name_at(self, at: int) -> int:
        """Return how many words from `at` make a name; 0 where none does."""
        raw, word = re.sub(r"['’]s$", "", self.words[at].group()), self.plain[at]
        if word in cues.TITLES and self.follows(at) and self._titled(at):
            return 2 + self._surnames(at + 1)
        if self.has_initial(at) or self.initial_after(at):
            return 2
        if raw.isupper() and len(raw) > 1:
            return self._in_capitals(at, raw)
        if not is_capital(raw):
            return self._small_name(at)
        return 0 if at and self.words[at - 1].group() in ("St", "Saint") else self._with_capital(at)

    def _with_capital(self, at: int) -> int:
        word, owned = self.plain[at], self.follows(at) and self.plain[at + 1] in cues.OWNED
        if cues.KIN_BEFORE.search(self.text, max(0, self.words[at].start() - 16), self.words[at].start()):
            return 0 if word in cues.NEVER_ALONE or (self.follows(at) and is_capital(self.words[at + 1].group())) else 1
        if self.is_author(at):
            return 0
        if self._is_one_of_two(at) or self._is_hyphenated(at):
            return 1
        if owned and word.endswith("s") and word[:-1] in self.names.first:
            return 1  # "Poppys carers"
        if not self.names.is_first(word):
            return self._without_first(at)
        after = self._surnames(at)
        return 1 + after if after or (self._alone(at) and not self.two_before_place(at)) else 0

    def _is_one_of_two(self, at: int) -> bool:
        """Say whether a word that may be a month is a child's name beside another: "siblings: April and Rhys"."""
        start, word = self.words[at].start(), self.plain[at]
        of_children = cues.CHILDREN_BEFORE.search(self.text, max(0, start - 60), start)
        if of_children:
            pair = self.before(at, {"and"}) and self.names.is_first(word)
            return pair or of_children.group().endswith((" and ", " & "))
        if word not in cues.MONTH_NAMES or self.after(at, cues.BEFORE_MONTH):
            return False
        beside = [at + 2] if self.before(at, {"and"}) else []
        beside += [at - 2] if at > 1 and self.after(at, {"and"}) else []
        others = [self.plain[other] for other in beside if other < len(self.words)]
        return any(self.names.is_first(other) and other not in self.names.ordinary for other in others)

    def _is_hyphenated(self, at: int) -> bool:
        """Say whether two short words with capitals and a hyphen do as a person does: "Sze-Yin was told"."""
        if cues.SHORT_WORDS.fullmatch(self.words[at].group()) is None:
            return False
        does = self.before(at, cues.PERSON_DOES | cues.NOT) or self.starts(at + 1, cues.AFTER_A_NAME)
        return does or self.named_before(at) or self.owns(at)

    def _titled(self, at: int) -> bool:
        """Say whether a surname follows the title at `at`."""
        title, word = self.words[at].group(), self.words[at + 1].group()
        following = self.plain[at + 1]
        if is_capital(word) or (word.isupper() and len(word) > 2 and self.plain[at] in cues.SMALL_TITLES):
            known = following in self.names.last or self.names.is_first(following)
            return known or not title.isupper() or not self.names.is_everyday(following)
        if len(word) == 1 and word.isupper():  # "Ms K"
            return self.plain[at] in cues.SMALL_TITLES | {"miss"} and title[0].isupper()
        return self.plain[at] in cues.SMALL_TITLES and len(word) > 2 and not self.names.is_everyday(following)

    def _in_capitals(self, at: int, raw: str) -> int:
        """Return 1 for initials, or a name in capitals: a known one, or one with a birth date or a number after it."""
        word = self.plain[at]
        if len(raw) == 2 and raw not in cues.ABBREVIATIONS:
            person = self.owns(at) or self.before(at, cues.PERSON_DOES | cues.PERSON_IS) or self.named_before(at)
            return 1 if person or cues.INITIALS_AFTER.match(self.text, self.words[at].end()) else 0
        if self.names.is_known_word(word) or max(map(len, raw.split("-"))) < 4:
            return 0
        if cues.NUMBER_AFTER.match(self.text, self.words[at].end()):
            return 1
        if self.text.isupper():
            return 1 if self.names.is_first(word) or self._stands_as_person(at) else 0
        sure = len(raw) > 4 or self.before(at, cues.PERSON_DOES | cues.PERSON_IS)  # ELSA, IRIS: in short for more
        return 1 if (sure and word in self.names.first) or len(raw) > 6 else 0

    def _without_first(self, at: int) -> int:
        """Return how many words from one that is no first name make a name."""
        word = self.plain[at]
        if (
            word in self.names.ordinary
            or word in cues.PLACE_AFTER
            or word in self.names.places
            or self.before_place(at)
        ):
            return 0
        return self._unknown(at)

    def _unknown(self, at: int) -> int:
        """Return how many words from one that no list has make a name, by what stands around it."""
        word = self.plain[at]
        if len(word) < 3 or self.names.is_everyday(word):
            return 0
        following = self.plain[at + 1] if self.follows(at) else ""
        if following and following not in cues.KIN_GROUP and is_capital(self.words[at + 1].group()):
            if following in self.names.ordinary or following in cues.PLACE_AFTER or self.before_place(at + 1):
                return 0
            if following in self.names.last or following in self.names.first or not self.names.is_everyday(following):
                return 2
            return 0
        return 1 if self._stands_as_person(at) else 0

    def _stands_as_person(self, at: int) -> bool:
        """Say whether a word that no list has is somebody: every capital is that nothing else explains."""
        word, raw = self.plain[at], self.words[at].group()
        short = not raw.isupper() and 2 * sum(map(str.isupper, raw)) > len(raw)  # IROs, DfE
        known = (
            short
            or word in cues.PEOPLE
            or self.before(at, {"CAMHS", "CSC"})
            or self.in_brackets_after_theory(at)
            or self.before_place(at)
        )
        return not (known or not cues.VOWEL.search(word) or self.names.is_slip(word))

    def _alone(self, at: int) -> bool:
        """Say whether a first name by itself is likely meant as one."""
        word = self.plain[at]
        if word.removesuffix("s") in cues.NEVER_ALONE and word.endswith("days"):
            return False
        sure = word not in self.names.ordinary and word not in self.names.places
        if self.before_place(at) and not (
            sure and self.before(at, cues.OF_A_PERSON_TOO) and not self.after(at, {"the"})
        ):
            return False
        if sure:
            sure = len(word) > 2 or self.before(at, cues.PERSON_DOES) or self.starts(at + 1, cues.AFTER_A_NAME)
            return sure and not self.in_brackets_after_theory(at)
        if word in cues.NEVER_ALONE:
            return word == "may" and self.begins(at) and self.before(at, cues.PERSON_DOES - cues.PRESENT)
        return self._ordinary_alone(at)

    def _ordinary_alone(self, at: int) -> bool:
        """Say whether an ordinary word with a capital is likely meant as a name."""
        if self.before(at, {"has", "had", "needs", "wants"}) and not cues.OF_SOMEBODY.isdisjoint(
            self.plain[at + 2 : at + 3]
        ):
            return True
        if self.begins(at):
            if self.role_after(at):
                return True
            after = self.words[at].end()
            if any(pattern.match(self.text, after) for pattern in (cues.NUMBER_AFTER, cues.AND_HER)):
                return True
            if self.starts(at + 1, cues.AFTER_A_NAME):
                return True
            described = self.before(at, cues.PERSON_IS) and not cues.GENDERED.isdisjoint(self.plain[at + 1 : at + 16])
            return described or self.owns(at) or self.before(at, cues.PERSON_DOES | cues.NOT)
        follows = self.follows(at) and self.words[at + 1].group()[0].isupper()
        before = self.words[at - 1].group()
        around = self.follows(at - 1) and before.islower() and before not in cues.NO_NAME_AFTER
        around = around or self.named_before(at) or self.owns(at) or self.role_after(at)
        around = around or self.before(at, cues.PERSON_DOES | {"has", "had"})
        dated = self.text[self.words[at].end() :][:2].strip().isdigit()  # "Jan 2026"
        return around and not dated and (not follows or self.owns(at))

    def _surnames(self, at: int) -> int:
        """Return how many capitalised words after `at` belong to the name; two at most."""
        count = 0
        while count < 2 and self.follows(at + count):
            word, raw = self.plain[at + count + 1], self.words[at + count + 1].group()
            known = word in self.names.last or word in self.names.first
            if not is_capital(raw) or word in cues.PLACE_AFTER or (raw.isupper() and len(raw) > 1):
                break
            double = "-" in raw and raw.partition("-")[2][:1].isupper()  # "Stavely-Cote"
            if not (known or double) and (self.names.is_known_word(word) or count):
                break
            count += 1
        return 0 if count and self.before_place(at + count) else count

    def _small_name(self, at: int) -> int:
        """Return 1 for a name written small, where the words around say that a name stands there."""
        word = self.plain[at]
        if len(word) < 3 or word in cues.NEVER_ALONE:
            return 0
        if word not in self.names.first and not (
            len(word) > 5 and LIKE_A_NAME.fullmatch(word) and self.names.is_first(word)
        ):
            return self._unknown_small(at)
        if word in self.names.ordinary or self.names.is_everyday(word):
            return self._small_word(at)
        following = self.plain[at + 1] if self.follows(at) else ""
        if len(following) > 3 and not self.names.is_known_word(following):
            return 2
        sure = self.named_before(at) or self.after(at, cues.PERHAPS | {"and", "for", "to", "from", "re"})
        return 1 if len(word) > 3 or sure or self.before(at, cues.PERSON_DOES | cues.PERSON_IS) or self.owns(at) else 0

    def _small_word(self, at: int) -> int:
        """Return 1 for an ordinary word written small where it must be a name: "w/ summer on her own"."""
        word, near = self.plain[at], self.plain[at + 1 : at + 5]
        if word in cues.PERSON_DOES or word in cues.MODAL or not near:
            return 0
        person = not cues.GENDERED.isdisjoint(near) or self.owns(at)
        if person and self.named_before(at, small=True):
            return 1
        owned = self.owns(at) and near[0] in cues.OWNED and (word not in cues.SEASONS or near[0] in cues.SURE)
        owned = owned or (self.owns(at) and near[0] in ("sdq", "pep"))
        return 1 if self.begins(at) and (owned or self.before(at, cues.PERSON_DOES | cues.NOT)) else 0

    def _unknown_small(self, at: int) -> int:
        """Return 1 for a word written small that no list has, where it does or owns as a person: "somtos school"."""
        word = self.plain[at]
        if (
            word in self.names.everyday
            or not cues.VOWEL.search(word)
            or "'" in word
            or self.names.is_known_word(word)
            or self.names.is_everyday(word.removesuffix("s"))
            or self.names.is_slip(word)
        ):
            return 0
        owns = word.endswith("s") or self.owns(at)
        following = self.plain[at + 1] if self.follows(at) else ""
        if owns and following in cues.OWNED:
            return 1
        named = self.named_before(at)
        after = self.words[at].end()
        numbered = any(pattern.match(self.text, after) for pattern in (cues.NUMBER_AFTER, cues.AND_HER))
        return 1 if named or numbered or self.before(at, cues.PERSON_DOES | cues.NOT) else 0
