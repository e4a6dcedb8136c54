"""How to choose: at random, at random within groups, or on purpose with the reason."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.draws import PURPOSE
from audit.domain.rounds.sampling import BANDS, EVERYBODY, RULE, Method, Plan

_METHODS = {
    Method.RANDOM.value: "At random",
    Method.STRATIFIED.value: "At random within groups",
    PURPOSE: "On purpose, with the reason",
}
_SEEDS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the person chose: a plan to draw by, or numbers and a reason."""

    plan: Plan | None  # None: chosen on purpose
    numbers: tuple[str, ...] = ()
    reason: str = ""


def filters(audit_round: Round) -> dict[str, str]:
    """Draw the field that says whom to draw from, and return what it says."""
    said = st.text_input(
        "Ages to draw from, such as 10-15; leave empty for all", max_chars=7, key=f"choose {audit_round.ref} ages"
    )
    return {"age": said.strip()} if said.strip() else {}


def draw(audit_round: Round, held: Sequence[str], kept_to: dict[str, str]) -> Choice:
    """Draw the fields of how to choose, and return what they say."""
    key = f"choose {audit_round.ref}"
    method = st.radio(
        "How are the children chosen?", list(_METHODS), format_func=lambda one: _METHODS[one], key=f"{key} method"
    )
    if method == PURPOSE:
        return _purpose(key)
    by = _groups(key, held) if method == Method.STRATIFIED.value else ()
    st.caption(RULE if method == Method.STRATIFIED.value else EVERYBODY)
    left, right = st.columns(2)
    size = left.number_input("How many cases? Four to eight", 1, 8, 6, key=f"{key} size")
    reserves = right.number_input("How many in reserve?", 0, 8, 2, key=f"{key} reserves")
    seed = st.number_input(
        "Seed: the same seed and return give the same draw", 0, _SEEDS, _seed(key), key=f"{key} seed"
    )
    plan = Plan(size=int(size), reserves=int(reserves), seed=int(seed), method=Method(method), by=by, filters=kept_to)
    return Choice(plan=plan)


def _groups(key: str, held: Sequence[str]) -> tuple[str, ...]:
    st.write("Which groups?")
    with st.container(horizontal=True):
        return tuple(band for band in held if st.checkbox(BANDS[band], key=f"{key} by {band}"))


def _purpose(key: str) -> Choice:
    st.caption("Cases chosen on purpose do not stand for all children in care. The reason is kept with the round.")
    numbers = st.text_area("The children’s numbers in the return, one a line", max_chars=400, key=f"{key} numbers")
    reason = st.text_area("Why these children? No name, no number", max_chars=450, key=f"{key} reason")
    found = tuple(dict.fromkeys(one for one in re.split(r"[\s,;]+", numbers) if one))
    return Choice(plan=None, numbers=found, reason=reason.strip())


def _seed(key: str) -> int:
    name = f"{key} first seed"
    if name not in st.session_state:
        st.session_state[name] = secrets.randbelow(_SEEDS)
    return int(st.session_state[name])
