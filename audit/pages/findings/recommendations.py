"""What national recommendations say about the statements of a finding: context for a decision, never the decision.

In: the frameworks of the round and those in use, and how their items bear on each other.
Out: recommendations, each with where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.frameworks.framework import Framework, Key, Recommendation
from audit.domain.rounds.audit_round import Round
from audit.pages.frameworks import installed


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A recommendation, and the framework that it stands in."""

    item: Recommendation
    framework: Framework


def about(app: App, audit_round: Round, finding: Finding) -> tuple[Advice, ...]:
    """Return the recommendations that are mapped to any of the finding's statements, in their frameworks' order."""
    known = {framework.id: framework for framework in (*installed.in_use(app), *audit_round.frameworks())}
    wanted: set[Key] = set()
    for framework in known.values():
        for mapping in framework.mappings:
            if mapping.to in finding.statements:
                wanted.add(mapping.from_)
            if mapping.from_ in finding.statements:
                wanted.add(mapping.to)
    return tuple(
        Advice(item=item, framework=framework)
        for framework in known.values()
        for item in framework.items
        if isinstance(item, Recommendation) and framework.key(item) in wanted
    )
