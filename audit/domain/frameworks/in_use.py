"""In use: the one framework for each id that readiness, checklists and evidence go by.

In: every edition that is here, the product's and the partnership's own.
Out: the partnership's own edition where it has one, else the one that came with the product.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from audit.domain.frameworks.editions import Edition, newest
from audit.domain.frameworks.framework import Framework

_NEVER = datetime(1, 1, 1, tzinfo=UTC)  # before anything was saved


def in_use(editions: Iterable[Edition]) -> tuple[Framework, ...]:
    """Return the framework that is worked with for each id, by id, whether or not a round uses it.

    The partnership's own edition that was saved last takes the place of the product's, unless it is retired.
    """
    found: dict[str, Edition] = {}
    for one in newest(editions):
        there = found.get(one.framework.id)
        if one.own and one.retired:
            continue
        if there is None or (one.own, one.saved_at_utc or _NEVER) > (there.own, there.saved_at_utc or _NEVER):
            found[one.framework.id] = one
    return tuple(found[name].framework for name in sorted(found))
