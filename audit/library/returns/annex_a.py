"""Ofsted's Annex A: the children looked after (List 8), as a frame to draw from.

In: a workbook, or its lists as CSV files, as councils keep them; they stay in memory. The list is found by its number
or title, and its headings by what they mean, as Ofsted words them now or did, or as councils' systems do.
Out: each child in care on a day with bands; those whose care has ended are not in scope. What is not clear is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from audit.domain.english import agree, figure, listed, long_day
from audit.domain.rounds.sampling import InFrame
from audit.domain.timescales.child_dates import age_on
from audit.errors import WrongInput
from audit.library.returns.bands import Bands
from audit.library.returns.return_tables import PREFACE, Frame, Line, Reading, Row, Unreadable, is_total, lines, sheets

_CHILD, _GENDER, _ETHNIC, _BORN, _AGE = "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age"
_STARTED, _ENDED, _LEGAL = "Date Started to be Looked After", "Date Ceased to be Looked After", "Child's Legal Status"
_PLACE, _LOCATION = "Placement Type", "Placement Location"
_NEEDED = (_CHILD, _GENDER, _ETHNIC, _ENDED, _PLACE)
_DAY, _CARE = "date/when/day", "looked/lac/cla/cic/care"
_MEANINGS: Mapping[str, tuple[str, ...]] = {
    _CHILD: (
        "id/ids/identifier/identification/reference/ref/uid | unique number no system client case record la "
        "local authority mosaic lcs ics liquidlogic",
        "number unique/case/client/system/service | record la id user",
    ),
    _GENDER: ("gender/sex | birth identity male female",),
    _ETHNIC: ("ethnicity/ethnic | origin group background category description",),
    _BORN: ("birth/dob/born | date dob expected due",),
    _AGE: ("age/ages | years yrs year months",),
    _STARTED: (
        f"{_DAY} started/start/began/begin/became/become/entered/entry/admitted {_CARE} | after into period episode",
    ),
    _ENDED: (
        f"{_DAY} ceased/ceasing/ceases/cessation/cease | after period {_CARE}",
        f"{_DAY} end/ended/ends/ending/left/leaving/longer/discharged {_CARE} | after period episode no",
        f"ceased {_CARE} | after",
    ),
    _LEGAL: ("legal status | description",),
    _PLACE: ("placement/placements | type types kind description category", "accommodation type/kind | placement"),
    _LOCATION: ("location | placement",),
}  # by Ofsted's heading: words that one must have (any of those between slashes) and, after the bar, may have
_BESIDE = frozenset(
    "the of an any child childs children childrens young person persons to be being is was were at as in on for and or "
    "this their his her most recent latest last current code codes see please guidance select enter from list dropdown "
    "drop down dd mm yy yyyy ddmmyyyy eg ie if where known applicable required format".split()
)  # words that say nothing of what a column is


def is_list(data: bytes) -> bool:
    """Say whether a CSV file begins with the headings of the list of children looked after."""
    return _fits(_sought("", "", lines(data[:20_000])))


def read(files: Mapping[str, bytes], *, today: date, as_of: date | None = None, short_breaks: bool = False) -> Frame:
    """Return the children in care of a workbook, or of its lists as CSV files, by name.

    Care has ended where Date Ceased gives a day on or before `as_of` (None: today). Children in a series of short
    breaks are left out, as those of the SSDA903 return are, unless asked for. Raises WrongInput, naming file, sheet and
    column, where the list cannot be used.
    """
    listing, reading, day = _list_8(files), Reading(), as_of or today
    care = _Care(listing.where, reading, day)
    ages = _Ages(listing.where, reading, as_of or max(_days(listing, reading, today), default=today))
    bands, children, on_breaks = Bands(), list[InFrame](), 0
    for number, row in _of_children(listing, reading, care):
        if not care.goes_on(number, row):
            continue
        if _SHORT_BREAKS.search(row[_LEGAL]) and not short_breaks:
            on_breaks += 1
            continue
        age = ages.of(number, row)
        made = bands.of(age=age, gender=row[_GENDER], ethnic=row[_ETHNIC], place=row[_PLACE], where=row[_LOCATION])
        children.append(InFrame(child=row[_CHILD], age=age, bands=made))
    reading.must_have_read()
    notes = (listing.matched, *reading.notes, *care.notes(), *short_breaks_left_out(on_breaks, day), *ages.notes())
    return Frame(tuple(children), tuple(reading.unreadable), (*notes, *bands.notes()))


def short_breaks_left_out(count: int, day: date) -> list[str]:
    """Return what is to be said of children left out because they are in a series of short breaks; nothing of none."""
    told = (
        f"{figure(count, 'child', 'children')} in a series of short breaks on {long_day(day)} "
        f"{agree(count, 'is', 'are')} left out. Ask for them by --short-breaks."
    )
    return [told] if count else []


@dataclass(frozen=True)
class _List:
    """A sheet or a CSV file that is, or may be, the list of children looked after."""

    file: str
    sheet: str
    lines: Sequence[Line]
    at: int  # which of the lines has the headings
    found: Mapping[str, Sequence[int]]  # by Ofsted's heading: the columns that may be it

    @property
    def where(self) -> str:
        """Return where it stands: the file, and the sheet of a workbook."""
        return self.file if self.file.rpartition("/")[2].startswith(f"{self.sheet}.") else f"{self.file}, {self.sheet}"

    @property
    def columns(self) -> dict[str, int]:
        """Return the column of each of Ofsted's headings that the list has."""
        return {title: columns[0] for title, columns in self.found.items()}

    @property
    def matched(self) -> str:
        """Return in words where the headings stand, and which were read as which."""
        number, _ = self.lines[self.at]
        names = {title: self.heading(column) for title, column in self.columns.items()}
        same = {title for title, name in names.items() if _split(name.casefold()) == _split(title.casefold())}
        told = [f"“{name}”" + ("" if title in same else f" as {title}") for title, name in names.items()]
        return f"{self.where}: the headings are in row {number}. Read were {listed(told)}."

    def heading(self, column: int) -> str:
        """Return the heading of a column as it stands, on one line."""
        return " ".join(self.lines[self.at][1][column].split())

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield each row by Ofsted's headings; of a column that the list has not, the cells are empty."""
        columns = self.columns
        for number, line in self.lines[self.at + 1 :]:
            if line != self.lines[self.at][1]:
                cells = {title: line[at] for title, at in columns.items() if at < len(line)}
                yield number, {title: cells.get(title, "") for title in _MEANINGS}

    def must_be_whole(self) -> None:
        """Raise WrongInput where a column is missing, where two could be the same, or where there is no row."""
        missing = [title for title in _NEEDED if title not in self.found]
        missing += [] if _AGE in self.found or _BORN in self.found else [_AGE]
        if missing:
            columns = " and no column ".join(f"“{title}”" for title in missing)
            raise WrongInput(f"{self.where}: has no column {columns}. Use the Annex A headings as Ofsted gives them.")
        for title, columns_of in self.found.items():
            if len(columns_of) > 1:
                names = listed([f"“{self.heading(column)}”" for column in columns_of])
                raise WrongInput(f"{self.where}: {names} could each be “{title}”. Keep the column that is meant.")
        if not any(True for _ in self.rows()):
            raise WrongInput(f"{self.where}: holds headings and no row. Export the list again.")


