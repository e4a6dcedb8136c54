"""A council's return, chosen on the page: read in memory, and kept nowhere.

In: the files that somebody chooses.
Out: the years of an SSDA903 return, or the frame of an Annex A workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from audit.domain.english import long_day
from audit.errors import WrongInput
from audit.library.returns import annex_a, frame, return_files, ssda903
from audit.library.returns.return_files import Year
from audit.library.returns.return_tables import Frame


class File(Protocol):
    """A file as it was chosen."""

    name: str

    def getvalue(self) -> bytes:
        """Return what is in it."""


def years(files: Sequence[File], *, year: int | None = None) -> list[Year]:
    """Return the years of a return: each zip file is one, or each folder in it; loose files are one together.

    Raises WrongInput, naming the file, for any other.
    """
    returned_years: list[Year] = []
    single = {file.name: file.getvalue() for file in files if file.name.lower().endswith(".csv")}
    if len(single) < sum(file.name.lower().endswith(".csv") for file in files):
        raise WrongInput("Some files have the same name. Put each year into a zip file of its own, and choose those.")
    for file in files:
        if file.name.lower().endswith(".zip"):
            returned_years += return_files.unzipped(file.name, file.getvalue(), year=year)
    if single:
        returned_years.append(return_files.of("The files chosen", single, year=year))
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
