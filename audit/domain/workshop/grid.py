"""The grid: what was agreed for every child and every statement of a round.

In: a round and the judgements of its cases.
Out: one cell for each case and statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.domain.frameworks.framework import Key, Scale
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.workshop.moderation import Judgement, latest


@dataclass(frozen=True, kw_only=True)
class GradeGrid:
    """The newest judgement of each case and statement; it names cases, so it is for the audit group."""

    cases: tuple[str, ...]
    statements: tuple[RoundStatement, ...]
    agreed: Mapping[tuple[str, Key], Judgement]
    scale: Scale

    def cell(self, case: str, statement: Key) -> Judgement | None:
        """Return what was agreed; None where the workshop has not come to it."""
        return self.agreed.get((case, statement))


def grade_grid(audit_round: Round, judgements: Sequence[Judgement]) -> GradeGrid:
    """Return the grid of a round's active cases and statements, from the newest judgement of each."""
    cases = tuple(case.ref for case in audit_round.active_cases())
    statements = audit_round.statements()
    keys, named = {statement.key for statement in statements}, set(cases)
    return GradeGrid(
        cases=cases,
        statements=statements,
        agreed={
            (judgement.case, judgement.statement): judgement
            for judgement in latest(judgements)
            if judgement.statement is not None and judgement.statement in keys and judgement.case in named
        },
        scale=audit_round.scale,
    )
