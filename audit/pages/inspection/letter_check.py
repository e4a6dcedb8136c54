"""Checking a letter: first the inspection, then page by page what was found, then all of it at a glance.

In: the letter's draft, and in the address where one is in it.
Out: findings that somebody has looked at beside the letter's text, kept as a round of their own.

Here too:
- The letter's own text, with what was read as a finding marked in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from audit.app import App
from audit.domain import english
from audit.domain.inspection.letter_drafts import DraftFinding, LetterDraft
from audit.domain.inspection.letter_reading import PARAGRAPH, FoundKind, Line, is_bullet, joined
from audit.domain.inspection.published import Inspection
from audit.errors import AuditError
from audit.pages.components import errors, look, partnership_lists, place
from audit.pages.components.look import escape_html
from audit.pages.components.place import arrive
from audit.pages.forms import two_writers
from audit.pages.inspection import letter_fields
from audit.services.inspection import letter_drafts, published

_START, _END = "inspection", "end"
_WORDS = 14  # of a finding, where all of them are listed
_KINDS = {
    FoundKind.PRIORITY_ACTION: ("area for priority action", "areas for priority action"),
    FoundKind.NEEDS_TO_IMPROVE: ("thing to improve", "things to improve"),
    FoundKind.STRENGTH: ("strength", "strengths"),
    FoundKind.PRACTICE_EXAMPLE: ("example of practice", "examples of practice"),
}


def render(app: App, draft: LetterDraft) -> None:
    """Let the letter be checked, one part at a time."""
    at = _at(draft)
    with look.page():
        look.line_above("Inspection", "The letter", draft.name)
        look.title(_title(at))
        arrive(f"{draft.mark} {at}")
        look.html(f'<p class="ss-p"><b>{look.escape_html(progress(draft))}</b> Every change is kept at once.</p>')
        errors.from_last_run(letter_fields.PLACE)
        if at == _START:
            _inspection(app, draft)
        elif at == _END:
            _end(app, draft)
        else:
            _page(app, draft, int(at))
        place.link("letter", "Leave it for now", icon=":material/arrow_back:")


def progress(draft: LetterDraft) -> str:
    """Return how far the checking is, in words."""
    total = english.agree(len(draft.findings), "1 finding", f"{len(draft.findings)} findings")
    return f"{draft.looked_at()} of {total} looked at."


def _at(draft: LetterDraft) -> str:
    at = st.query_params.get("at", _START)
    known = at in (_START, _END) or (at.isdecimal() and int(at) in draft.pages())
    return at if known else _START


def _title(at: str) -> str:
    if at == _START:
        return "Check the letter: the inspection"
    return "Check the letter: all of it" if at == _END else f"Check the letter: page {at}"


def _inspection(app: App, draft: LetterDraft) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.header("The letter, page 1", anchor=False)
        look.html(whole(draft, 1))
        later_pages = [page for page in draft.pages() if page > 1]
        if later_pages:
            with st.expander("The letter’s other pages"):
                look.html("".join(f"<h3>Page {page}</h3>{whole(draft, page)}" for page in later_pages))
    with right:
        st.header("What it says of the inspection", anchor=False)
        letter_fields.inspection(app, draft)
    ahead = draft.next_page(0)
    label = "Go on to the findings" if ahead is not None else "Go on"
    st.button(label, type="primary", key="letter on", on_click=_turn, args=(str(ahead or _END),))


def _page(app: App, draft: LetterDraft, page: int) -> None:
    _pages(draft, page)
    page_findings = draft.on(page)
    st.header(_findings_heading(len(page_findings), page), anchor=False)
    letter_fields.to_check(draft)
    for part in parts(draft, page):
        if part.long:
            with st.expander(_no_finding(draft, part)):
                look.html(part.long)
        left, right = st.columns(2, gap="large")
        with left:
            look.html(part.near)
        with right:
            if part.finding is not None:
                letter_fields.finding(app, draft, part.finding)
    before = page_findings[-1].kind if page_findings else FoundKind.NEEDS_TO_IMPROVE
    missed = f"Add a finding missed on page {page}"
    st.button(missed, key="letter add", icon=":material/add:", on_click=_add, args=(app, draft, before, page))
    with st.container(horizontal=True):
        st.button("Back", key="letter back", icon=":material/arrow_back:", on_click=_turn, args=(_before(draft, page),))
        onward = "This page is right: go on"
        st.button(onward, type="primary", key="letter on", on_click=_right, args=(app, draft, page))


def _add(app: App, draft: LetterDraft, kind: FoundKind, page: int) -> None:
    letter_fields.act(app, draft, letter_drafts.add, kind=kind, page=page)


def _no_finding(draft: LetterDraft, part: Part) -> str:
    where = f"before finding {draft.number(part.finding)}" if part.finding is not None else "after the last finding"
    return f"Text {where}, in which none was read"


def _findings_heading(count: int, page: int) -> str:
    if not count:
        return f"No finding begins on page {page}"
    return f"{english.capital(english.counted(count, 'finding begins', 'findings begin'))} on page {page}"


def _pages(draft: LetterDraft, page: int) -> None:
    many = len(draft.pages())
    if many > 1:
        st.caption("Pages of the letter")
        key = f"letter pages {page}"
        st.pagination(many, default=page, key=key, on_change=lambda: _turn(str(st.session_state[key])))


def _before(draft: LetterDraft, page: int) -> str:
    earlier = [draft_finding.page for draft_finding in draft.findings if draft_finding.page < page]
    return str(max(earlier)) if earlier else _START


def _right(app: App, draft: LetterDraft, page: int) -> None:
    if not letter_fields.act(app, draft, letter_drafts.look_at, page=page):
        return
    later = [
        draft_finding.page
        for draft_finding in draft.findings
        if draft_finding.page > page and not draft_finding.looked_at
    ]
    earlier = [
        draft_finding.page
        for draft_finding in draft.findings
        if draft_finding.page < page and not draft_finding.looked_at
    ]
    _turn(str(min(later or earlier or [0]) or _END))


def _end(app: App, draft: LetterDraft) -> None:
    st.write(_in_words(draft))
    letter_fields.still_to_check(draft)
    letter_fields.to_check(draft)
    _statement_due(draft)
    rows = [
        (
            str(number),
            draft_finding.kind.label if not draft_finding.left_out else "Left out",
            str(draft_finding.page),
            _begins(draft_finding.text),
        )
        for number, draft_finding in enumerate(draft.findings, start=1)
    ]
    look.html(look.table("The findings of the letter", ("Finding", "Kind", "Page", "How it begins"), rows))
    empty = [page for page in draft.pages() if not draft.on(page)]
    if empty:
        st.write(f"No finding begins on {_listed(empty)}. Choose one of them below to add a finding.")
    st.selectbox(
        "Look at a page again",
        draft.pages(),
        index=None,
        placeholder="Choose a page",
        key="letter again",
        format_func=lambda page: f"Page {page}",
        on_change=_again,
    )
    ahead = draft.next_page(0)
    with st.container(horizontal=True):
        st.button("The inspection", key="letter start", icon=":material/arrow_back:", on_click=_turn, args=(_START,))
        if ahead is not None:
            st.button(f"Go on with page {ahead}", type="primary", key="letter on", on_click=_turn, args=(str(ahead),))
            return
        count = len(draft.findings_to_keep())
        these = english.agree(count, "this finding", f"these {count} findings")
        pressed = st.button(f"Keep {these}", type="primary", key="letter keep")
    seen = two_writers.drawn_last(f"letter {draft.mark}", draft)
    if pressed:
        _keep(app, draft, seen)


def _again() -> None:
    if (page := st.session_state.get("letter again")) is not None:
        _turn(str(page))


def _begins(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "") if words else "No text yet"


def _in_words(draft: LetterDraft) -> str:
    findings = draft.findings_to_keep()
    counts = {kind: sum(finding.kind is kind for finding in findings) for kind in _KINDS}
    parts = [f"{english.number(many)} {_KINDS[kind][many != 1]}" for kind, many in counts.items() if many]
    out = len(draft.findings) - len(findings)
    left_out = f" {english.capital(english.number(out))} left out." if out else ""
    return f"**To keep: {', '.join(parts) or 'nothing yet'}.**{left_out}"


def _listed(pages: list[int]) -> str:
    numbers = [str(page) for page in pages]
    together = english.listed(numbers)
    return english.agree(len(pages), f"page {together}", f"pages {together}")


def _statement_due(draft: LetterDraft) -> None:
    if draft.inspection.published is None:
        look.html('<p class="ss-unread">The day of the letter is missing. Give it with the inspection.</p>')
        return
    with errors.shown():
        on = published.due(_confirmed_inspection(draft), partnership_lists.inspection_clock())
        why = "as the letter says" if draft.inspection.due else "counted from the letter’s day"
        st.write(f"The written statement is due on {english.day(on)}, {why}.")


def _confirmed_inspection(draft: LetterDraft) -> Inspection:
    fields = asdict(draft.inspection)
    if fields["published"] is None:
        raise AuditError("Give the day of the letter: choose “The inspection”.")
    return Inspection(**fields, mark=draft.mark)


def _keep(app: App, draft: LetterDraft, seen: LetterDraft) -> None:
    ref = None
    with errors.shown():
        draft.must_be_whole()
        steps = partnership_lists.inspection_clock()
        with app.unit_of_work() as db:
            ref = published.keep(
                db,
                by=app.person,
                inspection=_confirmed_inspection(draft),
                letter_findings=draft.findings_to_keep(),
                steps=steps,
                now=app.now(),
            )
            letter_drafts.drop(db, by=app.person, mark=draft.mark, seen=seen)
    if ref is not None:
        st.query_params.clear()
        place.go("findings", round=ref)


def _turn(at: str) -> None:
    st.query_params["at"] = at


_LITTLE = 300  # characters of text that may stand between two findings


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a page: text in which nothing was read, and after it a finding with its own lines marked."""

    finding: DraftFinding | None  # None: the text after the page's last finding
    long: str  # much text in which no finding was read; empty: none
    near: str  # what stands right above the finding, such as its heading, and the finding's own lines


