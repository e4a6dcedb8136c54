"""Places in a text that may tell who is meant: addresses, schools, homes, clinics and towns.

In: a text, and the words that are everyday ones.
Out: where an address, a school or a place stands; a general word, "the virtual school", is none.

Here too:
- Words that are no name of a place by themselves, and words that say where somebody goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.identifying.name_cues import Names, plain

TOWN = re.compile(
    r"[a-z]{3,}(?:ton|ham|ford|bury|ley|worth|field|mouth|chester|cester|wick|thorpe|shire|pool|borough|burgh|"
    r"minster|combe|"
    r"stead|hurst|wood|mere|dale|gate|port|bridge|side|stoke|church|brook|holme|cliffe|by|stow|hampton|haven|beck)"
)
GENERAL = frozenset(
    "mr mrs ms miss dr pc ds dc sgt a an the her his their our my your each every this that any no at in to from of "
    "and or for on by with one two three virtual primary secondary special high middle infant infants junior juniors "
    "boarding sunday independent mainstream local new old state private day residential free sixth form further "
    "education technical head teacher designated safer police safeguarding leadership apprenticeship social work "
    "practice academy college school schools university royal crisis unit family contact mental health community "
    "children children's youth early help assessment specialist secure adolescent inpatient treatment sexual referral "
    "walk-in drop-in custody eating disorder disorders neurodevelopmental sleep medical paediatric general district "
    "teaching city county council acute emergency urgent intensive care dependency medium low mother baby parent "
    "resource sports leisure arts call data detention learning training young people people's ward home house court "
    "crown magistrates magistrates' combined leaving placement return foster registered supported accommodation open "
    "town village full white safe fair upper lower central northern southern eastern western national regional area "
    "team service services hub centre clinic hospital infirmary accident a&e camhs minor injuries walk gp dental eye "
    "maternity antenatal postnatal neonatal birth rehabilitation rehab dual job jobcentre citizens advice women's "
    "men's girls boys nursery pre-school tier level year key stage section reg regulation edge gateway front door "
    "multi-agency mash single point access review panel conference strategy core group child alternative provision "
    "pupil outreach staff students all some most both many governing body catholic church england ce rc "
    "virtual-school public companies half way halfway short break breaks respite ofsted nhs integrated commissioning "
    "board trust partnership government parliament commons lords family-time reception assessment-unit kinship "
    "adoption approved premises probation prison institution young-offender immigration removal asylum holding "
    "vulnerable parents parents' carers' staff's sensory quiet staff-room time hotel bail play after breakfast dance "
    "drama art music science maths sixth-form saturday weekend evening summer spring autumn winter easter holiday "
    "good outstanding inadequate failing best right wrong same other another next last first second third final "
    "inclusion behaviour attendance welfare sen send semh resourced additional needs nurture bank gate view hall site "
    "reference park green common field risk higher very more less too so when where if while although before during "
    "since until once because who what which how why but also then there here it is was are were be been has have had "
    "do does did can could will would shall should may might must not".split()
)
NO_PLACE_AFTER = frozenset(
    "council police model pilot university constabulary united city's deal approach report review inquiry "
    "safeguarding partnership trust virtual practice framework local authority nhs icb children's academy school "
    "college".split()
)
ABOUT = frozenset(
    "lesson lessons learning learn learnt learned guidance model report visit research evidence example examples "
    "police council colleagues".split()
)
MOVES = frozenset(
    "taken moved moves move moving placed placement lives living lived live returned returning back went gone going "
    "travelled on over came come home born transferred far miles relocated located stayed staying housed based left "
    "fled flat hotel hostel trip travel travels taxi train bus stopped arrested missing".split()
)
MOVED = frozenset("you him her them me us both back out on over away all".split())  # "moved them back to"
TELLS = frozenset(
    "letter letters email emails e-mail call calls text texts message messages note notes heard hear hearing feedback "
    "quote quotes drawing card report update reply response apology statement request views advice word words".split()
)
VILLAGES = frozenset("upper lower nether great little low high much long market chipping north south east west".split())


_CAP = r"(?:St\.? |Saint )?[A-Z][\w'’-]{0,30}"
_RUN = rf"{_CAP}(?: (?:(?:of|and|the|upon|on|in|le|de|&) )?{_CAP}){{0,4}}?"
_ROADS = "street|road|lane|avenue|crescent|terrace|grove|mews"
_STREET = (
    rf"(?:{_ROADS}|st|rd|ave|cres|close|drive|way|wynd|row|rise|walk|court|place|hill|square|parade|yard|fold|"
    rf"croft|green|"
    r"approach|villas|buildings|wharf|quay|path|gardens|gdns|park|view|heights|vale|mount|gate|bank|side|end|passage|"
    r"broadway|chase|circus|dene|garth|glade|brow|loan|mead|meadows?|nook|orchard|rd|ridge|spinney|towers?|house|flats|"
    r"point|reach|cottages?|alley|arcade|bridge|common|corner|dale|drove|esplanade|field|fields|grange|hollow|"
    r"knoll|lea|"
    r"ln|wk|moor|paddocks?|plaza|promenade|slope|strand|top|turn|walks?|wood)"
)
_NUMBER = (
    r"(?:(?:flat|apartment|apt|unit|plot|house|no\.?|number) ?\d+[a-z]?,? (?:of )?)?\d{1,4}[a-z]?(?:[-–/]\d+[a-z]?)?,? "
)
_ADDRESSES = (
    re.compile(rf"\b(?i:{_NUMBER}){_CAP}(?: {_CAP}){{0,2}} (?i:{_STREET})\b"),
    re.compile(rf"\b(?i:flat|apartment|apt) ?\d+[a-z]?,? {_CAP}(?: {_CAP}){{0,2}}(?: (?i:{_STREET}))?\b"),
    re.compile(
        rf"\b\d{{1,4}}[a-z]? (?!of |on |the |in |per |a |to )[a-z'’]{{1,30}}(?: [a-z'’]{{1,30}})? (?:{_ROADS})\b"
    ),
    re.compile(
        r"(?:^|\b(?:at|to|from|address|lives|home|of|,) )(?P<it>\d{1,4}[a-z]? [a-z'’]{3,30}(?: [a-z'’]{3,30})? "
        r"(?:close|drive|court|gardens|place|way|row))\b"
    ),
    re.compile(r"\b\d{1,4}[a-z]? The [A-Z][a-z]{3,20}\b"),
    re.compile(
        rf"\b(?i:at|to|from|lives|address:?|home:?) (?P<it>\d{{1,4}}[a-z]? (?:The )?{_CAP}), (?={_CAP}|"
        rf"[A-Z]{{1,2}}\d)"
    ),
    re.compile(
        rf"\b(?P<it>(?!\w+ing )(?!\w+ \w+ing ){_CAP}(?: {_CAP})? (?:{_ROADS.title()}|Rd|Ave|Cres|Close|Drive|"
        rf"Gardens|Gdns|Row|Walk|Wk|Flats|St(?!\.? [A-Z]|-)|"
        r"(?<!Crown )(?<!Magistrates )(?<!Family )(?<!County )(?<!Youth )(?<!High )(?<!Combined )(?<!['’] )Court))\b"
        r"(?! (?:[A-Z]|model|project|team|review|report|panel|pilot|scheme|programme|"
        r"clinic|centre|surgery|school|children|health|hospital|primary|academy|medical|home))"
    ),
)
_SCHOOL = (
    r"(?:(?:Junior |Infants?['’]? |Primary |Secondary |High |Grammar |Special |Nursery |Middle |Upper |"
    r"Girls['’]? |Boys['’]? |"
    r"C ?of ?E |CE |RC |Catholic |Church of England |Community |Academy |Free |Studio |Prep(?:aratory)? )*"
    r"(?:[Ss]chool|[Aa]cademy|[Cc]ollege|[Pp]rimary|[Ss]econdary|[Jj]uniors?|[Ii]nfants?|[Gg]rammar|UTC|"
    r"[Nn]ursery|[Ss]ixth [Ff]orm|"
    r"[Pp]re-?[Ss]chool|PRU|Sch|Acad|Coll|Prim|Sec|[Cc]omprehensive|[Cc]omp|[Pp]rep|High|Upper|Middle|[Kk]indergarten))"
)
_SCHOOLS = re.compile(
    rf"\b(?P<it>(?P<name>{_RUN})(?:['’]s?)? {_SCHOOL})\b(?!['’]| (?:for|of) [A-Z]|(?<=[Pp]rimary|condary) "
    rf"(?i:care|prevention|court|risk|need|trauma|diagnosis))"
)
_SMALL_SCHOOL = re.compile(
    r"\b(?P<it>(?:st )?(?P<name>[a-z'’]{4,30}) (?:school|academy|college|primary|juniors|infants|high|nursery|"
    r"grammar))\b"
)
_AT_SCHOOL = re.compile(
    r"\b(?:(?:[Ss]ixth form|[Ss]chool|PRU|AP|[Pp]rovision|[Pp]upil|[Rr]oll|[Pp]lace|[Yy](?:ea)?r ?\d+|[Yy]\d+|"
    r"[Ee]xcluded|[Hh]ead|"
    r"[Tt]eacher|SENCO|DSL|[Aa]ttendance|"
    r"[Ee]nrolled|[Ss]tarted|[Ss]tarts|[Tt]ransition|GCSEs|PEP|[Tt]imetable) (?:at|from|to)|[Aa]ttend(?:s|ed|"
    r"ing)?|[Jj]oined)"
    rf" (?P<it>(?P<name>{_RUN}(?:['’]s)?))(?= (?!And\b)[a-z]|[.,;:)!?]|$)"
)
_SCHOOL_BEFORE = re.compile(
    r"\b(?:(?:[Ss]chool|[Ss]ch|[Nn]ursery|[Cc]ollege|PRU|[Pp]layschool|[Pp]re-?school|[Ss]ixth form|[Aa]cademy|"
    r"[Aa]lternative provision|AP)(?: \(| ?= ?|: ?| (?:is|was|called|named) )|[Yy]sgol |[Gg]aelscoil )"
    rf"(?P<it>(?P<name>{_RUN}))(?=[),.;/]|$| (?!And\b)[a-z&-])"
)
_GIRLS_SCHOOL = re.compile(
    rf"\b(?:at|to|from|in|for|left|joined|attend(?:s|ed|ing)?) (?P<it>(?P<name>{_RUN}) (?:Girls|Boys)(?P<owned>['’])?)"
    r"(?=[\s.,;:)!?]|$)"
)
_SAINT = re.compile(
    r"\b(?P<it>St\.? (?!Giles|Mungo|Basil)[A-Z][\w]{1,20}['’]?s?['’]?s)\b(?! (?:[A-Z]|hospital|hospice|church|"
    r"house|ward|clinic|"
    r"road|street|day|unit|lane|park|square|flat))"
)
_HOME_NOUN = (
    r"(?:House|Lodge|View|Cottage|Grange|Manor|Villas?|Farm|Barn|Croft|Hostel|Hall|Bank|Gate|Mount|Retreat|Priory|"
    r"Towers|Heights|Fold|Bungalow|Rise|Mews|Lea)"
)
_SITE_NOUN = (
    r"(?:[Uu]nit|[Ww]ard|[Cc]linic|[Hh]ospital|[Ii]nfirmary|[Hh]ome|[Cc]entre|[Hh]ub|[Rr]efuge|[Ss]urgery|"
    r"[Hh]ostel|[Ee]state|[Ff]lats|"
    r"[Pp]ark|Gardens|Court|Place|Green|Common|[Mm]osque|[Cc]hurch|[Ll]ibrary|[Cc]hildren['’]s [Hh]ome|"
    r"[Rr]esidential|[Yy]outh [Cc]lub|"
    r"[Hh]ealth [Cc]entre|[Mm]edical [Cc]entre|[Ff]amily [Cc]entre|[Cc]ontact [Cc]entre|[Mm]edical [Pp]ractice|"
    r"[Pp]ractice|[Aa]nnexe|[Ss]ite|[Ss]tation|"
    r"[Ll]eisure [Cc]entre|[Ss]hopping [Cc]entre|[Bb]ail [Hh]ostel|[Ff]oyer|Bridge|Wood|Woods|Fields?|Hill|"
    r"Copse|Holt|Moor|Heath|Marsh|Beck|Mill|Quarry|Reservoir|Canal|Marina|Beach|Docks?|Bay|End|"
    r"Close|Drive|Way|Street|Road|Lane)"
)
_HOMES = re.compile(
    rf"\b(?P<it>(?P<name>(?:The )?{_RUN}) {_HOME_NOUN}(?:['’]s)?)\b(?!-)(?! (?:[A-Z][a-z]+ )?(?:Report|Review|Act|"
    rf"Model|Inquiry|of Commons|of Lords|[Rr]ule|[Pp]oints?)\b)"
)
_SITES = re.compile(
    rf"\b(?P<it>(?P<name>(?:The )?{_RUN}) {_SITE_NOUN})\b(?!['’ ]*(?:Council|[Mm]anagers?|[Nn]urses?|Office|"
    rf"[Ss]taff|model|model's|[Ww]orkers?|of [A-Z]))"
)
_HOUSE = re.compile(r"(?<=[a-z,] )(?P<it>The (?P<name>[A-Z][a-z]{2,20})s)(?![\w'’-]| [A-Z])")  # "staff of The Elms"
_TOWN_BEFORE = re.compile(rf"\b(?P<it>{_CAP}(?: {_CAP})?) (?=(?:placement|caravan|hotel|flat|address|house|hostel)\b)")
_PRISON = re.compile(rf"\b(?:HMP|HMYOI|YOI|STC) (?P<it>{_CAP}(?: {_CAP})?)")
_AT = re.compile(
    rf"\b(?P<before>\w{{1,30}} )?(?P<at>[Aa]t|[Ii]n|[Tt]o|[Ff]rom|[Nn]ear|[Ii]nto|[Oo]utside|[Aa]round|[Oo]f|"
    rf"[Ll]eft|[Tt]owards|[Ff]led|[Ll]eaving|[Ff]leeing|[Vv]ia|[Nn]r|[Bb]ehind|[Vv]isit(?:ed|s|ing)?) (?P<it>(?:the "
    rf")?(?P<name>(?:The )?{_CAP}(?:[ "
    rf"-]{_CAP}){{0,3}}))"
)
_SMALL_TOWN = re.compile(r"\b(?:in|to|from|near|at) (?P<it>(?:[a-z]{1,30} )?[a-z'-]{4,30})\b")


def addresses_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an address or a street stands, as start and end in code points."""
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            group = "it" if "it" in pattern.groupindex else 0
            if group == 0 or match["it"][0].isdigit() or _start(match["it"].rpartition(" ")[0]) is not None:
                yield match.span(group)


