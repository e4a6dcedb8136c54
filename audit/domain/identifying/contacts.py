"""Where somebody is to be found: on the net, by telephone and by postcode.

In: nothing.
Out: patterns, each with the value of its kind.

Here too:
- Patterns that are tried only where one of their first words stands, so that a long text is looked through fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

FIGURE = "#"  # stands for any number in figures
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Anchored:
    """A pattern and the words, in lower case, that it may begin with; `FIGURE` for any figure."""

    source: str
    first: tuple[str, ...]
    flags: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, made when one of its first words is first met, so that a start does not wait for it."""
        return re.compile(self.source, self.flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the pattern matches in a text."""
        index = _index(text)
        for start in sorted({start for word in self.first for start in index.get(word, ())}):
            match = self.pattern.match(text, start)
            if match is not None:
                yield match


def anchored(pattern: str, first: str, flags: int = re.IGNORECASE) -> Anchored:
    """Return a pattern to be tried at some words, which are given with spaces between."""
    return Anchored(pattern, tuple(first.split()), flags)


@lru_cache(maxsize=16)
def _index(text: str) -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        index.setdefault(word, []).append(token.start())
        if word.isdigit():
            index.setdefault(FIGURE, []).append(token.start())
    return {word: tuple(starts) for word, starts in index.items()}


_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|"
    "G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|"
    "NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|"
    "WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_APP = (
    r"(?:insta(?:gram)?|ig|snap(?: ?chat)?|sc|tik ?tok|discord|psn|xbox(?: live)?|roblox|fortnite|twitch|kik|telegram|"
    r"facebook|fb|messenger|twitter|steam|you ?tube|yubo|wizz|omegle|bereal|reddit|whats ?app|signal|vinted|only ?fans|"
    r"depop|tinder|grindr|hinge|minecraft|play ?station|ps[45]|threads|pinterest|vsco|tumblr|monkey|houseparty)"
)
_ACCOUNT = (
    r"(?:user ?names?|gamer ?tags?|handles?|screen ?names?|user ?id|profile|account|acct?|player ?name|alias|online as|"
    r"plays as|streams as|posts as|tag|user|add me)"
)
_LINK = (
    r"(?:[\s:=\-–(\"“'‘@]|\b(?:is|was|as|under|called|named|name|on|his|her|their|the|user|id|account|handle|acct|"
    r"page|profile)\b){1,8}"
)
_HANDLE = (
    r"(?![A-Z]{1,3}\d{1,4}\b)(?=[\w.\-]{4,30}(?![\w]))"
    r"(?=[\w.\-]{0,29}[\d_]|\w{1,28}[.][\w]|[A-Za-z]{0,28}[a-z][A-Z]|xX|"
    r"[A-Z][a-z]{1,20}[A-Z]|[A-Z]{2,5}[a-z]{3})[A-Za-z_][\w.\-]{2,29}(?<![.\-])"
)
_WHERE_NOT = (
    r"(?:home|school|court|placement|hospital|clinic|work|contact|mums?|dads?|nans?|gp|icpc|rcpc|review|panel|"
    r"college|nursery|cpc|mash|the|all|least|once|risk)\b"
)
APPS = (
    "insta instagram ig snap snapchat sc tik tiktok discord psn xbox roblox fortnite twitch kik telegram facebook "
    "fb messenger twitter steam you youtube yubo wizz omegle bereal reddit whats whatsapp signal vinted only "
    "onlyfans depop tinder grindr hinge minecraft play playstation ps threads pinterest vsco tumblr monkey "
    "houseparty"
)
_ACCOUNTS = (
    "user users username usernames gamer gamertag gamertags handle handles screen profile account acct player "
    "acc playername alias online plays streams posts tag add"
)


def flags(pattern: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals and small letters alike."""
    return re.compile(pattern, re.IGNORECASE)


FILE_END = r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|msg|eml|zip|jpe?g|png|gif|heic|mp[34]|mov|wav|m4a)\b"
_DOT = r"(?:\.| ?[\[({](?:\.|dot)[\])}] ?| dot )"
_AT = r" ?[\[({<](?:at|@)[\])}>] ?"
_TOP = (
    r"(?:co|org|gov|nhs|sch|ac|police)\.uk|com|org|net|info|uk|io|app|gg|ly|tv|eu|me(?=/)|be(?=/)|co(?=/)|to(?=/)|link|"
    r"live|online|site|xyz|biz|social|chat"
)
Pattern = tuple[str, re.Pattern[str] | Anchored]
NET: tuple[Pattern, ...] = (
    ("email", flags(rf"(?<![\w.+'-])[\w.+'-]{{1,64}}@[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}(?<![.-])")),
    ("email", flags(rf"(?<![\w.+'-])[\w.+'-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}}){{1,8}}(?<![.-])")),
    ("email", flags(rf"(?<![\w.+'-])[\w.+'-]{{1,64}} {{1,2}}@ {{0,2}}(?:[\w-]{{1,63}}{_DOT}){{1,8}}(?:{_TOP})\b")),
    ("email", flags(r"\b[\w.+-]{2,64} at [\w-]{2,63}(?: dot [\w-]{2,30}){1,4}\b")),
    (
        "url",
        flags(
            rf"\bh(?:tt?|xx)ps? ?[\[(]?:[\])]? ?[/\\]{{1,2}} ?[^\s<>\"']{{1,2000}}(?<![.,;:!?)])"
            rf"|\bwww(?:{_DOT}| )[^\s<>\"']{{1,2000}}(?<![.,;:!?)])"
            rf"|(?<![@\w.-])(?:[a-z0-9-]{{1,63}}{_DOT}){{1,9}}(?:{_TOP})\b(?:/[^\s<>\"'()]{{0,2000}}(?<![.,;:!?]))?"
            r"|(?<![@\w.-])(?:[a-z0-9-]{2,63}\.){1,9}[a-z]{2,24}/(?=[\w-]{4}|"
            r"[^\s<>()]{0,60}[\d?=_])[^\s<>\"'()]{1,2000}(?<![.,;:!?])"
        ),
    ),
    ("handle", re.compile(rf"(?<![\w.@/])@(?!(?i:{_WHERE_NOT}))[A-Za-z_][\w.]{{2,30}}(?<!\.)")),
    ("handle", re.compile(rf"(?<![\w.@/])@ (?!(?i:{_WHERE_NOT})){_HANDLE}")),
    (
        "handle",
        flags(
            rf"(?<![\w./@-])(?![\w.-]{{1,80}}{FILE_END})"
            r"(?=[a-z\d.]{0,30}_)(?:(?=[a-z_.]{0,30}\d)|(?<=called )|(?<=by )|(?<=as )|(?<=named )|"
            r"(?<=from ))"
            r"[a-z_][\w.]{3,30}(?<!\.)(?!\w)"
        ),
    ),
    (
        "handle",
        flags(
            r"\b(?:added|followed|messaged|contacted|blocked|dm['’]?d|texted|called|known as|goes by|going by|"
            r"online as)"
            r"(?: by)? (?P<it>(?=[a-z.]{1,20}\d)[a-z][\w.]{4,30})(?<!\.)(?!\w)"
        ),
    ),
    ("handle", re.compile(r"(?<![\w.])[\w.]{2,32}#\d{3,5}\b(?! ?\d{3})")),
    ("handle", anchored(rf"\b(?i:{_APP}|{_ACCOUNT}){_LINK}(?P<it>{_HANDLE})", f"{APPS} {_ACCOUNTS}", 0)),
    (
        "handle",
        anchored(
            rf"\b(?:{_APP})\b (?:user ?)?(?:name|user|handle|account|acct|profile|id|called|as|under|is|"
            rf"was)\b[\s:\"“'‘(]{{1,3}}"
            r"(?P<it>(?=[\w.]{0,29}[\d_\-])[a-z_][\w.\-]{3,29})(?<![.\-])",
            APPS,
        ),
    ),
    (
        "handle",
        anchored(
            r"\b(?:gamer ?tag|user ?name|handle|screen ?name|player ?name)s?(?: is| was|:| =|,)?(?: [\"“'‘(]?| "
            r"?[\"“'‘(])"
            r"(?P<it>(?!(?:not|and|was|for|on|in|to|the|is|used|given|known|shared|changed|found|of|has|that|"
            r"which|with|or|but|he|she|they)\b)"
            r"[a-z_][\w.\-]{3,29})(?=[\"”'’)]|\s*[-–,.;]|$)",
            _ACCOUNTS,
        ),
    ),
)
_INWARD = r"\d ?(?!(?:st|nd|rd|th|hr|yr|yp|wd|sw|la|pa)\b)[ABD-HJLNP-UW-Z]{2}\b"
_NO_AREA = (
    r"(?!(?:in|at|to|of|on|by|or|no|as|is|it|so|he|we|me|up|yr|ks|qs|ps|wk|pg|ch|reg|age|sw|pa)\b|"
    r"(?:yr|ks|qs|ps|wk|pg|ch)\d)"
)
POSTCODES: tuple[Pattern, ...] = (
    ("postcode", flags(rf"\b(?=[A-Z]{{1,2}}\d)(?:{_AREAS})\d[A-Z\d]?[ \u00a0]?\d(?!st\b|nd\b)[ABD-HJLNP-UW-Z]{{2}}\b")),
    ("postcode", re.compile(rf"\b(?=[A-Z]{{1,2}}\d)(?:{_AREAS})\d[A-Z\d]? ?\d(?:ST|ND)\b")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d(?!ST|ND|RD|TH|AM|PM)[A-Z]{2}\b")),
    ("postcode", flags(r"\bpost ?code\b[^\n]{0,30}?(?P<it>\b[A-Z] (?:[A-Z\d] ){3,5}[A-Z]\b)")),
    ("postcode", flags(rf"\b(?=[A-Z]{{2}}\d){_NO_AREA}[A-Z]{{2}}\d[A-Z\d]?[ .\-]{{0,3}}{_INWARD}")),
    (
        "postcode",
        re.compile(
            rf"\b(?=[A-Z]{{1,2}}[ .\-]{{1,2}}\d)(?i:{_NO_AREA})[A-Z]{{1,2}}[ .\-]{{1,2}}"
            rf"\d[A-Z\d]?[ .\-]{{1,3}}(?i:{_INWARD})"
        ),
    ),
    ("postcode", flags(rf"\b(?=[A-Z]{{1,2}}[ .\-]{{1,2}}\d){_NO_AREA}(?:{_AREAS})[ .\-]{{1,2}}\d[A-Z\d]? ?{_INWARD}")),
    (
        "postcode",
        flags(
            r"\bp(?:ost|/) ?code(?: is| was| area| district| of| given as|[:.=])*,? {1,2}"
            r"(?P<it>\b[A-Z]{1,2} ?\d ?[A-Z\d]?(?:[ .\-]{0,3}\d ?[A-Z]{2})?)\b"
        ),
    ),
    (
        "postcode",
        re.compile(
            rf"\b(?=[A-Z]{{2}}\d)(?:{_AREAS})\d[A-Z\d]? \d(?![\w/:.,]?\d|\w| (?:days?|weeks?|months?|years?|"
            rf"times?|hours?|of|to|or|and) )"
            rf"|\b(?:in|from|around|near|to) (?P<it2>(?=[A-Z]{{2}})(?:{_AREAS})\d{{1,2}}[A-Z]?)\b(?!/| ?\d)"
        ),
    ),
)
SAID_DIGIT = r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|\d{1,6})"
PHONES: tuple[Pattern, ...] = (
    (
        "phone",
        re.compile(
            r"(?<![\w.])(?:(?:\+ ?|00)44[\s(.\-]{0,3}(?:[0oO]\)?)?|"
            r"\(?[0oO])[\s.\-]?[1-9][\s.\-]?\d(?:[\s().\-/_,·]{0,3}\d)"
            r"{6,8}(?!\d)"
        ),
    ),
    (
        "phone",
        anchored(
            r"\b(?:tel|mob|mobile|phone|landline|ring|rang|call|text|number|"
            r"whats ?app)\b[^\d\n]{0,20}(?P<it>(?:7\d{3}[ "
            r".\-]?\d{3}[ .\-]?\d{3}|[2-9]\d{2}[ .\-]\d{3,4}))(?![\d/])",
            "tel mob mobile phone landline ring rang call text number whats whatsapp",
        ),
    ),
    ("phone", re.compile(r"(?<![\w.+/-])(?<!\d )7[3-9]\d{2}[ .\-]?\d{3}[ .\-]?\d{3}(?![\w/])")),
    (
        "phone",
        anchored(
            rf"(?:(?:oh|zero|nought|0)(?:[\s,.\-]{{1,3}}{SAID_DIGIT}\b){{5,14}}|"
            rf"{SAID_DIGIT}\b(?:[\s,.\-]{{1,3}}(?=[a-z]){SAID_DIGIT}\b){{8,14}})",
            "oh zero nought 0 one two three four five six seven eight nine double treble triple",
        ),
    ),
)
