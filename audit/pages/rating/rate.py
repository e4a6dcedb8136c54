"""Rate: an agency's own view of each child, given alone.

In: the round, the child and the statement that the address names.
Out: the children to rate, one child, or one statement.

Here too:
- One statement a page: its questions a row each, the grade last, and what is missing where it is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import ROLE_TITLES, Act
from audit.domain.rating.form import NO_ANSWER, missing_in
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.rounds.cases import Involvement
from audit.errors import AuditError
from audit.pages.components import danger, look, place, strip
from audit.pages.components.look import plain
from audit.pages.components.place import arrive
from audit.pages.frameworks import installed
from audit.pages.rating import agency, child, fields
from audit.pages.rating import sheet as rate_sheet
from audit.pages.rating.fields import Needs
from audit.pages.rating.sheet import Sheet

_USUAL, _WIDEST = 736, 1180  # pixels; wider, and the answers would stand too far from their questions


def render(app: App) -> None:
    """Let an agency rate the children of a round, seeing no other agency's view."""
    width = _WIDEST if st.query_params.get("statement") else _USUAL
    with st.container(horizontal_alignment="center"), st.container(width=width):
        _draw(app)


def _draw(app: App) -> None:
    audit_round = place.current_round(app)
    if not may_rate(app) or audit_round is None:
        look.title("Rate")
        st.write(
            who_may(app) if audit_round is not None else "There is no round yet. The facilitator opens one on Home."
        )
        return
    viewer = agency.settled(app, audit_round)
    if viewer is None:
        _foot(app, audit_round, {})
        return
    case_ref = st.query_params.get("case")
    if case_ref not in {case.ref for case in audit_round.active_cases()}:
        child.draw_children(app, audit_round, viewer)
        _foot(app, audit_round, {})
        return
    with app.reading() as db:
        sheet = rate_sheet.read(db, app, audit_round, audit_round.case(str(case_ref)), viewer)
    _child(app, audit_round, sheet)
    _foot(app, audit_round, {"case": sheet.case.ref})


def may_rate(app: App) -> bool:
    """Say whether the person at the screen may rate at all."""
    return app.person.may(Act.RATE) or app.person.may(Act.ENTER_ON_BEHALF)


def who_may(app: App) -> str:
    """Return, in a sentence, who rates, for a person who may not."""
    roles = " and ".join(ROLE_TITLES[role].lower() for role in app.person.roles) or "nobody in particular"
    return (
        "Auditors rate for their own agency, and the facilitator enters for an agency in the room. "
        f"You are here as {roles}, so there is nothing for you to rate."
    )


def _foot(app: App, audit_round: Round, case: Mapping[str, str]) -> None:
    with st.container(gap="xsmall"):
        danger.foot(app)
        place.link("concern", "A child may be unsafe now", icon=":material/warning:", round=audit_round.ref, **case)


def _child(app: App, audit_round: Round, sheet: Sheet) -> None:
    key_text = st.query_params.get("statement")
    not_involved = audit_round.involvement_of(sheet.case.ref, sheet.agency.ref) is Involvement.NO_INVOLVEMENT
    if not_involved:
        child.draw_child(app, sheet)
    elif sheet.closed or sheet.why_read_only:
        agency.draw(app, sheet)
    elif key_text is None:
        child.draw_child(app, sheet)
    else:
        try:
            statement = audit_round.statement(place.current_statement() or sheet.statements[0].key)
        except AuditError:
            statement = sheet.statements[0]
        draw(app, sheet, statement.key)


_ALL_SAVED = (
    '<p class="ss-p ss-all-saved">✓ Every answer is saved as you give it.</p>'
    '<p class="ss-p ss-not-saved">What you typed last is not saved yet.</p>'
)


