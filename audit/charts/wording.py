"""Words for numbers, so that a chart's title and sentence read as a person would say them.

In: counts, names and a round.
Out: plain English.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Process
from audit.domain.workshop.moderation import in_words
from audit.domain.workshop.participation_words import children_in_round

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """Return a count in words up to ten, in figures above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, singular: str, many: str) -> str:
    """Return a count with its noun: "one child", "two children"."""
    return f"{number(count)} {singular if count == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words; empty where there are none."""
    return in_words(names) if names else ""


def capital(text: str) -> str:
    """Return a sentence with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence: its first letter small, but for abbreviations and names."""
    second = title.partition(" ")[2][:1]
    return title if title[1:2].isupper() or second.isupper() else title[:1].lower() + title[1:]


def portion(part: int, whole: int) -> str:
    """Return a part of a whole in words: exact up to ten ("three of five"), in tenths above ("about four in ten")."""
    if whole <= 10 or part in (0, whole):
        return f"all {number(whole)}" if part == whole else f"{number(part) if part else 'none'} of {number(whole)}"
    tenths = (part * 20 + whole) // (2 * whole)
    if tenths == 0:
        return "fewer than one in ten"
    if tenths == 10:
        return "nearly all"
    words = f"{number(tenths)} in ten"
    return words if part * 10 == tenths * whole else f"about {words}"


def value(amount: float) -> str:
    """Return a measured value without needless noughts."""
    return f"{amount:g}"


def month(day: date) -> str:
    """Return a day's month and year."""
    return f"{day:%B %Y}"


OF_CASES = "Case material: only the audit group reads this."


def looked_at(audit_round: Round) -> str:
    """Return how many children a round has and over which months, for a source line; not that anybody judged them.

    Empty where it has neither, as a round made from an inspection letter.
    """
    if not audit_round.active_cases():
        return f"No children yet; {period(audit_round)}." if audit_round.period else ""
    return f"{capital(children_in_round(audit_round))}; {period(audit_round)}."


def groups(audit_round: Round) -> str:
    """Return the groups that the round's children belong to, without counts; empty where there is no case."""
    return listed([inside(label) for label in dict.fromkeys(c.population.label for c in audit_round.active_cases())])


def origin(audit_round: Round) -> str:
    """Return which statements are not their source's wording, to stand after a source line; empty where all are."""
    sentence = provenance.of_statements(audit_round.statements())
    return f" {sentence}" if sentence else ""


def period(audit_round: Round) -> str:
    """Return the months a round looked at: "May to October 2026"."""
    if audit_round.period is None:
        return "months looked at not set yet"
    first, last = audit_round.period
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return month(first)
        return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {month(last)}"
    return f"{first.day} {month(first)} to {last.day} {month(last)}"


def in_the_lead(audit_round: Round, process: Process) -> str:
    """Return the agency in the lead, or that none is recorded; a blank does not say that nobody leads."""
    short_names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    return short_names.get(process.owner, process.owner) or "Not recorded"
