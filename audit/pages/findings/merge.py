"""Putting findings together, or taking one apart; who said what is kept.

In: the standing findings.
Out: a new finding in the place of several, or several in the place of one; the old ones stay readable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import streamlit as st

from audit.app import App
from audit.domain.findings.finding import Finding
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place
from audit.pages.findings import finding as finding_page
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Field, Part, SelectField, TextField, TicksField
from audit.services import findings
from audit.store.queries import findings as queries
from audit.store.work import Db

_MOST = 4  # parts that one finding is split into at once


def render(app: App) -> None:
    """Let findings be merged or split."""
    audit_round = place.current_round(app)
    look.title("Merge or split findings")
    if audit_round is None or not finding_page.may_change(app, audit_round):
        st.write("A facilitator merges and splits findings, until the plan goes to the board.")
        return
    with app.reading() as db:
        round_findings = queries.findings(db, viewer=app.viewer(), audit_round=audit_round)
    standing = [finding for finding in round_findings if finding.stands]
    st.write("The findings as they were said stay readable, each with who recorded it.")
    if standing:
        _merge(app, audit_round, standing)
        _split(app, audit_round, standing)
    else:
        st.write("There is no finding yet.")
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


def _merge(app: App, audit_round: Round, standing: Sequence[Finding]) -> None:
    st.header("Merge several into one", anchor=False)
    options = {finding.ref: f"{finding.ref}: {finding.text}" for finding in standing}
    said = {finding.ref: f"{finding.kind.label}, recorded by {finding.said_by}" for finding in standing}
    hint = "At least 2 of the same kind."
    fields = (
        TicksField(name="refs", label="Which findings?", hint=hint, options=options, captions=said, needed=True),
        TextField(
            name="text", label="What does the merged finding say?", rows=3, short="The merged finding", needed=True
        ),
    )

    def write(db: Db, entered: Entered) -> str:
        refs, seen = entered.several("refs"), json.loads(entered.seen)
        return findings.merge(
            db, by=app.person, round_ref=audit_round.ref, refs=refs, text=entered.text("text"), seen=seen, now=app.now()
        )

    _draw(app, audit_round, standing, FormKind.MERGE, fields, "Merge them", write)


def _split(app: App, audit_round: Round, standing: Sequence[Finding]) -> None:
    st.header("Split one into several", anchor=False)
    texts = {finding.ref: f"{finding.ref}: {finding.text}" for finding in standing}
    parts = [
        TextField(name=f"part {number}", label=f"Part {number}", rows=3, short=f"Part {number}", needed=number <= 2)
        for number in range(1, _MOST + 1)
    ]

    def write(db: Db, entered: Entered) -> str:
        wordings, seen = [entered.text(part.name) for part in parts], json.loads(entered.seen)
        return findings.split(
            db,
            by=app.person,
            round_ref=audit_round.ref,
            ref=entered.chosen("ref"),
            texts=wordings,
            seen=seen,
            now=app.now(),
        )[0]

    which = SelectField(name="ref", label="Which finding?", options=texts, placeholder="Choose a finding", needed=True)
    _draw(app, audit_round, standing, FormKind.SPLIT, (which, *parts), "Split it", write)


def _draw(
    app: App,
    audit_round: Round,
    standing: Sequence[Finding],
    kind: FormKind,
    fields: Sequence[Field],
    button: str,
    write: Callable[[Db, Entered], str],
) -> None:
    form.draw(
        Form(
            app=app,
            kind=kind,
            round_ref=audit_round.ref,
            seen=json.dumps({finding.ref: finding.version for finding in standing}),
            parts=(Part(fields=fields),),
            button=button,
            write=write,
            done=lambda entered: place.go("finding", finding=entered.result),
            compares=False,
        )
    )
