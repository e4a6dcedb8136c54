"""Frameworks in words: what kind something is, how one item bears on another, and which edition this is."""

from __future__ import annotations

import streamlit as st

from audit.domain.frameworks.editions import Bearing, Edition
from audit.domain.frameworks.framework import AnyItem, Framework, FrameworkKind, MappingType
from audit.domain.rounds import provenance
from audit.pages.components import days, problems
from audit.pages.components.plain import plain

KINDS = {
    FrameworkKind.STATEMENTS: "Statements that cases are graded against",
    FrameworkKind.CHECKLIST: "A checklist of recommendations",
    FrameworkKind.THEMES: "Themes that findings are gathered under",
    FrameworkKind.CRITERIA: "Criteria that inspectors look at",
    FrameworkKind.STANDARDS: "Standards",
    FrameworkKind.TIMESCALES: "Timescales that are checked from dates",
    FrameworkKind.PATHWAY: "A pathway, its parts and its roles",
}
_OUTWARD = {
    MappingType.SUPPORTS: "Supports",
    MappingType.OVERLAPS: "Overlaps with",
    MappingType.EVIDENCES: "Gives evidence for",
    MappingType.ILLUSTRATES: "Illustrates",
}
_INWARD = {
    MappingType.SUPPORTS: "Supported by",
    MappingType.OVERLAPS: "Overlaps with",
    MappingType.EVIDENCES: "Evidenced by",
    MappingType.ILLUSTRATES: "Illustrated by",
}
DONE, TROUBLE = "framework done", "framework trouble"  # what the last click did, or could not do; said once
_LONGEST = 38  # characters of a link's label


def kind(word: str) -> str:
    """Return an item's kind, such as "Line of enquiry"."""
    return word.replace("_", " ").capitalize()


def bearing(one: Bearing) -> str:
    """Return how an item bears on another, or the other on it."""
    return (_OUTWARD if one.outward else _INWARD)[one.mapping.type]


def edition(one: Edition) -> str:
    """Return which edition and version something is, and whose."""
    version = f"Version {one.framework.version}"
    if one.saved_at_utc is None:
        return f"{version}, as it came with the product"
    whose = f"our own edition “{one.framework.edition}”" if one.framework.edition else "our own"
    return f"{version}, {whose}, saved by {one.saved_by} on {days.moment(one.saved_at_utc)}"


def source(framework: Framework) -> str:
    """Return the document that a framework was written from."""
    said = (framework.source.title, framework.source.publisher, framework.source.published)
    return ", ".join(part for part in said if part)


def beneath(item: AnyItem) -> str:
    """Return what stands beneath the link to an item: its words, its kind, and how far it rests on its source.

    The title comes first where the link had no room for all of it.
    """
    cut = label(item.ref, item.title) != f"{item.ref} {item.title}"
    title = f"{plain(item.title)}.  \n" if cut else ""
    return f"{title}{plain(item.text)}  \n{kind(item.kind)}. {provenance.in_words(item.provenance)}"


def label(*words: str) -> str:
    """Return words as a link's label, cut where they are too long."""
    whole = " ".join(words)
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip()}…"


def said_last() -> None:
    """Say what the last click did, or why it could not."""
    problems.shown(TROUBLE)
    done = st.session_state.pop(DONE, None)
    if done:
        st.success(plain(done), icon=":material/check_circle:")
