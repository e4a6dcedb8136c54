"""Stories of the check before papers leave: what somebody decided about a text.

In: what `seed_data` says of a text that papers carry.
Out: plain values; `stories` reads them with the rest of a round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.domain.identifying.passages import Record
from audit.domain.release.decisions import State

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class CheckStory:
    """What was decided about one text of the plan."""

    __pydantic_config__ = _STRICT

    at: datetime
    by: str
    record: Record
    ref: str
    field: str
    state: State
    wording: str = ""
    reason: str = ""
