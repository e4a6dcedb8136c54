"""The words that an age and something that happened to one child are told by.

In: nothing.
Out: parts of patterns for ages and birthdays; and patterns, for a text in small letters, for what happens in a life,
what is general, and what a clock or a measure says.
"""

from __future__ import annotations

import re

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_UNITS = "two three four five six seven eight nine"
AGE_FIRST = f"# one {_UNITS} {_TEENS}"
_TEENS_TH = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
NTH_FIRST = f"# first second third fourth fifth sixth seventh eighth ninth {_TEENS_TH} twenty"
_HALF = r"(?: ?½|\.5|1/2| and a half| and three[- ]quarters| and a quarter)?"
TEEN = rf"(?:(?:1[3-9]|2[0-5]|{'|'.join(_TEENS.split()[3:])}(?:[ -](?:one|two|three|four|five))?){_HALF})"
AGE = rf"(?:(?:1?\d|2[0-5]|{'|'.join(f'{_UNITS} {_TEENS}'.split())}(?:[ -](?:one|two|three|four|five))?){_HALF})"
LATE_NTH = rf"(?:(?:1\d|2[0-5])(?:st|nd|rd|th)|{'|'.join(_TEENS_TH.split())}|twenty[ -]first)"
NTH = rf"(?:\d(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|{LATE_NTH})"
YEARS = (
    r"(?: ?-?(?:years?|yrs?|y)(?: \d{1,2} ?m\w{0,5})?(?:[ -]?old)?\b| ?y[/.]?o\b|"
    r" ?-?(?:months?|mths?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?)[ -]?old\b)"
)
MONTHS = r"(?: ?(?:months?|mths?|weeks?|wks?|days?|hours?|hrs?)\b)"
CLOSED = (
    r"(?:a|about|across|after|again|against|all|alone|already|also|always|an|and|any|as|at|because|before|but|by|"
    r"despite|does|due|during|for|from|had|has|he|her|his|if|in|into|is|it|its|just|less|mum|dad|never|no|nobody|none|"
    r"not|nothing|now|of|off|on|once|only|over|she|since|so|still|that|the|their|then|there|they|this|though|"
    r"through|till|to|under|unless|until|via|was|we|were|when|where|which|while|who|whose|with|without|yet|yp)"
)
_MONTH_NAMES = r"(?:jan|feb|mar(?!r)|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?"
# no time, no share, no range, no date and no count of things: "at 14.30", "at 16 or 17", "at 18 local schools"
ALONE = (
    r"(?![\w½%:+£/]|[.,]\d| ?[-–/] ?\d| ?(?:%|\+|[ap]\.? ?m\b|o['’]? ?clock|per ?cent\b|past\b|hundred\b|times?\b|of\b|"
    r"in (?:ten\b|\d)|"
    rf"out of\b|plus\b|and (?:over|under|above|up)\b|(?:to|or) (?!so\b){AGE}\b|{_MONTH_NAMES}\b)"
    rf"| (?!{CLOSED}\b)(?:[a-z-]{{1,20}} )?[a-z-]{{2,20}}(?<![su])s\b(?!['’]))"
)
SPOKEN = rf"(?= ?(?:$|[.,;:!?)&–—\n])| -| {CLOSED}\b)"  # after an age, and not before the noun of a count
WHOSE = (
    r"(?:his|her|my|own|(?:the |this |our )?(?:child|yp|young person|girl|boy|lad|baby|brother|sister|sibling|"
    r"young woman|young man|twin)['’]?s|(?-i:[A-Z][a-z]{0,20})['’]s)"
)
BIRTHDAY = r"(?:birthday|b['’/-]?day|birth day)"
HEDGE = (
    r"(?:(?:only|just|still|barely|about|around|approx(?:imately)?|nearly|almost|age|aged|not yet|not quite|under|"
    r"over|exactly|roughly|already|the age of|the tender age of|a mere) ){0,2}"
)
SPAN = (
    r"(?:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|few|just|only|some|same|very|"
    r"barely|mere)\s+){0,3}(?:hours?|days?|nights?|weeks?|wks?|months?|mths?|fortnight|years?|yrs?|weekend|morning|"
    r"evening|afternoon|eve|term)"
)
SPAN_FIRST = (
    "an a the one two three four five six seven eight nine ten several few just only some same very barely mere # hour "
    "hours day days night nights week weeks wk wks month months fortnight weekend morning evening eve"
)

