"""Changing what is in the catalogue: published wording in place of ours, and editions that are no longer offered.

In: an edition, and what somebody wants of it.
Out: a new version, or a new standing; rounds keep the copies they were opened with.

Here too:
- A framework's workbook that came back: what it would bring, and saved as a version of the partnership's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from audit.documents.excel.sheets import MOST_WRONG, Wrong
from audit.documents.frameworks.reading import FrameworkReturn
from audit.documents.frameworks.workbook import texts_of
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Difference, Edition, PublishedWording
from audit.domain.frameworks.framework import Framework
from audit.domain.identifying.marking import IncomingText, incoming
from audit.domain.people.person import Act, Person
from audit.errors import AuditError, Conflict, WrongInput
from audit.library.frameworks import loading as library
from audit.library.frameworks import writing
from audit.library.frameworks.yaml_values import refusal
from audit.library.names.lists import look
from audit.services.frameworks import catalogue
from audit.store import trail
from audit.store.queries import editions as queries
from audit.store.records import editions as records
from audit.store.work import Db


def put_wording(
    db: Db,
    *,
    by: Person,
    name: str,
    ref: str,
    wording: PublishedWording,
    seen_version: int,
    now: datetime,
    edition: str = "",
) -> Framework:
    """Put published wording in place of an item's own, and return the new version of the partnership's edition.

    `edition` is the suffix, needed for a framework that came with the product. Raises Conflict where somebody saved
    another version than the one seen, and AuditError where something is missing.
    """
    by.must_be_allowed(Act.SET_UP)
    current = catalogue.find(db, name)
    if not current.own:
        suffix = edition.strip() or catalogue.suggested_edition(db)
        own_editions = [
            saved for saved in editions.newest(queries.saved(db)) if saved.name == f"{current.framework.id}-{suffix}"
        ]
        current = (
            own_editions[0] if own_editions else replace(current, framework=replace(current.framework, edition=suffix))
        )
    if current.framework.version != seen_version:
        raise Conflict(
            f"Version {current.framework.version} of {current.name} was saved meanwhile. Look at it, "
            "then decide again.",
            stored=current.framework.item(ref).text if _has(current.framework, ref) else "",
            version=current.framework.version,
        )
    made = editions.with_wording(current.framework, ref, wording)
    made = replace(made, version=catalogue.next_version(db, made.id))
    faults = library.checked(writing.as_data(made), file=made.name, beside=catalogue.beside(db, made.id))[1]
    if faults:
        raise refusal(faults)
    catalogue.save(db, made, by=by, now=now)
    return made


def retire(db: Db, *, by: Person, name: str, reason: str, now: datetime) -> None:
    """Offer an edition no longer; rounds that used it keep their copy.

    Raises AuditError without a reason, or where no round could be opened any more.
    """
    by.must_be_allowed(Act.SET_UP)
    edition = catalogue.find(db, name)
    if edition.retired:
        raise AuditError(f"{edition.framework.title} is retired already.")
    if not reason.strip():
        raise AuditError("Say why it is no longer offered.")
    left = [framework for framework in catalogue.offered(db) if framework.name != name]
    if not any(framework.graded() for framework in left):
        raise AuditError("This is the last framework that cases can be graded against, so it stays.")
    _stand(db, edition, retired=True, reason=reason.strip(), by=by, now=now)


def offer_again(db: Db, *, by: Person, name: str, now: datetime) -> None:
    """Offer a retired edition again; raises AuditError where it is not retired."""
    by.must_be_allowed(Act.SET_UP)
    edition = catalogue.find(db, name)
    if not edition.retired:
        raise AuditError(f"{edition.framework.title} is offered already.")
    _stand(db, edition, retired=False, reason="", by=by, now=now)


def _stand(db: Db, edition: Edition, *, retired: bool, reason: str, by: Person, now: datetime) -> None:
    version = edition.framework.version
    records.set_standing(db, name=edition.name, version=version, retired=retired, reason=reason, by=by, now=now)
    event = "framework retired" if retired else "framework offered again"
    trail.note(
        db, by=by, event=event, about=f"framework {edition.name}"[:120], now=now, version=version, content=reason
    )


def _has(framework: Framework, ref: str) -> bool:
    return any(item.ref == ref for item in framework.items)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a workbook would bring."""

    framework: Framework  # as it would be saved; with wrong cells only as whole as its parts are right
    before: Edition | None  # None: everything is new
    difference: Difference
    wrong: tuple[Wrong, ...] = ()
    outdated: str = ""  # why it is too late: somebody saved another version meanwhile
    texts: tuple[IncomingText, ...] = ()  # what would be saved as somebody wrote it, and is not here yet
    notes: tuple[str, ...] = ()  # what is not read, and why

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
    content = {"version": 1, **returned.data}
    framework, faults = library.checked(
        content, file="workbook", beside=catalogue.beside(db, str(content.get("id", "")))
    )
    places = returned.places
    wrong_cells = [
        *returned.wrong,
        *(
            Wrong(
                sheet=sheet, cell=cell, why=f"{places.label(fault.field, sheet)}: {_worded_for_workbook(fault.message)}"
            )
            for fault in faults
            for sheet, cell in [
                places.cell(item=fault.item, field_name=fault.field, entry=fault.entry, part=fault.part)
            ]
        ),
        *_misnamed(db, returned, framework),
    ]
    before = _before(db, framework)
    outdated = _outdated(returned, before)
    return Preview(
        framework=replace(framework, version=catalogue.next_version(db, framework.id)),
        before=before,
        difference=editions.difference(before.framework if before else None, framework),
        wrong=_each_cell_once(wrong_cells),
        outdated=outdated,
        notes=returned.notes,
        texts=() if wrong_cells or outdated else _texts(before.framework if before else None, framework),
    )


