"""Words for numbers, so that a chart's title and sentence read as a person would say them.

In: counts, names and a round.
Out: plain English.
"""

from __future__ import annotations

from calendar import monthrange

from audit.domain.english import capital, inside, listed, month
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Process
from audit.domain.workshop.participation_words import children_in_round


def value(amount: float) -> str:
    """Return a measured value without needless noughts."""
    return f"{amount:g}"


OF_CASES = "Case material: only the audit group reads this."


def looked_at(audit_round: Round) -> str:
    """Return how many children a round has and over which months, for a source line; not that anybody judged them.

    Empty where it has neither, as a round made from an inspection letter.
    """
    if not audit_round.active_cases():
        return f"No children yet; {period(audit_round)}." if audit_round.period else ""
    return f"{capital(children_in_round(audit_round))}; {period(audit_round)}. {audit_round.in_short}".rstrip()


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
