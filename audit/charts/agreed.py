"""What was agreed: the grade of every statement for every child, and how agencies' own grades stood to it.

In: a round with its judgements, or with each agency's own grades beside the agreed ones.
Out: charts for the audit group; they name children and agencies and do not go to a board.

Here too:
- Answers: how often each line of enquiry was met, partly met, not met or could not be evidenced.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import looked_at, origin
from audit.domain.english import agree, capital, counted, inside, listed, share
from audit.domain.findings.themes import LineAnswers
from audit.domain.frameworks.framework import Key
from audit.domain.rating.form import Answer
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.workshop.grid import GradeGrid, grade_grid, most_to_do, strongest, upper_share
from audit.domain.workshop.moderation import Judgement, Outcome
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


def statements_by_case(audit_round: Round, judgements: Sequence[Judgement], *, ink: str = palette.LIGHT) -> Chart:
    """Draw the agreed grade of every statement (rows) for every child (columns)."""
    grid = grade_grid(audit_round, judgements)
    marks = [[_mark(grid, case, statement.key) for case in grid.cases] for statement in grid.statements]
    names = [f"{statement.number} {statement.short_title}" for statement in grid.statements]
    return Chart(
        title=_grid_title(grid),
        figure=plot.nothing(ink, "Nothing agreed yet") if grid.empty else plot.grid(names, grid.cases, marks, ink),
        sentence=_grid_sentence(grid),
        table=Table(
            columns=("Statement", *grid.cases),
            rows=tuple((name, *(mark.label for mark in row)) for name, row in zip(names, marks, strict=True)),
        ),
        source=(
            f"{_judged(grid)} {looked_at(audit_round)} Each judgement has its reason; no grade is an average."
            f"{origin(audit_round)}"
        ),
        legend=() if grid.empty else palette.legend(_in_use(grid, marks)),
        ink=ink,
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


def _mark(grid: GradeGrid, case: str, statement: Key) -> Mark:
    judgement = grid.cell(case, statement)
    if judgement is None:
        return palette.NOT_JUDGED
    if judgement.outcome is Outcome.GRADE and judgement.grade is not None:
        return palette.grade(grid.scale.step(judgement.grade))
    return palette.OUTCOMES[judgement.outcome]


def _in_use(grid: GradeGrid, marks: Sequence[Sequence[Mark]]) -> list[Mark]:
    used = {mark for row in marks for mark in row}
    every = [*(palette.grade(step) for step in grid.scale.steps), *palette.OUTCOMES.values(), palette.NOT_JUDGED]
    return [mark for mark in every if mark in used]


def _grid_title(grid: GradeGrid) -> str:
    best, worst = strongest(grid), most_to_do(grid)
    if not best:
        return "Nothing has been graded yet" if grid.empty else "No grade was agreed for any statement"
    whose = agree(len(grid.cases), f"{grid.cases[0]}: ", "")
    shares = {upper_share(grid, statement.key) for statement in grid.statements if grid.grades(statement.key)}
    if shares == {Fraction(1)}:
        return capital(f"{whose}every grade agreed is {_upper_words(grid)}")
    alike = best == worst or len(best) + len(worst) > 4
    if shares == {Fraction(0)}:
        work = "" if alike else f"; most to do on {_named(worst)}"
        return capital(f"{whose}no grade agreed is {_upper_words(grid)}{work}")
    if alike:
        return capital(f"{whose}{_upper_total(grid)}")
    return capital(f"{whose}strongest on {_named(best)}; most to do on {_named(worst)}")


def _upper_total(grid: GradeGrid) -> str:
    grades = [grade for statement in grid.statements for grade in grid.grades(statement.key).elements()]
    upper = sum(grid.scale.is_upper(grade) for grade in grades)
    return f"{share(upper, len(grades))} grades agreed {agree(upper, 'is', 'are')} {_upper_words(grid)}"


def _upper_words(grid: GradeGrid) -> str:
    upper = [step for step in grid.scale.steps if grid.scale.is_upper(step.value)]
    return f"{inside(upper[-1].label)}{' or better' if len(upper) > 1 else ''}"


def _named(statements: Sequence[RoundStatement]) -> str:
    return listed([inside(statement.short_title) for statement in statements])


def _grid_sentence(grid: GradeGrid) -> str:
    if grid.empty:
        return "No judgement has been recorded yet. Each one appears here when it is."
    parts = ["How many children were given each grade."] if len(grid.cases) > 1 else [f"{grid.cases[0]}."]
    parts += [
        f"{statement.number} {statement.short_title}: {_tally(grid, statement.key)}." for statement in grid.statements
    ]
    if grid.waiting:
        parts.append(f"{capital(counted(grid.waiting, 'judgement is', 'judgements are'))} not recorded.")
    return " ".join(parts)


def _judged(grid: GradeGrid) -> str:
    done = sum(all(grid.cell(case, statement.key) for statement in grid.statements) for case in grid.cases)
    return f"{capital(counted(done, 'child', 'children'))} judged on every statement."


def _tally(grid: GradeGrid, statement: Key) -> str:
    looks = [_mark(grid, case, statement) for case in grid.cases]
    if len(grid.cases) == 1:
        return inside(looks[0].label)
    return ", ".join(f"{inside(mark.label)} for {looks.count(mark)}" for mark in _in_use(grid, [looks]))


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
            columns=("Question", *(answer.label for answer in Answer), "Share met"),
            rows=tuple(
                (answers.line.title, *(answers.counts[a] for a in Answer), _percent(answers)) for answers in lines
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
