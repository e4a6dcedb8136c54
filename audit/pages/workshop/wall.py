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
from audit.domain.rounds.audit_round import Asked
from audit.domain.workshop import moderation, participation_words
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.pages.components import strip
from audit.pages.components.look import text
from audit.pages.workshop.sight import Sight

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def wall(body: str) -> str:
    """Return HTML in the wall's type scale."""
    return f'<div class="ss-wall">{body}</div>'


def heading(sight: Sight) -> str:
    """Return the case, the statement as the page's h1, and what it asks."""
    asked = sight.asked
    if asked is None:
        title, question, which = f"{sight.case.ref}, all in all", "What difference did the help make?", "overall"
    else:
        words = asked.item.for_the_child
        title, question = asked.item.title, f"A child could say: “{words}”" if words else asked.item.text
        which = f"statement {asked.number} of {len(sight.order)}{_place(sight, asked)}"
        which += " · reconstructed wording" if provenance.of(asked.item) else ""
    return (
        f'<p class="k">{text(sight.case.in_words)} · {text(which)}</p>'
        f'<h1 class="q">{text(title)}</h1><p class="sub">{text(question)}</p>'
    )


def tiles(sight: Sight) -> str:
    """Return who is ready, a tile an agency."""
    ready = [agency for agency in sight.raters if agency.ref in sight.ready]
    title = participation_words.ready(sight.participation, sight.case.ref)
    items = "".join(_tile(agency, agency in ready) for agency in sight.raters)
    return f'<h2 class="w">{text(title)}</h2><ul class="ss-ready">{items}</ul>'


def line_up(sight: Sight) -> str:
    """Return a column for each grade of the scale, with the agencies that gave it standing under it."""
    scale = sight.audit_round.scale
    standing = {name: one.grade or one.standing for name, one in sight.grades().items()}
    columns = [(step.value, step.label, strip.grade_class(scale, step.value)) for step in scale.steps]
    columns.append((Standing.NOT_EVIDENCED, "Not evidenced", "NE"))
    if Standing.NOT_APPLICABLE in standing.values():
        columns.append((Standing.NOT_APPLICABLE, "Not applicable", "NA"))
    groups = [(label, fill, [name for name, at in standing.items() if at == value]) for value, label, fill in columns]
    inside = "".join(_column(sight, label, fill, names) for label, fill, names in groups)
    grid = f"grid-template-columns:repeat({len(columns)},minmax(0,1fr))"
    return f'<ul class="ss-line" style="--cols:{grid.split(":")[1]}">{inside}</ul>{_absent(sight)}'


def spread(sight: Sight) -> str:
    """Return how far apart the agencies stand, the distance first and bold."""
    words = moderation.spread_in_words(sight.grades(), sight.audit_round.scale)
    first, _, rest = words.partition(". ")
    bold = first if first.endswith(".") else f"{first}."
    return f'<p class="ss-spread"><b>{text(bold)}</b> {text(rest)}</p>'


def widest_lines(sight: Sight) -> tuple[LineOfEnquiry, ...]:
    """Return the statement's questions, those that part the agencies most first."""
    asked = sight.asked
    if asked is None:
        return ()
    apart = {line.ref: moderation.answers_apart(asked.line_key(line), sight.ratings) for line in asked.lines}
    return tuple(sorted(asked.lines, key=lambda line: -apart[line.ref]))


