"""Downloads whose file is made when somebody asks for it, and a sentence where it cannot be made.

In: a label, what makes the file, and its name and kind.
Out: one button. Streamlit makes the file beside the page's own run, so the button waits for it and shows its fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Condition
from typing import Literal

import streamlit as st

from audit.pages.components import errors

_LONGEST = 60  # seconds; a paper takes less than one
Make = Callable[[], bytes | str]


@dataclass
class _Making:
    """How often a file was asked for and answered, and what was wrong the last time."""

    asked: int = 0
    answered: int = 0
    fault: str = ""
    changed: Condition = field(default_factory=Condition)

    def ask(self) -> None:
        """Note that the file was asked for."""
        with self.changed:
            self.asked += 1

    def answer(self, fault: str) -> None:
        """Note that the file was made, or why it was not."""
        with self.changed:
            self.answered, self.fault = self.answered + 1, fault
            self.changed.notify_all()

    def wait(self) -> None:
        """Wait until the file that was asked for is made; a request that never came is given up."""
        with self.changed:
            self.changed.wait_for(lambda: self.answered >= self.asked, timeout=_LONGEST)
            self.answered = self.asked


@st.fragment
def offer(
    label: str,
    make: Make,
    *,
    file_name: str,
    mime: str,
    key: str,
    icon: str = ":material/download:",
    type_: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Draw a button that makes a file and hands it over; where it cannot be made, say why beneath the button."""
    making: _Making = st.session_state.setdefault(f"making of {key}", _Making())
    st.download_button(
        label,
        data=partial(_made, making, make),
        file_name=file_name,
        mime=mime,
        key=key,
        icon=icon,
        type=type_,
        on_click=making.ask,
    )
    if making.answered < making.asked:
        with st.spinner("Making the file …"):
            making.wait()
    if making.fault:
        st.error(making.fault, icon=":material/error:")


def _made(making: _Making, make: Make) -> bytes | str:
    with errors.told(making.answer):
        made = make()
        making.answer("")
        return made
    raise FileNotMadeError


class FileNotMadeError(Exception):
    """The file was not made; the page says why."""
