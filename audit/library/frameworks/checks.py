"""Checks: what a framework file promises about itself.

In: a framework as far as it could be built of its file.
Out: a fault for every promise that one file alone breaks; `neighbours` has the promises between files.

Here too:
- Checks of timescales: that a rule is told so that it can be worked out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from audit.domain.english import agree, listed
from audit.domain.frameworks.framework import (
    Criterion,
    Framework,
    Item,
    ItemMapping,
    LineOfEnquiry,
    Provenance,
    Scale,
    Statement,
    Timescale,
)
from audit.domain.readiness.bands import PieceKind
from audit.domain.rounds.cases import PLACEMENTS, Population, ProcessKind
from audit.domain.rounds.measurements import MeasurementKind
from audit.domain.timescales.child_dates import EVENTS, FACTS
from audit.library.frameworks import building
from audit.library.frameworks.building import Built
from audit.library.frameworks.yaml_values import WHOLE, Fault

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
                hint = building.closest_ref(item.instead_of, refs)
                yield built.fault(item.ref, "instead_of", f"there is no item {item.instead_of} in this file.{hint}")


def _events(built: Built, item: Timescale) -> Iterator[Fault]:
    for name in ("counts_from", "counts_to", "no_later_than", "starts_with", "until", "after"):
        event = getattr(item, name)
        if event is not None and event not in EVENTS:
            hint = building.closest(event, list(EVENTS))
            yield built.fault(item.ref, name, f"“{event}” is no event.{hint} Choose one of {', '.join(EVENTS)}.")
    if item.check in ("deadline", "interval", "yearly") and item.counts_to is None:
        yield built.fault(item.ref, "counts_to", "is missing. Name the event that has to have happened.")
    if item.check == "deadline" and item.counts_from is None:
        yield built.fault(item.ref, "counts_from", "is missing. Name the event that it is counted from.")


def _facts(built: Built, item: Timescale) -> Iterator[Fault]:
    for name in ("only_if", "unless"):
        for fact in getattr(item, name):
            if fact not in FACTS:
                yield built.fault(item.ref, name, f"“{fact}” is no fact. Choose one of {', '.join(FACTS)}.")


def _figures(built: Built, item: Timescale) -> Iterator[Fault]:
    if item.within is not None and item.unit is None:
        yield built.fault(item.ref, "unit", "is missing. Choose working_days, days, weeks or months.")
    if item.ages is not None and not re.fullmatch(r"\d+-\d+", item.ages):
        yield built.fault(item.ref, "ages", f"“{item.ages}” is no range of ages. Write it as 4-16.")
    if item.year_ends is not None and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]|3[01])", item.year_ends):
        yield built.fault(item.ref, "year_ends", f"“{item.year_ends}” is no month and day. Write it as 03-31.")
    if item.since is not None and not _is_day(item.since):
        yield built.fault(item.ref, "since", f"“{item.since}” is no day. Write it as 2011-04-01.")
    if item.check == "yearly" and item.year_ends is None:
        yield built.fault(item.ref, "year_ends", "is missing. Say the month and day on which the year ends.")
    if item.check == "band" and not all(_RANGE.fullmatch(part.strip()) for part in item.figure.split(";")):
        yield built.fault(item.ref, "figure", "must be ranges with names, such as “0-13 close to average; 14-16 …”.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_FEWEST_LINES = 4  # of enquiry, for what is graded: with fewer one answer may decide its grade
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHARE = re.compile(r"[0-9]{1,3}/[1-9][0-9]{0,2}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EDITION = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def within(built: Built) -> list[Fault]:
    """Return what is wrong within one file, in the file's order."""
    return [
        *_header(built),
        *_sectors(built),
        *_scales(built),
        *_refs(built),
        *_words(built),
        *_parents(built),
        *_lines(built),
        *_descriptors(built),
        *_theme_kinds(built),
        *_mappings(built),
        *timescales(built),
        *_readiness(built),
    ]


