"""Bank holidays in England.

In: years.
Out: the days that are no working days, besides Saturdays and Sundays.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays

_FIRST, _LAST = 2000, 2045  # years that a round or a return may touch


@cache
def england(first: int = _FIRST, last: int = _LAST) -> frozenset[date]:
    """Return England's bank holidays from the first day of a year to the last day of another."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(first, last + 1)).keys())
