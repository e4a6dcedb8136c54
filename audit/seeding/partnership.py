"""The partnership's story: its name, agencies and people.

In: what is written of them.
Out: the people, by the key that the other steps know them by.
"""

from __future__ import annotations

from audit.app import App
from audit.domain.people.person import EmergencyNumbers, Person
from audit.domain.plan.following import OwnerRole
from audit.domain.timescales.moments import SchoolTerm, SchoolTerms
from audit.library.stories.partnership import PartnershipStory
from audit.services.people import partnership
from audit.services.plan import actions
from audit.services.rounds import dates
from audit.store.queries import people as queries


def set_up(app: App, story: PartnershipStory) -> dict[str, Person]:
    """Set up the partnership, marked as invented, and return its people by key."""
    now = story.set_up_at
    with app.unit_of_work() as db:
        owner = partnership.set_up(db, name=story.name, now=now, invented=story.invented)
        partnership.keep_emergency_numbers(db, by=owner, numbers=story.emergency, seen=EmergencyNumbers(), now=now)
        for agency in story.agencies:
            partnership.keep_agency(db, by=owner, agency=agency, now=now)
        terms = tuple(SchoolTerm(first=first, last=last) for first, last in story.school_terms)
        dates.keep_terms(db, by=owner, terms=SchoolTerms(terms=terms), now=now)
        ids = {
            person.key: partnership.add_person(
                db,
                by=owner,
                name=person.name,
                roles=frozenset(person.roles),
                agency=person.agency,
                email=person.email,
                now=now,
            )
            for person in story.people
        }
        for person in story.people:
            if person.owns and person.agency is not None:
                roles = [OwnerRole(agency=person.agency, role=role) for role in person.owns]
                actions.keep_roles(db, by=queries.person(db, ids[person.key]), roles=roles, now=now)
        return {key: queries.person(db, person_id) for key, person_id in ids.items()}
