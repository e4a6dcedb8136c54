"""Whom one enters for: an auditor for their own agency; the facilitator for an agency in the room, chosen and noted.

In: the person at the screen and the address.
Out: the eyes that forms are read with; or the list to choose from.

Here too:
- A form that is closed: what was submitted, in all its versions, and the way to correct it.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.form_drafts import FormKind
from audit.domain.people.person import Act, Agency, Viewer
from audit.domain.rating.form import Account, Answer, LineAnswer, Rating, Standing, StatementGrade, sources
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, Round, RoundStatement
from audit.pages.components import errors, look, place, strip
from audit.pages.components.look import plain
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, TextField
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet
from audit.services.rating import form as service
from audit.store.queries import people, rating, trail
from audit.store.queries.rating import Writer
from audit.store.work import Db

_CHOOSING = "choosing whom to enter for"
_TO_CONFIRM = "asked to enter for"
_ENTERING = "entering for"
NOT_BLIND = "Not blind: someone entered for 2 agencies or more"


def settled(app: App, audit_round: Round) -> Viewer | None:
    """Return the eyes of whoever rates here; None where they have to be chosen first, and then the choice is drawn."""
    own = app.viewer()
    if own.agency is not None:
        if any(agency.ref == own.agency for agency in audit_round.agencies):
            return own
        look.title("Rate")
        st.write(
            f"Your agency does not take part in {plain(audit_round.title)}. There is nothing for you to rate here."
        )
        return None
    agency = place.get("agency")
    known = {agency.ref for agency in audit_round.agencies}
    begun = agency in known and (audit_round.stage in AFTER_WORKSHOP or _entered(app, audit_round, str(agency)))
    current = agency if begun else None
    if current is not None and not st.session_state.get(_CHOOSING):
        return app.viewer(current)
    _choose(app, audit_round, current, agency if agency in known and current is None else None)
    return None


def left_out_words(audit_round: Round, agency: Agency) -> str:
    """Return which of an agency's forms did not come with the round's file, in a sentence; empty where all did."""
    cases = [case.ref for case in audit_round.active_cases() if agency in audit_round.left_out_of(case.ref)]
    return f"Left out of the file that brought the round here: {', '.join(cases)}." if cases else ""


def who(app: App, audit_round: Round, viewer: Viewer) -> None:
    """Draw for whom one rates, and the way to another agency."""
    agency = audit_round.agency(viewer.agency or "")
    if not viewer.on_behalf:
        look.html(f'<p class="ss-for">You rate for <b>{look.escape_html(agency.name)}</b></p>')
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = (
            f"You are entering for <b>{look.escape_html(agency.name)}</b>. The record will say “entered on behalf of”."
        )
        if audit_round.stage in AFTER_WORKSHOP:
            words = f"You are reading the audits of <b>{look.escape_html(agency.name)}</b>"
        look.html(f'<p class="ss-for">{words}</p>')
        st.button("Change agency", key="change agency", type="tertiary", on_click=_begin_to_choose)
    with app.reading() as db:
        writers = rating.writers(db, audit_round=audit_round)
    entered = rating.agencies_of(writers, app.person.id)
    names = [agency.short_name for agency in audit_round.agencies if agency.ref in entered]
    if len(names) == 1 and agency.ref not in entered and audit_round.stage not in AFTER_WORKSHOP:
        st.info(
            f"You have entered for {plain(names[0])}. If you also enter for {plain(agency.short_name)}, everything "
            "you entered will be marked “not blind”. The figures on agreement leave it out.",
            icon=":material/visibility:",
        )
    if len(entered) > 1:
        st.info(
            f"You have entered for {english.listed(names)}. What you entered is marked “not blind”. "
            "The figures on agreement leave it out.",
            title=NOT_BLIND,
            icon=":material/visibility:",
        )


def _choose(app: App, audit_round: Round, current: str | None, wanted: str | None) -> None:
    chosen = st.session_state.get(_TO_CONFIRM) or wanted
    look.line_above(audit_round.title, "Rate")
    errors.from_last_run()
    if chosen is not None and chosen != current:
        _confirm(app, audit_round, current, chosen)
        return
    if audit_round.stage in AFTER_WORKSHOP:
        look.title("Whose audits do you want to read?")
        st.write("The round is past its workshop: audits can be read here, and no longer entered or changed.")
    else:
        look.title("Whom are you entering for?")
        st.write(
            "Choose an agency whose people are with you in the room. What you enter is recorded as entered on its "
            "behalf. You cannot open a form that an agency’s own auditor has started until the case is revealed."
        )
    if current is not None:
        st.button(f"Stay with {plain(audit_round.agency(current).short_name)}", on_click=_stay, type="primary")
    with app.reading() as db:
        writers = rating.writers(db, audit_round=audit_round)
        ready = rating.submitted(db, audit_round=audit_round)
    for agency in audit_round.agencies:
        _agency(app, audit_round, agency, writers, ready)
    if audit_round.stage not in AFTER_WORKSHOP:
        place.link("workbooks", "Or use audit workbooks in Excel", round=audit_round.ref)


def _agency(
    app: App, audit_round: Round, agency: Agency, writers: tuple[Writer, ...], ready: frozenset[tuple[str, str]]
) -> None:
    own, over = rating.own_forms(writers), audit_round.stage in AFTER_WORKSHOP
    hidden = {case.ref for case in audit_round.active_cases() if case.revealed_at_utc is None}
    cases = [case.ref for case in audit_round.active_cases() if audit_round.asks(case.ref, agency.ref)]
    done = [case for case in cases if (case, agency.ref) in ready]
    shut = [case for case in cases if (case, agency.ref) in own and case in hidden]
    left_out = left_out_words(audit_round, agency)
    sentence = f"{_state(cases, done, left_out, over=over)} {_shut(shut, over=over)} {left_out}".strip()
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        look.html(
            f'<h2 class="ss-ct">{look.escape_html(agency.name)}</h2><p class="ss-p">{look.escape_html(sentence)}</p>'
        )
        if over and len(shut) < len(cases):
            st.button(
                f"Read the audits of {plain(agency.short_name)}",
                key=f"read {audit_round.ref} {agency.ref}",
                on_click=_read,
                args=(agency.ref,),
            )
        elif len(shut) < len(cases):
            begun = rating.agencies_of(writers, app.person.id) - {agency.ref}
            ask_first = bool(begun) or place.get("agency") is not None
            st.button(
                f"Enter for {plain(agency.short_name)}",
                key=f"enter {audit_round.ref} {agency.ref}",
                on_click=_ask if ask_first else _enter,
                args=(app, audit_round, agency.ref),
            )


def _state(cases: list[str], done: list[str], left_out: str, *, over: bool) -> str:
    if not cases:
        return "" if left_out else "Not asked about any child."
    if len(done) == len(cases):
        return "Ready: everything is submitted."
    if not done:
        return f"Nothing submitted{'' if over else ' yet'}."
    return f"Submitted for {english.part_of(len(done), len(cases))} {english.agree(len(cases), 'child', 'children')}."


def _shut(cases: list[str], *, over: bool) -> str:
    """Say which of an agency's forms nobody else may open; nothing of what is in them."""
    if not cases:
        return ""
    pronoun, until = english.agree(len(cases), "it", "them"), "" if over else " before the reveal"
    return f"The agency’s own auditor has started {english.listed(cases)}, so you cannot open {pronoun}{until}."


