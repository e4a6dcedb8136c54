"""Agreement between agencies: how alike their blind grades were, before anybody talked.

In: grades by unit (a case and a statement) and rater.
Out: percent agreement, Krippendorff's alpha and Gwet's AC1 and AC2; described, never a target.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rating.form import Rating
from audit.errors import AuditError

FEWEST_UNITS = 10  # with two grades or more; under it the figures are too few to read
NO_PAIR = "Not defined: nothing was graded by 2 agencies or more"
ONLY_AGREEMENT = "Agreement only: it does not show that the grade is right."


class Figure(StrEnum):
    """The kinds of figure, which are empty for different reasons."""

    PERCENT = "percent agreement"
    ALPHA = "Krippendorff's alpha"
    GWET = "Gwet's AC1 and AC2"


_ALL_ALIKE = {
    Figure.PERCENT: NO_PAIR,
    Figure.ALPHA: "Not defined: every grade is the same, so alpha has no meaning",
    Figure.GWET: "Not defined: every grade is the same, and no other grade is known that could be given",
}
Units = Sequence[Sequence[float]]  # each unit's grades, as numbers; a missing grade is left out
Metric = Callable[[float, float, Counter[float]], float]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How alike the grades were; None where a figure is not defined, and `why_none` says why."""

    units: int  # units with at least one grade
    pairable: int  # units with two grades or more, which alone can agree
    percent_agreement: float | None  # 0 to 1; None: no unit has two grades
    alpha_nominal: float | None
    alpha_ordinal: float | None
    alpha_interval: float | None
    ac1: float | None
    ac2_linear: float | None
    ac2_ordinal: float | None
    ac2_quadratic: float | None

    @property
    def too_few(self) -> bool:
        """Say whether too few units have two grades or more to read anything from the figures."""
        return self.pairable < FEWEST_UNITS

    def why_none(self, figure: Figure) -> str:
        """Return why a figure that is None has no value."""
        return NO_PAIR if self.pairable == 0 else _ALL_ALIKE[figure]


@dataclass(frozen=True, kw_only=True)
class BlindUnits:
    """What agencies graded alone, by case and statement."""

    units: tuple[tuple[float, ...], ...]  # each with at least one grade, as its step on the scale
    left_out: int  # forms that were not given blind


def units_of(ratings: Sequence[Rating], scale: Scale) -> BlindUnits:
    """Return the blind grades by case and statement, each as its step on the scale, 1 for the best.

    A form is left out, and counted, where somebody who filled it in also wrote for another agency, or where it was
    submitted after the reveal. "Not applicable" and "not evidenced" are no grades.
    """
    blind = [rating for rating in ratings if rating.blind and not rating.after_reveal]
    units: dict[tuple[str, Key], list[float]] = {}
    for rating in blind:
        for own_grade in rating.grades:
            if own_grade.grade is not None:
                units.setdefault((rating.case, own_grade.statement), []).append(scale.step_of(own_grade.grade))
    return BlindUnits(units=tuple(tuple(unit) for unit in units.values()), left_out=len(ratings) - len(blind))


def agreement(units: Units, categories: Sequence[float] | None = None) -> Agreement:
    """Return how alike the grades of each unit are.

    `categories` names the grades that could have been given; without it they are those that occur. Raises
    AuditError for a grade outside the named categories. Where everybody gave the same, Gwet's figures are 1 as soon as
    another category could have been given; Krippendorff's have no meaning.

    Sources: Krippendorff, Computing alpha-reliability (2011), sections C to E; Gwet, Handbook of inter-rater
    reliability (4th edition, 2014), chapters 4 to 6.
    """
    graded = [list(unit) for unit in units if unit]
    distinct = sorted({grade for unit in graded for grade in unit})
    scale = distinct if categories is None else sorted(set(categories))
    for grade in distinct:
        if grade not in scale:
            raise AuditError(f"The grade {grade:g} is not among the categories. Name every grade that can be given.")
    pairs = [unit for unit in graded if len(unit) > 1]
    return Agreement(
        units=len(graded),
        pairable=len(pairs),
        percent_agreement=_weighted_share(graded, scale, _identity(scale)),
        alpha_nominal=_alpha(pairs, _nominal),
        alpha_ordinal=_alpha(pairs, _ordinal),
        alpha_interval=_alpha(pairs, _interval),
        ac1=_gwet(graded, scale, _identity(scale)),
        ac2_linear=_gwet(graded, scale, _by_distance(scale, power=1)),
        ac2_ordinal=_gwet(graded, scale, _by_rank(scale)),
        ac2_quadratic=_gwet(graded, scale, _by_distance(scale, power=2)),
    )


def _alpha(pairable: Units, metric: Metric) -> float | None:
    totals = Counter(grade for unit in pairable for grade in unit)
    total = totals.total()
    observed = sum(
        sum(metric(grade, other, totals) for grade, other in product(unit, unit)) / (len(unit) - 1) for unit in pairable
    )
    expected = sum(
        totals[grade] * totals[other] * metric(grade, other, totals) for grade, other in product(totals, totals)
    )
    return None if expected == 0 else 1 - (total - 1) * observed / expected


def _nominal(first: float, other: float, _totals: Counter[float]) -> float:
    return float(first != other)


def _interval(first: float, other: float, _totals: Counter[float]) -> float:
    return (first - other) ** 2


def _ordinal(first: float, other: float, totals: Counter[float]) -> float:
    low, high = min(first, other), max(first, other)
    between = sum(count for grade, count in totals.items() if low <= grade <= high)
    return (between - (totals[first] + totals[other]) / 2) ** 2


Weights = dict[tuple[float, float], float]


def _gwet(units: Units, scale: Sequence[float], weights: Weights) -> float | None:
    observed = _weighted_share(units, scale, weights)
    if observed is None or len(scale) < 2:
        return None
    shares = {grade: sum(unit.count(grade) / len(unit) for unit in units) / len(units) for grade in scale}
    spread = sum(share * (1 - share) for share in shares.values())
    expected = sum(weights.values()) * spread / (len(scale) * (len(scale) - 1))
    return (observed - expected) / (1 - expected)


def _weighted_share(units: Units, scale: Sequence[float], weights: Weights) -> float | None:
    """Return the mean share of (weighted) agreeing pairs over the units with two or more grades."""
    shares = []
    for unit in (unit for unit in units if len(unit) > 1):
        counts = Counter(unit)
        agreeing = sum(
            counts[grade] * (sum(weights[grade, other] * counts[other] for other in scale) - 1) for grade in scale
        )
        shares.append(agreeing / (len(unit) * (len(unit) - 1)))
    return sum(shares) / len(shares) if shares else None


def _identity(scale: Sequence[float]) -> Weights:
    return {(grade, other): float(grade == other) for grade, other in product(scale, scale)}


def _by_distance(scale: Sequence[float], *, power: int) -> Weights:
    width = (max(scale, default=0) - min(scale, default=0)) or 1
    return {(grade, other): 1 - (abs(grade - other) / width) ** power for grade, other in product(scale, scale)}


def _by_rank(scale: Sequence[float]) -> Weights:
    rank = {grade: place for place, grade in enumerate(scale)}
    most = _pairs(len(scale)) or 1
    return {
        (grade, other): 1 - (_pairs(abs(rank[grade] - rank[other]) + 1) / most)
        for grade, other in product(scale, scale)
    }


def _pairs(count: int) -> float:
    return count * (count - 1) / 2
