"""Words that a count of children is made of, and words that make it a count of something else.

In: nothing.
Out: pieces of patterns, and patterns.
"""

from __future__ import annotations

import re

MANY = (
    r"(?:children|kids|young (?:people|persons|women|men|adults|carers|mothers|fathers|mums|parents)|"
    r"youngsters|youths|yps|"
    r"girls|boys|lads|lasses|pupils|siblings|sisters|brothers|babies|infants|toddlers|newborns|teenagers|teens|"
    r"adolescents|students|learners|(?:care |school )?leavers|cases|uascs?|clas|lacs|cics|cyps?|daughters|sons|"
    r"residents|minors|"
    r"twins|triplets|(?:year|yr)[ -]?olds|(?:unaccompanied|looked[ -]after|trafficked|adopted|detained) ones|"
    r"under[ -]?(?:fives|\d{1,2}s)|"
    r"sibs|(?:fe)?males|(?:year|yr) \d{1,2}s|y\d{1,2}s|\d{1,2} ?(?:yr|y/?o)s?|u\d{1,2}s|dads|pre-?births|"
    r"victims|cousins|nieces|nephews|grandchildren|step-?siblings|half[ -](?:siblings|brothers|sisters|sibs)|"
    r"little ones|individuals)"
)
SINGULAR = (
    r"(?:child|kid|young (?:person|woman|man|adult|carer|mother|father|mum)|youngster|youth|yp|girl|boy|lad|lass|pupil|"
    r"sibling|sister|brother|baby|infant|toddler|newborn|teenager|teen|adolescent|student|learner|care leaver|"
    r"case|uasc|"
    r"daughter|son|resident|minor|victim|sib|(?:fe)?male|\d{1,2} ?(?:yr|y/?o)|(?:year|yr)[ -]old|cyp|cla|lac|cic)"
)
BOTH_NUMBERS = r"(?:uasc|cla|lac|cic|yp|cyp|unaccompanied|looked[ -]after)"
COMPOUND = (
    r"(?!['’]?s?['’]? (?:homes?|services?|cent(?:re|er)s?|teams?|social|workers?|panels?|guardians?|houses?|hubs?|"
    r"commissioners?|ward|wards|hospitals?|trusts?|partnerships?|boards?|participation|rights|reg|units?|nurses?|"
    r"practitioners?|forums?|council|consultants?|advocates|department)\b)(?![-\w])(?! and (?:young|adults|"
    r"parents|carers|staff|families|their)\b)"
)
SINGULAR_COMPOUND = (
    r"(?!['’]?s? ?(?:protection|in need|death|care|minders?|benefit|and adolescent|looked[ -]after review|"
    r"sexual|criminal|"
    r"exploitation|health|practice|safeguarding|development|line|cent(?:re|red)|focus(?:s?ed)?|friendly|arrangements|"
    r"conference|files?|"
    r"notes?|work|worker|load|management|stud(?:y|ies|ents)|audits?|summar(?:y|ies)|number|record|recording|"
    r"premium|referral|"
    r"poverty|abuse|house|home|level|list|discussion|review|law|holders?|numbers?|mapping|support|voice)\b)(?![-\w])"
)
NUMBER = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "half": 0,
    "most": 0,
    "some": 0,
    "any": 0,
    "each": 0,
    "none": 0,
    "all": 0,
}
FEW = r"(?:one|two|three|four|five|[1-5])"
SMALL = r"(?:two|three|four|five|six|seven|eight|[2-8])"
WHOLE = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d|2\d|30)"
NOT_BEFORE = (
    r"(?<![\w£$./:,\-–#§])(?<!year )(?<!yr )(?<!tier )(?<!level )(?<!stage )(?<!ks )(?<!band )(?<!group "
    r")(?<!phase )(?<!step )(?<!part )"
    r"(?<!section )(?<!reg )(?<!regulation )(?<!day )(?<!week )(?<!version )(?<!s\.)(?<!term )(?<!page "
    r")(?<!statement )(?<!question )"
    r"(?<!up to )(?<!no more than )(?<!maximum of )(?<!max )(?<!more than )(?<!groups of )"
    r"(?<!over )(?<!aged )(?<!no )(?<!line )(?<!standard )(?<!goal )(?<!per )"
)
STOP = (
    r"(?:of|on|in|at|to|for|from|with|by|about|between|and|or|but|than|as|per|that|which|who|whose|where|when|"
    r"while|because|if|"
    r"each|every|any|no|a|an|his|her|their|its|is|are|was|were|be|been|being|has|have|had|do|does|did|will|"
    r"would|can|could|"
    r"should|shall|may|might|must|not|it|they|we|he|she|both|all|years?|yrs?|months?|weeks?|days?|hours?|"
    r"minutes?|times?|"
    r"homes?|schools?|plans?|staff|workers?|teams?|agenc(?:y|ies)|services?|partners?|commissioners|"
    r"practitioners|managers|"
    r"professionals|officers|nurses|reviews?|meetings?|visits?|conferences?|assessments?|referrals?|reports?|"
    r"records?|files?|"
    r"forms?|letters?|emails?|calls?|placements?|beds?|rooms?|sessions?|courses?|workshops?|modules?|terms?|"
    r"steps?|actions?|"
    r"recommendations?|measures?|areas?|localit(?:y|ies)|sites?|wards?|clinics?|hospitals?|panels?|boards?|"
    r"polic(?:y|ies)|"
    r"protocols?|pathways?|templates?|tools?|questions?|answers?|themes?|reasons?|points?|priorit(?:y|ies)|"
    r"standards?|cop(?:y|ies)|"
    r"audits?|chairs?|auditors?|carers?|parents?|famil(?:y|ies)|mums?|dads?|adults?|people|page|pages|year|stage|key|"
    r"working|calendar|academic|school|half|term|dates?|training|open|sub|statutory|consecutive|separate)"
)
GAP = rf"(?:(?!{STOP}\b)[\w'’-]{{1,30}} ){{0,3}}?"
OF = (
    r"(?:(?:of|out of|from|among) )?(?:the |these |those |our |my |her |his |their |them |this |other |last |"
    r"next |remaining "
    r"|first |sampled |2\d{3} )*"
)
DOES = (
    r"(?:was|were|had|has|have|said|says|told|did|didn['’]?t|does|do|went|got|came|could|can|cannot|"
    r"couldn['’]?t|never|still|also|"
    r"felt|wanted|asked|lived?|lives|waited|waiting|moved|missed|refused|declined|left|turned|needed|received|"
    r"attended|stayed|"
    r"remain(?:ed|s)?|reported|disclosed|became|are|is|hadn['’]?t|hasn['’]?t|haven['’]?t|wasn['’]?t|"
    r"weren['’]?t|spoke|knew|known|"
    r"reunified|returned|placed|excluded|arrested|admitted|died|agreed|since|now|out of area|in care|in "
    r"custody|at risk|not)"
)
CHANGED = (
    r"(?!(?:agre|propos|repli|sign|complet|clos|open|approv|add|updat|publish|respond|deliver|train|recruit|launch|"
    r"draft|start|merg|dropp|resolv|verif|escalat|test|pilot|embedd|need|plann|issu|circulat|shar)i?ed\b)"
    r"(?:\w{2,20}ed(?=\s*[.,;:)!?–-]|\s*$| (?:in|at|on|to|by|from|with|for|after|before|since|"
    r"because|when|and|but|the|a|an|his|her|their|it|again|twice|last|this|every|all|out|off|up|as|over|x)\b))"
)
LEGAL = (
    r"(?:neet|ooa|mfh|cla|lac|cic|cin|cp|cpp|ehe|pex|dols|s\.?20|s\.?31|remanded|adopted|detained|excluded|reunified|"
    r"missing|pregnant|homeless|unplaced|unallocated|unseen|sectioned|deceased|left care|sleeping rough|in prison|"
    r"(?:in|from) (?:y|yr ?|year )\d{1,2})(?=\s*[.,;:)!?+&/–-]|\s*$| (?:in|at|on|since|for|to|by|with|last|this|"
    r"and|but|"
    r"have|had|has|were|are|was|is|now|as|from|so|because|after|when|who|over|again)\b)"
)
SPEC = rf"(?=(?: (?:of (?:them|these|those|whom)))?(?: {DOES}\b|\s*[.,;:)!?–-]|\s*$))"
NOT_CHILDREN = re.compile(
    r"\b(?:homes|schools|plans|staff|workers|teams|agencies|services|partners|commissioners|practitioners|managers|"
    r"professionals|officers|nurses|reviews|meetings|visits|conferences|assessments|referrals|reports|records|"
    r"files|forms|"
    r"letters|emails|calls|placements|beds|rooms|sessions|courses|workshops|modules|steps|actions|"
    r"recommendations|measures|"
    r"areas|localities|sites|wards|clinics|hospitals|panels|boards|policies|protocols|pathways|templates|tools|"
    r"questions|"
    r"answers|themes|reasons|points|priorities|standards|copies|audits|chairs|auditors|carers|parents|mums|dads|adults|"
    r"boroughs|authorities|hubs|providers|posts|versions|systems|models|posters|leaflets|groups|providers|"
    r"phones|families)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r" (?:of them )?(?:was|were|is|are|has been|have been|had been|not|still)(?: (?:been|not|still|now|already|"
    r"since))* (?:signed|published|completed|dropped|closed|"
    r"updated|implemented|launched|drafted|on track|overdue|done|filled|vacant|signed off|commissioned|funded|"
    r"recruited|printed|delivered|statutory|outstanding|open|live|complete|due|red|amber|green|in draft)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|[1-9]) (?:[a-z]{2,20} )?(?!was\b|has\b|is\b|does\b|always\b|says\b|"
    r"lives\b|needs\b)[a-z]{3,20}s\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(rf"\b(?:{MANY}|{SINGULAR})\b", re.IGNORECASE)
UNIT = r"(?:days?|weeks?|months?|hours?|years?|hrs?|wks?|mths?|yrs?|moves|placements|social workers|schools|episodes)"
STANDING = (
    r"(?:on (?:cp|cin|child protection|a plan|plans|remand|bail|b ?& ?b|the (?:list|waiting list|ward|unit|"
    r"edge|same)|waiting|roll|tag|section)|"
    r"in (?:custody|care|hospital|secure|placements?|unregistered|unregulated|b ?& ?b|hotels?|semi|independent|"
    r"residential|foster|our|"
    r"the (?:unit|home|sample|cohort|same|family|house|group|borough|area)|tier|crisis|bed|temporary)|with "
    r"(?:no|a|an|their|his|her|autism|adhd)\b|"
    r"without (?:a|an|any)|under \d+|left|waiting|remain|awaiting|subject to|known to|open to|placed|at risk|"
    r"not in school|out of school)"
)
TARGET = re.compile(
    r"\b(?:within|target|targets|should|must|every|each|for|sessions?|course|average|mean|median|standard|"
    r"statutory|aim|"
    r"offer|offers|lasts?|takes? (?:about|around|up to)|next|typically|usually|policy|protocol|will|at least|"
    r"aged?|review|needs? to|down from|"
    r"fell from|dropped from|reduced from|rose from|from \d+ to|cut from|guidance)\b",
    re.IGNORECASE,
)
RANGE_OF_CHILDREN = re.compile(
    r"\b(?:wait(?:s|ed|ing)?|took|rang(?:ed|ing|es?)|first help|help in|apart|so far|spent|lasted|stay(?:s|"
    r"ed)?|seen after|between|from asking|missing for|varied)\b",
    re.IGNORECASE,
)
