"""Frameworks: from their files, or from values of the same shape, to frameworks that can be relied on.

In: one YAML file a framework version, in a folder of them.
Out: frameworks whose every promise has been checked, or a refusal that lists all that is wrong.

Here too:
- The timescale rules that came with the product, read once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from audit.domain.frameworks.framework import Framework
from audit.domain.timescales.rules import Rules, rules_of
from audit.library.frameworks.building import Built, as_built, build
from audit.library.frameworks.checks import within
from audit.library.frameworks.neighbours import Shelf, between
from audit.library.frameworks.yaml_values import WHOLE, Fault, Loaded, load, refusal


def installed() -> Path:
    """Return the folder of the frameworks that came with the product."""
    return Path(__file__).resolve().parents[3] / "frameworks"


def files(folder: Path | None = None) -> list[Path]:
    """Return a folder's framework files by name; None: the installed ones."""
    return sorted((folder or installed()).glob("*.yaml"))


def read(path: Path) -> Framework:
    """Return the framework of one file, checked by itself; raises WrongInput that lists every fault."""
    loaded = load(path)
    built = build(loaded)
    if built is None:
        raise refusal(loaded.faults)
    found = _faults([loaded], [built], Shelf({built.framework.id: built}, complete=False))
    if found:
        raise refusal(found)
    return built.framework


def read_all(folder: Path | None = None) -> tuple[Framework, ...]:
    """Return the newest version of every framework in a folder, checked with one another, by id.

    Without a folder, the installed ones. Raises WrongInput that lists every fault of every file.
    """
    loaded = [load(path) for path in files(folder)]
    built = _built(loaded)
    newest = _newest(built)
    found = _faults(loaded, built, Shelf(newest, complete=True))
    if found:
        raise refusal(found)
    return tuple(newest[framework_id].framework for framework_id in sorted(newest))


def faults(paths: Iterable[Path], *, beside: Path | None = None) -> list[Fault]:
    """Return what is wrong with some files, in their order; an empty list where all is well.

    They are checked with one another and with the frameworks of the folder `beside` (None: the installed
    ones), where a given file stands in for the one that has its id.
    """
    loaded = [load(path) for path in paths]
    given = _built(loaded)
    others = _newest(_built(load(path) for path in files(beside)))
    return _faults(loaded, given, Shelf(others | _newest(given), complete=True))


def shipped() -> tuple[Framework, ...]:
    """Return the frameworks that came with the product, checked; read once, and again when a file changes."""
    return _kept(tuple((path, path.stat().st_mtime_ns) for path in files()))


def checked(data: dict[str, object], *, file: str, beside: Iterable[Framework]) -> tuple[Framework, tuple[Fault, ...]]:
    """Return the framework that some values make, and what is wrong with them by the rules of files.

    The values have the shape of a file; `file` is what faults call it, and `beside` are the frameworks that it is
    checked with. Where there are faults the framework is only as whole as its parts are right.
    """
    built = build(Loaded(path=Path(f"{_named(data)}.yaml"), file=file, data=data, faults=()))
    if built is None:  # only a file that cannot be read has no values; says so to the type checker
        raise TypeError("there are no values")
    shelf = {one.id: as_built(one) for one in beside} | {built.framework.id: built}
    found = _faults([built.loaded], [built], Shelf(shelf, complete=True))
    return built.framework, tuple(found)


@lru_cache(maxsize=2)
def _kept(_as_of: tuple[tuple[Path, int], ...]) -> tuple[Framework, ...]:
    return read_all()


def _named(data: Mapping[str, object]) -> str:
    return "-".join(str(data[part]) for part in ("id", "edition") if data.get(part))


def _built(loaded: Iterable[Loaded]) -> list[Built]:
    return [built for built in map(build, loaded) if built is not None]


def _newest(built: Iterable[Built]) -> dict[str, Built]:
    return {one.framework.id: one for one in sorted(built, key=lambda one: one.framework.version)}


def _faults(loaded: Sequence[Loaded], built: Sequence[Built], shelf: Shelf) -> list[Fault]:
    found = [fault for one in loaded if one.data is None for fault in one.faults]
    for one in built:
        found += [*one.faults, *within(one), *between(one, shelf)]
    return [*found, *_same_version(built)]


def _same_version(built: Sequence[Built]) -> Iterator[Fault]:
    counts = Counter((one.framework.name, one.framework.version) for one in built)
    for one in built:
        if counts[one.framework.name, one.framework.version] > 1:
            message = (
                f"another file holds version {one.framework.version} of {one.framework.id} too. Raise one of them."
            )
            yield one.fault(WHOLE, "version", message)


_ID = "statutory-timescales"


@cache
def framework() -> Framework:
    """Return the framework of timescales; raises WrongInput where its file is wrong."""
    return read(installed() / f"{_ID}.yaml")


@cache
def timescales() -> Rules:
    """Return the rules, each with its parts."""
    return rules_of(framework())