def _list_8(files: Mapping[str, bytes]) -> _List:
    """Return the list by its number, else its title, else its headings alone; raises WrongInput for none or several."""
    nearest: list[_List] = []
    for is_wanted in (_is_numbered, _is_titled, _is_of_no_other_number):
        found = [
            _sought(file, sheet, filled)
            for file, data in files.items()
            for sheet, filled in sheets(file, data, is_wanted).items()
        ]
        fitting = [each for each in found if _fits(each)]
        if len(fitting) > 1:
            names = listed([f"“{each.where}”" for each in fitting])
            raise WrongInput(f"{names} could each be List 8, the children looked after. Keep the one that is meant.")
        if fitting:
            fitting[0].must_be_whole()
            return fitting[0]
        nearest += [each for each in found if is_wanted is _is_numbered or len(each.found) > 2]
    if nearest:
        nearest[0].must_be_whole()
    raise WrongInput(
        f"{next(iter(files))}: has no sheet “List 8”, the children looked after, nor a table with its headings. Choose "
        "an Annex A workbook, or its List 8 as CSV."
    )


def _sought(file: str, sheet: str, filled: Sequence[Line]) -> _List:
    """Return a sheet as the list: its headings are the line, among those that begin it, that has most of them."""
    found = [_columns(line) for _, line in filled[:PREFACE]]
    at = max(range(len(found)), key=lambda index: len(found[index]), default=0)
    return _List(file, sheet, filled, at, found[at] if found else {})


def _fits(listing: _List) -> bool:
    return {_CHILD, _ENDED} <= set(listing.found) and len(listing.found) > 3


