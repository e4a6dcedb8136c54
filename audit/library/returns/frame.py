"""The frame: whom a source has in care, whichever kind of source it is.

In: an Annex A workbook or its lists as CSV files, or a folder or zip file of the SSDA903 return.
Out: the children in care with bands, what could not be read, and what is to be said of it.

Here too:
- The key of a draw: which child each reference stands for, as one file for the coordinator.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path, PurePosixPath

from audit.domain.english import figure, long_day
from audit.domain.rounds.draws import spare_ref
from audit.domain.rounds.sampling import Drawn, InFrame
from audit.domain.timescales.child_dates import age_on
from audit.errors import WrongInput
from audit.library.returns import annex_a, return_files, ssda903
from audit.library.returns.bands import Bands
from audit.library.returns.return_tables import TEXT, Frame
from audit.library.returns.ssda903 import SHORT_BREAKS, Child, Episode, Return, stay

BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")  # the endings of workbooks, those too that cannot be read


def of_return(returned: Return, *, short_breaks: bool = False) -> Frame:
    """Return the children who are in care at the end of a return's newest year; `short_breaks`: those on one too."""
    entries, on_breaks, in_doubt, bands = list[InFrame](), 0, 0, Bands()
    for child in returned.children:
        episode = _in_care(child, returned)
        if episode is None:
            continue
        if episode.in_doubt:
            in_doubt += 1
        elif episode.legal in SHORT_BREAKS and not short_breaks:
            on_breaks += 1
        else:
            entries.append(_entry(child, episode, returned.ends, bands))
    notes = [*returned.notes, *annex_a.short_breaks_left_out(on_breaks, returned.ends), *bands.notes()]
    if in_doubt:
        children = figure(in_doubt, "child", "children")
        notes.append(f"Whether care has ended is not clear for {children}, so they are not in the frame.")
    return Frame(tuple(entries), returned.unreadable, tuple(notes))


def read(
    source: Path, *, today: date, as_of: date | None = None, year: int | None = None, short_breaks: bool = False
) -> Frame:
    """Return the frame of a file or folder; raises WrongInput where it can be neither kind of source.

    `as_of` is the day of an Annex A list (None: today), `year` the year of a return where its names leave doubt.
    """
    lists = _lists(source)
    if lists and year is not None:
        raise WrongInput("--year says the year of an SSDA903 return. Say the day of an Annex A list by --as-of.")
    if lists:
        return annex_a.read(lists, today=today, as_of=as_of, short_breaks=short_breaks)
    returned = ssda903.read(return_files.years_in(source, year=year))
    if as_of not in (None, returned.ends):
        raise WrongInput(
            f"The SSDA903 return is drawn from as at {long_day(returned.ends)}, the end of its year. Leave --as-of out."
        )
    return of_return(returned, short_breaks=short_breaks)


def chosen(files: Sequence[tuple[str, bytes]], *, today: date) -> tuple[Frame, str]:
    """Return the frame of files that somebody chose, by name, and what kind of source that is, in words.

    Raises WrongInput where they are neither one Annex A workbook, nor its lists, nor one SSDA903 return.
    """
    books = {name: data for name, data in files if PurePosixPath(name).suffix.lower() in BOOKS}
    if books and len(files) > 1:
        raise WrongInput("Choose one Annex A workbook, or the files of one SSDA903 return, not both.")
    if books:
        (book,) = books.values()
        return annex_a.read({"The workbook": book}, today=today), "Annex A workbook, List 8"
    lists = {name: data for name, data in files if PurePosixPath(name).suffix.lower() in TEXT and annex_a.is_list(data)}
    if lists:
        return annex_a.read(lists, today=today), "Annex A, List 8 as CSV"
    returned = ssda903.read(return_files.chosen(files))
    return of_return(returned), f"SSDA903 return to {long_day(returned.ends)}"


def _lists(source: Path) -> dict[str, bytes]:
    """Return the files of Annex A: a single workbook or table, or those of a folder that have the list's headings."""
    suffix = source.suffix.lower()
    if not source.is_dir() and suffix not in (*BOOKS, *TEXT, ".zip", ".xml"):
        raise WrongInput(f"{source}: is neither an Annex A workbook (.xlsx) nor a folder of the SSDA903 return.")
    if source.is_dir() or suffix == ".zip":
        held = return_files.files_in(source) if source.exists() else {}
        return {str(path): data for path, data in held.items() if path.suffix.lower() in TEXT and annex_a.is_list(data)}
    try:
        return {} if suffix == ".xml" else {source.name: source.read_bytes()}
    except OSError as fault:
        raise WrongInput(f"{source}: cannot be opened ({fault.strerror}). Check the name and try again.") from fault


def _in_care(child: Child, returned: Return) -> Episode | None:
    """Return a child's newest episode where it has not ended; None for any other child."""
    episodes, _ = stay(child, returned.ends)
    if not episodes or child.last_seen != returned.ends:
        return None
    last = episodes[-1]
    return None if last.ended is not None and last.ended <= returned.ends else last


def _entry(child: Child, last: Episode, day: date, bands: Bands) -> InFrame:
    age = age_on(child.born, day) if child.born and child.born <= day else None
    made = bands.of(age=age, gender=child.sex, ethnic=child.ethnic, place=last.place, where=last.location)
    return InFrame(child=child.ref, age=age, bands=made)


def refs(drawn: Drawn, *, before: str = "Child", first: int = 1) -> dict[str, str]:
    """Return a reference for each child drawn, by the number in the source: cases first, then reserves."""
    cases = {entry.child: f"{before} {number}" for number, entry in enumerate(drawn.cases, first)}
    return cases | {entry.child: spare_ref(number) for number, entry in enumerate(drawn.reserves, 1)}


def text(drawn: Drawn, names: Mapping[str, str]) -> str:
    """Return the key as comma-separated text; a cell is never taken for a formula."""
    made = StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(("reference", "child"))
    for entry in (*drawn.cases, *drawn.reserves):
        safe = f"'{entry.child}" if entry.child[:1] in ("=", "+", "-", "@") else entry.child
        writer.writerow((names[entry.child], safe))
    return made.getvalue()
