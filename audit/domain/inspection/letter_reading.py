"""Reading an inspection letter: area, days, theme, who answers by when, and what was found.

In: the lines of a letter in order, each with its page and its place on it.
Out: the letter; None where it does not say something.

Here too:
- Inspection letters: the lines of one, and what it says.
- The findings of an inspection letter, from its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from audit.domain.identifying.released import Typed
from audit.domain.timescales.child_dates import MONTHS


class FoundKind(StrEnum):
    """What a letter calls a finding."""

    STRENGTH = "strength"
    NEEDS_TO_IMPROVE = "needs_to_improve"
    PRIORITY_ACTION = "priority_action"
    PRACTICE_EXAMPLE = "practice_example"

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a letter; places are in points from the left and the top of its page."""

    page: int
    text: str
    bold: bool = False
    left: float = 72
    top: float = 0
    size: float = 12
    at: int = field(default=0, compare=False)  # its place among the letter's lines, from 0


@dataclass(frozen=True, kw_only=True)
class LetterFinding:
    """One finding of a letter, in the letter's own words."""

    kind: FoundKind
    text: Typed
    page: int  # on which it begins, from 1
    lines: tuple[int, ...] = field(default=(), compare=False)  # the places of its lines in the letter; empty: not read


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

    def unread(self) -> tuple[str, ...]:
        """Return, in words, what could not be read."""
        wanted = {
            "the area": self.area,
            "the first day of the inspection": self.inspection_start,
            "its last day": self.inspection_end,
            "the day of the letter": self.published,
            "the theme": self.theme,
            "the day the statement is due": self.due,
            "the principal authority": self.principal_authority,
            "any finding": self.findings or None,
        }
        return tuple(label for label, read in wanted.items() if read is None)


PARAGRAPH = 1.7  # a step of this many sizes from one line's top to the next begins a paragraph
_HANGS = 8  # points: a bullet this much further right than another belongs to it
_SUB = "– "  # stands before a bullet that belongs to another
_BULLET = re.compile(r"^[◼■▪●•∎❖➢◦○▫‣⁃·\uf000-\uf0ff]\s*")
_DASH = re.compile(r"^[–—o-]\s+")  # a bullet where it hangs under another; else a dash is no bullet
_HEADINGS = (
    (re.compile(r"(key )?strengths|areas? of strength|what works well|what is working well"), FoundKind.STRENGTH),
    (
        re.compile(r"what needs to improve|what needs improving|(key )?areas? for (further )?improvement"),
        FoundKind.NEEDS_TO_IMPROVE,
    ),
    (re.compile(r"areas? for priority action|priority actions?"), FoundKind.PRIORITY_ACTION),
    (re.compile(r"(practice|case) (study|studies)\b.*|.*: (highly )?effective practice"), FoundKind.PRACTICE_EXAMPLE),
)
_ENDS = re.compile(r"headline findings|main findings|next steps|context|introduction|background|yours sincerely,?")


@dataclass
class _Block:
    """A finding while it is being put together."""

    kind: FoundKind
    first: Line
    bulleted: bool
    subs: list[float] = field(default_factory=list)  # how far from the left its own bullets stand
    lines: list[Line] = field(default_factory=list)


def find(lines: Sequence[Line]) -> Iterator[LetterFinding]:
    """Return the findings under a letter's headings."""
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = min(line.left, margins.get(line.page, line.left))
    for kind, section in _sections(list(_whole_headings(lines))):
        practice = kind is FoundKind.PRACTICE_EXAMPLE
        blocks = list(_practice(section) if practice else _blocks(kind, section, margins))
        bulleted = [block for block in blocks if block.bulleted]
        for block in bulleted or blocks:
            places = tuple(line.at for line in block.lines)
            yield LetterFinding(kind=kind, text=joined(block.lines), page=block.first.page, lines=places)


def is_bullet(line: Line) -> bool:
    """Say whether a line begins with a bullet."""
    return bool(_BULLET.match(line.text))


def joined(lines: Iterable[Line]) -> str:
    """Return lines as one text; a word that a line's end cut at its hyphen is whole again."""
    text = ""
    for line in lines:
        cut = text.endswith("-") and not text.endswith(" -")
        text += line.text if cut or not text else f" {line.text}"
    return text.strip()


