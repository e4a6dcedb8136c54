"""Editions: a partnership's own versions of a framework, beside those that came with the product.

In: versions of frameworks.
Out: which of them are offered, what differs between two, and a version with published wording in place of ours.

Here too:
- In use: the one framework for each id that readiness, checklists and evidence go by.
- Beside: what a model says beside a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum

from audit.domain.frameworks.framework import AnyItem, Framework, ItemMapping, Key, Provenance, Statement
from audit.errors import AuditError

MOST_WORDS = 2_000  # characters of one text, as in a framework's file
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_SOURCE = {"provenance", "locator", "derived_from"}
_WORDS = {
    "title",
    "short_title",
    "text",
    "for_the_child",
    "descriptors",
    "look_for",
    "good_looks_like",
    "not_applicable_if",
    "does_not_apply_where",
    "in_place",
    "difference",
    "figure",
}
_OWN = {"items", "mappings", "version", "edition"}  # fields of a framework that are told otherwise, or always differ
_PUBLISHED_REFS = re.compile(r"\s*Published wording in this edition: (.+)\.$")
_COUNTED = re.compile(r"\(\d+ published, \d+ reconstructed\)")


class ChangeKind(StrEnum):
    """How an item differs from the one before it."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"  # another ref with another meaning: grades are not compared across
    WORDING = "wording"
    PROVENANCE = "provenance"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One item that differs."""

    kinds: tuple[ChangeKind, ...]
    before: AnyItem | None  # None: added
    after: AnyItem | None  # None: removed
    fields: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """Return the ref that the item has now, or had."""
        item = self.after or self.before
        return item.ref if item else ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that differs between two versions."""

    changes: tuple[Change, ...]
    unchanged: int  # items
    whole: tuple[str, ...]  # fields of the framework itself that differ
    mappings_added: tuple[ItemMapping, ...]
    mappings_removed: tuple[ItemMapping, ...]

    @property
    def any(self) -> bool:
        """Say whether anything differs."""
        return bool(self.changes or self.whole or self.mappings_added or self.mappings_removed)

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the items that differ in one way."""
        return tuple(change for change in self.changes if kind in change.kinds)

    def changed(self) -> tuple[Change, ...]:
        """Return the items that are in both versions, or took another's place, and differ."""
        return tuple(change for change in self.changes if change.before is not None and change.after is not None)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether an edition is offered when a round is opened, since when, and who said so."""

    retired: bool
    version: int  # the newest when it was said; a later version is offered again
    at_utc: datetime
    by: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of one framework, as it can be looked at here."""

    framework: Framework
    saved_at_utc: datetime | None = None  # None: it came with the product
    saved_by: str = ""
    standing: Standing | None = None  # None: nobody ever retired it

    @property
    def name(self) -> str:
        """Return what it is called, without its version."""
        return self.framework.name

    @property
    def own(self) -> bool:
        """Say whether it is the partnership's own."""
        return self.saved_at_utc is not None

    @property
    def retired(self) -> bool:
        """Say whether it is no longer offered."""
        return self.standing is not None and self.standing.retired and self.standing.version >= self.framework.version


@dataclass(frozen=True, kw_only=True)
class PublishedWording:
    """What somebody puts in place of an item's wording."""

    text: str
    locator: str
    same_meaning: bool
    new_ref: str = ""  # needed where the meaning is not the same


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """A mapping, as one of its ends sees it."""

    mapping: ItemMapping
    other: Key
    outward: bool  # from the item to the other; False: from the other to the item


