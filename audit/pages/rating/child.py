"""About the child: what is known, and what happened, in a few lines.

In: a child and an agency's form.
Out: the page; the text is kept as it is typed.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rounds.cases import Involvement, Process
from audit.pages.components import days, errors, look, place, strip
from audit.pages.components.arrive import arrive
from audit.pages.components.plain import plain
from audit.pages.rating import agency as rate_agency
from audit.pages.rating import fields, keeping
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.keeping import Slot
from audit.pages.rating.sheet import Sheet
from audit.services.rating import form


def draw(app: App, sheet: Sheet) -> None:
    """Draw what is known of a child, the synopsis, and the way to the statements; `sheet` is open to write in."""
    look.line_above(sheet.case.ref, "about the child", "Rate")
    look.title(f"About {sheet.case.ref}")
    rate_agency.who(app, sheet.audit_round, sheet.viewer)
    errors.from_last_run()
    if sheet.audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is Involvement.NONE_FOUND:
        _none_found(sheet)
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
        ("Processes in play", "; ".join(_process(sheet, one) for one in case.processes) or "None recorded"),
    ]
    if period:
        known.append(("Period looked at", f"{days.short_day(period[0])} to {days.short_day(period[1])}"))
    rows = "".join(f"<div><dt>{look.text(name)}</dt><dd>{look.text(said)}</dd></div>" for name, said in known)
    look.card_title("What is known")
    look.html(f'<dl class="ss-sl ss-plain">{rows}</dl>')


@st.fragment
def _synopsis(drawn: Sheet) -> None:
    sheet = rate_sheet.read_again(drawn)
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
    own = strip.strip(rate_sheet.cells(sheet), about=f"{sheet.case.ref}, your own grades so far")
    look.html(f'<p class="ss-p"><b>{rate_sheet.progress(sheet)}</b></p>{own}')
    first = sheet.first_unfinished()
    with st.container(horizontal=True):
        back = st.button("Back to all children", icon=":material/arrow_back:", key=f"{sheet.place} all")
        label = "Check and submit" if sheet.done == len(sheet.asked) else f"Go on with statement {first.number}"
        onward = st.button(label, type="primary", key=f"{sheet.place} onward")
    if back:
        place.put(case=None, statement=None)
        st.rerun()
    if onward and sheet.done == len(sheet.asked):
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


def _none_found(sheet: Sheet) -> None:
    st.success(
        f"{plain(sheet.agency.short_name)} looked and found no involvement with {sheet.case.ref}. "
        "This counts as submitted.",
        title="No involvement found",
        icon=":material/check_circle:",
    )
    if not sheet.why_read_only:
        st.button("We were involved after all", key=f"{sheet.place} found", on_click=_say, args=(sheet, True))
    place.link("rate", "Back to all children", round=sheet.audit_round.ref)


def _say(sheet: Sheet, found: bool) -> None:
    with errors.caught(), sheet.app.unit_of_work() as db:
        form.no_involvement(
            db,
            viewer=sheet.viewer,
            round_ref=sheet.audit_round.ref,
            case_ref=sheet.case.ref,
            found=found,
            now=sheet.app.now(),
        )


def _process(sheet: Sheet, one: Process) -> str:
    owners = {agency.ref: agency.short_name for agency in sheet.audit_round.agencies}
    owner = f" ({owners.get(one.owner, one.owner)})" if one.owner else ""
    last = f", last {days.short_day(one.last_on)}" if one.last_on else ""
    return f"{one.kind.label}{owner}{last}{'. Conflict: ' + one.conflict if one.conflict else ''}"
