"""A text box that saves itself: after a pause, when it is left, and never silently.

In: the text as it is kept, and what to do with a new one.
Out: the box, which says "Not saved yet", "Saving …" or when it was saved.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from audit.pages.components import errors

_FOLDER = Path(__file__).parent
_BOX = st.components.v2.component(
    "seven_statements.text_box",
    html=(_FOLDER / "text_box.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "text_box.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "text_box.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
LONGEST = 8000  # characters; enough for any note, too few to paste a case file


def text_box(
    label: str,
    *,
    value: str,
    key: str,
    save: Callable[[str], None],
    saved: str = "",
    help_text: str = "",
    rows: int = 3,
    readonly: bool = False,
) -> None:
    """Draw the box; `save` is called with the new text within a second of a pause, and when the box is left.

    `saved` is the line under a text that is kept, such as "Saved at 14:28". A fault of `save` is told under
    the box, and the text stays in it.
    """
    data = {
        "id": key.replace(" ", "-").replace("/", "-"),
        "label": label,
        "help": help_text,
        "value": value,
        "rows": rows,
        "readonly": readonly,
        "saved": saved,
        "failed": st.session_state.get(_failed(key), ""),
        "heard": st.session_state.get(_heard(key), 0),
        "reset": st.session_state.get(_reset(key), 0),
        "max": LONGEST,
    }
    _BOX(key=key, data=data, on_text_change=lambda: _hand_over(key, save))


def replaceable_texts(key: str, otherwise: str) -> tuple[str, ...]:
    """Return the texts that the newest text may replace: what was in the box when it was typed.

    Newest text of another hand is not among them. `otherwise` is the answer where the box has not said.
    """
    event = (st.session_state.get(key) or {}).get("text") or {}
    return tuple(event.get("was") or (otherwise,))


def show_saved(key: str) -> None:
    """When the box is drawn next, put into it what is kept, whatever is typed there."""
    st.session_state[_reset(key)] = st.session_state.get(_reset(key), 0) + 1
    st.session_state.pop(_failed(key), None)


def forgive(key: str) -> None:
    """Take away the message under the box: what was wrong has been put right elsewhere."""
    st.session_state.pop(_failed(key), None)


def _hand_over(key: str, save: Callable[[str], None]) -> None:
    event = st.session_state[key].get("text")
    if not event:
        return
    st.session_state.pop(_failed(key), None)
    st.session_state[_heard(key)] = event["turn"]
    with errors.reported_to(lambda sentence: st.session_state.update({_failed(key): f"Not saved. {sentence}"})):
        save(event["text"])


def _failed(key: str) -> str:
    return f"{key} failed"


def _heard(key: str) -> str:
    return f"{key} heard"


def _reset(key: str) -> str:
    return f"{key} reset"