LIFE = re.compile(
    r"\b(?:stab\w+|shot|arrest(?:ed)?|detained|detention|section(?:ed)?|remand(?:ed)?|sentenced|convicted|conviction|"
    r"charged|caution(?:ed)?|excl(?:uded|usion)?|expelled|pex(?:['’]d|ed)?|rap(?:ed?|ist)|assault(?:ed)?|attack(?:ed)?|"
    r"hospitali[sz]ed|hospital|admitted|admission|removed|removal|adopt(?:ed|ion)|fostered|placed|placement|"
    r"trafficked|exploited|groomed|bereaved|orphan(?:ed)?|diagnos\w+|overdos(?:ed?|ing)|o/?d(?:['’]d)?|died|death|dead|"
    r"killed|murder(?:ed)?|injur(?:ed|y|ies)|abused?|abandon(?:ed|ment)|neglect(?:ed)?|evicted|homeless|deported|"
    r"restrain(?:ed|t)|handcuff\w*|cuffed|strip[- ]search\w*|spit hood|knocked (?:out|over|down)|pregnan\w+|"
    r"miscarr\w+|abortion|terminat(?:ed|ion)|married|marriage|engaged|imprisoned|prison|jail(?:ed)?|"
    r"yoi|tagged|bail(?:ed)?|radicali[sz]ed|recruited|robb(?:ed|ery)|burnt|burned|scalded|bitten|hit by|"
    r"hang(?:ed|ing)?|hung|"
    r"drown\w+|disclos\w+|abscond\w+|missing|(?:still)?birth|born|mother|father|mum|dad|parent|custody|"
    r"custodial|care|baby|babies|"
    r"self[- ]?harm\w*|(?:ran|run) (?:away|off)|drink(?:ing)?|drank|drunk|smok(?:ed|ing)|vap(?:ed|ing)|drugs?|cannabis|"
    r"weed|alcohol|cocaine|ketamine|heroin|spice|using|used|addict\w*|offend(?:ed|ing)|offence|crime|theft|stole\w*|"
    r"stealing|sold|selling|dealing|gang|knife|weapon|sex\w*|porn\w*|cse|cce|fgm|circumcis\w+|forced|secure|court|"
    r"evidence|trial|lived|living (?:in|with|on|rough|at)|youngest|oldest|eldest|(?:first|1st)(?= (?!of\b|"
    r"aid\b)\w)|became|looked after|order made|dols?|nrm|county lines|s\.? ?(?:2|3|20|25|31|136)|sleeping (?:in|"
    r"rough)|signed (?:by|for|to)|set fire|arson|house fire|gcses?|exams?|a[- ]levels?|medal|won|champion\w*|"
    r"prize|cancer|leukaemia|tumou?r|epilep\w+|"
    r"seizures?|diabet\w+|coma|surgery|operat(?:ed|ion)|transplant|amputat\w+|paraly[sz]ed|fractur\w+|broke|broken|"
    r"lost|suicid\w+|ligatur\w+|jumped|fell|crash\w*|collapsed|unconscious|intubated|tasered|run over|asylum|"
    r"lorry|boat|"
    r"dinghy|fled|war|arrived (?:in|from|by|on|as)|entered|uk|country|school|eating|walk(?:ed|ing)?|talk(?:ed|"
    r"ing)?|speak(?:ing)?|"
    r"disappeared|kidnapped|taken|rescued|starved|beaten|hit|kicked|punched|tortured|shaken|witnessed|sofa[- ]surf\w+|"
    r"alone|carer for|married off|came out|transition(?:ed|ing)|weigh(?:ed|ing)|sanctioned|anorexi\w+|bulimi\w+|"
    r"psychos\w+|psychotic|voices|tube[- ]?fed|nicu|ventilat\w+|poisoned|electrocuted|cuckooed|carrying|caught|"
    r"attempt(?:ed|s)?|relinquished|surrendered|returned home|went home|moved (?:to|in|into|out|from|on|back))\b"
)
# what a service does with papers and people say is nothing that happened to a child
_NO_EVENT = (
    r"(?:aged|need|needed|bed|indeed|speed|feed|asked|said|wanted|wished|hoped|liked|loved|discussed|agreed|explained|"
    r"required|expected|planned|based|looked|named|recorded|noted|shared|recommended|suggested|proposed|audited|"
    r"sampled|"
    r"reviewed|updated|offered|considered|completed|interviewed|supposed|related|detailed|mixed|involved|seemed|"
    r"appeared|limited|allocated|commissioned|developed|introduced|launched|piloted|approved|extended|raised|informed|"
    r"peaked|capped|remained|averaged|scored|rated|fixed|estimated|measured|priced|costed|signed|published|closed|"
    r"opened|supported|unallocated|designated|combined|united|undated|dated|timed|numbered|counted|"
    r"stayed|screened|checked|emailed|called|phoned|visited|attended|met)"
)
_IRREGULAR = (
    r"became|began|begun|born|bit|bitten|bled|bought|broke|broken|brought|built|burnt|came|caught|cut|drank|drove|"
    r"driven|fell|fled|flew|fought|found|gave|given|got|went|gone|grew|hidden|hid|hung|hurt|kept|learnt|left|lit|lost|"
    r"put|ran|rode|run away|been|sat|sent|shot|slept|sold|spent|stole|stolen|stuck|swam|taken|taught|threw|"
    r"thrown|took|woke|won|"
    r"wrote off|(?:he|she|yp|who|mum|dad) (?:was|were|had|saw|did|never)|(?:he|she)['’]d|had (?:an?|his|her|no|"
    r"to|the|been)"
    rf"|(?:was|were|been|being) (?!(?:not|about|{_NO_EVENT[3:-1]})\b)\w{{3,15}}(?:en|ed|t)"
)
PAST = re.compile(rf"\b(?:(?=[a-z-]{{2,20}}+(?:(?<=ed)|['’]d)\b)(?!{_NO_EVENT}\b)[a-z-]++(?:['’]d)?|{_IRREGULAR})\b")
CLOCK = re.compile(
    r"\b(?:meetings?|mtgs?|appointments?|appt|visit(?:s|ed|or)?|review(?:s|ed)?|conference|panel|call(?:s|ed)?|rang|ring|"
    r"phoned?|contact|sessions?|clinic|hearing|handover|shift|collected|picked|pick|dropped|drop|returned(?! home)|due|"
    r"open(?:s|ed)?|clos(?:es|ed)|starts|ends|finish(?:es|ed)?|bed|bedtime|woke|curfew|bus|train|taxi|today|tonight|"
    r"yesterday|tomorrow|morning|evening|afternoon|night|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|daily|log|"
    r"logged|reported|attend(?:ed)?|seen|emailed|texted|training|edt|lunch|dinner|tea|breakfast|meds?|"
    r"medication|check(?:ed|s)?|"
    r"screen(?:ed|ing)?|follow[- ]up|rota|arrives|assessment)\b|\b(?:arrived|came|left|went|back|ate) (?=at\b)"
)

