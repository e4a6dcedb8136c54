"""A chart as a web page: it stands alone, says what it shows, and nothing in it can run that was typed in."""

import re
from dataclasses import replace

from audit.charts import palette
from audit.charts.agreed import own_against_agreed
from audit.charts.page import as_html
from tests.builders import a_round, an_agency, own_grades

ROUND = a_round(agencies=[an_agency("CSC", name="<script>alert(1)</script>")])
CHART = own_against_agreed(ROUND, [own_grades("CSC", 3, 7, 0)])


def test_the_page_is_in_british_english_with_one_heading_that_is_the_message():
    page = _without_scripts(as_html(CHART))
    assert '<html lang="en-GB">' in page
    assert re.findall(r"<h1>(.*?)</h1>", page) == [CHART.title]
    assert f"<title>{CHART.title}</title>" in page


def test_the_page_says_the_figure_in_words_and_as_a_table_with_its_source():
    page = _without_scripts(as_html(CHART))
    assert 'role="img"' in page
    assert page.count("of 10 own grades 3 higher than agreed") == 2
    assert page.count('scope="col"') == len(CHART.table.columns)
    assert page.count('scope="row"') == len(CHART.table.rows)
    assert "<caption>" in page
    assert "A round of 3 children; May to October 2026." in page


def test_what_people_typed_cannot_run():
    assert "<script>alert(1)" not in as_html(CHART)


def test_the_page_asks_nothing_of_the_network():
    page = as_html(CHART)
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page)


def test_a_chart_drawn_for_a_dark_page_is_kept_on_a_dark_page():
    assert "background:#0E1A25" in as_html(replace(CHART, ink=palette.DARK))


def _without_scripts(page: str) -> str:
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
