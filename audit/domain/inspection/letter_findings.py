"""The findings of an inspection letter, from its lines.

In: the lines of a letter in order, without page numbers and footnotes.
Out: each finding once, whole, in order, with the lines it was read from.

Both formats are read: key strengths and areas for improvement (to 2020), and what needs to improve, strengths and
areas for priority action (since 2022). Where the findings under a heading have no bullets, each paragraph is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.domain.inspection.letters import Found, FoundKind, Line

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


def find(lines: Sequence[Line]) -> Iterator[Found]:
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
            yield Found(kind=kind, text=joined(block.lines), page=block.first.page, lines=places)


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
    found: list[tuple[FoundKind, list[Line]]] = []
    around: FoundKind | None = None  # what a box stands in
    box: Line | None = None
    for line in lines:
        kind = _kind_of(line)
        if kind is FoundKind.PRACTICE_EXAMPLE:
            box = line
            found.append((kind, []))
        elif kind is not None:
            around, box = kind, None
            found.append((kind, []))
        elif _is_end(line):
            around = box = None
        elif box is not None and not _left_of(line, box):
            found[-1][1].append(line)
        elif around is not None:
            if box is not None:
                found.append((around, []))
                box = None
            found[-1][1].append(line)
    return [(kind, section) for kind, section in found if section]


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
    kept = [line for line in lines if line.text.strip()]
    if kept:
        yield _Block(FoundKind.PRACTICE_EXAMPLE, kept[0], bulleted=False, lines=kept)
