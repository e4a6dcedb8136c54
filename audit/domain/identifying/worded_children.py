"""One child told by what happened, or by being told of alone.

In: a text.
Out: where an age or a birthday stands with an event, and where a text is worded about one particular child.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from audit.domain.identifying.contacts import anchored
from audit.domain.identifying.event_words import (
    AGE,
    AGE_FIRST,
    ALONE,
    BIRTHDAY,
    CLOCK,
    DID,
    GENERAL_MATTER,
    GENERIC,
    HEDGE,
    LATE_NTH,
    LIFE,
    MONTHS,
    NTH,
    NTH_FIRST,
    ONE_PERSON,
    PAST,
    RULE,
    SPAN,
    SPAN_FIRST,
    SPOKEN,
    TEEN,
    WHOSE,
    YEARS,
)

_NTH_OF_CHILD = (
    rf"(?:{WHOSE}|their) (?:{NTH} {BIRTHDAY}|"
    rf"{LATE_NTH}(?:{SPOKEN}|(?= (?:fell|came|went|party|cake|cards?|[a-z]{{2,15}}ed)\b)))"
)
_TOLD_BY_ITSELF = (  # an age or a birthday of one child, which is an event in itself
    anchored(
        rf"\b(?:(?:{SPAN} (?:short of|shy of|off|before|after|from|until|prior to|following|since|of)|on|before|"
        rf"after|for|"
        rf"until|till|by|since|of|at|was|is|being|spent|missed|marked|also|for|celebrat\w+|forgot(?:ten)?) (?:{WHOSE} "
        rf"{BIRTHDAY}|{_NTH_OF_CHILD})|{_NTH_OF_CHILD}|{BIRTHDAY} \({NTH})",
        f"{SPAN_FIRST} on before after for until till by since of at was is being spent missed marked also celebrated "
        "celebrating celebrate celebrates forgot forgotten his her their my own the this our child yp young s "
        "birthday bday b",
    ),
    anchored(
        rf"\b(?:celebrat\w+|spent|marked|missed|forgot(?:ten)?|had) (?:an? |the )?{LATE_NTH}{SPOKEN}",
        "celebrated celebrating celebrates celebrate spent marked missed forgot forgotten had",
    ),
    anchored(
        rf"\b(?:spen[dt]|miss(?:ed)?|forgot(?:ten)?|celebrat\w+|\w+ed you(?: \w+)?(?: (?:on|before|after))?) "
        rf"your {NTH} {BIRTHDAY}",
        "spend spent miss missed forgot forgotten celebrate celebrated moved placed arrested removed locked refused "
        "failed excluded restrained searched detained discharged evicted",
    ),
    anchored(rf"(?<=\()(?:then |just |only |still )?aged? {AGE}{YEARS}?\)", "then just only still aged age"),
    anchored(r"\bsweet sixteen(?:th)?\b", "sweet"),
    anchored(
        rf"\b(?:who |had |has |she |he |they |just |recently |only |yp |child |since |after |then |when (?:he|she) )?"
        rf"(?:turned|gone|became|hit|reached) {HEDGE}{AGE}{ALONE}(?! (?:away|down|up|out|back)\b)(?: (?:in|on|"
        rf"at|during|"
        r"last|while|two|three|a|the|just|before|after|without|and)\b[^.,;\n]{0,30})?",
        "turned gone became hit reached who had has she he they just recently only yp child since after then when",
    ),
    anchored(
        rf"\b(?:when|since|until|till|before|after|while|whilst|time|as|though|if|because|and|but|that|where) "
        rf"(?:(?:the |his |her )?[a-z-]{{2,20}}|he/she|s/he) (?:was|were|got to) {HEDGE}"
        rf"{AGE}{YEARS}?{ALONE}",
        "when since until till before after while whilst time as though if because and but that where",
    ),
    anchored(rf"\b(?:when|while|whilst) (?:{HEDGE[:-5]}{{1,2}})?{AGE}{YEARS}?{SPOKEN}{ALONE}", "when while whilst"),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:,!?(\n] )|(?<=- )|(?<=\()|\b(?:s?he|yp|who|was|is|were|aged|only|just|nearly|"
        rf"almost|not yet|still|under|over|about|around) )"
        rf"{AGE}{YEARS}? (?:when (?!we\b|the service|planning|audited|sampled)|at the time\b|(?:and|"
        rf"&) (?=(?:already|now|"
        rf"still|also|had|was|an?) |\w+(?<=ed)\b|{LIFE.pattern}))",
        f"he she yp who was is were only just nearly almost not still aged under over about around {AGE_FIRST}",
    ),
    anchored(
        rf"(?:(?<=^)|(?<=[.;,!?] )|\b(?:is|turns|be|was|he['’]s|she['’]s|yp) ){TEEN} (?:today|yesterday|tomorrow|"
        r"(?:next|this|in|last|on) (?:week|month|(?:two|three|four|five|six|\d{1,2}) (?:days|weeks|months)|"
        r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?))\b",
        f"is turns be was he she yp {AGE_FIRST}",
    ),
    anchored(
        rf"\b(?:barely|not quite|not yet|nowhere near) {TEEN}(?:\b(?= and\b|,|\.|;|$)|(?= &))", "barely not nowhere"
    ),
    anchored(
        rf"\b{SPAN} (?:short of|shy of|off|away from|from|before|after|of(?= turning)) "
        rf"(?:(?:he|she|they|being|turning|reaching|becoming) )?"
        rf"(?:(?:was|were|turned|became|reached|hit) )?{TEEN}{ALONE}",
        SPAN_FIRST,
    ),
    anchored(
        rf"\b(?:found|assessed|age[- ]assessed|deemed|judged|ruled|declared|believed|thought|determined|treated|"
        rf"accepted)"
        rf"(?: by (?:\w+ ){{1,3}}?)? ?(?:to be|as(?: being)?|that (?:he|she) (?:was|is)|at) {HEDGE}{TEEN}{ALONE}",
        "found assessed age deemed judged ruled declared believed thought determined treated accepted",
    ),
)
_AGED = anchored(  # an age beyond doubt
    rf"\b(?:(?:aged?|(?:at|since|from|until|by|before) (?:the )?(?:tender |early |young )?age(?: of)?) {HEDGE}{AGE}"
    rf"(?:{YEARS}|{MONTHS})?|(?:(?:at|an?|the|one|our|this|that|another|as a|when|since|only|just|was|"
    rf"is) )?{HEDGE}{AGE}"
    rf"{YEARS}(?<!y)(?<!rs)(?<!ar)|(?:at|since|from|until|till|by) {HEDGE}{AGE}{YEARS}){ALONE}",
    f"age aged at since from until till by before an a the one our this that another as when only just was is "
    f"{AGE_FIRST}",
)
_BIRTHDAYS = anchored(
    rf"\b(?:(?<!its ){NTH} {BIRTHDAY}\b|(?:turning|turns) {HEDGE}{AGE}{ALONE})", f"turning turns {NTH_FIRST}"
)
_AT_TEENS = anchored(rf"(?:\b(?:at|since|from age|by age) |@ ?){HEDGE}{TEEN}{ALONE}", "at since from by @")
_AT_EARLY = anchored(rf"\bat {HEDGE}{AGE}(?:{MONTHS}|{SPOKEN}){ALONE}", "at")
_LAST = anchored(rf"(?<=, ){TEEN}(?=\s*(?:$|[.;)]))", AGE_FIRST)
_FROM_AGE = anchored(
    rf"\b(?:since|from|until|till|by|before) {HEDGE}{AGE}{SPOKEN}{ALONE}", "since from until till by before"
)
_WAS = anchored(
    rf"\b(?:(?:s?he|yp|who|they|child|girl|boy) (?:was|were|is|will be)|s?he['’](?:s|ll be)|"
    rf"(?<!there )(?<!it )was|still|nearly|almost) {HEDGE}{AGE}{YEARS}?{SPOKEN}{ALONE}"
    rf"|\b(?:child|girl|boy|lad|yp|brother|sister|male|female|twin|youngest|eldest|oldest)"
    rf"(?:(?:, | \(){HEDGE}{AGE}(?=[,)])| of {AGE}{ALONE})",
    "he she yp who they child girl boy was still nearly almost lad brother sister male female twin youngest eldest "
    "oldest",
)
_THING = re.compile(
    r"[ -](?:plan|review|check|strategy|programme|pilot|contract|wait|limit|trend|referral|form|record|complaint|case|"
    r"file|request|system|building|policy|template|data|audit|gap|delay|report|assessment)s?\b|[ -]?olds\b|"
    r",? (?:appropriate|range)",
    re.IGNORECASE,
)
_NEAR = 40  # so many characters from an age to the event, and both are marked together
_ENDS = re.compile(r"[;!?](?=\s|$)|(?<!excl)(?<!perm)(?<!approx)\.(?=\s|$)|\n")  # "excl. at 5" goes on
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_CHILD = (
    r"(?:child|young person|girl|boy|baby|teenager|toddler|infant|pupil|young woman|young man|youngster|yp|lad|"
    r"care leaver|sibling|brother|sister)"
)
_GENERAL_CHILD = re.compile(
    rf"\b(?:should|must|shall|every|each|any|no|all|to be|needs? to|when an?|if an?|where an?|whenever|an? "
    rf"(?:\w+ )?{_CHILD} who|"
    r"children|young people|percent|%|policy|guidance|his or her|he or she|she or he|voice of the child|the "
    r"child['’]s (?:voice|plan|record|own record|"
    r"wishes|needs|view|views|file))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s*(?:[-•*]\s*|\d+[.)]\s*|\(\w\)\s*)?(?:ask|tell|make|give|agree|write|check|record|review|offer|ring|"
    r"name|use|keep|hold|set|plan|share|ensure|"
    r"include|send|add|bring|seek|see|train|develop|put|invite|explain|show|read|start|stop|find|measure|"
    r"consider|confirm|count|report|"
    r"provide|remind|let|help|support|listen|look|meet|take|talk|work|build|follow|get|go|involve|consult|"
    r"chase|track|monitor)\b",
    re.IGNORECASE,
)
_PARTICULAR_CHILD = re.compile(
    rf"\b(?:(?:the|this|that|our|one) (?:(?:youngest|eldest|oldest|middle|other|same) )?(?:\w+ )?{_CHILD}(?:['’]s)?|"
    rf"the (?:youngest|eldest|oldest)(?: one)?(?= (?:was|had|has|is|said|told))|"
    rf"(?:an?|another) (?:[\w-]{{1,30}} ){{0,2}}?{_CHILD} (?:who (?:was|had|has|turned|moved|waited|told|said|"
    rf"lived|went|came|asked|did|could|lost|left|never)|whose|had|was|moved|waited|told|said|asked)|"
    rf"he|she|him|his|her|hers|himself|herself)\b(?! or (?:she|her|hers)\b)|(?:^|(?<=[.!?\n] ))(?:child|young "
    rf"person|yp|baby)(?= (?:was|is|has|had|seen|said|told|not|moved|placed)\b)",
    re.IGNORECASE,
)


def events_with_age_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an age or a birthday stands with an event, as start and end in code points."""
    for pattern in _TOLD_BY_ITSELF:
        for match in pattern.finditer(text):
            if not _is_general(text, *match.span()):
                yield match.span()
    for pattern, finds_event in _TOLD_BY_EVENT:
        for match in pattern.finditer(text):
            event = finds_event(text, *match.span())
            if event is not None and not _is_general(text, *match.span()):
                yield event


