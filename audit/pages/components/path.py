"""The path of a round, always in sight: what is done, what is now, what is next."""

from __future__ import annotations

from collections.abc import Mapping

from audit.domain.rounds.audit_round import STAGES, Round, Stage
from audit.pages.components.days import short_day
from audit.pages.components.look import text

_STEPS = (
    (Stage.RATING, "audits_due"),
    (Stage.WORKSHOP, "workshop"),
    (Stage.FINDINGS, ""),
    (Stage.PLAN, "plan"),
    (Stage.BOARD, "board"),
    (Stage.CLOSED, "reaudit"),
)


_OF_AN_AUDIT = (Stage.RATING, Stage.WORKSHOP)


def path(audit_round: Round, *, left: Mapping[Stage, str], now_says: str = "now", of_letter: bool = False) -> str:
    """Return the path as HTML; `now_says` is shown under the step the round is at.

    `left` holds the steps that the round has passed without being done there, with what is left. A round made from an
    inspection letter has no agency's rating and no workshop, so its path begins at the findings.
    """
    steps = [step for step in _STEPS if not (of_letter and step[0] in _OF_AN_AUDIT)]
    items = "".join(
        _step(audit_round, stage, date, left.get(stage, ""), now_says, of_letter=of_letter) for stage, date in steps
    )
    return f'<ol class="ss-path">{items}</ol>'


def _step(audit_round: Round, stage: Stage, date_name: str, left: str, now_says: str, *, of_letter: bool) -> str:
    title = "Re-audit" if stage is Stage.CLOSED and not of_letter else stage.label
    planned = getattr(audit_round.dates, date_name) if date_name else None
    at, here = STAGES.index(audit_round.stage), STAGES.index(stage)
    if at > here and left:
        return f'<li class="part"><span class="t">{text(title)}<span class="d">{text(left)}</span></span></li>'
    if at > here:
        return f'<li class="done"><span class="t">✓ {text(title)}<span class="d">done</span></span></li>'
    if at == here:
        return f'<li class="now" aria-current="step"><b>{text(title)}</b><span class="d">{text(now_says)}</span></li>'
    day = short_day(planned) if planned else ""
    return f'<li><span class="t">{text(title)}<span class="d">{text(day)}</span></span></li>'
