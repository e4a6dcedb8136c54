"""Counts of children so small that they may tell who is meant.

In: a text.
Out: where a figure for one to 5 children, one child's own figure, or all or none of a small group stands. A count of
homes, plans, weeks or staff is none.

A quantity is judged by the noun after it. Where none is, it counts what was spoken of last, and in doubt children.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from audit.domain.identifying.child_figures import own_figures_in
from audit.domain.identifying.count_words import (
    ALLOWED_ONE,
    DONE,
    EVERYWHERE,
    FEW,
    HIRES,
    IS_ONE,
    LABEL,
    LIMIT,
    MONTH,
    NO_LABEL,
    NORM,
    NUMBER,
    STATE,
    VERB,
    WHOLE,
)
from audit.domain.identifying.counted import Counted, counted, is_child, is_plural
from audit.domain.identifying.spoken_of import SPOKEN_TO, TELLS, WHERE, WITHIN, SpokenOf

_DETERMINERS = (
    r"(?:(?:the|these|those|our|my|her|his|their|your|every|all|an?|sample of|cohort of|group of|total of|possible|"
    r"caseload of) )*"
)
_PART = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|\d{1,2}|half|most|some|all|none|neither|any|each|"
    r"(?:a |one[ -])?(?:third|quarter|fifth)|(?:two|three|four)[ -](?:thirds|quarters|fifths)|"
    r"(?:\d{1,3}(?:\.\d+)?|[a-z]{3,12}(?:[ -][a-z]{3,5})?) ?(?:%|per ?cent|percent))"
)
_QUANTITY = re.compile(
    r"(?:(?<![\w£$€#<>≤+%&=])|(?<=[a-z](?=x ?\d)))(?<![\w£$€.,/–-](?=\d))(?<!\w[-–/.,])(?<!\d:)(?<!\d / )(?:"
    rf"(?P<part>{_PART})(?:(?: of| out of| in| from) {_DETERMINERS}|(?P<slash> ?/ ?)(?=\d))(?P<whole>{WHOLE})|"
    rf"(?P<times>x ?[1-5]|[1-5] ?x(?= ?\w))|"
    rf"(?P<glued>[1-5](?=(?:yps?|uasc|cla|lac|kids|boys|girls|children)\b))|"
    rf"(?P<few>(?:all (?:(?:of )?the )?)?{FEW}(?! ?(?:to|and|-|–) ?(?:[6-9]|\d\d))(?: ?(?:or|to|-|–) ?(?!one\b|"
    rf"1){FEW})?)|"
    r"(?P<many>six|seven|eight|nine|ten|eleven|twelve|[6-9]|[1-9]\d\d?)|"
    r"(?P<dual>both|neither|either)|"
    r"(?P<single>(?:(?<!not )(?<!and )a single|sole|(?:a )?(?:lone|solitary)|the only|only)(?= [a-z]))|"
    r"(?P<group>(?:(?:a|the|that|this|another|other|my|our|just a) )?(?:couple|coupla|cpl|cple|pair|trio|handful|"
    r"quartet|duo))|"
    r"(?P<rest>(?:the |a )?(?:other|others|other half|rest|youngest|eldest|oldest|younger|older|middle one|big one|"
    r"little one|second|first|third|fourth|fifth|[1-5](?:st|nd|rd|th)|"
    r"last one|remaining one)(?: one)?|none)"
    r")(?!(?<!\d)\w|(?<=\d)(?!yps?\b|uasc\b|cla\b|lac\b|kids\b|boys\b|girls\b|children\b)\w|%|\+| ?£| / ?\d|[.,:/–-]\w|"
    r"['’](?!s\b|d\b|ve\b|re\b))",
    re.IGNORECASE,
)
_TOLD_OUTRIGHT = re.compile(
    r"\b(?:twins|triplets|quads|quadruplets|twin\b(?![- ](?:track|hat|bed|room|town|peak|aim|pillar))|"
    r"(?<!each )brother and (?:half-?)?sister(?: pair)?|"
    r"(?:sibling|brother|sister) (?:pair|trio|duo)|n ?[=:] ?[1-5]\b(?![.\d])|"
    r"(?<![\w/.])[1-5] ?(?:x ?)?[MF](?:[ ,/&+]{1,3}(?:and )?[1-5] ?(?:x ?)?[MF])\b)",
    re.IGNORECASE,
)
_FEWER = re.compile(
    r"(?:\b(?:(?:fewer|less) than|(?:number|figure|count|cohort|total)s? (?:is |are |was |were )?(?:under|"
    r"below)) (?:two|three|four|five|[2-5])|(?<![\w<])[<≤] ?[2-5])(?![\w%]|[./:]\d)",
    re.I,
)
_NOT_ONE = re.compile(
    r"one (?:to one|by one|or (?:other|more|the other)|on one|at a time|and (?:all|the same|only)|too many|"
    r"after (?:the |an)other|(?:he|she|they|we|i|you) )\b",
    re.I,
)
_BEGINS = re.compile(r"(?:^|[.;:!?,(]|\b(?:only|just|and|but)) ?$", re.I)
_HEADING = re.compile(r"(?:^|[.;\n] ?)([A-Z][a-z]{2,20}) $")  # "Evidence 2 – minutes"
_NO_HEADING = re.compile(  # "Missing 2 – both found", "Custody 3: all on remand"
    r"(?!finding|meeting|hearing|briefing|reading)\w+(?:ed|ing)|neet|remand|custody|secure|hospital|care|school|court|prison|home|foster|residential|kinship",
    re.I,
)
_AFTER_HEADING = re.compile(r"[:.]| ?[–—=-] | \(")
_LISTED = re.compile(r"(?:^|[\n.;:,?]\s*|\w )$")
_ALOUD = re.compile(r"\bone, two(?:,| and) three\b", re.I)
_SUPPOSED = re.compile(r"\b(?:if|when(?:ever)?|where|unless|in case) $", re.I)
_READ = re.compile(r"\b(?:sampled|audited|reviewed|dip|looked at|we read|examined|tracked)\b", re.I)
_SHOWS = re.compile(
    r" (?:had|lack(?:s|ed)?|show(?:s|ed)?|contain(?:s|ed)?|did|evidenced|included?|demonstrated)\b", re.I
)
_JOINED = re.compile(r"(?: ?(?:,|and|or|to|&|/|-|–) ?)+$", re.I)
_THEY = re.compile(
    r"\b(?:them|they|us|we|you|are|were|have|had|be|been|is|was|when|because|that|while|if|since|as|so|where|until|"
    r"after|before|now)$",
    re.I,
)
_BARE_VERB = re.compile(r" (?:be|have|go|come|get|make|take|see)\b", re.I)
_DETERMINED = re.compile(r" (?:the|my|our)\b", re.I)
_NEXT_WORD = re.compile(r" ([\w'’]+)")
_STOPS = re.compile(r"\s*(?:[.,;:)!?]|$)")
_OF_THEM = re.compile(r" of (?:them|us|these|those|you|['’]?em)\b", re.I)
_AND_OTHER = re.compile(r"[^.,;:\n]{0,60}? (?:nor|and)\b", re.I)
_SENTENCE = re.compile(r"[.!?\n](?=\s|$)")
_JUDGES_AMOUNT = re.compile(r" (?:is|goes|takes|means|makes|equals)\b", re.I)
_AMONG_THEM = re.compile(r"\b(?:us|you|them|the|these|those|other)(?: \w+)?$", re.I)

Span = tuple[int, int]


def small_counts_in(text: str) -> Iterator[Span]:
    """Yield where a small count of children stands, as start and end in code points."""
    outright = [match.span() for match in _TOLD_OUTRIGHT.finditer(text)]
    outright += [match.span() for match in _FEWER.finditer(text) if _hides_children(text, match.end())]
    yield from outright
    yield from own_figures_in(text)
    yield from _Reading(text).counts(outright)


def _hides_children(text: str, end: int) -> bool:
    """Say whether "fewer than five" is said of children: of no time, staff or homes."""
    return counted(text, end, plural=True)[0] not in (Counted.MEASURE, Counted.THING)


class _Reading:
    """A text read from its start: what each quantity in it counts, with what was spoken of before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spoken_of = SpokenOf(text)
        self._label_end = -9  # where the last figure ends that is no count
        self._scored = -9  # where the last figure stands that is a grade

    @cached_property
    def _norms(self) -> list[int]:
        return [match.start() for match in NORM.finditer(self._text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE.finditer(self._text))]

    def counts(self, outright: list[Span]) -> list[Span]:
        """Return the counts of children; the others and the eldest are told by a count beside them."""
        marked: list[Span] = []
        dependent: list[Span] = []
        aloud = [match.span() for match in _ALOUD.finditer(self._text)]
        for match in _QUANTITY.finditer(self._text):
            if any(start <= match.start() < end for start, end in aloud):
                continue
            if match["rest"]:
                if self._is_rest(match):
                    (marked if self._is_next_of_some(match) else dependent).append(match.span())
                continue
            end = self._judge(match)
            if end:
                marked.append((match.start(), end))
        return marked + dependent if marked or outright or len(dependent) > 1 else []

    def _judge(self, match: re.Match[str]) -> int:
        """Return where the count of children ends that a quantity begins; 0: it counts none."""
        before = self._text[max(0, match.start() - 40) : match.start()]
        if _SUPPOSED.search(before) and match["few"] and not _tells_of_many(match):
            return 0  # "if one sibling is moved" tells of none
        if self._is_of_a_country(match) or HIRES.search(before):
            return 0
        if self._is_label(match, before):
            self._label_end = match.end()
            return 0
        kind, end = counted(self._text, match.end(), plural=_tells_of_many(match))
        if kind is Counted.THING and match["dual"] and _DETERMINED.match(self._text, match.end()):
            return 0  # "both the school and the home"
        counts_children = (
            kind is Counted.CHILDREN
            or (kind is Counted.SAMPLE and self._is_looked_at(match, before, end))
            or (kind is Counted.UNNAMED and self._may_be_children(match, before))
        ) and _is_few(match)
        if match["many"]:
            if kind in (Counted.CHILDREN, Counted.THING):
                self._spoken_of.note(end, things=kind is Counted.THING)
            return 0
        things = kind in (Counted.THING, Counted.SAMPLE) and not match["single"] and not WHERE.search(before.rstrip())
        if counts_children or things:
            self._spoken_of.note(end, things=not counts_children)
        return end if counts_children else 0

    def _is_label(self, match: re.Match[str], before: str) -> bool:
        """Say whether a figure is a name, a limit, or one of a numbered list."""
        if match["dual"] or match["group"] or (match["whole"] and before.casefold().endswith("every ")):
            return False
        joined = _JOINED.search(before)
        if joined and match.start() - len(joined.group()) == self._label_end:
            return True
        if match.group().isdigit() and MONTH.search(before):
            return True
        a_grade = match.group().isdigit() and before.lower().endswith(" a ")
        if (_ends_in_label(before[-24:]) or a_grade) and not match["times"]:
            if a_grade or re.search(r"\b(?:scored?|rated|graded?) $", before, re.I):
                self._scored = match.start()
            return True
        heading = _HEADING.search(before)
        if heading and match.group().isdigit() and _AFTER_HEADING.match(self._text, match.end()):
            return not (is_child(heading[1]) or is_plural(heading[1]) or _NO_HEADING.fullmatch(heading[1]))
        after = self._text[match.end() : match.end() + 2]
        numbered = after[:1] == ")" and before.count("(") <= before.count(")")
        return (
            match.group().isdigit()
            and bool(_LISTED.search(before))
            and (numbered or after == ". ")
            and (numbered or not before.strip() or before.rstrip()[-1:] in ".;\n" + ":" * (match.group() == "1"))
        )

    def _is_looked_at(self, match: re.Match[str], before: str, end: int) -> bool:
        """Say whether files are those of the sample: "in four files", "3 of 5 records"."""
        if match["whole"] or WITHIN.search(before.rstrip()):
            return not match["dual"]
        return _READ.search(self._text, match.end(), min(len(self._text), end + 25)) is not None or (
            _SHOWS.match(self._text, end) is not None
        )

    def _may_be_children(self, match: re.Match[str], before: str) -> bool:
        """Say whether a quantity without a noun may be one of children."""
        text, end, trimmed = self._text, match.end(), before.rstrip()
        if self._is_no_count(match, before) or DONE.match(text, end) or self._is_norm(match.start()):
            return False
        if match["dual"]:
            return self._is_dual(match, trimmed)
        if match["group"]:
            counts = _is_group(match, trimmed, text)
        elif match["few"] and match["few"].casefold() in ("one", "1"):
            counts = self._is_one(match, trimmed)
        else:
            counts = not _JUDGES_AMOUNT.match(text, end) or _AMONG_THEM.search(trimmed) is not None
        return counts and not self._spoken_of.counts_things(match, trimmed)

    def _is_no_count(self, match: re.Match[str], before: str) -> bool:
        """Say whether a figure without a noun is how often, a date, a grade, a time or a limit."""
        end = match.end()
        if match["times"]:
            return not any(map(is_child, before.split()[-1:]))  # "brothers x2" counts
        if match["single"]:
            return not self._text.startswith(" one", end)
        does = self._does(end) or self._text.startswith(" of ", end)
        a_date = match["slash"] and not does and not _BEGINS.search(before)
        a_grade = match.group().isdigit() and self._scored > self._sentence_start(match.start())
        return (
            bool(a_date)
            or a_grade
            or (not match["group"] and not does and LIMIT.search(before[-24:].rstrip()) is not None)
        )

    def _is_one(self, match: re.Match[str], before: str) -> bool:
        """Say whether "one" is a figure, and not "the one that", "needs one" or "one or other"."""
        text, end = self._text, match.end()
        if _NOT_ONE.match(text, match.start()):
            return False
        if match.group() == "1" and is_child(before.rpartition(" ")[2]):  # "boys 4, girls 1"
            return True
        if _OF_THEM.match(text, end):  # "I wanted one of them to say yes" is about adults
            return self._spoken_of.children_before(match.start())
        if ALLOWED_ONE.search(before) or text.startswith(" of ", end):
            return True
        if IS_ONE.search(before) and not TELLS.search(before):
            return False
        object_of_verb = _STOPS.match(text, end) and re.search(r"\w$", before)
        return not object_of_verb or SPOKEN_TO.search(before) is not None

    def _does(self, end: int) -> bool:
        """Say whether a verb follows, or how somebody is."""
        word = _NEXT_WORD.match(self._text, end)
        return VERB.match(self._text, end) is not None or (word is not None and STATE.fullmatch(word[1]) is not None)

    def _is_dual(self, match: re.Match[str], before: str) -> bool:
        """Say whether "both" and "neither" are two children, and not "both in school and at home"."""
        text, end = self._text, match.end()
        of_them = _OF_THEM.match(text, end)
        if match["dual"].casefold() == "either" or re.search(r"\bnot$", before, re.I):
            return of_them is not None and not self._spoken_of.counts_things(match, before, single=True)
        if _AND_OTHER.match(text, end) and not of_them and not self._does(end):
            return False
        child_before = any(map(is_child, before.split()[-1:]))  # "the girls both"
        spoken_to = SPOKEN_TO.search(before) and not _BARE_VERB.match(text, end)  # "names to both be kept"
        told = of_them or spoken_to or _BEGINS.search(before) or _THEY.search(before) or child_before
        return bool(told) and not self._spoken_of.counts_things(match, before, single=True)

    def _is_rest(self, match: re.Match[str]) -> bool:
        """Say whether "the others", "the eldest" or "the third" stands for somebody."""
        kind, _ = counted(self._text, match.end(), plural=False)
        before = self._text[max(0, match.start() - 40) : match.start()].rstrip()
        named = kind is Counted.CHILDREN and " " in match["rest"] and not self._text.startswith(" of", match.end())
        alone = kind is Counted.UNNAMED and match["rest"].casefold() != "a third"
        if not match["rest"].casefold().startswith("the ") and not named and not VERB.match(self._text, match.end()):
            return False
        other_use = re.search(r"\b(?:at|on|a|each|every|one or|all)$", before, re.I)
        return (alone or named) and not other_use and not self._spoken_of.counts_things(match, before)

    def _is_next_of_some(self, match: re.Match[str]) -> bool:
        """Say whether "the third" or "the remaining one" tells by itself that there are few."""
        kind, _ = counted(self._text, match.end(), plural=False)
        of_children = kind is Counted.CHILDREN
        few = re.search(r"third|fourth|fifth|remaining" + r"|second|\d" * of_children, match["rest"], re.I)
        return few is not None and (of_children or VERB.match(self._text, match.end()) is not None)

    def _is_of_a_country(self, match: re.Match[str]) -> bool:
        """Say whether the sentence tells a share of a country or a region."""
        start = self._sentence_start(match.start())
        end = _SENTENCE.search(self._text, match.end(), match.end() + 120)
        stop = end.start() if end else match.end() + 120
        return bool(match["whole"]) and EVERYWHERE.search(self._text, max(start, match.start() - 120), stop) is not None

    def _is_norm(self, start: int) -> bool:
        """Say whether the sentence says what shall be, and not what is."""
        sentence = self._sentence_start(start)
        return any(self._sentence_start(norm) == sentence for norm in self._norms)

    def _sentence_start(self, start: int) -> int:
        return self._sentence_starts[bisect_right(self._sentence_starts, start) - 1]


