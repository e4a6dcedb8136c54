"""A framework's workbook that came back: what it would bring, and saved as a version of the partnership's own.

In: what the workbook says.
Out: what is new, changed, the same and wrong, by sheet and cell; and the version, where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from audit.documents.excel.wrong import Wrong
from audit.documents.frameworks.reading import FrameworkReturn
from audit.documents.frameworks.values import texts_of
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Difference, Edition
from audit.domain.frameworks.framework import Framework
from audit.domain.identifying.incoming import IncomingText, incoming
from audit.domain.people.person import Act, Person
from audit.errors import AuditError, Conflict, WrongInput
from audit.library.frameworks import loading as library
from audit.library.names.looking import look
from audit.services.frameworks import shelf
from audit.store.queries import editions as queries
from audit.store.work import Db

_MOST_WRONG = 300


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a workbook would bring."""

    framework: Framework  # as it would be saved; with wrong cells only as whole as its parts are right
    before: Edition | None  # None: everything is new
    difference: Difference
    wrong: tuple[Wrong, ...] = ()
    outdated: str = ""  # why it is too late: somebody saved another version meanwhile
    texts: tuple[IncomingText, ...] = ()  # what would be saved as somebody wrote it, and is not here yet

    @property
    def refused(self) -> bool:
        """Say whether nothing of it can be saved."""
        return bool(self.wrong or self.outdated)

    @property
    def does_something(self) -> bool:
        """Say whether saving it would change anything."""
        return not self.refused and self.difference.any


def preview(db: Db, *, returned: FrameworkReturn) -> Preview:
    """Return what a workbook would bring; nothing is written."""
    said = {"version": 1, **returned.data}
    framework, faults = library.checked(said, file="workbook", beside=shelf.beside(db, str(said.get("id", ""))))
    places = returned.places
    found = [
        *returned.wrong,
        *(
            Wrong(sheet=sheet, cell=cell, why=f"{places.label(one.field, sheet)}: {_here(one.message)}")
            for one in faults
            for sheet, cell in [places.cell(item=one.item, field_name=one.field, entry=one.entry, part=one.part)]
        ),
        *_misnamed(db, returned, framework),
    ]
    before = _before(db, framework)
    outdated = _outdated(returned, before)
    return Preview(
        framework=replace(framework, version=shelf.next_version(db, framework.id)),
        before=before,
        difference=editions.difference(before.framework if before else None, framework),
        wrong=_each_cell_once(found),
        outdated=outdated,
        texts=() if found or outdated else _texts(before.framework if before else None, framework),
    )


def take_in(db: Db, *, by: Person, returned: FrameworkReturn, now: datetime) -> Preview:
    """Save what a workbook brings as a new version of the partnership's own, and return what it brought.

    Raises AuditError where a cell is wrong or nothing would change, and Conflict where somebody saved another version
    since the workbook was taken out; then nothing is saved.
    """
    by.must_be_allowed(Act.SET_UP)
    found = preview(db, returned=returned)
    if found.wrong:
        first = found.wrong[0]
        raise WrongInput(f"{len(found.wrong)} to put right first. {first.sheet}, {first.cell}: {first.why}")
    if found.outdated and found.before is not None:
        there = found.before.framework
        raise Conflict(found.outdated, theirs=there, version=there.version)
    if not found.difference.any:
        raise AuditError("Nothing in this workbook differs from what is here, so nothing was saved.")
    shelf.save(db, found.framework, by=by, now=now)
    return found


def _texts(before: Framework | None, framework: Framework) -> tuple[IncomingText, ...]:
    """Return what is written in a framework and not in the one before it, in the same column."""
    there = {(heading, text) for _, heading, text in texts_of(before)} if before else set()
    new = (found for found in texts_of(framework) if found[1:] not in there)
    return tuple(incoming(row, heading, text, look) for row, heading, text in new)


def _before(db: Db, framework: Framework) -> Edition | None:
    everything = shelf.shelf(db)
    mine = [one for one in everything if one.name == framework.name]
    base = [one for one in everything if one.name == framework.id]
    found = mine or (base if framework.edition else [])
    return editions.newest(found)[0] if found else None


def _misnamed(db: Db, returned: FrameworkReturn, framework: Framework) -> Sequence[Wrong]:
    shipped, saved = {one.id for one in library.shipped()}, queries.saved(db)
    own = {one.name: one.framework.id for one in saved}
    known = framework.id in shipped or framework.id in own.values()
    why = {}
    if framework.id in shipped and not framework.edition:
        why["edition"] = (
            "This framework came with the product. Give your edition a word of its own, such as your area’s."
        )
    elif framework.edition and not known:
        why["edition"] = "Only your own edition of a framework that is here needs this. Leave it empty."
    if own.get(framework.name, framework.id) != framework.id or (framework.edition and framework.name in shipped):
        why["id"] = "Another framework has this name already. Choose another."
    elif known and "version" not in returned.data:
        why["id"] = (
            "There is a framework of this name already. Take its workbook out and change that, or choose another name."
        )
    found = [(places.cell(item="(", field_name=key), said) for places in [returned.places] for key, said in why.items()]
    return [Wrong(sheet=sheet, cell=cell, why=said) for (sheet, cell), said in found]


def _here(message: str) -> str:
    return message.replace("this file", "this workbook")


def _each_cell_once(found: Sequence[Wrong]) -> tuple[Wrong, ...]:
    """Return what is wrong, the first reason for each cell alone: what follows from it would only confuse."""
    first = {(one.sheet, one.cell): one for one in reversed(found)}
    return tuple(one for one in found if first[one.sheet, one.cell] is one)[:_MOST_WRONG]


def _outdated(returned: FrameworkReturn, before: Edition | None) -> str:
    made_from = returned.data.get("version")
    if before is None or made_from is None or made_from == before.framework.version:
        return ""
    return (
        f"This workbook was made from version {made_from}, and version {before.framework.version} was saved since. "
        "Take the workbook out again and make your changes there, so that nothing of it is lost."
    )
