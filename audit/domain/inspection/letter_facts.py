"""What an inspection letter says of the inspection: area, theme, days, who answers and by when.

In: the lines of a letter in order.
Out: the letter; each field that may have been read wrongly is in doubt, and a report of another kind is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from audit.domain.days import MONTH, month_number
from audit.domain.english import long_day
from audit.domain.inspection.letter_reading import LetterFinding, Line, find, is_close, joined

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "area": "the area",
        "inspection_start": "the first day of the inspection",
        "inspection_end": "its last day",
        "published": "the day of the letter",
        "theme": "the theme",
        "due": "the day the statement is due",
        "principal_authority": "the principal authority",
        "findings": "any finding",
    }
)


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A field that may have been read wrongly: its name, and in a sentence why."""

    field: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What was read of a letter; None: the letter does not say it, or it could not be read."""

    area: str | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    published: date | None = None
    theme: str | None = None
    due: date | None = None
    principal_authority: str | None = None
    findings: tuple[LetterFinding, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def unread(self) -> tuple[str, ...]:
        """Return, in words, what could not be read."""
        return tuple(words for name, words in FIELDS.items() if not getattr(self, name))


_HEADING = 1.15  # print this many times the usual size is a heading
_PAGE_NUMBER = re.compile(r"(?:page )?[–—-]? ?\d{1,3} ?[–—-]?(?: (?:of|/) \d{1,3})?", re.I)
_EDGES = " ,;:.–—"  # of a name, and no part of it
TOP = 40  # lines of a letter in which its day and its title stand
_LONGEST_STAY, _LONGEST_WAIT = timedelta(days=35), timedelta(days=366)  # of inspectors on site; of anything after it
_DAY = (
    r"(?:(?P<{0}weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?,? )?"
    r"(?:the )?"
    r"(?:(?P<{0}numbers>\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})(?!\d))"
    r"|(?P<{0}day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?: of)? (?P<{0}month>" + MONTH + r")\b\.?(?:,? "
    r"(?P<{0}year>\d{{4}}(?!\d)|['’]?\d{{2}}(?![\d:])))?)?)"
)
_ONE = re.compile(rf"(?:(?:published|letter|date|dated)(?: on)?:? )?{_DAY.format('')}\.?", re.I)
_RANGE = rf"{_DAY.format('first_')}(?: ?[–—-] ?| (?:to|and|until|till|through) ){_DAY.format('last_')}"
_WHEN = re.compile(
    rf"(?:took place|carried out|between|from|during|on site|undertaken|inspected|dates?:?|fieldwork:?)"
    rf"(?: on site)?(?: from| between| on| over)? {_RANGE}",
    re.I,
)
_ANY_RANGE = re.compile(rf"\b{_RANGE}", re.I)
_BY = (
    rf"\b(?:by|before|no later than|not later than|until|due(?: on)?|deadline (?:is|of)) "
    rf"(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm|noon) on |noon on |close of (?:play|business) on )?{_DAY.format('')}"
)
_STATEMENT = re.compile(r"(?:written\s+)?statement\s+of\s+(?:proposed\s+)?action\b|written\s+statement\b", re.I)
_SENTENCE_END = re.compile(r"[.?!](?:\s*(?=[A-Z])|\s*$)")
_PRINCIPAL = (
    r"determined that (?:the )?(.{3,600}?),? (?:is|are|will be|should be) the principal authority",
    r"(?:determined|named|identified|designated|appointed|chosen) (?:the )?(.{3,300}?),?"
    r" (?:as|to be) the principal authority",
    r"the principal authority (?:is|will be) (?:the )?([^.]{3,300}?)"
    r"(?:,? (?:and|who|which) (?:should|must|will)\b[^.]*)?\.",
    r"(?:^|[.:] )(?:the )?([^.]{3,300}?),? (?:is|are|will be|acts as|,? as) the principal authority",
)
_DUTY = r"(?:should|must|will|shall|is to|are to|is required to|are required to|needs? to|is asked to|has to)"
_MAKES = (
    r"(?:prepare|produce|co-?ordinate|lead|write|draw up|develop|provide|complete|compile|oversee|arrange|draft|agree)"
    r"(?: and \w+)?(?: (?:on )?the (?:preparation|production|writing|development|drafting|completion|submission) of)?"
)
_SHOULD = re.compile(
    rf"(?:^|[.:] )(?:the )?([^.]{{3,200}}?),? {_DUTY} (?:also )?{_MAKES} (?:an?|the|its|their|this) "
    r"(?:joint |multi-agency |single )*(?:written )?statement",
    re.I,
)
_SENDS = re.compile(
    rf"(?:^|[.:] )(?:the )?([^.]{{3,200}}?),? {_DUTY} (?:send|submit|return) (?:an?|the|its|their|this) (?:written )?"
    r"(?:statement|response)",
    re.I,
)
_TITLE = re.compile(
    r"^(?:re: )?(?:report of the |the )?(?:joint targeted area inspection|JTAI)s?(?: \(JTAI\))?"
    r"(?: (?:of|in|into)|:| [–—-])? ?(.*)$",
    re.I,
)
_RESPONSE = r"(?:the )?multi[- ]agency responses? (?:to|for)"
_ITS = r"(?:the )?(?:(?:[Ll]ondon|[Rr]oyal|[Cc]ity|[Mm]etropolitan|[Cc]ounty|[Bb]orough|[Dd]istrict|of|and) )*"
_PLACE = (
    r"(?:(?:the|The) )?[A-Z][\w’'.-]*"
    r"(?: (?:and|of|upon|on|the|with|under|by|le|next|cum|in|&|[A-Z][\w’'-]*)(?=[ ,.;:)]|$))*"
)
_PLACES = re.compile(rf"{_PLACE}(?:(?:, {_PLACE})+ and {_PLACE})?")
_BODY = r"(?:council|authority|partnership|partners|area|services?|board|arrangements)"
_COUNCIL = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan|county|district)?,? ?(?:borough|district|county|council) of (?:the )?"
    r"|city of (?=.* council$))"
    rf"|,? (?:(?:city|county|metropolitan|borough|district|unitary|london|royal|local|strategic|safeguarding"
    rf"|multi-agency|child(?:ren)?(?:['’]s?)?|{_BODY}) )*{_BODY}$",
    re.I,
)


def read(lines: Sequence[Line]) -> Letter:
    """Return what a letter says."""
    body = tuple(body_lines(lines))
    text = joined(body)
    doubts: dict[str, str] = {}
    area, theme = _about(body, text, doubts)
    published = _published(body, doubts)
    start, end = _inspected(text, published, doubts)
    if published is None:
        published = _published_without_year(body, end, doubts)
    findings, unclear = find(body)
    if unclear:
        doubts["findings"] = " ".join(unclear)
    return Letter(
        area=area,
        theme=theme,
        inspection_start=start,
        inspection_end=end,
        published=published,
        due=_due(text, published, doubts),
        principal_authority=_principal(text, doubts),
        findings=findings,
        doubts=tuple(Doubt(field=field, why=why) for field, why in doubts.items()),
    )


def body_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out page numbers, running heads and footnotes, and number the rest; large print is as good as bold."""
    sizes: Counter[float] = Counter()
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        sizes[line.size] += len(line.text)
        pages.setdefault(line.page, []).append(at)
    usual = max(sizes, key=lambda size: sizes[size], default=12.0)
    edges = {at for page in pages.values() for at in (*page[:2], *page[-2:])}
    repeated = Counter(_PAGE_NUMBER.sub("", lines[at].text) for at in edges)
    for at, line in enumerate(lines):
        runs = repeated[_PAGE_NUMBER.sub("", line.text)] > max(len(pages) / 2, 1) and line.page > lines[0].page
        if at in edges and (_PAGE_NUMBER.fullmatch(line.text) or runs):
            continue
        if line.size < usual * 0.9:
            continue
        yield replace(line, bold=line.bold or line.size >= usual * _HEADING, at=at)


