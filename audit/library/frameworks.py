"""Frameworks: from their files to values, and to the copy that a round keeps.

In: one YAML file a framework version, in a folder of them.
Out: frameworks whose every promise has been checked, or a refusal that lists all that is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audit.domain.framework import Framework
from audit.errors import WrongInput
from audit.library.building import ADAPTERS, Built, build
from audit.library.checks import within
from audit.library.faults import WHOLE, Fault, refusal
from audit.library.neighbours import Shelf, between
from audit.library.reading import Loaded, load

_ADAPTER: TypeAdapter[Framework] = ADAPTERS[Framework]


def installed() -> Path:
    """Return the folder of the frameworks that came with the product."""
    return Path(__file__).resolve().parents[2] / "frameworks"


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


def as_json(framework: Framework) -> str:
    """Return the copy of a framework that a round keeps; `from_json` gives the same framework back."""
    return _ADAPTER.dump_json(framework).decode()


def from_json(text: str) -> Framework:
    """Return the framework of a kept copy; raises WrongInput for a text that `as_json` did not make."""
    try:
        return _ADAPTER.validate_json(text, strict=True)
    except ValidationError as why:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in why.errors()[:5])
        raise WrongInput(
            f"The kept copy of this framework cannot be read ({problems}). Restore it from a backup."
        ) from why


def digest(framework: Framework) -> str:
    """Return the SHA-256 of a framework's content, the same wherever and whenever it is worked out."""
    content = _ADAPTER.dump_python(framework, mode="json")
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


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
    counts = Counter((one.framework.id, one.framework.version) for one in built)
    for one in built:
        if counts[one.framework.id, one.framework.version] > 1:
            message = (
                f"another file holds version {one.framework.version} of {one.framework.id} too. Raise one of them."
            )
            yield one.fault(WHOLE, "version", message)
