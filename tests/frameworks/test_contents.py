"""What the installed frameworks promise to hold, whoever edits their wording."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from audit.domain.frameworks.editions import beside
from audit.domain.frameworks.framework import Framework, Key, Provenance, Recommendation, Statement, Theme
from audit.library.frameworks import loading

STATEMENTS = "ewg-quality-statements-2017"
IDS = {
    STATEMENTS,
    "ewg-recommendations-2017",
    "ewg-young-people-2017",
    "ewg-pathway-2017",
    "ewg-model-2017",
    "ewg-key-findings-2017",
    "nice-ng205",
    "jtai-front-door-2024",
    "jtai-sexual-abuse-2025",
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


def test_young_people_made_eleven_and_their_page_was_seen():
    framework = installed()["ewg-young-people-2017"]
    assert [item.ref for item in framework.items] == [f"YP{number}" for number in range(1, 12)]
    assert {item.provenance for item in framework.items} == {Provenance.PUBLISHED}
    assert all(item.locator.endswith(f", item {number}") for number, item in enumerate(framework.items, start=1))


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
    assert [ref for ref in held if held[ref].national] == ["N2", "P69", "P84b"]


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


def test_five_inspection_criteria_are_held_second_hand():
    criteria = [item for item in installed()["jtai-mental-health-2019"].items if item.kind == "criterion"]
    assert sum(item.provenance is Provenance.UNVERIFIED for item in criteria) == 5
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


# What the sources hold, counted by hand in the pages that were read: framework, kind, how many, and where.
COUNTED = (
    ("ewg-young-people-2017", "recommendation", 11, "SCIE, young people's views, items 1 to 11"),
    ("ewg-recommendations-2017", "recommendation", 16, "report of November 2017, list of recommendations"),
    ("ewg-key-findings-2017", "finding", 5, "SCIE, findings summary, items 1 to 5 of 11"),
    ("ewg-model-2017", "statement", 8, "SCIE, practice model: three of the child, one for each of five parts"),
    ("ewg-model-2017", "enabler", 13, "SCIE, practice model: 2, 3, 4, 3 and the first of education"),
    ("ewg-pathway-2017", "pathway_part", 5, "report of November 2017, pathways, components"),
    ("ewg-pathway-2017", "need", 4, "SCIE, practice page, decision trees"),
    ("ewg-pathway-2017", "role", 31, "SCIE, eco-maps: 3, 15 and 13"),
    ("nice-qs31", "statement", 8, "QS31, statements 1 to 8"),
    ("nice-qs31", "measure", 24, "QS31, measures of statements 1 to 4 and 6 to 8, as far as seen"),
    ("nice-ng205", "statement", 2, "NG205, 1.1.1 and 1.2.1"),
    ("education-committee-2016", "conclusion", 9, "HC 481: items 1 and 3, paragraph 77, the summary, the rest of it"),
    ("education-committee-2016", "recommendation", 9, "HC 481: items 2, 4 and 5, chapter 6, and what N2 asks here"),
    ("corambaaf-2025", "recommendation", 5, "article of May 2025, five key recommendations of 20"),
    ("corambaaf-2025", "stance", 3, "article of May 2025, paragraph on refusals"),
    ("jtai-mental-health-2019", "criterion", 11, "five held second-hand, six drawn from letters"),
    ("jtai-front-door-2024", "criterion", 6, "gov.uk guidance, six things judged"),
    ("jtai-sexual-abuse-2025", "criterion", 4, "three papers on the guidance of 10 September 2025"),
    ("cambridgeshire-2020", "recommendation", 35, "report of 2020, tables by theme"),
    ("leeds-jtai-2020", "theme", 12, "page of 2020"),
    ("leeds-jtai-2020", "next_step", 5, "page of 2020, next steps"),
)


@pytest.mark.parametrize(("framework_id", "kind", "count", "where"), COUNTED)
def test_a_framework_holds_as_much_as_its_source(framework_id: str, kind: str, count: int, where: str):
    assert len(refs(framework_id, kind)) == count, where


PUBLISHED = Provenance.PUBLISHED
# What was read of single items: framework, ref, words that have to be there, and how far it rests on the source.
SAID = (
    ("ewg-young-people-2017", "YP6", ("get to you", "get in", "wait", "help us"), PUBLISHED),
    ("ewg-young-people-2017", "YP9", ("therapy", "social workers were trained"), PUBLISHED),
    ("ewg-young-people-2017", "YP10", ("take stock", "talk"), PUBLISHED),
    ("education-committee-2016", "N2", ("Government", "mental health professional", "Where required"), PUBLISHED),
    ("ewg-pathway-2017", "E10", ("school",), Provenance.DERIVED),
    ("jtai-mental-health-2019", "J11", ("notice", "help in good time", "planning"), Provenance.UNVERIFIED),
    ("jtai-mental-health-2019", "FD", ("first received",), PUBLISHED),
    ("statutory-timescales", "T1", ("court", "1 April 2011"), PUBLISHED),
    ("statutory-timescales", "T4", ("before they first go", "first review"), Provenance.DERIVED),
    ("statutory-timescales", "T24", ("guidance", "confirm"), Provenance.UNVERIFIED),
)


@pytest.mark.parametrize(("framework_id", "ref", "words", "provenance"), SAID)
def test_an_item_says_what_its_source_says(framework_id: str, ref: str, words: tuple[str, ...], provenance: Provenance):
    item = installed()[framework_id].item(ref)
    assert [word for word in words if word not in item.text] == []
    assert item.provenance is provenance


def test_the_outer_ring_oversees():
    outer = [item for item in installed()["ewg-pathway-2017"].items if getattr(item, "ring", None) == "outer"]
    assert all("oversee" in (item.derived_from or "") for item in outer)


@pytest.mark.parametrize("ref", [f"QS{number}" for number in range(1, 8)])
def test_the_model_says_something_beside_every_statement(ref: str):
    assert beside(installed()["ewg-model-2017"], Key(STATEMENTS, ref))
