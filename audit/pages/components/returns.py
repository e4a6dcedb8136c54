"""A council's return, chosen on the page: read in memory, and kept nowhere.

In: the files that somebody chooses.
Out: the years of an SSDA903 return, or the frame of an Annex A workbook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from audit.domain.english import long_day
from audit.errors import WrongInput
from audit.library.returns import annex_a, frame, ssda903
from audit.library.returns.csv_tables import Frame
from audit.library.returns.ssda903 import Year

_MOST = 200 * 1024 * 1024  # bytes that one zip file may hold when it is unpacked
_YEAR = re.compile(r"20\d\d")


class File(Protocol):
    """A file as it was chosen."""

    name: str

    def getvalue(self) -> bytes:
        """Return what is in it."""


def years(files: Sequence[File]) -> list[Year]:
    """Return the years of a return: each zip file is one, or each folder in it; loose files are one together.

    Which year loose files are for is told by their episodes. Raises WrongInput, naming the file, for any other.
    """
    returned_years: list[Year] = []
    single = {file.name: file.getvalue() for file in files if file.name.lower().endswith(".csv")}
    if len(single) < sum(file.name.lower().endswith(".csv") for file in files):
        raise WrongInput("Some files have the same name. Put each year into a zip file of its own, and choose those.")
    for file in files:
        if file.name.lower().endswith(".zip"):
            returned_years += _unzipped(file)
    if single:
        returned_years.append(ssda903.of("return", single))
    return returned_years


def frame_of(files: Sequence[File]) -> tuple[Frame, str]:
    """Return the children in care of what was chosen, and what kind of source that is, in words."""
    books = [file for file in files if file.name.lower().endswith((".xlsx", ".xlsm"))]
    if len(books) > 1 or (books and len(files) > 1):
        raise WrongInput("Choose one Annex A workbook, or the files of one SSDA903 return, not both.")
    if books:
        return annex_a.read("The workbook", books[0].getvalue()), "Annex A workbook, List 8"
    returned = ssda903.read(years(files))
    return frame.of_return(returned), f"SSDA903 return to {long_day(returned.ends)}"


def _unzipped(file: File) -> list[Year]:
    folders: dict[str, dict[str, bytes]] = {}
    try:
        with ZipFile(BytesIO(file.getvalue())) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST:
                raise WrongInput(f"{file.name}: is too large when it is unpacked. Choose the return's files alone.")
            for entry in package.infolist():
                path = PurePosixPath(entry.filename)
                if path.suffix.lower() == ".csv" and not path.name.startswith("."):
                    folders.setdefault(str(path.parent), {})[path.name] = package.read(entry)
    except (BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise WrongInput(f"{file.name}: cannot be unpacked. Make the zip file again, without a password.") from fault
    if not folders:
        raise WrongInput(f"{file.name}: holds no .csv file. Choose a zip file of an SSDA903 return.")
    stem = file.name.rsplit(".", 1)[0]
    return [ssda903.of(_named(stem, folder), files) for folder, files in sorted(folders.items())]


def _named(stem: str, folder: str) -> str:
    return PurePosixPath(folder).name if _YEAR.search(folder) else stem
