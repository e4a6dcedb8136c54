"""Questions are made from the gaps: broken promises first, then nothing, conflict and what is thin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from audit.domain.findings.finding import FindingKind
from audit.domain.plan.actions import Action, Impact, Progress, Update, Verification, plan
from audit.domain.readiness.assessment import Held, assess
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.domain.readiness.inspector_questions import Promise, promises, questions
from tests.builders import a_finding, a_round, statement
from tests.readiness import INSTALLED, J7, QS1, QS2, TODAY, a_piece

ACTION = Action(
    ref="A1",
    finding="F1",
    text="Ask every child.",
    success_measure="Nine in ten were asked.",
    lead_agency="CSC",
    owner="Head of service",
    due=date(2026, 9, 30),
)
LATE = Promise(round_ref="AU26", action=ACTION, statements=(QS1,))
DONE = replace(ACTION, updates=(Update(on=TODAY, by="Sam", progress=Progress.DONE, text="Done."),))
PROVED = Update(
    on=TODAY,
    by="Sam",
    progress=Progress.DONE,
    impact=Impact.SHOWN,
    evidence_of_impact="Nine of nine say so.",
    said_at_utc=datetime(2026, 11, 25, 9, tzinfo=UTC),
)


def asked(held: Held, *promised: Promise) -> list[str]:
    return [one.text for one in questions(assess(INSTALLED, held, today=TODAY), promised, today=TODAY)]


def test_a_broken_promise_is_asked_about_first():
    said = asked(Held(), LATE)
    assert said[0] == "You planned this: “Ask every child”. It is late: was due 30 Sep 2026. What is causing the delay?"
    assert said[1] == "“Trained, confident professionals”: what could you show us? You hold nothing about it."


def test_what_is_done_is_asked_for_the_difference_until_it_is_shown():
    done = replace(LATE, action=DONE)
    assert "How do you know that children are better off?" in asked(Held(), done)[-1]
    proved = replace(LATE, action=replace(DONE, updates=(*DONE.updates, PROVED)))
    assert "The owner reports a difference: who else has checked it?" in asked(Held(), proved)[-1]
    look = Verification(on=TODAY, by="Facilitator", holds=True, what_was_seen="Records.", at_utc=PROVED.said_at_utc)
    verified = replace(proved, action=replace(proved.action, verifications=(look,)))
    assert not any(one.startswith("You did this") for one in asked(Held(), verified))


def test_what_conflicts_is_put_as_a_choice_with_links_to_both_sides():
    held = Held(evidence=(a_piece(), a_piece("E2", Way.WEAKNESS)))
    rows = assess(INSTALLED, held, today=TODAY)
    (one,) = (q for q in questions(rows, [], today=TODAY) if "Which is it" in q.text)
    assert one.text.startswith("“Commissioning and accountability”: “Piece E1” points to strength, and “Piece E2”")
    assert [(link.page, link.parts) for link in one.links] == [
        ("evidence-item", {"evidence": "E1"}),
        ("evidence-item", {"evidence": "E2"}),
    ]


def test_what_is_all_out_of_date_is_asked_for_its_day():
    assert any(
        "the newest thing you hold is of May 2020" in one
        for one in asked(Held(evidence=(a_piece(dated=date(2020, 5, 4)),)))
    )


def test_children_are_asked_about_where_nobody_asked_them():
    pieces = [a_piece("E1", about=(J7,)), a_piece("E2", kind=EvidenceKind.DATA, about=(J7,))]
    said = "what have children and their carers told you about it?"
    assert any("Drift and delay" in one and said in one for one in asked(Held(evidence=tuple(pieces))))
    heard = a_piece("E3", kind=EvidenceKind.CONVERSATION, about=(J7,))
    assert not any(said in one for one in asked(Held(evidence=(*pieces, heard))))


def test_a_weakness_without_an_action_is_asked_about():
    held = Held(evidence=tuple(a_piece(f"E{n}", Way.WEAKNESS, about=(QS2,)) for n in range(1, 4)))
    said = "“Leadership”: “Piece E1”, “Piece E2” and one more point to weakness. What are you doing about it?"
    assert said in asked(held)
    assert said not in asked(held, replace(LATE, action=replace(ACTION, due=TODAY), statements=(QS2,)))


def test_a_promise_knows_the_statements_of_its_finding():
    finding = a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(2)])
    (one,) = promises([plan(a_round(), [finding], [ACTION], [])])
    assert (one.round_ref, one.statements) == ("AU26", (QS2,))
