"""The yearly summary for Healthwatch: what children said, what was done about it, and whether it shaped services.

In: the board's view of a round, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx in which every typed text was released.
Source: recommendation 13 of the sixteen (Expert Working Group, final report, November 2017): the views that young
people give shape how services are planned and bought, and local Healthwatch tells the health and wellbeing board once
a year how well mental health care works for children in care. It supports quality statement 6.
"""

from __future__ import annotations

from audit.documents.board import summary
from audit.documents.board.parts import MOST_IN_A_STRIP, write_strip
from audit.documents.board.summary import title_block, write_about
from audit.documents.phrases import long_day
from audit.documents.plan.front import Part
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import ActionTold, BoardView, FindingTold
from audit.domain.english import sentence
from audit.domain.findings.finding import FindingKind
from audit.domain.frameworks.framework import Key

TITLE = "Yearly summary for Healthwatch"
HEARD = Key("ewg-quality-statements-2017", "QS6")  # the statement that recommendation 13 supports
VOICE = Key("leeds-jtai-2020", "L11")  # the theme of voice and influence
_RECOMMENDATION = (
    "Recommendation 13 of the 16 asks 2 things. The views that young people have already given are a working "
    "part of how services are planned and bought. And local Healthwatch, or the body that follows it, tells the health "
    "and wellbeing board once a year how well mental health care works for children in care."
)
_WORDING = "The wording here is our own. Source: Expert Working Group, final report, November 2017, recommendation 13."
_QUESTIONS = (
    "Which decision this year would have been different without what children told us?",
    "Who told the children what was done about what they said, and when?",
    "Which children were not heard, and how will they be asked next year?",
)
_TITLES = (
    "What recommendation 13 asks for",
    "What children and carers said",
    "You said, we did",
    "How well children are heard",
    "What to ask next",
)


def write_healthwatch(view: BoardView, *, template: bytes | None = None) -> bytes:
    """Return the summary as a Word document; raises WrongInput for a template that is not a .docx."""
    line = f"{TITLE} {view.round_ref}, {long_day(view.today)}."
    sheet = finish.begun(marking=view.clearance.marked(view.marking), line=line, template=template)
    title_block(sheet, view, TITLE)
    write_about(sheet, view, "this summary")
    parts = [Part(number, title) for number, title in enumerate(_TITLES, start=1)]
    _write_recommendation(sheet, parts[0])
    _write_quotations(sheet, view, parts[1])
    _did(sheet, view, parts[2])
    _heard(sheet, view, parts[3])
    _next(sheet, view, parts[4])
    sheet.note(summary.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def about_views(view: BoardView) -> tuple[FindingTold, ...]:
    """Return the findings that children's views bear on: quoted, about being heard, or under voice and influence."""
    quoted = {quotation.finding for quotation in view.quoted}
    return tuple(
        finding
        for finding in view.findings
        if finding.ref in quoted or HEARD in finding.statements or VOICE in finding.themes
    )


def _begin(sheet: Sheet, part: Part) -> None:
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)


def _write_recommendation(sheet: Sheet, part: Part) -> None:
    _begin(sheet, part)
    sheet.paragraph(_RECOMMENDATION)
    sheet.note(_WORDING)


def _write_quotations(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    if not view.workshop_over:
        sheet.paragraph(summary.NO_FINDINGS_YET)
        return
    if not view.quoted:
        sheet.paragraph(summary.NOBODY_QUOTED)
        return
    texts = {finding.ref: finding.headline for finding in view.findings}
    sheet.bullets(
        [
            [
                Piece(quotation.quoted, bold=True),
                f" {quotation.said_by}.",
                *_finding_text(texts.get(quotation.finding, "")),
            ]
            for quotation in view.quoted
        ]
    )
    sheet.note(summary.QUOTED)


def _finding_text(headline: str) -> list[Text]:
    return [f" What we found: {sentence(headline)}"] if headline else []


def _did(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    answered = {action.finding for action in view.actions}
    asks = [finding for finding in about_views(view) if finding in view.improvements or finding.ref in answered]
    rows = [row for finding in asks for row in _rows(sheet, view, finding)]
    if not rows:
        sheet.paragraph(
            "No action about what children told us, or about children being heard, is recorded in this round yet."
        )
        return
    sheet.paragraph("What is done and what difference it makes are reported separately.")
    sheet.caption("Table", "What we found about children being heard, and what is being done")
    columns = (
        Column("What we found", 56),
        Column("What is being done", 56),
        Column("Done?", 22),
        Column("Difference for children", 36),
    )
    table(
        sheet,
        columns,
        rows,
        title="You said, we did",
        says="One action a row: what was found, what is done about it, whether it is done, and the difference made.",
    )


def _rows(sheet: Sheet, view: BoardView, finding: FindingTold) -> list[tuple[Cell, ...]]:
    actions: list[ActionTold | None] = [action for action in view.actions if action.finding == finding.ref]
    return [
        (
            plain(sheet, sentence(finding.headline), "Plan Table Row Head"),
            plain(sheet, "No action is planned") if action is None else _doing(sheet, action),
            plain(sheet, "Nothing to report" if action is None else action.done),
            plain(sheet, "Nothing to report" if action is None else action.difference),
        )
        for action in (actions or [None])
    ]


def _doing(sheet: Sheet, action: ActionTold) -> Cell:
    return Cell((sheet.made(sentence(action.text), "Plan Table Text"), sheet.made(action.owner, "Plan Open Cell")))


def _heard(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    heard = next((statement for statement in view.statements if statement.key == HEARD), None)
    if not view.workshop_over:
        sheet.paragraph(summary.NO_FINDINGS_YET)
        return
    if heard is None:
        sheet.paragraph("This round did not use the statement about being heard, QS6.")
    else:
        sheet.paragraph([Piece(f"{summary.title_of(heard)}: {heard.word}. ", bold=True), sentence(heard.means)])
    then = (
        next((statement for statement in view.since.statements if statement.key == HEARD), None) if view.since else None
    )
    if then is not None:
        sheet.paragraph(then.sentence)
    well = [finding for finding in about_views(view) if finding.kind is FindingKind.STRENGTH]
    if well:
        sheet.paragraph("Strengths about being heard, or with a child’s or carer’s words beside them:", keep_next=True)
        sheet.bullets([[sentence(finding.headline)] for finding in well])
    fits = 0 < len(view.statements) <= MOST_IN_A_STRIP
    if fits:
        sheet.paragraph("All the statements of this round:", keep_next=True)
        write_strip(sheet, view)
    if not fits and heard is None:
        return  # no judgement is told here
    sheet.note(summary.source(view, "agreed judgements"))
    sheet.note(f"{summary.WORDS_ONLY} {view.rule}")
    if view.provenance:
        sheet.note(view.provenance)


def _next(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    sheet.bullets([[question] for question in _QUESTIONS])
    sheet.paragraph(summary.next_look(view))