def take_in(db: Db, *, by: Person, returned: FrameworkReturn, now: datetime) -> Preview:
    """Save what a workbook brings as a new version of the partnership's own, and return what it brought.

    Raises AuditError where a cell is wrong or nothing would change, and Conflict where somebody saved another version
    since the workbook was taken out; then nothing is saved.
    """
    by.must_be_allowed(Act.SET_UP)
    expected = preview(db, returned=returned)
    if expected.wrong:
        first = expected.wrong[0]
        raise WrongInput(f"{len(expected.wrong)} to put right first. {first.sheet}, {first.cell}: {first.why}")
    if expected.outdated and expected.before is not None:
        framework = expected.before.framework
        raise Conflict(expected.outdated, stored=framework, version=framework.version)
    if not expected.difference.any:
        raise AuditError("Nothing in this workbook differs from what is here, so nothing was saved.")
    catalogue.save(db, expected.framework, by=by, now=now)
    return expected


def _texts(before: Framework | None, framework: Framework) -> tuple[IncomingText, ...]:
    """Return what is written in a framework and not in the one before it, in the same column."""
    before_texts = {(heading, text) for _, heading, text in texts_of(before)} if before else set()
    new = (entry for entry in texts_of(framework) if entry[1:] not in before_texts)
    return tuple(incoming(row, heading, text, look) for row, heading, text in new)


def _before(db: Db, framework: Framework) -> Edition | None:
    everything = catalogue.every_edition(db)
    own = [edition for edition in everything if edition.name == framework.name]
    base = [edition for edition in everything if edition.name == framework.id]
    versions = own or (base if framework.edition else [])
    return editions.newest(versions)[0] if versions else None


def _misnamed(db: Db, returned: FrameworkReturn, framework: Framework) -> Sequence[Wrong]:
    shipped, saved = {framework.id for framework in library.shipped()}, queries.saved(db)
    own = {edition.name: edition.framework.id for edition in saved}
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
    reasons = [
        (places.cell(item="(", field_name=key), reason) for places in [returned.places] for key, reason in why.items()
    ]
    return [Wrong(sheet=sheet, cell=cell, why=reason) for (sheet, cell), reason in reasons]


def _worded_for_workbook(message: str) -> str:
    return message.replace("this file", "this workbook")


def _each_cell_once(wrong_cells: Sequence[Wrong]) -> tuple[Wrong, ...]:
    """Return what is wrong, the first reason for each cell alone: what follows from it would only confuse."""
    first = {(wrong_cell.sheet, wrong_cell.cell): wrong_cell for wrong_cell in reversed(wrong_cells)}
    return tuple(wrong_cell for wrong_cell in wrong_cells if first[wrong_cell.sheet, wrong_cell.cell] is wrong_cell)[
        :MOST_WRONG
    ]


def _outdated(returned: FrameworkReturn, before: Edition | None) -> str:
    made_from = returned.data.get("version")
    if before is None or made_from is None or made_from == before.framework.version:
        return ""
    return (
        f"This workbook was made from version {made_from}, and version {before.framework.version} was saved since. "
        "Take the workbook out again and make your changes there, so that nothing of it is lost."
    )
