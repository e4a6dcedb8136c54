"""The return to inspectors: the audits of the children they chose, in one Word document.

In: an inspection's round.
Out: the document, once a child is revealed; taking it out is noted in the trail.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.inspection.return_bundle import write_inspection_return
from audit.domain.rounds.audit_round import Round
from audit.pages.components import downloads
from audit.services.inspection import notified

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(app: App, audit_round: Round) -> None:
    """Offer the return, or say what it waits for."""
    st.header("The return to inspectors", anchor=False)
    cases = audit_round.active_cases()
    revealed = [case for case in cases if case.revealed_at_utc is not None]
    if not revealed:
        st.write("It can be made once the agencies’ audits are revealed in the workshop.")
        return
    st.write(
        f"Revealed so far: {len(revealed)} of {len(cases)}. The return holds the judgements recorded about these "
        "children and every audit submitted, so it goes to the inspectors and to nobody else. "
        "Taking it out is noted in “What was done”."
    )
    downloads.offer(
        "Download the return in Word",
        partial(_made, app, audit_round),
        file_name=f"{audit_round.ref}-return.docx",
        mime=_WORD,
        key=f"inspection return {audit_round.ref}",
    )


def _made(app: App, audit_round: Round) -> bytes:
    with app.unit_of_work() as db:
        paper = notified.inspection_return(
            db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today(), now=app.now()
        )
    return write_inspection_return(paper)
