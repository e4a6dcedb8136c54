"""Frameworks by workbook: taken out to be filled in, brought back, looked at, and saved as an edition.

In: a framework to begin with, or none; and the workbook that came back.
Out: an Excel file; what it would bring, with what is wrong by sheet and cell; and a new version.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.excel.returned import Answers
from audit.documents.frameworks.reading import FrameworkReturn, read_framework_workbook
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import ChangeKind, Edition
from audit.domain.people.person import Act
from audit.pages.components import brought, chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.frameworks import changes, listed
from audit.pages.frameworks.one_framework import workbook
from audit.services.frameworks import catalogue, changing
from audit.services.frameworks.changing import Preview

_PLACE, _SAVED = "framework workbook", "framework saved"


def render(app: App) -> None:
    """Let a facilitator take a framework's workbook out, and bring it back."""
    _turn_to_saved()
    look.line_above("Frameworks", "by workbook")
    look.title("Frameworks by workbook")
    if not app.person.may(Act.SET_UP):
        st.write("A facilitator writes frameworks and brings them in. Ask yours if one is needed.")
        place.link("frameworks", "All frameworks")
        return
    st.write(
        "Write a framework of your own, or change one, in Excel. Nothing is saved until you have seen what it brings."
    )
    _out(app)
    _back(app)
    place.link("frameworks", "All frameworks")


def _out(app: App) -> None:
    st.header("1. Take a workbook out", anchor=False)
    with app.reading() as db:
        names = {edition.name: edition for edition in editions.newest(catalogue.every_edition(db))}
    chosen = st.selectbox(
        "Begin with",
        ["", *names],
        key="begin with",
        format_func=lambda name: _called(names[name]) if name else "A new framework",
    )
    chart.offer(
        "Download the workbook",
        partial(workbook, app, chosen or None),
        file_name=f"{chosen or 'new-framework'}.xlsx",
        mime=chart.EXCEL,
        key=f"take out {chosen}",
    )


def _called(edition: Edition) -> str:
    return f"{edition.framework.title}: {listed.edition(edition)}"


def _back(app: App) -> None:
    st.header("2. Bring it back", anchor=False)
    brought.show_outcome(_PLACE)
    file = st.file_uploader("The workbook, filled in (.xlsx)", type="xlsx", key="framework returned")
    if file is None:
        return
    look.card_title(file.name, 3)
    with errors.shown():
        data = file.getvalue()
        returned = read_framework_workbook(data)
        with app.reading() as db:
            preview = changing.preview(db, returned=returned)
        draw(app, returned, preview, data)


def draw(app: App, returned: FrameworkReturn, preview: Preview, data: bytes) -> None:
    """Draw what a workbook brings, and the way to save it."""
    framework = preview.framework
    st.header("3. What it brings", anchor=False)
    look.card_title(framework.title or framework.name or "A framework without a name", 3)
    was = listed.edition(preview.before) if preview.before else ""
    st.caption(f"Compared with: {plain(was)}." if was else "It is new here.")
    right = "what is right " if preview.wrong else ""
    shown = brought.of_list(preview.brings, f"Save {right}as version {framework.version}")
    brought.draw(
        replace(shown, does_something=preview.does_something, left=preview.left),
        data,
        key=_PLACE,
        take_in=partial(_save, app, returned, preview),
        more=partial(_differs, app, returned),
    )


def _differs(app: App, returned: FrameworkReturn, answers: Answers) -> bool:
    """Draw what would differ, as it was decided so far, and return whether it may be saved."""
    with app.reading() as db:
        preview = changing.preview(db, returned=returned, answers=answers)
    st.write(changes.counts(preview.difference))
    if preview.before is not None:
        changes.draw(preview.difference, "As it is here", "In the workbook")
    return preview.difference.any and _means_the_same(preview)


def _means_the_same(preview: Preview) -> bool:
    """Ask whether what was reworded under its old ref still means the same, and return the answer."""
    reworded = [change.ref for change in preview.difference.of(ChangeKind.WORDING)]
    if not reworded:
        return True
    st.write(
        f"Reworded, with the ref kept: {', '.join(reworded)}. Grades are compared by the ref. If one means something "
        "else now, give it a new ref in the workbook and write the old one under “Replaces”."
    )
    return st.checkbox("What was reworded still means the same", key=f"same {preview.framework.name} {reworded}")


def _save(app: App, returned: FrameworkReturn, seen: Preview, answers: Answers) -> str:
    with app.unit_of_work() as db:
        done = changing.take_in(db, by=app.person, returned=returned, now=app.now(), answers=answers, seen=seen)
    st.session_state[_SAVED] = done.framework.name
    return f"Saved as version {done.framework.version}. It is offered when a round is opened."


def _turn_to_saved() -> None:
    """Turn to the framework that the last click saved, where it did."""
    if name := st.session_state.pop(_SAVED, ""):
        st.session_state[listed.DONE] = st.session_state.pop(f"{_PLACE} done", "")
        place.turn_to("framework", framework=name)
