"""Sampling: which children of a council's return a round looks at, drawn so that the draw can be repeated.

In: everybody in the frame with bands, how many cases and reserves, a seed, and perhaps strata.
Out: the children drawn, with how many of each stratum; and what to say of it.

A child's place in the queue is the SHA-256 of the seed and the child's number, so neither the order of the rows nor
the machine nor a version of Python can change it; over many seeds every order is equally likely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from audit.domain.english import agree, figure
from audit.errors import AuditError

FEWEST, MOST = 1, 8  # children in a draw; a round looks at four to eight
BANDS: Mapping[str, str] = {
    "placement_type": "Home",
    "out_of_area": "Where",
    "gender": "Gender",
    "ethnicity": "Ethnic group",
    "age_band": "Age band",
}  # what a draw can be stratified by, in words
NOT_RECORDED = "Not recorded"
RULE = (
    "Places are shared out among the groups in proportion to their size, whole places first and the rest to the "
    "largest remainders. Groups that are too small for a place of their own are put together and draw for theirs "
    "together, so that every child in the frame has a chance."
)
EVERYBODY = "Every child in the frame has the same chance."


class Method(StrEnum):
    """How the children are chosen."""

    RANDOM = "random"
    STRATIFIED = "stratified"


@dataclass(frozen=True, kw_only=True)
class InFrame:
    """A child who may be drawn."""

    child: str  # the number in the return; it stays in memory and in the key
    age: int | None  # None: not known
    bands: Mapping[str, str]  # by BANDS; one that the source has not is missing


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How to draw."""

    size: int
    reserves: int = 0
    seed: int = 0
    method: Method = Method.RANDOM
    by: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)

    def must_be_sound(self) -> None:
        """Raise AuditError naming the first thing that cannot stand."""
        if not FEWEST <= self.size <= MOST:
            raise AuditError(f"Size: {self.size} is outside {FEWEST} to {MOST}. A round looks at 4 to 8 children.")
        if not 0 <= self.reserves <= MOST:
            raise AuditError(f"Reserves: {self.reserves} is outside 0 to {MOST}.")
        if self.method is Method.STRATIFIED and not self.by:
            raise AuditError("Choose what to stratify by, such as placement_type.")
        for name in self.by:
            if name not in BANDS:
                raise AuditError(f"“{name}” is nothing to stratify by. Choose from {', '.join(BANDS)}.")
        for name in self.filters:
            if name != "age" and name not in BANDS:
                raise AuditError(f"“{name}” is nothing to filter by. Choose from age, {', '.join(BANDS)}.")


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """A group of the frame, and how many of it were drawn as cases."""

    name: str
    value: str
    frame: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a draw comes to."""

    frame: int
    strata: tuple[Stratum, ...]
    cases: tuple[InFrame, ...]
    reserves: tuple[InFrame, ...]


def in_scope(everybody: Sequence[InFrame], filters: Mapping[str, str]) -> tuple[InFrame, ...]:
    """Return the children that the filters leave, each once, in an order of their own.

    Raises AuditError for a range of ages that cannot be read. A child whose age is not known is left out by one.
    """
    least, most = _ages(filters.get("age"))
    wanted = {name: value.casefold() for name, value in filters.items() if name != "age"}
    by_child = {candidate.child: candidate for candidate in everybody}
    return tuple(
        candidate
        for _, candidate in sorted(by_child.items())
        if (least is None or (candidate.age is not None and least <= candidate.age <= (most or 0)))
        and all(candidate.bands.get(name, NOT_RECORDED).casefold() == value for name, value in wanted.items())
    )


def draw(everybody: Sequence[InFrame], plan: Plan) -> Drawn:
    """Return the children drawn; raises AuditError, with the count, where the frame is too small."""
    plan.must_be_sound()
    frame = in_scope(everybody, plan.filters)
    _must_have(everybody, plan)
    if len(frame) < plan.size + plan.reserves:
        raise AuditError(_too_small(len(frame), plan))
    queue = sorted(frame, key=lambda candidate: _place(plan.seed, candidate.child))
    cases = _take(queue, plan.size, plan)
    left = [candidate for candidate in queue if candidate not in cases]
    return Drawn(
        frame=len(frame), strata=_strata(frame, cases, plan), cases=cases, reserves=_take(left, plan.reserves, plan)
    )


def shares(sizes: Mapping[str, int], places: int) -> dict[tuple[str, ...], int]:
    """Return how many places each group has, by largest remainder; groups without one share theirs (see RULE).

    In: the groups' sizes. Out: places by the groups that share them; they add up to `places`.
    """
    pool: set[str] = set()
    while True:
        together: dict[tuple[str, ...], int] = {(name,): size for name, size in sizes.items() if name not in pool}
        if pool:
            together[tuple(sorted(pool))] = sum(sizes[name] for name in pool)
        allotted = _largest_remainder(together, places)
        pooled = tuple(sorted(pool))
        if pool and allotted[pooled] == 0 and places > 0:
            giver = max(
                (group for group in allotted if group != pooled),
                key=lambda group: (allotted[group], -together[group], group),
            )
            allotted[giver] -= 1
            allotted[pooled] = 1
        without = {name for (name, *partners), count in allotted.items() if count == 0 and not partners} - pool
        if not without or places == 0:
            return allotted
        pool |= without


def comparison(frame: Sequence[InFrame], cases: Sequence[InFrame], band: str) -> list[tuple[str, int, int]]:
    """Return how many of the frame and of the cases each value of a band has, the commonest first."""
    values = [candidate.bands.get(band, NOT_RECORDED) for candidate in frame]
    chosen = [candidate.bands.get(band, NOT_RECORDED) for candidate in cases]
    counts = {value: (values.count(value), chosen.count(value)) for value in dict.fromkeys((*values, *chosen))}
    return sorted(((value, *both) for value, both in counts.items()), key=lambda row: (-row[1], row[0]))


def _take(queue: Sequence[InFrame], places: int, plan: Plan) -> tuple[InFrame, ...]:
    if plan.method is Method.RANDOM:
        return tuple(queue[:places])
    sizes: dict[str, int] = {}
    for candidate in queue:
        sizes[_value(candidate, plan.by)] = sizes.get(_value(candidate, plan.by), 0) + 1
    allotted = shares(sizes, places)
    group_of = {name: group for group in allotted for name in group}
    chosen = []
    for candidate in queue:
        group = group_of[_value(candidate, plan.by)]
        if allotted[group] > 0:
            allotted[group] -= 1
            chosen.append(candidate)
    return tuple(chosen)


def _strata(frame: Sequence[InFrame], cases: Sequence[InFrame], plan: Plan) -> tuple[Stratum, ...]:
    if plan.method is Method.RANDOM:
        return ()
    values = [_value(candidate, plan.by) for candidate in frame]
    chosen = [_value(candidate, plan.by) for candidate in cases]
    return tuple(
        Stratum(name=",".join(plan.by), value=value, frame=values.count(value), drawn=chosen.count(value))
        for value in sorted(set(values), key=lambda group: (-values.count(group), group))
    )


def _largest_remainder(sizes: Mapping[tuple[str, ...], int], places: int) -> dict[tuple[str, ...], int]:
    whole = sum(sizes.values())
    allotted = {name: size * places // whole if whole else 0 for name, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(sizes[name] * places % whole) if whole else 0, -sizes[name], name))
    for name in by_remainder[: places - sum(allotted.values())]:
        allotted[name] += 1
    return allotted


def _must_have(everybody: Sequence[InFrame], plan: Plan) -> None:
    for name in (*plan.by, *(band for band in plan.filters if band != "age")):
        if everybody and not any(name in candidate.bands for candidate in everybody):
            raise AuditError(f"This source does not say {name}, so nothing can be drawn by it. Choose another.")


def _too_small(frame: int, plan: Plan) -> str:
    children = agree(frame, "1 child is", f"{frame} children are")
    wanted = figure(plan.size, "case") + (f" and {figure(plan.reserves, 'reserve')}" if plan.reserves else "")
    return f"{children} in the frame, which is too small for {wanted}. {_instead(frame, plan)}"


def _instead(frame: int, plan: Plan) -> str:
    if not plan.reserves or frame < plan.size:
        return "Widen the filters or ask for fewer."
    left = frame - plan.size
    return f"Ask for {left} reserve{agree(left, '', 's')} at most." if left else "There can be no reserves."


def _ages(age_range: str | None) -> tuple[int | None, int | None]:
    if age_range is None:
        return None, None
    least, dash, most = age_range.partition("-")
    if not least.strip().isdecimal() or (dash and not most.strip().isdecimal()):
        raise AuditError(f"Ages: “{age_range}” cannot be read. Write a range such as 10-15.")
    return int(least), int(most) if dash else int(least)


def _value(candidate: InFrame, by: Sequence[str]) -> str:
    return ", ".join(candidate.bands.get(name, NOT_RECORDED) for name in by)


def _place(seed: int, child: str) -> str:
    return sha256(f"{seed}\n{child}".encode()).hexdigest()
