"""The SSDA903 data return: the children of one year or several, read together; a child in two years is one child.

In: each year's files (header, episodes, reviews, oc2), by name.
Out: what they say of each child, which cells could not be read, and what is to be said of whole files.

Here too:
- From the SSDA903 return to each child's dates, as at a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from audit.domain.english import listed, long_day
from audit.domain.timescales.child_dates import LONGEST_BREAK, MOST_IN_A_YEAR, Breaks, ChildDates, YearAnswer
from audit.errors import WrongInput
from audit.library.returns.return_files import ALSO, Year
from audit.library.returns.return_tables import Reading, Row, Unreadable, is_total

SHORT_BREAKS = ("V3", "V4")  # legal statuses of the return


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
    in_doubt: bool = False  # whether a day of its end is given that cannot be it


@dataclass
class Child:
    """What the return says of one child."""

    ref: str
    sex: str = ""
    ethnic: str = ""
    born: date | None = None
    episodes: list[Episode] = field(default_factory=list)  # by the day they began; of one day, as the file has them
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


def read(years: Sequence[Year]) -> Return:
    """Return what the years say together; raises WrongInput where the year of one is in doubt, or nothing is read."""
    reading = Reading()
    children: dict[str, Child] = {}
    spans = []
    for year, ends in sorted(((year, _ends(year, reading)) for year in years), key=lambda pair: pair[1]):
        listed = _header(year, children, reading)
        _episodes(year, children, reading)
        spans.append(ends)
        for child in listed:
            child.last_seen = ends
        _reviews(year, children, reading)
        _yearly(year, children, reading, ends)
        reading.notes += [f"{year.name}/{file} is empty." for file in year.empty]
        reading.notes += [
            f"{year.name}: {file} is no file of a return that is read here, and was not used." for file in year.unused
        ]
        reading.notes += [
            f"{year.name}: there is no {kind}.csv, so nothing is known of it."
            for kind in ALSO
            if kind not in year.tables
        ]
    reading.must_have_read()
    begins, end = _unbroken(spans)
    held = any(child.reviews for child in children.values())
    return Return(tuple(children.values()), tuple(reading.unreadable), tuple(reading.notes), begins, end, held)


def _rows(year: Year, kind: str, reading: Reading) -> Iterator[tuple[str, int, Row]]:
    """Yield the rows of a file, each with the file's name and its number; a row of totals is named and left out."""
    file = f"{year.name}/{kind}.csv"
    for number, row in year.tables[kind].rows() if kind in year.tables else ():
        if is_total(row["CHILD"]):
            reading.notes.append(f"{file}, row {number}: “{row['CHILD']}” is a total and no child, and was left out.")
        else:
            yield file, number, row


def _header(year: Year, children: dict[str, Child], reading: Reading) -> list[Child]:
    """Read who the children are, and return those of this year; only they are looked for in the other files."""
    listed = []
    for file, number, row in _rows(year, "header", reading):
        if row["CHILD"]:
            children.setdefault(row["CHILD"], Child(row["CHILD"]))
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        born = reading.day(file, number, row, "DOB", needed=True)
        if born is not None and child.born not in (None, born):
            reading.unreadable.append(Unreadable(file, number, "DOB", "differs from the date in another year"))
        child.born = born or child.born
        child.sex, child.ethnic = row["SEX"], row["ETHNIC"].upper()
        listed.append(child)
    return listed


def _episodes(year: Year, children: dict[str, Child], reading: Reading) -> None:
    fresh: dict[str, dict[date, list[Episode]]] = {}
    for file, number, row in _rows(year, "episodes", reading):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        began = reading.day(file, number, row, "DECOM", needed=True)
        ended = reading.day(file, number, row, "DEC")
        in_doubt = ended is None and row["DEC"] != ""
        if in_doubt:
            child.unreadable.add("left")
        if began is None:
            child.unreadable.add("entry_to_care" if row["RNE"].upper() == "S" else "placement_start")
            continue
        if ended is not None and ended < began:
            reading.unreadable.append(Unreadable(file, number, "DEC", "comes before DECOM"))
            child.unreadable.add("left")
            ended, in_doubt = None, True
        episode = _episode(row, began, ended, in_doubt=in_doubt)
        fresh.setdefault(child.ref, {}).setdefault(began, []).append(episode)
    for ref, by_day in fresh.items():  # a newer year tells again, and better, of the days that it tells of
        kept = [episode for episode in children[ref].episodes if episode.began not in by_day]
        kept += [episode for episodes in by_day.values() for episode in episodes]
        children[ref].episodes = sorted(kept, key=lambda episode: episode.began)


def _episode(row: Row, began: date, ended: date | None, *, in_doubt: bool) -> Episode:
    return Episode(
        began,
        row["RNE"].upper(),
        row["LS"].upper(),
        row["PLACE"].upper(),
        " ".join((row.get("URN", ""), row.get("PL_POST", ""))),
        row.get("PL_LOCATION", ""),
        ended,
        row["REC"].upper(),
        in_doubt,
    )


