"""From the SSDA903 return to each child's dates, as at a day.

In: what the years of a return say of each child.
Out: the dates of the child's newest time in care; a short break is known by its legal status, V3 or V4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from audit.domain.timescales.child_dates import LONGEST_BREAK, MOST_IN_A_YEAR, Breaks, ChildDates, YearAnswer
from audit.library.returns.ssda903 import Child, Episode, Return


def children(returned: Return, as_of: date) -> tuple[ChildDates, ...]:
    """Return the dates of every child of a return, as far as they were known on a day."""
    return tuple(_child(one, returned, as_of) for one in returned.children)


def stay(child: Child, as_of: date) -> tuple[list[Episode], date | None]:
    """Return the episodes of the child's newest time in care, in order, and its first day where the files have it."""
    found: list[Episode] = []
    entry: date | None = None
    for began in sorted(child.episodes):
        one = child.episodes[began]
        if began > as_of:
            break
        if one.reason == "S":
            found, entry = [], began
        elif found and found[-1].ended is not None and found[-1].outcome.startswith("E"):
            found, entry = [], None
        found.append(one)
    return found, entry


def _child(child: Child, returned: Return, as_of: date) -> ChildDates:
    episodes, entry = stay(child, as_of)
    later = min((day for day, one in child.episodes.items() if day > as_of and one.reason == "S"), default=None)
    dates = {"review": tuple(sorted(child.reviews))}
    if entry is not None or (not episodes and later is not None):
        dates["entry_to_care"] = (entry or later,)  # type: ignore[assignment]
    last = episodes[-1] if episodes else None
    left = last.ended if last and last.ended and last.ended <= as_of and last.outcome.startswith("E") else None
    unreadable = frozenset(child.unreadable - ({"entry_to_care"} if entry is not None else set()))
    return ChildDates(
        child=child.ref,
        dates=dates,
        none=frozenset({"review"}) if returned.reviews_held else frozenset(),
        unreadable=unreadable,
        born=child.born,
        breaks=_breaks(episodes, as_of),
        sdq_totals=child.totals,
        years=_years(child, as_of),
        seen_from=returned.begins,
        seen_to=child.last_seen or returned.ends,
        left=left,
    )


def _years(child: Child, as_of: date) -> dict[str, YearAnswer]:
    """Return the newest yes or no of each kind whose year had ended, else the first that had not."""
    found: dict[str, YearAnswer] = {}
    for (event, ends), (happened, said) in sorted(child.years.items(), key=lambda one: one[0][1]):
        if ends <= as_of or event not in found:
            found[event] = YearAnswer(ends=ends, happened=happened, said=said)
    return found


def _breaks(episodes: Sequence[Episode], as_of: date) -> Breaks:
    """Return whether the newest episode is a short break, and whether the series keeps to regulation 48."""
    if not episodes or episodes[-1].legal not in ("V3", "V4"):
        return Breaks.NONE
    if episodes[-1].legal == "V4":
        return Breaks.SERIES  # the agreement is recorded and not each break, so its length says nothing
    series = [one for one in episodes if one.legal == "V3"]
    too_long = any((one.ended or as_of) - one.began > timedelta(days=LONGEST_BREAK) for one in series)
    many = _days(series, as_of) > MOST_IN_A_YEAR or len({(one.place, one.where) for one in series}) > 1
    return Breaks.DOUBTFUL if too_long or many else Breaks.SERIES


def _days(series: Iterable[Episode], as_of: date) -> int:
    year = as_of - timedelta(days=365)
    return sum(max(0, ((one.ended or as_of) - max(one.began, year)).days) for one in series)
