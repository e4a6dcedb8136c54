"""Rounds over time: actions done and making a difference, who took part, and shares over pooled rounds.

In: what the programme and the comparison of rounds worked out.
Out: charts that hold no count of children; a share stands only where pooled rounds reach twenty judged cases.

Here too:
- One child's figures over time, over the bands that a questionnaire's total falls in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.charts import palette
from audit.charts.chart import Chart, Table
from audit.charts.drawing import measured, plot
from audit.charts.drawing.mark import Mark
from audit.charts.wording import OF_CASES, value
from audit.domain.english import agree, amount, capital, counted, inside, listed, month, part_of
from audit.domain.over_time.change import Pooled
from audit.domain.over_time.measured import Band, Child, Series, band_of
from audit.domain.over_time.programme import ActionsOf, Participation, TookPart
from audit.domain.rounds.audit_round import Round

DIFFERENCE = Mark(label="Done, difference verified", fill="#12436D", text="#FFFFFF")
DONE = Mark(label="Done, difference not fully verified", fill="#6BACE6")
NOT_DONE = Mark(label="Not done yet", fill="#FFFFFF")
STOPPED = Mark(label="Stopped", fill="#D4D8DC")
_PART = {
    TookPart.YES: Mark(label="Took part", fill="#6BACE6", letter="✓"),
    TookPart.NOT_SUBMITTED: Mark(label="Asked, nothing submitted", fill="#FFFFFF", letter="?"),
    TookPart.NO_CASE: Mark(label="Not asked about a child, or knew none", fill="#FFFFFF", letter="0"),
    TookPart.LEFT_OUT: Mark(label="Left out of the file that brought the round here", fill="#FFFFFF", letter="f"),
    TookPart.NO: Mark(label="Not in the round", fill="#D4D8DC", letter="–"),
}
_SHARE = Mark(label="Share", fill="#2073BC", edge="#12436D")


def actions_by_round(rows: Sequence[ActionsOf], *, ink: str = palette.LIGHT) -> Chart:
    """Draw each round's actions: done and making a difference, done, not done, stopped."""
    shown = [round_actions for round_actions in rows if round_actions.total]
    bars = [plot.Bar(label=round_actions.audit_round.ref, parts=_parts(round_actions)) for round_actions in shown]
    total, done = (
        sum(round_actions.total for round_actions in shown),
        sum(round_actions.difference + round_actions.done for round_actions in shown),
    )
    difference = sum(round_actions.difference for round_actions in shown)
    return Chart(
        title=_actions_title(total, done, difference),
        figure=plot.bars(bars, ink, as_share=False) if bars else plot.nothing(ink, "No action yet"),
        sentence=" ".join(_actions_words(round_actions) for round_actions in shown)
        or "Each round’s actions appear here once they are decided.",
        table=Table(
            columns=("Round", "Difference verified", "Done, not fully verified", "Not done yet", "Stopped", "Actions"),
            rows=tuple(
                (
                    round_actions.audit_round.ref,
                    round_actions.difference,
                    round_actions.done,
                    round_actions.open,
                    round_actions.stopped,
                    round_actions.total,
                )
                for round_actions in shown
            ),
        ),
        source=(
            f"{_counts_today(total, len(shown))}A difference counts once somebody other than the owner has verified it."
        ),
        legend=palette.legend((DIFFERENCE, DONE, NOT_DONE, STOPPED)) if bars else (),
        ink=ink,
    )


_ALWAYS = {
    TookPart.YES,
    TookPart.NOT_SUBMITTED,
    TookPart.NO,
}  # parts that the legend names even where no agency has them


def taking_part(rows: Sequence[Participation], rounds: Sequence[Round], *, ink: str = palette.LIGHT) -> Chart:
    """Draw which agencies took part in which round; one that took another's place shares its row."""
    marks = [[_PART[participation.rounds[r.ref]] for r in rounds] for participation in rows]
    names = [_agency(participation) for participation in rows]
    held = {part for participation in rows for part in participation.rounds.values()}
    always = [
        participation for participation in rows if all(part is TookPart.YES for part in participation.rounds.values())
    ]
    return Chart(
        title=_part_title(len(always), len(rows), len(rounds)),
        figure=plot.grid(names, [r.ref for r in rounds], marks, ink) if rows and rounds else plot.nothing(ink),
        sentence=" ".join(_part_words(participation, rounds) for participation in rows)
        or "No agency has been asked yet.",
        table=Table(
            columns=("Agency", *(r.ref for r in rounds)),
            rows=tuple((name, *(mark.label for mark in row)) for name, row in zip(names, marks, strict=True)),
        ),
        source=(
            f"{capital(counted(len(rows), 'agency', 'agencies'))}, {counted(len(rounds), 'round', 'rounds')}. "
            "An agency took part where it submitted a form about at least one case."
        ),
        legend=palette.legend(_PART[part] for part in TookPart if part in held | _ALWAYS) if rows and rounds else (),
        ink=ink,
    )


