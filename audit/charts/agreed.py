"""How agencies' own grades stood to what was agreed.

In: a round, with each agency's own grades beside the agreed ones.
Out: a chart for the audit group; it names agencies and does not go to a board.

Here too:
- Answers: how often each line of enquiry was met, partly met, not met or could not be evidenced.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import looked_at, origin
from audit.domain.english import agree, capital, counted, inside, share
from audit.domain.findings.themes import LineAnswers
from audit.domain.rating.form import TO_CHOOSE, Answer
from audit.domain.rounds.audit_round import Round
from audit.domain.workshop.own_grades import (
    AGENCIES_OF_ALL,
    CASES_OF_ALL,
    CASES_PER_AGENCY,
    FEWEST_OF_ALL,
    FEWEST_PER_AGENCY,
    TOO_FEW,
    OwnAgainstAgreed,
    OwnView,
    pool,
)


def own_against_agreed(audit_round: Round, rows: Sequence[OwnAgainstAgreed], *, ink: str = palette.LIGHT) -> Chart:
    """Draw each agency's own grades as higher than, the same as or lower than the grade agreed.

    A bar's length is the share of that agency's grades. Bars stand in the order of `rows`, the round's, and never by
    size; an agency with too few grades has none.
    """
    bars = [plot.Bar(label=_agency(audit_round, row), parts=_own_parts(row)) for row in rows if row.enough]
    return Chart(
        title=_own_title(pool(rows)),
        figure=plot.bars(bars, ink, as_share=True) if bars else plot.nothing(ink, TOO_FEW),
        sentence=_own_sentence(audit_round, rows),
        table=Table(
            columns=("Agency", "Higher", "The same", "Lower", "Grades compared", "Left out"),
            rows=tuple(_own_row(audit_round, row) for row in rows),
        ),
        source=_own_source(audit_round, rows),
        legend=palette.legend(palette.OWN.values()) if bars else (),
        ink=ink,
    )


def _agency(audit_round: Round, row: OwnAgainstAgreed) -> str:
    return audit_round.agency(row.agency).short_name


def _own_parts(row: OwnAgainstAgreed) -> tuple[tuple[Mark, int], ...]:
    return tuple((palette.OWN[view], row.count(view)) for view in OwnView)


def _own_row(audit_round: Round, row: OwnAgainstAgreed) -> tuple[str | int, ...]:
    views = tuple(row.count(view) if row.enough else TOO_FEW for view in OwnView)
    return (_agency(audit_round, row), *views, row.compared, row.left_out)


def _own_title(together: OwnAgainstAgreed | None) -> str:
    if together is None:
        return "Too few own grades to say how they stood to the agreed ones"
    higher, lower = together.count(OwnView.HIGHER), together.count(OwnView.LOWER)
    if not higher and not lower:
        return "Every own grade was the same as the grade agreed"
    if higher == lower:
        return "Own grades were as often higher as lower than agreed"
    word, count = ("higher", higher) if higher > lower else ("lower", lower)
    verb = agree(count, "was", "were")
    return f"{capital(share(count, together.compared))} own grades {verb} {word} than the grade agreed"


def _own_sentence(audit_round: Round, rows: Sequence[OwnAgainstAgreed]) -> str:
    if not any(row.compared for row in rows):
        return "No blind grade stands beside an agreed one, so there is nothing to compare."
    together = pool(rows)
    first = (
        f"All agencies: {_own_words(together)}."
        if together is not None
        else f"All agencies: too few to say. It takes {FEWEST_OF_ALL} grades, from {CASES_OF_ALL} cases and "
        f"{AGENCIES_OF_ALL} agencies."
    )
    return " ".join([first, *(f"{_agency(audit_round, row)}: {_own_words(row)}." for row in rows)])


def _own_words(row: OwnAgainstAgreed) -> str:
    if not row.enough:
        return TOO_FEW.lower() if row.compared else "nothing to compare"
    higher, same, lower = (row.count(view) for view in OwnView)
    return f"of {row.compared} own grades {higher} higher than agreed, {same} the same, {lower} lower"


def _own_source(audit_round: Round, rows: Sequence[OwnAgainstAgreed]) -> str:
    every, left_out = sum(row.compared for row in rows), sum(row.left_out for row in rows)
    away = "Left out: “not evidenced” and “not applicable”"
    if left_out:
        away += f", and {counted(left_out, 'grade', 'grades')} not given blind or corrected after the reveal"
    return (
        "Length is the share of the agency's own grades, the number how many. "
        f"An agency is shown from {FEWEST_PER_AGENCY} grades and {CASES_PER_AGENCY} cases on. "
        f"{capital(counted(every, 'grade', 'grades'))}. {looked_at(audit_round)} {away}."
    )


def answers_by_line(audit_round: Round, lines: Sequence[LineAnswers], *, ink: str = palette.LIGHT) -> Chart:
    """Draw a bar for each line of enquiry that has answers, as long as it has answers, split by answer.

    "Not applicable" is in the table and not in the bars.
    """
    shown = [answers for answers in lines if answers.counted]
    bars = [
        plot.Bar(
            label=answers.line.title, parts=tuple((palette.ANSWERS[a], answers.counts[a]) for a in palette.ANSWERS)
        )
        for answers in shown
    ]
    return Chart(
        title=_title(shown),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No answers to show yet"),
        sentence=_sentence(lines),
        table=Table(
            columns=("Question", *(answer.label for answer in TO_CHOOSE), "Share met"),
            rows=tuple(
                (answers.line.title, *(answers.counts[a] for a in TO_CHOOSE), _percent(answers)) for answers in lines
            ),
        ),
        source=_source(audit_round, shown),
        legend=palette.legend(palette.ANSWERS.values()) if bars else (),
        ink=ink,
    )


def _title(lines: Sequence[LineAnswers]) -> str:
    every = sum(answers.counted for answers in lines)
    met = sum(answers.counts[Answer.MET] for answers in lines)
    if not every:
        return "No answers can be shown yet"
    least = min(answers.share_met or 0 for answers in lines)
    lowest = [answers for answers in lines if (answers.share_met or 0) == least]
    if len(lowest) == 1 and len(lines) > 1:
        return f"Least often met: {inside(lowest[0].line.title)}"
    if met == 0:
        return "No answer was “met”"
    return f"{capital(share(met, every))} answers {agree(met, 'was', 'were')} “met”"


def _sentence(lines: Sequence[LineAnswers]) -> str:
    if not any(answers.counted for answers in lines):
        return "Answers appear here when agencies' audits have been revealed."
    return " ".join(f"{answers.line.title}: {_words(answers)}." for answers in lines)


def _words(answers: LineAnswers) -> str:
    if not answers.counted:
        return "no answer that counts"
    phrases = [
        f"{inside(answer.label)} {answers.counts[answer]}" for answer in palette.ANSWERS if answers.counts[answer]
    ]
    return f"{', '.join(phrases)} of {answers.counted}"


def _percent(answers: LineAnswers) -> str:
    return "–" if answers.share_met is None else f"{answers.share_met:.0%}"


def _source(audit_round: Round, lines: Sequence[LineAnswers]) -> str:
    counts = sorted(answers.counted for answers in lines)
    if not counts:
        return looked_at(audit_round)
    fewest, most = counts[0], counts[-1]
    many = counted(most, "answer", "answers") if fewest == most else f"{fewest} to {most} answers"
    return (
        f"{capital(many)} a question, in the audits of revealed cases; “not applicable” left out. "
        f"{looked_at(audit_round)}{origin(audit_round)}"
    )
