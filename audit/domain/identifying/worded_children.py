"""One child told by what happened, or by being told of alone.

In: a text.
Out: where an age or a birthday stands with an event, and where a text is worded about one particular child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.identifying.contacts import anchored

_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_AGE = rf"(?:1?\d|20|2[1-5]|one|two|three|four|five|six|seven|eight|nine|{_TEENS})"
_NOT_UNIT = (
    r"(?![\d:/%.]\d|[%\d])(?! ?(?:am|pm|a\.m|p\.m|o['’]clock|days?|weeks?|months?|hours?|hrs|minutes?|times?|%|per "
    r"?cent|homes?|sessions?|places?|of)\b)"
)
_AGES = "one two three four five six seven eight nine " + " ".join(_TEENS[3:-1].split("|"))
_TEENS_TH = " ".join(f"{teen}th" for teen in _TEENS[3:-1].split("|"))
_NTH = (
    rf"(?:(?:1?\d|2[0-5])(?:st|nd|rd|th)|{_TEENS}th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    rf"twelfth|eighteenth|sixteenth)"
)
_WHOSE = r"(?:his|her|their|the child['’]s|the young person['’]s|yp['’]?s|[A-Z]['’]s|own)"
_SPAN = (
    r"(?:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|a few|just|only|some|"
    r"barely)\s+){1,2}(?:hours?|days?|nights?|weeks?|wks?|months?|mths?|fortnight|years?|weekend|morning|evening|"
    r"eve|term)"
)
_NEAR = r"(?:short of|shy of|off|before|after|from|until|prior to|following|since|away from|into|of)"
_BIRTHDAY = (
    rf"(?:{_WHOSE} (?:{_NTH}|birthday)(?: birthday)?|(?:{_WHOSE} |the |a )?{_NTH} birthday|(?:(?:he|she|they) |"
    rf"{_WHOSE} )?(?:turned|turns|turning|became|reached|reaching|was|being|were|had turned) {_AGE}\b|{_AGE}\b)"
)
_HAPPENED = (
    r"(?:stabbed|shot|arrested|detained|sectioned|remanded|sentenced|convicted|charged|cautioned|excluded|"
    r"expelled|raped|"
    r"assaulted|attacked|hospitalised|admitted|removed|adopted|placed|trafficked|exploited|groomed|bereaved|"
    r"orphaned|diagnosed|"
    r"overdosed|died|killed|injured|abused|abandoned|evicted|homeless|deported|arrived|moved|discharged|"
    r"transferred|restrained|"
    r"pregnant|miscarried|married|imprisoned|tagged|bailed|radicalised|recruited|robbed|burned|burnt|scalded|"
    r"hit|hanged|drowned|"
    r"disclosed|attempted|absconded|missing|birth|mother|father|parent|custody|care|baby|self-harmed|ran away|run away|"
    r"drinking|smoking|using|offending|weighing|living|sofa-surfing|alone|out of school|permanently excluded|"
    r"ketamine|intubated|tasered|found|overdose|drunk|selling|carrying|surfing|cut down|unconscious|ligatur\w+|"
    r"collapsed)"
)
_HAPPENED_FIRST = " ".join(dict.fromkeys(re.findall(r"(?<=[:|])[a-z]+", _HAPPENED)))
_EVENTS = (
    anchored(
        rf"\b(?:when|since|until|before) (?:he|she|they|yp) (?:was|were|turned|got to|reached) (?:only |just |"
        rf"still |about "
        rf")?{_AGE}\b{_NOT_UNIT}",
        "when since until before",
    ),
    anchored(
        rf"\b(?:{_SPAN}|just|shortly|immediately|right|soon|straight) {_NEAR} {_BIRTHDAY}{_NOT_UNIT}"
        r"(?! or\b|\+| (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec))",
        "a an the one two three four five six seven eight nine ten several few just only some barely shortly "
        "immediately right soon straight #",
    ),
    anchored(
        rf"\b(?:on|before|after|until|till|by|for|near|around|of|at|celebrat\w+|spent|marked|missed|forgot(?:ten)?|"
        rf"had|turned up on|day of|eve of|week of) (?:{_WHOSE} |(?<=on )the )?{_NTH}(?: birthday|(?= (?:in|at|on|"
        rf"with|alone|without)\b(?! (?:of )?(?:january|february|march|april|may|june|july|august|september|october|"
        rf"november|december))))",
        "on before after until till by for near around of at celebrated celebrating celebrates celebrate spent marked "
        "missed forgot forgotten had turned day eve week",
    ),
    anchored(
        r"\b(?:on|before|after|for|of|until|celebrat\w+|spent|missed) (?:his|her|the child['’]s|the young "
        r"person['’]s|yp['’]s) birthday\b",
        "on before after for of until celebrated celebrating celebrates celebrate spent missed",
    ),
    anchored(
        rf"\b(?:who |had |has |she |he |they |just |recently |only |yp |child |since |after |then |when (?:he|she) "
        rf"|^)?turned {_AGE}\b{_NOT_UNIT}(?! or\b|\+)(?: (?:in|on|at|during|last|while|two|three|a|the|just|before|"
        rf"after|without|and)\b[^.,;\n]{{0,30}})?",
        "turned who had has she he they just recently only yp child since after then when",
    ),
    anchored(
        rf"\b{_HAPPENED}(?: (?:in|for|with|to|from|a|the|first|into|by|of|alone|up|again)){{0,3}},? (?:at|aged|age|"
        rf"when|at the age of|(?:when )?(?:only|just)|while(?: still)?) (?:(?:he|she) was |age |just |only |still |"
        rf"barely |about )?{_AGE}\b{_NOT_UNIT}",
        _HAPPENED_FIRST,
    ),
    anchored(
        rf"\b(?:at|aged|age|at the age of|when(?: he| she)? (?:was )?(?:only |just )?) ?(?:just |only |age "
        rf")?{_AGE}\b{_NOT_UNIT},? (?:(?:and|he|she|they|who|yp|was|is|had|been|first|already|then|only|just|a|the|"
        rf"had been|has been) ){{0,3}}{_HAPPENED}\b",
        "at aged age when",
    ),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:,!?\n] )|\b(?:was|is|were|aged|only|just|nearly|almost|not yet|still) ){_AGE}"
        r"(?: ?(?:days?|weeks?|months?|years?|yrs?|yo))?(?: old)? when\b(?! (?:we|the service|planning))",
        f"# was is were aged only just nearly almost not still {_AGES}",
    ),
    anchored(
        rf"\b(?:at|age|aged) (?:1[3-9]|{_TEENS}),? (?:he|she|they|yp|went|had|was|started|began|ran|lost|left|found)\b",
        "at age aged",
    ),
    anchored(
        rf"\b(?:left (?:school|home|care)|lost (?:his|her|their) \w+|found (?:his|her|their) \w+(?: \w+)?|"
        rf"(?:hanged|cut|killed|"
        rf"harmed|burnt) (?:him|her|them)self|a (?:mum|dad)|first \w+|missing(?: from \w+)?|carrying \w+(?: "
        rf"\w+)?|sofa[- ]surfing|"
        rf"in care) (?:at|since|from)(?: (?:the )?age(?: of)?)? {_AGE}\b{_NOT_UNIT}(?! ?(?:to|or|and)\b|[-–+/]| "
        rf"and over)",
        "left lost found hanged cut killed harmed burnt a first missing carrying sofa in",
    ),
    anchored(
        rf"\b{_NTH} b(?:irth|['’])?day (?:was |is )?(?:spent |passed )?(?:in|at|on|alone|with no|without)\b",
        f"# {_TEENS_TH}",
    ),
    anchored(rf"\bon (?:his|her) {_NTH}(?=\s*[.,;)]|\s*$)", "on"),
    anchored(rf"\b(?:barely|not quite|not yet|nearly) (?:1?\d|{_TEENS})(?= and\b|,)", "barely not nearly"),
    anchored(
        r"(?:^|(?<=[.;,!?] )|\b(?:is|turns|be|he['’]s|she['’]s) )(?:1[3-9]|thirteen|fourteen|fifteen|sixteen|"
        r"seventeen|eighteen) (?:tomorrow|(?:next|this|in) (?:week|month|(?:two|three|four|five|six|\d{1,2}) "
        r"(?:days|weeks|"
        r"months)|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
        "# thirteen fourteen fifteen sixteen seventeen eighteen is turns be he she",
    ),
    anchored(
        rf"\b(?:was|is|being|fell on|also|on) (?:also )?(?:his|her|the child['’]s) (?:{_NTH} )?birthday\b",
        "was is being fell also on",
    ),
    anchored(
        rf"\b{_HAPPENED} (?:at|aged|when(?: he was| she was)?) (?:just |only )?{_AGE} (?:days?|weeks?|months?)(?: "
        rf"old)?\b",
        _HAPPENED_FIRST,
    ),
    anchored(
        rf"\b(?:day|week|night|month|morning|eve|weekend) {_NEAR} (?:{_WHOSE} )?{_NTH}\b(?! (?:day|week|month|"
        rf"january|february|march|april|may|june|july|august|september|october|november|december|of|review|meeting|"
        rf"conference))",
        "day week night month morning eve weekend",
    ),
    anchored(
        rf"\b(?:1?\d|{_TEENS}) and (?:pregnant|homeless|alone|missing|in custody|on remand|a (?:mother|father|"
        rf"parent|mum|dad))\b",
        "# ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    ),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:,!?\n] )|\b(?:the|a|an|one|our|this|that|another) (?:[\w'’-]{{1,30}} ){{0,2}}?){_AGE}"
        rf"(?:[ -](?:years?|yrs?|months?|weeks?|days?)[ -]olds?| ?y/?o)\b(?! (?:plan|review|check|strategy|"
        rf"programme|pilot|contract|wait|"
        rf"limit|trend))[^.\n]{{0,60}}?\b{_HAPPENED}\b",
        f"# the a an one our this that another {_AGES}",
    ),
)
_AGED = anchored(
    rf"\b(?:at {_AGE} (?:years|yrs) old|(?:aged?|at (?:the )?age of|since (?:the )?age of) (?:just |only |about "
    rf")?{_AGE})\b"
    rf"{_NOT_UNIT}"
    r"(?! ?(?:to|or|and (?:over|under|above|\d))\b|[-–+/]|,? (?:appropriate|limit|range))",
    "age aged at since",
)
_PLURAL = re.compile(r"\b(?:children|people|girls|boys|those|pupils|leavers|anyone|everyone) $", re.IGNORECASE)
_EVENT = re.compile(rf"\b(?:{_HAPPENED}|went|ran|taken|stopped|lost|left|began|started|seen)\b", re.IGNORECASE)
_GENERIC = re.compile(
    r"\b(?:should|must|shall|every|each|when an?|if an?|whenever|planning|plan for|transition(?:s|ing)?|"
    r"pathways?|protocol|"
    r"offer|policy|children who|young people|those who|people who|anyone|everyone|statutory|law|duty|leavers|"
    r"up to|year-olds|"
    r"will be offered|needs? to (?:be|start|begin))\b",
    re.IGNORECASE,
)
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
    for pattern in (*_EVENTS, _AGED):
        for match in pattern.finditer(text):
            if pattern is _AGED and not _beside_event(text, *match.span()):
                continue
            if not _GENERIC.search(_sentence_at(text, match.start(), match.end())):
                yield match.start() + len(match.group()) - len(match.group().lstrip()), match.end()


def _beside_event(text: str, start: int, end: int) -> bool:
    """Say whether an age stands with something that happened to one child, in the same part of a sentence."""
    before = re.split(r"[.;\n]", text[max(0, start - 40) : start])[-1]
    after = re.split(r"[.;\n]", text[end : end + 30])[0]
    return not _PLURAL.search(before) and _EVENT.search(f"{before}|{after}") is not None


def particular_child_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text is worded about one particular child, as start and end in code points."""
    for match in _PARTICULAR_CHILD.finditer(text):
        sentence = _sentence_at(text, match.start(), match.end())
        if not _GENERAL_CHILD.search(sentence) and not _ASKS.match(sentence):
            yield match.span()


def _sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentence that something stands in, 300 characters of it each way at most."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, start - 300), start)]
    after = _SENTENCE.search(text, end, end + 300)
    return text[before[-1] if before else max(0, start - 300) : after.start() if after else end + 300]
