"""Checks of timescales: that a rule is told so that it can be worked out.

In: a framework as far as it could be built of its file.
Out: a fault for every rule that names an event, fact or range that nothing is known of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.frameworks.framework import Timescale
from audit.domain.timescales.child_dates import EVENTS, FACTS
from audit.library.frameworks import pydantic_words
from audit.library.frameworks.building import Built
from audit.library.frameworks.faults import Fault

_RANGE = re.compile(r"\d+-\d+ \S.*")


def timescales(built: Built) -> Iterator[Fault]:
    """Yield what is wrong with the timescales of one file."""
    refs = {item.ref for item in built.framework.items}
    for item in built.framework.items:
        if isinstance(item, Timescale):
            yield from _events(built, item)
            yield from _facts(built, item)
            yield from _figures(built, item)
            if item.instead_of is not None and item.instead_of not in refs:
                yield built.fault(item.ref, "instead_of", f"there is no item {item.instead_of} in this file.")


def _events(built: Built, item: Timescale) -> Iterator[Fault]:
    for name in ("counts_from", "counts_to", "starts_with"):
        said = getattr(item, name)
        if said is not None and said not in EVENTS:
            hint = pydantic_words.closest(said, list(EVENTS))
            yield built.fault(item.ref, name, f"“{said}” is no event.{hint} Choose one of {', '.join(EVENTS)}.")
    if item.check in ("deadline", "interval", "yearly") and item.counts_to is None:
        yield built.fault(item.ref, "counts_to", "is missing. Name the event that has to have happened.")
    if item.check == "deadline" and item.counts_from is None:
        yield built.fault(item.ref, "counts_from", "is missing. Name the event that it is counted from.")


def _facts(built: Built, item: Timescale) -> Iterator[Fault]:
    for name in ("only_if", "unless"):
        for said in getattr(item, name):
            if said not in FACTS:
                yield built.fault(item.ref, name, f"“{said}” is no fact. Choose one of {', '.join(FACTS)}.")


def _figures(built: Built, item: Timescale) -> Iterator[Fault]:
    if item.within is not None and item.unit is None:
        yield built.fault(item.ref, "unit", "is missing. Choose working_days, days, weeks or months.")
    if item.ages is not None and not re.fullmatch(r"\d+-\d+", item.ages):
        yield built.fault(item.ref, "ages", f"“{item.ages}” is no range of ages. Write it as 4-16.")
    if item.year_ends is not None and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]|3[01])", item.year_ends):
        yield built.fault(item.ref, "year_ends", f"“{item.year_ends}” is no month and day. Write it as 03-31.")
    if item.check == "yearly" and item.year_ends is None:
        yield built.fault(item.ref, "year_ends", "is missing. Say the month and day on which the year ends.")
    if item.check == "band" and not all(_RANGE.fullmatch(part.strip()) for part in item.figure.split(";")):
        yield built.fault(item.ref, "figure", "must be ranges with names, such as “0-13 close to average; 14-16 …”.")
