"""Which file of a return is which, and which year it is for.

In: folders and zip files as councils keep them, with other files beside, in sub-folders, under many names.
Out: each year's files by what they hold, told by their columns; the year as names and dates say, or a question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from audit.domain.english import listed
from audit.errors import WrongInput
from audit.library.returns.return_tables import TEXT, Table, table

NEEDED: Mapping[str, tuple[str, ...]] = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC"),
    "episodes": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "reviews": ("CHILD", "REVIEW"),
}
ALSO: Mapping[str, tuple[str, ...]] = {"oc2": ("CHILD", "SDQ_SCORE", "SDQ_REASON", "HEALTH_ASSESSMENT")}
_COLUMNS = {**NEEDED, **ALSO}
Files = Mapping[PurePosixPath, bytes]
_MOST = 200 * 1024 * 1024  # bytes that one zip file may hold when it is unpacked
_XML = (
    "is the return as XML, which is not read here. Export it as CSV instead (header, episodes, reviews and oc2), from "
    "the council's system or the Department's collection service, and choose that folder."
)


@dataclass(frozen=True)
class Year:
    """The files of one year's return, by what they hold."""

    name: str
    tables: Mapping[str, Table]
    named: frozenset[int] = frozenset()  # the years that its names say, each by the March in which it ends
    asked: int | None = None  # the year that somebody said
    unused: tuple[str, ...] = ()  # files that are none of a return's
    empty: tuple[str, ...] = ()


def years_in(path: Path, *, year: int | None = None) -> list[Year]:
    """Return the years of a folder or a zip file; raises WrongInput where it holds no return."""
    if path.is_file() and path.suffix.lower() == ".xml":
        raise WrongInput(f"{path.name} {_XML}")
    if not path.is_dir() and not (path.is_file() and path.suffix.lower() == ".zip"):
        raise WrongInput(f"{path}: is not a folder. Name the folder that holds header.csv and episodes.csv.")
    if path.is_file():
        return unzipped(path.name, path.read_bytes(), year=year)
    return _by_folder(path.resolve().name, files_in(path), beside="/".join(path.resolve().parts[-2:]), year=year)


def files_in(path: Path) -> Files:
    """Return the files of a folder or a zip file that may be a return's; raises WrongInput for no zip file."""
    if path.is_file():
        return _unpacked(path.name, path.read_bytes())
    return {
        PurePosixPath(file.relative_to(path).as_posix()): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.suffix.lower() in (*TEXT, ".xml", ".zip")
    }


def chosen(files: Sequence[tuple[str, bytes]], *, year: int | None = None) -> list[Year]:
    """Return the years of files that somebody chose, by name.

    Each zip file is one, or each folder in it; loose files are one together. Raises WrongInput, naming the
    file, for any other.
    """
    loose = [(name, data) for name, data in files if _is_text(name)]
    if len(dict(loose)) < len(loose):
        raise WrongInput("Some files have the same name. Put each year into a zip file of its own, and choose those.")
    years = [
        found for name, data in files if name.lower().endswith(".zip") for found in unzipped(name, data, year=year)
    ]
    return years + ([of("The files chosen", dict(loose), year=year)] if loose else [])


def unzipped(name: str, data: bytes, *, year: int | None = None) -> list[Year]:
    """Return the years of a zip file; raises WrongInput, naming it, where it holds no return."""
    files = _unpacked(name, data)
    if not any(path.suffix.lower() in (*TEXT, ".xml") for path in files):
        raise WrongInput(f"{name}: holds no .csv file. Choose a zip file of an SSDA903 return.")
    stem = name.rsplit(".", 1)[0]
    return _by_folder(stem, files, beside=stem, year=year)


def _unpacked(name: str, data: bytes) -> Files:
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _MOST:
                raise WrongInput(f"{name}: is too large when it is unpacked. Choose the return's files alone.")
            return {
                PurePosixPath(entry.filename): package.read(entry)
                for entry in entries
                if not PurePosixPath(entry.filename).name.startswith(".") and "__MACOSX" not in entry.filename
            }
    except (BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise WrongInput(f"{name}: cannot be unpacked. Make the zip file again, without a password.") from fault


def of(name: str, files: Mapping[str, bytes], *, year: int | None = None) -> Year:
    """Return a year of files by their own names; raises WrongInput where one that is needed is not among them."""
    return _of(name, {file: _parsed(file, data) for file, data in files.items()}, beside=name, year=year)


def _parsed(file: str, data: bytes) -> Table:
    return table(data) if _is_text(file) else Table((), ())


def _is_text(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in TEXT


def _of(name: str, tables: Mapping[str, Table], *, beside: str, year: int | None) -> Year:
    """Return a year of tables by their files' names; `beside` is the path that may say the year."""
    found: dict[str, str] = {}
    for kind, columns in _COLUMNS.items():
        fitting = [file for file, each in tables.items() if set(columns) <= set(each.headings)]
        if chosen := _one(name, kind, fitting):
            found[kind] = chosen
    xml = [file for file in tables if file.lower().endswith(".xml")]
    if xml and not found:
        raise WrongInput(f"{xml[0]} {_XML}")
    _must_be_whole(name, found, tables)
    empty = [file for file, each in tables.items() if not each.headings and _is_text(file)]
    unused = tuple(file for file in tables if file not in found.values() and file not in empty)
    said = frozenset[int]().union(*(years_named(PurePosixPath(file).stem) for file in found.values()))
    by_kind = {kind: tables[file] for kind, file in found.items()}
    of_kind = tuple(file for file in empty if PurePosixPath(file).stem in _COLUMNS)
    return Year(name, by_kind, said | _nearest(beside), year, unused, of_kind)


_RANGE = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-/_–.\s]|to|and)*\s*((?:20)?\d\d)(?!\d)", re.IGNORECASE)
_SHORT = re.compile(r"(?<!\d)(?<!\d[-/_.–])([1-9]\d)\s*[-/_–]\s*(\d\d)(?!\d)(?![-/_.–]\d)")
_ACROSS = re.compile(r"(20\d\d)/((?:20)?\d\d)$")  # a folder in a folder
_FINANCIAL = re.compile(r"\bFY\s?[-_ ]?((?:20)?\d\d)(?![\d])", re.IGNORECASE)
_SINGLE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:20\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:[0-2]\d|3[01])|(?:[0-2]?\d|3[01])[-_.]\d\d?[-_.](?:20)?\d\d)(?!\d)"
)


