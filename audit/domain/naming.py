"""Likely names of people in a text.

In: a text, and lists of first names and surnames.
Out: where a name is likely; a word that is also an ordinary word needs company that says it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lady sgt sergeant pc dc inspector nurse officer "
    "constable cllr".split()
)
_BEFORE = frozenset(
    "mum mother dad father brother sister aunt auntie uncle nan nana gran grandma grandad grandmother grandfather "
    "cousin friend boyfriend girlfriend partner carer worker adviser advisor teacher named called name with and to by "
    "from told tells asked saw met rang says said for of that worker's stepfather stepdad stepmum son daughter twin "
    "niece nephew like when because if about between miss visited sees seeing then".split()
)
_PLACE_AFTER = frozenset(
    "road street lane avenue close drive way house lodge court school academy college hospital ward centre center "
    "clinic council park hall unit team service services project trust partnership county city town square gardens "
    "station church surgery act order plan scale test model group panel board room base".split()
)


@dataclass(frozen=True)
class Names:
    """Names that people in England have, and words that are none by themselves, in lower case."""

    first: frozenset[str]
    last: frozenset[str]
    ordinary: frozenset[str]  # ordinary words that are also names
    everyday: frozenset[str] = frozenset()  # words of everyday and of the work, places and languages among them


def names_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where a name is likely to stand, as start and end in code points."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        count = _name_at(text, words, at, names)
        if count:
            last = words[at + count - 1]
            yield words[at].start(), last.end() - (2 if last.group().endswith(("'s", "’s")) else 0)
        at += count or 1


def _name_at(text: str, words: list[re.Match[str]], at: int, names: Names) -> int:
    """Return how many words from `at` make a name; 0 where none does."""
    word = words[at].group()
    if word.casefold() in _TITLES and _follows(text, words, at) and _capital(words[at + 1].group()):
        return 2 + _surnames(text, words, at + 1, names)
    if not _capital(word):
        return _small_name(text, words, at, names)
    if at and words[at - 1].group() in ("St", "Saint"):
        return 0
    if _is_first(_plain(word), names):
        after = _surnames(text, words, at, names)
        return 1 + after if after or _alone(text, words, at, names) else 0
    return _without_first(text, words, at, names)


def _without_first(text: str, words: list[re.Match[str]], at: int, names: Names) -> int:
    """Return how many words from one that is no first name make a name."""
    plain = _plain(words[at].group())
    if plain in names.ordinary or plain in _PLACE_AFTER or _before_place(text, words, at):
        return 0
    if plain in names.last and not _is_everyday(plain, names):
        return 1 if _cue(words, at) or not _begins_sentence(text, words, at) else 0
    return _unknown(text, words, at, names)


def _is_first(plain: str, names: Names) -> bool:
    """Say whether a word is a first name, or two of them with a hyphen between."""
    start = plain.partition("-")[0]
    return plain in names.first or (start != plain and start in names.first and start not in names.ordinary)


def _is_everyday(plain: str, names: Names) -> bool:
    """Say whether a word, or the word that it is made of, is one of every day."""
    stems = (plain[: -len(end)] for end in ("s", "es", "ed", "d", "ing", "ly", "al") if plain.endswith(end))
    return plain in names.everyday or any(len(stem) > 2 and stem in names.everyday for stem in stems)


def _unknown(text: str, words: list[re.Match[str]], at: int, names: Names) -> int:
    """Return how many words from one that no list has make a name; what stands around it has to say that they do."""
    plain = _plain(words[at].group())
    if len(plain) < 3 or _is_everyday(plain, names):
        return 0
    if _follows(text, words, at) and _capital(words[at + 1].group()):
        following = _plain(words[at + 1].group())
        if following in names.ordinary or following in _PLACE_AFTER or _before_place(text, words, at + 1):
            return 0
        if following in names.last or following in names.first or not _is_everyday(following, names):
            return 2
        return 0
    return 1 if _stands_as_person(text, words, at, names) else 0


def _stands_as_person(text: str, words: list[re.Match[str]], at: int, names: Names) -> bool:
    """Say whether what stands around a word that no list has says that it is somebody."""
    plain = _plain(words[at].group())
    acts = _before(words, at, _PERSON_DOES) or _owns(words, at) or not plain.isascii()
    if _begins_sentence(text, words, at):
        person = plain not in _PEOPLE and not plain.endswith("s")  # "Carers said" is nobody's name
        return person and (acts or _has_done(text, words, at) or text[words[at].end() :][:2] == " (")
    return acts or _before(words, at, _PERSON_IS) or _named_before(words, at, names) or _after_preposition(words, at)


def _after_preposition(words: list[re.Match[str]], at: int) -> bool:
    return at > 0 and _plain(words[at - 1].group()) in _PERHAPS


def _has_done(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Say whether a verb in the past follows: "presented as tired"."""
    return _follows(text, words, at) and words[at + 1].group().endswith("ed")


def _named_before(words: list[re.Match[str]], at: int, names: Names) -> bool:
    """Say whether the words before say that a person follows: "asked", "spoke to", "mum and"."""
    if at == 0:
        return False
    before, earlier = _plain(words[at - 1].group()), _plain(words[at - 2].group()) if at > 1 else ""
    if before == "to":
        return earlier in _TO_WHOM
    if before in ("is", "was"):
        return earlier in _WHO_IS
    if before in ("and", "or"):
        return earlier in _SURE_CUES or (_is_first(earlier, names) and _capital(words[at - 2].group()))
    return before in _SURE_CUES or before in _WHOM


