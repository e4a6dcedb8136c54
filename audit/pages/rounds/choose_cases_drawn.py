"""The draw itself: what was drawn, the key for the coordinator, and the cases' way into the round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from audit.app import App
from audit.charts import draws as draw_charts
from audit.domain.rounds import draws, sampling
from audit.domain.rounds.audit_round import Round
from audit.domain.rounds.draws import PURPOSE, KeptDraw
from audit.domain.rounds.sampling import BANDS, Drawn, InFrame
from audit.errors import AuditError
from audit.library.returns import sample_key
from audit.pages.components import chart, lists, look, problems
from audit.pages.components.plain import plain
from audit.pages.rounds.choose_cases_plan import Choice
from audit.services.rounds import draws as service


def said_last(audit_round: Round) -> None:
    """Say what the last click did."""
    problems.shown(_place(audit_round))
    said = st.session_state.pop(f"{_place(audit_round)} done", None)
    if said:
        st.success(plain(said), icon=":material/check_circle:")


def draw(app: App, audit_round: Round, children: tuple[InFrame, ...], choice: Choice, source: str) -> None:
    """Draw the button, and once it was pressed what was drawn; another plan needs another press."""
    key = _place(audit_round)
    pressed = st.session_state.get(f"{key} choice") == choice
    label = "Show these children" if choice.plan is None else "Draw the cases"
    st.button(label, type="secondary" if pressed else "primary", key=f"{key} draw", on_click=_press, args=(key, choice))
    if not pressed:
        return
    drawn, kept = _drawn(children, choice, source)
    refs = _refs(audit_round, drawn)
    st.header("What was drawn", anchor=False)
    st.write(plain(kept.in_words))
    held = [band for band in BANDS if any(band in one.bands for one in children)]
    rows = [(refs[one.child], *(one.bands.get(band, "") for band in held)) for one in (*drawn.cases, *drawn.reserves)]
    look.html(lists.table("What was drawn", ("Reference", *(BANDS[band] for band in held)), rows, captioned=False))
    _key_of(audit_round, drawn, refs, choice)
    had = st.session_state.get(f"{key} had") == choice
    if not had:
        st.caption("The cases can be added once the key was downloaded.")
    st.button(
        f"Add these {len(drawn.cases)} cases to the round" if len(drawn.cases) > 1 else "Add this case to the round",
        type="primary",
        disabled=not had,
        key=f"{key} add",
        on_click=_add,
        args=(app, audit_round, drawn, kept, refs),
    )
    hide = st.checkbox("Hide small numbers, as for a board or a paper", value=True, key=f"{key} hide drawn")
    made = draw_charts.compared(kept, hide=hide, ink=chart.ink())
    chart.show(made, name="These cases and the frame", key=f"{key} compared", beside=False)


def _key_of(audit_round: Round, drawn: Drawn, refs: Mapping[str, str], choice: Choice) -> None:
    key = _place(audit_round)
    st.subheader("The key", anchor=False)
    st.write(
        "The key says which child each reference stands for. Download it now and give it to the coordinator alone. "
        "It is not kept here: later it can only be made again, with the same return and seed."
    )
    st.download_button(
        "Download the key",
        data=sample_key.text(drawn, refs).encode("utf-8-sig"),
        mime="text/csv",
        file_name=f"{audit_round.ref}-key.csv",
        key=f"{key} key",
        icon=":material/key:",
        on_click=_had,
        args=(key, choice),
    )


def chosen(children: Sequence[InFrame], numbers: Sequence[str]) -> tuple[InFrame, ...]:
    """Return the children of the frame with these numbers, in their order; raises AuditError for one that is not."""
    by_number = {one.child: one for one in children}
    missing = [number for number in numbers if number not in by_number]
    if missing:
        raise AuditError(f"No child in care of this return has the number {missing[0]}. Check it against the return.")
    if not numbers:
        raise AuditError("Write the numbers of the children first, one a line.")
    return tuple(by_number[number] for number in numbers)


def _drawn(children: tuple[InFrame, ...], choice: Choice, source: str) -> tuple[Drawn, KeptDraw]:
    if choice.plan is not None:
        drawn = sampling.draw(children, choice.plan)
        frame = sampling.in_scope(children, choice.plan.filters)
        return drawn, draws.kept_of(drawn, choice.plan, frame, source=source)
    cases = chosen(children, choice.numbers)
    if not choice.reason:
        raise AuditError("Say why these children were chosen on purpose.")
    if len(cases) > sampling.MOST:
        raise AuditError(f"{len(cases)} children are too many for one round: {sampling.MOST} is the most.")
    drawn = Drawn(frame=len(children), strata=(), cases=cases, reserves=())
    kept = KeptDraw(
        source=source,
        method=PURPOSE,
        size=len(cases),
        frame=len(children),
        reason=choice.reason,
        compared=draws.compared(children, cases),
    )
    return drawn, kept


def _refs(audit_round: Round, drawn: Drawn) -> dict[str, str]:
    cases = zip(drawn.cases, service.next_refs(audit_round, len(drawn.cases)), strict=True)
    reserves = {one.child: draws.spare_ref(number) for number, one in enumerate(drawn.reserves, 1)}
    return {one.child: ref for one, ref in cases} | reserves


def _add(app: App, audit_round: Round, drawn: Drawn, kept: KeptDraw, refs: dict[str, str]) -> None:
    key = _place(audit_round)
    with problems.caught(key):
        with app.unit_of_work() as db:
            added = service.add_drawn(
                db,
                by=app.person,
                round_ref=audit_round.ref,
                children=drawn.cases,
                refs=[refs[one.child] for one in drawn.cases],
                draw=kept,
                now=app.now(),
            )
        for name in ("choice", "had"):
            st.session_state.pop(f"{key} {name}", None)
        st.session_state[f"{key} done"] = f"Added to the round: {', '.join(added)}."


def _press(key: str, choice: Choice) -> None:
    st.session_state[f"{key} choice"] = choice


def _had(key: str, choice: Choice) -> None:
    st.session_state[f"{key} had"] = choice


def _place(audit_round: Round) -> str:
    return f"choose {audit_round.ref}"
