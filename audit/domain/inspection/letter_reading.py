"""Reading an inspection letter: its lines, what it says, and the findings under its headings.

In: the lines of a letter in order, each with its page and its place on it.
Out: the findings, each once and in the letter's words, and what about them is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Literal

from audit.domain.identifying.released import Typed


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
    frame: int = 0  # the drawn box or the table that it stands in, by its number on the page; 0: none
    at: int = field(default=0, compare=False)  # its place among the letter's lines, from 0


@dataclass(frozen=True, kw_only=True)
class LetterFinding:
    """One finding of a letter, in the letter's own words; a sentence that leads its bullet in stands before it."""

    kind: FoundKind
    text: Typed
    page: int  # on which it begins, from 1
    lines: tuple[int, ...] = field(default=(), compare=False)  # the places of its lines in the letter; empty: not read


PARAGRAPH = 1.7  # a step of this many sizes from one line's top to the next begins a paragraph
_HANGS = 8  # points: a bullet this much further right than another belongs to it
_SUB = "– "  # stands before a bullet that belongs to another
_BULLET = re.compile(r"^[◼■▪◾●•∎❖➢➤►▶▸→✓✔✦★◆◇◦○▫‣⁃·\uf000-\uf0ff]\s*")
_DASH = re.compile(r"^[–—o-]\s+")  # a bullet where it hangs under another; else a dash is no bullet
_MARK = re.compile(r"^(?:[–—*»>o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")  # of a list, where a section has no bullet
_ENDED = (".", ":", ";", "?", "!", "”", "’")
_VERBS = (
    r"(?:is|are|was|were|has|have|had|can|should|must|no|not|an?|their|its|our|these|those|this|that|there|show|shows)"
)
_BEFORE = rf"(?:(?!{_VERBS}\b)[\w’'&/,:–-]+ ){{0,6}}"  # "Early help", "Leadership and management:"
_AFTER = rf"(?: (?:in|of|within|across|for|on|identified|seen|found|noted)\b(?! .*\b{_VERBS}\b)[^.]{{0,60}})?"
_PRACTICE = (
    r"(?:[\w’'&/-]+ ){0,2}(?:practice|case) (?:study|studies|examples?)\b.*|.*: (?:highly )?effective practice"
    r"|(?:examples? of )?(?:highly )?(?:effective|good|best|notable) practice(?: examples?)?"
)
_NEED = r"(?:for|of|requiring|needing|in need of|(?:that|which) (?:needs?|requires?))"
_WELL = r"(?:work(?:s|ing|ed)|go(?:es|ing)|went|do(?:es|ing)?|done) well"
_IMPROVE = r"(?:to (?:be )?improved?|improving|improvement|to be better|to get better|to change|to develop)"
_HEADINGS = (  # boxes first: "Practice study: area for improvement" is one
    (re.compile(_PRACTICE), FoundKind.PRACTICE_EXAMPLE),
    (
        re.compile(
            rf"{_BEFORE}(?:areas? {_NEED} )?(?:priority|urgent|immediate) actions?"
            rf"(?: (?:required|needed|areas?))?{_AFTER}"
        ),
        FoundKind.PRIORITY_ACTION,
    ),
    (
        re.compile(
            rf"what (?:[\w’'-]+ ){{0,4}}?(?:needs? {_IMPROVE}|(?:must|should|could) (?:improve|be improved)){_AFTER}"
            rf"|{_BEFORE}(?:areas?|points?|priorit(?:y|ies)) (?:{_NEED} (?:\w+ )?(?:improvement|development)s?"
            rf"|(?:that|which) needs? {_IMPROVE}){_AFTER}"
            rf"|{_BEFORE}improvements? (?:needed|required){_AFTER}|{_BEFORE}(?:areas? of weakness|weaknesses){_AFTER}"
        ),
        FoundKind.NEEDS_TO_IMPROVE,
    ),
    (
        re.compile(
            rf"{_BEFORE}(?:(?:areas?|points?) of (?:\w+ )?)?strengths?{_AFTER}"
            rf"|what(?:['’]s)? (?:[\w’'-]+ ){{0,4}}?{_WELL}{_AFTER}"
        ),
        FoundKind.STRENGTH,
    ),
)
_ENDS = re.compile(
    r"(?:the |our )?(?:headline|main|key|other|detailed|overall|inspection|summary of(?: the| our)?)"
    r" findings?(?: in .*)?"
    r"|findings|next steps?|context|introduction|background|summary|overview|conclusions?|contents|glossary"
    r"|(?:about|scope of) (?:the|this) (?:inspection|letter)|yours (?:sincerely|faithfully),?|(?:annex|appendix)\b.*"
)
_NOTHING = re.compile(
    r"(?:none|nil|n/a|not applicable|none (?:were |was )?(?:identified|found))"
    r"|(?:(?:there (?:are|were|is|was)|(?:the )?inspector(?:s|ates)(?: have)? (?:identified|found|set|made)"
    r"|we (?:have )?"
    r"(?:identified|found|set|made)) (?:currently )?no|(?:the )?inspector(?:s|ates) did not (?:identify|find|set) any"
    r"|no)"
    r" (?:specific |further |new |identified )*(?:areas?|priority actions?|actions?|strengths?|improvements?)"
    r"(?: (?:for|of|requiring) (?:priority |urgent )?(?:actions?|improvements?|strengths?))?"
    r"(?: (?:were|was|are|have been)?(?: ?(?:identified|found|needed|required|set|made))?"
    r"(?: (?:at|during|in|from|as|for|by|on)\b[^.]*)?)?",
    re.I,
)
_Opens = FoundKind | Literal["end"] | None


