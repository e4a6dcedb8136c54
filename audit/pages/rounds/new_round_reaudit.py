"""Opening a round as the re-audit of an earlier one: what is brought forward, and in which edition.

In: the rounds that can be looked at again, and the one that the address names.
Out: the form's fields, filled with what was there last time; every one of them can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from audit.domain.frameworks.framework import Framework
from audit.domain.over_time.programme import READY, Edition, Planned, agencies_now, editions, title_of
from audit.domain.people.person import Agency
from audit.domain.rounds.audit_round import Round
from audit.pages.components import place
from audit.pages.components.look import plain
from audit.pages.forms.fields import hinted

_CHOICE, _BEGAN = "new round of", "new round began as"
_SAME, _NEWER = "same", "newer"


def chosen(rounds: Sequence[Round]) -> Round | None:
    """Draw the question whether this is a re-audit, and return the round it looks at again; None: of none."""
    ready = [earlier_round for earlier_round in rounds if earlier_round.stage in READY]
    if not ready:
        return None
    refs = {earlier_round.ref: f"Yes, of {earlier_round.ref}: {earlier_round.title}" for earlier_round in ready}
    named = st.query_params.get("of", "")
    if _CHOICE not in st.session_state:
        st.session_state[_CHOICE] = named if named in refs else ""
    ref = st.selectbox(
        hinted("Is it the re-audit of an earlier round?", "What it needs is then brought forward, to be looked at."),
        ["", *refs],
        format_func=lambda round_ref: refs.get(round_ref, "No, a round by itself"),
        key=_CHOICE,
        on_change=lambda: place.put(of=st.session_state[_CHOICE] or None),
    )
    return next((earlier_round for earlier_round in ready if earlier_round.ref == ref), None)


def begin(
    last: Round | None, planned: Planned | None, defaults: Mapping[str, object], brought: Mapping[str, object]
) -> None:
    """Fill the form's fields: once when the page is opened, and again when another round is looked at.

    `defaults` are the fields of a round by itself by their keys, `brought` what takes their place.
    """
    of = f"{last.ref if last else ''} {planned.id if planned else ''}"
    fresh = next(iter(defaults)) not in st.session_state
    if fresh or st.session_state.get(_BEGAN) != of:
        for key, value in ({**defaults, **brought} if fresh else brought or defaults).items():
            st.session_state[key] = value
        st.session_state[_BEGAN] = of
    for key, value in defaults.items():
        st.session_state.setdefault(key, value)


def brought_forward(last: Round, known: Sequence[Agency], installed: Sequence[Framework]) -> dict[str, object]:
    """Return what the form's fields say of a re-audit, by the field: what was there last time."""
    agency_refs = set(agencies_now(last.agencies, known))
    fields: dict[str, object] = {"title": title_of(last), "theme": last.theme}
    fields |= {"scale": last.scale.ref, "months": last.look_back_months}
    fields |= {f"agency {agency.ref}": agency.ref in agency_refs for agency in known}
    had = {copy.framework.name for copy in last.copies}
    return fields | {
        f"framework {framework.name}": framework.name in had for framework in (*installed, *_gone(last, installed))
    }


def with_editions(last: Round, installed: Sequence[Framework]) -> tuple[Framework, ...]:
    """Return the frameworks to choose from in a re-audit: last time's copies, or newer editions where chosen."""
    by_name = {edition.copy.name: edition for edition in editions(last.copies, installed)}
    frameworks = [_of(by_name[framework.name]) if framework.name in by_name else framework for framework in installed]
    return (*frameworks, *_gone(last, installed))


def show_brought_forward(last: Round, installed: Sequence[Framework]) -> None:
    """Draw what is brought forward, and the choice of edition where there is a newer one; call it in the form."""
    st.info(
        f"Brought forward from {last.ref}: title, theme, frameworks, scale, agencies and look-back. Change what you "
        "like. Its findings and actions come along too, to be looked at one by one once the workshop has begun.",
        icon=":material/history:",
    )
    if last.drawn is None:
        st.caption(f"How the cases of {last.ref} were drawn is not recorded, so no change will be tested for chance.")
    for edition in editions(last.copies, installed):
        _edition(edition)


def _edition(edition: Edition) -> None:
    if edition.newer is None:
        return
    title = plain(edition.copy.title)
    if not edition.may_be_newer:
        missing = ", ".join(edition.missing)
        st.caption(
            f"{title}: version {edition.newer.version} no longer has {missing}, so last time’s version "
            f"{edition.copy.version} "
            "is used and everything compares."
        )
        return
    st.radio(
        f"Which edition of {title}?",
        [_SAME, _NEWER],
        format_func=lambda choice: (
            f"The same as last time, version {edition.copy.version}"
            if choice == _SAME
            else (
                f"The newer edition, version {edition.newer.version if edition.newer else ''}; its refs "
                "match, so it compares"
            )
        ),
        key=_edition_key(edition),
    )


def _of(edition: Edition) -> Framework:
    newer = edition.newer is not None and edition.may_be_newer and st.session_state.get(_edition_key(edition)) == _NEWER
    return edition.newer if newer and edition.newer is not None else edition.copy


def _gone(last: Round, installed: Sequence[Framework]) -> list[Framework]:
    installed_names = {framework.name for framework in installed}
    return [copy.framework for copy in last.copies if copy.framework.name not in installed_names]


def _edition_key(edition: Edition) -> str:
    return f"new round edition {edition.copy.name}"
