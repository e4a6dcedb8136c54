"""Audit workbooks: out to each agency as an Excel file, and back in; the blind route without signing in.

In: the round, and the workbooks that came back.
Out: a file for each agency; what each returned one brings, in numbers and places; and its entries taken in.

Here too:
- Workbooks that came back: what each brings is shown before anything is taken in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from audit.app import App
from audit.documents.excel.returned import Answers
from audit.documents.rating.comparison import CasePreview, ClashPreview, Preview
from audit.documents.rating.reading import WorkbookReturn, read_audit_workbook, whose
from audit.documents.rating.workbook import write_audit_workbook
from audit.domain import english
from audit.domain.people.person import Act, Agency, Role
from audit.domain.rounds.audit_round import Round, Stage
from audit.errors import AuditError
from audit.pages.components import brought, chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.rating import agency as rate_agency
from audit.services.rating import workbooks
from audit.store.queries import rating

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
    brought.show_outcome(_place(audit_round))
    _out(app, audit_round, agencies)
    draw(app, audit_round)
    place.link("rate", "Back to Rate", round=audit_round.ref)


def offered(app: App, audit_round: Round) -> tuple[Agency, ...]:
    """Return the agencies whose workbooks the person may have: all for a facilitator, their own for an auditor."""
    if app.person.may(Act.ENTER_ON_BEHALF):
        return audit_round.agencies
    own = app.person.agency if Role.AUDITOR in app.person.roles and app.person.may(Act.RATE) else None
    return tuple(agency for agency in audit_round.agencies if agency.ref == own)


def standing(audit_round: Round, agency: Agency, ready: Ready) -> str:
    """Return how far an agency is, and nothing of what it said."""
    case_refs = [case.ref for case in audit_round.active_cases() if audit_round.asks(case.ref, agency.ref)]
    left_out = rate_agency.left_out_words(audit_round, agency)
    if not case_refs:
        return left_out or "Not asked about any child."
    done = sum((case, agency.ref) in ready for case in case_refs)
    if not done:
        sentence = "Nothing submitted yet."
    else:
        sentence = english.agree(
            len(case_refs), "Submitted for the one child.", f"Submitted for {done} of {len(case_refs)} children."
        )
    return f"{sentence} {left_out}".strip()


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
    chart.offer(
        label or "Download all as one zip file",
        partial(_all, app, audit_round, agencies),
        file_name=f"{audit_round.ref}-workbooks.zip",
        mime="application/zip",
        key=f"workbooks {audit_round.ref} all",
        icon=":material/folder_zip:",
    )


def _row(app: App, audit_round: Round, agency: Agency, sentence: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        look.html(
            f'<h3 class="ss-ct">{look.escape_html(agency.name)}</h3><p class="ss-p">{look.escape_html(sentence)}</p>'
        )
        chart.offer(
            f"Download for {plain(agency.short_name)}",
            partial(_workbook, app, audit_round, agency),
            file_name=_name(audit_round, agency),
            mime=chart.EXCEL,
            key=f"workbooks {audit_round.ref} {agency.ref}",
        )


def _workbook(app: App, audit_round: Round, agency: Agency) -> bytes:
    with app.reading() as db:
        form = workbooks.form_for(
            db, viewer=app.viewer(), round_ref=audit_round.ref, agency_ref=agency.ref, today=app.today()
        )
    return write_audit_workbook(form)


def _all(app: App, audit_round: Round, agencies: Sequence[Agency]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as together:
        for agency in agencies:
            together.writestr(_name(audit_round, agency), _workbook(app, audit_round, agency))
    return made.getvalue()


def _name(audit_round: Round, agency: Agency) -> str:
    safe = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in agency.ref)
    return f"{audit_round.ref}-{safe}.xlsx"


_UNREAD = "Another answer"
_THIS_COPY, _WHAT_IS_HERE = Answers(from_file=frozenset({"it"})), Answers(from_app=frozenset({"it"}))


def draw(app: App, audit_round: Round) -> None:
    """Draw where returned workbooks are chosen, and what each brings."""
    st.header("Take them in", anchor=False)
    if audit_round.stage not in (Stage.RATING, Stage.WORKSHOP):
        st.write("Workbooks are taken in while agencies rate, and until the workshop ends.")
        return
    files = st.file_uploader(
        "Workbooks that came back (.xlsx)", type="xlsx", accept_multiple_files=True, key=f"returned {audit_round.ref}"
    )
    if not files:
        st.caption("Choose one file or several. You see what each brings before anything is taken in.")
    first = True
    for number, file in enumerate(files or [], start=1):
        with st.container(border=True):
            first = _file(app, audit_round, f"{number}", file.name, file.getvalue(), first) and first


def outcome(case: CasePreview) -> str:
    """Return what taking the workbook in does for a child, in words."""
    if case.left_out:
        return "Left out: see what is wrong"
    if case.clashes:
        return "Choose a copy"
    if case.submits:
        return "Is submitted"
    if case.new + case.changed == 0:
        return "Nothing changes"
    if not case.missing:
        return "Is kept"
    return f"Stays a draft: {english.number(len(case.missing))} to fill in"


def _file(app: App, audit_round: Round, number: str, name: str, data: bytes, first: bool) -> bool:
    """Draw one file, and say whether the page's main button is still to come."""
    with errors.reported_to(lambda why: _not_read(f"{number}. {name}", why)):
        returned, preview = _looked_at(app, audit_round, data)
        look.card_title(f"{number}. {audit_round.agency(preview.agency).name}", 3)
        st.caption(name)
        return _brings(app, audit_round, number, data, returned, preview, first=first)
    return True