def _confirm(app: App, audit_round: Round, current: str | None, chosen: str) -> None:
    new = audit_round.agency(chosen).short_name
    look.title(f"Enter for {new}?")
    if current is not None:
        old = audit_round.agency(current).short_name
        st.write(f"You are entering for {old}. What you saved for {old} stays as it is.")
    with app.reading() as db:
        writers = rating.writers(db, audit_round=audit_round)
    begun = rating.agencies_of(writers, app.person.id)
    entered = [agency.short_name for agency in audit_round.agencies if agency.ref in begun]
    if begun - {chosen}:
        marked = f"If you also enter for {new}, everything you entered will be marked “not blind”."
        if len(entered) > 1:
            marked = "Everything you enter is marked “not blind”."
        st.write(f"You have entered for {english.listed(entered)}. {marked} The figures on agreement leave it out.")
    st.write("The change is noted in the audit trail.")
    with st.container(horizontal=True):
        st.button(f"Enter for {new}", type="primary", on_click=_enter, args=(app, audit_round, chosen))
        stay = f"Stay with {audit_round.agency(current).short_name}" if current else "Choose another agency"
        st.button(stay, on_click=_stay if current else _start_again)


def _entered(app: App, audit_round: Round, agency: str) -> bool:
    """Say whether the person has said that they enter for the agency: in this window, or as the newest in the trail."""
    about = f"{audit_round.ref} {agency}"
    if st.session_state.get(_ENTERING) == about or not app.person.may(Act.ENTER_ON_BEHALF):
        return True
    with app.reading() as db:
        noted = [line for line in trail.lines(db, about=f"{audit_round.ref} ") if line.event == "entering on behalf of"]
    newest = next((line.about for line in noted if line.by == app.person.name), None)
    if newest == about:
        st.session_state[_ENTERING] = about
    return newest == about