def part_most(sight: Sight, rows: int = 2) -> str:
    """Return the table of answers by agency, for the questions that part them most."""
    asked = sight.asked
    if asked is None:
        return ""
    lines = [one for one in widest_lines(sight) if moderation.answers_apart(asked.line_key(one), sight.ratings)]
    if not lines:
        return '<p class="rec2">No difference between “met”, “partly met” and “not met” answers on this statement.</p>'
    rated = [agency for agency in sight.audit_round.agencies if sight.rating_of(agency.ref)]
    head = "".join(f'<th scope="col">{text(agency.short_name)}</th>' for agency in rated)
    body = "".join(
        f'<tr><th scope="row">{text(line.title)}</th>'
        + "".join(f"<td>{text(_answer(sight, agency, asked.line_key(line)))}</td>" for agency in rated)
        + "</tr>"
        for line in lines[:rows]
    )
    return (
        '<div class="ss-scroll" tabindex="0" role="region" aria-label="Where you part most">'
        '<table class="ss-wt"><caption><h2 class="w">Where you part most</h2></caption>'
        f'<thead><tr><th scope="col">Question</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def gave(sight: Sight) -> str:
    """Return what each agency gave, grade by grade, best first."""
    scale = sight.audit_round.scale
    standing = {name: one.grade or one.standing for name, one in sight.grades().items()}
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
        f'<tr><th scope="row">{tag}</th><td>{text(", ".join(_marked(sight, name) for name in names))}</td></tr>'
        for tag, names in rows
        if names
    )
    return (
        '<table class="ss-wt"><caption><h2 class="w">What each agency gave</h2></caption>'
        f'<thead class="ss-vh"><tr><th scope="col">Grade</th><th scope="col">Agencies</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def record(sight: Sight, judgement: Judgement, title: str) -> str:
    """Return a judgement as the record says it, large enough for the room."""
    parts = [f'<h2 class="w rw">{text(title)} {outcome_tag(sight, judgement, "big")}</h2>']
    if judgement.reason:
        parts.append(f'<p class="rec">{text(judgement.reason)}</p>')
    for label, words in (
        (f"For {sight.case.ref}", judgement.difference),
        ("Good practice", judgement.good_practice),
        ("To develop", judgement.to_develop),
    ):
        if words:
            parts.append(f'<p class="rec2"><b>{text(label)}:</b> {text(words)}</p>')
    parts.extend(_dissents(sight, judgement))
    return f'<div class="ss-record">{"".join(parts)}</div>'


def outcome_tag(sight: Sight, judgement: Judgement, extra: str = "") -> str:
    """Return what was agreed as a filled word."""
    if judgement.outcome is Outcome.GRADE and judgement.grade is not None:
        step = sight.audit_round.scale.step(judgement.grade)
        fill, words = strip.grade_class(sight.audit_round.scale, judgement.grade), step.label
    elif judgement.outcome is Outcome.GRADE:
        return '<span class="ss-soft">nothing yet</span>'
    else:
        fill = "NA" if judgement.outcome is Outcome.NOT_APPLICABLE else "NE"
        words = judgement.outcome.label
    return f'<span class="ss-g ss-tag ss-{fill} {extra}">{text(words)}</span>'


def position_in_words(sight: Sight, position: str) -> str:
    """Return an agency's position as people say it: a grade's word, or its view as it stands."""
    steps = {step.value: step.label for step in sight.audit_round.scale.steps}
    return steps.get(position, position)


def name_of(sight: Sight, agency: str) -> str:
    """Return an agency's short name; its reference where it has left the round."""
    return next((one.short_name for one in sight.audit_round.agencies if one.ref == agency), agency)


def _place(sight: Sight, asked: Asked) -> str:
    if not sight.revealed:
        return ""
    at = sight.order.index(asked.key)
    apart = moderation.spread(list(sight.grades().values()), sight.audit_round.scale)
    return f" · {_PLACES[at]} to talk about, widest disagreement first" if apart and at < len(_PLACES) else ""


def _tile(agency: Agency, ready: bool) -> str:
    word = "✓ Ready" if ready else "Not submitted yet"
    return f'<li class="{"y" if ready else "n"}"><b>{text(agency.short_name)}</b><span>{word}</span></li>'


def _column(sight: Sight, label: str, fill: str, names: list[str]) -> str:
    inside = "".join(f"<li>{_marked_html(sight, name)}</li>" for name in names)
    below = f'<ul class="{"many" if len(names) > 2 else ""}">{inside}</ul>' if names else '<p class="none">no one</p>'
    return f'<li><b class="h ss-g ss-{fill}">{text(label)}</b>{below}</li>'


def _marks(sight: Sight, name: str) -> list[str]:
    ref = next((one.ref for one in sight.audit_round.agencies if one.short_name == name), "")
    rating = sight.rating_of(ref)
    marks = []
    if rating is not None and not rating.blind:
        marks.append("not blind")
    if rating is not None and rating.after_reveal:
        marks.append("corrected after the reveal" if rating.version > 1 else "given after the reveal")
    return marks


def _marked(sight: Sight, name: str) -> str:
    marks = _marks(sight, name)
    return f"{name} ({', '.join(marks)})" if marks else name


def _marked_html(sight: Sight, name: str) -> str:
    marks = _marks(sight, name)
    return text(name) + (f' <span class="mark">{text(", ".join(marks))}</span>' if marks else "")


def _absent(sight: Sight) -> str:
    given = sight.grades()
    missing = [agency.short_name for agency in sight.raters if sight.rating_of(agency.ref) is None]
    elsewhere = [
        agency.short_name
        for agency in sight.raters
        if agency.short_name not in given and agency.short_name not in missing
    ]
    asked = {agency.ref for agency in sight.raters}
    left_out = [agency.short_name for agency in sight.audit_round.left_out_of(sight.case.ref)]
    others = (agency for agency in sight.audit_round.agencies if agency.ref not in asked)
    away = [agency.short_name for agency in others if agency.short_name not in left_out]
    lines: Iterable[tuple[str, list[str]]] = (
        ("Did not submit", missing),
        ("Not asked about this statement", elsewhere),
        ("Found no involvement, or not asked about this child", away),
        ("Left out of the file that brought the round here", left_out),
    )
    said = " · ".join(f"{words}: {', '.join(names)}" for words, names in lines if names)
    return f'<p class="aside">{text(said)}</p>' if said else ""


def _answer(sight: Sight, agency: Agency, line: Key) -> str:
    rating: Rating | None = sight.rating_of(agency.ref)
    given = rating.answer(line) if rating else None
    if given is None or given.answer is None:
        return "–"
    return "–" if given.answer is Answer.NOT_APPLICABLE else given.answer.label


def _dissents(sight: Sight, judgement: Judgement) -> Iterable[str]:
    head = "position" if judgement.outcome is Outcome.NOT_AGREED else "sees it differently"
    for one in judgement.dissents:
        says = f": {position_in_words(sight, one.position)}." if one.position else "."
        who = f"{name_of(sight, one.agency)} {head if head != 'position' else 'says'}"
        yield f'<p class="rec2"><b>{text(who)}{text(says)}</b> {text(one.reason)}</p>'
