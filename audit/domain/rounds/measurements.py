"""Dated figures about a child, such as an SDQ total or the homes in 12 months.

In: nothing.
Out: kinds of measurement, each with its label and the largest value that makes sense, and values of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class MeasurementKind(StrEnum):
    """What a dated figure measures: its name in words, its unit, and where its own scale ends; declared here alone."""

    short: str  # without its unit
    unit: str
    ends_at: int | None  # None: it has no scale of its own

    def __new__(cls, value: str, short: str = "", unit: str = "", ends_at: int | None = None) -> Self:
        """Make a kind from what is stored, its words, its unit and the end of its scale."""
        kind = str.__new__(cls, value)
        kind._value_, kind.short, kind.unit, kind.ends_at = value, short, unit, ends_at
        return kind

    SDQ = "sdq", "SDQ total", "0 to 40", 40
    RCADS = "rcads", "RCADS T score", "", 120
    PLACEMENTS = "placements", "Homes in 12 months"
    SCHOOL_CHANGES = "school_changes", "School changes in 12 months"
    SOCIAL_WORKER_CHANGES = "social_worker_changes", "Social worker changes in 12 months"
    ATTENDANCE = "attendance", "Attendance", "%", 100
    MISSING_EPISODES = "missing_episodes", "Missing episodes in 12 months"
    WAIT = "wait_first_appointment", "Wait for a first appointment", "days"

    @property
    def label(self) -> str:
        """Return the measurement in words, with its unit."""
        return f"{self.short} ({self.unit})" if self.unit else self.short

    @property
    def most(self) -> int:
        """Return the largest value that makes sense."""
        return self.ends_at or 3650


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One dated figure."""

    kind: MeasurementKind
    on: date
    value: float
