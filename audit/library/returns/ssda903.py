"""The SSDA903 data return: the children of one year or several, read together; a child in two years is one child.

In: each year's files (header, episodes, reviews, oc2), by name.
Out: what they say of each child, which cells could not be read, and what is to be said of whole files.

Here too:
- From the SSDA903 return to each child's dates, as at a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from audit.domain.timescales.child_dates import LONGEST_BREAK, MOST_IN_A_YEAR, Breaks, ChildDates, YearAnswer
from audit.errors import WrongInput
from audit.library.returns.csv_tables import Reading, Unreadable, is_empty, rows

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC"),
    "episodes": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "reviews": ("CHILD", "REVIEW"),
}
_ALSO: Mapping[str, tuple[str, ...]] = {"oc2": ("CHILD", "SDQ_SCORE", "SDQ_REASON", "HEALTH_ASSESSMENT")}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class Year:
    """The files of one year's return, by the name of what they hold."""

    name: str
    files: Mapping[str, bytes]

    @property
    def calendar_year(self) -> int | None:
        """Return the year that the name says; None where it says none."""
        matches = _YEAR.findall(self.name)
        return int(matches[-1]) if matches else None


@dataclass
class Episode:
    """One episode of care."""

    began: date
    reason: str  # RNE: S for the start of a time in care
    legal: str
    place: str
    where: str
    location: str = ""  # PL_LOCATION or PL_LA, where the return has it
    ended: date | None = None  # None: it had not ended
    outcome: str = ""  # REC: X1 where another episode follows, E… where care ended


@dataclass
class Child:
    """What the return says of one child."""

    ref: str
    sex: str = ""
    ethnic: str = ""
    born: date | None = None
    episodes: dict[date, Episode] = field(default_factory=dict)
    reviews: set[date] = field(default_factory=set)
    years: dict[tuple[str, date], tuple[bool, str]] = field(default_factory=dict)  # (event, year's end): yes, why not
    totals: dict[date, float] = field(default_factory=dict)  # of the SDQ, by the year's end
    unreadable: set[str] = field(default_factory=set)
    last_seen: date | None = None  # the end of the last year in which the child stands


@dataclass(frozen=True)
class Return:
    """What one or several years say, read together."""

    children: tuple[Child, ...]
    unreadable: tuple[Unreadable, ...]
    notes: tuple[str, ...]
    begins: date  # the first day of the years that follow one another without a gap, up to the newest
    ends: date
    reviews_held: bool  # whether any reviews are in the files


def folder(path: Path) -> Year:
    """Return the files of a folder; raises WrongInput where it is none."""
    if not path.is_dir():
        raise WrongInput(f"{path}: is not a folder. Name the folder that holds header.csv and episodes.csv.")
    files = {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.suffix.lower() == ".csv"}
    return of(path.resolve().name, files)


def of(name: str, files: Mapping[str, bytes]) -> Year:
    """Return a year of files by their own names, such as "header.csv"; raises WrongInput where one is missing."""
    known: dict[str, bytes] = {}
    for file, data in files.items():
        stem = Path(file).stem.lower()
        kind = next(
            (
                candidate
                for candidate in (*_NEEDED, *_ALSO)
                if stem == candidate or stem.endswith((f"_{candidate}", f"-{candidate}"))
            ),
            None,
        )
        if kind is not None:
            known[kind] = data
    missing = [f"{kind}.csv" for kind in _NEEDED if kind not in known]
    if missing:
        raise WrongInput(f"{name}: has no {' and no '.join(missing)}. An SSDA903 return has them; choose its folder.")
    for kind in ("header", "episodes"):
        if is_empty(known[kind]):
            raise WrongInput(f"{name}/{kind}.csv: is empty. Export the return again.")
    return Year(name, known)


def read(years: Sequence[Year]) -> Return:
    """Return what the years say together; raises WrongInput where a file has not the return's columns."""
    reading = Reading()
    children: dict[str, Child] = {}
    spans = []
    for year in sorted(years, key=lambda year: year.calendar_year or 0):
        listed = _header(year, children, reading)
        _episodes(year, children, reading)
        ends = _ends(year, children)
        spans.append(ends)
        for child in listed:
            child.last_seen = ends
        _reviews(year, children, reading)
        _yearly(year, children, reading, ends)
        reading.notes += [f"{year.name}/{kind}.csv is empty." for kind, data in year.files.items() if is_empty(data)]
        reading.notes += [
            f"{year.name}: there is no {kind}.csv, so nothing is known of it."
            for kind in _ALSO
            if kind not in year.files
        ]
    begins, end = _unbroken(spans)
    held = any(child.reviews for child in children.values())
    return Return(tuple(children.values()), tuple(reading.unreadable), tuple(reading.notes), begins, end, held)


