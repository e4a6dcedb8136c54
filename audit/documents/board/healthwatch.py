"""The yearly summary for Healthwatch: what children said, what was done about it, and whether it shaped services.

In: the board's view of a round, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx in which every typed text was released.
Source: recommendation 13 of the sixteen (Expert Working Group, final report, November 2017): the views that young
people give shape how services are planned and bought, and local Healthwatch tells the health and wellbeing board once
a year how well mental health care works for children in care. It supports quality statement 6.
"""

from __future__ import annotations

from audit.documents.board import front
from audit.documents.board.front import title_block, write_about
from audit.documents.board.parts import MOST_IN_A_STRIP, write_strip
from audit.documents.phrases import long_day, sentence
from audit.documents.plan.front import Part
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece, Text
from audit.domain.board.view import ActionTold, BoardView, FindingTold
from audit.domain.findings.finding import FindingKind
from audit.domain.frameworks.framework import Key

TITLE = "Yearly summary for Healthwatch"
HEARD = Key("ewg-quality-statements-2017", "QS6")  # the statement that recommendation 13 supports
VOICE = Key("leeds-jtai-2020", "L11")  # the theme of voice and influence
_ASKED = (
    "Recommendation 13 of the sixteen asks two things. The views that young people have already given are a working "
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
    _asked_for(sheet, parts[0])
    _said(sheet, view, parts[1])
    _did(sheet, view, parts[2])
    _heard(sheet, view, parts[3])
    _next(sheet, view, parts[4])
    sheet.note(front.not_a_referral(view))
    return finish.as_bytes(sheet, title=f"{TITLE}: {view.title}", author=view.partnership, made_on=view.today)


def about_views(view: BoardView) -> tuple[FindingTold, ...]:
    """Return the findings that children's views bear on: quoted, about being heard, or under voice and influence."""
    quoted = {one.finding for one in view.quoted}
    return tuple(one for one in view.findings if one.ref in quoted or HEARD in one.statements or VOICE in one.themes)


def _begin(sheet: Sheet, part: Part) -> None:
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor, apart=True)


def _asked_for(sheet: Sheet, part: Part) -> None:
    _begin(sheet, part)
    sheet.paragraph(_ASKED)
    sheet.note(_WORDING)


def _said(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    if not view.told:
        sheet.paragraph(front.NOT_TOLD)
        return
    if not view.quoted:
        sheet.paragraph(front.NOBODY_QUOTED)
        return
    texts = {one.ref: one.headline for one in view.findings}
    sheet.bullets(
        [[Piece(one.quoted, bold=True), f" {one.said_by}.", *_found(texts.get(one.finding, ""))] for one in view.quoted]
    )
    sheet.note(front.QUOTED)


def _found(headline: str) -> list[Text]:
    return [f" What we found: {sentence(headline)}"] if headline else []


def _did(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    answered = {one.finding for one in view.actions}
    asks = [one for one in about_views(view) if one in view.improvements or one.ref in answered]
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
    mine: list[ActionTold | None] = [one for one in view.actions if one.finding == finding.ref]
    return [
        (
            plain(sheet, sentence(finding.headline), "Plan Table Row Head"),
            plain(sheet, "No action is planned") if one is None else _doing(sheet, one),
            plain(sheet, "Nothing to report" if one is None else one.done),
            plain(sheet, "Nothing to report" if one is None else one.difference),
        )
        for one in (mine or [None])
    ]


def _doing(sheet: Sheet, action: ActionTold) -> Cell:
    return Cell((sheet.made(sentence(action.text), "Plan Table Text"), sheet.made(action.owner, "Plan Open Cell")))


def _heard(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    heard = next((one for one in view.statements if one.key == HEARD), None)
    if not view.told:
        sheet.paragraph(front.NOT_TOLD)
        return
    if heard is None:
        sheet.paragraph("This round did not use the statement about being heard, QS6.")
    else:
        sheet.paragraph([Piece(f"{front.title_of(heard)}: {heard.word}. ", bold=True), sentence(heard.means)])
    then = next((one for one in view.since.statements if one.key == HEARD), None) if view.since else None
    if then is not None:
        sheet.paragraph(then.sentence)
    well = [one for one in about_views(view) if one.kind is FindingKind.STRENGTH]
    if well:
        sheet.paragraph("Strengths about being heard, or with a child’s or carer’s words beside them:", keep_next=True)
        sheet.bullets([[sentence(one.headline)] for one in well])
    fits = 0 < len(view.statements) <= MOST_IN_A_STRIP
    if fits:
        sheet.paragraph("All the statements of this round:", keep_next=True)
        write_strip(sheet, view)
    if not fits and heard is None:
        return  # no judgement is told here
    sheet.note(front.source(view, "agreed judgements"))
    sheet.note(f"{front.WORDS_ONLY} {view.rule}")
    if view.provenance:
        sheet.note(view.provenance)


def _next(sheet: Sheet, view: BoardView, part: Part) -> None:
    _begin(sheet, part)
    sheet.bullets([[one] for one in _QUESTIONS])
    sheet.paragraph(front.next_look(view))
