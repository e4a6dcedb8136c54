"""Who took part, read back out of the sentences: rounds in every partial state, and each figure found again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.findings.finding import FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Agency
from audit.domain.plan.closing import before_moving_on, left_at, notice
from audit.domain.rounds.audit_round import AFTER_WORKSHOP, STAGES, Dates, Round, Stage, WorkshopHeld
from audit.domain.rounds.cases import Involvement
from audit.domain.workshop import participation_words as words
from audit.domain.workshop.moderation import Outcome
from audit.domain.workshop.participation import JudgementRecorded, Participation, Submission, participation
from audit.errors import AuditError
from tests.builders import a_case, a_finding, a_judgement, a_round, an_agency, who_took_part
from tests.documents.builders import a_paper

TODAY = date(2026, 12, 3)
_START = datetime(2026, 11, 2, 10, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Played:
    """A round as it was played, counted here from what was played and not by the code under test."""

    audit_round: Round
    found: Participation
    asked: frozenset[tuple[str, str]]
    submitted: tuple[Submission, ...]
    judged: frozenset[str]
    begun: frozenset[str]


@st.composite
def rounds(draw: st.DrawFn) -> Played:
    """Return a round in any state: cases withdrawn, agencies not asked, forms missing, by one hand, judged in part."""
    agencies: list[Agency] = [an_agency(f"AG{number}") for number in range(draw(st.integers(0, 6)))]
    cases = []
    for number in range(draw(st.integers(0, 6))):
        revealed = draw(st.one_of(st.none(), st.integers(0, 20)))
        case = a_case(f"C{number}", withdrawn=draw(st.sampled_from([None, None, None, "Moved"])))
        cases.append(replace(case, revealed_at_utc=None if revealed is None else _START + timedelta(days=revealed)))
    stage = draw(st.sampled_from(STAGES))
    pairs = [(case.ref, agency.ref) for case in cases for agency in agencies]
    involvement = {pair: draw(st.sampled_from([Involvement.INVOLVED] * 3 + list(Involvement))) for pair in pairs}
    held = draw(
        st.one_of(
            st.none(), st.builds(WorkshopHeld, days=st.just((date(2026, 11, 18),)), typed_in_afterwards=st.booleans())
        )
    )
    planned = draw(st.sampled_from([None, date(2026, 11, 18), date(2027, 1, 6)]))
    audit_round = replace(
        a_round(cases=cases, agencies=agencies, stage=stage),
        involvement=involvement,
        dates=Dates(workshop=planned),
        workshop_held=held,
    )
    keys = [asked.key for asked in audit_round.statements()]
    submitted = [
        Submission(
            case=case,
            agency=agency,
            entered_by=frozenset({draw(st.integers(1, 2))}),
            blind=draw(st.booleans()),
            on_behalf=draw(st.booleans()),
            after_reveal=draw(st.booleans()),
        )
        for case, agency in pairs
        if involvement[(case, agency)] is Involvement.INVOLVED and draw(st.booleans())
    ]
    judgements = []
    for case in cases:
        reached: list[list[Key | None]] = [[], [*keys[:3]], [*keys], [*keys, None]]
        done = draw(st.sampled_from(reached))
        outcome = draw(st.sampled_from(Outcome))
        judgements += [JudgementRecorded(case=case.ref, statement=key, outcome=outcome) for key in done]
    active = {case.ref for case in cases if case.withdrawn is None}
    by_case = {ref: {one.statement for one in judgements if one.case == ref} for ref in active}
    return Played(
        audit_round=audit_round,
        found=participation(audit_round, submitted, judgements),
        asked=frozenset(pair for pair in pairs if involvement[pair] is Involvement.INVOLVED and pair[0] in active),
        submitted=tuple(one for one in submitted if one.case in active),
        judged=frozenset(ref for ref in active if len(by_case[ref] - {None}) == len(keys)),
        begun=frozenset(ref for ref in active if by_case[ref]),
    )


def matched(match: re.Match[str] | None) -> re.Match[str]:
    """Return where a sentence says what it has to."""
    assert match is not None
    return match


def figure(said: str, of: int) -> int:
    """Return the number that a word or figure at the beginning of a sentence, or inside one, stands for."""
    fixed = {"no": 0, "none": 0, "one": 1, "the one": 1, "both": 2}
    found = fixed.get(said.lower().strip())
    return of if said.lower().startswith("all") else int(said) if found is None else found


@given(rounds())
def test_who_submitted_and_about_how_many_is_read_back(played: Played):
    said = words.who(played.found)
    active = played.audit_round.active_cases()
    agencies = {agency for _, agency in played.asked}
    gave, about = {one.agency for one in played.submitted}, {one.case for one in played.submitted}
    if not active:
        assert said == words.NO_CHILDREN
    elif not agencies:
        assert said.startswith("No agency")
    elif not gave:
        assert said.startswith("No agency")
        assert figure(matched(re.search(r"\. (One|\d+) agenc(?:y was|ies were) asked", said))[1], 0) == len(agencies)
    elif len(played.submitted) == len(played.asked):
        every = matched(re.match(r"(The one|Both|All \d+) agenc(?:y asked|ies) submitted every audit asked for", said))
        assert figure(every[1], len(agencies)) == len(agencies)
        assert every[1] in ("The one", "Both") or every[1] == f"All {len(agencies)}"
    else:
        assert "every" not in said
        assert "All" not in said
        some = matched(re.match(r"(?:(None|One|\d+) of the (\d+) agencies|(The one) agency)", said))
        assert figure(some[1] or some[3], 0) == len(gave)
        assert int(some[2] or 1) == len(agencies)
        audits = matched(re.search(r"(\d+) of (\d+) audits", said))
        assert (int(audits[1]), int(audits[2])) == (len(played.submitted), len(played.asked))
    if gave:
        told_about = re.search(r"about (the one child|both children|all \d+ children|(?:no|one|\d+) of the \d+)", said)
        children = matched(told_about)[1]
        whole = len(active)
        part = whole if "child" in children else figure(children.split(" of ")[0], 0)
        assert part == len(about)
        assert all(int(one) in (part, whole) for one in re.findall(r"\d+", children))


@given(rounds())
def test_what_was_not_blind_or_late_is_read_back(played: Played):
    said, count = words.how(played.submitted), len(played.submitted)
    seen = sum(not one.blind for one in played.submitted)
    assert ("audits are blind" in said) == (
        count > 1 and not seen and not any(o.after_reveal for o in played.submitted)
    )
    if 0 < seen < count:
        some = matched(re.search(r"(One|\d+) of the (\d+) audits (?:is|are) not blind", said))
        assert (figure(some[1], 0), int(some[2])) == (seen, count)
    elif seen:
        assert "None of these audits is blind" in said or "The audit is not blind" in said
    if "one person entered" in said:
        assert len(frozenset.intersection(*(one.entered_by for one in played.submitted))) > 0
    for name, verb in (
        ("on_behalf", "entered on the agency’s behalf"),
        ("after_reveal", "submitted or corrected after"),
    ):
        part = sum(getattr(one, name) for one in played.submitted)
        assert (verb in said) == (part > 0)
        if 0 < part < count:
            some = matched(re.search(rf"(One|\d+) of the (\d+) audits (?:was|were) {verb}", said))
            assert (figure(some[1], 0), int(some[2])) == (part, count)


@given(rounds())
def test_how_far_the_judging_came_is_read_back(played: Played):
    said, whole = words.judged(played.found), len(played.audit_round.active_cases())
    done, part = len(played.judged), len(played.begun - played.judged)
    if not whole:
        assert said == ""
        return
    first = matched(
        re.match(
            r"(?:(No child|The one child|Both children|All \d+ children)|(One|\d+) of the (\d+) children) ha(?:s|ve)",
            said,
        )
    )
    if first[2]:
        assert (figure(first[2], 0), int(first[3])) == (done, whole)
        assert done < whole
    else:
        assert done == (0 if first[1] == "No child" else whole)
        assert re.findall(r"\d+", first[1]) in ([], [str(whole)])
    more = re.search(r"(?:and|;) (one|\d+)(?: more)? ha(?:s|ve) been judged in part", said)
    assert (figure(more[1], 0) if more else 0) == part
    assert ("so far" in said or "yet" in said) <= (played.audit_round.stage in (*STAGES[:3], Stage.FINDINGS))
    short = words.children_judged(played.found)
    assert ("judged" in short) == (done < whole)
    assert [int(one) for one in re.findall(r"\d+", short.replace("one", "1").replace("none", "0"))][-1] == whole


@given(rounds())
def test_a_planned_day_is_never_told_as_the_day_of_the_workshop(played: Played):
    said = words.workshop(played.found, TODAY)
    assert ("Held on" in said) == (played.audit_round.workshop_held is not None)
    if played.audit_round.workshop_held is None and played.found.revealed_on:
        assert "not confirmed" in said
        assert all(f"{day.day} {day:%b} {day.year}" in said for day in played.found.revealed_on)
    elif played.audit_round.workshop_held is None and played.audit_round.dates.workshop:
        assert said.startswith(("Planned for", "Was planned for"))


@given(rounds())
def test_no_stage_is_called_done_because_the_round_moved_on(played: Played):
    left = left_at(played.audit_round, played.found, None)
    at = STAGES.index(played.audit_round.stage)
    wanted = {
        Stage.RATING: len(played.submitted) < len(played.asked) or not played.submitted,
        Stage.WORKSHOP: len(played.judged) < len(played.audit_round.active_cases()),
        Stage.BOARD: True,
    }
    for stage, is_left in wanted.items():
        assert (stage in left) >= (is_left and STAGES.index(stage) < at)
    so_far = words.submitted_so_far(played.found)
    assert ("Every agency asked" in so_far) == (bool(played.asked) and len(played.submitted) == len(played.asked))


@given(rounds())
def test_a_paper_of_an_unfinished_round_says_so(played: Played):
    plan = a_paper(audit_round=played.audit_round).plan
    whole = len(played.judged) == len(played.audit_round.active_cases()) > 0
    over = played.audit_round.stage in AFTER_WORKSHOP
    said = notice(played.audit_round, played.found, plan)
    if not whole or not over:
        assert said.startswith("This round is not finished.")
    if not whole and played.audit_round.active_cases():
        assert words.judged(played.found) in said


@given(rounds())
def test_the_wall_says_who_is_ready_and_who_entered_for_two(played: Played):
    for case in played.audit_round.active_cases():
        mine = [one for one in played.submitted if one.case == case.ref]
        asked = [pair for pair in played.asked if pair[0] == case.ref]
        said = words.ready(played.found, case.ref)
        assert said.startswith(("All", "Both", "The one agency asked has")) == (len(mine) == len(asked) > 0)
        assert ("blind" in words.hidden(played.found, case.ref)) == any(not one.blind for one in mine)


def test_a_workshops_days_are_in_the_past_and_at_least_one():
    with pytest.raises(AuditError, match="at least one"):
        WorkshopHeld(days=()).must_be_sound(TODAY)
    with pytest.raises(AuditError, match="day to come"):
        WorkshopHeld(days=(date(2026, 12, 4),)).must_be_sound(TODAY)


def test_a_reveal_on_a_day_that_nobody_confirmed_is_asked_about_once_more():
    audit_round = a_round()
    assert words.days_to_confirm(audit_round) == (TODAY,)
    confirmed = replace(audit_round, workshop_held=WorkshopHeld(days=(TODAY,)))
    assert words.days_to_confirm(confirmed) == ()
    held = WorkshopHeld(days=(date(2026, 11, 18),))
    other = replace(audit_round, workshop_held=held)
    assert words.days_to_confirm(other) == (TODAY,)
    afterwards = replace(other, workshop_held=replace(held, typed_in_afterwards=True))
    assert words.days_to_confirm(afterwards) == ()


def test_closing_tells_everything_that_is_unfinished():
    audit_round = a_round(stage=Stage.BOARD)
    found = who_took_part(audit_round, judgements=[a_judgement("Child A")])
    plan = a_paper(audit_round=audit_round, findings=[a_finding(kind=FindingKind.NEEDS_TO_IMPROVE)], actions=[]).plan
    said = " ".join(before_moving_on(audit_round, found, replace(plan, no_actions=())))
    for words_of_it in ("No child has been judged on every statement", "no decision", "board has not seen", "re-audit"):
        assert words_of_it in said


def test_an_agency_that_knows_none_of_the_children_is_told_apart():
    audit_round = replace(a_round(), involvement={(f"Child {x}", "CAMHS"): Involvement.NO_INVOLVEMENT for x in "ABC"})
    said = words.who(who_took_part(audit_round))
    assert said == (
        "The one agency asked submitted every audit asked for, about all 3 children. "
        "One other agency found no involvement with any of these children."
    )
