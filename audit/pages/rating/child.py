"""About the child: what is known, and what happened, in a few lines.

In: a child and an agency's form.
Out: the page; the text is kept as it is typed.

Here too:
- The children of a round, each with its strip: whom to rate next, and who is done.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, Stage
from audit.domain.rounds.cases import Case, Involvement, Process
from audit.pages.components import errors, look, place, strip
from audit.pages.components.look import plain
from audit.pages.components.place import arrive
from audit.pages.rating import agency as rate_agency
from audit.pages.rating import fields
from audit.pages.rating import sheet as keeping
from audit.pages.rating.sheet import Sheet, Slot
from audit.services.rating import form


def draw_child(app: App, sheet: Sheet) -> None:
    """Draw what is known of a child, the synopsis, and the way to the statements; `sheet` is open to write in."""
    look.line_above(sheet.case.ref, "about the child", "Rate")
    look.title(f"About {sheet.case.ref}")
    rate_agency.who(app, sheet.audit_round, sheet.viewer)
    errors.from_last_run()
    if sheet.audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is Involvement.NO_INVOLVEMENT:
        _not_involved(sheet)
        return
    facts(sheet)
    _synopsis(sheet)
    _onward(sheet)
    _no_involvement(sheet)
    arrive(f"{sheet.place} about", to=st.query_params.get("question", ""))


def facts(sheet: Sheet) -> None:
    """Draw what is known of the child: bands and processes, never a name or a date of birth."""
    case, period = sheet.case, sheet.audit_round.period
    known = [
        ("Age", f"{case.age_band.replace('-', ' to ')} years"),
        ("Group", case.population.label),
        ("Home", f"{case.placement}{', outside our area' if case.out_of_area else ''}"),
        ("Processes in play", "; ".join(_process(sheet, process) for process in case.processes) or "None recorded"),
    ]
    if period:
        known.append(("Period looked at", f"{english.short_day(period[0])} to {english.short_day(period[1])}"))
    rows = "".join(
        f"<div><dt>{look.escape_html(name)}</dt><dd>{look.escape_html(text)}</dd></div>" for name, text in known
    )
    look.card_title("What is known")
    look.html(f'<dl class="ss-sl ss-plain">{rows}</dl>')


@st.fragment
def _synopsis(drawn: Sheet) -> None:
    sheet = keeping.read_again(drawn)
    slot = Slot(part="account", key=None, field="synopsis")
    look.html('<h2 class="ss-h2" id="synopsis" tabindex="-1">What happened, in short</h2>')
    notice = keeping.show(sheet, slot)
    fields.words(
        sheet,
        slot,
        "A few lines about this child in the period",
        rows=5,
        about="What happened",
        help_text="Only what the group needs to understand your ratings. No names, and no date of birth. "
        "You need it before you can submit.",
    )
    if notice:
        st.caption(notice)


def _onward(sheet: Sheet) -> None:
    own = strip.strip(keeping.cells(sheet), about=f"{sheet.case.ref}, your own grades so far")
    look.html(f'<p class="ss-p"><b>{keeping.progress(sheet)}</b></p>{own}')
    first = sheet.first_unfinished()
    with st.container(horizontal=True):
        back = st.button("Back to all children", icon=":material/arrow_back:", key=f"{sheet.place} all")
        label = "Check and submit" if sheet.done == len(sheet.statements) else f"Go on with statement {first.number}"
        onward = st.button(label, type="primary", key=f"{sheet.place} onward")
    if back:
        place.put(case=None, statement=None)
        st.rerun()
    if onward and sheet.done == len(sheet.statements):
        place.go("check", round=sheet.audit_round.ref, case=sheet.case.ref, statement=None)
    if onward:
        place.put(case=sheet.case.ref, statement=str(first.key))
        st.rerun()


def _no_involvement(sheet: Sheet) -> None:
    with st.expander(f"{plain(sheet.agency.short_name)} does not know this child", type="compact"):
        st.write(
            f"Use this when {plain(sheet.agency.short_name)} has looked and found no involvement with {sheet.case.ref} "
            "in the period. It counts as submitted, and you answer nothing more. You can take it back until the reveal."
        )
        st.button(
            f"No involvement found with {sheet.case.ref}", key=f"{sheet.place} none", on_click=_say, args=(sheet, False)
        )


def _not_involved(sheet: Sheet) -> None:
    st.success(
        f"{plain(sheet.agency.short_name)} looked and found no involvement with {sheet.case.ref}. "
        "This counts as submitted.",
        title="No involvement found",
        icon=":material/check_circle:",
    )
    if not sheet.why_read_only:
        st.button("We were involved after all", key=f"{sheet.place} found", on_click=_say, args=(sheet, True))
    place.link("rate", "Back to all children", round=sheet.audit_round.ref)


def _say(sheet: Sheet, involved: bool) -> None:
    with errors.caught(), sheet.app.unit_of_work() as db:
        form.no_involvement(
            db,
            viewer=sheet.viewer,
            round_ref=sheet.audit_round.ref,
            case_ref=sheet.case.ref,
            involved=involved,
            now=sheet.app.now(),
        )


def _process(sheet: Sheet, process: Process) -> str:
    owners = {agency.ref: agency.short_name for agency in sheet.audit_round.agencies}
    owner = f" ({owners.get(process.owner, process.owner)})" if process.owner else ""
    last = f", last {english.short_day(process.last_on)}" if process.last_on else ""
    return f"{process.kind.label}{owner}{last}{'. Conflict: ' + process.conflict if process.conflict else ''}"


_RATES = (Stage.RATING, Stage.WORKSHOP)  # the stages at which an agency can rate


def draw_children(app: App, audit_round: Round, viewer: Viewer) -> None:
    """Draw every child that the agency is asked about."""
    due = audit_round.dates.audits_due
    look.line_above(audit_round.title, "Rate", f"due {english.day(due)}" if due else "")
    with app.reading() as db:
        sheets = [keeping.read(db, app, audit_round, case, viewer) for case in audit_round.active_cases()]
    own_sheets = [sheet for sheet in sheets if audit_round.asks(sheet.case.ref, viewer.agency or "")]
    left = [sheet for sheet in own_sheets if not _finished(sheet)]
    look.title(_headline(audit_round, left, own_sheets))
    rate_agency.who(app, audit_round, viewer)
    if audit_round.stage is Stage.SETUP:
        st.info("The round is still being set up. You can rate when the facilitator opens it for rating.")
    if not own_sheets:
        st.write("Your agency is not asked about any child of this round.")
        _away(sheets)
        return
    of = sum(len(sheet.statements) for sheet in own_sheets if _stands(sheet) is Involvement.INVOLVED)
    done = sum(sheet.done for sheet in own_sheets if _stands(sheet) is Involvement.INVOLVED)
    if left and audit_round.stage in _RATES:
        st.write(
            f"{done} of {of} statements done. Please work separately: other agencies cannot see "
            "your answers in this tool before the reveal."
        )
    elif audit_round.stage in AFTER_WORKSHOP:
        st.info(f"The round is at “{audit_round.stage.label}”, so ratings stay as they are.")
    for sheet in own_sheets:
        _card(sheet)
    _away(sheets)


def _headline(audit_round: Round, left: list[Sheet], own_sheets: list[Sheet]) -> str:
    if audit_round.stage not in _RATES or not own_sheets:
        return "Rate"
    if not left:
        return "Every child is submitted"
    count = english.number(len(left))
    return f"{english.capital(count)} {english.agree(len(left), 'child', 'children')} to rate"


def _away(sheets: list[Sheet]) -> None:
    for stands, words in ((Involvement.NOT_ASKED, "Not asked of"), (Involvement.LEFT_OUT, "Left out of the file, for")):
        away = [sheet.case.ref for sheet in sheets if _stands(sheet) is stands]
        if away:
            st.caption(f"{words} {plain(sheets[0].agency.short_name)}: {', '.join(away)}.")


def _card(sheet: Sheet) -> None:
    with st.container(border=True):
        look.card_title(_in_words(sheet.case))
        if sheet.open_form is None:
            st.write(f"{sheet.refused}")
            return
        cells = strip.strip(keeping.cells(sheet), about=f"{sheet.case.ref}, your own grades")
        look.html(f'{cells}<p class="ss-p">{look.escape_html(_standing(sheet))}</p>')
        parts = {"round": sheet.audit_round.ref, "agency": sheet.agency.ref, "case": sheet.case.ref}
        if sheet.closed or _stands(sheet) is Involvement.NO_INVOLVEMENT or sheet.why_read_only:
            place.link("rate", f"See {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        elif not sheet.draft.answers and not sheet.draft.account.synopsis:
            place.link("rate", f"Begin {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        elif sheet.done == len(sheet.statements):
            place.link("check", f"Check and submit {sheet.case.ref}", icon=":material/arrow_forward:", **parts)
        else:
            key = str(sheet.first_unfinished().key)
            place.link("rate", f"Go on with {sheet.case.ref}", icon=":material/arrow_forward:", statement=key, **parts)


def _standing(sheet: Sheet) -> str:
    if _stands(sheet) is Involvement.NO_INVOLVEMENT:
        return "No involvement found. This counts as submitted."
    if sheet.closed:
        return "Submitted."
    if sheet.why_read_only:
        return sheet.why_read_only
    again = "Opened again to correct. " if sheet.correcting is not None else ""
    return again + keeping.progress(sheet)


def _stands(sheet: Sheet) -> Involvement:
    return sheet.audit_round.involvement_of(sheet.case.ref, sheet.viewer.agency or "")


def _finished(sheet: Sheet) -> bool:
    return sheet.closed or _stands(sheet) is Involvement.NO_INVOLVEMENT


def _in_words(case: Case) -> str:
    return f"{case.in_words}{', outside our area' if case.out_of_area else ''}"