def _header(year: Year, children: dict[str, Child], reading: Reading) -> list[Child]:
    """Read who the children are, and return those of this year; only they are looked for in the other files."""
    listed = []
    file = f"{year.name}/header.csv"
    for number, row in rows(file, year.files["header"], _NEEDED["header"]):
        if _cell(row, "CHILD"):
            children.setdefault(_cell(row, "CHILD"), Child(_cell(row, "CHILD")))
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        born = reading.day(file, number, row, "DOB", needed=True)
        if born is not None and child.born not in (None, born):
            reading.unreadable.append(Unreadable(file, number, "DOB", "differs from the date in another year"))
        child.born = born or child.born
        child.sex, child.ethnic = (row["SEX"] or "").strip(), (row["ETHNIC"] or "").strip().upper()
        listed.append(child)
    return listed


def _episodes(year: Year, children: dict[str, Child], reading: Reading) -> None:
    file = f"{year.name}/episodes.csv"
    for number, row in rows(file, year.files["episodes"], _NEEDED["episodes"]):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        began = reading.day(file, number, row, "DECOM", needed=True)
        before = len(reading.unreadable)
        ended = reading.day(file, number, row, "DEC")
        if len(reading.unreadable) > before:
            child.unreadable.add("left")
        if began is None:
            child.unreadable.add("entry_to_care" if (row["RNE"] or "").strip().upper() == "S" else "placement_start")
            continue
        if ended is not None and ended < began:
            reading.unreadable.append(Unreadable(file, number, "DEC", "comes before DECOM"))
            child.unreadable.add("left")
            ended = None
        child.episodes[began] = Episode(
            began,
            _cell(row, "RNE"),
            _cell(row, "LS"),
            _cell(row, "PLACE"),
            " ".join((_cell(row, "URN"), _cell(row, "PL_POST"))),
            _cell(row, "PL_LOCATION"),
            ended,
            _cell(row, "REC"),
        )


def _reviews(year: Year, children: dict[str, Child], reading: Reading) -> None:
    file = f"{year.name}/reviews.csv"
    for number, row in rows(file, year.files["reviews"], _NEEDED["reviews"]):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        day = reading.day(file, number, row, "REVIEW", needed=True)
        if day is None:
            child.unreadable.add("review")
        else:
            child.reviews.add(day)


def _yearly(year: Year, children: dict[str, Child], reading: Reading, ends: date) -> None:
    file = f"{year.name}/oc2.csv"
    for number, row in rows(file, year.files.get("oc2", b""), _ALSO["oc2"]):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        health, score, reason = _cell(row, "HEALTH_ASSESSMENT"), _cell(row, "SDQ_SCORE"), _cell(row, "SDQ_REASON")
        if health in ("0", "1"):
            child.years["health_assessment", ends] = (health == "1", "")
        elif health:
            reading.unreadable.append(Unreadable(file, number, "HEALTH_ASSESSMENT", f"“{health[:20]}” is not 0 or 1"))
        if score and not (score.isdecimal() and int(score) <= 40):
            reading.unreadable.append(
                Unreadable(file, number, "SDQ_SCORE", f"“{score[:20]}” is not a total from 0 to 40")
            )
            child.unreadable.add("sdq")
        elif score:
            child.years["sdq", ends] = (True, "")
            child.totals[ends] = float(score)
        else:
            child.years["sdq", ends] = (False, f", with the reason {_REASONS.get(reason, reason)}" if reason else "")


_REASONS = {
    "SDQ1": "that the child was under 4 or over 17 on its day",
    "SDQ2": "that a carer refused",
    "SDQ3": "of the child's disability",
    "SDQ4": "“other”",
    "SDQ5": "that the child refused",
}