def parts(draft: LetterDraft, page: int) -> list[Part]:
    """Return a page's text in parts, each up to and with the lines of a finding that begins on it."""
    page_findings = draft.on(page)
    earlier = {
        at: draft_finding for draft_finding in draft.findings if draft_finding.page < page for at in draft_finding.lines
    }
    remaining = _lines(draft, page)
    page_parts: list[Part] = []
    for draft_finding in page_findings:
        last = max((number for number, line in enumerate(remaining, 1) if line.at in draft_finding.lines), default=0)
        before, remaining = [line for line in remaining[:last] if line.at not in draft_finding.lines], remaining[last:]
        far, near = _far_and_near(before)
        near_by = _plain(near, earlier, draft) + _marked(draft, draft_finding)
        page_parts.append(
            Part(finding=draft_finding, long=_wrapped(_plain(far, earlier, draft)), near=_wrapped(near_by))
        )
    if remaining:
        after = _wrapped(_plain(remaining, earlier, draft))
        page_parts.append(Part(finding=None, long=after if page_findings else "", near="" if page_findings else after))
    return page_parts


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


def _marked(draft: LetterDraft, draft_finding: DraftFinding) -> str:
    """Return a finding's own lines, those on later pages too."""
    label = f"Finding {draft.number(draft_finding)}{', left out' if draft_finding.left_out else ''}"
    lines = [draft.lines[at] for at in draft_finding.lines if at < len(draft.lines)]
    body = "".join(
        (f"<p><i>page {page}, continued</i></p>" if page != draft_finding.page else "")
        + _paragraphs([line for line in lines if line.page == page])
        for page in dict.fromkeys(line.page for line in lines)
    )
    body = body or "<p>Written by hand: nothing is marked in the letter’s text.</p>"
    return (
        f'<div class="mk{" out" if draft_finding.left_out else ""}"><b class="n">{escape_html(label)}</b>{body}</div>'
    )


def _plain(lines: Sequence[Line], earlier: dict[int, DraftFinding], draft: LetterDraft) -> str:
    """Return lines that no finding of this page holds; what ends a finding of an earlier page says so."""
    ended = list(dict.fromkeys(earlier[line.at].id for line in lines if line.at in earlier))
    endings = "".join(
        f"<p><i>Here ends finding {draft.number(draft_finding)}, which begins on page {draft_finding.page}.</i></p>"
        for draft_finding in draft.findings
        if draft_finding.id in ended
    )
    return endings + _paragraphs([line for line in lines if line.at not in earlier])


def _paragraphs(lines: Sequence[Line]) -> str:
    made = []
    for group in _grouped(lines):
        words = escape_html(joined(group))
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
