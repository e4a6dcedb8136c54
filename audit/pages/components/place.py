"""Where somebody is: the address says it, so that a reload, a second window or a link opens the same place.

In: the address's query parameters, and what this window saw last.
Out: the round, case, statement and agency that a page is about.

Here too:
- The path of a round, always in sight: what is done, what is now, what is next.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from audit.app import App
from audit.domain.english import short_day
from audit.domain.frameworks.framework import Key
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Act, Viewer
from audit.domain.rounds.audit_round import STAGES, Round, Stage, step_in_words, steps
from audit.library.names import lists
from audit.pages.components.look import escape_html, plain
from audit.store.queries import inspection, release, rounds

_NAMES = (
    "round",
    "case",
    "statement",
    "agency",
    "theme",
    "finding",
    "action",
    "follow",
    "of",
    "planned",
    "old",
    "item",
    "evidence",
    "list",
    "about",
    "paper",
)
_PAGES = "pages_by_name"
LOOKS_ROUND_AS, AS = "look_round_as", "as"  # in the window, and in an address
_ADDRESS = "address of the last run"
_SETTING_UP = ("its name", "its agencies and people", "its first round")
_OF_LETTER = "round that is of a letter"


def get(name: str) -> str | None:
    """Return one part of the place; None where neither the address nor this window says it."""
    part = st.query_params.get(name)
    if part is not None:
        st.session_state[f"place_{name}"] = part
        return part
    return st.session_state.get(f"place_{name}")


def put(**parts: str | None) -> None:
    """Set parts of the place, in the address and for this window; None takes a part away."""
    for name, value in parts.items():
        if value is None:
            st.session_state.pop(f"place_{name}", None)
            st.query_params.pop(name, None)
        else:
            st.session_state[f"place_{name}"] = value
            st.query_params[name] = value


def current_round(app: App) -> Round | None:
    """Return the round that the place names, else the newest audit; None where there is none at all.

    Outside the audit group its title and theme are as they may leave. An address that names no round that is here keeps
    its name, so that `unknown_round` can tell it.
    """
    with app.reading() as db:
        known = rounds.refs(db)
        ref = get("round")
        if ref not in known:
            letters = inspection.refs(db)
            ref = next((audit_ref for audit_ref in known if audit_ref not in letters), known[0] if known else None)
        named = [rounds.by_ref(db, ref)] if ref is not None else []
        audit_round = next(iter(release.rounds_as_read(db, viewer=app.viewer(), rounds=named, look=lists.look)), None)
    if audit_round is not None and st.query_params.get("round", audit_round.ref) in known:
        put(round=audit_round.ref)
    return audit_round


def unknown_round(app: App) -> str:
    """Return the round that the address names where there is none of that name; else nothing."""
    named = st.query_params.get("round", "")
    with app.reading() as db:
        return named if named and named not in rounds.refs(db) else ""


def round_is_of_letter(audit_round: Round | None, *, of_letter: bool) -> None:
    """Keep for this run whether the round that is shown was made from an inspection letter."""
    st.session_state[_OF_LETTER] = audit_round.ref if audit_round is not None and of_letter else ""


def step(audit_round: Round, stage: Stage) -> str:
    """Return where on the path of the round that is shown a page stands, such as "Step 4 of 6"."""
    return step_in_words(stage, of_letter=st.session_state.get(_OF_LETTER) == audit_round.ref)


def setting_up(number: int) -> str:
    """Return where in the set-up of a partnership a page stands, the first as 1: "Step 1 of 3: its name"."""
    return f"Step {number} of {len(_SETTING_UP)}: {_SETTING_UP[number - 1]}"


def letter_of(app: App, audit_round: Round) -> Inspection | None:
    """Return the inspection letter that a round was made from; None for an audit."""
    with app.reading() as db:
        return inspection.inspection(db, audit_round=audit_round)


def current_statement() -> Key | None:
    """Return the statement that the place names; None where it names none."""
    statement = get("statement")
    return Key.parse(statement) if statement else None


def viewer(app: App) -> Viewer:
    """Return the eyes that this window reads ratings with: the person's, or those of whom they enter for."""
    agency = get("agency")
    own = app.viewer()
    return app.viewer(agency) if agency is not None and app.person.may(Act.ENTER_ON_BEHALF) else own


