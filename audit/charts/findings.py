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
from audit.charts.wording import capital, counted, inside, listed, looked_at, origin
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
    shown = [one for one in ordered if one.total]
    bars = [plot.Bar(label=one.title, parts=_parts(_kinds(one))) for one in shown]
    return Chart(
        title=_themes_title(shown, of=len(counts)),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No findings yet"),
        sentence=_themes_sentence(ordered),
        table=_table("Theme", [(one.title, _kinds(one)) for one in ordered]),
        source=f"Counts of findings. A finding under two themes is counted under both. {looked_at(audit_round)}",
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
                f"{picture.theme.title}: {_said(_tally(picture.findings))}.",
                *(f"{label}: {_said(kinds)}." for label, kinds in rows),
            ]
        ),
        table=_table("Statement", rows),
        source=(
            f"{capital(counted(len(picture.findings), 'finding', 'findings'))}. A finding about two statements is "
            f"counted under both. {looked_at(audit_round)}{origin(audit_round)}"
        ),
        legend=palette.legend(palette.FINDINGS.values()) if bars else (),
        ink=ink,
    )


def _by_statement(audit_round: Round, findings: Sequence[Finding]) -> list[tuple[str, dict[FindingKind, int]]]:
    groups = [
        (f"{asked.number} {asked.short_title}", [one for one in findings if asked.key in one.statements])
        for asked in audit_round.statements()
    ]
    known = {asked.key for asked in audit_round.statements()}
    groups.append(("Not about one statement", [one for one in findings if not known.intersection(one.statements)]))
    return [(label, _tally(mine)) for label, mine in groups if mine]


def _tally(findings: Sequence[Finding]) -> dict[FindingKind, int]:
    return {kind: sum(one.kind is kind for one in findings) for kind in palette.FINDINGS}


def _kinds(one: ThemeCount) -> dict[FindingKind, int]:
    return {kind: one.of(kind) for kind in palette.FINDINGS}


def _parts(kinds: dict[FindingKind, int]) -> tuple[tuple[Mark, int], ...]:
    return tuple((palette.FINDINGS[kind], kinds[kind]) for kind in palette.FINDINGS)


def _table(first: str, rows: Sequence[tuple[str, dict[FindingKind, int]]]) -> Table:
    return Table(
        columns=(first, *(kind.label for kind in palette.FINDINGS), "All"),
        rows=tuple((label, *(kinds[kind] for kind in palette.FINDINGS), sum(kinds.values())) for label, kinds in rows),
    )


def _said(kinds: dict[FindingKind, int]) -> str:
    said = [counted(kinds[kind], *_NOUNS[kind]) for kind in palette.FINDINGS if kinds[kind]]
    return listed(said) or "no findings yet"


def _theme_title(picture: ThemePicture) -> str:
    kinds = _tally(picture.findings)
    to_do = kinds[FindingKind.NEEDS_TO_IMPROVE] + kinds[FindingKind.PRIORITY_ACTION]
    said = [
        counted(count, *_NOUNS[kind])
        for kind, count in ((FindingKind.STRENGTH, kinds[FindingKind.STRENGTH]), (FindingKind.NEEDS_TO_IMPROVE, to_do))
        if count
    ]
    return f"{picture.theme.title}: {listed(said) or _said(kinds)}"


def _themes_title(shown: Sequence[ThemeCount], *, of: int) -> str:
    if not shown:
        return "No finding has been recorded yet"
    if len(shown) == 1:
        return f"{shown[0].title} is the only theme with findings"
    work = _at_top(shown, [one.to_do for one in shown])
    strong = _at_top(shown, [one.strengths for one in shown])
    said = [f"most to improve: {work}"] if work else []
    said += [f"most strengths: {strong}"] if strong else []
    if said:
        return capital("; ".join(said))
    return capital(f"findings stand under {counted(len(shown), 'theme', 'themes')} of {of}")


def _at_top(shown: Sequence[ThemeCount], counts: Sequence[int]) -> str:
    top = [one for one, count in zip(shown, counts, strict=True) if count and count == max(counts)]
    return listed([inside(one.title) for one in top]) if len(top) <= 2 < len(shown) or len(top) == 1 else ""


def _themes_sentence(ordered: Sequence[ThemeCount]) -> str:
    said = [f"{one.title}: {_said(_kinds(one))}." for one in ordered if one.total]
    without = [inside(one.title) for one in ordered if not one.total]
    if not said:
        return "Findings appear here when they are recorded in the workshop or after it."
    return " ".join([*said, *([f"No finding yet under {listed(without)}."] if without else [])])
