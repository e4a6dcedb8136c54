"""Every outlet says the same of an action on a day: page, Word, slides, Excel, calendar, reminder, Home and board."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.calendar import write_calendar
from audit.documents.plan.workbook import PlanForm, write_plan_workbook
from audit.documents.readiness.self_evaluation import write_self_evaluation
from audit.domain.board.view import done
from audit.domain.home.next_steps import InHand
from audit.domain.home.waiting import waiting_for
from audit.domain.people.person import Person, Role
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, ActionPlan, Impact, Progress, Update, plan
from audit.domain.plan.following import Followed, followed, reminders
from audit.domain.release import leaving
from audit.pages.plan import overview
from tests.builders import who_took_part
from tests.documents import builders
from tests.documents.board_builders import a_view, said
from tests.documents.builders import TODAY
from tests.documents.readiness.test_self_evaluation import a_paper as evaluation_paper
from tests.documents.readiness.test_self_evaluation import text_of
from tests.releasing import let_through

AUDIT = Path(__file__).parents[3] / "audit"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATE = "late: first due 30 Apr 2026, moved to 18 Dec 2026"
FACILITATOR = Person(id=1, name="Fay", roles=frozenset({Role.FACILITATOR}))
STATES = [
    (due, progress, moved)
    for due in (date(2026, 4, 30), date(2026, 11, 20), date(2026, 12, 4))
    for progress in (Progress.NOT_STARTED, Progress.ON_TRACK, Progress.AT_RISK, Progress.DONE, Progress.STOPPED)
    for moved in (None, date(2026, 12, 18))
]


def an_action(due: date, progress: Progress, moved: date | None, impact: Impact = Impact.NOT_KNOWN) -> Action:
    update = Update(
        on=date(2026, 11, 1),
        by="Head",
        progress=progress,
        text="More time is needed.",
        impact=impact,
        evidence_of_impact="Four carers say so" if impact is not Impact.NOT_KNOWN else "",
        new_due=moved,
        said_at_utc=datetime(2026, 11, 1, 9, tzinfo=UTC),
    )
    return builders.an_action(7, "F1", due=due, updates=(update,))


def released(the_plan: ActionPlan) -> tuple[Followed, ...]:
    """Return a plan's actions as they may leave, where every text was let through."""
    return let_through(lambda release: followed([leaving.plan(release, the_plan)]))


def in_hand(the_plan: ActionPlan) -> InHand:
    """Return a round with its plan, as Home has it."""
    took_part = who_took_part(the_plan.audit_round)
    return InHand(audit_round=the_plan.audit_round, participation=took_part, plan=the_plan)


def outlets(action: Action) -> dict[str, str]:
    """Return what each outlet says of one action, by the outlet's name."""
    the_plan = plan(builders.a_plan_round(), builders.some_findings(), (action,), ())
    all_followed = released(the_plan)
    book = load_workbook(BytesIO(write_plan_workbook(PlanForm(plan=the_plan, made_on=TODAY, mark="m"))))
    rows = [[str(cell.value or "") for cell in row] for row in book["Actions"].iter_rows()]
    board = a_view(before=False, doing=(action,))
    ics = write_calendar(all_followed, now=NOW).decode().replace("\r\n ", "").replace("\\,", ",")
    found = {
        "page": overview.due_in_words(action, TODAY) + overview.so_far(action, TODAY),
        "Word": " ".join(said(PaperKind.BOARD, write_action_plan(builders.a_paper(actions=(action,)))).split()),
        "Excel": next(row[1] for row in rows if row[0] == "A7"),
        "calendar": ics,
        "reminder": " ".join(one.text for one in reminders(all_followed, TODAY)),
        "Home": " ".join(
            one.sentence
            for one in waiting_for(
                FACILITATOR,
                [
                    InHand(
                        audit_round=the_plan.audit_round,
                        participation=who_took_part(the_plan.audit_round),
                        plan=the_plan,
                    )
                ],
                agencies=4,
                today=TODAY,
            )
        ),
        "board asks": " ".join(ask.text for ask in board.asks),
    }
    own = (builders.a_paper(actions=(action,)),)
    found["self-evaluation"] = " ".join(text_of(write_self_evaluation(evaluation_paper(plans=own))).split())
    papers = (PaperKind.BOARD, PaperKind.SLIDES, PaperKind.BRIEFING)
    return found | {kind.value: " ".join(said(kind, write_paper(kind, board)).split()) for kind in papers}


def test_late_with_a_moved_day_is_said_the_same_everywhere():
    found = outlets(an_action(date(2026, 4, 30), Progress.ON_TRACK, date(2026, 12, 18)))
    assert [name for name, text in found.items() if LATE not in text.replace("\u00a0", " ")] == []
    assert [name for name, text in found.items() if re.search("on track(?! or)", text, re.IGNORECASE)] == []


@pytest.mark.parametrize(("due", "progress", "moved"), STATES)
def test_light_outlets_agree_on_every_state(due: date, progress: Progress, moved: date | None):
    action = an_action(due, progress, moved)
    the_plan = plan(builders.a_plan_round(), builders.some_findings(), (action,), ())
    late, in_brief = action.is_late(TODAY), action_words.in_brief(action, TODAY)
    asked = " ".join(one.text for one in reminders(released(the_plan), TODAY))
    rounds = [in_hand(the_plan)]
    home = " ".join(one.sentence for one in waiting_for(FACILITATOR, rounds, agencies=4, today=TODAY))
    assert ("late: " in in_brief) == late == ("late: " in done(action, TODAY)) == ("late: " in asked)
    assert ("late: " in overview.due_in_words(action, TODAY)) == late == ("late: " in home)
    calendar = write_calendar(released(the_plan), now=NOW).decode().replace("\r\n ", "").replace("\\,", ",")
    ended = progress in (Progress.DONE, Progress.STOPPED)
    assert (in_brief in calendar) != ended
    assert ended or in_brief in home


@pytest.mark.parametrize("impact", [Impact.SHOWN, Impact.PARTLY])
def test_a_difference_that_nobody_verified_is_the_owners_report_in_every_paper(impact: Impact):
    found = outlets(an_action(date(2026, 4, 30), Progress.DONE, None, impact))
    assert "Reported by the owner" in found["Word"]
    assert "Verification: Not verified yet." in found["Word"]
    for paper in (PaperKind.BOARD, PaperKind.SLIDES):
        assert "Reported by the owner" in found[paper.value]
    for name, text in found.items():
        assert "waiting for impact" not in text, name
        assert "we can show that children are better off" not in text, name


ALLOWED = {  # the only modules that may put an action's own progress or impact into words
    "domain/plan/action_words.py": "where an action stands is said",
    "domain/plan/versions.py": "what the owner reported when a version was issued, and labelled so",
    "pages/plan/action.py": "each update as its author gave it, under its day",
}


def test_nobody_else_puts_progress_or_impact_into_words():
    found = {
        path.relative_to(AUDIT).as_posix()
        for path in AUDIT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "label"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ("progress", "impact")
    }
    assert found == set(ALLOWED)


def test_nobody_else_says_when_an_action_was_first_due():
    wrong = re.compile(r"first due|first set for|first planned for|moved from|was due on", re.IGNORECASE)
    found = {
        path.relative_to(AUDIT).as_posix()
        for path in AUDIT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr) and any(wrong.search(str(getattr(one, "value", ""))) for one in node.values)
    }
    assert found == {
        "domain/plan/action_words.py",
        "documents/plan/table.py",
    }  # the plan's column of dates has two lines
