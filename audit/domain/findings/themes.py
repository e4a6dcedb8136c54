"""Themes: everything a round holds that bears on one theme, brought together.

In: a round, its findings, and how often each answer was given to each line of enquiry.
Out: one picture of the theme: findings, answers, processes, measurements, the child's words, who was heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.domain.findings.finding import ChildWords, Finding, FindingKind
from audit.domain.frameworks.framework import Key, LineOfEnquiry, Theme
from audit.domain.rating.form import COUNTED, Answer, share_met
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.rounds.cases import Case, Process, SpokenTo
from audit.domain.rounds.measurements import Measurement, MeasurementKind
from audit.errors import AuditError

AnswerCounts = Mapping[tuple[Key, Answer], int]


@dataclass(frozen=True, kw_only=True)
class LineAnswers:
    """How often each answer was given to one line of enquiry, over cases and agencies."""

    key: Key
    statement: Key
    line: LineOfEnquiry
    counts: Mapping[Answer, int]  # every answer is a key, so that none can be forgotten

    @property
    def counted(self) -> int:
        """Return how many answers the share is taken of."""
        return sum(self.counts[answer] for answer in COUNTED)

    @property
    def share_met(self) -> float | None:
        """Return the share met, from 0 to 1; None where nobody gave an answer that counts."""
        return share_met_of([self])


@dataclass(frozen=True, kw_only=True)
class CaseProcess:
    """A process in play for one child."""

    case: str
    process: Process


@dataclass(frozen=True, kw_only=True)
class CaseMeasurements:
    """One child's figures of one kind, by date."""

    case: str
    kind: MeasurementKind
    points: tuple[Measurement, ...]  # oldest first, never empty

    @property
    def change(self) -> float | None:
        """Return the last figure less the first, in the measurement's unit; None where it was taken once."""
        return self.points[-1].value - self.points[0].value if len(self.points) > 1 else None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Whether a child and their carer were spoken to for this audit, and by whom."""

    case: str
    child: SpokenTo
    child_by: str
    carer: SpokenTo
    carer_by: str


@dataclass(frozen=True, kw_only=True)
class ThemePicture:
    """All that a round holds about one theme; it names cases, so it is for the audit group."""

    key: Key
    theme: Theme
    findings: tuple[Finding, ...]  # those that stand
    lines: tuple[LineAnswers, ...]
    processes: tuple[CaseProcess, ...]
    measurements: tuple[CaseMeasurements, ...]
    words: tuple[ChildWords, ...]
    heard: tuple[Heard, ...]

    @property
    def share_met(self) -> float | None:
        """Return the share met over the theme's lines, from 0 to 1; None where nothing counts."""
        return share_met_of(self.lines)

    @property
    def conflicts(self) -> tuple[CaseProcess, ...]:
        """Return the processes that were seen to clash with another."""
        return tuple(case_process for case_process in self.processes if case_process.process.conflict.strip())

    def of_kind(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the standing findings of one kind, in the order they were raised."""
        return tuple(finding for finding in self.findings if finding.kind is kind)


def picture(
    audit_round: Round, theme_key: Key, findings: Sequence[Finding], answer_counts: AnswerCounts
) -> ThemePicture:
    """Bring together what bears on one theme.

    `answer_counts` are those that the viewer may see. Withdrawn cases and their words are left out. Raises
    AuditError where the round has no such theme.
    """
    theme = _theme(audit_round, theme_key)
    standing = tuple(finding for finding in findings if finding.stands and theme_key in finding.themes)
    cases = audit_round.active_cases()
    withdrawn = {case.ref for case in audit_round.cases if case.withdrawn is not None}
    return ThemePicture(
        key=theme_key,
        theme=theme,
        findings=standing,
        lines=lines_of_theme(audit_round, theme_key, answer_counts),
        processes=tuple(
            CaseProcess(case=case.ref, process=process)
            for case in cases
            for process in case.processes
            if process.kind in theme.processes
        ),
        measurements=tuple(series for case in cases for series in _measured(case, theme)),
        words=tuple(words for finding in standing for words in finding.words if words.case not in withdrawn),
        heard=tuple(_heard(case) for case in cases),
    )


def lines_of_theme(audit_round: Round, theme_key: Key, answer_counts: AnswerCounts) -> tuple[LineAnswers, ...]:
    """Return the lines of enquiry that name the theme, with their answers, in the round's order.

    A line names its themes by ref alone; they belong to the framework that its own `themes_from` names.
    """
    source = {fw.id: fw.themes_from or fw.id for fw in audit_round.frameworks()}
    return tuple(
        line_answers
        for statement in audit_round.statements()
        if source[statement.key.framework] == theme_key.framework
        for line_answers in lines_of_statement(statement, answer_counts)
        if theme_key.ref in line_answers.line.themes
    )


def lines_of_statement(statement: RoundStatement, answer_counts: AnswerCounts) -> tuple[LineAnswers, ...]:
    """Return a statement's lines of enquiry with their answers, in the framework's order."""
    return tuple(
        LineAnswers(
            key=statement.line_key(line),
            statement=statement.key,
            line=line,
            counts={answer: answer_counts.get((statement.line_key(line), answer), 0) for answer in Answer},
        )
        for line in statement.lines
    )


def figures_of(case: Case) -> tuple[CaseMeasurements, ...]:
    """Return all that was measured of a child, a kind at a time, each by date."""
    figures = []
    for kind in MeasurementKind:
        points = sorted(
            (measurement for measurement in case.measurements if measurement.kind is kind),
            key=lambda measurement: measurement.on,
        )
        if points:
            figures.append(CaseMeasurements(case=case.ref, kind=kind, points=tuple(points)))
    return tuple(figures)


def share_met_of(lines: Sequence[LineAnswers]) -> float | None:
    """Return the share met over several lines, from 0 to 1, by the rule of `rating.share_met`."""
    return share_met(
        [answer for line_answers in lines for answer, count in line_answers.counts.items() for _ in range(count)]
    )


def _theme(audit_round: Round, theme_key: Key) -> Theme:
    for key, theme in audit_round.themes():
        if key == theme_key:
            return theme
    raise AuditError(f"{audit_round.title} has no theme {theme_key.ref}. Choose one from the round.")


def _measured(case: Case, theme: Theme) -> list[CaseMeasurements]:
    return [series for series in figures_of(case) if series.kind in theme.measurements]


def _heard(case: Case) -> Heard:
    return Heard(
        case=case.ref,
        child=case.child_spoken_to,
        child_by=case.child_spoken_to_by,
        carer=case.carer_spoken_to,
        carer_by=case.carer_spoken_to_by,
    )