def schools_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where a school stands by its name, as start and end in code points."""
    for match in _SCHOOLS.finditer(text):
        start = _start(match["name"])
        words = [plain(word) for word in match["name"].split(" ")]
        sort = text[match.end() : match.end() + 2][1:].isupper() and _are_everyday(words, names)  # School Avoidance
        if start is not None and not sort and _is_school(match["name"][start:], match["it"], names):
            yield match.start("it") + start, match.end("it")
    for match in _SMALL_SCHOOL.finditer(text):
        owner = match["name"].endswith(("'s", "’s")) and not match["it"].startswith("st ")
        owner = owner or match["it"].endswith("s school")
        if not owner and not names.is_known_word(plain(match["name"])):
            yield match.span("it")
    for match in _GIRLS_SCHOOL.finditer(text):
        if match["owned"] or _is_named(match["name"], names):
            yield match.span("it")
    for match in _SAINT.finditer(text):
        yield match.span("it")
    for match in _SCHOOL_BEFORE.finditer(text):
        known = _are_everyday([plain(word) for word in match["name"].split(" ")], names)
        if (
            _start(match["name"]) == 0
            and (not known or " " in match["name"])
            and _is_named(match["name"], names, known)
        ):
            yield match.span("it")
    for match in _AT_SCHOOL.finditer(text):
        if _start(match["name"]) is not None and _is_named(match["name"], names):
            yield match.span("it")


def places_in(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where a home, a clinic, a town or another place stands by its name, as start and end in code points."""
    for match in _HOMES.finditer(text):
        start = _start(match["name"])
        if start is not None:
            yield match.start("it") + start, match.end("it")
    for match in _SITES.finditer(text):
        start = _start(match["name"])
        owner = _is_owner(match["name"], match["it"], names)
        if start is not None and not owner and _is_site(text, match.start("it") + start, match["name"][start:], names):
            yield match.start("it") + start, match.end("it")
    for match in _HOUSE.finditer(text):
        word = plain(match["name"])
        if GENERAL.isdisjoint((word, f"{word}s")) and f"{word}s" not in names.public:
            yield match.span("it")
    yield from _at(text, names)


