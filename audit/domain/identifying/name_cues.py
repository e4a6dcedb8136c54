"""Words by which a name is known in a note: what stands before it, after it, and what makes a capital no name.

In: nothing.
Out: sets of words in lower case, except where capitals are what tells.

Here too:
- What is a name and what is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LIKE_A_NAME = re.compile(
    r"(?:(?:olu|oluwa|ade|ayo|temi|ife|fola|akin|baba|chukwu|nna|abd|abdul|moham|muham|gur|jas|sukh|bal|kul)[a-z]{4,}"
    r"|[a-z]{3,}(?:preet|deep|jit|inder|meet|vir|winder|ullah|uddin|mariam|chukwu|tunde|wale|kunle|tayo))"
)
_PINYIN = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|"
    r"in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u))"
)
_PINYIN_NAME = re.compile(rf"{_PINYIN}{{2}}")


@dataclass(frozen=True)
class Names:
    """Names that people and places in England have, and words that are none by themselves, in lower case."""

    first: frozenset[str]
    last: frozenset[str]
    ordinary: frozenset[str]  # ordinary words that are also names
    everyday: frozenset[str] = frozenset()  # words of every day and of the work, in their plain form
    places: frozenset[str] = frozenset()  # towns, boroughs and counties
    public: frozenset[str] = frozenset()  # schemes, reviews and tools that are named after somebody

    def is_everyday(self, plain: str) -> bool:
        """Say whether a word, or the word that it is made of, is one of every day."""
        parts = plain.split("-")
        return all(not part or any(stem in self.everyday for stem in stems(part)) for part in parts)

    def is_slip(self, plain: str) -> bool:
        """Say whether a long word is one of every day but for a slip of the keys: "recieved"."""
        return 6 < len(plain) < 20 and plain not in self.last and any(self.is_everyday(word) for word in slips(plain))

    def is_known_word(self, plain: str) -> bool:
        """Say whether a word is an ordinary one, one of every day or a place."""
        word = plain.removesuffix("s")
        return plain in self.ordinary or word in self.ordinary or plain in self.places or self.is_everyday(plain)

    def is_first(self, plain: str) -> bool:
        """Say whether a word is a first name, or two of them with a hyphen between, or built as many are."""
        start = plain.partition("-")[0]
        if plain in self.first or (start != plain and start in self.first and start not in self.ordinary):
            return True
        if plain.endswith("s") and len(plain) > 4 and plain[:-1] in self.first and not self.is_known_word(plain):
            return plain not in self.last
        built = LIKE_A_NAME.fullmatch(plain) or _PINYIN_NAME.fullmatch(plain)
        return bool(built) and not self.is_known_word(plain) and plain not in self.last


def slips(word: str) -> set[str]:
    """Return what a word may be a slip of: two letters that changed places, one doubled or a double one alone."""
    at = range(len(word) - 1)
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in at}
    halved = {word[:i] + word[i + 1 :] for i in at if word[i] == word[i + 1]}
    return swapped | halved | {word[:i] + word[i] + word[i:] for i in at}


@lru_cache(maxsize=4096)
def stems(word: str) -> tuple[str, ...]:
    """Return a word and the plain forms that it may be made of: "carried" is made of "carry"."""
    forms = [word]
    for end in ("s", "es", "ed", "d", "ing", "ly", "al", "er", "r", "ers", "rs", "'s"):
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) > 2:
            forms.append(stem)
            if end in ("ing", "ed", "er", "ers"):
                forms += [f"{stem}e", stem[:-1] if stem[-1] == stem[-2] and len(stem) > 3 else stem]
    for end in ("ies", "ied", "ily", "ier"):
        if word.endswith(end):
            forms.append(f"{word[: -len(end)]}y")
    for start in ("un", "re", "non", "pre", "co", "dis", "mis", "over", "under", "multi", "inter", "anti"):
        if word.startswith(start) and len(word) - len(start) > 3:
            forms.append(word[len(start) :])
    return tuple(forms)


def plain(word: str) -> str:
    """Return a word in lower case and without its possessive."""
    return word.replace("’", "'").casefold().removesuffix("'s").removesuffix("s'")


TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lady sgt sergeant pc dc ds di dci dcs supt insp inspector pcso "
    "nurse sister officer constable cllr councillor judge hhj rev imam father ps".split()
)
SMALL_TITLES = frozenset("mr mrs ms dr".split())  # in lower case too; "miss" and "sister" are words
ROLES = frozenset(
    "SW SSW CSW FSW PA IRO HV TM IDVA LADO DSL SENCO SENDCO GP CPN YOT YJS YJW LC DS DC EP TA IP RO SIO OIC KW CYPS "
    "ISVA FGC ASYE QSW TSW RSW CGL FEW EWO PSA HLTA TAC".split()
)
SURE = frozenset(
    "called named mum mother dad father brother sister aunt auntie aunty uncle friend boyfriend girlfriend carer "
    "cousin nan nana gran grandmother grandfather grandad son daughter twin niece nephew partner stepfather stepdad "
    "stepmother stepmum worker mentor keyworker advocate guardian tutor adviser advisor interpreter solicitor "
    "counsellor therapist psychologist psychiatrist chaired colleague husband wife ex".split()
)
PERSON_VERBS = frozenset(
    "ask asked asks asking tell told tells telling met meet meeting visited visit visits visiting rang ring ringing "
    "saw see seeing thanked thank helped help helps helping misses missed calls called phoned phone emailed email "
    "texted text trusts likes loves supports supported believes misper chased chase chasing manage managed managing "
    "keep keeping kept move moved moving place placed placing collect collected remind reminded invite invited "
    "contact contacted contacting interviewed arrested found transported escorted spoke named assessed".split()
)
WHO_IS = frozenset("informant caller name worker tutor partner friend neighbour mum dad carer victim".split())
PERHAPS = frozenset(
    "with w by for because if when that until while since than".split()
)  # of a word that is nothing else
BEFORE_TO_PERSON = frozenset(
    "spk spoken tel rang close spoke speak speaking talked talks talk listened listen wrote written write sent send "
    "said introduced attached related known given give thanks thank up visit returned explain explained explaining "
    "apologise apologised read".split()
)
PERSON_DOES = frozenset(
    "said says told tells asked asks wants wanted feels felt thinks thought likes liked lives lived loves loved hopes "
    "hoped knows knew trusts trusted sleeps slept chose wrote rang chaired attended visited moved enjoys enjoyed "
    "misses missed goes went came talks talked worries worried plays cried smiled remembers became left ate spoke "
    "wakes woke settles settled refused agreed disclosed presented returned shares opens writes chairs reports sees "
    "saw comes speaks reads eats drinks uses runs ran stays stayed joined drew heard hid stole took threw broke fell "
    "lost bought brought texted phoned gets got gave explained rings turned hates hated struggles struggled".split()
)
PRESENT = frozenset(
    "says tells asks wants feels thinks likes lives loves hopes knows trusts sleeps enjoys misses goes comes talks "
    "worries plays remembers wakes settles shares opens writes chairs reports sees gets rings hates "
    "struggles left".split()
)
PERSON_IS = frozenset(
    "has had is was will would can could does did needs needed wasn't isn't hasn't hadn't doesn't didn't won't "
    "wouldn't can't couldn't wasnt isnt hasnt hadnt doesnt didnt wont wouldnt cant couldnt".split()
)
NOT = frozenset(
    "wasn't isn't hasn't hadn't doesn't didn't won't wouldn't can't couldn't wasnt isnt hasnt hadnt doesnt didnt wont "
    "wouldnt cant couldnt".split()
)
OWNED = frozenset(
    "mum mam mother dad father nan gran carer carers brother sister siblings family aunt uncle cousin school college "
    "sw social worker pep sdq ehcp plan gp iro pa placement views voice wishes birthday passport file record review "
    "room phone nurse therapist key foster records behaviour attendance sleep mood dentist teacher tutor advocate "
    "chronology assessment story care health education contact visits".split()
)
MODAL = frozenset("will may mark march".split())
GENDERED = frozenset("she he her his him hers".split())
SEASONS = frozenset("summer autumn winter spring".split())
ABBREVIATIONS = ROLES | frozenset(
    "FT MH CP CE LA DV DA ED PE IT HR OT PT DR TV UK EU US OK ID NB PM AM YP BP CT ST RE CC PS PC DI CI FM CM AC DM "
    "HM HQ PR AD EH FS RP SG SO LO DN DT TL KS CJ SS CG QC FA EA EY OO SB ND SI SP LT BI QI PH NM AA AQ CV DO EI EQ "
    "ER FE FW HB HI HV IV JD LD MO MS OD PD PG PI PO RN RO SF VI QA VS CL HO MP AI AP BC BA MA RI FC SC RC NI YR NO "
    "CA CQ FF FN GM HE LP MD NW SE NE SA TB VR WN".split()
)
OF_SOMEBODY = frozenset(
    "a an been never no his her their two three five four not still always just".split()
)  # after "has"
PEOPLE = frozenset(
    "nobody somebody everybody anybody someone everyone anyone child mother father people family none both another "
    "nothing something each most many few others sibling stepfather guardian paediatrician psychiatrist psychologist "
    "therapist practitioner clinician auditor chair teacher reviewer advocate midwife physician dentist adult youth "
    "girl boy baby toddler pupil student foster-carer co-ordinator coordinator".split()
)
KIN_GROUP = frozenset("family household siblings sibling children brothers sisters twins baby".split())
PLACE_AFTER = frozenset(
    "icb ics lscp nhs road street lane avenue close drive way house lodge court school academy college hospital ward "
    "centre center clinic council park hall unit team service services project trust partnership county city town "
    "square gardens station church surgery act order plan scale test model group panel board room base police "
    "university hotel community mosque temple primary juniors infants nursery view cottage grange manor estate "
    "constabulary".split()
)
NAMED_AFTER = frozenset(
    "report reports review reviews audit audits inquiry enquiry protocol protocols law laws rule act guidelines "
    "guideline guidance competence competent competency principles principle foundation charity fund trust model "
    "theory theories theorists scale inventory questionnaire test index score training programme programmes scheme "
    "framework approach method methods cycle pyramid hierarchy tool tools toolkit standards recommendations recs "
    "award project institute society association commission committee network initiative campaign checklist matrix "
    "ladder style styles techniques technique work assessment assessments therapy refresher workshop pilot funding "
    "rounds app helpline line grid continuum chart diagram curve lens wheel window quadrant spectrum typology "
    "taxonomy paradigm teams localities areas hubs clusters footprint footprints café cafe club bank bus day week "
    "report's judgment judgement case ruling criteria".split()
)
OF_A_PERSON_TOO = frozenset(
    "plan order group panel board room report reports review reviews assessment assessments work case".split()
)

THEORY_BEFORE = frozenset(
    "attachment theory model pace scale approach framework trauma cycle stages needs hierarchy method parenting "
    "reflection ladder therapy ddp dda questionnaire inventory test".split()
)
NEVER_ALONE = frozenset(
    "may june april august march monday tuesday wednesday thursday friday saturday sunday london paris kent devon "
    "lincoln preston warwick stafford christmas easter english polish french child children care school police health "
    "education i my the a an he she they we it".split()
)
LABELS = frozenset(
    "child case section part plan year category level appendix option person form tier group class schedule annex "
    "figure table grade vitamin hepatitis team block unit ward house room stage phase question item theme family "
    "sibling parent adult agency worker young yp carer".split()
)

_NAME = r"(?P<it>[^\W\d_a-zß-ÿ][^\W\d_A-Z][\w'’-]{0,30}(?: (?!And\b)[A-Z][\w'’-]{1,30})?)"
NICKNAMES = (
    re.compile(
        r"\b(?:[Cc]all(?:s|ed)? (?:him|her|them|me|himself|herself|themselves|themself)"
        r"|(?:better )?known as|goes by|going by|went by|nick-?named?|a\.?k\.?a\.?"
        r"|(?:prefers?|likes?|wants?|asks|asked) to be (?:called|known as)|answers to"
        r"|(?:street|nick|pet|preferred|chosen|birth|real|new|user|middle|first|last|sur|maiden)[ -]?name(?: "
        r"is| was|:)?)"
        r" [\"“'‘]?" + _NAME
    ),
    re.compile(
        r"[\"“'‘]"
        + _NAME
        + r"[\"”'’],? (?:as|which is what|is what) (?:he|she|they|everyone|everybody|friends|staff)\b"
    ),
    re.compile(r"\b[A-Z][\w-]{1,30} [\"“‘(]" + _NAME + r"[\"”’)] [A-Z][\w-]{1,30}"),
)
NOT_A_NICKNAME = frozenset("child operation project the a an young was team camhs level case early high".split())
VOWEL = re.compile(r"[^b-df-hj-np-tv-xz]")
ROLE_AFTER = re.compile(r"(?:, | ?\()(?:(?:his|her|their|the|a|new|old) )*(\w+)[,.;:)]")
INITIALS_AFTER = re.compile(
    r":|,? (?:and|&) (?:his|her|their) |['’]s | \(\d\d?\)"
    r"| \((?:(?:fe)?male|[mf]|aged?)\b| (?:still|never|again|also) \w"
    r"| (?:off|on|in|at|into|out of|back (?:at|in|from)) (?:the |an? |his |her )?(?:hospital|care|custody|school|"
    r"placement|court|unit|ward|remand|roll|waiting list|secure|contact|home|respite|bail|tag)\b"
    r"| to (?:be (?:seen|asked|told|offered|moved)|have|stay|return|live|remain)\b"
    r"| (?:missing|seen|back|attended|absconded|refus\w+|moved|living|placed|upset|reunified|declined|"
    r"awaiting|waiting)\b"
)
_BEING = ("is", "was", "not", "been", "being", "still")
_DONE_TO = (
    "seen excluded tagged arrested moved asked told missing upset unhappy placed refusing detained angry sad happy "
    "scared known late at in on with home back out here there waiting pregnant living "
    "left stopped searched hurt restrained sectioned admitted discharged remanded born worried tired unwell ill asleep"
).split()
_TO_DO = (
    "chase send confirm check update ring email arrange write speak contact invite visit circulate meet book call"
).split()
AFTER_A_NAME = frozenset(
    [*(f"{being} {done}" for being in _BEING for done in _DONE_TO), *(f"to {act}" for act in _TO_DO)]
)
AND_HER = re.compile(r",? (?:and|&) (?:his|her) ")
KIN_BEFORE = re.compile(
    r"\b(?:mum|mam|dad|nan|nana|gran|granny|grandad|uncle|aunt|aunty|auntie|cousin|sister|brother|boyfriend|girlfriend|partner|"
    r"bf|gf|mgm|mgf|pgm|pgf|sis|bro|stepdad|stepmum|son|daughter|twin)(?: is| =)? \(?$",
    re.IGNORECASE,
)
CHILDREN_BEFORE = re.compile(
    r"\b(?:case (?:discussion|supervision|summary)|children|siblings?|sibs|twins|brothers|sisters|cousins)"
    r"(?:: |, | \()(?:[A-Z]\w+ (?:and|&) )?$",
    re.IGNORECASE,
)
MONTH_NAMES = frozenset("april may june july august".split())
BEFORE_MONTH = frozenset("in by since from until till between late early mid during for last next".split())
SHORT_WORDS = re.compile(r"[A-Z][a-z]{1,4}-(?!In$|On$|Up$|Out$|Off$|To$|Day$)[A-Z][a-z]{1,4}")
LISTED = re.compile(r"(?:,? (?:and|&|or) [A-Z][\w'’-]{1,30}|, [A-Z][\w'’-]{1,30}){1,5} ([a-z]{3,15}s)\b")
CITED = re.compile(  # a year after whoever wrote: "Ortega (2014)", "Ortega and Pryce, 2014", "Ortega said it in 2014"
    r"(?: (?:and|&) [A-Z][\w'’-]{1,30}| et al\.?)?(?: \(|(?<=al), |(?<=al\.),? )(?:19|20)\d\d\b"
)
WROTE_IN = re.compile(
    r" (?:said|says|found|wrote|called|recommended|recommends|argued|warned|showed|concluded|told|advised|review\w*)\b"
    r"[^.\n]{0,60}(?<!\d)(?:19|20)\d\d\b"
)
NO_NAME_AFTER = frozenset(
    "the a an our your their this in on of at is was are be rated to or as green red flagged since until by before "
    "last next every each all new old mid late early from during through into amber phase operation "
    "project and but".split()
)
NUMBER_AFTER = re.compile(
    r",?\s*\(?(?:d\.?o\.?b|born\b|upn|nhs n|nino?\b|aged? \d|\d{1,2}(?:/\d{1,2}/| ?yrs?| years? old)|"
    r"(?<=[(])\d{1,2}\)|(?<=, )\d{1,2},)",
    re.IGNORECASE,
)
