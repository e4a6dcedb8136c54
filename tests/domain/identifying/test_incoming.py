"""Texts that a file would bring: what was found in each, and those first in which something was."""

from __future__ import annotations

from audit.domain.identifying.marking import Identifier, IdentifierKind, IncomingText, by_row, incoming, unread

NAME, PHONE, ONE = IdentifierKind.NAME, IdentifierKind.PHONE, IdentifierKind.PARTICULAR_CHILD


def look(text: str) -> tuple[Identifier, ...]:
    """Find a name, a number and a text about one child where these words stand."""
    kinds = {"Keziah": NAME, "07700": PHONE, "she": ONE}
    return tuple(
        Identifier(text.index(word), text.index(word) + len(word), kind, word)
        for word, kind in kinds.items()
        if word in text
    )


def a_text(row: str, column: str, text: str) -> IncomingText:
    return incoming(row, column, text, look)


def test_how_a_text_is_worded_about_one_child_is_not_marked_on_its_way_in():
    text = a_text("A1", "Work", "she rang 07700, and 07700 rang Keziah")
    assert {mark.kind for mark in text.identifiers} == {NAME, PHONE}
    assert (text.where, text.kinds) == ("A1, Work", "name, phone number")


def test_a_name_is_not_marked_where_a_name_is_asked_for():
    (mark,) = incoming("Instructions", "Your name", "Keziah, 07700", look, besides=(NAME,)).identifiers
    assert mark.kind is PHONE


def test_who_may_not_read_a_text_has_no_word_of_it():
    text = unread(a_text("A1", "Work", "told Keziah"))
    assert (text.text, text.identifiers) == (None, (Identifier(5, 11, NAME, ""),))


def test_rows_and_texts_in_which_something_was_found_come_first_and_else_the_order_stays():
    texts = [
        a_text("A1", "Work", "Done"),
        a_text("A2", "Work", "Begun"),
        a_text("A2", "Owner", "Keziah"),
        a_text("A3", "Work", "07700"),
        a_text("A4", "Work", "Late"),
    ]
    rows = by_row(texts)
    assert [row for row, _ in rows] == ["A2", "A3", "A1", "A4"]
    assert [one.column for one in rows[0][1]] == ["Owner", "Work"]
    assert sum(len(of_row) for _, of_row in rows) == len(texts)