def _ends_in_label(before: str) -> bool:
    """Say whether a figure after it is a name: "tier 4" is one, "last term 4" is none."""
    label = LABEL.search(before)
    if label is None:
        return False
    word_before = before[: label.start()].casefold().rsplit(maxsplit=1)[-1:]
    return not any(label[group] and word_before == [word] for group, words in NO_LABEL.items() for word in words)


def _is_group(match: re.Match[str], before: str, text: str) -> bool:
    """Say whether "a couple" stands for children: not for two carers, and nobody "is a handful"."""
    group = match["group"].casefold()
    begins = VERB.match(text, match.end()) and _BEGINS.search(before)
    if (" " not in group and not begins) or group == "the couple":
        return False
    return not re.search(r"(?:\b(?:is|was|be|quite|with|by|to|from|an?)|['’]s)$", before, re.I)


def _tells_of_many(match: re.Match[str]) -> bool:
    if match["single"]:
        return False
    if match["dual"]:
        return match["dual"].casefold() == "both"
    return (match["few"] or match["times"] or "").casefold().strip("x ") not in ("one", "1")


def _is_few(match: re.Match[str]) -> bool:
    """Say whether a share tells of five or fewer; every other quantity here does."""
    if not match["whole"]:
        return True
    part, whole = match["part"].casefold(), _value(match["whole"])
    percent = re.match(r"\d+(?:\.\d+)?(?= ?(?:%|per))", part)
    if percent:
        return whole <= 12 or round(float(percent.group()) * whole / 100) <= 5
    share = _value(part)
    if not share:
        return whole <= 12
    return share <= max(whole, 2) and (whole <= 8 or share <= 5)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER.get(word.casefold(), 0)
