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
from audit.library.frameworks.checks import thin as thin
from audit.library.frameworks.checks import within
from audit.library.frameworks.neighbours import FrameworkSet, between
from audit.library.frameworks.yaml_values import WHOLE, Fault, Loaded, load, refusal
from audit.library.product_files import product_file


def installed() -> Path:
    """Return the folder of the frameworks that came with the product."""
    return product_file("frameworks")


def files(folder: Path | None = None) -> list[Path]:
    """Return a folder's framework files by name; None: the installed ones."""
    return sorted((folder or installed()).glob("*.yaml"))


def read(path: Path) -> Framework:
    """Return the framework of one file, checked by itself; raises WrongInput that lists every fault."""
    loaded = load(path)
    built = build(loaded)
    if built is None:
        raise refusal(loaded.faults)
    problems = _faults([loaded], [built], FrameworkSet({built.framework.id: built}, complete=False))
    if problems:
        raise refusal(problems)
    return built.framework


def read_all(folder: Path | None = None) -> tuple[Framework, ...]:
    """Return the newest version of every framework in a folder, checked with one another, by id.

    Without a folder, the installed ones. Raises WrongInput that lists every fault of every file.
    """
    loaded = [load(path) for path in files(folder)]
    built = _built(loaded)
    newest = _newest(built)
    problems = _faults(loaded, built, FrameworkSet(newest, complete=True))
    if problems:
        raise refusal(problems)
    return tuple(newest[framework_id].framework for framework_id in sorted(newest))


def faults(paths: Iterable[Path], *, beside: Path | None = None) -> list[Fault]:
    """Return what is wrong with some files, in their order; an empty list where all is well.

    They are checked with one another and with the frameworks of the folder `beside` (None: the installed
    ones), where a given file stands in for the one that has its id.
    """
    loaded = [load(path) for path in paths]
    built = _built(loaded)
    neighbours = _newest(_built(load(path) for path in files(beside)))
    return _faults(loaded, built, FrameworkSet(neighbours | _newest(built), complete=True))


def shipped() -> tuple[Framework, ...]:
    """Return the frameworks that came with the product, checked; read once, and again when a file changes."""
    return _read_shipped(tuple((path, path.stat().st_mtime_ns) for path in files()))


def checked(data: dict[str, object], *, file: str, beside: Iterable[Framework]) -> tuple[Framework, tuple[Fault, ...]]:
    """Return the framework that some values make, and what is wrong with them by the rules of files.

    The values have the shape of a file; `file` is what faults call it, and `beside` are the frameworks that it is
    checked with. Where there are faults the framework is only as whole as its parts are right.
    """
    built = build(Loaded(path=Path(f"{_named(data)}.yaml"), file=file, data=data, faults=()))
    if built is None:  # only a file that cannot be read has no values; says so to the type checker
        raise TypeError("there are no values")
    by_id = {neighbour.id: as_built(neighbour) for neighbour in beside} | {built.framework.id: built}
    problems = _faults([built.loaded], [built], FrameworkSet(by_id, complete=True))
    return built.framework, tuple(problems)


@lru_cache(maxsize=2)
def _read_shipped(_as_of: tuple[tuple[Path, int], ...]) -> tuple[Framework, ...]:
    return read_all()


def _named(data: Mapping[str, object]) -> str:
    return "-".join(str(data[part]) for part in ("id", "edition") if data.get(part))


def _built(loaded: Iterable[Loaded]) -> list[Built]:
    return [built for built in map(build, loaded) if built is not None]


def _newest(built: Iterable[Built]) -> dict[str, Built]:
    return {
        built_file.framework.id: built_file
        for built_file in sorted(built, key=lambda built_file: built_file.framework.version)
    }


def _faults(loaded: Sequence[Loaded], built: Sequence[Built], frameworks: FrameworkSet) -> list[Fault]:
    problems = [fault for built_file in loaded if built_file.data is None for fault in built_file.faults]
    for built_file in built:
        problems += [*built_file.faults, *within(built_file), *between(built_file, frameworks)]
    return [*problems, *_same_version(built)]


def _same_version(built: Sequence[Built]) -> Iterator[Fault]:
    counts = Counter((built_file.framework.name, built_file.framework.version) for built_file in built)
    for built_file in built:
        if counts[built_file.framework.name, built_file.framework.version] > 1:
            message = (
                f"another file holds version {built_file.framework.version} of {built_file.framework.id} "
                "too. Raise one of them."
            )
            yield built_file.fault(WHOLE, "version", message)


_ID = "statutory-timescales"


@cache
def framework() -> Framework:
    """Return the framework of timescales; raises WrongInput where its file is wrong."""
    return read(installed() / f"{_ID}.yaml")


@cache
def timescales() -> Rules:
    """Return the rules, each with its parts."""
    return rules_of(framework())
