"""The workshop's wall: what a room reads from six metres, as HTML.

In: a sight.
Out: HTML in our own classes; every word in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit.domain.frameworks.framework import Key, LineOfEnquiry
from audit.domain.people.person import Agency
from audit.domain.rating.form import Answer, Rating, Standing
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import RoundStatement
from audit.domain.workshop import moderation, participation_words
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.pages.components import strip
from audit.pages.components.look import escape_html
from audit.pages.workshop.state import WorkshopState

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def wall(body: str) -> str:
    """Return HTML in the wall's type scale."""
    return f'<div class="ss-wall">{body}</div>'


def heading(state: WorkshopState) -> str:
    """Return the case, the statement as the page's h1, and what it asks."""
    statement = state.full_statement
    if statement is None:
        title, question, kicker = f"{state.case.ref}, all in all", "What difference did the help make?", "overall"
    else:
        words = statement.item.for_the_child
        title, question = statement.item.title, f"A child could say: “{words}”" if words else statement.item.text
        kicker = f"statement {statement.number} of {len(state.order)}{_place(state, statement)}"
        kicker += " · reconstructed wording" if provenance.of(statement.item) else ""
    return (
        f'<p class="k">{escape_html(state.case.in_words)} · {escape_html(kicker)}</p>'
        f'<h1 class="q">{escape_html(title)}</h1><p class="sub">{escape_html(question)}</p>'
    )


def tiles(state: WorkshopState) -> str:
    """Return who is ready, a tile an agency."""
    ready = [agency for agency in state.raters if agency.ref in state.ready]
    title = participation_words.ready(state.participation, state.case.ref)
    items = "".join(_tile(agency, agency in ready) for agency in state.raters)
    return f'<h2 class="w">{escape_html(title)}</h2><ul class="ss-ready">{items}</ul>'


def line_up(state: WorkshopState) -> str:
    """Return a column for each grade of the scale, with the agencies that gave it standing under it."""
    scale = state.audit_round.scale
    standing = {name: grade.grade or grade.standing for name, grade in state.grades().items()}
    columns = [(step.value, step.label, strip.grade_class(scale, step.value)) for step in scale.steps]
    columns.append((Standing.NOT_EVIDENCED, "Not evidenced", "NE"))
    if Standing.NOT_APPLICABLE in standing.values():
        columns.append((Standing.NOT_APPLICABLE, "Not applicable", "NA"))
    groups = [(label, fill, [name for name, at in standing.items() if at == value]) for value, label, fill in columns]
    inside = "".join(_column(state, label, fill, names) for label, fill, names in groups)
    grid = f"grid-template-columns:repeat({len(columns)},minmax(0,1fr))"
    return f'<ul class="ss-line" style="--cols:{grid.split(":")[1]}">{inside}</ul>{_absent(state)}'


def spread(state: WorkshopState) -> str:
    """Return how far apart the agencies stand, the distance first and bold."""
    words = moderation.spread_in_words(state.grades(), state.audit_round.scale)
    first, _, remainder = words.partition(". ")
    bold = first if first.endswith(".") else f"{first}."
    return f'<p class="ss-spread"><b>{escape_html(bold)}</b> {escape_html(remainder)}</p>'


def widest_lines(state: WorkshopState) -> tuple[LineOfEnquiry, ...]:
    """Return the statement's questions, those that part the agencies most first."""
    statement = state.full_statement
    if statement is None:
        return ()
    apart = {line.ref: moderation.answers_apart(statement.line_key(line), state.ratings) for line in statement.lines}
    return tuple(sorted(statement.lines, key=lambda line: -apart[line.ref]))


