"""Brought forward: what a re-audit takes from the round that it looks at again.

In: the last round, the agencies as they are now, and the frameworks that can be chosen.
Out: its frameworks, each with the newer edition that may take its place; whom to ask now; and the title to begin with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.domain.frameworks.framework import Framework
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import FrameworkCopy, Round, Stage
from audit.errors import AuditError

READY = (Stage.FINDINGS, Stage.PLAN, Stage.BOARD, Stage.CLOSED)  # a round that has findings to look at again


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A framework of the last round, and the newer edition that may take its place."""

    copy: Framework
    newer: Framework | None  # None: there is none
    missing: tuple[str, ...] = ()  # refs that were graded last time and that the newer edition does not have

    @property
    def may_be_newer(self) -> bool:
        """Say whether the newer edition has every ref that was graded last time, so that judgements compare."""
        return self.newer is not None and not self.missing


def must_be_ready(last: Round) -> None:
    """Raise AuditError unless a round has come far enough to be looked at again."""
    if last.stage not in READY:
        raise AuditError(
            f"{last.title} is at “{last.stage.label}”. A re-audit can be opened once its findings are being recorded."
        )


def editions(copies: Sequence[FrameworkCopy], installed: Sequence[Framework]) -> tuple[Edition, ...]:
    """Return each framework of the last round with the newer edition that is installed, if there is one."""
    by_name = {one.name: one for one in installed}
    return tuple(_edition(copy.framework, by_name.get(copy.framework.name)) for copy in copies)


def agencies_now(last: Sequence[Agency], known: Sequence[Agency]) -> tuple[str, ...]:
    """Return the refs of the agencies to ask this time: those of last time, or whatever took their place since."""
    by_ref = {one.ref: one for one in known}
    return tuple(dict.fromkeys(stands_now(one.ref, by_ref) for one in last))


def stands_now(ref: str, known: Mapping[str, Agency]) -> str:
    """Return the agency that stands in the place of one now, along its successors; itself where it has none."""
    seen = {ref}
    after = known[ref].successor if ref in known else None
    while after is not None and after in known and after not in seen:
        ref = after
        seen.add(ref)
        after = known[ref].successor
    return ref


def title_of(last: Round) -> str:
    """Return the title to begin with for the re-audit of a round."""
    title = last.title.strip()
    return title if title.lower().startswith("re-audit") else f"Re-audit: {title}"[:160]


def _edition(copy: Framework, there: Framework | None) -> Edition:
    if there is None or there.version <= copy.version:
        return Edition(copy=copy, newer=None)
    refs = {one.ref for one in there.graded()} | {one.ref for one in there.themes()}
    wanted = [one.ref for one in copy.graded()] or [one.ref for one in copy.themes()]
    return Edition(copy=copy, newer=there, missing=tuple(ref for ref in wanted if ref not in refs))