def years_named(text: str) -> frozenset[int]:
    """Return the years that a name says, each by the March in which it ends: 2025 for "2024-25", "FY25" or "2025".

    A day in a name, as of an export, says no year of a return where another part does.
    """
    found, rest = set[int](), text
    for pattern in (_RANGE, _SHORT):
        for match in pattern.finditer(rest):
            first, second = int(match[1]) % 100, int(match[2]) % 100
            if second == (first + 1) % 100:
                found.add(2000 + second)
                rest = rest.replace(match[0], " ")
    found |= {2000 + int(match[1]) % 100 for match in _FINANCIAL.finditer(rest)}
    rest = _DATE.sub(" ", _FINANCIAL.sub(" ", rest))
    return frozenset(found or {int(match[1]) for match in _SINGLE.finditer(rest)})


def _nearest(name: str) -> frozenset[int]:
    """Return what the part of a path that stands nearest to the files says, such as 2025 for "SSDA903/2024/25"."""
    across = _ACROSS.search(name)
    if across and int(across[2]) % 100 == (int(across[1]) + 1) % 100:
        return frozenset({int(across[1]) + 1})
    return next((said for part in reversed(name.split("/")) if (said := years_named(part))), frozenset())


def _by_folder(name: str, files: Files, *, beside: str, year: int | None) -> list[Year]:
    """Return a year for each folder that holds a whole return, else one year of all the files together."""
    inner = [path for path in files if path.suffix.lower() == ".zip"]
    nested = [found for path in inner for found in unzipped(path.name, files[path], year=year)]
    tables = {path: _parsed(path.name, data) for path, data in files.items() if path not in inner}
    folders: dict[str, dict[str, Table]] = {}
    for path, each in tables.items():
        folders.setdefault(str(path.parent), {})[path.name] = each
    whole = {folder: group for folder, group in folders.items() if _holds_a_child_list(group)}
    if not whole and nested:
        return nested
    if len(whole) <= 1 and len({path.name for path in files}) == len(files):
        at = next((str(path.parent) for path in files if path.suffix.lower() == ".csv"), ".")
        whole = {at: {path.name: each for path, each in tables.items()}}
    years = nested
    for at, group in whole.items():
        here = "" if at == "." else f"/{at}"
        years.append(_of(f"{name}{here}", group, beside=f"{beside}{here}", year=year))
    return years


def _holds_a_child_list(tables: Mapping[str, Table]) -> bool:
    return any(set(NEEDED["header"]) <= set(each.headings) for each in tables.values())


def _one(name: str, kind: str, fitting: Sequence[str]) -> str:
    """Return the file of a kind: the one whose columns fit, its name deciding between several."""
    if len(fitting) < 2:
        return "".join(fitting)
    exact = [file for file in fitting if PurePosixPath(file).stem.lower() == kind]
    alike = exact or [file for file in fitting if kind in PurePosixPath(file).stem.lower()]
    if len(alike) != 1:
        raise WrongInput(
            f"{name}: {listed(list(alike or fitting))} all have the columns of {kind}.csv. Keep the one that is meant "
            "in this folder, and move the others."
        )
    return alike[0]


def _must_be_whole(name: str, found: Mapping[str, str], tables: Mapping[str, Table]) -> None:
    by_stem = {PurePosixPath(file).stem.lower(): file for file in tables}
    missing = []
    for kind in NEEDED:
        file = found.get(kind) or by_stem.get(kind, "")
        if kind not in found and file and tables[file].headings:
            lacks = [column for column in NEEDED[kind] if column not in tables[file].headings]
            raise WrongInput(
                f"{name}/{file}: has no column {' and no column '.join(lacks)}. Export it again with the headings of "
                "the return in its first line."
            )
        if file and kind != "reviews" and not (kind in found and tables[file].lines):
            what = "holds headings and no row" if tables[file].headings else "is empty"
            raise WrongInput(f"{name}/{file}: {what}. Export the return again.")
        missing += [] if file else [f"{kind}.csv"]
    if missing:
        raise WrongInput(
            f"{name}: has no {' and no '.join(missing)}. An SSDA903 return has them; choose its folder or its zip file."
        )