@dataclass
class _Section:
    """The lines under a heading that holds findings, or of a box about practice."""

    kind: FoundKind
    heading: Line
    goes_on: bool = False  # after a box that stood in it
    lines: list[Line] = field(default_factory=list)

    def frame(self) -> int:
        """Return the frame that a box is drawn in; 0: none."""
        return self.heading.frame or (self.lines[0].frame if self.lines else 0)


@dataclass
class _Block:
    """A finding while it is being put together."""

    first: Line
    bulleted: bool
    under: int = 0  # which sub-heading of its section it stands under, counted from 0: none
    subs: list[float] = field(default_factory=list)  # how far from the left its own bullets stand
    lines: list[Line] = field(default_factory=list)


def find(lines: Sequence[Line]) -> tuple[tuple[LetterFinding, ...], tuple[str, ...]]:
    """Return the findings under a letter's headings, and in sentences what of them is in doubt."""
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = min(line.left, margins.get(line.page, line.left))
    findings: list[LetterFinding] = []
    doubts = dict.fromkeys(_unknown_headings(lines))
    bulleted = False
    for section in _sections(lines, margins):
        if section.kind is FoundKind.PRACTICE_EXAMPLE:
            blocks, unclear = list(_practice(section.lines)), _has_no_clear_end(section, margins)
            why = f"Where “{section.heading.text}” ends is not clear."
        else:
            blocks = [block for block in _blocks(_with_bullets(section.lines), margins) if not _says_nothing(block)]
            bulleted = any(block.bulleted for block in blocks) or (section.goes_on and bulleted)
            blocks, unclear = _led(blocks) if bulleted else (blocks, False)
            why = f"Text under “{section.heading.text}” that stands in no bullet was left out."
        doubts |= {why: None} if unclear else {}
        findings += [_finding(section.kind, block) for block in blocks]
    return tuple(findings), tuple(doubts)


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


def is_close(line: Line, after: Line) -> bool:
    """Say whether a line follows another without a gap, as those of one paragraph do."""
    return after.page == line.page and 0 < after.top - line.top < PARAGRAPH * line.size


def _finding(kind: FoundKind, block: _Block) -> LetterFinding:
    places = tuple(line.at for line in block.lines)
    return LetterFinding(kind=kind, text=joined(block.lines), page=block.first.page, lines=places)


def _says_nothing(block: _Block) -> bool:
    return bool(_NOTHING.fullmatch(joined(block.lines).rstrip(". ")))