def _whole_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """Return the lines with headings that run over two lines put into one."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and _goes_on(waiting, line) and _is_heading(both := _put_together(waiting, line)):
            yield both
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _goes_on(line: Line, after: Line) -> bool:
    close = after.page == line.page and 0 < after.top - line.top < PARAGRAPH * line.size
    return line.bold and after.bold and close and not _is_heading(line) and not _is_heading(after)


def _put_together(line: Line, after: Line) -> Line:
    return replace(after, text=joined((line, after)), left=line.left)


def _is_heading(line: Line) -> bool:
    return _kind_of(line) is not None or _is_end(line)


def _sections(lines: Sequence[Line]) -> list[tuple[FoundKind, list[Line]]]:
    """Return the lines under each heading that holds findings; a box about practice does not end what it stands in."""
    sections: list[tuple[FoundKind, list[Line]]] = []
    around: FoundKind | None = None  # what a box stands in
    box: Line | None = None
    for line in lines:
        kind = _kind_of(line)
        if kind is FoundKind.PRACTICE_EXAMPLE:
            box = line
            sections.append((kind, []))
        elif kind is not None:
            around, box = kind, None
            sections.append((kind, []))
        elif _is_end(line):
            around = box = None
        elif box is not None and not _left_of(line, box):
            sections[-1][1].append(line)
        elif around is not None:
            if box is not None:
                sections.append((around, []))
                box = None
            sections[-1][1].append(line)
    return [(kind, section) for kind, section in sections if section]


def _left_of(line: Line, box: Line) -> bool:
    return (bool(_BULLET.match(line.text)) and line.left < box.left - 3) or line.left < box.left - 4


def _kind_of(line: Line) -> FoundKind | None:
    words = line.text.casefold().rstrip("?: ").replace("(s)", "s")
    if not line.bold or len(words) > 90:
        return None
    return next((kind for pattern, kind in _HEADINGS if pattern.fullmatch(words)), None)


def _is_end(line: Line) -> bool:
    words = line.text.casefold().rstrip("?: ")
    return (line.bold or words.startswith("yours")) and bool(_ENDS.fullmatch(words))


def _blocks(kind: FoundKind, lines: Sequence[Line], margins: Mapping[int, float]) -> Iterator[_Block]:
    """Return the bullets under a heading, and the paragraphs between them; sub-headings are left out."""
    block: _Block | None = None
    before: Line | None = None
    for line in lines:
        if block is not None and _is_sub(line, block, margins):
            block.subs.append(line.left)
            block.lines.append(replace(line, text=_SUB + _DASH.sub("", _BULLET.sub("", line.text))))
            before = line
            continue
        bullet = _BULLET.match(line.text)
        if bullet or line.bold or block is None or before is None or _begins(line, before, block):
            if block is not None:
                yield block
            block = None if line.bold and not bullet else _Block(kind, line, bool(bullet))
        if block is not None:
            block.lines.append(replace(line, text=_BULLET.sub("", line.text)))
        before = line
    if block is not None:
        yield block


def _is_sub(line: Line, block: _Block, margins: Mapping[int, float]) -> bool:
    """Say whether a line is a bullet that belongs to the one before it: it stands further right of its page's text."""
    bullet = _BULLET.match(line.text)
    if not block.bulleted or not (bullet or _DASH.match(line.text)):
        return False
    known = any(abs(line.left - left) < 3 for left in block.subs)
    first = block.first.left - margins[block.first.page]  # pages may have other margins
    return known or line.left - margins[line.page] > first + _HANGS


def _begins(line: Line, before: Line, block: _Block) -> bool:
    """Say whether a line without a bullet begins a paragraph of its own."""
    if block.bulleted and line.left > block.first.left + 4:
        return False  # it hangs under its bullet, whatever the gap, and over a page's end
    if line.page != before.page:
        return block.bulleted or before.text.endswith((".", ":", ";"))
    return line.top - before.top > PARAGRAPH * line.size or (block.bulleted and before.left > block.first.left + 4)


def _practice(lines: Sequence[Line]) -> Iterator[_Block]:
    """Return a box about practice as one finding."""
    printed = [line for line in lines if line.text.strip()]
    if printed:
        yield _Block(FoundKind.PRACTICE_EXAMPLE, printed[0], bulleted=False, lines=printed)


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
        match = _FULL_DAY.fullmatch(line.text.strip())
        if match:
            return _date(match[1], match[2], match[3])
    return None


def _inspected(text: str) -> tuple[date | None, date | None]:
    match = _WHEN.search(text)
    if match is None:
        return None, None
    day, month, year, last_day, last_month, last_year = match.groups()
    if last_month is None or last_year is None:
        return None, None
    return _date(day, month or last_month, year or last_year), _date(last_day, last_month, last_year)


def _due(text: str) -> date | None:
    match = _DUE.search(text)
    return _date(match[1], match[2], match[3]) if match and match[2] and match[3] else None


def _principal(text: str) -> str | None:
    match = _PRINCIPAL.search(text)
    if match is not None:
        return re.sub(r"\s*\([^)]*\)\s*$", "", match[1]).strip()
    after = text[text.rfind("Next steps") + len("Next steps") :] if "Next steps" in text else text
    should = _SHOULD.search(after.strip())
    return should[1].strip() if should else None


def _about(lines: Sequence[Line], text: str) -> tuple[str | None, str | None]:
    """Return area and theme: from the title, and from the sentence that says what was inspected."""
    title = _title(lines)
    match = re.search(r"multi-agency response to (.+) in (.+)$", title or "", re.I)
    if match is not None:
        return _area(match[2]), match[1]
    response = _RESPONSE.search(text)
    theme = response[1] if response else None
    if title is not None:
        return _area(title), theme
    return (_area(response[2]) if response else None), theme


def _title(lines: Sequence[Line]) -> str | None:
    for line, after in pairwise(lines):
        match = _TITLE.match(line.text)
        if match and line.bold:
            more = after.bold and after.top - line.top < PARAGRAPH * line.size and after.page == line.page
            return f"{match[1]} {after.text}" if more else match[1]
    return None


def _area(name: str) -> str:
    return _COUNCIL.sub("", name.strip())


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS.index(month.capitalize()), int(day))
    except ValueError:
        return None