def _header(built: Built) -> Iterator[Fault]:
    framework, stem = built.framework, built.loaded.path.stem
    if not _ID.fullmatch(framework.id):
        yield built.fault(WHOLE, "id", "must be small letters, digits and hyphens.")
    elif not re.fullmatch(re.escape(framework.id) + r"([._].+|-[A-Za-z].*)?", stem):
        message = f"is “{framework.id}”, and the file is called {stem}. Give both the same name."
        yield built.fault(WHOLE, "id", message)
    elif framework.edition is not None and not _EDITION.fullmatch(framework.edition):
        yield built.fault(WHOLE, "edition", "must be small letters, digits and hyphens, and begin with a letter.")
    elif framework.edition is not None and stem[len(framework.id) + 1 :] != framework.edition:
        message = f"is “{framework.edition}”, and the file is called {stem}. Call it {framework.name}."
        yield built.fault(WHOLE, "edition", message)
    if framework.version < 1:
        yield built.fault(WHOLE, "version", f"is {framework.version}; versions are counted from 1.")
    if not built.refs and "items" in built.whole:
        yield built.fault(WHOLE, "items", "is empty. A framework has at least one item.")
    for name in ("title", "short_title", "summary"):
        if "header" in built.whole and not getattr(framework, name).strip():
            yield built.fault(WHOLE, name, "is empty. Write it.")
    if "header" in built.whole and not framework.source.title.strip():
        yield built.fault(WHOLE, "source.title", "is empty. Name the document that it was written from.")
    yield from _held(built)


def _held(built: Built) -> Iterator[Fault]:
    held, of = built.framework.held, built.framework.held_of
    if of is not None and held is None:
        yield built.fault(WHOLE, "held", f"is missing. Say how many of the {of} are held.")
    if held is not None and not 0 <= held <= (held if of is None else of):
        yield built.fault(WHOLE, "held", f"is {held} of {of}; no more can be held than there are.")


def _sectors(built: Built) -> Iterator[Fault]:
    yield from _twice(built, "sectors.ref", [sector.ref for sector in built.framework.sectors])


def _scales(built: Built) -> Iterator[Fault]:
    scales = built.framework.scales
    yield from _twice(built, "scales.ref", [scale.ref for scale in scales])
    for scale in scales:
        yield from _scale(built, scale)
    defaults = [scale.ref for scale in scales if scale.default]
    if scales and "scales" in built.whole and len(defaults) != 1:
        actual = f"“{' and '.join(defaults)}” have it" if defaults else "none has it"
        item = defaults[-1] if defaults else scales[0].ref
        yield built.fault(item, "scales.default", f"one scale has to be the default, and {actual}.")


def _scale(built: Built, scale: Scale) -> Iterator[Fault]:
    orders = [step.order for step in scale.steps]
    if len(scale.steps) < 2:
        yield built.fault(scale.ref, "scales.steps", "a scale needs 2 grades or more.")
    if orders != list(range(1, len(orders) + 1)):
        message = f"the orders are {', '.join(map(str, orders))}; list the grades from 1, the best, without a gap."
        first = next(place for place, order in enumerate(orders, start=1) if order != place)
        yield built.fault(scale.ref, "scales.steps.order", message, part=first)
    for name in ("value", "label", "letter"):
        yield from _twice(built, f"scales.steps.{name}", [getattr(step, name) for step in scale.steps], scale.ref)
    for place, step in enumerate(scale.steps, start=1):
        if not 1 <= len(step.letter) <= 2:
            message = f"“{step.letter}” must be 1 or 2 characters."
            yield built.fault(scale.ref, "scales.steps.letter", message, part=place)


def _refs(built: Built) -> Iterator[Fault]:
    written = [item.ref for item in built.framework.items]
    yield from _twice(built, "ref", written)
    for ref in written:
        if not _REF.fullmatch(ref):
            yield built.fault(ref or WHOLE, "ref", "must be letters, digits, dots, hyphens and underscores.")


def _words(built: Built) -> Iterator[Fault]:
    for item in built.framework.items:
        for name in ("title", "text", "locator"):
            if not getattr(item, name).strip():
                yield built.fault(item.ref, name, "is empty. Write it.")
        if item.national and not (item.addressee or "").strip():
            yield built.fault(item.ref, "addressee", "is missing. Say whom this national item is addressed to.")


