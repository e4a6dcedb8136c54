"""The programme: the rounds that were, are and will be, and what they cover together.

In: every round, the rounds that are planned, and the day.
Out: each with where it stands; the themes found, the agencies that took part, and the actions, round by round.

Here too:
- Brought forward: what a re-audit takes from the round that it looks at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.domain.findings.finding import by_theme
from audit.domain.frameworks.framework import Framework, Key
from audit.domain.identifying.released import Typed
from audit.domain.people.person import Agency
from audit.domain.plan.actions import ActionPlan, Progress
from audit.domain.rounds.audit_round import STAGES, FrameworkCopy, Round, Stage
from audit.domain.workshop.participation import last_workshop_day
from audit.errors import AuditError

READY = (Stage.FINDINGS, Stage.PLAN, Stage.BOARD, Stage.CLOSED)  # a round that has findings to look at again


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A framework of the last round, and the newer edition that may take its place."""

    copy: Framework
    newer: Framework | None  # None: there is none
    missing: tuple[str, ...] = ()  # refs that were graded last time and that the newer edition does not have

    @property
    def may_be_newer(self) -> bool:
        """Say whether the newer edition has every ref that was graded last time, so that judgements compare."""
        return self.newer is not None and not self.missing


def must_be_ready(last: Round) -> None:
    """Raise AuditError unless a round has come far enough to be looked at again."""
    if last.stage not in READY:
        raise AuditError(
            f"{last.title} is at “{last.stage.label}”. A re-audit can be opened once its findings are being recorded."
        )


def editions(copies: Sequence[FrameworkCopy], installed: Sequence[Framework]) -> tuple[Edition, ...]:
    """Return each framework of the last round with the newer edition that is installed, if there is one."""
    by_name = {framework.name: framework for framework in installed}
    return tuple(_edition(copy.framework, by_name.get(copy.framework.name)) for copy in copies)


def agencies_now(last: Sequence[Agency], known: Sequence[Agency]) -> tuple[str, ...]:
    """Return the refs of the agencies to ask this time: those of last time, or whatever took their place since."""
    by_ref = {agency.ref: agency for agency in known}
    return tuple(dict.fromkeys(stands_now(agency.ref, by_ref) for agency in last))


def stands_now(ref: str, known: Mapping[str, Agency]) -> str:
    """Return the agency that stands in the place of one now, along its successors; itself where it has none."""
    seen = {ref}
    after = known[ref].successor if ref in known else None
    while after is not None and after in known and after not in seen:
        ref = after
        seen.add(ref)
        after = known[ref].successor
    return ref


def title_of(last: Round) -> str:
    """Return the title to begin with for the re-audit of a round."""
    title = last.title.strip()
    return title if title.lower().startswith("re-audit") else f"Re-audit: {title}"[:160]


def _edition(copy: Framework, installed: Framework | None) -> Edition:
    if installed is None or installed.version <= copy.version:
        return Edition(copy=copy, newer=None)
    refs = {statement.ref for statement in installed.graded()} | {theme.ref for theme in installed.themes()}
    wanted = [statement.ref for statement in copy.graded()] or [theme.ref for theme in copy.themes()]
    return Edition(copy=copy, newer=installed, missing=tuple(ref for ref in wanted if ref not in refs))


DUE_DAYS = 56  # eight weeks before its day a round that is not opened yet is due


class Standing(StrEnum):
    """Where a round of the programme stands."""

    LATE = "late"
    DUE = "due"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    DONE = "done"

    @property
    def label(self) -> str:
        """Return the standing in words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A round that is planned and not opened yet."""

    id: int | None = None  # None: not stored yet
    title: Typed
    theme: Typed = ""
    on: date  # the day by which it is opened
    reaudit_of: str = ""  # the round that it looks at again; empty: of none
    opened_as: str = ""  # the round it became; empty: it is still to be opened
    version: int = 1

    def must_be_sound(self) -> None:
        """Raise AuditError without a title."""
        if not self.title.strip():
            raise AuditError("Give the planned round a title.")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One round of the programme, opened or not."""

    title: str
    theme: str
    standing: Standing
    on: date | None  # the day it hangs on: planned, due, late or done; None: no day is set
    status_sentence: str  # why it stands there, in a sentence
    round_ref: str = ""  # empty: not opened yet
    reaudit_of: str = ""
    planned: Planned | None = None  # None: an opened round, or a re-audit that nobody planned but for its date


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A theme, and how many findings each round has under it; counts of findings, not of children."""

    theme: Key
    title: str
    counts: Mapping[str, int]  # by round

    @property
    def rounds(self) -> int:
        """Return in how many rounds something was found under the theme."""
        return sum(count > 0 for count in self.counts.values())