def draw(app: App, sheet: Sheet, key: Key) -> None:
    """Draw a statement's page; `sheet` is open to write in."""
    wanted = sheet.audit_round.statement(key)
    statement = next((statement for statement in sheet.statements if statement.key == key), None)
    with st.container(gap="xsmall"):
        _where(sheet, wanted)
        if sheet.viewer.on_behalf:
            agency.who(app, sheet.audit_round, sheet.viewer)
        _about(wanted)
        if statement is not None:
            _form(app, sheet, statement, [sheet])
        else:
            st.info(
                f"This statement is not asked of {plain(sheet.agency.short_name)}: "
                "none of its questions are theirs to answer."
            )
        _steps(sheet, key)
    arrive(f"{sheet.place} {key.ref} {_asked(sheet, key)}", to=_arrives_at(sheet, statement))


def _where(sheet: Sheet, wanted: RoundStatement) -> None:
    """Draw the path, how far the form is, the way to the other statements, and the page's title."""
    everything = sheet.audit_round.statements()
    own = strip.strip(
        rate_sheet.cells(sheet), size="s", about=f"{sheet.case.ref}, {sheet.agency.short_name}’s own grades"
    )
    parts = [sheet.case.ref, sheet.agency.short_name, _due(sheet.audit_round)]
    path = look.escape_html(" · ".join(part for part in parts if part))
    name = f"{sheet.place} pages {wanted.key.ref}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        look.html(f'<div class="ss-here"><span class="ss-soft">{path}</span>{own}</div>')
        st.pagination(
            len(everything),
            default=everything.index(wanted) + 1,
            key=name,
            on_change=lambda: place.put(statement=str(everything[st.session_state[name] - 1].key)),
        )
    look.html(f'<h1 class="ss-h1">{wanted.number}. {look.escape_html(wanted.item.title)}</h1>')


def _about(wanted: RoundStatement) -> None:
    """Say what a statement says, where its words come from, and what a child might say."""
    child_words = f"A child could say: “{wanted.item.for_the_child}”" if wanted.item.for_the_child else ""
    besides = look.escape_html(" ".join(filter(None, (provenance.of(wanted.item), child_words))))
    look.html(f'<p class="ss-p">{look.escape_html(wanted.item.text)} <span class="ss-soft">{besides}</span></p>')


@st.fragment
def _form(app: App, drawn: Sheet, statement: RoundStatement, fresh: list[Sheet]) -> None:
    """Draw what is answered; a click draws this again and not the page. `fresh` is the form as read for the page."""
    if (place.current_statement() or statement.key) != statement.key:
        st.rerun()
    sheet = fresh.pop() if fresh else rate_sheet.read_again(drawn)
    if sheet.draft.done(statement) != drawn.draft.done(statement):
        st.rerun()  # the strip at the top changes with it
    needs = _needs(sheet, statement)
    _say_how_far(sheet, statement, needs)
    left, right = st.columns([7, 3], gap="small", vertical_alignment="bottom")
    with left:
        fields.source(sheet, needs)
    with right:
        _what_to_look_for(app, statement)
    for number, line in enumerate(statement.lines, start=1):
        with rate_sheet.folded(sheet, statement, line, number):
            fields.card(sheet, statement.line_key(line), line, number, needs)
    rate_sheet.leave_rest(sheet, statement)
    look.html('<div class="ss-rule"></div>')
    fields.difference(sheet, is_open=statement.key == sheet.statements[-1].key)
    fields.grade(sheet, statement, needs)


def _what_to_look_for(app: App, statement: RoundStatement) -> None:
    """Draw what good looks like for each question of a statement, folded."""
    with st.expander("What good looks like, and what to look for", type="compact"):
        for number, line in enumerate(statement.lines, start=1):
            hints = "".join(f"<li>{look.escape_html(hint)}</li>" for hint in line.look_for)
            look.html(
                f'<p class="ss-p"><b>{number}.</b> Good looks like: {look.escape_html(line.good_looks_like)}</p>'
                f'<ul class="ss-points">{hints}</ul>'
            )
        if says := installed.beside(app, statement.key):
            st.caption(plain(says))


def _asked(sheet: Sheet, key: Key) -> int:
    """Return how often somebody wanted to go on from a statement while something of it was missing."""
    return int(st.session_state.get(f"{sheet.place} {key.ref} asked", 0))


