"""The action plan itself: a heading a finding, and a row an action.

In: the paper.
Out: a landscape part with the status key, every finding, and what is done about it.

Here too:
- What has changed in the plan since the version that was issued last, in words and not by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.documents.look import HEADING, STATUS_COLOURS, WHITE
from audit.documents.phrases import long_day, short_day
from audit.documents.plan import paper as wording
from audit.documents.plan.front import Part, finding_anchor
from audit.documents.plan.paper import PlanPaper
from audit.documents.word import charts
from audit.documents.word.charts import Bars, Series
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, PageFit, plain, table
from audit.documents.word.xml import Element, Piece, Text
from audit.domain.english import listed, sentence
from audit.domain.findings.finding import ChildWords, Finding
from audit.domain.identifying.released import as_released
from audit.domain.plan import action_words
from audit.domain.plan.actions import STATUS_KEY, Action, Status, needs_decision
from audit.domain.plan.versions import Change, Kind
from audit.domain.plan.versions import in_words as change_in_words

COLUMNS = (
    Column("Ref", 12),
    Column("Action", 40),
    Column("Lead agency and owner", 36),
    Column("Due date", 19),
    Column("Success measure: difference for children", 44),
    Column("Progress", 42),
    Column("Evidence of impact, and verification", 34),
    Column("Status and dates", 40),
)


def write_plan(sheet: Sheet, paper: PlanPaper, part: Part) -> None:
    """Write the status key, then each finding that asks for a decision with its actions, then the others."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor)
    sheet.paragraph(wording.plan_opening(paper))
    write_change_summary(sheet, paper)
    if paper.plan.actions:
        _key(sheet, paper)
    decided = [
        f
        for f in paper.findings()
        if needs_decision(f) or paper.plan.actions_for(f.ref) or paper.plan.no_action_for(f.ref)
    ]
    for finding in decided:
        _finding(sheet, paper, finding)
    _strengths_and_learning(sheet, paper, [finding for finding in paper.findings() if finding not in decided])
    write_changes(sheet, paper)
    sheet.note(f"This plan records findings and actions. It is not a referral. {paper.in_danger}")


def _key(sheet: Sheet, paper: PlanPaper) -> None:
    counts = {status: paper.plan.count(status, paper.today) for status in Status}
    sheet.caption("Table", "Status key, and how many actions stand at each status")
    rows = []
    for status, count in counts.items():
        ground, colour = STATUS_COLOURS[status]
        name = sheet.made(Piece(status.value.capitalize(), colour=colour), "Plan Table Row Head")
        says = plain(sheet, sentence(STATUS_KEY[status])[:-1])
        rows.append((Cell((name,), ground=ground), says, plain(sheet, str(count), "Plan Table Number")))
    table(
        sheet,
        (Column("Status", 42), Column("What it means", 190), Column("Actions now", 35, "right")),
        rows,
        title="Status key",
        says="One status a row: its colour in words, what it means, and how many actions stand at it now.",
        page_fit=PageFit(together=True),
    )
    sheet.caption("Figure", wording.statuses_message(paper))
    charts.add(sheet, _status_bars(paper, counts))
    sheet.note(
        f"Source: this plan, on {long_day(paper.today)}. Counts of actions, not of children; "
        "the figures are in the table above."
    )


def _status_bars(paper: PlanPaper, counts: dict[Status, int]) -> Bars:
    return Bars(
        names=tuple(status.value.capitalize() for status in counts),
        series=(Series("Actions now", tuple(counts.values()), HEADING, WHITE),),
        axis="Number of actions",
        alt_text=f"Bar chart of actions by status. {wording.statuses_in_words(paper)}",
        title="Actions by status",
        height=44,
    )


def _finding(sheet: Sheet, paper: PlanPaper, finding: Finding) -> None:
    sheet.heading(wording.heading(finding), 2, anchor=finding_anchor(finding.ref))
    actions, none = paper.plan.actions_for(finding.ref), paper.plan.no_action_for(finding.ref)
    first, second = _first(finding), _second(paper, finding, actions)
    follows = bool(actions) or none is not None or needs_decision(finding)
    if len(first) > 1:
        sheet.paragraph(first, keep_next=True)
        sheet.paragraph(second, keep_next=follows)
    else:
        sheet.paragraph([*first, *second], keep_next=follows)
    if none is not None:
        sheet.paragraph([Piece("Decision: No action. ", bold=True), sentence(none.reason)])
    if actions:
        table(
            sheet,
            COLUMNS,
            [_action(sheet, paper, action) for action in actions],
            title=f"Actions for {finding.ref}",
            says=f"One action a row, about finding {finding.ref}.",
        )
    elif none is None and needs_decision(finding):
        sheet.paragraph([Piece("Decision: Not decided yet.", bold=True)])


