"""Findings: how many strengths and improvements stand under each theme, and what one theme's findings are about.

In: counts of findings by theme, or one theme's picture.
Out: charts that count findings and never children, so that a board may see them.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import looked_at, origin
from audit.domain.english import capital, counted, inside, listed
from audit.domain.findings.finding import Finding, FindingKind, ThemeCount, themes_in_order
from audit.domain.findings.themes import ThemePicture
from audit.domain.rounds.audit_round import Round

_NOUNS = {
    FindingKind.PRIORITY_ACTION: ("area for priority action", "areas for priority action"),
    FindingKind.NEEDS_TO_IMPROVE: ("thing to improve", "things to improve"),
    FindingKind.STRENGTH: ("strength", "strengths"),
    FindingKind.LEARNING: ("piece of learning", "pieces of learning"),
}


def findings_by_theme(audit_round: Round, counts: Sequence[ThemeCount], *, ink: str = palette.LIGHT) -> Chart:
    """Draw a bar for each theme that has findings, most to improve first, split by kind.

    It holds no count of cases. A theme without findings is in the table and the sentence.
    """
    ordered = themes_in_order(counts)
    shown = [theme_count for theme_count in ordered if theme_count.total]
    bars = [plot.Bar(label=theme_count.title, parts=_parts(_kinds(theme_count))) for theme_count in shown]
    return Chart(
        title=_themes_title(shown, of=len(counts)),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No findings yet"),
        sentence=_themes_sentence(ordered),
        table=_table("Theme", [(theme_count.title, _kinds(theme_count)) for theme_count in ordered]),
        source=f"Counts of findings. A finding under 2 themes is counted under both. {looked_at(audit_round)}",
        legend=palette.legend(palette.FINDINGS.values()) if bars else (),
        ink=ink,
    )


def theme_findings(audit_round: Round, picture: ThemePicture, *, ink: str = palette.LIGHT) -> Chart:
    """Draw one theme's findings by the statement that they are about, split by kind."""
    rows = _by_statement(audit_round, picture.findings)
    bars = [plot.Bar(label=label, parts=_parts(kinds)) for label, kinds in rows]
    return Chart(
        title=_theme_title(picture),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No findings yet"),
        sentence=" ".join(
            [
                f"{picture.theme.title}: {_kind_words(_tally(picture.findings))}.",
                *(f"{label}: {_kind_words(kinds)}." for label, kinds in rows),
            ]
        ),
        table=_table("Statement", rows),
        source=(
            f"{capital(counted(len(picture.findings), 'finding', 'findings'))}. A finding about 2 statements is "
            f"counted under both. {looked_at(audit_round)}{origin(audit_round)}"
        ),
        legend=palette.legend(palette.FINDINGS.values()) if bars else (),
        ink=ink,
    )


def _by_statement(audit_round: Round, findings: Sequence[Finding]) -> list[tuple[str, dict[FindingKind, int]]]:
    groups = [
        (
            f"{statement.number} {statement.short_title}",
            [finding for finding in findings if statement.key in finding.statements],
        )
        for statement in audit_round.statements()
    ]
    known = {statement.key for statement in audit_round.statements()}
    groups.append(
        ("Not about one statement", [finding for finding in findings if not known.intersection(finding.statements)])
    )
    return [(label, _tally(group)) for label, group in groups if group]


def _tally(findings: Sequence[Finding]) -> dict[FindingKind, int]:
    return {kind: sum(finding.kind is kind for finding in findings) for kind in palette.FINDINGS}


def _kinds(theme_count: ThemeCount) -> dict[FindingKind, int]:
    return {kind: theme_count.of(kind) for kind in palette.FINDINGS}


def _parts(kinds: dict[FindingKind, int]) -> tuple[tuple[Mark, int], ...]:
    return tuple((palette.FINDINGS[kind], kinds[kind]) for kind in palette.FINDINGS)


def _table(first: str, rows: Sequence[tuple[str, dict[FindingKind, int]]]) -> Table:
    return Table(
        columns=(first, *(kind.label for kind in palette.FINDINGS), "All"),
        rows=tuple((label, *(kinds[kind] for kind in palette.FINDINGS), sum(kinds.values())) for label, kinds in rows),
    )


def _kind_words(kinds: dict[FindingKind, int]) -> str:
    phrases = [counted(kinds[kind], *_NOUNS[kind]) for kind in palette.FINDINGS if kinds[kind]]
    return listed(phrases) or "no findings yet"


def _theme_title(picture: ThemePicture) -> str:
    kinds = _tally(picture.findings)
    to_do = kinds[FindingKind.NEEDS_TO_IMPROVE] + kinds[FindingKind.PRIORITY_ACTION]
    phrases = [
        counted(count, *_NOUNS[kind])
        for kind, count in ((FindingKind.STRENGTH, kinds[FindingKind.STRENGTH]), (FindingKind.NEEDS_TO_IMPROVE, to_do))
        if count
    ]
    return f"{picture.theme.title}: {listed(phrases) or _kind_words(kinds)}"


def _themes_title(shown: Sequence[ThemeCount], *, of: int) -> str:
    if not shown:
        return "No finding has been recorded yet"
    if len(shown) == 1:
        return f"{shown[0].title} is the only theme with findings"
    work = _at_top(shown, [theme_count.to_do for theme_count in shown])
    strong = _at_top(shown, [theme_count.strengths for theme_count in shown])
    phrases = [f"most to improve: {work}"] if work else []
    phrases += [f"most strengths: {strong}"] if strong else []
    if phrases:
        return capital("; ".join(phrases))
    return capital(f"findings stand under {counted(len(shown), 'theme', 'themes')} of {of}")


def _at_top(shown: Sequence[ThemeCount], counts: Sequence[int]) -> str:
    top = [theme_count for theme_count, count in zip(shown, counts, strict=True) if count and count == max(counts)]
    return (
        listed([inside(theme_count.title) for theme_count in top])
        if len(top) <= 2 < len(shown) or len(top) == 1
        else ""
    )


def _themes_sentence(ordered: Sequence[ThemeCount]) -> str:
    sentences = [
        f"{theme_count.title}: {_kind_words(_kinds(theme_count))}." for theme_count in ordered if theme_count.total
    ]
    without = [inside(theme_count.title) for theme_count in ordered if not theme_count.total]
    if not sentences:
        return "Findings appear here when they are recorded in the workshop or after it."
    return " ".join([*sentences, *([f"No finding yet under {listed(without)}."] if without else [])])