def _needs(sheet: Sheet, statement: RoundStatement) -> Needs:
    """Return what is missing by its place on the page, once that was asked for."""
    is_asked = _asked(sheet, statement.key) or st.query_params.get("question")
    return {gap.place: gap.need for gap in missing_in(statement, sheet.draft)} if is_asked else {}


def _arrives_at(sheet: Sheet, statement: RoundStatement | None) -> str:
    """Return the id of what comes under the keyboard when the page is drawn; empty for its title."""
    wanted = st.query_params.get("question", "")
    return wanted or ("missing" if statement is not None and _needs(sheet, statement) else "")


def _say_how_far(sheet: Sheet, statement: RoundStatement, needs: Needs) -> None:
    """Say, always in sight, how many questions are answered; and what is missing, once that was asked for."""
    keys = [statement.line_key(line) for line in statement.lines if not sheet.draft.away(statement, line)]
    answered = sum(sheet.draft.answer(key).answer is not None for key in keys)
    summary = _summary(needs, len(keys)) if needs else ""
    look.html(f'<div class="ss-answered" role="status">{answered} of {len(keys)} answered</div>{summary}')


def _summary(needs: Needs, questions: int) -> str:
    unanswered = list(needs.values()).count(NO_ANSWER)
    others = len(needs) - unanswered
    says = f"{english.capital(english.number(others))} {english.agree(others, 'thing is', 'things are')} missing"
    if unanswered:
        of = f"{english.part_of(unanswered, questions)} {english.agree(questions, 'question', 'questions')}"
        says = f"{english.capital(of)} still {english.agree(unanswered, 'needs', 'need')} an answer"
        if others:
            says += f", and {english.counted(others, 'more thing')} {english.agree(others, 'is', 'are')} missing"
    links = "".join(
        f'<li><a href="#{name}">{look.escape_html(f"{called(name)}: {need}")}</a></li>' for name, need in needs.items()
    )
    return (
        f'<div class="ss-gaps"><h2 class="ss-ct" id="missing" tabindex="-1">{says}</h2><ul>{links}</ul>'
        '<p class="ss-p">You can go on and come back: press the button again.</p></div>'
    )


def called(name: str) -> str:
    """Return what people call a place on a statement's page."""
    known = {"source": "For all questions", "grade": "Your grade", "evidence": "Your grade"}
    return known.get(name) or english.capital(name.replace("-", " "))


def _steps(sheet: Sheet, key: Key) -> None:
    keys = [statement.key for statement in sheet.statements]
    numbers = {statement.key: statement.number for statement in sheet.audit_round.statements()}
    before = [page_key for page_key in keys if numbers[page_key] < numbers[key]]
    after = [page_key for page_key in keys if numbers[page_key] > numbers[key]]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        back = st.button("Back", icon=":material/arrow_back:", key=f"{sheet.place} back")
        label = "Save and next" if after else "Save and check"
        onward = st.button(label, type="primary", key=f"{sheet.place} next")
        check = after and st.button("Check and submit", key=f"{sheet.place} check")
        look.html(_ALL_SAVED)
    if back:
        _go(sheet, before[-1] if before else None)
    statement = next((statement for statement in sheet.statements if statement.key == key), None)
    if onward and statement is not None and not sheet.draft.done(statement) and not _asked(sheet, key):
        st.session_state[f"{sheet.place} {key.ref} asked"] = 1
        st.query_params.pop("question", None)
        st.rerun()
    if onward and after:
        _go(sheet, after[0])
    if check or (onward and not after):
        place.go("check", round=sheet.audit_round.ref, case=sheet.case.ref, statement=None)


def _go(sheet: Sheet, key: Key | None) -> None:
    """Go to another statement, or to the page about the child."""
    st.query_params.pop("question", None)
    place.put(case=sheet.case.ref, statement=None if key is None else str(key))
    st.rerun()


def _due(audit_round: Round) -> str:
    return f"due {english.long_day(audit_round.dates.audits_due)}" if audit_round.dates.audits_due else ""
