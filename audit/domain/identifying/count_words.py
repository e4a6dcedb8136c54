"""Words that tell whether a small quantity counts children or something else.

In: nothing.
Out: pieces of patterns, patterns and sets of words.
"""

from __future__ import annotations

import re

_ROLE = (
    r"child|kid|kiddo|chn|youngster|youth|girl|boy|lad|pupil|"
    r"sibling|sister|brother|infant|toddler|newborn|teenager|teen|adolescent|student|learner|boarder|leaver|case|"
    r"daughter|son|grandchild|grandson|granddaughter|nephew|niece|cousin|resident|minor|victim|patient|runaway|"
    r"absconder|(?:asylum[ -])?seeker|arrival|refugee|migrant|truant|detainee|evacuee|half[ -]?sib|step[ -]?sib|sib|"
    r"(?:step|half)[ -]?(?:sibling|brother|sister)|(?:fe)?male|under[ -]?(?:\d{1,2}|five)|bairn|nipper|tot|lassie|"
    r"laddie|pre-?birth|unborn|orphan|juvenile|friend|mate|(?:house|room|class)mate|peer|offender|"
    r"suspect|witness"
)
_ACRONYM = r"y/?ps?|cyps?|uascs?|clas?|lacs?|cics?|cla|cwds?|cin"
_AGED = r"\d{1,2}[ -]?(?:yrs?|y/?os?|(?:year|yr)s?[ -]?olds?)"
SINGULAR = rf"(?:{_ROLE}|young [a-z]{{3,12}}|lass|baby|{_ACRONYM}|{_AGED}|care[ -]leaver|little one)"
MANY = (
    rf"(?:children|grandchildren|young (?:people|women|men|[a-z]{{2,12}}s)|kiddies|youths|lasses|babies|individuals|"
    rf"twins|triplets|"
    rf"(?:{_ROLE})s|{_ACRONYM}|{_AGED}|(?:year|yr) \d{{1,2}}s|y\d{{1,2}}s|u\d{{1,2}}s|(?:little|unaccompanied|"
    rf"looked[ -]after|unborn|detained) ones|"
    r"(?-i:[A-Z][a-z]+(?:ians|eans|ghans|aqis|ese|urds|malis)))"
)
_NOT_COMPOUND = (
    r"(?:['’]s?)?(?![-\w'’])"
    r"(?! (?:homes?|services?|cent(?:re|er)s?|teams?|social|workers?|guardians?|houses?|hubs?|commissioners?|wards?|"
    r"hospitals?|trusts?|partnerships?|boards?|participation|rights|reg|units?|nurses?|forums?|council|consultants?|"
    r"advocates?|department|panels?|at a time|per)\b)"
    r"(?!(?<!['’]s)(?<!['’]) (?:practitioners?|protection|in need (?:plans?|reviews?|meetings?|visits?)|death|care|"
    r"minders?|benefit|health|practice|safeguarding|line|focus(?:s?ed)?|friendly|conferences?|files?|notes?|work|load|"
    r"management|stud(?:y|ies)|audits?|summar(?:y|ies)|number|records?|recording|premium|referrals?|poverty|abuse|"
    r"lists?|level|discussions?|reviews?|law|holders?|mapping|support|voice|protocols?|status|polic(?:y|ies)|"
    r"strateg(?:y|ies)|pathways?|meetings?|plans?|group work|carers?|parents?|visits?|exploitation|sexual|criminal|"
    r"placements?|beds?|staff|managers?|officers?|workshops?|courses?)\b)"
)
MANY_CHILDREN = re.compile(rf"(?:{MANY}){_NOT_COMPOUND}", re.IGNORECASE)
A_CHILD = re.compile(rf"(?:{SINGULAR}){_NOT_COMPOUND}", re.IGNORECASE)
SAMPLED = re.compile(  # what stands for one child each where an audit looks at it
    r"(?:(?:case ?)?(?:files?|records?)|(?:case )?audits|peps|ihas|rhas|rhis|sdqs|ehcps|chronologies|genograms|"
    r"(?:care |pathway |education )?plans|assessments|passports|interviews|instances|checks|exclusions|adoptions|"
    r"deaths)\b",
    re.IGNORECASE,
)
CHILD_WORDS = frozenset(
    "child children kid kiddo chn youngster youth girl boy lad lass lassie laddie pupil sibling sib sister brother "
    "infant toddler newborn baby teenager teen adolescent student learner boarder leaver case daughter son grandchild "
    "grandchildren nephew niece cousin resident minor victim patient runaway absconder seeker arrival refugee migrant "
    "detainee orphan twin triplet yp y/p cyp uasc cla lac cic cin male female individual bairn nipper tot".split()
)
AGENTS = frozenset(
    "home school staff worker team agency service partner commissioner practitioner manager professional officer "
    "nurse panel board ward clinic hospital chair auditor carer parent mum dad mother father nan gran grandparent "
    "adult borough authority council force hub provider family trust college governor head iro sw camhs mash area "
    "locality site".split()
)
THING_WORDS = AGENTS | frozenset(
    "plan review meeting visit conference assessment referral report record file form letter email call placement bed "
    "room session course workshop module step action recommendation measure policy protocol pathway template tool "
    "question answer theme reason point priority standard copy audit post version system database model poster "
    "leaflet phone target date option document doc passport vacancy vehicle car budget contract complaint allegation "
    "incident episode phase stage draft bid tranche workstream".split()
)
_BEFALLS = (
    r"placed|moved|arrested|excluded|adopted|pregnant|sectioned|remanded|detained|missing|mfh|neet|homeless|unplaced|"
    r"in (?:care|custody|hospital|secure|residential|foster|semi|education|school|prison)|"
    r"out of (?:school|area|county|borough|education)|back home|returned home|restrained|sent (?:home|away|back)"
)
BEFALLS_CHILDREN = re.compile(
    rf"(?: (?:has|have|had|was|were|are|is|been|being|be|got|not|never|still|now|then|"
    rf"remain(?:ed)?))* (?:{_BEFALLS})\b",
    re.I,
)
PERSONAL = re.compile(
    rf"(?: (?:has|have|had|was|were|are|is|been|being|be|got|not|never|still|now|then|also))*(?: (?:{_BEFALLS}|told|"
    rf"asked|"
    r"seen|unseen|want(?:s|ed)?|kn[eo]ws?|f(?:elt|eels?)|liv(?:es?|ed|ing)|ran|went|slept|cried|refused|"
    r"wished|hoped|liked|loved|hated|afraid|scared|unhappy|happy|worried|hungry)\b|['’]d been moved)",
    re.I,
)
_TIME_LABEL = "day|week|month|year|yr|term|quarter|round"
_PLACE_LABEL = "room|ward|unit|flat|group|class|set|zone|cohort|form"
LABEL = re.compile(  # what stands before a figure that is a name or a measure and no count
    rf"(?:\b(?P<time>{_TIME_LABEL})s? ?|\b(?P<place>{_PLACE_LABEL})s? ?|"
    r"\b(?:tier|level|stage|ks|key stage|band|phase|step|part|section|reg(?:ulation)?|version|page|pg|paragraph|para|"
    r"statement|question|priority|line|standard|goal|article|schedule|chapter|appendix|annex|action|item|option|"
    r"grade|graded|score|scored|rated|rating|number|no|nos|box|point|table|figure|category|domain|theme|objective|"
    r"outcome|recommendation|type|descriptor|kpi|exhibit|milestone|sprint|wave|tranche|strand|workstream|"
    r"slide|tab|folder|row|column|sheet|module|lesson|release|draft|edition|volume|criterion|pillar|exercise|scenario|quartile)"
    r"s? ?|\b(?:no|ref|rec|app|ch|fig|vol)s?\b\.? ?"
    r"|\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?: and)?|"
    r"up to|no more than|not more than|more than|over|maximum(?: of)?|max|minimum(?: of)?|groups of|per|every|aged?|"
    r"turn(?:ed|s|ing)?|ratio of) |\bs\.|[#@×v] ?)$",
    re.IGNORECASE,
)
NO_LABEL = {
    "time": "this last that next one each".split(),
    "place": "this the our my that".split(),
}  # "last term three"
MONTH = re.compile(
    r"(?<!\bin )(?<!\bsince )(?<!\bfrom )\b(?:jan(?:uary)?|feb(?:ruary)?|march|april?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) $",
    re.IGNORECASE,
)
LIMIT = re.compile(  # what stands before a time, an age or a target, where no noun follows
    r"(?:\b\d{1,2} to|\b(?:at|(?<!ed )by|till|'til|until|within|under|over|above|below|before|after|since|past|"
    r"(?:quarter|half) to|(?<!heard )from|at least|at most|around|plus|up|down|"
    r"an? \w{2,12} or|minus|times|than|almost|(?:limit|score|average|mean|rise|increase|fall|drop|cut|reduction|"
    r"total|target|gap) of|"
    r"a|an))$",
    re.IGNORECASE,
)
IS_ONE = re.compile(  # before "one" that is no figure: "the one that", "a better one", "no one"
    r"\b(?:no|any|each|every|this|that|which|a|an|the|another|some|my|our|his|her|their|its|your|these|those|what|"
    r"as|not|whichever|\w{2,12}est|(?:one|1) (?:to|by|on))(?: (?!(?:and|but|or|had|was|is|has|said|with|for|to|in|"
    r"only|just)\b)[\w'’-]+)?$",
    re.IGNORECASE,
)
ALLOWED_ONE = re.compile(r"\b(?:(?:just|only|but|bar|except) (?:the|for)|the only|and|only|just|but|bar|except)$", re.I)
_DOES = (
    r"was|were|is|are|am|be|been|has|have|had|did|do|does|can|could|will|would|should|may|might|must|cannot|ain['’]?t|"
    r"(?:was|were|is|are|has|have|had|did|do|does|could|would|should|ca|wo|must)n['’]?t|dont|cant|"
    r"went|came|got|gave|took|made|said|told|knew|saw|found|kept|slept|spent|sent|felt|met|ran|sat|stood|began|"
    r"became|brought|bought|broke|caught|chose|dealt|drew|drank|drove|ate|fell|fought|flew|forgot|froze|grew|"
    r"heard|held|hid|hurt|led|lay|lied|lost|paid|rode|rang|rose|shook|shut|stole|spoke|swore|taught|threw|thought|"
    r"changed|attended|wanted|needed|asked|shared|used|tried|liked|loved|hated|waited|joined|received|enjoyed|"
    r"experienced|witnessed|disclosed|described|stopped|(?:shar|us|tak|mak|see|gett|hav|go|do|wear|wait|ask|say|"
    r"attend|refus|need|sleep|stay|com|be|carry|sell|hitt)ing|wear|hate|like|speak|hear|ask|feel|miss|share|struggle|"
    r"understood|woke|wore|won|withdrew|wrote|lives?|goes|go|come|comes|gets?|wants?|needs?|knows?|says?|sees?|"
    r"attends?|"
    r"thinks?|remains?|seems?|becomes?|prefers?|keeps?|tells?|refuse[sd]?|believes?|belongs?|sleeps?|stays?|waits?"
)
_LINKS = (
    r"of|on|in|at|to|for|from|with|w/?o?|without|by|about|between|and|or|but|than|as|that|which|who|whose|whom|"
    r"who['’]?(?:d|s|ve|re)|where|when|while|because|bc|cos|if|so|since|until|till|after|before|under|over|near|"
    r"off|out|up|down|via|through|against|into|onto|during|despite|though|although|"
    r"a|an|the|his|her|their|its|my|our|your|(?-i:it)|they|we|he|she|i|you|me|us|them|him|this|those|these|"
    r"not|still|now|also|never|already|just|only|again|twice|once|always|even|then|there|here|back|away|together|"
    r"apart|alone|later|yet|too|ago|each|all|both|nearly|almost|max|tops|home|ever|both|neither|none|no|is|per"
)
STANDS_ALONE = rf"(?:(?:{_DOES}|{_LINKS})(?![\w-]|['’](?!s)))"
VERB = re.compile(rf" ?(?:{_DOES})(?![\w-])|['’](?:s|d|ve|re)\b", re.IGNORECASE)
STATE = re.compile(  # a word that says how somebody is or what became of them, where no plural noun follows it
    r"(?:(?!(?:need|bed|shed|seed|speed|feed|hundred)$)\w{2,20}ed|(?!(?:meeting|training|briefing|hearing|building|"
    r"evening|morning|thing|sibling|setting|finding|wing|wedding|outing|recording|screening|reading|ring|spring|"
    r"king|listing|heading|planning|funding|mapping|parking|building|housing)$)\w{3,20}ing|\w{2,20}['’]d|"
    r"(?!(?:reply|supply|assembly|tally)$)\w{3,20}(?:less|ful|ous|ly)|"
    r"overseas|upstairs|downstairs|abroad|sen|send|eal|cme|cse|cce|pru|"
    r"neet|ooa|mfh|ehe|pex|dols?|cp|cpp|left|put|hit|set|let|quit|read|cut|pregnant|absent|present|dead|late|ill|well|"
    r"eldest|youngest|oldest|older|younger|asleep|awake|autistic|disabled|deaf|blind|unseen|born|inside|abroad|local|"
    r"known|safe|fine|ok|okay|away|new|"
    r"like|share|move|work|use|hate|report|miss|say|feel|ask|hear|play|visit|speak|leave|run|look|hold|walk|travel|"
    r"return|struggle|watch|wear|smoke|drink|self-?harm|sit|gone|done|taken|given|seen|told|shown|known|hidden|"
    r"driven|beaten|written|stuck|overdue|s\.?\d{2})",
    re.IGNORECASE,
)
MEASURE = re.compile(
    r"(?:(?:working |school |calendar |full |half )?(?:(?:week|month|hour|year|night|term)ly|(?:year|yr)s?(?! \d)|"
    r"months?|mths?|weeks?|wks?|days?|hours?|"
    r"hrs?|mins?|minutes?|seconds|secs|nights?|evenings?|mornings?|afternoons?|weekends?|terms?|quarters?|times|miles?|"
    r"wd|am|pm|p\.m|a\.m|o['’]clock|percent|per|pounds|quid|k|m|bn|million|thousand|hundred|dozen|stars?|points?|"
    r"an? (?:day|week|month|year|term)|and (?:a half|three quarters)|halves|thirds|quarters|fifths|ths?|jan\w*|feb\w*|"
    r"apr\w*|june?|july?|(?<=\d )(?:may(?! (?:be|have|need|not))|mar|march)|"
    r"aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?))\b|%",
    re.IGNORECASE,
)
DONE = re.compile(  # what becomes of papers, actions and posts, never of a child
    r" (?:of (?:them|these|those) )?(?:(?:(?:has|have|had) )?(?:was|were|is|are|been|being|to be|to)(?: (?:not|still|"
    r"now|"
    r"already|since|all|both|yet|be))* "
    r"(?:signed|published|completed?|updated|implemented|launched|drafted|on track|done|filled|vacant|commissioned|"
    r"funded|recruited|printed|delivered|statutory|outstanding|live|due(?= (?:by|in|on)\b|[.,;]|$)|red|amber|green|"
    r"in draft|in post|approved|merged|"
    r"circulated|piloted|embedded|trained|submitted|uploaded|verified|follow|"
    r"launch|go live|roll out)|(?:in post|signed|replied|responded|"
    r"completed?|"
    r"published|implemented|launched|drafted|"
    r"commissioned|funded|recruited|printed|delivered|outstanding|overdue|approved|merged|circulated|piloted|submitted|"
    r"done|verified))\b",
    re.IGNORECASE,
)
NORM = re.compile(  # a sentence about what shall be, or how it is everywhere
    r"\b(?:aims?(?: (?:to|is|for)|(?=:))|targets?(?: (?:is|of|to|for)|(?=:))|every \d|every (?:two|three|four|five)|"
    r"nationally|national average|(?:should|must)(?! have (?:been|had|\w+ed)\b)|ought|"
    r"guidance says|is (?:plenty|enough)|ideally)(?!\w)",
    re.IGNORECASE,
)
EVERYWHERE = re.compile(  # of a share: it is told of a country, and not of a few children
    r"\b(?:national(?:ly)?|regional(?:ly)?|(?:in|across) (?:england|the (?:uk|country|region))|uk|countrywide)\b", re.I
)
HIRES = re.compile(r"\b(?:recruit(?:ing)?|appoint(?:ed|ing)?|employ(?:ed|ing)?|hir(?:e|ed|ing)) (?:up to )?$", re.I)
IRREGULAR = frozenset("people staff men women personnel criteria data feet police parents".split())
NO_PLURAL = frozenset(
    "always perhaps less across sometimes besides overseas upstairs downstairs nowadays afterwards this his its us "
    "yes as was has is does bus status".split()
)
NUMBER = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
FEW = r"(?:one|two|three|four|five|[1-5])"
SMALL = r"(?:two|three|four|five|six|seven|eight|[2-8])"
WHOLE = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d|2\d|30)"
UNIT = (
    r"(?:(?:school |working |calendar )?(?:days?|weeks?|months?|hours?|years?|hrs?|wks?|mths?|yrs?|nights?|miles|"
    r"minutes|mins|moves|placements|social workers|schools|episodes|sessions|homes|times)\b|%|per ?cent\b|percent\b)"
)
TARGET = re.compile(
    r"\b(?:within|target|targets|should|must|every|each|for$|sessions?|course|average|mean|median|standard|"
    r"statutory|aim|offer|offers|lasts?|takes? (?:about|around|up to)|next|typically|usually|policy|protocol|will|"
    r"at least|aged?|review|needs? to|down from|fell from|dropped from|reduced from|rose from|from \d+ to|cut from|"
    r"guidance)\b",
    re.IGNORECASE,
)
SPREAD = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|took|rang(?:ed|ing|es?)|first help|help in|apart|so far|spent|lasted|stay(?:s|ed)?|"
    r"seen after|between|from asking|missing for|varied|varies|ran from|anything from|distances?|travel(?:s|led)?|"
    r"attendance|low of|high of|respectively)\b",
    re.IGNORECASE,
)