class TookPart(StrEnum):
    """Whether an agency took part in a round."""

    YES = "yes"
    NOT_SUBMITTED = "asked"  # it was asked about a child and has submitted nothing
    NO_CASE = "not_asked"  # it is in the round, and there is no child that it is asked about and knows
    LEFT_OUT = "left_out"  # what it gave did not come with the round's file
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Participation:
    """One agency round by round; what took another's place shares its row."""

    agency: Agency
    earlier: tuple[Agency, ...]  # those whose place it took
    rounds: Mapping[str, TookPart]  # by round


@dataclass(frozen=True, kw_only=True)
class ActionsOf:
    """The actions of a round: being done and making a difference are two things."""

    audit_round: Round
    difference: int  # shown and verified
    done: int  # with no difference verified
    open: int
    stopped: int

    @property
    def total(self) -> int:
        """Return how many actions the round has."""
        return self.difference + self.done + self.open + self.stopped


def programme(rounds: Sequence[Round], planned: Sequence[Planned], today: date) -> tuple[Entry, ...]:
    """Return every round, opened, planned or due as a re-audit, by its day; those without a day come last.

    A re-audit's date feeds the programme until a round is opened, or planned, as that re-audit.
    """
    waiting = [planned_round for planned_round in planned if not planned_round.opened_as]
    reaudited = {audit_round.reaudit_of for audit_round in rounds} | {
        planned_round.reaudit_of for planned_round in waiting
    }
    entries = [_opened(audit_round, today) for audit_round in rounds]
    entries += [_waiting(planned_round, today) for planned_round in waiting]
    entries += [
        _reaudit(audit_round, today)
        for audit_round in rounds
        if audit_round.dates.reaudit is not None and audit_round.ref not in reaudited
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.on is None, entry.on or today, entry.title)))


def not_opened(day: date, today: date) -> Standing:
    """Return where a round stands that is to be opened by a day."""
    if day < today:
        return Standing.LATE
    return Standing.DUE if (day - today).days <= DUE_DAYS else Standing.PLANNED


def covered(rounds: Sequence[Round], plans: Mapping[str, ActionPlan]) -> tuple[Covered, ...]:
    """Return the themes of all rounds, in the newest round's order, with the findings under each by round."""
    counts = {
        audit_round.ref: {c.theme: c for c in by_theme(plans[audit_round.ref].findings, audit_round.themes())}
        for audit_round in rounds
    }
    titles = {key: theme.title for audit_round in reversed(rounds) for key, theme in audit_round.themes()}
    ordered = [*dict.fromkeys(key for audit_round in reversed(rounds) for key, _ in audit_round.themes())]
    return tuple(
        Covered(
            theme=key,
            title=titles[key],
            counts={
                audit_round.ref: counts[audit_round.ref][key].total
                for audit_round in rounds
                if key in counts[audit_round.ref]
            },
        )
        for key in ordered
    )


def participation(
    known: Sequence[Agency], rounds: Sequence[Round], submitted: Mapping[str, frozenset[str]]
) -> tuple[Participation, ...]:
    """Return each agency of today, with those whose place it took, and whether it took part round by round.

    `submitted` says by round which agencies have submitted a form.
    """
    by_ref = {agency.ref: agency for agency in known}
    rows: dict[str, list[Agency]] = {}
    for agency in known:
        rows.setdefault(stands_now(agency.ref, by_ref), []).append(agency)
    return tuple(
        Participation(
            agency=by_ref[ref],
            earlier=tuple(agency for agency in group if agency.ref != ref),
            rounds={
                r.ref: _took_part({agency.ref for agency in group}, r, submitted.get(r.ref, frozenset()))
                for r in rounds
            },
        )
        for ref, group in rows.items()
        if ref in by_ref
    )


