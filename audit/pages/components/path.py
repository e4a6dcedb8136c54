"""The path of a round, always in sight: what is done, what is now, what is next."""

from __future__ import annotations

from collections.abc import Mapping

from audit.domain.rounds import STAGES, Round, Stage
from audit.pages.components.days import short_day
from audit.pages.components.look import text

_STEPS = ((Stage.RATING, "audits_due"), (Stage.WORKSHOP, "workshop"), (Stage.FINDINGS, ""), (Stage.PLAN, "plan"),
          (Stage.BOARD, "board"), (Stage.CLOSED, "reaudit"))  # fmt: skip


def path(audit_round: Round, *, left: Mapping[Stage, str], now_says: str = "now") -> str:
    """Return the path as HTML; `now_says` is shown under the step the round is at.

    `left` holds the steps that the round has passed without being done there, with what is left.
    """
    steps = "".join(_step(audit_round, stage, date, left.get(stage, ""), now_says) for stage, date in _STEPS)
    return f'<ol class="ss-path">{steps}</ol>'


def _step(audit_round: Round, stage: Stage, date_name: str, left: str, now_says: str) -> str:
    title = "Re-audit" if stage is Stage.CLOSED else stage.label
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