def _child(
    children: dict[str, Child], row: Mapping[str, str], file: str, number: int, reading: Reading
) -> Child | None:
    ref = _cell(row, "CHILD")
    if not ref:
        reading.unreadable.append(Unreadable(file, number, "CHILD", "is empty, so the row was left out"))
        return None
    if ref not in children:
        reading.unreadable.append(Unreadable(file, number, "CHILD", "is not in header.csv, so the row was left out"))
    return children.get(ref)


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _ends(year: Year, children: Mapping[str, Child]) -> date:
    """Return the last day of a return's year: as its name says, else the 31 March after its latest episode."""
    if year.calendar_year is not None:
        return date(year.calendar_year, 3, 31)
    known = [
        day
        for child in children.values()
        for episode in child.episodes.values()
        for day in (episode.began, episode.ended)
    ]
    last = max((day for day in known if day is not None), default=date(2000, 3, 31))
    return date(last.year + ((last.month, last.day) > (3, 31)), 3, 31)


def _unbroken(ends: Sequence[date]) -> tuple[date, date]:
    years = sorted({day.year for day in ends}, reverse=True)
    first = years[0]
    for year in years[1:]:
        if year != first - 1:
            break
        first = year
    return date(first - 1, 4, 1), date(years[0], 3, 31)


def children(returned: Return, as_of: date) -> tuple[ChildDates, ...]:
    """Return the dates of every child of a return, as far as they were known on a day."""
    return tuple(_dates_child(child, returned, as_of) for child in returned.children)


def stay(child: Child, as_of: date) -> tuple[list[Episode], date | None]:
    """Return the episodes of the child's newest time in care, in order, and its first day where the files have it."""
    episodes: list[Episode] = []
    entry: date | None = None
    for began in sorted(child.episodes):
        episode = child.episodes[began]
        if began > as_of:
            break
        if episode.reason == "S":
            episodes, entry = [], began
        elif episodes and episodes[-1].ended is not None and episodes[-1].outcome.startswith("E"):
            episodes, entry = [], None
        episodes.append(episode)
    return episodes, entry


def _dates_child(child: Child, returned: Return, as_of: date) -> ChildDates:
    episodes, entry = stay(child, as_of)
    later = min((day for day, episode in child.episodes.items() if day > as_of and episode.reason == "S"), default=None)
    dates = {"review": tuple(sorted(child.reviews))}
    if entry is not None or (not episodes and later is not None):
        dates["entry_to_care"] = (entry or later,)  # type: ignore[assignment]
    last = episodes[-1] if episodes else None
    left = last.ended if last and last.ended and last.ended <= as_of and last.outcome.startswith("E") else None
    unreadable = frozenset(child.unreadable - ({"entry_to_care"} if entry is not None else set()))
    return ChildDates(
        child=child.ref,
        dates=dates,
        none=frozenset({"review"}) if returned.reviews_held else frozenset(),
        unreadable=unreadable,
        born=child.born,
        breaks=_breaks(episodes, as_of),
        sdq_totals=child.totals,
        years=_years(child, as_of),
        seen_from=returned.begins,
        seen_to=child.last_seen or returned.ends,
        left=left,
    )


def _years(child: Child, as_of: date) -> dict[str, YearAnswer]:
    """Return the newest yes or no of each kind whose year had ended, else the first that had not."""
    answers: dict[str, YearAnswer] = {}
    for (event, ends), (happened, reason) in sorted(child.years.items(), key=lambda pair: pair[0][1]):
        if ends <= as_of or event not in answers:
            answers[event] = YearAnswer(ends=ends, happened=happened, reason=reason)
    return answers


def _breaks(episodes: Sequence[Episode], as_of: date) -> Breaks:
    """Return whether the newest episode is a short break, and whether the series keeps to regulation 48."""
    if not episodes or episodes[-1].legal not in ("V3", "V4"):
        return Breaks.NONE
    if episodes[-1].legal == "V4":
        return Breaks.SERIES  # the agreement is recorded and not each break, so its length says nothing
    series = [episode for episode in episodes if episode.legal == "V3"]
    too_long = any((episode.ended or as_of) - episode.began > timedelta(days=LONGEST_BREAK) for episode in series)
    many = _days(series, as_of) > MOST_IN_A_YEAR or len({(episode.place, episode.where) for episode in series}) > 1
    return Breaks.DOUBTFUL if too_long or many else Breaks.SERIES


def _days(series: Iterable[Episode], as_of: date) -> int:
    year = as_of - timedelta(days=365)
    return sum(max(0, ((episode.ended or as_of) - max(episode.began, year)).days) for episode in series)