def _first(finding: Finding) -> list[Text]:
    pieces: list[Text] = [Piece(f"{finding.kind.label}. ", bold=True)]
    text, evidence = wording.text_after_heading(finding), sentence(finding.evidence)
    if text:
        pieces.append(f"{text} ")
    if evidence:
        pieces += [Piece("Evidence: ", bold=True), f"{evidence} "]
    return pieces + [f"{quoted(words)} " for words in finding.beside]


def quoted(words: ChildWords) -> str:
    """Return what a child or carer said, as a sentence."""
    who = words.said_by.strip() or "child or carer"
    who = f"{'' if who.lower().startswith(('a ', 'the ')) else 'A '}{who.lower()}"
    if as_released(words.text).held:
        return f"What {who[:1].lower()}{who[1:]} said is held back until somebody has checked it."
    return f"{who} said: ‘{words.text.strip()}’"


def _second(paper: PlanPaper, finding: Finding, actions: Sequence[Action]) -> list[Text]:
    recommendations = dict.fromkeys(
        action.recommendation.strip() for action in actions if action.recommendation.strip()
    )
    pieces: list[Text] = []
    if finding.cases and paper.names_cases:  # first, where a line is long enough to hold each reference whole
        pieces += [Piece("Cases: ", bold=True), f"{', '.join(finding.cases)}. "]
    if actions or recommendations:
        texts = " ".join(sentence(recommendation) for recommendation in recommendations) or "Not written yet."
        pieces += [Piece("Recommendation: ", bold=True), f"{texts} "]
    titles = paper.statement_titles(finding.statements)
    if paper.letter and not titles:
        return pieces
    pieces += [
        Piece("Statement: " if len(titles) < 2 else "Statements: ", bold=True),
        f"{listed(titles)}." if titles else "None named.",
    ]
    return pieces


def _action(sheet: Sheet, paper: PlanPaper, action: Action) -> tuple[Cell, ...]:
    small, strong, quiet = "Plan Action Text", "Plan Action Strong", "Plan Action Quiet"
    due = [sheet.made(short_day(action.due_now), strong)]
    if action.due_now != action.due:
        due.append(sheet.made(f"First due {short_day(action.due)}", small))
    return (
        Cell((sheet.made(action.ref, strong), sheet.made(action.finding, quiet))),
        plain(sheet, action.text, small),
        Cell((sheet.made(paper.agency_name(action.lead_agency), strong), sheet.made(action.owner, small))),
        Cell(tuple(due)),
        plain(sheet, action.success_measure, small),
        plain(sheet, _progress(action, paper.today), small),
        _impact(sheet, action),
        Cell(_standing(sheet, paper, action)),
    )


def _progress(action: Action, today: date) -> str:
    update_texts = [update.text.strip() for update in action.updates if update.text.strip()]
    work = action_words.work(action, today)
    return f"{work}. {sentence(update_texts[-1])}" if update_texts else f"{work}."


def _impact(sheet: Sheet, action: Action) -> Cell:
    """Return what is known of the difference, what shows it, and whether somebody other than the owner looked."""
    shown = [update.evidence_of_impact.strip() for update in action.updates if update.evidence_of_impact.strip()]
    parts = [f"{action_words.difference(action)}."]
    parts += [sentence(shown[-1])] if shown else []
    checked = action_words.verification(action)
    made = [sheet.made(" ".join(parts), "Plan Action Text")]
    made += [sheet.made([Piece("Verification: ", bold=True), f"{checked}."], "Plan Action Text")] if checked else []
    return Cell(tuple(made))


