"""The menu offers each person the pages that they may use, and nobody a page that refuses them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit.app import App
from audit.domain.people.person import Role
from audit.pages import menu
from tests.builders import a_person, a_round
from tests.pages.on_screen import drawn, somebody, words

_REFUSES = re.compile(
    r"facilitator can say|Auditors rate for|^A facilitator (?!raises|decides|starts|, or|writes)", re.MULTILINE
)


@pytest.mark.parametrize("role", Role)
def test_no_page_that_the_menu_offers_refuses(seeded: App, role: Role):
    app = somebody(seeded, role)
    offered = [name for group in menu.MENU for name in menu.offered(app.person, group)]
    refusing = [name for name in offered if _REFUSES.search(words(drawn(app, name, round="WM25")))]
    assert offered
    assert refusing == []


def test_a_facilitator_is_offered_every_page_of_the_menu():
    offered = [name for group in menu.MENU for name in menu.offered(a_person(Role.FACILITATOR), group)]
    assert offered == [name for group in menu.MENU.values() for name in group]
    assert set(offered) <= {entry.name for entry in menu.ENTRIES}


@pytest.mark.parametrize("role", Role)
def test_who_only_reads_for_the_board_lands_there(role: Role):
    assert menu.reads_for_board(a_person(role)) == (role is Role.BOARD_MEMBER)


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Autumn 2026: mental health of children in care", "Autumn 2026"),
        ("Waiting", "Waiting"),
        ("Mental health of every child in our care", a_round().ref),
        (": heard", a_round().ref),
    ],
)
def test_a_round_is_called_by_what_stands_before_the_colon_where_that_is_short(title: str, called: str):
    assert menu.short_title(replace(a_round(), title=title)) == called


def test_pages_that_are_about_no_round_are_pages():
    assert set(menu._OF_NO_ROUND) - {""} <= {entry.name for entry in menu.ENTRIES}
