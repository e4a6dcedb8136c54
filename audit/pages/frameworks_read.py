"""The installed frameworks, read once, and what their items are called.

In: nothing.
Out: every installed framework; the title of a criterion, statement or recommendation.
"""

from __future__ import annotations

import streamlit as st

from audit.domain.framework import Framework, Item, Key
from audit.library import frameworks


@st.cache_resource(show_spinner=False)
def installed() -> tuple[Framework, ...]:
    """Return every installed framework, newest versions, by id."""
    return frameworks.read_all()


def item(key: Key) -> Item | None:
    """Return an item of an installed framework; None where there is none."""
    framework = next((one for one in installed() if one.id == key.framework), None)
    return next((one for one in framework.items if one.ref == key.ref), None) if framework is not None else None


def called(key: Key) -> str:
    """Return what people call an item: its ref and title."""
    found = item(key)
    return f"{key.ref} {found.title}" if found is not None else str(key)


def graded() -> dict[Key, str]:
    """Return the criteria and statements that evidence can be about, with what people call them."""
    return {framework.key(one): f"{one.ref} {one.title}" for framework in installed() for one in framework.graded()}
