"""A form that is closed: what was submitted, in all its versions, and the way to correct it.

In: an agency's form about a child.
Out: the page, to read; and a correction opened with its reason.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rating.form import Answer, LineAnswer, Rating, Standing, StatementGrade
from audit.domain.rounds.audit_round import Asked
from audit.pages.components import days, errors, look, place, strip
from audit.pages.components.plain import plain
from audit.pages.rating import agency
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet
from audit.services.rating import form as service
from audit.store.queries import people, rating


def draw(app: App, sheet: Sheet) -> None:
    """Draw a form that cannot be written in."""
    with app.reading() as db:
        versions = rating.versions(
            db, viewer=sheet.viewer, audit_round=sheet.audit_round, case_ref=sheet.case.ref, agency_ref=sheet.agency.ref
        )
        names = people.names(db)
    look.line_above(sheet.audit_round.title, "Rate", sheet.case.ref)
    look.title(f"{sheet.case.ref}: submitted" if versions else sheet.case.ref)
    agency.who(app, sheet.audit_round, sheet.viewer)
    errors.from_last_run()
    if sheet.why_read_only:
        st.info(plain(sheet.why_read_only), icon=":material/lock:")
    if sheet.desk is not None:
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
        with st.expander(f"Version {old.version}, submitted {days.moment(old.submitted_at_utc)}"):
            _version(sheet, old, names)


def _version(sheet: Sheet, one: Rating, names: dict[int, str]) -> None:
    st.write(_submitted(one, names))
    if one.reason:
        st.write(f"**Why it was corrected:** {plain(one.reason)}")
    rows = [
        ("What happened, in short", _words(one.account.synopsis)),
        ("The difference", _words(one.account.difference)),
    ]
    rows += [(f"{asked.number} {asked.item.title}", _statement(sheet, asked, one)) for asked in sheet.asked]
    inside = "".join(f"<div><dt>{look.text(name)}</dt><dd>{said}</dd></div>" for name, said in rows)
    look.html(f'<dl class="ss-sl">{inside}</dl>')


def _submitted(one: Rating, names: dict[int, str]) -> str:
    by = names.get(one.submitted_by, "somebody")
    said = f"Version {one.version}, submitted {days.moment(one.submitted_at_utc)} by {by}"
    said += ", entered on behalf of the agency." if one.on_behalf else "."
    if not one.blind:
        said += f" {agency.NOT_BLIND}."
    if one.after_reveal:
        said += " Given after the reveal: it is left out of the figures for agreement and over-optimism."
    return said


def _statement(sheet: Sheet, asked: Asked, one: Rating) -> str:
    grade = one.grade(asked.key) or StatementGrade(statement=asked.key)
    answers = [(number, line.text, one.answer(asked.line_key(line))) for number, line in enumerate(asked.lines, 1)]
    items = "".join(f"<li>{_answer(text, given)}</li>" for _, text, given in answers if given is not None)
    more = "".join(
        f'<p class="ss-p"><b>{name}:</b> {_words(said)}</p>'
        for name, said in (
            ("Why", grade.reason),
            ("Good practice", grade.good_practice),
            ("To develop", grade.to_develop),
        )
        if said
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


def _answer(question: str, given: LineAnswer) -> str:
    label = (given.answer or Answer.NOT_EVIDENCED).label
    where = ", ".join(sorted(one.label.lower() for one in given.seen_in))
    note = f"<br>{_words(given.note)}" if given.note else ""
    return f"{look.text(question)}<br><b>{label}</b>{f' ({where})' if where else ''}{note}"


def _correct(sheet: Sheet) -> None:
    look.html('<h2 class="ss-h2">Correct this rating</h2>')
    late = sheet.desk is not None and sheet.desk.revealed
    st.write(
        "A correction is a new version; this one stays readable. "
        + (
            "The ratings were revealed, so the new version is marked and is left out of the figures for agreement and "
            "over-optimism."
            if late
            else "Until you submit it again, this child is not ready for the workshop."
        )
    )
    with st.form(f"{sheet.place} correct", border=False):
        reason = st.text_area("Why is it corrected? The reason stays with the new version", max_chars=500)
        if st.form_submit_button("Correct this rating") and _opened(sheet, reason):
            st.rerun()


def _opened(sheet: Sheet, reason: str) -> bool:
    with errors.shown():
        with sheet.app.unit_of_work() as db:
            service.correct(
                db,
                viewer=sheet.viewer,
                round_ref=sheet.audit_round.ref,
                case_ref=sheet.case.ref,
                reason=reason,
                now=sheet.app.now(),
            )
        return True
    return False


def _words(said: str) -> str:
    return look.text(said).replace("\n", "<br>")
