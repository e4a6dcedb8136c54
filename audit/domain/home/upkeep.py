"""Upkeep: what has to be looked at again so that it can still be shown.

In: the evidence register and what is said of recommendations.
Out: what waits for somebody who keeps them, each as one thing however many pieces it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from audit.domain.home.next_steps import Waiting, number
from audit.domain.people.person import Act, Person
from audit.domain.readiness.checklists import Entry
from audit.domain.readiness.evidence import Evidence, is_stale

_MOST_NAMED = 3


def upkeep(
    person: Person, register: Sequence[Evidence], entries: Iterable[Entry], *, months: int, today: date
) -> tuple[Waiting, ...]:
    """Return what a person who keeps checklists and evidence has to look at again; a manager sees their agency's."""
    if not person.may(Act.KEEP_EVIDENCE):
        return ()
    mine = [one for one in entries if person.may(Act.DECIDE) or person.agency in (None, one.lead_agency)]
    due = sorted((one.review_on, one.item.ref) for one in mine if one.review_on is not None and one.review_on <= today)
    old = [one for one in register if is_stale(one.dated, months=months, today=today)]
    reviews = [one for one in register if one not in old and one.review_by is not None and one.review_by <= today]
    found = []
    if due:
        found.append(_recommendations([ref for _, ref in due], since=due[0][0]))
    if person.may(Act.DECIDE) and (old or reviews):
        found.append(_evidence(old, reviews))
    return tuple(found)


def _recommendations(refs: Sequence[str], *, since: date) -> Waiting:
    many = "One recommendation" if len(refs) == 1 else f"{number(len(refs)).capitalize()} recommendations"
    verb = "is" if len(refs) == 1 else "are"
    return Waiting(
        title=f"{many} {verb} due for review",
        sentence=f"Say whether {_listed(refs)} still {'stands' if len(refs) == 1 else 'stand'} where you said.",
        button="Look at the checklists",
        page="checklists",
        day=since,
    )


def _evidence(old: Sequence[Evidence], reviews: Sequence[Evidence]) -> Waiting:
    every = [*old, *reviews]
    said = []
    if old:
        said.append(f"{number(len(old))} {'is' if len(old) == 1 else 'are'} out of date and counted for nothing")
    if reviews:
        said.append(f"{number(len(reviews))} {'is' if len(reviews) == 1 else 'are'} due for review")
    sentence = " and ".join(said)
    title = "a piece of evidence" if len(every) == 1 else f"{number(len(every))} pieces of evidence"
    return Waiting(
        title=f"Look again at {title}",
        sentence=f"{sentence[0].upper()}{sentence[1:]}: {_listed([one.ref for one in every])}.",
        button="Open the register",
        page="evidence",
    )


def _listed(refs: Sequence[str]) -> str:
    named = list(refs[:_MOST_NAMED])
    left = len(refs) - len(named)
    named += [f"{number(left)} more"] if left else []
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
