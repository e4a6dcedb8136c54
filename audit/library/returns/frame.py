"""The frame: whom a source has in care, whichever kind of source it is.

In: an Annex A workbook, or a folder of the SSDA903 return.
Out: the children in care with bands, what could not be read, and what is to be said of it.

Here too:
- The key of a draw: which child each reference stands for, as one file for the coordinator.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from audit.domain.english import agree, figure, long_day
from audit.domain.rounds.draws import spare_ref
from audit.domain.rounds.sampling import Drawn, InFrame
from audit.domain.timescales.child_dates import age_on
from audit.errors import WrongInput
from audit.library.returns import annex_a, return_files, ssda903
from audit.library.returns.return_tables import Frame
from audit.library.returns.ssda903 import SHORT_BREAKS, Child, Return, stay


def of_return(returned: Return, *, short_breaks: bool = False) -> Frame:
    """Return the children who are in care at the end of a return's newest year; `short_breaks`: those on one too."""
    entries, on_breaks = list[InFrame](), 0
    for child in returned.children:
        entry = _in_care(child, returned)
        if entry is None:
            continue
        if not short_breaks and stay(child, returned.ends)[0][-1].legal in SHORT_BREAKS:
            on_breaks += 1
        else:
            entries.append(entry)
    notes = list(returned.notes)
    if on_breaks:
        are = agree(on_breaks, "is", "are")
        notes.append(
            f"{figure(on_breaks, 'child', 'children')} in a series of short breaks on {long_day(returned.ends)} {are} "
            "left out. Ask for them by --short-breaks."
        )
    return Frame(tuple(entries), returned.unreadable, tuple(notes))


def read(source: Path, *, year: int | None = None, short_breaks: bool = False) -> Frame:
    """Return the frame of a file or folder; raises WrongInput where it can be neither kind of source."""
    if source.is_dir() or source.suffix.lower() in (".zip", ".xml"):
        returned = ssda903.read(return_files.years_in(source, year=year))
        return of_return(returned, short_breaks=short_breaks)
    if source.suffix.lower() not in (".xlsx", ".xlsm"):
        raise WrongInput(f"{source}: is neither an Annex A workbook (.xlsx) nor a folder of the SSDA903 return.")
    try:
        return annex_a.read(source.name, source.read_bytes())
    except OSError as fault:
        raise WrongInput(f"{source}: cannot be opened ({fault.strerror}). Check the name and try again.") from fault


def _in_care(child: Child, returned: Return) -> InFrame | None:
    """Return a child whose newest episode has not ended; None for any other."""
    episodes, _ = stay(child, returned.ends)
    if not episodes or child.last_seen != returned.ends:
        return None
    last = episodes[-1]
    if last.ended is not None and last.ended <= returned.ends:
        return None
    age = age_on(child.born, returned.ends) if child.born and child.born <= returned.ends else None
    where = annex_a.placement_band(last.location)
    bands = {
        "age_band": annex_a.age_band(age),
        "gender": annex_a.gender(child.sex),
        "ethnicity": annex_a.ethnic_group(child.ethnic),
        "placement_type": annex_a.home(last.place),
    }
    return InFrame(child=child.ref, age=age, bands=bands | ({"out_of_area": where} if where else {}))


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
