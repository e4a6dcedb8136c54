"""The cases of a round: a line for each child, and the way to add one.

Here too:
- Reserves: the next child in reserve takes the place of a case that was withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.english import agree, figure, inside
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Case
from audit.domain.rounds.draws import KeptDraw, left_in_reserve, replacement_of
from audit.domain.rounds.sampling import BANDS
from audit.pages.components import errors, look, place
from audit.pages.components.look import plain
from audit.pages.rounds import top
from audit.pages.rounds.case_rows import SPOKEN
from audit.services.rounds import draws as service
from audit.store.queries import rounds as queries


def render(app: App) -> None:
    """Show the cases of a round, by reference and bands."""
    audit_round = top.top(app, "Cases", step="set-up · cases")
    if audit_round is None:
        return
    st.write("Each child has a reference and bands: no name, no date of birth, no address.")
    if not audit_round.cases:
        st.write("No case yet. 4 to 8 children make a round that people can talk through in a day.")
    for case in audit_round.cases:
        _card(audit_round, case)
    draw(app, audit_round, audit_round.cases)
    if audit_round.stage in (Stage.SETUP, Stage.RATING, Stage.WORKSHOP):
        if st.button("Add a case", type="primary", icon=":material/add:"):
            place.go("new-case", round=audit_round.ref, case=None)
        place.link("choose-cases", "Draw cases from a return you export", round=audit_round.ref)
    else:
        st.write("Cases can join until the workshop ends.")
    if audit_round.cases:
        place.link("timescales", "Timescales from these children’s dates", round=audit_round.ref)
    top.back(audit_round)


def about(case: Case) -> str:
    """Return what is known of a case, in a line: its group, how much is noted, and whether the child was spoken to."""
    parts = [
        case.population.label,
        f"{figure(len(case.processes), 'process', 'processes')} in play",
        figure(len(case.measurements), "dated figure", "dated figures"),
        f"child spoken to: {SPOKEN[case.child_spoken_to].lower()}",
    ]
    if case.withdrawn is not None:
        parts.append(f"withdrawn: {case.withdrawn}")
    elif case.revealed_at_utc is not None:
        parts.append("revealed")
    return " · ".join(parts)


def _card(audit_round: Round, case: Case) -> None:
    with st.container(border=True):
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            look.card_title(case.in_words)
            st.caption(about(case))
        with button:
            place.link("round-case", f"Open {case.ref}", round=audit_round.ref, case=case.ref)


_OPEN = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP)


def draw(app: App, audit_round: Round, cases: Sequence[Case]) -> None:
    """Draw, for each of some cases that was withdrawn, the button for the next reserve, or who took its place."""
    _show_last_outcome(audit_round)
    withdrawn = [case for case in cases if case.withdrawn is not None]
    if not withdrawn:
        return
    with app.reading() as db:
        round_draws = queries.draws(db, audit_round.ref)
    for case in withdrawn:
        _offer_reserve(app, audit_round, case, round_draws)


def listed(round_draws: Sequence[KeptDraw]) -> list[tuple[str, ...]]:
    """Return a row for each reserve: its reference, what became of it, and its bands."""
    replacements = {
        (round_draw.replacement.draw, round_draw.replacement.spare): round_draw.replacement
        for round_draw in round_draws
        if round_draw.replacement is not None
    }
    left = [(draw.id, spare.ref) for draw, spare in left_in_reserve(round_draws)]
    rows = []
    for draw in sorted(round_draws, key=lambda round_draw: round_draw.id):
        for spare in draw.spares:
            at = (draw.id, spare.ref)
            if at in replacements:
                became = f"{replacements[at].case}, in the place of {replacements[at].instead_of}"
            else:
                became = "Next" if left[0] == at else "In reserve"
            rows.append((spare.ref, became, *(spare.bands.get(band, "") for band in BANDS)))
    return rows


def table(round_draws: Sequence[KeptDraw]) -> None:
    """Draw every reserve of a round, and what became of it; nothing where none was drawn."""
    rows = listed(round_draws)
    if not rows:
        return
    st.header("In reserve", anchor=False)
    st.write("When a case is withdrawn, the next in reserve takes its place with one click, on the page of that case.")
    held = [n for n, _ in enumerate(BANDS) if any(row[n + 2] for row in rows)]
    headings = ("Reference", "What became of it", *(title for n, title in enumerate(BANDS.values()) if n in held))
    shown = [(*row[:2], *(row[n + 2] for n in held)) for row in rows]
    look.html(look.table("Children in reserve", headings, shown, captioned=False))


def _show_last_outcome(audit_round: Round) -> None:
    errors.from_last_run(_place(audit_round))
    if message := st.session_state.pop(f"{_place(audit_round)} done", ""):
        st.success(plain(message), icon=":material/check_circle:")


def _offer_reserve(app: App, audit_round: Round, case: Case, round_draws: Sequence[KeptDraw]) -> None:
    replacement = replacement_of(round_draws, case.ref)
    if replacement is not None:
        st.write(f"{replacement.spare} took the place of {case.ref}, as {replacement.case}.")
        place.link("round-case", f"Open {replacement.case}", round=audit_round.ref, case=replacement.case)
        return
    left = left_in_reserve(round_draws)
    if audit_round.stage not in _OPEN or not left:
        return
    if case.revealed_at_utc is not None:
        st.caption(f"{case.ref} was revealed before it left, so no reserve takes its place.")
        return
    origin, spare = left[0]
    with st.container(border=True):
        look.card_title(f"A place is free: {spare.ref} is next")
        bands = " ".join(
            f"{title}: {inside(band_words)}." for band, title in BANDS.items() if (band_words := spare.bands.get(band))
        )
        st.write(f"{bands} {_left(len(left))}")
        if origin.made_at_utc is not None:
            st.caption(f"Drawn on {english.moment(origin.made_at_utc)}, as the key of that draw calls the child.")
        st.button(
            f"Put {spare.ref} in the place of {case.ref}",
            key=f"reserve {audit_round.ref} {case.ref}",
            icon=":material/person_add:",
            on_click=_take,
            args=(app, audit_round.ref, case.ref, spare.ref),
        )


def _left(count: int) -> str:
    return agree(count, "It is the last in reserve.", f"{english.capital(english.number(count))} are in reserve.")


def _take(app: App, round_ref: str, case_ref: str, seen: str) -> None:
    at = f"reserves {round_ref}"
    with errors.caught(at):
        with app.unit_of_work() as db:
            replacement = service.take_place(
                db, by=app.person, round_ref=round_ref, case_ref=case_ref, seen=seen, now=app.now()
            )
        st.session_state[f"{at} done"] = (
            f"{replacement.spare} is {replacement.case} now, in the place of {case_ref}. The coordinator "
            "finds the child in the "
            f"key as {replacement.spare}, and writes {replacement.case} beside it."
        )


def _place(audit_round: Round) -> str:
    return f"reserves {audit_round.ref}"