def newest(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return the newest version of each edition, by name."""
    by_name = {edition.name: edition for edition in sorted(editions, key=lambda edition: edition.framework.version)}
    return tuple(by_name[name] for name in sorted(by_name))


def offered(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return what a round can be opened with: the newest version of each edition that is not retired."""
    return tuple(edition for edition in newest(editions) if not edition.retired)


def difference(before: Framework | None, after: Framework) -> Difference:
    """Return what differs between two versions; before None: everything is new."""
    old: dict[str, AnyItem] = {item.ref: item for item in before.items} if before else {}
    new: dict[str, AnyItem] = {item.ref: item for item in after.items}
    changes = [change for item in after.items if (change := _change(old, new, item)) is not None]
    placed = {change.before.ref for change in changes if change.before is not None}
    gone = [
        Change(kinds=(ChangeKind.REMOVED,), before=old[ref], after=None)
        for ref in old
        if ref not in new | dict.fromkeys(placed)
    ]
    mapped = set(before.mappings) if before else set()
    return Difference(
        changes=(*changes, *gone),
        unchanged=sum(old.get(ref) == item for ref, item in new.items()),
        whole=_whole(before, after) if before else (),
        mappings_added=tuple(mapping for mapping in after.mappings if mapping not in mapped),
        mappings_removed=tuple(mapping for mapping in before.mappings if mapping not in set(after.mappings))
        if before
        else (),
    )


def matching(framework: Framework, words: str) -> tuple[AnyItem, ...]:
    """Return the items that hold every one of some words, in the framework's order; all where no word is given."""
    wanted = words.casefold().split()
    return tuple(item for item in framework.items if all(word in _search_text(item) for word in wanted))


def bearing_on(framework: Framework, ref: str, frameworks: Iterable[Framework]) -> tuple[Bearing, ...]:
    """Return what an item does for others, and what others do for it; `frameworks` have other ids."""
    key = Key(framework.id, ref)
    everybody = (framework, *(other for other in frameworks if other.id != framework.id))
    mappings = [mapping for source in everybody for mapping in source.mappings if key in (mapping.from_, mapping.to)]
    return tuple(
        Bearing(
            mapping=mapping, other=mapping.to if mapping.from_ == key else mapping.from_, outward=mapping.from_ == key
        )
        for mapping in mappings
    )


def beside(model: Framework, key: Key) -> tuple[Statement, ...]:
    """Return what a model says beside a statement of another framework, in the model's order: its own statements."""
    refs = {mapping.from_.ref for mapping in model.mappings if mapping.to == key}
    return tuple(item for item in model.items if isinstance(item, Statement) and item.ref in refs)


def suggested_ref(framework: Framework, ref: str) -> str:
    """Return a ref that nothing of the framework has, for what replaces an item."""
    used_refs = {item.ref for item in framework.items} | {item.replaces for item in framework.items}
    return next(new for number in range(2, len(used_refs) + 3) if (new := f"{ref}-{number}") not in used_refs)


def with_wording(framework: Framework, ref: str, wording: PublishedWording) -> Framework:
    """Return a framework in which an item has its published wording; its version is still to be raised.

    Where the meaning is the same the ref stays, and grades compare. Otherwise a new ref takes the old one's place:
    what belonged to the old item belongs to the new one, and mappings go with it as our own reading, since the source
    made them for another meaning. Raises AuditError where something is missing or nothing would change.
    """
    old = framework.item(ref)
    text, locator = wording.text.strip(), wording.locator.strip()
    _must_be_whole(framework, old, text, locator, wording)
    new_ref = ref if wording.same_meaning else wording.new_ref.strip()
    new = replace(
        old,
        ref=new_ref,
        text=text,
        locator=locator,
        provenance=Provenance.PUBLISHED,
        derived_from=None,
        replaces=old.replaces if wording.same_meaning else ref,
    )
    items = tuple(new if item is old else _moved(item, ref, new_ref) for item in framework.items)
    mappings = tuple(
        mapping if new_ref == ref else _remapped(mapping, framework.key(old), new_ref) for mapping in framework.mappings
    )
    return replace(
        framework,
        items=items,
        mappings=mappings,
        title=_title(framework.title, items),
        summary=_summary(framework.summary, ref, new_ref),
    )


def _search_text(item: AnyItem) -> str:
    listed = (*getattr(item, "look_for", ()), *getattr(item, "marking_words", ()))
    words = (item.ref, item.title, item.text, item.locator, item.addressee or "", *listed)
    return " ".join(words).casefold()


def _must_be_whole(framework: Framework, old: AnyItem, text: str, locator: str, wording: PublishedWording) -> None:
    if not text:
        raise AuditError("Write the published wording.")
    if len(text) > MOST_WORDS:
        raise AuditError(f"The published wording has {len(text):,} characters; {MOST_WORDS:,} is the most. Shorten it.")
    if not locator:
        raise AuditError("Say where the wording stands in its source: the document, and the page or paragraph.")
    if text == old.text and locator == old.locator and old.provenance is Provenance.PUBLISHED:
        raise AuditError(f"{old.ref} has this wording already, so nothing was saved.")
    if wording.same_meaning:
        return
    new_ref = wording.new_ref.strip()
    if not _REF.fullmatch(new_ref):
        raise AuditError("Give the new ref: up to 20 letters, digits, dots and hyphens, such as QS3-2.")
    used_refs = {item.ref for item in framework.items} | {item.replaces for item in framework.items}
    if new_ref in used_refs:
        raise AuditError(f"The ref {new_ref} is or was in use here. Choose another.")


def _moved(item: AnyItem, old: str, new: str) -> AnyItem:
    return replace(item, part_of=new) if item.part_of == old and old != new else item


def _remapped(mapping: ItemMapping, old: Key, new: str) -> ItemMapping:
    if old not in (mapping.from_, mapping.to):
        return mapping
    new_key = Key(old.framework, new)
    ends = {
        "from_": new_key if mapping.from_ == old else mapping.from_,
        "to": new_key if mapping.to == old else mapping.to,
    }
    return replace(mapping, **ends, provenance=Provenance.DERIVED, locator=None)  # type: ignore[arg-type]


def _title(title: str, items: Sequence[AnyItem]) -> str:
    """Return a title whose count of published and reconstructed statements is right again."""
    statements = [item for item in items if item.kind == "statement"]
    published = sum(item.provenance is Provenance.PUBLISHED for item in statements)
    return _COUNTED.sub(f"({published} published, {len(statements) - published} reconstructed)", title)


def _summary(summary: str, old: str, new: str) -> str:
    """Return a summary that ends with which items have published wording in this edition."""
    match = _PUBLISHED_REFS.search(summary)
    before = match[1].split(", ") if match else []
    refs = dict.fromkeys([*(ref for ref in before if ref != old), new])
    return f"{_PUBLISHED_REFS.sub('', summary).rstrip()} Published wording in this edition: {', '.join(refs)}."


def _change(old: dict[str, AnyItem], new: dict[str, AnyItem], item: AnyItem) -> Change | None:
    before = old.get(item.ref)
    if before is not None:
        return None if before == item else _between(before, item)
    replaced = old.get(item.replaces or "")
    if replaced is None or replaced.ref in new:
        return Change(kinds=(ChangeKind.ADDED,), before=None, after=item)
    return Change(kinds=(ChangeKind.REPLACED,), before=replaced, after=item, fields=_differing(replaced, item))


def _between(before: AnyItem, after: AnyItem) -> Change:
    differing = set(_differing(before, after))
    kinds = ((ChangeKind.WORDING, _WORDS), (ChangeKind.PROVENANCE, _SOURCE))
    change_kinds = [kind for kind, names in kinds if differing & names]
    if differing - _WORDS - _SOURCE:
        change_kinds.append(ChangeKind.OTHER)
    return Change(kinds=tuple(change_kinds), before=before, after=after, fields=_differing(before, after))


def _differing(before: AnyItem, after: AnyItem) -> tuple[str, ...]:
    names = dict.fromkeys(field.name for version in (before, after) for field in fields(version))
    return tuple(name for name in names if getattr(before, name, None) != getattr(after, name, None))


def _whole(before: Framework, after: Framework) -> tuple[str, ...]:
    names = (field.name for field in fields(after) if field.name not in _OWN)
    differing = [name for name in names if getattr(before, name) != getattr(after, name)]
    common = [item.ref for item in before.items if item.ref in {later.ref for later in after.items}]
    if common != [item.ref for item in after.items if item.ref in set(common)]:
        differing.append("order of the items")
    return tuple(differing)


_NEVER = datetime(1, 1, 1, tzinfo=UTC)  # before anything was saved


def in_use(editions: Iterable[Edition]) -> tuple[Framework, ...]:
    """Return the framework that is worked with for each id, by id, whether or not a round uses it.

    The partnership's own edition that was saved last takes the place of the product's, unless it is retired.
    """
    by_id: dict[str, Edition] = {}
    for edition in newest(editions):
        current = by_id.get(edition.framework.id)
        if edition.own and edition.retired:
            continue
        if current is None or (edition.own, edition.saved_at_utc or _NEVER) > (
            current.own,
            current.saved_at_utc or _NEVER,
        ):
            by_id[edition.framework.id] = edition
    return tuple(by_id[name].framework for name in sorted(by_id))
