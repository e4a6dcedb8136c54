"""Eco-maps: the drawing, the words and the table hold the same people."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from audit.charts import page
from audit.charts.drawing.mark import Picture
from audit.charts.ecomap import eco_map, missing_most
from audit.domain.frameworks.framework import Key
from audit.domain.journeys import ecomap
from audit.domain.journeys.ecomap import Direction, Strength, Tie
from tests.builders import a_framework, a_round

PATHWAY = a_framework("ewg-pathway-2017")
ROLES = ecomap.roles_of(PATHWAY)
SVG = "{http://www.w3.org/2000/svg}"


def a_tie(role: str, strength: Strength = Strength.STRONG, way: Direction = Direction.BOTH, who: str = "") -> Tie:
    return Tie(role=Key(PATHWAY.id, role), strength=strength, direction=way, who=who)


TIES = (
    a_tie("E2", who="grandmother"),
    a_tie("E15", Strength.BROKEN, Direction.FROM_CHILD, who="<brother> & co"),
    a_tie("E7", Strength.WEAK, Direction.TO_CHILD),
    a_tie("E14", Strength.MISSING),
    a_tie("E30", Strength.SOME),
)


def drawing(*ties: Tie) -> ElementTree.Element:
    figure = eco_map("Child A", ties, ROLES).figure
    assert isinstance(figure, Picture)
    return ElementTree.fromstring(figure.svg)  # noqa: S314 - our own drawing


def test_the_words_name_everybody_ring_by_ring_and_who_is_missing():
    chart = eco_map("Child A", TIES, ROLES)
    assert chart.title == "4 ties around Child A, one of them strong; missing: friends"
    assert "Closest around Child A: primary caregiver or caregivers: grandmother, strong, both ways." in chart.sentence
    assert "Missing: friends." in chart.sentence
    assert len(chart.table.rows) == 5


def test_every_number_in_the_table_is_in_the_drawing():
    numbers = [one.text or "" for one in drawing(*TIES).iter(f"{SVG}text") if one.get("class") == "no"]
    assert sorted(numbers) == [row[1] for row in eco_map("Child A", TIES, ROLES).table.rows]


def test_a_missing_role_has_no_line_and_each_strength_another_one():
    lines = {re.sub(r'[xy][12]="[^"]+" ?', "", line) for line in re.findall(r"<line [^>]+>", svg(*TIES))}
    assert len(lines) == 5  # four strengths, and the cross of the broken tie
    assert "<line" not in svg(a_tie("E14", Strength.MISSING))


def test_the_arrow_says_which_way():
    heads = {way: svg(a_tie("E15", way=way)).count("<polygon") for way in Direction}
    assert heads == {Direction.BOTH: 2, Direction.TO_CHILD: 1, Direction.FROM_CHILD: 1}
    assert svg(a_tie("E15", way=Direction.TO_CHILD)) != svg(a_tie("E15", way=Direction.FROM_CHILD))


def test_nobody_stands_on_anybody_else():
    everybody = [a_tie(role.ref) for role in ROLES]
    nodes = [one for one in drawing(*everybody).iter(f"{SVG}circle") if one.get("class") == "node"]
    spots = [(float(one.get("cx", 0)), float(one.get("cy", 0))) for one in nodes]
    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b) in spots for (c, d) in spots if (a, b) != (c, d)]
    assert (len(set(spots)), min(apart) > 34) == (30, True)


def test_what_people_wrote_is_shown_as_they_wrote_it():
    names = ["".join(one.itertext()) for one in drawing(*TIES).iter(f"{SVG}text") if one.get("class") == "name"]
    assert "<brother> & co" in " ".join(names)


def test_the_drawing_can_be_kept_as_a_web_page():
    text = page.as_html(eco_map("Child A", TIES, ROLES))
    assert "<svg" in text
    assert "grandmother" in text


def test_roles_missing_most_come_first_and_in_words():
    maps = {"Child A": TIES, "Child B": (a_tie("E14", Strength.MISSING), a_tie("E5", Strength.MISSING))}
    chart = missing_most(a_round(), ecomap.over_round(maps, ROLES), maps=2)
    assert chart.title == "Missing most: friends, for 2 of 2"
    assert chart.sentence.startswith("Friends: missing for Child A and Child B.")
    assert chart.table.rows[0][:3] == ("Friends", "Middle ring", "Child A, Child B")


def test_without_a_map_nothing_is_claimed():
    assert missing_most(a_round(), ecomap.over_round({}, ROLES), maps=0).title == "No child’s map is drawn yet"
    assert eco_map("Child A", (), ROLES).title == "Nobody stands on Child A’s map yet"


def svg(*ties: Tie) -> str:
    figure = eco_map("Child A", ties, ROLES).figure
    assert isinstance(figure, Picture)
    return figure.svg