def _parents(built: Built) -> Iterator[Fault]:
    parents = {item.ref: item.part_of for item in built.framework.items}
    for item in built.framework.items:
        if item.part_of is not None and item.part_of not in built.refs:
            message = f"there is no item {item.part_of} in this file.{building.closest_ref(item.part_of, built.refs)}"
            yield built.fault(item.ref, "part_of", message)
        elif _leads_to_itself(item.ref, parents):
            yield built.fault(item.ref, "part_of", "leads in a circle back to this item.")


def _leads_to_itself(ref: str, parents: dict[str, str | None]) -> bool:
    met: set[str] = set()
    above = parents[ref]
    while above is not None and above not in met:
        met.add(above)
        above = parents.get(above)
    return ref in met


_VALUES = {
    "area": ("inside", "outside"),
    "placement": PLACEMENTS,
    "group": tuple(Population),
    "process": tuple(ProcessKind),
}


def _conditions(built: Built, line: LineOfEnquiry) -> Iterator[Fault]:
    for place, condition in enumerate(line.does_not_apply_where, start=1):
        known = _VALUES.get(condition.fact, ())
        if not known and not (len(condition.one_of) == 1 and condition.one_of[0].isdecimal()):
            message = "An age is one whole number of years in quotation marks, such as [“18”]."
            yield built.fault(line.ref, "does_not_apply_where", message, part=place)
        for value in condition.one_of if known else ():
            if value not in known:
                hint = building.closest(value, list(known))
                message = f"“{value}” is no {condition.fact}.{hint} Choose one of {', '.join(known)}."
                yield built.fault(line.ref, "does_not_apply_where", message, part=place)


def _lines(built: Built) -> Iterator[Fault]:
    by_ref: dict[str, Item] = {item.ref: item for item in built.framework.items}
    declared = [sector.ref for sector in built.framework.sectors]
    for line in built.framework.lines():
        parent = by_ref.get(line.part_of or "")
        if line.part_of is None:
            yield built.fault(line.ref, "part_of", "is missing. Name the statement or criterion of this line.")
        elif parent is not None and not isinstance(parent, Statement | Criterion):
            message = f"{parent.ref} is a {parent.kind.replace('_', ' ')}; name a statement or a criterion."
            yield built.fault(line.ref, "part_of", message)
        if not line.asked_of:
            yield built.fault(line.ref, "asked_of", "is empty. Name at least one sector.")
        for place, sector in enumerate(line.asked_of if "sectors" in built.whole else (), start=1):
            if sector not in declared:
                message = f"“{sector}” is not a sector of this file.{building.closest(sector, declared)}"
                yield built.fault(line.ref, "asked_of", message, part=place)
        yield from _twice(built, "asked_of", line.asked_of, line.ref)
        yield from _conditions(built, line)
        yield from _twice(built, "themes", line.themes, line.ref)


def thin(framework: Framework) -> str:
    """Return what is graded by so few lines of enquiry that one answer may decide a grade; empty for nothing.

    It can be used all the same: criteria of an inspection come with 2 or 3 lines each.
    """
    counts = Counter(line.part_of for line in framework.lines())
    few = [item.ref for item in framework.graded() if counts[item.ref] < _FEWEST_LINES]
    have = agree(len(few), "has", "have")
    why = f"{have} fewer than {_FEWEST_LINES} lines of enquiry, so one answer may decide a grade."
    return f"{listed(few)} {why}" if few else ""


def _descriptors(built: Built) -> Iterator[Fault]:
    grades = [step.value for scale in built.framework.scales if scale.default for step in scale.steps]
    every = {step.value for scale in built.framework.scales for step in scale.steps}
    for item in built.framework.items:
        described = item.descriptors if isinstance(item, Statement | Criterion) else None
        if described is None or "scales" not in built.whole:
            continue
        for grade in grades:
            if not described.get(grade, "").strip():
                yield built.fault(item.ref, "descriptors", f"the grade “{grade}” has no words. Write them.", part=grade)
        for grade in described:
            if grade not in every:
                message = f"“{grade}” is not a grade of a scale of this file.{building.closest(grade, every)}"
                yield built.fault(item.ref, "descriptors", message, part=grade)


