"""One child told by what happened, or by being told of alone.

In: a text.
Out: where an age or a birthday stands with an event, and where a text is worded about one particular child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_AGE = rf"(?:1?\d|20|2[1-5]|one|two|three|four|five|six|seven|eight|nine|{_TEENS})"
_NOT_UNIT = r"(?![\d:/%.]\d|[%\d])(?! ?(?:am|pm|a\.m|p\.m|o['’]clock|days?|weeks?|months?|hours?|hrs|minutes?|times?|%|per ?cent|homes?|sessions?|places?|of)\b)"
_NTH = rf"(?:(?:1?\d|2[0-5])(?:st|nd|rd|th)|{_TEENS}th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|twelfth|eighteenth|sixteenth)"
_WHOSE = r"(?:his|her|their|the child['’]s|the young person['’]s|yp['’]?s|[A-Z]['’]s|own)"
_SPAN = r"(?:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|a few|just|only|some|barely)\s+){1,2}(?:hours?|days?|nights?|weeks?|wks?|months?|mths?|fortnight|years?|weekend|morning|evening|eve|term)"
_NEAR = r"(?:short of|shy of|off|before|after|from|until|prior to|following|since|away from|into|of)"
_BIRTHDAY = rf"(?:{_WHOSE} (?:{_NTH}|birthday)(?: birthday)?|(?:{_WHOSE} |the |a )?{_NTH} birthday|(?:(?:he|she|they) |{_WHOSE} )?(?:turned|turns|turning|became|reached|reaching|was|being|were|had turned) {_AGE}\b|{_AGE}\b)"
_HAPPENED = (
    r"(?:stabbed|shot|arrested|detained|sectioned|remanded|sentenced|convicted|charged|cautioned|excluded|expelled|raped|"
    r"assaulted|attacked|hospitalised|admitted|removed|adopted|placed|trafficked|exploited|groomed|bereaved|orphaned|diagnosed|"
    r"overdosed|died|killed|injured|abused|abandoned|evicted|homeless|deported|arrived|moved|discharged|transferred|restrained|"
    r"pregnant|miscarried|married|imprisoned|tagged|bailed|radicalised|recruited|robbed|burned|burnt|scalded|hit|hanged|drowned|"
    r"disclosed|attempted|absconded|missing|birth|mother|father|parent|custody|care|baby|self-harmed|ran away|run away|"
    r"drinking|smoking|using|offending|weighing|living|sofa-surfing|alone|out of school|permanently excluded|ketamine|intubated)"
)
_TIME_VERBS = r"(?:started|ended|closed|opened|finished|began|held|left|seen|met|arrived|collected|picked up|dropped)"
_EVENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{_SPAN}|just|shortly|immediately|right|soon|straight) {_NEAR} {_BIRTHDAY}{_NOT_UNIT}(?! or\b|\+)",
        rf"\b(?:on|before|after|until|till|by|for|near|around|of|at|celebrat\w+|spent|marked|missed|forgot(?:ten)?|had|turned up on|day of|eve of|week of) (?:{_WHOSE} |the )?{_NTH}(?: birthday|(?= (?:in|at|on|with|alone|without)\b(?! (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december))))",
        rf"\b(?:on|before|after|for|of|until|celebrat\w+|spent|missed) (?:his|her|the child['’]s|the young person['’]s|yp['’]s) birthday\b",
        rf"\b(?:who |had |has |she |he |they |just |recently |only |yp |child |since |after |then |when (?:he|she) |^)?turned {_AGE}\b{_NOT_UNIT}(?! or\b|\+)(?: (?:in|on|at|during|last|while|two|three|a|the|just|before|after|without|and)\b[^.,;\n]{{0,30}})?",
        rf"\b{_HAPPENED}(?: (?:in|for|with|to|from|a|the|first|into|by|of|alone|up|again)){{0,3}},? (?:at|aged|age|when|at the age of|(?:when )?(?:only|just)|while(?: still)?) (?:(?:he|she) was |age |just |only |still |barely |about )?{_AGE}\b{_NOT_UNIT}",
        rf"\b(?:at|aged|age|at the age of|when(?: he| she)? (?:was )?(?:only |just )?) ?(?:just |only |age )?{_AGE}\b{_NOT_UNIT},? (?:(?:and|he|she|they|who|yp|was|is|had|been|first|already|then|only|just|a|the|had been|has been) ){{0,3}}{_HAPPENED}\b",
        rf"\b(?:was|is|were|aged|only|just|nearly|almost|not yet|still) {_AGE}(?: years old)? when\b",
        rf"(?:^|(?<=[.;,!?] )|\b(?:is|turns|be|he['’]s|she['’]s) )(?:1[3-9]|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen) (?:next|this|in) (?:week|month|(?:two|three|four|five|six|\d{{1,2}}) (?:days|weeks|months)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        rf"\b(?:was|is|being|fell on|also|on) (?:also )?(?:his|her|the child['’]s) (?:{_NTH} )?birthday\b",
        rf"\b{_HAPPENED} (?:at|aged|when(?: he was| she was)?) (?:just |only )?{_AGE} (?:days?|weeks?|months?)(?: old)?\b",
        rf"\b(?:day|week|night|month|morning|eve|weekend) {_NEAR} (?:{_WHOSE} )?{_NTH}\b(?! (?:day|week|month|january|february|march|april|may|june|july|august|september|october|november|december|of|review|meeting|conference))",
        rf"\b(?:1?\d|{_TEENS}) and (?:pregnant|homeless|alone|missing|in custody|on remand|a (?:mother|father|parent|mum|dad))\b",
        rf"\b(?:the|a|an|one|our|this|that|another) (?:[\w'’-]+ ){{0,2}}?{_AGE}[ -](?:years?|yrs?|yo|month|week|day)s?[ -]?(?:olds?|o)?\b(?! (?:plan|review|check|strategy|programme|pilot|contract|wait|limit|trend))[^.\n]{{0,60}}?\b{_HAPPENED}\b",
    )
)
_GENERIC = re.compile(
    r"\b(?:should|must|shall|every|each|when an?|if an?|whenever|planning|plan for|transition(?:s|ing)?|pathways?|protocol|"
    r"offer|policy|children who|young people|those who|people who|anyone|everyone|statutory|law|duty|leavers|up to|year-olds|"
    r"will be offered|needs? to (?:be|start|begin))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_CHILD = r"(?:child|young person|girl|boy|baby|teenager|toddler|infant|pupil|young woman|young man|youngster|yp|lad|care leaver|sibling|brother|sister)"
_GENERAL_CHILD = re.compile(
    rf"\b(?:should|must|shall|every|each|any|no|all|to be|needs? to|when an?|if an?|where an?|whenever|an? (?:\w+ )?{_CHILD} who|"
    r"children|young people|percent|%|policy|guidance|his or her|he or she|she or he|voice of the child|the child['’]s (?:voice|plan|record|own record|"
    r"wishes|needs|view|views|file))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s*(?:[-•*]\s*|\d+[.)]\s*|\(\w\)\s*)?(?:ask|tell|make|give|agree|write|check|record|review|offer|ring|name|use|keep|hold|set|plan|share|ensure|"
    r"include|send|add|bring|seek|see|train|develop|put|invite|explain|show|read|start|stop|find|measure|consider|confirm|count|report|"
    r"provide|remind|let|help|support|listen|look|meet|take|talk|work|build|follow|get|go|involve|consult|chase|track|monitor)\b",
    re.IGNORECASE,
)
_ONE_CHILD = re.compile(
    rf"\b(?:(?:the|this|that|our|one) (?:(?:youngest|eldest|oldest|middle|other|same) )?(?:\w+ )?{_CHILD}(?:['’]s)?|"
    rf"the (?:youngest|eldest|oldest)(?: one)?(?= (?:was|had|has|is|said|told))|"
    rf"(?:an?|another) (?:[\w-]+ ){{0,2}}?{_CHILD} (?:who (?:was|had|has|turned|moved|waited|told|said|lived|went|came|asked|did|could|lost|left|never)|whose|had|was|moved|waited|told|said|asked)|"
    rf"he|she|him|his|her|hers|himself|herself)\b(?! or (?:she|her|hers)\b)|(?:^|(?<=[.!?\n] ))(?:child|young person|yp|baby)(?= (?:was|is|has|had|seen|said|told|not|moved|placed)\b)",
    re.IGNORECASE,
)


def events_with_age_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an age or a birthday stands with an event, as start and end in code points."""
    for pattern in _EVENTS:
        for match in pattern.finditer(text):
            if not _GENERIC.search(_sentence_at(text, match.start(), match.end())):
                yield match.start() + len(match.group()) - len(match.group().lstrip()), match.end()


def one_child_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text is worded about one particular child, as start and end in code points."""
    for match in _ONE_CHILD.finditer(text):
        sentence = _sentence_at(text, match.start(), match.end())
        if not _GENERAL_CHILD.search(sentence) and not _ASKS.match(sentence):
            yield match.span()


def _sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence that something stands in, 300 characters of it each way at most."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, start - 300), start)]
    after = _SENTENCE.search(text, end, end + 300)
    return text[before[-1] if before else max(0, start - 300) : after.start() if after else end + 300]