def _published(lines: Sequence[Line], doubts: dict[str, str]) -> date | None:
    for line in lines[:TOP]:
        match = _ONE.fullmatch(line.text.strip())
        if match and (day := _day(match.groupdict(), "", None)):
            _check_weekday(match, "", day, "published", doubts)
            return day
    return None


def _published_without_year(lines: Sequence[Line], end: date | None, doubts: dict[str, str]) -> date | None:
    """Return the letter's day where its year is left out, as the first such day after the inspection."""
    for line in lines[:TOP] if end is not None else ():
        match = _ONE.fullmatch(line.text.strip())
        if match and match["month"] and (day := _after(match.groupdict(), end)):
            doubts["published"] = (
                "The letter’s day has no year. It is taken as the first such day after the inspection."
            )
            return day
    return None


def _inspected(text: str, published: date | None, doubts: dict[str, str]) -> tuple[date | None, date | None]:
    matches = [match for match in _WHEN.finditer(text) if match["last_month"] or match["last_numbers"]]
    why = ""
    if not matches:
        matches = [match for match in _ANY_RANGE.finditer(text) if match["last_year"] or match["last_numbers"]][:1]
        why = "These days stand in the letter, and it does not say that they are the inspection’s."
    if not matches:
        return None, None
    match = matches[0]
    parts = match.groupdict()
    if not (parts["last_year"] or parts["last_numbers"]):
        why = "The letter gives no year with these days. It is taken from the day of the letter."
        if not parts["first_year"]:
            parts["last_year"] = str(published.year) if published else None
            if published and (last := _day(parts, "last_", None)) and last > published:
                parts["last_year"] = str(published.year - 1)
    end = _day(parts, "last_", None) or _after({**_parts(parts, "last_")}, _day(parts, "first_", None))
    start = _day(parts, "first_", end)
    for name, day, prefix in (("inspection_start", start, "first_"), ("inspection_end", end, "last_")):
        if why and day:
            doubts[name] = why
        _check_weekday(match, prefix, day, name, doubts)
    _check_stay(start, end, published, doubts)
    return start, end


