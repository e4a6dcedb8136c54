"""Acronyms, and which of them a text uses.

In: a text, and the agencies' own short names.
Out: those that occur in it, in full, in the order of the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audit.domain.people.person import Agency

IN_FULL: Mapping[str, str] = {
    "ADHD": "Attention deficit hyperactivity disorder",
    "AMH": "Adult mental health",
    "CAMHS": "Child and adolescent mental health services",
    "CIN": "Child in need",
    "CSC": "Children's social care",
    "DfE": "Department for Education",
    "EHC": "Education, health and care",
    "EHCP": "Education, health and care plan",
    "EWG": "Expert Working Group",
    "GP": "General practitioner (family doctor)",
    "HMIP": "His Majesty's Inspectorate of Probation",
    "IHA": "Initial health assessment",
    "ICB": "Integrated care board",
    "IRO": "Independent reviewing officer",
    "JTAI": "Joint targeted area inspection",
    "LADO": "Local authority designated officer",
    "MASH": "Multi-agency safeguarding hub",
    "NHS": "National Health Service",
    "NICE": "National Institute for Health and Care Excellence",
    "PEP": "Personal education plan",
    "QS": "Quality statement",
    "RCADS": "Revised Children's Anxiety and Depression Scale",
    "RHA": "Review health assessment",
    "SDQ": "Strengths and difficulties questionnaire",
    "SENCO": "Special educational needs co-ordinator",
    "SEND": "Special educational needs and disabilities",
    "UASC": "Unaccompanied asylum-seeking child",
    "VCS": "Voluntary and community sector",
    "YJS": "Youth justice service",
}


def used(text: str, agencies: Sequence[Agency] = ()) -> tuple[tuple[str, str], ...]:
    """Return each acronym that stands in the text, with what it means; figures after it may follow, as in QS7."""
    own = {
        agency.short_name: agency.name
        for agency in agencies
        if agency.short_name.isupper() and agency.short_name != agency.name
    }
    known = {**own, **IN_FULL}
    short_forms = (short for short in known if re.search(rf"(?<!\w){re.escape(short)}(?:s|\d+)?(?!\w)", text))
    return tuple((short, known[short]) for short in sorted(short_forms, key=str.casefold))
