"""Dated figures about a child, such as an SDQ total or the homes in 12 months.

In: nothing.
Out: kinds of measurement, each with its label and the largest value that makes sense, and values of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasurementKind(StrEnum):
    """What a dated figure measures."""

    SDQ = "sdq"
    RCADS = "rcads"
    PLACEMENTS = "placements"
    SCHOOL_CHANGES = "school_changes"
    SOCIAL_WORKER_CHANGES = "social_worker_changes"
    ATTENDANCE = "attendance"
    MISSING_EPISODES = "missing_episodes"
    WAIT = "wait_first_appointment"

    @property
    def label(self) -> str:
        """Return the measurement in words, with its unit."""
        return _MEASUREMENTS[self]

    @property
    def most(self) -> int:
        """Return the largest value that makes sense: SDQ total 40, RCADS T score 120, attendance 100 %."""
        return {MeasurementKind.SDQ: 40, MeasurementKind.RCADS: 120, MeasurementKind.ATTENDANCE: 100}.get(self, 3650)


_MEASUREMENTS = {
    MeasurementKind.SDQ: "SDQ total (0 to 40)",
    MeasurementKind.RCADS: "RCADS T score",
    MeasurementKind.PLACEMENTS: "Homes in 12 months",
    MeasurementKind.SCHOOL_CHANGES: "School changes in 12 months",
    MeasurementKind.SOCIAL_WORKER_CHANGES: "Social worker changes in 12 months",
    MeasurementKind.ATTENDANCE: "Attendance (%)",
    MeasurementKind.MISSING_EPISODES: "Missing episodes in 12 months",
    MeasurementKind.WAIT: "Wait for a first appointment (days)",
}


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One dated figure."""

    kind: MeasurementKind
    on: date
    value: float
