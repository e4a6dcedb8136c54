"""Participation in words: every sentence that says who looked, at how many children, how, when, and how far it came.

In: a round's participation, and the day.
Out: plain sentences, true in every state of a round; figures from 2 up, and "one".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.domain.english import agree, capital, counted, days, listed, number, part_of, short_day
from audit.domain.rounds.audit_round import Round, Stage, WorkshopHeld
from audit.domain.rounds.cases import SpokenTo
from audit.domain.workshop.participation import Participation, Submission, reveal_days

NO_CHILDREN = "There are no children in this round."
_JUDGING = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS)  # a judgement can still be recorded


def looked(participation: Participation) -> str:
    """Return who submitted about how many children, how that came in, and how far the judging has come."""
    withdrawn = "Children withdrawn from the round are not counted." if participation.any_withdrawn else ""
    return " ".join(
        sentence
        for sentence in (who(participation), how(participation.submissions), judged(participation), withdrawn)
        if sentence
    )


def who(participation: Participation) -> str:
    """Return how many agencies submitted, of those asked, and about how many children."""
    children, agencies = len(participation.cases), len(participation.agencies)
    if not children:
        return NO_CHILDREN
    if not agencies:
        return (
            f"No agency {'was' if participation.over else 'has been'} asked about "
            f"{_the(children)}.{_unknown(participation)}"
        )
    if not participation.submissions:
        none = "submitted an audit" if participation.over else "has submitted an audit yet"
        clause = f"{capital(counted(agencies, 'agency', 'agencies'))} {agree(agencies, 'was', 'were')} asked"
        return f"No agency {none}. {clause} about {_the(children)}.{_unknown(participation)}"
    about = f"about {_of(participation.children_audited, children)}"
    if not participation.awaited:
        every = {1: "The one agency asked", 2: "Both agencies"}.get(agencies, f"All {agencies} agencies")
        return f"{every} submitted every audit asked for, {about}.{_unknown(participation)}"
    received = len(participation.submissions)
    return (
        f"{_part(len(participation.submitted), agencies, 'agencies')} submitted audits, {about}: "
        f"{received} of {received + len(participation.awaited)} audits {agree(received, 'was', 'were')} submitted"
        f"{'' if participation.over else ' so far'}.{_unknown(participation)}"
    )


def how(submissions: Sequence[Submission]) -> str:
    """Return whether audits are blind, and which came in late or by another's hand; empty where there are none."""
    if not submissions:
        return ""
    count = len(submissions)
    behalf, late = (
        sum(getattr(submission, name) for submission in submissions) for name in ("on_behalf", "after_reveal")
    )
    seen = [submission for submission in submissions if not submission.blind]
    several = len({submission.agency for submission in submissions}) > 1  # one agency has nobody to be blind to
    sentences = [_not_blind(seen, count)] if seen else [_blind(late)] if several else []
    if behalf:
        sentences.append(f"{_some(behalf, count)} entered on the agency’s behalf.")
    if late:
        sentences.append(f"{_some(late, count)} submitted or corrected after the grades were revealed.")
    return " ".join(sentences)


def judged(participation: Participation) -> str:
    """Return how many children have been judged on every statement; empty where the round has none."""
    children, done, part = len(participation.cases), len(participation.judged), len(participation.part_judged)
    if not children:
        return ""
    still = participation.stage in _JUDGING
    if not done and not part:
        return "No child has been judged yet." if still else "No child has been judged."
    if not done:
        first = f"No child has been judged on every statement{' so far' if still else ''}"
        first += f"; {counted(part, 'has', 'have')} been judged in part."
    elif done == children:
        every = {1: "The one child has", 2: "Both children have"}.get(children, f"All {children} children have")
        first = f"{every} been judged on every statement."
    else:
        first = f"{_part(done, children, 'children')} {agree(done, 'has', 'have')} been judged on every statement"
        first += " so far" if still else ""
        first += f", and {number(part)} more {agree(part, 'has', 'have')} been judged in part." if part else "."
    if without := len(participation.without_overall):
        first += f" {capital(counted(without, 'child', 'children'))} judged on every statement still "
        first += f"{agree(without, 'has', 'have')} no overall judgement."
    return f"{first} Some judgements say that the agencies did not agree." if participation.not_agreed else first


