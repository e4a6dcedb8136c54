"""The workshop's story: cases revealed, judgements agreed; and the concerns that did not wait for it.

In: what the group agreed about each case.
Out: the judgements, with their reasons and dissents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from audit.domain.frameworks.framework import Key
from audit.domain.rounds.audit_round import WorkshopHeld
from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.moderation import Dissent, Judgement, Outcome
from audit.domain.workshop.participation import reveal_days
from audit.library.stories.partnership import AgreedStory, CaseStory, RoundStory
from audit.seeding.stage import WORDS, Cast, statement
from audit.services.rounds import setup
from audit.services.workshop import moderation
from audit.store.queries import rounds
from audit.store.work import Db


def agree(db: Db, cast: Cast, round_ref: str, cases: Sequence[CaseStory]) -> None:
    """Reveal the cases that the group has talked about, and record what it agreed."""
    for case in cases:
        if case.agreed_at is None:
            continue
        now = case.agreed_at
        moderation.reveal(db, by=cast.facilitator, round_ref=round_ref, case_ref=case.ref, now=now)
        _confirm(db, cast, round_ref, now)
        for number, (ref, story) in enumerate(case.agreed.items(), start=1):
            _record(db, cast, round_ref, case.ref, ref, story, now + timedelta(minutes=4 * number))


def raise_concerns(db: Db, cast: Cast, story: RoundStory) -> None:
    """Note the immediate concerns of a round."""
    for concern_story in story.concerns:
        concern = Concern(
            case=concern_story.case,
            told_at_utc=concern_story.told_at,
            agency_told=concern_story.agency_told,
            role_told=concern_story.role_told,
            line=concern_story.line.strip(),
        )
        setup.tell(
            db, by=cast.people[concern_story.by], round_ref=story.ref, concern=concern, now=concern_story.noted_at
        )


def _confirm(db: Db, cast: Cast, round_ref: str, now: datetime) -> None:
    audit_round = rounds.by_ref(db, round_ref)
    held = WorkshopHeld(days=reveal_days(audit_round.active_cases()))
    if held != audit_round.workshop_held:
        moderation.confirm_workshop(
            db, by=cast.facilitator, round_ref=round_ref, held=held, seen=audit_round.workshop_held, now=now
        )


def _record(db: Db, cast: Cast, round_ref: str, case_ref: str, ref: str, story: AgreedStory, now: datetime) -> None:
    key = None if ref == "overall" else statement(ref)
    for seen_version, judgement in enumerate(_judgements(case_ref, key, story)):
        moderation.agree(
            db, by=cast.facilitator, round_ref=round_ref, judgement=judgement, seen_version=seen_version, now=now
        )
        now += timedelta(minutes=2)


def _judgements(case_ref: str, key: Key | None, story: AgreedStory) -> Iterator[Judgement]:
    for grade, reason in story.before.items():
        yield Judgement(case=case_ref, statement=key, outcome=Outcome.GRADE, grade=WORDS[grade], reason=reason)
    yield Judgement(
        case=case_ref,
        statement=key,
        outcome=Outcome.GRADE,
        grade=WORDS[story.grade],
        reason=story.reason.strip(),
        dissents=tuple(
            Dissent(agency=agency, position=WORDS[position], reason=reason.strip())
            for agency, positions in story.dissents.items()
            for position, reason in positions.items()
        ),
        good_practice=story.good.strip(),
        to_develop=story.develop.strip(),
        difference=story.difference.strip(),
    )
