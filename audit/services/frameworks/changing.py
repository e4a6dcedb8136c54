"""Changing what is in the catalogue: published wording in place of ours, and editions that are no longer offered.

In: an edition, and what somebody wants of it.
Out: a new version, or a new standing; rounds keep the copies they were opened with.

Here too:
- A framework's workbook that came back: what it would bring, and saved as a version of the partnership's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from audit.documents.excel.returned import Answers, cells_are_wrong, must_be_as_seen, unanswered
from audit.documents.excel.returned import Preview as Rows
from audit.documents.excel.sheets import MOST_WRONG, Wrong, parts_of
from audit.documents.frameworks.reading import FrameworkReturn, Line, Place, assembled, brought, merged
from audit.domain.frameworks import editions
from audit.domain.frameworks.editions import Difference, Edition, PublishedWording
from audit.domain.frameworks.framework import Framework
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

    brings: Rows[Line]  # row by row
    framework: Framework  # as it would be saved, without what is wrong
    before: Edition | None  # None: everything is new
    difference: Difference
    blocked: tuple[Wrong, ...] = ()  # what is wrong with the whole of it, so that nothing can be saved

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """Return the cells that are wrong."""
        return self.brings.wrong

    @property
    def does_something(self) -> bool:
        """Say whether saving it could change anything."""
        return not self.blocked and self.brings.does_something

    def left(self, answers: Answers) -> str:
        """Return what is to be put right or decided before anything can be saved; empty where nothing is."""
        if self.blocked:
            return cells_are_wrong(self.wrong)
        return unanswered(self.brings, answers)


def preview(db: Db, *, returned: FrameworkReturn, answers: Answers = Answers()) -> Preview:  # noqa: B008 - frozen
    """Return what a workbook would bring, as it was decided so far; nothing is written.

    A row that is wrong, or that would be without another one, waits, and stays as it is here.
    """
    before = _before(db, str(returned.data.get("id", "")), str(returned.data.get("edition", "")))
    here = before.framework if before else None
    seen = brought(returned, here, look)
    beside = catalogue.beside(db, str(returned.data.get("id", "")))
    late = {line.place for row in seen.rows if (line := row.content) and _waits(returned, line)}
    waiting: set[Place] = set()
    wrong = [*returned.wrong]
    while True:
        framework, blocked = _checked(returned, merged(returned, here, seen, answers, waiting), beside)
        wrong += blocked
        rows = {(fault.sheet, parts_of(fault.cell)[1]) for fault in blocked}
        more = {row.content.place for row in seen.rows if row.content and _at(returned, row.content) in rows} | late
        if more <= waiting:
            break
        waiting |= more
    blocked = [*blocked, *_misnamed(db, returned, framework)]
    rows_left = tuple(row for row in seen.rows if row.content is None or row.content.place not in waiting)
    left = {row.ref for row in rows_left}
    brings = replace(
        seen,
        rows=rows_left,
        wrong=_each_cell_once([*wrong, *blocked]),
        texts=tuple(text for text in seen.texts if text.row in left),
        notes=tuple(filter(None, (*seen.notes, library.thin(framework)))),
    )
    return Preview(
        brings=brings,
        framework=replace(framework, version=catalogue.next_version(db, framework.id)),
        before=before,
        difference=editions.difference(here, framework),
        blocked=_each_cell_once(blocked),
    )


def _checked(
    returned: FrameworkReturn, lines: Mapping[str, list[Line]], beside: Sequence[Framework]
) -> tuple[Framework, list[Wrong]]:
    """Return the framework that rows make, and what is wrong with it by the rules of files."""
    data, places, wrong = assembled(returned.lists, lines)
    framework, faults = library.checked({"version": 1, **data}, file="workbook", beside=beside)
    found = list(wrong)
    for fault in faults:
        sheet, cell = places.cell(item=fault.item, field_name=fault.field, entry=fault.entry, part=fault.part)
        why = f"{places.label(fault.field, sheet)}: {_worded_for_workbook(fault.message)}"
        found.append(Wrong(sheet=sheet, cell=cell, why=why))
    return framework, found


def _waits(returned: FrameworkReturn, line: Line) -> bool:
    return any(row.waits for row in returned.lists[line.sheet].rows if row.number == line.row)


def _at(returned: FrameworkReturn, line: Line) -> Place:
    return returned.lists[line.sheet].sheet, line.row


def take_in(
    db: Db,
    *,
    by: Person,
    returned: FrameworkReturn,
    now: datetime,
    answers: Answers = Answers(),  # noqa: B008 - frozen
    seen: Preview | None = None,
) -> Preview:
    """Save what a workbook brings as a new version of the partnership's own, and return what it brought.

    Raises AuditError where something is still to be decided or nothing would change, and Conflict where something
    changed since the preview `seen`, with nothing decided yet; then nothing is saved.
    """
    by.must_be_allowed(Act.SET_UP)
    expected = preview(db, returned=returned, answers=answers)
    if seen is not None:
        must_be_as_seen(preview(db, returned=returned), seen)
    if why := expected.left(answers):
        raise WrongInput(why)
    if not expected.difference.any:
        raise AuditError("Nothing in this workbook differs from what is here, so nothing was saved.")
    catalogue.save(db, expected.framework, by=by, now=now)
    return expected


def _before(db: Db, framework_id: str, edition: str) -> Edition | None:
    everything = catalogue.every_edition(db)
    own = [saved for saved in everything if saved.name == "-".join(filter(None, (framework_id, edition)))]
    base = [saved for saved in everything if saved.name == framework_id]
    versions = own or (base if edition else [])
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
    reasons = [(returned.places.cell(item="(", field_name=key), reason) for key, reason in why.items()]
    return [Wrong(sheet=sheet, cell=cell, why=reason) for (sheet, cell), reason in reasons]


def _worded_for_workbook(message: str) -> str:
    return message.replace("this file", "this workbook")


def _each_cell_once(wrong_cells: Sequence[Wrong]) -> tuple[Wrong, ...]:
    """Return what is wrong, the first reason for each cell alone: what follows from it would only confuse."""
    first: dict[tuple[str, str], Wrong] = {}
    for fault in wrong_cells:
        first.setdefault((fault.sheet, fault.cell), fault)
    return tuple(first.values())[:MOST_WRONG]
