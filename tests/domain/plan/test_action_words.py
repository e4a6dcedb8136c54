"""Where an action stands on a day: hand-worked cases, and what holds for every action on every day.

The day is 30 November 2026. Each row was worked out by hand from the updates and looks beside it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Group, Impact, Progress, Status, Update, Verification, Verified
from audit.domain.readiness.bands import Band, Piece, PieceKind, band_of
from audit.domain.readiness.evidence import Way

TODAY = date(2026, 11, 30)
SAID = datetime(2026, 11, 1, 9, tzinfo=UTC)
APRIL, NOVEMBER, TOMORROW, DECEMBER = date(2026, 4, 30), date(2026, 11, 29), date(2026, 12, 1), date(2026, 12, 18)
FAR = date(2027, 6, 1)
NEW, ON, RISK, DONE, STOP = (Progress.NOT_STARTED, Progress.ON_TRACK, Progress.AT_RISK, Progress.DONE, Progress.STOPPED)
UNKNOWN, NONE, PART, FULL = Impact.NOT_KNOWN, Impact.NONE_FOUND, Impact.PARTLY, Impact.SHOWN
MOVED = "late: first due 30 Apr 2026, moved to 18 Dec 2026"
HOLDS, FAILS = (True,), (False,)


def an_action(
    due: date,
    progress: Progress = NEW,
    impact: Impact = UNKNOWN,
    *,
    moved: date | None = None,
    looks: tuple[bool, ...] = (),
    ref: str = "A1",
) -> Action:
    update = Update(
        on=SAID.date(),
        by="Head",
        progress=progress,
        text="So.",
        impact=impact,
        evidence_of_impact="Records.",
        new_due=moved,
        said_at_utc=SAID,
    )
    seen = (
        Verification(on=date(2026, 11, 10), by="Chair", holds=holds, what_was_seen="Seen.", at_utc=SAID + timedelta(9))
        for holds in looks
    )
    return Action(
        ref=ref,
        finding="F1",
        text="Ask every child.",
        success_measure="Asked.",
        lead_agency="CSC",
        owner="Head",
        due=due,
        updates=(update,),
        verifications=tuple(seen),
    )


@pytest.mark.parametrize(
    ("action", "said", "due", "colour", "group"),
    [
        # late, with and without a moved date: what the owner says of the work never hides it
        (an_action(APRIL, ON, moved=DECEMBER), MOVED, MOVED, Status.RED, Group.LATE),
        (an_action(APRIL, NEW, moved=DECEMBER), MOVED, MOVED, Status.RED, Group.LATE),
        (an_action(APRIL, RISK, moved=DECEMBER), MOVED, MOVED, Status.RED, Group.LATE),
        (an_action(APRIL, ON, FULL, moved=DECEMBER, looks=HOLDS), MOVED, MOVED, Status.RED, Group.LATE),
        (an_action(NOVEMBER, ON), "late: was due 29 Nov 2026", "late: was due 29 Nov 2026", Status.RED, Group.LATE),
        # on the day itself nothing is late yet
        (an_action(TODAY, ON), "on track", "due 30 Nov 2026", Status.GREEN, Group.SOON),
        # moved before the first date came: not late, and both dates are shown
        (
            an_action(TOMORROW, ON, moved=DECEMBER),
            "on track",
            "first due 1 Dec 2026, moved to 18 Dec 2026",
            Status.GREEN,
            Group.SOON,
        ),
        (an_action(DECEMBER, RISK), "at risk", "due 18 Dec 2026", Status.AMBER, Group.SOON),
        (an_action(DECEMBER, NEW), "not started", "due 18 Dec 2026", Status.GREEN, Group.SOON),
        (an_action(FAR, ON), "on track", "due 1 Jun 2027", Status.GREEN, Group.ON_TIME),
        # stopped: red, and never late
        (an_action(APRIL, STOP), "stopped", "was due 30 Apr 2026", Status.RED, Group.STOPPED),
        (
            an_action(APRIL, STOP, moved=DECEMBER),
            "stopped",
            "first due 30 Apr 2026, moved to 18 Dec 2026",
            Status.RED,
            Group.STOPPED,
        ),
        # done: what is known of the impact, and who says so
        (an_action(APRIL, DONE), "done, impact not yet shown", "was due 30 Apr 2026", Status.GREEN, Group.DONE),
        (
            an_action(APRIL, DONE, NONE),
            "done, impact looked for and none found",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
        (
            an_action(APRIL, DONE, PART),
            "done, owner reports part of the impact, not verified yet",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
        (
            an_action(APRIL, DONE, PART, looks=HOLDS),
            "done, impact partly shown and verified",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
        (
            an_action(APRIL, DONE, FULL),
            "done, owner reports impact, not verified yet",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
        (
            an_action(APRIL, DONE, FULL, looks=FAILS),
            "done, owner reports impact, checked and not confirmed",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
        (
            an_action(APRIL, DONE, FULL, looks=(False, True)),
            "impact shown and verified",
            "was due 30 Apr 2026",
            Status.BLUE,
            Group.DIFFERENCE,
        ),
        (
            an_action(APRIL, DONE, looks=FAILS),
            "reported done, checked and not confirmed",
            "was due 30 Apr 2026",
            Status.GREEN,
            Group.DONE,
        ),
    ],
)
def test_where_an_action_stands(action: Action, said: str, due: str, colour: Status, group: Group):
    assert action_words.status(action, TODAY) == said
    assert action_words.due(action, TODAY) == due
    assert (action.status(TODAY), action.group(TODAY)) == (colour, group)
    assert action_words.standing(action, TODAY) == f"{colour.value.capitalize()}: {said}"


@pytest.mark.parametrize(
    ("action", "known", "looked"),
    [
        (an_action(APRIL, ON), "Not yet known", ""),
        (an_action(APRIL, DONE), "Not yet known", "Not verified yet"),
        (an_action(APRIL, DONE, NONE), "Looked for, none found", "Not verified yet"),
        (an_action(APRIL, DONE, NONE, looks=HOLDS), "Looked for, none found", "Verified on 10 Nov 2026"),
        (an_action(APRIL, DONE, PART), "Reported by the owner in part, not verified yet", "Not verified yet"),
        (an_action(APRIL, DONE, PART, looks=HOLDS), "Partly shown and verified", "Verified on 10 Nov 2026"),
        (an_action(APRIL, DONE, FULL), "Reported by the owner, not verified yet", "Not verified yet"),
        (
            an_action(APRIL, DONE, FULL, looks=FAILS),
            "Reported by the owner, checked and not confirmed",
            "Checked on 10 Nov 2026, not confirmed",
        ),
        (an_action(APRIL, ON, FULL, looks=HOLDS), "Shown and verified", "Verified on 10 Nov 2026"),
    ],
)
def test_what_is_known_of_the_difference_and_who_looked(action: Action, known: str, looked: str):
    assert (action_words.difference(action), action_words.verification(action)) == (known, looked)


NOT_YET = "Impact on children has not been fully shown and verified for any action yet."


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([an_action(APRIL, ON)], NOT_YET),
        ([an_action(APRIL, DONE, PART, looks=HOLDS)], NOT_YET),
        ([an_action(APRIL, DONE, FULL, looks=HOLDS)], "For one action we can show that children are better off."),
        (
            [an_action(APRIL, DONE, FULL)],
            f"{NOT_YET} For one action, the owner reports that children are better off; that is not verified.",
        ),
        (
            [an_action(APRIL, DONE, FULL, looks=HOLDS)] * 2 + [an_action(APRIL, DONE, FULL, looks=FAILS)] * 3,
            "For 2 actions we can show that children are better off. For 3 more, their owners report that children are "
            "better off; that is not verified.",
        ),
    ],
)
def test_better_off_counts_what_was_verified_and_tells_the_rest_as_reports(actions: list[Action], said: str):
    assert action_words.differences(actions) == said


STRONG, WEAK, NEITHER = Way.STRENGTH, Way.WEAKNESS, Way.NEITHER
AUDIT, VOICE, DOC, DATA, STAFF = (
    PieceKind.RECORD_AUDIT,
    PieceKind.CONVERSATION,
    PieceKind.DOCUMENT,
    PieceKind.DATA,
    PieceKind.STAFF,
)


@pytest.mark.parametrize(
    ("pieces", "band"),
    [
        ([], Band.NONE),
        ([(AUDIT, STRONG)], Band.THIN),
        # three of three show strength, and the record audit is one of them
        ([(AUDIT, STRONG), (DOC, STRONG), (DATA, STRONG)], Band.STRONG),
        ([(VOICE, STRONG), (DOC, STRONG), (DATA, STRONG)], Band.STRONG),
        # two of three show strength, but the record audit itself does not
        ([(AUDIT, NEITHER), (DOC, STRONG), (DATA, STRONG)], Band.SOME),
        ([(VOICE, NEITHER), (DOC, STRONG), (DATA, STRONG)], Band.SOME),
        ([(AUDIT, WEAK), (DOC, STRONG), (DATA, STRONG), (STAFF, STRONG)], Band.SOME),
        # the child's voice shows strength where the record audit does not
        ([(AUDIT, NEITHER), (VOICE, STRONG), (DOC, STRONG)], Band.STRONG),
        # neither a record audit nor a child's voice at all
        ([(DOC, STRONG), (DATA, STRONG), (STAFF, STRONG)], Band.SOME),
        # one record audit says so and another does not
        ([(AUDIT, NEITHER), (AUDIT, STRONG), (DOC, STRONG)], Band.STRONG),
        # a third on each side conflicts, whatever the audit says
        ([(AUDIT, STRONG), (DOC, WEAK), (DATA, NEITHER)], Band.CONFLICTING),
    ],
)
def test_strong_needs_its_record_audit_or_childs_voice_to_show_strength(
    pieces: list[tuple[PieceKind, Way]], band: Band
):
    held = [Piece(kind=kind, way=way, dated=TODAY, stale=False) for kind, way in pieces]
    assert band_of(held) is band


def test_a_stale_record_audit_does_not_make_anything_strong():
    held = [Piece(kind=kind, way=STRONG, dated=TODAY, stale=kind is AUDIT) for kind in (AUDIT, DOC, DATA, STAFF)]
    assert band_of(held) is Band.SOME


some_actions = some.builds(
    lambda due, progress, impact, moved, looks: an_action(due, progress, impact, moved=moved, looks=tuple(looks)),
    some.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400)),
    some.sampled_from(Progress),
    some.sampled_from(Impact),
    some.none() | some.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=400)),
    some.lists(some.booleans(), max_size=2),
)


@given(some_actions)
def test_a_late_action_is_never_said_to_be_in_time(action: Action):
    said = f"{action_words.work(action, TODAY)} {action_words.standing(action, TODAY)}".lower()
    late = action.is_late(TODAY)
    assert late == ("late: " in said) == (action.group(TODAY) is Group.LATE)
    assert not (late and ("on track" in said or "at risk" in said))


@given(some_actions)
def test_a_moved_date_never_hides_the_first_one(action: Action):
    said = action_words.due(action, TODAY)
    assert f"{action.due.day} {action.due:%b %Y}" in said
    assert f"{action.due_now.day} {action.due_now:%b %Y}" in said


@given(some_actions)
def test_what_nobody_verified_is_told_as_a_report(action: Action):
    claims = action.impact in (Impact.PARTLY, Impact.SHOWN)
    if claims and action.verified is not Verified.HOLDS:
        assert action_words.difference(action).startswith("Reported by the owner")
        assert not action.makes_a_difference
    assert (action.status(TODAY) is Status.BLUE) <= (action_words.status(action, TODAY) == "impact shown and verified")


def test_the_most_overdue_comes_first_by_its_first_date():
    moved, other = an_action(APRIL, moved=FAR, ref="A2"), an_action(NOVEMBER, ref="A1")
    assert sorted([other, moved], key=lambda one: one.pressing_from(TODAY)) == [moved, other]
    assert replace(moved, due=DECEMBER).pressing_from(TODAY) == FAR
