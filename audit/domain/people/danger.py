"""Danger: whom to ring about a child who may be in danger now, in the one sentence that every place uses.

In: the partnership's own telephone numbers, where it has named them.
Out: the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.errors import AuditError

_NUMBER = re.compile(r"(?:\+44|0)[1-9]\d{8,9}(?:ext\.?\d{1,6})?")
_HOW = "Enter a telephone number in full, like 0121 496 0000 or 01632 960001 ext 12."


@dataclass(frozen=True, kw_only=True)
class EmergencyNumbers:
    """The partnership's numbers for a child who may be in danger; empty: not named yet."""

    social_work: str = ""  # the child's social work team, in office hours
    duty_team: str = ""  # the emergency duty team, out of hours

    @property
    def sentence(self) -> str:
        """Return what to do, in one sentence."""
        team, duty = _bracketed(self.social_work), _bracketed(self.duty_team)
        return (
            f"If a child is in immediate danger, ring 999; otherwise tell the child’s social work team{team} or, "
            f"out of hours, the emergency duty team{duty}, now."
        )

    def tidied(self) -> EmergencyNumbers:
        """Return the numbers with single spaces."""
        return EmergencyNumbers(
            social_work=" ".join(self.social_work.split()), duty_team=" ".join(self.duty_team.split())
        )

    def must_be_sound(self) -> None:
        """Raise AuditError where one of them cannot be rung."""
        for whose, number in (("social work team", self.social_work), ("emergency duty team", self.duty_team)):
            if number and _NUMBER.fullmatch(re.sub(r"[ ()-]", "", number)) is None:
                raise AuditError(f"“{number}” is not a number for the {whose} that can be rung. {_HOW}")


def _bracketed(number: str) -> str:
    return f" ({number})" if number else ""


RING = EmergencyNumbers().sentence  # where no partnership is set up yet