def shares(pools: Sequence[Pooled], *, ink: str = palette.LIGHT) -> Chart:
    """Draw the share of judged cases in the scale's upper half, with its 95 % interval where one may be given."""
    rows = [measured.Share(label=_pool_name(pool), share=pool.share, interval=pool.interval) for pool in pools]
    random = [pool for pool in pools if pool.at_random]
    return Chart(
        title=_shares_title(pools),
        figure=measured.shares(rows, _SHARE, ink) if rows else plot.nothing(ink),
        sentence=" ".join(_share_words(pool) for pool in pools) or "No statement has reached twenty judged cases yet.",
        table=Table(
            columns=("Statement", "Rounds", "Share", "From", "To", "Cases judged"),
            rows=tuple(_share_row(pool) for pool in pools),
        ),
        source=(
            "Share of judged cases in the upper half of the scale. "
            + (
                "The line is the 95 % interval (Wilson): where the share of all such children may lie. "
                if random
                else "No interval: the cases do not stand for other children, so the share describes these cases only. "
            )
            + "A round stands in one pool only."
        ),
        ink=ink,
    )


def per_cent(share: float) -> str:
    """Return a share in per cent, to one decimal place, half up."""
    return f"{int(share * 1000 + 0.5 + 1e-9) / 10:.1f}%"


def _parts(round_actions: ActionsOf) -> tuple[tuple[Mark, int], ...]:
    return (
        (DIFFERENCE, round_actions.difference),
        (DONE, round_actions.done),
        (NOT_DONE, round_actions.open),
        (STOPPED, round_actions.stopped),
    )


def _actions_title(total: int, done: int, difference: int) -> str:
    if not total:
        return "No action has been decided yet"
    if not done:
        return "No action is done yet"
    if total == 1:
        return (
            f"The one action is done; {'its difference is verified' if difference else 'no difference is verified yet'}"
        )
    made = f"the difference is verified for {amount(difference)} of them"
    return f"{capital(part_of(done, total))} actions {agree(done, 'is', 'are')} done; {made}"


def _counts_today(total: int, rounds: int) -> str:
    if not total:
        return ""
    stand = agree(total, "it stands", "they stand")
    return f"{capital(counted(total, 'action', 'actions'))} of {counted(rounds, 'round', 'rounds')}, as {stand} today. "


def _actions_words(round_actions: ActionsOf) -> str:
    parts = "; ".join(f"{inside(mark.label)}: {count}" for mark, count in _parts(round_actions) if count)
    return f"{round_actions.audit_round.ref}, {counted(round_actions.total, 'action', 'actions')}: {parts}."


def _agency(participation: Participation) -> str:
    before = (
        f" (before: {listed([earlier.short_name for earlier in participation.earlier])})"
        if participation.earlier
        else ""
    )
    return f"{participation.agency.short_name}{before}"


def _part_title(always: int, agencies: int, rounds: int) -> str:
    if not rounds or not agencies:
        return "No round has been opened yet"
    every = " in every round" if rounds > 1 else ""
    if always == agencies:
        return f"Every agency took part{every}"
    if not always:
        return f"No agency took part{every}" if every else "No agency has taken part yet"
    return f"{capital(part_of(always, agencies))} agencies took part{every}"


def _part_words(participation: Participation, rounds: Sequence[Round]) -> str:
    by: dict[TookPart, list[str]] = {}
    for audit_round in rounds:
        by.setdefault(participation.rounds[audit_round.ref], []).append(audit_round.ref)
    words = "; ".join(f"{inside(_PART[part].label)} ({listed(refs)})" for part, refs in by.items())
    return f"{_agency(participation)}: {words}."


def _pool_name(pool: Pooled) -> str:
    return f"{pool.statement.number} {pool.statement.short_title}, {listed(pool.rounds)}: {per_cent(pool.share)}"