def _check_stay(start: date | None, end: date | None, published: date | None, doubts: dict[str, str]) -> None:
    if start and end and not timedelta(0) <= end - start <= _LONGEST_STAY:
        doubts["inspection_start"] = doubts["inspection_end"] = "An inspection does not last as long as these days do."
    if end and published and not timedelta(0) <= published - end <= _LONGEST_WAIT:
        doubts["inspection_end"] = doubts["published"] = "The letter’s day does not follow these days within a year."


def _due(text: str, published: date | None, doubts: dict[str, str]) -> date | None:
    """Return the day the statement is due, from the sentences about the statement; where they name two, the first."""
    days: list[date] = []
    for sentence in _sentences(text):
        if not _STATEMENT.search(sentence):
            continue
        for match in re.finditer(_BY, sentence, re.I):
            day = _day(match.groupdict(), "", None)
            if day is None and match["month"] and published is not None:
                day = _after(match.groupdict(), published)
                doubts["due"] = "The letter gives no year with this day. It is taken as the first one after the letter."
            if day is not None:
                _check_weekday(match, "", day, "due", doubts)
                days.append(day)
    if not days:
        return None
    if len(set(days)) > 1:
        doubts["due"] = f"The letter names another day too: {long_day(next(day for day in days if day != days[0]))}."
    if published and not timedelta(0) < days[0] - published <= _LONGEST_WAIT:
        doubts["due"] = "This day does not follow the letter’s within a year."
    return days[0]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield text[start : match.end()].strip()
        start = match.end()
    yield text[start:].strip()


def _principal(text: str, doubts: dict[str, str]) -> str | None:
    steps = [match.end() for match in re.finditer(r"next steps?\b", text, re.I)]
    after = text[steps[-1] :].strip() if steps else text
    for pattern in _PRINCIPAL:
        if match := re.search(pattern, after, re.I) or (
            re.search(pattern, text, re.I) if pattern is _PRINCIPAL[0] else None
        ):
            return _principal_name(match[1], doubts)
    if should := _SHOULD.search(after):
        return _principal_name(should[1], doubts)
    if sends := _SENDS.search(after):
        doubts["principal_authority"] = "The letter says who sends the statement, and not who answers for it."
        return _principal_name(sends[1], doubts)
    return None


def _principal_name(name: str, doubts: dict[str, str]) -> str | None:
    name = re.sub(r",? as (?:the )?(?:principal|lead) authority$", "", name.strip(), flags=re.I)
    name = re.sub(r"\s*\([^)]*\)\s*$", "", name).strip(" ,;:–—")
    name = re.sub(r"^(?:we (?:have )?(?:determined|decided|agreed) that (?:the )?)", "", name, flags=re.I)
    if len(name.split()) > 25 or name.casefold() in ("it", "they", "you", "this"):
        doubts["principal_authority"] = "This does not read like the name of an authority."
    return name or None


def _about(lines: Sequence[Line], text: str, doubts: dict[str, str]) -> tuple[str | None, str | None]:
    """Return area and theme: from the title, and from the sentence that says what was inspected."""
    title = _title(lines)
    area, theme = _area_and_theme(title) if title else (None, None)
    for match in re.finditer(rf"{_RESPONSE} ", text, re.I):
        sentence = next(_sentences(text[match.start() :])).rstrip(".")
        other_area, other_theme = _area_and_theme(sentence, area)
        theme = theme or other_theme
        area, read_area = area or other_area, other_area
        if title is None and read_area:
            doubts["area"] = "The letter has no title that names the area."
        if theme and area:
            break
    if area is None:
        area = _addressed(lines, doubts)
    if area and (len(area.split()) > 7 or area.isupper()):
        doubts.setdefault("area", "This does not read like the name of an area.")
    if theme and len(theme.split()) > 25:
        doubts["theme"] = "This is longer than a theme is."
    return area, theme


