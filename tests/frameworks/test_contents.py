"""What the installed frameworks promise to hold, whoever edits their wording."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from audit.domain.frameworks.framework import Framework, Provenance, Recommendation, Statement, Theme
from audit.library.frameworks import loading

STATEMENTS = "ewg-quality-statements-2017"
IDS = {
    STATEMENTS,
    "ewg-recommendations-2017",
    "ewg-young-people-2017",
    "ewg-pathway-2017",
    "corambaaf-2025",
    "cambridgeshire-2020",
    "education-committee-2016",
    "leeds-jtai-2020",
    "jtai-mental-health-2019",
    "nice-qs31",
    "statutory-timescales",
}


@cache
def installed() -> dict[str, Framework]:
    return {framework.id: framework for framework in loading.read_all()}


def recommendations(framework_id: str) -> list[Recommendation]:
    return [item for item in installed()[framework_id].items if isinstance(item, Recommendation)]


def refs(framework_id: str, kind: str) -> list[str]:
    return [item.ref for item in installed()[framework_id].items if item.kind == kind]


def test_every_framework_is_installed():
    assert set(installed()) >= IDS


def test_there_are_seven_statements_of_which_two_are_published():
    statements = [item for item in installed()[STATEMENTS].items if isinstance(item, Statement)]
    assert [item.ref for item in statements] == [f"QS{number}" for number in range(1, 8)]
    published = [item.ref for item in statements if item.provenance is Provenance.PUBLISHED]
    assert published == ["QS1", "QS2"]
    assert "2 published, 5 reconstructed" in installed()[STATEMENTS].title


@pytest.mark.parametrize("ref", [f"QS{number}" for number in range(1, 8)])
def test_every_statement_has_four_lines_or_more_and_words_for_every_grade(ref: str):
    framework = installed()[STATEMENTS]
    assert len(framework.lines_of(ref)) >= 4
    [scale] = [scale for scale in framework.scales if scale.default]
    statement = framework.item(ref)
    assert isinstance(statement, Statement)
    assert set(statement.descriptors or {}) == {step.value for step in scale.steps}


def test_every_line_of_enquiry_is_our_own_reading():
    assert {line.provenance for line in installed()[STATEMENTS].lines()} == {Provenance.DERIVED}


def test_only_the_first_statements_mappings_are_published():
    published = [m for m in installed()[STATEMENTS].mappings if m.provenance is Provenance.PUBLISHED]
    assert {mapping.from_.ref for mapping in published} == {"QS1"}
    assert {str(mapping.to) for mapping in published} == {
        f"ewg-recommendations-2017/R{number}" for number in (10, 11, 15, 16)
    }


def test_there_are_sixteen_recommendations_of_which_two_are_national():
    listed = recommendations("ewg-recommendations-2017")
    assert [item.ref for item in listed] == [f"R{number}" for number in range(1, 17)]
    assert [item.ref for item in listed if item.national] == ["R9", "R10"]
    assert all(item.addressee for item in listed)


def test_young_people_made_eleven_known_second_hand():
    framework = installed()["ewg-young-people-2017"]
    assert [item.ref for item in framework.items] == [f"YP{number}" for number in range(1, 12)]
    assert {item.provenance for item in framework.items} == {Provenance.UNVERIFIED}


def test_corambaaf_holds_five_of_twenty_and_three_stances():
    framework = installed()["corambaaf-2025"]
    assert (framework.held, framework.held_of) == (5, 20)
    assert [item.ref for item in recommendations("corambaaf-2025")] == ["C1", "C2", "C3", "C4", "C5"]
    assert sum(item.national for item in recommendations("corambaaf-2025")) == 2
    assert refs("corambaaf-2025", "stance") == ["S1", "S2", "S3"]


def test_cambridgeshire_has_five_themes_each_with_areas_and_recommendations():
    framework = installed()["cambridgeshire-2020"]
    assert [theme.ref for theme in framework.themes()] == ["T1", "T2", "T3", "T4", "T5"]
    parents = Counter((item.part_of, item.kind) for item in framework.items)
    assert all(parents[theme.ref, "recommendation"] for theme in framework.themes())


def test_the_education_committee_is_cited_by_paragraph():
    held = {item.ref: item for item in installed()["education-committee-2016"].items}
    assert set(held) >= {"P69", "P77", "P78", "P84a", "P84b", "P91", "N1", "N2", "N3", "N4", "N5"}
    assert held["P77"].kind == "conclusion"
    assert [ref for ref in ("P69", "P84a", "P84b") if held[ref].national] == ["P69", "P84b"]


def test_leeds_has_twelve_themes_of_which_one_is_derived_and_five_next_steps():
    themes = installed()["leeds-jtai-2020"].themes()
    assert [theme.ref for theme in themes] == [f"L{number}" for number in range(1, 13)]
    assert [theme.ref for theme in themes if theme.provenance is Provenance.DERIVED] == ["L12"]
    assert refs("leeds-jtai-2020", "next_step") == ["N1", "N2", "N3", "N4", "N5"]


def test_every_leeds_theme_says_what_to_look_for():
    themes = installed()["leeds-jtai-2020"].themes()
    assert all(theme.evidence and theme.marking_words for theme in themes)


def test_every_leeds_theme_is_named_by_a_line_of_the_seven_statements():
    named = {ref for line in installed()[STATEMENTS].lines() for ref in line.themes}
    assert named == {theme.ref for theme in installed()["leeds-jtai-2020"].items if isinstance(theme, Theme)}


def test_nice_has_eight_published_statements():
    assert refs("nice-qs31", "statement") == [f"S{number}" for number in range(1, 9)]
    assert {item.provenance for item in installed()["nice-qs31"].items} == {Provenance.PUBLISHED}


def test_four_inspection_criteria_are_held_second_hand():
    criteria = [item for item in installed()["jtai-mental-health-2019"].items if item.kind == "criterion"]
    assert sum(item.provenance is Provenance.UNVERIFIED for item in criteria) == 4
    assert installed()["jtai-mental-health-2019"].graded()


def test_the_timescales_that_can_be_worked_out_from_dates_are_there():
    wanted = {f"T{number}" for number in (1, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 18, 19, 20, 22, 23, 24, 25, 26)}
    assert wanted <= set(refs("statutory-timescales", "timescale"))


def test_the_eco_map_has_three_rings():
    rings = Counter(getattr(item, "ring", None) for item in installed()["ewg-pathway-2017"].items)
    assert (rings["centre"], rings["middle"], rings["outer"]) == (3, 15, 13)
    assert refs("ewg-pathway-2017", "pathway_part") == ["P1", "P2", "P3", "P4", "P5"]
    assert refs("ewg-pathway-2017", "need") == ["N1", "N2", "N3", "N4"]


@pytest.mark.parametrize("framework_id", sorted(IDS))
def test_every_local_recommendation_supports_one_of_the_seven_statements(framework_id: str):
    seven = {item.ref for item in installed()[STATEMENTS].items if isinstance(item, Statement)}
    supported = {
        mapping.from_.ref
        for mapping in installed()[framework_id].mappings
        if mapping.type == "supports" and mapping.to.framework == STATEMENTS and mapping.to.ref in seven
    }
    assert [i.ref for i in recommendations(framework_id) if not i.national and i.ref not in supported] == []
