"""Counts of children so small that they may tell who is meant.

In: a text.
Out: where a figure for one to 5 children, one child's own figure, or all or none of a small group stands. A count of
homes, plans, weeks or staff is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MANY = (
    r"(?:children|kids|young (?:people|persons|women|men|adults|carers|mothers|fathers|mums|parents)|youngsters|youths|yps|"
    r"girls|boys|lads|lasses|pupils|siblings|sisters|brothers|babies|infants|toddlers|newborns|teenagers|teens|"
    r"adolescents|students|learners|(?:care |school )?leavers|cases|uascs?|clas|lacs|cics|cyps?|daughters|sons|residents|minors|"
    r"twins|triplets|(?:year|yr)[ -]?olds|(?:unaccompanied|looked[ -]after|trafficked|adopted|detained) ones|under[ -]?(?:fives|\d{1,2}s)|"
    r"victims|cousins|nieces|nephews|grandchildren|step-?siblings|half[ -]siblings|little ones|individuals)"
)
_ONE = (
    r"(?:child|kid|young (?:person|woman|man|adult|carer|mother|father|mum)|youngster|youth|yp|girl|boy|lad|lass|pupil|"
    r"sibling|sister|brother|baby|infant|toddler|newborn|teenager|teen|adolescent|student|learner|care leaver|case|uasc|"
    r"daughter|son|resident|minor|victim|(?:year|yr)[ -]old|cyp|cla|lac|cic)"
)
_BOTH_NUMBERS = r"(?:uasc|cla|lac|cic|yp|cyp|unaccompanied|looked[ -]after)"
_COMPOUND = (
    r"(?!['’]?s?['’]? (?:homes?|services?|cent(?:re|er)s?|teams?|social|workers?|panels?|guardians?|houses?|hubs?|"
    r"commissioners?|ward|wards|hospitals?|trusts?|partnerships?|boards?|participation|rights|reg|units?|nurses?|"
    r"practitioners?|forums?|council|consultants?|advocates|department)\b)(?![-\w])"
)
_ONE_COMPOUND = (
    r"(?!['’]?s? ?(?:protection|in need|death|care|minders?|benefit|and adolescent|looked[ -]after review|sexual|criminal|"
    r"exploitation|health|practice|safeguarding|development|line|cent(?:re|red)|friendly|arrangements|conference|files?|"
    r"notes?|work|worker|load|management|stud(?:y|ies|ents)|audits?|summar(?:y|ies)|number|record|recording|premium|referral|"
    r"poverty|abuse|house|home|level|list|discussion|review|law|holders?|numbers?|mapping|support|voice)\b)(?![-\w])"
)
_NUMBER = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "half": 0, "most": 0, "some": 0, "any": 0, "each": 0, "none": 0, "all": 0,
}  # fmt: skip
_FEW = r"(?:one|two|three|four|five|[1-5])"
_SMALL = r"(?:two|three|four|five|six|seven|eight|[2-8])"
_WHOLE = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d|2\d|30)"
_NOT_BEFORE = (
    r"(?<![\w£$./:,\-–#§])(?<!year )(?<!yr )(?<!tier )(?<!level )(?<!stage )(?<!ks )(?<!band )(?<!group )(?<!phase )(?<!step )(?<!part )"
    r"(?<!section )(?<!reg )(?<!regulation )(?<!day )(?<!week )(?<!version )(?<!s\.)(?<!term )(?<!page )(?<!statement )(?<!question )"
    r"(?<!up to )(?<!no more than )(?<!maximum of )(?<!max )(?<!more than )(?<!groups of )"
    r"(?<!over )(?<!aged )(?<!no )(?<!line )(?<!standard )(?<!goal )(?<!per )"
)
_STOP = (
    r"(?:of|on|in|at|to|for|from|with|by|about|between|and|or|but|than|as|per|that|which|who|whose|where|when|while|because|if|"
    r"each|every|any|no|a|an|his|her|their|its|is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|"
    r"should|shall|may|might|must|not|it|they|we|he|she|both|all|years?|yrs?|months?|weeks?|days?|hours?|minutes?|times?|"
    r"homes?|schools?|plans?|staff|workers?|teams?|agenc(?:y|ies)|services?|partners?|commissioners|practitioners|managers|"
    r"professionals|officers|nurses|reviews?|meetings?|visits?|conferences?|assessments?|referrals?|reports?|records?|files?|"
    r"forms?|letters?|emails?|calls?|placements?|beds?|rooms?|sessions?|courses?|workshops?|modules?|terms?|steps?|actions?|"
    r"recommendations?|measures?|areas?|localit(?:y|ies)|sites?|wards?|clinics?|hospitals?|panels?|boards?|polic(?:y|ies)|"
    r"protocols?|pathways?|templates?|tools?|questions?|answers?|themes?|reasons?|points?|priorit(?:y|ies)|standards?|cop(?:y|ies)|"
    r"audits?|chairs?|auditors?|carers?|parents?|famil(?:y|ies)|mums?|dads?|adults?|people|page|pages|year|stage|key|"
    r"working|calendar|academic|school|half|term|dates?|training|open|sub|statutory|consecutive|separate)"
)
_GAP = rf"(?:(?!{_STOP}\b)[\w'’-]{{1,30}} ){{0,3}}?"
_OF = r"(?:(?:of|out of|from|among) )?(?:the |these |those |our |my |their |them |this |other |last |next |remaining |first |sampled |2\d{3} )*"
_DOES = (
    r"(?:was|were|had|has|have|said|says|told|did|didn['’]?t|does|do|went|got|came|could|can|cannot|couldn['’]?t|never|still|also|"
    r"felt|wanted|asked|lived?|lives|waited|waiting|moved|missed|refused|declined|left|turned|needed|received|attended|stayed|"
    r"remain(?:ed|s)?|reported|disclosed|became|are|is|hadn['’]?t|hasn['’]?t|haven['’]?t|wasn['’]?t|weren['’]?t|spoke|knew|known|"
    r"reunified|returned|placed|excluded|arrested|admitted|died|agreed|since|now|out of area|in care|in custody|at risk|not)"
)
_SPEC = rf"(?=(?: (?:of (?:them|these|those|whom)))?(?: {_DOES}\b|\s*[.,;:)!?–-]|\s*$))"
_THINGS = re.compile(
    r"\b(?:homes|schools|plans|staff|workers|teams|agencies|services|partners|commissioners|practitioners|managers|"
    r"professionals|officers|nurses|reviews|meetings|visits|conferences|assessments|referrals|reports|records|files|forms|"
    r"letters|emails|calls|placements|beds|rooms|sessions|courses|workshops|modules|steps|actions|recommendations|measures|"
    r"areas|localities|sites|wards|clinics|hospitals|panels|boards|policies|protocols|pathways|templates|tools|questions|"
    r"answers|themes|reasons|points|priorities|standards|copies|audits|chairs|auditors|carers|parents|mums|dads|adults|"
    r"boroughs|authorities|hubs|providers|posts|versions|systems|models|posters|leaflets|groups|providers|phones|families)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r" (?:of them )?(?:was|were|is|are|has been|have been|had been|not|still)(?: (?:been|not|still|now|already|since))* (?:signed|published|completed|dropped|closed|"
    r"updated|implemented|launched|drafted|on track|overdue|done|filled|vacant|signed off|commissioned|funded|recruited|printed|delivered|statutory)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\b(?:{_MANY}|{_ONE})\b", re.IGNORECASE)
_UNIT = r"(?:days?|weeks?|months?|hours?|years?|hrs?|wks?|mths?|yrs?|moves|placements|social workers|schools|episodes)"


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_COUNTS = (
    _flags(rf"(?<![\w-])(?:neither|either|the only|just one|only one|(?<!not )a single|x ?1) (?:(?!{_STOP}\b)[\w'’-]{{1,30}} ){{0,2}}?{_ONE}\b{_ONE_COMPOUND}"),
    _flags(rf"(?<![\w-])x ?[2-5] {_GAP}{_MANY}\b{_COMPOUND}"),
    _flags(rf"{_NOT_BEFORE}\b(?:two|three|four|five|[2-5]|both|neither|either|a couple|a pair|a trio|all {_SMALL}|none of the {_SMALL}) {_OF}{_GAP}{_MANY}\b{_COMPOUND}"),
    _flags(rf"{_NOT_BEFORE}\b(?:two|three|four|five|[2-5]) {_OF}(?:{_BOTH_NUMBERS})\b(?![-'’\w])(?! (?:protocol|review|status|team|nurse|teams|nurses|policy|panel|strategy))"),
    _flags(rf"{_NOT_BEFORE}\b(?:one|1) (?!(?:or|to|in) )(?:(?!{_STOP}\b)[\w'’-]{{1,30}} ){{0,2}}?{_ONE}\b{_ONE_COMPOUND}"),
    _flags(rf"{_NOT_BEFORE}\b(?:one|1|neither|either|none) of (?:the |these |those |our |my )?(?:{_SMALL} )?{_GAP}{_MANY}\b{_COMPOUND}"),
    _flags(rf"(?<![\w-])(?:the )?(?:other|remaining|last|first|second|third|fourth|fifth) {_FEW}? ?{_GAP}(?:{_MANY}|(?:other|second|third|fourth|fifth) {_ONE}{_ONE_COMPOUND})\b{_COMPOUND}"),
    _flags(rf"(?<![\w-])(?:the |a )?(?:second|third|fourth|fifth) (?:looked[ -]after )?{_ONE}\b{_ONE_COMPOUND}"),
    _flags(rf"(?<![\w/.])[1-8] ?/ ?[2-8](?: of the)? {_GAP}{_MANY}\b{_COMPOUND}"),
    _flags(r"\b(?:twins|triplets|quads|quadruplets|(?:her|his|their|the|one) twin\b(?! (?:track|bed|room))|(?:sibling|brother and sister) (?:pair|trio)|siblings? group of (?:two|three|four|five|[2-5])|(?:pair|trio) of (?:siblings|brothers|sisters))\b"),
    _flags(rf"(?<![\w-])(?:the|all|our|these|those) {_FEW} (?:we|they) (?:looked at|sampled|audited|saw|met|spoke|interviewed|reviewed)"),
)  # fmt: skip
_FEWER = _flags(
    rf"\b(?:fewer|less) than {_FEW}(?= (?:in|with|at|were|was|had|have|has|are|on|of (?:them|these|the|our))\b|\s*[.,;)]|$)|\bn ?= ?[1-5]\b(?![.\d])"
)
_STANDING = (
    r"(?:on (?:cp|cin|child protection|a plan|plans|remand|bail|b ?& ?b|the (?:list|waiting list|ward|unit|edge|same)|waiting|roll|tag|section)|"
    r"in (?:custody|care|hospital|secure|placements?|unregistered|unregulated|b ?& ?b|hotels?|semi|independent|residential|foster|our|"
    r"the (?:unit|home|sample|cohort|same|family|house|group|borough|area)|tier|crisis|bed|temporary)|with (?:no|a|an|their|his|her|autism|adhd)\b|"
    r"without (?:a|an|any)|under \d+|left|waiting|remain|awaiting|subject to|known to|open to|placed|at risk|not in school|out of school)"
)
_SHARES = _flags(
    rf"(?<![\w£./:-])(?P<share>one|two|three|four|five|six|seven|eight|\d{{1,2}}|half|most|some|all|none|a third|a quarter|two[ -]thirds|three[ -]quarters|the majority|each|only one) "
    rf"(?:of|out of|in|from) (?:every )?(?:the |these |those |our |my )?(?P<whole>{_WHOLE})(?![\w%./:]|-\w)(?P<noun>(?: (?!{_DOES}\b)[\w'’-]{{1,30}}){{0,4}})"
)
_PERCENT = _flags(
    rf"\b(?P<percent>\d{{1,3}}(?:\.\d+)?) ?(?:%|per ?cent) (?:\(?(?:\d+ )?)(?:out )?of (?:the |our |these |those |all )?(?P<whole>{_WHOLE})(?![\w%./:]|-\w)(?P<noun>(?: [\w'’-]{{1,30}}){{0,3}})"
)
_BARE = (
    _flags(rf"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly )|(?<=\bjust ))(?:two|three|four|five|[2-5])(?= (?:still |now |also |currently )?{_STANDING})"),
    _flags(r"(?<![\w-])(?:the )?(?:youngest|eldest|oldest|older|younger) (?:two|three|four|[2-4])\b(?! (?:year|yr|month|week))"),
    _flags(rf"(?<![\w-])(?:both|neither)(?: of (?:them|these|those))?(?= {_DOES}\b)|(?<![\w-])(?:both|neither) of (?:them|these|those)\b"),
    _flags(rf"(?<![\w-])(?:all|none of the|any of the|all of the) {_SMALL}\b{_SPEC}"),
    _flags(rf"(?<![\w-])the (?:other|remaining) (?:two|three|four|five|[2-5])\b{_SPEC}"),
    _flags(rf"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly )|(?<=\bjust )|(?<=\bwhile )|(?<=\bthe ))(?:two|three|four|five|[2-5])(?= (?:of (?:them|these|those|whom) )?{_DOES}\b)"),
    _flags(r"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly ))(?:one|1)(?: of (?:them|these|those|whom))?(?= (?:was|had|has|said|told|did|didn['’]?t|went|moved|felt|wanted|asked|got|lives|waited|never|still|missed|refused|turned|hadn['’]?t|wasn['’]?t|hasn['’]?t|ran)\b)"),
    _flags(rf"(?<![\w-])the (?:third|fourth|fifth|second|other)(?: one)?(?= {_DOES}\b)"),
)  # fmt: skip
_OWN_FIGURES = (
    _flags(rf"(?<![\w£./:-])(?<!or )\d{{1,3}} and \d{{1,3}} {_UNIT}\b(?! (?:old|of age|sessions))"),
    _flags(rf"(?<![\w£./:-])(?P<low>\d{{1,3}}) ?(?:to|and|-|–) ?(?P<high>\d{{1,3}}) {_UNIT}\b"),
    _flags(rf"\b(?:longest|shortest|highest|lowest|quickest|slowest|earliest|latest|oldest|youngest|maximum|minimum|worst|best)\b[^.\n\d]{{0,40}}\b\d{{1,3}}(?:\.\d+)? ?{_UNIT}\b"),
    _flags(rf"\b\d{{1,3}} ?{_UNIT} (?:was|is) the (?:longest|shortest|highest|lowest)"),
)  # fmt: skip
_TARGET = re.compile(
    r"\b(?:within|target|targets|should|must|every|each|for|sessions?|course|average|mean|median|standard|statutory|aim|"
    r"offer|offers|lasts?|takes? (?:about|around|up to)|next|typically|usually|policy|protocol|will|at least|aged?|review|needs? to|down from|"
    r"fell from|dropped from|reduced from|rose from|from \d+ to|cut from|guidance)\b",
    re.IGNORECASE,
)
_RANGE_OF_CHILDREN = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|took|rang(?:ed|ing|es?)|first help|help in|apart|so far|spent|lasted|stay(?:s|ed)?|seen after|between|from asking|missing for|varied)\b",
    re.IGNORECASE,
)


def small_counts_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a small count of children stands, as start and end in code points."""
    for pattern in _COUNTS:
        for match in pattern.finditer(text):
            yield match.span()
    for match in _FEWER.finditer(text):
        yield match.span()
    yield from _shares(text)
    for pattern in _BARE:
        for match in pattern.finditer(text):
            if not _of_things(text, match.start(), match.end()) and not _DONE.match(text, match.end()):
                yield match.span()
    yield from _own_figures(text)