def _standing(sheet: Sheet, paper: PlanPaper, action: Action) -> tuple[Element, ...]:
    audit_round, status = paper.audit_round, action.status(paper.today)
    ground, colour = STATUS_COLOURS[status]
    dates = audit_round.dates
    board = f"Board due {short_day(dates.board)}" if dates.board else "Board: no date yet"
    if audit_round.seen_by_board:
        board = f"Board {short_day(audit_round.seen_by_board)}"
    again = f"Re-audit {short_day(dates.reaudit)}" if dates.reaudit else "Re-audit: no date yet"
    lines: tuple[str, ...] = (
        f"Updated {short_day(action.last_update)}" if action.last_update else "No update yet",
        board,
        *((again,) if paper.letter is None else ()),
    )
    tag = sheet.made(
        Piece(action_words.standing(action, paper.today), colour=colour), "Plan Action Strong", shade=ground
    )
    marks = [change.kind.label for change in paper.changed if change.ref == action.ref]
    lines = (*lines, *(f"{mark} since version\u00a0{paper.since_version}" for mark in marks))
    return (tag, *(sheet.made(line, "Plan Action Text") for line in lines))


def _strengths_and_learning(sheet: Sheet, paper: PlanPaper, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    sheet.heading("Strengths and learning to keep", 2)
    rows = []
    for finding in findings:
        pieces: list[Text] = [finding.text.strip()]
        pieces += [f" {quoted(words)}" for words in finding.beside]
        ref = sheet.made(finding.ref, "Plan Action Strong", anchor=finding_anchor(finding.ref))
        titles = paper.statement_titles(finding.statements)
        about = plain(sheet, listed(titles) if titles else "None named", "Plan Action Text")
        rows.append(
            (
                Cell((ref,)),
                plain(sheet, finding.kind.label, "Plan Action Text"),
                plain(sheet, pieces, "Plan Action Text"),
                about,
                *([_cases(sheet, finding)] if paper.names_cases else []),
            )
        )
    cases = (Column("Cases", 24),) if paper.names_cases else ()
    table(
        sheet,
        (Column("Ref", 14), Column("Kind", 30), Column("Finding", 153), Column("Statement", 70), *cases),
        rows,
        title="Findings that need no decision",
        says="One strength or point of learning a row, with the statement it is about.",
    )


def _cases(sheet: Sheet, finding: Finding) -> Cell:
    """Return the references, each on a line of its own: none breaks at its hyphen, and each is found by a search."""
    named = finding.cases or ("None named",)
    return Cell(tuple(sheet.made(case_ref, "Plan Action Text") for case_ref in named))


_SMALL, _ANCHOR = "Plan Action Text", "since_last_version"


def write_change_summary(sheet: Sheet, paper: PlanPaper) -> None:
    """Write in a sentence how much has changed since the last version, and where the words are."""
    if not paper.since_version:
        return
    pieces: list[Text] = [Piece(f"Since version {paper.since_version}: ", bold=True), change_in_words(paper.changed)]
    if paper.changed:
        where = Piece("The words before and now", link=_ANCHOR)
        pieces += [" An action that is new or changed says so in its last column. ", where, " stand after the actions."]
    sheet.paragraph(pieces)


def write_changes(sheet: Sheet, paper: PlanPaper) -> None:
    """Write what is new, changed and gone since the last version."""
    rows = [row for change in paper.changed for row in _rows(sheet, change)] if paper.since_version else []
    if not rows:
        return
    title = f"What has changed since version {paper.since_version}"
    sheet.heading(title, 2, anchor=_ANCHOR)
    table(
        sheet,
        (Column("Ref", 16), Column("It is", 24), Column("What", 37), Column("Before", 95), Column("Now", 95)),
        rows,
        title=title,
        says="One change a row: what it is about, the words before and the words now.",
    )


def _rows(sheet: Sheet, change: Change) -> list[tuple[Cell, ...]]:
    if change.kind is Kind.ADDED:
        return [_row(sheet, change, "The whole of it", "", change.title)]
    if change.kind is Kind.GONE:
        return [_row(sheet, change, "The whole of it", change.title, "")]
    return [_row(sheet, change, step.label, step.before, step.after) for step in change.steps]


def _row(sheet: Sheet, change: Change, aspect: str, before: str, after: str) -> tuple[Cell, ...]:
    return (
        Cell((sheet.made(change.ref, "Plan Action Strong"),)),
        plain(sheet, change.kind.label, _SMALL),
        plain(sheet, aspect, _SMALL),
        plain(sheet, before or "Nothing", _SMALL),
        plain(sheet, after or "Nothing", _SMALL),
    )
