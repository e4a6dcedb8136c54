"""Keeping and erasing: copies out, rounds out and in, days, old copies, and what was done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role
from audit.errors import WrongInput
from audit.pages.safekeeping import copies, overview, trail
from audit.services.rounds import setup
from audit.services.safekeeping import erasure as service
from audit.store import backups
from audit.store import trail as store_trail
from audit.store.backups import OldCopy, Place
from audit.store.queries import moderation, rounds
from audit.store.queries import trail as trail_queries
from audit.store.queries.trail import TrailLine
from tests.builders import NOON, a_case, a_round
from tests.pages.filled import form, forms
from tests.pages.on_screen import drawn, somebody, words


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception, page.exception
    return page


def folder(app: App) -> Path:
    return Path(str(app.engine.url.database)).parent


def an_old_copy(app: App, name: str = "before-restore") -> Path:
    path = Path(f"{app.engine.url.database}.{name}")
    path.write_bytes(b"what was erased since")
    return path


def last_event(app: App, *, round_ref: str | None = None) -> str:
    with app.reading() as db:
        return trail_queries.lines(db, most=1, round_ref=round_ref)[0].event


def test_it_is_said_where_the_data_is_and_who_can_open_it(seeded: App):
    page = drawn(seeded, "safekeeping")
    assert str(folder(seeded)) in [one.value for one in page.code]
    assert "only the account running this app" in overview.where_words(Place(file=Path("x")))
    assert "PostgreSQL database on db.here" in overview.where_words(Place(file=None, server="db.here"))


def test_a_backup_is_a_whole_database_that_leaves_nothing_behind_and_is_noted(seeded: App):
    before = sorted(path.name for path in folder(seeded).iterdir())
    page = press(drawn(seeded, "safekeeping"), "Make a backup")
    content, held, name = page.session_state["backup made"]
    assert name.endswith(".zip")
    assert backups.read(content, name).rounds == held == 2
    assert sorted(path.name for path in folder(seeded).iterdir()) == before
    assert last_event(seeded) == "backup made"


def test_a_round_that_is_due_comes_first_and_a_day_can_be_set(seeded: App):
    with seeded.unit_of_work() as db:
        service.keep_until(db, by=seeded.person, round_ref="WM25", on=seeded.today(), now=seeded.now())
    page = drawn(seeded, "safekeeping")
    assert "One round is due to be erased" in words(page)
    assert words(page).index("WM25:") < words(page).index("WM26:")
    form(page, "Set the day for WM25").send(day="2040-03-31")
    assert page.success[0].value == "WM25 is kept until Saturday 31 March 2040."
    assert "No round is due" in words(page)
    with seeded.reading() as db:
        assert rounds.by_ref(db, "WM25").keep_until == date(2040, 3, 31)


def test_a_round_goes_out_to_a_file(seeded: App):
    page = drawn(seeded, "safekeeping")
    form(page, "Write WM25 to a file").send()
    assert b'"round": "WM25"' in page.session_state["WM25 round file"]
    assert last_event(seeded, round_ref="WM25") == "round written to a file"


def test_a_file_that_is_no_round_is_refused_in_words(seeded: App):
    for button in ("Take in the round", "Take it in without them"):
        refused = form(drawn(seeded, "safekeeping"), "Take in the round").send(button)
        assert refused.problems == ["Choose the round file first."]
    with pytest.raises(WrongInput, match="not a round file"):
        copies._text(b"\xff\xfe\x00\xd8")


def test_old_copies_are_listed_and_deleted_once_somebody_is_sure(seeded: App):
    copy = an_old_copy(seeded)
    page = drawn(seeded, "safekeeping")
    assert copy.name in words(page)
    refused = form(page, "Delete this copy").send()
    assert refused.problems == ["Tick that you no longer need this copy to go back to."]
    assert copy.exists()
    refused.send(sure="yes")
    assert not copy.exists()
    assert last_event(seeded) == "old copy deleted"
    assert "No old copy lies beside the data" in words(page)


def test_only_an_old_copy_can_be_deleted(seeded: App):
    name = Path(str(seeded.engine.url.database)).name
    for wrong in (name, f"../{name}", "nothing"):
        with seeded.unit_of_work() as db, pytest.raises(WrongInput, match="no old copy"):
            service.delete_copies(db, by=seeded.person, names=[wrong], now=seeded.now())
    assert Path(str(seeded.engine.url.database)).exists()


def test_the_data_file_can_be_rewritten_again(seeded: App):
    assert "rewritten" in press(drawn(seeded, "safekeeping"), "Rewrite the data file").success[0].value


@pytest.mark.parametrize("page", ["safekeeping", "erase"])
def test_only_a_facilitator_keeps_and_erases(seeded: App, page: str):
    seen = drawn(somebody(seeded, Role.SCRUTINEER), page, round="WM25")
    assert not [one for one in seen.button if one.label]
    assert not forms(seen)
    assert "facilitator" in words(seen).lower()


def test_until_when_a_round_is_kept_is_said_in_words():
    today = date(2026, 12, 3)
    assert "No day is set" in copies.retention_words(None, today)
    assert "Due to be erased since Thursday 3 December 2026" in copies.retention_words(today, today)
    assert "Kept until Friday 4 December" in copies.retention_words(date(2026, 12, 4), today)


def test_an_old_copy_is_told_with_its_day_and_size():
    one = OldCopy(name="x.before-0007", size=2_340_000, made_at_utc=datetime(2026, 12, 3, 9, 5, tzinfo=UTC))
    assert copies.rows((one,)) == [("x.before-0007", "3 Dec 2026 at 09:05", "2.3 MB")]


def test_a_child_is_erased_once_the_reference_is_typed_and_the_findings_are_told_to_read_again(seeded: App):
    page = drawn(seeded, "erase", round="WM25")
    page.selectbox[0].set_value("WM25-1").run()
    with seeded.reading() as db:
        about = service.findings_about(db, by=seeded.person, round_ref="WM25", case_ref="WM25-1")
    assert about
    assert all(one.ref in words(page) for one in about)
    refused = form(page, "Erase WM25-1 for good").send(typed="WM25")
    assert refused.data["problems"] == [["typed", "Nothing was erased. To erase it for good, type WM25-1 in the box."]]
    refused.send(typed="WM25-1")
    assert "WM25-1 is erased" in page.success[0].value
    assert all(f"Read {one.ref} again" in words(page) for one in about)
    with seeded.reading() as db:
        assert "WM25-1" not in {case.ref for case in rounds.by_ref(db, "WM25").cases}


def test_a_round_is_erased_once_its_reference_is_typed(seeded: App):
    page = drawn(seeded, "erase", round="WM25")
    form(page, "Erase WM25 for good").send(typed="WM25")
    with seeded.reading() as db:
        assert rounds.refs(db) == ("WM26",)
    assert last_event(seeded) == "round erased"


def test_an_open_concern_stands_in_the_way_with_the_way_to_it(seeded: App):
    page = drawn(seeded, "erase", round="WM26")
    assert "immediate concern" in page.warning[0].value
    assert "Go to what waits" in words(page)
    assert not forms(page)
    with seeded.unit_of_work() as db:
        ((_, concern),) = moderation.concerns(db, viewer=seeded.viewer(), round_ref="WM26")
        setup.confirm(db, by=seeded.person, round_ref="WM26", concern_id=concern.id or 0, now=seeded.now())
    page.run()
    assert form(page, "Erase WM26 for good")


def test_the_trail_tells_who_did_what_and_of_one_round_where_that_is_chosen(seeded: App):
    page = drawn(somebody(seeded, Role.SCRUTINEER), "trail")
    assert "Rating submitted" in words(page)
    page.selectbox[0].set_value("WM25").run()
    assert "WM25" in words(page)
    assert "WM26/" not in words(page)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BOARD_MEMBER, Role.MANAGER])
def test_who_rates_or_only_reads_findings_does_not_read_the_trail(seeded: App, role: Role):
    assert "independent scrutineer reads here" in words(drawn(somebody(seeded, role), "trail"))


def test_a_round_whose_ref_begins_alike_is_another_round(seeded: App):
    with seeded.unit_of_work() as db:
        store_trail.note(db, by=seeded.person, event="x", about="WM255/1", now=seeded.now())
    with seeded.reading() as db:
        assert not [one for one in trail_queries.lines(db, round_ref="WM25") if one.about.startswith("WM255")]


def test_what_was_left_in_a_text_of_a_blind_child_is_not_told():
    kept = TrailLine(at_utc=NOON, by="Sam", event="kept in a text: name", about="AU26/Child A CAMHS", version=None)
    for revealed, shown in ((False, []), (True, [("3 Dec 2026 at 12:00", "Sam", "Kept in a text: name", kept.about)])):
        assert trail.rows([kept], [a_round(cases=[a_case("Child A", revealed=revealed)])]) == shown