def actions_of(plan: ActionPlan) -> ActionsOf:
    """Return how a round's actions stand."""
    done = [action for action in plan.actions if action.progress is Progress.DONE]
    difference = sum(action.makes_a_difference for action in done)
    stopped = sum(action.progress is Progress.STOPPED for action in plan.actions)
    return ActionsOf(
        audit_round=plan.audit_round,
        difference=difference,
        done=len(done) - difference,
        stopped=stopped,
        open=len(plan.actions) - len(done) - stopped,
    )


def must_be_successor(agency: Agency, known: Sequence[Agency]) -> None:
    """Raise AuditError where an agency's successor is itself, unknown, or comes round to it again."""
    by_ref = {other.ref: other for other in known} | {agency.ref: agency}
    if agency.successor is None:
        return
    if agency.successor not in by_ref:
        raise AuditError(f"There is no agency {agency.successor}. Add it to the partnership first.")
    successor, seen = agency.successor, {agency.ref}
    while successor not in seen and (after := by_ref[successor].successor) is not None and after in by_ref:
        seen.add(successor)
        successor = after
    if successor in seen:
        raise AuditError(f"{agency.short_name} cannot take its own place. Choose the agency that came after it.")


_DAYS = (  # a day is met once the round has come to the stage
    (Stage.WORKSHOP, "audits_due", "agencies’ own audits"),
    (Stage.WORKSHOP, "workshop", "workshop"),
    (Stage.BOARD, "plan", "action plan"),
    (Stage.CLOSED, "board", "board"),
)


def _opened(audit_round: Round, today: date) -> Entry:
    if audit_round.stage is Stage.CLOSED:
        on = audit_round.seen_by_board or last_workshop_day(audit_round)
        status_sentence = (
            "Closed, and the board has seen it." if audit_round.seen_by_board else "Closed. The board has not seen it."
        )
        return _entry(audit_round, Standing.DONE, on, status_sentence)
    for met_at, name, title in _DAYS:
        day: date | None = getattr(audit_round.dates, name)
        if (
            day is None
            or STAGES.index(audit_round.stage) >= STAGES.index(met_at)
            or (name == "board" and audit_round.seen_by_board)
        ):
            continue
        if day < today:
            return _entry(
                audit_round, Standing.LATE, day, f"At “{audit_round.stage.label}”; the day for the {title} has passed."
            )
        return _entry(audit_round, Standing.UNDER_WAY, day, f"At “{audit_round.stage.label}”; next is the {title}.")
    return _entry(audit_round, Standing.UNDER_WAY, None, f"At “{audit_round.stage.label}”.")


def _entry(audit_round: Round, standing: Standing, on: date | None, status_sentence: str) -> Entry:
    return Entry(
        title=audit_round.title,
        theme=audit_round.theme,
        standing=standing,
        on=on,
        status_sentence=status_sentence,
        round_ref=audit_round.ref,
        reaudit_of=audit_round.reaudit_of,
    )


def _waiting(planned_round: Planned, today: date) -> Entry:
    standing = not_opened(planned_round.on, today)
    return Entry(
        title=planned_round.title,
        theme=planned_round.theme,
        standing=standing,
        on=planned_round.on,
        status_sentence=_REASONS[standing],
        planned=planned_round,
        reaudit_of=planned_round.reaudit_of,
    )


def _reaudit(audit_round: Round, today: date) -> Entry:
    day = audit_round.dates.reaudit
    assert day is not None  # noqa: S101 - the caller looked
    standing = not_opened(day, today)
    return Entry(
        title=f"Re-audit of {audit_round.title}",
        theme=audit_round.theme,
        standing=standing,
        on=day,
        status_sentence=_REASONS[standing],
        reaudit_of=audit_round.ref,
    )


_REASONS = {
    Standing.LATE: "Not opened yet, and its day has passed.",
    Standing.DUE: "Not opened yet; due within 8 weeks.",
    Standing.PLANNED: "Not opened yet.",
}


def _took_part(refs: set[str], audit_round: Round, submitted: frozenset[str]) -> TookPart:
    if not refs & {agency.ref for agency in audit_round.agencies}:
        return TookPart.NO
    if refs & submitted:
        return TookPart.YES
    left_out = {agency.ref for case in audit_round.cases for agency in audit_round.left_out_of(case.ref)}
    if refs & left_out:
        return TookPart.LEFT_OUT
    raters = {agency.ref for case in audit_round.active_cases() for agency in audit_round.raters_of(case.ref)}
    return TookPart.NOT_SUBMITTED if refs & raters else TookPart.NO_CASE
