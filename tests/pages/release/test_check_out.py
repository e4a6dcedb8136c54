"""The check before a paper leaves: who reads it, what is held back, and what is decided; nothing leaves undecided."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.check_out import Paper, prepared
from audit.domain.identifying.marking import Tier
from audit.domain.identifying.passages import Audience
from audit.domain.identifying.released import HELD_BACK
from audit.domain.people.person import Role
from audit.domain.release.deciding import Choice
from audit.domain.release.decisions import Checked, State
from audit.services.release import decisions
from audit.services.release.decisions import Listed, listed
from tests.documents import builders
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words

ROUND = "WM25"


def _open(app: App, paper: Paper = Paper.PLAN, audience: Audience = Audience.BOARD, round_ref: str = ROUND) -> AppTest:
    return drawn(app, "check-out", round=round_ref, paper=paper.value, audience=audience.value)


def _listed(app: App, round_ref: str = ROUND) -> tuple[Listed, ...]:
    with app.reading() as db:
        made = prepared(app, db, Paper.PLAN, round_ref=round_ref, audience=Audience.BOARD)
        return listed(db, viewer=app.viewer(), clearance=made.clearance)


def _stops(app: App) -> list[Checked]:
    return [one.checked for one in _listed(app) if one.checked.tier is Tier.STOP and one.checked.is_open]


def _plan(app: App) -> str:
    with app.reading() as db:
        written = prepared(app, db, Paper.PLAN, round_ref=ROUND, audience=Audience.BOARD).write(None)
    document = docx.Document(BytesIO(written))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_text_that_may_point_to_a_child_is_shown_in_its_place_and_held_back_in_the_paper(seeded: App):
    first = _stops(seeded)[0]
    said = words(_open(seeded))
    assert first.passage.where in said
    assert "<mark>" in said
    assert HELD_BACK in _plan(seeded)
    assert first.passage.text not in _plan(seeded)


def test_a_text_that_is_left_out_is_held_back_no_more(seeded: App):
    before = _stops(seeded)
    page = _open(seeded)
    form(page, "Leave out").send("Leave out")
    assert len(_stops(seeded)) == len(before) - 1
    assert "left out" in words(page)


def test_a_reworded_text_stands_in_the_paper_and_the_original_stays(seeded: App):
    first = _stops(seeded)[0]
    page = form(_open(seeded), "Save these words")
    assert page.values["wording"] == first.passage.text
    refused = page.send(wording="Karen Hughes ended it.")
    assert refused.data["problems"][0][0] == "wording"
    refused.send(wording="Help ended without a plan for what came next.")
    assert "Help ended without a plan for what came next" in _plan(seeded)
    said = words(_open(seeded))
    assert "Papers say: Help ended without a plan for what came next." in said
    assert "reworded for papers" in said


def test_other_words_are_kept_as_they_are_typed(seeded: App):
    form(_open(seeded), "Save these words").type(wording="Help ended.")
    assert form(_open(seeded), "Save these words").values["wording"] == "Help ended."


def test_a_text_that_may_point_to_a_child_stands_as_it_is_only_with_a_reason(seeded: App):
    first = _listed(seeded)[0].checked
    refused = form(_open(seeded), "Use it as it is").send("Use it as it is")
    assert refused.data["problems"] == [["reason", "Say why the text may stand as it is."]]
    refused.send("Use it as it is", reason="The family agreed.")
    assert first not in _stops(seeded)


@pytest.mark.parametrize("choice", ["Keep mine", "Take theirs"])
def test_who_decides_on_a_text_after_somebody_else_chooses(seeded: App, choice: str):
    first, page = _stops(seeded)[0], _open(seeded)
    with seeded.unit_of_work() as db:
        theirs = Choice(state=State.REWORDED, wording="Help ended without a plan.")
        decisions.decide(db, by=seeded.person, checked=first, choice=theirs, now=seeded.now())
    form(page, "Leave out").send("Leave out")
    assert "Somebody else changed what papers say of it too" in words(page)
    assert "Help ended without a plan" in _plan(seeded)
    next(one for one in page.button if one.label == choice).click().run()
    assert ("Help ended without a plan" in _plan(seeded)) is (choice == "Take theirs")


def test_a_list_about_one_child_is_confirmed_only_once_it_was_read(seeded: App):
    open_once = [one for one in _listed(seeded) if one.checked.tier is Tier.ASK and one.checked.is_open]
    page = _open(seeded)
    if not open_once:
        assert "Read these once" not in words(page)
        return
    refused = form(page, "Confirm").send()
    assert refused.problems == ["Read the texts, then tick that you have read them."]
    refused.send(read="yes")
    assert [one for one in _listed(seeded) if one.checked.tier is Tier.ASK and one.checked.is_open] == []


def test_a_list_that_somebody_else_decided_on_is_confirmed_by_choice(seeded: App):
    def once() -> list[Checked]:
        return [one.checked for one in _listed(seeded, "WM26") if one.checked.tier is Tier.ASK and one.checked.is_open]

    page, before = _open(seeded, round_ref="WM26"), once()
    with seeded.unit_of_work() as db:
        out = Choice(state=State.LEFT_OUT)
        decisions.decide(db, by=seeded.person, checked=before[0], choice=out, now=seeded.now())
    form(page, "Confirm").send(read="yes")
    assert "Somebody else changed this too" in words(page)
    assert len(once()) == len(before) - 1
    next(one for one in page.button if one.label == "Keep mine").click().run()
    assert once() == []


def test_what_is_published_has_no_list_that_is_confirmed_at_once(seeded: App):
    assert "Read these once" not in words(_open(seeded, audience=Audience.PUBLISHED))


@pytest.mark.parametrize("paper", [paper for paper in Paper if paper is not Paper.STATEMENT])
@pytest.mark.parametrize("audience", Audience)
def test_every_paper_says_who_will_read_it_and_can_be_downloaded_with_its_places_held_back(
    seeded: App, paper: Paper, audience: Audience
):
    said = words(_open(seeded, paper, audience))
    assert "Who will read it?" in said
    assert f"Download {paper.label.lower()}" in said
    assert f"The paper is marked “{audience.label}”" in said


def test_who_may_not_decide_sees_how_many_are_held_back_and_none_of_the_texts(seeded: App):
    page = _open(somebody(seeded, Role.BOARD_MEMBER), Paper.BOARD)
    said = words(page)
    assert not page.exception
    assert "<mark>" not in said
    assert "Download board report" in said


def test_an_address_without_a_paper_says_how_to_begin(seeded: App):
    assert "Choose a paper first" in words(drawn(seeded, "check-out", round=ROUND))


@pytest.mark.parametrize(
    ("page", "where"),
    [("plan", "The plan in Word"), ("papers", "Board report in Word"), ("readiness", "The self-evaluation in Word")],
)
def test_each_place_that_offers_a_paper_leads_to_the_check(seeded: App, page: str, where: str):
    assert where in words(drawn(seeded, page, round=ROUND))


def test_where_a_text_is_written_it_is_said_that_papers_hold_it_back(seeded: App):
    first = next(checked.passage for checked in _stops(seeded) if checked.passage.ref[:1] in ("F", "A"))
    page = "finding" if first.ref.startswith("F") else "action"
    said = words(drawn(seeded, page, round=ROUND, **{page: first.ref}))
    assert "Held back from papers until someone has checked:" in said
    assert first.where in said
    board_member = words(drawn(somebody(seeded, Role.BOARD_MEMBER), page, round=ROUND, **{page: first.ref}))
    assert "Held back from papers" not in board_member


def test_a_councils_own_file_gives_its_style_and_any_other_is_refused_in_words(seeded: App):
    page = _open(seeded)
    page.file_uploader[0].set_value(("ours.docx", builders.a_council_file(), Paper.PLAN.mime)).run()
    assert "The paper will use the style of ours.docx" in page.success[0].value
    page.file_uploader[0].set_value(("ours.docx", b"no Word file", Paper.PLAN.mime)).run()
    assert "ours.docx was not used" in page.error[0].value
