"""The frameworks that are in use, and what their items are called.

In: the app.
Out: for each framework the partnership's own edition, else the one that came with the product; the title of a
criterion, statement or recommendation, also of an older edition.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from audit.app import App
from audit.domain.frameworks.editions import beside as chosen_beside
from audit.domain.frameworks.editions import in_use as chosen
from audit.domain.frameworks.framework import AnyItem, Framework, FrameworkKind, Key
from audit.services.frameworks import catalogue
from audit.store.queries import editions as queries


@dataclass(frozen=True)
class _Known:
    """What the shelf holds."""

    in_use: tuple[Framework, ...]
    items: dict[Key, AnyItem]  # of every edition; those in use last, so that they are found


def in_use(app: App) -> tuple[Framework, ...]:
    """Return one framework for each id: the partnership's own edition where it has one, else the product's."""
    return _known(app).in_use


def beside(app: App, key: Key) -> str:
    """Return what a child would say by the model in use, beside a statement that is graded; empty where nothing."""
    models = [framework for framework in in_use(app) if framework.kind is FrameworkKind.MODEL]
    says = [f"“{item.for_the_child or item.text}”" for model in models for item in chosen_beside(model, key)]
    return f"Beside it, in the Expert Working Group’s model, in our words: {' '.join(says)}" if says else ""


def called(app: App, key: Key) -> str:
    """Return what people call an item: its ref and title."""
    item = _known(app).items.get(key)
    return f"{key.ref} {item.title}" if item is not None else str(key)


def graded(app: App) -> dict[Key, str]:
    """Return the criteria and statements that evidence can be about, with what people call them."""
    return {framework.key(item): f"{item.ref} {item.title}" for framework in in_use(app) for item in framework.graded()}


def _known(app: App) -> _Known:
    """Return what the shelf holds; it is kept until a framework is saved, retired or offered again."""
    with app.reading() as db:
        return _read(f"{app.engine.url} {queries.newest(db)}", app)


@st.cache_resource(show_spinner=False, max_entries=8)
def _read(about: str, _app: App) -> _Known:
    """Return what the shelf holds; `about` names the database and the newest thing put on the shelf."""
    assert about  # noqa: S101 - it is what the shelf is kept by
    with _app.reading() as db:
        every = catalogue.every_edition(db)
    used = chosen(every)
    frameworks = (*(edition.framework for edition in every), *used)
    return _Known(
        in_use=used, items={framework.key(item): item for framework in frameworks for item in framework.items}
    )