def _reviews(year: Year, children: dict[str, Child], reading: Reading) -> None:
    for file, number, row in _rows(year, "reviews", reading):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        day = reading.day(file, number, row, "REVIEW", needed=True)
        if day is None:
            child.unreadable.add("review")
        else:
            child.reviews.add(day)


def _yearly(year: Year, children: dict[str, Child], reading: Reading, ends: date) -> None:
    for file, number, row in _rows(year, "oc2", reading):
        child = _child(children, row, file, number, reading)
        if child is None:
            continue
        health, score, reason = row["HEALTH_ASSESSMENT"], row["SDQ_SCORE"], row["SDQ_REASON"].upper()
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
            child.years["sdq", ends] = (False, reason)


_NOT_OF_AGE = "SDQ1"
_REASONS = {
    "SDQ1": "that the child was under 4 or over 17 on its day",
    "SDQ2": "that a carer refused",
    "SDQ3": "of the child's disability",
    "SDQ4": "“other”",
    "SDQ5": "that the child refused",
}


def _child(children: dict[str, Child], row: Row, file: str, number: int, reading: Reading) -> Child | None:
    ref = row["CHILD"]
    if not ref:
        reading.unreadable.append(Unreadable(file, number, "CHILD", "is empty, so the row was left out"))
        return None
    if ref not in children:
        reading.unreadable.append(Unreadable(file, number, "CHILD", "is not in header.csv, so the row was left out"))
    return children.get(ref)


def _ends(year: Year, reading: Reading) -> date:
    """Return the last day of a return's year, and note why; raises WrongInput where it is in doubt."""
    dates = sorted(_dates(year, reading))
    latest = dates[(len(dates) - 1) * 49 // 50] if dates else None  # one mistyped year in 50 decides nothing
    ask = "Say which year it is: --year 2025 for the year to 31 March 2025, or name its folder or zip file so."
    if year.asked is not None:
        ends, why = date(year.asked, 3, 31), "as asked"
    elif len(year.named) > 1:
        raise WrongInput(f"{year.name}: its names say the years to March {listed(_words(year.named))}. {ask}")
    elif year.named:
        ends, why = date(next(iter(year.named)), 3, 31), "as its name says"
    elif latest is not None:
        ends = date(latest.year + ((latest.month, latest.day) > (3, 31)), 3, 31)
        why = f"by its newest date, {long_day(latest)}"
    else:
        raise WrongInput(f"{year.name}: neither a name nor a date says which year it is for. {ask}")
    if latest is not None and sum(day > ends for day in dates) * 5 > len(dates):
        raise WrongInput(
            f"{year.name}: was taken as the year to {long_day(ends)}, {why}, and its dates run to {long_day(latest)}. "
            f"{ask}"
        )
    reading.notes.append(f"{year.name}: taken as the year to {long_day(ends)}, {why}.")
    return ends


def _words(years: Iterable[int]) -> list[str]:
    return [str(year) for year in sorted(years)]


def _dates(year: Year, reading: Reading) -> Iterator[date]:
    """Yield the days on which episodes began and ended: a review may be put down for a day to come."""
    for _, row in year.tables["episodes"].rows():
        yield from (day for name in ("DECOM", "DEC") if (day := reading.as_day(row[name])) is not None)


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
    for episode in child.episodes:
        if episode.began > as_of:
            break
        if episode.reason == "S":
            episodes, entry = [], episode.began
        elif episodes and episodes[-1].ended is not None and episodes[-1].outcome.startswith("E"):
            episodes, entry = [], None
        episodes.append(episode)
    return episodes, entry


def _dates_child(child: Child, returned: Return, as_of: date) -> ChildDates:
    episodes, entry = stay(child, as_of)
    later = min((one.began for one in child.episodes if one.began > as_of and one.reason == "S"), default=None)
    dates = {"review": tuple(sorted(child.reviews))}
    if entry is not None or (not episodes and later is not None):
        dates["entry_to_care"] = (entry or later,)  # type: ignore[assignment]
    last = episodes[-1] if episodes else None
    left = last.ended if last and last.ended and last.ended <= as_of and last.outcome.startswith("E") else None
    unreadable = frozenset(child.unreadable - ({"entry_to_care"} if entry is not None else set()))
    if not child.episodes:  # whether and until when the child was in care is not known, so nothing can be late
        unreadable |= {"entry_to_care", "left"}
    return ChildDates(
        child=child.ref,
        dates=dates,
        none=frozenset({"review"}) if returned.reviews_held and child.episodes else frozenset(),
        unreadable=unreadable,
        born=child.born,
        breaks=_breaks(episodes, as_of),
        last_break=max(
            (episode.ended or as_of for episode in child.episodes if episode.legal in SHORT_BREAKS), default=None
        ),
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
            words = f", with the reason {_REASONS.get(reason, reason)}" if reason else ""
            answers[event] = YearAnswer(ends=ends, happened=happened, reason=words, not_of_age=reason == _NOT_OF_AGE)
    return answers


def _breaks(episodes: Sequence[Episode], as_of: date) -> Breaks:
    """Return whether the newest episode is a short break, and whether the series keeps to regulation 48."""
    if not episodes or episodes[-1].legal not in SHORT_BREAKS:
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
