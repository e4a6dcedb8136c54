"""Numbers, dates and addresses of the net that are known by their pattern, or by the word before them.

In: a text.
Out: what stands where, by the value of its kind; a pattern stops after so many characters, so that no text is slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.domain.identifying.contacts import NET, PHONES, POSTCODES, SAID_DIGIT, Pattern, anchored, flags

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_ROMAN_DATE = r"\d{1,2}[.\- /](?:i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})[.\- /](?:\d{4}|\d{2})(?!\d)"
_BETWEEN = r"\s?[/.\-_|\\:,·]{1,2}\s?"
_YEAR = r"(?:\d{4}|['’]?\d{2})"
_SAID_YEAR = rf"(?:{_YEAR}|two\s+thousand(?:\s+and)?(?:\s+\w+)?|twenty\s+\w+|(?:oh|nought)[\s-]\w+)"
_DATE = (
    rf"(?:[\d?x]{{1,2}}{_BETWEEN}[\d?x]{{1,2}}{_BETWEEN}(?:\d{{4}}|\d{{2}})(?!\d)"
    r"|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{2} ?\d{2} ?\d{4}|\d{1,2} \d{1,2} (?:\d{4}|\d{2})(?![\d ])"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.]*{_MONTH}(?![a-z])\.?,?(?:[\s\-/.]*{_YEAR}(?!\d))?"
    rf"|{_ROMAN_DATE}|\d{{1,2}}(?:st|nd|rd|th) of the \d{{1,2}}(?:st|nd|rd|th),?(?: {_YEAR})?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?{_ORDINAL}\b(?:,?\s+{_SAID_YEAR})?"
    rf"|{_ORDINAL}(?:\s+of)?\s+{_MONTH}\b(?:,?\s+{_SAID_YEAR})?)"
)
_FULL_DATE = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/.\-]\d)"
_SHORT_DATE = (
    rf"(?:{_MONTH}\.?,?[\s\-/]+['’]?(?:\d{{4}}|\d{{2}})|\d{{1,2}}/(?:\d{{1,2}}|\d{{4}})|\d{{8}}|\d{{6}}|(?:19|"
    rf"20)\d{{2}}|"
    r"(?:spring|summer|autumn|winter)(?: of)? (?:19|20)\d{2})(?![\d/])"
)
_FEAST = (
    r"(?:(?:christmas|xmas|boxing|new year['’]?s?|valentine['’]?s?|easter|st\.? \w{4,8}['’]?s) (?:day|eve|"
    r"sunday)|nye|nyd|"
    r"leap (?:year|day)|eid|diwali|halloween|bonfire night)"
)
_DOB = r"(?:\bd[./\-]?\s?o[./\-]?\s?b['’]?s?\b\.?|\bdate[\s\-]+of[\s\-]+birth)"
_BIRTH = (
    rf"(?:{_DOB}|\bborn|\bbirth\s?date|\bbirthday|\bbirth|\bb['’]?day|"
    r"\bedd\b|\bb\.(?=\s?\d))"
)
_NHS = r"\bn\.? ?h\.? ?s\b\.?"
_NEARLY_TEN = r"(?!0[1-37]\d{3}|0\d{3} )\d(?:[ .\u00a0/\-_]{0,2}[\d?oO*]){7,10}"  # a digit is forgotten, or doubled
_YOUNG_FIRST = "child baby boy girl yp twin sibling sib lad"
_YOUNG = rf"(?:{_YOUNG_FIRST.replace(' ', '|')})"
_BEFORE_BIRTH = (
    r"\s*[(,:=–-]?\s*(?:(?:is|was|being)\s+)?(?:(?:given|recorded|shown|written|put|down)\s+){0,4}(?:as\s+|for\s+)?"
    r"(?:(?:his|her|their|the|a|my|own|child['’]s)\s+){0,4}"
)
_AGE = r"(?:1?\d|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_SYSTEM = (
    r"(?:mosaic|lcs|liquid ?logic|care ?director|care ?first|care ?works|systm ?one|system ?one|niche|pnc|urn|rio|emis|"
    r"paris|lado|ehcp|nrm|cica|cafcass|tribunal|care ?notes|epr|mrn|ics|ehm|eclipse|azeus|capita(?: one)?|"
    r"synergy|tribal|sims|arbor|cpoms|bromcom|"
    r"child ?view|"
    r"asset ?plus|core\+?|n?delius|p-?nomis|oasys|visor|framework ?i|fwi|swift|holmes|cris|athena|merlin|vist|ppn|cad|"
    r"datix|steis|ulysses|ecdop|home office|ho|arc|brp|passport|port ref|hospital|patient|client|person|child|crime|"
    r"incident|occurrence|custody|intel|intelligence|log|file|record|case|court|claim|complaint|referral|csc|"
    r"yjs|yot|mash|"
    r"ref(?:erence)?|id|pid|roll|police)"
)
_LABEL = r"(?:no|nos|number|num|id|ref|reference|record|case|client|person|file|code|system|log|entry|is|was|under|as)"
_CASE_NUMBER = (
    r"(?:(?=[A-Z/]{0,9}\d{2})[A-Z]{1,4}(?:/[A-Z]{1,4})?/\d{3,8}|\d{1,4}/[A-Z]{1,4}/\d{2,8}(?:/\d{2,4})?|"
    r"(?i:[a-z]{1,5}[/.\-]?(?:[a-z]{1,4}[/.\-]?)?\d[\da-z]{0,12}(?:[/.\-][\da-z]{1,10}){0,4})|"
    r"(?:[A-Z]{1,5}[ /.\-]?){0,2}\d[\dA-Za-z]{0,15}(?:[ /.\-]{1,2}(?=[\dA-Za-z]{0,9}\d)[\dA-Za-z]{1,10}){0,4})"
)
_VEHICLE = re.compile(
    r"\b(?:cars?|vehicles?|reg(?:istration)?|index|vans?|driv(?:er|ing|en|es|e)|drove|bmw|audi|ford|vauxhall|"
    r"corsa|fiesta|golf|vw|"
    r"polo|merc(?:edes)?|astra|transit|vrm|vrn|plates?|taxi|moped|motor ?bike|scooter|minibus|truck|anpr|"
    r"parked|pick(?:ed)? ?up|lorry|cab|uber|minicab|quad|nissan|toyota|honda|peugeot|renault|citroen|kia|skoda|"
    r"tesla|mini|rover|"
    r"estate|hatchback|saloon|suv|jeep)\b",
    re.IGNORECASE,
)
_PLATE = (  # whole or in part; "reg 44" and "reg 24 for" are none
    r"(?:[A-Z?*]{1,3} ?[\d?*]{1,3}(?:[ .\-]?(?!(?:for|and|was|not|has|had|the|but|are|did|who|out|by|in|on|at|"
    r"to|is|it|as|so)\b)"
    r"[A-Z?*]{1,3})?|(?-i:\d{1,3}[A-Z]{2,3}|\d{1,4} [A-Z]{1,3}))"
)
_WORDS_OF_THREE = (
    r"(?:FOR|AND|OUT|NOT|THE|WAS|HAS|HAD|ARE|BUT|ALL|ANY|ONE|TWO|SIX|TEN|DAY|NOW|YET|NEW|OLD|MHA|CIN|CPP|"
    r"CLA|CIC|ACT|AGE|YRS|"
    r"MIN|HRS|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN|PEP|IRO|IHA|RHA|DSL|PHN)"
)


_SYSTEMS = (
    "mosaic lcs liquid liquidlogic care caredirector carefirst careworks systm systmone system systemone niche pnc "
    "urn rio emis paris lado ehcp nrm cica cafcass tribunal carenotes epr mrn ics ehm eclipse azeus capita "
    "synergy tribal sims arbor cpoms bromcom "
    "child childview asset assetplus core delius ndelius p pnomis nomis oasys visor framework frameworki fwi swift "
    "holmes cris athena merlin vist ppn cad datix steis ulysses ecdop home ho arc brp passport port hospital "
    "patient client person crime incident occurrence custody intel intelligence log file record case court claim "
    "csc yjs yot mash complaint referral ref reference id pid roll police"
)
_BORN = "d dob dobs do date born was birth birthdate birthday b bday edd yob year"
_DATE_FIRST = (
    "# jan january feb february mar march apr april may jun june jul july aug august sep sept september oct "
    "october nov november dec december "
    "the twenty thirty first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)


_PATTERNS: tuple[Pattern, ...] = (
    *NET,
    ("nhs_number", anchored(rf"\b{_NHS}[^\d\n]{{0,40}}?(?P<it>{_NEARLY_TEN})(?!\d)", "nhs n")),
    (
        "nhs_number",
        anchored(
            rf"\b{_NHS}[^\d\n]{{0,25}}?(?:(?:\bend(?:s|ing)?(?: in)?|\blast (?:3|4|three|"
            rf"four)(?: digits)?)[^\d\n]{{0,8}}"
            rf"(?P<it>\d{{3,5}}\b)|(?P<it2>\b{SAID_DIGIT}(?:[\s,.\-]{{1,3}}{SAID_DIGIT}\b){{5,11}}))",
            "nhs n",
        ),
    ),
    ("nhs_number", flags(rf"(?<![\d+/.\-])(?P<it>{_NEARLY_TEN})(?!\d)(?=[^.\n\d]{{1,25}}{_NHS})")),
    (  # written in its groups, or in a range that is given out or kept for trying (999), whatever its check digit
        "nhs_number",
        re.compile(
            r"(?<![\d+/.\-£])(?<!\+44 )(?<!0044 )"
            r"(?:[1-9]\d{2}([ .\u00a0-])\d{3}\1\d{4}|[1-689]\d{3} \d{3} ?\d{3}|(?:[46]\d|99)\d{8})(?![\d-]|\.\d)"
        ),
    ),
    (
        "nhs number by its check",
        re.compile(r"(?<![\d+])(?<!\+44 )(?<!0044 )\d{3}[ .\u00a0-]?\d{3}[ .\u00a0-]?\d{4}(?!\d)"),
    ),
    ("upn", flags(r"\bU\.?P\.?N\b\.?[^\d\n]{0,25}?(?P<it>\b[A-Z](?:[ .\-]?\d){10,12}(?:[ .\-]?[\dA-Z])?)\b")),
    ("upn", flags(r"\bU\.?P\.?N\b\.?[^\d\n]{0,25}?(?P<it>\b\d(?:[ .\-]?\d){11,12})\b")),
    ("upn", flags(r"\b[A-HJ-NP-RT-Z](?:[ .\-]?\d){11}[ .\-]?[\dA-Z]\b")),
    ("nino", flags(r"\b[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z](?:[ .\-/]?\d){6}[ .\-/]?[A-D]\b")),
    ("nino", re.compile(r"\b[A-Z]{2}(?:[ .\-/]?\d){6}[ .\-/]?[A-D]\b")),
    (
        "nino",
        flags(
            r"\b(?:NINO|N\.?I\.?|nat(?:ional|"
            r"['’]?l)?\.? ins(?:urance)?)(?!\w)[^\d\n]{0,25}?(?P<it>\b[A-Z]{2}(?:[ .\-/]?\d){6}(?:[ .\-/]?[A-Z])?)\b"
        ),
    ),
    ("date_of_birth", anchored(rf"{_BIRTH}[^.\n\d]{{0,40}}?(?P<it>\b{_DATE})", _BORN)),
    ("date_of_birth", anchored(rf"(?P<it>\b{_DATE}){_BEFORE_BIRTH}{_BIRTH}", _DATE_FIRST)),
    ("date_of_birth", anchored(rf"(?:{_DOB}|\bborn\b)(?:[^.\n]|\.(?=\S)){{0,60}}?(?P<it>\b{_FULL_DATE})", _BORN)),
    (
        "second date of birth",
        anchored(
            rf"(?:{_DOB}|\bborn\b)[^.\n\d]{{0,40}}(?P<first>\b{_DATE})(?:[^.\n]|\.(?=\S)){{1,60}}?(?P<it>(?<![\d/.\-])"
            rf"\b{_DATE})",
            _BORN,
        ),
    ),
    ("date_of_birth", flags(rf"(?<![\w./\-]){_ROMAN_DATE}")),
    ("date_of_birth", anchored(rf"(?P<it>\b{_FULL_DATE})[),]? {_YOUNG}\b", "#")),
    ("date_of_birth", anchored(rf"\b(?:{_YOUNG}|b)\b[,:.]? ?\(?(?P<it>{_FULL_DATE})", f"{_YOUNG_FIRST} b")),
    (
        "date_of_birth",
        anchored(
            rf"(?:{_DOB}|\b(?:was )?born(?=[\s:])|\bbirth\s?date|"
            rf"\bbirthday|\byob\b|\bb['’]?day|\bedd\b|\bb\.(?= ?\d)|(?<=\()b(?= \d)|\byear of birth)"
            rf"[.\s:=,(\-–]{{0,4}}(?:(?:is|was|given as|recorded as|in|on|abroad in|there in|here in|early|"
            rf"late|mid)\s+){{0,3}}(?P<it>\b{_SHORT_DATE})",
            _BORN,
        ),
    ),
    (
        "date_of_birth",
        anchored(
            rf"(?:(?<=^)|(?<=[.;:,(\n] )|(?<=\()|\b(?:turn(?:s|ed|ing)?|is|was|be|became|becomes|reached|reaches|"
            rf"aged?)\b "
            rf"|\b(?:he|she|they|who)['’](?:s|d|ll be) )(?:his |her |their )?{_AGE}(?:th)?(?: birthday| years old)?,?"
            rf"(?: (?:on|o/n|next|this|last) (?:the )?(?:\w{{3,6}}day\b,? ?)?\(?| \((?=[^)]*\d{{2}}\)))"
            rf"(?:{_DATE}|\d{{1,2}}/\d{{1,2}}\b|{_FEAST})",
            "# turn turns turned turning is was be became becomes reached reaches age aged he she they who ten eleven "
            "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        ),
    ),
    (
        "date_of_birth",
        flags(
            rf"\b(?:born (?:on |at )?{_FEAST}|(?:{_FEAST}|(?:{_MONTH} )?(?:19|20)\d\d) (?:baby|born))\b(?:,? "
            rf"(?:19|20)\d\d)?"
        ),
    ),
    *PHONES,
    ("case_number", flags(r"(?<![\w/])[A-Z]{2}[ .\-/]?\d{2}[ .\-/]?[CFPZ][ .\-/]?\d{5}(?![\w/])")),
    (
        "case_number",
        anchored(
            rf"\b(?P<cue>{_SYSTEM})\b(?:[\s:#.\-]{{0,3}}\b{_LABEL}\b\.?){{0,3}}[\s:#.\-(]{{1,4}}(?-i:(?P<it>\b"
            rf"{_CASE_NUMBER}))",
            _SYSTEMS,
        ),
    ),
    (
        "case_number",
        re.compile(
            r"(?<![\w/])(?:\d{2}[A-Z]{2}/?\d{4,7}/\d{2}|[A-Z]{1,5}[/\-]\d{2,4}[/\-]\d{3,7}(?:/\d{2})?|"
            r"[A-Z]{2,4}/(?!20\d\d/)\d{3,6}/\d{2}|"
            r"\d{2,4}/\d{5,8}[A-Z]"
            r"|\d{2,4}/\d{4,7}/\d{2}|[A-Z]{1,4}[/\-]?\d{6,9}|\d{2}[A-Z]{2}\d{6,7})(?![\w/])"
        ),
    ),
    (
        "case_number",
        anchored(
            rf"\b(?P<cue>no|nos|number|num|ref|reference|id|urn)\b[.:#]{{0,2}} {{0,2}}(?-i:(?P<it>\b{_CASE_NUMBER}))",
            "no nos number num ref reference id urn",
        ),
    ),
    ("log of a day", flags(r"\b(?:log|cad|incident) (?:no\.? |number )?(?P<it>\d{2,5})(?= (?:of|dated|from|on) \d)")),
    (
        "car",
        flags(
            rf"\b(?:registration|plates?|index|vr[mn]|reg)(?: (?:no|number))?\b[.:]?(?:[ ,]{{1,2}}(?:is|was|of|"
            rf"plate|partial|part|"
            rf"ends?|ended|ending|starts?|started|starting|begins?|began|beginning|in|with|only|first|last|half|"
            rf"read|reads|"
            rf"like|looked|given|as|the|got)){{0,4}}[ :]{{1,2}}(?P<it>{_PLATE})(?![\w/])"
        ),
    ),
    (
        "car",
        flags(
            rf"(?<![\w/])(?!in|to|at|of|on|by|is|it|as|or|yr|wk|ks|no|he|we|me|up|so|pg|ch)[A-Z]{{2}}\d{{2}}[ .\-]?"
            rf"(?!{_WORDS_OF_THREE}\b)[A-Z?*]{{3}}(?!\w)(?! \d)"
        ),
    ),
    ("car", re.compile(rf"(?<![\w/])[A-Z]{{2}} \d{{2}} (?!{_WORDS_OF_THREE}\b)[A-Z]{{3}}\b")),
    (
        "car beside a vehicle",
        flags(
            rf"(?<![\w/])(?:(?-i:[A-Z]{{2}}\d{{2}}(?![\w/-]| \d[A-Z]{{2}}\b)|[A-Z]{{3}} ?(?!19|20)\d{{3,4}}\b)|"
            rf"[A-Z]{{1}} ?\d{{1,3}} ?(?!{_WORDS_OF_THREE}\b)[A-Z]{{3}}|(?!reg\b|{_WORDS_OF_THREE}\b)[A-Z]{{3}} ?"
            rf"\d{{1,3}} ?[A-Z]|(?!in|on|at|to|of|by|is|it|as|or)[A-Z]{{2}}[ .\-]\d{{2}}[ "
            rf".\-]?(?!{_WORDS_OF_THREE}\b)[A-Z]{{3}})\b"
        ),
    ),
    *POSTCODES,
)
_WITHOUT_FIGURES = frozenset({"email", "url", "handle", "date_of_birth", "phone"})
_YEARS_OF_ONE_FAMILY = 6
_WEAK = frozenset(
    "hospital patient client person child crime incident log file record case court claim referral "
    "id roll police ho custody no nos number num".split()
)


def patterned_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the value of a kind, and where one stands as start and end in code points."""
    figures = any(character.isdigit() for character in text)
    for kind, pattern in _PATTERNS:
        if not figures and kind not in _WITHOUT_FIGURES:
            continue
        value, holds = _NEEDS.get(kind, (kind, None))
        for match in pattern.finditer(text):
            if holds is None or holds(match):
                yield value, *_span(match)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits end in the NHS number's check digit (modulus 11, NHS Data Dictionary)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Return where the number itself stands, without the word that led to it."""
    return next((match.span(name) for name in ("it", "it2") if match.groupdict().get(name)), match.span())


