"""Measured: what was measured of a child over time, across the rounds that looked at the same child.

In: rounds whose cases say which earlier case is the same child.
Out: for each child a dated series of every measurement, with the bands that a questionnaire's total falls in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.frameworks.framework import Timescale
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.rounds.measurements import Measurement, MeasurementKind

_BAND = re.compile(r"(\d+)\s*[-–]\s*(\d+)\s+(.+)")


@dataclass(frozen=True, kw_only=True)
class Band:
    """A range of a measurement, ends included, and what it is taken to mean; it says nothing certain of one child."""

    low: int
    high: int
    means: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """One child's figures of one kind, the oldest first, never empty."""

    kind: MeasurementKind
    points: tuple[Measurement, ...]


@dataclass(frozen=True, kw_only=True)
class Child:
    """One child as rounds know them: the newest case, and those that are the same child."""

    cases: tuple[str, ...]  # "round/case", the oldest first
    series: tuple[Series, ...]

    @property
    def ref(self) -> str:
        """Return the newest case's own reference."""
        return self.cases[-1].partition("/")[2]


def bands_of(check: Timescale) -> tuple[Band, ...]:
    """Return the bands that a framework's check of kind "band" lists, as "0-13 close to average; 14-16 …"."""
    matches = (_BAND.fullmatch(part.strip()) for part in check.figure.split(";"))
    return tuple(Band(low=int(match[1]), high=int(match[2]), means=match[3].strip()) for match in matches if match)


def band_of(value: float, bands: Sequence[Band]) -> Band | None:
    """Return the band that a value falls in; None outside them all. A value between two bands is in the lower."""
    below = [band for band in bands if band.low <= value]
    return below[-1] if below and value < below[-1].high + 1 else None


def children(rounds: Sequence[Round], ref: str) -> tuple[Child, ...]:
    """Return the children of a round with all that was measured of them, in earlier rounds too.

    Cases that were withdrawn are left out, in every round; a figure that two rounds hold alike is told once.
    """
    every = {f"{audit_round.ref}/{case.ref}": case for audit_round in rounds for case in audit_round.active_cases()}
    cases = [case for audit_round in rounds if audit_round.ref == ref for case in audit_round.active_cases()]
    candidates = (_child(f"{ref}/{case.ref}", every) for case in cases)
    return tuple(child for child in candidates if child.series)


def _child(name: str, every: dict[str, Case]) -> Child:
    line: list[str] = []
    while name in every and name not in line:
        line.insert(0, name)
        name = every[name].same_child_as
    points = dict.fromkeys(point for case_ref in line for point in every[case_ref].measurements)
    series = [
        Series(kind=kind, points=tuple(sorted((p for p in points if p.kind is kind), key=lambda p: p.on)))
        for kind in MeasurementKind
        if any(point.kind is kind for point in points)
    ]
    return Child(cases=tuple(line), series=tuple(series))
