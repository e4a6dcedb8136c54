"""What is known of a case, in words."""

from __future__ import annotations

from audit.domain.cases import Case, Measurement, SpokenTo
from audit.pages.components import days

SPOKEN = {SpokenTo.YES: "Yes", SpokenTo.NO: "No", SpokenTo.DECLINED: "Declined"}


def facts(case: Case) -> list[tuple[str, str]]:
    """Return what is known of a case: the name of each fact, and what it says, empty where nothing is known."""
    return [
        ("Group", case.population.label),
        ("Age band", case.age_band),
        ("Gender", case.gender),
        ("Home", case.placement),
        ("Lives outside the area", "yes" if case.out_of_area else "no"),
        ("Short breaks only", "yes" if case.short_breaks else "no"),
        ("Child spoken to", SPOKEN[case.child_spoken_to]),
        ("Child spoken to by", case.child_spoken_to_by),
        ("Carer spoken to", SPOKEN[case.carer_spoken_to]),
        ("Carer spoken to by", case.carer_spoken_to_by),
        ("Ethnic group", case.ethnic_group),
        ("Disability", case.disability),
        ("Family group", case.family_group),
        ("Same child as", case.same_child_as),
        ("How chosen", case.how_chosen),
        ("Processes", "; ".join(f"{one.kind.label} {one.conflict}".strip() for one in case.processes)),
        ("Figures", "; ".join(figure_words(one) for one in case.measurements)),
    ]


def figure_words(one: Measurement) -> str:
    """Return a figure in a line, such as "SDQ total (0 to 40): 21 on 3 Sep 2026"."""
    return f"{one.kind.label}: {one.value:g} on {days.short_day(one.on)}"
