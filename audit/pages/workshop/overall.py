"""The case all in all: what was agreed statement by statement, before one judgement of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.cases import Case
from audit.domain.workshop.moderation import Judgement
from audit.pages.components import strip
from audit.pages.components.look import text
from audit.pages.workshop.sight import Sight

OVERALL = "All in all"


def so_far(sight: Sight) -> str:
    """Return the strip of the case, and a sentence on what is still to be agreed, for the wall."""
    asked = sight.audit_round.statements()
    cells = strip.agreed_cells(asked, sight.newest, sight.audit_round.scale)
    agreed = {one.statement for one in sight.newest}
    waiting = [one.short_title for one in asked if one.key not in agreed]
    said = f"Not judged yet: {', '.join(waiting)}." if waiting else "Every statement is judged."
    return strip.strip(cells, size="l", about=sight.case.ref) + f'<p class="rec2">{text(said)}</p>'


def to_agree(audit_round: Round, case: Case, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Return the short titles of what is still to be agreed about a case, the overall judgement last."""
    agreed = {one.statement for one in judgements if one.case == case.ref}
    waiting = [asked.short_title for asked in audit_round.statements() if asked.key not in agreed]
    return (*waiting, *(() if None in agreed else (OVERALL,)))