_PEOPLE = (
    r"(?:children|people|girls|boys|lads|those|pupils|leavers|teenagers|teens|anyone|everyone|families|adolescents)"
)
_PERSON = r"(?:child|young person|yp|care leaver|girl|boy|pupil|teenager|young adult|baby|person|parent)"
GENERIC = re.compile(
    rf"\b(?:(?:every|each|any|no|(?:when|if|where|whenever|once) an?) (?:[\w-]{{1,20}} )?(?:{_PERSON}|birthday)|"
    rf"every ?one aged?|{_PEOPLE} (?:who|aged?|under|over|from|turning|reaching)|an? (?:[\w-]{{1,20}} )?{_PERSON} "
    r"(?:who )?(?:turns|turning|reaches|reaching|moves|leaves|is|needs|enters)|will be offered|whenever|"
    r"year[- ]olds)\b"
)
RULE = re.compile(
    r"\b(?:(?:should|must)(?:n['’]?t)?(?! ?(?:not )?(?:have|['’]ve|of))\b|shall|needs? to (?:be|start|begin|"
    r"have))\b"
)
GENERAL_MATTER = re.compile(
    rf"\b(?:plan|plans|planning|pathways?|protocols?|polic(?:y|ies)|transitions?|offer|entitle\w+|eligib\w+|law|duty|"
    rf"thresholds?|services?|{_PEOPLE}|caseloads?|attendance|averages?|scores?|rates?|numbers?|figures?|targets?|"
    r"vacanc\w+|costs?|budgets?|caps?|totals?|limits?|compliance|waits?|list|posts|beds|places|temperature|sdq|measure|"
    r"capped|peaked|stood|stands|remains?|scored|graded|rated|reading|guidance|statutory|percentage|proportion|up to|"
    r"dbs|checks?|staff)\b"
    r"|\d ?%"
)
ONE_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself|i)\b(?! or (?:she|hers?)\b)|\bs/he\b")
DID = re.compile(  # what one person did, or did to himself or herself
    rf"\b(?:s?he['’]d|(?:s?he|yp) (?:\w+ly )?(?:{PAST.pattern}|was|were|had)|{PAST.pattern} (?:his|her|him)|"
    rf"himself|herself)\b"
)