def _columns(line: Iterable[str]) -> dict[str, list[int]]:
    """Return which columns could have each meaning; one with the words of Ofsted's heading goes before any other."""
    words, run_together = [_words(cell) for cell in line], [_plain(cell).replace(" ", "") for cell in line]
    found: dict[str, list[int]] = {}
    for title, patterns in _MEANINGS.items():
        whole = _plain(title).replace(" ", "")
        exact = [at for at, each in enumerate(words) if each == _words(title) or run_together[at] == whole]
        if columns := exact or [at for at, each in enumerate(words) if any(_says(each, one) for one in patterns)]:
            found[title] = columns
    return found


def _says(words: frozenset[str], pattern: str) -> bool:
    needs, _, may = pattern.partition("|")
    groups = [set(group.split("/")) for group in needs.split()]
    return all(words & group for group in groups) and words <= set(re.split(r"[/\s]+", may)).union(*groups)


def _words(heading: str) -> frozenset[str]:
    """Return the words that say what a column is; case, line breaks, numbers, signs and single letters say nothing."""
    return frozenset(word for word in _split(heading) if not word.isdigit() and len(word) > 1) - _BESIDE


def _split(text: str) -> list[str]:
    plain = re.sub(r"[.'’‘`\u00ad]", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"[a-z]+|\d+", re.sub(r"(?<=[a-z])(?=[A-Z][A-Za-z])", " ", plain).casefold())


def _is_numbered(name: str) -> bool:
    words = [word.lstrip("0") for word in _split(name)]
    return words[:1] == ["8"] or any(pair in (("list", "8"), ("l", "8"), ("list", "eight")) for pair in pairwise(words))


def _is_titled(name: str) -> bool:
    words = " ".join(_split(name))
    return re.search(r"\b(looked after|in care|cla|lac|cic)\b", words) is not None and "leav" not in words


def _is_of_no_other_number(name: str) -> bool:
    return not re.search(r"\blist \d", " ".join(_split(name)))


def _days(listing: _List, reading: Reading, today: date) -> Iterator[date]:
    """Yield the days up to today in the columns of dates, the newest of which is when the list was drawn up."""
    headings = [_split(cell) for cell in listing.lines[listing.at][1]]
    dated = [at for at, words in enumerate(headings) if {"date", "dob"} & set(words)]
    for _, line in listing.lines[listing.at + 1 :]:
        for at in dated:
            if at < len(line) and (day := reading.as_day(line[at])) and day <= today:
                yield day


def _of_children(listing: _List, reading: Reading, care: _Care) -> Iterator[tuple[int, Row]]:
    """Yield one row of each child, that of the newest time in care; a row that is of no child is named and left out."""
    by_child: dict[str, list[tuple[int, Row]]] = {}
    for number, row in listing.rows():
        ref, beside = row[_CHILD], any(cell for title, cell in row.items() if title != _CHILD)
        of_child = re.search(r"\d", ref) or reading.as_day(row[_BORN]) or _years(row[_AGE]) is not None
        numbers = all(row[title] == str(at + 1) for title, at in listing.columns.items())
        if beside and _NOTHING.fullmatch(_plain(ref)):
            why = "is empty or no number, so the row was left out"
            reading.unreadable.append(Unreadable(listing.where, number, _CHILD, why))
        elif ref and (is_total(ref) or not beside or not of_child or numbers or _EXAMPLE.match(ref)):
            reading.notes.append(f"{listing.where}: row {number} is of no child, and was left out.")
        elif ref:
            by_child.setdefault(ref, []).append((number, row))
    for rows in by_child.values():
        care.again += len(rows) - 1
        yield max(
            rows, key=lambda each: (reading.as_day(each[1][_STARTED]) or date.min, each[1][_ENDED] != "", each[0])
        )


_EXAMPLE = re.compile(r"e\.?g\b|example", re.IGNORECASE)
_SHORT_BREAKS = re.compile(r"\bV[34]\b|\bshort[- ]?(?:term )?breaks?\b", re.IGNORECASE)
_FIRST_DAY = date(1990, 1, 1)  # nobody who left care before it was a child when Annex A began
_NOTHING = re.compile(
    r"n a|na|nil|none|null|nan|nat|no|n|false|blank|no (?:end )?date|"
    r"not (?:yet )?(?:applicable|ceased|ended|closed|left)|"
    r"(?:still|currently|remains?|presently|current|continues?|continuing|present|open|ongoing|on going)"
    r"(?: (?:to be |being )?(?:looked after|in care|lac|cla|cic|open|ongoing|placed))?|looked after|in care|"
    r"(?:0+(?: 0+)*(?: 1900)?|0?0 0?1 1900)?"
)  # what stands for nothing in a cell of a date or a number


def _plain(cell: str) -> str:
    return " ".join(_split(cell.casefold()))


