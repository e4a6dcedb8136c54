"""The copies that rounds keep: a framework as text, the same framework again, and a digest that follows its content."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.domain.frameworks.framework import (
    Framework,
    FrameworkKind,
    ItemMapping,
    Key,
    LineOfEnquiry,
    MappingType,
    Point,
    Provenance,
    Recommendation,
    Source,
    Statement,
    Theme,
)
from audit.errors import WrongInput
from audit.store import copies
from tests.builders import a_framework


def _digest(framework: Framework) -> str:
    return copies.digest_of(copies.framework_text(framework))


def test_a_digest_follows_the_content_and_nothing_else():
    framework = a_framework()
    assert _digest(copies.framework_from(copies.framework_text(framework))) == _digest(framework)
    assert _digest(replace(framework, title="Another")) != _digest(framework)


def test_a_spoilt_copy_is_refused_in_words():
    with pytest.raises(WrongInput, match="Restore it from a backup"):
        copies.framework_from('{"id": 1}')


_words = st.text(max_size=30)
_maybe = st.none() | _words
_provenance = st.sampled_from(Provenance)
_common = {"ref": _words, "title": _words, "text": _words, "provenance": _provenance, "locator": _words}
_common |= {"addressee": _maybe, "national": st.booleans(), "part_of": _maybe, "replaces": _maybe}
_listed = st.lists(_words, max_size=3).map(tuple)
_items = st.one_of(
    st.builds(Statement, **_common, descriptors=st.none() | st.dictionaries(_words, _words, max_size=4)),
    st.builds(LineOfEnquiry, **_common, look_for=_listed, good_looks_like=_words, asked_of=_listed, themes=_listed),
    st.builds(Theme, **_common, evidence=_listed, marking_words=_listed),
    st.builds(Recommendation, **_common, kind=st.sampled_from(["recommendation", "next_step"]), in_place=_maybe),
    st.builds(
        Point, **_common, kind=st.sampled_from(["role", "stance", "need"]), ring=st.sampled_from([None, "outer"])
    ),
)
_keys = st.builds(Key, _words, _words)
_mappings = st.builds(
    ItemMapping, from_=_keys, to=_keys, type=st.sampled_from(MappingType), provenance=_provenance, locator=_maybe
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Framework,
        id=_words,
        version=st.integers(1, 99),
        kind=st.sampled_from(FrameworkKind),
        title=_words,
        short_title=_words,
        summary=_words,
        source=st.builds(Source, title=_words, publisher=_words, published=_words, seen=_words),
        items=st.lists(_items, max_size=5).map(tuple),
        mappings=st.lists(_mappings, max_size=3).map(tuple),
        held=st.none() | st.integers(0, 9),
    )
)
def test_a_kept_copy_gives_the_same_framework_back(framework: Framework):
    assert copies.framework_from(copies.framework_text(framework)) == framework