def _not_read(title: str, why: str) -> None:
    look.card_title(title, 3)
    st.error(plain(why), icon=":material/error:")


def _brings(
    app: App, audit_round: Round, number: str, data: bytes, returned: WorkbookReturn, preview: Preview, *, first: bool
) -> bool:
    def more(_answers: Answers) -> bool:
        _gaps(preview, number)
        if preview.new_auditor:
            st.info(
                "The auditor named in it is not one of this agency’s auditors yet. They are added, and cannot sign in."
            )
        return True

    takes = brought.draw(
        _shown(audit_round, number, preview),
        data,
        key=f"{_place(audit_round)} {number}",
        take_in=partial(_take_in, app, audit_round, returned, preview),
        more=more,
        is_primary=first,
        said_at=_place(audit_round),
    )
    return not takes or bool(preview.clashes)


def _shown(audit_round: Round, number: str, preview: Preview) -> brought.Shown:
    headings = ("Child", "New", "Changed", "The same", "What happens")
    rows = [(c.ref, str(c.new), str(c.changed), str(c.unchanged), outcome(c)) for c in preview.cases]
    sides = ((f"Use this one (file {number})", _THIS_COPY), ("Keep what is here", _WHAT_IS_HERE))
    takes = preview.does_something and not preview.refused
    return brought.Shown(
        summary=_sum(preview),
        brings=brought.Table(caption=f"What file {number} brings", headings=headings, rows=rows),
        wrong=preview.wrong,
        notes=preview.notes,
        texts=preview.texts if takes else (),
        question=preview.question,
        conflicts=[_conflict(preview, number)] if preview.clashes else [],
        sides=sides if preview.clashes else (),
        does_something=takes,
        button=f"Take in file {number} for {plain(audit_round.agency(preview.agency).short_name)}",
        left=preview.left,
    )


def _conflict(preview: Preview, number: str) -> brought.Conflict:
    """Return where this copy and what is here part, with both texts where the person may read them."""
    cells = english.capital(english.counted(len(preview.clashes), "cell says", "cells say"))
    asks = " Until the reveal only the agency’s own auditor can read the two. Ask them which copy stands."
    blind = any(clash.file is None for clash in preview.clashes)
    rows = [
        (f"{clash.sheet}, {clash.cell}", clash.file or _UNREAD, clash.saved or _stored_by(clash))
        for clash in preview.clashes
    ]
    caption = f"Where file {number} and what is here differ"
    return brought.Conflict(
        ref=number,
        title=caption,
        says=f"{cells} something else here than in this copy, which did not start from what is here. Nothing is taken "
        f"in until you choose.{asks if blind else ''}",
        table=brought.Table(caption=caption, headings=("Cell", "This copy", "Here"), rows=rows),
    )


def _stored_by(clash: ClashPreview) -> str:
    when = f", {english.moment(clash.saved_at_utc)}" if clash.saved_at_utc else ""
    return f"{clash.saved_by or 'Another answer'}{when}"


def _looked_at(app: App, audit_round: Round, data: bytes) -> tuple[WorkbookReturn, Preview]:
    round_ref, agency_ref = whose(data)
    if round_ref != audit_round.ref:
        raise AuditError(f"This workbook is for round {round_ref}. Open that round, then take it in there.")
    with app.reading() as db:
        form = workbooks.form_for(
            db, viewer=app.viewer(), round_ref=round_ref, agency_ref=agency_ref, today=app.today()
        )
        returned = read_audit_workbook(data, form)
        return returned, workbooks.preview(db, viewer=app.viewer(), returned=returned)


def _sum(preview: Preview) -> str:
    if preview.refused:
        return "Something else is asked by now, so nothing of it can be taken in."
    if not preview.does_something and not preview.wrong:
        return "Everything in it is here already. There is nothing to take in."
    cells = english.counted(preview.brings, "cell is", "cells are")
    return f"{english.capital(cells)} new or changed. Nothing has been taken in yet."


def _gaps(preview: Preview, number: str) -> None:
    waiting = [case for case in preview.cases if case.missing and not case.submitted]
    if waiting:
        with st.expander(f"File {number}: what is still to be filled in"):
            look.html(look.summary([(case.ref, "; ".join(case.missing)) for case in waiting]))


def _take_in(app: App, audit_round: Round, returned: WorkbookReturn, seen: Preview, answers: Answers) -> str:
    with app.unit_of_work() as db:
        done = workbooks.take_in(db, by=app.person, returned=returned, now=app.now(), seen=seen, answers=answers)
    return f"Taken in for {audit_round.agency(done.agency).short_name}. {_ready(done)}"


def _ready(done: Preview) -> str:
    ready, count = sum(case.submitted for case in done.cases), len(done.cases)
    if count == 1:
        return f"The one child in this workbook is {'submitted' if ready else 'not submitted yet'}."
    count_word = {0: "None", 1: "One"}.get(ready, str(ready))
    return f"{count_word} of its {count} children in this workbook {'is' if ready <= 1 else 'are'} submitted."


def _place(audit_round: Round) -> str:
    return f"workbooks {audit_round.ref}"