def _enter(app: App, audit_round: Round, agency: str) -> None:
    with errors.caught():
        with app.unit_of_work() as db:
            service.enter_for(db, by=app.person, round_ref=audit_round.ref, agency_ref=agency, now=app.now())
        st.session_state[_ENTERING] = f"{audit_round.ref} {agency}"
        _read(agency)


def _read(agency: str) -> None:
    _stay()
    place.put(agency=agency, case=None, statement=None)


def _ask(_app: App, _round: Round, agency: str) -> None:
    st.session_state[_TO_CONFIRM] = agency


def _begin_to_choose() -> None:
    st.session_state[_CHOOSING] = True
    st.session_state.pop(_TO_CONFIRM, None)


def _stay() -> None:
    st.session_state.pop(_CHOOSING, None)
    st.session_state.pop(_TO_CONFIRM, None)


def _start_again() -> None:
    st.session_state.pop(_TO_CONFIRM, None)
    place.put(agency=None)


def draw(app: App, sheet: Sheet) -> None:
    """Draw a form that cannot be written in."""
    with app.reading() as db:
        versions = rating.versions(
            db, viewer=sheet.viewer, audit_round=sheet.audit_round, case_ref=sheet.case.ref, agency_ref=sheet.agency.ref
        )
        names = people.names(db)
    look.line_above(sheet.audit_round.title, "Rate", sheet.case.ref)
    look.title(f"{sheet.case.ref}: submitted" if versions else sheet.case.ref)
    who(app, sheet.audit_round, sheet.viewer)
    errors.from_last_run()
    if sheet.why_read_only:
        st.info(plain(sheet.why_read_only), icon=":material/lock:")
    if sheet.open_form is not None:
        _contents(sheet, versions, names)
    if sheet.closed and not sheet.why_read_only:
        _correct(sheet)
    place.link("rate", "Back to all children", round=sheet.audit_round.ref, agency=sheet.agency.ref)


def _contents(sheet: Sheet, versions: tuple[Rating, ...], names: dict[int, str]) -> None:
    cells = strip.strip(rate_sheet.cells(sheet), size="l", about=f"{sheet.case.ref}, your own grades")
    look.html(cells)
    if versions:
        _version(sheet, versions[-1], names)
    for old in reversed(versions[:-1]):
        with st.expander(f"Version {old.version}, submitted {english.moment(old.submitted_at_utc)}"):
            _version(sheet, old, names)


def _version(sheet: Sheet, agency_rating: Rating, names: dict[int, str]) -> None:
    st.write(_submitted(agency_rating, names))
    if agency_rating.reason:
        st.write(f"**Why it was corrected:** {plain(agency_rating.reason)}")
    rows = [
        ("What happened, in short", _words(agency_rating.account.synopsis)),
        ("The difference", _words(agency_rating.account.difference)),
    ]
    rows += [
        (f"{statement.number} {statement.item.title}", _statement(sheet, statement, agency_rating))
        for statement in sheet.statements
    ]
    inside = "".join(f"<div><dt>{look.escape_html(name)}</dt><dd>{body}</dd></div>" for name, body in rows)
    look.html(f'<dl class="ss-sl">{inside}</dl>')


