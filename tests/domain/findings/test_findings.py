"""Findings: themes are suggested by whole words, and merging keeps everything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.findings.finding import (
    ChildWords,
    Finding,
    FindingKind,
    JudgementUsed,
    by_theme,
    merged,
    suggest_themes,
)
from audit.domain.frameworks.framework import Key, Theme
from audit.errors import AuditError
from tests.builders import a_finding, a_framework, a_judgement, a_round, statement, theme

THEMES = a_round().themes()
words = some.builds(ChildWords, text=some.text(min_size=1, max_size=8), case=some.sampled_from(["Child A", "Child B"]))
used = some.builds(
    JudgementUsed, case=some.sampled_from("AB"), statement=some.just(statement(1)), version=some.integers(1, 3)
)
findings = some.lists(
    some.builds(
        replace,
        some.just(a_finding()),
        ref=some.sampled_from([f"F{number}" for number in range(1, 9)]),
        statements=some.lists(some.sampled_from([statement(n) for n in range(1, 8)]), max_size=3).map(tuple),
        themes=some.lists(some.sampled_from([theme(n) for n in range(1, 13)]), max_size=3).map(tuple),
        agencies=some.lists(some.sampled_from(["CSC", "CAMHS"])).map(tuple),
        cases=some.lists(some.sampled_from(["Child A", "Child B"])).map(tuple),
        words=some.lists(words, max_size=2).map(tuple),
        rests_on=some.lists(used, max_size=2).map(tuple),
        evidence=some.text(max_size=8),
    ),
    min_size=2,
    max_size=5,
)


def a_theme(*marking_words: str) -> list[tuple[Key, Theme]]:
    first = a_framework("leeds-jtai-2020").themes()[0]
    return [(theme(1), replace(first, marking_words=marking_words))]


@given(findings)
def test_merging_keeps_everything_once(several: list[Finding]):
    one = merged(several, ref="F9", text="All of it.", said_by="Sam")
    for name in ("statements", "themes", "agencies", "cases", "words", "rests_on"):
        kept = getattr(one, name)
        assert set(kept) == {part for finding in several for part in getattr(finding, name)}
        assert len(kept) == len(set(kept))
    assert all(finding.evidence in one.evidence for finding in several)
    assert one.came_from == tuple(finding.ref for finding in several)


def test_merging_takes_two_of_one_kind():
    with pytest.raises(AuditError, match="at least 2"):
        merged([a_finding()], ref="F9", text="x", said_by="Sam")
    with pytest.raises(AuditError, match="same kind"):
        merged([a_finding(), a_finding(kind=FindingKind.LEARNING)], ref="F9", text="x", said_by="Sam")


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("wait", "A long WAIT for help", "WAIT"),
        ("wait", "awaiting help, waited", None),
        ("wait*", "awaiting help, Waited long", "Waited"),
        ("c.a", "cba", None),  # a full stop is a full stop
        ("stop-start", "a stop-start plan", "stop-start"),
        ("carer", "kinship carer’s view", "carer"),
    ],
)
def test_a_theme_is_suggested_by_a_whole_word_of_any_case(word: str, text: str, found: str | None):
    assert [one.word for one in suggest_themes(text, a_theme(word))] == ([found] if found else [])


def test_a_theme_is_suggested_once_by_its_first_word():
    assert [one.word for one in suggest_themes("school and home", a_theme("home", "school"))] == ["home"]


@given(some.text(alphabet="abcdefgh ", min_size=0, max_size=60), some.text(alphabet="abcdefgh", min_size=2, max_size=4))
def test_a_suggested_word_stands_in_the_text_as_a_word(text: str, word: str):
    assert [one.word for one in suggest_themes(text, a_theme(word))] == ([word] if word in text.split() else [])


@given(findings)
def test_findings_are_counted_under_each_of_their_themes_and_children_once(several: list[Finding]):
    counts = by_theme(several, THEMES)
    assert sum(count.total for count in counts) == sum(len(set(finding.themes)) for finding in several)
    assert all(count.cases <= 2 for count in counts)


def test_what_was_put_into_another_finding_is_not_counted():
    assert sum(count.total for count in by_theme([a_finding(), a_finding(put_into="F2")], THEMES)) == 1


def test_each_kind_is_counted_by_itself():
    counts = by_theme([a_finding(kind=kind) for kind in FindingKind], THEMES)
    voice = next(count for count in counts if count.theme == theme(11))
    assert (voice.strengths, voice.improvements, voice.priority, voice.learning, voice.total) == (1, 1, 1, 1, 4)


def test_a_finding_says_when_what_it_rests_on_was_opened_again():
    finding = replace(a_finding(), rests_on=(JudgementUsed(case="Child A", statement=statement(1), version=1),))
    assert not finding.judgement_changed([a_judgement(version=1)])
    assert finding.judgement_changed([a_judgement(version=2)])
    assert not finding.judgement_changed([a_judgement("Child B", version=2)])