def _shares(text: str) -> Iterator[tuple[int, int]]:
    """Yield "one in three", "three of the six" and "50% of eight", where children or nobody is named after them."""
    for match in _SHARES.finditer(text):
        share, whole = _value(match["share"]), _value(match["whole"])
        few = whole <= 8 or 0 < share <= 5
        if few and share < max(whole, 2) + 1 and _of_children(text, match, share_of_few=whole <= 12):
            yield match.start(), match.start("noun") if match["noun"] else match.end()
    for match in _PERCENT.finditer(text):
        whole = _value(match["whole"])
        if round(float(match["percent"]) * whole / 100) <= 5 and _of_children(text, match, share_of_few=True):
            yield match.start(), match.end("whole")


def _of_children(text: str, match: re.Match[str], *, share_of_few: bool) -> bool:
    """Say whether a share is one of children: named after it, or nothing else is."""
    noun = match["noun"].strip()
    if noun:
        words = re.match(rf"(?:(?!{_STOP}\b)[\w'’-]+ ?)*", noun, re.IGNORECASE)
        head = (
            re.sub(
                r"^(?:audited|sampled|reviewed|seen|interviewed|so far)\b ?",
                "",
                words.group().strip(),
                flags=re.IGNORECASE,
            )
            if words
            else ""
        )
        if head:
            return _PEOPLE.search(head) is not None and not re.search(
                rf"{_ONE}['’]?s? (?!in\b|who\b)\w", head, re.IGNORECASE
            )
        if re.match(
            r"(?:of|years?|months?|weeks?|days?|hours?|times?|areas?|homes?|schools?|teams?)\b", noun, re.IGNORECASE
        ) or (_THINGS.match(noun.split(" ")[0])):
            return False
        if re.match(rf"{_STOP}\b", noun, re.IGNORECASE) and not re.match(
            rf"(?:{_DOES}|in|at|with|who|whose|and|but|on|by|or|to|for)\b", noun, re.IGNORECASE
        ):
            return False
    return share_of_few and not _of_things(text, match.start(), match.end("whole"))


def _of_things(text: str, start: int, end: int) -> bool:
    """Say whether what was spoken of last, before a bare figure, is a thing and no child."""
    before = text[max(0, start - 160) : start]
    things = [match.start() for match in _THINGS.finditer(before)]
    people = [match.start() for match in _PEOPLE.finditer(before)]
    return bool(things) and max(things) > max(people, default=-1)


def _own_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield the figure of one child: the lowest or the highest value, or one for each of two."""
    for pattern in _OWN_FIGURES:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.start()] + text[match.end() : match.end() + 20]
            low, high = match.groupdict().get("low"), match.groupdict().get("high")
            spread = low is None or high is None or (int(low) < int(high) and int(high) >= 3 * int(low))
            if not _TARGET.search(around) and (spread or _RANGE_OF_CHILDREN.search(around)):
                yield match.span()


def _value(word: str) -> int:
    plain = word.casefold().removeprefix("only ")
    return int(plain) if plain.isdigit() else _NUMBER.get(plain, 0)