def _owns(words: list[re.Match[str]], at: int) -> bool:
    """Say whether a word has the possessive and what it owns is written small."""
    owner = words[at].group().endswith(("'s", "’s"))
    return owner and at + 1 < len(words) and words[at + 1].group()[0].islower()


def _before(words: list[re.Match[str]], at: int, verbs: frozenset[str]) -> bool:
    return at + 1 < len(words) and words[at + 1].group() in verbs


def _surnames(text: str, words: list[re.Match[str]], at: int, names: Names) -> int:
    """Return how many capitalised words after `at` belong to the name; two at most."""
    count = 0
    while count < 2 and _follows(text, words, at + count):
        word = words[at + count + 1].group()
        known = _plain(word) in names.last or _plain(word) in names.first
        if (
            not _capital(word)
            or _plain(word) in _PLACE_AFTER
            or (not known and (_plain(word) in names.ordinary or _is_everyday(_plain(word), names) or count))
        ):
            break
        if word.isupper() and len(word) > 1:
            break
        count += 1
    if count and _before_place(text, words, at + count):
        return 0
    return count


def _alone(text: str, words: list[re.Match[str]], at: int, names: Names) -> bool:
    """Say whether a first name by itself is likely meant as one."""
    plain = _plain(words[at].group())
    if _before_place(text, words, at):
        return False
    if plain not in names.ordinary:
        return len(plain) > 2
    if plain in _NEVER_ALONE:
        return False
    if _begins_sentence(text, words, at):
        return _before(words, at, _PERSON_DOES)
    follows = _follows(text, words, at) and words[at + 1].group()[0].isupper()
    around = _named_before(words, at, names) or _owns(words, at) or _before(words, at, _PERSON_DOES | {"has", "had"})
    return around and not follows


_NEVER_ALONE = frozenset(
    "may june april august march monday tuesday wednesday thursday friday saturday sunday london paris kent devon "
    "lincoln preston warwick stafford christmas easter english polish french child children care school police health "
    "education i my the a an he she they we it".split()
)


def _small_name(text: str, words: list[re.Match[str]], at: int, names: Names) -> int:
    """Return 1 for a name written small, where the word before says that a name follows."""
    plain = _plain(words[at].group())
    if (
        at == 0
        or plain not in names.first
        or plain in names.ordinary
        or len(plain) < 4
        or not _follows(text, words, at - 1)
    ):
        return 0
    return 1 if _plain(words[at - 1].group()) in _SURE_CUES else 0


_SURE_CUES = frozenset(
    "called named mum mother dad father brother sister aunt auntie uncle friend boyfriend girlfriend carer cousin nan "
    "gran grandmother grandfather son daughter twin niece nephew partner stepfather stepmother worker".split()
)
_WHOM = frozenset(
    "asked told tells met visited rang saw thanked helped helps misses missed calls called phoned emailed texted "
    "trusts likes loves supports believes misper".split()
)
_WHO_IS = frozenset("informant caller name worker tutor partner friend neighbour".split())
_PERHAPS = frozenset("with by for because if when".split())  # of a word that is nothing else
_TO_WHOM = frozenset(
    "close spoke spoken talked talks listened wrote written sent said introduced attached related known given "
    "thanks up visit returned".split()
)
_PERSON_DOES = frozenset(
    "said says told tells asked asks wants wanted feels felt thinks thought likes liked lives lived loves loved hopes "
    "hoped knows knew trusts trusted sleeps slept chose wrote rang chaired attended visited moved enjoys enjoyed "
    "misses missed goes went came talks talked worries worried plays cried smiled remembers became left slept ate "
    "spoke wakes woke settles settled refused agreed disclosed presented returned shares opens writes chairs "
    "reports".split()
)
_PERSON_IS = frozenset("has had is was will would can could does did needs needed".split())
_PEOPLE = frozenset(
    "nobody somebody everybody anybody someone everyone anyone child mother father people family none both another "
    "nothing something each most many few others sibling stepfather guardian paediatrician psychiatrist psychologist "
    "therapist practitioner clinician auditor chair teacher reviewer advocate midwife physician dentist adult youth "
    "girl boy baby toddler pupil student foster-carer co-ordinator coordinator".split()
)


def _plain(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s").replace("’", "'")


def _capital(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or not word.isupper() or len(word) > 6) and len(word) > 1


def _cue(words: list[re.Match[str]], at: int) -> bool:
    return at > 0 and _plain(words[at - 1].group()) in _BEFORE


def _before_place(text: str, words: list[re.Match[str]], at: int) -> bool:
    if words[at].group().endswith(("'s", "’s")):
        return False
    return _follows(text, words, at) and words[at + 1].group().casefold() in _PLACE_AFTER


def _begins_sentence(text: str, words: list[re.Match[str]], at: int) -> bool:
    before = text[: words[at].start()].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?\n:"


def _follows(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Say whether nothing but a space or a title's full stop stands between a word and the next."""
    if at + 1 >= len(words):
        return False
    between = text[words[at].end() : words[at + 1].start()]
    return between in (" ", "\u00a0") or (between == ". " and words[at].group().casefold() in _TITLES)
