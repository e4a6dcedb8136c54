"""What is a name and what is a word.

In: lists of names and of words.
Out: whether a word is a first name, or an ordinary word in one of its forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LIKE_A_NAME = re.compile(
    r"(?:(?:olu|oluwa|ade|ayo|temi|ife|fola|akin|baba|chukwu|nna|abd|abdul|moham|muham|gur|jas|sukh|bal|kul)[a-z]{4,}"
    r"|[a-z]{3,}(?:preet|deep|jit|inder|meet|vir|winder|ullah|uddin|mariam|chukwu|tunde|wale|kunle|tayo))"
)
_PINYIN = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|"
    r"in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u))"
)
_PINYIN_NAME = re.compile(rf"{_PINYIN}{{2}}")


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

    def is_slip(self, plain: str) -> bool:
        """Say whether a long word is one of every day but for a slip of the keys: "recieved"."""
        return 6 < len(plain) < 20 and plain not in self.last and any(self.is_everyday(word) for word in slips(plain))

    def is_known_word(self, plain: str) -> bool:
        """Say whether a word is an ordinary one, one of every day or a place."""
        word = plain.removesuffix("s")
        return plain in self.ordinary or word in self.ordinary or plain in self.places or self.is_everyday(plain)

    def is_first(self, plain: str) -> bool:
        """Say whether a word is a first name, or two of them with a hyphen between, or built as many are."""
        start = plain.partition("-")[0]
        if plain in self.first or (start != plain and start in self.first and start not in self.ordinary):
            return True
        if plain.endswith("s") and len(plain) > 4 and plain[:-1] in self.first and not self.is_known_word(plain):
            return plain not in self.last
        built = LIKE_A_NAME.fullmatch(plain) or _PINYIN_NAME.fullmatch(plain)
        return bool(built) and not self.is_known_word(plain) and plain not in self.last


def slips(word: str) -> set[str]:
    """Return what a word may be a slip of: two letters that changed places, one doubled or a double one alone."""
    at = range(len(word) - 1)
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in at}
    halved = {word[:i] + word[i + 1 :] for i in at if word[i] == word[i + 1]}
    return swapped | halved | {word[:i] + word[i] + word[i:] for i in at}


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