def _opened(lines: Sequence[Line]) -> Iterator[tuple[Line, _Opens]]:
    """Return each line with what it opens or ends; a heading over two lines is one line."""
    at = 0
    while at < len(lines):
        opens, span = _opens(lines, at, 1), 1
        if opens is None and _opens(lines, at + 1, 1) is None and (two := _opens(lines, at, 2)) is not None:
            opens, span = two, 2
        last = lines[at + span - 1]
        yield replace(last, text=joined(lines[at : at + span]), left=lines[at].left, frame=lines[at].frame), opens
        at += span


def _opens(lines: Sequence[Line], at: int, span: int) -> _Opens:
    """Return what a heading of one line or two opens; print that is not bold is a heading where it stands alone."""
    heading = lines[at : at + span]
    if len(heading) < span or any(is_bullet(line) or line.bold != heading[0].bold for line in heading):
        return None
    if span == 2 and not is_close(*heading):
        return None
    text = joined(heading)
    words = re.sub(r"^(?:\d{1,2}[.)]?|[a-z][.)]) ", "", " ".join(text.split()).casefold().replace("(s)", "s"))
    words = words.rstrip("?: ")
    kind = next((kind for pattern, kind in _HEADINGS if pattern.fullmatch(words)), None)
    opens: _Opens = kind or ("end" if _ENDS.fullmatch(words) else None)
    if opens is None or len(words) > 90:
        return None
    return opens if heading[0].bold or words.startswith("yours") or _stands_alone(lines, at, span) else None


def _stands_alone(lines: Sequence[Line], at: int, span: int) -> bool:
    """Say whether lines that are not bold stand like a heading: in few words, no sentence, apart from the text."""
    text = joined(lines[at : at + span])
    if not text[:1].isupper() or text.endswith((".", ",", ";")) or len(text.split()) > 9:
        return False
    if re.search(rf"\b{_VERBS}\b", text.casefold()):
        return False
    if at and is_close(lines[at - 1], lines[at]):
        before = lines[at - 1]
        hung = before.left > lines[at].left + 4 or is_bullet(before)  # a bullet need not end with a full stop
        if not (before.bold or before.text.endswith(_ENDED) or hung):
            return False
    after = lines[at + span] if at + span < len(lines) else None
    return after is None or not is_close(lines[at + span - 1], after) or not after.text[:1].islower()


def _sections(lines: Sequence[Line], margins: Mapping[int, float]) -> list[_Section]:
    """Return the lines under each heading that holds findings; a box about practice does not end what it stands in."""
    sections: list[_Section] = []
    around: _Section | None = None  # what a box stands in
    box: _Section | None = None
    for line, opens in _opened(lines):
        if opens == "end" or (opens is None and around is not None and _is_greater(line, around.heading)):
            around = box = None
        elif opens is FoundKind.PRACTICE_EXAMPLE:
            box = _Section(opens, line)
            sections.append(box)
        elif opens is not None:
            around, box = _Section(opens, line), None
            sections.append(around)
        else:
            if box is not None and _ends_box(line, box, around, margins):
                box = None
                if around is not None:
                    around = _Section(around.kind, around.heading, goes_on=True)
                    sections.append(around)
            if (section := box or around) is not None:
                section.lines.append(line)
    return [section for section in sections if section.lines]


def _is_greater(line: Line, heading: Line) -> bool:
    return line.bold and not is_bullet(line) and line.size > heading.size + 0.5


def _ends_box(line: Line, box: _Section, around: _Section | None, margins: Mapping[int, float]) -> bool:
    """Say whether a line stands outside a box: out of its frame, left of it, or where what it stands in goes on."""
    if box.frame():
        last = box.lines[-1] if box.lines else box.heading
        return line.frame != last.frame if line.page == last.page else not line.frame
    bullet, heading = is_bullet(line), box.heading
    if (bullet and line.left < heading.left - 3) or line.left < heading.left - 4:
        return True
    if not box.lines or _is_set_in(heading, margins):
        return False
    outer = [outer.left for outer in around.lines if is_bullet(outer)] if around else []
    return (bullet and bool(outer) and line.left < min(outer) + 3) or (line.bold and not bullet)


