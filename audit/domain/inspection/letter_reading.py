"""Reading an inspection letter: area, days, theme, who answers by when, and what was found.

In: the lines of a letter in order, each with its page and its place on it.
Out: the letter; None where it does not say something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from audit.domain.inspection.letter_findings import PARAGRAPH, find, joined
from audit.domain.inspection.letters import Letter, Line
from audit.domain.timescales.counting import MONTHS

_DAY = rf"(\d{{1,2}})(?: ({'|'.join(MONTHS[1:])}))?(?: (\d{{4}}))?"
_WHEN = re.compile(
    rf"(?:took place|carried out|between|from) (?:from |between |on )?{_DAY} (?:to|and|until|–|-) {_DAY}", re.I
)
_FULL_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS[1:])}) (\d{{4}})\b")
_DUE = re.compile(rf"written\s+statement\s+of\s+(?:proposed\s+)?action\b.{{0,160}}?\bby {_DAY}", re.I)
_PRINCIPAL = re.compile(r"determined that (?:the )?(.{3,600}?) is the principal authority", re.I)
_SHOULD = re.compile(r"(?:^|[.:] )(?:The )?([^.]{3,160}?) should prepare a written statement", re.I)
_TITLE = re.compile(r"^joint targeted area inspection of (.+)$", re.I)
_RESPONSE = re.compile(r"multi-agency response to (.+?) in ([^.]+?)\.", re.I)
_HEADING = 1.15  # print this many times the usual size is a heading
_COUNCIL = re.compile(
    r"^(?:the )?(?:london|royal) borough of |,? (?:city|county|metropolitan borough|borough) council$", re.I
)


def read(lines: Sequence[Line]) -> Letter:
    """Return what a letter says."""
    body = tuple(_without_page_furniture(lines))
    text = joined(body)
    start, end = _inspected(text)
    area, theme = _about(body, text)
    return Letter(
        area=area,
        theme=theme,
        inspection_start=start,
        inspection_end=end,
        published=_published(body),
        due=_due(text),
        principal_authority=_principal(text),
        findings=tuple(find(body)),
    )


def _without_page_furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out page numbers and footnotes (small print), and number the rest; large print is as good as bold."""
    sizes = [line.size for line in lines]
    usual = max(set(sizes), key=sizes.count, default=12.0)
    last = {line.page: line.top for line in lines}
    for at, line in enumerate(lines):
        number = re.fullmatch(r"(?:page )?\d{1,3}(?: of \d{1,3})?", line.text, re.I)
        if number and line.top >= last[line.page]:
            continue
        if line.size < usual * 0.9:
            continue
        yield replace(line, bold=line.bold or line.size >= usual * _HEADING, at=at)


def _published(lines: Sequence[Line]) -> date | None:
    for line in lines[:12]:
        found = _FULL_DAY.fullmatch(line.text.strip())
        if found:
            return _date(found[1], found[2], found[3])
    return None


def _inspected(text: str) -> tuple[date | None, date | None]:
    found = _WHEN.search(text)
    if found is None:
        return None, None
    day, month, year, last_day, last_month, last_year = found.groups()
    if last_month is None or last_year is None:
        return None, None
    return _date(day, month or last_month, year or last_year), _date(last_day, last_month, last_year)


def _due(text: str) -> date | None:
    found = _DUE.search(text)
    return _date(found[1], found[2], found[3]) if found and found[2] and found[3] else None


def _principal(text: str) -> str | None:
    found = _PRINCIPAL.search(text)
    if found is not None:
        return re.sub(r"\s*\([^)]*\)\s*$", "", found[1]).strip()
    after = text[text.rfind("Next steps") + len("Next steps") :] if "Next steps" in text else text
    should = _SHOULD.search(after.strip())
    return should[1].strip() if should else None


def _about(lines: Sequence[Line], text: str) -> tuple[str | None, str | None]:
    """Return area and theme: from the title, and from the sentence that says what was inspected."""
    title = _title(lines)
    said = re.search(r"multi-agency response to (.+) in (.+)$", title or "", re.I)
    if said is not None:
        return _area(said[2]), said[1]
    response = _RESPONSE.search(text)
    theme = response[1] if response else None
    if title is not None:
        return _area(title), theme
    return (_area(response[2]) if response else None), theme


def _title(lines: Sequence[Line]) -> str | None:
    for line, after in pairwise(lines):
        found = _TITLE.match(line.text)
        if found and line.bold:
            more = after.bold and after.top - line.top < PARAGRAPH * line.size and after.page == line.page
            return f"{found[1]} {after.text}" if more else found[1]
    return None


def _area(name: str) -> str:
    return _COUNCIL.sub("", name.strip())


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS.index(month.capitalize()), int(day))
    except ValueError:
        return None