def _beside_past(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where an age and what happened stand; None where nothing did in the same part of a sentence."""
    return None if _THING.match(text, end) else _with_event(text, start, end, (PAST, LIFE))


def _beside_life(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a number and what happens in a life stand; None where it may be a time of day."""
    return None if _stands(CLOCK, text, *_part(text, start, end)) else _with_event(text, start, end, (LIFE, DID))


def _after_life(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a life's event stands right before "since 13", or what one did right after; None where neither."""
    begin, _ = _clause(text, max(0, start - 30), start)
    begin = max(begin, start - 30)
    if _stands(CLOCK, text, begin, start):
        return None
    life = [span[0] for span in _between(LIFE, text, begin, start)]
    did = DID.match(text[end : end + 40].lower().lstrip(", "))
    return (life[-1], end) if life else (start, end) if did else None


_TOLD_BY_EVENT = (
    (_AGED, _beside_past),
    (_BIRTHDAYS, _beside_past),
    (_WAS, _beside_past),
    (_AT_TEENS, _beside_past),
    (_AT_EARLY, _beside_life),
    (_LAST, _beside_life),
    (_FROM_AGE, _after_life),
)


def _with_event(text: str, start: int, end: int, events: tuple[re.Pattern[str], ...]) -> tuple[int, int] | None:
    """Return the span from an event to an age, or from an age to an event; the age alone where they are far apart."""
    begin, finish = _clause(text, start, end)
    before = max((span[0] for event in events for span in _between(event, text, begin, start)), default=-1)
    if before >= 0:
        near = start - before <= _NEAR and not re.search(r"[,(]", text[before:start])
        return before if near else start, end
    after = min((span[1] for event in events for span in _between(event, text, end, finish)), default=-1)
    return None if after < 0 else (start, after if after - end <= _NEAR else end)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that something stands in, 80 and 60 characters at most."""
    begin = max([max(0, start - 80), *(match.end() for match in _ENDS.finditer(text, max(0, start - 80), start))])
    finish = _ENDS.search(text, end, min(len(text), end + 60))
    return begin, finish.start() if finish else min(len(text), end + 60)


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the part between commas begins and ends that something stands in."""
    begin, finish = _clause(text, start, end)
    comma = text.find(",", end, finish)
    return max(begin, text.rfind(",", begin, start) + 1), finish if comma < 0 else comma


def _is_general(text: str, start: int, end: int) -> bool:
    """Say whether a sentence speaks of children in general, of a rule or of a measure."""
    first, last = _sentence_span(text, start, end)
    begin, finish = _part(text, start, end)
    if _stands(GENERIC, text, first, last) or _stands(RULE, text, begin, finish):
        return True
    matter = _stands(GENERAL_MATTER, text, max(begin, start - 60), min(finish, end + 16))
    return matter and not _stands(ONE_PERSON, text, first, last)


@lru_cache(maxsize=64)
def _spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    """Return where a pattern stands, looked for once in a text, since ages may stand close together."""
    small = text.lower()  # much faster than a pattern that takes capitals as well
    return tuple(match.span() for match in pattern.finditer(small if len(small) == len(text) else text))


def _between(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    spans = _spans(pattern, text)
    for index in range(bisect_left(spans, (start, 0)), len(spans)):
        if spans[index][1] > end:
            return
        yield spans[index]


def _stands(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return next(_between(pattern, text, start, end), None) is not None


def particular_child_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text is worded about one particular child, as start and end in code points."""
    for match in _PARTICULAR_CHILD.finditer(text):
        sentence = _sentence_at(text, match.start(), match.end())
        if not _GENERAL_CHILD.search(sentence) and not _ASKS.match(sentence):
            yield match.span()


def _sentence_at(text: str, start: int, end: int) -> str:
    return text[slice(*_sentence_span(text, start, end))]


def _sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that something stands in, 300 characters of it each way at most."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, start - 300), start)]
    after = _SENTENCE.search(text, end, end + 300)
    return before[-1] if before else max(0, start - 300), after.start() if after else min(len(text), end + 300)
