"""What is known of a case, in words."""

from __future__ import annotations

from audit.domain.rounds.cases import Case, Measurement, Meeting, Process, SpokenTo
from audit.pages.components import days

SPOKEN = {SpokenTo.YES: "Yes", SpokenTo.NO: "No", SpokenTo.DECLINED: "Declined", SpokenTo.NOT_RECORDED: "Not recorded"}


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
        ("Processes", "; ".join(_process_words(one) for one in case.processes)),
        ("Figures", "; ".join(figure_words(one) for one in case.measurements)),
    ]


def meeting_words(one: Meeting) -> str:
    """Return a meeting in a line, such as "3 Sep 2026, put off: for the court date"."""
    together = ", as one with another process’s meeting" if one.together else ""
    return f"{days.short_day(one.day)}, {one.held.label.lower()}{together}{f': {one.about}' if one.about else ''}"


def _process_words(one: Process) -> str:
    known = [("from", one.started_on), ("to", one.ended_on), ("last", one.last_on), ("next", one.next_on)]
    said = [f"{word} {days.short_day(day)}" for word, day in known if day is not None]
    said += [meeting_words(meeting) for meeting in one.meetings]
    about = f" ({'; '.join(said)})" if said else ""
    return f"{one.kind.label}{about} {one.conflict}".strip()


def figure_words(one: Measurement) -> str:
    """Return a figure in a line, such as "SDQ total (0 to 40): 21 on 3 Sep 2026"."""
    return f"{one.kind.label}: {one.value:g} on {days.short_day(one.on)}"
