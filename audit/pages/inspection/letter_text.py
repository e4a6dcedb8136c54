"""The letter's own text, with what was read as a finding marked in it.

In: a letter that is being checked.
Out: HTML: the lines in their order; a finding's lines have a bar, a ground and its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_findings import PARAGRAPH, is_bullet, joined
from audit.domain.inspection.letters import Line
from audit.pages.components.look import text

_LITTLE = 300  # characters of text that may stand between two findings


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a page: text in which nothing was read, and after it a finding with its own lines marked."""

    finding: DraftFinding | None  # None: the text after the page's last finding
    long: str  # much text in which no finding was read; empty: none
    near: str  # what stands right above the finding, such as its heading, and the finding's own lines


def parts(draft: LetterDraft, page: int) -> list[Part]:
    """Return a page's text in parts, each up to and with the lines of a finding that begins on it."""
    mine = draft.on(page)
    earlier = {at: one for one in draft.findings if one.page < page for at in one.lines}
    rest = _lines(draft, page)
    found: list[Part] = []
    for one in mine:
        last = max((number for number, line in enumerate(rest, 1) if line.at in one.lines), default=0)
        before, rest = [line for line in rest[:last] if line.at not in one.lines], rest[last:]
        far, near = _far_and_near(before)
        near_by = _plain(near, earlier, draft) + _marked(draft, one)
        found.append(Part(finding=one, long=_wrapped(_plain(far, earlier, draft)), near=_wrapped(near_by)))
    if rest:
        after = _wrapped(_plain(rest, earlier, draft))
        found.append(Part(finding=None, long=after if mine else "", near="" if mine else after))
    return found


def whole(draft: LetterDraft, page: int) -> str:
    """Return a page's text without marks."""
    return _wrapped(_plain(_lines(draft, page), {}, draft))


def _lines(draft: LetterDraft, page: int) -> list[Line]:
    return [line for line in draft.lines if line.page == page and not line.text.isdecimal()]  # no page numbers


def _far_and_near(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return much text apart from the headings right after it; little text stays where it is."""
    headings = 0
    while headings < len(lines) and lines[-1 - headings].bold:
        headings += 1
    text_before = list(lines[: len(lines) - headings])
    if sum(len(line.text) for line in text_before) <= _LITTLE:
        return [], list(lines)
    return text_before, list(lines[len(text_before) :])


def _wrapped(body: str) -> str:
    return f'<div class="ss-letter">{body}</div>' if body else ""


def _marked(draft: LetterDraft, one: DraftFinding) -> str:
    """Return a finding's own lines, those on later pages too."""
    label = f"Finding {draft.number(one)}{', left out' if one.left_out else ''}"
    lines = [draft.lines[at] for at in one.lines if at < len(draft.lines)]
    body = "".join(
        (f"<p><i>page {page}, continued</i></p>" if page != one.page else "")
        + _paragraphs([line for line in lines if line.page == page])
        for page in dict.fromkeys(line.page for line in lines)
    )
    body = body or "<p>Written by hand: nothing is marked in the letter’s text.</p>"
    return f'<div class="mk{" out" if one.left_out else ""}"><b class="n">{text(label)}</b>{body}</div>'


def _plain(lines: Sequence[Line], earlier: dict[int, DraftFinding], draft: LetterDraft) -> str:
    """Return lines that no finding of this page holds; what ends a finding of an earlier page says so."""
    ended = list(dict.fromkeys(earlier[line.at].id for line in lines if line.at in earlier))
    said = "".join(
        f"<p><i>Here ends finding {draft.number(one)}, which begins on page {one.page}.</i></p>"
        for one in draft.findings
        if one.id in ended
    )
    return said + _paragraphs([line for line in lines if line.at not in earlier])


def _paragraphs(lines: Sequence[Line]) -> str:
    made = []
    for group in _grouped(lines):
        words = text(joined(group))
        made.append(f"<p><b>{words}</b></p>" if group[0].bold else f"<p>{words}</p>")
    return "".join(made)


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and _parts_from(line, group[-1]):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts_from(line: Line, before: Line) -> bool:
    apart = not 0 <= line.top - before.top <= PARAGRAPH * line.size
    return line.page != before.page or line.bold != before.bold or apart or is_bullet(line)