def keep_address(page: str) -> None:
    """Put the place into the browser's address.

    A link to the page one is on hands its query parameters over without changing the address, and the next click would
    forget them.
    """
    address = (page, st.query_params.to_dict())
    before = st.session_state.get(_ADDRESS)
    st.session_state[_ADDRESS] = address
    if before is not None and before[0] == page and before != address:
        st.query_params.from_dict(address[1])


def remember_pages(pages: dict[str, Any]) -> None:
    """Keep the pages of this run, so that links can find them by name."""
    st.session_state[_PAGES] = pages


def has(name: str) -> bool:
    """Say whether there is a page of that name."""
    return name in st.session_state.get(_PAGES, {})


def link(name: str, label: str, *, icon: str | None = None, **parts: str) -> None:
    """Draw a link to a page by name, about a place; labels are at most 38 characters long, and shown as they are."""
    _link(name, plain(label), icon, parts)


def strong_link(name: str, label: str, *, icon: str | None = "", **parts: str) -> None:
    """Draw the same in bold and in the colour of links, for a list of links; without the page's own icon."""
    _link(name, f"**:blue[{plain(label)}]**", icon, parts)


def _link(name: str, label: str, icon: str | None, parts: dict[str, str]) -> None:
    pages = st.session_state.get(_PAGES, {})
    if name in pages:
        st.page_link(pages[name], label=label, icon=icon, query_params=parts)
    else:
        st.write(label)  # a page drawn by itself, without the menu


def address(page: str, **parts: str) -> str:
    """Return the address of a page, for a link in HTML of our own.

    Such a link opens the page anew, so it says as whom somebody looks round the invented partnership.
    """
    person = st.session_state.get(LOOKS_ROUND_AS)
    return escape_html(f"{page}?{urlencode(parts if person is None else parts | {AS: str(person)})}")


def go(name: str, **parts: str | None) -> None:
    """Go to a page by name, about a place; never call it inside a unit of work."""
    put(**parts)
    pages = st.session_state.get(_PAGES, {})
    if name in pages:
        st.switch_page(pages[name], query_params={key: value for key in _NAMES if (value := get(key)) is not None})


def turn_to(name: str, **parts: str) -> None:
    """Go to a page by name, about something that is no part of a round; never call it inside a unit of work."""
    pages = st.session_state.get(_PAGES, {})
    if name in pages:
        st.switch_page(pages[name], query_params=parts)


def path(audit_round: Round, *, left: Mapping[Stage, str], now_says: str = "now", of_letter: bool = False) -> str:
    """Return the path as HTML; `now_says` is shown under the step the round is at.

    `left` holds the steps that the round has passed without being done there, with what is left.
    """
    items = "".join(
        _step(audit_round, stage, left.get(stage, ""), now_says, of_letter=of_letter)
        for stage in steps(of_letter=of_letter)
    )
    return f'<ol class="ss-path">{items}</ol>'


def _step(audit_round: Round, stage: Stage, left: str, now_says: str, *, of_letter: bool) -> str:
    title = "Re-audit" if stage is Stage.CLOSED and not of_letter else stage.label
    planned = audit_round.dates.planned(stage)
    at, step_index = STAGES.index(audit_round.stage), STAGES.index(stage)
    if at > step_index and left:
        return (
            f'<li class="part"><span class="t">{escape_html(title)}<span '
            f'class="d">{escape_html(left)}</span></span></li>'
        )
    if at > step_index:
        return f'<li class="done"><span class="t">✓ {escape_html(title)}<span class="d">done</span></span></li>'
    if at == step_index:
        return (
            f'<li class="now" aria-current="step"><b>{escape_html(title)}</b><span '
            f'class="d">{escape_html(now_says)}</span></li>'
        )
    day = short_day(planned) if planned else ""
    return f'<li><span class="t">{escape_html(title)}<span class="d">{escape_html(day)}</span></span></li>'


_ARRIVE = st.components.v2.component(
    "seven_statements.arrive",
    html="<span></span>",
    js=(Path(__file__).parent / "arrive.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def arrive(at: str, *, to: str = "") -> None:
    """Bring into sight, and under the keyboard, the element `to`, else the page's title, whenever `at` is another."""
    _ARRIVE(key="arrive", data={"at": at, "to": to}, height=1)