def _at(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield towns, and what stands beside "at" or "in" and is nothing else."""
    yield from (match.span("it") for match in _PRISON.finditer(text))
    yield from (match.span("it") for match in _TOWN_BEFORE.finditer(text) if plain(match["it"]) in names.places)
    for match in _AT.finditer(text):
        following = re.match(r"[\s'’s]*([\w']+)", text[match.end() : match.end() + 30])
        before, after = (match["before"] or "").strip().casefold(), following[1].casefold() if following else ""
        if after in NO_PLACE_AFTER or before in ABOUT:
            continue
        at, end = match["at"].casefold(), _town_end(match["name"], names)
        if end and (at not in ("of", "left") or before in ("out", "outside", "north", "south", "east", "west")):
            yield match.start("name"), match.start("name") + end
        elif _stands_as_place(match["name"], at, _moves(text, match, before, at), names):
            yield match.span("name")
    for match in _SMALL_TOWN.finditer(text):
        for name in (match["it"], match["it"].split()[0], match["it"].split()[-1]):
            if (
                name in names.places
                and not names.is_everyday(name)
                and name not in names.ordinary
                and name not in names.first
            ):
                start = match.start("it") + match["it"].index(name)
                yield start, start + len(name)
                break


def _town_end(name: str, names: Names) -> int:
    """Return where a town at the beginning of a run of capitals ends; 0 where there is none."""
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        town = " ".join(words[:count])
        if plain(town) in names.places:
            following = words[count : count + 1]
            return (
                0
                if following and following[0].casefold() in NO_PLACE_AFTER | {"road", "street", "house"}
                else len(town)
            )
    return 0


def _moves(text: str, match: re.Match[str], before: str, at: str) -> bool:
    """Say whether somebody goes there: "moved to", "moved them back to", "away from", "from Bradford to"."""
    if at == "from" and before not in TELLS:
        return True
    earlier = [word for word in text[: match.start("at")][-40:].casefold().split() if word not in MOVED][-1:]
    return (
        before in MOVES
        or (before in MOVED and not MOVES.isdisjoint(earlier))
        or re.search(r"\bfrom [A-Z][\w-]{1,30} $", text[: match.start()][-40:]) is not None
    )


def _stands_as_place(name: str, at: str, moves: bool, names: Names) -> bool:
    """Say whether a run of capitals that no list has stands as a place."""
    words = [plain(word) for word in name.removeprefix("The ").split(" ")]
    if len(words) > 1 and words[0] in VILLAGES:
        if words[0] in ("nether", "chipping") or at in ("near", "nr"):  # no adjectives there
            return True
        words = words[not _are_everyday(words[1:], names) :]
    if any(word in GENERAL or len(word) < 3 for word in words) or name.isupper():
        return False
    if name.startswith("The "):
        goes = at in ("at", "to", "from", "in", "left", "near", "nr", "leaving") or at.startswith("visit")
        return goes and not all(names.is_first(word) for word in words)
    if any(names.is_first(word) for word in words) or _are_everyday(words, names):
        return False
    if at in ("at", "nr", "near", "leaving", "fleeing", "fled", "via"):
        return not name.endswith(("'s", "’s")) or at == "at"
    somebody = words[-1] in names.last and not (len(words) == 1 and TOWN.fullmatch(words[0]))
    stays = at in ("in", "into") and not name.endswith(("'s", "’s"))
    return not somebody and (stays or (at in ("to", "from") and moves))


def _are_everyday(words: list[str], names: Names) -> bool:
    return all(names.is_everyday(word) or word in names.ordinary for word in words)


def _start(name: str) -> int | None:
    """Return where the name of a place begins, after general words; None where every word is general."""
    at = 0
    for word in name.split(" "):
        if plain(word) not in GENERAL and not (word.isupper() and len(word) > 1):
            the = name[:at].endswith("The ")
            return at - 4 if the else at
        at += len(word) + 1
    return None


def _is_school(name: str, whole: str, names: Names) -> bool:
    """Say whether words before "school" are its name: not whose it is, nor what sort."""
    words = [plain(word) for word in name.split(" ")]
    small = re.search(r" [a-z][a-z-]+$", whole) is not None
    sort = small and len(words) == 1 and (names.is_known_word(words[0]) and words[0] not in names.places)
    return not sort and "Virtual" not in whole and not _is_owner(name, whole, names)


def _is_owner(name: str, whole: str, names: Names) -> bool:
    """Say whether a person owns what is written small: "Kacper's school"."""
    words = name.split(" ")
    owns = re.search(r"['’]s? [a-z]", whole) is not None and not name.startswith(("St ", "St. ", "Saint ", "The "))
    return owns and (len(words) == 1 or names.is_first(plain(words[0])) or plain(words[-1]) in names.last)


def _is_named(name: str, names: Names, known: bool = False) -> bool:
    words = [plain(word) for word in name.split(" ")]
    return (known or not _are_everyday(words, names)) and not (
        len(words) == 1 and names.is_first(words[0]) and not name.endswith(("'s", "’s"))
    )


def _is_site(text: str, start: int, name: str, names: Names) -> bool:
    """Say whether the words before "unit", "clinic" or "home" are its name: not those that only begin a sentence."""
    words = [plain(word) for word in name.removeprefix("The ").split(" ")]
    begins = text[:start].rstrip(" \"'“‘(")[-1:] in ("", ".", "!", "?", "\n", ":")
    if text[start + len(name) :].startswith(" Ward"):
        return True
    if not _are_everyday(words, names):
        return True
    if name.startswith("The "):
        return not begins or name.endswith("s")
    return (
        not begins
        and re.search(
            r"\b(?:at|to|from|in|on|left|near|nr|by|behind|off) (?:the )?$",
            text[max(0, start - 11) : start],
            re.IGNORECASE,
        )
        is not None
    )