def for_children(participation: Participation) -> str:
    """Return what was done, for children and young people to read."""
    done, still = participation.judged or participation.part_judged, participation.stage in _JUDGING
    not_said = "We have not said yet how good the help was." if still else "We did not say how good the help was."
    if not participation.submissions:
        sentences = ["We said how good the help was for some children and young people." if done else not_said]
    else:
        sentences = ["We read what was written down about some children and young people."]
        if any(case.child_spoken_to is SpokenTo.YES for case in participation.cases):
            sentences.append("We also asked some children and young people.")
        sentences.append("Then we said how good the help was." if done else not_said)
    if done and not participation.whole:
        sentences.append(
            "We have not finished, so this may change." if still else "We did not get as far as every child."
        )
    return " ".join(sentences)


def children_judged(participation: Participation) -> str:
    """Return the children behind what was judged, for a source line: "4 children", "one of 4 children judged"."""
    children = len(participation.cases)
    if participation.whole or not children:
        return counted(children, "child", "children")
    return (
        f"{number(len(participation.judged)) if participation.judged else 'none'} of "
        f"{counted(children, 'child', 'children')} judged"
    )


def children_in_round(audit_round: Round) -> str:
    """Return how many children a round has, for the source line of what is not a judgement."""
    return f"a round of {counted(len(audit_round.active_cases()), 'child', 'children')}"


def workshop(participation: Participation, today: date) -> str:
    """Return when the workshop was held, as far as that is known; a planned day is never told as one held."""
    if participation.held is not None:
        return held(participation.held)
    if participation.revealed_on:
        return f"Grades revealed on {days(participation.revealed_on)}; the workshop’s day is not confirmed yet"
    if participation.planned is None:
        return "No date set yet"
    planned = f"{'Planned' if participation.planned >= today else 'Was planned'} for {short_day(participation.planned)}"
    return planned if participation.planned >= today else f"{planned}; no grades revealed"


def held(workshop_held: WorkshopHeld) -> str:
    """Return the days of a workshop as they were confirmed, and whether its judgements were typed in afterwards."""
    afterwards = "; judgements typed in afterwards" if workshop_held.typed_in_afterwards else ""
    return f"Held on {days(workshop_held.days)}{afterwards}"


def looks_again(planned: date | None, looked_again_in: str, today: date) -> str:
    """Return when a round is looked at again, or which round does; a planned day is never told as one kept."""
    if looked_again_in:
        return f"The re-audit is {looked_again_in}."
    if planned is None:
        return "No date is set yet for the re-audit."
    if planned < today:
        return f"A re-audit was planned for {short_day(planned)}. None has been opened."
    return f"A re-audit is planned for {short_day(planned)}, to check whether practice has changed."


def met(audit_round: Round) -> str:
    """Return when the agencies met, as a sentence; empty while nobody has confirmed it."""
    workshop_held = audit_round.workshop_held
    return f"The workshop was held on {days(workshop_held.days)}." if workshop_held is not None else ""


def about_case(participation: Participation, case: str) -> str:
    """Return which agencies audited one child, for those who work with the child."""
    count = len({submission.agency for submission in participation.about(case)})
    if not count:
        return "No agency submitted an audit about this child."
    return (
        f"{capital(counted(count, 'agency', 'agencies'))} audited {agree(count, 'its', 'their')} records of this child."
    )


def hidden(participation: Participation, case: str) -> str:
    """Return what stands on the wall before a case is revealed: that its grades are hidden, and which are not blind."""
    submissions = participation.about(case)
    seen = [submission for submission in submissions if not submission.blind]
    first = "Grades stay hidden here until the case is revealed."
    if participation.over:
        first = "This case was not revealed in the workshop, so its grades stay hidden."
    return f"{first}{' ' + _not_blind(seen, len(submissions)) if seen else ''}"