def _shares_title(pools: Sequence[Pooled]) -> str:
    if not pools:
        return "No statement has reached twenty judged cases yet"
    lowest, highest = min(pools, key=lambda pool: pool.share), max(pools, key=lambda pool: pool.share)
    if lowest.statement.key == highest.statement.key:
        return f"{highest.statement.short_title}: {per_cent(highest.share)} of judged cases in the upper half"
    return f"Highest for {highest.statement.short_title.lower()}, lowest for {lowest.statement.short_title.lower()}"


def _share_words(pool: Pooled) -> str:
    between = (
        f", 95 % interval {per_cent(pool.interval[0])} to {per_cent(pool.interval[1])}"
        if pool.interval
        else ", for these cases only"
    )
    return f"{_pool_name(pool)}{between}, {pool.tally.judged} cases judged."


def _share_row(pool: Pooled) -> tuple[str, str, str, str, str, int]:
    low, high = (per_cent(end) for end in pool.interval) if pool.interval else ("none", "none")
    name = f"{pool.statement.number} {pool.statement.short_title}"
    return (name, listed(pool.rounds), per_cent(pool.share), low, high, pool.tally.judged)


_FILLS = ("#F0F6FC", "#D6E6F5", "#B7D3EC")  # light, middle, dark: the order is plain in grey too
_LINE = Mark(label="Figure", fill="#12436D", edge="#12436D", text="#0B0C0C")
_PLAIN = Mark(label="Figure", fill="#2073BC", edge="#2073BC", text="#0B0C0C")


def over_time(child: Child, series: Series, bands: Sequence[Band], *, ink: str = palette.LIGHT) -> Chart:
    """Draw one child's figures of one kind from the first to the latest; `bands` may be empty."""
    points = [(point.on, point.value) for point in series.points]
    looks = [Mark(label=_band_label(band), fill=_FILLS[place % 3]) for place, band in enumerate(bands)]
    stripes = [
        measured.Stripe(low=max(band.low - 0.5, 0), high=band.high + 0.5, mark=look)
        for band, look in zip(bands, looks, strict=True)
    ]
    most = float(series.kind.ends_at or 0) or max(v for _, v in points) * 1.25 or 1.0
    columns = ("Date", "Figure", "Band") if bands else ("Date", "Figure")
    return Chart(
        title=_title(child, series),
        figure=measured.line(points, stripes, _LINE if bands else _PLAIN, ink, most=most),
        sentence=_sentence(child, series, bands),
        table=Table(columns=columns, rows=tuple(_row(on, v, bands) for on, v in points)),
        source=_source(child, series, bands),
        legend=palette.legend(looks),
        ink=ink,
    )


def _band_label(band: Band) -> str:
    return f"{band.low} to {band.high}: {band.means}"


def _title(child: Child, series: Series) -> str:
    first, last = series.points[0], series.points[-1]
    name = f"{child.ref}: {series.kind.short}"
    if len(series.points) == 1:
        return f"{name} {value(last.value)}, measured once"
    word = "lower" if last.value < first.value else "higher" if last.value > first.value else "the same"
    return (
        f"{name} {word}, from {value(first.value)} to {value(last.value)}"
        if word != "the same"
        else (f"{name} the same, {value(last.value)}")
    )


def _sentence(child: Child, series: Series, bands: Sequence[Band]) -> str:
    phrases = [f"{value(point.value)} in {month(point.on)}{_in_band(point.value, bands)}" for point in series.points]
    return f"{child.ref}, {series.kind.label}: {listed(phrases)}."


def _in_band(amount: float, bands: Sequence[Band]) -> str:
    band = band_of(amount, bands)
    return f" ({band.means})" if band else ""


def _row(on: date, amount: float, bands: Sequence[Band]) -> tuple[str, float] | tuple[str, float, str]:
    day = f"{on.day} {on:%B %Y}"
    band = band_of(amount, bands)
    return (day, amount, band.means if band else "") if bands else (day, amount)


def _source(child: Child, series: Series, bands: Sequence[Band]) -> str:
    rounds = listed([name.partition("/")[0] for name in child.cases])
    first, last = series.points[0].on, series.points[-1].on
    when = month(first) if first == last else f"{month(first)} to {month(last)}"
    looks = " A band is a reason to look closer and says nothing certain about one child." if bands else ""
    return (
        f"One child, {counted(len(series.points), 'figure', 'figures')}, {when}; from {rounds}. A figure shows where "
        f"to look, not why it changed.{looks} {OF_CASES}"
    )
