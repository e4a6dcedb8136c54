"""The menu: the path of a round, in the order in which it is walked.

In: the app and the stage of the round in sight.
Out: the page that was asked for, drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from audit.app import App
from audit.domain.rounds import STAGES, Round, Stage
from audit.pages import first, home, place, start
from audit.pages.components import look
from audit.store.queries import people

_HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page of the product."""

    name: str
    title: str
    render: Callable[[App], None]
    stage: Stage | None = None  # None: not a step of the path
    icon: str = ""
    hidden: bool = False


ENTRIES = (Entry(name="home", title="Home", render=home.render, icon=":material/home:"),)


def run() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Seven Statements", page_icon=str(_HERE / "icon.svg"), layout="centered")
    look.put_on()
    dark = st.context.theme.type == "dark"
    st.logo(str(_HERE / ("logo-dark.svg" if dark else "logo-light.svg")), size="large")
    app = start.app()
    with app.reading() as db:
        set_up = people.partnership(db) is not None
    if not set_up:
        st.navigation(
            [st.Page(partial(first.render, app), title="Seven Statements", url_path="start")], position="top"
        ).run()
        return
    pages = _pages(app)
    place.remember_pages(pages)
    st.navigation(list(pages.values()), position="top").run()


def _pages(app: App) -> dict[str, st.Page]:
    audit_round = place.current_round(app)
    return {
        entry.name: st.Page(
            partial(entry.render, app),
            title=entry.title,
            url_path="" if entry.name == "home" else entry.name,
            icon=_icon(entry, audit_round),
            default=entry.name == "home",
            visibility="hidden" if entry.hidden else "visible",
        )
        for entry in ENTRIES
    }


def _icon(entry: Entry, audit_round: Round | None) -> str:
    if entry.stage is None or audit_round is None:
        return entry.icon or ":material/radio_button_unchecked:"
    now, then = STAGES.index(audit_round.stage), STAGES.index(entry.stage)
    if now > then:
        return ":material/check_circle:"
    return ":material/radio_button_checked:" if now == then else ":material/radio_button_unchecked:"
