"""The catalogue: every framework that is here, what came with the product and the partnership's own.

In: the database, and the frameworks of the product.
Out: editions to look at, to open a round with, or to fill a workbook with; and a new version, put in the catalogue.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Edition
from audit.domain.frameworks.editions import in_use as chosen
from audit.domain.frameworks.framework import Framework, FrameworkKind, Source
from audit.domain.people.person import Person
from audit.errors import AuditError
from audit.library.frameworks import loading as library
from audit.store import trail
from audit.store.queries import editions as queries
from audit.store.queries import people
from audit.store.records import editions as records
from audit.store.work import Db

_USUAL, _THEMES = "ewg-quality-statements-2017", "leeds-jtai-2020"  # whose scales, sectors and themes are usual here


def every_edition(db: Db) -> tuple[Edition, ...]:
    """Return every version of every framework here: those that came with the product, then the partnership's own."""
    standings = queries.standings(db)
    shipped = (Edition(framework=framework, standing=standings.get(framework.name)) for framework in library.shipped())
    return (*shipped, *queries.saved(db))


def offered(db: Db) -> tuple[Framework, ...]:
    """Return the frameworks that a round can be opened with, by name."""
    return tuple(edition.framework for edition in editions.offered(every_edition(db)))


def in_use(db: Db) -> tuple[Framework, ...]:
    """Return the frameworks that readiness, checklists and evidence go by: one for each id, the partnership's first."""
    return chosen(every_edition(db))


def find(db: Db, name: str, version: int | None = None) -> Edition:
    """Return a version of an edition, None for the newest; raises AuditError where there is none."""
    versions = [
        edition
        for edition in every_edition(db)
        if edition.name == name and version in (None, edition.framework.version)
    ]
    if not versions:
        raise AuditError(f"There is no framework “{name[:80]}” here. Choose one from the list of frameworks.")
    return editions.newest(versions)[0]


def to_fill_in(db: Db, name: str | None) -> Framework:
    """Return what a workbook is filled with: an edition as it is now, or for None the beginnings of a new framework.

    A framework that came with the product gets the suffix of an edition of the partnership's own.
    """
    if name is None:
        return _blank()
    edition = find(db, name)
    return edition.framework if edition.own else replace(edition.framework, edition=suggested_edition(db))


def suggested_edition(db: Db) -> str:
    """Return a suffix for the partnership's own editions, made of its name."""
    partnership = people.partnership(db)
    words = re.findall(r"[a-z0-9]+", partnership.name.casefold()) if partnership else []
    return next((word for word in words if word not in ("the", "city") and word[0].isalpha()), "local")


def beside(db: Db, framework_id: str) -> tuple[Framework, ...]:
    """Return the frameworks that one is checked with: those of the product, and the partnership's own new ones."""
    shipped = library.shipped()
    ids = {framework.id for framework in shipped} | {framework_id}
    own = (edition.framework for edition in editions.newest(queries.saved(db)) if edition.framework.id not in ids)
    return (*(framework for framework in shipped if framework.id != framework_id), *own)


def rounds_with(db: Db, framework: Framework) -> tuple[str, ...]:
    """Return the refs of the rounds that keep a copy of just this version."""
    return next((refs for copy, refs in queries.copies_in_rounds(db) if copy == framework), ())


def versions_of(db: Db, framework_id: str) -> tuple[tuple[str, Framework], ...]:
    """Return every version of a framework that can be compared, the oldest first, each with what it is called.

    These are the product's, the partnership's own, and older ones that only rounds still keep.
    """
    known = [edition for edition in every_edition(db) if edition.framework.id == framework_id]
    labelled = [(_called(edition), edition.framework) for edition in known]
    frameworks = [edition.framework for edition in known]
    for copy, refs in queries.copies_in_rounds(db):
        if copy.id == framework_id and copy not in frameworks:
            labelled.append((f"version {copy.version}, as round {refs[0]} keeps it", copy))
    return tuple(sorted(labelled, key=lambda pair: pair[1].version))


def next_version(db: Db, framework_id: str) -> int:
    """Return the number of the next version of a framework; its editions are counted together."""
    known = [edition.framework.version for edition in every_edition(db) if edition.framework.id == framework_id]
    return max(known, default=0) + 1


def save(db: Db, framework: Framework, *, by: Person, now: datetime) -> None:
    """Put a new version in the catalogue, and note it in the trail; the caller has checked it and who may."""
    text = records.add(db, framework, by=by, now=now)
    about = f"framework {framework.name}"
    trail.note(db, by=by, event="framework saved", about=about[:120], now=now, version=framework.version, content=text)


def _called(edition: Edition) -> str:
    whose = (
        f"edition “{edition.framework.edition}”"
        if edition.framework.edition
        else "our own"
        if edition.own
        else "as it came"
    )
    return f"version {edition.framework.version}, {whose}"


def _blank() -> Framework:
    usual = next(framework for framework in library.shipped() if framework.id == _USUAL)
    return Framework(
        id="",
        version=0,
        kind=FrameworkKind.STATEMENTS,
        title="",
        short_title="",
        summary="",
        source=Source(title="", publisher="", published="", seen=""),
        items=(),
        scales=usual.scales,
        sectors=usual.sectors,
        themes_from=_THEMES,
    )
