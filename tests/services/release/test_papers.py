"""Gathering a plan: the same figures as everywhere, and case material only for who may read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.app import App
from audit.documents.plan.paper import PlanPaper
from audit.domain.findings.finding import by_theme
from audit.domain.people.person import Role, Viewer
from audit.errors import AuditError, NotAllowed
from audit.services.release import papers
from audit.store.queries import findings, rounds, trail
from tests.builders import a_person


def a_plan(app: App, viewer: Viewer, *, with_cases: bool = False) -> PlanPaper:
    with app.unit_of_work() as db:
        return papers.plan_paper(
            db, viewer=viewer, round_ref="WM25", today=app.today(), now=app.now(), with_cases=with_cases
        )


def test_the_themes_are_counted_as_everywhere(seeded: App):
    with seeded.reading() as db:
        audit_round = rounds.by_ref(db, "WM25")
        found = findings.findings(db, viewer=seeded.viewer(), audit_round=audit_round)
    told = tuple(replace(count, cases=0) for count in by_theme(found, audit_round.themes()))
    assert a_plan(seeded, seeded.viewer()).themes == told
    assert a_plan(seeded, seeded.viewer(), with_cases=True).themes == by_theme(found, audit_round.themes())


def test_without_cases_no_judgement_of_a_case_is_gathered(seeded: App):
    paper = a_plan(seeded, seeded.viewer())
    assert paper.judgements == ()
    assert len(paper.words) == 7


def test_with_cases_it_is_noted_who_took_them_out(seeded: App):
    assert a_plan(seeded, seeded.viewer(), with_cases=True).judgements
    with seeded.reading() as db:
        assert trail.lines(db, about="WM25")[0].event == "action plan with cases taken out"


def test_a_board_member_gets_the_plan_and_not_the_cases(seeded: App):
    board = Viewer.of(a_person(Role.BOARD_MEMBER))
    assert len(a_plan(seeded, board).words) == 7
    with pytest.raises(NotAllowed):
        a_plan(seeded, board, with_cases=True)


def test_the_board_s_eyes_begin_version_1(seeded: App):
    assert a_plan(seeded, seeded.viewer()).version.startswith("1.")


def test_a_paper_taken_out_is_noted_by_its_name(seeded: App):
    with seeded.unit_of_work() as db:
        papers.take_out(db, by=seeded.person, round_ref="WM25", paper="Board slides", now=seeded.now())
    with seeded.reading() as db:
        line = trail.lines(db, about="WM25")[0]
    assert (line.event, line.about) == ("board slides taken out", "WM25")


def test_who_reads_no_findings_takes_no_paper_out(seeded: App):
    with seeded.unit_of_work() as db, pytest.raises(NotAllowed):
        papers.take_out(
            db, by=replace(seeded.person, roles=frozenset()), round_ref="WM25", paper="Board slides", now=seeded.now()
        )


def test_no_paper_of_a_round_that_is_not_there_is_noted(seeded: App):
    with seeded.unit_of_work() as db, pytest.raises(AuditError, match="There is no round XX99"):
        papers.take_out(db, by=seeded.person, round_ref="XX99", paper="Board slides", now=seeded.now())
