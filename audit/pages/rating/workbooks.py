"""Audit workbooks: out to each agency as an Excel file, and back in; the blind route without signing in.

In: the round, and the workbooks that came back.
Out: a file for each agency; what each returned one brings, in numbers and places; and its entries taken in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from audit.app import App
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain.people.person import Act, Agency, Role
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.components import downloads, look, place
from audit.pages.components.plain import plain
from audit.pages.rating import agency as rate_agency
from audit.pages.rating import workbooks_back
from audit.services.rating import workbooks
from audit.store.queries import rating

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WHO = "A facilitator sends workbooks out and takes them in, and an auditor does so for their own agency."
Ready = frozenset[tuple[str, str]]  # (case, agency) that have submitted, or know nothing of the child


def render(app: App) -> None:
    """Offer each agency's workbook, and take in those that came back."""
    audit_round = place.current_round(app)
    look.line_above(audit_round.title if audit_round else "Rounds", "Rate · workbooks")
    look.title("Audit workbooks")
    if audit_round is None:
        st.write("There is no round yet. The facilitator opens one on Home.")
        return
    agencies = offered(app, audit_round)
    if not agencies:
        st.write(_WHO)
        place.link("home", "Back to Home")
        return
    st.write(
        "An agency can fill in its audits in Excel, without this tool. Each workbook holds that agency’s own questions "
        "and nothing that another agency said. What comes back is the agency’s own rating, unseen until the reveal."
    )
    workbooks_back.said_last(audit_round)
    _out(app, audit_round, agencies)
    workbooks_back.draw(app, audit_round)
    place.link("rate", "Back to Rate", round=audit_round.ref)


def offered(app: App, audit_round: Round) -> tuple[Agency, ...]:
    """Return the agencies whose workbooks the person may have: all for a facilitator, their own for an auditor."""
    if app.person.may(Act.ENTER_ON_BEHALF):
        return audit_round.agencies
    own = app.person.agency if Role.AUDITOR in app.person.roles and app.person.may(Act.RATE) else None
    return tuple(agency for agency in audit_round.agencies if agency.ref == own)


def standing(audit_round: Round, agency: Agency, ready: Ready) -> str:
    """Return how far an agency is, and nothing of what it said."""
    asked = [case.ref for case in audit_round.active_cases() if audit_round.asks(case.ref, agency.ref)]
    left_out = rate_agency.left_out_words(audit_round, agency)
    if not asked:
        return left_out or "Not asked about any child."
    done = sum((case, agency.ref) in ready for case in asked)
    if not done:
        said = "Nothing submitted yet."
    else:
        said = "Submitted for the one child." if len(asked) == 1 else f"Submitted for {done} of {len(asked)} children."
    return f"{said} {left_out}".strip()


def _out(app: App, audit_round: Round, agencies: Sequence[Agency]) -> None:
    st.header("Send them out", anchor=False)
    if audit_round.stage not in (Stage.SETUP, Stage.RATING, Stage.WORKSHOP):
        st.write("The round has moved past its workshop, so no more workbooks go out.")
        return
    st.caption("Send each file only to its agency, the secure way that you agreed. It may be sent out again.")
    with app.reading() as db:
        ready = rating.submitted(db, audit_round=audit_round)
    for agency in agencies:
        _row(app, audit_round, agency, standing(audit_round, agency, ready))
    if len(agencies) > 1:
        offer_all(app, audit_round, agencies)


def offer_all(app: App, audit_round: Round, agencies: Sequence[Agency], *, label: str = "") -> None:
    """Offer the workbooks of all the agencies as one file, under another label where one is given."""
    downloads.offer(
        label or "Download all as one zip file",
        partial(_all, app, audit_round, agencies),
        file_name=f"{audit_round.ref}-workbooks.zip",
        mime="application/zip",
        key=f"workbooks {audit_round.ref} all",
        icon=":material/folder_zip:",
    )


def _row(app: App, audit_round: Round, agency: Agency, said: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        look.html(f'<h3 class="ss-ct">{look.text(agency.name)}</h3><p class="ss-p">{look.text(said)}</p>')
        downloads.offer(
            f"Download for {plain(agency.short_name)}",
            partial(_one, app, audit_round, agency),
            file_name=_name(audit_round, agency),
            mime=_EXCEL,
            key=f"workbooks {audit_round.ref} {agency.ref}",
        )


def _one(app: App, audit_round: Round, agency: Agency) -> bytes:
    with app.reading() as db:
        form = workbooks.form_for(
            db, viewer=app.viewer(), round_ref=audit_round.ref, agency_ref=agency.ref, today=app.today()
        )
    return write_audit_workbook(form)


def _all(app: App, audit_round: Round, agencies: Sequence[Agency]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as together:
        for agency in agencies:
            together.writestr(_name(audit_round, agency), _one(app, audit_round, agency))
    return made.getvalue()


def _name(audit_round: Round, agency: Agency) -> str:
    safe = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in agency.ref)
    return f"{audit_round.ref}-{safe}.xlsx"
