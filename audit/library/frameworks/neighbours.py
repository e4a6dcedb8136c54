"""Neighbours: what framework files promise about one another.

In: every framework that is at hand, and which of them to speak about.
Out: a fault for every mapping, theme or local recommendation that the others do not bear out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.domain.frameworks.framework import Item, Key, Recommendation, Statement, Theme
from audit.library.frameworks.building import Built, closest_ref
from audit.library.frameworks.yaml_values import WHOLE, Fault


@dataclass(frozen=True)
class FrameworkSet:
    """Frameworks side by side, by id."""

    by_id: Mapping[str, Built]
    complete: bool  # False: other frameworks may be installed, so one that is not here is no fault

    def item(self, key: Key) -> Item | None:
        """Return an item of any of them, or None where it is not here or could not be built."""
        built = self.by_id.get(key.framework)
        return next((item for item in built.framework.items if item.ref == key.ref), None) if built else None


def between(built: Built, frameworks: FrameworkSet) -> list[Fault]:
    """Return what one framework says of the others that they do not bear out."""
    return [
        *_mapped_to_nothing(built, frameworks),
        *_unknown_themes(built, frameworks),
        *_unmapped(built, frameworks),
        *_untouched(built, frameworks),
    ]


def _mapped_to_nothing(built: Built, frameworks: FrameworkSet) -> Iterator[Fault]:
    for index, mapping in enumerate(built.framework.mappings):
        number = built.number("mappings", index)
        target = frameworks.by_id.get(mapping.to.framework)
        if target is None and frameworks.complete:
            yield built.fault(mapping.from_.ref, "mappings.to", _not_installed(mapping.to.framework), entry=number)
        elif target is not None and target is not built and mapping.to.ref not in target.refs:
            hint = closest_ref(mapping.to.ref, target.refs)
            message = f"there is no item {mapping.to.ref} in {mapping.to.framework}.{hint}"
            yield built.fault(mapping.from_.ref, "mappings.to", message, entry=number)


def _unknown_themes(built: Built, frameworks: FrameworkSet) -> Iterator[Fault]:
    source = built.framework.themes_from or built.framework.id
    theme_framework = frameworks.by_id.get(source)
    if theme_framework is None:
        if frameworks.complete:
            yield built.fault(WHOLE, "themes_from", _not_installed(source))
        return
    for line in built.framework.lines():
        for place, ref in enumerate(line.themes, start=1):
            item = frameworks.item(Key(source, ref))
            if ref not in theme_framework.refs or (item is not None and not isinstance(item, Theme)):
                hint = closest_ref(ref, [theme.ref for theme in theme_framework.framework.themes()])
                yield built.fault(line.ref, "themes", f"“{ref}” is not a theme of {source}.{hint}", part=place)


def _unmapped(built: Built, frameworks: FrameworkSet) -> Iterator[Fault]:
    if "mappings" not in built.whole:
        return
    targets: dict[str, list[Key]] = {}
    for mapping in built.framework.mappings:
        targets.setdefault(mapping.from_.ref, []).append(mapping.to)
    for item in built.framework.items:
        local = isinstance(item, Recommendation) and not item.national
        if local and not any(_may_be_statement(key, frameworks) for key in targets.get(item.ref, [])):
            yield built.fault(item.ref, "mappings", "is local and maps to no statement. Add a mapping from it to one.")


def _may_be_statement(key: Key, frameworks: FrameworkSet) -> bool:
    # What is not at hand gets the benefit of the doubt: that it is missing is a fault of its own.
    item = frameworks.item(key)
    return item is None or isinstance(item, Statement)


def _untouched(built: Built, frameworks: FrameworkSet) -> Iterator[Fault]:
    framework = built.framework
    askers = [other for other in frameworks.by_id.values() if _asks_under(other, framework.id)]
    if not askers or "items" not in built.whole:
        return
    touched = {ref for other in askers for line in other.framework.lines() for ref in line.themes}
    touched |= set(_mapped_refs(framework.id, frameworks.by_id.values()))
    for theme in framework.themes():
        if theme.ref not in touched:
            yield built.fault(theme.ref, "themes", "no line of enquiry names this theme, and no mapping touches it.")


def _asks_under(built: Built, themes: str) -> bool:
    source = built.framework.themes_from or built.framework.id
    return source == themes and any(built.framework.lines())


def _mapped_refs(framework: str, built_files: Iterable[Built]) -> Iterator[str]:
    for other in built_files:
        for mapping in other.framework.mappings:
            yield from (key.ref for key in (mapping.from_, mapping.to) if key.framework == framework)


def _not_installed(framework: str) -> str:
    return f"the framework “{framework}” is not installed. Correct the name, or add its file."
