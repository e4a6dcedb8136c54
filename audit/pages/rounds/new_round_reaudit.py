"""Opening a round as the re-audit of an earlier one: which one, and in which edition of its frameworks.

In: the rounds that can be looked at again, and the one that the address names.
Out: the questions about it, and the frameworks to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from audit.domain.frameworks.framework import Framework
from audit.domain.over_time.programme import READY, Edition, editions
from audit.domain.rounds.audit_round import Round
from audit.pages.forms.form_fields import Part, RadioField, SelectField

_SAME, _NEWER = "same", "newer"


def question(rounds: Sequence[Round]) -> SelectField:
    """Return the question whether this is a re-audit, which begins with what the address says."""
    options = {
        earlier_round.ref: f"Yes, of {earlier_round.ref}: {earlier_round.title}"
        for earlier_round in rounds
        if earlier_round.stage in READY
    }
    named = st.query_params.get("of", "")
    return SelectField(
        name="of",
        label="Is it the re-audit of an earlier round?",
        hint="What it needs is then brought forward, to be looked at.",
        options=options,
        placeholder="No, a round by itself",
        start=named if named in options else "",
    )


def with_editions(last: Round, installed: Sequence[Framework], values: Mapping[str, str]) -> tuple[Framework, ...]:
    """Return the frameworks to choose from in a re-audit: last time's copies, or newer editions where chosen.

    `values` is what stands in the form.
    """
    by_name = {edition.copy.name: edition for edition in editions(last.copies, installed)}
    installed_names = {framework.name for framework in installed}
    gone = [copy.framework for copy in last.copies if copy.framework.name not in installed_names]
    frameworks = [
        _chosen(by_name[framework.name], values) if framework.name in by_name else framework for framework in installed
    ]
    return (*frameworks, *gone)


def part(last: Round, installed: Sequence[Framework]) -> Part:
    """Return what is brought forward, in words, and the choice of edition where there is a newer one."""
    newer = [edition for edition in editions(last.copies, installed) if edition.newer is not None]
    sentences = [
        f"Brought forward from {last.ref}: title, theme, frameworks, scale, agencies and look-back. Change what you "
        "like. Its findings and actions come along too, to be looked at one by one once the workshop has begun."
    ]
    if last.drawn is None:
        sentences.append(
            f"How the cases of {last.ref} were drawn is not recorded, so no change will be tested for chance."
        )
    sentences += [_why_not(edition) for edition in newer if not edition.may_be_newer]
    return Part(text=" ".join(sentences), fields=[_question(edition) for edition in newer if edition.may_be_newer])


def _why_not(edition: Edition) -> str:
    version = edition.newer.version if edition.newer else ""
    return (
        f"{edition.copy.title}: version {version} no longer has {', '.join(edition.missing)}, so last time’s version "
        f"{edition.copy.version} is used and everything compares."
    )


def _question(edition: Edition) -> RadioField:
    version = edition.newer.version if edition.newer else ""
    return RadioField(
        name=_name(edition),
        label=f"Which edition of {edition.copy.title}?",
        options={
            _SAME: f"The same as last time, version {edition.copy.version}",
            _NEWER: f"The newer edition, version {version}; its refs match, so it compares",
        },
        start=_SAME,
    )


def _chosen(edition: Edition, values: Mapping[str, str]) -> Framework:
    newer = edition.newer if edition.may_be_newer and values.get(_name(edition)) == _NEWER else None
    return newer or edition.copy


def _name(edition: Edition) -> str:
    return f"edition {edition.copy.name}"
