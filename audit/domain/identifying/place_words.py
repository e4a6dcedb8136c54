"""Words that are no name of a place by themselves, and words that say where somebody goes.

In: nothing.
Out: sets of words in lower case, and how the names of English towns end.
"""

from __future__ import annotations

import re

TOWN = re.compile(
    r"[a-z]{3,}(?:ton|ham|ford|bury|ley|worth|field|mouth|chester|cester|wick|thorpe|shire|pool|borough|burgh|"
    r"minster|combe|"
    r"stead|hurst|wood|mere|dale|gate|port|bridge|side|stoke|church|brook|holme|cliffe|by|stow|hampton|haven|beck)"
)
GENERAL = frozenset(
    "mr mrs ms miss dr pc ds dc sgt "
    "a an the her his their our my your each every this that any no at in to from of and or for on by with one "
    "two three "
    "virtual primary secondary special high middle infant infants junior juniors boarding sunday independent "
    "mainstream local "
    "new old state private day residential free sixth form further education technical head teacher designated safer "
    "police safeguarding leadership apprenticeship social work practice academy college school schools "
    "university royal "
    "crisis unit family contact mental health community children children's youth early help assessment "
    "specialist secure "
    "adolescent inpatient treatment sexual referral walk-in drop-in custody eating disorder disorders "
    "neurodevelopmental "
    "sleep medical paediatric general district teaching city county council acute emergency urgent intensive care "
    "dependency medium low mother baby parent resource sports leisure arts call data detention learning training young "
    "people people's ward home house court crown magistrates magistrates' combined leaving placement return foster "
    "registered supported accommodation open town village full white safe fair upper lower central northern southern "
    "eastern western national regional area team service services hub centre clinic hospital infirmary "
    "accident a&e camhs "
    "minor injuries walk gp dental eye maternity antenatal postnatal neonatal birth rehabilitation rehab dual "
    "job jobcentre "
    "citizens advice women's men's girls boys nursery pre-school tier level year key stage section reg regulation edge "
    "gateway front door multi-agency mash single point access review panel conference strategy core group child "
    "alternative provision pupil outreach staff students all some most both many governing body catholic community "
    "church england ce rc virtual-school public private state companies half way halfway short break breaks "
    "respite ofsted "
    "nhs integrated commissioning board trust partnership government parliament commons lords family-time reception "
    "assessment-unit kinship adoption approved premises probation prison institution young-offender "
    "immigration removal "
    "asylum holding vulnerable parents parents' carers' staff's sensory quiet staff-room time hotel bail play "
    "after breakfast "
    "dance drama art music science maths sixth-form saturday weekend evening summer spring autumn winter "
    "easter holiday "
    "good outstanding inadequate failing best right wrong same other another next last first second third final "
    "inclusion behaviour attendance welfare sen send semh resourced additional needs nurture bank gate view hall site "
    "point reference park green common field risk higher very more less too so when where if while although "
    "after before "
    "during since until once because who what which how why but also then there here it is was are were be "
    "been has have "
    "had do does did can could will would shall should may might must not".split()
)
NO_PLACE_AFTER = frozenset(
    "council police model pilot university constabulary united city's deal approach report review inquiry "
    "safeguarding partnership trust virtual practice framework local authority nhs icb children's academy "
    "school college".split()
)
ABOUT = frozenset(
    "lesson lessons learning learn learnt learned guidance model report visit research evidence example "
    "examples police council colleagues".split()
)
MOVES = frozenset(
    "taken moved moves move moving placed placement lives living lived live returned returning back went gone "
    "going travelled on over "
    "came come home born transferred far miles relocated located stayed staying housed based left fled flat "
    "hotel hostel trip "
    "travel travels taxi train bus stopped arrested missing".split()
)
