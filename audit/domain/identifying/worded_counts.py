"""Counts of children so small that they may tell who is meant.

In: a text.
Out: where a figure for one to 5 children, one child's own figure, or all or none of a small group stands. A count of
homes, plans, weeks or staff is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.identifying.contacts import anchored
from audit.domain.identifying.count_words import (
    BOTH_NUMBERS,
    CHANGED,
    COMPOUND,
    COUNTED,
    DOES,
    DONE,
    FEW,
    GAP,
    LEGAL,
    MANY,
    NOT_BEFORE,
    NOT_CHILDREN,
    NUMBER,
    OF,
    PEOPLE,
    RANGE_OF_CHILDREN,
    SINGULAR,
    SINGULAR_COMPOUND,
    SMALL,
    SPEC,
    STANDING,
    STOP,
    TARGET,
    UNIT,
    WHOLE,
)

_MANY_FIRST = (
    "children kids young girls boys lads sibs siblings sisters brothers babies infants toddlers teenagers teens pupils "
    "students cousins males females yps uasc uascs #"
)
_COUNTS = (
    anchored(
        rf"(?<![\w-])(?:neither|either|the only|just one|only one|(?<!not )a single|(?:^|(?<=[.;:,] ))only|sole|"
        rf"a lone|x ?1) "
        rf"(?:(?!{STOP}\b)[\w'’-]{{1,30}} ){{0,2}}?{SINGULAR}\b{SINGULAR_COMPOUND}",
        "neither either the just only sole a x",
    ),
    anchored(rf"(?<![\w-])x ?[2-5] {GAP}{MANY}\b{COMPOUND}", "x"),
    anchored(
        rf"{NOT_BEFORE}\b(?:two|three|four|five|[2-5]|both|neither|either|(?:a )?couple|a pair|a trio|a handful|one or "
        rf"two|two or three|three or four|four or five|1 or 2|2 or 3|3 or 4|4 or 5|[1-4] ?[-–/] ?[2-5]|"
        rf"all {SMALL}|none of the {SMALL}) (?:x )?{OF}{GAP}{MANY}\b{COMPOUND}",
        "one two three four five 1 2 3 4 5 both neither either a couple all none",
    ),
    anchored(
        rf"{NOT_BEFORE}\b(?:two|three|four|five|[2-5]|1 or 2|one or two|[1-4] ?[-–/] ?[2-5]) "
        rf"{OF}(?:{BOTH_NUMBERS})\b(?![-'’\w])(?! (?:protocol|"
        rf"review|status|team|nurse|teams|nurses|policy|panel|strategy))",
        "one two three four five 1 2 3 4 5",
    ),
    anchored(
        rf"{NOT_BEFORE}\b(?:one|1) (?!(?:or|to|in) )(?:(?!{STOP}\b)[\w'’-]{{1,30}} "
        rf"){{0,2}}?{SINGULAR}\b{SINGULAR_COMPOUND}",
        "one 1",
    ),
    anchored(
        rf"{NOT_BEFORE}\b(?:one|1|neither|either|none) of (?:the |these |those |our |my )?(?:{SMALL} "
        rf")?{GAP}{MANY}\b{COMPOUND}",
        "one 1 neither either none",
    ),
    anchored(
        rf"(?<![\w-])(?:the )?(?:other|remaining|last|first) {FEW} {GAP}{MANY}\b{COMPOUND}",
        "the other remaining last first",
    ),
    anchored(
        rf"(?<![\w-])(?:the |a )?(?:second|third|fourth|fifth) (?:looked[ -]after )?{SINGULAR}\b{SINGULAR_COMPOUND}",
        "the a second third fourth fifth",
    ),
    anchored(rf"(?<![\w/.])[1-8] ?/ ?[2-8](?: of the)? {GAP}{MANY}\b{COMPOUND}", "1 2 3 4 5 6 7 8"),
    anchored(
        rf"\b(?:twins|triplets|quads|quadruplets|(?:her|his|their|the|one) twin\b(?! (?:track|bed|room))|"
        r"(?<!each )brother and (?:half-?)?sister(?: pair)?|sibling (?:pair|trio)|(?:pair|trio) of (?:siblings|"
        r"brothers|"
        rf"sisters)|sib(?:ling)?s? (?:group|grp|set) of {FEW})\b",
        "twins triplets quads quadruplets her his their the one sib sibs sibling siblings brother pair trio",
    ),
    anchored(rf"\b{MANY} (?:\({FEW}\)|\(?x ?[1-5]\b)", _MANY_FIRST),
    anchored(
        rf"\b(?:mum|mother|mam|dad|father|parent|family|household) (?:of|with) {FEW}(?! (?:children['’]s|years?|"
        rf"jobs))\b",
        "mum mother mam dad father parent family household",
    ),
    anchored(r"(?<![\w/.])[1-5] ?(?:x ?)?[MF](?:[ ,/&+]{1,3}(?:and )?[1-5] ?(?:x ?)?[MF])\b", "1 2 3 4 5"),
    anchored(rf"\b\d{{1,3}}(?:\.\d+)? ?(?:%|per ?cent),? \((?:n ?= ?)?{FEW}(?: {GAP}(?:{MANY}|{SINGULAR}))?\)", "#"),
    anchored(r"\b(?:that|the|this) (?:pair|trio)(?= (?:was|were|had|have|who|are|in|from)\b)", "that the this"),
    anchored(
        rf"(?<![\w-])(?:the|all|our|these|those) {FEW} (?:we|they) (?:looked at|sampled|audited|saw|met|spoke|"
        rf"interviewed|reviewed|tracked|visited|asked|know)",
        "the all our these those",
    ),
)
_NOT_OF_CHILDREN = (
    r"(?! ?(?:%|per ?cent|minutes|mins|miles|times|working|calendar|school|stars|points|pages|agreed|or more)\b)"
    rf"(?! ?%)(?! ?{UNIT}\b)(?! (?:[a-z]{{2,20}} )?{NOT_CHILDREN.pattern})"
)
_FEWER = (
    anchored(rf"\b(?:fewer|less) than {FEW}\b{_NOT_OF_CHILDREN}|\bn ?= ?[1-5]\b(?![.\d])", "fewer less n"),
    re.compile(rf"(?<![\w<])[<≤] ?[2-5]\b(?![.\d/:]){_NOT_OF_CHILDREN}", re.IGNORECASE),
)
_SHARES = anchored(
    rf"(?<![\w£./:-])(?P<share>one|two|three|four|five|six|seven|eight|\d{{1,2}}|half|most|some|all|none|zero|a "
    rf"third|a quarter|two[ -]thirds|three[ -]quarters|the majority|each|only one) "
    rf"(?:of|out of|in|from) (?:every )?(?:the |these |those |our |my )?(?P<whole>{WHOLE})(?![\w%./:]|"
    rf"-\w)(?P<noun>(?: (?!{DOES}\b)[\w'’-]{{1,30}}){{0,4}})",
    "one two three four five six seven eight zero half most some all none a the each only #",
)
_PERCENT = anchored(
    rf"\b(?P<percent>\d{{1,3}}(?:\.\d+)?) ?(?:%|per ?cent) (?:\(?(?:\d+ )?)(?:out )?of (?:the |our |these |"
    rf"those |all )?(?P<whole>{WHOLE})(?![\w%./:]|-\w)(?P<noun>(?: [\w'’-]{{1,30}}){{0,3}})",
    "#",
)
_CLAUSE = r"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=[,(] )|(?<=\()|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly )|(?<=\bjust ))"
_NUMBERS = "one two three four five 1 2 3 4 5"
_BARE = (
    anchored(
        rf"{_CLAUSE}{FEW}(?: x)?(?= (?:(?:more|others?) )?(?:{LEGAL}|{CHANGED}|from (?:the same|one|a|our)\b))",
        _NUMBERS,
    ),
    anchored(rf"{_CLAUSE}(?:another )?{FEW} (?:more|others?)(?= {DOES}\b)", f"another {_NUMBERS}"),
    anchored(r"\b(?:two|three|four|five|[2-5]) of them\b", "two three four five 2 3 4 5"),
    anchored(  # "Of four placed out of county, one is back"
        rf"(?:(?<=^)|(?<=[.;:\n] ))of (?:the |these |our )?{SMALL}\b(?! ?%)(?!(?: [\w-]{{1,30}}){{0,2}}? "
        rf"{NOT_CHILDREN.pattern})"
        rf"[^.,;:]{{0,50}}, (?:only |just )?(?:{FEW}|none|all|half|most)\b",
        "of",
    ),
    anchored(rf"\ba (?:couple|handful)(?= (?:{DOES}|{CHANGED})\b)", "a"),
    anchored(rf"\b{FEW} (?:of ours|(?:of|from|in) the (?:cohort|sample))\b(?! (?:age|size))", _NUMBERS),
    anchored(
        rf"\b(?:the|these|those|another|her|his|their|mum['’]s) (?:other |older |younger |eldest |youngest )?"
        r"(?:two|three|four|five|[2-5])(?: (?:youngest|eldest|oldest))?"
        rf"(?= (?:who|that (?:{DOES}|{CHANGED})|without|in (?:care|residential|foster|custody|secure)|with nan|"
        rf"{DOES}|{CHANGED}\b)\b|\s*$)",
        "the these those another her his their mum",
    ),
    anchored(
        rf"\b(?:saw|met|spoke (?:to|with)|heard from|interviewed|visited|spoken to|talked to|listened to) "
        rf"(?:only |just )?{FEW}"
        rf"(?=\s*[.,;)]|\s*$| (?:so far|who|and|but|of (?:them|these|those))\b)",
        "saw met spoke heard interviewed visited spoken talked listened",
    ),
    anchored(rf"\b(?:the )?(?:last|first) {FEW} (?:who|to (?:turn|leave|move))\b", "the last first"),
    anchored(
        rf"\b(?:think|reckon|probably|maybe|believe) (?:(?:it['’]?s|there (?:are|were)|that) )?{FEW}(?=\s*[).,;]|\s*$)",
        "think reckon probably maybe believe",
    ),
    anchored(
        rf"\b(?:all|every(?:one|body)|nobody|no one|none) (?:but|bar|except|apart from) (?:for )?{FEW}(?= "
        rf"{DOES}\b|\s*[.,;)]|\s*$)",
        "all everyone everybody nobody no none",
    ),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly )|(?<=\bjust ))(?:two|"
        rf"three|four|five|[2-5])(?= (?:still |now |also |currently )?{STANDING})",
        "two three four five 2 3 4 5",
    ),
    anchored(
        r"(?<![\w-])(?:the )?(?:youngest|eldest|oldest|older|younger) (?:two|three|four|[2-4])\b(?! (?:year|yr|"
        r"month|week))",
        "the youngest eldest oldest older younger",
    ),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:!?(–,\n] )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bthat )|(?<=\bthey )|(?<=\bwere )|"
        rf"(?<=\bwhen )|(?<=\bbecause ))(?:both|neither)(?= {DOES}\b)|(?<![\w-])(?:both|neither) of (?:them|these|"
        rf"those)\b",
        "both neither",
    ),
    anchored(rf"(?<![\w-])(?:all|none of the|any of the|all of the) {SMALL}\b{SPEC}", "all none any"),
    anchored(rf"(?<![\w-])the (?:other|remaining) (?:two|three|four|five|[2-5])\b{SPEC}", "the"),
    anchored(
        rf"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly )|(?<=\bjust )|"
        rf"(?<=\bwhile )|(?<=\bthe ))(?:two|three|four|five|[2-5])(?= (?:of (?:them|these|those|whom) )?{DOES}\b)",
        "two three four five 2 3 4 5",
    ),
    anchored(
        r"(?:(?<=^)|(?<=[.;:!?(–\n] )|(?<=, )|(?<=- )|(?<=\band )|(?<=\bbut )|(?<=\bonly ))(?:one|1)(?: of (?:them|"
        r"these|those|whom))?(?= (?:was|had|has|said|told|did|didn['’]?t|went|moved|felt|wanted|asked|got|lives|"
        r"waited|never|still|missed|refused|turned|hadn['’]?t|wasn['’]?t|hasn['’]?t|ran)\b)",
        "one 1",
    ),
    anchored(rf"(?<![\w-])the (?:third|fourth|fifth|second|other)(?: one)?(?= {DOES}\b)", "the"),
)
_OWN_FIGURES = (
    anchored(rf"(?<![\w£./:-])(?<!or )\d{{1,3}} and \d{{1,3}} {UNIT}\b(?! (?:old|of age|sessions))", "#"),
    anchored(rf"(?<![\w£./:-])(?P<low>\d{{1,3}}) ?(?:to|and|-|–) ?(?P<high>\d{{1,3}}) {UNIT}\b", "#"),
    anchored(
        rf"\b(?:longest|shortest|highest|lowest|quickest|slowest|earliest|latest|oldest|youngest|maximum|minimum|"
        rf"worst|best)\b[^.\n\d]{{0,40}}\b\d{{1,3}}(?:\.\d+)? ?{UNIT}\b",
        "longest shortest highest lowest quickest slowest earliest latest oldest youngest maximum minimum worst best",
    ),
    anchored(rf"\b\d{{1,3}} ?{UNIT} (?:was|is) the (?:longest|shortest|highest|lowest)", "#"),
)


def small_counts_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a small count of children stands, as start and end in code points."""
    for pattern in (*_COUNTS, *_FEWER):
        for match in pattern.finditer(text):
            yield match.span()
    yield from _shares(text)
    for pattern in _BARE:
        for match in pattern.finditer(text):
            if not _counts_no_children(text, match.start()) and not DONE.match(text, match.end()):
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
        words = re.match(rf"(?:(?!{STOP}\b)[\w'’-]+ ?)*", noun, re.IGNORECASE)
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
            return PEOPLE.search(head) is not None and not re.search(
                rf"{SINGULAR}['’]?s? (?!in\b|who\b)\w", head, re.IGNORECASE
            )
        if re.match(
            r"(?:of|years?|months?|weeks?|days?|hours?|times?|areas?|homes?|schools?|teams?)\b", noun, re.IGNORECASE
        ) or (NOT_CHILDREN.match(noun.split(" ")[0])):
            return False
        if re.match(rf"{STOP}\b", noun, re.IGNORECASE) and not re.match(
            rf"(?:{DOES}|in|at|with|who|whose|and|but|on|by|or|to|for|about|from|after|before|because|that|"
            rf"when|where|while|than|as|if)\b",
            noun,
            re.IGNORECASE,
        ):
            return False
    return share_of_few and not _counts_no_children(text, match.start())


def _counts_no_children(text: str, start: int) -> bool:
    """Say whether what was spoken of last, before a bare figure, is a thing and no child."""
    before = text[max(0, start - 160) : start]
    not_children = [match.start() for match in NOT_CHILDREN.finditer(before)]
    not_children += [match.start() for match in COUNTED.finditer(before) if not PEOPLE.search(match.group())]
    people = [match.start() for match in PEOPLE.finditer(before)]
    return bool(not_children) and max(not_children) > max(people, default=-1)


def _own_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield the figure of one child: the lowest or the highest value, or one for each of two."""
    for pattern in _OWN_FIGURES:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.start()] + text[match.end() : match.end() + 20]
            low, high = match.groupdict().get("low"), match.groupdict().get("high")
            spread = low is None or high is None or (int(low) < int(high) and int(high) >= 3 * int(low))
            if not TARGET.search(around) and (spread or RANGE_OF_CHILDREN.search(around)):
                yield match.span()


def _value(word: str) -> int:
    plain = word.casefold().removeprefix("only ")
    return int(plain) if plain.isdigit() else NUMBER.get(plain, 0)