def _theme_kinds(built: Built) -> Iterator[Fault]:
    known = {
        "measurements": [kind.value for kind in MeasurementKind],
        "processes": [kind.value for kind in ProcessKind],
    }
    for theme in built.framework.themes():
        for field, words in known.items():
            yield from _twice(built, field, getattr(theme, field), theme.ref)
            for place, word in enumerate(getattr(theme, field), start=1):
                if word not in words:
                    message = f"“{word}” is not known here. Choose from {', '.join(words)}."
                    yield built.fault(theme.ref, field, message, part=place)


def _mappings(built: Built) -> Iterator[Fault]:
    numbered = [(built.number("mappings", index), mapping) for index, mapping in enumerate(built.framework.mappings)]
    for number, mapping in numbered:
        yield from _mapping(built, mapping, number)
    last = {(m.from_, m.to, m.type): number for number, m in numbered}
    pairs = Counter((m.from_, m.to, m.type) for m in built.framework.mappings)
    for (from_, to, type_), times in pairs.items():
        if times > 1:
            message = f"the mapping to {to} is there {times} times. Keep one."
            yield built.fault(from_.ref, "mappings", message, entry=last[from_, to, type_])


def _mapping(built: Built, mapping: ItemMapping, number: int) -> Iterator[Fault]:
    own, ref = built.framework.id, mapping.from_.ref
    problems = []
    if mapping.from_.framework != own:
        problems.append((str(mapping.from_), "from", "must be an item of this file, without a slash."))
    elif ref not in built.refs:
        problems.append((ref, "from", f"there is no item {ref} in this file.{building.closest_ref(ref, built.refs)}"))
    if mapping.to.framework == own and mapping.to.ref not in built.refs:
        offer = building.closest_ref(mapping.to.ref, built.refs)
        problems.append((ref, "to", f"there is no item {mapping.to.ref} in this file.{offer}"))
    if mapping.from_ == mapping.to:
        problems.append((ref, "to", "maps to itself. Name another item."))
    if mapping.provenance is Provenance.PUBLISHED and mapping.locator is None:
        problems.append((ref, "locator", "is missing. Say where the source publishes this mapping."))
    if mapping.locator is not None and not mapping.locator.strip():
        problems.append((ref, "locator", "is empty. Write it or take it out."))
    for item, field, message in problems:
        yield built.fault(item, f"mappings.{field}", message, entry=number)


def _readiness(built: Built) -> Iterator[Fault]:
    rule = built.framework.readiness
    if rule is None:
        return
    for name in ("thin_up_to", "strong_pieces", "strong_kinds"):
        if getattr(rule, name) < 1:
            yield built.fault(WHOLE, f"readiness.{name}", f"is {getattr(rule, name)}; the least is 1.")
    for name in ("conflicting_share", "strong_share"):
        share = getattr(rule, name)
        if not _SHARE.fullmatch(share) or not 0 < Fraction(share) <= 1:
            message = f'“{share}” is not a share between nothing and all. Write a fraction in quotation marks: "2/3".'
            yield built.fault(WHOLE, f"readiness.{name}", message)
    known = [kind.value for kind in PieceKind]
    for word in rule.strong_one_of:
        if word not in known:
            message = f"“{word}” is not a kind of piece. Choose from {', '.join(known)}."
            yield built.fault(WHOLE, "readiness.strong_one_of", message)


def _twice(built: Built, field: str, words: Iterable[str], item: str | None = None) -> Iterator[Fault]:
    listed = list(words)
    for word, times in Counter(listed).items():
        if times > 1:
            last = len(listed) - listed[::-1].index(word)
            message = f"“{word}” is there {times} times. Each has to be its own."
            yield built.fault(item or word, field, message, part=last)
