"""Two hundred more invented notes, in the styles of other writers and with other names; no rule was made on them.

In: a seed.
Out: notes as a social worker, a police log, a school and a clinic write them, half with a name or a number in them.
"""

from __future__ import annotations

from random import Random

from tests.notes import Note, made_of

FIRST = tuple(
    "Callum Megan Ffion Siobhan Niamh Eilidh Hamish Gethin Rhys Connor Aoife Declan Shanice Tyrone Kofi Ama Kwame "
    "Chiamaka Obinna Temitope Ifeoma Zainab Hamza Bilal Aisha Fatima Imran Khadija Yusuf Harpreet Gurpreet Simran "
    "Manpreet Priya Arjun Ananya Rohan Thuy Linh Minh Xiaoling Wei Agnieszka Krzysztof Małgorzata Piotr Vasile Mihaela "
    "Florin Besnik Valbona Luan Samira Farhad Zahra Parwana Nasrin Shirin Rebin Dilan Zelal Mehmet Ayşe Tariq Layla "
    "Abdirahman Ifrah Mohamud Hamdi Filmon Rahel Mebrahtu Natnael Yohannes Dawit Kelvin Blessed Precious Tanaka "
    "Chipo Rudo João Inês Catarina Rafael Kayleigh Chelsea Keira Brooke Tilly Poppy Alfie Archie Freddie Riley Kyle "
    "Kai-Lee Lilly-Rose Ellie-May Tommy-Lee Jean-Luc Anne-Marie Saoirse Eoin Oisín Zuzanna Kacper Oliwia".split()
)
LAST = tuple(
    "Pritchard Llewellyn Ap-Rhys Gallagher O'Connell O’Donnell McGinty MacDonald Fraser Urquhart Clegg Sutcliffe "
    "Hargreaves Ackroyd Butterworth Shufflebottom Featherstone Okonkwo Eze Adebayo Ogunbanjo Asante Owusu Appiah "
    "Hussain Akhtar Begum Rahman Miah Choudhury Qureshi Malik Gill Sandhu Bains Patel Desai Iyer Nguyen Pham Zhang "
    "Liu Nowak Wójcik Zielińska Ionescu Dumitru Munteanu Gashi Berisha Shehu Ahmadi Karimi Hosseini Rezaei Barzani "
    "Demir Çelik Abdi Farah Mohamed Tesfay Gebremariam Kidane Moyo Ncube Chikwanha Ferreira Gonçalves Silva Teixeira "
    "Campbell-Reid Hall-Okafor St-Clair Twentyman Pickersgill Birtwistle Arkwright".split()
)
NAMED = (
    "T/C from <whole> re: Thursday's visit, msg left with duty.",
    "HV to <first>'s placement today, all settled.",
    "S/W <whole> attended with the student.",
    "<first> presented as tired and did not wish to talk.",
    "Core group: present <whole>, <whole>, school, health visitor.",
    "Update from <first>: the move is going ahead.",
    "Met with <first> in the family room for an hour.",
    "Discussed with <whole> (team manager), who agrees.",
    "Rang <first>, no answer. Left a voicemail.",
    "<whole>, IRO, raised the delay at the review.",
    "Form tutor <whole> says attendance is up.",
    "Two detentions for <first> this week; home informed.",
    "<first> and <first> fell out at break and were spoken to.",
    "Email received from <whole> about the passport.",
    "Officer <last> spoke with the carer at the door.",
    "Informant is <whole>, the neighbour.",
    "Caller gave the name <whole> and hung up.",
    "Missing episode: <first> was last seen by the carer at tea.",
    "MISPER <first> returned at 02:10 safe and well.",
    "Seen with <whole>, older male, known to us.",
    "It is believed <first> was with friends in the park.",
    "The call was taken by <whole>.",
    "<first> disclosed to the teaching assistant at lunch.",
    "Dad, <whole>, has not been in touch since spring.",
    "Mum's partner <first> has moved out.",
    "Nan <first> would like to be assessed.",
    "<first>’s foster mum is worried about nights.",
    "Key worker: <whole>.",
    "Consultant: Dr <last>, reviewed in clinic.",
    "Seen by <titled> on the ward round.",
    "<titled> has written to the GP.",
    "Handed over to <titled> at shift change.",
    "She shares a room with <first>, aged nine.",
    "He calls <first> his brother although they are not related.",
    "She misses <first> most at bedtime.",
    "He only opens up to <first>, the night staff.",
    "Staff report that <first> slept well and ate breakfast.",
    "I asked <first> how the new school was.",
    "The plan is for <first> to start on Monday.",
    "With <first> present, mum became upset.",
    "Thanks to <first> for the chronology.",
    "<first> (sibling, 12) is placed with an aunt.",
    "cc: <whole>, virtual school.",
    "Apologies: <whole>, <whole>.",
    "Handover: <first> up twice in the night, settled by staff.",
    "Today <first> told me about the fight.",
    "Joint visit with <whole> from YOT.",
    "Supervising officer <whole> will complete the ASSET.",
    "<first> is due at clinic at 10.",
    "Grandmother <first> has offered weekends.",
    "We agreed that <first> can ring home daily.",
    "Text sent to <first>, awaiting reply.",
    "The advocate, <first>, will go with her.",
    "Concern raised by <whole> in assembly.",
    "Report author: <whole>",
    "<whole> (health visitor) gave her view.",
    "It was nice to meet <first> today.",
    "Her best friend is <first>.",
    "I have known <first> since reception class.",
    "Learning mentor <first> collects him at the gate.",
    "A letter came for <first> from his father.",
    "Please speak to <whole> before the panel.",
    "<first> has a new tooth.",
    "PC <last> completed the safe and well check.",
)
PATTERNED = (
    "NHS: <nhs> (old label).",
    "Patient ID <nhs> copied from the discharge letter.",
    "UPN <upn>; on roll since September.",
    "NINO <nino> needed for the pathway plan.",
    "DOB: <dob>.",
    "Young person b. abroad, date of birth <dob>, on remand.",
    "Address given as <address>, <postcode>.",
    "Last known at <postcode>, flat above the shop.",
    "Tel: <phone> (mum).",
    "Call back on <phone> before 5.",
    "Contact: <email>.",
    "Link shared by the school: <url>",
)
CLEAN = (
    "T/C to school, spoke to reception, no concerns.",
    "HV completed, home clean and warm, fridge full.",
    "Child seen alone in bedroom. Wishes and feelings captured.",
    "VIST submitted, MASH to review. Grading: medium.",
    "Return home interview offered within 72 hours and declined.",
    "Behaviour points: 3. Praise points: 12. Lexia and Accelerated Reader continue.",
    "PEP meeting moved from Tuesday to Friday as the Designated Teacher was off sick.",
    "Year 9 options discussed: Art, Drama, Food Technology and Double Science.",
    "Attendance for Autumn Term 1 was 91%, for Spring Term 2 it was 88%.",
    "DNA x2, letter sent, Was Not Brought policy followed.",
    "Strategy discussion held between Children's Social Care, Police and Health.",
    "Legal Gateway Meeting agreed to issue. Threshold met. Interim Care Order sought.",
    "Advocate requested via Coram Voice. Waiting List closed.",
    "Education Otherwise than at School considered. Tuition from Tute for ten weeks.",
    "Savings, Junior ISA and Passport all still outstanding. Pathway Adviser not allocated.",
    "Speech and Language report filed. Hearing test at Royal Infirmary was normal.",
    "Staff used Team Teach once. Debrief done, Regulation 40 notice sent to Ofsted.",
    "The review was quorate; Minutes to follow. Next date set for the week after half term.",
    "CIN plan closed, step down to Early Help. Lead Professional to be the school.",
    "Young person likes Minecraft, Roblox, Manchester United and Nando's.",
    "Therapist from Barnardo's saw them on Wednesdays; Thursdays are for Scouts.",
    "Read Life Story book together. Memory Box started with the Carer.",
    "Nothing of note overnight. Waking Night staff did checks at 2 and 4.",
    "Diagnosed with ADHD and Autism in 2022; Melatonin prescribed by the Paediatrician.",
    "Social Worker left in March. Agency cover since. Case allocated to the Newly Qualified worker.",
    "Requested: Chronology, Genogram, Immunisations. Received: none.",
    "Kingfisher Unit has no beds. Ward round on Mondays.",
    "Carer away in Spain; Respite booked with Sunrise Fostering.",
    "Speaks Tigrinya and some English. Interpreter booked through Language Line.",
    "Home Office letter received. Age Assessment pending. Solicitor found.",
    "Mosque attended on Friday. Eid present bought. Halal food in place.",
    "Body Map completed, CP Medical at the Infirmary, no injuries.",
    "OFFICER IN CASE TO UPDATE NICHE. NO FURTHER ACTION AT THIS TIME.",
    "Lunch club on Wednesday, Lego club on Thursday.",
    "He wants to be a Plumber or an Electrician when he leaves.",
    "Taken to Accident and Emergency by ambulance.",
    "Bought shoes at Primark and a phone at Argos.",
    "Watched Match of the Day with staff.",
    "Exclusion hearing held; Governors upheld it.",
    "Asthma pump and EpiPen signed in.",
    "DofE Bronze expedition in the Lakes.",
    "Local Offer explained. Staying Put discussed.",
    "House rules read out. Curfew ten o'clock on Fridays.",
    "Social media: Discord blocked, TikTok limited.",
    "Reviewed under Section 47. Outcome: concerns not substantiated.",
    "Speech Therapy every Tuesday with the same therapist.",
)


def notes(seed: int = 417, many: int = 200) -> tuple[Note, ...]:
    """Return the notes; every second one holds a name or another identifier, or two."""
    rng = Random(seed)
    return tuple(_with_identifiers(rng) if number % 2 else _clean(rng) for number in range(many))


def _clean(rng: Random) -> Note:
    return Note(text=" ".join(rng.sample(CLEAN, rng.randint(1, 3))))


def _with_identifiers(rng: Random) -> Note:
    sentences = rng.sample(CLEAN, rng.randint(0, 1))
    sentences += [rng.choice(rng.choice((NAMED, NAMED, PATTERNED))) for _ in range(rng.randint(1, 2))]
    rng.shuffle(sentences)
    return made_of(sentences, rng, first=FIRST, last=LAST)