def _is_set_in(line: Line, margins: Mapping[int, float]) -> bool:
    return line.left > margins[line.page] + 4


def _has_no_clear_end(section: _Section, margins: Mapping[int, float]) -> bool:
    ends = (
        not is_close(line, after) or (line.text.endswith(".") and after.text[:1].isupper())
        for line, after in pairwise(section.lines)
    )
    return not section.frame() and not _is_set_in(section.heading, margins) and any(ends)


def _unknown_headings(lines: Sequence[Line]) -> Iterator[str]:
    """Return a doubt for each heading of bullets that may be no sub-heading: outside, or where no other is one."""
    section: _Opens = None
    begun = parted = bulleted = False
    for (line, opens), (after, _) in pairwise(_opened(lines)):
        if opens is not None:
            section, begun, parted, bulleted = opens, True, False, False
        elif line.bold and not is_bullet(line):
            unknown = bulleted and not parted if isinstance(section, FoundKind) else begun
            if unknown and is_bullet(after):
                taken = f"taken as “{section.label}”" if isinstance(section, FoundKind) else "not read"
                yield f"What stands under “{line.text}” was {taken}: letters have no such heading."
            parted = parted or not bulleted
        bulleted = bulleted or is_bullet(line)


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """Return lines with bullets as marks where a section has dashes, stars or numbers instead."""
    marks = [line for line in lines if _MARK.match(line.text) and not line.bold]
    if not marks or any(is_bullet(line) for line in lines):
        return list(lines)
    at = lines.index(marks[0])
    if at and is_close(lines[at - 1], lines[at]) and not lines[at - 1].text.endswith(_ENDED):
        return list(lines)
    return [
        replace(line, text=_MARK.sub("• ", line.text)) if line in marks and line.left < marks[0].left + 3 else line
        for line in lines
    ]


def _blocks(lines: Sequence[Line], margins: Mapping[int, float]) -> Iterator[_Block]:
    """Return the bullets under a heading, and the paragraphs between them; sub-headings are left out."""
    block: _Block | None = None
    before: Line | None = None
    under = 0
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
            under += line.bold and not bullet
            block = None if line.bold and not bullet else _Block(line, bool(bullet), under)
        if block is not None:
            block.lines.append(replace(line, text=_BULLET.sub("", line.text)))
        before = line
    if block is not None:
        yield block


def _led(blocks: Sequence[_Block]) -> tuple[list[_Block], bool]:
    """Return the bullets, each with the paragraphs that lead it in, and whether text was left out that leads none."""
    led: list[_Block] = []
    left_out = False
    for _, under in groupby(blocks, key=lambda block: block.under):
        lead: list[_Block] = []
        for number, (bulleted, run) in enumerate(groupby(under, key=lambda block: block.bulleted)):
            run_blocks = list(run)
            if bulleted:
                leads = [line for block in lead for line in block.lines]
                led += [replace(block, lines=[*leads, *block.lines]) for block in run_blocks]
                lead = []
            else:  # what stands above the first bullet leads it in; later on only what ends with a colon
                lead = [block for block in run_blocks if not number or block.lines[-1].text.endswith(":")]
                left_out = left_out or len(lead) < len(run_blocks)
        left_out = left_out or bool(lead)
    return led, left_out


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
        return not line.text[:1].islower() and (block.bulleted or before.text.endswith((".", ":", ";")))
    leads = block.bulleted and before.text.endswith(".") and line.text.endswith(":")
    apart = line.top - before.top > PARAGRAPH * line.size
    return leads or apart or (block.bulleted and before.left > block.first.left + 4)


def _practice(lines: Sequence[Line]) -> Iterator[_Block]:
    """Return a box about practice as one finding."""
    printed = [line for line in lines if line.text.strip()]
    if printed:
        yield _Block(printed[0], bulleted=False, lines=printed)
