"""Eco-map: who is around one child, in three rings, how each tie holds, and who is missing.

In: what the coordinator enters about a child's people and services. The roles and their rings are data, in a framework
    of the kind "pathway".
Out: the map, ring by ring, and over a round which roles are missing most.

Source: EWG final report 2017, eco-map (general): 31 roles in the centre, the middle and the outer ring. Strength and
direction of a tie are the usual marks of an eco-map; their words are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.domain.english import Worded
from audit.domain.frameworks.framework import Framework, Key, Point
from audit.domain.journeys.pathway import points
from audit.errors import AuditError

RINGS = ("centre", "middle", "outer")
RING_WORDS = {"centre": "Closest", "middle": "Middle ring", "outer": "Outer ring"}
CHILD = "E1"  # stands in the middle of every map and is nobody's tie


class Strength(Worded):
    """How a tie holds."""

    STRONG = "strong", "Strong"
    SOME = "some", "Ordinary"
    WEAK = "weak", "Weak"
    BROKEN = "broken", "Broken"
    MISSING = "missing", "Missing"  # should be there, and is not


class Direction(Worded):
    """Which way care and effort go."""

    BOTH = "both", "Both ways"
    TO_CHILD = "to_child", "To the child"
    FROM_CHILD = "from_child", "From the child"


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Somebody around a child, or somebody who should be."""

    role: Key
    strength: Strength
    direction: Direction = Direction.BOTH  # says nothing where the tie is missing
    who: str = ""  # who this is to the child, never a name: "older brother"; empty: the role says it
    id: int | None = None  # None: not stored yet
    version: int = 1
    saved_at_utc: datetime | None = None  # None: not stored yet
    saved_by: str = ""

    @property
    def is_present(self) -> bool:
        """Say whether there is a tie at all, a broken one included."""
        return self.strength is not Strength.MISSING

    def must_be_sound(self, roles: Sequence[Point]) -> None:
        """Raise AuditError where the role is none of the map's, or the child themselves."""
        if self.role.ref not in {role.ref for role in roles}:
            raise AuditError("Choose who this is from the roles of the map.")
        if self.role.ref == CHILD:
            raise AuditError("The child is in the middle of the map already. Choose somebody around them.")


@dataclass(frozen=True, kw_only=True)
class RoleOver:
    """One role over the children of a round who have a map; each of them is in one of the four tuples."""

    role: Point
    missing: tuple[str, ...]  # cases where it is marked as missing
    thin: tuple[str, ...]  # cases where the strongest such tie is weak or broken
    holds: tuple[str, ...]  # cases where the strongest such tie is strong or ordinary
    not_said: tuple[str, ...]  # cases whose map does not speak of it


def roles_of(framework: Framework) -> tuple[Point, ...]:
    """Return the roles of the map but the child, the centre first."""
    roles = [role for role in points(framework, "role") if role.ref != CHILD]
    return tuple(sorted(roles, key=lambda role: RINGS.index(role.ring or "outer")))


def in_order(ties: Iterable[Tie], roles: Sequence[Point]) -> tuple[Tie, ...]:
    """Return ties in the order of the roles; those of one role as they were entered."""
    place = {role.ref: number for number, role in enumerate(roles)}
    return tuple(sorted(ties, key=lambda tie: (place.get(tie.role.ref, len(place)), tie.id or 0, tie.who)))


def ring_of(ties: Iterable[Tie], roles: Sequence[Point], ring: str) -> tuple[Tie, ...]:
    """Return the ties of one ring, missing ones included, in the order of the roles."""
    refs = {role.ref for role in roles if role.ring == ring}
    return tuple(tie for tie in in_order(ties, roles) if tie.role.ref in refs)


def name_of(tie: Tie, roles: Sequence[Point]) -> str:
    """Return who a tie is with: the role, and who that is to this child where it says so."""
    title = next((role.title for role in roles if role.ref == tie.role.ref), tie.role.ref)
    return f"{title}: {tie.who}" if tie.who else title


def missing(ties: Iterable[Tie], roles: Sequence[Point]) -> tuple[Point, ...]:
    """Return the roles that are marked as missing."""
    marked = {tie.role.ref for tie in ties if not tie.is_present}
    return tuple(role for role in roles if role.ref in marked)


def unmentioned(ties: Iterable[Tie], roles: Sequence[Point]) -> tuple[Point, ...]:
    """Return the roles that the map does not speak of: neither there nor marked as missing."""
    mentioned = {tie.role.ref for tie in ties}
    return tuple(role for role in roles if role.ref not in mentioned)


def must_fit(new: Tie, ties: Iterable[Tie], roles: Sequence[Point]) -> None:
    """Raise AuditError where a role would be there and missing at once, or the same tie twice."""
    same_role = [tie for tie in ties if tie.role == new.role and tie.id != new.id]
    name = name_of(new, roles)
    if not new.is_present and same_role:
        state = "is marked as missing already" if not any(tie.is_present for tie in same_role) else "stands on the map"
        raise AuditError(f"{name} {state}, so it cannot be marked as missing. Change what stands there instead.")
    if new.is_present and any(tie.is_present and tie.who.casefold() == new.who.casefold() for tie in same_role):
        raise AuditError(f"{name} stands on the map already. Change what stands there, or say who else this is.")


def over_round(maps: Mapping[str, Sequence[Tie]], roles: Sequence[Point]) -> tuple[RoleOver, ...]:
    """Return every role over the children who have a map, those missing most first; a case without ties is left out."""
    drawn = {case: ties for case, ties in maps.items() if ties}
    roles_over = [_over(role, drawn) for role in roles]
    return tuple(sorted(roles_over, key=lambda role_over: (-len(role_over.missing), -len(role_over.thin))))


def _over(role: Point, maps: Mapping[str, Sequence[Tie]]) -> RoleOver:
    sorted_in: dict[str, list[str]] = {"missing": [], "thin": [], "holds": [], "not_said": []}
    for case, ties in maps.items():
        sorted_in[_standing([tie.strength for tie in ties if tie.role.ref == role.ref])].append(case)
    return RoleOver(role=role, **{name: tuple(cases) for name, cases in sorted_in.items()})


def _standing(strengths: Sequence[Strength]) -> str:
    present = [strength for strength in strengths if strength is not Strength.MISSING]
    if any(strength in (Strength.STRONG, Strength.SOME) for strength in present):
        return "holds"
    if present:
        return "thin"
    return "missing" if strengths else "not_said"
