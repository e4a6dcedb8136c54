"""Numbers, dates and addresses of the net that are known by their pattern, or by the word before them.

In: a text.
Out: what stands where, by the value of its kind; a pattern stops after so many characters, so that no text is slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|"
    "G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|"
    "NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|"
    "WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?(?:\d{{4}}|\d{{2}})"
    r"|\d{4}[/.\-]\d{2}[/.\-]\d{2}|\d{2} ?\d{2} ?\d{4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s\-]*{_MONTH}\b\.?,?(?:[\s\-]*(?:\d{{4}}|'?\d{{2}}))?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?"
    rf"|{_ORDINAL}(?:\s+of)?\s+{_MONTH}\b(?:,?\s+(?:\d{{4}}|two\s+thousand(?:\s+and)?(?:\s+\w+)?|twenty\s+\w+))?)"
)
_SHORT_DATE = rf"(?:{_MONTH}\.?,?\s+'?(?:\d{{4}}|\d{{2}})|\d{{1,2}}/\d{{1,2}}|\d{{6}}|(?:19|20)\d{{2}})(?![\d/])"
_BIRTH = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth|\bborn|\bbirth\s?date|\bbirthday|\bbirth|\bb\.(?=\s?\d))"
_BEFORE_BIRTH = (
    r"\s*[(,:=–-]?\s*(?:(?:is|was|being)\s+)?(?:(?:given|recorded|shown|written|put|down)\s+){0,4}(?:as\s+|for\s+)?"
    r"(?:(?:his|her|their|the|a|my|own|child['’]s)\s+){0,4}"
)
_AGE = r"(?:1?\d|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_SYSTEM = (
    r"(?:mosaic|lcs|liquid ?logic|care ?director|care ?first|care ?works|systm ?one|system ?one|niche|pnc|urn|rio|emis|"
    r"paris|care ?notes|epr|mrn|ics|ehm|eclipse|azeus|capita(?: one)?|synergy|tribal|sims|arbor|cpoms|bromcom|child ?view|"
    r"asset ?plus|core\+?|n?delius|p-?nomis|oasys|visor|framework ?i|fwi|swift|holmes|cris|athena|merlin|vist|ppn|cad|"
    r"datix|steis|ulysses|ecdop|home office|ho|arc|brp|passport|port ref|hospital|patient|client|person|child|crime|"
    r"incident|occurrence|custody|intel|intelligence|log|file|record|case|court|claim|complaint|referral|"
    r"ref(?:erence)?|id|pid|roll|police)"
)
_LABEL = r"(?:no|nos|number|num|id|ref|reference|record|case|client|person|file|code|system|log|entry|is|was|under|as)"
_CASE_TOKEN = r"(?:[A-Z]{1,5}[ /.\-]?)?\d[\dA-Za-z]{0,15}(?:[ /.\-]{1,2}(?=[\dA-Za-z]{0,9}\d)[\dA-Za-z]{1,10}){0,4}"
_APP = (
    r"(?:insta(?:gram)?|ig|snap(?: ?chat)?|sc|tik ?tok|discord|psn|xbox(?: live)?|roblox|fortnite|twitch|kik|telegram|"
    r"facebook|fb|messenger|twitter|steam|you ?tube|yubo|wizz|omegle|bereal|reddit|whats ?app|signal|vinted|only ?fans|"
    r"depop|tinder|grindr|hinge|minecraft|play ?station|ps[45]|threads|pinterest|vsco|tumblr|monkey|houseparty)"
)
_ACCOUNT = (
    r"(?:user ?names?|gamer ?tags?|handles?|screen ?names?|user ?id|profile|account|acct|player ?name|alias|online as|"
    r"plays as|streams as|posts as|tag|user|add me)"
)
_LINK = r"(?:[\s:=\-–(\"“'‘]|\b(?:is|was|as|under|called|named|name|on|his|her|their|the|user|id|account|handle|acct|page|profile)\b){0,8}"
_HANDLE = (
    r"(?![A-Z]{1,3}\d{1,4}\b)(?=[\w.\-]{4,30}(?![\w]))"
    r"(?=[\w.\-]{0,29}[\d_]|\w{1,28}[.][\w]|[A-Za-z]{0,28}[a-z][A-Z]|xX|[A-Z][a-z]{1,20}[A-Z])[A-Za-z_][\w.\-]{2,29}(?<![.\-])"
)
_VEHICLE = re.compile(
    r"\b(?:cars?|vehicles?|reg(?:istration)?|index|vans?|driv(?:er|ing|en|es|e)|drove|bmw|audi|ford|vauxhall|corsa|fiesta|golf|vw|"
    r"polo|merc(?:edes)?|astra|transit|vrm|vrn|plates?|taxi|moped|motor ?bike|scooter|minibus|truck|anpr|parked|pickup|lorry)\b",
    re.IGNORECASE,
)
_WORDS_OF_THREE = (
    r"(?:FOR|AND|OUT|NOT|THE|WAS|HAS|HAD|ARE|BUT|ALL|ANY|ONE|TWO|SIX|TEN|DAY|NOW|YET|NEW|OLD|MHA|CIN|CPP|LAC|CLA|CIC|ACT|AGE|YRS|"
    r"MIN|HRS|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN|PEP|IRO|IHA|RHA|DSL|PHN)"
)
_WHERE_NOT = r"(?:home|school|court|placement|hospital|clinic|work|contact|mums?|dads?|nans?|gp|icpc|rcpc|review|panel|college|nursery|cpc|mash|the|all|least|once|risk)\b"


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?<![.-])")),
    (
        "email",
        _flags(r"(?<![\w.+-])[\w.+-]{1,64} ?[\[(]at[\])] ?[\w-]{1,63}(?: ?(?:\.|[\[(]dot[\])]) ?[\w-]{1,63}){1,8}"),
    ),
    (
        "url",
        _flags(
            r"\b(?:https?://|www\.)[^\s<>\"'()]{1,2000}(?<![.,;:!?])"
            r"|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,9}(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|sch\.uk|ac\.uk|police\.uk|com|org|net|info|uk|io|app|gg|ly|tv|eu)"
            r"\b(?:/[^\s<>\"'()]{0,2000}(?<![.,;:!?]))?"
        ),
    ),
    ("handle", re.compile(rf"(?<![\w.@/])@(?!(?i:{_WHERE_NOT}))[A-Za-z_][\w.]{{2,30}}(?<!\.)")),
    ("handle", re.compile(r"(?<![\w.])[\w.]{2,32}#\d{3,5}\b")),
    ("handle", re.compile(rf"\b(?i:{_APP}|{_ACCOUNT}){_LINK}(?P<it>{_HANDLE})")),
    (
        "handle",
        _flags(
            rf"\b(?:{_APP})\b (?:user ?)?(?:name|user|handle|account|acct|profile|id|called|as|under|is|was)\b[\s:\"“'‘(]{{1,3}}"
            r"(?P<it>(?=[\w.]{0,29}[\d_\-])[a-z_][\w.\-]{3,29})(?<![.\-])"
        ),
    ),
    (
        "handle",
        _flags(
            r"\b(?:gamer ?tag|user ?name|handle|screen ?name|player ?name)s?(?: is| was|:| =|,)?(?: [\"“'‘(]?| ?[\"“'‘(])"
            r"(?P<it>(?!(?:not|and|was|for|on|in|to|the|is|used|given|known|shared|changed|found|of|has|that|which|with|or|but|he|she|they)\b)"
            r"[a-z_][\w.\-]{3,29})(?=[\"”'’)]|\s*[-–,.;]|$)"
        ),
    ),
    ("nhs_number", _flags(r"\bNHS\b[^\d\n]{0,25}?(?P<it>[1-9](?:[ .\u00a0/\-]{0,2}\d){8,9})(?!\d)")),
    (
        "nhs_number",
        _flags(r"(?<![\d+])(?P<it>[1-9](?:[ .\u00a0\-]?\d){9})(?!\d)(?=[\s,(\[\-–]{1,3}(?:is (?:the|his|her) )?NHS\b)"),
    ),
    (
        "nhs number by its check",
        re.compile(r"(?<![\d+])(?<!\+44 )(?<!0044 )\d{3}[ .\u00a0-]?\d{3}[ .\u00a0-]?\d{4}(?!\d)"),
    ),
    ("upn", _flags(r"\bUPN\b[^\d\n]{0,15}?(?P<it>\b[A-Z](?:[ .\-]?\d){10,12}(?:[ .\-]?[\dA-Z])?)\b")),
    ("upn", _flags(r"\b[A-HJ-NP-RT-Z](?:[ .\-]?\d){11}[ .\-]?[\dA-Z]\b")),
    ("nino", _flags(r"\b[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z](?:[ .\-]?\d{2}){3}[ .\-]?[A-D]\b")),
    ("nino", re.compile(r"\b[A-Z]{2}(?:[ .\-]?\d{2}){3}[ .\-]?[A-D]\b")),
    (
        "nino",
        _flags(
            r"\b(?:NINO|NI|national insurance)\b[^\d\n]{0,20}?(?P<it>\b[A-Z]{2}(?:[ .\-]?\d{2}){3}(?:[ .\-]?[A-Z])?)\b"
        ),
    ),
    ("date_of_birth", _flags(rf"{_BIRTH}[^.\n\d]{{0,40}}?(?P<it>\b{_DATE})|(?P<it2>\b{_DATE}){_BEFORE_BIRTH}{_BIRTH}")),
    (
        "date_of_birth",
        _flags(
            rf"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth|\b(?:was )?born(?=[\s:])|\bbirth\s?date|\bbirthday|\byob\b|\bb\.(?= ?\d)|\byear of birth)"
            rf"[.\s:=,(\-–]{{0,4}}(?:(?:is|was|given as|recorded as|in|on|abroad in|there in|here in|early|late|mid)\s+){{0,3}}(?P<it>\b{_SHORT_DATE})"
        ),
    ),
    (
        "date_of_birth",
        _flags(
            rf"(?:\bturn(?:s|ed|ing)?|\b(?:is|was|be|became|becomes|reached|reaches)|\b(?:he|she|they|who)['’](?:s|d|ll be)) "
            rf"(?:his |her |their )?{_AGE}(?:th)?(?: birthday| years old)?,? (?:on|o/n) (?:the )?{_DATE}"
        ),
    ),
    (
        "case_number",
        _flags(
            rf"\b(?P<cue>{_SYSTEM})\b(?:[\s:#.\-]{{0,3}}\b{_LABEL}\b\.?){{0,3}}[\s:#.\-(]{{1,4}}(?-i:(?P<it>\b{_CASE_TOKEN}))"
        ),
    ),
    (
        "case_number",
        re.compile(
            r"(?<![\w/])(?:\d{2}[A-Z]{2}/?\d{4,7}/\d{2}|[A-Z]{1,5}[/\-]\d{2,4}[/\-]\d{3,7}(?:/\d{2})?|\d{2,4}/\d{5,8}[A-Z]"
            r"|\d{2,4}/\d{4,7}/\d{2}|[A-Z]{2}\d{2}[CFPZ]\d{5}|[A-Z]{1,4}[/\-]?\d{6,9}|\d{2}[A-Z]{2}\d{6,7})(?![\w/])"
        ),
    ),
    (
        "car",
        _flags(
            rf"(?<![\w/])(?!in|to|at|of|on|by|is|it|as|or)[A-Z]{{2}}\d{{2}} ?(?!{_WORDS_OF_THREE}\b)[A-Z]{{3}}\b(?! \d)"
        ),
    ),
    ("car", re.compile(rf"(?<![\w/])[A-Z]{{2}} \d{{2}} (?!{_WORDS_OF_THREE}\b)[A-Z]{{3}}\b")),
    (
        "car beside a vehicle",
        _flags(
            rf"(?<![\w/])(?:[A-Z]{{1}} ?\d{{1,3}} ?(?!{_WORDS_OF_THREE}\b)[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,3}} ?[A-Z]|[A-Z]{{2}}[ .\-]\d{{2}}[ .\-]?[A-Z]{{3}})\b"
        ),
    ),
    ("postcode", _flags(rf"\b(?:{_AREAS})\d[A-Z\d]?[ \u00a0]?\d(?!st\b|nd\b)[ABD-HJLNP-UW-Z]{{2}}\b")),
    ("postcode", re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]? ?\d(?:ST|ND)\b")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b")),
    (
        "postcode",
        re.compile(
            rf"\b(?=[A-Z]{{2}})(?:{_AREAS})\d[A-Z\d]? \d(?![\w/:.,]?\d|\w| (?:days?|weeks?|months?|years?|times?|hours?|of|to|or|and) )"
            rf"|(?i:\bpost ?code(?: is| area| district|:| of| starts?)*) (?P<it>\b[A-Z]{{1,2}}\d[A-Z\d]?)\b"
            rf"|\b(?:in|from|around|near|to) (?P<it2>(?=[A-Z]{{2}})(?:{_AREAS})\d{{1,2}}[A-Z]?)\b(?!/| ?\d)"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.])(?:(?:\+|00)44[\s(-]{0,3}(?:0\)?)?|\(?0)[1-9]\d(?:[\s().\-/]{0,2}\d){6,8}(?!\d)")),
    (
        "phone",
        _flags(
            r"\b(?:tel|mob|mobile|phone|ring|rang|call|text|number|whats ?app)\b[^\d\n]{0,12}(?P<it>7\d{3}[ \-]?\d{3}[ \-]?\d{3})(?!\d)"
        ),
    ),
)
_WEAK = frozenset(
    "hospital patient client person child crime incident log file record case court claim referral ref reference id roll police ho custody".split()
)


def patterned_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the value of a kind, and where one stands as start and end in code points."""
    for kind, pattern in _PATTERNS:
        value, holds = _NEEDS.get(kind, (kind, _always))
        for match in pattern.finditer(text):
            start, end = next((match.span(name) for name in ("it", "it2") if match.groupdict().get(name)), match.span())
            if holds(text, match, text[start:end]):
                yield value, start, end


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits end in the NHS number's check digit (modulus 11, NHS Data Dictionary)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _always(text: str, match: re.Match[str], found: str) -> bool:
    return True


def _has_check_digit(text: str, match: re.Match[str], found: str) -> bool:
    return is_nhs_number(re.sub(r"\D", "", found))


def _beside_vehicle(text: str, match: re.Match[str], found: str) -> bool:
    """Say whether a vehicle is spoken of near by; "S 47 CIN" is none."""
    around = text[max(0, match.start() - 80) : match.end() + 80]
    return _VEHICLE.search(around) is not None and (found.isupper() or " " not in found or len(found) > 6)


def _is_case_number(text: str, match: re.Match[str], found: str) -> bool:
    """Say whether digits after the name of a system are a number of its own: no year, no day, no section."""
    digits = sum(character.isdigit() for character in found)
    cue = (match.groupdict().get("cue") or "").casefold()
    if re.fullmatch(r"(?:19|20)\d\d(?:[ /\-](?:19|20)?\d\d)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", found):
        return False
    return digits >= (5 if cue in _WEAK else 4)


_NEEDS: dict[str, tuple[str, Callable[[str, re.Match[str], str], bool]]] = {
    "nhs number by its check": ("nhs_number", _has_check_digit),
    "car beside a vehicle": ("car", _beside_vehicle),
    "case_number": ("case_number", _is_case_number),
}
