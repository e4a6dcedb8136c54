"""The path of a round, always in sight: what is done, what is now, what is next."""

from __future__ import annotations

from audit.domain.rounds import STAGES, Round, Stage
from audit.pages.components.days import short_day
from audit.pages.components.look import text

_STEPS = ((Stage.RATING, "audits_due"), (Stage.WORKSHOP, "workshop"), (Stage.FINDINGS, ""), (Stage.PLAN, "plan"),
          (Stage.BOARD, "board"), (Stage.CLOSED, "reaudit"))  # fmt: skip


def path(audit_round: Round, *, now_says: str = "now") -> str:
    """Return the path as HTML; `now_says` stands under the step the round is at."""
    return f'<ol class="ss-path">{"".join(_step(audit_round, stage, date, now_says) for stage, date in _STEPS)}</ol>'


def _step(audit_round: Round, stage: Stage, date_name: str, now_says: str) -> str:
    title = "Re-audit" if stage is Stage.CLOSED else stage.label
    planned = getattr(audit_round.dates, date_name) if date_name else None
    at, here = STAGES.index(audit_round.stage), STAGES.index(stage)
    if at > here:
        return f'<li class="done"><span class="t">✓ {text(title)}<span class="d">done</span></span></li>'
    if at == here:
        return f'<li class="now" aria-current="step"><b>{text(title)}</b><span class="d">{text(now_says)}</span></li>'
    day = short_day(planned) if planned else ""
    return f'<li><span class="t">{text(title)}<span class="d">{text(day)}</span></span></li>'
