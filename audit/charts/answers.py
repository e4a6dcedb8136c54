"""Answers: how often each line of enquiry was met, partly met, not met or could not be evidenced.

In: lines of enquiry with their counts by answer, of a statement or of a theme.
Out: a chart for the audit group.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.charts import theme
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.wording import capital, counted, inside, looked_at, origin, portion
from audit.domain.findings.themes import LineAnswers
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Round


def answers_by_line(audit_round: Round, lines: Sequence[LineAnswers], *, ink: str = theme.LIGHT) -> Chart:
    """Draw a bar for each line of enquiry that has answers, as long as it has answers, split by answer.

    "Not applicable" is in the table and not in the bars.
    """
    shown = [one for one in lines if one.counted]
    bars = [
        plot.Bar(label=one.line.title, parts=tuple((theme.ANSWERS[a], one.counts[a]) for a in theme.ANSWERS))
        for one in shown
    ]
    return Chart(
        title=_title(shown),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No answers to show yet"),
        sentence=_sentence(lines),
        table=Table(
            columns=("Question", *(answer.label for answer in Answer), "Share met"),
            rows=tuple((one.line.title, *(one.counts[a] for a in Answer), _percent(one)) for one in lines),
        ),
        source=_source(audit_round, shown),
        legend=theme.legend(theme.ANSWERS.values()) if bars else (),
        ink=ink,
    )


def _title(lines: Sequence[LineAnswers]) -> str:
    every = sum(one.counted for one in lines)
    met = sum(one.counts[Answer.MET] for one in lines)
    if not every:
        return "No answers can be shown yet"
    least = min(one.share_met or 0 for one in lines)
    lowest = [one for one in lines if (one.share_met or 0) == least]
    if len(lowest) == 1 and len(lines) > 1:
        return f"Least often met: {inside(lowest[0].line.title)}"
    if met == 0:
        return "No answer was “met”"
    return f"{capital(portion(met, every))} answers {'was' if met == 1 else 'were'} “met”"


def _sentence(lines: Sequence[LineAnswers]) -> str:
    if not any(one.counted for one in lines):
        return "Answers appear here when agencies' audits have been revealed."
    return " ".join(f"{one.line.title}: {_words(one)}." for one in lines)


def _words(one: LineAnswers) -> str:
    if not one.counted:
        return "no answer that counts"
    said = [f"{inside(answer.label)} {one.counts[answer]}" for answer in theme.ANSWERS if one.counts[answer]]
    return f"{', '.join(said)} of {one.counted}"


def _percent(one: LineAnswers) -> str:
    return "–" if one.share_met is None else f"{one.share_met:.0%}"


def _source(audit_round: Round, lines: Sequence[LineAnswers]) -> str:
    counts = sorted(one.counted for one in lines)
    if not counts:
        return looked_at(audit_round)
    fewest, most = counts[0], counts[-1]
    many = counted(most, "answer", "answers") if fewest == most else f"{fewest} to {most} answers"
    return (
        f"{capital(many)} a question, in the audits of revealed cases; “not applicable” left out. "
        f"{looked_at(audit_round)}{origin(audit_round)}"
    )
