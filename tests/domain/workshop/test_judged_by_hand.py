"""What is judged, worked by hand: each row says what happened, and the answer that a person got with pencil and paper.

Five tables: the word for a statement, change since last time, own grades, agreement, and what became of old findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from audit.domain.findings.finding import FindingKind as Kind
from audit.domain.over_time.change import DIFFERENT, Match, compare
from audit.domain.over_time.reaudit import Seen, Settlement, since_last_time
from audit.domain.plan.actions import plan
from audit.domain.rounds.audit_round import Drawn, Round, Stage
from audit.domain.rounds.cases import Population
from audit.domain.rounds.draws import KeptDraw, drawn_as
from audit.domain.workshop.agreement import Figure, agreement
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.own_grades import OwnAgainstAgreed, OwnView, board_sentence, pool
from audit.domain.workshop.suppression import Tally, Word, part_judged, words_by_statement
from tests.builders import a_case, a_finding, a_judgement, a_round, a_scale, own_grades, statement

STRENGTH, MIXED, IMPROVE, UNKNOWN = Word.STRENGTH, Word.MIXED, Word.NEEDS_TO_IMPROVE, Word.NOT_ENOUGH
FIRST = statement(1)


def a_round_of(cases: int, ref: str = "R1", **more: Any) -> Round:
    return replace(a_round(cases=[a_case(f"{ref}-{number}") for number in range(cases)]), ref=ref, **more)


def judged(audit_round: Round, *outcomes: tuple[int, str | Outcome]) -> list[Judgement]:
    """Return so many judgements of each grade or outcome, case after case; the cases left over are not judged."""
    said = [outcome for count, outcome in outcomes for _ in range(count)]
    return [
        a_judgement(case.ref, FIRST, outcome=one) if isinstance(one, Outcome) else a_judgement(case.ref, FIRST, one)
        for case, one in zip(audit_round.cases, said, strict=False)
    ]


NOT_AGREED, NO_EVIDENCE, AWAY = Outcome.NOT_AGREED, Outcome.NOT_ENOUGH_EVIDENCE, Outcome.NOT_APPLICABLE
G, R, I, O = "good", "requires_improvement", "inadequate", "outstanding"  # noqa: E741 - as in the strip


@pytest.mark.parametrize(
    ("cases", "outcomes", "word", "all_judged"),
    [  # N: cases where it applied; J: judged. Upper half: good, outstanding.
        (12, [(4, G), (8, NOT_AGREED)], UNKNOWN, False),  # upper 4 of N 12 is a third; J 4 of 12 is under two thirds
        (12, [(8, G), (4, NOT_AGREED)], STRENGTH, False),  # upper 8 of N 12: two thirds, though four were not agreed
        (12, [(7, G), (1, R), (4, NO_EVIDENCE)], MIXED, False),  # upper 7 of 12; lower 1 of 8; J 8 of 12: two thirds
        (12, [(7, G), (5, NO_EVIDENCE)], UNKNOWN, False),  # upper 7 of 12 and J 7 of 12: both under two thirds
        (12, [(4, R), (8, NOT_AGREED)], IMPROVE, False),  # lower 4 of J 4: missing records hide no fault
        (12, [(1, G), (3, I), (8, NOT_AGREED)], IMPROVE, False),  # lower 3 of J 4
        (12, [(2, G), (2, I), (8, NOT_AGREED)], UNKNOWN, False),  # neither, and J 4 of 12
        (12, [(3, I), (9, NOT_AGREED)], UNKNOWN, False),  # J 3
        (6, [(4, G), (2, R)], STRENGTH, True),  # upper 4 of 6
        (6, [(3, G), (3, R)], MIXED, True),  # a half each; J 6 of 6
        (6, [(2, O), (4, I)], IMPROVE, True),  # lower 4 of 6
        (6, [(4, G), (2, AWAY)], STRENGTH, True),  # N is 4: it did not apply to two; upper 4 of 4
        (6, [(3, G), (3, AWAY)], UNKNOWN, True),  # N 3, J 3
        (6, [(4, G), (1, R)], STRENGTH, False),  # nobody judged the sixth: N 6, J 5; upper 4 of 6
        (6, [(4, G)], STRENGTH, False),  # N 6, J 4; upper 4 of 6
        (6, [(3, G), (1, R)], MIXED, False),  # N 6, J 4; upper 3 of 6; lower 1 of 4; J 4 of 6: two thirds
        (8, [(5, G), (3, NOT_AGREED)], UNKNOWN, False),  # upper 5 of 8: 15 < 16; J 5 of 8 too
        (8, [(5, G), (1, R), (2, AWAY)], STRENGTH, True),  # N 6; upper 5 of 6
        (4, [(4, G)], STRENGTH, True),  # the fewest there can be
        (4, [], UNKNOWN, False),  # nobody judged anything
        (5, [(5, AWAY)], UNKNOWN, True),  # it applied to nobody: N 0
    ],
)
def test_the_word_for_a_statement(
    cases: int, outcomes: list[tuple[int, str | Outcome]], word: Word, *, all_judged: bool
):
    audit_round = a_round_of(cases)
    judgements = judged(audit_round, *outcomes)
    assert words_by_statement(audit_round, judgements)[FIRST] is word
    assert (FIRST not in part_judged(audit_round, judgements)) == all_judged


@pytest.mark.parametrize(
    ("upper", "middle", "lower", "word"),
    [  # a scale of three: its middle step is in neither half
        (0, 6, 0, MIXED),  # neither two thirds up nor down; all judged
        (4, 2, 0, STRENGTH),
        (3, 3, 0, MIXED),  # upper 3 of 6
        (0, 2, 4, IMPROVE),
    ],
)
def test_the_middle_of_an_odd_scale_is_in_neither_half(upper: int, middle: int, lower: int, word: Word):
    scale = a_scale("rag")
    steps = [step.value for step in scale.steps]
    assert len(steps) == 3
    audit_round = a_round_of(6, scale=scale)
    counts = zip((upper, middle, lower), steps, strict=True)
    assert words_by_statement(audit_round, judged(audit_round, *counts))[FIRST] is word


def test_a_withdrawn_case_is_neither_applied_nor_judged():
    audit_round = a_round_of(6)
    judgements = judged(audit_round, (2, I), (4, G))
    gone = [replace(case, withdrawn="Moved") for case in audit_round.cases[:2]]
    left = replace(audit_round, cases=(*gone, *audit_round.cases[2:]))
    assert words_by_statement(left, judgements)[FIRST] is STRENGTH  # upper 4 of N 4
    assert FIRST not in part_judged(left, judgements)


def test_the_two_thirds_never_meet():
    for applied in range(13):
        for judged_cases in range(applied + 1):
            for upper in range(judged_cases + 1):
                one = Tally(applied=applied, judged=judged_cases, upper=upper, lower=judged_cases - upper)
                assert not (one.upper * 3 >= applied * 2 and one.lower * 3 >= judged_cases * 2 and judged_cases)


RANDOM, PURPOSE = Drawn.AT_RANDOM, Drawn.ON_PURPOSE
WORDS = "Last time: needs to improve. This time: a strength. "


@pytest.mark.parametrize(
    ("then", "now", "drawn", "says"),
    [  # (upper, lower) then and now
        ((0, 6), (6, 0), (RANDOM, RANDOM), WORDS + DIFFERENT),  # six judged in each, not twenty
        ((0, 20), (20, 0), (RANDOM, PURPOSE), WORDS + DIFFERENT),
        ((0, 20), (20, 0), (PURPOSE, RANDOM), WORDS + DIFFERENT),
        ((0, 20), (20, 0), (None, RANDOM), WORDS + DIFFERENT),
        ((0, 20), (19, 0), (RANDOM, RANDOM), WORDS + DIFFERENT),  # nineteen now
        ((0, 19), (20, 0), (RANDOM, RANDOM), WORDS + DIFFERENT),  # nineteen then
        (
            (0, 20),
            (20, 0),
            (RANDOM, RANDOM),
            "Judged better than last time; the judgements behind it changed by more than chance would usually bring.",
        ),
        (
            (20, 0),
            (0, 20),
            (RANDOM, RANDOM),
            "Judged worse than last time; the judgements behind it changed by more than chance would usually bring.",
        ),
        ((13, 7), (14, 6), (RANDOM, RANDOM), "Judged better than last time; this could be chance."),  # 39<40, 42>=40
        ((15, 5), (16, 4), (RANDOM, RANDOM), "The same word as last time."),
        ((2, 1), (4, 0), (PURPOSE, PURPOSE), "Last time: not enough to say. This time: a strength. " + DIFFERENT),
    ],
)
def test_what_is_said_of_change(
    then: tuple[int, int], now: tuple[int, int], drawn: tuple[Drawn | None, Drawn | None], says: str
):
    last, this = a_round_of(sum(then), "R1", drawn=drawn[0]), a_round_of(sum(now), "R2", drawn=drawn[1])
    told = [judged(one, (up, G), (down, R)) for one, (up, down) in ((last, then), (this, now))]
    assert compare(last, this, *told)[0].sentence == says


def test_other_children_another_scale_and_a_child_in_both_claim_no_change():
    last, now = a_round_of(20, "R1", drawn=RANDOM), a_round_of(20, "R2", drawn=RANDOM)
    told = judged(last, (20, R)), judged(now, (20, G))
    assert compare(last, now, *told)[0].direction is not None
    leavers = replace(now, cases=tuple(replace(case, population=Population.CARE_LEAVER) for case in now.cases))
    assert compare(last, leavers, *told)[0].sentence == WORDS + DIFFERENT
    again = replace(now, cases=(replace(now.cases[0], same_child_as="R1/R1-0"), *now.cases[1:]))
    assert compare(last, again, *told)[0].sentence == WORDS + "Some children are in both rounds, so not a trend."
    rag = replace(now, scale=a_scale("rag"))
    other = compare(last, rag, told[0], [])[0]
    assert (other.match, other.then, other.direction) == (Match.OTHER_SCALE, None, None)
    assert other.sentence == "It was graded on another scale last time, so the two are not compared."


HIGHER = "At least one agency graded itself higher than the group agreed in most of its grades."
LOWER = "At least one agency graded itself lower than the group agreed in most of its grades."
NEITHER = (
    "Of the agencies that could be compared, none graded itself higher or lower than the group agreed in most "
    "of its grades."
)


def agencies(*rows: tuple[int, int, int, int]) -> list[OwnAgainstAgreed]:
    """Return agencies by how many grades were higher, the same and lower, and from how many cases."""
    return [own_grades(f"A{at}", *row[:3], cases=row[3]) for at, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "pooled", "heard"),
    [  # higher, the same, lower, cases
        ([(6, 4, 0, 4)] * 5, 50, HIGHER),  # 6 of 10: more than half
        ([(5, 5, 0, 4)] * 5, 50, NEITHER),  # 5 of 10: a half is not most
        ([(0, 4, 6, 4)] * 5, 50, LOWER),  # lower is said as higher is
        ([(6, 4, 0, 4), (0, 4, 6, 4), *[(0, 10, 0, 4)] * 3], 50, f"{HIGHER} {LOWER}"),
        ([(6, 4, 0, 4)] * 4, 40, ""),  # four agencies: the board hears nothing
        ([(6, 3, 0, 4), *[(6, 4, 0, 4)] * 4], 49, ""),  # one of five has nine grades
        ([(6, 4, 0, 2), *[(6, 4, 0, 4)] * 4], 50, ""),  # one of five from two cases
        ([(6, 4, 0, 3)] * 5, None, ""),  # each has enough, and the pool has three cases only
        ([(10, 0, 0, 4), (10, 0, 0, 4)], None, ""),  # two agencies
        ([(7, 0, 0, 4), (6, 0, 0, 4), (6, 0, 0, 4)], None, ""),  # nineteen grades
        ([(7, 0, 0, 4), (7, 0, 0, 4), (6, 0, 0, 4)], 20, ""),  # twenty, from four cases and three agencies
        ([(9, 0, 0, 4), *[(1, 9, 0, 4)] * 5], 59, NEITHER),  # who is higher has nine grades, and is not heard of
        ([], None, ""),
    ],
)
def test_own_grades_are_told_from_enough_of_them_only(
    rows: list[tuple[int, int, int, int]], pooled: int | None, heard: str
):
    together = pool(agencies(*rows))
    assert (together.compared if together else None) == pooled
    assert board_sentence(agencies(*rows)) == heard


@pytest.mark.parametrize(
    ("higher", "same", "lower", "cases", "enough"),
    [(10, 0, 0, 3, True), (9, 0, 0, 3, False), (10, 0, 0, 2, False), (0, 10, 0, 3, True), (0, 0, 0, 0, False)],
)
def test_one_agency_needs_ten_grades_from_three_cases(higher: int, same: int, lower: int, cases: int, *, enough: bool):
    one = own_grades("CSC", higher, same, lower, cases=cases)
    assert one.enough == enough
    assert [one.count(view) for view in OwnView] == [higher, same, lower]


@pytest.mark.parametrize(
    ("units", "categories", "ac1", "alpha", "too_few"),
    [
        ([[2, 2]] * 10, [1, 2, 3, 4], 1.0, None, False),  # all agree, others could have been given
        ([[2, 2]] * 9, [1, 2, 3, 4], 1.0, None, True),
        ([[2, 2]] * 10, None, None, None, False),  # all agree, no other grade is known
        ([[2, 2]] * 10, [2], None, None, False),
        ([[2]] * 20, [1, 2], None, None, True),  # twenty units, none graded twice
        ([[1], [2]], [1, 2], None, None, True),
        ([[2, 2]] * 9 + [[1]] * 5, [1, 2], 1.0, None, True),  # nine pairs; the single grades make no tenth
        ([[1, 2], [2, 1]], [1, 2], -1.0, -0.5, True),  # Pa 0; Pe 0.5: (0 - 0.5) / 0.5. Alpha: 1 - 3 * 4 / 8
        ([[1, 1], [2, 2]], [1, 2], 1.0, 1.0, True),
        (
            [[1, 1], [1, 2]],
            [1, 2],
            0.2,
            0.0,
            True,
        ),  # Pa 1/2; Pe 2 * 3/4 * 1/4 = 3/8: (1/8) / (5/8). Alpha: 1 - 3 * 2 / 6
    ],
)
def test_agreement(
    units: Sequence[Sequence[int]],
    categories: list[int] | None,
    ac1: float | None,
    alpha: float | None,
    *,
    too_few: bool,
):
    found = agreement([[float(grade) for grade in unit] for unit in units], categories)
    assert found.ac1 == (None if ac1 is None else pytest.approx(ac1))
    assert found.alpha_nominal == (None if alpha is None else pytest.approx(alpha))
    assert found.too_few == too_few


@pytest.mark.parametrize(
    ("units", "figure", "why"),
    [
        ([[2.0]], Figure.PERCENT, "nothing was graded by 2 agencies or more"),
        ([[2.0]], Figure.ALPHA, "nothing was graded by 2 agencies or more"),
        ([[2.0]], Figure.GWET, "nothing was graded by 2 agencies or more"),
        ([[2.0, 2.0]], Figure.ALPHA, "alpha has no meaning"),
        ([[2.0, 2.0]], Figure.GWET, "no other grade is known"),
    ],
)
def test_each_empty_figure_has_its_own_reason(units: list[list[float]], figure: Figure, why: str):
    assert why in agreement(units).why_none(figure)


FAULT, PRIORITY, STRONG, LEARNED = Kind.NEEDS_TO_IMPROVE, Kind.PRIORITY_ACTION, Kind.STRENGTH, Kind.LEARNING
AGAIN, GONE, NOT_CHECKED = Seen.SEEN_AGAIN, Seen.NOT_SEEN, Seen.NOT_TESTED


@pytest.mark.parametrize(
    ("became", "says"),
    [
        ([(FAULT, AGAIN)], "One finding last time. To improve: one found again."),
        ([(STRONG, AGAIN)], "One finding last time. Strengths: one found again."),
        (
            [(FAULT, AGAIN), (STRONG, AGAIN)],
            "2 findings last time. To improve: one found again. Strengths: one found again.",
        ),
        (
            [(FAULT, GONE), (PRIORITY, GONE), (STRONG, GONE)],
            "3 findings last time. To improve: 2 not found in the cases looked at. "
            "Strengths: one not found in the cases looked at.",
        ),
        (
            [(FAULT, AGAIN), (FAULT, NOT_CHECKED), (FAULT, None)],
            "3 findings last time. To improve: one found again, one not checked and one not checked yet.",
        ),
        (
            [(LEARNED, NOT_CHECKED), (STRONG, None)],
            "2 findings last time. Strengths: one not checked yet. Learning: one not checked.",
        ),
        ([], "First left no finding to check."),
    ],
)
def test_what_became_of_old_findings(became: list[tuple[Kind, Seen | None]], says: str):
    last = replace(a_round(stage=Stage.CLOSED), ref="R1", title="First")
    findings = [a_finding(f"F{at}", kind) for at, (kind, _) in enumerate(became)]
    settled = [
        Settlement(finding=f"F{at}", seen=seen, looked_at="Records.") for at, (_, seen) in enumerate(became) if seen
    ]
    since = since_last_time(
        last=last,
        now=replace(a_round(), ref="R2", reaudit_of="R1"),
        plan=plan(last, findings, (), ()),
        settled=settled,
        then=(),
        judged=(),
        findings=(),
    )
    assert since.sentence == says


@pytest.mark.parametrize(
    ("said", "draws", "cases", "drawn"),
    [  # each draw: its method and how many cases it brought in
        (None, [("random", 6)], 6, RANDOM),  # every case came from the draw
        (PURPOSE, [("random", 6)], 6, RANDOM),  # what was meant at the opening gives way to what was done
        (None, [("stratified", 4), ("purpose", 2)], 6, PURPOSE),  # one choice on purpose is enough
        (RANDOM, [("purpose", 6)], 6, PURPOSE),
        (PURPOSE, [("stratified", 4)], 6, PURPOSE),  # two came in by hand: what was said stands
        (None, [("random", 4)], 6, None),
        (RANDOM, [], 6, RANDOM),
        (None, [("random", 6), ("reserve", 1)], 7, RANDOM),  # a reserve took a withdrawn case's place
    ],
)
def test_a_round_says_at_random_or_on_purpose_as_its_draws_do(
    said: Drawn | None, draws: list[tuple[str, int]], cases: int, drawn: Drawn | None
):
    kept = [KeptDraw(source="A return", method=method, size=size) for method, size in draws]
    assert drawn_as(said, kept, cases) is drawn
