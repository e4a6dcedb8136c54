"""The app: settings, database, clock and the person at the screen, wired in one place.

In: the environment.
Out: an App that pages and commands work with.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlalchemy import Engine

from audit.domain.days import day_of
from audit.domain.people import person as rules
from audit.domain.people.person import OWNER, Person, Role, Viewer
from audit.errors import AuditError
from audit.settings import Settings, SignIn, load
from audit.store import erasure, migrate, work
from audit.store.queries import people as queries
from audit.store.work import Db

NOBODY_YET = Person(id=0, name=OWNER, roles=frozenset({Role.FACILITATOR}))


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class App:
    """Everything a page or command needs."""

    engine: Engine
    person: Person = NOBODY_YET  # before a partnership is set up there is nobody else
    clock: Callable[[], datetime] = utc_now
    sign_in: SignIn = SignIn.THIS_COMPUTER
    idle: timedelta = timedelta(minutes=rules.USUAL)  # how long a sign-in may stand unused
    email: str | None = None  # whom the sign-in knows; None: there is nothing to sign in to

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        return self.clock()

    def today(self) -> date:
        """Return today's date in London."""
        return day_of(self.clock())

    def unit_of_work(self) -> AbstractContextManager[Db]:
        """Return one transaction: everything in it is kept at the end, or nothing."""
        return work.unit_of_work(self.engine)

    def reading(self) -> AbstractContextManager[Db]:
        """Return a session for looking only."""
        return work.reading(self.engine)

    def scrub(self) -> None:
        """Leave no byte of what was erased; call it once the erasure is committed."""
        erasure.scrub(self.engine)

    def is_embedded(self) -> bool:
        """Say whether the data is in a file on this computer."""
        return migrate.file_of(self.engine) is not None

    def viewer(self, agency: str | None = None) -> Viewer:
        """Return the eyes that ratings are read with; with an agency, those of whoever enters for it."""
        return Viewer.of(self.person) if agency is None else Viewer(person=self.person, agency=agency)

    def as_person(self, person: Person) -> App:
        """Return the app as another person sees it."""
        return replace(self, person=person)

    def as_owner(self) -> App:
        """Return the app with this computer's owner at the screen; unchanged before a partnership is set up."""
        with self.reading() as db:
            owner = next((person for person in queries.people(db) if person.active), None)
        return self if owner is None else self.as_person(owner)

    def signed_in(self, email: str) -> App:
        """Return the app as the person who signed in; raises AuditError where nobody here has that address.

        On an empty installation whoever signs in first may set the partnership up.
        """
        with self.reading() as db:
            person = queries.person_by_email(db, email)
            if queries.partnership(db) is None:
                return replace(self, email=email)
        if person is None:
            raise AuditError(f"Nobody here signs in with {email}. Ask your facilitator to add you.")
        return self.as_person(person)


def open_app(settings: Settings | None = None) -> App:
    """Return the app on the database that the settings name, whatever version it is at."""
    settings = settings or load()
    return App(engine=_engine(settings.url()), sign_in=settings.sign_in, idle=timedelta(minutes=settings.idle_minutes))


def open_current(settings: Settings | None = None) -> App:
    """Return the app on an up-to-date database; raises AuditError, saying to migrate, on any other."""
    app = open_app(settings)
    state = migrate.state(app.engine)
    if state is migrate.State.NEW:
        raise AuditError(
            "There is no data here yet. Run “python -m audit migrate” to begin, or “python -m audit restore FILE” to "
            "restore a backup."
        )
    if state is migrate.State.OLDER:
        raise AuditError("The database is of an older version. Run “python -m audit migrate” first.")
    return app.as_owner()


def open_up_to_date(settings: Settings | None = None) -> App:
    """Return the app on a database that is brought up to date first, after a backup."""
    app = open_app(settings)
    migrate.upgrade(app.engine)
    leave_in_peace()
    return app.as_owner()


@cache
def leave_in_peace() -> None:
    """Keep what was loaded at the start out of the memory's tidying, once: going through it took 130 ms of a click."""
    gc.collect()
    gc.freeze()


@cache
def _engine(url: str) -> Engine:
    return work.open_engine(url)
