"""The rounds on Home: a card each, with its path, a sentence and the ways in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from audit.app import App
from audit.domain.home.next_steps import InHand
from audit.domain.people.person import Act, Person
from audit.domain.plan import closing
from audit.domain.rounds.audit_round import TOLD, Round, Stage
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.suppression import Word, words_by_statement
from audit.pages.components import days, look, path, place, strip
from audit.store.queries import inspections, moderation

_ARROW = ":material/arrow_forward:"


def draw(app: App, found: tuple[InHand, ...]) -> None:
    """Draw a card for every round, the newest first."""
    if not found:
        st.write("No round yet. A round looks at four to eight children together, from rating to the board.")
    with app.reading() as db:
        letters = inspections.refs(db)
    for one in found:
        with st.container(border=True):
            look.card_title(one.audit_round.title, level=3)
            of_letter = one.audit_round.ref in letters
            now_says = _now_says(app.person, one)
            look.html(path.path(one.audit_round, left=_left(one), now_says=now_says, of_letter=of_letter))
            if of_letter:
                st.write("What an inspection letter found, and what is done about it. It is no audit.")
                _links(app.person, one.audit_round, of_letter=True)
                continue
            st.write(sentence(app.person, one))
            if one.audit_round.stage in TOLD and app.person.may(Act.READ_FINDINGS):
                _in_words(app, one.audit_round)
            _links(app.person, one.audit_round)


def sentence(person: Person, one: InHand) -> str:
    """Return where a round is, in a sentence or two; no case is counted for who may not read cases."""
    audit_round, found = one.audit_round, one.participation
    reads = person.may(Act.READ_CASES)
    size = _size(audit_round) if reads else ""
    judged = words.judged(found) if reads else "" if found.whole else "Not every child has been judged."
    said = {
        Stage.SETUP: "This round is being set up. Agencies cannot start their audits yet.",
        Stage.RATING: _submitted(one),
        Stage.WORKSHOP: judged or "The round is at its workshop.",
        Stage.FINDINGS: f"Findings are being recorded. {judged}",
        Stage.PLAN: f"Actions are being agreed for each finding. {judged}",
        Stage.BOARD: f"The plan is at the board stage. {closing.board(audit_round)} {judged}",
        Stage.CLOSED: f"The round is closed. {closing.board(audit_round)} {judged}",
    }[audit_round.stage]
    return f"{size} {said}".strip()


def words_said(audit_round: Round, by_word: dict[str, list[str]]) -> str:
    """Return the words about a round's statements as a sentence, the strengths first."""
    parts = [f"{word.value.capitalize()}: {', '.join(by_word[word])}" for word in Word if by_word.get(word)]
    return ". ".join(parts) + "." if parts else f"{audit_round.title} has no judgement yet."


def _size(audit_round: Round) -> str:
    cases, agencies = len(audit_round.active_cases()), len(audit_round.agencies)
    case_words = f"{days.number(cases).capitalize()} case{'' if cases == 1 else 's'}"
    return f"**{case_words}, {days.number(agencies)} agenc{'y' if agencies == 1 else 'ies'}.**"


def _submitted(one: InHand) -> str:
    due = one.audit_round.dates.audits_due
    said = words.submitted_so_far(one.participation)
    return f"{said} Audits due {days.day(due)}." if due and one.participation.awaited else said


def _left(one: InHand) -> Mapping[Stage, str]:
    return closing.left_at(one.audit_round, one.participation, one.plan)


def _now_says(person: Person, one: InHand) -> str:
    if one.audit_round.stage is Stage.RATING and person.may(Act.RATE) and person.agency is not None:
        mine = person.agency in {agency.ref for agency in one.audit_round.agencies}
        return "your turn" if mine and one.to_submit(person.agency) else "now"
    return "now"


def _in_words(app: App, audit_round: Round) -> None:
    asked = audit_round.statements()
    with app.reading() as db:
        judgements = moderation.judgements_for_papers(db, audit_round=audit_round)
    found = words_by_statement(audit_round, judgements)
    look.html(strip.strip(strip.word_cells(asked, found), about=audit_round.title))
    by_word: dict[str, list[str]] = {}
    for one in asked:
        by_word.setdefault(found[one.key], []).append(one.short_title)
    st.caption(words_said(audit_round, by_word))


def _links(person: Person, audit_round: Round, *, of_letter: bool = False) -> None:
    ways = (
        ("rate", "Rate", not of_letter and (person.may(Act.RATE) or person.may(Act.ENTER_ON_BEHALF))),
        ("workshop", "Workshop", not of_letter and person.may(Act.READ_CASES)),
        ("findings", "Findings", person.may(Act.READ_FINDINGS)),
        ("plan", "Plan", person.may(Act.READ_FINDINGS)),
        ("board", "Board", person.may(Act.READ_FINDINGS) and audit_round.stage in TOLD),
        ("over-time", "Over time", bool(audit_round.reaudit_of) and person.may(Act.READ_FINDINGS)),
        ("round", "Set-up", person.may(Act.SET_UP)),
    )
    with st.container(horizontal=True):
        for name, label, may in ways:
            if may:
                place.link(name, f"{label}: {audit_round.ref}", icon=_ARROW, round=audit_round.ref)