def _has_check_digit(match: re.Match[str]) -> bool:
    return is_nhs_number(re.sub(r"\D", "", match.group()))


def _beside_vehicle(match: re.Match[str]) -> bool:
    """Say whether a vehicle is spoken of near by; "S 47 CIN" is none."""
    around = match.string[max(0, match.start() - 80) : match.end() + 80]
    return _VEHICLE.search(around) is not None and (
        match.group().isupper() or " " not in match.group() or len(match.group()) > 6
    )


def _born_near(match: re.Match[str]) -> bool:
    """Say whether a second date beside a date of birth may be one too: a meeting is held years after a birth."""
    years = [re.findall(r"\d{2}(?!\d)", match[name]) for name in ("first", "it")]
    return all(years) and abs(int(years[0][-1]) - int(years[1][-1])) <= _YEARS_OF_ONE_FAMILY


def _is_case_number(match: re.Match[str]) -> bool:
    """Say whether digits after the name of a system are a number of its own: no year, no day, no section."""
    number = match.string[slice(*_span(match))]
    digits = sum(character.isdigit() for character in number)
    cue = (match.groupdict().get("cue") or "").casefold()
    if re.fullmatch(r"(?:19|20)\d\d(?:[ /\-](?:19|20)?\d\d)?|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", number):
        return False
    return "/" in number or digits >= (5 if cue in _WEAK else 4)


_NEEDS: dict[str, tuple[str, Callable[[re.Match[str]], bool]]] = {
    "nhs number by its check": ("nhs_number", _has_check_digit),
    "car beside a vehicle": ("car", _beside_vehicle),
    "second date of birth": ("date_of_birth", _born_near),
    "log of a day": ("case_number", bool),
    "case_number": ("case_number", _is_case_number),
}
