"""A fault that nobody expected is said in a sentence, keeps what was typed, and leaves no text in the log."""

from __future__ import annotations

import ast
import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from audit.errors import AuditError
from audit.pages.components import errors
from tests.repository import ROOT, name

TYPED = "Ama lives in Mill Lane"
PAGES = sorted((ROOT / "audit/pages").rglob("*.py"))


def test_a_fault_in_a_callback_is_said_and_the_field_keeps_its_text():
    def script():
        import streamlit as st

        from audit.pages.components import errors

        def press():
            with errors.caught():
                raise ValueError(st.session_state["note"])

        st.text_input("Note", key="note")
        st.button("Save", on_click=press)
        errors.from_last_run()

    page = AppTest.from_function(script).run()
    page.text_input[0].set_value(TYPED)
    page.button[0].click().run()
    assert [error.value for error in page.error] == [errors.UNEXPECTED]
    assert page.text_input[0].value == TYPED
    assert not page.exception


def test_the_log_says_where_it_happened_and_nothing_that_was_typed(caplog: pytest.LogCaptureFixture):
    def fails():
        try:
            raise ValueError(TYPED)
        except ValueError as first:
            raise RuntimeError(TYPED) from first

    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError) as caught:
        fails()
    assert errors.sentence_of(caught.value) == errors.UNEXPECTED
    assert "RuntimeError in fails" in caplog.text
    assert "from ValueError in fails" in caplog.text
    assert TYPED not in caplog.text


def test_streamlits_own_logs_hold_no_text_either(caplog: pytest.LogCaptureFixture):
    errors.keep_texts_out_of_logs()
    logger = logging.getLogger("streamlit.error_util")
    logger.addHandler(caplog.handler)
    try:
        raise ValueError(TYPED)
    except ValueError as fault:
        logger.error("Uncaught app execution", exc_info=fault)
    finally:
        logger.removeHandler(caplog.handler)
    assert "ValueError" in caplog.text
    assert TYPED not in caplog.text


def test_what_was_expected_is_said_in_its_own_words():
    assert errors.sentence_of(AuditError("Choose a grade.")) == "Choose a grade."


def deferred(text: str) -> list[int]:
    """Return the lines on which a file is made when a download is pressed, outside the button that says its fault."""
    found = []
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "download_button":
            data = next((keyword.value for keyword in call.keywords if keyword.arg == "data"), None)
            made_later = isinstance(data, ast.Lambda) or (
                isinstance(data, ast.Call) and getattr(data.func, "id", "") == "partial"
            )
            found += [call.lineno] if made_later else []
    return found


@pytest.mark.parametrize("path", [path for path in PAGES if path.name != "chart.py"], ids=name)
def test_every_file_made_on_demand_is_offered_by_the_button_that_says_its_fault(path: Path):
    assert deferred(path.read_text("utf-8")) == []


def test_a_file_made_on_demand_elsewhere_is_found():
    text = "st.download_button('A', data=partial(make, 1))\nst.download_button('B', data=lambda: b'')"
    assert deferred(text) == [1, 2]
