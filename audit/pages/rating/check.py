"""Check and submit: what is missing, each with the way there; what was answered; and what submitting does.

In: an agency's form about a child.
Out: the form submitted, or the list of what it still needs.

Here too:
- A second look before submitting: kind questions that stand in nobody's way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.people.person import Viewer
from audit.domain.rating import form as rules
from audit.domain.rating.coherence import Prompt
from audit.domain.rating.form import Answer, Missing, RatingDraft
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError
from audit.pages import check_sides
from audit.pages.components import look, partnership_lists, place
from audit.pages.forms import two_writers
from audit.pages.forms.two_writers import Change, Rows
from audit.pages.rating import agency, fields, rate
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.sheet import Sheet
from audit.services.rating import form
from audit.store.work import Db

_SUBMITTED = "check done"


def render(app: App) -> None:
    """Show an agency what its form about a child still needs, and let it submit."""
    audit_round = place.current_round(app)
    case_ref = place.get("case")
    if audit_round is None or not rate.may_rate(app):
        look.title("Check and submit")
        st.write(rate.who_may(app))
        return
    viewer = agency.settled(app, audit_round)
    if viewer is None:
        return
    if case_ref not in {case.ref for case in audit_round.active_cases()}:
        look.title("Check and submit")
        st.write("Choose a child first.")
        place.link("rate", "All children", round=audit_round.ref)
        return
    with app.reading() as db:
        sheet = rate_sheet.read(db, app, audit_round, audit_round.case(str(case_ref)), viewer)
    if st.session_state.pop(_SUBMITTED, False):
        place.go("rate", round=sheet.audit_round.ref, case=sheet.case.ref, statement=None)
    if _shut(sheet):
        agency.draw(app, sheet)
        return
    _check(app, sheet)


def _shut(sheet: Sheet) -> bool:
    away = sheet.audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is not Involvement.INVOLVED
    return sheet.closed or bool(sheet.why_read_only) or away


def _check(app: App, sheet: Sheet) -> None:
    look.line_above(sheet.audit_round.title, "Rate", sheet.case.ref)
    look.title(f"Check {sheet.case.ref} before you submit")
    agency.who(app, sheet.audit_round, sheet.viewer)
    missing = rules.missing(sheet.draft, sheet.statements)
    if missing:
        _say_missing(sheet, missing)
        rate_sheet.leave_rest(sheet, None)
    look.html('<h2 class="ss-h2">Your answers</h2>')
    rows = "".join(_row(sheet, statement, missing) for statement in sheet.statements)
    look.html(f'<dl class="ss-sl">{rows}{_about(sheet)}</dl>')
    place.link("rate", "Change what happened, in short", **_parts(sheet))
    seen = two_writers.drawn_last(_drawn(sheet), sheet.draft)
    _difference(sheet)
    show(app, sheet.viewer, sheet.audit_round, sheet.case.ref)
    _explain_submitting(sheet)
    two_writers.draw(_drawn(sheet))
    _buttons(sheet, missing, seen)


def _say_missing(sheet: Sheet, missing: tuple[Missing, ...]) -> None:
    count = english.number(len(missing))
    verb = english.agree(len(missing), "thing is", "things are")
    st.error(
        "Each line takes you to what is missing.",
        title=f"{english.capital(count)} {verb} missing",
        icon=":material/error:",
    )
    for gap in missing:
        where = gap.say.partition(": ")[0]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            place.link("rate", where, icon=":material/arrow_forward:", **_way(sheet, gap))
            st.write(gap.need)


def _row(sheet: Sheet, statement: RoundStatement, missing: tuple[Missing, ...]) -> str:
    counts = Counter(
        line_answer.answer
        for line in statement.lines
        if (line_answer := sheet.draft.answer(statement.line_key(line))).answer is not None
    )
    tally = ", ".join(f"{counts[answer]} {answer.label.lower()}" for answer in Answer if counts[answer])
    lacks = [
        gap.say.partition(f"Statement {statement.number}")[2].lstrip(",: ")
        for gap in missing
        if gap.statement == statement.key
    ]
    gaps = "; ".join(lacks) if len(lacks) <= 3 else f"{english.number(len(lacks))} things, listed above"
    gaps = f"<br><b>Missing:</b> {look.escape_html(gaps)}" if lacks else ""
    tag = agency.grade_tag(sheet, sheet.draft.grade(statement.key))
    name = look.escape_html(f"{statement.number} {statement.item.title}")
    return f'<div><dt>{name}</dt><dd>{tag} <span class="ss-soft">{look.escape_html(tally)}</span>{gaps}</dd></div>'


def _about(sheet: Sheet) -> str:
    synopsis = (
        look.escape_html(sheet.draft.account.synopsis).replace("\n", "<br>")
        or "<b>Missing:</b> what happened, in short"
    )
    return f"<div><dt>The child, in short</dt><dd>{synopsis}</dd></div>"


@st.fragment
def _difference(drawn: Sheet) -> None:
    again = rate_sheet.read_again(drawn)
    shown: RatingDraft = st.session_state.get(f"{_drawn(drawn)} drawn last", drawn.draft)
    account = replace(shown.account, difference=again.draft.account.difference, saved=again.draft.account.saved)
    two_writers.drawn_last(_drawn(drawn), replace(shown, account=account))
    fields.difference(again)


def _drawn(sheet: Sheet) -> str:
    return f"{sheet.place} check"


def _explain_submitting(sheet: Sheet) -> None:
    short = sheet.agency.short_name
    workshop = sheet.audit_round.dates.workshop
    when = f" (workshop planned for {english.day(workshop)})" if workshop else ""
    look.html('<h2 class="ss-h2">What submitting does</h2>')
    st.markdown(
        f"- It closes {short}’s ratings of {sheet.case.ref}. A later correction is a new version with its reason.\n"
        f"- No other agency can see them in this tool before {sheet.case.ref} is revealed{when}.\n"
        "- They should rest on records and conversations you have named, and contain no names."
    )
    st.caption("“Not evidenced” and “not applicable” are full answers: they are never counted as missing.")


def _buttons(sheet: Sheet, missing: tuple[Missing, ...], seen: RatingDraft) -> None:
    with st.container(horizontal=True):
        first = missing and st.button("Go to the first missing answer", type="primary", key=f"{sheet.place} first")
        submit = st.button(
            f"Submit {sheet.case.ref}", type="secondary" if missing else "primary", key=f"{sheet.place} submit"
        )
    if first:
        st.query_params.update(_way(sheet, missing[0]))
        place.go("rate", **_way(sheet, missing[0]))
    if submit:
        _submit(sheet, seen)
        st.rerun()


def _submit(sheet: Sheet, own_draft: RatingDraft) -> None:
    def write(seen: RatingDraft) -> None:
        with sheet.app.unit_of_work() as db:
            form.submit(
                db,
                viewer=sheet.viewer,
                round_ref=sheet.audit_round.ref,
                case_ref=sheet.case.ref,
                seen=seen,
                chosen=own_draft,
                now=sheet.app.now(),
            )
            settle(sheet.app, db, sheet.viewer, sheet.audit_round, sheet.case.ref)
        st.session_state[_SUBMITTED] = True

    def rows(other_draft: RatingDraft) -> Rows:
        return check_sides.rows(sheet, own_draft, other_draft)

    two_writers.attempt(
        Change(place=_drawn(sheet), subject=f"the form of {sheet.case.ref}", write=write, rows=rows), own_draft
    )


def _parts(sheet: Sheet) -> dict[str, str]:
    return {"round": sheet.audit_round.ref, "agency": sheet.agency.ref, "case": sheet.case.ref}


def _way(sheet: Sheet, gap: Missing) -> dict[str, str]:
    """Return the place of something missing: the page, and the part of it."""
    if gap.place == "synopsis":
        return {**_parts(sheet), "question": gap.place}
    return {**_parts(sheet), "statement": str(gap.statement or sheet.statements[-1].key), "question": gap.place}


def show(app: App, viewer: Viewer, audit_round: Round, case_ref: str) -> None:
    """Draw what is worth a second look; nothing where there is nothing, or something is still missing."""
    try:
        with app.unit_of_work() as db:
            prompts = form.look(
                db,
                viewer=viewer,
                round_ref=audit_round.ref,
                case_ref=case_ref,
                rules=partnership_lists.coherence_rules(),
                now=app.now(),
            )
    except AuditError:
        return  # a form that cannot be opened says so itself
    if not prompts:
        return
    look.html('<h2 class="ss-h2" id="second-look" tabindex="-1">Worth a second look</h2>')
    count = english.capital(english.counted(len(prompts), "question"))
    st.caption(f"{count} before you submit. Keep what you wrote if it is right: nothing here stops you.")
    for number, prompt in enumerate(prompts, start=1):
        with st.container(border=True):
            look.html(f'<p class="ss-p">{look.escape_html(prompt.say)}</p>')
            label, parts = _prompts_way(audit_round, viewer, case_ref, prompt)
            place.link("rate", f"{number}. {label}", icon=":material/arrow_forward:", **parts)


def settle(app: App, db: Db, viewer: Viewer, audit_round: Round, case_ref: str) -> None:
    """Count what became of the questions; call it in the unit of work that submits the form."""
    form.settle(
        db,
        viewer=viewer,
        round_ref=audit_round.ref,
        case_ref=case_ref,
        rules=partnership_lists.coherence_rules(),
        now=app.now(),
    )


def _prompts_way(audit_round: Round, viewer: Viewer, case_ref: str, prompt: Prompt) -> tuple[str, dict[str, str]]:
    parts = {"round": audit_round.ref, "agency": viewer.agency or "", "case": case_ref}
    statements = audit_round.statements_for(viewer.agency or "")
    if prompt.statement is not None:
        number = audit_round.statement(prompt.statement).number
        return f"Look at statement {number} again", {**parts, "statement": str(prompt.statement), "question": "grade"}
    if prompt.rule in ("difference_repeats", "done_not_changed"):
        return "Look at the difference again", {**parts, "statement": str(statements[-1].key), "question": "difference"}
    return "Look at the statements again", {**parts, "statement": str(statements[0].key)}