def _submitted(agency_rating: Rating, names: dict[int, str]) -> str:
    by = names.get(agency_rating.submitted_by, "somebody")
    sentence = f"Version {agency_rating.version}, submitted {english.moment(agency_rating.submitted_at_utc)} by {by}"
    sentence += ", entered on behalf of the agency." if agency_rating.on_behalf else "."
    if not agency_rating.blind:
        sentence += f" {NOT_BLIND}."
    if agency_rating.after_reveal:
        sentence += " Given after the reveal: it is left out of the figures for agreement and over-optimism."
    return sentence


def _statement(sheet: Sheet, statement: RoundStatement, agency_rating: Rating) -> str:
    grade = agency_rating.grade(statement.key) or StatementGrade(statement=statement.key)
    answers = [
        (number, line.text, agency_rating.answer(statement.line_key(line)))
        for number, line in enumerate(statement.lines, 1)
    ]
    items = "".join(
        f"<li>{_answer(text, answer, agency_rating.account)}</li>" for _, text, answer in answers if answer is not None
    )
    more = "".join(
        f'<p class="ss-p"><b>{name}:</b> {_words(text)}</p>'
        for name, text in (
            ("Why", grade.reason),
            ("What decided it", grade.evidence),
            ("Good practice", grade.good_practice),
            ("To develop", grade.to_develop),
        )
        if text
    )
    return f'{grade_tag(sheet, grade)}{more}<ol class="ss-points">{items}</ol>'


def grade_tag(sheet: Sheet, grade: StatementGrade) -> str:
    """Return an agency's own grade as a filled word."""
    if grade.grade is not None:
        return strip.tag(sheet.audit_round.scale, grade.grade)
    words, fill = {
        Standing.NOT_EVIDENCED: ("Not evidenced", "NE"),
        Standing.NOT_APPLICABLE: ("Not applicable", "NA"),
    }.get(grade.standing or Standing.GRADED, ("Not graded yet", "TODO"))
    return f'<span class="ss-g ss-tag ss-{fill}">{words}</span>'


def _answer(question: str, answer: LineAnswer, account: Account) -> str:
    label = (answer.answer or Answer.NOT_EVIDENCED).label
    where = ", ".join(sorted(source.label.lower() for source in sources(answer, account)))
    note = f"<br>{_words(answer.note)}" if answer.note else ""
    return f"{look.escape_html(question)}<br><b>{label}</b>{f' ({where})' if where else ''}{note}"


def _correct(sheet: Sheet) -> None:
    look.html('<h2 class="ss-h2">Correct this rating</h2>')
    late = sheet.open_form is not None and sheet.open_form.revealed
    st.write(
        "A correction is a new version; this one stays readable. "
        + (
            "The ratings were revealed, so the new version is marked and is left out of the figures for agreement and "
            "over-optimism."
            if late
            else "Until you submit it again, this child is not ready for the workshop."
        )
    )
    reason = TextField(
        name="reason",
        label="Why is it corrected?",
        hint="The reason stays with the new version.",
        rows=3,
        most=500,
        short="Why it is corrected",
        needed=True,
    )

    def write(db: Db, entered: Entered) -> None:
        at = {"round_ref": sheet.audit_round.ref, "case_ref": sheet.case.ref}
        service.correct(db, viewer=sheet.viewer, reason=entered.text("reason"), now=sheet.app.now(), **at)

    form.draw(
        Form(
            app=sheet.app,
            kind=FormKind.CORRECTION,
            about=f"{sheet.case.ref} {sheet.agency.ref}",
            round_ref=sheet.audit_round.ref,
            parts=(Part(fields=(reason,)),),
            button="Correct this rating",
            write=write,
        )
    )


def _words(text: str) -> str:
    return look.escape_html(text).replace("\n", "<br>")
