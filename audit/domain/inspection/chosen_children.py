"""Rounds of the children that inspectors chose: which inspection they belong to, and the days they take from it.

In: the clock's days, and rounds.
Out: the rounds of an inspection, and their days counted again when its day of notification is put right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.domain.inspection.clock import ClockDay, Mark
from audit.domain.inspection.notified import CHOSEN, day_of
from audit.domain.rounds.audit_round import Dates, Round


def ref_of(notified: date) -> str:
    """Return how the ref of an inspection's round begins."""
    return f"INSPECTION-{notified:%Y-%m}"


def dates_of(days: Sequence[ClockDay]) -> Dates:
    """Return the days that a round takes from the clock: the agencies' audits, and the one made together."""
    return Dates(audits_due=day_of(days, Mark.AUDITS), workshop=day_of(days, Mark.TOGETHER))


def rounds_of(days: Sequence[ClockDay], notified: date, every: Sequence[Round]) -> tuple[Round, ...]:
    """Return the rounds that were opened for an inspection, in the order given.

    A round tells by its ref; where the inspection's day was put right over the end of a month, by its days.
    """
    begins, dates = ref_of(notified), dates_of(days)
    return tuple(
        one
        for one in every
        if one.chosen_how == CHOSEN
        and (
            one.ref.startswith(begins)
            or (one.dates.audits_due, one.dates.workshop) == (dates.audits_due, dates.workshop)
        )
    )


def dates_recounted(dates: Dates, before: Sequence[ClockDay], after: Sequence[ClockDay]) -> Dates | None:
    """Return a round's days counted from another day of notification; None where nothing changes.

    A day that somebody set otherwise stays.
    """
    old, new = dates_of(before), dates_of(after)
    moved = replace(
        dates,
        audits_due=new.audits_due if dates.audits_due == old.audits_due else dates.audits_due,
        workshop=new.workshop if dates.workshop == old.workshop else dates.workshop,
    )
    return None if moved == dates else moved
