"""How old a reader has to be: Flesch and Kincaid's grade of a text, as years of age.

In: plain English.
Out: the age at which it is read with ease. (Kincaid and others, Derivation of new readability formulas, 1975.)
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z']+|\d+")
_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)")
_FIRST_AGE = 5  # a reader in school year 0


def reading_age(text: str) -> float:
    """Return the reading age of a text in years."""
    words = _WORD.findall(text)
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + _FIRST_AGE


def _syllables(word: str) -> int:
    word = word.lower().strip("'")
    if word.isdigit():
        return len(word)
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"(?<![aeiouyl])e$|(?<![td])ed$|(?<![cszxgh])es$", word) and groups > 1:
        groups -= 1
    return max(1, groups)