@dataclass
class _Care:
    """Who of a list is in care on a day, with the counts of what is to be said of it."""

    where: str
    reading: Reading
    day: date
    no_day: Counter[str] = field(default_factory=Counter)  # by what stands there: rows in which it is no end of care
    ended: int = 0
    later: int = 0  # rows in which care ends after the day
    to_come: int = 0  # children whose care begins after the day
    in_doubt: int = 0
    again: int = 0  # rows of a child that has another

    def goes_on(self, number: int, row: Row) -> bool:
        """Say whether a child is in care; one of whom that is not clear is not taken to be."""
        started, cell = self.reading.as_day(row[_STARTED]), row[_ENDED]
        if started and started > self.day:
            self.to_come += 1
            return False
        if not cell or self._is_no_day(cell, row):
            self.no_day[cell] += cell != ""
            return True
        ended = self.reading.as_day(cell)
        if ended is None:
            self.reading.cannot_read(self.where, number, _ENDED, cell)
        elif started and ended < started:
            why = "comes before the day on which care started"
            self.reading.unreadable.append(Unreadable(self.where, number, _ENDED, why))
            ended = None
        self.in_doubt += ended is None
        self.later += ended is not None and ended > self.day
        self.ended += ended is not None and ended <= self.day
        return ended is not None and ended > self.day

    def _is_no_day(self, cell: str, row: Row) -> bool:
        day, born = self.reading.as_day(cell), self.reading.as_day(row[_BORN])
        before = day is not None and (day < _FIRST_DAY or (born is not None and day < born))
        return before or _NOTHING.fullmatch(_plain(cell)) is not None

    def notes(self) -> list[str]:
        """Return what is to be said of who is in the frame, and who is not."""
        cells = [f"“{cell[:20]}” ({figure(count, 'row')})" for cell, count in self.no_day.most_common(5) if cell]
        day, are = long_day(self.day), agree(len(cells), "is", "are")
        told = {
            f"{_ENDED}: {listed(cells)} {are} no end of care.": len(cells),
            f"{_ENDED}: a day after {day} ({figure(self.later, 'row')}) is no end of care yet.": self.later,
            f"Care has ended for {self.ended} of the children listed, so they are not in the frame.": self.ended,
            f"Whether care has ended is not clear for {self.in_doubt} of the children listed, so they are not in the "
            "frame.": self.in_doubt,
            f"Care begins after {day} for {self.to_come} of the children listed, so they are not in the frame.": (
                self.to_come
            ),
            f"{figure(self.again, 'row')} of a child who has another: the newest time in care was used.": self.again,
        }
        return [words for words, count in told.items() if count]


@dataclass
class _Ages:
    """The ages of a list, as it states them, else from the date of birth."""

    where: str
    reading: Reading
    day: date  # on which ages are worked out
    worked_out: int = 0

    def of(self, number: int, row: Row) -> int | None:
        """Return a child's age; None where neither age nor date of birth can be read, which is noted."""
        stated = _years(row[_AGE])
        if stated is not None:
            return stated
        born = self.reading.day(self.where, number, row, _BORN)
        if born and born <= self.day and age_on(born, self.day) < _OLDEST:
            self.worked_out += 1
            return age_on(born, self.day)
        if born or not row[_BORN]:
            why = "neither age nor date of birth can be read"
            self.reading.unreadable.append(Unreadable(self.where, number, _AGE, why))
        return None

    def notes(self) -> list[str]:
        """Return what is to be said of ages that were worked out."""
        count, day = figure(self.worked_out, "child", "children"), long_day(self.day)
        return [f"{_AGE}: worked out from the date of birth for {count}, as at {day}."] if self.worked_out else []


_OLDEST = 30
_STATED = re.compile(
    r"(\d{1,2})(?:\.\d+)?(?: ?(?:y|yrs?|years?)(?: old)?(?:,? ?(?:and |& )?\d{1,2} ?(?:m|mths?|months?))?(?: old)?)?"
)
_OF_A_BABY = re.compile(r"(\d{1,3}) ?(m|w|d)(?:ths?|onths?|ks?|eeks?|ays?)?(?: old)?")


def _years(cell: str) -> int | None:
    """Return an age in whole years, from "13", "13.4", "13 years", "13y 4m" or "5 months"; None for anything else."""
    words = " ".join(cell.casefold().strip(". ").split())
    if words in ("under 1", "<1", "less than 1", "under 1 year", "under one"):
        return 0
    if baby := _OF_A_BABY.fullmatch(words):
        return int(baby[1]) // {"m": 12, "w": 52, "d": 365}[baby[2]]
    stated = _STATED.fullmatch(words)
    return int(stated[1]) if stated and int(stated[1]) < _OLDEST else None
