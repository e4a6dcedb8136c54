"""No button ever does nothing: every write of a page runs where any fault is answered, and that is one place."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.architecture import answered
from tests.repository import ROOT
from tests.services.two_windows import ELSEWHERE, TRIED

DRAWN = {  # they write while a page is drawn, where `errors.last_resort` answers for the page
    "rating.check.show",  # notes which prompts were shown
    "workshop.screen._shown",  # puts what this window has come to on the workshop's screen
}
BY_HAND = {  # each with what becomes of the fault there
    "components.errors.reported_to": "the one place: a sentence for the person, a line without texts for the log",
    "components.errors.last_resort": (
        "a page that cannot be drawn; a database that cannot be used goes on to where it is restored"
    ),
    "forms.two_writers.write": "a conflict: both sides are kept for a choice",
    "rating.sheet.keep": "a conflict in a form that keeps itself: both sides are held beside the field",
    "rating.sheet._settle_and_save": "what this window showed is out of date, so the newest is read",
    "forms.form._kept_where_refused": "a conflict: both sides stand above the form for a choice",
    "forms.form._let_go": "raises in other words",
    "workshop.fields.keep_typed": "a conflict: both sides are kept, and it raises",
    "workshop.agree._keep": "after that conflict nothing is agreed: both sides wait on the page",
    "inspection.clock_days._recounted": "steps that cannot be counted by are replaced all the same",
    # nothing was pressed: an address that names nothing, a list or a form that cannot be read while a page is drawn
    "rating.check.show": "a form that cannot be opened says so itself",
    "frameworks.one_framework.render": "says which framework there is not",
    "frameworks.wording.render": "says which item there is not",
    "findings.theme._page": "says which theme there is not",
    "rating.rate._child": "a statement there is not: the first is shown",
    "rating.sheet.read": "the form says why it is read only",
    "rating.sheet.read_again": "each box says for itself what could not be saved",
    "home.overview.waiting_of_inspection": "a task says what is wrong with the steps",
    "components.partnership_lists._read": "the product's own list stands in, and Keeping and erasing says so",
    "components.partnership_lists.problems": "the sentences that Keeping and erasing says",
    "workshop.pack._before": "a warning where the pack cannot be planned yet",
    "home.signed_in.who": "asks to sign in with another account",
    "home.start.app": "the page for a database that cannot be opened",
}

_SAID = "Its sentence says what the other did; the person looks, and the same button again does it."
_READ_AGAIN = "The file is looked at again, with what changed since."
_OWN = "A person's own draft in two windows: both texts are kept, the later below the earlier."
NO_CHOICE = {  # commands for which the second writer is told, and there are not two texts to choose from
    "readiness.evidence.take_in": _READ_AGAIN,
    "frameworks.changing.take_in": _READ_AGAIN,
    "journeys.change_event": "test_journeys:test_two_windows_on_one_event_show_both_and_the_person_chooses",
    "journeys.change_tie": "as for an event, by the same module",
    "journeys.take_event": _SAID,
    "journeys.take_tie": _SAID,
    "inspection.letter_drafts.change": _OWN,
    "inspection.letter_drafts.drop": _SAID,
    "inspection.letter_drafts.say": _OWN,
    "inspection.notified.erase_request": _SAID,
    "people.form_drafts.drop": "A person's own draft: the sentence says both texts; the same button hands this one in.",
    "plan.workbooks.take_in": "Its own page names both texts of each action, with a side to choose.",
    "over_time.reaudit.drop_planned": _SAID,
    "rounds.setup.advance": _SAID,
    "rating.workbooks.take_in": "Its own page names both texts, with a side to choose.",
}

BY_HAND_AGAIN = """
import streamlit as st
from audit.errors import AuditError
from audit.pages.components import errors, two_writers
from audit.pages.forms.two_writers import Change
from audit.services import board

def render(app):
    st.button("Bare", on_click=_bare, args=(app,))
    st.button("Deeper", on_click=lambda: _deeper(app))
    st.button("By hand", on_click=_by_hand, args=(app,))
    with errors.shown():
        st.button("Drawn where it is answered, run where it is not", on_click=_bare, args=(app,))
    st.button("Answered", on_click=_answered, args=(app,))
    st.button("Chosen", on_click=_chosen, args=(app,))

def _bare(app):
    with app.unit_of_work() as db:
        board.answer(db)

def _deeper(app):
    _bare(app)

def _by_hand(app):
    try:
        _bare(app)
    except AuditError:
        pass

def _answered(app):
    with errors.caught("here"), app.unit_of_work() as db:
        board.say_ask(db)

def _chosen(app):
    def write(seen):
        with app.unit_of_work() as db:
            board.ask(db, seen=seen)
    _handed_on(write)

def _handed_on(write):
    two_writers.attempt(Change(place="here", write=write), None)
"""


@cache
def pages() -> dict[str, str]:
    found = sorted((ROOT / "audit/pages").rglob("*.py"))
    names = {path: ".".join(path.relative_to(ROOT / "audit/pages").with_suffix("").parts) for path in found}
    return {name: path.read_text("utf-8") for path, name in names.items() if path.stem != "__init__"}


@cache
def read() -> Any:
    return answered.functions(pages())


def test_every_write_of_a_page_runs_where_any_fault_is_answered():
    assert answered.unanswered(read(), DRAWN) == []


def test_no_page_catches_a_fault_by_hand():
    assert answered.catching(read()) == set(BY_HAND)


def test_whatever_two_windows_can_be_at_odds_about_is_chosen_with_one_click():
    called = {command for one in read().values() for command in one.commands}
    silent = {command for command in answered.without_choice(read()) if command in {**TRIED, **ELSEWHERE}}
    assert silent == set(NO_CHOICE)
    assert called >= set(NO_CHOICE)


def test_a_new_page_that_does_it_by_hand_is_found():
    found = answered.functions({**pages(), "invented": BY_HAND_AGAIN})
    assert answered.unanswered(found, DRAWN) == [
        "invented.render hands invented._bare to button",
        "invented.render hands invented._by_hand to button",
        "invented.render hands invented.render.<lambda> to button",
    ]
    assert answered.catching(found) - set(BY_HAND) == {"invented._by_hand"}
    assert "invented._bare" in answered.without_choice(found)["board.answer"]
    assert "invented._chosen.write" not in answered.without_choice(found).get("board.ask", set())