def _title(lines: Sequence[Line]) -> str | None:
    for at, line in enumerate(lines[:TOP]):
        match = _TITLE.match(line.text)
        if not match or not (line.bold or _opens_alone(lines, at)):
            continue
        parts = [match[1]]
        for before, after in zip(lines[at:], lines[at + 1 : at + 4], strict=False):
            if after.bold != line.bold or not is_close(before, after):
                break
            parts.append(after.text)
        return " ".join(parts).strip(" .")
    return None


def _opens_alone(lines: Sequence[Line], at: int) -> bool:
    apart = at == 0 or not is_close(lines[at - 1], lines[at])
    return apart and lines[at].text[:1].isupper() and not lines[at].text.endswith(".")


def _area_and_theme(words: str, known: str | None = None) -> tuple[str | None, str | None]:
    """Return area and theme of a title or a sentence; the area is the last that stands behind an "in"."""
    about = re.search(rf"{_RESPONSE} (.+)$", words, re.I)
    if about is None:
        return _area(words), None
    before = re.match(rf"(.+?)(?:['’]s?|[:,]| [–—-]| and) {_RESPONSE} ", words, re.I)
    rest = about[1]
    if known and (at := re.search(rf"^(.+?),? (?:in|within|across|for) {_ITS}{re.escape(known)}\b", rest)):
        return known, at[1].strip(_EDGES)
    ins = list(re.finditer(r" (?:in|within|across) (?=(?:the )?[A-Z])", rest))
    first_clause = re.split(r", (?:which|that|who|and|between|from|carried|on)\b|;|\.", rest)[0]
    ins = [match for match in ins if match.start() < len(first_clause)]
    if ins:
        return _area(rest[ins[-1].end() :]), rest[: ins[-1].start()].strip(_EDGES)
    return (_area(before[1]) if before else known), first_clause.strip(_EDGES)


def _area(words: str) -> str | None:
    """Return an area's name without its council, and without what else the title or sentence says."""
    match = _PLACES.match(words.strip(" ,;:–—"))
    if match is None:
        return None
    area = re.sub(r"(?: (?:and|of|on|in|the|with|under|by|upon|&))+$", "", match[0].rstrip(".,")).strip()
    while (shorter := _COUNCIL.sub("", area).strip(" ,")) and shorter != area:
        area = shorter
    return area or None


def _addressed(lines: Sequence[Line], doubts: dict[str, str]) -> str | None:
    for line in lines[:TOP]:
        match = re.match(r"Dear (.+)", line.text)
        if match and (area := _area(match[1])) and area.casefold() not in ("local", "all", "colleagues", "partners"):
            doubts["area"] = "The area is taken from whom the letter addresses."
            return area
    return None


def _parts(parts: Mapping[str, str | None], prefix: str) -> dict[str, str | None]:
    return {name.removeprefix(prefix): value for name, value in parts.items() if name.startswith(prefix)}


def _day(parts: Mapping[str, str | None], prefix: str, last: date | None) -> date | None:
    """Return the day that parts of a text say; what the first of two days leaves out, the last one says."""
    numbers = parts[f"{prefix}numbers"]
    day, month, year = parts[f"{prefix}day"], parts[f"{prefix}month"], parts[f"{prefix}year"]
    if numbers:
        day, month, year = re.split(r"[/.-]", numbers)
    number = month_number(month) if month else (last.month if last else 0)
    whole = int(year.lstrip("'’")) if year else (last.year if last else 0)
    whole += 2000 if year and whole < 100 else 0
    if last and day and not month and int(day) > last.day:
        number, whole = (number - 1, whole) if number > 1 else (12, whole - 1)  # "30 to 3 February"
    elif last and not year and number > last.month:
        whole -= 1  # over the turn of the year
    try:
        return date(whole, number, int(day or 0))
    except ValueError:
        return None


def _after(parts: Mapping[str, str | None], since: date | None) -> date | None:
    """Return the first day after another that a day without its year can be."""
    if since is None:
        return None
    years = (_day({**parts, "year": str(since.year + more)}, "", None) for more in (0, 1))
    return next((day for day in years if day and day > since), None)


def _check_weekday(match: re.Match[str], prefix: str, day: date | None, field: str, doubts: dict[str, str]) -> None:
    weekday = match[f"{prefix}weekday"]
    if weekday and day and not f"{day:%A}".casefold().startswith(weekday.casefold()[:3]):
        doubts[field] = f"{long_day(day)} is a {day:%A}, and the letter says {weekday}."
