"""Typing into a form on a screen that no one sees: what a text box hands over within a second of a pause."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.services.people import form_drafts


def typed(app: App, kind: FormKind, about: str, *, round_ref: str = "WM26", **fields: str) -> None:
    """Type into fields of a form, as the person at the screen."""
    with app.unit_of_work() as db:
        form_drafts.keep(
            db,
            by=app.person,
            round_ref=round_ref,
            kind=kind,
            about=about,
            fields={name.replace("_", " "): value for name, value in fields.items()},
            now=app.now(),
        )


def press(page: AppTest, label: str) -> None:
    """Press a button by its words, on the page as it is drawn once everything that was typed is kept."""
    press_unseen(page.run(), label)


def press_unseen(page: AppTest, label: str) -> None:
    """Press a button by its words, on the page as it was drawn last, whatever was kept elsewhere since."""
    next(one for one in page.button if one.label == label).click().run()