def part_most(state: WorkshopState, rows: int = 2) -> str:
    """Return the table of answers by agency, for the questions that part them most."""
    statement = state.full_statement
    if statement is None:
        return ""
    lines = [line for line in widest_lines(state) if moderation.answers_apart(statement.line_key(line), state.ratings)]
    if not lines:
        return '<p class="rec2">No difference between “met”, “partly met” and “not met” answers on this statement.</p>'
    rated = [agency for agency in state.audit_round.agencies if state.rating_of(agency.ref)]
    head = "".join(f'<th scope="col">{escape_html(agency.short_name)}</th>' for agency in rated)
    body = "".join(
        f'<tr><th scope="row">{escape_html(line.title)}</th>'
        + "".join(f"<td>{escape_html(_answer(state, agency, statement.line_key(line)))}</td>" for agency in rated)
        + "</tr>"
        for line in lines[:rows]
    )
    return (
        '<div class="ss-scroll" tabindex="0" role="region" aria-label="Where you part most">'
        '<table class="ss-wt"><caption><h2 class="w">Where you part most</h2></caption>'
        f'<thead><tr><th scope="col">Question</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def gave(state: WorkshopState) -> str:
    """Return what each agency gave, grade by grade, best first."""
    scale = state.audit_round.scale
    standing = {name: grade.grade or grade.standing for name, grade in state.grades().items()}
    rows = [
        (strip.tag(scale, step.value), [n for n, at in standing.items() if at == step.value]) for step in scale.steps
    ]
    for value, words, fill in (
        (Standing.NOT_EVIDENCED, "Not evidenced", "NE"),
        (Standing.NOT_APPLICABLE, "Not applicable", "NA"),
    ):
        tag = f'<span class="ss-g ss-tag ss-{fill}">{words}</span>'
        rows.append((tag, [name for name, at in standing.items() if at == value]))
    body = "".join(
        f'<tr><th scope="row">{tag}</th><td>{escape_html(", ".join(_marked(state, name) for name in names))}</td></tr>'
        for tag, names in rows
        if names
    )
    return (
        '<table class="ss-wt"><caption><h2 class="w">What each agency gave</h2></caption>'
        f'<thead class="ss-vh"><tr><th scope="col">Grade</th><th scope="col">Agencies</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def record(state: WorkshopState, judgement: Judgement, title: str) -> str:
    """Return a judgement as the record says it, large enough for the room."""
    parts = [f'<h2 class="w rw">{escape_html(title)} {outcome_tag(state, judgement, "big")}</h2>']
    if judgement.reason:
        parts.append(f'<p class="rec">{escape_html(judgement.reason)}</p>')
    for label, words in (
        (f"For {state.case.ref}", judgement.difference),
        ("Good practice", judgement.good_practice),
        ("To develop", judgement.to_develop),
    ):
        if words:
            parts.append(f'<p class="rec2"><b>{escape_html(label)}:</b> {escape_html(words)}</p>')
    parts.extend(_dissents(state, judgement))
    return f'<div class="ss-record">{"".join(parts)}</div>'


def outcome_tag(state: WorkshopState, judgement: Judgement, extra: str = "") -> str:
    """Return what was agreed as a filled word."""
    if judgement.outcome is Outcome.GRADE and judgement.grade is not None:
        step = state.audit_round.scale.step(judgement.grade)
        fill, words = strip.grade_class(state.audit_round.scale, judgement.grade), step.label
    elif judgement.outcome is Outcome.GRADE:
        return '<span class="ss-soft">nothing yet</span>'
    else:
        fill = "NA" if judgement.outcome is Outcome.NOT_APPLICABLE else "NE"
        words = judgement.outcome.label
    return f'<span class="ss-g ss-tag ss-{fill} {extra}">{escape_html(words)}</span>'


def position_in_words(state: WorkshopState, position: str) -> str:
    """Return an agency's position as people say it: a grade's word, or its view as it stands."""
    steps = {step.value: step.label for step in state.audit_round.scale.steps}
    return steps.get(position, position)


def name_of(state: WorkshopState, agency: str) -> str:
    """Return an agency's short name; its reference where it has left the round."""
    return next((member.short_name for member in state.audit_round.agencies if member.ref == agency), agency)


def _place(state: WorkshopState, statement: RoundStatement) -> str:
    if not state.revealed:
        return ""
    at = state.order.index(statement.key)
    apart = moderation.spread(list(state.grades().values()), state.audit_round.scale)
    return f" · {_PLACES[at]} to talk about, widest disagreement first" if apart and at < len(_PLACES) else ""


def _tile(agency: Agency, ready: bool) -> str:
    word = "✓ Ready" if ready else "Not submitted yet"
    return f'<li class="{"y" if ready else "n"}"><b>{escape_html(agency.short_name)}</b><span>{word}</span></li>'


def _column(state: WorkshopState, label: str, fill: str, names: list[str]) -> str:
    inside = "".join(f"<li>{_marked_html(state, name)}</li>" for name in names)
    below = f'<ul class="{"many" if len(names) > 2 else ""}">{inside}</ul>' if names else '<p class="none">no one</p>'
    return f'<li><b class="h ss-g ss-{fill}">{escape_html(label)}</b>{below}</li>'


def _marks(state: WorkshopState, name: str) -> list[str]:
    ref = next((agency.ref for agency in state.audit_round.agencies if agency.short_name == name), "")
    rating = state.rating_of(ref)
    marks = []
    if rating is not None and not rating.blind:
        marks.append("not blind")
    if rating is not None and rating.after_reveal:
        marks.append("corrected after the reveal" if rating.version > 1 else "given after the reveal")
    return marks


def _marked(state: WorkshopState, name: str) -> str:
    marks = _marks(state, name)
    return f"{name} ({', '.join(marks)})" if marks else name


def _marked_html(state: WorkshopState, name: str) -> str:
    marks = _marks(state, name)
    return escape_html(name) + (f' <span class="mark">{escape_html(", ".join(marks))}</span>' if marks else "")


def _absent(state: WorkshopState) -> str:
    grades = state.grades()
    missing = [agency.short_name for agency in state.raters if state.rating_of(agency.ref) is None]
    elsewhere = [
        agency.short_name
        for agency in state.raters
        if agency.short_name not in grades and agency.short_name not in missing
    ]
    rater_refs = {agency.ref for agency in state.raters}
    left_out = [agency.short_name for agency in state.audit_round.left_out_of(state.case.ref)]
    non_raters = (agency for agency in state.audit_round.agencies if agency.ref not in rater_refs)
    away = [agency.short_name for agency in non_raters if agency.short_name not in left_out]
    lines: Iterable[tuple[str, list[str]]] = (
        ("Did not submit", missing),
        ("Not asked about this statement", elsewhere),
        ("Found no involvement, or not asked about this child", away),
        ("Left out of the file that brought the round here", left_out),
    )
    aside = " · ".join(f"{words}: {', '.join(names)}" for words, names in lines if names)
    return f'<p class="aside">{escape_html(aside)}</p>' if aside else ""


def _answer(state: WorkshopState, agency: Agency, line: Key) -> str:
    rating: Rating | None = state.rating_of(agency.ref)
    answer = rating.answer(line) if rating else None
    if answer is None or answer.answer is None:
        return "–"
    return "–" if answer.answer in (Answer.NOT_APPLICABLE, Answer.KNOWN_AWAY) else answer.answer.label


def _dissents(state: WorkshopState, judgement: Judgement) -> Iterable[str]:
    head = "position" if judgement.outcome is Outcome.NOT_AGREED else "sees it differently"
    for dissent in judgement.dissents:
        says = f": {position_in_words(state, dissent.position)}." if dissent.position else "."
        who = f"{name_of(state, dissent.agency)} {head if head != 'position' else 'says'}"
        yield f'<p class="rec2"><b>{escape_html(who)}{escape_html(says)}</b> {escape_html(dissent.reason)}</p>'