def ready(participation: Participation, case: str) -> str:
    """Return how many of the agencies asked about a case have submitted, and whose form did not come with the file."""
    expected = sum(ref == case for ref, _ in participation.expected)
    received = len({submission.agency for submission in participation.about(case)})
    absent = [agency.short_name for ref, agency in participation.left_out if ref == case]
    if absent:
        first = f"{_ready(received, expected)}. " if expected else ""
        return f"{first}Left out of the file that brought the round here: {listed(absent)}"
    return _ready(received, expected)


def _ready(received: int, expected: int) -> str:
    if not expected:
        return "No agency is asked about this case"
    if received == expected:
        return {1: "The one agency asked has submitted", 2: "Both agencies have submitted"}.get(
            expected, f"All {expected} agencies have submitted"
        )
    verb = "has" if received <= 1 else "have"
    return f"{_part(received, expected, 'agencies')} {verb} submitted"


def submitted_so_far(participation: Participation) -> str:
    """Return which agencies have submitted everything, and which have not, by name."""
    absent = {agency.short_name: None for _, agency in participation.left_out}
    if absent:
        progress = f" {_submission_progress(participation)}" if participation.agencies else ""
        return f"Forms of {listed(list(absent))} were left out of the file that brought the round here.{progress}"
    return _submission_progress(participation)


def _submission_progress(participation: Participation) -> str:
    waiting, agencies = participation.not_submitted, len(participation.agencies)
    if not agencies:
        return "No agency is asked about a case yet."
    names = listed([agency.short_name for agency in waiting]) if waiting else ""
    if len(waiting) == agencies:
        return f"No agency has submitted all its cases. Still to submit: {names}."
    if not waiting:
        return "Every agency asked has submitted all its cases."
    done = agencies - len(waiting)
    verb = agree(done, "has submitted all its", "have submitted all their")
    return f"{_part(done, agencies, 'agencies')} {verb} cases. Still to submit: {names}."


def days_to_confirm(audit_round: Round) -> tuple[date, ...]:
    """Return the reveals' days that nobody has confirmed as days of the workshop; none where it was typed in later."""
    workshop_held, cases = audit_round.workshop_held, audit_round.active_cases()
    if workshop_held is not None and workshop_held.typed_in_afterwards:
        return ()
    return tuple(day for day in reveal_days(cases) if workshop_held is None or day not in workshop_held.days)


def _blind(late: int) -> str:
    """Return that nobody wrote for two agencies; not that all were blind, where grades were open to some."""
    ending = "one was entered by someone who also entered for another agency."
    return f"N{ending}" if late else f"The audits are blind: n{ending}"


def _not_blind(seen: Sequence[Submission], count: int) -> str:
    hands = frozenset.intersection(*(submission.entered_by for submission in seen))
    if len(seen) == count > 1 and hands:
        return "None of these audits is blind: one person entered answers in all of them."
    if len(seen) == count:
        first = "None of these audits is" if count > 1 else "The audit is not"
    else:
        first = f"{capital(number(len(seen)))} of the {count} audits {agree(len(seen), 'is', 'are')} not"
    return f"{first} blind: someone who entered {agree(len(seen), 'it', 'them')} entered for another agency too."


def _some(part: int, count: int) -> str:
    if part == count:
        return agree(count, "The audit was", "All of these audits were")
    return f"{capital(number(part))} of the {count} audits {agree(part, 'was', 'were')}"


def _unknown(participation: Participation) -> str:
    count = len(participation.unknown_to)
    if not count:
        return ""
    return (
        f" {capital(counted(count, 'other agency', 'other agencies'))} found no involvement with any of these children."
    )


def _part(part: int, whole: int, noun: str) -> str:
    """Return a part of a whole to begin a sentence with: "One of the 4 children", "None of the 5 agencies"."""
    if whole == 1:
        singular = {"agencies": "agency", "children": "child"}[noun]
        return f"The one {singular}" if part else f"No {singular}"
    none = "Neither" if whole == 2 else "None"
    return f"{none if not part else capital(number(part))} of the {whole} {noun}"


def _of(part: int, whole: int) -> str:
    if part == whole:
        return f"{part_of(part, whole)} {agree(whole, 'child', 'children')}"
    return f"{number(part)} of the {whole} children"


def _the(children: int) -> str:
    return agree(children, "the one child", f"the {children} children")
